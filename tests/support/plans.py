"""The plan of the first example, changed one thing at a time, and what is said about it."""

import re
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from kvcheck.engine import check, plan_problems
from kvcheck.errors import CannotCheck, Problem
from kvcheck.model import Report
from kvcheck.packs import Library, rules_root
from kvcheck.plan import assemble
from kvcheck.plan.load import load
from kvcheck.source import read_text

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples"
PLANS = ROOT / "tests" / "plans"
"""Plans of the tests, so that an example may change without them."""


def _last_read() -> str:
    """The day on which a pack was last read, as the packs say it."""
    days = (
        re.search(r"^reviewed: (\S+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        for path in (ROOT / "rules").rglob("*.yaml")
    )
    return max(found[1] for found in days if found is not None)


AS_OF = _last_read()
"""The day on which every test judges: the day the packs were last read. They say it; nothing else repeats it."""

EPOCH = str(int(datetime.fromisoformat(f"{AS_OF}T00:00+00:00").timestamp()))
"""The same day for programs that ask what day it is."""


def later(days: int) -> str:
    """The day so many days after AS_OF, or before it."""
    return (date.fromisoformat(AS_OF) + timedelta(days=days)).isoformat()


MINIMAL = (PLANS / "minimal.yaml").read_text(encoding="utf-8")
"""The smallest useful plan: one installer on ESTA."""


@cache
def library() -> Library:
    """The shipped packs, read once."""
    return Library(rules_root())


def changed(*swaps: tuple[str, str], text: str = MINIMAL) -> str:
    """The text with each first string replaced by the second; each must be there."""
    for old, new in swaps:
        assert old in text, f"{old!r} is not in the plan"
        text = text.replace(old, new)
    return text


AHEAD = changed(("arrive: 2026-12-01", "arrive: 2027-08-01"), ("depart: 2027-01-20", "depart: 2027-08-20"))
"""The same trip at a time before which the packs have to be read again."""


def judge(text: str, *, as_of: str = AS_OF) -> Report:
    """The report about a plan given as text."""
    return check(assemble([read_text(text, "plan.yaml")], "plan.yaml"), library(), as_of=as_of)


def verdict(text: str, *, as_of: str = AS_OF) -> str:
    """The verdict about a plan given as text."""
    return judge(text, as_of=as_of).verdict.value


def deciding(text: str, *, as_of: str = AS_OF) -> set[str]:
    """The ids of the rules that the worst verdict about a plan rests on."""
    report = judge(text, as_of=as_of)
    parts = [part for trip in report.trips for part in trip.law.parts]
    parts += [part for trip in report.trips for activity in trip.law.activities for part in activity.parts]
    return {finding.rule.id for part in parts for finding in part.ruling.findings if finding.verdict is report.verdict}


def problems(text: str) -> list[Problem]:
    """Everything wrong with a plan given as text; empty if it can be judged."""
    try:
        judge(text)
    except CannotCheck as error:
        return list(error.problems)
    return []


def told(folder: Path, text: str) -> list[Problem]:
    """Everything wrong with a plan in a file of its own, as who checks the file is told; empty if nothing is."""
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        load(path, path.name, lambda plan: plan_problems(plan, library()))
    except CannotCheck as error:
        return list(error.problems)
    return []
