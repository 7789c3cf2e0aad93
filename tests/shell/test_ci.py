"""Nothing of a person in what machines and logs get; the same bytes anywhere; each way of checking nothing said."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kvcheck.reporters import FORMATS
from kvcheck.source.schema import is_valid
from tests.support import EPOCH, MINIMAL, ROOT, changed, kvcheck, process
from tests.support.waivers import HEAD, HOOK_UP, approvals

CANARIES = ("Canarina", "카나리", "1991-02-03", "M9988776", "+82 2 555 0199", "canary@example.com", "Canary Hotel")
PRIVATE = """\
    name: Canarina Kim 김카나리
    born: 1991-02-03
"""
PLAN = changed(
    ("  kim-ms:\n", f"  kim-ms:\n{PRIVATE}"),
    ("{issued_by: KR, expires: 2031-05-01, electronic: true}",
     "{number: M9988776, issued_by: KR, expires: 2031-05-01, electronic: true}"),
    ("    depart: 2027-01-20\n", '    depart: 2027-03-15\n    lodging: "Canary Hotel"\n'),
    ("ends: 2027-03-31,",
     'ends: 2027-03-31, contacts: {responder: {name: Canarina Lee, phone: "+82 2 555 0199"}},'),
    ("kind: train-to-service, mode: train", "kind: utility-hook-up, mode: perform"),
)  # fmt: skip
"""Not permitted, with a doubt besides; personal data at every place that a plan has for it."""
WAIVED = changed(
    ("Plug connections only", "Canarina Kim (김카나리, M9988776) only watches"),
    ("Memo 2026-114", "Memo about canarina KIM"),
    text=HEAD,
) + approvals(PLAN, HOOK_UP)


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """A repository with a plan and a waiver full of personal data."""
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "waivers.yaml").write_text(WAIVED, encoding="utf-8")
    (tmp_path / "kvcheck.yaml").write_text("kvcheck: 1\nplans: [plan.yaml]\nsides: [all]\n", encoding="utf-8")
    return tmp_path


def clean(*texts: str) -> bool:
    """Whether no canary sings in any of the texts."""
    return not [canary for text in texts for canary in CANARIES if canary.casefold() in text.casefold()]


def test_the_canaries_are_in_the_plan() -> None:
    """A test that looks for what is not there would pass whatever kvcheck does."""
    assert all(canary in PLAN + WAIVED or canary == "canary@example.com" for canary in CANARIES)
    assert not clean(PLAN)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_no_format_has_a_word_about_a_person(planted: Path, lang: str) -> None:
    """Not in what it says, not in what it quotes, not in what a waiver says."""
    formats = sorted(FORMATS.keys() - {"template"})
    every = [part for fmt in formats for part in ("-f", f"{fmt}=out.{fmt}")]
    ran = kvcheck("check", *every, "--verbose", "--lang", lang, cwd=planted)
    assert ran.code == 1
    assert clean(ran.out, ran.err)
    for fmt in formats:
        said = (planted / f"out.{fmt}").read_text(encoding="utf-8")
        assert "kim-1" in said, fmt
        assert clean(said), fmt


def test_no_record_and_no_log_has_one_either(planted: Path) -> None:
    """Receipts, baselines, lists of waivers, verification, CI services, a template with every column."""
    (planted / "all.j2").write_text("{% for row in rows %}{{ row }}{% endfor %}", encoding="utf-8")
    summary = planted / "summary.md"
    for arguments, env in (
        (("check", "--write-baseline", "b.json"), {}),
        (("check", "--receipt", "r.json"), {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}),
        (("check",), {"GITLAB_CI": "true"}),
        (("check", "-f", "template", "--template", "all.j2", "-v"), {}),
        (("waivers",), {}),
        (("waivers", "--format", "json"), {}),
        (("waivers", "--draft"), {}),
        (("verify", "r.json"), {}),
        (("config",), {}),
    ):
        ran = kvcheck(*arguments, cwd=planted, env=env)
        assert ran.code in (0, 1, 4), (arguments, ran.err)
        assert clean(ran.out, ran.err), arguments
    for name in ("r.json", "b.json", "summary.md", "gl-code-quality-report.json"):
        assert clean((planted / name).read_text(encoding="utf-8")), name


@pytest.mark.parametrize(
    "swap",
    [
        ("name: Canarina Kim 김카나리", "nome: Canarina Kim 김카나리"),
        ("name: Canarina Kim 김카나리", "name: {en: Canarina Kim, ko: 김카나리}"),
        ("born: 1991-02-03", "born: 1991-02-03-x"),
        ("class: esta", "class: Canarina"),
        ("{number: M9988776,", "{nummer: M9988776,"),
        ("employer: hwasung", "employer: [M9988776]"),
    ],
)
def test_annotations_of_a_broken_plan_have_none(planted: Path, swap: tuple[str, str]) -> None:
    """What is wrong is annotated without the line that holds it."""
    (planted / "plan.yaml").write_text(changed(swap, text=PLAN), encoding="utf-8")
    ran = kvcheck("check", cwd=planted, env={"GITHUB_ACTIONS": "true"})
    assert ran.code == 3
    assert "::error file=plan.yaml,line=" in ran.out
    if "class" not in swap[0] and "employer" not in swap[0]:  # an id that is a name is one that the planner chose
        assert clean(ran.out, ran.err)


# The same bytes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fmt", sorted(FORMATS.keys() - {"template"}))
def test_the_same_bytes_anywhere(planted: Path, fmt: str) -> None:
    """Again, in another time zone, with another locale and hash seed, and from another folder."""
    (planted / "deep").mkdir()
    first = kvcheck("check", "-f", fmt, "--lang", "en", cwd=planted)
    assert first.code == 1
    seed = {"TZ": "America/Los_Angeles", "LC_ALL": "ko_KR.UTF-8", "PYTHONHASHSEED": "7"}
    for run, env, where in (
        (kvcheck, {}, planted),
        (kvcheck, {"TZ": "Asia/Seoul"}, planted),
        (process, seed, planted),
        (kvcheck, {"LANG": "C", "COLUMNS": "200", "TERM": "xterm"}, planted / "deep"),
    ):
        assert run("check", "-f", fmt, "--lang", "en", cwd=where, env=env) == first


def test_records_have_the_same_bytes_anywhere(planted: Path) -> None:
    """Receipt and baseline, from another folder and in another zone."""
    (planted / "deep").mkdir()
    for option, name in (("--receipt", "r.json"), ("--write-baseline", "b.json")):
        kvcheck("check", option, planted / name, cwd=planted)
        before = (planted / name).read_bytes()
        kvcheck(
            "check", option, planted / name, cwd=planted / "deep", env={"TZ": "Asia/Seoul", "LC_ALL": "ko_KR.UTF-8"}
        )
        assert (planted / name).read_bytes() == before


# Nothing checked ------------------------------------------------------------------------------------------------------


def test_each_way_of_checking_nothing_has_its_sentence(tmp_path: Path) -> None:
    """Empty folder, no plan matched, no trips, unknown class: exit 3, none of them like another."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "none.yaml").write_text(MINIMAL[: MINIMAL.index("trips:")], encoding="utf-8")
    (tmp_path / "class.yaml").write_text(changed(("class: esta", "class: f1")), encoding="utf-8")
    (tmp_path / "conf").mkdir()
    (tmp_path / "conf" / "kvcheck.yaml").write_text("kvcheck: 1\nplans: ['*.yaml']\n", encoding="utf-8")
    said = []
    for arguments, where, words in (
        (("empty",), tmp_path, "there is no plan in `empty`"),
        ((), tmp_path / "conf", "no plan matches `*.yaml`"),
        (("none.yaml",), tmp_path, "nothing to check: the plan has no trips"),
        (("class.yaml",), tmp_path, "there is no pack for this class"),
        (("missing.yaml",), tmp_path, "cannot read `missing.yaml`"),
    ):
        for fmt in ("text", "concise", "junit"):
            ran = kvcheck("check", *arguments, "-f", fmt, cwd=where)
            assert ran.code == 3
            assert words in ran.err
            assert words in ran.out or (fmt, ran.out) == ("text", "")
        said.append(ran.err)
    assert len(set(said)) == len(said)


