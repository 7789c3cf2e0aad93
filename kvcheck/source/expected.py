"""One value that a schema refuses, in words: what it is, what it would have to be, what to type.

A value is repeated only where an error may (`known`); of any other only its kind is told.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kvcheck.days import by_excel
from kvcheck.errors import one_of
from kvcheck.language.text import Text
from kvcheck.source import signs
from kvcheck.source.known import keys, may_show, tables
from kvcheck.source.meant import WORDS as MEANT
from kvcheck.source.meant import days, last_of_month, meant, month_alone, plain
from kvcheck.source.schema import Steps, definition

if TYPE_CHECKING:
    from kvcheck.source.schema import ValidationError


def named(path: Steps) -> str:
    """The key that a value stands under, itself or in a list."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


_TYPES = {
    "object": Text("a mapping (`key: value`)", "`키: 값` 형식"),
    "array": Text("a list (`[a, b]`)", "목록(`[a, b]`)"),
    "string": Text("text", "텍스트"),
    "boolean": Text("`true` or `false`", "`true` 또는 `false`"),
    "integer": Text("a whole number", "정수"),
    "number": Text("a number", "숫자"),
}
_MANY = 100
_CODE = Text(
    "a country has two letters (ISO 3166), such as KR, US, JP", "국가는 두 글자(ISO 3166)로 적습니다. 예: KR, US, JP"
)
_DATE = Text("a day that exists, written 2026-12-01", "실제 날짜(예: 2026-12-01)")
SERIALS = range(20_000, 80_000)
"""Excel's numbers of the days of our time."""
OUR_TIME = "^(19|20|21)"
WORDS = "^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FORMS = {
    WORDS: Text("words, not blanks", "공백이 아닌 내용"),
    "^[A-Z]{2}$": Text("two capital letters (GA, MI)", "대문자 두 글자(GA, MI)"),
    OUR_TIME: Text("a day of our time, written 2026-12-01", "현대의 날짜(예: 2026-12-01)"),
}
ID_FORM = Text("an id (letters, digits, `.`, `_`, `-`)", "식별자(문자, 숫자, `.`, `_`, `-`)")


def expected(error: "ValidationError") -> Text:
    """What a value would have to be."""
    part: Any = error.schema
    wanted: Any = error.validator_value
    if error.validator == "format" or (isinstance(part, Mapping) and part.get("format") == "date"):
        return _FORMS[OUR_TIME] if wanted == OUR_TIME else _DATE
    if error.validator == "anyOf":
        return _either(wanted)
    if error.validator == "type":
        listed = isinstance(part, Mapping) and str(part.get("pattern", ""))
        return ID_FORM if listed and listed not in _FORMS else _TYPES.get(str(wanted), _TYPES["string"])
    return _FORMS.get(str(wanted), ID_FORM)


def _either(branches: Any) -> Text:
    """What a value may be where there are several ways."""
    parts = [definition(each["$ref"]) if "$ref" in each else each for each in branches]
    ways: list[Text] = []
    for part in sorted(parts, key=lambda part: "const" in part):
        kinds = part.get("type", "")
        ways += [_way({**part, "type": kind}) for kind in ([kinds] if isinstance(kinds, str) else kinds)]
    said = ways[0]
    for other in dict.fromkeys(ways[1:]):
        said = Text("{one} or {other}", "{one} 또는 {other}", one=said, other=other)
    return said


def _way(part: Mapping[str, Any]) -> Text:
    """What a value may be by one branch of a schema."""
    if "const" in part:
        return Text("`{word}`", "`{word}`", word=part["const"])
    if part.get("format") == "date":
        return _DATE
    pattern = str(part.get("pattern", ""))
    return ID_FORM if pattern and pattern not in _FORMS else _TYPES.get(part.get("type", ""), _TYPES["string"])


