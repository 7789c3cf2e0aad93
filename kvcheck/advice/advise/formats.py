"""The formats of advice."""

from collections.abc import Callable, Mapping, Sequence

from kvcheck.advice.advise.json import as_json
from kvcheck.advice.advise.markdown import markdown
from kvcheck.advice.advise.text import text
from kvcheck.advice.advise.value import Advised
from kvcheck.telling.style import Style

ADVICE: Mapping[str, Callable[[Sequence[Advised], Style], str]] = {
    "text": text,
    "markdown": markdown,
    "json": as_json,
}
"""Every format by its name."""
