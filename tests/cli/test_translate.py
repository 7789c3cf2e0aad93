"""Help, usage errors and what a shell offers, in both languages; every sentence of help has its Korean."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from kvcheck.cli import program
from kvcheck.cli.page import korean, sections
from kvcheck.cli.spoken import KOREAN, language
from kvcheck.cli.translate import _REFUSALS
from kvcheck.lines.layout import columns
from kvcheck.source.schema import SCHEMAS
from tests.support import kvcheck, process

KO = {"KVCHECK_LANG": "ko"}
HANGUL = re.compile("[가-힣]")
HOW = "add it to kvcheck/cli/ko.json, in the section of the command"


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command with the words that call it, the program itself first."""
    yield path, command
    for name, each in getattr(command, "commands", {}).items():
        yield from commands(each, (*path, name))


COMMANDS = dict(commands(get_command(program(()))))


def worded() -> dict[str, str]:
    """Every sentence of help, with the command and option that it stands at."""
    found = {"Show this message and exit.": "--help"}
    for path, command in COMMANDS.items():
        at = " ".join(("kvcheck", *path))
        assert command.help, f"{at} has no help"
        found.setdefault(" ".join(command.help.split()), at)
        for parameter in command.params:
            assert parameter.help, f"{at}: {parameter.name} has no help"
            found.setdefault(" ".join(parameter.help.split()), f"{at} {parameter.name}")
    return found


def test_every_sentence_of_help_has_its_korean() -> None:
    """A command or an option without Korean help is told here, with where it goes."""
    missing = {at: text for text, at in worded().items() if not HANGUL.search(korean(text))}
    assert not missing, HOW


def test_no_korean_help_is_left_over() -> None:
    """Each sentence stands once, and for a text that there is: one that was reworded is worded anew in Korean too."""
    headings = {"Usage", "Arguments", "Options", "Commands"}
    written = [text for said in sections().values() for text in said]
    assert sorted(set(written)) == sorted(written)
    assert not set(written) - set(worded()) - headings
    pairs = json.loads(KOREAN.read_text(encoding="utf-8"), object_pairs_hook=list)
    assert len(pairs) == len(sections())  # a section that stands twice would hide the first


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_list_of_commands_says_what_each_does(lang: str) -> None:
    """Nothing of it is cut, and it is no wider than a terminal."""
    for group in ((), ("rules",), ("rules", "new")):
        lines = kvcheck(*group, "--help", env={"KVCHECK_LANG": lang}).out.splitlines()
        listed = lines[lines.index("Commands:" if lang == "en" else "명령:") + 1 :]
        assert listed
        assert [line for line in listed if "..." in line or "…" in line or columns(line) > 80] == []


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_help_names_every_schema(lang: str) -> None:
    """Those that are published, all of them."""
    said = kvcheck("schema", "--help", env={"KVCHECK_LANG": lang}).out
    assert [each for each in SCHEMAS if not re.search(rf"\b{each}\b", said)] == []


def test_installing_completion_is_told_in_korean(tmp_path: Path) -> None:
    """Where the words for the shell went, and when they count; in English the library says it."""
    home = {"HOME": str(tmp_path), "SHELL": "/bin/bash"}
    shell = ("bash", "-c", f"{sys.executable} -m kvcheck --install-completion; exit $?")  # it asks who started it
    ran = process(program=shell, env=home | KO)
    assert (ran.code, ran.err) == (0, "")
    assert re.search("bash 자동 완성을 .*에 설치했습니다", ran.out)
    assert list((tmp_path / ".bash_completions").glob("*.sh"))
    assert "completion installed" in process(program=shell, env=home | {"KVCHECK_LANG": "en"}).out


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_is_korean_throughout_and_fits(path: tuple[str, ...]) -> None:
    """No sentence of it is English, and no line is wider than the terminal."""
    ran = kvcheck(*path, "--help", env=KO)
    assert ran.code == 0
    assert not ran.err
    for line in ran.out.splitlines():
        assert columns(line) <= 80
        said = line.replace(" ".join(("kvcheck", *path)), "")
        assert not re.search(r"(?:[a-z]+ ){3}[a-z]+", said), line
    assert "사용법: kvcheck" in ran.out
    assert kvcheck(*path, "--help").out.startswith("Usage: kvcheck")


