"""The shipped Word templates, as code: `python -m tests.support.templates` writes them, a test compares them.

They are ordinary Word files with the tags of docxtpl in them; a company replaces one by its own with `--template`.
"""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from kvcheck.office.templates import repacked
from tests.support.plans import ROOT

TEMPLATES = ROOT / "kvcheck" / "templates"
KINDS = ("employer", "invitation", "contract-extract", "training-plan")
LATIN, KOREAN = "Arial", "Malgun Gothic"
DARK, GRAY = RGBColor(0x1F, 0x2D, 0x3D), RGBColor(0x5A, 0x64, 0x70)
DAY = datetime(2026, 11, 22)  # noqa: DTZ001 - a property of a file, which has no zone


def letter() -> bytes:
    """Letterhead, whom it is to, what it is, paragraphs, the signature with the last of them; each language anew."""
    document = _document(width=210, height=297, margin=19, size=9.5)
    _add(document, "{%p for page in pages %}")
    _on_a_new_page(document, "{{ page.sender[0] if page.sender else '' }}", size=14, bold=True, color=DARK)
    _add(document, "{%p for line in page.sender[1:] %}")
    _add(document, "{{ line }}", size=9, color=GRAY)
    _add(document, "{%p endfor %}")
    _add(document, "{{ page.words.date }}: ____________________", before=8)
    _add(document, "{{ page.words.to }}", before=6, after=8)
    _add(document, "{{ page.title }}", size=14, bold=True, color=DARK, after=6)
    _add(document, "{{ page.words.salutation }}", after=6)
    _add(document, "{{ page.opening }}", after=4.5, line=12.5)
    _add(document, "{%p for section in page.sections %}")
    _add(document, "{%p if section.lead %}")
    _add(document, "{{ section.heading }}:", bold=True, color=DARK, after=2, keep=True)
    _add(document, "{%p endif %}")
    _add(document, "{%p for line in section.lines %}")
    _add(document, "{%p if loop.last and section.last %}")
    _add(document, "{{ line }}", after=4.5, line=12.5, keep=True)
    _add(document, "{%p else %}")
    _add(document, "{{ line }}", after=4.5, line=12.5)
    _add(document, "{%p endif %}")
    _add(document, "{%p endfor %}")
    _add(document, "{%p endfor %}")
    _signature(document)
    _add(document, "{%p endfor %}")
    return _saved(document)


def card() -> bytes:
    """A6 pages: a heading, and rows with English on the left and Korean on the right."""
    document = _document(width=105, height=148, margin=7, size=7.5)
    _add(document, "{%p for page in pages %}")
    _on_a_new_page(document, "{{ page.title.en }}  ·  {{ page.title.ko }}", size=9.5, bold=True, color=DARK, after=2)
    table = document.add_table(rows=3, cols=2)
    _plain(table, (Mm(45.5), Mm(45.5)))
    table.rows[0].cells[0].paragraphs[0].add_run("{%tr for row in page.rows %}")
    for column, lang in enumerate(("en", "ko")):
        cell = table.rows[1].cells[column]
        _line_below(cell)
        _style(cell.paragraphs[0], f"{{{{ row.label.{lang} }}}}", size=6.5, bold=True, color=GRAY, before=1.5, line=8.5)
        _style(cell.add_paragraph(), f"{{%p for line in row.lines.{lang} %}}")
        _style(cell.add_paragraph(), "{{ line }}", size=7.5, after=0.5, line=9.5)
        _style(cell.add_paragraph(), "{%p endfor %}")
        _style(cell.add_paragraph(), "{%p if not row.lines.en %}")
        _style(cell.add_paragraph(), "_" * 28, color=GRAY, before=3)
        _style(cell.add_paragraph(), "{%p endif %}")
    table.rows[2].cells[0].paragraphs[0].add_run("{%tr endfor %}")
    _add(document, "{%p if page.asks_help %}")
    _add(document, "{{ page.help.en }} {{ page.help.ko }}", size=6.5, color=GRAY, before=3)
    _add(document, "{%p endif %}")
    _add(document, "{%p endfor %}")
    return _saved(document)


