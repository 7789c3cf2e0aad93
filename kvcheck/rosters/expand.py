"""What rows say beside their columns: a class in a column of visas, kinds in a column of tasks, years of days."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from statistics import median_low

from kvcheck.errors import Problem
from kvcheck.language.grammar import count
from kvcheck.language.text import Text
from kvcheck.rosters.asked import Answers, Question
from kvcheck.rosters.cells import NONE, Raw, clean, window_of
from kvcheck.rosters.column import Words
from kvcheck.rosters.columns import SLOTS, TRIP, Field, Of, Sort, columns_by_name
from kvcheck.rosters.days import NotADay, Unyeared, readings, without_year
from kvcheck.rosters.known import known, plain_word
from kvcheck.rosters.rows import Filled, Tidied
from kvcheck.rosters.table import Table

Rows = list[tuple[int, Filled]]


def expand(
    table: Table, top: int, columns: Mapping[int, Field], tidied: Tidied, answers: Answers, words: Words
) -> Tidied:
    """The rows with what they say beside their `columns`, in the `words` of these.

    `top` is the place of the headings in the table.
    """
    expander = _Expander(table, top, columns, answers, words)
    rows: Rows = [(row, dict(filled)) for row, filled in tidied.rows]
    expander.fixed(rows)
    expander.days(rows)
    expander.classes(rows)
    expander.tasks(rows)
    return Tidied(
        rows,
        [*tidied.notes, *expander.notes],
        [*tidied.questions, *expander.questions],
        [*tidied.problems, *expander.problems],
    )


class _Expander:
    """Changes rows in place; what it finds out by a guess is asked."""

    def __init__(self, table: Table, top: int, columns: Mapping[int, Field], answers: Answers, words: Words) -> None:
        self.table, self.top, self.columns, self.answers = table, top, columns, answers
        self.visas = words[columns_by_name()["visa_class"].column]
        self.notes: list[Text] = []
        self.questions: list[Question] = []
        self.problems: list[Problem] = []

    def fixed(self, rows: Rows) -> None:
        """What the user says of a column for every row that leaves it empty."""
        for name, value in self.answers.fixed.items():
            field = columns_by_name()[name]
            empty = [
                filled
                for _, filled in rows
                if field not in filled and (field.column.of is Of.TRAVELER or _travels(filled))
            ]
            for filled in empty:
                filled[field] = (0, value)
            self.notes.append(
                Text(
                    "{heading}: `{value}` in {rows}",
                    "{heading}: {rows}에 `{value}`",
                    heading=field.heading,
                    value=value,
                    rows=count(len(empty), "row", "개 행"),
                )
            )

    # Days without a year, and days in an order that only the column tells ---------------------------------------------

    def days(self, rows: Rows) -> None:
        """Give days their year: from the neighbors in their column, from the trip's arrival, or from the title."""
        guesses: list[tuple[Text, str, str]] = []
        fields = dict.fromkeys(field for _, filled in rows for field in filled if field.column.sort is Sort.DATE)
        for field in fields:
            cells = [(row, filled) for row, filled in rows if field in filled]
            order = self._order(field, cells)
            years = list(self._years(field, cells))
            for row, filled in cells:
                number, raw = filled[field]
                found = self._guess(field, raw, order, years, filled)
                if found is not None:
                    filled[field] = (number, found)
                    shown = "`…`" if field.column.private else f"`{_shown(raw)}`"
                    read = "`…`" if field.column.private else found.isoformat()
                    guesses.append((self.table.cell(row, number), shown, read))
        if guesses and "days" not in self.answers.accepted:
            cell, shown, read = guesses[0]
            others = "".join(dict.fromkeys(f"; {was} = {day}" for _, was, day in guesses[1:6]))
            asked = Text(
                "{days} without a year, or in an order that only the others tell. {cell}:"
                " {shown} is read as {read}{others}",
                "연도가 없거나 다른 셀로만 순서를 알 수 있는 날짜 {days}. {cell}: {shown} → {read}{others}",
                days=count(len(guesses), "day", "건"),
                cell=cell,
                shown=shown,
                read=read,
                others=others,
            )
            self.questions.append(Question(asked, "--accept", "days"))

    def _order(self, field: Field, cells: Rows) -> str:
        """The one order of year, month and day in which every day of a column can be read, if another tells it."""
        found: list[Mapping[str, date]] = []
        for _, filled in cells:
            raw = filled[field][1]
            if isinstance(raw, str) and not re.match(r"\s*\d{4}", raw):
                try:
                    found.append(readings(clean(raw), window_of(field.column)))
                except NotADay:
                    continue
        orders = {order for each in found for order in each if all(order in other for other in found)}
        return orders.pop() if len(found) > 1 and len(orders) == 1 else ""

    def _years(self, field: Field, cells: Rows) -> Iterator[int]:
        """The years of the days of a column that have one."""
        for _, filled in cells:
            raw = filled[field][1]
            if isinstance(raw, date):
                yield raw.year
            elif isinstance(raw, str) and (found := re.match(r"\s*((?:19|20)\d{2})\D", raw)):
                yield int(found[1])

    def _guess(self, field: Field, raw: Raw, order: str, years: Sequence[int], filled: Filled) -> date | None:
        """The day that a cell means, where it does not say so by itself; None if it does, or if nothing tells it."""
        if isinstance(raw, str):
            text = clean(raw)
            try:
                found = readings(text, window_of(field.column))
                return found[order] if order and len(set(found.values())) > 1 else None
            except NotADay:
                pass
        day = raw if isinstance(raw, Unyeared) else without_year(clean(raw)) if isinstance(raw, str) else None
        if day is None or field.column.of is Of.TRAVELER:
            return None
        arrive = filled.get(columns_by_name()["arrive"], (0, None))[1]
        first = _iso(arrive)
        if field.column.name != "arrive" and first is not None:
            return next((there for add in (0, 1) if (there := day.in_year(first.year + add)) and there >= first), None)
        if years:
            return self._near(day, years)
        if (title := self._title()) is not None:
            return next((there for add in (0, 1) if (there := day.in_year(title.year + add)) and there >= title), None)
        return day.in_year(day.stored) if day.stored is not None else None

    def _near(self, day: Unyeared, years: Sequence[int]) -> date | None:
        """The day in the year of the neighbors that most have."""
        middle = (
            date(median_low(years), 12, 31) if years.count(max(years)) <= len(years) // 2 else date(max(years), 1, 1)
        )
        there = [found for year in set(years) if (found := day.in_year(year)) is not None]
        return min(there, key=lambda each: abs((each - middle).days), default=None)

    def _title(self) -> date | None:
        """The day in a title above the headings: 2026.11.20, '26.11.20; or the first of a year that stands there."""
        for _, cells in self.table.rows[: self.top]:
            for cell in cells:
                if not isinstance(cell, str):
                    continue
                if found := re.search(r"((?:20)?\d{2})[.\-/년]\s?(\d{1,2})[.\-/월]\s?(\d{1,2})", cell):
                    year = int(found[1]) + (2000 if len(found[1]) == 2 else 0)
                    if (day := Unyeared(int(found[2]), int(found[3])).in_year(year)) is not None:
                        return day
                if found := re.search(r"(?<!\d)(20\d{2})(?!\d)", cell):
                    return date(int(found[1]), 1, 1)
        return None

    # Classes and tasks ------------------------------------------------------------------------------------------------

    def classes(self, rows: Rows) -> None:
        """The class of entry that a column of visas tells, where no column of classes says another."""
        by_name = columns_by_name()
        visa, entry = by_name["visa_class"], by_name["class"]
        apart = entry in self.columns.values()
        told: dict[str, int] = {}
        unclear: dict[str, int] = {}
        for _, filled in rows:
            number, raw = filled.get(visa, (0, None))
            if not isinstance(raw, str):
                continue
            word = plain_word(raw)
            found = self.answers.values.get(word) or self.visas.tells.get(word)
            if apart or entry in filled or not _travels(filled):
                continue
            if found is not None:
                filled[entry] = (number, found)
                told[found] = told.get(found, 0) + 1
            elif self.visas.spelled.get(word, NONE) != NONE:
                unclear[clean(raw)] = unclear.get(clean(raw), 0) + 1
        self._note_counted(
            Text("class of entry from the column of visas: {listed}", "비자 열로 정한 체류자격: {listed}"), told
        )
        for written, number in unclear.items():
            self.problems.append(_unclear_class(written, number))

    def _note_counted(self, text: Text, told: Mapping[str, int]) -> None:
        """Note what cells were read as, each with how often; nothing if none was."""
        if told:
            self.notes.append(text.filled(listed=", ".join(f"{name} {number}" for name, number in told.items())))

    def tasks(self, rows: Rows) -> None:
        """Kinds of activities from what is written about the work, where no column names the kind."""
        by_name = columns_by_name()
        kind, task, machine = by_name["kind"], by_name["description"], by_name["equipment"]
        kinds = [field for field in {field for _, filled in rows for field in filled} if field.column.name == "kind"]
        if kinds:
            return
        unclear: dict[str, list[int]] = {}
        told: dict[str, int] = {}
        for row, filled in rows:
            number, raw = filled.get(task, (0, None))
            if raw is None or by_name["arrive"] not in filled:
                continue
            text = clean(str(raw))
            named = clean(str(filled[machine][1])) if machine in filled else ""
            found = list(self._kinds(text, named))
            open_parts = [part for part, kinds_of in found if not kinds_of]
            for part in open_parts:
                unclear.setdefault(part, []).append(row)
            every = list(dict.fromkeys(each for _, kinds_of in found for each in kinds_of))[:SLOTS]
            if open_parts or not every:
                filled[kind] = (number, _UNCLEAR)
                continue
            for slot, (name, mode) in enumerate(every, 1):
                told[name] = told.get(name, 0) + 1
                self._activity(filled, slot, number, name, mode)
        self._note_counted(
            Text("kinds of work from what is written about it: {listed}", "업무 내용으로 정한 활동 종류: {listed}"),
            told,
        )
        for part, where in unclear.items():
            self.problems.append(_unclear_task(part, where))

    def _activity(self, filled: Filled, slot: int, number: int, name: str, mode: str | None) -> None:
        """Write an activity into the columns of a slot: its kind, role, words and equipment."""
        first = {field.column.name: each for field, each in filled.items() if field.slot == 1}
        fields = {field.column.name: field for field in columns_by_name().values() if field.slot == slot}
        filled[fields["kind"]] = (number, name)
        filled[fields["description"]] = first["description"]
        if mode is not None and fields["mode"] not in filled:
            filled[fields["mode"]] = (number, mode)
        for same in ("equipment", "contract", "site") if slot > 1 else ():
            if same in first:
                filled[fields[same]] = first[same]

    def _kinds(self, text: str, machine: str) -> Iterator[tuple[str, list[tuple[str, str | None]]]]:
        """The kinds of each task in a text, with the role it tells; none for a task that is not understood."""
        whole = self._said(text)
        if whole:
            yield text, whole
            return
        for part in _parts(text):
            yield part, self._said(part) or _of_table(part, machine)

    def _said(self, text: str) -> list[tuple[str, str | None]]:
        """The kinds that the user says a task is."""
        said = self.answers.values.get(plain_word(text), "")
        return [(each.strip(), mode_told(text)) for each in re.split(r"[,+;]", said) if each.strip()]


