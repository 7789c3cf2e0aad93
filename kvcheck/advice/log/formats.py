"""The formats of a log against the plan."""

from collections.abc import Callable, Mapping, Sequence

from kvcheck.advice.log.json import as_json
from kvcheck.advice.log.markdown import markdown
from kvcheck.advice.log.text import text
from kvcheck.advice.log.value import Result
from kvcheck.telling.style import Style

LOGS: Mapping[str, Callable[[Sequence[Result], Style], str]] = {
    "text": text,
    "markdown": markdown,
    "json": as_json,
}
"""Every format by its name."""
