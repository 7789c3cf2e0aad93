"""Two states of the rules beside each other as JSON, by the schema `diff`."""

import json
from typing import Any

from kvcheck import __version__
from kvcheck.errors import Place
from kvcheck.language.text import Text, by_language
from kvcheck.packtools.diff.value import Change, Diff, MovedTrip, Part, Trips
from kvcheck.telling import labels
from kvcheck.telling.style import Style

VERSION = 1
"""Version of the JSON format."""


def as_json(diff: Diff, style: Style) -> str:
    """The whole answer for programs, in both languages; `style` has no say in it."""
    del style
    whole = {
        "format": "kvcheck-diff",
        "version": VERSION,
        "kvcheck": __version__,
        "notice": by_language(labels.DISCLAIMER),
        "old": diff.old,
        "new": diff.new,
        "as_of": diff.today,
        "changes": [_change(each) for each in diff.changes],
        "trips": _trips(diff.trips) if diff.trips is not None else None,
        "problems": [
            {"message": by_language(each.message), **(_place(each.place) if each.place is not None else {})}
            for each in diff.problems
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _change(change: Change) -> dict[str, Any]:
    return {
        "about": change.sort.value,
        "name": change.name,
        "title": by_language(change.title),
        "done": change.done.value,
        "effect": change.effect.value,
        "from": change.first or None,
        **_place(change.place),
        "parts": [_part(each) for each in change.parts],
        "example": [by_language(each) for each in change.example],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "key": part.key,
        "says": by_language(part.what),
        "within": [by_language(each) for each in part.within],
        "done": part.done.value,
        "before": _said(part.before),
        "now": _said(part.now),
        "effect": part.effect.value,
        "lost": part.grave,
    }


def _said(text: Text | None) -> dict[str, str] | None:
    return by_language(text) if text is not None else None


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column}


def _trips(trips: Trips) -> dict[str, Any]:
    return {
        "as_of": trips.as_of,
        "judged": trips.judged,
        "notices": [by_language(each) for each in trips.notices],
        "moved": [_trip(each) for each in trips.moved],
        "otherwise": [_trip(each) for each in trips.otherwise],
        "later": [_trip(each) for each in trips.later],
    }


def _trip(trip: MovedTrip) -> dict[str, Any]:
    return {
        "plan": trip.plan,
        "trip": trip.trip,
        **_place(trip.place),
        "before": trip.before.value,
        "now": trip.now.value,
        "from": trip.later or None,
        "rules": [
            {
                "rule": each.name,
                "title": by_language(each.finding.rule.title),
                "because": [by_language(reason) for reason in each.reasons],
                **_place(each.place),
            }
            for each in trip.rules
        ],
    }
