"""The first questions of `kvcheck init --ask`: in plain words, each narrowing which of the others are asked.

They ask for what a plan is made of. What the law turns on stands in `rules/facts.yaml`, and its words are taken from
there; everything else is asked by `kvcheck ask`, as far as it can still change the answer.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from kvcheck.advice.compare.value import Weighed
from kvcheck.advice.compare.words import FITS, Words
from kvcheck.errors import BadCommand, nearest
from kvcheck.frozen import NamedTuple
from kvcheck.language.grammar import joined
from kvcheck.language.text import Text
from kvcheck.model import UNKNOWN
from kvcheck.packs import Library
from kvcheck.plan.answers import NO, YES
from kvcheck.rosters.expand import kinds_of
from kvcheck.rosters.nations import code_of

Said = Mapping[str, Any]
"""What was answered, by the keys of the questions."""
MOST_PEOPLE = 300
NO_MACHINE = ("-", "none", "없음")


class Task(NamedTuple):
    """One kind of work, in the user's own words."""

    words: str
    kind: str
    mode: str | None
    """Whom the words say that the traveler is in it; None if they do not."""


class Choice(NamedTuple):
    """One answer of a list."""

    value: str
    says: Text


class Question(NamedTuple):
    """One question."""

    key: str
    title: Text
    """Its short name, in the list of what was answered."""
    ask: Text
    read: Callable[[str, Said], Any]
    """What an answer means; raises BadCommand with what it should be."""
    choices: Callable[[Said], Sequence[Choice]] = lambda said: ()
    wanted: Callable[[Said], bool] = lambda said: True


def questions(library: Library, weigh: Callable[[Said], Sequence[Weighed]], lang: str) -> list[Question]:
    """The questions in their order; `weigh` puts the classes beside each other for what was answered so far."""
    facts, catalogue = library.facts, library.catalogue

    def values(fact: str) -> Callable[[Said], Sequence[Choice]]:
        return lambda said: [Choice(value, says) for value, says in facts[fact].values.items()]

    def on_machine(said: Said) -> bool:
        return has_machine(said) and any(
            catalogue.kind(task.kind).family != "business" for task in said.get("work", ())
        )

    def open_mode(said: Said) -> bool:
        return any(task.mode is None and needs_mode(library, task.kind) for task in said.get("work", ()))

    def classes(said: Said) -> Sequence[Choice]:
        return [_class(each, lang) for each in weigh(said)]

    events = [facts["traveler.visa_refused"].title, facts["traveler.entry_refused"].title]
    events += facts["traveler.history"].values.values()
    acquired, mode = values("equipment.acquired"), values("activity.mode")
    return [
        Question("people", Text("travelers", "출장자 수"), Text(
            "How many people make this trip together, to do the same? (1)",
            "같은 일정으로 같은 일을 하러 가는 사람은 몇 명입니까? (1)"), _people),
        Question("passport", Text("passport", "여권"), Text(
            "Which country's passport do they travel on? (Korea, KR, Japan, ...)",
            "어느 나라 여권으로 출장합니까? (한국, KR, 일본 등)"), _country),
        Question("employer", Text("employer", "고용주"), Text(
            "In which country is the company that employs and pays them?",
            "고용하고 급여를 지급하는 회사는 어느 나라 회사입니까?"), _country),
        Question("machine", Text("equipment", "장비"), Text(
            "On which machine do they work, by the name that you use? (- if on none)",
            "어느 장비를 대상으로 일합니까? 쓰시는 이름으로 적어 주십시오. (없으면 -)"), _machine),
        Question("work", Text("work", "업무"), Text(
            "What will they do there? In your own words: installation, commissioning and training; meetings; ...",
            "현장에서 무슨 일을 합니까? 쓰시는 말로 적어 주십시오: 설치, 시운전 및 교육; 업무 협의 등"),
            partial(_work, library)),
        Question("mode", facts["activity.mode"].title, facts["activity.mode"].ask,
                 lambda text, said: chosen(text, mode(said)), mode, open_mode),
        Question("acquired", facts["equipment.acquired"].title, facts["equipment.acquired"].ask,
                 lambda text, said: chosen(text, acquired(said)), acquired, on_machine),
        Question("seller", Text("seller or lessor", "판매(임대)사"), Text(
            "Who sells or leases it to the plant?", "그 장비를 공장에 판매(임대)하는 회사는 어디입니까?"),
            lambda text, said: chosen(text, SELLERS), lambda said: SELLERS, has_contract),
        Question("days", Text("days", "기간"), Text(
            "When do they arrive in the US, and when do they leave? (2027-01-11 2027-02-26)",
            "미국 입국일과 출국일은 언제입니까? (2027-01-11 2027-02-26)"), _days),
        Question("trouble", Text("earlier trouble", "과거 이력"), Text(
            "Did any of this ever happen to any of them? (yes / no)  {events}",
            "다음 중 한 가지라도 있었던 사람이 있습니까? (예 / 아니요)  {events}",
            events=joined(events, "; ")), _yes_no),
        Question("class", Text("class of admission", "체류자격"), Text(
            "In which class do they enter? These could be right for it, the most suitable first.",
            "어느 체류자격으로 입국합니까? 가능한 체류자격은 다음과 같습니다(적합한 순)."),
            lambda text, said: _of_classes(text, said, library, classes), classes),
    ]  # fmt: skip