def kinds_of(text: str, machine: str = "") -> list[tuple[str, list[tuple[str, str | None]]]]:
    """Each task of a text with the kind that it surely is, and the role that it tells; none if it is not known."""
    whole = _of_table(text, machine)
    return [(text, whole)] if whole else [(part, _of_table(part, machine)) for part in _parts(text)]


def _travels(filled: Filled) -> bool:
    """Whether a row is about a trip."""
    return TRIP in filled or columns_by_name()["arrive"] in filled


_UNCLEAR = "…"
"""Stands for the kind of a task that is asked about, so that the row is not told once more."""


def unclear(raw: Raw) -> bool:
    """Whether a cell is one that was asked about already."""
    return raw == _UNCLEAR


def _parts(text: str) -> list[str]:
    """The tasks of a text."""
    signs = "|".join(re.escape(part) for part in known().parts)
    guarded = re.sub(r"(?i)\b([sa])/([wsh])", r"\1⁄\2", text)  # S/W, A/S, H/W are words
    return [part.replace("⁄", "/").strip() for part in re.split(signs, guarded) if part.strip()]


def _of_table(part: str, machine: str) -> list[tuple[str, str | None]]:
    """The kind of a task by the table, also without the name of the machine or a word for one before it."""
    bare = part
    for name in (machine, *re.split(r"\s", machine)):
        if len(name) > 1 and bare.lower().startswith(name.lower()):
            bare = bare[len(name) :].strip()
            break
    for text in (part, bare, *(bare[len(head) :] for head in known().heads if bare.lower().startswith(head))):
        kind = known().tasks.get(plain_word(text))
        if kind is not None:
            return [(kind, mode_told(part))]
    return []


