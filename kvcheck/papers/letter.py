"""Letters for a trip: what each kind says, as sentences that know the places of the plan they rest on."""

from collections.abc import Callable, Mapping
from typing import Any

from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import TripResult
from kvcheck.packs import Library
from kvcheck.papers import parts, person
from kvcheck.papers.contracts import contracts
from kvcheck.papers.denials import not_done
from kvcheck.papers.journey import Journey
from kvcheck.papers.said import Draft, Entity, Left, Sentence
from kvcheck.papers.training import training

Part = Callable[[Draft, Journey], None]


class Form(NamedTuple):
    """A kind of letter."""

    title: Text
    opening: Text
    closing: Text
    """What the company says above its signature."""
    sender: Callable[[Journey], Entity]
    parts: Mapping[str, tuple[Text, Part]]
    """In their order, by the name of the part: its heading, and what writes its sentences."""


class Letter(NamedTuple):
    """A letter in both languages."""

    kind: str
    form: Form
    sentences: tuple[Sentence, ...]
    left: tuple[Left, ...]

    def of(self, part: str) -> tuple[Sentence, ...]:
        """The sentences of one part."""
        return tuple(sentence for sentence in self.sentences if sentence.part == part)


_TRAVELER = Text("Traveler", "출장자"), person.traveler
_PROJECT = Text("Project and equipment", "프로젝트 및 장비"), parts.project
_TASKS = Text("What the traveler will do", "수행 업무"), parts.tasks
_GROUND = Text("Legal basis", "법적 근거"), parts.ground
_NOT_DONE = Text("What the traveler will not do", "수행하지 않는 업무"), not_done
_CONTRACT = Text("Contract", "계약"), contracts
_PLACE = Text("Place", "방문 장소"), parts.place
_DATES = Text("Dates and class", "기간 및 체류자격"), parts.dates
_PAY = Text("Salary and costs", "급여 및 경비"), parts.pay
_KNOWLEDGE = Text("Knowledge", "전문지식"), person.knowledge
_RETURN = Text("Return", "귀국"), parts.back


def _seller(journey: Journey) -> Entity:
    """Who sells under the contract of the first activity: an extract of a contract is its seller's to sign."""
    return journey.company(journey.tasks[0].contract, "seller")


def _host(journey: Journey) -> Entity:
    return journey.host_of(journey.site)


def _employer(journey: Journey) -> Entity:
    return journey.employer


_CONFIRMED = Text("Sincerely,", "위와 같이 확인합니다.")

LETTERS: Mapping[str, Form] = {
    "employer": Form(
        title=Text("Employer's letter", "회사 확인서(파견확인서)"),
        opening=Text(
            "We confirm the following about our employee's business trip to the United States.",
            "당사 직원의 미국 출장에 관하여 아래와 같이 확인합니다.",
        ),
        closing=_CONFIRMED,
        sender=_employer,
        parts={
            "traveler": _TRAVELER, "place": _PLACE, "dates": _DATES, "project": _PROJECT, "contract": _CONTRACT,
            "tasks": _TASKS, "ground": _GROUND, "not-done": _NOT_DONE, "pay": _PAY,
            "knowledge": _KNOWLEDGE, "return": _RETURN,
        },
    ),
    "invitation": Form(
        title=Text("Letter of invitation", "초청장"),
        opening=Text(
            "We invite the traveler named below to our site for the business trip described here.",
            "아래 출장자를 다음과 같은 업무를 위하여 당사 현장에 초청합니다.",
        ),
        closing=Text("Sincerely,", "위와 같이 초청합니다."),
        sender=_host,
        parts={
            "traveler": _TRAVELER, "place": _PLACE, "dates": _DATES, "project": _PROJECT, "contract": _CONTRACT,
            "tasks": _TASKS, "ground": _GROUND, "not-done": _NOT_DONE, "pay": _PAY, "return": _RETURN,
        },
    ),
    "contract-extract": Form(
        title=Text("Statement of the contract behind a business trip", "출장 근거 계약 발췌 확인서"),
        opening=Text(
            "The business trip described below rests on the following contract.",
            "아래 출장은 다음 계약에 근거합니다.",
        ),
        closing=_CONFIRMED,
        sender=_seller,
        parts={
            "contract": _CONTRACT, "project": _PROJECT, "traveler": _TRAVELER, "place": _PLACE, "dates": _DATES,
            "tasks": _TASKS, "ground": _GROUND, "not-done": _NOT_DONE,
        },
    ),
    "training-plan": Form(
        title=Text("Training plan", "교육계획서"),
        opening=Text(
            "The traveler gives the following training in the United States.",
            "출장자가 미국에서 실시하는 교육은 다음과 같습니다.",
        ),
        closing=_CONFIRMED,
        sender=_employer,
        parts={
            "traveler": (Text("Trainer", "교육 담당자"), person.traveler),
            "training": (Text("Training", "교육 내용"), training),
            "project": _PROJECT, "contract": _CONTRACT, "place": _PLACE, "dates": _DATES,
            "tasks": (Text("All work of the trip", "출장 전체 업무"), parts.tasks), "ground": _GROUND,
            "not-done": _NOT_DONE, "pay": _PAY, "knowledge": _KNOWLEDGE, "return": _RETURN,
        },
    ),
}  # fmt: skip
"""Every kind of letter."""


