"""What a value that a schema refuses was probably meant to be, as it has to be typed.

A proposal is made only of what an error may repeat: words of lists, country codes, ids of the plan, days.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from kvcheck.days import days_of_month
from kvcheck.language.countries import COUNTRIES, SHORT, alone
from kvcheck.language.states import STATES
from kvcheck.source.schema import definition

YES = frozenset({"yes", "y", "true", "on", "o", "1", "예", "네", "있음", "맞음", "참"})
NO = frozenset({"no", "n", "false", "off", "x", "0", "none", "아니오", "아니요", "없음", "없습니다", "거짓", "never"})
NONE = frozenset({"none", "no", "nothing", "na", "nil", "없음", "없습니다", "해당없음", "아니오", "아니요", "무"})

WORDS: Mapping[str, str] = {
    "handson": "perform", "byhand": "perform", "do": "perform", "work": "perform", "execute": "perform",
    "performs": "perform", "수행": "perform", "직접": "perform", "직접수행": "perform", "작업": "perform",
    "supervision": "supervise", "oversee": "supervise", "direct": "supervise", "감독": "supervise", "지휘": "supervise",
    "training": "train", "teach": "train", "교육": "train", "watch": "observe", "observation": "observe",
    "참관": "observe", "관찰": "observe", "견학": "observe",
    "ok": "approved", "valid": "approved", "issued": "approved", "granted": "approved", "승인": "approved",
    "완료": "approved", "허가": "approved", "authorized": "approved", "authorizationapproved": "approved",
    "pending": "applied", "신청": "applied", "신청중": "applied", "applied": "applied", "refused": "denied",
    "거절": "denied", "거부": "denied", "travelnotauthorized": "denied", "취소": "revoked", "canceled": "revoked",
    "buy": "purchase", "bought": "purchase", "sale": "purchase", "sold": "purchase", "구매": "purchase",
    "rent": "lease", "rental": "lease", "leased": "lease", "임대": "lease", "이전": "transfer",
    "purchase": "equipment-sale", "판매": "equipment-sale", "장비판매": "equipment-sale", "하도급": "subcontract",
    "인력공급": "staffing", "설치": "install", "보수": "repair", "수리": "repair", "시운전": "commission",
    "commissioning": "commission", "installation": "install", "정비": "maintain", "maintenance": "maintain",
    "시험": "test", "testing": "test", "calibration": "calibrate", "교정": "calibrate",
    "engineer": "professional", "기술자": "technician", "관리자": "manager", "임원": "executive",
    "학사": "bachelor", "bachelors": "bachelor", "master": "higher", "phd": "higher", "석사": "higher",
    "박사": "higher",
    "단수": "single", "복수": "multiple", "건설": "construction", "설치중": "installation", "가동": "operating",
    "운영": "operating", "production": "operating", "소프트웨어": "software", "기계": "machine", "장비": "machine",
    "미정": "unknown", "tbd": "unknown", "undecided": "unknown", "모회사": "parent", "자회사": "subsidiary",
    "b1b2": "b1-b2", "b2b1": "b1-b2", "kr": "ko", "kor": "ko", "korean": "ko", "한국어": "ko",
    "한글": "ko", "kokr": "ko",
    "eng": "en", "english": "en", "영어": "en", "enus": "en", "불허": "not_permitted", "정보부족": "undetermined",
    "검토필요": "needs_review",
}  # fmt: skip
"""What people write for a word of a list; it counts only where that word may stand."""

_SECOND_WORDS: Mapping[str, str] = {
    "설치": "installation", "설치단계": "installation", "시운전": "commissioning", "시운전중": "commissioning",
    "공사": "construction", "공사중": "construction", "시공": "construction", "양산": "operating", "램프업": "ramp-up",
    "양산안정화": "ramp-up", "내장": "fit-out", "fitout": "fit-out", "rampup": "ramp-up", "install": "installation",
    "commission": "commissioning", "build": "construction", "inoperation": "operating", "running": "operating",
    "서비스": "service", "점검": "service", "연결": "connect", "이설": "relocate", "업그레이드": "upgrade",
    "개조": "upgrade", "하자보수": "warranty", "보증": "warranty",
}  # fmt: skip
"""The same where the first choice may not stand."""

KEYS: Mapping[str, str] = {
    "국적": "nationality", "citizenship": "nationality", "nationalities": "nationality", "이름": "name", "성명": "name",
    "생년월일": "born", "birthdate": "born", "dateofbirth": "born", "dob": "born", "여권": "passport",
    "여권번호": "number", "passportnumber": "number", "passportno": "number", "no": "number", "비자": "visa",
    "체류자격": "class", "자격": "class", "visaclass": "class", "status": "class", "visatype": "class",
    "도착": "arrive", "도착일": "arrive", "입국": "arrive", "입국일": "arrive", "arrival": "arrive", "start": "arrive",
    "arrivaldate": "arrive", "출국": "depart", "출국일": "depart", "departure": "depart", "end": "depart",
    "departuredate": "depart", "고용주": "employer", "소속": "employer", "회사": "employer", "company": "employer",
    "급여": "paid_by", "salary": "salary_usd", "업무": "activities", "활동": "activities", "tasks": "activities",
    "activity": "activities", "장비": "equipment", "machine": "equipment", "계약": "contract", "계약서": "contract",
    "현장": "site", "plant": "site", "종류": "kind", "type": "kind", "유형": "kind", "방식": "mode",
    "설명": "description",
    "내용": "description", "desc": "description", "text": "description", "출장자": "traveler", "person": "traveler",
    "travellers": "travelers", "traveller": "traveler", "people": "travelers", "persons": "travelers", "출장": "trips",
    "trip": "trips", "프로젝트": "project", "직책": "job", "직무": "job", "경력": "years_experience",
    "만료": "expires", "만료일": "expires", "expiry": "expires", "expiration": "expires", "validuntil": "expires",
    "발급국": "issued_by", "issuer": "issued_by", "제조국": "made_in", "origin": "made_in", "판매자": "seller",
    "구매자": "buyer", "vendor": "seller", "customer": "buyer", "국가": "country", "시작": "from", "종료": "to",
    "until": "to", "begin": "from", "회사들": "companies", "현장들": "sites", "주": "state",
}  # fmt: skip
"""What people write for a key; it counts only where that key may stand. A second choice is told as any other."""

_SECOND = {"start": "from", "end": "to", "출장자": "travelers", "계약": "contracts", "회사": "companies",
           "현장": "sites",
    "status": "status", "company": "companies", "plant": "sites", "until": "until",
           "person": "travelers"}  # fmt: skip


def plain(text: str) -> str:
    """A word as it is compared: letters and digits only, in one case."""
    return "".join(each for each in unicodedata.normalize("NFKC", text).casefold() if each.isalnum())


def key_meant(key: str, allowed: Mapping[str, Any]) -> str | None:
    """The key that one was meant to be, of those allowed: the same in other letters, or what people call it."""
    word = plain(key)
    same = next((each for each in allowed if plain(each) == word), None)
    return same or next((each for each in (KEYS.get(word), _SECOND.get(word)) if each in allowed), None)


def meant(part: Any, value: Any, ids: frozenset[str] = frozenset()) -> str | None:
    """What to type for a value that the schema `part` refuses, or None."""
    if not isinstance(part, dict):
        return None
    part = _resolved(part)
    for branch in part.get("anyOf", ()):
        found = meant(branch, value, ids)
        if found is not None:
            return found
    kind = part.get("type")
    if "const" in part or "enum" in part:
        return _listed([part["const"]] if "const" in part else part["enum"], value)
    if kind == "boolean":
        word = plain(str(value)) if isinstance(value, str | int) else ""
        return "true" if word in YES else "false" if word in NO else None
    if part.get("format") == "date":
        return day(value)
    if kind == "array":
        return _list(part, value, ids)
    if kind == "object" and isinstance(value, str | int | bool):
        return _mapping(part, value, ids)
    if part.get("pattern") == "^[A-Z]{2}$":
        return _STATE_NAMES.get(plain(str(value)))
    if kind == "string" and "pattern" in part and isinstance(value, str):
        return next((each for each in sorted(ids) if plain(each) == plain(value)), None)
    return None


def _resolved(part: dict[str, Any]) -> dict[str, Any]:
    """A part of a schema, with what it refers to."""
    while "$ref" in part:
        part = {
            **definition(part["$ref"]),
            **{k: v for k, v in part.items() if k != "$ref"},
        }
    return part


def _listed(allowed: list[Any], value: Any) -> str | None:
    """The word of a list that a value means."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return "none" if value is False and "none" in allowed else None
    word = plain(str(value))
    spelled = {plain(str(each)): str(each) for each in allowed}
    if "KR" in spelled.values():
        return spelled.get(word) or _COUNTRY_NAMES.get(word)
    return spelled.get(word) or next(
        (
            each
            for each in (WORDS.get(word), _SECOND_WORDS.get(word), "none" if word in NONE else None)
            if each in allowed
        ),
        None,
    )


