"""`kvcheck rules diff`: what changed in rules is told in words, with what it does to verdicts, of real plans too."""

import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from kvcheck.errors import BadCommand
from kvcheck.packs import rules_root
from kvcheck.packtools.diff import words
from kvcheck.packtools.diff.rulebook import rulebook
from kvcheck.packtools.diff.value import Change, Done, Effect
from kvcheck.packtools.diff.weigh import diff
from kvcheck.source.schema import is_valid
from tests.support import MINIMAL, kvcheck
from tests.support.layers import OWN
from tests.support.program import CACHE
from tests.support.rules import spoil

TODAY = "2026-11-27"
SCOPE, NUMBERS = "us/business-scope/rules.yaml", "us/parameters.yaml"
FROM_JUNE = """\
  no-visits-from-june:
    title: {en: No visits, ko: 방문 금지}
    in_force: {from: 2027-06-01}
    announced: 2026-11-01
    when:
      activity.family: [equipment, business]
    instead: {en: Stay., ko: 가지 않습니다.}
    law: [cfr-8-214.2-b-5]
    confidence: high

"""


def kept() -> Path:
    """The folder where the program keeps packs during a run of the tests."""
    return Path(os.environ[CACHE])


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Change]:
    """Everything told of a copy of the rules in which many things were changed, by name."""
    old, new = (Path(shutil.copytree(rules_root(), tmp_path_factory.mktemp(name) / "rules")) for name in "ab")
    hands = "        - activity.family: building\n        - activity.mode: perform\n"
    spoil(new, SCOPE, hands, f"{hands}        - traveler.us_pay: true\n", 1)
    spoil(new, SCOPE, "- activity.kind: [line-work, quality-control, ship", "- activity.kind: [line-work, ship", 1)
    spoil(new, SCOPE, "        - equipment.seller_country: {is_not: US}\n", "", 1)
    spoil(new, SCOPE, "in_force: {from: 2025-12-04}", "in_force: {from: 2025-12-05}")
    spoil(new, SCOPE, "  production-work:\n", FROM_JUNE + "  production-work:\n", 1)
    spoil(new, SCOPE, "[cfr-8-214.2-b-5, cfr-22-41.31-b-1, bricklayers-v-meese, fr-66-48223]", "[cfr-8-214.2-b-5]")
    spoil(new, SCOPE, "      ko: 출장자가 현장 또는 공장 내에서 직접 하는 건축·건설 작업\n", "      ko: Building\n", 1)
    spoil(
        new,
        SCOPE,
        "        - traveler.us_pay: false\n    proof: [inv",
        "        - not: {traveler.us_pay: true}\n    proof: [inv",
        1,
    )
    spoil(new, NUMBERS, "- {from: 2000-10-30, value: 90}", "- {from: 2000-10-30, value: 120}", 1)
    path = new / NUMBERS
    head, mark, newest = path.read_text(encoding="utf-8").partition("- {from: 2024-11-21")
    path.write_text(head + mark + newest.replace(" FR,", "", 1), encoding="utf-8")
    spoil(new, NUMBERS, "LY: 2011-03-01, ", "LY: 2012-03-01, ")
    spoil(new, "documents.yaml", "    lead_days: 60\n", "    lead_days: 30\n", 1)
    found = diff(rulebook(old, "old", kept()), rulebook(new, "new", kept()), TODAY)
    assert found.problems == ()
    assert [each.name for each in found.later] == ["us/business-scope/no-visits-from-june"]
    assert "1 text LOST" in words.summary(found).en
    assert diff(rulebook(old, "old", kept()), rulebook(old, "new", kept()), TODAY).changes == ()
    return {each.name: each for each in found.changes}


