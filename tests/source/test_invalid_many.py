"""Thousands of errors are found in about the time of few, the first are said in full, and the rest is counted."""

import time
from pathlib import Path

import pytest

from kvcheck.errors import IN_FULL
from tests.support import MINIMAL, kvcheck

COUNT = 1_500
DAYS = "arrive: 2027-01-01, depart: 2027-01-05"
TRIP = f"  - {{id: a%d, traveler: kim-ms, class: esta, {DAYS}, activities: [{{kind: install}}], "

PLANS = {
    "keys of one trip": MINIMAL + "".join(f"    wrong{number}: Canary{number}\n" for number in range(COUNT)),
    "keys of many trips": MINIMAL + "".join(TRIP % n + f"wrong: Canary{n}}}\n" for n in range(COUNT)),
    "values of many trips": MINIMAL + "".join(TRIP % n + "long_stay: maybe}\n" for n in range(COUNT)),
    "keys of the file": MINIMAL + "".join(f"wrong{number}: Canary{number}\n" for number in range(COUNT)),
    "keys twice": MINIMAL + "    class: esta\n" * COUNT,
    "travelers that are not there": MINIMAL
    + "".join((TRIP % n).replace("kim-ms", f"kim-{n}") + "}\n" for n in range(COUNT)).replace(", }", "}"),
    "travelers that are not there, beside as many that are": MINIMAL.replace(
        "travelers:\n", "travelers:\n" + "".join(f"  kim-{n}x: {{nationality: [KR]}}\n" for n in range(COUNT))
    )
    + "".join((TRIP % n).replace("kim-ms", f"kim-{n}") + "}\n" for n in range(COUNT)).replace(", }", "}"),
}


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_thousands_of_errors_cost_little_and_are_counted(tmp_path: Path, plan: str) -> None:
    """Whatever kind of error it is."""
    path = tmp_path / "plan.yaml"
    path.write_text(plan, encoding="utf-8")
    began = time.process_time()
    ran = kvcheck("check", path)
    assert time.process_time() - began < 4
    assert ran.code == 3
    assert ran.err.count(": error: ") == IN_FULL
    assert f"and {COUNT - IN_FULL:,} more" in ran.err
    assert f"{COUNT:,} errors" in ran.err
    assert "Canary" not in ran.err
