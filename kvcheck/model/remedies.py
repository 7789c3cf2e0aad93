"""What a planner can change about a trip that fails."""

from collections.abc import Mapping
from typing import Any

from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text

WAYS = (
    "set", "hand-over", "duty", "extend", "employer", "renew", "amend", "annotate",
    "shorten", "split", "earlier", "later", "class", "person",
)  # fmt: skip
"""How a remedy changes its place: what each does is in `kvcheck/advice/advise/moves.py`."""


class Remedy(NamedTuple):
    """One thing that a planner can change about a trip: what people do, papers and days, never what they are."""

    name: str
    place: str
    """What of the plan it changes: `activity.mode`, `contract.requires`."""
    way: str
    """How, one of `WAYS`."""
    stands: tuple[Any, ...]
    """The values that it changes; empty for any. A place that states none of them is asked about, not changed."""
    to: Any
    """The new value, for the way `set`; for `renew` the months after the departure."""
    also: Mapping[str, str]
    """What goes with it, by key of the same entity: the crew that does the work by hand."""
    who: str
    """Who has to agree."""
    cost: int
    """1 is decided at the planner's desk, 5 takes months or an authority."""
    first: Text | None
    """What has to be done before anybody may rely on it, where it needs more than a decision."""
    text: Text
    """What to do; `{name}`, `{day}`, `{days}`, `{back}` and `{duty}` are filled in by its way."""
