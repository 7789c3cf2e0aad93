"""What cannot be in a plan whose references resolve."""

from collections.abc import Collection, Iterator

from kvcheck.errors import Problem
from kvcheck.facts import filings, history, stays
from kvcheck.model import Plan


def contradictions(plan: Plan, classes: Collection[str]) -> Iterator[Problem]:
    """Where a plan states two things that cannot both be; `classes` are those that packs are about."""
    known = frozenset(classes) | frozenset(stays.EARLIER)
    yield from filings.contradictions(plan)
    yield from history.contradictions(plan, known)
    yield from stays.unknown_classes(plan, known)
