"""Lines of a terminal: Korean letters take two columns, and no line is wider than asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvcheck.lines.layout import Span, columns, cut, pad, paragraph, plain, wrap
from kvcheck.lines.quote import quoted

TEXTS = st.text(st.sampled_from("abc 가나다 ·✓é\u0301-"), max_size=60)


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("가나", 4), ("a·b✓", 4), ("e\u0301", 1), ("é가", 3), ("\u200b", 0)]
)
def test_letters_take_the_columns_that_a_terminal_gives_them(text: str, width: int) -> None:
    """Two for Hangul, one for the signs of a report, none for what joins or does not show."""
    assert columns(text) == width


@given(TEXTS, st.integers(2, 30))
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    """And none loses a letter: only spaces go where a line breaks."""
    lines = list(wrap(text, width))
    assert all(columns(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(text.split())


@given(TEXTS, st.integers(1, 30))
def test_what_is_cut_fits_and_says_so(text: str, width: int) -> None:
    """A text that fits stays; of one that does not, a beginning is kept with an ellipsis."""
    found = cut(text, width)
    assert columns(found) <= width
    assert found == text or (found.endswith("…") and text.startswith(found[:-1]))
    assert columns(pad(text, 80)) == 80


def test_further_lines_hang_below_the_first() -> None:
    """Under the text, not under its label."""
    lines = plain(paragraph("= ", "one two three four five six", indent=2, width=24)).splitlines()
    assert lines == ["  = one two three four", "    five six"]


@pytest.mark.parametrize(("column", "line"), [(1, "가나다" + "x" * 200), (150, "가나다" + "x" * 200), (5, "a: ? b")])
def test_the_caret_is_below_the_column_it_is_about(column: int, line: str) -> None:
    """Also in a line that is shown from its middle, and one with letters of two columns."""
    text, caret = quoted(line, 7, column, 2, 60)
    shown, below = ("".join(span.text for span in each) for each in (text, caret))
    assert shown.startswith("  7 | ")
    assert columns(shown) <= 60
    at = columns(below) - 1
    under = next(sign for index, sign in enumerate(shown) if columns(shown[: index + 1]) > at)
    assert under == line[column - 1]
    assert caret[-1] == Span("^", "caret")
