"""A rule that lost a condition is noticed by a case."""

from kvcheck.model import RuleKind
from tests.support import library
from tests.support.weaken import Watch, weakened

DECIDING = (RuleKind.GRANT, RuleKind.BAR, RuleKind.LIMIT, RuleKind.DOUBT)
SAME = {
    "us/b1-in-lieu-h3/in-lieu-training /any/1/all/1",
    "us/b1-in-lieu-h3/in-lieu-h3-meetings /any/1/all/0/activity.family/other",
    "us/business-scope/relocation /all/2/not/all/0",
    "us/business-scope/work-after-hand-over /all/3/not/all/0",
    "us/e1/e1-supervise-or-train /all/0/activity.family/other",
    "us/e2/e2-supervise-or-train /all/0/activity.family/other",
    "us/esta/left-under-proceedings /traveler.history/expedited-removal",
    "us/esta/left-under-proceedings /traveler.history/removal",
    "us/h1b/specialty-meetings /any/1/all/1/activity.family/other",
    "us/h3/h3-training /any/1/all/1",
    "us/h3/h3-meetings /any/1/all/0/activity.family/other",
    "us/j1/j1-work-in-plan /all/0/any/5/all/0/activity.family/other",
    "us/o1/o1-meetings /any/1/all/0/activity.family/other",
    "us/tn/tn-meetings /any/1/all/1/activity.family/other",
}
"""What may be left out without a change of any verdict by one or two facts: other rules say the same of such facts."""


def test_no_rule_is_made_softer_unnoticed() -> None:
    """Each part, value and edge of each condition that decides, left out or moved in turn."""
    watch = Watch(library())
    unnoticed = {
        f"{one.rule.name} {one.path}"
        for name in library().pack_names
        for one in weakened(library().pack(name), DECIDING)
        if not watch.notices(one)
    }
    assert unnoticed == SAME
