"""The command line: exit codes, streams, files, languages."""

import json
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from kvcheck import __version__
from kvcheck.cli import COMMANDS, program
from kvcheck.source.schema import is_valid
from tests.support import AS_OF, MINIMAL, PLANS, ROOT, changed, kvcheck, process

INSTALL = "tests/plans/minimal.yaml"
NAMES = [
    "minimal.yaml",
    "battery-plant",
    "b1-annotated.yaml",
    "trainer.yaml",
    "construction-supervisor.yaml",
    "korean.yaml",
]


def plan(folder: Path, text: str, name: str = "plan.yaml") -> Path:
    """A plan in a file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


# Exit codes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("swap", "code"),
    [
        (("kvcheck: 1", "kvcheck: 1"), 0),
        (("depart: 2027-01-20", "depart: 2027-03-15"), 1),
        (("essential: true, ", ""), 4),
        (("화성 충방전기 설치", "배관 용접 공사"), 4),
        (("kvcheck: 1", "kvcheck: one"), 3),
        (("traveler: kim-ms", "traveler: lee"), 3),
    ],
)  # fmt: skip
@pytest.mark.parametrize("fmt", ["text", "json"])
def test_the_exit_code_is_the_same_for_every_format(tmp_path: Path, swap: tuple[str, str], code: int, fmt: str) -> None:
    """0 permitted, 1 not, 3 could not check, 4 open or for review."""
    assert kvcheck("check", plan(tmp_path, changed(swap)), "--as-of", AS_OF, "--format", fmt).code == code


def test_fail_on_moves_the_threshold(tmp_path: Path) -> None:
    """With `--fail-on not_permitted` what is only open does not fail; what is barred does."""
    review = plan(tmp_path, changed(("화성 충방전기 설치", "배관 용접 공사")))
    assert kvcheck("check", review, "--as-of", AS_OF, "--fail-on", "undetermined").code == 0
    assert kvcheck("check", review, "--as-of", AS_OF, "--fail-on", "needs_review").code == 4
    barred = plan(tmp_path, changed(("depart: 2027-01-20", "depart: 2027-03-15")), "barred.yaml")
    assert kvcheck("check", barred, "--as-of", AS_OF, "--fail-on", "not_permitted").code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", INSTALL, "--format", "xml"],
        ["check", INSTALL, "--lang", "jp"],
        ["check", INSTALL, "--as-of", "yesterday"],
        ["check", INSTALL, "--as-of", ""],
        ["checklist", INSTALL, "--as-of="],
        ["check", INSTALL, "--fail-on", "permitted"],
        ["check", INSTALL, "--output", "no/such/folder/report.txt"],
        ["explain", "no-such-name-anywhere"],
        ["schema", "nothing"],
        ["no-such-command"],
    ],
)
def test_a_wrong_command_line_is_2(arguments: list[str]) -> None:
    """What is wrong is said on the error stream, and nothing on the other."""
    ran = kvcheck(*arguments)
    assert ran.code == 2
    assert ran.err.strip()
    assert not ran.out


def test_an_empty_folder_is_3(tmp_path: Path) -> None:
    """A folder without plans is never green."""
    ran = kvcheck("check", tmp_path)
    assert ran.code == 3
    assert "there is no plan" in ran.err


def test_one_unreadable_plan_stops_the_run(tmp_path: Path) -> None:
    """Errors of all plans are shown together; what could be read is reported beside them, and nothing passes."""
    good = plan(tmp_path, MINIMAL, "a.yaml")
    bad = plan(tmp_path, changed(("class: esta", "clas: esta")), "b.yaml")
    worse = plan(tmp_path, "trips: [", "c.yaml")
    ran = kvcheck("check", good, bad, worse, "--as-of", AS_OF)
    assert ran.code == 3
    assert ran.out.count("1 trip: 1 permitted") == 1
    assert "not everything was checked (4 errors)\n" in ran.out
    assert "b.yaml" in ran.err
    assert "c.yaml" in ran.err
    assert "4 errors" in ran.err


def test_names_that_mean_nothing_are_told_with_references_that_do_not_resolve(tmp_path: Path) -> None:
    """A kind, a class and a company that do not exist are three errors of one run."""
    text = changed(
        ("kind: install,", "kind: instal,"), ("class: esta", "class: estaa"), ("paid_by: hwasung", "paid_by: x")
    )
    ran = kvcheck("check", plan(tmp_path, text))
    assert ran.code == 3
    assert "3 errors" in ran.err


def test_a_defect_is_70_and_no_traceback(tmp_path: Path) -> None:
    """What nobody expected ends in two lines and its own exit code."""
    (tmp_path / "yaml.py").write_text("raise RuntimeError('broken on purpose')")
    ran = process("check", INSTALL, env={"PYTHONPATH": str(tmp_path)})
    assert ran.code == 70
    assert "Traceback" not in ran.err
    assert "RuntimeError" in ran.err
    assert "broken on purpose" not in ran.err  # what an error says may name a person


# A plan in several files ----------------------------------------------------------------------------------------------


def split(folder: Path) -> Path:
    """The minimal plan as a folder of two files, one of them in a subfolder, with a configuration beside them."""
    at = MINIMAL.index("travelers:")
    plan(folder, MINIMAL[:at], "companies.yaml")
    (folder / "waves").mkdir()
    plan(folder / "waves", "kvcheck: 1\n" + MINIMAL[at:], "one.yml")
    plan(folder, "kvcheck: 1\n", "kvcheck.yaml")
    (folder / ".github").mkdir()
    plan(folder / ".github", "not a plan", "ci.yaml")
    return folder


def test_a_folder_is_one_plan(tmp_path: Path) -> None:
    """Its files are merged; hidden folders and configuration are no part of it."""
    ran = kvcheck("check", split(tmp_path), "--as-of", AS_OF)
    assert (ran.code, ran.err) == (0, "")


def test_a_key_twice_over_two_files_names_both(tmp_path: Path) -> None:
    """The second of two equal keys is an error that names the first."""
    folder = split(tmp_path)
    plan(folder, "kvcheck: 1\ncompanies:\n  hwasung: {country: KR}\n", "more.yaml")
    ran = kvcheck("check", ".", cwd=folder)
    assert ran.code == 3
    assert "./more.yaml:3:3" in ran.err
    assert "./companies.yaml:7:3" in ran.err


# Files and streams ----------------------------------------------------------------------------------------------------


def test_output_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """`--output` leaves exactly one file, with what the pipe would have got; where nothing was checked, it says so."""
    target = tmp_path / "report.txt"
    piped = kvcheck("check", INSTALL, "--as-of", AS_OF)
    ran = kvcheck("check", INSTALL, "--as-of", AS_OF, "--output", target)
    assert (ran.code, ran.out) == (0, "")
    assert target.read_text(encoding="utf-8") == piped.out
    bad = plan(tmp_path, "trips: [")
    assert kvcheck("check", bad, "--output", tmp_path / "none.txt").code == 3
    assert "nothing was checked" in (tmp_path / "none.txt").read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["none.txt", "plan.yaml", "report.txt"]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """Another folder, time zone, locale and hash seed change nothing."""
    path = plan(tmp_path, MINIMAL)
    for fmt in ("text", "json"):
        here = kvcheck("check", "plan.yaml", "--as-of", AS_OF, "--format", fmt, "--lang", "en", cwd=tmp_path)
        assert here.code == 0, here.err
        moved = tmp_path / fmt
        moved.mkdir()
        plan(moved, path.read_text(encoding="utf-8"))
        other = {"TZ": "Asia/Seoul", "LANG": "ko_KR.EUC-KR", "PYTHONHASHSEED": "7", "COLUMNS": "200"}
        there = process("check", "plan.yaml", "--as-of", AS_OF, "--format", fmt, "--lang", "en", cwd=moved, env=other)
        assert here.out == there.out


def test_the_same_errors_come_in_the_same_order(tmp_path: Path) -> None:
    """Whatever the hash seed: entities that several files of a plan have, kinds and references that are wrong."""
    tables = "companies:\n" + "".join(f"  firm-{number}: {{country: KR}}\n" for number in range(12))
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(
            f"kvcheck: 1\n{tables}sites: {{hall: {{host: {name}, city: 3}}}}\n", encoding="utf-8"
        )
    ran = [process("check", ".", cwd=tmp_path, env={"PYTHONHASHSEED": seed}) for seed in ("1", "2")]
    assert ran[0].code == 3
    assert ran[0].err.count("stands here and at") == 13
    assert ran[0].err == ran[1].err


def test_a_reader_that_stops_early_sees_no_traceback() -> None:
    """`kvcheck explain kinds | head -1` ends quietly."""
    ran = process(program=["/bin/sh", "-c", f"{sys.executable} -m kvcheck explain kinds | head -1"])
    assert ran.out.count("\n") == 1
    assert ran.err == ""


# Languages ------------------------------------------------------------------------------------------------------------


def test_korean_is_chosen_by_the_locale_and_overruled_by_the_option() -> None:
    """`ko_KR` speaks Korean, `--lang en` English."""
    korean = {"LANG": "ko_KR.UTF-8"}
    assert "허용" in kvcheck("check", INSTALL, "--as-of", AS_OF, env=korean).out
    assert "permitted" in kvcheck("check", INSTALL, "--as-of", AS_OF, "--lang", "en", env=korean).out


def test_errors_speak_korean_too(tmp_path: Path) -> None:
    """Messages and hints about a broken plan are in the user's language."""
    ran = kvcheck("check", plan(tmp_path, changed(("class: esta", "clas: esta"))), "--lang", "ko")
    assert "알 수 없는 키 `clas`" in ran.err
    assert "점검하지 않았습니다" in ran.err


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("verbose", [[], ["--verbose"]])
def test_no_line_is_wider_than_80_columns(name: str, lang: str, verbose: list[str]) -> None:
    """In a pipe the report keeps to 80 columns, a Korean letter counting as two."""
    out = kvcheck("check", PLANS / name, "--as-of", AS_OF, "--lang", lang, *verbose).out
    assert out
    for line in out.splitlines():
        width = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
        assert width <= 80 or str(PLANS) in line, line


