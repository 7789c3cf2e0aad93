"""Formats for programs and services: each by its own rules, escaped, and with no word about a person."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as SarifLog

from kvcheck.engine import check, uses, waive
from kvcheck.model import Known, Report, Run, Scope, Since, Verdict
from kvcheck.plan import assemble, load
from kvcheck.reporters import FORMATS, markdown, reporter
from kvcheck.reporters.github import command, guard
from kvcheck.source import read_text
from kvcheck.source.schema import schema
from kvcheck.telling.rows import Mark, Row, rows
from kvcheck.telling.style import Style
from tests.support import AHEAD, AS_OF, MINIMAL, PLANS, changed, kvcheck, library
from tests.support.waivers import DOUBTED, HOOK_UP, approving, waiver

MIXED = "tests/plans/battery-plant"
SERVICES = ("github", "gitlab", "azure", "teamcity", "rdjson")
"""Formats that show problems only."""


def mixed(fail_on: Verdict = Verdict.NEEDS_REVIEW) -> Run:
    """The run over the mixed example, which has every verdict."""
    plan = load(PLANS / "battery-plant", MIXED)
    return Run((check(plan, library(), as_of=AS_OF),), fail_on=fail_on)


def run_of(text: str, *waivers: Any, name: str = "plan.yaml") -> Run:
    """The run over a plan given as text."""
    plan = assemble([read_text(text, name)], name)
    report = check(plan, library(), as_of=AS_OF)
    return Run((waive(report, approving(waivers, report), AS_OF),))


def rendered(fmt: str, run: Run, **style: Any) -> str:
    """A run in a format."""
    return reporter(fmt)(run, library(), Style(**style))


def shown(run: Run, **style: Any) -> list[Row]:
    """The rows of a run."""
    return rows(run, library(), Style(**style))


# Rows -----------------------------------------------------------------------------------------------------------------


def test_every_trip_that_is_not_permitted_has_a_row_for_it() -> None:
    """Nothing that fails is without a row, and the worst row of a trip is its verdict."""
    run = mixed()
    found = shown(run)
    marks = {Verdict.NOT_PERMITTED: Mark.FAIL, Verdict.UNDETERMINED: Mark.OPEN, Verdict.NEEDS_REVIEW: Mark.REVIEW}
    for trip in run.reports[0].trips:
        of_trip = [row.mark for row in found if row.trips == (trip.id,) and row.mark in marks.values()]
        if trip.verdict is Verdict.PERMITTED:
            assert not of_trip
        else:
            assert min(of_trip, key=list(Mark).index) is marks[trip.verdict]


@pytest.mark.parametrize("fail_on", [Verdict.NEEDS_REVIEW, Verdict.NOT_PERMITTED])
def test_what_is_worst_comes_first(fail_on: Verdict) -> None:
    """What fails the run comes first, then by what it says: a service shows few of many, from the top."""
    run = mixed(fail_on)
    found = [(not row.fails, list(Mark).index(row.mark)) for row in shown(run, verbose=True)]
    assert found == sorted(found)
    assert len(set(found)) > 3
    [*cases] = ET.fromstring(rendered("junit", run)).iter("testcase")  # noqa: S314 - our own
    failed = [case.get("classname", "").rsplit(".", 1)[-1] for case in cases if case.find("failure") is not None]
    verdicts = {trip.id: trip.verdict for trip in run.reports[0].trips}
    order = list(dict.fromkeys(case.get("classname", "").rsplit(".", 1)[-1] for case in cases))
    assert failed
    assert [verdicts[name].rank for name in order] == sorted(verdicts[name].rank for name in order)
    points = re.findall(r"^(?:not )?ok \d+ - \S+ (\S+):", rendered("tap", run), re.MULTILINE)
    assert points == order


def test_markdown_tells_first_what_most_trips_share() -> None:
    """Of findings that weigh the same, what many trips share comes before what one has."""
    section = rendered("markdown", mixed()).split("### ")[1]
    shared = [line.count("plan") for line in section.splitlines() if line.startswith("  ") and "`tests/plans" in line]
    assert len(shared) > 1
    assert shared == sorted(shared, reverse=True)


def test_what_nobody_wrote_a_rule_for_has_a_row_too() -> None:
    """An overdue pack is told by kvcheck's own name for it, at the trip."""
    plan = assemble([read_text(AHEAD, "plan.yaml")], "plan.yaml")
    run = Run((check(plan, library(), as_of="2027-06-01"),))
    [row] = [row for row in shown(run) if row.mark is Mark.REVIEW]
    assert (row.rule_name, row.fails) == ("kvcheck/overdue-pack", True)


