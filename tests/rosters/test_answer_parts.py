"""Answers as parts of a plan: what holds for everyone, and what names an entity before what is said of it."""

from pathlib import Path

import pytest

from kvcheck.errors import CannotCheck
from kvcheck.plan.gap import gaps_at
from kvcheck.rosters.answer_parts import parts_of
from kvcheck.source import read_text
from tests.support import MINIMAL, PLANS, kvcheck

PARTS = """
project: {id: a-line, name: A line, ends: 2027-12-31, site: ga}
sites:
  ga: {name: Plant in Georgia, state: GA, host: plant-co, phase: installation}
companies:
  가상오토텍: {country: KR}
  plant-co: {name: Example Cells LLC, country: US}
equipment:
  스태킹기-1: {made_in: KR, acquired: purchase, contract: sale}
contracts:
  sale: {kind: equipment-sale, seller: 가상오토텍, buyer: plant-co, signed: 2026-05-30, requires: [install, train]}
everyone:
  expertise: {essential: true}
  declares: {visa_refused: false, listed_country_visits: []}
  esta: {expires: 2028-06-30}
"""


def test_parts_of_a_plan_are_answers(tmp_path: Path) -> None:
    """What they name is added, what holds for everyone reaches everyone who lacks it, comments and layout stay."""
    answers, plan = tmp_path / "answers.yaml", tmp_path / "plan.yaml"
    answers.write_text(PARTS, encoding="utf-8")
    before = (PLANS / "roster-of-18.yaml").read_text(encoding="utf-8")
    plan.write_text(before, encoding="utf-8")
    ran = kvcheck("ask", plan, "--answers", answers, "--write")
    assert ran.code == 4
    root = read_text(plan.read_text(encoding="utf-8"), "plan.yaml").root
    assert root["project"]["site"] == "ga"
    assert root["sites"]["ga"]["host"] == "plant-co"
    assert root["contracts"]["sale"]["requires"] == ["install", "train"]
    assert root["companies"]["plant-co"]["country"] == "US"
    assert {each["expertise"]["essential"] for each in root["travelers"].values()} == {True}
    assert "declares.visa_refused" not in ran.out
    flying = {trip["traveler"] for trip in root["trips"] if trip["class"] == "esta"}
    had = {name for name, each in read_text(before, "plan.yaml").root["travelers"].items() if "esta" in each}
    assert {name for name, each in root["travelers"].items() if "esta" in each} == flying | had


def test_a_paper_goes_to_who_needs_it() -> None:
    """`*` gives an ESTA to who travels on one and a visa to who does not."""
    documents = [read_text(MINIMAL.replace("    esta: {status: approved, expires: 2027-10-01}\n", ""), "plan.yaml")]
    assert len(gaps_at("travelers.*.esta.status", documents)) == 1
    assert not gaps_at("travelers.*.visa.expires", documents)
    assert len(gaps_at("travelers.kim-ms.visa.expires", documents)) == 1


def test_other_texts_are_no_parts() -> None:
    """Lines of `path=value` stay lines; a file that calls itself YAML and is none is refused with its line."""
    assert parts_of("companies.hwasung.country=KR\n", "answers.txt") is None
    assert parts_of("unheard-of: {a: 1}\n", "answers.yaml") is None
    assert parts_of("companies:\n  a: {country: KR}\n", "answers") == ["companies.a.country=KR"]
    with pytest.raises(CannotCheck):
        parts_of("companies: {a: [\n", "answers.yaml")


@pytest.mark.parametrize(
    "section", ["travelers: [kim]", "project: a line", "everyone: 5", "sites:\n  - {id: ga}", "companies:"]
)
def test_a_section_without_keys_is_refused_at_its_line(section: str) -> None:
    """Nothing that somebody wrote is left out without a word."""
    with pytest.raises(CannotCheck) as refused:
        parts_of(f"contracts:\n  sale: {{kind: equipment-sale}}\n{section}\n", "answers.yaml")
    [problem] = refused.value.problems
    assert problem.place is not None
    assert problem.place.line == 3
