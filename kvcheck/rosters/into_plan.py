"""What a roster changes, written into the files of a plan."""

from collections.abc import Mapping, Sequence
from typing import Any

from kvcheck.plan import TABLES
from kvcheck.plan.edit import document, edited
from kvcheck.rosters.changes import Existing, Intake
from kvcheck.source import Document

PROJECT = ""
"""Stands for the key of the project, which has none."""


def things(documents: Sequence[Document], table: str) -> Mapping[str, Any]:
    """The things of a table of a plan by id; the project as a table of one."""
    if table == "project":
        found = next((each.root["project"] for each in documents if "project" in each.root), None)
        return {found["id"]: found} if found is not None else {}
    return tables(documents)[table]


def whole(documents: Sequence[Document]) -> Mapping[str, Any]:
    """The parts of a plan, merged over its files."""
    project = next((each.root["project"] for each in documents if "project" in each.root), None)
    trips = [trip for each in documents for trip in each.root.get("trips", ())]
    return {**tables(documents), "trips": trips, **({"project": project} if project is not None else {})}


def existing(documents: Sequence[Document]) -> Existing:
    """The travelers and trips of a plan, by id."""
    trips = {trip["id"]: trip for each in documents for trip in each.root.get("trips", ())}
    return Existing(tables(documents)["travelers"], trips)


def tables(documents: Sequence[Document]) -> Mapping[str, Mapping[str, Any]]:
    """The tables of a plan, merged over its files."""
    return {
        table: {name: entity for each in documents for name, entity in each.root.get(table, {}).items()}
        for table in TABLES
    }


def new_plan(intake: Intake) -> str:
    """The text of a plan made from a roster alone. What the roster only names is there to be filled in."""
    named: dict[str, dict[str, Any]] = {
        table: {name: {"name": called} if called else {} for name, called in intake.named.get(table, {}).items()}
        for table in TABLES
        if table != "travelers"
    }
    root: dict[str, Any] = {"kvcheck": 1, **{table: entities for table, entities in named.items() if entities}}
    for each in intake.changes:
        if each.table == "project":
            root["project"] = each.patch
        elif each.table != "trips":
            root.setdefault(each.table, {})[each.id] = each.patch
    root["trips"] = [each.patch for each in intake.changes if each.table == "trips"]
    return document({key: root[key] for key in ("kvcheck", "project", *TABLES, "trips") if root.get(key)})


def new_texts(intake: Intake, documents: Sequence[Document], added_to: str) -> dict[str, str]:
    """The new text of each file that changes, by its name.

    A traveler or trip that is there is changed where it stands; a new one goes to the end of its section in the file
    `added_to`, which is made if it is not there.
    """
    homes = _homes(documents)
    patches: dict[str, dict[str, dict[Any, Any]]] = {}
    ends = {each.name: len(each.root.get("trips", ())) for each in documents}
    for change in intake.changes:
        name, key = homes.get((change.table, change.id), (added_to, None))
        if key is None:
            key = ends.setdefault(name, 0) if change.table == "trips" else change.id
            ends[name] = ends.get(name, 0) + (change.table == "trips")
        if change.table == "project":
            patches.setdefault(name, {})["project"] = dict(change.patch)
            continue
        patches.setdefault(name, {}).setdefault(change.table, {})[key] = change.patch
    known = {each.name: each for each in documents}
    return {name: _text(known.get(name), name, patch) for name, patch in patches.items()}


def _homes(documents: Sequence[Document]) -> Mapping[tuple[str, str], tuple[str, str | int]]:
    """The file in which each traveler and trip stands, and its key or number in the section."""
    homes: dict[tuple[str, str], tuple[str, str | int]] = {}
    for each in documents:
        if "project" in each.root:
            homes["project", each.root["project"]["id"]] = each.name, PROJECT
        for table in TABLES:
            for name in each.root.get(table, ()):
                homes[table, name] = each.name, name
        for number, trip in enumerate(each.root.get("trips", ())):
            homes["trips", trip["id"]] = each.name, number
    return homes


def _text(old: Document | None, name: str, patch: Mapping[str, Mapping[Any, Any]]) -> str:
    """The new text of a file; a section of trips that is not there yet is a list."""
    root = old.root if old is not None else {}
    listed: dict[Any, Any] = {
        key: list(entries.values()) if key == "trips" and key not in root else entries for key, entries in patch.items()
    }
    return edited(old.text, name, listed) if old is not None else document({"kvcheck": 1, **listed})