def test_the_threshold_says_what_fails() -> None:
    """With `not_permitted` as the threshold, what is open or for review does not fail."""
    assert {row.mark for row in shown(mixed(Verdict.NOT_PERMITTED)) if row.fails} == {Mark.FAIL}
    assert {row.mark for row in shown(mixed()) if row.fails} == {Mark.FAIL, Mark.OPEN, Mark.REVIEW}


def test_fingerprints_rest_on_ids() -> None:
    """They stay when lines, names and the order of trips change, and differ from one another."""
    moved = "# a new first line\n" + changed(("name: Formation line 2", "name: Another name"), text=MINIMAL)
    barred = ("depart: 2027-01-20", "depart: 2027-03-15")
    before = {row.fingerprint: row.rule_name for row in shown(run_of(changed(barred)))}
    after = {row.fingerprint: row.rule_name for row in shown(run_of(changed(barred, text=moved)))}
    assert before == after
    found = [row for row in shown(mixed(), verbose=True) if row.mark is not Mark.CLEAR]
    assert (
        len({row.fingerprint for row in found}) >= len({(row.trips, row.activity, row.rule_name) for row in found}) - 2
    )


def test_an_activity_keeps_its_fingerprint_where_it_stands() -> None:
    """An activity put before it changes its number, not what its findings are called."""
    piping = "      - {kind: plant-piping, mode: perform, description: piping}\n"
    first = changed(("    activities:\n", f"    activities:\n{piping}"))
    more = changed((piping, f"      - {{kind: train-to-service, mode: observe}}\n{piping}"), text=first)
    fails = [{row.fingerprint for row in shown(run_of(text)) if row.mark is Mark.FAIL} for text in (first, more)]
    assert fails[0]
    assert fails[0] <= fails[1]


# SARIF ----------------------------------------------------------------------------------------------------------------


def sarif(run: Run, **style: Any) -> dict[str, Any]:
    """The SARIF log of a run, valid by the official schema."""
    text = rendered("sarif", run, **style)
    SarifLog.model_validate_json(text)
    log: dict[str, Any] = json.loads(text)
    return log


