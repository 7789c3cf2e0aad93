"""A plan as it would be with some answers in it: nothing is written, and every place stays what it was."""

from collections.abc import Iterable, Sequence

from kvcheck.plan.gap import Answer, patches
from kvcheck.source import Document
from kvcheck.source.values import supposed


def with_answers(documents: Sequence[Document], answers: Iterable[Answer]) -> tuple[Document, ...]:
    """The files of a plan with answers put in, as if they had been read so."""
    found = patches(answers, documents)
    return tuple(_supposed(each, found[each.name]) if each.name in found else each for each in documents)


def _supposed(document: Document, patch: object) -> Document:
    """One file with its patch."""
    changed = Document(document.name, document.text)
    changed.root = supposed(document.root, patch, document, document.root.start)
    return changed
