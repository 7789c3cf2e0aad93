"""Which language a text is in."""

import pytest

from kvcheck.model.wording import Language
from kvcheck.wording.known import Listing


def _language(code: str, *listed: str) -> Language:
    words = dict.fromkeys(listed, "act install base")
    return Language(code, frozenset({"Latin"}), False, False, False, words, {})


PHRASES = _language("aa", "lapdat", "lap", "dat")
WORDS = _language("bb", "lap", "dat", "may")
PHRASE = _language("cc", "lapdatmay")


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("lap dat", ["aa", "bb", "cc"]),  # as many in both: the order that was given
        ("lap dat may", ["bb", "cc", "aa"]),  # a word of a phrase that is listed is not counted once more
        ("x lap dat may", ["bb", "cc", "aa"]),
        ("may lap x dat", ["bb", "aa", "cc"]),  # words apart are no phrase
        ("", ["aa", "bb", "cc"]),
    ],
)
def test_the_language_that_lists_most_words_comes_first(text: str, order: list[str]) -> None:
    """Alone or in a phrase, each word counts once; where two list as many, their order stays."""
    languages = [PHRASES, WORDS, PHRASE]
    assert [each.code for each in Listing(languages).by_words_known(languages, text.split())] == order
