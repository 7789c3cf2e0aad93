"""Text to runs: letters of one script without a gap, and the stops between them."""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kvcheck.frozen import NamedTuple
from kvcheck.wording.spellings import LEET_MARKS

_STOPS = {
    **dict.fromkeys(',()[]{}:=、،“”"「」《》*', ","),
    **dict.fromkeys(";\n。?!|•", "."),
    **dict.fromkeys("&+→<>", "and"),
    **dict.fromkeys("/·ㆍ・‧∙⋅", "/"),
    **dict.fromkeys("([{", "("),
    **dict.fromkeys(")]}", ")"),
    **dict.fromkeys(":=", ":"),
}
"""The marks that part clauses, by what they mean: `/` parts words that share what follows or went before."""


class Run(NamedTuple):
    """Letters of one script without a gap, or a stop."""

    letters: str
    script: str
    places: Sequence[int]
    """Offset of each letter in the folded text."""

    @property
    def start(self) -> int:
        """Where it begins in the folded text."""
        return self.places[0]

    @property
    def end(self) -> int:
        """Behind its last letter there."""
        return self.places[-1] + 1


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    """The script of a letter, as far as languages differ by it."""
    if character.isascii() and character.isalnum():
        return "Latin"
    if character in _STOPS:
        return ""  # whatever its name says: the ideographic comma
    name = unicodedata.name(character, "")
    for start, script in _SCRIPTS:
        if name.startswith(start):
            return script
    return "Latin" if character.isalpha() or character.isdigit() else ""


_SCRIPTS = (
    ("HANGUL", "Hangul"),
    ("CJK", "Han"),
    ("IDEOGRAPHIC", "Han"),
    ("HIRAGANA", "Kana"),
    ("KATAKANA", "Kana"),
    ("THAI", "Thai"),
    ("CYRILLIC", "Cyrillic"),
)


def runs_of(folded: str) -> Iterator[Run]:
    """The runs of letters of a text, and its stops."""
    start, script = 0, ""
    for at, character in enumerate(folded):
        here = _script(character)
        if (
            not here
            and script == "Latin"
            and character in LEET_MARKS
            and _script(folded[at + 1 : at + 2] or " ") == "Latin"
        ):
            here = "Latin"
        if script and here != script and frozenset((here, script)) not in _MIXED:
            yield Run(folded[start:at], script, range(start, at))
            script = ""
        if here:
            start, script = (
                (start, here if here == script else _MIXED[frozenset((here, script))]) if script else (at, here)
            )
        elif stop := _stop(folded, at):
            yield Run(stop, "stop", (at,))
    if script:
        yield Run(folded[start:], script, range(start, len(folded)))


_MIXED = {frozenset(("Latin", "Cyrillic")): "Latin", frozenset(("Han", "Kana")): "Kana"}
"""Scripts whose letters make one word: look-alikes among Latin letters; 打ち合わせ, which is Japanese."""


def _stop(folded: str, at: int) -> str:
    """The stop that a character makes, if any: a full stop in an abbreviation or a hyphen in a word makes none."""
    character = folded[at]
    before, after = folded[at - 1 : at] if at else " ", folded[at + 1 : at + 2] or " "
    if character == ".":
        return "." if after.isspace() and before != " " else ""
    if character == "-":
        return ":" if before == " " and after == " " else ""
    return _STOPS.get(character, "")


def joined_letters(runs: list[Run], joiners: frozenset[str]) -> list[Run]:
    """Words that are spaced out letter by letter are put together again."""
    joined: list[Run] = []
    at = 0
    while at < len(runs):
        singles = _singles(runs, at, joiners)
        script = runs[at].script
        if len(singles) >= (3 if script == "Latin" else 2):
            letters = "".join(runs[number].letters for number in singles)
            places = [runs[number].start for number in singles]
            joined.append(Run(letters, "Spaced" if script == "Latin" else script, places))
            at = singles[-1] + 1
        else:
            joined.append(runs[at])
            at += 1
    return joined


def _singles(runs: list[Run], first: int, joiners: frozenset[str]) -> list[int]:
    """The numbers of the runs of one letter each that follow from `first` on, whatever mark parts them."""
    found: list[int] = []
    for number in range(first, len(runs)):
        run = runs[number]
        if run.script == "stop" and run.letters == "/" and found:
            continue
        if len(run.letters) != 1 or run.letters.isdigit() or run.script in ("stop", *_NEVER_SPACED):
            break
        if run.script != runs[first].script or run.letters in joiners:
            break
        found.append(number)
    return found


_NEVER_SPACED = ("Han", "Kana", "Thai")
"""Scripts without spaces: a letter that stands alone there is a word."""
