"""The pages of a pack as a Word file: real headings, a table for each rule, the digest on each page."""

from collections.abc import Iterator

from kvcheck.language.text import Text
from kvcheck.office import docx
from kvcheck.packtools.docs.html import SHOWN
from kvcheck.packtools.docs.value import PackPages, Row, Section
from kvcheck.packtools.docs.words import CHOICES, LINES, WORDS

WIDTHS = (26.0, 74.0, 74.0)
"""Widths of the columns, in millimetres: number, English, Korean."""
DIGESTS, BOXES, FIELDS = (84.0, 90.0), (10.0, 164.0), (60.0, 114.0)
INDENT = 4.0
"""So many millimetres a row stands further in for each level."""
ROOM = 6
"""So many empty lines are left for remarks."""
_STRONG = ("head", "title")


def render(page: PackPages) -> bytes:
    """The bytes of the file."""
    foot = f"{page.name} · SHA-256 {page.signed[0].digest[:SHOWN]}…"
    return docx.packed(_blocks(page), title=_both(page.title), lang="en", day=page.reviewed, footer=foot)


def _blocks(page: PackPages) -> Iterator[str]:
    yield docx.heading(page.title.en, 0)
    yield docx.line(page.title.ko, bold=True)
    yield docx.line(f"{page.name} · {_both(WORDS['subtitle'])} · {page.reviewed}", color=docx.SOFT)
    for section in page.sections:
        yield from _section(section)
    yield from _signature(page)


def _section(section: Section) -> Iterator[str]:
    """A heading, and its rows as a table."""
    mark = f"{section.mark} · " if section.mark else ""
    yield docx.heading(mark + _both(section.title), section.level - 1)
    heads = (section.name or _both(WORDS["number"]), "English", "한국어")
    yield docx.table(heads, WIDTHS, map(_cells, section.rows))


def _cells(row: Row) -> list[str]:
    """A row: its number, and its text in both languages."""
    color = docx.SOFT if row.tone == "quiet" else None
    bold, keep = row.tone in _STRONG, row.tone == "head"
    label = docx.run(row.label, size=7 if row.tone == "case" else 8, color=docx.SOFT)
    said = [docx.run(each, bold=bold, size=8.5, color=color) for each in row.text.sentences]
    return [docx.paragraph(label), *(docx.paragraph(each, keep=keep, indent=INDENT * row.depth) for each in said)]


def _signature(page: PackPages) -> Iterator[str]:
    """What is signed, and where."""
    yield docx.heading(_both(WORDS["signing"]), 1, new_page=True)
    yield from map(docx.line, WORDS["covers"].sentences)
    heads = (_both(WORDS["what"]), _both(WORDS["digest"]))
    signed = [(_stacked(each.title), docx.paragraph(docx.run(each.digest, size=7.5))) for each in page.signed]
    yield docx.table(heads, DIGESTS, signed)
    yield docx.line("")
    boxes = [
        (docx.paragraph(docx.box(number, choice.en, ticked=False)), _stacked(choice))
        for number, choice in enumerate(CHOICES, start=1)
    ]
    yield docx.table(("", ""), BOXES, boxes)
    yield docx.line("")
    fields = [(docx.line(_both(each)), docx.line("") * 2) for each in LINES]
    remarks = (docx.line(_both(WORDS["remarks"])), docx.line("") * ROOM)
    yield docx.table((_both(WORDS["lawyer"]), ""), FIELDS, [*fields, remarks])


def _stacked(text: Text) -> str:
    """Both languages, one below the other."""
    return "".join(docx.paragraph(docx.run(each, size=8.5)) for each in text.sentences)


def _both(text: Text) -> str:
    return f"{text.en} · {text.ko}"
