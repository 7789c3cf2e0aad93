"""The pages of a pack in Markdown: tables with both languages side by side, for a repository."""

from collections.abc import Iterator

from kvcheck.language.text import Text
from kvcheck.lines.escape import in_markdown
from kvcheck.packtools.docs.value import PackPages, Row, Section
from kvcheck.packtools.docs.words import CHOICES, LINES, WORDS

_BOLD = ("head", "title")


def render(page: PackPages) -> str:
    """The file."""
    return "\n".join(_lines(page)) + "\n"


def _lines(page: PackPages) -> Iterator[str]:
    yield f"# {in_markdown(page.title.en)}"
    yield ""
    yield f"**{in_markdown(page.title.ko)}**"
    yield ""
    yield f"`{page.name}` · {_both(WORDS['subtitle'])} · {page.reviewed}"
    for section in page.sections:
        yield ""
        yield from _section(section)
    yield from _signature(page)


def _section(section: Section) -> Iterator[str]:
    """A heading and the rows below it as a table."""
    mark = f"{section.mark} · " if section.mark else ""
    yield f'{"#" * section.level} <a id="{section.anchor}"></a>{mark}{_both(section.title)}'
    yield ""
    name = f"`{section.name}`" if section.name else ""
    yield f"| {name} | English | 한국어 |"
    yield "|---|---|---|"
    for row in section.rows:
        yield _row(row)


def _row(row: Row) -> str:
    """A row of a table; what stands further in is moved by spaces that a page keeps."""
    label = in_markdown(row.label) if row.tone != "case" else f"`{row.label}`"
    anchor = f'<a id="{row.anchor}"></a>' if row.anchor else ""
    if row.link and label:
        label = f"[{label}]({row.link})"
    cells = []
    for sentence in row.text.sentences:
        said = in_markdown(sentence)
        if row.tone in _BOLD:
            said = f"**{said}**"
        cells.append("&emsp;" * row.depth + said)
    return f"| {anchor}{label} | {cells[0]} | {cells[1]} |"


def _signature(page: PackPages) -> Iterator[str]:
    """What is signed, and where."""
    yield from ("", f'## <a id="signature"></a>{_both(WORDS["signing"])}', "")
    yield from (in_markdown(WORDS["covers"].en), "", in_markdown(WORDS["covers"].ko), "")
    yield from (f"| {_both(WORDS['what'])} | {_both(WORDS['digest'])} |", "|---|---|")
    for each in page.signed:
        yield f"| {_both(each.title)} | `{each.digest}` |"
    yield ""
    yield from (f"- [ ] {_both(choice)}" for choice in CHOICES)
    yield ""
    yield from ("| | |", "|---|---|")
    for line in (WORDS["remarks"], *LINES):
        yield f"| {_both(line)} | |"


def _both(text: Text) -> str:
    return in_markdown(f"{text.en} · {text.ko}")
