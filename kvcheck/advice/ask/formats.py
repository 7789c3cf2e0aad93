"""The formats of questions that are text; a workbook is made by `kvcheck.rosters.question_book`."""

from collections.abc import Callable, Mapping, Sequence

from kvcheck.advice.ask.json import as_json
from kvcheck.advice.ask.markdown import markdown
from kvcheck.advice.ask.text import text
from kvcheck.advice.ask.value import Asking
from kvcheck.telling.style import Style

QUESTIONS: Mapping[str, Callable[[Sequence[Asking], Style], str]] = {
    "text": text,
    "markdown": markdown,
    "json": as_json,
}
"""Every format by its name."""