# JSON -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_json_satisfies_its_schema(name: str) -> None:
    """What `--format json` writes is what `kvcheck schema report` promises."""
    report = json.loads(kvcheck("check", PLANS / name, "--as-of", AS_OF, "--format", "json").out)
    assert is_valid(report, "report")
    assert report["kvcheck"] == __version__


def test_names_never_reach_a_report(tmp_path: Path) -> None:
    """A name, a birth date and a passport number in the plan are in no output."""
    private = changed(
        ("    nationality: [KR]", "    name: Canary Person\n    born: 1991-01-19\n    nationality: [KR]"),
        ("issued_by: KR,", "issued_by: KR, number: M98765432,"),
        ("essential: true, ", ""),
    )
    for arguments in (["--format", "text", "--verbose"], ["--format", "json"]):
        ran = kvcheck("check", plan(tmp_path, private), "--as-of", AS_OF, *arguments)
        for secret in ("Canary", "1991-01-19", "M98765432"):
            assert secret not in ran.out + ran.err


# The other commands ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("construction-by-hand", "8 CFR 214.2(b)(5)"),
        ("us/business-scope/construction-by-hand", "8 CFR 214.2(b)(5)"),
        ("cfr-8-214.2-b-5", "cited by"),
        ("install", "duties"),
        ("traveler.expertise_essential", "question"),
        ("sale-contract", "must show"),
        ("vwp_stay_days", "90"),
        ("needs_review", "not read lately"),
        ("exit-codes", "70"),
        ("kinds", "utility-hook-up"),
    ],
)
def test_explain_knows_every_sort_of_name(name: str, says: str) -> None:
    """A rule, authority, kind, fact, document, parameter, verdict and the lists are explained, in both languages."""
    ran = kvcheck("explain", name, "--lang", "en")
    assert ran.code == 0
    assert says in ran.out
    assert kvcheck("explain", name, "--lang", "ko").out != ran.out


