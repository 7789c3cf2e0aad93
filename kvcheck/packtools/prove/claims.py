"""What each claim of a property means: when there is a fault, as terms of the solver, and as results of the engine."""

from collections.abc import Mapping, Sequence
from typing import Any

from kvcheck.conditions import Condition, FactSort, bind, truth
from kvcheck.model import TripResult, Verdict
from kvcheck.packs import Library
from kvcheck.packtools.prove.hunt import Shown, fault
from kvcheck.packtools.prove.properties import Property
from kvcheck.packtools.prove.situation import Situation
from kvcheck.packtools.prove.solver import YES, Term, every, if_then, no, some
from kvcheck.packtools.prove.stage import Bar, Days, Open

Facts = Mapping[str, Any]


def better(bar: Bar, each: Property, admitted: str, days: Days) -> Shown | None:
    """A trip that the property is about, with a verdict that is too good, or that another rule than `by` forbids."""
    trip = bar.open("", admitted, days)
    too_good = no(trip.said(of_activity=each.of_activity).at_most(each.at_best))
    forbidden = trip.forbidden_by(each.by)
    when, unless = bound(bar, each.when, days), bound(bar, each.unless, days)
    terms = [_holds(when, trip.facts), _spared(unless, trip.facts), some((too_good, no(forbidden)))]

    def shows(results: Sequence[TripResult], facts: Sequence[Facts]) -> bool:
        [result] = results
        forbids = {finding.rule.id for judged in result.judged() for finding in judged.ruling.findings
                   if finding.verdict is Verdict.NOT_PERMITTED}  # fmt: skip
        wrong = _verdict(each, result).rank > each.at_best.rank or (each.by != "" and each.by not in forbids)
        return wrong and in_question(bar, each, days, facts[0])

    return fault(bar, [trip], terms, shows, each.policies)


def beyond(bar: Bar, each: Property, admitted: str, days: Days) -> Shown | None:
    """Two equal trips in two classes of which the first is permitted what the second is not."""
    for other_days in bar.days(each.within, each.policies):
        if other_days.first > days.last or days.first > other_days.last:
            continue
        first, second = bar.open("1:", admitted, days), bar.open("2:", each.within, other_days)
        one, two = first.said(of_activity=each.of_activity), second.said(of_activity=each.of_activity)
        when = bound(bar, each.when, days)
        unless = bound(bar, each.unless, days)
        alike = every(first.facts.same(name, second.facts) for name in _both(first, second) if name != CLASS)
        terms = [
            no(one.doubtful),
            two.doubtful,
            two.settled,
            _holds(when, first.facts),
            _spared(unless, first.facts),
            alike,
        ]

        def shows(results: Sequence[TripResult], facts: Sequence[Facts]) -> bool:
            left, right = (_verdict(each, result) for result in results)
            lost = left is Verdict.PERMITTED and right not in (left, Verdict.UNDETERMINED)
            return lost and in_question(bar, each, days, facts[0])

        shown = fault(bar, [first, second], terms, shows, each.policies)
        if shown is not None:
            return shown
    return None


def softer(bar: Bar, each: Property, admitted: str, days: Days) -> Shown | None:
    """Two trips that differ in what the property names only, the second with more of it and yet judged better."""
    less, more = bar.open("1:", admitted, days), bar.open("2:", admitted, days)
    one, two = less.said(of_activity=each.of_activity), more.said(of_activity=each.of_activity)
    when, unless = bound(bar, each.when, days), bound(bar, each.unless, days)
    named = {*each.grows, *each.beside, *each.shrinks, *([each.ladder[0]] if each.ladder is not None else [])}
    terms = [two.better_than(one), one.settled, two.settled, _holds(when, less.facts), _holds(when, more.facts)]
    terms += [_more(name, less.facts, more.facts) for name in (*each.grows, *each.beside)]
    terms += [_more(name, more.facts, less.facts) for name in each.shrinks]
    if each.ladder is not None:
        terms.append(_higher(each.ladder, less.facts, more.facts))
    terms += [_spared(unless, side.facts) for side in (less, more)]
    terms.append(_in_step(each.grows, less.facts, more.facts))
    terms.append(every(less.facts.same(name, more.facts) for name in _both(less, more) if name not in named))

    def shows(results: Sequence[TripResult], facts: Sequence[Facts]) -> bool:
        verdicts = [_verdict(each, result) for result in results]
        before, after = facts
        read = {*less.facts.read, *more.facts.read} - named
        return (
            verdicts[1].rank > verdicts[0].rank
            and Verdict.UNDETERMINED not in verdicts
            and all(before[name] == after[name] for name in read)
            and all(in_question(bar, each, days, side) for side in facts)
            and all(_is_more(bar.library, name, before, after) for name in (*each.grows, *each.beside))
            and all(_is_more(bar.library, name, after, before) for name in each.shrinks)
        )

    return fault(bar, [less, more], terms, shows, each.policies)


