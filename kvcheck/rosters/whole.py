"""Everything that a file says: its sheets of things and of people, put together into one set of changes."""

from collections.abc import Mapping, Sequence
from typing import Any

from kvcheck.errors import CannotCheck, Problem
from kvcheck.packs import Library
from kvcheck.rosters import into_plan, things
from kvcheck.rosters.asked import Answers
from kvcheck.rosters.changes import Change, Existing, Intake
from kvcheck.rosters.names import words_of
from kvcheck.rosters.open import Opened
from kvcheck.rosters.reader import no_rows, read
from kvcheck.source import Document


def intake_of(
    opened: Opened, documents: Sequence[Document], library: Library, ignored: Sequence[str], answers: Answers
) -> Intake:
    """What a file changes in the plan of `documents`; a plan that is not there yet has the ids of the file.

    Raises CannotCheck with everything that is wrong in any sheet.
    """
    made = not documents
    tables = {name: dict(entities) for name, entities in into_plan.tables(documents).items()}
    for sheet in opened.things:
        for name, entity in things.ids_of(sheet, answers).items():
            tables.setdefault(things.TABLES[sheet.of], {}).setdefault(name, entity)
    found: list[Intake] = []
    several = len(opened.rosters) + len(opened.things) > 1
    problems: list[Problem] = []
    for sheet in opened.things:
        words = words_of(library, tables, any_id=made, said=answers.values, columns=things.columns_of(sheet.of))
        there = into_plan.things(documents, things.TABLES[sheet.of])
        said = things.read(sheet, there, words, answers)
        problems += said.problems
        found.append(
            Intake(tuple(said.changes), said.unchanged, tuple(sheet.unread), said.named, 0, 0, tuple(said.notes))
        )
    words = words_of(library, tables, any_id=made, said=answers.values)
    known = into_plan.existing(documents) if documents else Existing({}, {})
    for table, header in opened.rosters:
        try:
            found.append(read(table, header, known, words, ignored, answers, one_of_several=several))
        except CannotCheck as error:
            problems += error.problems
    if not problems and not any(each.changes or each.unchanged for each in found):
        problems.append(no_rows(opened.file))
    if problems:
        raise CannotCheck(problems)
    return _together(found)


def _together(found: Sequence[Intake]) -> Intake:
    """One set of changes of several: what sheets say of the same traveler is one change."""
    changes: dict[tuple[str, str], Change] = {}
    named: dict[str, dict[str, str]] = {}
    for intake in found:
        for change in intake.changes:
            key = (change.table, change.id)
            first = changes.get(key)
            changes[key] = change if first is None else _joined(first, change)
        for table, ids in intake.named.items():
            for name, called in ids.items():
                named.setdefault(table, {}).setdefault(name, called)
    return Intake(
        tuple(changes.values()),
        sum(each.unchanged for each in found),
        tuple(column for each in found for column in each.unread),
        {
            table: {name: own for name, own in ids.items() if (table, name) not in changes}
            for table, ids in named.items()
        },
        sum(each.hidden for each in found),
        sum(each.repeated for each in found),
        tuple(note for each in found for note in each.notes),
        tuple(question for each in found for question in each.questions),
    )


def _joined(first: Change, second: Change) -> Change:
    """Two changes of one thing as one."""
    return first._replace(details=(*first.details, *second.details), patch=_merged(first.patch, second.patch))


def _merged(first: Mapping[str | int, Any], second: Mapping[str | int, Any]) -> dict[str | int, Any]:
    """Two patches as one; sheets of one file have no column in common."""
    merged = dict(first)
    for key, value in second.items():
        both = isinstance(value, Mapping) and isinstance(merged.get(key), Mapping)
        merged[key] = _merged(merged[key], value) if both else value
    return merged