def to_type(error: "ValidationError", path: Steps, ids: frozenset[str]) -> Text | None:
    """What to type instead of a value."""
    part: Any = error.schema
    value: Any = error.instance
    undecided = _undecided(value, path)
    if undecided is not None:
        return undecided
    known = _proposal(part, value, path, ids)
    misplaced = len(path) == 2 and path[0] in tables() and path[1] in keys()
    if known is not None and not misplaced:
        key = named(path)
        inner = re.fullmatch(r"\{(\w+): (.+)\}", known)
        if inner:
            return Text("`{value}` stands under `{inner}`: write `{key}: {known}`",
                        "`{value}`{:은} `{inner}` 아래에 적습니다: `{key}: {known}`",
                        value=inner[2], inner=inner[1], key=key, known=known)  # fmt: skip
        if isinstance(path[-1], int):
            return Text("write `{known}`", "`{known}`{:으로} 적으십시오", known=known)
        in_quotes = isinstance(value, str) and value == known
        hint = Text("write `{key}: {known}`", "`{key}: {known}`{:으로} 적으십시오", key=key, known=known)
        if in_quotes:
            return Text("write `{key}: {known}` without quotes", "따옴표 없이 `{key}: {known}`{:으로} 적으십시오",
                        key=key, known=known)  # fmt: skip
        return Text("did you mean `{known}`? {hint}", "`{known}`{:을} 뜻하셨습니까? {hint}", known=known, hint=hint)
    if error.validator == "enum":
        allowed = [str(each) for each in part["enum"]]
        return one_of(allowed, str(value)) if len(allowed) < _MANY else _CODE
    if error.validator == "const":
        return Text("write `{wanted}`", "`{wanted}`{:으로} 적으십시오", wanted=error.validator_value)
    found = _signs(value) or (_of_a_day(value, path, ids) if _for_a_day(part) else None)
    if found is None and misplaced:
        found = Text("`{key}` is a key of an entry: indent it below the id that it is about",
                     "`{key}`{:은} 항목의 키입니다. 해당 식별자 아래로 들여쓰십시오", key=path[1])  # fmt: skip
    return found or _of_an_id(part, value, path, ids) or _advice(part, value)


def _signs(value: Any) -> Text | None:
    """That a text holds a sign that only looks like the one of YAML, or a key with its colon stuck to it."""
    if not isinstance(value, str):
        return None
    sign = next((each for each in value if each in signs.WIDE or each in signs.BLANKS or each in signs.NOTHING), "")
    glued = re.match(r"(\w+):\S", value)
    if sign:
        message, what = signs.wide(sign) if sign in signs.WIDE else signs.odd(sign)
    elif glued and glued[1] in keys():
        message, what = signs.no_space(glued[1])
    else:
        return None
    return Text("{message}: {what}", "{message}. {what}", message=message, what=what)


def _for_a_day(part: Any) -> bool:
    """Whether a day may stand there, alone or beside a word."""
    if not isinstance(part, Mapping):
        return False
    here = definition(part["$ref"]) if "$ref" in part else part
    return here.get("format") == "date" or any(_for_a_day(each) for each in here.get("anyOf", ()))


def of_excel(number: int, *, told: bool) -> Text:
    """What to say of a number that Excel keeps for a day; which day that is, where it may be told."""
    if not told:
        return Text("a number, as Excel keeps days; give the column a date format, or write the day",
                    "Excel이 날짜를 저장하는 숫자입니다. 열을 날짜 서식으로 바꾸거나 날짜로 적으십시오")  # fmt: skip
    return Text(
        "a number, as Excel keeps days: {day}, if it counts from 1900; give the column a date format, or write the day",
        "Excel이 날짜를 저장하는 숫자입니다(1900년부터 센 것이면 {day}). 열을 날짜 서식으로 바꾸거나 날짜로 적으십시오",
        day=by_excel(number).isoformat(),
    )


def _undecided(value: Any, path: Steps) -> Text | None:
    """What to write for what is not decided yet, where a plan may leave it so."""
    if path[:1] != ("trips",) or path[-1:] not in (("class",), ("kind",), ("depart",)):
        return None
    if value is None or (isinstance(value, str) and MEANT.get(plain(value)) == "unknown"):
        return Text("write a value, or `{key}: unknown` while it is not decided",
                    "값을 적거나, 정해지지 않았으면 `{key}: unknown`으로 적으십시오", key=path[-1])  # fmt: skip
    return None


def _of_a_day(value: Any, path: Steps, ids: frozenset[str]) -> Text | None:
    """How to write a day that stands there in another way; nothing of a day that tells of a person."""
    key, told = named(path), may_show("true", tuple(step for step in path if isinstance(step, str)), ids)
    if isinstance(value, int | float) and value in SERIALS:
        return of_excel(int(value), told=told)
    if told:
        if len(days(value)) > 1:
            first, second = days(value)[:2]
            return Text("write the year first: `{first}` or `{second}`",
                        "연도를 먼저 적으십시오: `{first}` 또는 `{second}`",
                        first=first, second=second)  # fmt: skip
        month = last_of_month(value)
        if month is not None:
            return Text("{year}-{month:02} has {days} days", "{year}년 {month}월은 {days}일까지입니다",
                        year=month[0], month=month[1], days=month[2])  # fmt: skip
        alone = month_alone(value)
        if alone is not None:
            return Text("the day is missing: write `{key}: {year}-{month:02}-…`",
                        "일(日)이 없습니다. `{key}: {year}-{month:02}-…`처럼 적으십시오",
                        key=key, year=alone[0], month=alone[1])  # fmt: skip
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    return Text("write the year in four digits, then month and day: `{key}: 2026-12-01`",
                "네 자리 연도, 월, 일 순서로 적으십시오: `{key}: 2026-12-01`", key=key)  # fmt: skip


