"""No way of writing hides a word: what looks alike is read alike, and places lead back to the original."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvcheck.language.spelling import fold, folded, shown

WORDS = ("배관 용접", "닭 값 넋 앓", "weld the pipes", "과장")


def by_letters(text: str) -> str:
    """A text with each Hangul syllable as the letters that stand by themselves: 관 as ㄱㅘㄴ."""
    initials, vowels = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
    finals = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
    written = []
    for character in text:
        number = ord(character) - 0xAC00
        if 0 <= number < 11172:
            written.append(initials[number // 588] + vowels[number % 588 // 28] + finals[number % 28])
        else:
            written.append(character)
    return "".join(written)


@pytest.mark.parametrize("word", WORDS)
def test_the_same_word_in_another_spelling_is_the_same(word: str) -> None:
    """Decomposed, by single letters, in full width, in capitals, with what shows nothing between the letters."""
    plain = fold(word)[0]
    full_width = "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in word)
    spellings = [
        unicodedata.normalize("NFD", word), by_letters(word), full_width, word.upper(),
        *(filler.join(word) for filler in ("\u200b", "\u00ad", "\ufe0f", "\u3164", "\u2060")),
    ]  # fmt: skip
    assert [fold(each)[0] for each in spellings] == [plain] * len(spellings)
    assert [folded(each) for each in spellings[:1]] == [plain]


def test_a_final_letter_goes_to_the_syllable_it_belongs_to() -> None:
    """Before a vowel it begins the next one: ㄱㅘㅈㅏㅇ is 과장 and not 괒ㅏㅇ."""
    assert fold("ㄱㅘㅈㅏㅇ")[0] == "과장"
    assert fold("ㅋㅋ 배관")[0] == fold("ㅋㅋ")[0] + " 배관"


@given(st.text(alphabet=st.sampled_from("aé１배ㅂㅐ\u1107\u1162\u200b -–ﬁ\n"), max_size=12))
def test_places_lead_back_to_the_original(text: str) -> None:
    """Each character of the searched text has a place in the original, in order, that reads as it."""
    letters, spans = fold(text)
    assert len(letters) == len(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    assert folded(text) == letters


@pytest.mark.parametrize(("text", "safe"), [("plain", "plain"), ("a\nb\tc", "a b c"), ("a\u202eb", "a\ufffdb")])
def test_what_is_shown_has_nothing_that_acts(text: str, safe: str) -> None:
    """Line breaks are spaces, marks of direction are visible."""
    assert shown(text) == safe
