"""The names that may stand in a roster: of the rule packs, of the plan, and every way to write them."""

from collections.abc import Iterable, Mapping
from typing import Any

from kvcheck.intake.cells import NONE, Allowed, Words, plain_word
from kvcheck.intake.columns import COLUMNS, Column, Of, Sort
from kvcheck.packs import Library

Tables = Mapping[str, Mapping[str, Any]]
"""The tables of a plan by name: entities by id."""

_SHORT = {"approved": "승인", "applied": "신청", "denied": "거절", "revoked": "취소", NONE: "없음"}
"""How rosters say a value in one word."""


def words_of(library: Library, tables: Tables, *, any_id: bool = False) -> Words:
    """What may stand in each column of names; with `any_id` also ids that the tables do not have."""
    return {
        column: _allowed(column, library, tables, any_id=any_id)
        for column in COLUMNS
        if column.sort is Sort.CHOICE or column.table or column.name in ("kind", "class")
    }


def choice_names(column: Column, library: Library) -> Mapping[str, Any]:
    """The names of the values of a choice in both languages, where the packs have them."""
    given = ".".join([column.of.value, *column.path])
    return next((fact.values for fact in library.facts.values() if fact.given == given and fact.values), {})


def _allowed(column: Column, library: Library, tables: Tables, *, any_id: bool) -> Allowed:
    if column.of is Of.ACTIVITY and column.name == "kind":
        kinds = library.catalogue.kinds
        return Allowed(tuple(kinds), _spelled((name, (name, *kind.title)) for name, kind in kinds.items()))
    if column.name == "class":
        return Allowed(library.classes, _spelled((name, (name,)) for name in library.classes))
    if column.sort is Sort.CHOICE:
        names = choice_names(column, library)
        ways = ((value, (value, *names.get(value, ()), _SHORT.get(value, ""))) for value in column.values)
        return Allowed(column.values, _spelled(ways))
    entities = tables.get(column.table, {})
    ways = ((name, (name, str(entity.get("name", "")))) for name, entity in entities.items())
    none = [(NONE, (NONE, _SHORT[NONE]))] if column.none else []
    return Allowed((*entities, *([NONE] if column.none else [])), _spelled([*ways, *none]), any_id)


def _spelled(ways: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, str]:
    """The value for every way to write one; a way that two values share stands for neither."""
    found: dict[str, set[str]] = {}
    for value, spellings in ways:
        for spelling in spellings:
            found.setdefault(plain_word(spelling), set()).add(value)
    return {word: values.pop() for word, values in found.items() if word and len(values) == 1}
