"""A waiver accepts what was looked at, and less of it; what goes beyond that counts again, and is told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvcheck.engine import check, looked_at, uses, waive
from kvcheck.engine.approval import digest_of
from kvcheck.model import Bound, Moved, Report, Verdict, Waiver, WaiverState
from kvcheck.plan import assemble
from kvcheck.source import read_text
from kvcheck.telling.runs import moved_text, waiver_state
from tests.support import AS_OF, ROOT, changed, later, library
from tests.support.waivers import DOUBTED, HOOK_UP, waiver

TWO_WEEKS = "policy/esta-14-days/esta-two-weeks"
POLICIES = ("policy/esta-14-days",)
STATED = changed(("    esta: {status", "    us_stays: []\n    esta: {status"))
"""A trip of 51 days that only the company's two weeks keep from being permitted."""
LEE = (("  kim-ms:\n", "  lee-ms:\n"), ("traveler: kim-ms", "traveler: lee-ms"))


def approved(rule: str, text: str, **bounds: Bound) -> Waiver:
    """A waiver of a rule, approved for what it finds of a plan."""
    one = waiver(rule)
    return one._replace(
        approved=looked_at(one, [judged(text)]), bounds={key.replace("__", "."): each for key, each in bounds.items()}
    )


def judged(text: str, *waivers: Waiver) -> Report:
    """The report about a plan by law and policy, with waivers."""
    plan = assemble([read_text(text, "plan.yaml")], "plan.yaml")
    policies = POLICIES if "us_stays: []" in text else ()
    return waive(check(plan, library(), as_of=AS_OF, policies=policies), waivers, AS_OF)


def moved(one: Waiver, text: str) -> dict[str, Moved]:
    """What a waiver says is not as it was approved, by name."""
    [use] = uses([one], [judged(text, one)], AS_OF)
    assert (use.state is WaiverState.MOVED) is bool(use.moved)
    return {each.key: each for _, found in use.moved for each in found}


@pytest.mark.parametrize(
    ("swap", "keys"),
    [
        (("depart: 2027-01-20", "depart: 2027-01-21"), {"days"}),
        (("arrive: 2026-12-01", "arrive: 2026-11-30"), {"days"}),
        (("화성 충방전기 설치", "480 V 급전선 결선"), {"activity.description"}),
        (("mode: perform, equipment: charger, description: 화성 충방전기 설치", "mode: perform, equipment: charger"),
         {"activity.description"}),
        (("name: Formation charger", "name: 480 V feeder"), {"equipment.name"}),
        (("clause: Art. 9.2", "clause: Art. 9.3"), {"contract.clause"}),
        (("Formation line 2", "Formation line 3"), {"project.name"}),
        (("id: kim-1", "id: kim-2"), {"trip"}),
    ],
)  # fmt: skip
def test_what_goes_beyond_what_was_approved_counts_again(swap: tuple[str, str], keys: set[str]) -> None:
    """A longer stay, other words of the job wherever the plan has them, another trip."""
    one = approved(HOOK_UP, DOUBTED)
    assert judged(DOUBTED, one).verdict is Verdict.PERMITTED
    text = changed(swap, text=DOUBTED)
    assert judged(text, one).verdict is judged(text).verdict is not Verdict.PERMITTED
    assert moved(one, text).keys() == keys


@pytest.mark.parametrize(
    "swaps",
    [
        [("depart: 2027-01-20", "depart: 2026-12-24")],
        [("arrive: 2026-12-01", "arrive: 2026-12-05")],
        [("    clause: Art. 9.2\n", "")],
        [("expires: 2027-10-01", "expires: 2027-11-01")],
        [("companies:\n", "  annex: {name: Annex, state: GA, host: plant-co}\ncompanies:\n")],
    ],
)
def test_what_stays_within_it_does_not(swaps: list[tuple[str, str]]) -> None:
    """Less of the same, and what the finding does not rest on, need no new approval."""
    one = approved(HOOK_UP, DOUBTED)
    assert judged(changed(*swaps, text=DOUBTED), one).verdict is Verdict.PERMITTED