def write(kind: str, result: TripResult, library: Library) -> Letter:
    """A letter about a trip. Whether it may be handed out is for `kvcheck.papers.gate`."""
    form, journey, draft = LETTERS[kind], Journey(result, library), Draft()
    journey.sender = form.sender(journey)
    parts.sender(draft, journey.sender)
    for _, part in form.parts.values():
        part(draft, journey)
    return Letter(kind, form, tuple(draft.sentences), tuple(draft.left))


def context(letter: Letter, langs: tuple[str, ...]) -> dict[str, Any]:
    """What a template sees: `pages`, one for each language."""
    return {"pages": [_page(letter, lang, first=lang == langs[0]) for lang in langs]}


def _page(letter: Letter, lang: str, *, first: bool) -> dict[str, Any]:
    """The values of a template for one language; `first` is the first of two."""

    def told(part: str) -> list[str]:
        return [sentence.text.in_(lang) for sentence in letter.of(part)]

    def line(part: str) -> str:
        return " ".join(told(part))

    sections: list[dict[str, Any]] = [
        {
            "id": name,
            "heading": heading.in_(lang),
            "lead": name in LISTED,
            "sentences": told(name),
            "lines": _lines(told(name)),
        }
        for name, (heading, _) in letter.form.parts.items()
        if letter.of(name)
    ]
    for section in sections:
        section["last"] = section is sections[-1]
    return {
        "first": first,
        "lang": lang,
        "sender": told("from"),
        "title": letter.form.title.in_(lang),
        "opening": letter.form.opening.in_(lang),
        "sections": sections,
        "closing": letter.form.closing.in_(lang),
        "signer": [line(f"signer-{each}") for each in ("name", "title", "phone", "email") if line(f"signer-{each}")],
        "words": {name: text.in_(lang) for name, text in _WORDS.items()},
    }


def _lines(sentences: list[str]) -> list[str]:
    """Sentences as paragraphs: one for each numbered activity, else one for all."""
    lines: list[list[str]] = []
    for sentence in sentences:
        if not lines or sentence.startswith("("):
            lines.append([])
        lines[-1].append(sentence)
    return [" ".join(line) for line in lines]


LISTED = frozenset({"tasks", "training", "ground"})
"""The parts that are lists and need their heading to be read; the others speak for themselves."""

_WORDS: Mapping[str, Text] = {
    "salutation": Text("Dear Officer:", "귀 기관의 무궁한 발전을 기원합니다."),
    "date": Text("Date", "날짜"),
    "to": Text(
        "To the consular officer and the officer of U.S. Customs and Border Protection",
        "미국 영사 및 미국 세관국경보호청(CBP) 심사관 귀하",
    ),
    "signature": Text("Signature", "서명"),
}
"""What stands on every letter."""
