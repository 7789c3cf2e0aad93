"""Ids of people and trips where a roster has none: made from row to row, and found again when it is read again."""

import re
from collections.abc import Mapping

from kvcheck.language.grammar import count
from kvcheck.language.text import Text
from kvcheck.rosters.cells import NotAllowed, Raw, clean, parse
from kvcheck.rosters.changes import Existing
from kvcheck.rosters.columns import TRAVELER, TRIP, Of, columns_by_name
from kvcheck.rosters.rows import Filled

Rows = list[tuple[int, Filled]]
_MADE = re.compile(r"h(\d{3,})")


def with_ids(rows: Rows, existing: Existing, *, make_ids: bool) -> list[Text]:
    """Give rows the ids that no column has: of people if asked to, of trips always. Returns what is told of it."""
    notes = []
    if make_ids and not any(TRAVELER in filled for _, filled in rows):
        made = _number_people(rows, existing)
        notes.append(
            Text(
                "ids made for {people}: {first} to {last}, in the order of the rows",
                "출장자 {people}에게 번호를 붙였습니다: 행 순서대로 {first}~{last}",
                people=count(len(made), "person", "명", "people"),
                first=made[0],
                last=made[-1],
            )
            if made
            else Text("nobody was numbered", "번호를 붙일 사람이 없습니다")
        )
    if not any(TRIP in filled for _, filled in rows) and _name_trips(rows, existing):
        notes.append(
            Text(
                "ids made for trips: that of the traveler with -1, -2",
                "출장 ID를 만들었습니다: 출장자 ID에 -1, -2를 붙인 것",
            )
        )
    return notes


def _number_people(rows: Rows, existing: Existing) -> list[str]:
    """Number people by their names, and by passport or birth where two have one name."""
    known = {_key_of(each): name for name, each in existing.travelers.items() if each.get("name")}
    taken = [int(found[1]) for name in existing.travelers if (found := _MADE.fullmatch(name))]
    following = max(taken, default=0) + 1
    ids: dict[tuple[str, str], str] = {}
    last = ""
    for _, filled in rows:
        key = _key(filled)
        if key[0]:
            if key not in ids:
                ids[key] = known.get(key) or f"h{following:03}"
                following += key not in known
            last = ids[key]
        if last:  # a row without a name goes on with the person above
            filled[TRAVELER] = (_column(filled), last)
    return list(dict.fromkeys(ids.values()))


def _key(filled: Filled) -> tuple[str, str]:
    """What tells a person from others: the name, and the number of the passport or the day of birth."""
    by_name = columns_by_name()
    name, passport, born = (filled.get(by_name[each], (0, None))[1] for each in ("name", "passport_number", "born"))
    second = _said(passport) or _day(born, "born")
    return _said(name) or second, second


def _key_of(traveler: Mapping[str, object]) -> tuple[str, str]:
    """The same of a traveler that the plan has."""
    passport = traveler.get("passport")
    number = passport.get("number", "") if isinstance(passport, Mapping) else ""
    return _said(str(traveler.get("name", ""))), _said(str(number)) or str(traveler.get("born", ""))


def _said(raw: Raw) -> str:
    return "" if raw is None else clean(str(raw)).casefold()


def _day(raw: Raw, name: str) -> str:
    """A cell of days as the plan has it; its own text if it is none."""
    if raw is None:
        return ""
    try:
        return str(parse(columns_by_name()[name].column, raw, {}))
    except NotAllowed:
        return _said(raw)


def _column(filled: Filled) -> int:
    """The column that stands for the id in messages: the first of the row."""
    return min((number for number, _ in filled.values()), default=0)


def _name_trips(rows: Rows, existing: Existing) -> int:
    """Name the trips of each traveler by the order of their rows; a day of arrival that is new makes another."""
    known = {(trip["traveler"], trip["arrive"]): name for name, trip in existing.trips.items()}
    trips: dict[str, dict[str, str]] = {}
    made = 0
    for _, filled in rows:
        if TRAVELER not in filled or not any(field.column.of is not Of.TRAVELER for field in filled):
            continue
        number, raw = filled[TRAVELER]
        traveler = clean(str(int(raw) if isinstance(raw, float) and raw.is_integer() else raw))
        own = trips.setdefault(traveler, {})
        day = _day(filled.get(columns_by_name()["arrive"], (0, None))[1], "arrive") or next(reversed(own), "")
        if day not in own:
            own[day] = known.get((traveler, day)) or _free(traveler, {*own.values(), *existing.trips})
            made += 1
        filled[TRIP] = (number, own[day])
    return made


def _free(traveler: str, taken: set[str]) -> str:
    number = 1
    while f"{traveler}-{number}" in taken:
        number += 1
    return f"{traveler}-{number}"
