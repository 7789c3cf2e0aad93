"""A checklist as JSON, by the schema `checklist`."""

import json
from typing import Any

from kvcheck import __version__
from kvcheck.checklist import words
from kvcheck.checklist.value import Checklist, Item, TripList
from kvcheck.language.text import Text
from kvcheck.packs import Library
from kvcheck.telling import labels
from kvcheck.telling.style import Style

VERSION = 1
"""Version of the JSON format."""


def as_json(checklist: Checklist, library: Library, style: Style) -> str:
    """The checklist as one JSON document; `style` has no say in it."""
    del style
    document = {
        "format": "kvcheck-checklist",
        "version": VERSION,
        "kvcheck": __version__,
        "notice": _text(labels.DISCLAIMER),
        "plan": checklist.plan.name,
        "as_of": checklist.as_of,
        "warnings": [_text(caution) for caution in checklist.warnings],
        "trips": [_trip(trip, library) for trip in checklist.trips],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _trip(trip: TripList, library: Library) -> dict[str, Any]:
    raw = trip.result.subject.trip
    return {
        "id": trip.id,
        "traveler": trip.traveler,
        "class": raw["class"],
        "arrive": raw["arrive"],
        "depart": raw["depart"],
        "verdict": trip.result.verdict.value,
        "means": _text(words.MEANS[trip.result.verdict]),
        "objections": [
            {"rule": each.rule.name, "says": _text(each.says), "instead": _maybe(each.instead)}
            for each in trip.objections
        ],
        "questions": [{"fact": each.fact, "ask": _text(each.ask), "path": each.path} for each in trip.questions],
        "documents": [_document(item, library) for item in trip.items],
        "also_in_hand": [kind.name for kind in trip.also_in_hand],
        "notes": [
            {"rule": each.rule.name, "says": _text(each.says), "instead": _text(each.instead)} for each in trip.notes
        ],
        "steps": [
            {
                "id": each.step.name,
                "phase": each.step.phase.value,
                "on": each.on,
                "text": _text(each.step.text),
                "law": [library.authorities[name].cite for name in each.step.law],
                "confidence": each.step.confidence,
                "inference": each.step.inference,
            }
            for each in trip.actions
        ],
    }


def _document(item: Item, library: Library) -> dict[str, Any]:
    kind = item.document
    return {
        "id": kind.name,
        "name": _text(kind.title),
        "shows": _text(kind.shows),
        "issued_by": kind.issued_by,
        "language": _text(kind.language),
        "when": list(kind.when),
        "group": item.group.value,
        "due": item.due,
        "in_hand": item.in_hand,
        "overdue": item.overdue,
        "because": [
            {
                "rule": each.rule.name,
                "kind": each.rule.kind.value,
                "says": _text(each.rule.title),
                "outcome": each.outcome,
                "activities": list(each.activities),
                "facts": [{"fact": name, "says": _text(said)} for name, said in each.facts],
                "law": [library.authorities[name].cite for name in each.rule.law],
            }
            for each in item.causes
        ],
    }


def _text(said: Text) -> dict[str, str]:
    return {"en": said.en, "ko": said.ko}


def _maybe(said: Text | None) -> dict[str, str] | None:
    return _text(said) if said is not None else None