def test_explain_offers_the_nearest_name() -> None:
    """A slip of the finger is met with what was probably meant."""
    assert "construction-by-hand" in kvcheck("explain", "construction-by-hnd").err


def test_schema_prints_json() -> None:
    """Editors get a schema with descriptions."""
    printed = json.loads(kvcheck("schema", "plan").out)
    assert printed["title"] == "kvcheck plan"
    for name, definition in printed["$defs"]["traveler"]["properties"].items():
        assert "description" in definition or "$ref" in definition or "properties" in definition or name == "job"


def test_rules_test_is_green() -> None:
    """The shipped packs are clean, every case comes out as it says, every rule decides and nearly misses."""
    ran = kvcheck("rules", "test")
    assert ran.code == 0, ran.out + ran.err
    assert "0 wrong, 0 missing" in ran.out


def test_rules_list_names_every_pack() -> None:
    """Packs with their rules, and the day each was read."""
    out = kvcheck("rules", "list").out
    for pack in ("us/b1", "us/esta", "us/business-scope"):
        assert pack in out
    assert f"read {AS_OF}" in out


def test_rules_show_shows_a_pack_and_a_rule() -> None:
    """A pack by its name, a rule by its id."""
    assert "stay-90-days" in kvcheck("rules", "show", "us/esta").out
    assert "8 USC" in kvcheck("rules", "show", "stay-90-days").out


