"""Word documents made from scratch: the only door to python-docx. Same values, same bytes.

A document is A4, names a Korean font for Korean letters, carries the day it is about instead of the clock, and is
packed with fixed times. Text is made harmless here: whatever it holds, it is text.
"""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as Written
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from kvcheck.language.spelling import shown
from kvcheck.language.text import LOCALES
from kvcheck.office.templates import repacked

LATIN, KOREAN = "Arial", "Malgun Gothic"
"""Fonts that office computers have; the Korean one stands in the place Word reads for Korean letters."""
INK, SOFT = "1B2430", "5A6675"
LONGEST_PROPERTY = 255
"""The most characters that Word keeps of a property of a document."""
_BOX = "http://schemas.microsoft.com/office/word/2010/wordml"


def new(*, title: str, lang: str, day: str, footer: str) -> Written:
    """An empty A4 document with a header that holds its title and a footer with page numbers."""
    document = Document()
    _drop_old_styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(20), Mm(18)
    for name, size, before, after in (
        ("Normal", 9.5, 0, 2),
        ("Title", 20, 0, 2),
        ("Heading 1", 14, 14, 3),
        ("Heading 2", 11, 10, 3),
        ("List Bullet", 9.5, 0, 2),
    ):
        _style(document, name, size, before, after)
    head = section.header.paragraphs[0]
    write(head, f"{title} · {day}", size=8, color=SOFT)
    foot = section.footer.paragraphs[0]
    write(foot, f"{footer}  ", size=8, color=SOFT)
    _page_number(foot)
    _language(document, lang)
    document.core_properties.title = shown(title)[:LONGEST_PROPERTY]
    return document


def _style(document: Written, name: str, size: float, before: float, after: float) -> None:
    """Set a style: font of both scripts, size and the space around it in points."""
    style: Any = document.styles[name]
    style.font.name, style.font.size = LATIN, Pt(size)
    style.font.color.rgb = RGBColor.from_string(INK)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in [key for key in fonts.attrib if "Theme" in key]:  # a theme's font would win over the named one
        del fonts.attrib[key]
    for slot, font in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", KOREAN)):
        fonts.set(qn(f"w:{slot}"), font)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    if name == "Title":  # Word draws a line below it
        for border in style.element.pPr.findall(qn("w:pBdr")):
            style.element.pPr.remove(border)


def _language(document: Written, lang: str) -> None:
    """The language of the text, for spelling and for reading aloud."""
    style: Any = document.styles["Normal"]
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), LOCALES[lang])
    element.set(qn("w:eastAsia"), LOCALES["ko"])
    style.element.get_or_add_rPr().append(element)


def _page_number(paragraph: Paragraph) -> None:
    """Append a field that Word fills with the number of the page."""
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = write(paragraph, "", size=8, color=SOFT)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)  # noqa: SLF001 - the library has no way to write a field


def write(
    paragraph: Paragraph, text: str, *, bold: bool = False, size: float | None = None, color: str | None = None
) -> Run:
    """Add a run of harmless text."""
    run = paragraph.add_run(shown(text))
    run.bold = bold or None
    if size is not None:
        run.font.size = Pt(size)
    if color is not None:
        run.font.color.rgb = RGBColor.from_string(color)
    return run


def heading(document: Written, text: str, level: int, *, new_page: bool = False) -> Paragraph:
    """A real heading, on a new page if wanted; level 0 is the title."""
    paragraph: Paragraph = document.add_heading(level=level)
    write(paragraph, text)
    if new_page:
        paragraph.paragraph_format.page_break_before = True
    return paragraph


def line(document: Written, text: str, *, bold: bool = False, color: str | None = None, style: str = "") -> Paragraph:
    """A paragraph of one run."""
    paragraph: Paragraph = document.add_paragraph(style=style or None)
    write(paragraph, text, bold=bold, color=color)
    return paragraph