@pytest.mark.parametrize(
    ("name", "effect", "says"),
    [
        ("us/business-scope/construction-by-hand", Effect.LOOSENED, "pay from a US source: now asked for: yes"),
        ("us/business-scope/construction-by-hand", Effect.LOOSENED, "authority: - cfr-22-41.31-b-1, bricklayers"),
        ("us/business-scope/construction-by-hand", Effect.LOOSENED, "title in Korean: LOST, 출장자가 "),
        ("us/business-scope/production-work", Effect.LOOSENED, "kind of activity: - Quality control as"),
        ("us/business-scope/install-service-repair", Effect.LOOSENED, "out the equipment: no longer asked for: anyth"),
        ("us/business-scope/specialized-trainer", Effect.TIGHTENED, "in force, from: 2025-12-04 → 2025-12-05"),
        ("us/business-scope/no-visits-from-june", Effect.TIGHTENED, "in force: + 2027-06-01 – …"),
        ("us/business-scope/commercial-transactions", Effect.SAME, "pay from a US source"),
        ("vwp_stay_days", Effect.LOOSENED, "from 2000-10-30: 90 days → 120 days"),
        ("vwp_countries", Effect.TIGHTENED, "from 2024-11-21: - France (FR)"),
        ("vwp_listed_countries", Effect.LOOSENED, "from 2021-01-12, LY: 2011-03-01 → 2012-03-01"),
        ("passport", Effect.NONE, "days before arrival: 60 → 30"),
    ],
)
def test_a_change_is_told_in_words_with_what_it_does(
    told: dict[str, Change], name: str, effect: Effect, says: str
) -> None:
    """A bar weakened, a ground widened, a date shifted, a country and a Korean text lost, and what only looks so."""
    change = told[name]
    assert change.effect is effect
    assert any(says in words.part(each).en for each in change.parts), [words.part(each).en for each in change.parts]
    assert all(words.part(each).ko for each in change.parts)


def test_facts_show_what_got_softer(told: dict[str, Change]) -> None:
    """The one thing that has to be otherwise, and no more; of a ground by what it newly permits."""
    example = words.example(told["us/business-scope/install-service-repair"])
    assert example is not None
    assert example.en.endswith("equipment: US")


WAYS = {
    "days-more": ("limit", "trip.days: {at_most: 22}", "trip.days: {at_most: 30}", Effect.LOOSENED),
    "days-fewer": ("limit", "trip.days: {at_most: 22}", "trip.days: {at_most: 21}", Effect.TIGHTENED),
    "days-alike": ("limit", "trip.days: {at_most: 22}", "trip.days: {less_than: 23}", Effect.SAME),
    "kinds-more": ("bar", "activity.kind: install", "activity.kind: [install, repair]", Effect.TIGHTENED),
    "kinds-others": ("bar", "activity.kind: install", "activity.kind: repair", Effect.BOTH),
    "warns-more": ("risk", "activity.kind: install", "activity.kind: [install, repair]", Effect.NONE),
    "waived": ("doubt", "activity.kind: install\n    waivable: false", "activity.kind: install", Effect.LOOSENED),
    "known-only": (
        "bar", "activity.kind: install",
        "all: [{activity.kind: install}, {any: [{traveler.us_pay: true}, {traveler.us_pay: false}]}]", Effect.LOOSENED,
    ),
}  # fmt: skip
"""Rules of each kind with a condition as it was and is now, and what that does."""
DAYS = {
    "starts-later": ("bar", "{from: 2026-12-01}", "{from: 2026-12-02}", Effect.LOOSENED),
    "ends-later": ("bar", "{until: 2026-12-01}", "{until: 2026-12-02}", Effect.TIGHTENED),
    "limit-starts-later": ("limit", "{from: 2026-12-01}", "{from: 2026-12-02}", Effect.LOOSENED),
    "warning-starts-later": ("risk", "{from: 2026-12-01}", "{from: 2026-12-02}", Effect.NONE),
}
"""Rules with the days on which they were and are law."""


def pack_of(side: int) -> str:
    """A company's own pack with all these rules, as it was (0) or is now (1)."""
    found = OWN[: OWN.index("bars:")]
    for kind in ("bar", "limit", "doubt", "risk"):
        found += f"{kind}s:\n"
        for name, (of, *sides) in (WAYS | DAYS).items():
            if of == kind:
                text = str(sides[side])
                days = f"    in_force: {text}\n" if name in DAYS else ""
                asks = "trip.days: {at_most: 9}" if kind == "limit" else "activity.kind: install"
                body, *rest = (asks if name in DAYS else text).split("\n")
                found += f"  {name}:\n    title: {{en: The rule, ko: 규칙}}\n{days}"
                found += f"    {'must' if kind == 'limit' else 'when'}:\n      {body}\n"
                found += "".join("    instead: {en: Do not., ko: 하지 않습니다.}\n" if kind != "limit" else "")
                found += "".join(f"{each}\n" for each in rest)
    return found


