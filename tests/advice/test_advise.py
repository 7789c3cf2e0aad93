"""Advice: every proposal makes check pass, none of its changes can be left out, nothing is called what it is not."""

import json
import os
import random
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from kvcheck.advice.advise.formats import ADVICE
from kvcheck.advice.advise.search import Chosen, Outcome, smallest
from kvcheck.advice.advise.value import Advised
from kvcheck.advice.advise.weigh import FAILING, Adviser, advise, fits
from kvcheck.engine import check
from kvcheck.errors import CannotCheck
from kvcheck.lines.layout import columns
from kvcheck.model import Plan, Report, Verdict
from kvcheck.model.remedies import WAYS
from kvcheck.packs.entry import Entry
from kvcheck.packs.remedies import LABELS, read_remedies
from kvcheck.plan import assemble, load
from kvcheck.source import read_text
from kvcheck.source.schema import is_valid
from kvcheck.telling.style import Style
from tests.support import AS_OF, EXAMPLES, MINIMAL, changed, later, library
from tests.support.answers import written
from tests.support.published import FOLDER

MANY = int(os.environ.get("KVCHECK_RANDOM_PLANS", "20"))
"""So many random plans are searched in full: 500 by hand, which takes some minutes."""


def judged(plan: Plan) -> Report:
    """The plan judged."""
    return check(plan, library(), as_of=AS_OF)


def of(text: str) -> Advised:
    """Advice about a plan given as text."""
    return advise(judged(assemble([read_text(text, "plan.yaml")], "plan.yaml")), library())


def names(advised: Advised) -> list[list[str]]:
    """The remedies of each proposal."""
    return [[move.remedy.name for move in each.moves] for each in advised.proposals]


def plans() -> Iterator[Path]:
    """Every example and every plan of the tests and of published scenarios that can be judged."""
    yield from (path for path in sorted(EXAMPLES.iterdir()) if path.suffix == ".yaml" or path.name == "battery-plant")
    yield from (path for path in sorted(FOLDER.glob("*.yaml")) if path.name != "index.yaml")


# Every proposal passes ------------------------------------------------------------------------------------------------


def test_every_proposal_written_into_the_plan_makes_the_trip_pass() -> None:
    """Written, read again and judged, the trip is permitted and no other is worse; nothing is called what it is not."""
    fixed = {fact.given for fact in library().facts.values() if fact.given is not None and not fact.can_change}
    proposed = 0
    for path in [*plans()][:: 1 if MANY > 100 else 5]:
        report = judged(load(path))
        before = {trip.id: trip.verdict for trip in report.trips}
        if not set(before.values()) & set(FAILING):
            continue
        for each in advise(report, library()).proposals:
            after = {trip.id: trip.verdict for trip in judged(written(report.plan, each.answers)).trips}
            assert after[each.trip] is Verdict.PERMITTED, (path.name, each.number)
            assert all(after[name].rank >= verdict.rank for name, verdict in before.items()), (path.name, each.number)
            assert all(verdict is Verdict.PERMITTED for name, verdict in after.items() if name not in before)
            for gap, _ in each.answers:
                place = ".".join((gap.section.removesuffix("s"), *gap.steps))
                assert place not in fixed | LABELS, (path.name, each.number)
                assert not {"kind", "description", "name", "scope", "job", "nationality"} & {*gap.steps}
            proposed += 1
    assert proposed > 3


def test_only_what_fails_is_advised_about() -> None:
    """A trip that passes, or waits for facts, is left alone, and the second is told."""
    report = judged(load(EXAMPLES / "battery-plant"))
    advised = advise(report, library())
    assert {each.result.verdict for each in advised.found} == set(FAILING)
    assert advised.open == sum(trip.verdict is Verdict.UNDETERMINED for trip in report.trips) > 0


# What is proposed -----------------------------------------------------------------------------------------------------

STAY_TOO_LONG = changed(("depart: 2027-01-20", "depart: 2027-04-01"))


