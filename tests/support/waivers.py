"""Waivers for tests: a trip with a doubt, and the register that accepts it."""

from pathlib import Path

from kvcheck.errors import Place
from kvcheck.model import Scope, Waiver
from tests.support.plans import changed

HOOK_UP = "us/business-scope/utility-hook-up"


CONNECTS = (
    ("requires: [install, commission, train]", "requires: [connect, install, commission, train]"),
    ("kind: install, mode: perform", "kind: utility-hook-up, mode: perform"),
)


DOUBTED = changed(*CONNECTS)
"""A trip that only a doubt keeps from being permitted: a machine is connected by hand."""


REGISTER = """\
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


def waiver(rule: str, scope: Scope = Scope(), *, first: str = "2026-01-01", last: str = "2027-12-31") -> Waiver:  # noqa: B008
    """A waiver of a rule that everything else is right about."""
    return Waiver(
        "w", rule, scope, "reason", "author", "approver", "memo", first, last, "0" * 64, Place("waivers.yaml", 3, 3)
    )


def register(folder: Path, *swaps: tuple[str, str], plan: str = DOUBTED) -> Path:
    """A folder with a plan, a configuration and the register of waivers, changed."""
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    (folder / "kvcheck.yaml").write_text("kvcheck: 1\nplans: [plan.yaml]\n", encoding="utf-8")
    (folder / "waivers.yaml").write_text(changed(*swaps, text=REGISTER), encoding="utf-8")
    return folder
