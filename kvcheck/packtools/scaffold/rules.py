"""A new rule as text, and cases that show it at work: found by trying, and expected as they come out."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from kvcheck.conditions import Condition, ForSome, comparisons, reads, truth
from kvcheck.days import is_day
from kvcheck.engine import Law
from kvcheck.frozen import NamedTuple
from kvcheck.language.grammar import joined
from kvcheck.language.text import Text
from kvcheck.model import UNKNOWN, Rule, RuleKind, Verdict
from kvcheck.packs import Library
from kvcheck.packtools.cases import Case, Outcome, read, run_case
from kvcheck.packtools.outline import parts_of_rule
from kvcheck.packtools.possible import FAMILY, KIND, holding, latest, told_apart
from kvcheck.packtools.scaffold.written import both, condition, flow, scalar
from kvcheck.telling import sentences

INSTEAD = Text("Say here what to do instead.", "대신 할 일을 여기에 적습니다.")
NEAR = Text("Differs in one thing: {said}", "한 가지가 다르다: {said}")
OPEN = Text("Not known: {said}", "확인되지 않았다: {said}")


def text_of(kind: RuleKind, rule: str, asked: Sequence[Mapping[str, Any]], law: Sequence[str], title: Text) -> str:
    """A rule of a kind as it stands in its section; `asked` are its comparisons, all of which have to hold."""
    key = "must" if kind is RuleKind.LIMIT else "when"
    lines = [f"{rule}:", f"  title: {both(title)}", f"  {key}:{condition(asked)}", f"  instead: {both(INSTEAD)}"]
    lines += [f"  law: {scalar(list(law))}", "  confidence: low"] if law else []
    return "\n".join(lines) + "\n"


def title_of(library: Library, rule: Rule) -> Text:
    """What a rule asks, in words: a title until somebody writes a better one."""
    items = [item for part in parts_of_rule(rule.kind, rule.condition, library) for item in part.items]
    return joined((item.said for item in items), " ")


class Found(NamedTuple):
    """Cases that show a rule at work, as text, and whether they do."""

    text: tuple[str, ...]
    """Each case as it stands in the file."""
    shown: bool
    """Whether the rule decides in one of them."""


class _Start(NamedTuple):
    """Facts to start from: those of a case of the pack, or of another one, written out."""

    name: str | None
    facts: Mapping[str, Any]
    on: str


def cases_of(library: Library, pack: str, rule: Rule) -> Found:
    """Cases of a pack in which a rule of it decides, is nearly missed, and waits for a fact.

    They start from the first case from which the rule gets to decide; of a pack whose cases do not get there, from one
    of another pack that permits.
    """
    asks = latest(rule.condition, library)
    facts = holding([asks], [True], library)
    if facts is None or isinstance(rule.condition, ForSome):
        return Found((), shown=False)
    one = _with_kind(library, facts)
    turned = list(_turned(asks, one, library))
    law = Law(library, library.chain(pack), library.pack(pack).reviewed)
    found = None
    for start in _starts(library, pack, one) if turned else ():
        given = {**start.facts, **one}
        made = _made(library, law, pack, start, given, rule.id)
        near = [(each, _made(library, law, pack, start, {**given, **each}, rule.id)) for each in turned]
        if not any(rule.name in each.deciding for each in (made, *(outcome for _, outcome in near))):
            continue
        open_ = _unsaid(turned[0])
        left = {name: value for name, value in given.items() if name not in open_}
        waits = open_, _made(library, law, pack, start, left, rule.id)
        best = rule.kind is not RuleKind.GRANT or made.verdict is Verdict.PERMITTED
        if found is None or best:
            found = start, made, near, waits
        if best:
            break
    return Found((), shown=False) if found is None else Found(tuple(_texts(library, one, rule, *found)), shown=True)


def _turned(asks: Condition, facts: Mapping[str, Any], library: Library) -> Iterator[dict[str, Any]]:
    """Of each fact that a condition reads, another value with which it does not hold, the last fact first.

    Another kind is one of the same family where it can be: then it alone differs, and both are still of one another.
    """
    values = told_apart(asks, library)
    kinds = library.catalogue.kinds.values()
    alike = {KIND: [each.name for each in kinds if each.family == facts.get(FAMILY)]}
    for name in reversed(list(dict.fromkeys(each.fact for each in comparisons(asks)))):
        tries = [*alike.get(name, ()), *sorted(values[name], key=lambda value: _apart(value, facts.get(name)))]
        changed = [_with_kind(library, {name: value}) for value in tries]
        found = [each for each in changed if truth(asks, {**facts, **each}) is False]
        if found:
            yield found[0]


def _apart(one: Any, other: Any) -> float:
    """How far two numbers or days are from each other: the nearest that fails is the edge of a rule."""
    if isinstance(one, bool) or isinstance(other, bool):
        return 0
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other)
    if isinstance(one, str) and isinstance(other, str) and is_day(one) and is_day(other):
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
    return 0


def _unsaid(turned: Mapping[str, Any]) -> tuple[str, ...]:
    """The facts that nobody knows where nobody knows a fact: without the kind of an activity its family neither."""
    name = KIND if KIND in turned else next(iter(turned))
    return (name, *(other for other in (KIND, FAMILY) if name in (KIND, FAMILY) and other != name))


def harmless(library: Library, rule: Rule) -> dict[str, Any]:
    """Facts by which a rule has nothing to say: what a case that is about something else may say of it."""
    asks = latest(rule.condition, library)
    return _with_kind(library, holding([asks], [rule.kind is RuleKind.LIMIT], library) or {})


def _with_kind(library: Library, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts in which the kind of an activity and its family are of one another."""
    found = dict(facts)
    kinds = library.catalogue.kinds
    if KIND in found and found[KIND] in kinds:
        found[FAMILY] = kinds[found[KIND]].family
    elif FAMILY in found:
        kind = next((name for name, each in kinds.items() if each.family == found[FAMILY]), None)
        found |= {KIND: kind} if kind is not None else {}
    return found