SELLERS = (
    Choice("employer", Text("the company that employs them", "고용주인 회사")),
    Choice("other", Text("another company", "다른 회사")),
)


def has_machine(said: Said) -> bool:
    """Whether there is equipment."""
    return said.get("machine") is not None


def has_contract(said: Said) -> bool:
    """Whether there is a contract of sale or lease."""
    return has_machine(said) and said.get("acquired") in ("purchase", "lease")


def needs_mode(library: Library, kind: str) -> bool:
    """Whether somebody has to say which role the traveler has in a kind of work."""
    found = library.catalogue.kind(kind)
    return found.family != "business" and "mode" not in found.means


def chosen(text: str, choices: Sequence[Choice]) -> str:
    """The answer of a list that is meant: by its number, its value, or its words in either language."""
    if text.isdecimal() and 0 < int(text) <= len(choices):
        return choices[int(text) - 1].value
    word = text.lower()
    for each in choices:
        if word in (each.value.lower(), *(said.lower() for said in each.says.sentences)):
            return each.value
    raise BadCommand(
        Text("type a number from 1 to {last}", "1부터 {last}까지의 번호를 입력하십시오", last=len(choices))
    )


def _people(text: str, said: Said) -> int:
    del said
    if not (text.isdecimal() and 0 < int(text) <= MOST_PEOPLE):
        raise BadCommand(
            Text("type a number from 1 to {last}", "1부터 {last}까지의 수를 입력하십시오", last=MOST_PEOPLE)
        )
    return int(text)


def _country(text: str, said: Said) -> str:
    del said
    code = code_of(text)
    if code is None:
        raise BadCommand(
            Text(
                "`{text}` is no country that is known; type KR, or Korea",
                "`{text}`{:은} 알려진 국가가 아닙니다. KR 또는 한국처럼 적어 주십시오",
                text=text,
            )
        )
    return code


def _work(library: Library, text: str, said: Said) -> list[Task]:
    """The kinds of work in a text; what is not understood has no kind yet, and is asked about."""
    found: list[Task] = []
    for words, kinds in kinds_of(text, str(said.get("machine") or "")):
        exact = words if words in library.catalogue.kinds else None
        for kind, mode in kinds or [(exact or UNKNOWN, None)]:
            found.append(Task(words, kind, mode))
    if not found:
        raise BadCommand(Text("say what they do there", "현장에서 할 일을 적어 주십시오"))
    return found


def _machine(text: str, said: Said) -> str | None:
    del said
    return None if text.lower() in NO_MACHINE else text


def _days(text: str, said: Said) -> tuple[str, str]:
    del said
    try:
        arrive, depart = (date.fromisoformat(each.strip(",~")) for each in text.replace("~", " ").split())
    except ValueError:
        raise BadCommand(
            Text("type two days such as 2027-01-11 2027-02-26", "2027-01-11 2027-02-26처럼 두 날짜를 입력하십시오")
        ) from None
    if depart < arrive:
        raise BadCommand(Text("they leave before they arrive", "출국일이 입국일보다 빠릅니다"))
    return arrive.isoformat(), depart.isoformat()


def _yes_no(text: str, said: Said) -> bool:
    del said
    if text.lower() not in YES | NO:
        raise BadCommand(Text("type yes or no", "예 또는 아니요를 입력하십시오"))
    return text.lower() in YES


def _class(each: Weighed, lang: str) -> Choice:
    """A class, how it suits, and how long it takes."""
    words = Words(lang, whole=False)
    effort = words.effort(each)
    said = " · ".join(part for part in (each.pack.label, FITS[each.fit].in_(lang), effort) if part)
    return Choice(str(each.pack.admits), Text(said, said))


def _of_classes(text: str, said: Said, library: Library, classes: Callable[[Said], Sequence[Choice]]) -> str:
    word = text.lower().replace("-", "")
    known = {name.replace("-", ""): name for name in library.classes}
    if word in known:
        return known[word]
    if text.isdecimal():
        return chosen(text, classes(said))
    close = nearest(word, known)
    hint = f"`{known[close]}`" if close is not None else "esta, b1, l1b"
    raise BadCommand(
        Text(
            "`{text}` is no class; type a number of the list, or {hint}",
            "`{text}`{:은} 체류자격이 아닙니다. 목록의 번호 또는 {hint}{:을} 입력하십시오",
            text=text,
            hint=hint,
        )
    )