@pytest.mark.parametrize("verbose", [False, True])
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_sarif_obeys_its_schema_and_its_prose(verbose: bool, lang: str) -> None:
    """What the schema cannot say: levels of kinds, indexes of rules, sentences, places, unique ids."""
    [run] = sarif(mixed(), verbose=verbose, passes=verbose, lang=lang)["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]
    for result in run["results"]:
        assert (result["kind"] == "fail") is (result["level"] != "none")  # 3.27.10
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]  # 3.27.6
        assert result["message"]["text"].strip()
        [location] = result["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]  # 3.4.4
        assert not place["artifactLocation"]["uri"].startswith(("/", "."))
        assert place["region"]["startLine"] >= 1
        assert place["region"]["startColumn"] >= 1
    kinds = {result["kind"] for result in run["results"]}
    assert {"fail", "open", "review"} <= kinds
    assert ({"pass", "notApplicable"} <= kinds) is verbose


def test_sarif_points_at_the_line() -> None:
    """The region is where the plan says it; a name in Korean is percent-encoded."""
    text = changed(("kind: install, mode: perform", "kind: plant-piping, mode: perform"))
    [run] = sarif(run_of(text, name="계획 1.yaml"))["runs"]
    [fail] = [result for result in run["results"] if result["level"] == "error"]
    place = fail["locations"][0]["physicalLocation"]
    assert re.fullmatch(r"[A-Za-z0-9%._-]+", place["artifactLocation"]["uri"])
    assert unquote(place["artifactLocation"]["uri"]) == "계획 1.yaml"
    line = text.splitlines()[place["region"]["startLine"] - 1]
    assert line[place["region"]["startColumn"] - 1 :].startswith("perform")


def test_sarif_leaves_out_what_is_waived_and_what_is_known() -> None:
    """Services show suppressed results as open ones; with --verbose they are there, suppressed."""
    doubted = DOUBTED
    run = run_of(doubted, waiver(HOOK_UP, Scope(trip="kim-1")))
    assert HOOK_UP not in rendered("sarif", run)
    [loud] = sarif(run, verbose=True)["runs"]
    [waived] = [each for each in loud["results"] if "suppressions" in each]
    assert waived["ruleId"] == HOOK_UP
    assert waived["suppressions"] == [{"kind": "external", "justification": "w, 2026-01-01 – 2027-12-31: reason"}]
    plain = run_of(doubted)
    prints = frozenset(row.fingerprint for row in shown(plain))
    known = plain._replace(known=Known(prints, 0))
    assert sarif(known)["runs"][0]["results"] == []


# JSON -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fmt", ["json"])
def test_json_is_valid_with_everything_in_it(fmt: str) -> None:
    """Waivers, baseline and changed-since are in the published schema."""
    doubted = DOUBTED
    one = waiver(HOOK_UP)
    run = run_of(doubted, one)
    run = run._replace(
        waivers=uses([one], run.reports, AS_OF), known=Known(frozenset({"0" * 32}), 2), since=Since("main", 3)
    )
    document = json.loads(rendered(fmt, run))
    assert list(Draft202012Validator(schema("report")).iter_errors(document)) == []
    [activity, _] = document["plans"][0]["trips"][0]["activities"]
    assert [each["waiver"] for each in activity["waived"]] == ["w"]
    assert document["waivers"][0]["state"] == "in_use"
    assert document["changed_since"] == {"revision": "main", "untouched": 3}


def test_json_names_failures_by_the_fingerprints_of_the_rows() -> None:
    """What a program finds in JSON it finds again in SARIF, JUnit and a baseline."""
    document = json.loads(rendered("json", mixed()))
    told = {
        each["fingerprint"]
        for trip in document["plans"][0]["trips"]
        for found in (trip["findings"], *(activity["findings"] for activity in trip["activities"]))
        for each in found
        if "fingerprint" in each
    }
    assert {row.fingerprint for row in shown(mixed()) if row.mark in (Mark.FAIL, Mark.OPEN, Mark.REVIEW)} <= told


def test_json_holds_the_proof_of_every_verdict() -> None:
    """A permission has its ground with each condition and the place that meets it; a refusal its bar or what lacks."""
    document = json.loads(rendered("json", mixed()))
    kinds = {name: rule["kind"] for name, rule in document["rules"].items()}
    activities = [each for trip in document["plans"][0]["trips"] for each in trip["activities"]]
    unstated = 0
    for activity in activities:
        worst = [each for each in activity["findings"] if each["verdict"] == activity["verdict"]]
        assert worst
        for found in worst:
            met = {each["fact"]: each for each in found["evidence"]}
            assert all(each["places"] for each in met.values())
            assert {each["fact"] for each in found["conditions"]} <= met.keys()
            assert found["conditions"] or found["lacks"]
            unstated += sum(not each["stated"] for each in met.values() if found["conditions"])
        if activity["verdict"] == "permitted":
            assert any(kinds[each["rule"]] == "grant" and each["conditions"] for each in worst)
        elif activity["verdict"] == "undetermined":
            assert any(not lack["known"] for each in worst for lack in each["lacks"])
    assert {each["verdict"] for each in activities} == {each.value for each in Verdict}
    assert unstated  # what a default decides is told at the finding, too


# JUnit, TAP -----------------------------------------------------------------------------------------------------------


def test_junit_counts_and_names_what_passes() -> None:
    """A case for each trip and activity; the numbers of the head are those of the cases; each failure has its line."""
    root = ET.fromstring(rendered("junit", mixed()))  # noqa: S314 - our own
    cases = root.findall(".//testcase")
    trips = mixed().reports[0].trips
    assert len(cases) == len(trips) + sum(len(trip.law.activities) for trip in trips) == int(root.get("tests", "0"))
    failures = root.findall(".//failure")
    assert len(failures) == int(root.get("failures", "0"))
    failing = {case.get("classname") for case in cases if case.find("failure") is not None}
    assert len(failing) == sum(trip.verdict is not Verdict.PERMITTED for trip in trips)
    assert all(re.match(r"tests/plans/battery-plant/.*\.yaml:\d+:\d+ ", failure.text or "") for failure in failures)


def test_junit_never_passes_what_is_open() -> None:
    """Below the threshold an open trip is skipped with its reason."""
    root = ET.fromstring(rendered("junit", mixed(Verdict.NOT_PERMITTED)))  # noqa: S314
    assert {failure.get("type") for failure in root.findall(".//failure")} == {"not_permitted"}
    assert sum(int(suite.get("skipped", "0")) for suite in root) == len(root.findall(".//skipped")) > 0


def test_tap_says_todo_for_what_is_open_and_does_not_fail() -> None:
    """The plan line counts the trips; nothing that is not permitted is ok; the diagnostics are YAML."""
    text = rendered("tap", mixed(Verdict.NOT_PERMITTED))
    lines = text.splitlines()
    trips = mixed().reports[0].trips
    assert lines[:2] == ["TAP version 14", f"1..{len(trips)}"]
    points = [line for line in lines if line.startswith(("ok ", "not ok "))]
    assert sum(line.startswith("ok ") for line in points) == sum(trip.verdict is Verdict.PERMITTED for trip in trips)
    assert {"TODO" in line for line in points if line.startswith("not ok ")} == {True, False}
    blocks = re.findall(r"^  ---\n(.*?)^  \.\.\.$", text, flags=re.DOTALL | re.MULTILINE)
    assert all(yaml.safe_load(block)["findings"] for block in blocks)


# Services -------------------------------------------------------------------------------------------------------------


def test_github_annotations_are_one_line_each_and_worst_first() -> None:
    """Each is a command with a file, a line and a column; errors stand before warnings."""
    *lines, last = rendered("github", mixed(Verdict.NOT_PERMITTED)).splitlines()
    assert last.startswith("::notice title=kvcheck::16 trips: ")
    levels = [re.match(r"::(error|warning|notice) file=[^,:]+,line=\d+,col=\d+,title=[^:]*::", line) for line in lines]
    assert all(levels)
    order = [match[1] for match in levels if match]
    assert order == sorted(order)
    assert {"error", "warning"} == set(order)


@pytest.mark.parametrize("text", ["a\nb", "50%", "x\r::error::y", "::set-output name=a::b", "##[error]x"])
def test_github_escapes_messages_and_properties(text: str) -> None:
    """Whatever a message or title holds, it stays one command on one line."""
    said = command("error", text, text, None)
    assert said.count("\n") == 1
    assert said.endswith("\n")
    assert "\r" not in said
    title = said[len("::error title=") : said.index("::", 2)]
    assert ":" not in title
    assert "%" not in title.replace("%25", "").replace("%3A", "").replace("%2C", "").replace("%0A", "").replace(
        "%0D", ""
    )


def test_text_of_a_plan_is_no_command() -> None:
    """Between the stop token and its end nothing is taken for a command, and the token cannot stand in the text."""
    text = "::error::x\n"
    guarded = guard(text)
    token = guarded.splitlines()[0].removeprefix("::stop-commands::")
    assert guarded == f"::stop-commands::{token}\n{text}::{token}::\n"
    assert token not in text


def test_gitlab_has_what_its_schema_asks_for() -> None:
    """Unique fingerprints, known severities, a path and a line each."""
    issues = json.loads(rendered("gitlab", mixed()))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) > 0
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert not issue["location"]["path"].startswith(("/", "./"))
        assert issue["location"]["lines"]["begin"] >= 1


