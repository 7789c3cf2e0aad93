"""What a plan says of filings, companies and links: contradictions are errors, no fact turns an answer around."""

import re

import pytest

from kvcheck.language.text import Text
from kvcheck.model import Verdict
from kvcheck.telling import sentences
from tests.support import PLANS, changed, deciding, judge, problems, verdict

CLASSES = (PLANS / "other-classes.yaml").read_text(encoding="utf-8")
HEAD, _, TRIPS = CLASSES.partition("trips:\n")


def only(trip: str, *swaps: tuple[str, str]) -> str:
    """The example of other classes with one of its trips, changed."""
    [found] = [each for each in TRIPS.split("  - id: ") if each.startswith(f"{trip}\n")]
    found = "\n".join(line for line in found.splitlines() if not line.startswith("  #"))
    return changed(*swaps, text=f"{HEAD}trips:\n  - id: {found}\n")


@pytest.mark.parametrize("trip", ["l1b-installs", "e2-starts-up", "h2b-welds"])
def test_the_trips_of_the_example_are_permitted(trip: str) -> None:
    """What the changes below start from."""
    assert verdict(only(trip)) == "permitted"


@pytest.mark.parametrize(
    ("trip", "old", "new", "rule"),
    [
        ("l1b-installs", "months_employed_abroad: 36", "months_employed_abroad: 11", "year-abroad"),
        ("l1b-installs", "links: [{company: haechi, type: parent}]", "links: none", "group-link"),
        ("l1b-installs", "labor_for_hire: false", "labor_for_hire: true", "off-site-labor-for-hire"),
        ("l1b-installs", "directed_by: employer", "directed_by: host", "off-site-host-control"),
        ("l1b-installs", "until: 2029-10-31, sites", "until: 2027-10-31, sites", "petition-covers-days"),
        ("l1b-installs", "hl_days: 0", "hl_days: 1600\n    us_work_intermittent: false", "total-five-years"),
        ("e2-starts-up", "{country: KR, percent: 100}", "{country: KR, percent: 49}, {country: US, percent: 51}",
         "treaty-half-owned"),
        ("e2-starts-up", "[KR]\n    employer: haechi-us", "[CN]\n    employer: haechi-us", "e2-nationality"),
        ("h2b-welds", "duties: [welding, plant-piping]", "duties: [plant-piping]", "certified-building-work"),
        ("h2b-welds", "labor_certification: certified", "labor_certification: none", "temporary-labor-certified"),
    ],
)  # fmt: skip
def test_one_fact_decides(trip: str, old: str, new: str, rule: str) -> None:
    """Each class stands and falls with its own conditions."""
    text = only(trip, (old, new))
    assert verdict(text) == "not_permitted"
    assert rule in deciding(text)


