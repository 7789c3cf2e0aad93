"""How values of a plan read in a paper: days, countries, duties, text of the user."""

from collections.abc import Mapping
from datetime import date

from kvcheck.errors import Text
from kvcheck.spelling import shown

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

COUNTRIES: Mapping[str, Text] = {
    "AT": Text("Austria", "오스트리아"),
    "CA": Text("Canada", "캐나다"),
    "CH": Text("Switzerland", "스위스"),
    "CN": Text("China", "중국"),
    "CZ": Text("Czechia", "체코"),
    "DE": Text("Germany", "독일"),
    "ES": Text("Spain", "스페인"),
    "FR": Text("France", "프랑스"),
    "GB": Text("the United Kingdom", "영국"),
    "HU": Text("Hungary", "헝가리"),
    "ID": Text("Indonesia", "인도네시아"),
    "IN": Text("India", "인도"),
    "IT": Text("Italy", "이탈리아"),
    "JP": Text("Japan", "일본"),
    "KR": Text("the Republic of Korea", "대한민국"),
    "MX": Text("Mexico", "멕시코"),
    "MY": Text("Malaysia", "말레이시아"),
    "NL": Text("the Netherlands", "네덜란드"),
    "PH": Text("the Philippines", "필리핀"),
    "PL": Text("Poland", "폴란드"),
    "SG": Text("Singapore", "싱가포르"),
    "TH": Text("Thailand", "태국"),
    "TW": Text("Taiwan", "대만"),
    "US": Text("the United States", "미국"),
    "VN": Text("Vietnam", "베트남"),
}
"""Countries that plans of Korean makers name most; of another one the code is printed."""

DUTIES: Mapping[str, Text] = {
    "install": Text("install", "설치"),
    "service": Text("service", "점검"),
    "repair": Text("repair", "보수"),
    "maintain": Text("maintain", "유지보수"),
    "commission": Text("commission", "시운전"),
    "calibrate": Text("calibrate", "정밀 조정"),
    "test": Text("test", "시험"),
    "upgrade": Text("upgrade", "개조"),
    "train": Text("train", "교육"),
    "supervise": Text("supervise", "감독"),
    "connect": Text("connect", "연결"),
    "relocate": Text("relocate", "이설"),
    "software": Text("set up software", "소프트웨어 셋업"),
    "warranty": Text("give warranty service", "하자보수"),
}
"""What a contract requires of the seller."""

EVIDENCE: Mapping[str, Text] = {
    "maker-certificate": Text("certificate of the maker", "제조사 수료·자격 증서"),
    "training-record": Text("training record", "교육 이수 기록"),
    "cv": Text("résumé", "이력서"),
}
"""Usual proofs of expertise; others are printed as the plan names them."""


def as_is(value: object) -> Text:
    """The user's own words, the same in both languages."""
    text = shown(str(value))
    return Text(text, text)


def day(value: str) -> Text:
    """An ISO day as a letter writes it."""
    found = date.fromisoformat(value)
    return Text(
        f"{_MONTHS[found.month - 1]} {found.day}, {found.year}", f"{found.year}년 {found.month}월 {found.day}일"
    )


def country(code: str) -> Text:
    """A country by its name."""
    return COUNTRIES.get(code) or as_is(code)


def country_alone(code: str) -> Text:
    """A country by its name as it stands by itself, in parentheses or after a colon."""
    return Text(country(code).en.removeprefix("the "), country(code).ko)


def countries(codes: list[str]) -> Text:
    """Several countries."""
    return listed([country_alone(code) for code in codes])


def several(values: list[str]) -> Text:
    """Several of the user's own words."""
    return listed([as_is(value) for value in values])


def duties(names: list[str]) -> Text:
    """Duties of a contract, as the object of "requires"."""
    found = listed([DUTIES[name] for name in names])
    return Text(f"to {found.en}", found.ko)


def evidence(names: list[str]) -> Text:
    """What proves expertise."""
    return listed([EVIDENCE.get(name) or as_is(name) for name in names])


def listed(texts: list[Text]) -> Text:
    """Several words in a row."""
    *first, last = [text.en for text in texts]
    return Text(f"{', '.join(first)} and {last}" if first else last, "·".join(text.ko for text in texts))
