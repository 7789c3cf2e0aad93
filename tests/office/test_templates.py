"""Word templates that somebody brings are filled in, or refused in time."""

import io
import time
import zipfile
from xml.sax.saxutils import escape

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

import kvcheck.office.templates as module
from kvcheck.errors import BadCommand
from kvcheck.office.templates import render_template

GIVEN = {"pages": [{"title": "Letter", "rows": [{"text": "b" * 30}] * 20}]}
LOOP = "{% for row in pages[0].rows %}"


def word(*paragraphs: str, cell: str = "") -> bytes:
    """A Word file with these paragraphs, and a table of one cell."""
    document = Document()
    document.add_table(1, 1).cell(0, 0).text = cell
    texts = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
    # All at once: the library looks through the whole body for each one that it adds.
    document.element.body[:0] = list(parse_xml(f"<w:body {nsdecls('w')}>{texts}</w:body>"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("paragraphs", "says"),
    [
        (["{% set a = 'ab' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}"], "makes too much"),
        ([LOOP] * 8 + ["x"] + ["{% endfor %}"] * 8, "makes too much"),
        (["{%p for row in pages[0].rows %}"] * 6 + ["x"] + ["{%p endfor %}"] * 6, "makes too much"),
        (["{{" * 100_000], "too large"),
        (["{%tr if a %}"] * 20_000, "too large"),
    ],
    ids=["doubles", "loops", "loops of paragraphs", "braces", "rows"],
)
def test_a_template_without_bound_is_refused_soon(paragraphs: list[str], says: str) -> None:
    """With what is wrong, in both languages."""
    template = word(*paragraphs)
    began = time.process_time()
    with pytest.raises(BadCommand, match=says) as refused:
        render_template(template, GIVEN)
    assert time.process_time() - began < 20
    assert any(word in refused.value.message.ko for word in ("템플릿", "양식"))


def test_a_search_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spaces where the library tries every way to divide them."""
    monkeypatch.setattr(module, "LONGEST", 1)
    with pytest.raises(BadCommand, match="makes too much"):
        render_template(word(cell="{% colspan" + " " * 3000), GIVEN)


def test_an_image_with_braces_is_no_text() -> None:
    """What is not searched is not counted."""
    assert module.text_of(render_template(word("{{ pages[0].title }}"), GIVEN)) == "Letter"
    out = io.BytesIO(word("{{ pages[0].title }}"))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/media/image1.png", b"\x89PNG" + b"{" * 100_000)
    assert module.text_of(render_template(out.getvalue(), GIVEN)) == "Letter"
