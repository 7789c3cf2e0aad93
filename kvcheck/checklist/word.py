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
        self._title = about
        self._document = docx.new(title=about, lang=lang, day=values["as_of"], footer=footer)

    def _say(self, text: Text) -> str:
        return text.in_(self._lang)

    def render(self) -> bytes:
        """The bytes of the document; of several trips, an overview comes first."""
        values, document = self._values, self._document
        docx.heading(document, self._title, 0)
        docx.line(document, f"{values['plan']} · {self._say(WORDS['as_of'])} {values['as_of']}", color=docx.SOFT)
        for caution in values["warnings"]:
            docx.line(document, f"! {self._say(caution)}", color=TONES["needs_review"])
        if len(values["trips"]) > 1:
            self._overview()
        for number, trip in enumerate(values["trips"]):
            self._trip(trip, new_page=number > 0 or len(values["trips"]) > 1)
        docx.line(document, self._say(WORDS["planning"]), color=docx.SOFT)
        return docx.packed(document, day=values["as_of"])

    def _overview(self) -> None:
        """A table with a row for each trip."""
        heads = [self._say(WORDS[each]) for each in ("trip", "traveler", "entry", "days", "verdict", "papers")]
        widths = (30.0, 24.0, 17.0, 38.0, 21.0, 44.0)
        made = docx.table(self._document, heads, widths)
        for trip in self._values["trips"]:
            said = [trip["id"], trip["traveler"], trip["label"], trip["days"]]
            cells = docx.row(made, widths)
            for cell, text in zip(cells, [*said, "", self._say(trip["count"])], strict=True):
                docx.write(cell.paragraphs[0], text, size=8.5)
            docx.write(
                cells[4].paragraphs[0], self._say(trip["verdict"]), size=8.5, bold=True, color=TONES[trip["tone"]]
            )

    def _trip(self, trip: dict[str, Any], *, new_page: bool) -> None:
        """The pages of a trip."""
        document = self._document
        docx.heading(document, trip["id"], 1, new_page=new_page)
        about = [trip["traveler"], trip["label"], trip["days"], trip["site"]]
        docx.line(document, " · ".join(each for each in about if each))
        docx.line(document, f"{trip['mark']} {self._say(trip['means'])}", bold=True, color=TONES[trip["tone"]])
        for each in trip["objections"]:
            instead = f" {self._say(WORDS['instead'])}: {self._say(each.instead)}" if each.instead else ""
            docx.line(document, f"{self._say(each.says)}.{instead}", style="List Bullet")
        for each in trip["questions"]:
            docx.line(document, self._say(each.ask) + (f" ({each.path})" if each.path else ""), style="List Bullet")
        for each in trip["activities"]:
            docx.line(document, self._say(each), style="List Bullet")
        self._papers(trip)
        if trip["notes"]:
            docx.heading(document, self._say(WORDS["care"]), 2)
        for note in trip["notes"]:
            docx.line(document, f"{self._say(note.says)}. {self._say(note.instead)}", style="List Bullet")
        self._steps(trip)
        self._causes(trip)

    def _papers(self, trip: dict[str, Any]) -> None:
        """A table for each group of papers, with a box to tick in Word."""
        for number, group in enumerate(trip["groups"]):
            counted = f" · {self._say(trip['count'])}" if not number else ""
            docx.heading(self._document, self._say(group["title"]) + counted, 2)
            heads = ["", *(self._say(WORDS[each]) for each in ("paper", "issuer", "due"))]
            made = docx.table(self._document, heads, PAPERS)
            for item in group["rows"]:
                cells = docx.row(made, PAPERS)
                docx.box(cells[0], next(self._numbers), self._say(item["title"]), ticked=item["in_hand"])
                docx.write(cells[1].paragraphs[0], self._say(item["title"]), bold=True)
                docx.write(cells[1].add_paragraph(), self._say(item["shows"]), size=8.5)
                why = f"{self._say(WORDS['why'])}: {self._say(item['why'])}"
                docx.write(cells[1].add_paragraph(), why, size=8, color=docx.SOFT)
                docx.write(cells[2].paragraphs[0], self._say(item["source"]), size=8.5)
                late = TONES["not_permitted"] if item["overdue"] else None
                docx.write(cells[3].paragraphs[0], self._say(item["due"]), size=9, color=late)
                if item["state"]:
                    docx.write(cells[3].add_paragraph(), self._say(item["state"]), size=8.5, bold=True, color=late)
        if not trip["groups"]:
            docx.line(self._document, self._say(WORDS["no_papers"]))
        if trip["also"]:
            docx.line(self._document, f"{self._say(WORDS['also'])}: {self._say(trip['also'])}", color=docx.SOFT)

    def _steps(self, trip: dict[str, Any]) -> None:
        """A table for each phase of the trip."""
        for phase in trip["phases"]:
            docx.heading(self._document, self._say(phase["title"]), 2)
            heads = ["", self._say(WORDS["day"]), self._say(WORDS["step"])]
            made = docx.table(self._document, heads, STEPS)
            for step in phase["rows"]:
                cells = docx.row(made, STEPS)
                docx.box(cells[0], next(self._numbers), self._say(step["text"]), ticked=False)
                docx.write(cells[1].paragraphs[0], step["on"], size=9)
                docx.write(cells[2].paragraphs[0], self._say(step["text"]))

    def _causes(self, trip: dict[str, Any]) -> None:
        """Every cause by its number."""
        if trip["causes"]:
            docx.heading(self._document, self._say(WORDS["causes"]), 2)
        for cause in trip["causes"]:
            paragraph = docx.line(self._document, f"[{cause['number']}] {self._say(cause['says'])}")
            docx.write(paragraph, f" ({cause['law']}): {self._say(cause['facts'])}", size=8.5, color=docx.SOFT)
