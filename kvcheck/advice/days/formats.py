"""The formats of days."""

from collections.abc import Callable, Mapping, Sequence

from kvcheck.advice.days.json import as_json
from kvcheck.advice.days.markdown import markdown
from kvcheck.advice.days.text import text
from kvcheck.advice.days.value import Days
from kvcheck.telling.style import Style

DAYS: Mapping[str, Callable[[Sequence[Days], Style], str]] = {
    "text": text,
    "markdown": markdown,
    "json": as_json,
}
"""Every format by its name."""
