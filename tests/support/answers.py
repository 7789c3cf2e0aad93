"""Answers and changes written into the text of a plan, as who types them writes them."""

from collections.abc import Sequence
from functools import lru_cache
from unittest.mock import patch

from kvcheck.model import Plan
from kvcheck.plan import assemble, edit
from kvcheck.plan.gap import Answer, patches
from kvcheck.source import read_text

_composed_once = lru_cache(maxsize=8)(edit._composed)
"""Where each value of a text stands: only looked at, so that one reading serves every change of the same text."""


def written(plan: Plan, answers: Sequence[Answer]) -> Plan:
    """The plan after answers were written into its text and the text was read again."""
    texts = {each.name: each.text for each in plan.documents}
    with patch.object(edit, "_composed", _composed_once):
        for name, change in patches(answers, plan.documents).items():
            texts[name] = edit.edited(texts[name], name, change)
    return assemble([read_text(text, name) for name, text in texts.items()], plan.name)
