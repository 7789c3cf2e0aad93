"""The plan of the first example, changed one thing at a time."""

import pytest

from tests.support import AHEAD, MINIMAL, changed, deciding, judge, problems, verdict

EXPERTISE = "    expertise: {essential: true, evidence: [maker-certificate]}\n"
TRIPS = MINIMAL[MINIMAL.index("trips:") :]


def test_the_minimal_plan_is_permitted() -> None:
    """Nothing else than what the first example states is needed."""
    assert verdict(MINIMAL) == "permitted"
    assert deciding(MINIMAL) >= {"install-service-repair"}


@pytest.mark.parametrize(
    ("swap", "expected", "rule"),
    [
        ((EXPERTISE, ""), "undetermined", "install-service-repair"),
        (("[install, commission, train]", "[train]"), "not_permitted", "install-service-repair"),
        (("Hwasung Engineering, country: KR", "Hwasung, country: US"), "not_permitted", "install-service-repair"),
        (("depart: 2027-01-20", "depart: 2027-03-15"), "not_permitted", "stay-90-days"),
        (("nationality: [KR]", "nationality: [CN]"), "not_permitted", "vwp-nationality"),
        (("화성 충방전기 설치", "배관 용접 공사"), "needs_review", "words-differ"),
        (("acquired: purchase", "acquired: transfer"), "undetermined", "moved-inside-group"),
        (("service_until: 2028-03-01", "service_until: 2026-12-31"), "not_permitted", "install-service-repair"),
        (("kind: install, mode: perform", "kind: welding, mode: perform"), "not_permitted", "construction-by-hand"),
        (("kind: install, mode", "kind: utility-hook-up, mode"), "not_permitted", "install-service-repair"),
        (("status: approved", "status: old-passport"), "not_permitted", "esta-approved"),
        (("electronic: true", "electronic: false"), "not_permitted", "electronic-passport"),
        (("overstayed: false", "overstayed: true"), "not_permitted", "no-earlier-violation"),
        (("visa_refused: false", "visa_refused: true"), "undetermined", "refusals-disclosed"),
        (("visa_refused: false, ", ""), "undetermined", "refusals-disclosed"),
        (("visits: []", "visits: [{country: CU, on: 2021-01-12}]"), "not_permitted", "listed-country-visits"),
        (("nationality: [KR]", "nationality: [KR, IR]"), "not_permitted", "barred-nationality"),
        (("paid_by: hwasung", "paid_by: plant-co"), "not_permitted", "install-service-repair"),
    ],
)  # fmt: skip
def test_one_change_and_what_it_does(swap: tuple[str, str], expected: str, rule: str) -> None:
    """Each change leads to its verdict, by its rule."""
    text = changed(swap)
    assert verdict(text) == expected
    assert rule in deciding(text)


@pytest.mark.parametrize(
    "swap",
    [
        ("depart: 2027-01-20", "depart: 2027-02-28"),
        ("listed_country_visits: []", "listed_country_visits: [{country: CU, on: 2021-01-11}]"),
        ("service_until: 2028-03-01", "service_until: 2027-01-20"),
        ("passport: {issued_by: KR, expires: 2031-05-01", "passport: {issued_by: KR, expires: 2027-01-20"),
        ("esta: {status: approved, expires: 2027-10-01}", "esta: {status: approved, expires: 2026-12-01}"),
    ],
)
def test_the_last_day_that_is_still_good(swap: tuple[str, str]) -> None:
    """Day 90, the day before the list began, the last day of a term: all permitted."""
    assert verdict(changed(swap)) == "permitted"


def test_the_day_a_stay_breaks_is_named() -> None:
    """A stay that is too long says which day is day 90, and which day breaks it."""
    from kvcheck.telling import sentences

    report = judge(changed(("depart: 2027-01-20", "depart: 2027-03-15")))
    [trip] = report.trips
    said = [
        sentences.obstacle(each, finding, report.facts, trip.subject).en
        for part in trip.law.parts
        for finding in part.ruling.deciding
        for each in finding.obstacles
    ]
    assert any("105" in line and "day 90 is 2027-02-28, it breaks on 2027-03-01" in line for line in said)


def test_a_missing_fact_is_named_with_its_question() -> None:
    """Without `expertise` the report asks exactly for that."""
    report = judge(changed((EXPERTISE, "")))
    [trip] = report.trips
    open_facts = {
        each.comparison.fact
        for activity in trip.law.activities
        for part in activity.parts
        for finding in part.ruling.deciding
        for each in finding.obstacles
    }
    assert open_facts == {"traveler.expertise_essential"}


def test_a_plan_without_trips_is_not_green() -> None:
    """Nothing that was not checked passes."""
    [problem] = problems(MINIMAL.replace(TRIPS, "trips: []\n"))
    assert "nothing to check" in problem.message.en
    [problem] = problems(MINIMAL.replace(TRIPS, ""))
    assert "nothing to check" in problem.message.en


def test_a_class_without_a_pack_is_an_error() -> None:
    """A class that nobody wrote rules for is not judged."""
    [problem] = problems(changed(("class: esta", "class: l1b-not-there")))
    assert "no pack for this class" in problem.message.en


