"""The travel history that CBP shows beside the I-94, as people copy or download it, into stays.

The site lists arrivals and departures with a day and a port, the latest first, over ten years; no class. It misses what
CBP did not record, such as leaving by land: a record without its other end stays open until somebody says what it was.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from kvcheck.errors import CannotCheck, Problem
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.rosters.days import PAST, NotADay, readings
from kvcheck.rosters.encodings import decode

ARRIVAL, DEPARTURE = "arrival", "departure"
_TYPES = {
    "arrival": ARRIVAL, "arrived": ARRIVAL, "arrive": ARRIVAL, "입국": ARRIVAL, "도착": ARRIVAL,
    "departure": DEPARTURE, "departed": DEPARTURE, "depart": DEPARTURE, "출국": DEPARTURE, "출발": DEPARTURE,
}  # fmt: skip
"""How the type of a record is written: by the site, and by a browser that translates it."""
_TYPE = re.compile(rf"(?<![^\W\d_])({'|'.join(sorted(_TYPES, key=len, reverse=True))})(?![^\W\d_])", re.IGNORECASE)
_DAY = re.compile(
    r"\d{4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}(?!\d)|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?!\d)"
    r"|\d{4}년\s?\d{1,2}월\s?\d{1,2}일"
    r"|[A-Za-z]{3,9}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}|\d{1,2}(?:st|nd|rd|th)?[\s-][A-Za-z]{3,9}\.?,?[\s-]\d{4}"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BIRTH = re.compile(r"birth|issu|expir|admi|생년|발급|만료|체류\s?기한", re.IGNORECASE)
"""Lines above the table that have a day of something else."""


class Record(NamedTuple):
    """One line of the table."""

    day: str
    kind: str
    line: int
    """The line of the file, from 1; 0 for a record that the user added."""


class Pair(NamedTuple):
    """A stay; one of its ends is None where the table has no record of it."""

    arrive: str | None
    depart: str | None

    @property
    def is_open(self) -> bool:
        """Whether an end is missing."""
        return self.arrive is None or self.depart is None


class History(NamedTuple):
    """What a table says."""

    pairs: tuple[Pair, ...]
    """The earliest first."""
    records: int
    passed_over: int
    """How many lines had no day: headings, names, row numbers."""
    months_first: bool
    """Whether days such as 03/04/2024 were read with the month first, as the site writes them."""


def read(data: bytes, file: str, more: Sequence[Record] = ()) -> History:
    """The stays of a table, with records that it lacks. Raises CannotCheck with each line that was not understood.

    What a line says is never repeated: the page has the name and the passport of a person.
    """
    text = decode(data, file).text
    problems: list[Problem] = []
    found = list(_records(text, file, problems))
    if not found and not problems:
        message = Text("`{file}` has no arrivals and departures", "`{file}`에 입출국 기록이 없습니다", file=file)
        hint = Text(
            "copy the table of the travel history on the I-94 site: date, type (Arrival or Departure), port",
            "I-94 사이트의 여행 기록 표(날짜, Arrival·Departure, 공항)를 복사해 저장하십시오",
        )
        problems.append(Problem(message=message, hint=hint))
    if problems:
        raise CannotCheck(problems)
    lines = [line for line in text.splitlines() if line.strip()]
    days = {record.line for record in found}
    slashed = any(re.search(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?!\d)", line) and not re.search(r"\d{4}[-/.]", line)
                  for line in lines)  # fmt: skip
    return History(tuple(pairs([*found, *more])), len(found), max(0, len(lines) - len(days)), slashed)


def _records(text: str, file: str, problems: list[Problem]) -> Iterator[Record]:
    """The records of a text: day and type on one line, or on lines of their own as some browsers copy cells."""
    half: tuple[str | None, str | None, int] | None = None
    begun = False
    for number, line in enumerate(text.splitlines(), 1):
        try:
            day, kind = _piece(line, begun=begun)
        except NotADay as error:
            problems.append(_unclear(file, number, error.why))
            continue
        if half is not None and (day is None) != (kind is None) and (half[0] is None) != (day is None):
            day, kind, half = day or half[0], kind or half[1], None
        if day is not None and kind is not None:
            yield Record(day, kind, number)
            begun = True
        elif day is not None or kind is not None:
            if half is not None:
                problems.append(_unclear(file, half[2]))
            half = (day, kind, number)
    if half is not None and (begun or half[0] is not None):
        problems.append(_unclear(file, half[2]))


def _piece(line: str, *, begun: bool) -> tuple[str | None, str | None]:
    """The day and the type that a line has. Raises NotADay if it has a day that is not clear, or two of either."""
    days, kinds = _DAY.findall(line), _TYPE.findall(line)
    if not days:
        if len(kinds) == 1 and _YEAR.search(line):  # 1er mai 2026: a day that cannot be read is not passed over
            raise NotADay
        alone = len(kinds) == 1 and _TYPE.fullmatch(line.strip().strip('",;|'))
        return None, _TYPES[kinds[0].lower()] if alone else None
    if not kinds and not begun and _BIRTH.search(line):
        return None, None
    if len(days) > 1 or len(kinds) > 1:
        raise NotADay
    return _day(days[0]), _TYPES[kinds[0].lower()] if kinds else None


def _day(text: str) -> str:
    """A day as the site writes it: with the year first, the month by its name, or the month before the day."""
    found = readings(text, PAST)
    for order in ("mdy", "ymd"):
        if order in found:
            return found[order].isoformat()
    if re.search(r"[^\W\d_]", text) and found:  # 2 March 2024: one reading, whatever it is called
        return next(iter(found.values())).isoformat()
    raise NotADay(Text("the site writes the month before the day", "이 사이트는 월을 일보다 먼저 적습니다"))


def added(text: str) -> Record:
    """A record that the table lacks, as a user gives it: `2024-03-20=departure`. Raises ValueError if it is none."""
    day, _, kind = text.partition("=")
    if kind.strip().lower() not in _TYPES:
        raise ValueError(text)
    return Record(date.fromisoformat(day.strip()).isoformat(), _TYPES[kind.strip().lower()], 0)


def pairs(records: Iterable[Record]) -> Iterator[Pair]:
    """Arrivals with the departures that follow them, the earliest first; of one day, what fits comes first."""
    left = sorted({(record.day, record.kind) for record in records})
    arrived: str | None = None
    while left:
        today = [each for each in left if each[0] == left[0][0]]
        wanted = DEPARTURE if arrived is not None else ARRIVAL
        day, kind = next((each for each in today if each[1] == wanted), today[0])
        left.remove((day, kind))
        if kind == ARRIVAL:
            if arrived is not None:
                yield Pair(arrived, None)
            arrived = day
        else:
            yield Pair(arrived, day)
            arrived = None
    if arrived is not None:
        yield Pair(arrived, None)


def _unclear(file: str, line: int, why: Text | None = None) -> Problem:
    """A line that is no record and cannot be passed over: a day stands in it."""
    message = Text(
        "line {line} of `{file}` has a day, and is no arrival or departure that can be read",
        "`{file}` {line}행에 날짜가 있으나 입국·출국 기록으로 읽을 수 없습니다",
        line=line,
        file=file,
    )
    hint = why or Text(
        "each record has one day and one type, Arrival or Departure",
        "기록마다 날짜 하나와 구분(Arrival 또는 Departure) 하나가 있어야 합니다",
    )
    return Problem(message=message, hint=hint)
