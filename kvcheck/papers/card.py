"""Cards for a pocket: whom to call, and the questions that officers ask with the true answers of the plan.

An answer that the plan does not have stays blank, with a line to write on; nothing is guessed.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kvcheck.facts import days_between
from kvcheck.frozen import NamedTuple
from kvcheck.language.grammar import count
from kvcheck.language.text import LANGUAGES, Text, by_language
from kvcheck.model import TripResult
from kvcheck.packs import Library
from kvcheck.papers import values
from kvcheck.papers.contracts import contract_line
from kvcheck.papers.denials import NO_BUILDING, NO_PRODUCTION, no_building, no_production, no_us_pay, say_denials
from kvcheck.papers.journey import Journey
from kvcheck.papers.parts import TaskStyle, address, company, say_task
from kvcheck.papers.said import Draft, Entity, Left, Sentence, Unknown

Answer = Callable[[Draft, Journey, str], None]
"""Writes the sentences of a row, which is named by the last argument."""


class Row(NamedTuple):
    """A question or a heading, and what writes what stands below it."""

    label: Text
    answer: Answer


class Card(NamedTuple):
    """A card in both languages."""

    title: Text
    rows: Mapping[str, Row]
    sentences: tuple[Sentence, ...]
    left: tuple[Left, ...]

    def of(self, row: str) -> tuple[Sentence, ...]:
        """The sentences of one row."""
        return tuple(sentence for sentence in self.sentences if sentence.part == row)


ROLES: Mapping[str, Text] = {
    "perform": Text("I do this work myself", "직접 수행"),
    "supervise": Text("I supervise this work", "감독"),
    "train": Text("I teach it", "교육"),
    "observe": Text("I observe this work", "참관"),
}

_SHORT = TaskStyle(ROLES, Text("“{planned}”", "“{planned}”"), dated=False)


def _purpose(draft: Draft, journey: Journey, row: str) -> None:
    """All activities: a purpose that names some of them only would be a false one."""
    label = journey.result.law.label
    visits = journey.is_visit
    what = Text("Business visit", "상용 방문") if visits else Text("Class of admission", "체류자격")
    draft.say(row, Text("{what}: {label}.", "{what}: {label}.", what=what, label=label), *journey.trip.source("class"))
    for task in journey.tasks:
        say_task(draft, row, task, _SHORT)


def _name(draft: Draft, journey: Journey, row: str) -> None:
    name = journey.traveler.said(Text("name as in the passport", "여권상 성명"), "name")
    draft.say(row, Text("{name}", "{name}"), name=name)


def _employer(draft: Draft, journey: Journey, row: str) -> None:
    employer = company(draft, row, journey, journey.employer, Text("employer", "고용주"))
    draft.say(row, Text("{employer}", "{employer}"), employer=employer)


def _job(draft: Draft, journey: Journey, row: str) -> None:
    """What the traveler is, and by whom employed."""
    job = journey.traveler.said(Text("position", "직위"), "job")
    draft.say(row, Text("My position is {job}.", "직위는 {job}입니다."), job=job)
    employer = company(draft, row, journey, journey.employer, Text("employer", "고용주"))
    draft.say(row, Text("My employer is {employer}.", "고용주는 {employer}입니다."), employer=employer)


def _place(draft: Draft, journey: Journey, row: str) -> None:
    """Each site: who the host is, and where."""
    for site in journey.sites:
        host = company(draft, row, journey, journey.host_of(site), Text("host", "현장 회사"))
        draft.say(row, Text("{host}", "{host}"), host=host)
        draft.say(row, Text("{where}", "{where}"), where=address(draft, row, site))


def _contracts(draft: Draft, journey: Journey, row: str) -> Sequence[Entity]:
    """The contracts of the trip; that there is none is listed."""
    if not journey.contracts:
        draft.leave(row, Unknown(Text("contract", "계약"), journey.tasks[0].entity.path_to("contract")))
    return journey.contracts


def _contract(draft: Draft, journey: Journey, row: str) -> None:
    for contract in _contracts(draft, journey, row):
        contract_line(draft, row, journey, contract)


def _number(draft: Draft, journey: Journey, row: str) -> None:
    """The number of each contract."""
    for contract in _contracts(draft, journey, row):
        number = contract.said(Text("contract number", "계약 번호"), "number")
        draft.say(row, Text("{number}", "{number}"), number=number)


def _dates(draft: Draft, journey: Journey, row: str) -> None:
    """First and last day, and how many days: both count."""
    trip = journey.trip
    arrive = trip.said(Text("arrival", "입국일"), "arrive", words=values.day)
    depart = trip.said(Text("departure", "출국일"), "depart", words=values.day)
    days = days_between(trip.value("arrive"), trip.value("depart"))
    draft.say(
        row,
        Text(
            "From {arrive} to {depart}: {days}.",
            "{arrive}부터 {depart}까지 {days}입니다.",
            days=count(days, "day", "일"),
        ),
        arrive=arrive,
        depart=depart,
    )


def _lodging(draft: Draft, journey: Journey, row: str) -> None:
    lodging = journey.trip.said(Text("lodging", "숙소"), "lodging")
    draft.say(row, Text("{lodging}", "{lodging}"), lodging=lodging)


def _pay(draft: Draft, journey: Journey, row: str) -> None:
    """Who pays; that no US company does only where the plan knows it."""
    payer = company(draft, row, journey, journey.payer, Text("company that pays the salary", "급여 지급 회사"))
    draft.say(row, Text("My salary is paid by {payer}.", "급여 지급 회사는 {payer}입니다."), payer=payer)
    if journey.traveler.value("pay_recharged_to_us"):
        basis = journey.traveler.source("pay_recharged_to_us")
        draft.say(row, Text("It is recharged to a company in the US.", "급여는 미국 회사에 재청구됩니다."), *basis)
    denied = no_us_pay(journey)
    if not isinstance(denied, Unknown):
        draft.say(row, Text("No US company pays me.", "미국 회사로부터 보수를 받지 않습니다."), *denied)


def _costs(draft: Draft, journey: Journey, row: str) -> None:
    """Who bears the expenses."""
    payer = company(
        draft, row, journey, journey.expense_payer, Text("company that pays the expenses", "경비 부담 회사")
    )
    draft.say(row, Text("{payer}", "{payer}"), payer=payer)


def _contact(whom: str, about: Text) -> Answer:
    """What answers whom to call: name and telephone of the contact `whom`."""

    def answer(draft: Draft, journey: Journey, row: str) -> None:
        contact = journey.contacts.below(whom)
        for step, what in (("name", Text("name", "이름")), ("phone", Text("telephone", "전화"))):
            said = contact.said(Text("{what} of the {about}", "{about} {what}", what=what, about=about), step)
            draft.say(row, Text("{said}", "{said}"), said=said)

    return answer


def _often(draft: Draft, journey: Journey, row: str) -> None:
    """Earlier stays: those the plan states, and its earlier trips. Only if all of the last 12 months are stated."""
    stays = journey.traveler.value("us_stays")
    if stays is None:
        draft.leave(row, Unknown(Text("earlier US stays", "과거 미국 체류"), journey.traveler.path_to("us_stays")))
        return
    told = journey.stays_before()
    for arrive, depart in told:
        sentence = Text("{arrive} to {depart}.", "{arrive}부터 {depart}까지.")
        draft.say(row, sentence, arrive=arrive, depart=depart)
    if not told:
        basis = (*journey.traveler.source("us_stays"), *journey.trip.source("arrive"))
        draft.say(row, Text("No stay in the last 12 months.", "최근 12개월간 미국 체류 없음."), *basis)


def _ticket(draft: Draft, journey: Journey, row: str) -> None:
    """Whether there is a ticket home: said only if it is in hand."""
    ticket = journey.in_hand("return-ticket")
    if not ticket:
        draft.leave(row, Unknown(Text("return ticket", "왕복 항공권"), journey.trip.path_to("documents")))
        return
    depart = journey.trip.said(Text("departure", "출국일"), "depart", words=values.day)
    sentence = Text("Yes. I leave the United States on {depart}.", "예. {depart}에 출국합니다.")
    draft.say(row, sentence, *ticket, depart=depart)


def _other_work(draft: Draft, journey: Journey, row: str) -> None:
    """What the traveler will not do: said only if the plan rules it out."""
    building = Text("No building or construction work by hand.", "건축·건설 작업은 직접 하지 않습니다.")
    production = Text("No production work.", "생산 업무는 하지 않습니다.")
    denials = (
        (NO_BUILDING, building, no_building(journey)),
        (NO_PRODUCTION, production, no_production(journey)),
    )
    say_denials(draft, row, denials)


_WALLET: Mapping[str, Row] = {
    "name": Row(Text("Traveler", "출장자"), _name),
    "employer": Row(Text("Employer", "고용주"), _employer),
    "purpose": Row(Text("Purpose of the trip", "출장 목적"), _purpose),
    "host": Row(Text("Host and site", "방문 회사 및 현장"), _place),
    "number": Row(Text("Contract number", "계약 번호"), _number),
    "responder": Row(
        Text("Responder on site", "현장 대응 담당자"), _contact("responder", Text("responder", "현장 대응 담당자"))
    ),
    "counsel": Row(Text("Lawyer", "변호사"), _contact("counsel", Text("lawyer", "변호사"))),
    "consulate": Row(Text("Consulate", "영사관"), _contact("consulate", Text("consulate", "영사관"))),
}

_PORT: Mapping[str, Row] = {
    "why": Row(Text("What is the purpose of your trip?", "방문 목적이 무엇입니까?"), _purpose),
    "other-work": Row(Text("Will you do any other work?", "그 밖의 작업을 합니까?"), _other_work),
    "contract": Row(Text("Under which contract?", "어떤 계약에 따른 것입니까?"), _contract),
    "where": Row(Text("Where will you go?", "어디로 갑니까?"), _place),
    "how-long": Row(Text("How long will you stay?", "얼마나 체류합니까?"), _dates),
    "lodging": Row(Text("Where will you stay?", "어디에서 숙박합니까?"), _lodging),
    "job": Row(Text("What is your occupation?", "직업이 무엇입니까?"), _job),
    "pay": Row(Text("Who pays you?", "급여는 누가 지급합니까?"), _pay),
    "costs": Row(Text("Who pays for the trip?", "경비는 누가 부담합니까?"), _costs),
    "client": Row(
        Text("Who is your contact at the host?", "현지 회사 연락처는 무엇입니까?"),
        _contact("host", Text("contact of the host", "현장 회사 담당자")),
    ),
    "often": Row(Text("When were you in the US before?", "이전에 언제 미국에 왔습니까?"), _often),
    "ticket": Row(Text("Do you have a return ticket?", "귀국 항공권이 있습니까?"), _ticket),
}

CARDS: Mapping[str, tuple[Text, Mapping[str, Row]]] = {
    "wallet": (Text("Business trip card", "출장 카드"), _WALLET),
    "port": (Text("At the port of entry", "입국 심사"), _PORT),
}
"""Every card by its kind."""

ASK_FOR_HELP = Text(
    "I answer only what is true. If I do not understand a question, I ask for a Korean interpreter.",
    "사실만 답합니다. 질문을 이해하지 못하면 한국어 통역을 요청합니다.",
)


def write(kind: str, result: TripResult, library: Library) -> Card:
    """A card about a trip. Whether it may be handed out is for `kvcheck.papers.gate`."""
    title, rows = CARDS[kind]
    journey, draft = Journey(result, library), Draft()
    for name, row in rows.items():
        row.answer(draft, journey, name)
    return Card(title, rows, tuple(draft.sentences), tuple(draft.left))


def context(cards: list[Card]) -> dict[str, Any]:
    """What a template sees: a page for each side of a card, with its rows in both languages."""
    sides = [(card, side, scale) for card in cards for scale in [_scale(card)] for side in _sides(card, scale)]
    return {
        "pages": [
            {
                "first": number == 0,
                "scale": scale,
                "title": by_language(card.title),
                "rows": [
                    {
                        "label": by_language(card.rows[name].label),
                        "lines": {lang: [each.text.in_(lang) for each in card.of(name)] for lang in LANGUAGES},
                    }
                    for name in side
                ],
                "asks_help": card.rows is _PORT and side[-1:] == list(_PORT)[-1:],
                "help": by_language(ASK_FOR_HELP),
            }
            for number, (card, side, scale) in enumerate(sides)
        ]
    }


LINES, COLUMNS = 36, 36
"""About so many lines fit on a side, and so many letters in a line of one language; Hangul is twice as wide."""
SCALES = (1.5, 1.4, 1.3, 1.2, 1.1, 1.0)
"""How much larger the letters of a card may be, so that a short one does not leave its sides half empty."""


def _scale(card: Card) -> float:
    """The largest letters with which a card takes no more sides than with the smallest, and each row fits on one."""
    fewest = len(_sides(card, 1.0))
    for scale in SCALES:
        rows = (_height(card.of(name), int(COLUMNS / scale)) for name in card.rows)
        if len(_sides(card, scale)) == fewest and max(rows) <= LINES / scale:
            return scale
    return 1.0


def _sides(card: Card, scale: float) -> list[list[str]]:
    """The rows on sides of about the same length; an even number of them, so that two-sided cards do not mix."""
    heights = {name: _height(card.of(name), int(COLUMNS / scale)) for name in card.rows}
    count = next(count for count in range(2, len(heights) + 3, 2) if len(_filled(heights, LINES / scale)) <= count)
    level = next(lines for lines in range(1, 1_000_000) if len(_filled(heights, lines)) <= count)
    sides = _filled(heights, level)
    return sides + [[] for _ in range(count - len(sides))]


def _filled(heights: Mapping[str, float], lines: float) -> list[list[str]]:
    """Rows in their order on sides of so many lines; a row that is longer has a side of its own."""
    sides: list[list[str]] = [[]]
    used = 0.0
    for name, height in heights.items():
        if sides[-1] and used + height > lines:
            sides.append([])
            used = 0.0
        sides[-1].append(name)
        used += height
    return sides


def _height(sentences: tuple[Sentence, ...], letters: int) -> float:
    """About how many lines of so many letters a row takes: its label, and the longer of its languages."""
    en = sum(-(-len(each.text.en) // letters) for each in sentences)
    ko = sum(-(-sum(2 - sign.isascii() for sign in each.text.ko) // letters) for each in sentences)
    return 1.8 + max(en, ko, 1)
