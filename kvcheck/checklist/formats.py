"""The formats of a checklist."""

from collections.abc import Callable, Iterable, Mapping

from kvcheck.checklist.json import as_json, pieces
from kvcheck.checklist.markdown import markdown
from kvcheck.checklist.text import text
from kvcheck.checklist.value import Checklist
from kvcheck.packs import Library
from kvcheck.telling.style import Style

CHECKLISTS: Mapping[str, Callable[[Checklist, Library, Style], str]] = {
    "text": text,
    "markdown": markdown,
    "json": as_json,
}
"""Every format without names, by its name."""


def in_pieces(fmt: str, checklist: Checklist, library: Library, style: Style) -> Iterable[str]:
    """A checklist in a format of CHECKLISTS: JSON, which may be large, comes piece by piece and is never held."""
    return pieces(checklist, library, style) if fmt == "json" else [CHECKLISTS[fmt](checklist, library, style)]
