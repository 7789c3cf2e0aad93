"""The formats of a checklist."""

from collections.abc import Callable, Mapping

from kvcheck.checklist.json import as_json
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
