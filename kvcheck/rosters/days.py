"""Days as people write them: read where they can be read in one way only, refused with the reason where not."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date

from kvcheck.days import by_excel
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.rosters.known import known, without_accents
from kvcheck.source.expected import of_excel


class NotADay(Exception):  # noqa: N818 - named for what it says of the text
    """A text is no day that can be read in one way."""

    def __init__(self, why: Text | None = None) -> None:
        """With the reason, where it is more than that it is none."""
        self.why = why
        super().__init__(why.en if why is not None else "")


class Unyeared(NamedTuple):
    """A day that stands without its year."""

    month: int
    day: int
    stored: int | None = None
    """The year that Excel put there, which nobody sees."""

    def in_year(self, year: int) -> date | None:
        """The day in a year; None if that has no such day."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


Window = tuple[int, int]
"""The first and the last year that a column may have."""

TRAVEL, BIRTH, PAPER, PAST = (2024, 2049), (1925, 2015), (2015, 2065), (1960, 2049)

TWO_WAYS = Text("day and month, or the year, could be read in two ways", "연·월·일의 순서를 확정할 수 없습니다")
OF_AN_ERA = Text(
    "the year is one of an era or of another calendar; write the year of the common calendar, such as 2026-12-01",
    "연호나 다른 역법의 연도입니다. 서기 연도로 적으십시오(예: 2026-12-01)",
)
WITHOUT_YEAR = Text(
    "the year is missing, and nothing in the file tells it", "연도가 없고, 파일에서도 연도를 알 수 없습니다"
)
NO_SUCH_DAY = Text("there is no such day", "실제로 없는 날짜입니다")

_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_TIME = re.compile(r"[ t]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]\.?m\.?)?$")
_WEEKDAY = re.compile(
    r"\(?\b(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b\.?\)?,?|\([월화수목금토일]\)|[월화수목금토일]요일"
)
_PART = re.compile(r"\d+|[^\W\d_]+")
_CHARACTERS = re.compile(r"[\w\s.,/'’‘\-–()]+")
_SILENT = frozenset({"st", "nd", "rd", "th", "of", "de", "er", "년", "월", "일", "年", "月", "日", "the", "day"})
_ORDERS = {"ymd": (0, 1, 2), "dmy": (2, 1, 0), "mdy": (2, 0, 1)}
"""Where year, month and day stand in each order."""
_KOREAN = re.compile(r"\d\s?[년年]")


def readings(text: str, window: Window) -> Mapping[str, date]:
    """Every day that a text with a year may be within the years of a window, by the order of its parts.

    Raises NotADay if it has no form of a day, or one of an era.
    """
    serial = _SERIAL.fullmatch(text.strip())
    if serial is not None and window[0] <= by_excel(int(serial[1])).year <= window[1]:
        raise NotADay(of_excel(int(serial[1]), told=window != BIRTH))
    parts = _parts(text)
    names = [part for part in parts if isinstance(part, str)]
    numbers = [part for part in parts if not isinstance(part, str)]
    if names:
        month = known().months[names[0]]
        if len(names) > 1 or len(numbers) != 2:
            raise NotADay
        orders = {"dmy": (numbers[1], month, numbers[0]), "ymd": (numbers[0], month, numbers[1])}
    elif len(numbers) == 1 and numbers[0].digits == 6:
        six = f"{numbers[0].value:06}"
        three = [_Number(int(six[at : at + 2]), 2) for at in (0, 2, 4)]
        orders = {name: (three[y], three[m].value, three[d]) for name, (y, m, d) in _ORDERS.items()}
    elif len(numbers) == 3:
        ordered = {"ymd": _ORDERS["ymd"]} if _KOREAN.search(text) else _ORDERS
        months = [each.value if each.digits <= 2 else 0 for each in numbers]  # 0012-05-26 is no day of 2026
        orders = {name: (numbers[y], months[m], numbers[d]) for name, (y, m, d) in ordered.items()}
    else:
        raise NotADay
    found = {}
    for name, (year, month, day) in orders.items():
        for whole in _years(year, window):
            if day.digits <= 2 and (there := _day(whole, month, day.value)) is not None:
                found[name] = there
    if not found and any(year.digits == 4 for year, _, _ in orders.values()):
        raise NotADay(NO_SUCH_DAY)
    return found


def without_year(text: str) -> Unyeared | None:
    """The day that a text of a month and a day means; None if it is something else."""
    try:
        parts = _parts(text)
    except NotADay:
        return None
    if len(parts) != 2:
        return None
    first, second = parts
    if isinstance(first, str) or isinstance(second, str):
        if isinstance(first, str) and "-" in text:
            return None  # Dec-26 is how Excel shows a month of a year
        names = [part for part in parts if isinstance(part, str)]
        numbers = [part for part in parts if not isinstance(part, str)]
        if len(names) != 1 or numbers[0].digits > 2:
            return None
        found = Unyeared(known().months[names[0]], numbers[0].value)
    elif max(first.digits, second.digits) > 2:
        return None
    else:
        found = Unyeared(first.value, second.value)
        if first.value > 12:
            found = Unyeared(second.value, first.value)
    return found if found.in_year(2028) is not None else None  # a leap year has every day


class _Number(NamedTuple):
    value: int
    digits: int


def _parts(text: str) -> list[_Number | str]:
    """The numbers and the names of months in a text, in their order. Raises NotADay for anything else in it."""
    plain = unicodedata.normalize("NFKC", text).lower().strip()
    tables = known()
    if any(era in plain for era in tables.eras):
        raise NotADay(OF_AN_ERA)
    plain = _WEEKDAY.sub(" ", _TIME.sub("", plain)).strip()
    if plain[:1] in tables.era_letters and re.fullmatch(
        r"[a-z]\.?\s?\d{1,2}[^\d\w]\s?\d{1,2}[^\d\w]\s?\d{1,2}\.?", plain
    ):
        raise NotADay(OF_AN_ERA)
    if not _CHARACTERS.fullmatch(plain):
        raise NotADay
    return list(_read(plain))


def _read(plain: str) -> Iterator[_Number | str]:
    for part in _PART.findall(plain):
        if part.isdecimal():
            yield _Number(int(part), len(part))
        elif without_accents(part) in known().months:
            yield without_accents(part)
        elif part not in _SILENT:
            raise NotADay


def _years(year: _Number, window: Window) -> Iterator[int]:
    """The years within a window that a number may mean."""
    first, last = window
    whole = [year.value] if year.digits == 4 else [1900 + year.value, 2000 + year.value] if year.digits == 2 else []
    yield from (each for each in whole if year.digits == 4 or first <= each <= last)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def one_day(text: str, window: Window) -> date:
    """The one day that a text can mean in a column of those years. Raises NotADay."""
    found = readings(text, window)
    if len(set(found.values())) > 1:
        raise NotADay(TWO_WAYS)
    if not found:
        raise NotADay(TWO_WAYS if len(_parts(text)) == 3 else None)
    return next(iter(found.values()))
