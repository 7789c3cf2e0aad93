"""Which papers are of use for a trip, and which a plan has in hand: listed, or shown by data that go with them."""

from collections.abc import Iterable
from typing import Any

from kvcheck.model import NONE, UNKNOWN, DocumentKind, Finding, Subject
from kvcheck.source import Node

VISA = "visa"
"""The document that is the visa itself, and the occasion on which it is applied for."""


def applies_for_visa(findings: Iterable[Finding]) -> bool:
    """Whether a visa is still to be applied for: some limit that the visa itself proves is not met yet."""
    return any(each.outcome is not True for each in findings if VISA in each.rule.proof)


def only_for_visa(document: DocumentKind) -> bool:
    """Whether a document is of no use once there is a visa, or where none is needed."""
    return set(document.when) == {VISA}


def listed(subject: Subject) -> frozenset[str]:
    """The names of papers that a plan lists for the trip, for its traveler, or as evidence of expertise."""
    traveler = subject.traveler
    evidence = traveler.get("expertise", {}).get("evidence", ())
    return frozenset((*subject.trip.get("documents", ()), *traveler.get("documents", ()), *evidence))


def in_hand(documents: Iterable[DocumentKind], subject: Subject) -> frozenset[str]:
    """The names of those documents that the plan lists, or of which it states all that shows them (`shown_by`)."""
    there = listed(subject)
    return frozenset(
        each.name
        for each in documents
        if each.name in there or (each.shown_by and all(_states(subject, place) for place in each.shown_by))
    )


def _states(subject: Subject, shown_by: str) -> bool:
    """Whether a place such as `traveler.esta.status=approved` has that value, or any if none is named."""
    path, _, wanted = shown_by.partition("=")
    root, *steps = path.split(".")
    value: Any = {"traveler": subject.traveler, "trip": subject.trip}[root]
    for step in steps:
        value = value.get(step) if isinstance(value, Node) else None
    return value not in (None, NONE, UNKNOWN) and (not wanted or str(value) == wanted)
