"""Taking kvcheck up in an old repository: a baseline of known findings, and only what a change touched."""

import json
import os
import subprocess
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvcheck.commands.check import failing_verdict
from kvcheck.engine import check
from kvcheck.errors import CannotCheck
from kvcheck.model import Report, Run, Verdict
from kvcheck.plan import assemble, load
from kvcheck.reporters import FORMATS
from kvcheck.repository import baseline
from kvcheck.repository.touched import touched
from kvcheck.source import read_text
from kvcheck.source.schema import is_valid
from kvcheck.telling.fingerprints import Print, failing
from kvcheck.telling.rows import rows
from kvcheck.telling.style import Style
from tests.support import AS_OF, MINIMAL, PLANS, Ran, changed, kvcheck, library
from tests.support.properties.plans import CHANGES, Tree, answers, facts_of_trip, plans, put, read
from tests.support.properties.plans import report as report_of
from tests.test_layers import CREW_HEAD, MAINTAIN, trip
from tests.test_waivers import REGISTER, register

BARRED = ("kind: train-to-service, mode: train", "kind: plant-piping, mode: perform")
"""Makes the second activity of the first example building work by hand."""


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, as somebody whom no configuration of this machine knows."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com", "GIT_CONFIG_NOSYSTEM": "1"}
    who |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.com", "HOME": str(folder)}
    command = ["git", "-C", str(folder), "-c", "init.defaultBranch=main", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=clean | who).stdout.strip()


def repository(folder: Path, **files: str) -> Path:
    """A repository with one commit that has these files; `_` in a name stands for the dot before its ending."""
    git(folder, "init", "-q")
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "first")
    return folder


# Baseline -------------------------------------------------------------------------------------------------------------


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


def test_what_is_better_passes_and_is_gone(tmp_path: Path) -> None:
    """A mended finding leaves the baseline too long, and that is said."""
    known_from(tmp_path, changed(BARRED))
    ran = with_baseline(tmp_path, MINIMAL)
    assert ran.code == 0
    assert "1 of the baseline found no more" in ran.out


def test_lines_and_formatting_do_not_matter(tmp_path: Path) -> None:
    """Comments, blank lines and the order of keys leave every finding known."""
    known_from(tmp_path, changed(BARRED))
    moved = "# one\n\n# two\n" + changed(
        BARRED, ("class: esta\n    arrive: 2026-12-01", "arrive: 2026-12-01\n    class: esta")
    )
    assert with_baseline(tmp_path, moved).code == 0


def test_law_that_nobody_read_lately_is_never_known(tmp_path: Path) -> None:
    """That a pack is overdue is in no baseline, and one that claims it is not believed."""
    report = check(load(PLANS / "minimal.yaml", "plan.yaml"), library(), as_of="2027-12-01")
    found = list(failing(report, Verdict.NEEDS_REVIEW))
    assert {each.rule for each in found} == {"kvcheck/overdue-pack"}
    (tmp_path / "b.json").write_text(baseline.render([report]), encoding="utf-8")
    assert baseline.read(tmp_path / "b.json", "b.json") == {}
    everything = dict.fromkeys((each.fingerprint for each in found), Verdict.NOT_PERMITTED)
    assert baseline.known([report], everything).fingerprints == frozenset()


def test_a_baseline_reads_well_and_is_what_its_schema_says(tmp_path: Path) -> None:
    """One finding a line, sorted; ids and verdicts only; the same bytes again."""
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
@settings(max_examples=60, deadline=None)
def test_a_run_fails_exactly_if_a_row_does(old: Tree, new: Tree, fail_on: Verdict) -> None:
    """With a baseline and without: what fails a run is shown, and nothing that is shown as failing passes."""
    report = report_of(new)
    for known in (None, baseline.known([report], {each.fingerprint: each.verdict for each in prints(report_of(old))})):
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


# Changed since --------------------------------------------------------------------------------------------------------

SECOND = """\
  - id: lee-1
    traveler: lee
    class: esta
    arrive: 2026-12-01
    depart: 2027-01-20
    activities:
      - {kind: plant-piping, mode: perform}
"""
LEE = """\
  lee:
    nationality: [KR]
    employer: hwasung
    paid_by: hwasung
trips:
"""
TWO = changed(("trips:\n", LEE)) + SECOND
"""Two travelers; the second does what nobody may."""


