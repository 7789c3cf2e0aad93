"""A company's own facts and numbers, as the page of `rules/README.md` teaches them."""

import re
from pathlib import Path

import pytest

from kvcheck.errors import CannotCheck
from kvcheck.packs import Library, rules_root
from kvcheck.packtools.bench import bench
from kvcheck.packtools.lint import lint
from tests.support import AS_OF, EXAMPLES, ROOT, kvcheck

EXAMPLE = EXAMPLES / "own-rules"
PACK = (EXAMPLE / "rules.yaml").read_text(encoding="utf-8")


def changed(*replacements: tuple[str, str]) -> str:
    """The pack of the example with each text replaced; each has to be there."""
    text = PACK
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return text


def test_the_page_can_be_followed(tmp_path: Path) -> None:
    """Its files are those of the example, but for their first line, and every command prints what the page shows."""
    readme = (ROOT / "rules/README.md").read_text(encoding="utf-8")
    page = readme.partition("## A company's own facts and numbers\n")[2].partition("\n## ")[0]
    for name, text in re.findall(r"```yaml\n# (\w+\.yaml)[^\n]*\n(.*?)```", page, re.DOTALL):
        own = (EXAMPLE / name).read_text(encoding="utf-8")
        assert text in own
        (tmp_path / name).write_text(own, encoding="utf-8")
    for name in ("plan.yaml", "kvcheck.yaml"):
        (tmp_path / name).write_text((EXAMPLE / name).read_text(encoding="utf-8"), encoding="utf-8")
    shown = "".join(re.findall(r"```console\n(.*?)```", page, re.DOTALL))
    commands = re.findall(r"^\$ kvcheck (.*)\n((?:(?!\$ ).*\n)*)", shown, re.MULTILINE)
    assert len(commands) >= 5
    for command, expected in commands:
        assert kvcheck(*command.split(), cwd=tmp_path).out.rstrip() == expected.rstrip(), command


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_example_says_whose_rule_it_is(lang: str) -> None:
    """A job of 22 days is more than the company allows; the law has nothing against it."""
    longer = ("--set", "trips.kim-1.activities[1].to=2026-12-22", "--set", "trips.kim-1.depart=2026-12-23")
    done = ("--set", "travelers.kim-ms.own.course_done=yes")
    told = {
        "en": ("law: permitted · company policy: not permitted", "Travel committee"),
        "ko": ("법: 허용 · 회사 정책: 불허", "출장위원회"),
    }
    passing = kvcheck("check", EXAMPLE / "plan.yaml", "--as-of", AS_OF, "--lang", lang, *done)
    failing = kvcheck("check", "plan.yaml", "--as-of", AS_OF, "--lang", lang, *done, *longer, cwd=EXAMPLE)
    assert (passing.code, failing.code) == (0, 1)
    assert all(each in failing.out for each in (*told[lang], "policy/haechi/job-too-long"))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("about: traveler", "about: company", "`about` cannot be `company`"),
        ("type: yes-no", "type: choice", "a choice names its `values`"),
        ("type: yes-no", "type: family", "`type` cannot be `family`"),
        ("answered_by: employer", "answered_by: nobody", "`answered_by` cannot be `nobody`"),
        ("{own.course_done: true}", "{own.course: true}", "unknown fact `own.course`"),
        ("{own.course_done: true}", "{own.course_done: 3}", "`3` is not a value of `own.course_done`"),
        ("course_done:   ", "own.course_done:", "`own.course_done` is no name of a fact"),
        ("layer: policy", "layer: side", "only a policy pack has `facts`"),
        ("longest_job_days:     ", "vwp_stay_days_max:\n    text: x\n  longest_job_days:\n", "unknown key `text`"),
        ("vwp_stay_days: 60", "vwp_stay_day: 60", "`vwp_stay_day` is no number of the law"),
        ("vwp_stay_days: 60", "vwp_stay_days: {title: {en: a, ko: 가}, value: 6}", "is a number of the law"),
        ("vwp_stay_days: 60", "vwp_countries: 60", "a policy sets numbers only"),
        ("vwp_stay_days: 60", "vwp_stay_days: sixty", "a policy sets numbers only"),
        ("vwp_stay_days: 60", "esta_fee_usd: 60", "no rule of a class is stricter or looser"),
        ("vwp_stay_days: 60", "vwp_stay_days: 91", "is looser than the law, which has 90"),
        ("vwp_stay_days: 60", "removal_years: 9", "is looser than the law, which has 10"),
    ],
)
def test_what_cannot_be_declared_is_told_at_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    """And the pack is refused whole."""
    (tmp_path / "rules.yaml").write_text(changed((old, new)), encoding="utf-8")
    with pytest.raises(CannotCheck) as refused:
        Library(rules_root()).add(tmp_path / "rules.yaml")
    found = [each for each in refused.value.problems if says in each.message.en]
    assert found
    assert all(each.place is not None and each.place.file.endswith("rules.yaml") and each.quote for each in found)


def test_what_nothing_reads_is_told(tmp_path: Path) -> None:
    """A fact and a number that no rule uses."""
    text = changed(("{own.course_done: true}", "{trip.days: {at_most: 30}}"), ("$longest_job_days", "21"))
    (tmp_path / "rules.yaml").write_text(text, encoding="utf-8")
    found = lint(bench(tmp_path), AS_OF)
    assert {each.about for each in found if each.check == "unused"} == {"own.course_done", "longest_job_days"}


def test_two_packs_may_declare_the_same_only_alike(tmp_path: Path) -> None:
    """In the same words; in others the second is refused, and names the first."""
    texts = (PACK, changed(("policy/haechi", "policy/imugi")))
    other = changed(("policy/haechi", "policy/other"), ("took the company's course", "took a course"))
    files = [tmp_path / f"{number}.yaml" for number in range(3)]
    for file, text in zip(files, (*texts, other), strict=True):
        file.write_text(text, encoding="utf-8")
    library = Library(rules_root())
    assert [library.add(file).name for file in files[:2]] == ["policy/haechi", "policy/imugi"]
    with pytest.raises(CannotCheck, match=r"own.course_done.*declared otherwise at"):
        library.add(files[2])


def test_the_law_reads_no_fact_of_a_company(tmp_path: Path) -> None:
    """Also not after a company's pack was read: what it declares is for its own rules."""
    (tmp_path / "rules.yaml").write_text(PACK, encoding="utf-8")
    library = Library(rules_root())
    library.add(tmp_path / "rules.yaml")
    assert "own.course_done" in library.facts
    assert "own.course_done" not in library.vocabulary.facts
    assert "longest_job_days" not in library.vocabulary.parameters