def _of_an_id(part: Any, value: Any, path: Steps, ids: frozenset[str]) -> Text | None:
    """How to write an id that stands there in another way."""
    if not (isinstance(value, str) and isinstance(part, Mapping) and part.get("pattern")) or "format" in part:
        return None
    if str(part["pattern"]) in _FORMS or path[:1] == ("waivers",):  # ids of a register are no ids of a plan
        return None
    if path[-1:] != ("id",):
        return _an_id(value, ids)
    if value != "none":
        return None
    return Text("`none` says that there is none: choose another id",
                "`none`은 없다는 뜻입니다. 다른 식별자를 쓰십시오")  # fmt: skip


def _an_id(value: str, ids: frozenset[str]) -> Text:
    """That an id goes there and no name: the one that the name begins with, if it is one alone."""
    word = plain(value)
    begun = [each for each in sorted(ids) if len(plain(each)) > 3 and word.startswith(plain(each))]
    if len(begun) == 1:
        return Text("did you mean `{id}`? an id goes here, not a name",
                    "`{id}`{:을} 뜻하셨습니까? 이름이 아니라 식별자를 적습니다", id=begun[0])  # fmt: skip
    return Text("write an id as it stands in the plan, without spaces and other signs; a name goes under `name`",
                "계획에 있는 식별자를 공백과 다른 기호 없이 적으십시오. 이름은 `name`에 적습니다")  # fmt: skip


def _proposal(part: Any, value: Any, path: Steps, ids: frozenset[str]) -> str | None:
    """What was meant, if an error may repeat it at this place."""
    found = meant(part, value, ids)
    above = tuple(step for step in path if isinstance(step, str))
    private = not may_show("true", above, ids)
    return None if found is None or (private and found not in ("true", "false", "[]", "none")) else found


def _advice(part: Any, value: Any) -> Text | None:
    """How to write a value of a kind, where it cannot be told what was meant."""
    kind = part.get("type") if isinstance(part, Mapping) else None
    if kind == "boolean":
        return Text("write `true` for yes or `false` for no", "예는 `true`, 아니요는 `false`로 적으십시오")
    if kind == "array" and isinstance(value, dict):
        return Text("begin each entry on a line of its own with `- `", "각 항목을 새 줄에서 `- `로 시작하십시오")
    if kind == "array":
        return Text("put it in brackets, several with commas between: `[…, …]`",
                    "대괄호로 묶고 여럿이면 쉼표로 나누십시오: `[…, …]`")  # fmt: skip
    if kind == "object" and isinstance(value, list):
        return Text("write `key: value` without `-`", "`-` 없이 `키: 값` 형식으로 적으십시오")
    if kind == "object":
        shown = ", ".join(f"`{key}`" for key in list(part.get("properties", {}))[:6])
        return Text("write its keys below, indented: {shown}", "아래에 들여써서 키를 적으십시오: {shown}",
                    shown=shown or "`…`")  # fmt: skip
    if kind == "integer":
        return Text("write the number alone, without a unit, a comma or quotes",
                    "단위, 쉼표, 따옴표 없이 숫자만 적으십시오")  # fmt: skip
    if kind in ("string", None) and isinstance(value, list) and value:
        return Text("only one may stand here: write it without brackets, and another in an entry of its own",
                    "하나만 적을 수 있습니다. 대괄호 없이 적고, 여럿이면 항목을 나누십시오")  # fmt: skip
    if kind == "string" and isinstance(value, int | float):
        return Text("put it in quotes", "따옴표로 묶으십시오")
    if value is None:
        return Text("write a value, or delete the key", "값을 적거나 키를 지우십시오")
    if kind == "string" and isinstance(value, str) and part.get("pattern") and not part.get("format"):
        return Text("write it without spaces and other signs", "공백과 다른 기호 없이 적으십시오")
    return None


A_TEXT = Text("a text", "텍스트")
"""What is said of a text that no error may repeat."""


def shown(value: object, path: Steps, ids: frozenset[str]) -> Text:
    """What was found: itself where an error may repeat it, else what kind of value it is."""
    if isinstance(value, dict):
        return Text("a mapping", "`키: 값` 형식") if value else Text("`{}`", "`{}`")
    if isinstance(value, list):
        return Text("a list", "목록") if value else Text("`[]`", "`[]`")
    if value is None:
        return Text("nothing", "없음")
    if isinstance(value, bool):
        return Text("`{value}`", "`{value}`", value="true" if value else "false")
    if not isinstance(value, str):
        version = path[-1:] == ("kvcheck",) and may_show(str(value), ("kvcheck",), ids)
        return Text("`{value}`", "`{value}`", value=value) if version else Text("a number", "숫자")
    if value in ("true", "false"):
        return Text("the text `{value}`", "텍스트 `{value}`", value=value)
    above = tuple(step for step in path if isinstance(step, str))
    if value and may_show(value, above, ids):
        return Text("`{value}`", "`{value}`", value=value)
    return A_TEXT if value else Text("an empty text", "빈 텍스트")