def test_gitlab_tells_equal_findings_apart() -> None:
    """The first of them keeps its fingerprint, so that it stays known; the next have a number."""
    [report] = mixed().reports
    once, twice = (json.loads(rendered("gitlab", Run(reports))) for reports in ((report,), (report, report)))
    marks = [issue["fingerprint"] for issue in once]
    assert marks == [row.fingerprint for row in shown(mixed()) if row.mark is not Mark.RISK]
    every = [issue["fingerprint"] for issue in twice]
    assert [each for each in every if each in marks] == marks
    assert sorted(every) == sorted(marks + [f"{each}-2" for each in marks])


def test_azure_teamcity_and_reviewdog_speak_their_languages() -> None:
    """One line a command; brackets and quotes escaped; severities known."""
    *lines, last = rendered("azure", mixed()).splitlines()
    assert last.startswith("##[section]kvcheck: 16 trips: ")
    for line in lines:
        command = r"##vso\[task\.logissue type=(error|warning);(sourcepath=[^;\]]+;linenumber=\d+;|code=kvcheck;)"
        assert re.match(rf"{command}|##\[(error|warning)\]\S+:\d+:\d+: ", line)
    for line in rendered("teamcity", mixed()).splitlines():
        body = re.fullmatch(
            r"##teamcity\[(inspectionType|inspection|buildStatisticValue) ((?:\w+='(?:[^'|\[\]\n]|\|.)*' ?)+)\]", line
        )
        assert body, line
    found = json.loads(rendered("rdjson", mixed()))["diagnostics"]
    assert {each["severity"] for each in found} <= {"ERROR", "WARNING"}
    assert all(each["location"]["range"]["start"]["line"] >= 1 for each in found)


