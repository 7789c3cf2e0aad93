"""Which language a text is in: the one that lists most of its words."""

from collections.abc import Mapping, Sequence

from kvcheck.model.wording import Language

LONGEST_PHRASE = 6
"""The most words that are listed as one."""


def by_words_known(languages: Sequence[Language], words: Sequence[str]) -> list[Language]:
    """Languages, the one that lists most of the words first, alone or in a phrase: of lắp đặt no syllable is listed by
    itself."""
    phrases = [
        ["".join(words[at : at + length]) for length in range(min(LONGEST_PHRASE, len(words) - at), 0, -1)]
        for at in range(len(words))
    ]
    return sorted(languages, key=lambda each: -_known(each.words, phrases))


def _known(listed: Mapping[str, str], phrases: Sequence[Sequence[str]]) -> int:
    """How many words are listed; `phrases` are those that begin with each word, the longest first."""
    known = at = 0
    while at < len(phrases):
        beginning = phrases[at]
        for number, phrase in enumerate(beginning):
            if phrase in listed:
                length = len(beginning) - number
                known, at = known + length, at + length
                break
        else:
            at += 1
    return known
