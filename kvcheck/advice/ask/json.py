"""Questions as JSON, by the schema `questions`."""

from collections.abc import Sequence
from typing import Any

from kvcheck.advice.ask import words
from kvcheck.advice.ask.value import Asked, Asking
from kvcheck.advice.document import document, head
from kvcheck.language.text import by_language
from kvcheck.telling.style import Style

VERSION = 1
"""Version of the JSON format."""


def as_json(every: Sequence[Asking], style: Style) -> str:
    """The questions as one JSON document; `style` has no say in it."""
    del style
    plans = [
        {
            **head(each.report.plan.name, each.report.as_of, words.warnings(each)),
            "open": each.open,
            "questions": [_question(one) for one in each.asked],
        }
        for each in every
    ]
    return document("questions", VERSION, plans)


def _question(each: Asked) -> dict[str, Any]:
    """One question with its places and answers."""
    asked = each.question
    return {
        "fact": asked.fact.name,
        "title": by_language(asked.title),
        "ask": by_language(asked.ask),
        "answered_by": asked.by,
        "places": [gap.path for gap in asked.gaps],
        "takes": asked.gaps[0].shape.sort.value,
        "trips": list(asked.trips),
        "settles": each.settles,
        "answers": [
            {
                "value": one.value,
                "says": by_language(one.says),
                "settles": {verdict.value: number for verdict, number in one.settles.items()},
                "leaves": one.leaves,
            }
            for one in each.effects
        ],
    }
