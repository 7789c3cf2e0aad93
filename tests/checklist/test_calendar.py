"""Calendars are written as their library reads them, whatever stands in a plan."""

import pytest
from icalendar import Calendar

from kvcheck.checklist.build import checklist
from kvcheck.checklist.calendar import LONGEST, folded, render
from kvcheck.engine import check
from kvcheck.plan import assemble
from kvcheck.source import read_text
from tests.support import AS_OF, changed, library

HOSTILE = ("a, b; c: d \\n e^n", "배관; 시공, " * 12 + "끝", "END:VCALENDAR \\" + "x\\," * 40, "😀" * 30)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_comes_back_as_it_was(name: str) -> None:
    """Signs that part values, marks of the format, letters of several bytes at the end of a line."""
    plan = changed(("  kim-ms:\n", f"  kim-ms:\n    name: '{name}'\n"))
    report = check(assemble([read_text(plan, "plan.yaml")], "plan.yaml"), library(), as_of=AS_OF)
    written = render(checklist(report, library()), "en")
    assert all(len(line) <= LONGEST + 1 for line in written.split(b"\r\n"))
    trip, *others = Calendar.from_ical(written).walk("VEVENT")
    assert str(trip["summary"]).startswith(f"{name} · ESTA · ")
    assert all(f" · {name} · " in str(each["summary"]) for each in others)


@pytest.mark.parametrize("marked", ["\\,", "\\\\", "\\\\\\;", "배\\\\"])
@pytest.mark.parametrize("length", range(LONGEST - 2, LONGEST + 3))
def test_no_mark_is_parted_from_its_sign(length: int, marked: str) -> None:
    """A line may be cut anywhere but behind a backslash that marks, and says the same when it is put together."""
    line = "x" * length + marked * 50
    pieces = folded(line).split("\r\n ")
    assert "".join(pieces) == line
    assert not [piece for piece in pieces if (len(piece) - len(piece.rstrip("\\"))) % 2]
    assert all(len(piece.encode()) <= LONGEST for piece in pieces)
