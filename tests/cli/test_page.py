"""Help that is shown without typer is the help that typer shows."""

import sys
from collections.abc import Iterator

import pytest
from typer.main import get_command

from kvcheck import cli
from kvcheck.cli.declared import Command, Group
from kvcheck.cli.page import asked, page
from tests.support import kvcheck, process


def pages(of: Group | Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Group | Command]]:
    """Everything that has a page of help, by the words that call it."""
    yield path, of
    if isinstance(of, Group):
        for name, each in of.entries.items():
            yield from pages(each, (*path, name))


ALL = dict(pages(cli.declared(())))


@pytest.mark.parametrize("columns", [60, 80])
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_page_is_that_of_typer(
    lang: str, columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of every command and group, in both languages, on narrow and on wide terminals."""
    monkeypatch.setenv("KVCHECK_LANG", lang)
    monkeypatch.setenv("COLUMNS", str(columns))
    program = get_command(cli.program(()))
    for path, of in ALL.items():
        with pytest.raises(SystemExit) as end:
            program.main([*path, "--help"], prog_name="kvcheck")
        assert end.value.code == 0
        assert page(of, ("kvcheck", *path), lang, columns - 2) == capsys.readouterr().out, path


def test_only_a_plain_page_is_shown_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked beside it, names that are not known, and very narrow terminals are left to typer."""
    group = cli.declared(())
    monkeypatch.setenv("COLUMNS", "70")
    assert asked(group, ["rules", "new", "-h"]) == kvcheck("rules", "new", "--help", env={"COLUMNS": "70"}).out
    for words in (
        [],
        ["check"],
        ["chek", "--help"],
        ["check", "-q", "--help"],
        ["--version", "-h"],
        ["check", "x", "-h"],
    ):
        assert asked(group, words) is None, words
    monkeypatch.setenv("COLUMNS", "50")
    assert asked(group, ["check", "--help"]) is None


def test_help_loads_no_typer_and_no_rules() -> None:
    """Nor rich, schemas or YAML: a page of help is shown at once."""
    code = (
        "import sys, kvcheck.cli\nsys.argv = ['kvcheck', 'check', '--help']\nkvcheck.cli.main()\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('typer', 'rich', 'yaml', 'jsonschema', 'jsonschema_rs')"
        " or m.startswith(('kvcheck.packs', 'kvcheck.model', 'kvcheck.source'))])"
    )
    assert process(program=[sys.executable, "-c", code]).out.splitlines()[-1] == "[]"
