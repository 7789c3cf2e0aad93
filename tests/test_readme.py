"""The README is true: its outputs are real, its tables complete. `python -m tests.test_readme` renews it."""

import re

from kvcheck.commands.check import EXIT_CODES
from kvcheck.conditions import OPERATORS
from kvcheck.source.schema import SCHEMAS
from tests.support import AS_OF, ROOT, kvcheck

README = ROOT / "README.md"
BLOCK = re.compile(r"(<!-- output: (\S+) -->\n```\n)(.*?)(```\n)", re.DOTALL)


def renewed(text: str) -> str:
    """The README with every quoted output as the file it names has it."""
    return BLOCK.sub(lambda match: match[1] + (ROOT / match[2]).read_text(encoding="utf-8") + match[4], text)


def test_quoted_outputs_are_real() -> None:
    """What the README shows is what the examples print."""
    text = README.read_text(encoding="utf-8")
    assert len(BLOCK.findall(text)) == 3
    assert renewed(text) == text


def test_the_first_command_prints_what_the_readme_shows() -> None:
    """The main job, as a newcomer runs it, ends well."""
    text = README.read_text(encoding="utf-8")
    [command] = re.findall(r"^pip install \. && kvcheck (.*)$", text, re.MULTILINE)
    assert kvcheck(*command.split(), "--as-of", AS_OF).code == 0


def test_links_lead_somewhere() -> None:
    """Every relative link of the README is a file."""
    for target in re.findall(r"\]\(([^)h][^)]*)\)", README.read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), target


def test_every_exit_code_and_schema_is_named() -> None:
    """The tables lag behind nothing."""
    text = README.read_text(encoding="utf-8")
    for code in {*EXIT_CODES.values(), 2, 3, 70}:
        assert re.search(rf"(\| {code} \|)|(\b{code} )", text), code
    assert all(f"`{name}`" in text or f"schema {name}" in text for name in SCHEMAS)


def test_every_operator_is_on_the_page_of_the_language() -> None:
    """`rules/README.md` lists the operators that exist, and no other."""
    text = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")
    table = text[text.index("| Operator |") : text.index("There is no operator")]
    rows = [row for row in table.splitlines()[2:] if row.startswith("|")]
    named = {name for row in rows for name in re.findall(r"`([a-z_]+)`", row.split("|")[1])}
    assert named == set(OPERATORS)


if __name__ == "__main__":
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