def since(folder: Path, *swaps: tuple[str, str], more: tuple[str, ...] = ()) -> Ran:
    """A check of what changed in the plan since the first commit."""
    (folder / "plan.yaml").write_text(changed(*swaps, text=TWO), encoding="utf-8")
    return kvcheck("check", "plan.yaml", "--changed-since", "HEAD", *more, cwd=folder, env={"PATH": os.environ["PATH"]})


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A repository with the plan of two."""
    return repository(tmp_path, plan_yaml=TWO)


def test_a_change_that_touches_nothing_judges_nothing_and_says_so(two: Path) -> None:
    """Comments and lines are no change; the exit code is 0 and every format says that nothing was judged."""
    ran = since(two, ("trips:\n", "# waves\ntrips:\n\n"))
    assert ran.code == 0
    assert "no trip was touched since HEAD: nothing was judged" in ran.out
    for fmt in ("markdown", "concise", "json", "sarif", "junit", "html", "csv", "tap", "gitlab", "rdjson"):
        assert since(two, more=("-f", fmt)).code == 0


@pytest.mark.parametrize(
    ("swap", "touched_trips"),
    [
        (("mode: perform, equipment: charger", "mode: supervise, equipment: charger"), {"kim-1"}),
        (("{kind: plant-piping, mode: perform}", "{kind: plant-piping, mode: observe}"), {"lee-1"}),
        (("essential: true", "essential: false"), {"kim-1"}),
        (("acquired: purchase", "acquired: lease"), {"kim-1"}),
        (("clause: Art. 9.2", "clause: Art. 9.3"), {"kim-1", "lee-1"}),
        (("name: Hwasung Engineering", "name: Hwasung"), {"kim-1", "lee-1"}),
        (("phase: installation", "phase: operating"), {"kim-1", "lee-1"}),
        (("ends: 2027-03-31", "ends: 2027-04-30"), {"kim-1", "lee-1"}),
    ],
)
def test_a_trip_is_judged_through_everything_it_refers_to(
    two: Path, swap: tuple[str, str], touched_trips: set[str]
) -> None:
    """What changed is the trip, its traveler, equipment, contract, company, site or project."""
    document = json.loads(since(two, swap, more=("-f", "json")).out)
    assert {trip["id"] for plan in document["plans"] for trip in plan["trips"]} == touched_trips
    assert document["changed_since"]["untouched"] == 2 - len(touched_trips)


def test_only_what_was_touched_decides_the_exit_code(two: Path) -> None:
    """The second trip is not permitted; a change of the first passes without it, and says that one was left out."""
    ran = since(two, ("description: 화성 충방전기 설치", "description: 충방전기 설치"))
    assert ran.code == 0
    assert "lee-1" not in ran.out
    assert "1 trip not touched since HEAD, not judged" in ran.out
    longer = [text.replace("2027-01-20", day) for text in (SECOND,) for day in ("2027-01-20", "2027-01-21")]
    assert since(two, (longer[0], longer[1])).code == 1


def test_changed_rules_touch_every_trip(two: Path) -> None:
    """A new waiver, policy or configuration may change any verdict."""
    (two / "kvcheck.yaml").write_text("kvcheck: 1\n", encoding="utf-8")
    assert since(two).code == 1
    git(two, "add", "-A")
    git(two, "commit", "-q", "-m", "configuration")
    assert since(two).code == 0


def test_a_plan_that_was_not_there_or_not_in_order_is_judged_whole(two: Path) -> None:
    """What cannot be compared is judged."""
    (two / "new.yaml").write_text(TWO, encoding="utf-8")
    path = {"PATH": os.environ["PATH"]}
    assert kvcheck("check", "new.yaml", "--changed-since", "HEAD", cwd=two, env=path).code == 1
    (two / "plan.yaml").write_text("kvcheck: one\n", encoding="utf-8")
    git(two, "commit", "-q", "-am", "broken")
    assert since(two).code == 1


def test_the_work_is_compared_with_where_it_left_the_branch(two: Path) -> None:
    """What others did on the branch since is no change of this one."""
    git(two, "checkout", "-q", "-b", "work")
    (two / "plan.yaml").write_text(changed(("essential: true", "essential: false"), text=TWO), encoding="utf-8")
    git(two, "commit", "-q", "-am", "work")
    git(two, "checkout", "-q", "main")
    (two / "plan.yaml").write_text(changed(("mode: perform}", "mode: observe}"), text=TWO), encoding="utf-8")
    git(two, "commit", "-q", "-am", "others")
    git(two, "checkout", "-q", "work")
    path = {"PATH": os.environ["PATH"]}
    ran = kvcheck("check", "plan.yaml", "--changed-since", "main", "-f", "json", cwd=two, env=path)
    assert {trip["id"] for plan in json.loads(ran.out)["plans"] for trip in plan["trips"]} == {"kim-1"}


def test_a_folder_is_compared_file_by_file(tmp_path: Path) -> None:
    """A trip moved to another file of its folder is not touched; a changed one is."""
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "all.yaml").write_text(TWO, encoding="utf-8")
    repository(tmp_path)
    (folder / "all.yaml").write_text(changed((SECOND, ""), text=TWO), encoding="utf-8")
    (folder / "lee.yaml").write_text("kvcheck: 1\ntrips:\n" + SECOND, encoding="utf-8")
    path = {"PATH": os.environ["PATH"]}
    ran = kvcheck("check", "plan", "--changed-since", "HEAD", cwd=tmp_path, env=path)
    assert (ran.code, "no trip was touched" in ran.out) == (0, True)


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "HEAD~7", ""])
def test_a_revision_that_git_does_not_know_is_a_wrong_command(two: Path, revision: str) -> None:
    """Exit 2 with what to do; nothing is taken for an option of git."""
    path = {"PATH": os.environ["PATH"]}
    ran = kvcheck("check", "plan.yaml", f"--changed-since={revision}", cwd=two, env=path)
    assert ran.code == 2
    assert "git does not know the revision" in ran.err


def test_without_a_repository_it_is_said(tmp_path: Path) -> None:
    """Neither is a receipt about some trips only."""
    (tmp_path / "plan.yaml").write_text(MINIMAL, encoding="utf-8")
    path = {"PATH": os.environ["PATH"], "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    ran = kvcheck("check", "plan.yaml", "--changed-since", "HEAD", cwd=tmp_path, env=path)
    assert (ran.code, "needs a git repository" in ran.err) == (2, True)
    ran = kvcheck("check", "plan.yaml", "--changed-since", "HEAD", "--receipt", "r.json", cwd=tmp_path, env=path)
    assert (ran.code, "every trip" in ran.err) == (2, True)


def full_and_since(folder: Path) -> tuple[int, int]:
    """The exit codes of a full check and of one of what changed since the commit before the last."""
    path = {"PATH": os.environ["PATH"]}
    full = kvcheck("check", cwd=folder, env=path)
    return full.code, kvcheck("check", "--changed-since", "HEAD~1", cwd=folder, env=path).code


def test_a_crew_of_which_only_one_trip_was_touched_is_told_in_every_format(tmp_path: Path) -> None:
    """What several trips make together is told with the touched one, and waived on the page as elsewhere."""
    stays = (("a", "2027-01-04", "2027-03-31"), ("b", "2027-04-02", "2027-06-25"), ("c", "2027-06-28", "2027-07-30"))
    text = CREW_HEAD + "".join(trip(f"t-{name}", name, first, last, MAINTAIN) for name, first, last in stays)
    folder = repository(tmp_path, plan_yaml=text)
    (folder / "plan.yaml").write_text(changed(("id: t-c,", "id: t-c, lodging: Inn,"), text=text), encoding="utf-8")
    path = {"PATH": os.environ["PATH"]}
    for fmt in sorted(FORMATS.keys() - {"template", "azure", "github", "gitlab", "rdjson", "teamcity", "tap", "junit"}):
        ran = kvcheck("check", "plan.yaml", "--changed-since", "HEAD", "-f", fmt, "-v", cwd=folder, env=path)
        assert ran.code in (1, 4), (fmt, ran.err)
        assert "post-filled-in-turn" in ran.out, fmt
    since_head = ("--changed-since", "HEAD")
    document = json.loads(kvcheck("check", "plan.yaml", *since_head, "-f", "json", cwd=folder, env=path).out)
    assert document["changed_since"]["untouched"] == 2
    (folder / "kvcheck.yaml").write_text("kvcheck: 1\n", encoding="utf-8")
    swaps = (("us/business-scope/utility-hook-up", "us/crew/post-filled-in-turn"), ("{trip: kim-1}", "{site: plant}"))
    entry = changed(*swaps, text=REGISTER)
    (folder / "waivers.yaml").write_text(entry, encoding="utf-8")
    page = kvcheck("check", "plan.yaml", "-f", "html", cwd=folder).out
    assert "waived until 2027-10-31 (w-1)" in page
    assert 'id="crew-1-1"' not in page


def test_rules_that_went_away_touch_every_trip(tmp_path: Path) -> None:
    """Without its waiver, or without the nearer configuration, a trip is judged otherwise."""
    folder = repository(register(tmp_path))
    git(folder, "rm", "-q", "waivers.yaml")
    git(folder, "commit", "-q", "-m", "no waivers")
    assert full_and_since(folder) == (4, 4)
    (folder / "plans").mkdir()
    git(folder, "mv", "plan.yaml", "plans/plan.yaml")
    (folder / "kvcheck.yaml").write_text(
        "kvcheck: 1\nplans: [plans/plan.yaml]\npolicies: [no-hands-on]\n", encoding="utf-8"
    )
    (folder / "plans" / "kvcheck.yaml").write_text("kvcheck: 1\nfail_on: not_permitted\n", encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "nearer")
    git(folder, "rm", "-q", "plans/kvcheck.yaml")
    git(folder, "commit", "-q", "-m", "no nearer one")
    assert full_and_since(folder) == (1, 1)


def test_a_link_that_leads_elsewhere_is_judged(tmp_path: Path) -> None:
    """A plan behind a link may have been another file."""
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "one.yaml").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / "archive" / "two.yaml").write_text(changed(BARRED), encoding="utf-8")
    (tmp_path / "now.yaml").symlink_to("archive/one.yaml")
    folder = repository(tmp_path, kvcheck_yaml="kvcheck: 1\nplans: [now.yaml]\n")
    (folder / "now.yaml").unlink()
    (folder / "now.yaml").symlink_to("archive/two.yaml")
    git(folder, "commit", "-q", "-am", "two")
    assert full_and_since(folder) == (1, 1)


def test_a_folder_at_the_top_of_the_repository_is_compared(tmp_path: Path) -> None:
    """The plan may be the repository itself; its hidden folders are no part of it."""
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github" / "ci.yaml").write_text("on: push\n", encoding="utf-8")
    folder = repository(tmp_path, plan_yaml=MINIMAL)
    path = {"PATH": os.environ["PATH"]}
    ran = kvcheck("check", ".", "--changed-since", "HEAD", cwd=folder, env=path)
    assert (ran.code, "no trip was touched" in ran.out) == (0, True)


def test_colleagues_at_the_site_touch_a_trip() -> None:
    """How long a company works at a site depends on the trips of all its people."""
    plan = changed(("  lee:\n", "  lee:\n    residence: KR\n"), text=TWO)
    longer = changed((SECOND, SECOND.replace("2027-01-20", "2027-06-20")), text=plan)
    before, now = (assemble([read_text(text, "p")], "p") for text in (plan, longer))
    assert touched(before, now) == {"kim-1", "lee-1"}


@given(plans(), st.sampled_from(CHANGES))
@settings(max_examples=150, deadline=None)
def test_no_change_of_a_verdict_is_overlooked(plan: Tree, change: tuple[tuple[str | int, ...], object]) -> None:
    """Whatever is changed in a plan: every trip whose answer is another one is among the touched."""
    changed_plan = deepcopy(plan)
    put(changed_plan, *change)
    try:
        before, after = answers(plan), answers(changed_plan)
        old, new = read(plan), read(changed_plan)
    except CannotCheck:
        return
    found = touched(old, new)
    assert {name for name in after if before.get(name) != after[name]} <= found
    facts = {trip["id"]: facts_of_trip(old, trip) for trip in old.trips}
    assert {trip["id"] for trip in new.trips if facts.get(trip["id"]) != facts_of_trip(new, trip)} <= found


def test_the_same_plan_is_not_touched() -> None:
    """Two readings of one plan have no difference, and with no plan before everything has."""
    plan = load(PLANS / "battery-plant", "plan")
    assert touched(load(PLANS / "battery-plant", "plan"), plan) == frozenset()
    assert touched(None, plan) == {trip["id"] for trip in plan.trips}


def test_findings_at_the_threshold_only() -> None:
    """With `not_permitted`, what is only open is no finding that fails."""
    report = check(load(PLANS / "battery-plant", "plan"), library(), as_of=AS_OF)
    strict = list(failing(report, Verdict.NOT_PERMITTED))
    assert {each.verdict for each in strict} == {Verdict.NOT_PERMITTED}
    assert len(list(failing(report, Verdict.NEEDS_REVIEW))) > len(strict)
