"""Plan and packs to a report. Pure: no clock, no files but the packs the plan's classes name, no output.

How the rules decide one activity:

1. a bar holds: not permitted;
2. every grant is false: not permitted, no ground covers it;
3. a bar is unknown, or no grant is true: undetermined;
4. a doubt holds: needs review; otherwise, a doubt is unknown: undetermined;
5. otherwise permitted, on the grants that hold.

A trip adds its limits (false: not permitted, unknown: undetermined) and its doubts, and takes the worst of all.
"""

from kvcheck.engine.check import Bench, check, pack_used
from kvcheck.engine.court import Court, Judge
from kvcheck.engine.judge import judge_activity, judge_trip
from kvcheck.engine.law import Bound, Epoch, Law
from kvcheck.engine.problems import class_meant, plan_problems
from kvcheck.engine.site_rules import packs_at
from kvcheck.engine.trial import Trial
from kvcheck.engine.waive import looked_at, may_be_waived, objects, uses, waive

__all__ = [
    "Bench",
    "Bound",
    "Court",
    "Epoch",
    "Judge",
    "Law",
    "Trial",
    "check",
    "class_meant",
    "judge_activity",
    "judge_trip",
    "looked_at",
    "may_be_waived",
    "objects",
    "pack_used",
    "packs_at",
    "plan_problems",
    "uses",
    "waive",
]
