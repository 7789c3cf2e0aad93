"""The names that may stand in a roster: of the rule packs, of the plan, and every way to write them."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from kvcheck.frozen import FrozenDict
from kvcheck.language.text import Text
from kvcheck.model import UNKNOWN
from kvcheck.packs import Library
from kvcheck.rosters.cells import NONE
from kvcheck.rosters.column import Allowed, Words
from kvcheck.rosters.columns import COLUMNS, Column, Of, Sort
from kvcheck.rosters.known import known, plain_word

Tables = Mapping[str, Mapping[str, Any]]
"""The tables of a plan by name: entities by id."""

Names = Mapping[Column, Mapping[str, Text]]
"""How values are written in words, by column."""

_SHORT = {
    "approved": Text("approved", "승인"),
    "applied": Text("applied for", "신청"),
    "denied": Text("denied", "거절"),
    "revoked": Text("revoked", "취소"),
    NONE: Text(NONE, "없음"),
    UNKNOWN: Text(UNKNOWN, "미정"),
}
"""How rosters say a value in a word."""


VISA, _CLASSES = "visa_class", ("class", "filing_class")
"""The columns of classes of visa, and of classes of entry."""
_BY_NAME = ("kind", *_CLASSES)
"""Columns of ids that are words of the packs."""


def words_of(
    library: Library,
    tables: Tables,
    *,
    any_id: bool = False,
    said: Mapping[str, str] | None = None,
    columns: Iterable[Column] = COLUMNS,
) -> Words:
    """What may stand in each column of names; with `any_id` also ids that the tables do not have.

    `said` is what the user says that a word means (plain), wherever that may stand.
    """
    return {
        column: _with(_allowed(column, library, tables, any_id=any_id), said or {})
        for column in columns
        if column.sort in (Sort.CHOICE, Sort.CHOICES) or column.table or column.name in _BY_NAME
    }


def _with(allowed: Allowed, said: Mapping[str, str]) -> Allowed:
    """What may stand in a column, with what the user said of words before everything else."""
    own = {word: value for word, value in said.items() if value in allowed.values}
    return allowed._replace(spelled={**allowed.spelled, **own}) if own else allowed


def names_of(library: Library, tables: Tables, columns: Iterable[Column] = COLUMNS) -> Names:
    """The words that an exported roster has for values: those that are read back as the same value, else its code."""
    found: dict[Column, Mapping[str, Text]] = {}
    for column, allowed in words_of(library, tables, columns=columns).items():

        def said(value: str, word: str, allowed: Allowed = allowed) -> str:
            return word if allowed.spelled.get(plain_word(word)) == value else value

        names = {**meanings(column, library), **_SHORT}
        values = {value: names[value] for value in allowed.values if value in names}
        found[column] = {value: name.each(partial(said, value)) for value, name in values.items()}
    return found


def meanings(column: Column, library: Library) -> Mapping[str, Text]:
    """What each value of a column means, in both languages, where the packs say it."""
    if column.of is Of.ACTIVITY and column.name == "kind":
        return {name: kind.title for name, kind in library.catalogue.kinds.items()}
    if column.name in _CLASSES:
        labels = {name: library.pack_of(name).label for name in library.classes_written}
        return {name: Text(label, label) for name, label in labels.items()}
    given = ".".join([column.of.value, *column.path])
    return next((fact.values for fact in library.facts.values() if fact.given == given and fact.values), {})


def values_listed(column: Column, names: Iterable[str]) -> tuple[str, ...]:
    """The values of a column: those of the schema, else `names`; of visas those that the rules add too."""
    if column.name == VISA:
        return tuple(dict.fromkeys((*column.values, *names)))
    return column.values or tuple(names)


def _allowed(column: Column, library: Library, tables: Tables, *, any_id: bool) -> Allowed:
    """The values of a column and every spelling of each, in both languages."""
    short = {value: words.sentences for value, words in _SHORT.items()}
    if column.sort in (Sort.CHOICE, Sort.CHOICES) or column.name in _BY_NAME:
        names = meanings(column, library)
        values = values_listed(column, names)
        kinds = library.catalogue.kinds if column.name == "kind" else {}
        ways = (
            (
                value,
                (
                    value,
                    *(names[value].sentences if value in names else ()),
                    *short.get(value, ()),
                    *(kinds[value].earlier if value in kinds else ()),
                ),
            )
            for value in values
        )
        written = _as_people_write(column, values, library)
        spelled = {**written, **_spelled(ways)}
        return Allowed(values, spelled, tells=_classes_told(library, spelled) if column.name == VISA else FrozenDict())
    entities = tables.get(column.table, {})
    ways = ((name, (name, str(entity.get("name", "")))) for name, entity in entities.items())
    none = [(NONE, (NONE, *short[NONE]))] if column.none else []
    return Allowed((*entities, *([NONE] if column.none else [])), _spelled([*ways, *none]), any_id)


def _as_people_write(column: Column, values: Iterable[str], library: Library) -> Mapping[str, str]:
    """How people write the values of a column: the tables of `rules/rosters/`, and what the packs of classes say."""
    if column.name == "kind":
        return known().tasks
    if column.name in _CLASSES:
        return _spelled((name, library.pack_of(name).called.words) for name in values)
    written = known().values.get(column.name, {})
    found = _spelled((value, written.get(value, ())) for value in values)
    return {**_written_for_visas(library, values), **found} if column.name == VISA else found


def _written_for_visas(library: Library, values: Iterable[str]) -> Mapping[str, str]:
    """What stands in a column of visas for a class: its visa, or that there is none."""
    listed = set(values)
    ways = []
    for name in library.classes:
        called = library.pack_of(name).called
        if called.visas == ():
            ways.append((NONE, (name, *called.words)))
        elif name in listed:
            ways.append((name, called.words))
    return _spelled(ways)


def _classes_told(library: Library, visas: Mapping[str, str]) -> Mapping[str, str]:
    """The class of entry by what stands in a column of visas: a word for the class, or a visa that only this class has.

    `visas` are the visas by every way to write one.
    """
    packs = [(name, library.pack_of(name)) for name in library.classes]
    by_visa = _spelled((name, pack.called.visas if pack.called.visas is not None else (name,)) for name, pack in packs)
    by_word = _spelled((name, (name, pack.label, *pack.called.words)) for name, pack in packs)
    told = {word: by_visa[plain_word(visa)] for word, visa in visas.items() if plain_word(visa) in by_visa}
    return {**told, **by_word}


def _spelled(ways: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, str]:
    """The value for every way to write one; a way that two values share stands for neither."""
    found: dict[str, set[str]] = {}
    for value, spellings in ways:
        for spelling in spellings:
            found.setdefault(plain_word(spelling), set()).add(value)
    return {word: values.pop() for word, values in found.items() if word and len(values) == 1}
