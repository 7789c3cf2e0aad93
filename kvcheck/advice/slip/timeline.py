"""A small picture of how far a trip can slip, in signs of one column."""

from collections.abc import Iterator
from datetime import date, timedelta

from kvcheck.advice.slip import words
from kvcheck.advice.slip.value import Slip, Slipping
from kvcheck.days import ordinal
from kvcheck.lines.layout import Line, Span, columns, pad
from kvcheck.model import last_day
from kvcheck.plan.moving import Way
from kvcheck.telling.style import Style

STAY, FREE, BREAK, ON = "=", "·", "!", ">"
"""Days of the stay as planned, days that are left, the first day that breaks a limit, and that there are more."""
AHEAD = 120
"""The most days after the departure that are drawn."""
MONTH = 9
"""The fewest columns from one month that is named to the next."""


def timeline(each: Slipping, style: Style) -> Iterator[Line]:
    """The months, and below them a bar for each way the trip can slip."""
    trip = each.result.subject.trip
    first, last = ordinal(trip["arrive"]), ordinal(last_day(trip))
    label = max(columns(words.WAYS[slip.way].in_(style.lang)) for slip in each.slips) + 4
    ends = [_reach(slip, first, last)[1] for slip in each.slips]
    end = max(last, min(max(ends), last + AHEAD)) + 1
    scale = -(-(end - first + 1) // (style.width - label))  # days a column, rounded up
    yield (Span(" " * label + _months(first, end, scale), "quiet"),)
    for slip in each.slips:
        bar = _bar(slip, first, last, end, scale)
        yield (Span(pad("  " + words.WAYS[slip.way].in_(style.lang), label), "label"), Span(bar))


def _reach(slip: Slip, first: int, last: int) -> tuple[int, int]:
    """The planned day that moves, and the last good one: of departure, or of arrival."""
    start = first if slip.way is Way.LATER else last
    return start, start + (slip.left if slip.left is not None else AHEAD * 10)


def _bar(slip: Slip, first: int, last: int, end: int, scale: int) -> str:
    """The stay and the days left after it; of a trip that begins later, the days on which it may begin."""
    start, good = _reach(slip, first, last)
    signs = []
    for column in range((end - first) // scale + 1):
        day, until = first + column * scale, first + column * scale + scale - 1
        if day <= good + 1 <= until:
            signs.append(BREAK)
        elif until > good:
            break
        elif day <= start and slip.way is Way.LONGER:
            signs.append(STAY)
        else:
            signs.append(FREE)
    if good > end:
        signs[-1] = ON
    return "".join(signs)


def _months(first: int, end: int, scale: int) -> str:
    """The names of months, each above the column of its first day, where there is room."""
    line = ""
    day = date.fromordinal(first)
    while day.toordinal() <= end:
        at = (day.toordinal() - first) // scale
        if not line or at >= len(line) + MONTH - 7:
            line = line.ljust(at) + f"{day:%Y-%m}"
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return line
