"""`kvcheck rules new`: what it writes passes lint and tests; what cannot be done is told, and nothing is written."""

from pathlib import Path

import pytest

from kvcheck.packtools.bench import bench
from kvcheck.packtools.cases import read
from tests.support import kvcheck


@pytest.fixture(scope="module")
def acme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a company's pack in `acme`, to which a rule of each kind was added."""
    folder = tmp_path_factory.mktemp("new")
    assert kvcheck("rules", "new", "policy", "acme", cwd=folder).code == 0
    for kind, asked in (
        ("bar", "activity.kind=machine-welding"),
        ("limit", "passport.months_beyond_stay>=6"),
        ("doubt", "activity.crew=visitors"),
        ("risk", "site.phase=operating"),
    ):
        ran = kvcheck("rules", "new", "rule", "acme", kind, f"new-{kind}", "--when", asked, cwd=folder)
        assert ran.code == 0, ran.err
        assert not ran.err
    return folder


def test_what_is_written_passes(acme: Path) -> None:
    """No remark, no case that comes out otherwise, nothing untouched, no mutant that survives; pages of it."""
    assert kvcheck("rules", "lint", "acme", "--strict", cwd=acme).out == "1 pack: 0 errors, 0 warnings, 0 notes\n"
    ran = kvcheck("rules", "test", "acme", "--coverage-min", "100", "--mutation", cwd=acme)
    assert ran.code == 0, ran.out
    assert ran.out.endswith("5 rules, 15 cases: 0 wrong, 0 missing\n"), ran.out
    assert kvcheck("rules", "docs", "acme", "-f", "markdown", cwd=acme).code == 0


def test_a_kind_and_its_family_are_of_one_another(acme: Path) -> None:
    """In every case that is written: no activity is of a kind and of the family of another, or of that of no kind."""
    looked_at = bench(acme / "acme")
    kinds = looked_at.library.catalogue.kinds
    cases = read(looked_at.library, "policy/acme").values()
    assert {each.facts.get("activity.kind") for each in cases} >= {"machine-welding", None}
    for each in cases:
        kind = each.facts.get("activity.kind")
        assert each.facts.get("activity.family") == (kinds[kind].family if kind is not None else None), each.name


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("policy", "acme"), "already there: `acme/rules.yaml`, `acme/cases.yaml`"),
        (("policy", "Acme"), "is no id"),
        (("policy", "esta-14-days"), "is taken"),
        (("policy", "acme/rules.yaml/x"), "already there"),
        (("pack", "o2", "--law", "usc-8-1101-a-15-o"), "such as rules/us/o2"),
        (("pack", "o2", "--law", "usc-8-1101-a-15-o", "--label", "O-2\nlayer: policy"), "text on one line"),
        (("rule", "acme", "bar", "new-bar", "--when", "activity.mode=perform"), "the id `new-bar` is taken"),
        (("rule", "acme", "ban", "x", "--when", "activity.mode=perform"), "`ban`"),
        (("rule", "acme", "bar", "x"), "--when"),
        (("rule", "acme", "bar", "x", "--when", "activity.mod=perform"), "did you mean `activity.mode`?"),
        (("rule", "acme", "bar", "x", "--when", "activity.mode=walk"), "is never `walk`"),
        (("rule", "acme", "grant", "x", "--when", "activity.mode=perform"), "a policy pack cannot do that"),
        (("rule", "acme", "limit", "x", "--when", "activity.mode=perform"), "a limit reads only facts of the trip"),
        (("rule", "acme", "bar", "x", "--when", "trip.days>9", "--when", "trip.days<5"), "no case was found"),
        (("fact", "acme", "Course"), "is no name of a fact"),
        (("fact", "acme", "course_done", "--about", "crew"), "`crew`"),
        (("fact", "acme", "course_done", "--type", "kind"), "`kind`"),
        (("fact", "acme", "course_done", "--rule", "ban"), "`ban`"),
        (("fact", "acme", "course_done", "--rule", "grant"), "a policy pack cannot do that"),
        (("fact", "acme", "course_day", "--type", "date"), "--when 'own.course_day>=2027-01-01'"),
        (("fact", "acme", "badge", "--type", "choice"), "say what a rule asks of it"),
        (("fact", "acme", "badge", "--type", "choice", "--value", "unknown"), "no value of one"),
        (("fact", "acme", "new_bar"), "the id `new-bar` is taken"),
        (("fact", "acme", "hours", "--about", "activity", "--rule", "limit"), "a limit reads only facts of the trip"),
        (("rule", "nowhere", "bar", "x", "--when", "activity.mode=perform"), "there is no `nowhere`"),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(acme: Path, arguments: tuple[str, ...], says: str) -> None:
    """Exit code 2, one sentence, every file as it was."""
    before = {path: path.read_bytes() for path in acme.rglob("*") if path.is_file()}
    ran = kvcheck("rules", "new", *arguments, cwd=acme)
    assert ran.code == 2
    assert says in ran.err
    assert {path: path.read_bytes() for path in acme.rglob("*") if path.is_file()} == before
