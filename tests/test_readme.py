"""The README is true in both languages: real outputs, complete tables. `python -m tests.test_readme` renews it."""

import re
from pathlib import Path

import pytest
import typer

from kvcheck.cli import program
from kvcheck.commands.check import EXIT_CODES
from kvcheck.conditions import OPERATORS
from kvcheck.source.schema import SCHEMAS
from tests.support import AS_OF, ROOT, kvcheck

PAGES = [ROOT / "README.md", ROOT / "README.ko.md"]
HANDBOOKS = [ROOT / "examples" / page.name for page in PAGES]
BLOCK = re.compile(r"(<!-- output: (\S+) -->\n```\n)(.*?)(```\n)", re.DOTALL)


def renewed(text: str) -> str:
    """A page with every quoted output as the file it names has it."""
    return BLOCK.sub(lambda match: match[1] + (ROOT / match[2]).read_text(encoding="utf-8") + match[4], text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_quoted_outputs_are_real(page: Path) -> None:
    """What a README shows is what the examples print, and it stays short enough to be read."""
    text = page.read_text(encoding="utf-8")
    assert len(BLOCK.findall(text)) == 1
    assert renewed(text) == text
    assert len(text.splitlines()) <= 4 * 40


def test_the_first_command_prints_what_the_readme_shows() -> None:
    """The main job, as a newcomer runs it, ends well."""
    for page in PAGES:
        [command] = re.findall(r"^pip install \. && kvcheck (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert kvcheck(*command.split(), "--as-of", AS_OF).code == 0


@pytest.mark.parametrize("pages", [PAGES, HANDBOOKS], ids=["readme", "handbook"])
def test_both_languages_say_the_same(pages: list[Path]) -> None:
    """The same headings deep, rows, commands, files and links in English and in Korean."""
    english, korean = (page.read_text(encoding="utf-8") for page in pages)
    assert _levels(english) == _levels(korean)
    rows = [re.findall(r"^\| (`[^|]*) \|", text, re.MULTILINE) for text in (english, korean)]
    assert rows[0] == rows[1]
    assert _typed(english) == _typed(korean)
    assert _leading(pages[0]) == _leading(pages[1])


def _levels(text: str) -> list[int]:
    """How deep each heading is; a comment in a block of code is none."""
    return [len(each) for each in re.findall(r"^(#+) ", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)]


def _typed(text: str) -> list[list[str]]:
    """What a reader types or writes into files, without comments and what is printed."""
    found = []
    for kind, block in re.findall(r"^```(sh|console|yaml)\n(.*?)```", text, re.DOTALL | re.MULTILINE):
        lines = block.splitlines()
        if kind == "console" and lines[0].startswith("$ "):
            lines = [line for line in lines if line.startswith("$ ")]
        found += [re.split(r"(?:^|\s)# ", line)[0].replace("--lang ko", "").split() for line in lines]
    return found


def _leading(page: Path) -> list[tuple[str, int]]:
    """Where the links of a page lead, in the order of their targets: pages that are in both languages count as one,
    and of a heading its place."""
    found = set()
    for target in _links(page):
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        at = _anchors(there).index(anchor) if anchor else -1
        found.add((there.relative_to(ROOT).as_posix().replace(".ko.", ".").replace(".en.", "."), at))
    return sorted(found)


def _links(page: Path) -> set[str]:
    return set(re.findall(r"\]\(([^)h][^)]*)\)", page.read_text(encoding="utf-8")))


def _anchors(page: Path) -> list[str]:
    """The names of the headings of a page, as GitHub makes them."""
    headings = re.findall(
        r"^#+ (.+)$", re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL), re.MULTILINE
    )
    return [re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings]


@pytest.mark.parametrize(
    "page", [*PAGES, *HANDBOOKS, ROOT / "kvcheck" / "README.md"], ids=lambda page: str(page.relative_to(ROOT))
)
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link is a file, and a heading of it."""
    for target in _links(page):
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), target
        assert not anchor or anchor in _anchors(there), target


@pytest.mark.parametrize("page", HANDBOOKS, ids=lambda page: str(page.name))
def test_the_table_of_contents_of_the_handbook_is_complete(page: Path) -> None:
    """Every section once, in its order."""
    text = page.read_text(encoding="utf-8")
    contents = text[: text.index("\n## ")]
    assert re.findall(r"^- \[(.+)\]\(#", contents, re.MULTILINE) == re.findall(r"^## (.+)$", text, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_every_exit_code_command_and_schema_is_named(page: Path) -> None:
    """The tables lag behind nothing."""
    text = page.read_text(encoding="utf-8")
    for code in {*EXIT_CODES.values(), 2, 3, 70}:
        assert re.search(rf"(\| {code} \|)|(\b{code} )", text), code
    assert all(f"`{name}`" in text for name in SCHEMAS)
    table = text[text.rindex("\n## ") :]
    for command in typer.main.get_command(program(())).commands:  # type: ignore[attr-defined]
        assert re.search(rf"`{command}\b", table), command


def test_every_operator_is_on_the_page_of_the_language() -> None:
    """`rules/README.md` lists the operators that exist, and no other."""
    text = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")
    table = text[text.index("| Operator |") : text.index("There is no operator")]
    rows = [row for row in table.splitlines()[2:] if row.startswith("|")]
    named = {name for row in rows for name in re.findall(r"`([a-z_]+)`", row.split("|")[1])}
    assert named == set(OPERATORS)


if __name__ == "__main__":
    for each in PAGES:
        each.write_text(renewed(each.read_text(encoding="utf-8")), encoding="utf-8")
