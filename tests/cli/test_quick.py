"""A plain command line is read without typer as typer reads it, or left to it."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from kvcheck import cli
from kvcheck.cli.declared import NEEDED, Command, Group, Option, Parameter
from kvcheck.cli.quick import parsed
from kvcheck.cli.typed import typer_of

WORDS = ["plan.yaml", "a=b", "", "-", "--", "3", "0", "-1", "x", "1234567890123", "2026-12-01", "한글", "-q=1", "check"]
"""What may stand for a value or by its place, and what is none."""


def commands(group: Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Command]]:
    """Every command with the words that call it."""
    for name, each in group.entries.items():
        if isinstance(each, Group):
            yield from commands(each, (*path, name))
        else:
            yield (*path, name), each


ALL = dict(commands(cli.declared(())))


class Typer:
    """What typer reads for one command."""

    def __init__(self, command: Command) -> None:
        self._taken: list[dict[str, Any]] = []
        group = Group("kvcheck", "A program.")
        group.entries = {"it": command._replace(name="it", run=lambda **values: self._taken.append(values))}
        self._program = get_command(typer_of(group))

    def __call__(self, arguments: list[str]) -> dict[str, Any] | None:
        """The values that it reads; None if it refuses them or shows help."""
        self._taken.clear()
        try:
            self._program.main(["it", *arguments], prog_name="kvcheck", standalone_mode=False)
        except Exception:  # whatever it says, it says no
            return None
        return self._taken[0] if self._taken else None


def whole(command: Command, values: dict[str, Any]) -> dict[str, Any]:
    """Values with those that are not given; a list of none is as none."""
    given = {each.name: each.default for each in command.parameters} | values
    return {name: value if value != [] else None for name, value in given.items()}


def line(command: Command, chance: random.Random) -> list[str]:
    """A command line, mostly a right one."""
    words: list[str] = []
    for each in command.parameters:
        if each.default is NEEDED or chance.random() < 3 / len(command.parameters):
            words += given(each, chance)
    if chance.random() < 0.3:
        odd = [*WORDS, "--help", "--no-such", "-qv", "--quiet=1"]
        words.insert(chance.randrange(len(words) + 1), chance.choice(odd))
    if chance.random() < 0.2 and words:
        words.pop(chance.randrange(len(words)))
    return words


def given(parameter: Parameter, chance: random.Random) -> list[str]:
    """Words that give a parameter its value."""
    value = chance.choice(WORDS) if chance.random() < 0.4 else ("7" if "int" in str(parameter.kind) else "plan.yaml")
    if not isinstance(parameter.said, Option):
        return [value]
    name = chance.choice(parameter.said.names)
    if parameter.kind is bool:
        return [name]
    return [f"{name}={value}"] if name.startswith("--") and chance.random() < 0.5 else [name, value]


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_what_is_read_without_typer_is_what_typer_reads(path: tuple[str, ...]) -> None:
    """Over command lines of every command: the same values, and nothing that typer would refuse."""
    command, chance = ALL[path], random.Random(" ".join(path))  # noqa: S311 - the same lines in every run
    typer, group, read = Typer(command), cli.declared(path), 0
    for _ in range(60):
        arguments = line(command, chance)
        quick = parsed(group, [*path, *arguments])
        if quick is not None:
            read += 1
            values = typer(arguments)
            assert values is not None, arguments
            assert whole(command, quick[1]) == whole(command, values), arguments
            assert [type(each) for each in whole(command, quick[1]).values()] == [
                type(each) for each in whole(command, values).values()
            ], arguments
    assert read > 15


def test_a_file_that_cannot_be_read_is_left_to_typer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It refuses the command line, as it refuses options that are not known, and words that a system expands."""
    own = tmp_path / "waivers.yaml"
    own.write_text("", encoding="utf-8")
    words = ["check", "plan.yaml", "--waivers", str(own)]
    group = cli.declared(words)
    assert parsed(group, words) is not None
    assert parsed(group, [*words, "--help"]) is None
    assert parsed(group, []) is None
    monkeypatch.setattr("os.access", lambda path, mode: False)
    assert parsed(group, words) is None
    assert parsed(group, words[:2]) is not None  # of plans, the command itself says why
    monkeypatch.setattr("os.name", "nt")
    assert parsed(group, words[:2]) is None