@pytest.mark.parametrize(
    ("arguments", "en", "ko"),
    [
        (["chek"], "did you mean `check`", "`chek` 명령은 없습니다. 비슷한 명령: `check`"),
        (["zzz"], "there is no command `zzz`", "`zzz` 명령은 없습니다"),
        (["check", "--langg"], "did you mean `--lang`?", "`--langg` 옵션은 없습니다. 비슷한 옵션: `--lang`"),
        (["check", "--qqqq"], "there is no option `--qqqq`", "`--qqqq` 옵션은 없습니다"),
        (["--qqqq"], "there is no option `--qqqq`", "`--qqqq` 옵션은 없습니다"),
        (["verify"], "is missing", "`RECEIPT`를 입력하십시오"),
        (["import", "x.csv"], "the option `--into` is missing", "`--into` 옵션이 필요합니다"),
        (["check", "--lang"], "needs a value", "`--lang` 옵션에는 값이 필요합니다"),
        (["check", "--quiet=3"], "takes no value", "`--quiet` 옵션에는 값을 쓸 수 없습니다"),
        (["schema", "plan", "b", "c"], "too many arguments: `b c`", "인수가 너무 많습니다: `b c`"),
        (["check", "-j", "x"], "takes a whole number, not `x`", "에는 정수를 씁니다: `x`"),
        (["check", "-j", "0"], "cannot be 0", "값 0은 범위 밖입니다"),
        (["card", "x.yaml", "--kind"], "allowed: `both`, `port`, `wallet`", "허용: `both`, `port`, `wallet`"),
        (["rules", "test", "--format"], "allowed: `junit`, `tap`, `text`", "허용: `junit`, `tap`, `text`"),
    ],
)
def test_a_wrong_command_line_is_told_in_both_languages(arguments: list[str], en: str, ko: str) -> None:
    """What is wrong, how the command is used, and where help is; nothing of it in the other language."""
    for said, env in ((en, {}), (ko, KO)):
        ran = kvcheck(*arguments, env=env)
        assert ran.code == 2
        assert not ran.out
        assert said in ran.err
        assert bool(HANGUL.search(ran.err)) == (env == KO)
        assert not re.search(r"(?:[a-z]+ ){3}[a-z]+", ran.err) or env == {}


def test_every_sentence_of_refusal_is_used() -> None:
    """Each pattern names what its sentences fill in."""
    for pattern, text in _REFUSALS:
        names = set(re.compile(pattern).groupindex)
        assert set(re.findall(r"\{(\w+)", text[0])) <= names
        assert set(re.findall(r"\{(\w+)", text[1])) <= names


@pytest.mark.parametrize(
    ("env", "arguments", "lang"),
    [
        ({}, ["check", "--lang", "ko"], "ko"),
        ({}, ["check", "--lang=ko", "-h"], "ko"),
        ({}, ["check", "--", "--lang=ko"], "en"),
        ({}, ["check", "--lang"], "en"),
        ({"KVCHECK_LANG": "ko"}, ["check", "--lang", "en"], "en"),
        ({"KVCHECK_LANG": "en", "LANG": "ko_KR.UTF-8"}, ["check"], "en"),
        ({"KVCHECK_LANG": "fr", "LANG": "ko_KR.UTF-8"}, ["check"], "ko"),
        ({"LANG": "ko_KR.UTF-8"}, ["chek"], "ko"),
    ],
)
def test_the_language_of_help_is_settled_as_that_of_reports(
    monkeypatch: pytest.MonkeyPatch, env: dict[str, str], arguments: list[str], lang: str
) -> None:
    """The option, the variable, the locale, in this order."""
    for name in ("KVCHECK_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert language(arguments) == lang


def test_the_variable_stands_between_the_option_and_the_settings(tmp_path: Path) -> None:
    """`config` says that it is the variable; help heeds the settings of the folder."""
    (tmp_path / "kvcheck.yaml").write_text("kvcheck: 1\nplans: [plan.yaml]\nlang: ko\n", encoding="utf-8")
    (tmp_path / "plan.yaml").write_text("kvcheck: 1\n", encoding="utf-8")
    ran = kvcheck("config", cwd=tmp_path, env={"KVCHECK_LANG": "en"})
    assert re.search(r"lang +en +\(KVCHECK_LANG\)", ran.out)
    assert re.search(r"lang +ko +\(kvcheck.yaml:3:1\)", kvcheck("config", cwd=tmp_path).out)
    assert "사용법" in kvcheck("check", "--help", cwd=tmp_path).out
    refused = kvcheck("config", cwd=tmp_path, env={"KVCHECK_LANG": "fr"})
    assert refused.code == 2
    assert "KVCHECK_LANG is en or ko, not `fr`" in refused.err


def test_a_shell_is_told_in_korean_what_it_offers() -> None:
    """Commands and options with their help, as zsh asks for them."""
    asked = {"_KVCHECK_COMPLETE": "complete_zsh", **KO}
    assert "계획의 모든 출장을 판정합니다" in kvcheck(env={**asked, "_TYPER_COMPLETE_ARGS": "kvcheck ch"}).out
    assert "실패한 것만 표시합니다" in kvcheck(env={**asked, "_TYPER_COMPLETE_ARGS": "kvcheck check --qu"}).out


def test_help_costs_nothing_where_it_is_not_shown() -> None:
    """A command in English loads neither the sentences in Korean nor what lays them out."""
    program = "import sys; from kvcheck.cli import program; program(()); print('kvcheck.cli.translate' in sys.modules)"
    assert process("-c", program, program=(sys.executable,)).out == "False\n"
