"""Whatever happens, every format asked for says it in its own terms, and no older file passes for the answer."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as SarifLog

from kvcheck.disk import TEMPORARY
from kvcheck.reporters import FORMATS, github, sarif
from kvcheck.reporters import json as json_report
from kvcheck.source.schema import schema
from tests.support import MINIMAL, changed, kvcheck

BARRED = changed(("depart: 2027-01-20", "depart: 2027-03-15"))
WRONG = "kvcheck: 1\ntrips: one\n"
OWN = sorted(FORMATS.keys() - {"template"})
STALE = "an answer of yesterday"


def _sarif(text: str) -> bool:
    SarifLog.model_validate_json(text)
    [run] = json.loads(text)["runs"]
    [invocation] = run["invocations"]
    levels = {each["level"] for each in invocation["toolExecutionNotifications"]}
    return (invocation["executionSuccessful"], invocation["exitCode"], levels) == (False, 3, {"error"})


def _json(text: str) -> bool:
    document = json.loads(text)
    assert not list(Draft202012Validator(schema("report")).iter_errors(document))
    return bool(document["problems"])


def _junit(text: str) -> bool:
    root = ET.fromstring(text)  # noqa: S314 - our own
    return int(root.get("errors", "0")) == len(root.findall(".//error")) > 0


def _csv(text: str) -> bool:
    found = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    return any((row["mark"], row["fails"]) == ("unchecked", "yes") for row in found)


SAYS: dict[str, Callable[[str], bool]] = {
    "sarif": _sarif,
    "json": _json,
    "junit": _junit,
    "csv": _csv,
    "tap": lambda text: bool(re.search(r"^Bail out! .*\S", text, re.MULTILINE)) and "1..0" not in text,
    "github": lambda text: text.startswith("::error "),
    "gitlab": lambda text: json.loads(text)[0]["severity"] == "blocker",
    "rdjson": lambda text: json.loads(text)["diagnostics"][0]["severity"] == "ERROR",
    "azure": lambda text: text.startswith("##vso[task.logissue type=error;"),
    "teamcity": lambda text: text.startswith("##teamcity[buildProblem description='"),
    "concise": lambda text: ": unchecked: " in text,
    "html": lambda text: "<li>" in text and "trips are permitted" not in text,
    "markdown": lambda text: text.startswith("## 🛑"),
    "text": lambda text: "✗ " in text,
}


def files(folder: Path) -> list[str]:
    """Options that ask for every format, each into a file that an earlier run left, and for a receipt."""
    for fmt in OWN:
        (folder / f"out.{fmt}").write_text(STALE, encoding="utf-8")
    (folder / "receipt.json").write_text(STALE, encoding="utf-8")
    return [each for fmt in OWN for each in ("-f", f"{fmt}=out.{fmt}")]


Ways = dict[str, tuple[dict[str, str], list[str]]]
WAYS: Ways = {
    "no such file": ({}, ["missing.yaml"]),
    "no YAML": ({"plan.yaml": "trips: [\n"}, ["plan.yaml"]),
    "no plan": ({"plan.yaml": WRONG}, ["plan.yaml"]),
    "no trips": ({"plan.yaml": MINIMAL[: MINIMAL.index("trips:")]}, ["plan.yaml"]),
    "wrong settings": ({"plan.yaml": MINIMAL, "kvcheck.yaml": "kvcheck: 1\nplan: [a]\n"}, ["plan.yaml"]),
    "nothing matches": ({"kvcheck.yaml": "kvcheck: 1\nplans: ['*/x.yaml']\n"}, []),
    "wrong waivers": ({"plan.yaml": MINIMAL, "w.yaml": "waivers: 1\n"}, ["plan.yaml", "--waivers", "w.yaml"]),
    "wrong baseline": ({"plan.yaml": MINIMAL, "b.json": "{"}, ["plan.yaml", "--baseline", "b.json"]),
    "wrong policy": ({"plan.yaml": MINIMAL, "p.yaml": "x: 1\n"}, ["plan.yaml", "--policy", "p.yaml"]),
    "one of two": ({"a.yaml": BARRED, "b.yaml": WRONG}, ["a.yaml", "b.yaml"]),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_format_says_what_could_not_be_checked(tmp_path: Path, way: str, lang: str) -> None:
    """By each way of not checking, in each format; files of an earlier run are replaced, and no receipt is left."""
    given, arguments = WAYS[way]
    for name, text in given.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    ran = kvcheck("check", *arguments, *files(tmp_path), "--receipt", "receipt.json", "--lang", lang, cwd=tmp_path)
    assert ran.code == 3, ran.err
    assert [fmt for fmt in OWN if not SAYS[fmt]((tmp_path / f"out.{fmt}").read_text(encoding="utf-8"))] == []
    assert not (tmp_path / "receipt.json").exists()
    for name, text in given.items():
        assert (tmp_path / name).read_text(encoding="utf-8") == text


def test_plans_that_can_be_read_are_reported(tmp_path: Path) -> None:
    """Beside one that cannot: what was found of the others is there, and what waivers of it would say is not."""
    (tmp_path / "a.yaml").write_text(BARRED, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(WRONG, encoding="utf-8")
    for fmt in OWN:
        ran = kvcheck("check", "b.yaml", "a.yaml", "-f", fmt, cwd=tmp_path)
        assert ran.code == 3
        assert "kim-1" in ran.out, fmt
        assert "1 error; not everything was checked" in ran.err


@pytest.mark.parametrize("arguments", [("--as-of", "soon"), ("--policy", "nobody"), ("--changed-since", "main")])
def test_a_wrong_command_leaves_no_older_file(tmp_path: Path, arguments: tuple[str, str]) -> None:
    """What cannot be answered has no answer: not that of yesterday either."""
    (tmp_path / "plan.yaml").write_text(MINIMAL, encoding="utf-8")
    asked = files(tmp_path)
    ran = kvcheck("check", "plan.yaml", *asked, "--receipt", "receipt.json", *arguments, cwd=tmp_path)
    assert ran.code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]


def test_a_defect_is_told_in_every_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody expected is no reason to be silent; only its kind is said."""

    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a secret")

    (tmp_path / "plan.yaml").write_text(MINIMAL, encoding="utf-8")
    monkeypatch.setattr("kvcheck.shell.together.judge_what_can_be", fails)
    ran = kvcheck("check", "plan.yaml", *files(tmp_path), cwd=tmp_path)
    assert ran.code == 70
    for fmt in OWN:
        text = (tmp_path / f"out.{fmt}").read_text(encoding="utf-8")
        assert SAYS[fmt](text)
        assert "ZeroDivisionError" in text
        assert "secret" not in text


