"""Words that are written together, cut into the words that are listed."""

from collections.abc import Mapping

_UNKNOWN, _LISTED, _SINGLE, _IDEOGRAPH, _ENDING = 4.0, 1.0, 6.0, 3.0, 1.5
"""What a letter nobody listed costs, a listed word, one of a single letter (a Chinese one), an ending.

The cheapest cut is taken.
"""
LONGEST = 14


def cut(letters: str, words: Mapping[str, str]) -> list[tuple[str | None, int, int]]:
    """The pieces of a run of letters: what each says (None where nobody listed it), where it starts and ends."""
    whole = words.get(letters)
    if whole is not None:
        return [(whole, 0, len(letters))]
    best: list[tuple[float, int, str | None]] = [(0.0, 0, None)]
    for end in range(1, len(letters) + 1):
        cost, start, says = best[end - 1][0] + _UNKNOWN, end - 1, None
        for first in range(max(0, end - LONGEST), end):
            word = words.get(letters[first:end])
            if word is not None and not (first == 0 and word.startswith("ending")):
                price = best[first][0] + _price(word, letters[first:end])
                if price <= cost:
                    cost, start, says = price, first, word
        best.append((cost, start, says))
    pieces: list[tuple[str | None, int, int]] = []
    end = len(letters)
    while end:
        _, start, says = best[end]
        if says is None and pieces and pieces[-1][0] is None:
            pieces[-1] = (None, start, pieces[-1][2])
        else:
            pieces.append((says, start, end))
        end = start
    return pieces[::-1]


def _price(word: str, letters: str) -> float:
    if word.startswith("ending"):
        return _ENDING
    if len(letters) > 1:
        return _LISTED
    return _IDEOGRAPH if "\u3400" <= letters <= "\u9fff" else _SINGLE  # one such letter is a word of its own
