"""Countries as rosters have them."""

from collections.abc import Mapping

from kvcheck.language.countries import SHORT, alone
from kvcheck.language.text import Text
from kvcheck.rosters.known import known, plain_word, without_accents
from kvcheck.source.schema import schema

COUNTRY_NAMES: Mapping[str, Text] = {code: alone(name) for code, name in SHORT.items()}
"""The countries that stand in rosters by name; every other one by its two letters."""

_COUNTRIES = {plain_word(name): code for code, names in COUNTRY_NAMES.items() for name in names.sentences}


def code_of(text: str) -> str | None:
    """The code of a country, given as that, by a name of any of the tables, or as what its people are called."""
    if text.upper() in schema("plan")["$defs"]["country"]["enum"]:
        return text.upper()
    word = plain_word(text)
    bare = {word.removesuffix(each) for each in known().peoples}
    bare |= {word.removeprefix(each) for each in known().peoples_of}
    return _by_name(word) or next(filter(None, map(_by_name, sorted(bare))), None)


def _by_name(word: str) -> str | None:
    """The code of a country by its name, as names are compared."""
    return _COUNTRIES.get(word) or known().countries.get(word) or known().countries.get(without_accents(word))
