"""A log against the plan as JSON, by the schema `log`."""

from collections.abc import Sequence
from typing import Any

from kvcheck.advice.document import document, head
from kvcheck.advice.log import words
from kvcheck.advice.log.value import Drift, Result
from kvcheck.language.text import by_language
from kvcheck.telling import sentences
from kvcheck.telling.style import Style

VERSION = 1
"""Version of the JSON format."""


def as_json(results: Sequence[Result], style: Style) -> str:
    """The results as one JSON document; `style` has no say in it."""
    del style
    plans = [
        {
            **head(each.report.plan.name, each.report.as_of, words.notices(each), log=each.log),
            "verdict": each.verdict.value,
            "days": [
                {
                    "day": day.day,
                    "as_approved": not day.off,
                    "verdict": day.verdict.value,
                    "says": by_language(words.summary(day)),
                    "lines": [_drift(one) for one in day.drifts],
                }
                for day in words.days(each)
            ],
        }
        for each in results
    ]
    return document("log", VERSION, plans, words.RULE)


def _drift(each: Drift) -> dict[str, Any]:
    """One line of the log."""
    entry = each.entry
    return {
        "place": by_language(entry.place),
        "traveler": entry.traveler,
        "trip": each.trip,
        "kind": entry.kind,
        "equipment": entry.equipment,
        "site": entry.site,
        "drift": [kind.value for kind in each.kinds],
        "verdict": each.verdict.value,
        "findings": [
            {"rule": finding.rule.name, "says": by_language(sentences.headline(finding))} for finding in each.findings
        ],
    }
