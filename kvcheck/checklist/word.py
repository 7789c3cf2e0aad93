"""A checklist as a Word document: real headings, tables with boxes to tick, one language."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from kvcheck.checklist.value import Checklist
from kvcheck.checklist.view import WORDS, view
from kvcheck.language.text import Text
from kvcheck.office import docx
from kvcheck.packs import Library

TONES = {"permitted": "1D6B43", "needs_review": "8A5A00", "undetermined": "1F4F9C", "not_permitted": "A32020"}
PAPERS, STEPS = (9.0, 104.0, 37.0, 24.0), (9.0, 22.0, 143.0)
"""Widths of the columns, in millimetres."""


def render(checklist: Checklist, library: Library, lang: str) -> bytes:
    """The bytes of the document."""
    return _Pages(view(checklist, library), lang).render()


class _Pages:
    """Writes the document trip by trip."""

    def __init__(self, values: dict[str, Any], lang: str) -> None:
        """A document of the values that pages show, in one language."""
        self._values = values
        self._lang = lang
        self._numbers: Iterator[int] = count(1)
        title = self._say(WORDS["title"])
        about = f"{title} · {values['who']}" if values["who"] else title
        footer = self._say(WORDS["disclaimer"])
        self._title, self._footer = about, footer

    def _say(self, text: Text) -> str:
        return text.in_(self._lang)

    def render(self) -> bytes:
        """The bytes of the document; of several trips, an overview comes first."""
        day = self._values["as_of"]
        return docx.packed(self._blocks(), title=self._title, lang=self._lang, day=day, footer=self._footer)

    def _blocks(self) -> Iterator[str]:
        values = self._values
        yield docx.heading(self._title, 0)
        yield docx.line(f"{values['plan']} · {self._say(WORDS['as_of'])} {values['as_of']}", color=docx.SOFT)
        for caution in values["warnings"]:
            yield docx.line(f"! {self._say(caution)}", color=TONES["needs_review"])
        if len(values["trips"]) > 1:
            yield self._overview()
        for number, trip in enumerate(values["trips"]):
            yield from self._trip(trip, new_page=number > 0 or len(values["trips"]) > 1)
        yield docx.line(self._say(WORDS["planning"]), color=docx.SOFT)

    def _overview(self) -> str:
        """A table with a row for each trip."""
        heads = [self._say(WORDS[each]) for each in ("trip", "traveler", "entry", "days", "verdict", "papers")]
        widths = (30.0, 24.0, 17.0, 38.0, 21.0, 44.0)
        return docx.table(heads, widths, [self._in_overview(trip) for trip in self._values["trips"]])

    def _in_overview(self, trip: dict[str, Any]) -> list[str]:
        said = [trip["id"], trip["traveler"], trip["label"], trip["days"], "", self._say(trip["count"])]
        cells = [[docx.run(text, size=8.5)] for text in said]
        cells[4].append(docx.run(self._say(trip["verdict"]), size=8.5, bold=True, color=TONES[trip["tone"]]))
        return [docx.paragraph(*runs) for runs in cells]

    def _trip(self, trip: dict[str, Any], *, new_page: bool) -> Iterator[str]:
        """The pages of a trip."""
        yield docx.heading(trip["id"], 1, new_page=new_page)
        about = [trip["traveler"], trip["label"], trip["days"], trip["site"]]
        yield docx.line(" · ".join(each for each in about if each))
        yield docx.line(f"{trip['mark']} {self._say(trip['means'])}", bold=True, color=TONES[trip["tone"]])
        for each in trip["objections"]:
            instead = f" {self._say(WORDS['instead'])}: {self._say(each.instead)}" if each.instead else ""
            yield docx.line(f"{self._say(each.says)}.{instead}", style="List Bullet")
        for each in trip["questions"]:
            yield docx.line(self._say(each.ask) + (f" ({each.path})" if each.path else ""), style="List Bullet")
        for each in trip["activities"]:
            yield docx.line(self._say(each), style="List Bullet")
        yield from self._papers(trip)
        if trip["notes"]:
            yield docx.heading(self._say(WORDS["care"]), 2)
        for note in trip["notes"]:
            yield docx.line(f"{self._say(note.says)}. {self._say(note.instead)}", style="List Bullet")
        yield from self._steps(trip)
        yield from self._causes(trip)

    def _papers(self, trip: dict[str, Any]) -> Iterator[str]:
        """A table for each group of papers, with a box to tick in Word."""
        for number, group in enumerate(trip["groups"]):
            counted = f" · {self._say(trip['count'])}" if not number else ""
            yield docx.heading(self._say(group["title"]) + counted, 2)
            heads = ["", *(self._say(WORDS[each]) for each in ("paper", "issuer", "due"))]
            yield docx.table(heads, PAPERS, [self._paper(item) for item in group["rows"]])
        if not trip["groups"]:
            yield docx.line(self._say(WORDS["no_papers"]))
        if trip["also"]:
            yield docx.line(f"{self._say(WORDS['also'])}: {self._say(trip['also'])}", color=docx.SOFT)

    def _paper(self, item: dict[str, Any]) -> list[str]:
        """The cells of a paper."""
        why = f"{self._say(WORDS['why'])}: {self._say(item['why'])}"
        late = TONES["not_permitted"] if item["overdue"] else None
        what = [
            docx.run(self._say(item["title"]), bold=True),
            docx.run(self._say(item["shows"]), size=8.5),
            docx.run(why, size=8, color=docx.SOFT),
        ]
        due = [docx.run(self._say(item["due"]), size=9, color=late)]
        if item["state"]:
            due.append(docx.run(self._say(item["state"]), size=8.5, bold=True, color=late))
        return [
            docx.paragraph(docx.box(next(self._numbers), self._say(item["title"]), ticked=item["in_hand"])),
            "".join(map(docx.paragraph, what)),
            docx.paragraph(docx.run(self._say(item["source"]), size=8.5)),
            "".join(map(docx.paragraph, due)),
        ]

    def _steps(self, trip: dict[str, Any]) -> Iterator[str]:
        """A table for each phase of the trip."""
        for phase in trip["phases"]:
            yield docx.heading(self._say(phase["title"]), 2)
            heads = ["", self._say(WORDS["day"]), self._say(WORDS["step"])]
            yield docx.table(heads, STEPS, [self._step(step) for step in phase["rows"]])

    def _step(self, step: dict[str, Any]) -> list[str]:
        """The cells of a step."""
        text = self._say(step["text"])
        return [
            docx.paragraph(docx.box(next(self._numbers), text, ticked=False)),
            docx.paragraph(docx.run(step["on"], size=9)),
            docx.paragraph(docx.run(text)),
        ]

    def _causes(self, trip: dict[str, Any]) -> Iterator[str]:
        """Every cause by its number."""
        if trip["causes"]:
            yield docx.heading(self._say(WORDS["causes"]), 2)
        for cause in trip["causes"]:
            yield docx.paragraph(
                docx.run(f"[{cause['number']}] {self._say(cause['says'])}"),
                docx.run(f" ({cause['law']}): {self._say(cause['facts'])}", size=8.5, color=docx.SOFT),
            )