def test_another_person_another_site_and_other_work_are_not_what_was_approved() -> None:
    """Whatever the scope of the waiver says."""
    annex = (("companies:\n", "  annex: {name: Annex, state: GA, host: plant-co}\ncompanies:\n"),
             ("    activities:", "    site: annex\n    activities:"))  # fmt: skip
    inspect = (("kind: install, mode: perform", "kind: commission, mode: perform"),)
    one = approved(TWO_WEEKS, STATED)
    assert judged(STATED, one).verdict is Verdict.PERMITTED
    for swaps, key in ((annex, "site"), (inspect, "work")):
        text = changed(*swaps, text=STATED)
        assert judged(text, one).trips[0].policy is not None
        assert judged(text, one).verdict is Verdict.NOT_PERMITTED
        assert key in moved(one, text)
    other = approved(HOOK_UP, DOUBTED)._replace(scope=waiver(HOOK_UP).scope._replace(traveler="kim-ms"))
    text = changed(*LEE, text=DOUBTED)
    assert judged(text, other).verdict is not Verdict.PERMITTED
    assert "traveler" in moved(other, text), "told, though the scope does not fit any more"


def test_what_moved_is_told_in_words() -> None:
    """With both values, in both languages, and with the command that renews it."""
    text = changed(("depart: 2027-01-20", "depart: 2027-02-23"), text=DOUBTED)
    one = approved(HOOK_UP, DOUBTED)
    said = moved_text(moved(one, text)["days"])
    assert (said.en, said.ko) == ("approved for 51 days, now 85", "51일로 승인, 현재 85일")
    [use] = uses([one], [judged(text, one)], AS_OF)
    assert "kim-1 (approved for 51 days, now 85)" in waiver_state(use).en
    assert "kvcheck waivers --renew w" in waiver_state(use).ko


def test_a_waiver_that_does_not_say_what_was_approved_accepts_nothing() -> None:
    """Else leaving it out would be the way around it."""
    assert judged(DOUBTED, waiver(HOOK_UP)).verdict is Verdict.NEEDS_REVIEW


def test_texts_are_kept_without_names_and_still_told_apart() -> None:
    """Where a name is hidden, another text with another name is another text."""
    named = changed(("  kim-ms:\n", "  kim-ms:\n    name: Canarina Kim\n"), text=DOUBTED)
    one, other = (
        changed(("화성 충방전기 설치", f"{name} 결선"), text=named) for name in ("Canarina Kim", "Kimkim Canarina")
    )
    looked = approved(HOOK_UP, one).approved[0]
    assert "Canarina" not in str(looked)
    assert judged(one, approved(HOOK_UP, one)).verdict is Verdict.PERMITTED
    assert moved(approved(HOOK_UP, one), other).keys() == {"activity.description"}
    assert digest_of(HOOK_UP, looked) != digest_of(TWO_WEEKS, looked)


@given(
    st.integers(2, 88),
    st.none() | st.integers(2, 88),
    st.sampled_from(["화성 충방전기 설치", "480 V 결선"]),
    st.booleans(),
)
@settings(max_examples=40, deadline=None)
def test_within_the_bounds_nothing_lapses_and_beyond_them_everything_does(
    days: int, at_most: int | None, words: str, any_words: bool
) -> None:
    """Days up to what was approved or up to the bound; the same words unless any are accepted."""
    bounds = {} if at_most is None else {"days": Bound(at_most=at_most)}
    bounds |= {"activity__description": Bound(anything=True)} if any_words else {}
    one = approved(HOOK_UP, DOUBTED, **bounds)
    depart = later((days - 1) + 4)
    text = changed(("2026-12-01", later(4)), ("depart: 2027-01-20", f"depart: {depart}"), text=DOUBTED)
    text = changed(("화성 충방전기 설치", words), text=text)
    within = days <= (51 if at_most is None else at_most) and (any_words or words == "화성 충방전기 설치")
    assert (judged(text, one).verdict is Verdict.PERMITTED) is within
    assert bool(moved(one, text)) is not within


@given(st.integers(15, 85), st.integers(15, 85))
@settings(max_examples=30, deadline=None)
def test_what_follows_from_the_days_follows_their_bound(days: int, at_most: int) -> None:
    """Facts that count the days of the stay too do not lapse what `days` allows."""
    one = approved(TWO_WEEKS, STATED, days=Bound(at_most=at_most))
    text = changed(("2026-12-01", later(4)), ("depart: 2027-01-20", f"depart: {later(days + 3)}"), text=STATED)
    assert (judged(text, one).verdict is Verdict.PERMITTED) is (days <= at_most)


def test_the_waiver_of_the_handbook_is_bound() -> None:
    """Its digest is that of what it says was approved."""
    pages = (ROOT / "examples" / "README.md").read_text(encoding="utf-8").split("```yaml\n")
    page = next(each.split("```")[0] for each in pages if "approved:" in each)
    [found] = read_text(page, "waivers.yaml").root["waivers"].values()
    for each in found["approved"]:
        looked = {key: tuple(value) if isinstance(value, list) else value for key, value in each["facts"].items()}
        assert each["digest"] == digest_of(found["rule"], looked)
