"""Questions about a plan that many rooms ask are answered once: where, under which contract, on which days."""

import pytest

from kvcheck.model import Subject
from kvcheck.papers.journey import Journey
from kvcheck.plan.lookups import contract_of, days_of, site_of, sites_of
from tests.support import MINIMAL, library
from tests.support.papers import judged


def plan(of_trip: str = "", of_activity: str = "") -> str:
    """The minimal plan with a second site and contract, and lines of a trip and of its first activity."""
    head, trips, rest = MINIMAL.partition("trips:\n")
    head = head.replace("sites:\n", "sites:\n  annex: {name: Annex, city: Exampleton, state: GA, host: plant-co}\n")
    head = head.replace(
        "contracts:\n",
        "contracts:\n  po-9: {kind: equipment-sale, seller: hwasung, buyer: plant-co, signed: 2026-01-01}\n",
    )
    before, _, _ = rest.partition("    activities:\n")
    activity = (
        f"      - {{kind: install, mode: perform, equipment: charger, description: 화성 충방전기 설치{of_activity}}}\n"
    )
    return f"{head}{trips}{before}{of_trip}    activities:\n{activity}"


@pytest.mark.parametrize(
    ("of_trip", "of_activity", "site"),
    [("", "", "ellabell"), ("    site: annex\n", "", "annex"), ("    site: annex\n", ", site: ellabell", "ellabell")],
)
def test_where_an_activity_is_done(of_trip: str, of_activity: str, site: str) -> None:
    """Its own site, else the trip's, else the project's; papers name the same one."""
    result = judged(plan(of_trip, of_activity))
    trip = result.subject.trip
    [activity] = trip["activities"]
    assert site_of(result.subject.plan, trip, activity) == site
    assert sites_of(Subject(result.subject.plan, trip, activity)) == sites_of(result.subject) == {site}
    [task] = Journey(result, library()).tasks
    assert task.site.path == f"sites.{site}"


@pytest.mark.parametrize(("of_activity", "contract"), [("", None), (", contract: po-9", "po-9")])
def test_under_which_contract_it_is_done(of_activity: str, contract: str | None) -> None:
    """Its own, else the one by which its equipment was acquired; papers name the same one."""
    result = judged(plan(of_activity=of_activity))
    [activity] = result.subject.trip["activities"]
    of_equipment = result.subject.plan.equipment["charger"].get("contract")
    assert contract_of(result.subject.plan, activity) == (contract or of_equipment)
    [task] = Journey(result, library()).tasks
    assert task.contract.path == f"contracts.{contract or of_equipment}"


def test_on_which_days_it_is_done() -> None:
    """Its own days where it has them, else those of its trip; both ends count."""
    whole = judged(plan()).subject.trip
    assert days_of(whole, whole["activities"][0]) == (whole["arrive"], whole["depart"])
    some = judged(plan(of_activity=", from: 2026-12-05, to: 2026-12-09")).subject.trip
    assert days_of(some, some["activities"][0]) == ("2026-12-05", "2026-12-09")
