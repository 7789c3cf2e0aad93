"""Questions as a workbook to send around: one sheet for each person who answers, and its answers read back."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kvcheck.advice.ask import words
from kvcheck.advice.ask.value import Asked, Asking, Effect
from kvcheck.errors import BadCommand
from kvcheck.language.text import Text
from kvcheck.plan.answers import BESIDE
from kvcheck.plan.shape import Sort
from kvcheck.rosters import excel
from kvcheck.rosters.answer_parts import parts_of
from kvcheck.rosters.book import Book, Cell, Head, Sheet
from kvcheck.rosters.cells import Bad
from kvcheck.source.encoding import decode
from kvcheck.source.files import contents
from kvcheck.telling.places import takes

PLACE, ANSWER = Text("place in the plan", "계획의 위치"), Text("answer", "답변")
"""The headings by which a filled sheet is read."""
MAX_BYTES = 20 << 20
INTRO = Text(
    "Fill in the answers you know, and leave the others empty. Nothing is taken from an empty cell.",
    "아는 답변만 채우고 모르는 것은 비워 두십시오. 빈 셀은 읽지 않습니다.",
)


def question_book(every: Sequence[Asking], lang: str) -> bytes:
    """The questions of some plans as a workbook, with a list to choose from wherever there is one."""
    sheets: list[Sheet] = []
    values: list[list[Cell]] = []
    lists: dict[str, tuple[int, int]] = {}
    asked: dict[str, list[tuple[int, Asked]]] = {}
    for asking in every:
        for by, found in words.by_answerer(asking).items():
            asked.setdefault(by, []).extend(found)
    for by, found in asked.items():
        rows: list[list[Cell]] = []
        choices: dict[tuple[int, int], str] = {}
        for rank, each in found:
            name = _listed(each, f"{by}-{rank}", values, lists, lang)
            for gap in each.question.gaps:
                if name is not None:
                    choices[len(rows), 3] = name
                told = f"{takes(gap).in_(lang)}"
                rows.append([rank, each.question.ask.in_(lang), gap.path, None, told, words.standing(each).in_(lang)])
        sheets.append(Sheet(words.ANSWERERS[by].in_(lang), _heads(lang), rows, [INTRO.in_(lang)], 1, choices=choices))
    head = [Head(Text("question", "질문").in_(lang), "id", 20), Head(Text("value", "값").in_(lang), "id", 60)]
    sheets.append(Sheet(Text("values", "값 목록").in_(lang), head, values))
    return excel.write(Book(lang, every[0].report.as_of, sheets, lists))


def _heads(lang: str) -> list[Head]:
    return [
        Head("#", "id", 6),
        Head(Text("question", "질문").in_(lang), "id", 60),
        Head(PLACE.in_(lang), "id", 44),
        Head(ANSWER.in_(lang), "trip", 36),
        Head(Text("what may stand there", "쓸 수 있는 값").in_(lang), "id", 36),
        Head(Text("what waits for it", "대기 중인 출장").in_(lang), "id", 36),
    ]


def _listed(
    each: Asked, name: str, values: list[list[Cell]], lists: dict[str, tuple[int, int]], lang: str
) -> str | None:
    """The name of the list of values of a question; None where anything may be written."""
    if each.question.gaps[0].shape.sort not in (Sort.YES_NO, Sort.CHOICE, Sort.ID, Sort.COUNTRY):
        return None
    first = len(values) + 2
    values += [[name, _offered(one, lang)] for one in each.effects]
    lists[name] = first, len(values) + 1
    return name


def _offered(one: Effect, lang: str) -> str:
    """A value as it stands in a list: as the plan holds it, and what it means."""
    said = one.says.in_(lang)
    if isinstance(one.value, bool):
        return Text("yes", "예").in_(lang) if one.value else Text("no", "아니요").in_(lang)
    return str(one.value) if said == str(one.value) else f"{one.value}{BESIDE}{said}"


def answers_in(path: Path) -> list[str]:
    """The answers of a filled workbook, of parts of a plan, or of a text with `path=value` on each line, as the last.

    Raises CannotCheck if the file cannot be read, BadCommand if it holds no answers.
    """
    data = contents(path, str(path), MAX_BYTES)
    found = list(_of_workbook(data, str(path)) if path.suffix in excel.ENDINGS else _of_text(data, str(path)))
    if not found:
        raise BadCommand(Text("`{path}` holds no answers", "`{path}`에 답변이 없습니다", path=path))
    return found


def _of_text(data: bytes, name: str) -> Iterator[str]:
    """What parts of a plan say, else lines that are neither empty nor a comment."""
    text = decode(data, name)
    parts = parts_of(text, name)
    if parts is not None:
        yield from parts
        return
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield line.strip()


def _of_workbook(data: bytes, name: str) -> Iterator[str]:
    """Every row of every sheet that has a place and an answer."""
    for table in excel.read(data, name):
        at: tuple[int, int] | None = None
        for _, cells in table.rows if table.visible else ():
            texts = ["" if cell is None else str(cell).strip() for cell in cells]
            place = next((n for n, text in enumerate(texts) if text in PLACE.sentences), None)
            answer = next((n for n, text in enumerate(texts) if text in ANSWER.sentences), None)
            if place is not None and answer is not None:
                at = place, answer
            elif at is not None and max(at) < len(cells) and texts[at[0]] and cells[at[1]] is not None:
                yield f"{texts[at[0]]}={_written(cells[at[1]])}"


def _written(value: Any) -> str:
    """What somebody put into a cell, as a plan writes it."""
    if isinstance(value, Bad):
        raise BadCommand(value.found)
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, bool):
        return json.dumps(value)
    return str(value).strip()
