"""Word documents made from scratch: the only door to python-docx. Same values, same bytes.

A document is A4, names a Korean font for Korean letters, carries the day it is about instead of the clock, and is
packed with fixed times. The library makes the frame (styles, header, footer), once for all documents that share it.
What stands between is text of the format (ECMA-376, part 1, 17): a checklist has thousands of elements, and the library
takes milliseconds for some. Text is made harmless here: whatever it holds, it is text.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from docx import Document
from docx.document import Document as Written
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from kvcheck.language.spelling import shown
from kvcheck.language.text import LOCALES
from kvcheck.office.templates import zipped

LATIN, KOREAN = "Arial", "Malgun Gothic"
"""Fonts that office computers have; the Korean one stands in the place Word reads for Korean letters."""
INK, SOFT = "1B2430", "5A6675"
LONGEST_PROPERTY = 255
"""The most characters that Word keeps of a property of a document."""
LONGEST_LABEL = 64
"""The most characters that Word takes for the name of a check box."""
_BODY = "word/document.xml"
_PLACE = b"<w:p/>"
"""The one empty paragraph of the frame, in whose place the blocks come."""


def packed(body: Iterable[str], *, title: str, lang: str, day: str, footer: str) -> bytes:
    """The bytes of a document of these blocks, with its title above each page and `footer` and its number below: the
    same whenever and wherever they are made."""
    entries = dict(_frame(title, lang, day, footer))
    before, after = entries[_BODY].split(_PLACE)
    entries[_BODY] = b"".join((before, "".join(body).encode(), after))
    return zipped(entries)


@lru_cache(maxsize=4)
def _frame(title: str, lang: str, day: str, footer: str) -> dict[str, bytes]:
    """The files of a document without blocks, by name; where blocks belong, that of the body has `_PLACE`."""
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
    _append(section.header.paragraphs[0], run(f"{title} · {day}", size=8, color=SOFT))
    _append(section.footer.paragraphs[0], run(f"{footer}  ", size=8, color=SOFT), *_page_number())
    _language(document, lang)
    _properties(document, title, day)
    document.add_paragraph()
    raw = io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _properties(document: Written, title: str, day: str) -> None:
    """What an office program shows about the file."""
    properties: Any = document.core_properties
    properties.title = shown(title)[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = "kvcheck"
    properties.comments = ""
    properties.revision = 1
    properties.created = properties.modified = datetime.fromisoformat(day).replace(tzinfo=UTC)


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


def _page_number() -> Iterable[str]:
    """A field that Word fills with the number of the page."""
    for mark in (
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText>PAGE</w:instrText>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        yield run("", size=8, color=SOFT, mark=mark)


def _append(paragraph: Paragraph, *runs: str) -> None:
    """Put runs at the end of a paragraph of the frame."""
    for each in parse_xml(f"<w:p {nsdecls('w')}>{''.join(runs)}</w:p>"):
        paragraph._p.append(each)  # noqa: SLF001 - the library writes runs only through its own slow way


def run(text: str, *, bold: bool = False, size: float | None = None, color: str | None = None, mark: str = "") -> str:
    """A run of harmless text, and a mark of the format after it; the size is in points."""
    look = "<w:b/>" if bold else ""
    if color is not None:
        look += f'<w:color w:val="{color}"/>'
    if size is not None:
        look += f'<w:sz w:val="{round(size * 2)}"/>'
    look = f"<w:rPr>{look}</w:rPr>" if look else "<w:rPr/>"
    return f"<w:r>{look}{_text(shown(text))}{mark}</w:r>"


def _text(text: str) -> str:
    if not text:
        return ""
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<w:t{kept}>{_escaped(text)}</w:t>"


def _escaped(text: str) -> str:
    """A text as XML has it, between tags or quotes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def paragraph(*runs: str, style: str = "", new_page: bool = False, keep: bool = False, indent: float = 0.0) -> str:
    """A block of text: runs, in a style, on a new page or on that of the next one (`keep`) if wanted; `indent` is in
    millimetres."""
    look = f'<w:pStyle w:val="{style.replace(" ", "")}"/>' if style else ""
    if keep:
        look += "<w:keepNext/>"
    if new_page:
        look += "<w:pageBreakBefore/>"
    if indent:
        look += f'<w:ind w:left="{Mm(indent).twips}"/>'
    return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{''.join(runs)}</w:p>"


def heading(text: str, level: int, *, new_page: bool = False) -> str:
    """A real heading, on a new page if wanted; level 0 is the title."""
    return paragraph(run(text), style=f"Heading {level}" if level else "Title", new_page=new_page)


def line(text: str, *, bold: bool = False, color: str | None = None, style: str = "") -> str:
    """A paragraph of one run."""
    return paragraph(run(text, bold=bold, color=color), style=style)


def table(heads: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[str]]) -> str:
    """A table with a row of heads that comes again on every page, and thin grey lines between rows that no page break
    divides. A row has the paragraphs of each of its cells; `widths` are in millimetres."""
    twips = [Mm(width).twips for width in widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    top = [paragraph(run(head, bold=True, size=8.5)) for head in heads]
    body = "".join(_row("<w:cantSplit/>", twips, cells) for cells in rows)
    return f"<w:tbl>{_TABLE}<w:tblGrid>{columns}</w:tblGrid>{_row('<w:tblHeader/>', twips, top, _SHADE)}{body}</w:tbl>"


def _row(kind: str, twips: Sequence[int], cells: Sequence[str], look: str = "") -> str:
    made = (
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width}"/>{look}</w:tcPr>{cell}</w:tc>'
        for width, cell in zip(twips, cells, strict=True)
    )
    return f"<w:tr><w:trPr>{kind}</w:trPr>{''.join(made)}</w:tr>"


def box(number: int, label: str, *, ticked: bool) -> str:
    """A check box that can be ticked in Word; `number` is its own in the document, `label` is read aloud."""
    sign, state = ("☑", "1") if ticked else ("☐", "0")
    named = _escaped(shown(label)[:LONGEST_LABEL]).replace('"', "&quot;")
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{named}"/><w:id w:val="{number}"/><w14:checkbox>'
        f'<w14:checked w14:val="{state}"/><w14:checkedState w14:val="2611" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr>'
        '<w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic"/><w:sz w:val="24"/></w:rPr>'
        f"<w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def _drop_old_styles(document: Written) -> None:
    """Take a second table of styles away that the library's form has for Word 2010, and that contradicts the first."""
    rels = document.part.rels
    for name in [name for name, each in rels.items() if each.reltype.endswith("/stylesWithEffects")]:
        del rels[name]


_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="EDF0F4"/>'
"""The color of the heads of a table."""
_DRAWN, _NONE = 'w:val="single" w:sz="4" w:color="BFC7D1"', 'w:val="nil"'
_TABLE = (
    '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:type="auto" w:w="0"/><w:jc w:val="center"/><w:tblBorders>'
    f"<w:top {_DRAWN}/><w:left {_NONE}/><w:bottom {_DRAWN}/><w:right {_NONE}/>"
    f"<w:insideH {_DRAWN}/><w:insideV {_NONE}/></w:tblBorders>"
    '<w:tblLayout w:type="fixed"/><w:tblLook w:firstColumn="1" w:firstRow="1" w:lastColumn="0" w:lastRow="0"'
    ' w:noHBand="0" w:noVBand="1" w:val="04A0"/></w:tblPr>'
)
"""The look of a table, in the order that the format has (17.4.59): Word repairs a file that has it otherwise."""
