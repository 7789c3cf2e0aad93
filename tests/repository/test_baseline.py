"""Taking kvcheck up in an old repository: a baseline of known findings."""

import json
from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvcheck.commands.check import failing_verdict
from kvcheck.engine import check
from kvcheck.model import Report, Run, Verdict
from kvcheck.plan import load
from kvcheck.repository import baseline
from kvcheck.source.schema import is_valid
from kvcheck.telling.fingerprints import Print, failing
from kvcheck.telling.rows import rows
from kvcheck.telling.style import Style
from tests.support import AHEAD, AS_OF, MINIMAL, PLANS, Ran, changed, judge, kvcheck, library
from tests.support.properties.depth import examples
from tests.support.properties.plans import CHANGES, Tree, day_after, plans, put
from tests.support.properties.plans import report as report_of

BARRED = ("kind: train-to-service, mode: train", "kind: plant-piping, mode: perform, description: Welding of pipes")
"""Makes the second activity of the first example building work by hand."""


def with_baseline(folder: Path, text: str) -> Ran:
    """A check of a plan against the baseline of the folder."""
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    return kvcheck("check", "plan.yaml", "--baseline", "known.json", cwd=folder)


def known_from(folder: Path, text: str) -> Path:
    """A baseline written from a plan."""
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    ran = kvcheck("check", "plan.yaml", "--write-baseline", "known.json", cwd=folder)
    assert (ran.code, ran.out) == (0, "")
    return folder / "known.json"


def test_what_is_known_does_not_fail_and_is_said(tmp_path: Path) -> None:
    """The verdict is told as it is; the exit code is 0, and the reader learns how much is known."""
    known_from(tmp_path, changed(BARRED))
    ran = with_baseline(tmp_path, changed(BARRED))
    assert ran.code == 0
    assert "not permitted" in ran.out
    assert "1 known from the baseline" in ran.out


@pytest.mark.parametrize("how", [(), ("--verbose",), ("-f", "concise"), ("--fail-on", "not_permitted")])
def test_quiet_tells_only_the_trips_that_are_not_known(tmp_path: Path, how: tuple[str, ...]) -> None:
    """Nothing where everything is known; else the trips with something that is not."""
    known_from(tmp_path, changed(BARRED))
    head, trip = changed(BARRED).split("trips:\n")
    asked = ("check", "plan.yaml", "--baseline", "known.json", "-q", *how)
    assert kvcheck(*asked, cwd=tmp_path) == Ran(0, "", "")
    both = f"{head}trips:\n{trip}{trip}".replace("id: kim-1", "id: kim-2", 1)
    (tmp_path / "plan.yaml").write_text(
        both.replace("2026-12-01", "2026-03-01", 1).replace("2027-01-20", "2026-04-20", 1)
    )
    ran = kvcheck(*asked, cwd=tmp_path)
    assert ran.code == 1
    assert "kim-2" in ran.out
    assert "kim-1" not in ran.out


def test_what_is_new_fails(tmp_path: Path) -> None:
    """A finding that the baseline does not have counts, in a trip that it knows too."""
    known_from(tmp_path, changed(BARRED))
    assert with_baseline(tmp_path, changed(BARRED, ("depart: 2027-01-20", "depart: 2027-03-15"))).code == 1
    assert with_baseline(tmp_path, changed(BARRED, ("id: kim-1", "id: kim-2"))).code == 1


def test_what_is_worse_fails(tmp_path: Path) -> None:
    """What was only open and is not permitted now is no old finding."""
    known_from(tmp_path, changed(("essential: true, ", "")))
    assert with_baseline(tmp_path, changed(("essential: true, ", ""))).code == 0
    assert with_baseline(tmp_path, changed(("essential: true, ", "essential: false, "))).code == 1


def test_more_days_over_are_new_and_fewer_are_known(tmp_path: Path) -> None:
    """105 days on ESTA were found; 106 are more than that, 100 are less."""
    path = known_from(tmp_path, staying_until("2027-03-15"))
    assert '"trip.days not at_most 90": 15' in path.read_text(encoding="utf-8")
    assert with_baseline(tmp_path, staying_until("2027-03-15")).code == 0
    assert with_baseline(tmp_path, staying_until("2027-03-10")).code == 0
    assert with_baseline(tmp_path, staying_until("2027-03-16")).code == 1


def test_a_longer_stay_with_a_known_finding_is_new(tmp_path: Path) -> None:
    """Barred work for 51 days was found; 88 days of it are more, though no line is drawn in days."""
    longer, shorter = (("depart: 2027-01-20", f"depart: {day}") for day in ("2027-02-26", "2027-01-10"))
    known_from(tmp_path, changed(BARRED))
    assert with_baseline(tmp_path, changed(BARRED, longer)).code == 1
    assert with_baseline(tmp_path, changed(BARRED, shorter)).code == 0