def table(document: Written, heads: Sequence[str], widths: Sequence[float]) -> Table:
    """A table with a row of heads that comes again on every page; `widths` are in millimetres."""
    made: Table = document.add_table(rows=1, cols=len(heads))
    made.style = "Table Grid"
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for cell, head, width in zip(made.rows[0].cells, heads, widths, strict=True):
        cell.width = Mm(width)
        write(cell.paragraphs[0], head, bold=True, size=8.5)
        _shade(cell, "EDF0F4")
    repeated = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - the library has no name for it
    _borders(made)
    return made


def row(made: Table, widths: Sequence[float]) -> list[_Cell]:
    """A new row that no page break divides."""
    added: _Row = made.add_row()  # type: ignore[no-untyped-call]
    added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - as above
    cells = list(added.cells)
    for cell, width in zip(cells, widths, strict=True):
        cell.width = Mm(width)
    return cells


def box(cell: _Cell, number: int, label: str, *, ticked: bool) -> None:
    """A check box that can be ticked in Word; `number` is its own in the document, `label` is read aloud."""
    sign, state = ("☑", "1") if ticked else ("☐", "0")
    names = f'{nsdecls("w")} xmlns:w14="{_BOX}"'
    control: Any = parse_xml(
        f"<w:sdt {names}><w:sdtPr><w:alias/><w:id w:val='{number}'/><w14:checkbox><w14:checked w14:val='{state}'/>"
        "<w14:checkedState w14:val='2611' w14:font='MS Gothic'/><w14:uncheckedState w14:val='2610'"
        " w14:font='MS Gothic'/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rFonts w:ascii='MS Gothic'"
        f" w:hAnsi='MS Gothic' w:eastAsia='MS Gothic'/><w:sz w:val='24'/></w:rPr><w:t>{sign}</w:t></w:r>"
        "</w:sdtContent></w:sdt>"
    )
    control.find(f"{qn('w:sdtPr')}/{qn('w:alias')}").set(qn("w:val"), shown(label)[:64])
    cell.paragraphs[0]._p.append(control)  # noqa: SLF001 - the library knows no content controls


def packed(document: Any, *, day: str) -> bytes:
    """The bytes of a document: the same whenever and wherever they are made."""
    properties = document.core_properties
    properties.author = properties.last_modified_by = "kvcheck"
    properties.comments = ""
    properties.revision = 1
    properties.created = properties.modified = datetime.fromisoformat(day).replace(tzinfo=UTC)
    raw = io.BytesIO()
    document.save(raw)
    return repacked(raw.getvalue())


def _drop_old_styles(document: Written) -> None:
    """Take a second table of styles away that the library's form has for Word 2010, and that contradicts the first."""
    rels = document.part.rels
    for name in [name for name, each in rels.items() if each.reltype.endswith("/stylesWithEffects")]:
        del rels[name]


def _shade(cell: _Cell, color: str) -> None:
    """Fill a cell with a color, six hexadecimal digits."""
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", color)):
        shade.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - the library has no shading


def _borders(made: Table) -> None:
    """Thin grey lines between rows, none between columns; in the order that the format has (ECMA-376, 17.4.38)."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edge = OxmlElement(f"w:{side}")
        drawn = (("val", "single"), ("sz", "4"), ("color", "BFC7D1")) if side in _DRAWN else (("val", "nil"),)
        for key, value in drawn:
            edge.set(qn(f"w:{key}"), value)
        borders.append(edge)
    properties = made._tbl.tblPr  # noqa: SLF001 - the library has only whole styles
    later = next((each for each in properties if each.tag in _AFTER_BORDERS), None)
    if later is not None:
        later.addprevious(borders)
    else:
        properties.append(borders)


_DRAWN = ("top", "bottom", "insideH")
"""The borders of a table that have a line."""
_AFTER_BORDERS = frozenset(
    qn(f"w:{name}")
    for name in ("shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription", "tblPrChange")
)
"""What follows the borders in the properties of a table: Word repairs a file that has it otherwise."""
