"""Whatever stands in a setting, a name, an environment or at the end of a pipe: a documented exit code, at once."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.main import get_command

from kvcheck.cli import program
from tests.cli.test_translate import commands
from tests.support import AS_OF, EXAMPLES, ROOT, kvcheck
from tests.support.program import environment

PLAN = EXAMPLES / "esta-install.yaml"


@pytest.mark.parametrize("key", ["plans", "waivers", "baseline", "policies", "sides", "packs"])
def test_a_null_character_in_any_name_of_the_settings(tmp_path: Path, key: str) -> None:
    """It is an error at its line."""
    (tmp_path / "plan.yaml").write_text(PLAN.read_text(encoding="utf-8"), encoding="utf-8")
    value = '"a\\0b"' if key in ("waivers", "baseline") else '["a\\0b"]'
    (tmp_path / "kvcheck.yaml").write_text(f"kvcheck: 1\n{key}: {value}\n", encoding="utf-8")
    ran = kvcheck("check", "plan.yaml", cwd=tmp_path)
    assert ran.code == 3
    assert "kvcheck.yaml:2" in ran.err


OPERANDS = [
    "[{is: install}]", "{is: [install]}", "{is: {a: b}}", "{in: [[install]]}", "{in: [{a: b}]}", "[[install]]",
    "{not_in: {a: b}}", "{}", "[]",
]  # fmt: skip


@pytest.mark.parametrize(
    "fact", ["activity.kind", "activity.mode", "trip.days", "traveler.nationality", "activity.family"]
)
@pytest.mark.parametrize("operand", OPERANDS)
def test_a_policy_compares_a_fact_with_anything(tmp_path: Path, fact: str, operand: str) -> None:
    """Mappings and lists where one value stands are errors at their line."""
    head = (
        "pack: policy/ours\nlayer: policy\nname: {en: a, ko: a}\nowner: {en: a, ko: a}\n"
        "reviewed: 2026-11-22\nreview_by: 2027-05-22\n"
    )
    rule = (
        f"bars:\n  none:\n    title: {{en: a, ko: a}}\n    when: {{{fact}: {operand}}}\n    instead: {{en: a, ko: a}}\n"
    )
    (tmp_path / "ours.yaml").write_text(head + rule, encoding="utf-8")
    ran = kvcheck("check", PLAN, "--policy", tmp_path / "ours.yaml", "--as-of", AS_OF)
    assert ran.code == 3, ran.err
    assert "ours.yaml" in ran.err


DATED = [
    [*path, *(str(PLAN) for each in command.params if each.param_type_name == "argument")]
    for path, command in commands(get_command(program(())))
    if any("--as-of" in each.opts for each in command.params)
]
"""Every command that takes a day, with a plan for each of its arguments."""


@pytest.mark.parametrize("line", DATED, ids=lambda line: " ".join(each for each in line if each != str(PLAN)))
@pytest.mark.parametrize(
    ("more", "env", "said"),
    [
        (["--as-of", "soon"], {}, "`--as-of` takes a day"),
        (["--as-of", "0001-01-01"], {}, "`--as-of` takes a day"),
        (["--as-of", "9999-12-31"], {}, "`--as-of` takes a day"),
        (["--as-of", "2026-02-30", "--lang", "ko"], {}, "`--as-of`에는 2026-12-01 같은 날짜가"),
        ([], {"SOURCE_DATE_EPOCH": "soon"}, "SOURCE_DATE_EPOCH is no number of seconds"),
    ],
)
def test_a_day_that_is_none_is_said_by_every_command(
    line: list[str], more: list[str], env: dict[str, str], said: str
) -> None:
    """A wrong command line, whichever command it is; never a defect."""
    ran = kvcheck(*line, *more, env=env)
    assert said in ran.err
    assert ran.code == 2
    assert not ran.out


@pytest.mark.parametrize("epoch", ["9" * 5, "9" * 12, "9" * 30, "-5", "abc", "1e9", "٣", "7258118400"])
@pytest.mark.parametrize("command", ["check", "init", "letter"])
def test_an_absurd_day_of_the_environment_is_said(tmp_path: Path, epoch: str, command: str) -> None:
    """It is no day by which anything is judged, and no traceback."""
    arguments: dict[str, list[str | Path]] = {
        "check": [PLAN],
        "init": ["new.yaml"],
        "letter": [PLAN, "--traveler", "kim-ms", "--kind", "employer"],
    }
    ran = kvcheck(command, *arguments[command], cwd=tmp_path, env={"SOURCE_DATE_EPOCH": epoch})
    if epoch == "9" * 5:
        assert ran.code in (0, 1, 2, 3, 4)
        assert "SOURCE_DATE_EPOCH" not in ran.err
    else:
        assert ran.code == 2
        assert "SOURCE_DATE_EPOCH" in ran.err


@pytest.mark.parametrize("stream", ["2>&-", "2>/dev/full", "2>/dev/null"])
@pytest.mark.parametrize(
    ("arguments", "code"), [("check nowhere.yaml", 3), ("check --no-such", 2), (f"check {PLAN}", 0), ("check -", 3)]
)
def test_an_error_stream_that_takes_nothing_changes_no_answer(stream: str, arguments: str, code: int) -> None:
    """The exit code is that of what was found, never 1 for what nobody could be told."""
    command = f"{sys.executable} -m kvcheck {arguments} {stream} <&-"
    ran = subprocess.run(["/bin/sh", "-c", command], capture_output=True, env=environment(), check=False, timeout=60)
    assert ran.returncode in ({0, 4} if code == 0 else {code})


@pytest.mark.parametrize("where", ["2>/dev/full >/dev/full", ">/dev/full", "2>&1 >/dev/full"])
@pytest.mark.parametrize("ci", [{}, {"GITHUB_ACTIONS": "true"}])
def test_output_that_goes_nowhere_is_no_verdict(where: str, ci: dict[str, str]) -> None:
    """Neither 0 nor 1: nobody saw what was found."""
    command = f"{sys.executable} -m kvcheck check nowhere.yaml {where}"
    ran = subprocess.run(["/bin/sh", "-c", command], capture_output=True, env=environment(ci), check=False, timeout=60)
    assert ran.returncode in (2, 3)
    command = f"{sys.executable} -m kvcheck check {PLAN} {where}"
    ran = subprocess.run(["/bin/sh", "-c", command], capture_output=True, env=environment(ci), check=False, timeout=60)
    assert ran.returncode in (2, 3)


@pytest.mark.parametrize("command", [f"check {PLAN}", "--help", "--version", "explain esta", "check --help"])
def test_what_was_not_told_is_no_answer(command: str) -> None:
    """A closed output, a reader that went away, a full disk: neither 0 nor 1, and no defect."""
    run = f"{sys.executable} -m kvcheck {command}"
    for shell, code in (
        (f"{run} >&-", 3),
        (f"{run} >&- 2>&-", 3),
        (f"({run}; echo $? >&2) | true", 3),
        (f"{run} >/dev/full", 2),
    ):
        ran = subprocess.run(
            ["/bin/bash", "-c", shell], capture_output=True, env=environment(), check=False, timeout=60
        )
        told = ran.stderr.decode()
        assert (told.strip() if "echo" in shell else str(ran.returncode)) == str(code), (shell, told)
        assert "defect" not in told
        assert "Exception" not in told


@pytest.mark.parametrize("variable", ["GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"])
@pytest.mark.parametrize("command", ["::error::x", "##vso[task.complete]", "##teamcity[buildProblem]"])
def test_an_option_is_no_command_to_a_runner(variable: str, command: str) -> None:
    """A line break in a value that is repeated begins no line of the log."""
    for arguments in (["--lang", f"x\n{command}"], ["--as-of", f"x\n{command}"], ["--fail-on", f"x\n{command}"]):
        ran = kvcheck("check", PLAN, *arguments, env={variable: "true"})
        assert ran.code == 2
        assert not any(line.startswith(command) for line in (ran.out + ran.err).splitlines())
        assert "##vso[" not in ran.err
        assert "##teamcity[" not in ran.err


@pytest.mark.parametrize("kind", ["pipe", "endless", "folder", "loop"])
@pytest.mark.parametrize(
    "option",
    ["plan", "--waivers", "--baseline", "--policy", "--config", "--template", "verify", "import", "--into", "letter"],
)
def test_any_file_that_is_read_may_be_no_file(tmp_path: Path, kind: str, option: str) -> None:
    """A pipe nobody writes to, a device without end: an error at once, which speaks of reading."""
    path = tmp_path / {"verify": "r.json", "import": "r.csv", "letter": "t.docx"}.get(option, "x.yaml")
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("/dev/zero" if kind == "endless" else path.name)
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN.read_text(encoding="utf-8"), encoding="utf-8")
    roster = tmp_path / "roster.csv"
    roster.write_text("Traveler\nkim-ms\n", encoding="utf-8")
    paper: list[str | Path] = ["letter", plan, "--traveler", "kim-ms", "--kind", "employer", "-o", tmp_path / "o.docx"]
    commands: dict[str, list[str | Path]] = {
        "plan": ["check", path], "verify": ["verify", path], "import": ["import", path, "--into", plan, "--dry-run"],
        "--into": ["import", roster, "--into", path, "--dry-run"],
        "--template": ["check", plan, "-f", "template", "--template", path],
        "letter": [*paper, "--template", path],
    }  # fmt: skip
    command = commands.get(option) or ["check", plan, option, path]
    began = time.monotonic()
    ran = kvcheck(*command, cwd=tmp_path)
    assert time.monotonic() - began < 20
    assert ran.code in (2, 3), ran.out + ran.err
    assert "cannot write" not in ran.err
    assert "defect" not in ran.err


@pytest.mark.parametrize("length", [250, 900])
@pytest.mark.parametrize("command", ["checklist", "letter", "card"])
def test_a_very_long_name_goes_into_word(tmp_path: Path, length: int, command: str) -> None:
    """Word keeps fewer characters of a title than a name may have."""
    plan = tmp_path / "plan.yaml"
    text = (EXAMPLES / "papers.yaml").read_text(encoding="utf-8")
    plan.write_text(text.replace("name: HONG GILDONG", f"name: {'A' * length}"), encoding="utf-8")
    made = tmp_path / "made.docx"
    options = {"checklist": ["-f", "docx"], "letter": ["--kind", "employer"], "card": ["--format", "docx"]}[command]
    ran = kvcheck(command, plan, "--traveler", "hong-gd", *options, "-o", made, "--as-of", "2026-11-27")
    assert ran.code == 0, ran.err
    assert made.stat().st_size > 1000


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
def test_a_full_disk_is_told_in_the_users_language() -> None:
    """What the system says in English reaches no Korean reader."""
    command = [sys.executable, "-m", "kvcheck", "explain", "esta", "--lang", "ko"]
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, timeout=60, check=False)
    assert "출력을 쓸 수 없습니다: 저장 공간이 없습니다" in ran.stderr.decode()


def test_a_folder_that_cannot_be_made_is_told_in_the_users_language(tmp_path: Path) -> None:
    """As for the files that a command writes."""
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    plan = ROOT / "tests" / "plans" / "minimal.yaml"
    ran = kvcheck("checklist", plan, "--format", "html", "--split", tmp_path / "taken", "--lang", "ko")
    assert ran.code == 2
    assert "쓸 수 없습니다: 이미 있습니다" in ran.err


EVERY_VALUE = [
    (path, name)
    for path, command in commands(get_command(program(())))
    for each in command.params
    if not getattr(each, "is_flag", False)
    for name in (each.opts[:1] if each.param_type_name == "option" else ("",))
]
"""Every option and argument of every command that takes a value."""


def test_an_empty_value_is_refused_wherever_it_stands() -> None:
    """A variable that a script did not set is no day, no file, and not the folder where one stands."""
    assert len(EVERY_VALUE) > 150
    for path, name in EVERY_VALUE:
        ran = kvcheck(*path, *([name] if name else []), "")
        assert (ran.code, "is empty: is a variable not set?" in ran.err, ran.out) == (2, True, ""), (path, name)
    assert "`[PATH]...`의 값이 비어 있습니다" in kvcheck("check", "", "--lang", "ko").err


@pytest.mark.parametrize(
    "wrong",
    [
        ["--nosuch"], ["--jobs", "0"], ["--lang", "fr"], ["--as-of="], ["--fail-on"],
        ["-f", "text", "-f", "csv"], ["-f", "nosuch"], ["-f", "csv=plan.yaml"], ["--template", "f.json"],
    ],
)  # fmt: skip
def test_a_wrong_command_line_leaves_no_older_answer(tmp_path: Path, wrong: list[str]) -> None:
    """A file of an earlier run would pass for the answer of this one; what may be an input stays."""
    names = ["a.sarif", "b.json", "c.html", "d.json", "e.json", "plan.yaml", "known.json", "f.json", "g.json"]
    for name in names:
        (tmp_path / name).write_text("{}", encoding="utf-8")
    outputs = "-f sarif=a.sarif -fjson=b.json --format=html=c.html --receipt d.json --statement=e.json"
    line = ["check", str(PLAN), *outputs.split(), "--baseline", "known.json", "-f", "json=known.json"]
    ran = kvcheck(*line, *wrong, cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(names[5:])
