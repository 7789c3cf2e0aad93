"""One cell of a roster: what it says as a value of the plan, and a value of the plan as a cell."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from kvcheck.errors import one_of
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import UNKNOWN
from kvcheck.rosters.column import Allowed, Column, Of, Sort, Words, node_at
from kvcheck.rosters.days import (
    BIRTH,
    PAPER,
    PAST,
    TRAVEL,
    WITHOUT_YEAR,
    NotADay,
    Unyeared,
    Window,
    one_day,
    without_year,
)  # fmt: skip
from kvcheck.rosters.items import NotAnItem, read_items
from kvcheck.rosters.known import plain_word
from kvcheck.rosters.nations import code_of
from kvcheck.source.expected import SERIALS, of_excel
from kvcheck.source.schema import schema


class Bad(NamedTuple):
    """A cell that has no value to read: a formula without a result, or an error."""

    found: Text
    expected: Text


Raw = str | bool | int | float | date | Bad | Unyeared | None
"""What a file gives for a cell; empty is None."""

NONE = "none"
"""How a plan says that there is no such thing."""
NONE_WORDS = Text(NONE, "없음")
"""How a cell says it."""


LOST = "\ufffd"
"""What stands for letters that could not be written when a file was saved."""
LOST_LETTERS = Bad(
    Text("letters that were lost when the file was saved", "저장할 때 깨진 글자"),
    Text("the text as it was; save the file again from its source", "원래의 글. 원본에서 다시 저장하십시오"),
)


class NotAllowed(Exception):  # noqa: N818 - named for what it says of the cell
    """A cell does not hold what its column asks for."""

    def __init__(self, expected: Text, hint: Text | None = None) -> None:
        """What was expected instead, and perhaps how to mend it. What stands in the cell is never repeated here."""
        self.expected = expected
        self.hint = hint
        super().__init__(expected.en)


def clean(text: str) -> str:
    """Text as it is kept: one space for every gap, nothing that cannot be seen, composed letters."""
    if not text.isprintable():  # else the only gap in it is a space, and all can be seen
        text = "".join(filter(str.isprintable, (" " if letter.isspace() else letter for letter in text)))
    return " ".join(unicodedata.normalize("NFC", text).split())


def is_empty(raw: Raw) -> bool:
    """Whether a cell says nothing."""
    return raw is None or (isinstance(raw, str) and not clean(raw))


# Cells to values ------------------------------------------------------------------------------------------------------


def parse(column: Column, raw: Raw, words: Words) -> Any:
    """The value of the plan that a filled cell stands for. Raises NotAllowed."""
    if isinstance(raw, Bad):
        raise NotAllowed(raw.expected)
    if isinstance(raw, Unyeared):
        raise NotAllowed(_EXPECTED[column.sort], _YEAR_NOT_SHOWN)
    if column.sort is Sort.DATE:
        undecided = column.path == ("depart",) and isinstance(raw, str) and plain_word(raw) in _UNDECIDED
        return UNKNOWN if undecided else _day(raw, window_of(column))
    if column.sort is Sort.YES_NO and isinstance(raw, bool):
        return raw
    return _PARSERS[column.sort](column, _text(raw, column), words)


def _text(raw: Raw, column: Column) -> str:
    """What a cell says as text. A number that Excel keeps as 1001.0 is 1001."""
    if isinstance(raw, date):
        if column.sort is Sort.TEXT:
            return raw.isoformat()[:10]
        hint = Text(
            "Excel made a day of it; format the column as text",
            "Excel이 날짜로 바꾸었습니다. 열을 텍스트 서식으로 지정하십시오",
        )
        raise NotAllowed(_EXPECTED[column.sort], hint)
    if isinstance(raw, bool):
        return str(raw).lower()
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return clean(str(raw))


_EXPECTED: Mapping[Sort, Text] = {
    Sort.ID: Text("an id (letters, digits, `.`, `_`, `-`, no spaces)", "식별자(공백 없이 문자, 숫자, `.`, `_`, `-`)"),
    Sort.TEXT: Text("text of at most 2,000 characters", "2,000자 이하의 텍스트"),
    Sort.DATE: Text("a day, written 2026-12-01", "날짜(예: 2026-12-01)"),
    Sort.YES_NO: Text("yes or no", "예 또는 아니요"),
    Sort.CHOICE: Text("one of the values of the column", "열의 허용 값"),
    Sort.COUNTRY: Text("a country, by its two letters: KR", "두 글자 국가 코드(예: KR)"),
    Sort.COUNTRIES: Text("countries, by two letters each: KR, US", "두 글자 국가 코드(예: KR, US)"),
    Sort.TEXTS: Text(
        "texts of at most 2,000 characters, separated by semicolons", "2,000자 이하의 텍스트(쌍반점으로 구분)"
    ),
    Sort.VISITS: Text(
        "country and last day, separated by semicolons (IQ 2015-03-01; CU 2018-05-20), or none",
        "국가와 마지막 체류일(쌍반점으로 구분, 예: IQ 2015-03-01; CU 2018-05-20) 또는 none",
    ),
    Sort.STAYS: Text(
        "first and last day, separated by semicolons (2026-03-02 ~ 2026-04-10 esta), or none",
        "입국일과 출국일(쌍반점으로 구분, 예: 2026-03-02 ~ 2026-04-10 esta) 또는 none",
    ),
    Sort.NUMBER: Text("a whole number", "정수"),
    Sort.CHOICES: Text("values of the column, separated by commas, or none", "열의 허용 값(쉼표로 구분) 또는 none"),
    Sort.IDS: Text("ids, separated by commas, or none", "식별자(쉼표로 구분) 또는 none"),
    Sort.ITEMS: Text(
        "entries separated by semicolons, such as `overstay 2019-05-01 days 12` or `2025 120`, or none",
        "항목(쌍반점으로 구분, 예: `overstay 2019-05-01 days 12` 또는 `2025 120`) 또는 none",
    ),
}  # fmt: skip

_WRITTEN_DAY = (
    r"(\d{4})\s?(?:[-./]\s?(\d{1,2})\s?[-./]\s?(\d{1,2})\.?|년\s?(\d{1,2})월\s?(\d{1,2})일)"
    r"(?:\s?\((?:[월화수목금토일]|\w{3})\))?"  # a day of the week
)
_DAY = re.compile(_WRITTEN_DAY)
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MIDNIGHT = re.compile(r"[ T]00:00(:00(\.0+)?)?$")
_UNDECIDED = frozenset({UNKNOWN, "tbd", "미정"})
"""How rosters say that a day is not decided yet."""
_YEAR_NOT_SHOWN = Text(
    "the cell shows no year; give the column a date format with the year and look at it",
    "셀에 연도가 표시되지 않습니다. 연도가 보이는 날짜 서식으로 바꾸고 확인하십시오",
)


def window_of(column: Column) -> Window:
    """The years that a day of two digits of a year may lie in, by what the column is about."""
    if column.of in (Of.TRIP, Of.ACTIVITY):
        return TRAVEL
    return {"born": BIRTH, "expires": PAPER, "until": PAPER, "ends": PAPER}.get(column.path[-1], PAST)


def _day(raw: Raw, window: Window = PAST) -> str:
    """An ISO date from a date of Excel or from text in a form that cannot be misread."""
    expected = _EXPECTED[Sort.DATE]
    if isinstance(raw, date):
        return _of_our_time(raw.date() if isinstance(raw, datetime) else raw)
    if isinstance(raw, int | float) and not isinstance(raw, bool) and raw in SERIALS:
        raise NotAllowed(expected, of_excel(int(raw), told=window != BIRTH))
    text = _MIDNIGHT.sub("", clean(str(int(raw) if isinstance(raw, float) and raw.is_integer() else raw)))
    found = _DAY.fullmatch(text) or _DIGITS.fullmatch(text)
    try:
        if found is None:
            return _of_our_time(one_day(text, window))
        year, month, day_of_month = (int(part) for part in found.groups() if part)
        return _of_our_time(date(year, month, day_of_month))
    except NotADay as error:
        raise NotAllowed(expected, WITHOUT_YEAR if without_year(text) is not None else error.why) from None
    except ValueError:
        raise NotAllowed(Text("a day that exists", "실제로 있는 날짜")) from None


def _of_our_time(day: date) -> str:
    """The day as ISO text; NotAllowed if the schema has no such day, as for a year mistyped by centuries."""
    text = day.isoformat()
    if not re.search(schema("plan")["$defs"]["date"]["pattern"], text):
        raise NotAllowed(Text("a day of our time", "현대의 날짜"))
    return text


_ALIKE, _ALIKE_KIND = 0.6, 0.85
"""How alike a word must be to one that is allowed, to be taken for it misspelled.

