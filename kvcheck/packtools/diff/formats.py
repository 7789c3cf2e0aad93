"""The formats of a comparison of rules."""

from collections.abc import Callable, Mapping

from kvcheck.packtools.diff.json import as_json
from kvcheck.packtools.diff.markdown import markdown
from kvcheck.packtools.diff.text import text
from kvcheck.packtools.diff.value import Diff
from kvcheck.telling.style import Style

DIFFS: Mapping[str, Callable[[Diff, Style], str]] = {"text": text, "markdown": markdown, "json": as_json}
"""Every format by its name."""
