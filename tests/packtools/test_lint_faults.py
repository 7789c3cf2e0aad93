"""Faults, planted in a copy of the law: each is caught by the tool that should catch it."""

from pathlib import Path

import pytest

from kvcheck.errors import CannotCheck
from kvcheck.packs import Library
from kvcheck.packtools.bench import Bench
from kvcheck.packtools.cases import examine
from kvcheck.packtools.lint import as_remark, lint
from kvcheck.packtools.mutation import mutate
from tests.support import kvcheck
from tests.support.rules import spoil

TODAY = "2026-11-28"
SMALL = "policy/no-hands-on"
"""A pack that is soon looked through."""

LINT = {
    "an exception swallows its rule": (
        "policy/no-hands-on/rules.yaml",
        "- activity.mode: perform",
        "- not: {activity.family: {not_in: [business]}}",
        "never-holds",
    ),
    "a bar bars everything": (
        "policy/no-hands-on/rules.yaml",
        "all:\n",
        "any:\n        - activity.mode: {is_not: perform}\n",
        "always-holds",
    ),
    "a country gets lost": (
        "us/parameters.yaml",
        "{from: 2024-11-21, announced: unread,\n         value: [AD, AT,",
        "{from: 2024-11-21, announced: unread,\n         value: [AD,",
        "dropped",
    ),
    "the Korean gets lost": (
        "policy/no-hands-on/rules.yaml",
        "ko: 회사는 단기 출장자의 직접 작업을 허용하지 않음",
        "ko: the company lets nobody",
        "language",
    ),
    "a figure gets lost": (
        "policy/esta-14-days/rules.yaml",
        "ko: ESTA 출장은 14일 이내",
        "ko: ESTA 출장은 15일 이내",
        "figures",
    ),
    "a pack loosens": ("policy/no-hands-on/rules.yaml", "bars:", "extends: [us/work]\nbars:", "reading"),
    "the law was not read again": ("policy/no-hands-on/rules.yaml", "review_by: 2027", "review_by: 2026", "stale"),
    "a name is misspelled": (
        "policy/no-hands-on/rules.yaml",
        "activity.mode: perform",
        "activity.mode: preform",
        "reading",
    ),
    "a placeholder gets lost": (
        "facts.yaml",
        "판매자의 의무에 넣습니다: {duty}",
        "판매자의 의무에 넣습니다",
        "language",
    ),
    "a value no longer says what set it": (
        "us/parameters.yaml",
        "value: 40.62, law: [fr-2026-20185]}",
        "value: 40.62}",
        "undated",
    ),
    "a value no longer says when it was announced": (
        "us/parameters.yaml",
        "2026-10-16, announced: 2026-10-01,",
        "2026-10-16,",
        "undated",
    ),
    "a rule loses its law": (
        "us/esta/rules.yaml",
        "    law: [practice-frequent-esta]",
        "    law: []",
        "reading",
    ),
    "a company loosens a number": (
        "policy/esta-14-days/rules.yaml",
        "limits:\n",
        "numbers:\n  vwp_stay_days: 91\n\nlimits:\n",
        "reading",
    ),
}
"""Fault, file, what is replaced by what, and the check that says so."""

CASES = {
    "a bar is weakened": (
        "us/business-scope",
        "us/business-scope/rules.yaml",
        "- activity.family: building",
        "- activity.family: production",
    ),
    "a number is moved": ("policy/esta-14-days", "policy/esta-14-days/rules.yaml", "{at_most: 14}", "{at_most: 15}"),
    "a date is shifted": (
        "policy/site-b1-floor",
        "policy/site-b1-floor/rules.yaml",
        "{from: 2026-02-04}",
        "{from: 2026-02-03}",
    ),
    "a ground is widened": (
        "us/business-scope",
        "us/business-scope/rules.yaml",
        "- equipment.seller_country: {is_not: US}",
        "- equipment.seller_country: {is_not: XX}",
    ),
}
"""Fault, pack whose cases catch it, file, what is replaced by what."""


MUTATION = {
    "the case of a bound is gone": (
        "policy/esta-14-days",
        "but: {trip.days: 15}",
        "but: {trip.days: 16}",
        "/trip.days/+1",
    ),
    "the case of a member is gone": (
        "policy/no-hands-on",
        "activity.kind: civil-works, activity.family: building",
        "activity.kind: rigging, activity.family: rigging",
        "/all/0/activity.family/building",
    ),
}
"""Fault, pack, what of its cases is replaced by what, and the change of a rule that no case notices then."""


@pytest.mark.parametrize("fault", LINT)
def test_lint_catches(rules: Path, fault: str) -> None:
    """By the check that is for it."""
    file, old, new, check = LINT[fault]
    spoil(rules, file, old, new)
    pack = file.rpartition("/")[0]
    names = (pack,) if "/" in pack else ()
    try:
        found = lint(Bench(Library(rules), names, whole=not names), TODAY if "2027" not in old else "2026-12-01")
    except CannotCheck as error:
        found = [as_remark(each) for each in error.problems]
    assert check in {each.check for each in found}


def test_lint_catches_the_id_of_a_rule_that_is_gone(rules: Path) -> None:
    """Whatever has it now."""
    spoil(rules, "retired.yaml", "retired:\n", "retired:\n  - policy/no-hands-on/visitor-works-by-hand\n")
    found = lint(Bench(Library(rules), ("policy/no-hands-on",), whole=False), TODAY)
    assert "id-retired" in {each.check for each in found}


@pytest.mark.parametrize("fault", CASES)
def test_cases_catch(rules: Path, fault: str) -> None:
    """A case comes out otherwise than it says."""
    pack, file, old, new = CASES[fault]
    spoil(rules, file, old, new)
    try:
        examined = examine(Library(rules), pack)
    except CannotCheck:
        pytest.fail("the fault is no fault that can be read")
    assert any(not each.passes for each in examined.outcomes)


@pytest.mark.parametrize("fault", MUTATION)
def test_mutation_catches(rules: Path, fault: str) -> None:
    """Without the case, nobody would notice that change of the rule."""
    pack, old, new, change = MUTATION[fault]
    before = {each.mutant.path for each in mutate(Library(rules), (pack,), everything=True).survivors}
    spoil(rules, f"{pack}/cases.yaml", old, new)
    after = {each.mutant.path for each in mutate(Library(rules), (pack,), everything=True).survivors}
    assert change in after - before


@pytest.mark.parametrize(
    ("linted", "file", "old", "new"),
    [
        (".", "facts.yaml", "\nfacts:\n", "\nfacts:\n  broken: 5\n"),
        (SMALL, "facts.yaml", "\nfacts:\n", "\nfacts: 5\nothers:\n"),
        (SMALL, "retired.yaml", "retired:\n", "retired: 5\nothers:\n"),
        (SMALL, "retired.yaml", "retired:\n", "retired:\n  - {a: b}\n"),
    ],
)
def test_a_file_of_another_shape_is_told_at_its_line(rules: Path, linted: str, file: str, old: str, new: str) -> None:
    """No defect, and no entry that is left out without a word, whether a pack or the whole law is looked through."""
    spoil(rules, file, old, new)
    ran = kvcheck("rules", "lint", rules / linted)
    assert ran.code in (1, 3)
    assert f"{file}:" in ran.out + ran.err