def _starts(library: Library, pack: str, one: Mapping[str, Any]) -> Iterator[_Start]:
    """Where cases may start: cases of the pack, those that permit first; nothing; cases of other packs that permit."""
    own = list(read(library, pack).values())
    for case in sorted(own, key=lambda each: each.verdict is not Verdict.PERMITTED):
        yield _Start(case.name, case.facts, case.on)
    day = library.pack(pack).reviewed
    given = {name: fact.unless_said for name, fact in library.facts.items() if fact.unless_said is not None}
    yield _Start(None, given, day)
    chain = library.chain(pack)
    shared = {each.name for each in chain}
    asked = {KIND, FAMILY, *one}.union(*(reads(each.condition) for every in chain for each in every.rules))
    for other in library.pack_names:
        if shared & {each.name for each in library.chain(other)} and other != pack:
            for case in read(library, other).values():
                if case.verdict is Verdict.PERMITTED and ":" not in case.name:
                    held = {name: value for name, value in case.facts.items() if name in asked}
                    yield _Start(None, {**given, **held, **one}, day)


def _made(library: Library, law: Law, pack: str, start: _Start, facts: Mapping[str, Any], name: str) -> Outcome:
    """A case with these facts, as it comes out."""
    case = Case(
        name=name,
        pack=pack,
        title=Text("", ""),
        start=start.name,
        changes=1,
        on=start.on,
        facts=facts,
        verdict=Verdict.UNDETERMINED,
        by=frozenset(),
        risks=None,
        place=library.pack(pack).rules[0].place,
    )
    return run_case(law, case)


def _texts(
    library: Library,
    one: Mapping[str, Any],
    rule: Rule,
    start: _Start,
    made: Outcome,
    near: Sequence[tuple[Mapping[str, Any], Outcome]],
    waits: tuple[Sequence[str], Outcome],
) -> Iterator[str]:
    """The cases as text: with the rule's condition met, with one fact turned each, with one fact unknown."""
    first, risks = f"{rule.id}-met", rule.kind is RuleKind.RISK
    if start.name is None:
        unsaid = {name: fact.unless_said for name, fact in library.facts.items() if fact.unless_said is not None}
        held = {name: value for name, value in made.case.facts.items() if name not in unsaid or unsaid[name] != value}
        facts = "facts:" + "".join(f"\n    {name}: {scalar(_shown(value))}" for name, value in held.items())
    else:
        facts = f"from: {start.name}\n  but: {as_given(one)}"
    yield _case(first, _said(library, one), facts, made, risks=risks)
    for number, (turned, outcome) in enumerate(near, start=1):
        name = f"{rule.id}-near-miss{f'-{number}' if number > 1 else ''}"
        title = NEAR.filled(said=_said(library, turned))
        yield _case(name, title, f"from: {first}\n  but: {as_given(turned)}", outcome, risks=risks)
    title = OPEN.filled(said=library.facts[waits[0][0]].title)
    unknown = flow(dict.fromkeys(waits[0], UNKNOWN))
    yield _case(f"{rule.id}-not-known", title, f"from: {first}\n  but: {unknown}", waits[1], risks=risks)


def as_given(facts: Mapping[str, Any]) -> str:
    """Facts as a case gives them, in braces."""
    return flow({name: _shown(value) for name, value in facts.items()})


def _case(name: str, title: Text, facts: str, outcome: Outcome, *, risks: bool) -> str:
    """A case as it stands in the file, expected as it came out."""
    expect: dict[str, Any] = {"verdict": outcome.verdict.value, "by": sorted(outcome.by)}
    if risks:
        expect["risks"] = sorted(outcome.risks)
    return f"{name}:\n  title: {both(title)}\n  {facts}\n  expect: {flow(expect)}\n"


def _said(library: Library, facts: Mapping[str, Any]) -> Text:
    """Facts with their values, in words; the family of a kind says nothing new."""
    known = library.facts
    return joined(
        (
            Text(
                "{title}: {value}",
                "{title}: {value}",
                title=known[name].title,
                value=sentences.value_of(known[name], value),
            )
            for name, value in facts.items()
            if name != FAMILY or KIND not in facts
        ),
        "; ",
    )


def _shown(value: Any) -> Any:
    """A value of a fact as a case gives it."""
    if isinstance(value, tuple):
        return [
            {"country": each[0], **({"on": each[1]} if each[1] else {})} if isinstance(each, tuple) else each
            for each in value
        ]
    return value
