"""What a pack makes of each provision: a rule, a control by people, or nothing; and what no machine can check."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kvcheck.conditions import Reference, comparisons, reads
from kvcheck.language.grammar import joined
from kvcheck.language.text import Text
from kvcheck.model import NOT_READ, Authority, Dated, Pack, Parameter, Rule, RuleKind
from kvcheck.packs import Library
from kvcheck.packtools.docs.numbering import Numbers
from kvcheck.packtools.docs.value import Row
from kvcheck.telling import labels

INTRO = Text(
    "Every provision that the rules of this pack cite, and what is made of it. What is in no row was not used here.",
    "이 묶음의 규칙이 인용하는 모든 조항과 그 반영 방식입니다. 여기에 없는 조항은 이 묶음에서 사용하지 않았습니다.",
)
AS_RULE = Text("rule: {rules}", "규칙: {rules}")
AS_NUMBER = Text("number or list: {names}", "수치·목록: {names}")
BY_PEOPLE = Text("manual control: {what}", "수동 확인: {what}")
DECIDES = Text("{rules} (a person decides)", "{rules}(담당자 판단)")
PAPER = Text("paper “{title}”", "서류 “{title}”")
STEP = Text("step “{title}”", "절차 “{title}”")
READ = Text("{how}, last on {day}", "{how}, 최종 {day}")
OUTSIDE = Text("out of scope", "범위 밖")
NOT_HERE = Text("out of scope: {what}", "범위 밖: {what}")
MIND = Text("{said}. {note}", "{said}. {note}")

TAKEN = Text(
    "Taken as the plan states it or follows from what it states. kvcheck reads no contract, paper or payroll and sees "
    "nobody at work: that it is true is for these people to vouch for, with the papers named beside each rule.",
    "계획의 기재와 그로부터 따르는 내용을 그대로 받아들입니다. kvcheck는 계약서·서류·급여 자료를 읽지 않고 "
    "현장 작업도 볼 수 없으므로, 사실인지 여부는 아래의 사람이 규칙별 증빙 서류로 확인해야 합니다.",
)
ANSWERS: Mapping[str, Text] = {
    "planner": Text("The planner of the trip", "출장 계획 담당자"),
    "traveler": Text("The traveler", "출장자 본인"),
    "employer": Text("The employer", "소속 회사"),
    "seller": Text("The seller of the equipment", "장비 판매자"),
    "host": Text("The US host", "미국 방문 회사"),
    "counsel": Text("Counsel", "변호사"),
}
"""Who can vouch for a fact."""
OPEN_LAW = Text(
    "Left to a person, for the law or its sources leave it open", "법이나 자료가 확정하지 않아 담당자가 판단하는 사항"
)
WEAK = Text(
    "Of low confidence: it is not sure that the sources say this",
    "신뢰도가 낮은 규칙: 출처의 취지가 그러한지 확실하지 않음",
)
BEYOND = Text(
    "The law of this pack is about these too. The pack has no rule for them: a trip for one of them finds no ground "
    "here, which says nothing about whether the law permits it.",
    "이 묶음의 법은 다음 사항도 다루지만 규칙으로 만들지 않았습니다. 이러한 출장에 허용 근거가 없다는 판정은 "
    "법이 허용하지 않는다는 뜻이 아닙니다.",
)


class Law:
    """The authorities that a pack cites, each with its number, and where it is used."""

    def __init__(self, library: Library, pack: Pack, numbers: Numbers) -> None:
        """A1, A2, ... in the order in which the pack cites them."""
        self._library = library
        self._pack = pack
        self._numbers = numbers
        self._rules = (*pack.rules, *([pack.otherwise] if pack.otherwise is not None else []))
        self.parameters = tuple(_parameters(library, self._rules))
        self._papers = [library.documents[name] for name in dict.fromkeys(name for r in pack.rules for name in r.proof)]
        self._steps = [
            step for step in library.steps.values() if pack.admits is not None and pack.admits in step.classes
        ]
        names = dict.fromkeys(self._names())
        self.numbers: Mapping[str, str] = {name: f"A{at}" for at, name in enumerate(names, start=1)}

    def _names(self) -> Iterator[str]:
        for each in self._rules:
            yield from each.law
        for parameter in self.parameters:
            yield from parameter.law
            for value in parameter.values:
                yield from _read(value.law)
        for table in (self._papers, self._steps, self._pack.beyond):
            for thing in table:
                yield from thing.law

    def rows(self) -> Iterator[Row]:
        """A row for each provision, and one for what is made of it."""
        if self.numbers:
            yield Row("", INTRO, tone="quiet")
        for name, number in self.numbers.items():
            authority = self._library.authorities[name]
            cited = Text("{cite}: {title}", "{cite}: {title}", cite=authority.cite, title=authority.title)
            yield Row(number, cited, tone="title", link=authority.link, anchor=number)
            yield Row("", joined(self._uses(name), "; "), depth=1)
            yield Row("", _how_read(authority), depth=1, tone="quiet")

    def _uses(self, name: str) -> Iterator[Text]:
        """What the pack makes of a provision."""
        citing = [each for each in self._rules if name in each.law]
        settled = [each.name for each in citing if each.kind is not RuleKind.DOUBT]
        opened = [each.name for each in citing if each.kind is RuleKind.DOUBT]
        counted = [each.title for each in self.parameters if name in _law_of(each)]
        if settled:
            yield AS_RULE.filled(rules=self._numbers.listed(settled))
        if counted:
            yield AS_NUMBER.filled(names=joined(counted, ", "))
        controls = [DECIDES.filled(rules=self._numbers.listed(opened))] if opened else []
        controls += [PAPER.filled(title=each.title) for each in self._papers if name in each.law]
        controls += [STEP.filled(title=each.text) for each in self._steps if name in each.law]
        if controls:
            yield BY_PEOPLE.filled(what=joined(controls, ", "))
        for each in self._pack.beyond:
            if name in each.law:
                yield NOT_HERE.filled(what=each.what)


def _how_read(authority: Authority) -> Text:
    """Whom a provision binds, how and when it was read, and what to mind of it."""
    how = Text(
        "{tier}, {extent}",
        "{tier}, {extent}",
        tier=labels.TIERS[authority.tier],
        extent=labels.EXTENTS[authority.extent],
    )
    said = READ.filled(how=how, day=authority.read) if authority.read else how
    return MIND.filled(said=said, note=authority.note) if authority.note is not None else said


def _law_of(parameter: Parameter) -> tuple[str, ...]:
    return (*parameter.law, *(name for value in parameter.values for name in _read(value.law)))


def _read(law: Iterable[str]) -> Iterator[str]:
    """The authorities of a value; of one whose law was not read there is none."""
    return (name for name in law if name != NOT_READ)


def _parameters(library: Library, rules: Iterable[Rule]) -> Iterator[Parameter]:
    """The numbers and lists of the law that rules refer to, each once."""
    named = (
        each.operand.name
        for rule in rules
        for each in comparisons(rule.condition)
        if isinstance(each.operand, Reference)
    )
    yield from (library.parameters[name] for name in dict.fromkeys(named) if name in library.parameters)


def numbers_and_lists(parameters: Sequence[Parameter], law: Mapping[str, str]) -> Iterator[Row]:
    """Each number and list with the days from which its values count."""
    for each in parameters:
        cites = ", ".join(law[name] for name in each.law)
        title = Text("{title} [{cites}]", "{title} [{cites}]", title=each.title, cites=cites)
        yield Row("", title, tone="title")
        for before, value in zip((None, *each.values), each.values, strict=False):
            yield Row(value.first, _value(each, value, before, law), depth=1)
        if each.note is not None:
            yield Row("", each.note, depth=1, tone="quiet")


def _value(parameter: Parameter, value: Dated, before: Dated | None, law: Mapping[str, str]) -> Text:
    """A value from a day on; of a list that had a value before only what it has more and less."""
    unit = Text(" {unit}", "{unit}", unit=parameter.unit) if parameter.unit is not None else Text("", "")
    if before is not None and isinstance(value.value, list | dict) and isinstance(before.value, list | dict):
        said = _changed(_members(before.value), _members(value.value))
    else:
        plain = ", ".join(_members(value.value)) if isinstance(value.value, list | dict) else f"{value.value}"
        said = Text("{plain}{unit}", "{plain}{unit}", plain=plain, unit=unit)
    cites = ", ".join(law[name] for name in _read(value.law))
    if cites:
        said = Text("{said} [{cites}]", "{said} [{cites}]", said=said, cites=cites)
    if NOT_READ in value.law:
        said = Text("{said} (what set it was not read)", "{said}(근거 미확인)", said=said)
    if value.known != value.first:
        said = Text("{said} (known from {day})", "{said}(공표 {day})", said=said, day=value.known)
    return said


def _members(value: Any) -> list[str]:
    return (
        [f"{key} {each}" for key, each in value.items()] if isinstance(value, dict) else [str(each) for each in value]
    )


def _changed(before: Sequence[str], after: Sequence[str]) -> Text:
    """What a list has more and less than before."""
    signs = [f"+{each}" for each in after if each not in before] + [f"−{each}" for each in before if each not in after]
    return Text("as before, {signs}", "이전과 같고 {signs}", signs=", ".join(signs))


def unchecked(library: Library, pack: Pack, numbers: Numbers) -> Iterator[Row]:
    """What no machine can check: what people state, what the law leaves open, what rests on weak texts."""
    read: dict[str, list[str]] = {}
    for rule in pack.rules:
        for name in sorted(reads(rule.condition) & library.facts.keys()):
            read.setdefault(name, []).append(rule.name)
    if read:
        yield Row("", TAKEN, tone="quiet")
    for who, title in ANSWERS.items():
        names = [name for name in library.facts if name in read and library.facts[name].answered_by == who]
        if names:
            yield Row("", title, tone="head")
        for name in names:
            fact = library.facts[name]
            said = Text("{title} ({rules})", "{title} ({rules})", title=fact.title, rules=numbers.listed(read[name]))
            yield Row("", said, depth=1)
    for heading, found in (
        (OPEN_LAW, [rule for rule in pack.rules if rule.kind is RuleKind.DOUBT]),
        (WEAK, [rule for rule in pack.rules if rule.confidence == "low" and rule.law]),
    ):
        if found:
            yield Row("", heading, tone="head")
            yield from (Row(numbers.of(rule), rule.title, depth=1) for rule in found)


def beyond(pack: Pack, law: Mapping[str, str]) -> Iterator[Row]:
    """What the law of the pack is about too, without a rule."""
    if pack.beyond:
        yield Row("", BEYOND, tone="quiet")
    for each in pack.beyond:
        yield Row(", ".join(law[name] for name in each.law), each.what)
