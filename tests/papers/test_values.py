"""Whatever a plan may have, a paper has words for it."""

import json
from typing import Any

from kvcheck.papers import card, parts, values
from tests.support import ROOT, library

PLAN: dict[str, Any] = json.loads((ROOT / "kvcheck/schemas/plan.json").read_text(encoding="utf-8"))["$defs"]


def test_every_duty_of_a_contract_has_words() -> None:
    """One for each duty that a contract may require, and no other."""
    assert values.DUTIES.keys() == set(PLAN["contract"]["properties"]["requires"]["items"]["enum"])


def test_every_role_has_words() -> None:
    """On a letter and on a card: one for each role of an activity, and no other."""
    roles = set(PLAN["activity"]["properties"]["mode"]["enum"])
    assert parts.ROLES.keys() == card.ROLES.keys() == roles == library().facts["activity.mode"].values.keys()