DEAR = (
    "rich", "typer", "yaml", "jsonschema", "jsonschema_rs", "pydantic", "jinja2", "referencing", "docx", "openpyxl",
    "z3",
    "argparse", "asyncio", "calendar", "dataclasses", "difflib", "email", "hashlib", "html", "importlib.metadata",
    "inspect", "locale", "shutil", "socket", "ssl", "subprocess", "tempfile",
    "kvcheck.packs.rules", "kvcheck.packs.vocabulary", "kvcheck.packs.wording", "kvcheck.repository.config",
    "kvcheck.repository.lock", "kvcheck.source.builder", "kvcheck.plan.answers", "kvcheck.cli.typed",
)  # fmt: skip
"""What takes long to import, or is for few runs."""


def test_a_plain_check_imports_nothing_it_does_not_need(tmp_path: Path) -> None:
    """Libraries that others need are not paid for by a check in a pipe, nor what reads rules that are kept."""
    plan = tmp_path / "plan.yaml"
    made = process("2", program=[sys.executable, ROOT / "tests" / "benchmarks" / "generate.py"])
    plan.write_text(made.out, encoding="utf-8")
    code = (
        "import sys, kvcheck.cli\n"
        f"sys.argv = ['kvcheck', 'check', {str(plan)!r}, '--as-of', '{AS_OF}']\n"
        "try:\n    kvcheck.cli.main()\nexcept SystemExit:\n    pass\n"
        f"print([m for m in {DEAR} if m in sys.modules])"
    )
    env = {"KVCHECK_CACHE": str(tmp_path / "kept")}
    ran = [process(program=[sys.executable, "-c", code], env=env).out.splitlines()[-1] for _ in range(2)]
    assert ran[1] == "[]"
    assert "yaml" in ran[0]  # which reads the rules: the test looks at what is there


@pytest.mark.parametrize("name", ["l1b", "us/l1b", "tax-days", "esta-14-days", "us/entry"])
def test_a_class_or_pack_is_explained(name: str) -> None:
    """By the name plans and options use, or by its full name."""
    done = kvcheck("explain", name)
    assert done.code == 0
    assert AS_OF in done.out


def test_a_command_is_read_alone_as_among_all() -> None:
    """The program of one command line has what the whole program has of its command; every command has a module."""
    whole = get_command(program(())).commands  # type: ignore[attr-defined]
    assert sorted(whole) == sorted({name for names in COMMANDS.values() for name in names})
    for name, command in whole.items():
        [(alone, same)] = get_command(program([name, "--help"])).commands.items()  # type: ignore[attr-defined]
        assert alone == name
        assert str(_options(same)) == str(_options(command))


def _options(command: Any) -> Any:
    """What a command takes, and what the commands below it do."""
    below = {name: _options(each) for name, each in getattr(command, "commands", {}).items()}
    params = [(each.name, each.opts, each.help, each.required, each.default, each.nargs) for each in command.params]
    return command.help, params, below