_COUNTRY_NAMES: Mapping[str, str] = {
    **{plain(each): code for names in (COUNTRIES, SHORT) for code, text in names.items()
       for each in (*text.sentences, *alone(text).sentences)},
    "rok": "KR", "southkorea": "KR", "republicofkorea": "KR", "korearepublicof": "KR", "korean": "KR", "kor": "KR",
    "한국인": "KR", "남한": "KR", "usa": "US", "america": "US", "unitedstatesofamerica": "US", "jpn": "JP",
    "uk": "GB", "greatbritain": "GB", "england": "GB", "britain": "GB", "czechrepublic": "CZ", "deutschland": "DE",
    "turkiye": "TR", "turkey": "TR", "türkiye": "TR", "튀르키예": "TR",
}  # fmt: skip


_STATE_NAMES: Mapping[str, str] = {
    **{plain(name): code for name, code in STATES.items()}, **{code.lower(): code for code in STATES.values()}
}  # fmt: skip


def _list(part: dict[str, Any], value: Any, ids: frozenset[str]) -> str | None:
    """A list in brackets, of one value or of several that stand in one text."""
    if isinstance(value, str) and plain(value) in NONE and not part.get("minItems"):
        return "[]"
    if value is False and not part.get("minItems"):
        return "[]"
    if not isinstance(value, str):
        return None
    items = part.get("items", {})
    for parts in ([value], re.split(r"\s*[,;/、，·]\s*", value.strip()), value.split()):
        found = [each if each in ids else meant(items, each, ids) for each in parts if each]
        if found and all(each is not None for each in found):
            return f"[{', '.join(str(each) for each in found)}]"
    return None


