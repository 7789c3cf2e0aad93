"""`kvcheck log`: what was done against what was approved, judged by the same rules."""

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kvcheck.lines.layout import columns
from kvcheck.source.schema import schema
from tests.support import MINIMAL, changed, kvcheck

HEAD = "날짜,이름,작업,장비,현장,작업 내용,공구\n"
DONE = "2026-12-03,kim-ms,설치,charger,ellabell,,\n"
NAMED = changed(("  kim-ms:\n", "  kim-ms:\n    name: Kim Invented\n"))


def held(folder: Path, lines: str, *more: str, text: str = MINIMAL, name: str = "log.csv", head: str = HEAD) -> Any:
    """The exit code and what the command says for programs; it satisfies its schema."""
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    (folder / name).write_text(head + lines, encoding="utf-8")
    ran = kvcheck("log", folder / "plan.yaml", folder / name, "--format", "json", *more)
    if not ran.out:
        return ran.code, ran.err
    found = json.loads(ran.out)
    Draft202012Validator(schema("log")).validate(found)
    return ran.code, found["plans"][0]


def line(folder: Path, text: str, *more: str) -> tuple[int, list[str], str]:
    """The exit code for a log of one line, how it departs, and its verdict."""
    code, found = held(folder, text + "\n", *more)
    [only] = found["days"][0]["lines"]
    return code, only["drift"], only["verdict"]


def test_what_was_done_as_approved_passes(tmp_path: Path) -> None:
    """The approved task on the approved machine and site, in Korean, English and YAML."""
    assert line(tmp_path, DONE.strip()) == (0, [], "permitted")
    english = "Date;Worker;Task;Equipment\n2026-12-03;kim-ms;installation;charger\n"
    assert held(tmp_path, "", head=english)[0] == 0
    yaml = "log:\n  - {date: 2026-12-03, traveler: kim-ms, kind: install, equipment: charger}\n"
    code, found = held(tmp_path, "", name="log.yaml", head=yaml)
    assert (code, found["days"][0]["as_approved"]) == (0, True)


@pytest.mark.parametrize(
    ("text", "drift", "verdict", "code"),
    [
        ("2026-12-03,kim-ms,welding,,,,", ["task"], "undetermined", 4),
        ("2026-12-03,kim-ms,welding,,,공장 배관 용접,", ["task"], "undetermined", 4),
        ("2026-12-03,kim-ms,calibrate,charger,,,", ["task"], None, 4),
        ("2026-12-03,hong,설치,charger,,,", ["person"], "undetermined", 4),
        ("2026-11-03,kim-ms,설치,charger,,,", ["outside"], "undetermined", 4),
        ("2027-01-25,kim-ms,설치,charger,,,", ["longer"], "needs_review", 4),
        ("2027-03-01,kim-ms,설치,charger,,,", ["longer"], "not_permitted", 1),
        ("2027-02-28,kim-ms,설치,charger,,,", ["longer"], "needs_review", 4),
        ("2026-12-03,kim-ms,설치,charger,,,용접 토치", ["tool"], None, 4),
        ("2026-12-03,kim-ms,설치,charger,,,토크 렌치", ["tool-unknown"], "needs_review", 4),
        ("2026-12-03,kim-ms,설치,charger,elsewhere,,", ["unread"], "undetermined", 4),
        ("2026-12-03,kim-ms,이상한 일,charger,,,", ["task", "unread"], "undetermined", 4),
    ],
)
def test_each_way_to_depart_is_its_own_finding(
    tmp_path: Path, text: str, drift: list[str], verdict: str | None, code: int
) -> None:
    """New tasks, people, days, tools, sites; day 91 is not permitted, day 90 is only not approved."""
    found = line(tmp_path, text)
    assert found[:2] == (code, drift)
    assert verdict is None or found[2] == verdict
    assert found[2] != "permitted"


def test_what_was_done_is_judged_by_what_it_says(tmp_path: Path) -> None:
    """An approved task whose line tells of other work is found, with no drift of its own in the columns."""
    code, drift, verdict = line(tmp_path, "2026-12-03,kim-ms,설치,charger,,공장 배관 용접,")
    assert (code == 0) is (verdict == "permitted") is False
    assert drift == []