def test_which_way_a_change_goes(tmp_path: Path) -> None:
    """Of rules of every kind: a condition, the days on which it is law, whether a waiver may accept it."""
    for side, name in enumerate(("a.yaml", "b.yaml")):
        (tmp_path / name).write_text(pack_of(side), encoding="utf-8")
    old, new = (rulebook(tmp_path / name, name, kept()) for name in ("a.yaml", "b.yaml"))
    found = diff(old, new, TODAY)
    assert found.problems == ()
    assert {each.name.removeprefix("policy/acme/"): each.effect for each in found.changes} == {
        name: way[3] for name, way in (WAYS | DAYS).items()
    }


LIMITED = f"""{OWN}
limits:
  short:
    title: {{en: Trips of 22 days, ko: 22일 이내의 출장}}
    must:
      trip.days: {{at_most: 22}}
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A planning repository whose policy was loosened since its first commit."""
    (tmp_path / "policies").mkdir()
    policy = tmp_path / "policies" / "acme.yaml"
    policy.write_text(LIMITED, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / "kvcheck.yaml").write_text("kvcheck: 1\npolicies: [policies/acme.yaml]\n", encoding="utf-8")
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    for each in (["init", "-q"], ["add", "-A"], [*who, "commit", "-qm", "first"]):
        subprocess.run(["git", *each], check=True, cwd=tmp_path)
    loose = LIMITED.replace("install", "repair").replace("at_most: 22", "at_most: 90")
    policy.write_text(loose, encoding="utf-8")
    return tmp_path


def test_a_revision_against_the_folder_with_plans(repository: Path) -> None:
    """Whose verdict moves and by which rule, in every format and both languages; 1 where one does."""
    asked = ("rules", "diff", "HEAD", "policies", "--plans", "plan.yaml", "--as-of", TODAY)
    ran = kvcheck(*asked, cwd=repository)
    assert (ran.code, ran.err) == (1, "")
    assert "1 of 1 verdicts changed" in ran.out
    assert "not permitted → permitted" in ran.out
    assert "policy/acme/no-installing" in ran.out
    assert all(len(line) <= 80 for line in ran.out.splitlines())
    shown = json.loads(kvcheck(*asked, "-f", "json", cwd=repository).out)
    assert is_valid(shown, "diff")
    [trip] = shown["trips"]["moved"]
    assert {each["rule"] for each in trip["rules"]} >= {"policy/acme/no-installing", "policy/acme/short"}
    assert {each["name"]: each["effect"] for each in shown["changes"]}["policy/acme/short"] == "loosened"
    page = kvcheck(*asked, "-f", "markdown", "--lang", "ko", cwd=repository)
    assert page.code == 1
    assert "출장 1건 중 1건 판정 변경" in page.out
    assert kvcheck("rules", "diff", "HEAD:policies", "HEAD", "--plans", "plan.yaml", cwd=repository).code == 0
    assert kvcheck("rules", "diff", "HEAD", "policies/acme.yaml", cwd=repository).code == 0


def test_what_is_law_only_later_is_told_of_trips_that_end_before(tmp_path: Path) -> None:
    """A bar from a day behind all days of the trip changes no verdict; what it would do is told with its day."""
    plan, old, new = tmp_path / "plan.yaml", tmp_path / "a.yaml", tmp_path / "b.yaml"
    plan.write_text(MINIMAL, encoding="utf-8")
    old.write_text(LIMITED.replace("22", "90").replace("install", "repair"), encoding="utf-8")
    new.write_text(
        LIMITED.replace("22", "90").replace("    when:", "    in_force: {from: 2027-06-01}\n    when:"),
        encoding="utf-8",
    )
    ran = kvcheck("rules", "diff", str(old), str(new), "--plans", str(plan), "--as-of", TODAY, "-f", "json")
    trips = json.loads(ran.out)["trips"]
    assert (ran.code, trips["moved"]) == (0, [])
    assert [(each["from"], each["now"]) for each in trips["later"]] == [("2027-06-01", "not_permitted")]


