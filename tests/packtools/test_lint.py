"""`kvcheck rules lint`: what is wrong with packs is found, in every format; what is right is left alone."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kvcheck.packs import Library
from kvcheck.packtools.bench import Bench, bench
from kvcheck.packtools.lint import law, lint
from kvcheck.packtools.remarks import CHECKS, Level, Remark
from kvcheck.source.schema import is_valid
from tests.support import kvcheck, library
from tests.support.rules import spoil

TODAY = "2026-11-28"

PACK = """pack: policy/acme
layer: policy
name: {en: Rules of Acme, ko: 에이스 출장 규칙}
owner: {en: Travel office, ko: 출장관리팀}
reviewed: 2026-11-22
review_by: 2027-05-22

bars:
  no-welding:
    title: {en: Nobody welds, ko: 용접 금지}
    when:
      all:
        - activity.family: [building]
        - activity.mode: perform
    instead: {en: Leave it to others., ko: 다른 업체에 맡깁니다.}
"""


def remarks_on(tmp_path: Path, text: str) -> list[Remark]:
    """What is said of a company's own pack of this text."""
    path = tmp_path / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    return lint(bench(path), TODAY)


def test_the_shipped_rules_are_clean() -> None:
    """Not an error and not a warning in all packs, their cases and what they share."""
    found = lint(Bench(library(), library().pack_names, whole=True), TODAY)
    assert [each for each in found if each.level is not Level.NOTE] == []
    assert {each.check for each in found} == {"unread", "unused", "weak"}


def test_a_clean_pack_of_a_company_is_left_alone(tmp_path: Path) -> None:
    """Nothing is said of a pack that says what it means."""
    assert remarks_on(tmp_path, PACK) == []


@pytest.mark.parametrize(
    ("old", "new", "check", "line"),
    [
        ("- activity.mode: perform", "- activity.family: {not_in: [building]}", "never-holds", 12),
        ("all:", "any:\n        - not: {activity.family: [building]}", "always-holds", 12),
        ("- activity.mode: perform", "- activity.family: [building, equipment]", "redundant", 14),
        ("ko: 용접 금지", "ko: Nobody welds anything here", "language", 10),
        ("en: Nobody welds", "en: 용접 금지", "language", 10),
        ("ko: 용접 금지", "ko: 용접을(를) 금지", "language", 10),
        ("en: Nobody welds", "en: 'Nobody welds {here}'", "language", 10),
        ("en: Nobody welds", "en: Nobody welds for 30 days", "figures", 10),
        ("review_by: 2027-05-22", "review_by: 2026-11-24", "stale", 6),
        ("reviewed: 2026-11-22", "reviewed: 2026-12-22", "dates", 5),
    ],
)
def test_a_slip_in_a_pack_is_found_at_its_line(tmp_path: Path, old: str, new: str, check: str, line: int) -> None:
    """Each check finds what it looks for, and nothing else is said."""
    assert old in PACK
    [found] = remarks_on(tmp_path, PACK.replace(old, new, 1))
    assert (found.check, found.level, found.place.line) == (check, CHECKS[check].level, line)
    assert found.problem.quote.strip()


def test_a_doubt_behind_a_bar_never_decides(tmp_path: Path) -> None:
    """A bar that holds wherever a doubt does leaves it no say; one that holds elsewhere does not."""
    doubt = PACK[PACK.index("  no-welding:") :].replace("no-welding", "welding-doubted")
    assert [each.check for each in remarks_on(tmp_path, f"{PACK}\ndoubts:\n{doubt}")] == ["never-decides"]
    other = doubt.replace("activity.mode: perform", "activity.mode: supervise")
    assert remarks_on(tmp_path, f"{PACK}\ndoubts:\n{other}") == []


def test_the_second_of_two_equal_rules_is_told(tmp_path: Path) -> None:
    """Two rules with one condition, written otherwise."""
    again = (
        PACK[PACK.index("  no-welding:") :].replace("no-welding", "no-welding-again").replace("[building]", "building")
    )
    [found] = remarks_on(tmp_path, PACK + again)
    assert (found.check, found.about) == ("same", "policy/acme/no-welding-again")


def test_a_country_that_gets_lost_from_one_day_to_the_next_is_told(rules: Path) -> None:
    """Unless the value says that it drops it; and what it says that it drops has to be gone."""
    found = Library(rules).parameters["vwp_countries"].values[-1]
    assert "FR" in found.value
    text = (rules / "us/parameters.yaml").read_text(encoding="utf-8")
    last = text.index("- {from: 2024-11-21")
    without = text[:last] + text[last:].replace("FR, ", "", 1)
    (rules / "us/parameters.yaml").write_text(without, encoding="utf-8")

    def dropped() -> list[Remark]:
        looked_at = Bench(Library(rules), (), whole=True)
        return [each for each in lint(looked_at, TODAY) if each.check == "dropped"]

    [lost] = dropped()
    assert "FR" in lost.problem.message.en
    spoil(rules, "us/parameters.yaml", "2024-11-21, announced: unread", "2024-11-21, announced: unread, drops: [FR]", 1)
    assert dropped() == []
    spoil(rules, "us/parameters.yaml", "drops: [FR]", "drops: [FR, DE]", 1)
    [wrong] = dropped()
    assert "DE" in wrong.problem.message.en