def _document(*, width: int, height: int, margin: int, size: float) -> Any:
    document = Document()
    document.core_properties.author = "kvcheck"
    document.core_properties.created = document.core_properties.modified = DAY
    document.core_properties.title = ""
    document.core_properties.comments = ""
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(margin)
    section.top_margin = section.bottom_margin = Mm(round(margin * 0.8))
    section.header_distance = section.footer_distance = Mm(margin // 2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = LATIN, Pt(size)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), KOREAN)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "ko-KR")
    style.element.rPr.append(language)
    for name in ("autoSpaceDE", "autoSpaceDN"):  # no gap between Hangul and a number or a Latin name
        space = OxmlElement(f"w:{name}")
        space.set(qn("w:val"), "0")
        style.element.get_or_add_pPr().append(space)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    _font_with_fallback(document)
    _slim(document)
    return document


def _slim(document: Any) -> None:
    """Without what the library's first document brings and no paper uses: each paper would carry and parse it."""
    for style in list(document.styles.element.findall(qn("w:style"))):
        if style.get(qn("w:default")) != "1" and style.get(qn("w:styleId")) != "TableGrid":
            document.styles.element.remove(style)
    for rels in (document.part.rels, document.part.package.rels):
        for name, each in list(rels.items()):
            if each.reltype.rpartition("/")[2] in ("stylesWithEffects", "thumbnail", "customXml"):
                del rels[name]


def _font_with_fallback(document: Any) -> None:
    """The table of fonts says what stands in for Malgun Gothic where it is missing."""
    part = next(each for each in document.part.package.iter_parts() if str(each.partname) == "/word/fontTable.xml")
    entry = (
        f'<w:font w:name="{KOREAN}"><w:altName w:val="Noto Sans CJK KR"/><w:charset w:val="81"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )
    part._blob = part.blob.decode().replace("</w:fonts>", entry).encode()


def _signature(document: Any) -> None:
    """A row that stays on one page, with the text before it."""
    table = document.add_table(rows=1, cols=1)
    _plain(table, (Mm(172),))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    cell = table.rows[0].cells[0]
    _style(cell.paragraphs[0], "{{ page.closing }}", before=4, after=18)
    _style(cell.add_paragraph(), "{{ page.words.signature }}: ______________________________", after=3)
    _style(cell.add_paragraph(), "{%p for line in page.signer %}")
    _style(cell.add_paragraph(), "{{ line }}")
    _style(cell.add_paragraph(), "{%p endfor %}")


def _plain(table: Any, widths: tuple[Any, ...]) -> None:
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width


def _line_below(cell: Any) -> None:
    borders, line = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "C8CED6")):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    cell._tc.get_or_add_tcPr().append(borders)


def _rule(paragraph: Any) -> None:
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "8"), ("space", "1"), ("color", "1F2D3D")):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    after = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *after)


def _on_a_new_page(document: Any, text: str, **style: Any) -> None:
    """The first line of a page, twice: every page but the first begins anew."""
    _add(document, "{%p if page.first %}")
    _rule(_add(document, text, **style))
    _add(document, "{%p else %}")
    again = _add(document, text, **style)
    again.paragraph_format.page_break_before = True
    _rule(again)
    _add(document, "{%p endif %}")


def _add(document: Any, text: str, **style: Any) -> Any:
    return _style(document.add_paragraph(), text, **style)


def _style(
    paragraph: Any,
    text: str,
    *,
    size: float | None = None,
    bold: bool = False,
    color: RGBColor | None = None,
    line: float | None = None,
    before: float = 0,
    after: float = 0,
    keep: bool = False,
) -> Any:
    """A paragraph in one style; with `keep` it stays on the page of the next, and whole."""
    run = paragraph.add_run(text)
    run.font.bold = bold or None
    run.font.size = Pt(size) if size is not None else None
    if color is not None:
        run.font.color.rgb = color
    form = paragraph.paragraph_format
    form.line_spacing = Pt(line) if line is not None else None  # exact: Hangul and Latin lines are of one height
    form.space_before, form.space_after = Pt(before), Pt(after)
    if keep:
        form.keep_with_next = form.keep_together = True
    return paragraph


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return repacked(out.getvalue())


def shipped() -> dict[Path, bytes]:
    """Every template that ships, with what must be in it."""
    made = letter()
    return {**{TEMPLATES / f"letter-{kind}.docx": made for kind in KINDS}, TEMPLATES / "card.docx": card()}


if __name__ == "__main__":
    for path, content in shipped().items():
        path.write_bytes(content)