def staying_until(day: str) -> str:
    """The first example with another day of departure."""
    return changed(("depart: 2027-01-20", f"depart: {day}"))


def test_another_obstacle_is_new_and_one_less_is_known(tmp_path: Path) -> None:
    """That one fact of a ground was open is known; that another is open too is not."""
    one, other = ("essential: true, ", ""), ("acquired: purchase, ", "")
    known_from(tmp_path, changed(one))
    assert with_baseline(tmp_path, changed(one)).code == 0
    assert with_baseline(tmp_path, changed(one, other)).code == 4
    known_from(tmp_path, changed(one, other))
    assert with_baseline(tmp_path, changed(one)).code == 0


def test_an_entry_that_does_not_say_what_was_found_accepts_nothing(tmp_path: Path) -> None:
    """An old baseline is read; what it names counts again until it is written anew, and that is said once."""
    path = known_from(tmp_path, changed(BARRED))
    old = json.loads(path.read_text(encoding="utf-8"))
    for entry in old["findings"].values():
        del entry["found"]
    path.write_text(json.dumps(old), encoding="utf-8")
    ran = with_baseline(tmp_path, changed(BARRED))
    assert ran.code == 1
    assert ran.out.count("1 finding of the baseline without what was found") == 1
    known_from(tmp_path, changed(BARRED))
    assert with_baseline(tmp_path, changed(BARRED)).code == 0


@given(plans(), st.sampled_from((20, 95)), st.sampled_from((0, 5, 30)), st.lists(st.sampled_from(CHANGES), max_size=2))
@settings(max_examples=20, deadline=None)
def test_no_edit_that_makes_a_known_finding_worse_passes(
    plan: Tree, stay: int, longer: int, edits: list[tuple[Any, Any]]
) -> None:
    """What is known after an edit rests on values that it rested on before, or on days no further from the line."""
    for trip in plan["trips"]:
        trip["depart"] = day_after(trip["arrive"], stay)
    before = report_of(plan)
    old = {each.fingerprint: each for each in prints(before)}
    assert baseline.known([before], baseline.entries_of([before])).fingerprints == lasting(old.values())
    edited = deepcopy(plan)
    for path, value in edits:
        put(edited, path, value)
    for trip in edited["trips"]:
        trip["depart"] = day_after(trip["depart"], longer)
    after = report_of(edited)
    known = baseline.known([after], baseline.entries_of([before])).fingerprints
    for each in prints(after):
        if each.fingerprint in known:
            assert each.verdict.rank >= old[each.fingerprint].verdict.rank
            assert each.days is not None
            assert each.days <= (old[each.fingerprint].days or 0)
            assert compared(each) <= compared(old[each.fingerprint])


def lasting(found: Iterable[Print]) -> frozenset[str]:
    """The fingerprints of what a baseline can hold."""
    return frozenset(each.fingerprint for each in found if each.rule != "kvcheck/overdue-pack")


def compared(found: Print) -> set[tuple[str, object]]:
    """What a finding rests on: values other than days, and each number of days up to the one that was reached."""
    seen: set[tuple[str, object]] = set()
    for finding in found.findings:
        settled = finding.grounds if not finding.permits else [each.comparison for each in finding.obstacles]
        for each in settled if finding.outcome is not None else []:
            value = finding.facts.get(each.fact)
            if each.fact == "trip.days" and each.operator in ("at_most", "more_than"):
                seen |= {(each.fact, number) for number in range((value or 0) + 1)}
            elif each.operator in ("is", "is_not", "in", "not_in"):
                seen.add((each.fact, str(sorted(value) if isinstance(value, tuple) else value)))
    return seen


def test_what_is_better_passes_and_is_gone(tmp_path: Path) -> None:
    """A mended finding leaves the baseline too long, and that is said."""
    known_from(tmp_path, changed(BARRED))
    ran = with_baseline(tmp_path, MINIMAL)
    assert ran.code == 0
    assert "no longer found: 1 finding of the baseline" in ran.out


def test_lines_and_formatting_do_not_matter(tmp_path: Path) -> None:
    """Comments, blank lines and the order of keys leave every finding known."""
    known_from(tmp_path, changed(BARRED))
    moved = "# one\n\n# two\n" + changed(
        BARRED, ("class: esta\n    arrive: 2026-12-01", "arrive: 2026-12-01\n    class: esta")
    )
    assert with_baseline(tmp_path, moved).code == 0


