"""Which papers a plan has in hand for a trip: listed in it, or shown by what only who has them knows."""

from typing import Any

from kvcheck.model import NONE, UNKNOWN, DocumentKind, Subject
from kvcheck.source import Node


def listed(subject: Subject) -> frozenset[str]:
    """The names of papers that a plan lists for the trip, for its traveler, or as evidence of expertise."""
    traveler = subject.traveler
    evidence = traveler.get("expertise", {}).get("evidence", ())
    return frozenset((*subject.trip.get("documents", ()), *traveler.get("documents", ()), *evidence))


def in_hand(document: DocumentKind, subject: Subject) -> bool:
    """Whether the plan lists a document, or states all of what shows it (`shown_by` of the document)."""
    return document.name in listed(subject) or (
        bool(document.shown_by) and all(_states(subject, each) for each in document.shown_by)
    )


def _states(subject: Subject, shown_by: str) -> bool:
    """Whether a place such as `traveler.esta.status=approved` has that value, or any if none is named."""
    path, _, wanted = shown_by.partition("=")
    root, *steps = path.split(".")
    value: Any = {"traveler": subject.traveler, "trip": subject.trip}[root]
    for step in steps:
        value = value.get(step) if isinstance(value, Node) else None
    return value not in (None, NONE, UNKNOWN) and (not wanted or str(value) == wanted)
