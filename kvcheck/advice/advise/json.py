"""Advice as JSON, by the schema `advice`."""

from collections.abc import Sequence
from typing import Any

from kvcheck.advice.advise import words
from kvcheck.advice.advise.value import Advice, Advised, Move, Proposal
from kvcheck.advice.document import document, head
from kvcheck.language.text import by_language
from kvcheck.plan.gap import Answer
from kvcheck.source.values import GONE
from kvcheck.telling.style import Style

VERSION = 1
"""Version of the JSON format."""


def as_json(every: Sequence[Advised], style: Style) -> str:
    """The advice as one JSON document; `style` has no say in it."""
    del style
    plans = [
        {
            **head(each.report.plan.name, each.report.as_of, words.warnings(each)),
            "open": each.open,
            "trips": [_advice(advice) for advice in each.found],
        }
        for each in every
    ]
    return document("advice", VERSION, plans)


def _advice(advice: Advice) -> dict[str, Any]:
    """One failing trip."""
    return {
        "trip": advice.result.id,
        "verdict": advice.result.verdict.value,
        "rules": [finding.rule.name for finding in advice.blocks],
        "begun": advice.begun,
        "proposals": [_proposal(each) for each in advice.proposals],
        "more": advice.more,
        "leads": [
            {
                "changes": [_move(move) for move in lead.moves],
                "asks": [{"ask": by_language(one.ask), "places": [gap.path for gap in one.gaps]} for one in lead.asks],
            }
            for lead in advice.leads
        ],
        "judged": advice.judged,
        "all_tried": advice.whole,
    }


def _proposal(each: Proposal) -> dict[str, Any]:
    """Changes that make a trip pass, as words and as places of the plan."""
    return {
        "number": each.number,
        "cost": each.cost,
        "changes": [_move(move) for move in each.moves],
        "first": [by_language(one) for one in each.first],
        "risks": [by_language(one) for one in each.risks],
        "plan": [_answer(answer) for answer in each.answers],
    }


def _move(move: Move) -> dict[str, Any]:
    """One change in words."""
    return {
        "change": move.remedy.name,
        "activities": list(move.activities),
        "says": by_language(move.says),
        "agree": move.remedy.who,
        "cost": move.remedy.cost,
    }


def _answer(answer: Answer) -> dict[str, Any]:
    """A place of the plan with its new value; an activity that goes has none, and a new trip is given whole."""
    gap, value = answer
    path = gap.path if gap.steps else gap.path.removesuffix(".")
    return {"path": path, "goes": True} if value is GONE else {"path": path, "value": value}