@pytest.mark.parametrize("fmt", SERVICES)
def test_services_see_risks_only_when_asked(fmt: str) -> None:
    """A permitted trip with risks gives no annotation, until --verbose."""
    run = run_of(MINIMAL)
    assert [row for row in shown(run) if row.mark is Mark.RISK]
    assert "hands-on" not in rendered(fmt, run)
    if fmt != "azure":
        assert "hands-on" in rendered(fmt, run, verbose=True)


# For people and agents ------------------------------------------------------------------------------------------------


def test_concise_is_one_line_a_finding() -> None:
    """`file:line:column: mark: about: sentence [rule]`, and a last line that counts."""
    *lines, last = rendered("concise", mixed()).splitlines()
    assert all(re.match(r"\S+\.yaml:\d+:\d+: (fail|open|review): \S+.* \[us/[\w/-]+\]$", line) for line in lines)
    assert last.startswith("16 trips: 4 permitted · 5 needs review · 4 undetermined · 3 not permitted; to prove")
    assert rendered("concise", run_of(MINIMAL), quiet=True) == ""


def test_csv_reads_back_and_holds_no_formula() -> None:
    """Every row has every column; a spreadsheet takes nothing for a formula."""
    text = rendered("csv", mixed())
    assert text.startswith("\ufeff")
    found = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(found) == len(shown(mixed()))
    assert all(
        None not in row and not any((cell or "").startswith(("=", "+", "@")) for cell in row.values()) for row in found
    )
    evil = run_of(changed(("kim-1", "_x")), name="=cmd.yaml")
    assert "'=cmd.yaml" in rendered("csv", evil)


