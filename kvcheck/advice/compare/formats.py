"""The formats of a comparison."""

from collections.abc import Callable, Mapping, Sequence

from kvcheck.advice.compare.json import as_json
from kvcheck.advice.compare.markdown import markdown
from kvcheck.advice.compare.text import text
from kvcheck.advice.compare.value import Comparison
from kvcheck.telling.style import Style

COMPARISONS: Mapping[str, Callable[[Sequence[Comparison], Style], str]] = {
    "text": text,
    "markdown": markdown,
    "json": as_json,
}
"""Every format by its name."""
