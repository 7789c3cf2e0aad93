"""A log against the plan as JSON, by the schema `log`."""

import json
from collections.abc import Sequence
from typing import Any

from kvcheck import __version__
from kvcheck.advice.log import words
from kvcheck.advice.log.value import Drift, Result
from kvcheck.language.text import by_language
from kvcheck.telling import labels, sentences
from kvcheck.telling.style import Style

VERSION = 1
"""Version of the JSON format."""


def as_json(results: Sequence[Result], style: Style) -> str:
    """The results as one JSON document; `style` has no say in it."""
    del style
    document = {
        "format": "kvcheck-log",
        "version": VERSION,
        "kvcheck": __version__,
        "notice": by_language(labels.DISCLAIMER),
        "rule": by_language(words.RULE),
        "plans": [
            {
                "plan": each.report.plan.name,
                "as_of": each.report.as_of,
                "log": each.log,
                "notices": [by_language(notice) for notice in words.notices(each)],
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
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


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
