"""Word documents that are made as text: whatever the text, the library reads it back as written."""

import io

import pytest
from docx import Document

from kvcheck.language.spelling import shown
from kvcheck.office import docx

HOSTILE = (
    "</w:t></w:r></w:p><w:p/> & &amp; \"quoted\" 'single' ]]> <!-- -->",
    " spaces around \t and\nlines\r\n",
    "\0\x1b\u202e\ud800\ufffe 한글 😀",
    "<w:p/>",
    "",
)


def packed(*blocks: str, title: str = "Title") -> bytes:
    return docx.packed(blocks, title=title, lang="ko", day="2026-11-27", footer="foot")


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str) -> None:
    """In a heading, a line, a table, the name of a box, the header and the title; and no element comes of it."""
    box = docx.paragraph(docx.box(1, text, ticked=True))
    table = docx.table([text, "b"], (20.0, 30.5), [[box, docx.line(text, bold=True)]])
    read = Document(io.BytesIO(packed(docx.heading(text, 1), docx.line(text, style="List Bullet"), table, title=text)))
    assert [each.text for each in read.paragraphs] == [shown(text), shown(text)]
    assert [str(each.style and each.style.name) for each in read.paragraphs] == ["Heading 1", "List Bullet"]
    assert [cell.text for row in read.tables[0].rows for cell in row.cells] == [shown(text), "b", "", shown(text)]
    [name] = read.element.body.xpath(".//w:sdtPr/w:alias/@w:val")
    assert name == shown(text)[: docx.LONGEST_LABEL]
    assert read.sections[0].header.paragraphs[0].text == f"{shown(text)} · 2026-11-27"
    assert read.core_properties.title == shown(text)


def test_frames_are_shared_by_like_documents_only() -> None:
    """A document of the same title has the same frame, one of another title its own, and none changes another's."""
    first = packed(docx.line("one"))
    other = packed(docx.line("two"), title="Other")
    assert Document(io.BytesIO(other)).core_properties.title == "Other"
    assert packed(docx.line("one")) == first
    assert [each.text for each in Document(io.BytesIO(other)).paragraphs] == ["two"]
