"""What people write in rosters, as `rules/rosters/` has it: headings, values, tasks, countries, days."""

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

from kvcheck.frozen import NamedTuple
from kvcheck.packs import rules_root
from kvcheck.source import read_file

Strings = tuple[str, ...]


class Known(NamedTuple):
    """The tables. Words are as `plain_word` gives them, unless it says otherwise."""

    headings: Mapping[str, Strings]
    """Further headings of a column by its name, as they are written."""
    perhaps: Mapping[str, str]
    """The column that a heading may mean."""
    leaves: frozenset[str]
    returns: frozenset[str]
    not_held: frozenset[str]
    ordinals: frozenset[str]
    remarks: frozenset[str]
    native_names: frozenset[str]
    latin_names: frozenset[str]
    short: Mapping[str, str]
    """Words that headings shorten."""
    values: Mapping[str, Mapping[str, Strings]]
    """By column and value, how it is written."""
    ditto: frozenset[str]
    """As they are written, lowered."""
    undecided: frozenset[str]
    """As they are written, lowered."""
    totals: frozenset[str]
    counted: frozenset[str]
    forms: frozenset[str]
    months: Mapping[str, int]
    eras: Strings
    """As they are written, lowered."""
    era_letters: frozenset[str]
    tasks: Mapping[str, str]
    """The kind of activity by task."""
    task_modes: Mapping[str, str]
    """The role by a word in a task, as it is written, lowered."""
    heads: Strings
    """Words for the thing worked on, lowered, the longest first."""
    parts: Strings
    """What parts two tasks."""
    countries: Mapping[str, str]
    """The code of a country by its name, without accents too."""
    peoples: frozenset[str]
    """What stands behind a country where its people are meant."""
    peoples_of: frozenset[str]
    """What stands before it."""


def plain_word(text: str) -> str:
    """A word as it is compared: letters and digits only, without case."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def without_accents(word: str) -> str:
    """A word in plain Latin letters; other scripts stay as they are."""
    apart = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(each for each in apart if not "\u0300" <= each <= "\u036f"))


@cache
def known() -> Known:
    """The tables as they are shipped."""
    headings, values, tasks = (_read(name) for name in ("headings", "values", "tasks"))
    countries = {
        way: code
        for code, names in _read("countries")["countries"].items()
        for name in names
        for way in (plain_word(name), without_accents(plain_word(name)))
    }
    return Known(
        headings={name: tuple(map(str, ways)) for name, ways in headings["headings"].items()},
        perhaps=_turned(headings["perhaps"]),
        leaves=_plain(headings["leaves"]),
        returns=_plain(headings["returns"]),
        not_held=_plain(headings["not_held"]),
        ordinals=_plain(headings["ordinals"]) | {""},
        remarks=_plain(headings["remarks"]),
        native_names=_plain(headings["native_names"]),
        latin_names=_plain(headings["latin_names"]),
        short={short: str(whole) for short, whole in headings["short"].items()},
        values={
            name: {value: tuple(map(str, ways)) for value, ways in of.items()} for name, of in values["values"].items()
        },
        ditto=_lowered(values["ditto"]),
        undecided=_lowered(values["undecided"]),
        totals=_plain(values["totals"]),
        counted=_plain(values["counted"]),
        forms=_plain(values["forms"]),
        months={_month(name): int(number) for number, names in values["months"].items() for name in names},
        eras=tuple(str(each).lower() for each in values["eras"]),
        era_letters=frozenset(values["era_letters"]),
        tasks=_turned(tasks["kinds"]),
        task_modes={str(way).lower(): mode for mode, ways in tasks["modes"].items() for way in ways},
        heads=tuple(sorted((str(each).lower() for each in tasks["heads"]), key=len, reverse=True)),
        parts=tuple(map(str, tasks["parts"])),
        countries=countries,
        peoples=_plain(values["peoples"]),
        peoples_of=_plain(values["peoples_of"]),
    )  # fmt: skip


@cache
def sheet_headings(thing: str) -> Mapping[str, tuple[str, str]]:
    """The headings in both languages of a thing of the plan, such as `company`, by the place in it."""
    found = _read("sheets")["headings"].get(thing, {})
    return {path: (str(words["en"]), str(words["ko"])) for path, words in found.items()}


@cache
def sheets() -> Mapping[str, Any]:
    """The sheets of a workbook that holds a whole plan: title and example."""
    found: Mapping[str, Any] = _read("sheets")["sheets"]
    return found


def _month(name: str) -> str:
    """The name of a month as it is looked up: three letters tell it, and no two have the same but `jui` of French."""
    return without_accents(plain_word(name))


def _read(name: str) -> Mapping[str, Any]:
    root: Mapping[str, Any] = read_file(rules_root() / "rosters" / f"{name}.yaml", f"rules/rosters/{name}.yaml").root
    return root


def _turned(table: Mapping[str, Any]) -> Mapping[str, str]:
    """The value for each way to write it."""
    return {plain_word(str(way)): value for value, ways in table.items() for way in ways}


def _plain(words: Any) -> frozenset[str]:
    return frozenset(plain_word(str(each)) for each in words)


def _lowered(words: Any) -> frozenset[str]:
    return frozenset(str(each).lower() for each in words)
