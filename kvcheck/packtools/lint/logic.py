"""Conditions that say nothing: which no facts meet, which all meet, and parts and rules that change nothing."""

from collections.abc import Iterator, Sequence
from functools import partial

from kvcheck.conditions import All, AnyOf, Condition, ForSome, Not, reads
from kvcheck.errors import Place
from kvcheck.language.text import Text
from kvcheck.model import Pack, Rule, RuleKind
from kvcheck.packs import Library
from kvcheck.packtools.bench import Bench
from kvcheck.packtools.lint.saying import Saying
from kvcheck.packtools.located import Located, located, parts_of
from kvcheck.packtools.possible import TooManyFacts, differing, holding, latest
from kvcheck.packtools.remarks import Remark
from kvcheck.source import Node

FIRST = {RuleKind.DOUBT: RuleKind.BAR}
"""Kinds of rules that have no say where a rule of another kind holds."""


def look(bench: Bench, today: str) -> Iterator[Remark]:
    """What is wrong with the conditions of the packs."""
    del today
    for name in bench.names:
        root = bench.library.rules_of(name)
        say = Saying(root.document)
        for rule in bench.library.pack(name).written:
            yield from _alone(bench.library, rule, root, say)
        yield from _beside(bench.library, bench.library.pack(name), say)


def _alone(library: Library, rule: Rule, root: Node, say: Saying) -> Iterator[Remark]:
    """What is wrong with one condition, whatever other rules say."""
    places = located(rule, root[f"{rule.kind}s"][rule.id])
    condition = latest(rule.condition, library)
    tell = partial(say.remark, about=rule.name)
    if holding([condition], [True], library) is None:
        message = Text(
            "`{id}` can never hold: no facts meet its condition",
            "`{id}`{:은} 성립할 수 없습니다. 조건을 충족하는 사실이 없습니다",
            id=rule.id,
        )
        yield tell("never-holds", places.place, message)
    elif holding([condition], [False], library) is None:
        message = Text(
            "`{id}` always holds, whatever the facts are", "`{id}`{:은} 사실과 무관하게 항상 성립합니다", id=rule.id
        )
        yield tell("always-holds", places.place, message)
    else:
        message = Text(
            "without this part of `{id}` nothing would change: the rest of the condition says it already",
            "`{id}`의 이 부분은 없어도 결과가 같습니다. 나머지 조건에 이미 포함되어 있습니다",
            id=rule.id,
        )
        for part, at in _separate(condition, places):
            for place in _needless(part, at, library):
                yield tell("redundant", place, message)


def _separate(condition: Condition, places: Located) -> Iterator[tuple[Condition, Located]]:
    """The conditions of a rule that are read by themselves: to whom it applies, and what has to hold of them."""
    if isinstance(condition, ForSome):
        yield from ((condition.when, places.at((0, 0))), (condition.must, places.at((1,))))
    else:
        yield condition, places


def _needless(condition: Condition, places: Located, library: Library) -> Iterator[Place]:
    """The places of parts without which the condition would come out the same for all facts, unknown ones included."""
    for steps, without in _without_one(condition):
        if _alike(condition, without, library):
            yield places.at(steps).place


def _alike(one: Condition, other: Condition, library: Library) -> bool:
    """Whether two conditions surely come out the same for all facts, unknown ones included."""
    try:
        return differing(one, other, library) is None
    except TooManyFacts:
        return False


def _without_one(condition: Condition, steps: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Condition]]:
    """The condition without one of its parts, for each that it may be without."""
    parts = parts_of(condition)
    for at, part in enumerate(parts):
        here = (*steps, at)
        before, after = parts[:at], parts[at + 1 :]
        if isinstance(condition, Not):
            for found, changed in _without_one(part, here):
                yield found, Not(changed)
            continue
        if len(parts) > 1:
            yield here, _combined(condition, (*before, *after))
        for found, changed in _without_one(part, here):
            yield found, _combined(condition, (*before, changed, *after))


def _combined(condition: Condition, parts: Sequence[Condition]) -> Condition:
    return All(tuple(parts)) if isinstance(condition, All) else AnyOf(tuple(parts))


def _beside(library: Library, pack: Pack, say: Saying) -> Iterator[Remark]:
    """Rules of a pack that others, of it or of packs that it extends, make needless."""
    rules = [rule for each in library.chain(pack.name) for rule in each.rules]
    for rule in pack.rules:
        for other in rules:
            if other is rule or not _covers(other, rule):
                continue
            if other.kind is rule.kind and other.pack == rule.pack and rules.index(other) > rules.index(rule):
                continue  # of two equal rules the later one is told
            message = _needless_beside(rule, other, library)
            if message is not None:
                check = "same" if other.kind is rule.kind else "never-decides"
                yield say.remark(check, rule.place, message, about=rule.name)


def _covers(other: Rule, rule: Rule) -> bool:
    """Whether a rule might make another one needless: it asks nothing else, of the same thing, on all of its days."""
    if not (other.first_day <= rule.first_day and rule.last_day <= other.last_day):
        return False
    if other.of_activity is not rule.of_activity:
        return False
    if rule.kind is RuleKind.RISK and other.pack != rule.pack:
        return False  # the same thing may draw attention in one class for one reason more
    asks, asked = reads(other.condition), reads(rule.condition)
    return asks == asked if other.kind is rule.kind else FIRST.get(rule.kind) is other.kind and asks <= asked


def _needless_beside(rule: Rule, other: Rule, library: Library) -> Text | None:
    """What to say of a rule beside another; None if both have something to say."""
    own, that = latest(rule.condition, library), latest(other.condition, library)
    if other.kind is rule.kind:
        if not _alike(own, that, library):
            return None
        return Text(
            "`{id}` has the same condition as `{other}`",
            "`{id}`의 조건이 `{other}`{:와} 같습니다",
            id=rule.id,
            other=other.name,
        )
    if holding([own, that], [True, False], library) is not None:
        return None
    return Text(
        "`{id}` never decides: wherever it holds, the bar `{other}` holds too",
        "`{id}`{:이} 결정하는 경우가 없습니다. 성립할 때마다 금지 규칙 `{other}`도 성립합니다",
        id=rule.id,
        other=other.name,
    )
