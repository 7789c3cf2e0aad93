"""What a plan says about a person and no report, error or log repeats.

Plans are personal data. Reports speak of travelers by id; where the user's own line is quoted, the values of these keys
are masked in it.
"""

import re
from collections.abc import Collection, Iterable, Iterator

PRIVATE = frozenset({"name", "born", "number", "phone", "email", "lodging", "salary_usd"})
"""Keys of a plan whose values identify a person. Names of companies and numbers of contracts are masked with them."""
HOLD_PRIVATE = frozenset({"passport", "signer", "responder", "counsel", "consulate", "travelers"})
"""Keys whose values are mappings that hold such values: where something else stands there, it may be one itself."""

MASK = "·"

MOST_DIGITS = 6
"""So many digits stand in an amount, or in the name of a rule."""
_DAY = r"\d{4}-\d{2}-\d{2}"
_NAME_IN_RULES = r"[a-z0-9$][a-z0-9_./-]*|True|False"


def as_name(value: object) -> str:
    """A word as an error about rules repeats it: as rules write names and numbers. Of anything else, which may be a
    line of another file that was given for rules, as many dots; so is what has as many digits as a telephone number.

    >>> as_name("trip.dayz"), as_name("M1234"), as_name("010-1234-5678")
    ('trip.dayz', '·····', '·············')
    """
    text = str(value)
    few = sum(map(str.isdigit, text)) <= MOST_DIGITS
    shown = re.fullmatch(_NAME_IN_RULES, text) and (few or re.fullmatch(_DAY, text))
    return text if shown else MASK * len(text)


_QUOTED = r"""\"(?:\\.|[^\"\\])*\"?|'(?:''|[^'])*'?"""
_BLOCK = r"""[^\s"'#][^#]*"""
_FLOW = r"""[^\s,}\]"'#][^,}\]#]*"""


def without(text: str, private: Iterable[str]) -> str:
    """A text in which every one of the private values is replaced by as many dots, whatever its case.

    Of a value in Latin letters only whole words are taken, so that an id such as `kim-1` stays; after Korean ones a
    particle may follow.
    """
    for value in sorted(private, key=len, reverse=True):
        pattern = rf"(?<![\w-]){re.escape(value)}(?![\w-])" if value.isascii() else re.escape(value)
        text = re.sub(pattern, lambda match: MASK * len(match[0]), text, flags=re.IGNORECASE)
    return text


_WORD = re.compile(r"[\w-]+")
LEAST_WITH_PARTICLE = 3
"""A Korean name of so many letters is found with a particle behind it; a shorter one may begin another word."""


def words_of_names(names: Iterable[str], ids: Iterable[str]) -> frozenset[str]:
    """The words of names of persons as they may stand in other texts, folded: not single letters, nor words that are
    ids, by which reports speak.
    """
    words = (word.casefold() for name in names for word in _WORD.findall(name) if len(word) > 1)
    return frozenset(words) - {each.casefold() for each in ids}


def without_names(text: str, words: Collection[str]) -> str:
    """A text with the words of names as dots, so that columns stay where they are; a Korean particle may follow."""

    def mask(match: re.Match[str]) -> str:
        word = match[0]
        folded = word.casefold()
        if folded in words:
            return MASK * len(word)
        for length in range(len(word) - 1, LEAST_WITH_PARTICLE - 1, -1) if not word.isascii() else ():
            if folded[:length] in words:
                return MASK * length + word[length:]
        return word

    return _WORD.sub(mask, text) if words else text


def private_values(value: object, *, held: bool = False) -> Iterator[str]:
    """Every value of a plan that identifies a person, and each word of a name, of two characters or more."""
    if isinstance(value, dict):
        if not held and PRIVATE.isdisjoint(value):  # as of nearly all: only what is below it can be private
            for each in value.values():
                if isinstance(each, dict | list):
                    yield from private_values(each)
            return
        for key, each in value.items():
            yield from private_values(each, held=held or key in PRIVATE)
            if key == "name":
                yield from (word for word in str(each).split() if len(word) > 1)
    elif isinstance(value, list):
        for each in value:
            yield from private_values(each, held=held)
    elif held and len(str(value)) > 1:
        yield str(value)


def masked(line: str) -> str:
    """A line of a plan with every private value replaced by as many dots, so that columns stay where they are."""
    keys = "|".join(sorted(PRIVATE))
    flow = re.search(r"[\[{]", line)
    plain = _BLOCK if flow is None else _FLOW  # outside brackets, a value goes on to the end of the line
    pattern = rf"""(?<![\w-])["']?(?:{keys})["']?\s*:\s*(?P<value>{_QUOTED}|{plain})"""

    def mask(match: re.Match[str]) -> str:
        return match[0][: match.start("value") - match.start()] + MASK * len(match["value"].rstrip())

    return re.sub(pattern, mask, line)
