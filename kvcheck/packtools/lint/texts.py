"""Sentences in both languages: each in its own, with the same placeholders and the same figures."""

import re
from collections.abc import Iterator
from typing import Any

from kvcheck.language.text import Text
from kvcheck.packtools.bench import Bench
from kvcheck.packtools.lint.saying import Saying
from kvcheck.packtools.remarks import Remark
from kvcheck.source import Items, Node

SHARED = ("facts.yaml", "activities.yaml", "documents.yaml", "steps.yaml", "us/parameters.yaml", "us/authorities.yaml")
"""Files of a rules folder that hold sentences and are no packs."""
_HANGUL = re.compile("[가-힣]")
_WORDS = re.compile(r"[a-z]{3,}")
"""English words; names and abbreviations have capitals."""
_PLACEHOLDER = re.compile(r"\{(\w+)[^}]*\}|(\$\w+)")
"""A placeholder by its name; `{:은}` in Korean is none, but the particle of what stands before it."""
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_PARTICLES = re.compile(r"[가-힣]\((?:을|를|이|가|은|는|와|과|으)\)|(?:을|은|이|와|과)\((?:를|는|가)\)")
MANY_WORDS = 4
"""From so many English words on, a Korean sentence without Hangul is no name that stays as it is."""


def look(bench: Bench, today: str) -> Iterator[Remark]:
    """What is wrong with the sentences of the packs, their cases, and of what they share."""
    del today
    roots = [bench.library.rules_of(name) for name in bench.names]
    roots += [each for name in bench.names if (each := bench.library.cases_of(name)) is not None]
    if bench.whole:
        roots += [bench.library.root_of(file) for file in SHARED]
    for root in roots:
        say = Saying(root.document)
        for about, node in _sentences(root):
            yield from _sentence(node, about, say)


def _sentences(value: Any, about: str = "") -> Iterator[tuple[str, Node]]:
    """Every sentence in both languages, with the keys that lead to it."""
    if isinstance(value, Node):
        if set(value) == {"en", "ko"}:
            yield about, value
            return
        for key, each in value.items():
            yield from _sentences(each, f"{about}.{key}" if about else key)
    elif isinstance(value, Items):
        for each in value:
            yield from _sentences(each, about)


def _sentence(node: Node, about: str, say: Saying) -> Iterator[Remark]:
    en, ko = str(node["en"]), str(node["ko"])
    if not _HANGUL.search(ko) and (len(_WORDS.findall(ko)) >= MANY_WORDS or _HANGUL.search(en)):
        message = Text("the Korean has no Korean letter", "한국어 문장에 한글이 없습니다")
        yield say.remark("language", node.value_place("ko"), message, about=about)
    elif not _HANGUL.search(ko) and ko != en:
        message = Text(
            "the Korean has no Korean letter and is not the name that the English has",
            "한국어 문장에 한글이 없고 영어의 명칭과도 다릅니다",
        )
        yield say.remark("language", node.value_place("ko"), message, about=about)
    if (slip := _PARTICLES.search(ko)) is not None:
        message = Text(
            "`{slip}`: write the particle that fits", "`{slip}`: 맞는 조사 하나만 적으십시오", slip=slip.group()
        )
        yield say.remark("language", node.value_place("ko"), message, about=about)
    if len(_HANGUL.findall(en)) > len(re.findall("[A-Za-z]", en)):
        message = Text("the English is Korean", "영어 문장이 한국어입니다")
        yield say.remark("language", node.value_place("en"), message, about=about)
    if sorted(_PLACEHOLDER.findall(en)) != sorted(_PLACEHOLDER.findall(ko)):
        message = Text("the two languages have other placeholders", "두 언어의 자리표시자가 다릅니다")
        yield say.remark("language", node.place, message, about=about)
    yield from _figures(node, en, ko, about, say)


def _figures(node: Node, en: str, ko: str, about: str, say: Saying) -> Iterator[Remark]:
    """Figures of two digits or more that only one language has, in digits or in words."""
    ours, theirs = _in_digits(en), _in_digits(ko)
    for key, lacks in (
        ("ko", ours - theirs - _in_korean(ko)),
        ("en", theirs - ours - _in_english(en) - _ten_thousands(ko)),
    ):
        if lacks:
            figures = ", ".join(sorted(lacks))
            message = Text(
                "the other language says {figures}, this one does not",
                "다른 언어에는 있는 숫자 {figures}{:이} 없습니다",
                figures=figures,
            )
            yield say.remark("figures", node.value_place(key), message, about=about)


def _in_digits(text: str) -> set[str]:
    return {plain for each in _FIGURE.findall(text) if len(plain := each.replace(",", "").strip(".")) > 1}


_NUMBERS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
]
_MONTHS = ["October", "November", "December"]


def _in_english(text: str) -> set[str]:
    """Figures that an English sentence writes as words: `twelve`, `November`, `1.5 million`, `half`."""
    words = set(re.findall("[A-Za-z]+", text))
    low = {each.lower() for each in words}
    found = {str(10 + at if at <= 10 else (at - 8) * 10) for at, word in enumerate(_NUMBERS) if word in low}
    found |= {str(10 + at) for at, month in enumerate(_MONTHS) if month in words or month[:3] in words}
    found |= {"50"} if "half" in low else set()
    return found | {_whole(float(each) * 1_000_000) for each in re.findall(r"(\d+(?:\.\d+)?) million", text)}


_COUNTED = re.compile(r"(\d[\d,]*(?:\.\d+)?)(억|만|천)(?:\s?(\d[\d,]*)(천)?)?")
_UNITS = {"억": 100_000_000, "만": 10_000, "천": 1_000}


def _in_korean(text: str) -> set[str]:
    """Figures that a Korean sentence counts in thousands and ten thousands: `1만 5천`, `10만`; and `절반`."""
    found = {"50"} if "절반" in text else set()
    for number, unit, rest, thousand in _COUNTED.findall(text):
        value = float(number.replace(",", "")) * _UNITS[unit]
        found.add(_whole(value))
        if rest:
            found.add(_whole(value + float(rest.replace(",", "")) * (1_000 if thousand else 1)))
    return found | {_whole(float(each) / 1_000_000) for each in found}


def _ten_thousands(text: str) -> set[str]:
    """The digits of figures that are counted so: of `10만` the 10 is no figure of its own."""
    return {part.replace(",", "") for number, _, rest, _ in _COUNTED.findall(text) for part in (number, rest)}


def _whole(value: float) -> str:
    return f"{value:g}" if value < 1 or value % 1 else f"{value:.0f}"
