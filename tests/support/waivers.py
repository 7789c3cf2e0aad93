"""Waivers for tests: a trip with a doubt, and the register that accepts it."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from kvcheck.engine import looked_at
from kvcheck.errors import Place
from kvcheck.model import Report, Scope, Waiver
from kvcheck.repository.approving import approved_lines
from tests.support.plans import changed, judge

HOOK_UP = "us/business-scope/utility-hook-up"


CONNECTS = (
    ("requires: [install, commission, train]", "requires: [connect, install, commission, train]"),
    ("kind: install, mode: perform", "kind: utility-hook-up, mode: perform"),
)


DOUBTED = changed(*CONNECTS)
"""A trip that only a doubt keeps from being permitted: a machine is connected by hand."""


@cache
def approvals(text: str, rule: str) -> str:
    """What would be approved of a rule for a plan given as text, as a register holds it."""
    return "".join(approved_lines(rule, looked_at(waiver(rule), [judge(text)])))


def approving(waivers: Sequence[Waiver], report: Report) -> tuple[Waiver, ...]:
    """Waivers that were approved for what a report found."""
    return tuple(each._replace(approved=looked_at(each, [report])) for each in waivers)


def waiver(rule: str, scope: Scope = Scope(), *, first: str = "2026-01-01", last: str = "2027-12-31") -> Waiver:  # noqa: B008
    """A waiver of a rule that everything else is right about, approved for nothing yet."""
    return Waiver(
        "w", rule, scope, "reason", "author", "approver", "memo", first, last, "0" * 64, Place("waivers.yaml", 3, 3)
    )


HEAD = """\
kvcheck: 1
waivers:
  w-1:
    rule: us/business-scope/utility-hook-up
    scope: {trip: kim-1}
    reason: Plug connections only
    author: lee-planner
    approver: park-legal
    counsel: Memo 2026-114
    from: 2026-11-01
    until: 2027-10-31
"""
REGISTER = HEAD + approvals(DOUBTED, HOOK_UP)


def register(folder: Path, *swaps: tuple[str, str], plan: str = DOUBTED) -> Path:
    """A folder with a plan, a configuration and the register of waivers, changed."""
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    (folder / "kvcheck.yaml").write_text("kvcheck: 1\nplans: [plan.yaml]\n", encoding="utf-8")
    (folder / "waivers.yaml").write_text(changed(*swaps, text=REGISTER), encoding="utf-8")
    return folder
