"""A misspelled key of a plan is an error of types."""

from typing import TYPE_CHECKING, get_args

import pytest

from kvcheck.model import entities
from kvcheck.plan import assemble
from kvcheck.source import read_text
from kvcheck.source.schema import schema
from tests.support import MINIMAL

KINDS = ("project", "site", "company", "equipment", "contract", "filing", "traveler", "trip", "activity")


@pytest.mark.parametrize("kind", KINDS)
def test_the_keys_are_those_of_the_schema(kind: str) -> None:
    """What types know of an entity is what a plan may hold, no more and no less."""
    keys = get_args(getattr(entities, f"{kind.capitalize()}Key"))
    assert list(keys) == list(schema("plan")["$defs"][kind]["properties"])


def test_a_misspelled_key_is_an_error_of_types() -> None:
    """Each comment below silences an error; were there none, the check of types would call the comment unused."""
    plan = assemble([read_text(MINIMAL, "plan.yaml")], "plan.yaml")
    trip = plan.trips[0]
    if TYPE_CHECKING:
        _ = trip["arive"]  # type: ignore[call-overload]
        _ = trip["activities"][0]["mod"]  # type: ignore[index]
        _ = trip.get("departs")  # type: ignore[arg-type]
        _ = plan.travelers["kim-ms"]["nationalty"]  # type: ignore[index]
        _ = plan.contracts["po-114"].get("signd")  # type: ignore[arg-type]
        _ = plan.sites["ellabell"].value_place("sity")  # type: ignore[arg-type]
    assert (trip["arrive"], trip.get("filing")) == ("2026-12-01", None)
