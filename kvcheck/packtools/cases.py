"""The cases beside a pack: facts in, verdict and the rules it rests on out.

Every rule must decide in some case, and must have a near miss: a case that starts from another one, differs from it in
one fact (or only in the day), and turns the rule's own condition around.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kvcheck.conditions import FactSort
from kvcheck.engine import Epoch, Law, judge_activity, judge_trip
from kvcheck.errors import CannotCheck, Place, Problem, one_of
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import Finding, Rule, Ruling, Verdict, worst
from kvcheck.packs import Library
from kvcheck.packs.entry import Entry
from kvcheck.packs.rules import OTHERWISE
from kvcheck.packtools.reasons import SECTION, read_reasons
from kvcheck.source import Items, Node, problem_at

GENERATED = "generated"
"""The section of cases that a program wrote: a written case with one thing changed, and what the rules say of it."""
EACH = "$each"
"""What stands for the member of a list in a case that is run for each of them (`each: [...]`)."""
KIND, FAMILY = "activity.kind", "activity.family"
"""A case that gives the kind of an activity gives its family with it."""
UNKNOWN = "unknown"
"""How a case takes a fact away that the case it starts from gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case, with the facts of those it starts from."""

    name: str
    pack: str
    title: Text
    start: str | None
    """The case it starts from."""
    changes: int
    """In how many facts it differs from that one; a different day counts as one."""
    on: str
    facts: Mapping[str, Any]
    verdict: Verdict
    by: frozenset[str]
    risks: frozenset[str] | None
    """The risks it must show; None if it says nothing of them."""
    gap: Text | None = None
    """What is known to be wrong: the case has to fail until that is mended."""
    generated: bool = False
    """Whether a program wrote it, out of a case that a person wrote."""
    place: Place

    def expects(self, found: "Outcome | _Found") -> bool:
        """Whether this is what the case says must come out."""
        return (self.verdict, self.by) == (found.verdict, found.by) and self.risks in (None, found.risks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came out of a case."""

    case: Case
    verdict: Verdict
    by: frozenset[str]
    risks: frozenset[str]
    law: Epoch
    """The law of its day."""
    deciding: frozenset[str]
    """Full names of the rules the verdict rests on, and of the risks."""

    @property
    def holds(self) -> frozenset[str]:
        """Full names of the rules in force that day whose condition holds."""
        return frozenset(each.rule.name for each in self.law.rules if each.holds(self.case.facts))

    @property
    def as_expected(self) -> bool:
        """Whether verdict, rules and risks are what the case says."""
        return self.case.expects(self)

    @property
    def passes(self) -> bool:
        """Whether it is as expected; of a known gap, whether it still is not."""
        return self.as_expected is (self.case.gap is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A pack and its cases."""

    pack: str
    outcomes: tuple[Outcome, ...]
    decided: frozenset[str]
    """Full names of the rules that decide in some case."""
    misses: Mapping[str, frozenset[str]]
    """The rules, by full name, that each case is a near miss of, by the name of the case."""

    @property
    def turned(self) -> frozenset[str]:
        """Full names of the rules that have a near miss."""
        return frozenset().union(*self.misses.values())


class Uncovered(NamedTuple):
    """Rules that no case shows at work."""

    undecided: tuple[Rule, ...]
    """Rules that decide in no case."""
    unmissed: tuple[Rule, ...]
    """Rules without a near miss."""


def uncovered(library: Library, examined: Sequence[Examined]) -> Uncovered:
    """The rules of all packs that the cases do not cover; a case may cover rules of a pack that its own extends."""
    packs = [library.pack(each.pack) for each in examined]
    decided = {rule for each in examined for rule in each.decided}
    turned = {rule for each in examined for rule in each.turned}
    rules = [rule for pack in packs for rule in pack.rules]
    decisive = [*rules, *(pack.otherwise for pack in packs if pack.otherwise is not None)]
    return Uncovered(
        undecided=tuple(rule for rule in decisive if rule.name not in decided),
        unmissed=tuple(rule for rule in rules if rule.name not in turned),
    )


def examine(library: Library, name: str) -> Examined:
    """Run every case of a pack; it may have none if cases of other packs cover its rules.

    Raises CannotCheck for cases that are malformed.
    """
    cases = read(library, name)
    law = Law(library, library.chain(name), library.pack(name).reviewed)
    outcomes = tuple(run_case(law, case) for case in cases.values())
    by_name = {outcome.case.name: outcome for outcome in outcomes}
    return Examined(
        pack=name,
        outcomes=outcomes,
        decided=frozenset(rule for outcome in outcomes for rule in outcome.deciding),
        misses={outcome.case.name: _turned(outcome, by_name) for outcome in outcomes},
    )


def _turned(outcome: Outcome, by_name: Mapping[str, Outcome]) -> frozenset[str]:
    """The rules whose condition the one difference between a case and its start turns around."""
    start = by_name.get(outcome.case.start or "")
    if start is None or outcome.case.changes != 1:
        return frozenset()
    if outcome.law is not start.law:
        return outcome.holds ^ start.holds
    here, there = outcome.case.facts, start.case.facts
    other = {name for name in here.keys() | there.keys() if here.get(name) != there.get(name)}
    asking = [each for each in outcome.law.rules if not other.isdisjoint(each.asks)]  # no other rule can differ
    return frozenset(each.rule.name for each in asking if (each.holds(here) is True) is not (each.holds(there) is True))


def run_case(law: Law, case: Case) -> Outcome:
    """What a case comes out as, by the law of its day."""
    epoch = law.epoch(law.epoch_of(case.on))
    found = _came_out(epoch, case)
    return Outcome(
        case=case,
        verdict=found.verdict,
        by=found.by,
        risks=found.risks,
        law=epoch,
        deciding=frozenset(each.rule.name for each in [*found.deciding, *_carrying(found.rulings, found.verdict)]),
    )


def as_expected(epoch: Epoch, case: Case) -> bool:
    """Whether a case comes out as it says by some law: quicker than all of its outcome."""
    return case.expects(_came_out(epoch, case))


class _Found(NamedTuple):
    """What the rules say to the facts of a case."""

    rulings: tuple[Ruling, ...]
    verdict: Verdict
    deciding: tuple[Finding, ...]

    @property
    def by(self) -> frozenset[str]:
        return frozenset(finding.rule.id for finding in self.deciding)

    @property
    def risks(self) -> frozenset[str]:
        return frozenset(finding.rule.id for ruling in self.rulings for finding in ruling.risks)


def _came_out(epoch: Epoch, case: Case) -> _Found:
    rulings = judge_trip(epoch, case.facts), judge_activity(epoch, case.facts)
    verdict = worst([ruling.verdict for ruling in rulings])
    deciding = [finding for ruling in rulings for finding in ruling.findings if finding.verdict is verdict]
    if verdict is Verdict.PERMITTED:  # limits that are met permit nothing by themselves
        deciding = [finding for finding in deciding if finding.rule.kind == "grant"]
    return _Found(rulings, verdict, tuple(deciding))


def _carrying(rulings: Sequence[Ruling], verdict: Verdict) -> Iterator[Finding]:
    """What is shown at work beside what the verdict rests on: risks, and grounds that hold where a doubt decides."""
    for ruling in rulings:
        yield from ruling.risks
        if verdict is Verdict.NEEDS_REVIEW:
            yield from (each for each in ruling.findings if each.rule.kind == "grant" and each.outcome is True)


# Reading --------------------------------------------------------------------------------------------------------------


def read(library: Library, name: str) -> dict[str, Case]:
    """The cases of a pack, by name, in the order of the file."""
    root = library.cases_of(name)
    if root is None:
        return {}
    problems: list[Problem] = []
    entry = Entry(root, problems)
    entry.keys(["cases", GENERATED, SECTION], ["cases"])
    read_reasons(entry, name)
    cases: dict[str, Case] = {}
    for section in ("cases", GENERATED):
        for case_name, child in entry.children(section):
            if section == GENERATED and case_name in root["cases"]:
                twice = Text(
                    "there is a case `{name}` above", "위에 같은 이름의 사례 `{name}`{:이} 있습니다", name=case_name
                )
                entry.note(child.place, twice)
            for member in child.strings("each") or (None,):
                case = _case(library, name, case_name, child, cases, member)
                if case is not None:
                    cases[case.name] = replace(case, generated=section == GENERATED)
    if problems:
        raise CannotCheck(problems)
    return cases


def _case(
    library: Library, pack: str, name: str, entry: Entry, before: Mapping[str, Case], member: str | None
) -> Case | None:
    """One case, or None with a problem noted. `before` are the cases above it, which it may start from.

    `member` is what `$each` stands for, in a case that is run for each of a list. `but` needs
    `from`, and `unknown` in it takes a fact away again.
    """
    entry.keys(["title", "gap", "on", "from", "each", "facts", "but", "expect"], ["title", "expect"])
    node, start = entry.node, None
    if "from" in node:
        start = before.get(entry.string("from"))
        if start is None:
            message = Text(
                "no case `{above}` above this one", "이 사례 위에 `{above}` 사례가 없습니다", above=node["from"]
            )
            entry.note(node.value_place("from"), message, one_of(before, str(node["from"])))
            return None
    facts = dict(start.facts) if start is not None else _unless_said(library)
    given = {fact: value for key in ("facts", "but") for fact, value in _given(library, entry, key, member)}
    changes = len(given) - (KIND in given and FAMILY in given)  # they are one thing: the kind has its family
    for fact, value in given.items():
        facts[fact] = value
        if fact == KIND and FAMILY not in given:
            facts[FAMILY] = UNKNOWN if value == UNKNOWN else library.catalogue.kind(value).family
    facts = {fact: value for fact, value in facts.items() if value != UNKNOWN}
    if facts.get(KIND) in library.catalogue.kinds:
        _belongs(library, entry, facts)
    day = entry.day("on", start.on if start is not None else library.pack(pack).reviewed)
    changes += int(start is not None and day != start.on)
    expect = Entry(node["expect"], entry.problems) if isinstance(node.get("expect"), Node) else Entry(Node(), [])
    expect.keys(["verdict", "by", "risks"], ["verdict", "by"])
    known = {rule.id for each in library.chain(pack) for rule in each.rules} | {OTHERWISE}
    what = Text("rule", "규칙")
    return Case(
        name=name if member is None else f"{name}:{member}",
        pack=pack,
        title=entry.text("title"),
        start=start.name if start is not None else None,
        changes=changes,
        on=day,
        facts=facts,
        verdict=Verdict(expect.choice("verdict", list(Verdict), Verdict.UNDETERMINED)),
        by=frozenset(expect.words("by", known, what)),
        risks=frozenset(expect.words("risks", known, what)) if "risks" in expect.node else None,
        gap=entry.optional_text("gap"),
        place=entry.place,
    )


def _belongs(library: Library, entry: Entry, facts: Mapping[str, Any]) -> None:
    """Notes facts that no plan can have: a kind of activity in a family that is not its own."""
    kind = library.catalogue.kinds[facts[KIND]]
    if facts.get(FAMILY) != kind.family:
        message = Text(
            "`{kind}` is of the family `{family}`, and of no other",
            "`{kind}`{:은} `{family}` 계열이며 다른 계열일 수 없습니다",
            kind=kind.name,
            family=kind.family,
        )
        entry.note(entry.place, message)


def _unless_said(library: Library) -> dict[str, Any]:
    """What the format of plans says where a plan is silent: a case need not repeat it."""
    return {name: fact.unless_said for name, fact in library.facts.items() if fact.unless_said is not None}


def _given(library: Library, entry: Entry, key: str, member: str | None) -> Iterator[tuple[str, Any]]:
    """The facts a case gives under `key`, checked against the vocabulary."""
    given = entry.node.get(key)
    if given is None:
        return
    if not isinstance(given, Node):
        entry.note(
            entry.node.value_place(key),
            Text("facts are a mapping (`name: value`)", "사실은 `이름: 값` 형식으로 적습니다"),
        )
        return
    for name, value in given.items():
        fact = library.facts.get(name)
        if fact is None:
            entry.problems.append(_unknown_fact(library, given, name))
        elif fact.sort is FactSort.VISITS and isinstance(value, Items):
            yield name, tuple((_put(visit["country"], member), visit.get("on")) for visit in value)
        elif isinstance(value, Items):
            yield name, tuple(_put(each, member) for each in value)
        else:
            yield name, _put(value, member)


def _put(value: Any, member: str | None) -> Any:
    """A value, or the member of the list in the place of what stands for it."""
    return member if value == EACH else value


def _unknown_fact(library: Library, given: Node, name: str) -> Problem:
    """That a case names a fact that does not exist, with the nearest name."""
    message = Text("unknown fact `{name}`", "알 수 없는 사실 `{name}`", name=name)
    return problem_at(given.document, given.key_place(name), message, one_of(library.facts, name))