def test_a_lost_korean_text_is_told_though_the_rules_cannot_be_read(tmp_path: Path) -> None:
    """With its place, and beside it what is wrong; the run ends as one that could not check."""
    old, new = tmp_path / "a.yaml", tmp_path / "b.yaml"
    old.write_text(LIMITED, encoding="utf-8")
    new.write_text(LIMITED.replace(", ko: 22일 이내의 출장", ""), encoding="utf-8")
    ran = kvcheck("rules", "diff", str(old), str(new))
    assert ran.code == 3
    assert "title in Korean: LOST, was 22일 이내의 출장" in ran.out
    assert f"{new}:17:12: " in ran.err


def test_a_wheel_holds_rules(tmp_path: Path) -> None:
    """The law in a wheel beside the folder it was built from; a name in it that leads elsewhere is not followed."""
    wheel = tmp_path / "kvcheck-9-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        for each in sorted(rules_root().rglob("*.yaml")):
            packed.write(each, f"kvcheck/rules/{each.relative_to(rules_root()).as_posix()}")
        packed.writestr("../outside.yaml", "a: 1")
    ran = kvcheck("rules", "diff", str(wheel), str(rules_root()))
    assert (ran.code, ran.err) == (0, "")
    assert "no rule differs" in ran.out
    assert not (tmp_path / "outside.yaml").exists()


@pytest.mark.parametrize("broken", ["missing", "folder", "fifo", "link", "text", "zip", "nul", "list"])
def test_what_is_no_rules_is_refused(tmp_path: Path, broken: str) -> None:
    """Whatever stands there, with its name, at once, and no file is written."""
    good, bad, out = tmp_path / "a.yaml", tmp_path / "b", tmp_path / "out.md"
    good.write_text(LIMITED, encoding="utf-8")
    if broken == "folder":
        bad.mkdir()
    elif broken == "fifo":
        os.mkfifo(bad)
    elif broken == "link":
        bad.symlink_to(tmp_path / "nowhere")
    elif broken == "zip":
        bad = tmp_path / "b.whl"
        bad.write_text("no zip", encoding="utf-8")
    elif broken != "missing":
        bad.write_text({"text": "{", "nul": "a\0b", "list": "- 1\n"}[broken], encoding="utf-8")
    ran = kvcheck("rules", "diff", str(good), str(bad), "-o", str(out))
    assert ran.code == (2 if broken in ("missing", "folder") else 3)
    assert bad.name in ran.err
    assert "Traceback" not in ran.err
    assert not out.exists()


def test_several_folders_of_rules_are_not_guessed_between(tmp_path: Path) -> None:
    """Which one is meant has to be said."""
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        for mark in ("facts.yaml", "activities.yaml"):
            (tmp_path / name / mark).write_text("{}", encoding="utf-8")
    with pytest.raises(BadCommand, match="`new`, `old`"):
        rulebook(tmp_path, "both")


def test_a_pack_that_came_is_told_once_with_its_rules(tmp_path: Path) -> None:
    """Its rules by name and kind; what they ask stands in the file."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "acme.yaml").write_text(LIMITED, encoding="utf-8")
    (tmp_path / "b" / "more.yaml").write_text(LIMITED.replace("policy/acme", "policy/more"), encoding="utf-8")
    found = diff(rulebook(tmp_path / "a", "a", kept()), rulebook(tmp_path / "b", "b", kept()), TODAY)
    assert [(each.name, each.done) for each in found.changes] == [
        ("policy/more", Done.ADDED),
        ("policy/more/no-installing", Done.ADDED),
        ("policy/more/short", Done.ADDED),
    ]
    assert {each.parts for each in found.changes} == {()}
