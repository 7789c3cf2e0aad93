"""What services show of many findings: the worst, some of every trip, and a line that counts the rest."""

import gzip
import json
import re
from functools import cache

import pytest

from kvcheck.model import Run
from kvcheck.reporters import azure, github, gitlab, sarif
from kvcheck.telling.rows import Mark, Row
from tests.reporters.test_formats import mixed, rendered, shown


@cache
def many() -> Run:
    """A run over the mixed example in which every trip has more than one finding."""
    return mixed()


@cache
def problems() -> tuple[Row, ...]:
    """What services show of it, the worst first."""
    return tuple(row for row in shown(many()) if row.mark is not Mark.RISK)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_azure_keeps_ten_of_a_kind_and_the_tenth_counts_the_rest(lang: str) -> None:
    """Each trip has its worst finding among the ten before one has a second; the log alone has the others."""
    found = problems()
    assert len(found) > azure.MOST
    *lines, _ = rendered("azure", many(), lang=lang).splitlines()
    *kept, rest = [line for line in lines if line.startswith("##vso")]
    assert len(kept) == azure.MOST - 1
    assert str(len(found) - len(kept)) in rest
    assert "sourcepath" not in rest
    assert len([line for line in lines if line.startswith("##[error]")]) == len(found) - len(kept)
    trips = list(dict.fromkeys(row.trips for row in found))
    told = [next(trip for trip in trips if all(name in line for name in trip)) for line in kept]
    assert len(set(told)) == min(len(kept), len(trips))


@pytest.mark.parametrize("signs", ["##", "###", "####"])
def test_a_name_of_a_plan_is_no_command(signs: str) -> None:
    """An agent finds a command anywhere in a line: in the place of an error, and in a line of the log."""
    name = f"{signs}vso[task.complete result=Succeeded;]plan.yaml"
    rows = [row._replace(place=row.place._replace(file=name)) for row in problems()]
    assert len(rows) > azure.MOST
    for line in azure._of_level("error", rows, "en"):
        assert "##vso[" not in line[1:], line
    assert "##" not in github.command("error", name, name, rows[0].place)


def test_reviewdog_has_each_trip_once_before_one_twice() -> None:
    """Of findings that weigh the same; the worse come before the less bad."""
    found = json.loads(rendered("rdjson", many()))["diagnostics"]
    assert len(found) == len(problems())
    worst = [row for row in problems() if row.mark is problems()[0].mark]
    trips = {row.trips for row in worst}
    first = [each["message"] for each in found[: len(trips)]]
    assert {trip for trip in trips for said in first if trip[0] in said} == trips


def test_teamcity_has_what_is_worst_first() -> None:
    """In the order of the rows; it is not known to show fewer than there are."""
    found = re.findall(r"^##teamcity\[inspection .*?typeId='([^']+)'", rendered("teamcity", many()), re.MULTILINE)
    assert found == [row.rule_name for row in problems()]


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_gitlab_gets_no_more_than_it_shows(monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    """Of a report that is too large the worst are there, and the last says how many are not."""
    whole = rendered("gitlab", many(), lang=lang)
    monkeypatch.setattr(gitlab, "MOST_BYTES", len(whole.encode()) // 2)
    *kept, last = json.loads(rendered("gitlab", many(), lang=lang))
    assert kept == json.loads(whole)[: len(kept)]
    assert (last["check_name"], 0 < len(kept) < len(problems())) == (gitlab.LEFT_OUT, True)
    assert str(len(problems()) - len(kept)) in last["description"]
    monkeypatch.setattr(gitlab, "MOST_BYTES", len(whole.encode()))
    assert rendered("gitlab", many(), lang=lang) == whole


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize(("limit", "most"), [("MOST", 5), ("MOST_BYTES", 4_000)])
def test_sarif_is_no_larger_than_is_taken(monkeypatch: pytest.MonkeyPatch, limit: str, most: int, lang: str) -> None:
    """By results and by bytes as they are uploaded; what is left out is counted in a notification."""
    whole = json.loads(rendered("sarif", many(), lang=lang))["runs"][0]["results"]
    monkeypatch.setattr(sarif, limit, most)
    text = rendered("sarif", many(), lang=lang)
    [log] = json.loads(text)["runs"]
    assert 0 < len(log["results"]) < len(whole)
    assert len(log["results"]) == most if limit == "MOST" else len(gzip.compress(text.encode())) <= most
    assert [each["fingerprints"] for each in log["results"]] == [
        each["fingerprints"] for each in whole[: len(log["results"])]
    ]
    [note] = log["invocations"][0]["toolExecutionNotifications"]
    assert str(len(whole) - len(log["results"])) in note["message"]["text"]
    used = {each["ruleIndex"] for each in log["results"]}
    assert used == set(range(len(log["tool"]["driver"]["rules"])))
