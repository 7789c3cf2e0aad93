"""A checklist as JSON, by the schema `checklist`."""

import json
from collections.abc import Iterator, Mapping, Sequence

from kvcheck import __version__
from kvcheck.checklist import words
from kvcheck.checklist.value import Action, Cause, Checklist, Item, TripList
from kvcheck.language.text import Text, by_language
from kvcheck.packs import Library
from kvcheck.telling import labels
from kvcheck.telling.style import Style

VERSION = 1
"""Version of the JSON format."""


def as_json(checklist: Checklist, library: Library, style: Style) -> str:
    """The checklist as one JSON document; `style` has no say in it."""
    return "".join(pieces(checklist, library, style))


def pieces(checklist: Checklist, library: Library, style: Style) -> Iterator[str]:
    """The document in pieces, trip by trip: one of hundreds would be millions of values at once."""
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
    yield f'{_opened(head, 0)},\n "trips": ['
    writer = _Writer(library)
    for number, trip in enumerate(checklist.trips):
        yield f"{',' if number else ''}\n  {writer.trip(trip)}"
    yield "\n ]\n}\n" if checklist.trips else "]\n}\n"


_encode = json.JSONEncoder(ensure_ascii=False, indent=1).encode


def _opened(value: Mapping[str, object], depth: int) -> str:
    """An object whose braces stand `depth` columns in, before the last of them."""
    return _encode(value).replace("\n", "\n" + " " * depth)[: -2 - depth]


def _listed(name: str, texts: Sequence[str], depth: int) -> str:
    """A list as one more entry of such an object."""
    inner = "\n" + " " * (depth + 2)
    found = f"[{','.join(inner + text for text in texts)}\n{' ' * (depth + 1)}]" if texts else "[]"
    return f',\n{" " * (depth + 1)}"{name}": {found}'


class _Writer:
    """Writes trips. What they share, which is nearly all, is put into words once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._said: dict[tuple[object, ...], str] = {}
        """By what it is: documents without their causes, steps."""
        self._causes: dict[int, str] = {}
        """By cause, which trips share."""

    def trip(self, trip: TripList) -> str:
        """The list of a trip by the schema."""
        raw = trip.result.subject.trip
        head = {
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
            "questions": [
                {"fact": each.fact, "ask": by_language(each.ask), "path": each.path} for each in trip.questions
            ],
        }
        more = {
            "also_in_hand": [kind.name for kind in trip.also_in_hand],
            "notes": [
                {"rule": each.rule.name, "says": by_language(each.says), "instead": by_language(each.instead)}
                for each in trip.notes
            ],
        }
        documents = _listed("documents", list(map(self._document, trip.items)), 2)
        steps = _listed("steps", list(map(self._step, trip.actions)), 2)
        return f"{_opened(head, 2)}{documents},{_opened(more, 2)[1:]}{steps}\n  }}"

    def _document(self, item: Item) -> str:
        """A document with its due day, and by number the causes that need it."""
        kind = item.document
        key = "document", kind.name, item.group, item.due, item.in_hand, item.overdue
        if key not in self._said:
            self._said[key] = _opened(
                {
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
                },
                4,
            )
        return f"{self._said[key]}{_listed('because', list(map(self._cause, item.causes)), 4)}\n    }}"

    def _cause(self, cause: Cause) -> str:
        if id(cause) not in self._causes:
            said = {
                "rule": cause.rule.name,
                "kind": cause.rule.kind.value,
                "says": by_language(cause.rule.title),
                "outcome": cause.outcome,
                "activities": list(cause.activities),
                "facts": [{"fact": name, "says": by_language(text)} for name, text in cause.facts],
                "law": [self._library.authorities[name].cite for name in cause.rule.law],
            }
            self._causes[id(cause)] = _opened(said, 6) + "\n      }"
        return self._causes[id(cause)]

    def _step(self, action: Action) -> str:
        step = action.step
        key = "step", step.name, action.on
        if key not in self._said:
            said = {
                "id": step.name,
                "phase": step.phase.value,
                "on": action.on,
                "text": by_language(step.text),
                "law": [self._library.authorities[name].cite for name in step.law],
                "confidence": step.confidence,
                "inference": step.inference,
            }
            self._said[key] = _opened(said, 4) + "\n    }"
        return self._said[key]


def _maybe(said: Text | None) -> dict[str, str] | None:
    """As `_text`; null where nothing is said."""
    return by_language(said) if said is not None else None