def test_another_site_and_role_are_told(tmp_path: Path) -> None:
    """A site of the plan where the trip does not go, and directing in place of doing."""
    text = changed(
        ("sites:\n", "sites:\n  annex: {name: Annex, city: Macon, state: GA, host: plant-co, phase: installation}\n")
    )
    _, found = held(tmp_path, "2026-12-03,kim-ms,설치,charger,annex,,\n", text=text)
    assert found["days"][0]["lines"][0]["drift"] == ["site"]
    head = "date,traveler,task,role,equipment\n"
    _, found = held(tmp_path, "2026-12-03,kim-ms,install,supervise,charger\n", head=head)
    assert found["days"][0]["lines"][0]["drift"] == ["role"]


def test_a_user_says_what_words_and_tools_mean(tmp_path: Path) -> None:
    """A word with a meaning, a tool that is for the work, a column that is left out."""
    assert line(tmp_path, "2026-12-03,kim-ms,특수 설치,charger,,,", "--value", "특수 설치=install")[0] == 0
    assert line(tmp_path, "2026-12-03,kim-ms,설치,charger,,,토크 렌치", "--tool", "토크 렌치")[0] == 0
    head = HEAD.strip() + ",날씨\n"
    lines = DONE.strip() + ",맑음\n"
    assert held(tmp_path, lines, head=head)[0] == 4
    assert held(tmp_path, lines, "--ignore", "날씨", head=head)[0] == 0


def test_a_day_is_as_approved_only_if_all_of_it_is(tmp_path: Path) -> None:
    """One line off, and the day is not; the others are."""
    code, found = held(tmp_path, DONE + DONE.replace("-03", "-04") + "2026-12-04,hong,설치,charger,,,\n")
    assert code == 4
    assert [day["as_approved"] for day in found["days"]] == [True, False]


def test_what_fails_as_planned_was_not_approved(tmp_path: Path) -> None:
    """Work as planned under a plan that does not pass is not as approved."""
    bad = changed(("expires: 2027-10-01", "expires: 2026-10-01"))
    code, found = held(tmp_path, DONE, text=bad)
    assert (code, found["days"][0]["as_approved"], found["days"][0]["lines"][0]["drift"]) == (1, False, [])


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("fmt", ["text", "markdown"])
def test_names_stay_out_and_lines_fit(tmp_path: Path, lang: str, fmt: str) -> None:
    """People are found by name and told by id; who is not in the plan is told by the row."""
    (tmp_path / "plan.yaml").write_text(NAMED, encoding="utf-8")
    named = ("2026-12-03,Kim Invented", "2026-12-03,Gildong Stranger", "2027-03-01,kim-ms")
    rows = "".join(f"{each},설치,charger,,,\n" for each in named)
    (tmp_path / "log.csv").write_text(HEAD + rows, encoding="utf-8")
    ran = kvcheck("log", "plan.yaml", "log.csv", "--lang", lang, "--format", fmt, "--verbose", cwd=tmp_path)
    assert ran.code == 1
    assert "Invented" not in ran.out + ran.err
    assert "Stranger" not in ran.out + ran.err
    assert "kim-ms" in ran.out
    assert fmt == "markdown" or all(columns(each) <= 80 for each in ran.out.splitlines())


@pytest.mark.parametrize(
    "lines",
    ["", "tomorrow,kim-ms,설치,charger,,,\n", "2026-12-03,,설치,charger,,,\n", "03/04/2026,kim-ms,설치,charger,,,\n"],
)
def test_a_log_that_cannot_be_read_is_none(tmp_path: Path, lines: str) -> None:
    """No line, no day, nobody, a day in two readings: an error with its own exit code, never "as approved"."""
    assert held(tmp_path, lines)[0] == 3


def test_yaml_with_another_key_is_refused(tmp_path: Path) -> None:
    """A misspelled key would be work that nobody looked at."""
    yaml = "log:\n  - {date: 2026-12-03, traveler: kim-ms, kind: install, tols: [grinder]}\n"
    assert held(tmp_path, "", name="log.yaml", head=yaml)[0] == 3
    assert held(tmp_path, "", name="log.yaml", head="log: nothing\n")[0] == 3


