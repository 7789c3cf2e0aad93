"""Other ways of writing a word: letters that look alike, digits and marks for letters, one slip."""

from collections.abc import Iterator, Mapping, Sequence

LETTERS = "abcdefghijklmnopqrstuvwxyz"
LEET_MARKS = "@$!|€"
"""Marks that stand for letters inside a word."""
_LEET = str.maketrans("01345789@$!|€", "oieastbgasile")
_MOST_LOOKS = 8
_DENYING = ("not ", "others ", "instead ")
"""How what a word says begins where it takes back what stands beside it."""


def other_spellings(letters: str, look_alikes: Mapping[str, str]) -> Iterator[str]:
    """The word by the look of its letters, and with digits and marks for letters.

    `look_alikes` has what a letter looks like: usually one Latin letter, sometimes two that are possible.
    """
    looks = _looks(letters, look_alikes)
    for look in looks:
        if look != letters:
            yield look
    for look in looks:
        if any(each.isdigit() or each in LEET_MARKS for each in look) and any(each.isalpha() for each in look):
            yield look.translate(_LEET)
            if "1" in look:
                yield look.replace("1", "l").translate(_LEET)


def as_it_looks(letters: str, look_alikes: Mapping[str, str], says: Sequence[Mapping[str, str]]) -> str:
    """The word that somebody reads in these letters: one that is listed, if there is any; `says` are the lists.

    Never one that takes back what stands beside it: only a plain word denies.
    """
    found = {look: [said for words in says if (said := words.get(look))] for look in _looks(letters, look_alikes)}
    able = [look for look, said in found.items() if not any(each.startswith(_DENYING) for each in said)]
    return max(able, key=lambda look: bool(found[look]), default=letters)


def _looks(letters: str, look_alikes: Mapping[str, str]) -> list[str]:
    """The words, in Latin letters as far as letters look like them, that a word may be read as; the likeliest first."""
    looks = [""]
    for letter in letters:
        alike = look_alikes.get(letter, letter)
        looks = [before + each for before in looks for each in alike][:_MOST_LOOKS]
    return looks


def one_slip_from(word: str) -> Iterator[str]:
    """Words that differ by two neighbors that changed places, or by one letter too many, wrong or missing.

    They are looked up one by one: an index over all words would cost every short run more than it saves.
    """
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    yield from (before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1)
    yield from (before + after[1:] for before, after in cuts if after)
    yield from (before + letter + after[1:] for before, after in cuts if after for letter in LETTERS)
    yield from (before + letter + after for before, after in cuts for letter in LETTERS)