def test_a_format_that_fails_leaves_the_others_their_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own file is gone, the others are written."""

    def fails(*_: object) -> str:
        raise ZeroDivisionError

    (tmp_path / "plan.yaml").write_text(MINIMAL, encoding="utf-8")
    monkeypatch.setattr(sarif, "render", fails)
    assert kvcheck("check", "plan.yaml", *files(tmp_path), cwd=tmp_path).code == 70
    assert not (tmp_path / "out.sarif").exists()
    assert "1 permitted" in (tmp_path / "out.concise").read_text(encoding="utf-8")


def test_what_fails_in_its_middle_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON is made while it is written: half of it is in no file, and what was there before is gone."""

    def fails(*_: object) -> Iterator[str]:
        yield "{"
        raise ZeroDivisionError

    (tmp_path / "plan.yaml").write_text(MINIMAL, encoding="utf-8")
    monkeypatch.setattr(json_report, "pieces", fails)
    assert kvcheck("check", "plan.yaml", *files(tmp_path), cwd=tmp_path).code == 70
    assert not (tmp_path / "out.json").exists()
    assert "1 permitted" in (tmp_path / "out.concise").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(TEMPORARY)] == []


def test_what_is_read_is_never_written_over(tmp_path: Path) -> None:
    """Nor with settings that are wrong: a plan and a file that may be waivers stay."""
    (tmp_path / "kvcheck.yaml").write_text("kvcheck: 1\nplan: [a]\n", encoding="utf-8")
    for name in ("plan.yaml", "waivers.yaml"):
        (tmp_path / name).write_text("kept\n", encoding="utf-8")
        assert kvcheck("check", "plan.yaml", "-f", f"json={name}", cwd=tmp_path).code in (2, 3)
        assert (tmp_path / name).read_text(encoding="utf-8") == "kept\n"


