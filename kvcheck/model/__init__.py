"""The things kvcheck is about, as frozen values: rules and their vocabulary, plans, verdicts, the report.

They are named tuples, always made by keyword: a report of a large plan makes them by the hundred thousand, and every
start of the program defines them; both cost data classes several times as much.
"""

from kvcheck.model.law import (
    ActivityKind,
    Authority,
    Catalogue,
    DocumentKind,
    Fact,
    Family,
    Layer,
    Pack,
    Parameter,
    Phase,
    Planning,
    Rule,
    RuleKind,
    Step,
    Tells,
    weighty,
)
from kvcheck.model.plans import NONE, REVERSED_LINKS, Plan, Subject
from kvcheck.model.results import (
    ActivityResult,
    CrewFinding,
    Finding,
    Obstacle,
    PackUsed,
    Part,
    Report,
    Ruling,
    Telltale,
    TripResult,
    Verdict,
    worst,
)

__all__ = [
    "NONE",
    "REVERSED_LINKS",
    "ActivityKind",
    "ActivityResult",
    "Authority",
    "Catalogue",
    "CrewFinding",
    "DocumentKind",
    "Fact",
    "Family",
    "Finding",
    "Layer",
    "Obstacle",
    "Pack",
    "PackUsed",
    "Parameter",
    "Part",
    "Phase",
    "Plan",
    "Planning",
    "Report",
    "Rule",
    "RuleKind",
    "Ruling",
    "Step",
    "Subject",
    "Tells",
    "Telltale",
    "TripResult",
    "Verdict",
    "weighty",
    "worst",
]
