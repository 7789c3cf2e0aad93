"""Counting days. Days are ISO text, counts include the first day and the last."""

import re
from datetime import date, timedelta
from functools import lru_cache


@lru_cache(maxsize=65536)
def ordinal(text: str) -> int:
    """The number of a day, counted from one fixed day on."""
    return date.fromisoformat(text).toordinal()


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar, within the years that plans may name."""
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return "1900" <= text < "2200"


def days_between(first: str, last: str) -> int:
    """The number of days from `first` to `last`, both counted.

    The day of arrival and the day of departure are both days in the US: 2026-12-01 to 2027-01-20 is 51 days.
    """
    return ordinal(last) - ordinal(first) + 1


def days_of_month(year: int, month: int) -> int:
    """The number of days of a month."""
    return 31 if month == 12 else (date(year, month + 1, 1) - date(year, month, 1)).days


def months_after(first: str, months: int) -> str:
    """The last day of so many months that begin on the day `first`: 24 months from 2026-04-01 end on 2028-03-31."""
    start = date.fromisoformat(first)
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    day = min(start.day, days_of_month(year, month) + 1)  # the same day of a shorter month is the first of the next
    end = date(year, month, 1) + timedelta(days=day - 2)
    return end.isoformat()


def by_excel(number: int) -> date:
    """The day that Excel keeps as a number, in a workbook that counts from 1900; some count from 1904."""
    return date(1899, 12, 30) + timedelta(days=number)