def test_a_template_cannot_hide_it(tmp_path: Path) -> None:
    """One that prints no problem is refused, the other formats are not; one that prints the verdict is fine."""
    (tmp_path / "a.yaml").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(WRONG, encoding="utf-8")
    template = tmp_path / "t.j2"
    asked = ("-f", "template=out.txt", "--template", "t.j2", "-f", "json=out.json")
    for text, there in (("{{ trips.permitted }} of {{ rows | length }}", False), ("{{ verdict }}", True)):
        template.write_text(text, encoding="utf-8")
        (tmp_path / "out.txt").write_text(STALE, encoding="utf-8")
        ran = kvcheck("check", "a.yaml", "b.yaml", *asked, cwd=tmp_path)
        assert ran.code == 3
        assert (tmp_path / "out.txt").exists() is there
        assert ("hides" in ran.err) is not there
        assert _json((tmp_path / "out.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "comment", ["# kvcheck: ignore", "#kvcheck:ignore us/esta", "# KVCHECK-disable", "# kvcheck 무시"]
)
def test_a_comment_silences_nothing(tmp_path: Path, comment: str) -> None:
    """And who wrote it is told so, with its line; what only speaks of kvcheck is let be."""
    (tmp_path / "plan.yaml").write_text(f"{comment}\n{BARRED}  # made for kvcheck 1\n", encoding="utf-8")
    ran = kvcheck("check", "plan.yaml", cwd=tmp_path)
    assert ran.code == 1
    assert [line.split(": ")[0] for line in ran.err.splitlines()] == ["plan.yaml:1:1"]
    assert "no effect" in ran.err


# What services take ---------------------------------------------------------------------------------------------------


def many(count: int) -> str:
    """A plan of so many trips: every fifth is not permitted, all have something open."""
    base = changed(("visa_refused: false, ", ""))
    head, trip = base.split("trips:\n")
    trips = []
    for number in range(count):
        text = trip.replace("id: kim-1", f"id: t-{number:03}")
        trips.append(text.replace("depart: 2027-01-20", "depart: 2027-03-15") if number % 5 == 4 else text)
    return f"{head}trips:\n{''.join(trips)}"


def test_github_is_shown_the_worst_and_how_many_are_left_out(tmp_path: Path) -> None:
    """Of 90 trips: ten annotations of a level, each of another trip that is not permitted, the last one counts."""
    (tmp_path / "plan.yaml").write_text(many(90), encoding="utf-8")
    ran = kvcheck("check", "plan.yaml", "-f", "github", cwd=tmp_path)
    *lines, last = ran.out.splitlines()
    assert last.startswith("::notice title=kvcheck::90 trips: ")
    errors = [line for line in lines if line.startswith("::error ")]
    warnings = [line for line in lines if line.startswith("::warning ")]
    assert lines == errors + warnings
    assert (len(errors), len(warnings)) == (github.MOST, github.MOST)
    trips = [found[1] for line in errors if (found := re.search(r"title=(t-\d+)", line))]
    assert len(set(trips)) == github.MOST - 1
    assert all(int(trip[2:]) % 5 == 4 for trip in trips)
    document: dict[str, Any] = json.loads(kvcheck("check", "plan.yaml", "-f", "json", cwd=tmp_path).out)
    assert document["plans"][0]["counts"]["not_permitted"] == 18
    assert "9 more findings not shown here" in errors[-1]
    korean = kvcheck("check", "plan.yaml", "-f", "github", "--lang", "ko", cwd=tmp_path).out.splitlines()
    assert "9건을 생략했습니다" in korean[github.MOST - 1]


def test_github_is_told_of_few_of_many_errors(tmp_path: Path) -> None:
    """Of what cannot be read too, no more than are shown, and how many there are."""
    (tmp_path / "plan.yaml").write_text("kvcheck: 1\n" + "".join(f"x{n}: 1\n" for n in range(40)), encoding="utf-8")
    for ran in (
        kvcheck("check", "plan.yaml", "-f", "github", cwd=tmp_path),
        kvcheck("checklist", "plan.yaml", cwd=tmp_path, env={"GITHUB_ACTIONS": "true"}),
    ):
        errors = [line for line in ran.out.splitlines() if line.startswith("::error ")]
        assert len(errors) == github.MOST
        assert "31 more findings" in errors[-1]


def test_sarif_has_no_more_than_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worst stay, and a notification counts the rest; what passes is there by its own switch only."""
    monkeypatch.setattr(sarif, "MOST", 7)
    (tmp_path / "plan.yaml").write_text(many(20), encoding="utf-8")
    text = kvcheck("check", "plan.yaml", "-f", "sarif", cwd=tmp_path).out
    SarifLog.model_validate_json(text)
    [run] = json.loads(text)["runs"]
    assert [each["kind"] for each in run["results"]][:4] == ["fail"] * 4
    assert len(run["results"]) == 7
    [invocation] = run["invocations"]
    assert invocation["executionSuccessful"]
    assert "results are left out" in invocation["toolExecutionNotifications"][0]["message"]["text"]
    monkeypatch.undo()
    passing = {"pass", "notApplicable"}
    for option, there in (("--verbose", set[str]()), ("--sarif-passes", passing)):
        [run] = json.loads(kvcheck("check", "plan.yaml", "-f", "sarif", option, cwd=tmp_path).out)["runs"]
        assert {each["kind"] for each in run["results"]} & passing == there


def test_the_summary_of_a_job_stays_below_what_is_shown(tmp_path: Path) -> None:
    """What other commands of the step wrote counts; what is left out is counted, and nothing stays open."""
    (tmp_path / "plan.yaml").write_text(many(90), encoding="utf-8")
    summary = tmp_path / "summary.md"
    env = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    before = "x" * ((1 << 20) - 6_000)
    summary.write_text(before, encoding="utf-8")
    kvcheck("check", "plan.yaml", "--lang", "ko", cwd=tmp_path, env=env)
    added = summary.read_text(encoding="utf-8").removeprefix(before)
    assert summary.stat().st_size <= 1 << 20
    assert "생략했습니다" in added
    assert added.count("<details>") == added.count("</details>")


def test_a_column_of_reviewdog_counts_bytes(tmp_path: Path) -> None:
    """A place behind Korean letters on its line."""
    before = "kind: install, mode: perform, equipment: charger, description: 화성 충방전기 설치"
    text = changed((before, "description: 배관 설치, kind: plant-piping, mode: perform"))
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    found = json.loads(kvcheck("check", "plan.yaml", "-f", "rdjson", cwd=tmp_path).out)["diagnostics"]
    starts = [each["location"]["range"]["start"] for each in found if each["severity"] == "ERROR"]
    lines = text.encode().splitlines()
    assert any(lines[each["line"] - 1][each["column"] - 1 :].startswith(b"perform") for each in starts)


def test_csv_on_a_stream_has_no_mark(tmp_path: Path) -> None:
    """The mark is for the spreadsheet that opens a file, not for a program that reads a pipe."""
    (tmp_path / "plan.yaml").write_text(MINIMAL, encoding="utf-8")
    assert kvcheck("check", "plan.yaml", "-f", "csv", cwd=tmp_path).out.startswith("plan,")
    kvcheck("check", "plan.yaml", "-f", "csv=out.csv", cwd=tmp_path)
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").startswith("\ufeffplan,")
