"""A rule that lost a condition is noticed by a case; what no case can notice says why."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from kvcheck.conditions import reads
from kvcheck.engine import Law
from kvcheck.model import Parameter
from kvcheck.packs import Library, rules_root
from kvcheck.packtools.cases import Case, read, run_case
from kvcheck.packtools.mutants import Mutant, mutants_of, mutants_of_parameters, with_rule
from kvcheck.packtools.mutation import mutate
from kvcheck.packtools.watch import Watch
from tests.support import kvcheck, library


def test_no_change_of_the_law_goes_unnoticed() -> None:
    """Each part, value, edge, bound, day and member of each rule and number, left out or moved in turn."""
    mutated = mutate(library(), library().pack_names, everything=True)
    assert mutated.tried > 4_500
    assert [f"{each.mutant.about} {each.mutant.path}" for each in mutated.unexplained] == []
    assert mutated.stale == ()


def test_the_quick_way_sees_what_running_every_case_sees() -> None:
    """A mutant is noticed exactly if some case comes out otherwise by law with that rule or number in place."""
    packs = ("us/side/site-work", "us/side/tax-treaty", "policy/site-b1-floor")
    asked = {name for pack in packs for rule in library().pack(pack).rules for name in reads(rule.condition)}
    numbers = mutants_of_parameters(library(), [each for each in library().parameters if each in asked])
    seen, watch = set(), Watch(library(), packs)
    cases = {pack: tuple(read(library(), pack).values()) for pack in packs}
    for mutant in [*(each for pack in packs for each in mutants_of(library(), pack)), *numbers]:
        noticed = watch.notices(mutant)
        seen.add(noticed)
        assert noticed is any(_differs(pack, cases[pack], mutant) for pack in packs), f"{mutant.about} {mutant.path}"
    assert seen == {True, False}


def _differs(name: str, cases: Iterable[Case], mutant: Mutant) -> bool:
    """Whether some case of a pack comes out otherwise, all of them run by changed law."""
    changed, chain, rules = mutant.changed, library().chain(name), library()
    if isinstance(changed, Parameter):
        rules = rules.with_parameter(changed)
    else:
        chain = tuple(with_rule(each, changed) if each.name == changed.pack else each for each in chain)
    law = Law(rules, chain, library().pack(name).reviewed)
    return any(not run_case(law, case).as_expected for case in cases)


def test_everything_that_can_be_changed_is_changed() -> None:
    """Conditions dropped and turned, bounds and days moved by one, members taken out, each at its own place."""
    found = list(mutants_of(library(), "policy/esta-14-days"))
    assert {each.path for each in found} == {
        "/trip.days/turned", "/trip.days/less_than", "/trip.days/-1", "/trip.days/+1",
        "/trip.gap_days/turned", "/trip.gap_days/more_than", "/trip.gap_days/-1", "/trip.gap_days/+1",
    }  # fmt: skip
    assert {each.path for each in found if each.softer} == {"/trip.days/+1", "/trip.gap_days/-1"}
    hands = {each.path: each for each in mutants_of(library(), "policy/no-hands-on")}
    assert {"/all/0", "/all/1", "/all/0/activity.family/rigging"} <= set(hands)
    assert len({each.place for path, each in hands.items() if path.startswith("/all/0/activity.family/")}) == 7
    days = {each.path for each in mutants_of(library(), "policy/site-b1-floor")}
    assert {"/from-1", "/from+1"} <= days


def test_a_country_that_gets_lost_is_noticed() -> None:
    """France taken out of the waiver countries, and every other country of its newest list."""
    last = len(library().parameters["vwp_countries"].values) - 1
    watch = Watch(library(), ["us/esta"])
    lost = [each for each in mutants_of_parameters(library(), ["vwp_countries"]) if each.path.startswith(f"/{last}/")]
    members = [each for each in lost if len(each.path.rpartition("/")[2]) == 2]
    assert len(members) == 42
    assert f"/{last}/FR" in {each.path for each in members}
    assert all(watch.notices(each) for each in members)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A company's own pack with its cases, that a test may spoil."""
    folder = Path(shutil.copytree(rules_root() / "policy" / "no-hands-on", tmp_path / "hands"))
    rules = folder / "rules.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("policy/no-hands-on", "policy/acme"), encoding="utf-8")
    return folder


def test_a_company_tests_its_own_pack_like_the_law(pack: Path) -> None:
    """Cases, coverage and mutants of a pack outside the rules folder; in both languages."""
    for lang, word in (("en", "with a reason"), ("ko", "사유 있음")):
        ran = kvcheck("rules", "test", str(pack), "--mutation", "--coverage", "--lang", lang)
        assert ran.code == 0, ran.out
        assert word in ran.out
    cases = pack / "cases.yaml"
    text = cases.read_text(encoding="utf-8")
    cases.write_text(text[: text.index("  visitor-works-by-hand-rigging:")], encoding="utf-8")
    ran = kvcheck("rules", "test", str(pack), "--mutation")
    assert ran.code == 1
    assert "/all/0/activity.family/rigging" in ran.out
    assert "production, relocation, rigging]" in ran.out  # the line
    assert kvcheck("rules", "test", str(pack)).code == 0


