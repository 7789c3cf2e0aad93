"""Which language a text is in: the one that lists most of its words."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from kvcheck.model.wording import Language

LONGEST_PHRASE = 6
"""The most words that are listed as one."""
_PLACES = ("thing place ", "thing hall ", "thing building ", "thing room ", "thing clean-room ")
"""What buildings and their parts are listed as."""


class _Word(Protocol):
    @property
    def letters(self) -> str: ...


class Listing:
    """What some languages list. Most texts share phrases with others: each is looked up once."""

    def __init__(self, languages: Sequence[Language]) -> None:
        self._languages = tuple(languages)
        self.of = lru_cache(maxsize=65536)(self._find)
        """The codes of the languages that list a phrase, given by its letters."""
        self.joins = lru_cache(maxsize=4096)(self._find_joining)
        """Whether any of the languages joins clauses by a word."""
        self._ranked = lru_cache(maxsize=65536)(self._rank)

    def _find(self, phrase: str) -> tuple[str, ...]:
        return tuple(each.code for each in self._languages if phrase in each.words)

    def _find_joining(self, word: str) -> bool:
        return any(joining(each, word) for each in self._languages)

    def begins(self, words: Sequence[_Word]) -> bool:
        """Whether a word that joins clauses in one language begins a phrase of another: in place of."""
        phrases = ["".join(each.letters for each in words[:length]) for length in (2, 3)]
        listed = [(language, phrase) for phrase in phrases for language in self._languages if phrase in language.words]
        return any(not joining(language, phrase) for language, phrase in listed)

    def by_words_known(self, languages: Sequence[Language], words: Sequence[str]) -> list[Language]:
        """Some of its languages, the one that lists most of the words first, alone or in a phrase: of lắp đặt no
        syllable is listed by itself."""
        ranks = self._ranked(tuple(words))
        return sorted(languages, key=lambda each: ranks[each.code]) if ranks else list(languages)

    def _rank(self, words: tuple[str, ...]) -> dict[str, int]:
        """Minus the number of the words that each language lists; empty where none lists any."""
        known = dict.fromkeys((each.code for each in self._languages), 0)
        beyond = dict(known)  # the number of the first word behind what a language listed last
        for at in range(len(words)):
            for end in range(min(at + LONGEST_PHRASE, len(words)), at, -1):
                for code in self.of("".join(words[at:end])):
                    if at >= beyond[code]:
                        known[code], beyond[code] = known[code] - (end - at), end
        return known if any(known.values()) else {}


def joining(language: Language, word: str) -> bool:
    """Whether a word joins clauses."""
    return language.words.get(word, "").startswith(("and ", "or "))


def placed(beyond: Sequence[_Word], language: Language) -> bool:
    """Whether words go on with a place or a building, so that what stands before them only names it: (door of the
    machine) hall, (porte de la machine) du bâtiment."""
    says = [language.words.get(each.letters, "") for each in beyond[:3]]
    named = next((each for each in says if not each.startswith(("of ", "the "))), "")
    return named.startswith(_PLACES)
