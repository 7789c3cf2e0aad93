"""`rules/CHANGELOG.md`: every change of law with the packs it touched, and a case on each side of each date."""

import re
from datetime import date, timedelta
from typing import NamedTuple

import pytest

from kvcheck.model import Layer, Rule
from kvcheck.packs import rules_root
from kvcheck.packtools.cases import read
from tests.support import library

TEXT = (rules_root() / "CHANGELOG.md").read_text(encoding="utf-8")
IN_FORCE, _, ANNOUNCED = TEXT.partition("## Known, not seen in force")
FOLLOWED_FROM = "2021-01-12"
"""Before this day starts of parameters are only days surely early enough."""


class Change(NamedTuple):
    """One row of the table."""

    day: str
    packs: tuple[str, ...]
    sources: tuple[str, ...]


def rows(text: str) -> list[list[str]]:
    """The cells of every row that begins with a day."""
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:4] == "| 20"]
    assert found
    return found


def named(cell: str) -> tuple[str, ...]:
    """The ids in a cell."""
    return tuple(re.findall(r"`([^`]+)`", cell))


CHANGES = [Change(day, named(packs), named(sources)) for day, _, _, packs, sources in rows(IN_FORCE)]


def day_before(day: str) -> str:
    """The day before."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.day)
def test_a_row_names_packs_and_sources_that_exist(change: Change) -> None:
    """Packs and authorities by their ids, at least one of each."""
    assert change.packs
    assert change.sources
    assert set(change.packs) <= set(library().pack_names)
    assert set(change.sources) <= library().authorities.keys()


def test_rows_are_in_both_languages_and_newest_first() -> None:
    """Every cell is filled, and the days fall."""
    for text, width in ((IN_FORCE, 5), (ANNOUNCED, 4)):
        found = rows(text)
        assert all(len(row) == width and all(row) for row in found)
        assert all(re.search("[가-힣]", row[2]) for row in found)
        days = [row[0] for row in found]
        assert days == sorted(days, reverse=True)


def test_sources_of_what_is_not_in_force_exist() -> None:
    """Proposals and laws without a start rest on authorities too."""
    assert {source for row in rows(ANNOUNCED) for source in named(row[3])} <= library().authorities.keys()


DATED = sorted(
    (
        rule
        for rule in library().rules().values()
        if (rule.first_day or rule.last_day < "9999") and library().pack(rule.pack).layer is not Layer.POLICY
    ),
    key=lambda rule: rule.name,
)


@pytest.mark.parametrize("rule", DATED, ids=lambda rule: rule.name)
def test_a_rule_with_a_beginning_is_in_the_list_with_cases_around_it(rule: Rule) -> None:
    """The day of law has a row, and its pack has cases before it and from it on."""
    assert any(change.day == rule.first_day for change in CHANGES)
    using = [name for name in library().pack_names if any(pack.name == rule.pack for pack in library().chain(name))]
    days = {case.on for name in using for case in read(library(), name).values()}
    assert any(day < rule.first_day for day in days)
    assert any(day >= rule.first_day for day in days)


MOVED = [
    (name, start)
    for name, parameter in sorted(library().parameters.items())
    for start, *_ in parameter.values[1:]
    if start >= FOLLOWED_FROM
]


@pytest.mark.parametrize(("name", "start"), MOVED)
def test_a_value_that_changed_is_in_the_list_and_differs_from_the_day_before(name: str, start: str) -> None:
    """Each side of the date has its own value."""
    parameter = library().parameters[name]
    assert parameter.on(start, "9999-12-31") != parameter.on(day_before(start), "9999-12-31")
    # a fee whose earlier value is general knowledge begins the history of the fee; the list follows law that was read
    assert any(change.day == start for change in CHANGES)