@pytest.mark.parametrize("share", [50, 51])
def test_half_is_enough_for_a_treaty_company(share: int) -> None:
    """49 percent fail above; 50 pass."""
    owners = f"owners: [{{country: KR, percent: {share}}}, {{country: US, percent: {100 - share}}}]"
    assert verdict(only("e2-starts-up", ("owners: [{country: KR, percent: 100}]", owners))) == "permitted"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("{country: KR, percent: 100}", "{country: KR, percent: 60}", "60 percent, not 100"),
        ("{country: KR, percent: 100}", "{country: KR, percent: 60}, {country: JP, percent: 90}", "150 percent"),
        ("[{company: haechi, type: parent}]", "[{company: haechi-us, type: parent}]", "no link to itself"),
        ("{company: haechi, type: parent}", "{company: haechi, type: parent}, {company: haechi, type: branch}",
         "second link"),
        ("[{company: haechi, type: parent}]", "[{company: haechii, type: parent}]", "did you mean `haechi`"),
        ("Machines, country: KR}", "Machines, country: KR, links: none}", "`none` of `haechi-us`"),
        ("sites: [peachfield]", "sites: [peachfeld]", "did you mean `peachfield`"),
        ("class: l1b, filed_by", "class: l1c, filed_by", "no pack for this class of entry did you mean `l1b`"),
        ("duties: [equipment, train-to-service]", "duties: [equipmnt]", "no kind or family of activity"),
        ("filed_by: haechi-us, status: approved, from", "filed_by: nobody, from", "names none of the `companies`"),
        ("  transfer: {class", "  none: {class", "must be an id"),
        ("hl_days: 0", "us_days_by_year: {'2026': 400}", "must be at most 366"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_an_error_at_its_line(old: str, new: str, says: str) -> None:
    """Everything is said with the line, and nothing is judged."""
    found = problems(changed((old, new), text=CLASSES))
    assert says in " ".join(f"{each.message.en} {each.hint.en if each.hint else ''}" for each in found)
    assert all(each.place is not None for each in found)


@pytest.mark.parametrize(
    ("trip", "old", "new"),
    [
        ("l1b-installs", "labor_for_hire: false", "labor_for_hire: false\n    primarily_off_site: false"),
        ("l1b-installs", "kind: equipment-sale", "kind: staffing"),
    ],
)
def test_a_statement_against_what_the_plan_shows_is_a_contradiction(trip: str, old: str, new: str) -> None:
    """Neither of the two wins: the plan has to be corrected."""
    [problem, *_] = problems(only(trip, (old, new)))
    assert "by the contracts and sites" in problem.message.en


PETITION = "from: 2026-11-01, until: 2029-10-31, sites"
CERTIFIED = "from: 2027-01-04,\n                 until: 2027-09-03"


@pytest.mark.parametrize(
    ("trip", "old", "new", "expected"),
    [
        # the L-1B stay is from 2027-01-04 to 2027-12-17: ten days of grace on each side, and no work in them
        ("l1b-installs", PETITION, "from: 2027-01-14, until: 2027-12-07, sites", {"work-outside-the-days"}),
        ("l1b-installs", PETITION, "from: 2027-01-15, until: 2027-12-07, sites", {"petition-covers-days"}),
        ("l1b-installs", PETITION, "from: 2027-01-14, until: 2027-12-06, sites", {"petition-covers-days"}),
        # the H-2B stay is from 2027-01-04 to 2027-08-27: ten days before, thirty after
        ("h2b-welds", CERTIFIED, "from: 2027-01-14, until: 2027-07-28", {"work-outside-the-days"}),
        ("h2b-welds", CERTIFIED, "from: 2027-01-15, until: 2027-07-28", {"certified-days"}),
        ("h2b-welds", CERTIFIED, "from: 2027-01-14, until: 2027-07-27", {"certified-days"}),
    ],
)
def test_days_of_grace_carry_a_stay_and_no_work(trip: str, old: str, new: str, expected: set[str]) -> None:
    """Each side of each threshold, counted from the plan's own days."""
    found = deciding(only(trip, (old, new)))
    assert "work-outside-the-days" in found
    assert found - {"work-outside-the-days"} == expected - {"work-outside-the-days"}


@pytest.mark.parametrize(("old", "new"), [("until: 2029-10-31, sites", "sites"), ("from: 2026-11-01, until", "until")])
def test_a_filing_without_a_day_leaves_it_open(old: str, new: str) -> None:
    """Nobody said when it begins or ends: a question, and no pass. A day that is stated can show that it fails."""
    assert verdict(only("l1b-installs", (old, new))) == "undetermined"
    assert verdict(only("l1b-installs", (PETITION, "until: 2027-10-31, sites"))) == "not_permitted"


def test_the_day_is_named_from_which_a_stay_goes_past_its_filing() -> None:
    """At the end the last day within it; at the start the first."""
    swap = (PETITION, "from: 2027-01-20, until: 2027-11-30, sites")
    [trip] = judge(only("l1b-installs", swap)).trips
    [finding] = [each for each in trip.law.parts[0].ruling.findings if each.rule.id == "petition-covers-days"]
    facts = judge(only("l1b-installs", swap)).facts
    said = [sentences.obstacle(each, finding, facts, trip.subject) for each in finding.obstacles]
    assert said == [
        Text(
            "arrival ahead of the first day of the filing: 16 days; needed: at most 10 days"
            "; arrival from 2027-01-10 on is within it",
            "신청 유효 기간 개시 전 입국 일수: 16일, 필요: 10일 이하. 입국일이 2027-01-10 이후이면 한도 안입니다",
        ),
        Text(
            "departure past the last day of the filing: 17 days; needed: at most 10 days"
            "; departure by 2027-12-10 is within it, it breaks on 2027-12-11",
            "신청 유효 기간 종료 후 출국 일수: 17일, 필요: 10일 이하."
            " 출국일이 2027-12-10 이전(당일 포함)이면 한도 안이며 2027-12-11부터 한도를 넘습니다",
        ),
    ]


def test_a_filing_that_is_told_turns_nothing_around() -> None:
    """An employer without links is no reason to say no before the US company is known."""
    unnamed = (
        ("status: approved, duties: [equipment, connection", "duties: [equipment, connection"),
        ("filed_by: haechi-us, duties", "duties"),
    )
    alone = ("links: [{company: haechi, type: parent}]", "links: none")
    assert verdict(only("e2-starts-up", alone, *unnamed)) == "undetermined"


def objecting(text: str) -> set[str]:
    """The ids of the rules about whole trips that keep one from being permitted."""
    found = [finding for trip in judge(text).trips for part in trip.law.parts for finding in part.ruling.findings]
    return {each.rule.id for each in found if each.verdict is not Verdict.PERMITTED}


def test_days_in_h_and_l_add_up_over_the_trips_of_a_plan() -> None:
    """1305 days before, 348 on the first trip, 173 on the second make five years; one day more is too many."""
    both = HEAD + "trips:\n" + "".join(f"  - id: {each}" for each in TRIPS.split("  - id: ") if each.startswith("l1b-"))
    within = changed(
        ("hl_days: 0\n    expertise: {essential", "hl_days: 1305\n    expertise: {essential"),
        ("directed_by: host", "directed_by: employer"),
        text=both,
    )
    assert "total-five-years" not in objecting(within)
    assert "total-five-years" in objecting(within.replace("hl_days: 1305", "hl_days: 1306"))
    [who] = re.findall(r"l1b-installs\n    traveler: (\S+)", within)
    visit = f"  - {{id: visit, traveler: {who}, class: b1, arrive: 2026-12-01, depart: 2026-12-10, activities: "
    visit += "[{kind: meeting, mode: perform}]}\n"
    other = next(name for name in re.findall(r"traveler: (\S+)", CLASSES) if name != who)
    for name, admitted, counts in ((who, "b1", False), (who, "l1b, filing: transfer", True), (other, "l1b", False)):
        stay = visit.replace("class: b1", f"class: {admitted}").replace(f"traveler: {who}", f"traveler: {name}")
        trips = [trip for trip in judge(within + stay).trips if trip.subject.trip["traveler"] == who]
        found = [finding for trip in trips for part in trip.law.parts for finding in part.ruling.findings]
        failed = {each.rule.id for each in found if each.verdict is not Verdict.PERMITTED}
        assert ("total-five-years" in failed) is counts


def test_the_share_of_a_treaty_company_is_that_of_one_country_of_the_traveler() -> None:
    """The best of his own nationalities; the shares of one country add up, those of two do not."""
    owners = "owners: [{country: KR, percent: 30}, {country: KR, percent: 20}, {country: JP, percent: 50}]"
    whole = "owners: [{country: KR, percent: 100}]"
    assert verdict(only("e2-starts-up", (whole, owners))) == "permitted"
    split = owners.replace("percent: 20", "percent: 10").replace("percent: 50", "percent: 60")
    assert verdict(only("e2-starts-up", (whole, split))) == "not_permitted"
    both = ("[KR]\n    employer: haechi-us", "[KR, JP]\n    employer: haechi-us")
    assert verdict(only("e2-starts-up", (whole, split), both)) == "permitted"
