"""Three positions apart: by law, what papers in hand prove, what draws attention."""

import pytest

from kvcheck.checklist.build import checklist
from kvcheck.engine import check
from kvcheck.model import RuleKind, Run, Verdict
from kvcheck.plan import load
from kvcheck.reporters import reporter
from kvcheck.telling.positions import Papers, positions, positions_of, risks
from kvcheck.telling.style import Style
from tests.support import AS_OF, EXAMPLES, MINIMAL, changed, judge, kvcheck, library


def test_papers_in_hand_are_counted_against_those_that_prove() -> None:
    """A paper that the plan lists, or whose data stand in it, is in hand; one that proves nothing is not counted."""
    [trip] = judge(MINIMAL).trips
    named, held = Papers(library()).of(trip)
    assert len(named) > 3
    assert held == {"esta-approval", "passport"}
    one = min(named - held)
    other = next(name for name in library().documents if name not in named)
    text = changed(("    class: esta\n", f"    class: esta\n    documents: [{one}, {other}]\n"))
    assert Papers(library()).of(judge(text).trips[0]) == (named, held | {one})


EVIDENCE = ("evidence: [maker-certificate]", "evidence: [expertise-evidence]")
OF_TRAVELER = ("    declares:", "    documents: [employment-certificate]\n    declares:")


@pytest.mark.parametrize(
    ("change", "shown"),
    [(EVIDENCE, "expertise-evidence"), (OF_TRAVELER, "employment-certificate"), (None, "esta-approval")],
)
def test_the_checklist_has_the_same_papers_in_hand(change: tuple[str, str] | None, shown: str) -> None:
    """Wherever the plan says so: the count of a report and the list of papers do not differ."""
    report = judge(changed(change) if change is not None else MINIMAL)
    named, held = Papers(library()).of(report.trips[0])
    [found] = checklist(report, library()).trips
    assert held == named & {item.document.name for item in found.items if item.in_hand}
    assert shown in held


@pytest.mark.parametrize("name", ["esta-install.yaml", "b1-annotated.yaml", "battery-plant"])
def test_the_checklist_names_the_same_papers(name: str) -> None:
    """Those of grounds and limits, and none that only who applies for a visa would need."""
    report = check(load(EXAMPLES / name), library(), as_of=AS_OF)
    lists = {each.result.id: each for each in checklist(report, library()).trips}
    permitted = [trip for trip in report.trips if trip.verdict is Verdict.PERMITTED]
    assert permitted
    for trip in permitted:
        proving = {
            item.document.name
            for item in lists[trip.id].items
            if any(cause.rule.kind in (RuleKind.GRANT, RuleKind.LIMIT) for cause in item.causes)
        }
        assert Papers(library()).of(trip)[0] == proving


def test_what_is_not_permitted_has_nothing_to_prove() -> None:
    """Papers prove a permission; where there is none, only what draws attention is told."""
    report = judge(changed(("kind: install", "kind: plant-piping")))
    assert Papers(library()).of(report.trips[0]) == (frozenset(), frozenset())
    assert not any("prove" in each.en for each in positions(report, library()))


@pytest.mark.parametrize("fmt", ["text", "markdown", "html"])
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_summary_has_the_three_apart(fmt: str, lang: str) -> None:
    """Text, Markdown and the page tell each by itself, in both languages."""
    report = judge(MINIMAL)
    said = reporter(fmt)(Run((report,)), library(), Style(lang=lang)).replace("\\", "")
    proof, attention = positions(report, library())
    wanted = proof.in_(lang)
    assert (wanted.partition("(`")[0].rstrip() if fmt == "html" else wanted) in said  # a page names no command
    assert attention.in_(lang) in said
    assert risks(report.trips[0])


def test_verbose_has_them_too() -> None:
    """In the long form as well, without the hint that there is more."""
    out = kvcheck("check", "-", "--verbose", stdin=MINIMAL.encode()).out
    assert "draws attention: 2 risks in 1 trip\n" in out


NUMBERS = {
    "json": (
        '"positions": {"law": {',
        '"proof": {"papers": 17, "in_hand": 2}',
        '"attention": {"risks": 2, "trips": 1}',
    ),
    "sarif": ('"permitted": 1', '"in_hand": 2', '"risks": 2'),
    "junit": ('"kvcheck.law.permitted" value="1"', 'proof.in_hand" value="2"', 'attention.risks" value="2"'),
    "teamcity": ("'kvcheck.law.permitted' value='1'", "proof.papers' value='17'", "attention.trips' value='1'"),
    "github": ("::notice title=kvcheck::1 trip: 1 permitted; ", "2 of 17 papers in hand", "2 risks in 1 trip"),
    "azure": ("##[section]kvcheck: 1 trip: 1 permitted; ", "2 of 17 papers in hand", "2 risks in 1 trip"),
    "tap": ("\n# 1 trip: 1 permitted; ", "2 of 17 papers in hand", "2 risks in 1 trip"),
    "concise": ("1 trip: 1 permitted; ", "2 of 17 papers in hand", "2 risks in 1 trip"),
    "csv": ("attention,17,2\r\n", ",position,papers,papers_in_hand\r\n"),
}


@pytest.mark.parametrize("fmt", NUMBERS)
def test_formats_for_programs_and_services_have_the_three_apart(fmt: str) -> None:
    """As data, or in the one line that a service shows of a run."""
    said = reporter(fmt)(Run((judge(MINIMAL),)), library(), Style())
    for each in NUMBERS[fmt]:
        assert each in said


def test_a_policy_does_not_change_the_position_of_the_law() -> None:
    """What a company forbids itself stays permitted by law; there is nothing to prove while it may not travel."""
    report = check(load(EXAMPLES / "esta-install.yaml"), library(), as_of=AS_OF, policies=["policy/no-hands-on"])
    stand = positions_of([report], library())
    assert report.trips[0].verdict is Verdict.NOT_PERMITTED
    assert (stand.law[Verdict.PERMITTED], stand.papers) == (1, 0)
