"""Text of a user is harmless in every format that has signs of its own."""

import html
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from kvcheck.lines.escape import in_markdown, in_spreadsheet
from tests.support import MINIMAL, kvcheck


@pytest.mark.parametrize("sign", list("\\`*_{}[]<>|#@~!$%&"))
def test_signs_of_markdown_are_escaped(sign: str) -> None:
    """Each sign that means something stands behind a backslash."""
    assert in_markdown(f"a{sign} b") == f"a\\{sign} b"


@pytest.mark.parametrize(
    "text",
    ["https://firm.example/x", "www.firm.example", "@octocat", "pat@firm.example", "#12", "GH-12", "owner/repo#1", "!4",
     "~bug", "$9", "%1.0", "&3", '~"two words"', "&lt;b&gt;"],
)  # fmt: skip
def test_what_services_link_is_broken(text: str) -> None:
    """They look for it in the text of the finished page: no backslash helps there, only a sign between."""
    page = MarkdownIt("commonmark").render(in_markdown(f"see {text}"))
    said = html.unescape(page.removeprefix("<p>").removesuffix("</p>\n"))
    assert said != f"see {text}"
    assert said.replace("\u200b", "") == f"see {text}"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "\t=1", "＝1"])
def test_formulas_are_text_in_spreadsheets(text: str) -> None:
    """What a spreadsheet would work out begins with an apostrophe."""
    assert in_spreadsheet(text) == f"'{text}"
    assert in_spreadsheet(f"a{text}") == f"a{text}"


@pytest.mark.parametrize("command", ["check", "checklist", "compare"])
def test_no_markdown_page_mentions_anybody(command: str, tmp_path: Path) -> None:
    """A plan whose name begins with an at sign calls nobody, whichever page names it."""
    plan = tmp_path / "@octocat.yaml"
    plan.write_text(MINIMAL, encoding="utf-8")
    done = kvcheck(command, "-f", "markdown", plan.name, cwd=tmp_path)
    assert "octocat" in done.out
    outside_of_code = re.sub(r"`[^`]*`", "", done.out)
    assert not re.search(r"@(?!&#8203;)", outside_of_code)
