"""Slips as JSON, by the schema `slip`."""

from collections.abc import Sequence
from typing import Any

from kvcheck.advice.document import document, head
from kvcheck.advice.slip import words
from kvcheck.advice.slip.value import Break, Outcome, Slip, Slipping
from kvcheck.language.text import by_language
from kvcheck.plan.moving import Way, day_after
from kvcheck.telling.style import Style

VERSION = 1
"""Version of the JSON format."""


def as_json(outcomes: Sequence[Outcome], style: Style) -> str:
    """The outcomes as one JSON document; `style` has no say in it."""
    del style
    plans = [
        {
            **head(each.report.plan.name, each.report.as_of, words.notices(each)),
            "days": each.days,
            "looked": each.most,
            "trips": [_trip(one, each) for one in each.trips],
        }
        for each in outcomes
    ]
    return document("slip", VERSION, plans, words.RULE)


def _trip(each: Slipping, outcome: Outcome) -> dict[str, Any]:
    """One trip, either way."""
    trip = each.result.subject.trip
    return {
        "id": each.result.id,
        "traveler": trip["traveler"],
        "class": trip["class"],
        "arrive": trip["arrive"],
        "depart": trip["depart"],
        "verdict": each.result.verdict.value,
        "over": each.over,
        "standing": [_says(one) for one in each.standing],
        "unknown": [
            {
                "rule": held.finding.rule.name,
                "source": held.source.value,
                "says": by_language(words.asks(held, each, outcome.report.facts)),
            }
            for held in words.unknown(each)
        ],
        "ways": {slip.way.value: _slip(slip, each) for slip in each.slips},
    }


def _slip(slip: Slip, each: Slipping) -> dict[str, Any]:
    """One way to slip."""
    trip, delay = each.result.subject.trip, slip.delay
    found: dict[str, Any] = {
        "left": slip.left,
        "breaks": [{"days": one.days, **_days(trip, slip.way, one.days), **_says(one)} for one in slip.breaks],
        "held": [{"rule": held.finding.rule.name, "source": held.source.value} for held in slip.held if held.known],
        "delay": None,
    }
    if delay is not None:
        found["delay"] = {
            **_days(trip, slip.way, delay.days),
            "verdict": delay.verdict.value,
            "breaks": [_says(one) for one in delay.new],
            "draws": [{"rule": one.rule.name, "says": by_language(one.rule.title)} for one in delay.drawn],
            "hangs": [by_language(one) for one in words.hanging(each, delay.days)],
        }
    return found


def _days(trip: Any, way: Way, number: int) -> dict[str, Any]:
    """The days of a trip after a slip."""
    arrive = day_after(trip["arrive"], number) if way is Way.LATER else trip["arrive"]
    depart = day_after(trip["depart"], number) if trip["depart"] != "unknown" else trip["depart"]
    return {"arrive": arrive, "depart": depart}


def _says(each: Break) -> dict[str, Any]:
    """What stands in the way."""
    return {
        "rule": each.finding.rule.name,
        "source": each.source.value,
        "activity": each.activity or None,
        "verdict": each.finding.verdict.value if each.finding.verdict is not None else None,
        "says": by_language(words.says(each)),
    }