def test_a_stay_beyond_ninety_days_is_shortened_or_split() -> None:
    """The latest good day is named, and what is split comes back after the days outside that the law counts."""
    advised = of(STAY_TOO_LONG)
    assert names(advised)[:2] == [["shorten"], ["split"]]
    short, split = advised.proposals[:2]
    assert [(gap.path, value) for gap, value in short.answers] == [("trips.kim-1.depart", "2027-02-28")]
    after = judged(written(advised.report.plan, split.answers))
    assert [(trip.id, trip.verdict) for trip in after.trips] == [
        ("kim-1", Verdict.PERMITTED),
        ("kim-1-2", Verdict.PERMITTED),
    ]


def test_a_clause_is_got_where_the_contract_lacks_it() -> None:
    """The clause is named, with what has to be done before anybody relies on it."""
    advised = of(changed(("requires: [install, commission, train]", "requires: [train]")))
    clause = next(each for each in advised.proposals if each.moves[0].remedy.name == "clause")
    assert [(gap.path, value) for gap, value in clause.answers] == [("contracts.po-114.requires", ["train", "install"])]
    assert "sign" in clause.first[0].en


def test_somebody_else_goes_where_the_traveler_cannot() -> None:
    """Who has what is needed is named; who is there on these days already is not."""
    other = """  lee-sy:
    nationality: [KR]
    employer: hwasung
    paid_by: hwasung
    expertise: {essential: true}
    passport: {issued_by: KR, expires: 2031-05-01, electronic: true}
    esta: {status: approved, expires: 2027-10-01}
    declares: {visa_refused: false, entry_refused: false, overstayed: false, listed_country_visits: []}
trips:
"""
    text = changed(("overstayed: false,", "overstayed: true,")).replace("trips:\n", other)
    advised = of(text)
    assert names(advised) == [["other-person"]]
    busy = (
        text + "  - id: lee-1\n    traveler: lee-sy\n    class: esta\n    arrive: 2026-12-20\n    depart: 2026-12-22\n"
    )
    busy += "    activities: [{kind: meeting}]\n"
    assert names(of(busy)) == []


@pytest.mark.parametrize(
    ("example", "change", "remedy"),
    [
        ("b1-annotated.yaml", ("ends: 2027-05-31", "ends: 2027-02-10"), "new-annotation"),
        ("b1-annotated.yaml", ("        site: heron-lake", "        site: elsewhere"), "new-annotation"),
        ("other-classes.yaml", ("until: 2029-10-31, sites", "until: 2027-01-31, sites"), "longer-filing"),
        ("other-classes.yaml", ("2029-10-31, sites: [peachfield]", "2029-10-31, sites: [elsewhere]"), "amended-sites"),
        ("other-classes.yaml", ("[equipment, train-to-service]", "[train-to-service]"), "amended-duties"),
    ],
)
def test_papers_of_an_authority_are_applied_for_anew(example: str, change: tuple[str, str], remedy: str) -> None:
    """A petition that names too little is amended or extended; an annotation for another trip needs a new visa."""
    text = (EXAMPLES / example).read_text(encoding="utf-8")
    assert change[0] in text
    yard = "  elsewhere: {name: Yard, city: Macon, state: GA, phase: installation}\n"
    text = text.replace("\nsites:\n", f"\nsites:\n{yard}")
    advised = of(text.replace(*change))
    moves = [move for each in advised.proposals for move in each.moves if move.remedy.name == remedy]
    assert moves, names(advised)
    assert {(move.remedy.who, move.remedy.first is not None) for move in moves} == {("government", True)}


def test_what_people_are_is_never_changed() -> None:
    """A nationality, what was declared and what happened is no remedy: nothing is proposed."""
    advised = of(changed(("nationality: [KR]", "nationality: [KR, IR]")))
    assert [each.result.verdict for each in advised.found] == [Verdict.NOT_PERMITTED]
    assert not advised.proposals


def test_what_has_begun_is_not_changed() -> None:
    """Of a trip in the past nothing is proposed; of one that goes on only its end."""
    past = changed(("arrive: 2026-12-01", f"arrive: {later(-60)}"), ("depart: 2027-01-20", f"depart: {later(-20)}"))
    advised = of(past.replace("kind: install", "kind: plant-piping"))
    assert [each.begun for each in advised.found] == [True]
    assert not advised.proposals
    going = changed(("arrive: 2026-12-01", f"arrive: {later(-20)}"), ("depart: 2027-01-20", f"depart: {later(90)}"))
    assert names(of(going)) == [["shorten"]]


