"""`kvcheck days`: days counted as the facts count them; the history of CBP into the plan."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kvcheck.lines.layout import columns
from kvcheck.source.schema import schema
from tests.support import MINIMAL, PLANS, changed, kvcheck
from tests.support.program import Ran

PLANT = PLANS / "battery-plant"
STATED = ("    declares: {", "    us_stays: [{arrive: 2026-03-01, depart: 2026-05-20, class: esta}]\n    declares: {")
HISTORY = "Date,Type,Location\n2026-05-20,Departure,ATL\n2026-03-01,Arrival,ATL\n"


def written(folder: Path, text: str = MINIMAL, history: str = HISTORY) -> Path:
    """A plan and a history in a folder."""
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    (folder / "history.csv").write_text(history, encoding="utf-8")
    return folder / "plan.yaml"


def traveler(*arguments: str | Path) -> Any:
    """The only traveler of what the command says for programs; it satisfies its schema."""
    found = json.loads(kvcheck("days", *arguments, "--format", "json").out)
    Draft202012Validator(schema("days")).validate(found)
    [each] = found["plans"][0]["travelers"]
    return each


def with_history(plan: Path, *more: str) -> Ran:
    """A run with the history beside a plan."""
    return kvcheck("days", plan, "--history", plan.parent / "history.csv", "--traveler", "kim-ms", *more)


def test_days_that_nobody_stated_are_at_least_so_many(tmp_path: Path) -> None:
    """Without earlier stays every count is a least one; with them it is whole, both ends counted."""
    found = traveler(written(tmp_path))
    assert (found["stated"], found["months"]) == (False, {"days": 51, "whole": False})
    found = traveler(written(tmp_path, changed(STATED)))
    assert (found["stated"], found["months"]) == (True, {"days": 132, "whole": True})
    assert found["years"] == {"2026": {"days": 112, "whole": True}, "2027": {"days": 20, "whole": True}}


def test_the_latest_departure_and_the_return_are_those_of_check(tmp_path: Path) -> None:
    """The last safe day passes and the next does not; after a long stay a return waits as long as the stay lasted."""
    plan = written(tmp_path, changed(STATED))
    [trip] = traveler(plan)["trips"]
    assert (trip["left"], trip["latest"]) == (39, "2027-02-28")
    long = changed(STATED, ("depart: 2027-01-20", "depart: 2027-02-28"))
    back = traveler(written(tmp_path, long))["return"]
    assert "short-turnaround" in " ".join(each["rule"] for each in back["against"])
    assert back["day"] > "2027-05-01"


def test_what_is_not_permitted_has_no_safe_departure(tmp_path: Path) -> None:
    """A trip that fails as planned is not told a day until which it may last."""
    plan = written(tmp_path, changed(("expires: 2027-10-01", "expires: 2026-10-01")))
    assert traveler(plan)["trips"][0]["latest"] is None
    assert "none, it is not permitted as planned" in kvcheck("days", plan).out


def test_a_history_is_shown_before_it_is_written(tmp_path: Path) -> None:
    """The preview changes nothing; --write puts the stays in, with their class, and all else stays as it is."""
    plan = written(tmp_path)
    ran = with_history(plan, "--class", "esta")
    assert (ran.code, plan.read_text(encoding="utf-8")) == (0, MINIMAL)
    assert "132 days" in ran.out
    assert with_history(plan, "--class", "esta", "--write").code == 0
    after = plan.read_text(encoding="utf-8")
    assert "{arrive: 2026-03-01, depart: 2026-05-20, class: esta}" in after
    assert "# what the seller must do" in after
    again = with_history(plan, "--write")
    assert (again.code, plan.read_text(encoding="utf-8")) == (0, after)


def test_an_entry_that_lacks_its_end_keeps_the_history_out(tmp_path: Path) -> None:
    """An arrival without departure before another arrival lacks a record: nothing is written until it is there."""
    plan = written(tmp_path, history=HISTORY + "2025-07-01,Arrival,LAX\n")
    ran = with_history(plan, "--write")
    assert (ran.code, plan.read_text(encoding="utf-8")) == (4, MINIMAL)
    assert "2025-07-01" in ran.err
    assert "at least" in ran.out
    assert with_history(plan, "--write", "--also", "2025-07-09=departure").code == 0
    assert "{arrive: 2025-07-01, depart: 2025-07-09}" in plan.read_text(encoding="utf-8")


def test_who_arrived_and_has_not_left_is_in_the_us_for_days_unknown(tmp_path: Path) -> None:
    """The last arrival goes into the plan without an end: its days are unknown until the history has them."""
    left_out = HISTORY + "2026-10-01,Arrival,LAX\n"
    plan = written(tmp_path, history=left_out)
    ran = with_history(plan, "--class", "esta", "--write")
    assert ran.code == 0
    assert "not left as far as the history goes" in ran.err
    assert "{arrive: 2026-10-01, depart: unknown, class: esta}" in plan.read_text(encoding="utf-8")
    found = traveler(plan)
    assert (found["stated"], found["months"]["whole"], found["years"]["2026"]["whole"]) == (False, False, False)
    [open_one] = [each for each in found["stays"] if each["depart"] is None]
    assert (open_one["arrive"], open_one["days"]) == ("2026-10-01", None)
    for lang, said in (("en", "2026-10-01 – ?  days unknown"), ("ko", "일수 미상")):
        assert said in kvcheck("days", plan, "--lang", lang).out
    checked = kvcheck("check", plan)
    assert (checked.code, "travelers.kim-ms.us_stays" in checked.out) == (4, True)
    assert "travelers.kim-ms.us_stays" in kvcheck("ask", plan).out
    again = with_history(plan, "--write")
    assert (again.code, plan.read_text(encoding="utf-8").count("2026-10-01")) == (0, 1)
    plan.with_name("history.csv").write_text(left_out + "2026-10-20,Departure,LAX\n", encoding="utf-8")
    assert with_history(plan, "--write").code == 0
    assert "{arrive: 2026-10-01, depart: 2026-10-20, class: esta}" in plan.read_text(encoding="utf-8")
    assert kvcheck("check", plan).code == 0


def test_a_trip_of_the_plan_in_progress_is_no_second_stay(tmp_path: Path) -> None:
    """The last arrival of a history is the trip that the plan has already."""
    plan = written(
        tmp_path, changed(("arrive: 2026-12-01", "arrive: 2026-11-20")), HISTORY + "2026-11-20,Arrival,ATL\n"
    )
    assert with_history(plan, "--class", "esta", "--write").code == 0
    assert "arrive: 2026-11-20, depart" not in plan.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "more",
    [("--write",), ("--history", "history.csv"), ("--history", "history.csv", "--traveler", "nobody"),
     ("--history", "history.csv", "--traveler", "kim-ms", "--class", "tourist"),
     ("--history", "history.csv", "--traveler", "kim-ms", "--also", "tomorrow"), ("--format", "yaml")],
)  # fmt: skip
def test_a_command_line_that_cannot_be_is_refused(tmp_path: Path, more: tuple[str, ...]) -> None:
    """Whose history, which class, which record: what is not clear is said, and nothing is done."""
    written(tmp_path)
    assert kvcheck("days", "plan.yaml", *more, cwd=tmp_path).code == 2


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("more", [(), ("--verbose",)])
def test_the_page_fits_eighty_columns(lang: str, more: tuple[str, ...]) -> None:
    """No line is wider than the terminal; open ends and travelers of several trips are among them."""
    ran = kvcheck("days", PLANT, "--lang", lang, *more)
    assert ran.code == 0
    assert all(columns(line) <= 80 for line in ran.out.splitlines())


def test_an_open_departure_is_not_known(tmp_path: Path) -> None:
    """Neither a latest departure nor a return is made up for a stay without an end."""
    found = traveler(written(tmp_path, changed(STATED, ("depart: 2027-01-20", "depart: unknown"))))
    assert (found["return"], found["months"]["whole"], found["trips"][0]["latest"]) == (None, False, None)
    assert found["stays"][-1]["depart"] is None
    assert "kim-1" in kvcheck("days", tmp_path / "plan.yaml", "--format", "markdown", "--lang", "ko").out
