"""What to ask about findings that are open, and where in the plan the answers go: each place once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kvcheck.facts.gaps import gap_of
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import DECIDING, Fact, Finding, Report, Subject, TripResult, Verdict
from kvcheck.plan.gap import Gap
from kvcheck.telling import sentences
from kvcheck.telling.places import wording


class Question(NamedTuple):
    """A fact that verdicts wait for, with every place of the plan that would hold an answer."""

    title: Text
    """What is missing, in a few words."""
    ask: Text
    by: str
    """Who can answer: an issuer of `telling/labels.py`, or `planner`."""
    fact: Fact
    """The first fact that waits for it."""
    gaps: tuple[Gap, ...]
    """The places; alike but for the entity that they are in."""
    trips: tuple[str, ...]
    """The ids of the open trips that wait for it, in the order of the report."""
    alone: int
    """How many of them wait for nothing else."""


NAMED = 3
"""The most places that are named one by one; of more, what they have in common."""


def places_of(question: Question) -> str:
    """The places as a planner reads them: `companies.{hwasung, imugi}.country`, `travelers.*.esta.expires`."""
    gap, ids = question.gaps[0], [each.id for each in question.gaps]
    if len(ids) == 1:
        return gap.path
    if len(ids) > NAMED:
        return gap.pattern
    if len({each.activity for each in question.gaps}) > 1:
        return ", ".join(each.path for each in question.gaps)
    return gap._replace(id=f"{{{', '.join(ids)}}}").path


def answer_path(fact: Fact, subject: Subject) -> str:
    """The path in the plan where the answer to a question goes."""
    return gap_of(fact, subject).path


def open_questions(found: Iterable[tuple[Finding, Subject]], facts: Mapping[str, Fact]) -> Iterator[tuple[Fact, str]]:
    """The questions that findings without an outcome wait for, each once, with the path where its answer goes."""
    open_ = [(finding, subject) for finding, subject in found if finding.outcome is None]
    pending = {name for finding, _ in open_ for name in sentences.unknowns(finding)}
    seen: set[tuple[str, str]] = set()
    for finding, subject in open_:
        for fact in sentences.questions(finding, pending, facts):
            path = answer_path(fact, subject)
            if (fact.ask.en, path) not in seen:
                seen.add((fact.ask.en, path))
                yield fact, path


def questions_of(report: Report) -> tuple[Question, ...]:
    """What the open verdicts of a report wait for, what most of them wait for first.

    A trip that is not permitted waits for nothing: no answer changes it.
    """
    asked: dict[str, list[tuple[Gap, Fact]]] = {}
    waiting: dict[str, dict[str, None]] = {}
    cache: dict[int, tuple[Fact, ...]] = {}
    alone: dict[str, int] = {}
    for trip in report.trips:
        if trip.verdict is not Verdict.UNDETERMINED:
            continue
        patterns: set[str] = set()
        for fact, subject in _waits(trip, report.facts, cache):
            gap = gap_of(fact, subject)
            patterns.add(gap.pattern)
            known = asked.setdefault(gap.pattern, [])
            if all(each[0].path != gap.path for each in known[-8:]):
                known.append((gap, fact))
            waiting.setdefault(gap.pattern, {})[trip.id] = None
        if len(patterns) == 1:
            [pattern] = patterns
            alone[pattern] = alone.get(pattern, 0) + 1
    found = [_question(asked[pattern], tuple(trips), alone.get(pattern, 0)) for pattern, trips in waiting.items()]
    return tuple(sorted(found, key=lambda each: (-len(each.trips), -each.alone)))


def _question(asked: Sequence[tuple[Gap, Fact]], trips: tuple[str, ...], alone: int) -> Question:
    """One question for places that are alike; worded by the fact that the place states, if it states one."""
    stated = (each for each in asked if (each[1].given or "").split(".")[1:] == list(each[0].steps))
    others = (each for each in asked if each[0].table == "travelers" or each[1].answered_by != "traveler")
    gap, fact = next(stated, None) or next(others, asked[0])  # no traveler is asked about a company
    words = wording(gap, fact)
    gaps = tuple({each.path: each for each, _ in asked}.values())
    return Question(words.title, words.ask, fact.answered_by, fact, gaps, trips, alone)


def _waits(
    trip: TripResult, facts: Mapping[str, Fact], cache: dict[int, tuple[Fact, ...]]
) -> Iterator[tuple[Fact, Subject]]:
    """The facts that the verdict of an open trip waits for, with what they are about."""
    for each in trip.judged(DECIDING):
        ruling = each.ruling
        if ruling.verdict is not Verdict.UNDETERMINED:
            continue
        if id(ruling) not in cache:
            cache[id(ruling)] = _asked(ruling.deciding, facts)
        for fact in cache[id(ruling)]:
            yield fact, each.subject


def _asked(findings: Sequence[Finding], facts: Mapping[str, Fact]) -> tuple[Fact, ...]:
    """The facts that findings wait for and that are worth asking for now."""
    pending = {name for finding in findings for name in sentences.unknowns(finding)}
    found = {fact.name: fact for finding in findings for fact in sentences.questions(finding, pending, facts)}
    return tuple(found.values())
