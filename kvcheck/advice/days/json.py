"""Days in the US as JSON, by the schema `days`."""

from collections.abc import Sequence
from typing import Any

from kvcheck.advice.days import words
from kvcheck.advice.days.value import Count, Days, Ledger
from kvcheck.advice.document import document, head
from kvcheck.advice.slip import words as slip_words
from kvcheck.advice.slip.value import Slipping
from kvcheck.language.text import by_language
from kvcheck.model import Verdict
from kvcheck.plan.moving import day_after
from kvcheck.telling.style import Style

VERSION = 1
"""Version of the JSON format."""


def as_json(every: Sequence[Days], style: Style) -> str:
    """The days as one JSON document; `style` has no say in it."""
    del style
    plans = [
        {
            **head(each.report.plan.name, each.report.as_of, words.notices(each)),
            "travelers": [_ledger(one) for one in each.ledgers],
        }
        for each in every
    ]
    return document("days", VERSION, plans, words.RULE)


def _ledger(ledger: Ledger) -> dict[str, Any]:
    """One traveler."""
    back = ledger.back
    return {
        "id": ledger.traveler,
        "stated": ledger.stated and not ledger.unsure,
        "stays": [
            {
                "arrive": each.arrive,
                "depart": None if each.is_open else each.depart,
                "class": each.admitted,
                "trip": each.trip,
                "days": each.days,
            }
            for each in ledger.visits
        ],
        "months": _count(ledger.months),
        "years": {str(year): _count(counted) for year, counted in ledger.years.items()},
        "trips": [_trip(each) for each in ledger.trips],
        "return": None
        if back is None
        else {
            "day": back.day,
            "against": [{"rule": each.rule.name, "says": by_language(each.rule.title)} for each in back.against],
        },
    }


def _count(counted: Count) -> dict[str, Any]:
    return {"days": counted.days, "whole": counted.whole}


def _trip(each: Slipping) -> dict[str, Any]:
    """The room that the departure of a trip has."""
    slip, trip = words.longer(each), each.result.subject.trip
    left = slip.left if slip is not None else None
    return {
        "id": each.result.id,
        "verdict": each.result.verdict.value,
        "left": left,
        "latest": day_after(trip["depart"], left)
        if left is not None and each.result.verdict is not Verdict.NOT_PERMITTED
        else None,
        "limits": [
            {
                "rule": one.finding.rule.name,
                "source": one.source.value,
                "left": one.left,
                "broken_on": day_after(trip["depart"], one.days),
                "says": by_language(slip_words.says(one)),
            }
            for one in (slip.breaks if slip is not None else ())
        ],
        "unknown": [
            {"rule": held.finding.rule.name, "says": by_language(held.finding.rule.title)}
            for held in slip_words.unknown(each)
        ],
    }
