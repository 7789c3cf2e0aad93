"""Where a parser gave up on a text."""

from kvcheck.frozen import NamedTuple


class Fault(NamedTuple):
    """Where the parser gave up, where that began which it was reading, and what it says."""

    line: int
    column: int
    begun: int
    """The line where the mapping, list or text begins that is not complete; else `line`."""
    begun_column: int
    says: str
