"""A plan as it would be with some answers in it: nothing is written, and every place stays what it was."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from kvcheck.plan.gap import TRIPS, Answer, patches
from kvcheck.source import Document
from kvcheck.source.values import GONE, supposed


def with_answers(documents: Sequence[Document], answers: Iterable[Answer]) -> tuple[Document, ...]:
    """The files of a plan with answers put in, as if they had been read so."""
    found = patches(answers, documents)
    return tuple(_supposed(each, found[each.name]) if each.name in found else each for each in documents)


def _supposed(document: Document, patch: object) -> Document:
    """One file with its patch."""
    changed = Document(document.name, document.text)
    changed.root = supposed(document.root, patch, document, document.root.start)
    return changed


def part_of(documents: Sequence[Document], travelers: Collection[str]) -> tuple[Document, ...]:
    """The files of a plan as if it had these travelers and their trips only."""
    return tuple(_part(each, travelers) for each in documents)


def _part(document: Document, travelers: Collection[str]) -> Document:
    """One file with some travelers only."""
    others = {at: GONE for at, trip in enumerate(document.root.get(TRIPS, ())) if trip["traveler"] not in travelers}
    part = _supposed(document, {TRIPS: others} if others else {})
    root: Any = part.root
    if "travelers" in root:
        section = supposed(root["travelers"], {}, document, root.start)
        section.drop({name for name in section if name not in travelers})
        root["travelers"] = section
    return part
