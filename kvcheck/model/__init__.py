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
    Pack,
    Parameter,
    Rule,
    RuleKind,
    Tells,
)
from kvcheck.model.plans import Plan, Subject
from kvcheck.model.results import (
    ActivityResult,
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
    "ActivityKind",
    "ActivityResult",
    "Authority",
    "Catalogue",
    "DocumentKind",
    "Fact",
    "Family",
    "Finding",
    "Obstacle",
    "Pack",
    "PackUsed",
    "Parameter",
    "Part",
    "Plan",
    "Report",
    "Rule",
    "RuleKind",
    "Ruling",
    "Subject",
    "Tells",
    "Telltale",
    "TripResult",
    "Verdict",
    "worst",
]
