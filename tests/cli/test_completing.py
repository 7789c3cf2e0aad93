"""What a shell offers: whatever help lists, and the ids of the plans on the line."""

from pathlib import Path

import pytest
from typer.main import get_command

from kvcheck import cli
from tests.support import MINIMAL, PLANS, kvcheck

PLAN = str(PLANS / "minimal.yaml")


def completed(*words: str, cwd: Path | None = None) -> list[str]:
    """What bash is offered for the last of these words, which stands empty if it is the empty text."""
    env = {"_KVCHECK_COMPLETE": "complete_bash", "COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1)}
    return kvcheck(env=env, cwd=cwd).out.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("ask", "--format", "x"), ["xlsx"]),
        (("checklist", "--format", "d"), ["docx"]),
        (("card", "--kind", "w"), ["wallet"]),
        (("letter", "--lang", "b"), ["both"]),
        (("waivers", "-f", "j"), ["json"]),
        (("letter", PLAN, "--traveler", "k"), ["kim-ms"]),
        (("check", PLAN, "--trip", "kim"), ["kim-1"]),
        (("checklist", PLAN, "--trip", "zz"), []),
        (("check", "no-such-file.yaml", "--trip", "k"), []),
        (("rules", "show", "us/es"), ["us/esta"]),
        (("rules", "show", "us/esta/stay-9"), ["us/esta/stay-90-days"]),
        (("explain", "auth"), ["authorities"]),
    ],
)
def test_a_shell_offers_what_may_stand_there(words: tuple[str, ...], offered: list[str]) -> None:
    """Formats, kinds, languages, ids, rules and lists; nothing where a plan cannot be read."""
    assert completed("kvcheck", *words) == offered


def test_ids_come_from_the_plans_of_the_settings(tmp_path: Path) -> None:
    """Where the line names no plan."""
    (tmp_path / "kvcheck.yaml").write_text("kvcheck: 1\nplans: [plan.yaml]\n", encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(MINIMAL, encoding="utf-8")
    assert completed("kvcheck", "check", "--traveler", "k", cwd=tmp_path) == ["kim-ms"]


def test_every_list_in_help_is_offered() -> None:
    """By the option itself or by its words in help; an option that is added later too."""
    program = get_command(cli.program(()))
    program.make_context("kvcheck", [], resilient_parsing=True)

    def silent(command: object, path: str = "") -> list[str]:
        found = [
            f"{path} {each.name}"
            for each in command.params  # type: ignore[attr-defined]
            if "|" in (each.metavar or "") and each._custom_shell_complete is None
        ]
        for name, each in getattr(command, "commands", {}).items():
            found += silent(each, f"{path} {name}")
        return found

    assert not silent(program)
