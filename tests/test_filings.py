"""What a plan says of filings, companies and links: contradictions are errors, no fact turns an answer around."""

import pytest

from tests.support import EXAMPLES, changed, deciding, problems, verdict

CLASSES = (EXAMPLES / "other-classes.yaml").read_text(encoding="utf-8")
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
        ("class: l1b, filed_by", "class: l1c, filed_by", "no pack for class `l1c`"),
        ("duties: [equipment, train-to-service]", "duties: [equipmnt]", "unknown kind or family"),
        ("filed_by: haechi-us, status: approved, from", "filed_by: nobody, from", "`nobody` is not one"),
        ("  transfer: {class", "  none: {class", "must be an id"),
        ("hl_days: 0", "us_days_by_year: {'2026': 400}", "400"),
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


def test_a_filing_that_is_told_turns_nothing_around() -> None:
    """An employer without links is no reason to say no before the US company is known."""
    unnamed = (
        ("status: approved, duties: [equipment, connection", "duties: [equipment, connection"),
        ("filed_by: haechi-us, duties", "duties"),
    )
    alone = ("links: [{company: haechi, type: parent}]", "links: none")
    assert verdict(only("e2-starts-up", alone, *unnamed)) == "undetermined"


def test_days_in_h_and_l_add_up_over_the_trips_of_a_plan() -> None:
    """1305 days before, 348 on the first trip, 173 on the second make five years; one day more is too many."""
    both = HEAD + "trips:\n" + "".join(f"  - id: {each}" for each in TRIPS.split("  - id: ") if each.startswith("l1b-"))
    within = changed(
        ("hl_days: 0\n    expertise: {essential", "hl_days: 1305\n    expertise: {essential"),
        ("directed_by: host", "directed_by: employer"),
        text=both,
    )
    assert "total-five-years" not in deciding(within)
    assert "total-five-years" in deciding(within.replace("hl_days: 1305", "hl_days: 1306"))
