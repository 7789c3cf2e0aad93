"""How values of a plan read in a paper: days, countries, duties, text of the user."""

import unicodedata
from collections.abc import Mapping
from datetime import date

from kvcheck.language.countries import COUNTRIES, alone
from kvcheck.language.grammar import listed
from kvcheck.language.spelling import shown
from kvcheck.language.text import Text

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

DUTIES: Mapping[str, Text] = {
    "install": Text("install", "설치"),
    "service": Text("service", "점검"),
    "repair": Text("repair", "보수"),
    "maintain": Text("maintain", "유지보수"),
    "commission": Text("commission", "시운전"),
    "calibrate": Text("calibrate", "캘리브레이션(교정)"),
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
    "maker-certificate": Text("certificate of the maker", "제조사 교육 이수증(자격증)"),
    "training-record": Text("training record", "교육 이수 기록"),
    "cv": Text("résumé", "이력서"),
}
"""Usual proofs of expertise; others are printed as the plan names them."""


def as_is(value: object) -> Text:
    """The user's own words, the same in both languages."""
    text = shown(str(value))
    return Text(text, text)


def readable(text: str) -> bool:
    """Whether all letters are Latin (or Greek, as in units), so that an English reader can at least spell them."""
    letters = (sign for sign in unicodedata.normalize("NFKC", text) if not sign.isascii() and sign.isalpha())
    return all(unicodedata.name(sign, "").startswith(("LATIN", "GREEK", "MODIFIER")) for sign in letters)


def day(value: str) -> Text:
    """An ISO day as a letter writes it."""
    found = date.fromisoformat(value)
    month = Text(_MONTHS[found.month - 1], str(found.month))
    return Text("{month} {day}, {year}", "{year}년 {month}월 {day}일", year=str(found.year), month=month, day=found.day)


def country(code: str) -> Text:
    """A country by its name."""
    return COUNTRIES.get(code) or as_is(code)


def country_alone(code: str) -> Text:
    """A country by its name as it stands by itself, in parentheses or after a colon."""
    return alone(country(code))


def countries(codes: list[str]) -> Text:
    """Several countries."""
    return listed([country_alone(code) for code in codes])


def several(values: list[str]) -> Text:
    """Several of the user's own words."""
    return listed([as_is(value) for value in values])


def duties(names: list[str]) -> Text:
    """Duties of a contract, as the object of "requires"."""
    found = listed([DUTIES[name] for name in names])
    return Text("to {found}", "{found}", found=found)


def evidence(names: list[str]) -> Text:
    """What proves expertise."""
    return listed([EVIDENCE.get(name) or as_is(name) for name in names])