def test_law_that_nobody_read_lately_is_never_known(tmp_path: Path) -> None:
    """That a pack is overdue is in no baseline, and one that claims it is not believed."""
    report = judge(AHEAD, as_of="2027-06-01")
    found = list(failing(report, Verdict.NEEDS_REVIEW))
    assert {each.rule for each in found} == {"kvcheck/overdue-pack"}
    (tmp_path / "b.json").write_text(baseline.render([report]), encoding="utf-8")
    assert baseline.read(tmp_path / "b.json", "b.json") == {}
    everything = dict.fromkeys((each.fingerprint for each in found), baseline.Entry(Verdict.NOT_PERMITTED, {}))
    assert baseline.known([report], everything).fingerprints == frozenset()


def test_a_baseline_reads_well_and_is_what_its_schema_says(tmp_path: Path) -> None:
    """One finding a line, sorted; ids, verdicts and days only; the same bytes again."""
    path = known_from(tmp_path, changed(BARRED))
    text = path.read_text(encoding="utf-8")
    assert is_valid(json.loads(text), "baseline")
    assert "kim-ms" not in text
    keys = [line.split('"')[1] for line in text.splitlines() if '"verdict"' in line]
    assert keys == sorted(keys)
    assert known_from(tmp_path, changed(BARRED)).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("text", ["", "{}", "[1", '{"format": "kvcheck-baseline", "version": 2, "findings": {}}'])
def test_what_is_no_baseline_is_refused(tmp_path: Path, text: str) -> None:
    """Exit 3: what cannot be read hides nothing."""
    (tmp_path / "known.json").write_text(text, encoding="utf-8")
    ran = with_baseline(tmp_path, MINIMAL)
    assert ran.code == 3
    assert "known.json" in ran.err


def test_services_are_not_told_what_is_known(tmp_path: Path) -> None:
    """Known findings are in the text; annotations and SARIF have only new ones."""
    known_from(tmp_path, changed(BARRED))
    for fmt in ("github", "sarif", "gitlab"):
        ran = kvcheck("check", "plan.yaml", "--baseline", "known.json", "-f", fmt, cwd=tmp_path)
        assert ran.code == 0
        assert "construction-by-hand" not in ran.out
    concise = kvcheck("check", "plan.yaml", "--baseline", "known.json", "-f", "concise", cwd=tmp_path).out
    assert "(baseline)" in concise


