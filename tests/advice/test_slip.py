"""`kvcheck slip`: how far trips can slip, said by the engine, in every format and both languages."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kvcheck.advice.slip.value import Outcome, Slip, Source
from kvcheck.advice.slip.weigh import slips
from kvcheck.engine import check
from kvcheck.lines.layout import columns
from kvcheck.plan import assemble
from kvcheck.plan.moving import Way
from kvcheck.source import read_text
from kvcheck.source.schema import schema
from tests.support import AS_OF, MINIMAL, PLANS, changed, kvcheck, later, library
from tests.support.waivers import DOUBTED, REGISTER

PLANT = PLANS / "battery-plant"


def slipping(text: str, days: int | None = None) -> Outcome:
    """The answer about a plan given as text."""
    plan = assemble([read_text(text, "plan.yaml")], "plan.yaml")
    return slips(check(plan, library(), as_of=AS_OF), library(), days=days)


def way(text: str, which: Way, days: int | None = None) -> Slip:
    """The answer about the only trip of a plan, one way."""
    [trip] = slipping(text, days).trips
    return next(each for each in trip.slips if each.way is which)


def data(*arguments: str | Path) -> Any:
    """What the command says for programs; it satisfies its schema."""
    ran = kvcheck("slip", *arguments, "--format", "json")
    found = json.loads(ran.out)
    Draft202012Validator(schema("slip")).validate(found)
    return found


def test_the_minimal_plan_has_the_margins_that_its_days_say() -> None:
    """51 of 90 days: 39 may be added; the ESTA bounds the arrival, and the passport neither within a year."""
    longer, late = way(MINIMAL, Way.LONGER), way(MINIMAL, Way.LATER)
    assert (longer.left, longer.breaks[0].finding.rule.id, longer.breaks[0].source) == (39, "stay-90-days", Source.LAW)
    assert (late.left, late.breaks[0].finding.rule.id, late.breaks[0].source) == (
        304, "esta-valid-on-arrival", Source.ESTA,
    )  # fmt: skip
    assert Source.PASSPORT in {each.source for each in longer.held if each.known}


@pytest.mark.parametrize(
    ("swap", "which", "source", "left"),
    [
        (("expires: 2031-05-01", "expires: 2027-01-25"), Way.LONGER, Source.PASSPORT, 5),
        (("expires: 2031-05-01", "expires: 2027-01-25"), Way.LATER, Source.PASSPORT, 5),
        (("service_until: 2028-03-01", "service_until: 2027-01-31"), Way.LONGER, Source.CONTRACT, 11),
    ],
)
def test_each_kind_of_limit_is_told_with_its_days(swap: tuple[str, str], which: Way, source: Source, left: int) -> None:
    """A passport or a contract that ends soon comes first, and is called by what it is."""
    first = way(changed(swap), which).breaks[0]
    assert (first.source, first.left) == (source, left)


POLICY = ["policy/esta-14-days"]


def test_a_policy_breaks_as_a_policy() -> None:
    """A company's own limit has a margin of its own."""
    text = changed(("depart: 2027-01-20", "depart: 2026-12-10"))
    plan = assemble([read_text(text, "plan.yaml")], "plan.yaml")
    report = check(plan, library(), as_of=AS_OF, policies=POLICY)
    [trip] = slips(report, library(), policies=POLICY).trips
    found = next(each for each in trip.slips if each.way is Way.LONGER).breaks[0]
    assert (found.source, found.left) == (Source.POLICY, 4)


def test_a_margin_that_hangs_on_a_day_nobody_stated_is_not_known() -> None:
    """Without the day the ESTA ends, how much later the trip may begin is asked, and not answered."""
    text = changed(("esta: {status: approved, expires: 2027-10-01}", "esta: {status: approved}"))
    [trip] = slipping(text).trips
    unknown = [held for slip in trip.slips for held in slip.held if not held.known]
    assert [held.finding.rule.id for held in unknown] == ["esta-valid-on-arrival"]