def test_ten_errors_are_ten_messages() -> None:
    """All errors of a file are told at once, each at its place."""
    text = changed(
        ("kvcheck: 1", "kvcheck: 2"),
        ("phase: installation", "phase: instal"),
        ("country: KR}", "country: Korea}"),
        ("made_in: KR", "made_inn: KR"),
        ("signed: 2026-03-02", "signed: 2026-02-30"),
        ("nationality: [KR]", "nationality: KR"),
        ("electronic: true", "electronic: yes"),
        ("status: approved", "status: aproved"),
        ("    class: esta\n", ""),
        ("mode: perform", "mode: performs"),
    )
    found = problems(text)
    assert len(found) == 10
    assert len({problem.place for problem in found}) == 10
    assert all(problem.quote for problem in found)


@pytest.mark.parametrize(
    ("swap", "says"),
    [
        (("employer: hwasung", "employer: hwasun"), "`employer` names none of the `companies`"),
        (("traveler: kim-ms", "traveler: kim"), "`traveler` names none of the `travelers`"),
        (
            ("equipment: charger, description", "equipment: chargr, description"),
            "`equipment` names none of the `equipment`",
        ),
        (("depart: 2027-01-20", "depart: 2026-11-20"), "lies before `arrive`"),
        (("kind: install", "kind: instal"), "no kind of activity"),
    ],
)
def test_what_does_not_resolve_is_an_error_with_a_hint(swap: tuple[str, str], says: str) -> None:
    """A reference to nothing is no fact of any kind."""
    [problem] = problems(changed(swap))
    assert says in problem.message.en
    assert problem.place is not None


def test_contradictions_are_findings() -> None:
    """An activity outside its trip, and a traveler in two places at once, are never simply permitted."""
    outside = changed(("mode: perform, equipment", "mode: perform, to: 2027-02-10, equipment"))
    assert verdict(outside) == "needs_review"
    second = TRIPS.replace("trips:\n", "").replace("kim-1", "kim-2").replace("2026-12-01", "2027-01-10")
    assert "trips-overlap" in deciding(MINIMAL + second)


def test_an_activity_across_a_change_of_law_is_judged_in_two_parts() -> None:
    """A trainer's trip that begins before 2025-12-04 rests on law that was not there yet."""
    text = changed(
        ("arrive: 2026-12-01", "arrive: 2025-12-01"),
        ("depart: 2027-01-20", "depart: 2025-12-20"),
        ("class: esta", "class: b1"),
        ("esta: {status: approved, expires: 2027-10-01}", "visa: {class: b1, expires: 2030-01-01, annotation: none}"),
        ("      - {kind: install, mode: perform, equipment: charger, description: 화성 충방전기 설치}\n", ""),
        (
            "kind: train-to-service, mode: train,",
            "kind: train-process, mode: train, trainees: us-workers, content: proprietary,",
        ),
        ("requires: [install, commission, train]", "requires: []"),
        ("essential: true", "essential: true, scarce_in_us: true"),
        ("signed: 2026-03-02", "signed: 2025-03-02"),
    )
    [trip] = judge(text).trips
    [activity] = trip.law.activities
    assert [(part.first, part.last, part.ruling.verdict.value) for part in activity.parts] == [
        ("2025-12-01", "2025-12-03", "not_permitted"),
        ("2025-12-04", "2025-12-20", "permitted"),
    ]


def test_what_was_not_announced_is_not_known() -> None:
    """`as_of` before the announcement judges without the rule, and the report says that it looks back."""
    text = changed(("class: esta", "class: esta"))
    report = judge(text, as_of="2026-01-01")
    assert report.backdated
    assert not judge(text).backdated


def test_law_that_nobody_read_again_permits_nothing() -> None:
    """After `review_by` every permitted trip needs review; near it, the pack is said to be due."""
    assert verdict(AHEAD, as_of="2027-05-22") == "permitted"
    assert verdict(AHEAD, as_of="2027-05-23") == "needs_review"
    assert all(pack.due for pack in judge(MINIMAL, as_of="2027-05-22").packs)
    assert not any(pack.due for pack in judge(MINIMAL, as_of="2027-04-01").packs)


def test_a_trip_that_ended_is_judged_by_the_law_that_was_read_when_it_began() -> None:
    """What was lawful does not become doubtful because nobody reads on; what began without law that was read is."""
    assert verdict(MINIMAL, as_of="2027-12-01") == "permitted"
    assert verdict(AHEAD, as_of="2027-12-01") == "needs_review"
    assert verdict(changed(("depart: 2027-01-20", "depart: unknown")), as_of="2028-06-01") != "permitted"


def test_the_order_of_trips_does_not_matter() -> None:
    """Trips are judged one by one; the report lists them by arrival."""
    second = TRIPS.replace("trips:\n", "").replace("kim-1", "kim-0")
    second = second.replace("2026-12-01", "2027-06-01").replace("2027-01-20", "2027-06-20")
    late_first = MINIMAL.replace(TRIPS, "trips:\n" + second + TRIPS.replace("trips:\n", ""))
    assert [trip.id for trip in judge(late_first).trips] == ["kim-1", "kim-0"]
