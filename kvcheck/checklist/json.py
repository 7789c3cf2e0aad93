"""A checklist as JSON, by the schema `checklist`."""

import json
from typing import Any

from kvcheck import __version__
from kvcheck.checklist import words
from kvcheck.checklist.value import Checklist, Item, TripList
from kvcheck.language.text import Text, by_language
from kvcheck.packs import Library
from kvcheck.telling import labels
from kvcheck.telling.style import Style

VERSION = 1
"""Version of the JSON format."""


def as_json(checklist: Checklist, library: Library, style: Style) -> str:
    """The checklist as one JSON document; `style` has no say in it."""
    del style
    head = {
        "format": "kvcheck-checklist",
        "version": VERSION,
        "kvcheck": __version__,
        "notice": by_language(labels.DISCLAIMER),
        "plan": checklist.plan.name,
        "as_of": checklist.as_of,
        "warnings": [by_language(caution) for caution in checklist.warnings],
    }
    # Trip by trip: a document of hundreds would be millions of pieces at once.
    trips = ",\n".join("  " + _dumps(_trip(trip, library)).replace("\n", "\n  ") for trip in checklist.trips)
    listed = f"[\n{trips}\n ]" if trips else "[]"
    return f'{_dumps(head)[:-2]},\n "trips": {listed}\n}}\n'


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _trip(trip: TripList, library: Library) -> dict[str, Any]:
    """The list of a trip by the schema."""
    raw = trip.result.subject.trip
    return {
        "id": trip.id,
        "traveler": trip.traveler,
        "class": raw["class"],
        "arrive": raw["arrive"],
        "depart": raw["depart"],
        "verdict": trip.result.verdict.value,
        "means": by_language(words.MEANS[trip.result.verdict]),
        "objections": [
            {"rule": each.rule.name, "says": by_language(each.says), "instead": _maybe(each.instead)}
            for each in trip.objections
        ],
        "questions": [{"fact": each.fact, "ask": by_language(each.ask), "path": each.path} for each in trip.questions],
        "documents": [_document(item, library) for item in trip.items],
        "also_in_hand": [kind.name for kind in trip.also_in_hand],
        "notes": [
            {"rule": each.rule.name, "says": by_language(each.says), "instead": by_language(each.instead)}
            for each in trip.notes
        ],
        "steps": [
            {
                "id": each.step.name,
                "phase": each.step.phase.value,
                "on": each.on,
                "text": by_language(each.step.text),
                "law": [library.authorities[name].cite for name in each.step.law],
                "confidence": each.step.confidence,
                "inference": each.step.inference,
            }
            for each in trip.actions
        ],
    }


def _document(item: Item, library: Library) -> dict[str, Any]:
    """A document with its due day, and by number the causes that need it."""
    kind = item.document
    return {
        "id": kind.name,
        "name": by_language(kind.title),
        "shows": by_language(kind.shows),
        "issued_by": kind.issued_by,
        "language": by_language(kind.language),
        "when": list(kind.when),
        "group": item.group.value,
        "due": item.due,
        "in_hand": item.in_hand,
        "overdue": item.overdue,
        "because": [
            {
                "rule": each.rule.name,
                "kind": each.rule.kind.value,
                "says": by_language(each.rule.title),
                "outcome": each.outcome,
                "activities": list(each.activities),
                "facts": [{"fact": name, "says": by_language(said)} for name, said in each.facts],
                "law": [library.authorities[name].cite for name in each.rule.law],
            }
            for each in item.causes
        ],
    }


def _maybe(said: Text | None) -> dict[str, str] | None:
    """As `_text`; null where nothing is said."""
    return by_language(said) if said is not None else None