def test_what_has_begun_lasts_longer_and_begins_no_later(tmp_path: Path) -> None:
    """A stay in progress cannot be put off; a trip that is over cannot slip at all; an open end has no later one."""
    begun = changed(("arrive: 2026-12-01", f"arrive: {later(-5)}"))
    assert [each.way for each in slipping(begun).trips[0].slips] == [Way.LONGER]
    over = changed(("arrive: 2026-12-01", f"arrive: {later(-9)}"), ("depart: 2027-01-20", f"depart: {later(-1)}"))
    [trip] = slipping(over).trips
    assert trip.over
    assert not trip.slips
    unending = changed(("depart: 2027-01-20", "depart: unknown"))
    assert [each.way for each in slipping(unending).trips[0].slips] == [Way.LATER]
    for number, text in enumerate((begun, over, unending)):
        path = tmp_path / f"{number}.yaml"
        path.write_text(text, encoding="utf-8")
        for lang in ("en", "ko"):
            ran = kvcheck("slip", path, "--days", "3", "--lang", lang)
            assert "kim-1" in ran.out
            assert ran.err == ""
        data(path, "--days", "3")


def test_a_delay_ends_with_the_exit_code_of_check(tmp_path: Path) -> None:
    """39 days pass and 40 do not, as `check` says of a plan written so; margins alone never fail."""
    path = tmp_path / "plan.yaml"
    path.write_text(MINIMAL, encoding="utf-8")
    codes = [kvcheck("slip", path, "--days", str(days)).code for days in (39, 40)]
    assert codes == [0, 1]
    assert kvcheck("slip", path).code == 0
    for days, code in ((39, 0), (40, 1)):
        path.write_text(changed(("depart: 2027-01-20", f"depart: {DEPARTS[days]}")), encoding="utf-8")
        assert kvcheck("check", path).code == code


DEPARTS = {39: "2027-02-28", 40: "2027-03-01"}


def test_a_delay_tells_what_hangs_on_the_days() -> None:
    """The traveler's next trip and the end of the project are told with what breaks."""
    found = data(PLANT, "--trip", "w1-haechi-3", "--days", "37")
    [trip] = found["plans"][0]["trips"]
    delay = trip["ways"]["longer"]["delay"]
    assert [each["rule"] for each in delay["breaks"]] == ["us/entry/trips-overlap"]
    assert any("w2-haechi-3" in each["en"] and "w2-haechi-3" in each["ko"] for each in delay["hangs"])


def test_waivers_apply_at_other_days_as_far_as_they_were_approved(tmp_path: Path) -> None:
    """What a waiver accepts stays accepted on other days of the same stay, and not for one day more than approved."""
    (tmp_path / "plan.yaml").write_text(DOUBTED, encoding="utf-8")
    (tmp_path / "waivers.yaml").write_text(REGISTER, encoding="utf-8")
    [trip] = data(tmp_path / "plan.yaml", "--waivers", tmp_path / "waivers.yaml", "--days", "3")["plans"][0]["trips"]
    assert trip["verdict"] == trip["ways"]["later"]["delay"]["verdict"] == "permitted"
    longer = trip["ways"]["longer"]
    assert (longer["left"], longer["delay"]["verdict"]) == (0, "needs_review")
    (tmp_path / "plan.yaml").write_text(DOUBTED.replace("2027-01-20", "2027-01-21"), encoding="utf-8")
    assert kvcheck("check", tmp_path / "plan.yaml", "--waivers", tmp_path / "waivers.yaml").code == 4


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("more", [(), ("--days", "21"), ("--verbose",), ("--trip", "w2-haechi-3", "--days", "90")])
def test_the_page_fits_eighty_columns(lang: str, more: tuple[str, ...]) -> None:
    """No line of a terminal is wider than it is."""
    ran = kvcheck("slip", PLANT, "--lang", lang, *more)
    assert ran.out
    assert all(columns(line) <= 80 for line in ran.out.splitlines())
    assert "…" not in ran.out, "what is broken first stands there whole"


def test_markdown_and_the_wrong_command_line() -> None:
    """Markdown has a table for each trip; a format, a trip and a number that cannot be are refused."""
    ran = kvcheck("slip", PLANT, "--format", "markdown", "--trip", "w1-haechi-1", "--lang", "ko", "--days", "20")
    assert "| 구분 | 일수 |" in ran.out
    assert kvcheck("slip", PLANT, "--format", "yaml").code == 2
    assert kvcheck("slip", PLANT, "--trip", "nobody").code == 2
    assert kvcheck("slip", PLANT, "--days", "0").code == 2
