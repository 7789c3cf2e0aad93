"""Korean particles by the last letter that is read aloud: 을 or 를, 은 or 는, 으로 or 로.

A particle has one form after a final consonant and another after a vowel (국립국어원, 한글 맞춤법). Hangul shows
which it is; a Latin letter, a word and a digit are taken as Koreans read them.
"""

import re
from functools import lru_cache
from typing import Literal

Ending = Literal["", "ㄹ", "ㅁ"]
"""How a word ends when it is read: with a vowel, with ㄹ, or with another consonant (ㅁ stands for all of these)."""

_FORMS = (
    ("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"), ("아", "야"),
    ("으로", "로"), ("으로서", "로서"), ("으로써", "로써"), ("으로부터", "로부터"),
    ("이어야", "여야"), ("이었", "였"), ("이라", "라"), ("이라고", "라고"), ("이라는", "라는"), ("이라면", "라면"),
    ("이란", "란"), ("이나", "나"), ("이며", "며"), ("이고", "고"), ("이면", "면"), ("이든", "든"),
)  # fmt: skip
_BY_FORM = {form: pair for pair in _FORMS for form in pair}

PARTICLES = frozenset(_BY_FORM)
"""Every form that can be asked for; both forms of a particle ask for the same."""

_DIGITS: dict[str, Ending] = {
    "0": "ㅁ", "1": "ㄹ", "2": "", "3": "ㅁ", "4": "", "5": "", "6": "ㅁ", "7": "ㄹ", "8": "ㄹ", "9": "",
}  # fmt: skip
_LETTERS: dict[str, Ending] = {"L": "ㄹ", "R": "ㄹ", "M": "ㅁ", "N": "ㅁ"}
_SIGNS: dict[str, Ending] = {"%": "", "$": "", "+": "", "&": "", "℃": "", "℉": "", "€": "", "°": ""}
_WORD = r"[A-Za-z]+$"
_ASIDE = r"(?<=\w)[`'\"”’]?\s?(?:\([^()]*\)|\[[^\[\]]*\])$"
_SHORT = r"(?:^|[^aeiou])[aeiou](?:[bpkt]|ck)$"  # patterns are made when Korean is written
_NOT_SHORT = ("hub", "check", "click", "kick", "set", "net")


def particle(word: str, form: str) -> str:
    """The form of a particle after `word`; `form` is one of PARTICLES. KeyError for another one.

    >>> particle("출장", "을"), particle("서류", "을"), particle("서울", "으로")
    ('을', '를', '로')
    """
    closed, opened = _BY_FORM[form]
    ending = ending_of(word)
    if not ending or (ending == "ㄹ" and closed.startswith("으로")):
        return opened
    return closed


@lru_cache(maxsize=4096)
def ending_of(word: str) -> Ending:
    """How the word ends when it is read. Quotation marks are not read, nor is an aside in brackets after a word."""
    rest = word.rstrip()
    while rest:
        aside = re.search(_ASIDE, rest)
        if aside is not None:
            rest = rest[: aside.start()]
        elif rest[-1].isalnum() or rest[-1] in _SIGNS:
            return _ending_of_letter(rest)
        else:
            rest = rest[:-1]
    return ""


def _ending_of_letter(word: str) -> Ending:
    """How a word ends whose last character is read. A letter of a script that is not known here counts as a vowel."""
    last = word[-1]
    if "가" <= last <= "힣":
        final = (ord(last) - ord("가")) % 28
        return "" if final == 0 else "ㄹ" if final == 8 else "ㅁ"
    if last in _DIGITS:
        return _DIGITS[last]
    latin = re.search(_WORD, word)
    if latin is not None:
        return _ending_of_latin(latin.group())
    return "ㅁ" if last in "んン" or "ㄱ" <= last <= "ㅎ" else ""


def _ending_of_latin(word: str) -> Ending:
    """How a Latin word ends in Korean: capitals by letter (L 엘, R 알), a word by its sound (file 파일)."""
    if word.isupper() or len(word) == 1:
        return _LETTERS.get(word[-1].upper(), "")
    lower = word.lower()
    if lower.endswith(("l", "le", "ll")):
        return "ㄹ"
    if lower.endswith(("m", "n", "ng")) or (lower.endswith(("me", "ne")) and len(lower) > 3):
        return "ㅁ"
    return "ㅁ" if re.search(_SHORT, lower) and not lower.endswith(_NOT_SHORT) else ""