def test_markdown_tells_a_finding_once_and_escapes() -> None:
    """Equal findings of several trips stand together; nothing of a plan is taken for Markdown or HTML."""
    text = rendered("markdown", mixed())
    assert text.startswith("## ❌ kvcheck: 16 trips")
    assert text.count("us/business-scope/construction-by-hand") == 1
    assert "\n\n<sub>kvcheck informs" in text, "the last line is no part of the list above it"
    assert len(text) < 65_536
    evil = rendered("markdown", run_of(changed(("depart: 2027-01-20", "depart: 2027-03-15")), name="<b>`|x`.yaml"))
    assert "<b>`" not in evil
    many = "\n".join(
        f"  - {{id: t{n}, traveler: kim-ms, class: esta, arrive: 2027-01-01, depart: 2027-12-{n % 28 + 1:02},"
        " activities: [{kind: plant-piping, mode: perform}]}"
        for n in range(150)
    )
    long = rendered("markdown", run_of(MINIMAL + many + "\n"))
    assert long.count("\n| t") == markdown.MOST_ROWS == 100, "however many trips there are"
    assert "\nand 51 more\n" in long
    assert max(line.count("`plan.yaml:") for line in long.splitlines()) == markdown.MOST_TRIPS == 10


def test_markdown_advises_or_asks() -> None:
    """What is to be answered first has no advice yet; what is not permitted has one."""
    open_ = rendered("markdown", run_of(changed(("visa_refused: false, ", ""))))
    stands, _, risks = open_.partition("<details>")
    assert "❓" in stands
    assert "💡" not in stands
    assert "💡" in risks
    barred = rendered(
        "markdown", run_of(changed(("kind: install, mode: perform", "kind: plant-piping, mode: perform")))
    )
    assert "💡" in barred


def test_what_passes_is_told_once() -> None:
    """With --verbose too: no finding of a trip or activity stands twice."""
    for text in (MINIMAL, changed(("visa_refused: false, ", "")), changed(("essential: true", "essential: false"))):
        found = [(row.mark, row.rule_name, row.activity) for row in shown(run_of(text), verbose=True)]
        assert len(found) == len(set(found))
        whole = rendered("text", run_of(text), verbose=True)
        named = {name for mark, name, activity in found if activity is None and mark in (Mark.OPEN, Mark.PASS)}
        assert [name for name in named if len(re.findall(rf" {name}$", whole, re.MULTILINE)) != 1] == []


def test_a_template_sees_rows_and_calls_nothing(tmp_path: Path) -> None:
    """The user's own format: rows and counts in a sandbox; what is wrong with it is said with its line."""
    template = (
        "{% for row in rows if row.mark == 'fail' %}{{ row.trips }} {{ row.rule }}\n{% endfor %}{{ trips.permitted }}"
    )
    text = rendered("template", mixed(), template=template)
    assert text.splitlines()[-1] == "4"
    assert "w2-bulgasari-1 us/business-scope/construction-by-hand" in text
    file = tmp_path / "mine.j2"
    file.write_text("{{ rows[0].__class__ }}\n{{ nothing.here }}\n", encoding="utf-8")
    ran = kvcheck("check", MIXED, "-f", "template", "--template", file)
    assert ran.code == 2
    assert "the template" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("fmt", sorted(FORMATS.keys() - {"template"}))
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_format_is_in_one_language(fmt: str, lang: str) -> None:
    """No format fails in Korean, and the sentences are in it."""
    text = rendered(fmt, mixed(), lang=lang)
    assert text
    if fmt not in ("html", "json"):
        assert ("허용" in text or "불허" in text or "활동" in text) is (lang == "ko")


