"""Facts of an activity."""

import pytest

from kvcheck.conditions.truth import Truth
from kvcheck.facts import Facts
from kvcheck.facts.descriptions import Reading
from kvcheck.plan import assemble
from kvcheck.source import read_text
from tests.support import EXAMPLES, library

PLAN = (EXAMPLES / "esta-install.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("stated", "covers"),
    [
        (None, None),
        ("true", True),
        ("false", False),
        ("[install]", True),
        ("[equipment]", True),
        ("[electrical-work, plumbing]", False),
        ("[]", False),
    ],
)
def test_a_license_covers_what_its_scope_names(stated: str | None, covers: Truth) -> None:
    """For the whole site, or for kinds and families of work."""
    key = "" if stated is None else f"contractor_license: {stated}, "
    plan = assemble([read_text(PLAN.replace("state: GA, ", f"{key}state: GA, "), "plan.yaml")], "plan.yaml")
    trip = plan.trips[0]
    facts = Facts(plan, library().facts, library().catalogue, lambda _: Reading((), True, ()))
    found = facts.of_activity(facts.inputs(trip, trip["activities"][0], trip["arrive"], trip["depart"]))
    assert found.get("site.contractor_license") is covers