def test_a_survivor_with_a_reason_is_no_failure(pack: Path) -> None:
    """The reason stands beside the cases, and one that is not needed is told."""
    cases = pack / "cases.yaml"
    text = cases.read_text(encoding="utf-8")
    text = text[: text.index("  visitor-works-by-hand-rigging:")]
    why = "{en: Nobody rigs here., ko: 해당 작업이 없습니다.}"
    cases.write_text(
        f"{text}equivalent:\n  'visitor-works-by-hand /all/0/activity.family/rigging': {why}\n", encoding="utf-8"
    )
    assert kvcheck("rules", "test", str(pack), "--mutation").code == 0
    text = cases.read_text(encoding="utf-8").replace("family/rigging", "family/building")
    cases.write_text(text, encoding="utf-8")
    ran = kvcheck("rules", "test", str(pack), "--all")
    assert ran.code == 1
    assert "a reason for `policy/acme/visitor-works-by-hand /all/0/activity.family/building`" in " ".join(
        ran.out.split()
    )


def test_one_reason_for_all_mutants_of_a_kind(pack: Path) -> None:
    """A reason with a name says of which mutants it is; one of them that a case notices is told."""
    cases = pack / "cases.yaml"
    text = cases.read_text(encoding="utf-8")
    text = text[: text.index("  visitor-works-by-hand-production:")]
    lost = ("production", "relocation", "rigging")
    of = [f"      - visitor-works-by-hand /all/0/activity.family/{each}" for each in lost]
    kind = "equivalent:\n  not-here:\n    why: {en: Nobody does that here., ko: 해당 작업이 없습니다.}\n    of:\n"
    cases.write_text(text + kind + "\n".join(of) + "\n", encoding="utf-8")
    ran = kvcheck("rules", "test", str(pack), "--all")
    assert ran.code == 0, ran.out
    assert "3 with a reason" in ran.out
    of.append("      - visitor-works-by-hand /all/0/activity.family/building")
    cases.write_text(text + kind + "\n".join(of) + "\n", encoding="utf-8")
    ran = kvcheck("rules", "test", str(pack), "--all")
    assert ran.code == 1
    assert "family/building`, which a case notices" in " ".join(ran.out.split())
    cases.write_text(text + kind.replace("why", "because") + "\n".join(of) + "\n", encoding="utf-8")
    ran = kvcheck("rules", "test", str(pack))
    assert ran.code == 3
    assert "unknown key `because`" in ran.out + ran.err


def test_too_little_coverage_fails(pack: Path) -> None:
    """Below the least percentage, with what no case touches."""
    cases = pack / "cases.yaml"
    text = cases.read_text(encoding="utf-8")
    assert kvcheck("rules", "test", str(pack), "--coverage-min", "100").code == 0
    cases.write_text(text[: text.index("  visitor-works-by-hand-rigging:")], encoding="utf-8")
    ran = kvcheck("rules", "test", str(pack), "--coverage-min", "100")
    assert ran.code == 1
    assert "`activity.family`: rigging" in ran.out
    assert kvcheck("rules", "test", str(pack), "--coverage-min", "50").code == 0


def test_a_known_gap_has_to_keep_failing(pack: Path) -> None:
    """As long as it fails the run passes; once it is mended, the run says to take the mark away."""
    cases = pack / "cases.yaml"
    text = cases.read_text(encoding="utf-8")
    title = "    title: {en: The visitor supervises, ko: 단기 출장자가 감독만 한다}\n"
    gap = "    gap: {en: Nobody asked the lawyers., ko: 법무 확인 전입니다.}\n"
    assert title in text
    marked = text.replace(title, title + gap)
    cases.write_text(marked, encoding="utf-8")
    ran = kvcheck("rules", "test", str(pack))
    assert (ran.code, "gap" in ran.out) == (1, True)
    wrong = marked.replace(
        "but: {activity.mode: supervise}\n    expect: {verdict: permitted",
        "but: {activity.mode: supervise}\n    expect: {verdict: not_permitted",
    )
    cases.write_text(wrong, encoding="utf-8")
    ran = kvcheck("rules", "test", str(pack))
    assert ran.code == 0, ran.out
    assert "1 known gaps" in ran.out
    tap = kvcheck("rules", "test", str(pack), "--format", "tap").out
    assert "# TODO Nobody asked the lawyers." in tap


def test_test_reports_name_every_case(pack: Path) -> None:
    """JUnit and TAP, with the failures that the text has."""
    cases = pack / "cases.yaml"
    text = cases.read_text(encoding="utf-8")
    cases.write_text(text.replace("verdict: undetermined", "verdict: permitted"), encoding="utf-8")
    junit = kvcheck("rules", "test", str(pack), "--format", "junit")
    assert junit.code == 1
    assert 'tests="9" failures="1"' in junit.out
    tap = kvcheck("rules", "test", str(pack), "--format", "tap")
    assert tap.out.startswith("TAP version 14\n1..9\n")
    assert tap.out.count("\nnot ok ") == 1


def test_a_case_for_each_of_a_list(rules: Path) -> None:
    """`each` runs a case once for each value, called by it, with the value in place of `$each`."""
    ran = kvcheck("rules", "test", str(rules / "policy" / "site-b1-floor"), "--format", "tap")
    assert "by-hand-of-any-family:rigging" in ran.out
    assert Library(rules).facts