A kind of work decides what is lawful: to install is not to install steel."""
_NO_PART_OF_A_NAME = re.compile(r"\([^()]*\)|㈜|주식회사")


def id_of_name(name: str) -> str:
    """The id made of a name: without what stands in parentheses, with `-` for everything that no id can have."""
    plain = unicodedata.normalize("NFKC", _NO_PART_OF_A_NAME.sub(" ", name)).strip()
    return re.sub(r"[^0-9A-Za-z가-힣._]+", "-", plain).strip("-.").lower()[:64]


def _id(column: Column, text: str, words: Words) -> str:
    """The id that a text means: itself, or that of the thing it names in either language."""
    allowed = words.get(column)
    if allowed is None:
        return _own_id(text)
    if text in allowed.values:
        return text
    if plain_word(text) in allowed.spelled:
        return allowed.spelled[plain_word(text)]
    if column.table and (made := id_of_name(text)) in allowed.values:
        return made
    if not allowed.any_id:
        meant = get_close_matches(
            plain_word(text), allowed.spelled, n=1, cutoff=_ALIKE_KIND if column.name == "kind" else _ALIKE
        )
        word = allowed.spelled[meant[0]] if meant else ""
        raise NotAllowed(_one(column, allowed), one_of(allowed.values, word) if allowed.values else None)
    return _own_id(text if _is_id(text) else id_of_name(text))


def _is_id(text: str) -> bool:
    """Whether a text may stand for an id as it is."""
    return re.search(schema("plan")["$defs"]["id"]["pattern"], text) is not None


def _own_id(text: str) -> str:
    """A text that may become a new id."""
    if not _is_id(text):
        raise NotAllowed(_EXPECTED[Sort.ID])
    return text


def _one(column: Column, allowed: Allowed) -> Text:
    """What is expected of a column whose ids are a closed list."""
    if not column.table:
        return _EXPECTED[Sort.CHOICE]
    if not allowed.values:
        return Text("an id under `{table}`; the plan has none", "`{table}`의 식별자(계획에 없음)", table=column.table)
    return Text("one of the {table} of the plan", "계획의 `{table}`에 있는 식별자", table=column.table)


def _prose(column: Column, text: str, words: Words) -> str:
    """A text of free words; NotAllowed only if it is too long."""
    del words
    if len(text) > schema("plan")["$defs"]["text"]["maxLength"]:
        raise NotAllowed(_EXPECTED[column.sort])
    return text


_YES = frozenset({"yes", "y", "true", "예", "네", "있음", "유", "o", "○", "해당"})
_NO = frozenset({"no", "n", "false", "아니요", "아니오", "없음", "무", "x", "×", "해당없음"})


def _yes_no(column: Column, text: str, words: Words) -> bool:
    """Yes or no in either language; an empty cell never gets here."""
    del column, words
    word = text.casefold().replace(" ", "")
    if word in _YES or word in _NO:
        return word in _YES
    raise NotAllowed(_EXPECTED[Sort.YES_NO])


def _country(column: Column, text: str, words: Words) -> str:
    """The code of a country, given as that or by a name."""
    del words
    code = code_of(text)
    if code is None:
        raise NotAllowed(_EXPECTED[column.sort])
    return code


def _countries(column: Column, text: str, words: Words) -> list[str]:
    """Codes of countries, each once. A name may have a comma of its own: `Korea, Republic of`."""
    found: dict[str, None] = {}
    for part in re.split(r"[;/\n&]| 및 | and ", text) if code_of(text) is None else [text]:
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        while pieces:
            for end in range(len(pieces), 0, -1):
                code = code_of(", ".join(pieces[:end]))
                if code is not None or end == 1:
                    found[code or _country(column, pieces[0], words)] = None
                    del pieces[:end]
                    break
    return list(found) or _nothing(column)


def _nothing(column: Column) -> Any:
    """Refuse a list without anything in it."""
    raise NotAllowed(_EXPECTED[column.sort])


def list_items(text: str) -> list[str]:
    """The parts of a list in a cell; none if it says so."""
    if text.casefold() in NONE_WORDS:
        return []
    return [part.strip() for part in re.split(r"[;；]", text) if part.strip()]


def _texts(column: Column, text: str, words: Words) -> list[str]:
    """Free texts, parted as `_items` says."""
    return [_prose(column, part, words) for part in list_items(text)]


DUTY_NAMES = {True: Text("official", "공무"), False: Text("unofficial", "사적")}
_DUTY = {word: duty for duty, words in DUTY_NAMES.items() for word in words.sentences}


def _visits(column: Column, text: str, words: Words) -> list[dict[str, Any]]:
    """Visits as `CU 2024-05-01 official`; the day and the duty may be left out."""
    visits: list[dict[str, Any]] = []
    for part in list_items(text):
        found = re.fullmatch(rf"(\w+)(?:[ ,]+({_WRITTEN_DAY}))?(?:[ ,]+({'|'.join(_DUTY)}))?", part)
        if found is None:
            raise NotAllowed(_EXPECTED[column.sort])
        visit: dict[str, Any] = {"country": _country(column, found[1], words)}
        visit |= {"on": _day(found[2])} if found[2] else {}
        visits.append(visit | ({"official_duty": _DUTY[found[8]]} if found[8] else {}))
    return visits


def _stays(column: Column, text: str, words: Words) -> list[dict[str, Any]]:
    """Earlier stays as `2026-03-01 ~ 2026-03-20 b1`, an end `unknown`; both days count, a class may be left out."""
    del words
    stays: list[dict[str, Any]] = []
    for part in list_items(text):
        found = re.fullmatch(rf"({_WRITTEN_DAY})\s*(?:~|–|—|-|to)\s*({_WRITTEN_DAY}|unknown|미정)(?:[ ,]+(\S+))?", part)
        if found is None:
            raise NotAllowed(_EXPECTED[column.sort])
        stay = {"arrive": _day(found[1]), "depart": UNKNOWN if found[7] in (UNKNOWN, "미정") else _day(found[7])}
        if stay["depart"] < stay["arrive"]:
            raise NotAllowed(Text("a stay that ends after it begins", "입국일보다 늦은 출국일"))
        stays.append(stay | ({"class": _own_id(found[13])} if found[13] else {}))
    return stays


def _number(column: Column, text: str, words: Words) -> int:
    """A whole number, with or without separators of thousands."""
    del words
    if not re.fullmatch(r"\d{1,3}(,\d{3})+|\d+", text):
        raise NotAllowed(_EXPECTED[column.sort])
    return int(text.replace(",", ""))


def _ids(column: Column, text: str, words: Words) -> list[str]:
    """Ids, parted by commas or semicolons."""
    parts = [] if text.casefold() in NONE_WORDS else [part.strip() for part in re.split(r"[;,]", text) if part.strip()]
    return list(dict.fromkeys(_id(column, part, words) for part in parts))


_choices = _ids


def _entries(column: Column, text: str, words: Words) -> Any:
    """Entries of several values, as `items` writes them; `none` where the plan says so in a word."""
    del words
    if text.casefold() in NONE_WORDS:
        return NONE if "anyOf" in node_at(column.of, column.path) else []
    try:
        return read_items(column, text)
    except NotAnItem:
        raise NotAllowed(_EXPECTED[column.sort]) from None


_PARSERS: Mapping[Sort, Callable[[Column, str, Words], Any]] = {
    Sort.ID: _id,
    Sort.CHOICE: _id,
    Sort.TEXT: _prose,
    Sort.YES_NO: _yes_no,
    Sort.COUNTRY: _country,
    Sort.COUNTRIES: _countries,
    Sort.TEXTS: _texts,
    Sort.VISITS: _visits,
    Sort.STAYS: _stays,
    Sort.NUMBER: _number,
    Sort.CHOICES: _choices,
    Sort.IDS: _ids,
    Sort.ITEMS: _entries,
}