def test_unknown_facts_are_asked_for_not_changed() -> None:
    """Where only questions are left after a change it is told as such, not as a proposal."""
    text = changed(("    paid_by: hwasung\n", ""), ("kind: install", "kind: plant-piping"))
    [advice] = of(text).found
    assert not advice.proposals
    assert advice.leads
    assert {gap.steps for lead in advice.leads for ask in lead.asks for gap in ask.gaps} >= {("paid_by",)}


# Smallest -------------------------------------------------------------------------------------------------------------


def exhaustive(passes: Callable[[Chosen], bool], many: int, fit: Callable[[Chosen], bool], largest: int) -> set[Chosen]:
    """Every set that passes and of which no part does, by trying all."""
    found: list[Chosen] = []
    for chosen in (frozenset(each) for size in range(largest + 1) for each in combinations(range(many), size)):
        if not any(each <= chosen for each in found) and fit(chosen) and passes(chosen):
            found.append(chosen)
    return set(found)


BROKEN: Sequence[tuple[str, str]] = (
    ("mode: perform", "mode: supervise"),
    ("mode: perform", "mode: supervise, crew: visitors"),
    ("kind: install", "kind: plant-piping"),
    ("kind: install", "kind: line-work"),
    ("kind: install", "kind: hook-up"),
    ("requires: [install, commission, train]", "requires: [train]"),
    ("requires: [install, commission, train]", "requires: []"),
    ("service_until: 2028-03-01", "service_until: 2026-12-20"),
    ("    paid_by: hwasung\n", "    paid_by: plant-co\n"),
    ("    paid_by: hwasung\n", "    paid_by: hwasung\n    fee_paid_by: plant-co\n"),
    ("depart: 2027-01-20", "depart: 2027-03-20"),
    ("expires: 2027-10-01", "expires: 2026-11-30"),
    ("expires: 2031-05-01", "expires: 2027-01-05"),
    ("electronic: true", "electronic: false"),
    ("status: approved", "status: old-passport"),
    ("    class: esta\n", "    class: esta\n    carrier: other\n"),
    ("overstayed: false", "overstayed: true"),
)


def random_plan(seed: int) -> str:
    """The small plan with some things wrong, and perhaps a colleague who could go."""
    dice = random.Random(seed)  # noqa: S311 - a test that can be repeated
    text = MINIMAL
    for old, new in dice.sample(BROKEN, dice.randint(1, 3)):
        text = text.replace(old, new)
    if dice.random() < 0.4:
        value = yaml.safe_load(text)
        first, *_ = yaml.safe_load(MINIMAL)["travelers"].items()
        lines = json.dumps(first[1], default=str)
        del value
        text = text.replace("trips:\n", f"  lee-sy: {lines}\ntrips:\n")
    return text


def test_no_set_that_passes_is_missed_and_none_has_a_part_that_does() -> None:
    """On random small plans the search finds what trying every set finds, and judges far fewer."""
    searched = compared = 0
    for seed in range(MANY):
        try:
            report = judged(assemble([read_text(random_plan(seed), "plan.yaml")], "plan.yaml"))
        except CannotCheck:
            continue
        adviser = Adviser(report, library())
        for trip in report.trips:
            if trip.verdict not in FAILING:
                continue
            scene, moves = adviser.scene(trip)
            largest = 3 if len(moves) <= 9 else 2
            found = smallest(
                lambda chosen: adviser.outcome(scene, moves, chosen),  # noqa: B023 - called in this turn
                lambda chosen: fits(scene, moves, chosen),  # noqa: B023
                most=10_000,
                largest=largest,
            )
            wanted = exhaustive(
                lambda chosen: adviser.passes(scene, moves, chosen),  # noqa: B023
                len(moves),
                lambda chosen: fits(scene, moves, chosen),  # noqa: B023
                largest,
            )
            said = {tuple(moves[one].remedy.name for one in each) for each in set(found.passing) ^ wanted}
            assert set(found.passing) == wanted, (seed, said)
            searched += 1
            compared += len(wanted)
    assert searched >= MANY // 2
    assert compared >= MANY // 3