def test_a_second_plan_with_the_same_ids_is_not_known(tmp_path: Path) -> None:
    """Ids of projects and trips may stand in several plans; what is known of one says nothing of the other."""
    known_from(tmp_path, changed(BARRED))
    (tmp_path / "copy.yaml").write_text(changed(BARRED), encoding="utf-8")
    assert kvcheck("check", "copy.yaml", "--baseline", "known.json", cwd=tmp_path).code == 1
    worse = changed(("essential: true, ", "essential: false, "))
    known_from(tmp_path, changed(("essential: true, ", "")))
    (tmp_path / "copy.yaml").write_text(changed(("essential: true, ", "")), encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(worse, encoding="utf-8")
    for order in (("plan.yaml", "copy.yaml"), ("copy.yaml", "plan.yaml")):
        assert kvcheck("check", *order, "--baseline", "known.json", cwd=tmp_path).code == 1


def test_other_words_of_a_description_are_another_finding(tmp_path: Path) -> None:
    """That a description spoke of piping is known; that it speaks of concrete is new."""
    known_from(tmp_path, changed(("화성 충방전기 설치", "weld building piping")))
    assert with_baseline(tmp_path, changed(("화성 충방전기 설치", "weld building piping"))).code == 0
    assert with_baseline(tmp_path, changed(("화성 충방전기 설치", "pour concrete"))).code == 4


@pytest.mark.parametrize("fmt", ["text", "concise", "sarif", "junit", "github", "html"])
def test_what_is_new_beside_a_worse_finding_that_is_known_is_told(tmp_path: Path, fmt: str) -> None:
    """The trip is not permitted and known so; an open question of it is new, fails the run, and is shown everywhere."""
    known_from(tmp_path, changed(BARRED))
    (tmp_path / "plan.yaml").write_text(changed(BARRED, ("visa_refused: false, ", "")), encoding="utf-8")
    ran = kvcheck("check", "plan.yaml", "--baseline", "known.json", "-f", fmt, cwd=tmp_path)
    assert ran.code == 4
    assert "ever refused a US visa" in ran.out


@given(plans(), plans(), st.sampled_from([Verdict.NOT_PERMITTED, Verdict.UNDETERMINED, Verdict.NEEDS_REVIEW]))
@examples(25)
def test_a_run_fails_exactly_if_a_row_does(old: Tree, new: Tree, fail_on: Verdict) -> None:
    """With a baseline and without: what fails a run is shown, and nothing that is shown as failing passes."""
    report = report_of(new)
    for known in (None, baseline.known([report], baseline.entries_of([report_of(old)]))):
        run = Run((report,), known=known, fail_on=fail_on)
        fails = failing_verdict(run) is not Verdict.PERMITTED
        assert any(row.fails for row in rows(run, library(), Style())) is fails
        if known is None:
            assert fails is (run.verdict.rank <= fail_on.rank)


def prints(report: Report) -> list[Print]:
    """Everything in a report that could fail."""
    return list(failing(report, Verdict.NEEDS_REVIEW))


def test_a_baseline_is_written_alone(tmp_path: Path) -> None:
    """Other outputs of that run would be dropped, and an old file taken for a new one."""
    (tmp_path / "plan.yaml").write_text(MINIMAL, encoding="utf-8")
    for more in (("-f", "json=x.json"), ("-o", "x.txt"), ("--receipt", "r.json")):
        ran = kvcheck("check", "plan.yaml", "--write-baseline", "known.json", *more, cwd=tmp_path)
        assert (ran.code, [path.name for path in tmp_path.iterdir()]) == (2, ["plan.yaml"])


def test_findings_at_the_threshold_only() -> None:
    """With `not_permitted`, what is only open is no finding that fails."""
    report = check(load(PLANS / "battery-plant", "plan"), library(), as_of=AS_OF)
    strict = list(failing(report, Verdict.NOT_PERMITTED))
    assert {each.verdict for each in strict} == {Verdict.NOT_PERMITTED}
    assert len(list(failing(report, Verdict.NEEDS_REVIEW))) > len(strict)


def test_a_plan_that_is_renamed_keeps_what_is_known_of_it(tmp_path: Path) -> None:
    """Also in another folder; not what got worse meanwhile, and not a copy beside the plan that is still there."""
    known_from(tmp_path, changed(BARRED))
    (tmp_path / "later").mkdir()
    moved = (tmp_path / "plan.yaml").rename(tmp_path / "later" / "other.yaml")
    asked = ("check", "later/other.yaml", "--baseline", "known.json")
    ran = kvcheck(*asked, cwd=tmp_path)
    assert (ran.code, "1 known from the baseline" in ran.out, "no longer found" in ran.out) == (0, True, False)
    moved.write_text(changed(BARRED, ("nationality: [KR]", "nationality: [CN]")), encoding="utf-8")
    assert kvcheck(*asked, cwd=tmp_path).code == 1
    for each in (moved, tmp_path / "plan.yaml"):
        each.write_text(changed(BARRED), encoding="utf-8")
    ran = kvcheck(*asked, cwd=tmp_path)
    assert (ran.code, "no longer found" in ran.out) == (1, False)


def test_a_run_over_a_part_of_the_plans_says_nothing_of_the_others(tmp_path: Path) -> None:
    """Of one that is renamed meanwhile nobody knows that its findings are gone; a run over all plans follows it."""
    (tmp_path / "kvcheck.yaml").write_text("kvcheck: 1\nplans: ['*.plan.yaml']\nbaseline: known.json\n", "utf-8")
    for name, trip in (("a", "kim-1"), ("b", "kim-2")):
        (tmp_path / f"{name}.plan.yaml").write_text(changed(BARRED, ("id: kim-1", f"id: {trip}")), encoding="utf-8")
    assert kvcheck("check", "--write-baseline", "known.json", cwd=tmp_path).code == 0
    (tmp_path / "b.plan.yaml").rename(tmp_path / "c.plan.yaml")
    for asked in (("a.plan.yaml",), ()):
        ran = kvcheck("check", *asked, cwd=tmp_path)
        assert (ran.code, "no longer found" in ran.out) == (0, False)
    (tmp_path / "c.plan.yaml").unlink()
    assert "no longer found" not in kvcheck("check", "a.plan.yaml", cwd=tmp_path).out
    assert "no longer found" in kvcheck("check", cwd=tmp_path).out


def test_what_is_new_stands_before_what_is_known_and_each_is_marked(tmp_path: Path) -> None:
    """On the terminal, in Markdown and on the page."""
    known_from(tmp_path, changed(BARRED))
    (tmp_path / "plan.yaml").write_text(changed(BARRED, ("nationality: [KR]", "nationality: [CN]")), encoding="utf-8")
    new, old = "us/esta/vwp-nationality", "us/business-scope/construction-by-hand"
    for fmt, mark in (
        ("text", "in the baseline"),
        ("markdown", "Known from the baseline"),
        ("html", "in the baseline"),
    ):
        out = " ".join(kvcheck("check", "plan.yaml", "--baseline", "known.json", "-f", fmt, cwd=tmp_path).out.split())
        at = out.index(new)
        assert at < out.index(mark, at) < out.rindex(old), fmt
    quiet = kvcheck("check", "plan.yaml", "--baseline", "known.json", "-q", cwd=tmp_path).out
    assert (new in quiet, old in quiet) == (True, False)