def _mapping(part: dict[str, Any], value: Any, ids: frozenset[str]) -> str | None:
    """A mapping with the one key that a value can stand under."""
    for key, inner in part.get("properties", {}).items():
        resolved = _resolved(inner)
        listed = (
            "enum" in resolved or "format" in resolved or (resolved.get("type") == "boolean") is isinstance(value, bool)
        )
        found = meant(resolved, value if not isinstance(value, bool) else str(value), ids) if listed else None
        if found is not None and not (resolved.get("type") == "boolean" and not isinstance(value, bool)):
            return f"{{{key}: {found}}}"
    return None


# Days -----------------------------------------------------------------------------------------------------------------

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def day(value: Any) -> str | None:
    """The day that a value means, where it can mean only one."""
    found = days(value)
    return found[0] if len(found) == 1 else None


def days(value: Any) -> list[str]:
    """Every day that a value may mean."""
    return (
        sorted(set(_days(str(value).strip()))) if isinstance(value, str | int) and not isinstance(value, bool) else []
    )


def _days(text: str) -> Iterator[str]:
    """Every day that a text may mean."""
    text = unicodedata.normalize("NFKC", text)
    apart = r"((?:19|20|21)\d\d)(?:\s*[-./년]\s*|\s+)(\d\d?)(?:\s*[-./월]\s*|\s+)(\d\d?)\s*[.일]?(?:[T ].*)?"
    first = re.fullmatch(apart, text) or re.fullmatch(r"((?:19|20|21)\d\d)(\d\d)(\d\d)(?:[T ].*)?", text)
    if first:
        yield from _day(int(first[1]), int(first[2]), int(first[3]))
    last = re.fullmatch(r"(\d\d?)[-./](\d\d?)[-./]((?:19|20|21)\d\d)", text)
    if last:
        yield from _day(int(last[3]), int(last[1]), int(last[2]))
        yield from _day(int(last[3]), int(last[2]), int(last[1]))
    words = re.findall(r"[A-Za-z]+|\d+", text)
    months = [_MONTHS.index(each[:3].lower()) + 1 for each in words if each[:3].lower() in _MONTHS]
    numbers = [int(each) for each in words if each.isdigit()]
    if len(months) == 1 and len(numbers) == 2 and 1900 <= max(numbers) < 2200:
        yield from _day(max(numbers), months[0], min(numbers))


def _day(year: int, month: int, number: int) -> Iterator[str]:
    """A day, if there is such a day."""
    if 1 <= month <= 12 and 1 <= number <= days_of_month(year, month):
        yield f"{year:04}-{month:02}-{number:02}"


def month_alone(value: Any) -> tuple[int, int] | None:
    """Year and month of a text that names no day: `2028-03`, `March 2026`, `2028년 3월`."""
    text = unicodedata.normalize("NFKC", str(value)).strip()
    match = re.fullmatch(r"((?:19|20|21)\d\d)\s*[-./년 ]\s*(\d\d?)\s*월?", text)
    if match and 1 <= int(match[2]) <= 12:
        return int(match[1]), int(match[2])
    named = re.fullmatch(r"([A-Za-z]+)\.?,? ?((?:19|20|21)\d\d)", text)
    if named and len(named[1]) > 2 and named[1][:3].lower() in _MONTHS:
        return int(named[2]), _MONTHS.index(named[1][:3].lower()) + 1
    return None


def last_of_month(value: Any) -> tuple[int, int, int] | None:
    """Year, month and number of days of the month in which a day was named that it does not have."""
    match = re.fullmatch(r"((?:19|20|21)\d\d)-(\d\d)-(\d\d)", str(value))
    if match is None or not 1 <= int(match[2]) <= 12:
        return None
    return int(match[1]), int(match[2]), days_of_month(int(match[1]), int(match[2]))
