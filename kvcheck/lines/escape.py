"""Text of a user in formats where signs mean something: one function for each format, so that no page has a gap."""

import re

from kvcheck.lines.layout import shown

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|#@~!$%&])")
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")

BREAK = "&#8203;"
"""A sign without width: services look for mentions and addresses in the finished page, where no backslash is left."""
_LINKED = re.compile(
    r"([@#~$%^](?=[\w\"'\[])|!(?=\d)|&(?=\d|\w+;)|\b(?:www|GH)(?=[.-])|:(?=//))",  # 11 I&N Dec. 824 names no epic
    re.IGNORECASE,
)


def in_markdown(text: str) -> str:
    """Text in which nothing is taken for Markdown, HTML, a mention or a link, also inside a cell of a table.

    >>> in_markdown("@octocat | https://a.example")
    '\\\\@&#8203;octocat \\\\| https:&#8203;//a.example'
    """
    marked = _LINKED.sub("\\1\0", shown(text))
    return _MARKDOWN.sub(r"\\\1", marked).replace("\0", BREAK)


def in_spreadsheet(text: str) -> str:
    """Text of a cell that no spreadsheet takes for a formula: what would be one begins with an apostrophe."""
    return f"'{text}" if _FORMULA.match(text) else text