@pytest.mark.parametrize(
    ("task", "drifts"),
    [
        ("충방전기 모듈 설치", [[]]),
        ("Bolted and torqued modules", [[]]),
        ("장비 배관 용접", [["task"]]),
        ("설치 및 보수", [[], ["task"]]),
        ("3호기 앵커 체결", [["task"]]),
        ("설치 감독", [["role"]]),
        ("supervised bolting of modules", [["role"]]),
        ("청소", [["task", "unread"]]),
        ("모듈 설치, 뭔지 모를 일", [["task", "unread"]]),
        ("설치(배관 포함)", [["task", "unread"]]),
    ],
)
def test_tasks_in_free_words_are_read_as_descriptions_are(tmp_path: Path, task: str, drifts: list[list[str]]) -> None:
    """One line a kind of work; what is done to what decides, a bare word decides nothing, and nothing unread passes."""
    code, found = held(tmp_path, f'2026-12-03,kim-ms,"{task}",charger,,,\n2026-12-04,kim-ms,,charger,,"{task}",\n')
    for day in found["days"]:
        assert [each["drift"] for each in day["lines"]] == drifts
        assert all(each["verdict"] != "permitted" for each in day["lines"] if each["drift"])
    verdicts = {each["verdict"] for day in found["days"] for each in day["lines"]}
    assert (code == 0) is (verdicts == {"permitted"})


def test_an_excel_log_as_a_foreman_keeps_it(tmp_path: Path) -> None:
    """Korean headings below a title, days of Excel, numbers as ids, the same as above, a remark that is no work."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (
        ["작업일지"],
        ["No", "작업일", "사번", "공종", "설비명", "작업내역", "비고"],
        [1, date(2026, 12, 3), 1001, "모듈 설치", "charger", None, "맑음"],
        [2, "상동", "〃", "〃", "상동", "볼트 체결", None],
        [3, datetime.combine(date(2026, 12, 4), time(9)), 1001, "트레이 배선", "charger", None, None],
        [4, date(2026, 12, 5), "〃", "상동", None, None, None],
    ):
        book.active.append(row)
    book.save(tmp_path / "log.xlsx")
    (tmp_path / "plan.yaml").write_text(MINIMAL.replace("kim-ms", '"1001"'), encoding="utf-8")
    found = json.loads(kvcheck("log", tmp_path / "plan.yaml", tmp_path / "log.xlsx", "-f", "json").out)["plans"][0]
    assert [(day["day"], day["as_approved"]) for day in found["days"]] == [
        ("2026-12-03", True),
        ("2026-12-04", False),
        ("2026-12-05", False),
    ]
    assert {each["traveler"] for day in found["days"] for each in day["lines"]} == {"1001"}


@pytest.mark.parametrize("meaning", ["instal", "install+nonsense", ""])
def test_a_meaning_that_is_none_is_refused(tmp_path: Path, meaning: str) -> None:
    """What the user says that a word means has to be something that the plan or the catalogue knows."""
    code, said = held(tmp_path, DONE, "--value", f"배관={meaning}")
    assert (code, "--value" in said) == (2, True)


@pytest.mark.parametrize(
    ("name", "text"), [("log.csv", ""), ("log.yaml", ""), ("log.yaml", "# nothing\n---\n"), ("log.yaml", "log: []\n")]
)
def test_an_empty_log_is_told_what_a_log_is(tmp_path: Path, name: str, text: str) -> None:
    """Not what a plan is."""
    code, said = held(tmp_path, "", head=text, name=name)
    assert (code, "has no line of work" in said, "kvcheck: 1" in said) == (3, True, False)


def test_words_that_do_not_pass_are_not_blamed_on_the_plan(tmp_path: Path) -> None:
    """The plan passes; what the line says of the approved task does not."""
    (tmp_path / "plan.yaml").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / "log.csv").write_text(HEAD + "2026-12-03,kim-ms,설치,charger,,공장 배관 용접,\n", encoding="utf-8")
    out = kvcheck("log", tmp_path / "plan.yaml", tmp_path / "log.csv").out
    assert "what the line says of it does not pass" in " ".join(out.split())
    assert "the plan itself" not in out