@pytest.mark.parametrize(
    "template",
    [
        "{{ 1/0 }}",
        "{% include 'x' %}",
        "{{ 1 + 'a' }}",
        "{% for x in 5 %}{% endfor %}",
        "{{ rows|slice(9999999)|list }}",
    ],
)
def test_a_template_that_fails_is_a_wrong_command(tmp_path: Path, template: str) -> None:
    """Whatever it computes; and nothing of the same run is written."""
    (tmp_path / "t.j2").write_text(template, encoding="utf-8")
    plan = PLANS / "minimal.yaml"
    ran = kvcheck("check", plan, "-f", "template", "--template", "t.j2", "-f", "json=x.json", cwd=tmp_path)
    assert (ran.code, "the template" in ran.err) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["t.j2"]


@pytest.mark.parametrize("runner", ["GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"])
def test_no_text_of_a_plan_is_a_command_of_a_runner(tmp_path: Path, runner: str) -> None:
    """In reports, quoted lines and errors alike; what kvcheck itself says to a service stays as it is.

    A report shows the text, and an error does not even repeat it.
    """
    evil = "piping ##vso[task.prependpath]/x ##[add-mask]y ##teamcity[message text='z'"
    for name, text in (
        ("a.yaml", changed(("화성 충방전기 설치", f'"{evil}"'))),
        ("::error::b.yaml", changed(("class: esta", 'class: "##vso[task.prependpath]"'))),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        ran = kvcheck("check", name, "-f", "text", cwd=tmp_path, env={runner: "true"})
        said = ran.out + ran.err
        assert ("task.prependpath" in said) is (name == "a.yaml")
        assert not re.search(r"##(vso)?\[|##teamcity\[", said)
        own = "::error file=" if runner == "GITHUB_ACTIONS" else ""
        assert not [line for line in said.splitlines() if line.startswith("::") and not (own and line.startswith(own))]
    plain = kvcheck("check", "a.yaml", cwd=tmp_path)
    assert "##vso[task.prependpath]" in plain.out, "without a runner nothing is changed"


def test_a_name_that_is_not_utf8_is_no_defect(tmp_path: Path) -> None:
    """A file name of any bytes can be judged and reported."""
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "caf\udce9.yaml").write_text(changed(("depart: 2027-01-20", "depart: 2027-03-15")), encoding="utf-8")
    for fmt in ("sarif", "json", "text", "junit", "csv", "gitlab"):
        assert kvcheck("check", "plan", "-f", fmt, "--receipt", "r.json", cwd=tmp_path).code == 1


def test_nothing_judged_does_not_look_good() -> None:
    """Where no trip was touched there is no verdict to show."""
    run = Run((), since=Since("main", 3))
    assert rendered("markdown", run).startswith("## ⚪ kvcheck: no trip was touched since main")
    assert rendered("template", run, template="[{{ verdict }}]") == "[]"


def test_an_overdue_pack_passes_no_case() -> None:
    """What needs review for its law is skipped in JUnit, never passed."""
    plan = assemble([read_text(AHEAD, "plan.yaml")], "plan.yaml")
    root = ET.fromstring(rendered("junit", Run((check(plan, library(), as_of="2027-06-01"),))))  # noqa: S314
    assert not [case.get("name") for case in root.iter("testcase") if not list(case)]


# Where they go --------------------------------------------------------------------------------------------------------


