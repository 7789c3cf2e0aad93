"""`--changed-since`: only the trips that a change of the plan touched are judged, and none is missed."""

import json
import os
import subprocess
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvcheck.errors import CannotCheck
from kvcheck.plan import assemble, load
from kvcheck.reporters import FORMATS
from kvcheck.repository.touched import touched
from kvcheck.source import read_text
from tests.support import MINIMAL, PLANS, Ran, changed, kvcheck
from tests.support.layers import CREW_HEAD, MAINTAIN, OWN, trip
from tests.support.properties.depth import examples
from tests.support.properties.plans import CHANGES, Tree, answers, facts_of_trip, plans, put, read
from tests.support.waivers import HEAD, approvals, register

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


def test_rules_of_a_site_touch_the_trips_of_the_plan(tmp_path: Path) -> None:
    """They lie in a file of their own: where it changes, every trip of the plan is judged again."""
    folder = repository(tmp_path, plan_yaml=TWO, owner_yaml=OWN)
    swap = ("phase: installation", "phase: installation, rules: [owner.yaml]")
    since(folder, swap)
    git(folder, "commit", "-aqm", "rules of the site")
    assert "nothing was judged" in since(folder, swap).out
    (folder / "owner.yaml").write_text(OWN.replace("Send a parcel", "Stay at home"), encoding="utf-8")
    assert json.loads(since(folder, swap, more=("-f", "json")).out)["changed_since"]["untouched"] == 0


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


def test_a_renamed_plan_is_followed_by_what_it_holds(two: Path) -> None:
    """Renamed alone it is not touched; with a change, that is; under other settings, or beside a copy, all of it is."""
    path = {"PATH": os.environ["PATH"]}

    def said(name: str) -> tuple[int, bool]:
        ran = kvcheck("check", name, "--changed-since", "HEAD", cwd=two, env=path)
        return ran.code, "lee-1" in ran.out

    (two / "trips").mkdir()
    moved = (two / "plan.yaml").rename(two / "trips" / "wave.yaml")
    assert said("trips/wave.yaml") == (0, False)
    moved.write_text(changed(("essential: true", "essential: false"), text=TWO), encoding="utf-8")
    assert said("trips/wave.yaml") == (1, False)
    (two / "plan.yaml").write_text(TWO, encoding="utf-8")
    assert said("trips/wave.yaml") == (1, True)
    (two / "strict").mkdir()
    (two / "strict" / "kvcheck.yaml").write_text("kvcheck: 1\npolicies: [no-hands-on]\n", encoding="utf-8")
    (two / "plan.yaml").rename(two / "strict" / "plan.yaml")
    moved.unlink()
    git(two, "add", "-A")
    git(two, "commit", "-qm", "strict")
    (two / "strict" / "plan.yaml").rename(two / "plan.yaml")
    assert said("plan.yaml") == (1, True)


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "HEAD~7", " "])
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
    entry = changed(*swaps, text=HEAD) + approvals((folder / "plan.yaml").read_text(encoding="utf-8"), swaps[0][1])
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
@examples(150)
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