def test_an_id_is_not_taken_twice_nor_again(rules: Path) -> None:
    """An id of a pack that is extended, and one of a rule that is gone."""
    spoil(rules, "us/b1/rules.yaml", "  leased-without-annotation:", "  hands-on-disputed:", 1)
    spoil(rules, "us/esta/rules.yaml", "  esta-for-hands-on:", "  doubtful-second-nationality:", 1)
    library = Library(rules)
    found = [
        each for each in law.look(Bench(library, ("us/b1", "us/esta"), whole=False), TODAY) if each.check != "weak"
    ]
    assert [(each.check, each.about) for each in found] == [
        ("id-twice", "us/b1/hands-on-disputed"),
        ("id-retired", "us/esta/doubtful-second-nationality"),
    ]


def test_law_that_was_not_read_for_a_year_is_noted() -> None:
    """With the day it was last read, and how much rests on it."""
    found = list(law.look(Bench(library(), (), whole=True), "2029-01-01"))
    old = [each for each in found if each.check == "unread" and "last read" in each.problem.message.en]
    assert old
    assert all(each.level is Level.NOTE for each in found)


DISORDER = PACK.replace("layer: policy\n", "").replace("reviewed:", "# whose it is\nlayer: policy\nreviewed:")


def test_keys_are_put_in_order_and_comments_stay_with_them(tmp_path: Path) -> None:
    """`--fix` moves keys with their comments, says so, and leaves every other byte as it is."""
    path = tmp_path / "rules.yaml"
    inside = "    instead: {en: Leave it to others., ko: 다른 업체에 맡깁니다.}\n"
    text = DISORDER.replace(inside, "").replace("    when:", f"    # why\n{inside}    when:")
    path.write_text(text, encoding="utf-8")
    ran = kvcheck("rules", "lint", str(path))
    assert (ran.code, ran.out.count("[key-order]")) == (1, 2)
    ran = kvcheck("rules", "lint", str(path), "--fix")
    assert ran.code == 0, ran.out
    wanted = PACK.replace("layer: policy", "# whose it is\nlayer: policy").replace(inside, f"    # why\n{inside}")
    assert path.read_text(encoding="utf-8") == wanted


def test_what_cannot_be_put_in_order_stays(tmp_path: Path) -> None:
    """Keys on one line are told and left to a person."""
    path = tmp_path / "rules.yaml"
    text = PACK.replace("reviewed:", "planning: {weeks: [0, 1], order: 1, fees: []}\nreviewed:")
    path.write_text(text, encoding="utf-8")
    assert kvcheck("rules", "lint", str(path), "--fix").code == 1
    assert path.read_text(encoding="utf-8") == text


def test_every_format_tells_the_same(tmp_path: Path) -> None:
    """One remark, in each format that is offered, in both languages."""
    path = tmp_path / "rules.yaml"
    path.write_text(PACK.replace("- activity.mode: perform", "- activity.family: equipment"), encoding="utf-8")
    for lang, word in (("en", "can never hold"), ("ko", "성립할 수 없습니다")):
        for fmt in ("text", "json", "concise", "github", "gitlab", "sarif", "junit"):
            ran = kvcheck("rules", "lint", str(path), "--format", fmt, "--lang", lang)
            assert ran.code == 1, fmt
            assert word in ran.out, fmt
            if fmt == "json":
                assert is_valid(json.loads(ran.out), "lint")
            if fmt == "junit":
                assert ET.fromstring(ran.out).get("failures") == "1"  # noqa: S314 - our own


def test_warnings_fail_only_where_that_is_asked_for(tmp_path: Path) -> None:
    """0 without `--strict`, 1 with it."""
    path = tmp_path / "rules.yaml"
    path.write_text(PACK.replace("en: Nobody welds", "en: Nobody welds for 30 days"), encoding="utf-8")
    assert kvcheck("rules", "lint", str(path)).code == 0
    assert kvcheck("rules", "lint", str(path), "--strict").code == 1


def test_where_there_is_no_pack_that_is_said(tmp_path: Path) -> None:
    """A folder without packs, a path that is not there, and a format that does not exist."""
    for arguments in ([str(tmp_path)], [str(tmp_path / "none")], ["--format", "toml"]):
        ran = kvcheck("rules", "lint", *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("kvcheck: ")