def test_several_formats_in_one_run_each_to_its_file(tmp_path: Path) -> None:
    """Files are whole; the terminal has one line that counts; the exit code is that of the verdict."""
    ran = kvcheck(
        "check",
        MIXED,
        "-f",
        f"sarif={tmp_path}/a.sarif",
        "-f",
        f"junit={tmp_path}/b.xml",
        "-f",
        f"csv={tmp_path}/c.csv",
    )
    assert (ran.code, ran.out) == (1, "")
    assert "16 trips" in ran.err
    assert SarifLog.model_validate_json((tmp_path / "a.sarif").read_text(encoding="utf-8"))
    assert ET.parse(tmp_path / "b.xml").getroot().tag == "testsuites"  # noqa: S314
    with_text = kvcheck("check", MIXED, "-f", "text", "-f", f"json={tmp_path}/d.json")
    assert with_text.out == kvcheck("check", MIXED).out
    assert with_text.err == ""


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("-f", "sarif", "-f", "junit"), "only one format goes to the terminal"),
        (("-f", "sarfi"), "did you mean `sarif`"),
        (("-f", "sarif="), "names no file"),
        (("-f", "sarif=a", "-f", "json=a"), "two outputs go to one file"),
        (("-f", "sarif=a", "-o", "b"), "`--output` goes with one format"),
        (("-f", "json", "-f", "text=t", "-o", "b"), "`--output` goes with one format"),
        (("-f", "template"), "needs `--template FILE`"),
        (("--template", "mine.j2"), "goes with `--format template`"),
        (("-f", "text", "--template", "mine.j2"), "goes with `--format template`"),
        (("-f", "sarif=nowhere/a"), "cannot write"),
    ],
)
def test_outputs_that_cannot_be_are_refused(tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    """A wrong command line writes nothing at all."""
    ran = kvcheck("check", PLANS / "minimal.yaml", *options, cwd=tmp_path)
    assert ran.code == 2
    assert said in ran.err
    assert list(tmp_path.iterdir()) == []


# CI services ----------------------------------------------------------------------------------------------------------


def test_github_gets_its_format_by_itself(tmp_path: Path) -> None:
    """Text that is no command, then annotations; the summary of the job is Markdown that is added to."""
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    ran = kvcheck("check", MIXED, env={"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)})
    text, token, annotations = re.match(r"::stop-commands::\w+\n(.*?)::(\w+)::\n(.*)", ran.out, re.DOTALL).groups()  # type: ignore[union-attr]
    assert text == kvcheck("check", MIXED).out
    assert token not in text
    assert annotations == kvcheck("check", MIXED, "-f", "github").out
    assert summary.read_text(encoding="utf-8") == "before\n" + kvcheck("check", MIXED, "-f", "markdown").out


def test_github_is_told_where_a_plan_is_broken(tmp_path: Path) -> None:
    """What cannot be read is annotated at its line."""
    (tmp_path / "plan.yaml").write_text(changed(("class: esta", "class: est")), encoding="utf-8")
    ran = kvcheck("check", "plan.yaml", cwd=tmp_path, env={"GITHUB_ACTIONS": "true"})
    assert ran.code == 3
    line = 1 + next(n for n, text in enumerate(MINIMAL.splitlines()) if "class: esta" in text)
    assert f"::error file=plan.yaml,line={line},col=12::there is no pack for this class" in ran.out


def test_gitlab_gets_its_report_by_itself(tmp_path: Path) -> None:
    """Text in the log, the code quality report in the file that GitLab names."""
    ran = kvcheck("check", PLANS / "battery-plant", cwd=tmp_path, env={"GITLAB_CI": "true"})
    assert "16 trips" in ran.out
    assert json.loads((tmp_path / "gl-code-quality-report.json").read_text(encoding="utf-8"))


def test_asked_formats_go_before_those_of_the_service(tmp_path: Path) -> None:
    """Whoever names a format gets that one only."""
    ran = kvcheck("check", MIXED, "-f", "concise", env={"GITHUB_ACTIONS": "true"}, cwd=None)
    assert "::error" not in ran.out
    assert ran.out == kvcheck("check", MIXED, "-f", "concise").out
    assert list(tmp_path.iterdir()) == []


def reports_of(paths: list[str]) -> Iterator[Report]:
    """The reports about some examples."""
    for path in paths:
        yield check(load(PLANS / path, path), library(), as_of=AS_OF)


@pytest.mark.parametrize("fmt", sorted(FORMATS.keys() - {"template", "html"}))
def test_several_plans_are_in_every_format(fmt: str) -> None:
    """Each plan's findings are there, in the order of the command line."""
    run = Run(tuple(reports_of(["battery-plant", "korean.yaml"])))
    text = rendered(fmt, run)
    assert "w2-bulgasari-1" in text
    assert "배관-용접" in text
