"""Rules that do nothing: grounds that nobody can have, bars and limits that never decide."""

from collections.abc import Iterator, Sequence

from kvcheck.engine import judge_activity, judge_trip
from kvcheck.model import Layer, Pack, Rule, RuleKind, Verdict, worst
from kvcheck.packtools.prove.hunt import MILLISECONDS
from kvcheck.packtools.prove.solver import Search, Term, every, no, some
from kvcheck.packtools.prove.stage import Bar, Open


class Disagreement(Exception):  # noqa: N818 - named for what it means
    """The engine says otherwise of the facts that the solver found: the translation is wrong."""


def idle(bar: Bar, names: Sequence[str], kinds: Sequence[RuleKind]) -> Iterator[Rule]:
    """The rules of these packs, of these kinds, that do nothing in any trip. GaveUp where the solver cannot tell.

    Rules over several trips together (`layer: crew`) are not asked about.
    """
    packs = [pack for pack in map(bar.library.pack, names) if pack.layer is not Layer.CREW]
    left = {rule.name: rule for pack in packs for rule in pack.rules if rule.kind in kinds and _is_law(bar, rule)}
    for beside, admitted in _seats(bar, packs):
        for days in bar.days(admitted, beside):
            here = [each.rule for epoch in days.epochs for each in epoch.rules if each.rule.name in left]
            if here:
                for rule in list(_at_work(bar.open("", admitted, days), here)):
                    left.pop(rule.name, None)
    yield from left.values()


def _is_law(bar: Bar, rule: Rule) -> bool:
    """Whether a rule is in force on some day that is asked about, as far as known."""
    return rule.last_day >= bar.as_of and rule.announced <= bar.as_of


def _seats(bar: Bar, packs: Sequence[Pack]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each class whose law has one of the packs; then each pack beside the law with each class that it is about."""
    named = {pack.name for pack in packs}
    for each in bar.library.classes_written:
        if any(pack.name in named for pack in bar.library.chain_of(each)):
            yield (), each
    for pack in packs:
        if pack.layer is not Layer.LAW:
            yield from (((pack.name,), each) for each in pack.applies_to or bar.library.classes)


def _at_work(trip: Open, rules: Sequence[Rule]) -> Iterator[Rule]:
    """Those of the rules that do something in some trip; each such trip is put before the engine."""
    effects = [(rule, *_effect(trip, rule)) for rule in rules]
    terms = trip.terms()
    search = Search(terms, MILLISECONDS)
    for rule, settled, waits in effects:
        with search.supposing(settled):
            found = search.found()
        if found is not None:
            _confirm(trip, rule, trip.facts.facts_of(found))
            yield rule
        elif _asks(search, settled, waits):
            yield rule


def _asks(search: Search, settled: Term, waits: Term) -> bool:
    """Whether a rule that never comes out against a trip keeps its question open, as one of `trip.depart` does.

    What would go against a trip is excluded by the format of plans only, not by the rule itself.
    """
    if Search([settled], MILLISECONDS).found() is None:
        return False
    with search.supposing(waits):
        return search.found() is not None


def _effect(trip: Open, rule: Rule) -> tuple[Term, Term]:
    """When a rule does what it is for, and when it waits for a fact and nothing else stands against the trip.

    A ground carries a trip, a doubt or a risk is told of one that is not forbidden, a bar or limit forbids one that no
    other does.
    """
    ruled = next(each for each in trip.layers if rule.name in each.rules)
    holds = ruled.outcome(rule)
    others = [each.without(rule) if each is ruled else each for each in trip.layers]
    alone = no(some(each.against for each in others))
    waits = every((holds.unknown, alone))
    if rule.kind not in (RuleKind.BAR, RuleKind.LIMIT):
        return every((holds.true, no(trip.said().open))), waits
    return every((ruled.forbids(rule), alone)), waits


def _confirm(trip: Open, rule: Rule, facts: dict[str, object]) -> None:
    """Disagreement if the engine says otherwise of these facts than the solver."""
    bound = {each.rule.name: each for epoch in trip.days.epochs for each in epoch.rules}[rule.name]
    rulings = [judge(epoch, facts) for epoch in trip.days.epochs for judge in (judge_activity, judge_trip)]
    verdict = worst([each.verdict for each in rulings])
    if rule.kind in (RuleKind.BAR, RuleKind.LIMIT):
        agrees = bound.holds(facts) is (rule.kind is RuleKind.BAR) and verdict is Verdict.NOT_PERMITTED
    else:
        agrees = bound.holds(facts) is True and verdict.rank >= Verdict.NEEDS_REVIEW.rank
    if not agrees:
        raise Disagreement(rule.name)