def mode_told(text: str) -> str | None:
    """The role that a task tells: only one that the text says in a word."""
    return next((mode for word, mode in known().task_modes.items() if word in text.lower()), None)


def _iso(raw: object) -> date | None:
    """A day of Excel, or as text that begins with its year."""
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    found = re.match(r"\s*(\d{4})\D+(\d{1,2})\D+(\d{1,2})", raw) if isinstance(raw, str) else None
    return Unyeared(int(found[2]), int(found[3])).in_year(int(found[1])) if found else None


def _shown(raw: Raw) -> str:
    return f"{raw.month}/{raw.day}" if isinstance(raw, Unyeared) else clean(str(raw))[:30]


def _unclear_class(written: str, number: int) -> Problem:
    message = Text(
        "{rows}: a visa `{written}` leaves the class of entry open",
        "{rows}: 비자 `{written}`만으로는 체류자격을 알 수 없습니다",
        rows=count(number, "row", "개 행"),
        written=written,
    )
    hint = Text(
        "say which: `--value '{written}=CLASS'`, such as l1a or l1b",
        "어느 것인지 지정하십시오: `--value '{written}=체류자격'`(예: l1a, l1b)",
        written=written,
    )
    return Problem(message=message, hint=hint)


_REPEATED = 40
"""The longest task that is repeated in a message: more is no task but a text."""


def _unclear_task(part: str, rows: Sequence[int]) -> Problem:
    listed = ", ".join(map(str, rows[:8])) + (", ..." if len(rows) > 8 else "")
    plain = len(part) <= _REPEATED and not re.search(r"\d{4}", part)
    message = Text(
        "row {rows}: which kind of work is `{part}`?",
        "{rows}행: `{part}`{:은} 어떤 업무입니까?",
        rows=listed,
        part=part if plain else "…",
    )
    hint = Text(
        "say which: `--value '{part}=KIND'`, a kind of the catalogue (`kvcheck export --template FILE.xlsx` lists"
        " them); or add a column `Activity 1 kind`",
        "활동 종류를 지정하십시오: `--value '{part}=활동 종류'`(`kvcheck export --template FILE.xlsx`에 목록이"
        " 있습니다). 또는 `활동 1 종류` 열을 추가하십시오",
        part=part if plain else "…",
    )
    return Problem(message=message, hint=hint)
