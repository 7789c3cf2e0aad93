"""Text of a user in formats where signs mean something: one function for each format, so that no page has a gap."""

import re

from kvcheck.lines.layout import shown

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|#@~!])")
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")


def in_markdown(text: str) -> str:
    """Text in which nothing is taken for Markdown, HTML, a mention or a link, also inside a cell of a table.

    >>> in_markdown("@octocat | https://a.example")
    '\\\\@octocat \\\\| https:\\\\//a.example'
    """
    return _MARKDOWN.sub(r"\\\1", shown(text)).replace("://", ":\\//")


def in_spreadsheet(text: str) -> str:
    """Text of a cell that no spreadsheet takes for a formula: what would be one begins with an apostrophe."""
    return f"'{text}" if _FORMULA.match(text) else text
