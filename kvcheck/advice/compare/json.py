"""A comparison as JSON, by the schema `comparison`."""

from collections.abc import Sequence
from typing import Any

from kvcheck.advice.compare.value import Choice, Comparison, Weighed
from kvcheck.advice.compare.words import notices
from kvcheck.advice.document import document, head
from kvcheck.language.text import by_language
from kvcheck.telling import sentences
from kvcheck.telling.style import Style

VERSION = 1
"""Version of the JSON format."""


def as_json(comparisons: Sequence[Comparison], style: Style) -> str:
    """The comparisons as one JSON document; `style` has no say in it."""
    del style
    plans = [
        {
            **head(each.plan.name, each.as_of, notices(each), backdated=each.backdated),
            "trips": [_choice(choice) for choice in each.choices],
        }
        for each in comparisons
    ]
    return document("comparison", VERSION, plans)


def _choice(choice: Choice) -> dict[str, Any]:
    """Every class for one trip."""
    trip = choice.subject.trip
    return {
        "id": choice.id,
        "traveler": trip["traveler"],
        "planned": _weighed(choice.planned),
        "others": [_weighed(each) for each in choice.others],
    }


def _weighed(weighed: Weighed) -> dict[str, Any]:
    """One class for one trip; `blocks` is the first rule in the way."""
    planning, blocks = weighed.pack.planning, weighed.blocks
    return {
        "class": weighed.pack.admits,
        "label": weighed.pack.label,
        "fit": weighed.fit.value,
        "verdict": weighed.result.verdict.value,
        "law": weighed.result.law.verdict.value,
        "blocks": {"rule": blocks.rule.name, "says": by_language(sentences.headline(blocks))}
        if blocks is not None
        else None,
        "reviews": [
            {"rule": each.rule.name, "says": by_language(sentences.headline(each))} for each in weighed.reviews
        ],
        "papers": [{"rule": rule.name, "says": by_language(rule.title)} for rule in weighed.papers],
        "documents": [each.name for each in weighed.documents],
        "asks": [{"fact": fact.name, "ask": by_language(fact.ask)} for fact in weighed.asks],
        "weeks": list(planning.weeks) if planning is not None else None,
        "fees": [{"name": fee.name, "usd": fee.usd, "since": fee.since} for fee in weighed.fees],
    }
