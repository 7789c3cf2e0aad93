"""The formats of slips."""

from collections.abc import Callable, Mapping, Sequence

from kvcheck.advice.slip.json import as_json
from kvcheck.advice.slip.markdown import markdown
from kvcheck.advice.slip.text import text
from kvcheck.advice.slip.value import Outcome
from kvcheck.telling.style import Style

SLIPS: Mapping[str, Callable[[Sequence[Outcome], Style], str]] = {
    "text": text,
    "markdown": markdown,
    "json": as_json,
}
"""Every format by its name."""
