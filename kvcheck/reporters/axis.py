"""The axis of time that the page draws trips on."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from kvcheck.frozen import NamedTuple
from kvcheck.telling.margins import NEAR, Stay

MONTHS_APART = (1, 2, 3, 6, 12)

TICKS = 12
"""The most months that an axis names."""


class Axis(NamedTuple):
    """The days that all stays lie in."""

    first: date
    days: int

    def at(self, day: str) -> float:
        """Where a day begins, in hundredths of the axis."""
        return round(100 * (date.fromisoformat(day) - self.first).days / self.days, 2)

    def after(self, day: str) -> float:
        """Where a day ends."""
        return self.at((date.fromisoformat(day) + timedelta(days=1)).isoformat())

    def holds(self, day: str) -> bool:
        """Whether a day is on the axis."""
        return 0 <= (date.fromisoformat(day) - self.first).days < self.days

    @property
    def months(self) -> list[tuple[str, float]]:
        """Months worth naming, each with the place of its first day."""
        begins = list(self._months())
        step = next((each for each in MONTHS_APART if len(begins) <= each * TICKS), MONTHS_APART[-1])
        chosen = [day for day in begins if (day.year * 12 + day.month - 1) % step == 0]
        return [(f"{day:%Y-%m}", self.at(day.isoformat())) for day in chosen]

    def _months(self) -> Iterator[date]:
        """The first day of each month on the axis."""
        day, end = self.first, self.first + timedelta(days=self.days)
        while day < end:
            yield day
            day = _next_month(day)


def axis_of(all_stays: Sequence[Stay]) -> Axis:
    """Whole months from the first arrival to the last departure or limit worth a mark."""
    first = date.fromisoformat(min(stay.first for stay in all_stays)).replace(day=1)
    marks = [limit.day for stay in all_stays for limit in stay.limits if limit.left <= NEAR]
    last = date.fromisoformat(max([stay.last for stay in all_stays] + marks))
    return Axis(first, (_next_month(last) - first).days)


def _next_month(day: date) -> date:
    """The first day of the next month: no month has more than 31 days, so 32 later is always in the next."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