@pytest.mark.parametrize("seed", range(30))
def test_the_search_is_right_about_any_conditions(seed: int) -> None:
    """On random conditions over changes: what one of several changes can do something about is never left out."""
    dice = random.Random(seed)  # noqa: S311
    clauses = [frozenset(dice.sample(range(7), dice.randint(1, 3))) for _ in range(dice.randint(1, 4))]

    def unmet(chosen: Chosen) -> list[frozenset[int]]:
        return [clause for clause in clauses if not clause & chosen]

    def judge(chosen: Chosen) -> Outcome:
        left = unmet(chosen)
        return Outcome(passes=not left, next=sorted(left[0])) if left else Outcome(passes=True)

    def fit(chosen: Chosen) -> bool:
        return not {0, 1} <= chosen

    found = smallest(judge, fit, most=10_000)
    assert set(found.passing) == exhaustive(lambda chosen: not unmet(chosen), 7, fit, 3)
    assert found.whole


def test_a_search_that_stops_says_so() -> None:
    """Where the most judgments are reached the rest was not tried, and that is told."""
    found = smallest(lambda chosen: Outcome(passes=False, next=range(9)), lambda chosen: True, most=5)
    assert not found.whole


# Data -----------------------------------------------------------------------------------------------------------------


def test_every_way_has_a_remedy_and_every_place_can_be_changed() -> None:
    """The data uses each way, and its costs, texts and places are sound."""
    remedies = library().remedies.values()
    assert {each.way for each in remedies} == set(WAYS)
    assert all(1 <= each.cost <= 5 for each in remedies)
    assert all(each.first is not None for each in remedies if each.who in ("government", "seller"))


@pytest.mark.parametrize(
    "place",
    ["traveler.nationality", "traveler.declares.history", "activity.kind", "activity.description", "activity.for"],
)
def test_what_is_so_cannot_be_a_remedy(place: str) -> None:
    """Rules that would have a planner change what people are, or what work is called, are refused."""
    root = read_text(
        "facts: {a: {given: traveler.nationality, can_change: false}, b: {given: activity.for, can_change: false}}\n"
        f"changes:\n  x: {{place: {place}, way: set, to: y, who: host, cost: 1, text: {{en: a, ko: b}}}}\n",
        "facts.yaml",
    ).root
    problems: list[object] = []
    read_remedies(Entry(root, problems))  # type: ignore[arg-type]
    assert problems


# Formats --------------------------------------------------------------------------------------------------------------


@cache
def of_battery_plant() -> Advised:
    """What is advised about an example with many trips."""
    return advise(judged(load(EXAMPLES / "battery-plant")), library())


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_formats_of_advice(lang: str) -> None:
    """Every format has every proposal; JSON keeps to its schema; no line is wider than the terminal."""
    advised = of_battery_plant()
    for fmt, render in ADVICE.items():
        said = render([advised], Style(lang=lang, verbose=True))
        if fmt == "json":
            assert is_valid(json.loads(said), "advice")
        for each in advised.proposals:
            assert f'"number": {each.number},' in said if fmt == "json" else f"{each.number}. " in said
        assert fmt != "text" or max(map(columns, said.splitlines())) <= Style().width
        assert said == render([advised], Style(lang=lang, verbose=True))


def test_trips_that_fail_alike_are_told_once() -> None:
    """Two trips of one kind are told together, each with the numbers of its proposals."""
    text = changed(("kind: install", "kind: plant-piping"))
    second = text.split("trips:\n")[1].replace("id: kim-1", "id: kim-again").replace("2026-12-01", "2027-06-01")
    advised = of(text + second.replace("2027-01-20", "2027-07-20"))
    said = ADVICE["text"]([advised], Style())
    assert said.count("\n  1. ") == 1
    assert said.count("because:") == 1
    assert "kim-again (" in said
