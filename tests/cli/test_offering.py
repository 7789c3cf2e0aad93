"""What a shell is told without typer is what typer tells it, or left to it."""

import random
import sys
from collections.abc import Mapping
from typing import Any

import pytest
from typer._click.shell_completion import get_completion_class
from typer._completion_classes import completion_init
from typer.main import get_command

from kvcheck import cli
from kvcheck.cli.declared import Argument, Command, Group, Option
from kvcheck.cli.offering import answer, offered
from kvcheck.cli.page import korean
from tests.cli.test_page import ALL
from tests.support import kvcheck, library, process

HELP = "Show this message and exit."
WORDS = ["", "-", "--", "-q", "-f", "--lang", "--lang=", "--trip=x", "--no-such", "=", "plan.yaml", "te", "js", "가"]
"""What may stand anywhere in a line."""


def asked(shell: str, line: str) -> dict[str, str]:
    """The variables by which the script of a shell asks about a line."""
    words = line.split()
    at = len(words) - (0 if line.endswith(" ") else 1)
    about = {"COMP_WORDS": line, "COMP_CWORD": str(at)} if shell == "bash" else {"_TYPER_COMPLETE_ARGS": line}
    return {"_KVCHECK_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_FISH_ACTION": "get-args", **about}


class Typer:
    """What typer answers, in one language."""

    def __init__(self, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
        completion_init()
        self._lang, self._patch = lang, monkeypatch
        self._program: Any = get_command(cli.program(()))

    def __call__(self, shell: str, line: str) -> str:
        """Its whole answer."""
        for name, value in asked(shell, line).items():
            self._patch.setenv(name, value)
        shells: Any = get_completion_class(shell)
        said = str(shells(self._program, {}, "kvcheck", "_KVCHECK_COMPLETE").complete())
        return (said if self._lang == "en" else said.replace(HELP, korean(HELP))) + "\n"


def lines(path: tuple[str, ...], of: Group | Command, chance: random.Random) -> list[str]:
    """Lines that are typed so far: every option, and its value; arguments, and words in any order."""
    start = " ".join(("kvcheck", *path))
    found = [f"{start} ", f"{start} -", f"{start} --", f"{start} x", start, f"{start} --he"]
    known = list(WORDS)
    for each in of.parameters if isinstance(of, Command) else ():
        if isinstance(each.said, Option):
            known += each.said.names
            known += [each.said.settings.get("metavar", "x").split("|")[0]]
            found += [f"{start} {name}{end}" for name in each.said.names[:1] for end in ("", " ", "=", " x --")]
        elif isinstance(each.said, Argument):
            found += [f"{start} plan.yaml ", f"{start} plan.yaml b "]
    found += [
        " ".join([start, *chance.choices(known, k=chance.randrange(1, 5))]) + chance.choice(["", " "])
        for _ in range(12)
    ]
    return found


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_what_a_shell_is_told_is_what_typer_tells(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of every command and group, behind every option, in three shells.

    Two things are left out in which typer is worse: it breaks help into lines, which fish takes for further words, and
    the names of the option for help are in another order in every run.
    """
    monkeypatch.setenv("KVCHECK_LANG", lang)
    monkeypatch.setattr("typer.rich_utils.MAX_WIDTH", 10_000)
    monkeypatch.setattr("typer._click.core.Command.get_help_option_names", lambda command, context: ["-h", "--help"])
    monkeypatch.setattr("kvcheck.cli.completing._library", library)
    typer, chance = Typer(lang, monkeypatch), random.Random(lang)  # noqa: S311 - the same lines in every run
    left = told = 0
    for path, of in ALL.items():
        for line in lines(path, of, chance):
            shell = chance.choice(["bash", "zsh", "fish"])
            found = answer(cli.declared, f"complete_{shell}", asked(shell, line))
            left += found is None
            if found is not None and chance.random() < 0.35:
                told += 1
                assert found == (typer(shell, line), 0), (shell, line)
    assert told > 250
    assert left < told


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("check --lang ", ["en", "ko"]),
        ("check --trip", ["--trip"]),
        ("check --lang=k", ["ko"]),
        ("check --lang ko --la", []),
        ("check --trip a --tri", ["--trip"]),
        ("check --output ", []),
        ("rules new rule x ", ["grant", "bar", "limit", "doubt", "risk"]),
        ("check --no-such --la", None),
        ("check -- --la", None),
        ("check -qv --la", None),
        ("check --quiet=1 --la", None),
        ("chek --la", None),
        ("--version ", None),
        ("rules -", ["-h", "--help"]),
    ],
)
def test_what_can_stand_there_is_known_or_left_to_typer(line: str, offers: list[str] | None) -> None:
    """An option that was given is not offered again unless it may be repeated; nothing is guessed."""
    *words, begun = line.split(" ")
    found = offered(cli.declared(words), words, begun)
    assert (found if found is None else [each.word for each in found]) == offers


@pytest.mark.parametrize(
    ("environment", "code", "out"),
    [
        ({**asked("fish", "kvcheck chec"), "_TYPER_COMPLETE_FISH_ACTION": "is-args"}, 0, ""),
        ({**asked("fish", "kvcheck check pl"), "_TYPER_COMPLETE_FISH_ACTION": "is-args"}, 1, ""),
        (asked("bash", "kvcheck chec"), 0, "check\nchecklist\n"),
        (asked("zsh", "kvcheck check plan"), 0, "_files\n"),
        (asked("bash", 'kvcheck check "an open quote --la'), 0, "\n"),
        ({"_KVCHECK_COMPLETE": "complete_csh"}, 1, ""),
        ({**asked("bash", "kvcheck chec"), "_KVCHECK_COMPLETE": "bash"}, 1, ""),
    ],
)
def test_a_shell_is_answered(environment: Mapping[str, str], code: int, out: str) -> None:
    """By the program itself, typer's answers too."""
    ran = kvcheck(env=dict(environment))
    assert (ran.code, ran.out) == (code, out)


def test_an_answer_loads_no_typer() -> None:
    """Nor rich, the law or YAML: it comes while somebody waits for it."""
    code = (
        "import sys, kvcheck.cli\nsys.argv = ['kvcheck']\ntry:\n    kvcheck.cli.main()\nexcept SystemExit:\n    pass\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('typer', 'rich', 'yaml', 'jsonschema', 'jsonschema_rs')"
        " or m.startswith(('kvcheck.packs', 'kvcheck.model', 'kvcheck.source'))])"
    )
    assert (
        process(program=[sys.executable, "-c", code], env=asked("zsh", "kvcheck check --")).out.splitlines()[-1] == "[]"
    )