# Watching -------------------------------------------------------------------------------------------------------------


def test_watch_checks_again_when_a_file_changes(tmp_path: Path) -> None:
    """A first check at once, another after each change of a plan or the configuration, until it is interrupted."""
    path = tmp_path / "plan.yaml"
    path.write_text(MINIMAL, encoding="utf-8")
    env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": EPOCH, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "kvcheck", "check", "plan.yaml", "--watch", "-f", "concise"]
    before = signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # tests in the background hand on that it is ignored
    with subprocess.Popen(command, cwd=tmp_path, env=env, stdout=subprocess.PIPE, text=True) as watching:
        try:
            assert watching.stdout is not None
            assert watching.stdout.readline().startswith("1 trip: 1 permitted; ")
            path.write_text(changed(("depart: 2027-01-20", "depart: 2027-03-15")), encoding="utf-8")
            assert "us/esta/stay-90-days" in watching.stdout.readline()
            assert watching.stdout.readline().startswith("1 trip: 1 not permitted")
            path.write_text("kvcheck: one\n", encoding="utf-8")
            said = [watching.stdout.readline() for _ in range(3)]
            assert said[-1] == "nothing was checked: 2 errors\n"
            path.write_text(MINIMAL, encoding="utf-8")
            assert watching.stdout.readline().startswith("1 trip: 1 permitted; "), "a broken plan does not end it"
            watching.send_signal(signal.SIGINT)
            assert watching.wait(timeout=20) == 0
        finally:
            watching.kill()  # it would wait for changes for ever
            signal.signal(signal.SIGINT, before)


def test_json_of_a_run_is_read_by_its_schema(planted: Path) -> None:
    """With waivers, side packs and a threshold in it."""
    document = json.loads(kvcheck("check", "-f", "json", "--fail-on", "not_permitted", cwd=planted).out)
    assert is_valid(document, "report")
    assert document["fail_on"] == "not_permitted"
