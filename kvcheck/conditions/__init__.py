"""The condition language: text of a rule pack to a condition, a condition and facts to one of three truth values.

It knows nothing of rules, plans or law. `rules/README.md` has the language on one page.
"""

from kvcheck.conditions.evaluate import (
    Compiled,
    Facts,
    bind,
    comparisons,
    compile_condition,
    grounds,
    leaves,
    reads,
    truth,
)
from kvcheck.conditions.nodes import All, AnyOf, Comparison, Condition, FactSort, ForSome, Not, Reference
from kvcheck.conditions.operators import OPERATORS

__all__ = [
    "OPERATORS",
    "All",
    "AnyOf",
    "Comparison",
    "Compiled",
    "Condition",
    "FactSort",
    "Facts",
    "ForSome",
    "Not",
    "Reference",
    "bind",
    "comparisons",
    "compile_condition",
    "grounds",
    "leaves",
    "reads",
    "truth",
]