def unanswered(bar: Bar, each: Property, admitted: str, days: Days) -> Shown | None:
    """A trip of which every fact that is asked for is known, and of which there is no answer all the same."""
    trip = bar.open("", admitted, days)
    when, said = bound(bar, each.when, days), trip.said(of_activity=each.of_activity)
    asked = {name for rule in days.epochs[0].rules for name in rule.asks if name in bar.library.facts}
    terms = [no(said.settled), _holds(when, trip.facts), *(trip.facts.known(name) for name in sorted(asked))]
    # a visit without its day is a question
    terms += [no(undated) for _, _, undated in trip.facts.value(VISITS).values()]

    def shows(results: Sequence[TripResult], facts: Sequence[Facts]) -> bool:
        del facts
        return _verdict(each, results[0]) is Verdict.UNDETERMINED

    return fault(bar, [trip], terms, shows, each.policies)


def loosened(bar: Bar, admitted: str, days: Days, policy: str) -> Shown | None:
    """A trip that is judged better with a policy than without."""
    trip = bar.open("", admitted, days)
    terms = [trip.said().better_than(trip.law.whole)]

    def shows(results: Sequence[TripResult], facts: Sequence[Facts]) -> bool:
        plain = bar.judged(str(results[0].subject.plan.documents[0].text)).trips[0]
        del facts
        return results[0].verdict.rank > plain.verdict.rank

    return fault(bar, [trip], terms, shows, [policy])


CLASS, VISITS = "trip.class", "traveler.visits"


def bound(bar: Bar, condition: Condition | None, days: Days) -> Condition | None:
    """A condition of a property with the parameters of the first of some days."""
    if condition is None:
        return None
    numbers = {name: each.on(days.first, bar.as_of) for name, each in bar.library.parameters.items()}
    return bind(condition, numbers)


def _holds(condition: Condition | None, facts: Situation) -> Term:
    return YES if condition is None else facts.truth(condition).true


def _spared(unless: Condition | None, facts: Situation) -> Term:
    return YES if unless is None else no(facts.truth(unless).true)


def in_question(bar: Bar, each: Property, days: Days, facts: Facts) -> bool:
    """Whether a property is about facts that the engine worked out."""
    when, unless = bound(bar, each.when, days), bound(bar, each.unless, days)
    return (when is None or truth(when, facts) is True) and (unless is None or truth(unless, facts) is not True)


def _verdict(each: Property, result: TripResult) -> Verdict:
    """What a property looks at of a result."""
    return result.law.activities[0].verdict if each.of_activity else result.verdict


def _both(one: Open, other: Open) -> list[str]:
    """The facts that either of two trips is asked about."""
    return list(dict.fromkeys((*one.facts.read, *other.facts.read)))


def _more(name: str, less: Situation, more: Situation) -> Term:
    """Whether there is as much of a fact or more in the second situation: later, larger, true, a longer list."""
    one, two = less.value(name), more.value(name)
    if isinstance(one, dict):
        grown = every(if_then(has, two[each]) for each, has in one.items() if not isinstance(has, tuple))
    elif less.sort(name) is FactSort.YES_NO:
        grown = if_then(one, two)
    else:
        grown = two >= one
    known = less.known(name)
    return every((known == more.known(name), if_then(known, grown)))


def _in_step(names: Sequence[str], less: Situation, more: Situation) -> Term:
    """Whether numbers and days grow by the same amount, where they are known."""
    counted = [name for name in names if less.sort(name) in (FactSort.NUMBER, FactSort.DATE)]
    first = counted[:1]
    by = {name: more.value(name) - less.value(name) for name in counted}
    known = {name: less.known(name) for name in counted}
    return every(if_then(every((known[one], known[name])), by[one] == by[name]) for one in first for name in counted)


def _is_more(library: Library, name: str, less: Facts, more: Facts) -> bool:
    one, two = less[name], more[name]
    if one is None or two is None:
        return one is two
    return set(one) <= set(two) if library.facts[name].sort.is_list else bool(one <= two)


def _higher(ladder: tuple[str, tuple[str, ...]], less: Situation, more: Situation) -> Term:
    """Whether one value of a fact stands above another."""
    name, steps = ladder
    pairs = [(low, high) for at, low in enumerate(steps) for high in steps[at + 1 :]]
    return some(every((less.is_(name, low), more.is_(name, high))) for low, high in pairs)
