"""What happened before and what is planned: history, the calendar, passports, trips that are not decided yet."""

from pathlib import Path

import pytest

from tests.support import AS_OF, MINIMAL, changed, deciding, judge, kvcheck, problems, verdict

DECLARED = "overstayed: false,"
ON_B1 = (
    ("class: esta", "class: b1"),
    (
        "esta: {status: approved, expires: 2027-10-01}",
        "visa: {class: b1, issued: 2024-03-01, expires: 2034-02-28, annotation: none}",
    ),
)
HELD = "{what: arrest, on: 2025-09-04, class: %s}, {what: voluntary-departure, on: 2025-09-11, class: %s}"
B1 = changed(*ON_B1)


def told(events: str, text: str = MINIMAL, overstayed: str = "false") -> str:
    """A plan whose traveler states events."""
    return changed((DECLARED, f"overstayed: {overstayed}, history: [{events}],"), text=text)


def held(admitted: str, text: str) -> str:
    """The plan of somebody who was at the site on 4 September 2025, in a class, and left by voluntary departure."""
    return told(HELD % (admitted, admitted), text)


@pytest.mark.parametrize(
    ("text", "expected", "rule"),
    [
        pytest.param(held("esta", MINIMAL), "needs_review", "left-under-proceedings", id="waiver then, ESTA now"),
        pytest.param(held("b1", MINIMAL), "needs_review", "left-under-proceedings", id="B-1 then, ESTA now"),
        pytest.param(
            changed(("status: approved", "status: revoked"), text=held("esta", MINIMAL)),
            "not_permitted",
            "esta-approved",
            id="the ESTA was revoked",
        ),
        pytest.param(held("b1", B1), "needs_review", "visa-after-proceedings", id="the old visa"),
        pytest.param(
            changed(("issued: 2024-03-01", "issued: 2025-11-20"), text=held("esta", B1)),
            "permitted",
            "install-service-repair",
            id="a new visa",
        ),
        pytest.param(
            changed(("annotation: none", "annotation: none, confirmed: 2025-10-20"), text=held("b1", B1)),
            "permitted",
            "install-service-repair",
            id="the old visa, confirmed since",
        ),
        pytest.param(
            changed(("annotation: none", "annotation: none, confirmed: 2025-09-11"), text=held("b1", B1)),
            "needs_review",
            "visa-after-proceedings",
            id="confirmed only on the day of departure",
        ),
        pytest.param(
            changed(("issued: 2024-03-01, ", ""), text=held("b1", B1)),
            "undetermined",
            "visa-after-proceedings",
            id="nobody said when the visa was issued",
        ),
    ],
)
def test_who_left_in_september_2025_gets_an_answer_for_each_paper(text: str, expected: str, rule: str) -> None:
    """For ESTA and for B-1, with what is open."""
    assert verdict(text) == expected
    assert rule in deciding(text)


@pytest.mark.parametrize(
    ("event", "expected", "rule"),
    [
        ("{what: overstay, class: b1, on: 2025-06-10, days: 3}", "not_permitted", "visa-void-after-overstay"),
        ("{what: overstay, class: b1, on: 2024-03-01, days: 3}", "undetermined", "visa-issued-elsewhere"),
        ("{what: overstay, class: esta, on: 2025-06-10, days: 3}", "permitted", "install-service-repair"),
        ("{what: overstay, class: esta, on: 2023-12-02, until: 2023-06-05}", "permitted", "install-service-repair"),
        ("{what: overstay, class: esta, on: 2023-12-03, until: 2023-06-05}", "not_permitted", "overstay-three-years"),
        ("{what: overstay, class: esta, on: 2023-12-01, until: 2023-06-01}", "permitted", "install-service-repair"),
        ("{what: overstay, class: esta, on: 2017-01-01, until: 2016-01-02}", "not_permitted", "overstay-ten-years"),
        (
            "{what: overstay, class: esta, on: 2017-01-01, days: 365, waived: true}",
            "permitted",
            "install-service-repair",
        ),
        ("{what: overstay, class: esta, on: 2024-01-01}", "undetermined", "overstay-three-years"),
    ],
)
def test_an_overstay_counts_by_its_class_its_days_and_its_day(event: str, expected: str, rule: str) -> None:
    """On a B-1 visa issued on 2024-03-01, for an arrival on 2026-12-01."""
    text = told(event, B1, overstayed="true")
    assert verdict(text) == expected
    assert rule in deciding(text)


@pytest.mark.parametrize(("country", "expected"), [("KR", "permitted"), ("CA", "needs_review")])
def test_after_an_overstay_on_a_visa_the_new_one_comes_from_home(country: str, expected: str) -> None:
    """The country of the consulate decides."""
    text = told("{what: overstay, class: b1, on: 2023-03-01, days: 3}", B1, overstayed="true")
    assert verdict(changed(("issued: 2024-03-01", f"issued: 2024-03-01, issued_in: {country}"), text=text)) == expected


def test_an_overstay_without_details_is_asked_for_on_a_visa_and_bars_the_waiver() -> None:
    """In whichever class it was, the waiver is closed; whether the visa is void depends."""
    assert verdict(changed((DECLARED, "overstayed: true,"))) == "not_permitted"
    assert verdict(changed((DECLARED, "overstayed: true,"), text=B1)) == "undetermined"


@pytest.mark.parametrize(
    ("what", "on_esta", "on_b1"),
    [
        ("{what: breach, class: esta, on: 2025-05-02}", "not_permitted", "needs_review"),
        ("{what: breach, class: b1, on: 2025-05-02}", "needs_review", "needs_review"),
        ("{what: expedited-removal, on: 2021-12-02}", "not_permitted", "not_permitted"),
        ("{what: expedited-removal, on: 2021-12-01}", "needs_review", "permitted"),
        ("{what: removal, on: 2016-12-02}", "not_permitted", "not_permitted"),
        ("{what: removal, on: 2016-12-01}", "needs_review", "permitted"),
        ("{what: misrepresentation, on: 2012-01-01}", "not_permitted", "not_permitted"),
        ("{what: misrepresentation, on: 2012-01-01, waived: true}", "needs_review", "permitted"),
        ("{what: conviction, on: 2012-01-01}", "needs_review", "needs_review"),
        ("{what: visa-revoked, on: 2025-01-01}", "needs_review", "not_permitted"),
        ("{what: visa-revoked, on: 2023-01-01}", "needs_review", "permitted"),
        ("{what: esta-revoked, on: 2025-01-01}", "needs_review", "permitted"),
        ("{what: immigrant-petition, on: 2026-01-01}", "needs_review", "needs_review"),
        ("{what: two-years-at-home, on: 2025-01-01}", "permitted", "permitted"),
    ],
)
def test_each_event_means_what_the_law_makes_of_it(what: str, on_esta: str, on_b1: str) -> None:
    """With both sides of the days on which a bar ends, and of the day the visa was issued."""
    assert verdict(told(what)) == on_esta
    assert verdict(told(what, B1)) == on_b1


def test_a_refused_entry_is_asked_about_until_the_plan_says_what_it_was() -> None:
    """A removal bars for years, a withdrawal does not."""
    refused = changed(
        ("entry_refused: false", "entry_refused: true"),
        ("status: approved", "status: approved, refusals_disclosed: true"),
    )
    assert verdict(refused) == "undetermined"
    assert verdict(told("", refused)) == "permitted"


@pytest.mark.parametrize(
    ("events", "overstayed", "said"),
    [
        ("{what: overstay, on: 2024-01-01, class: esta, days: 2}", "false", "`overstayed` is false"),
        ("", "true", "`history` has none"),
        ("{what: breach, on: 2024-01-01}", "false", "needs the `class`"),
        ("{what: breach, on: 2024-01-01, class: l1x}", "false", "no class of entry that is known"),
        ("{what: overstay, on: 2024-01-01, until: 2024-01-01, class: esta}", "true", "no overstay"),
    ],
)
def test_a_history_that_cannot_be_is_an_error(events: str, overstayed: str, said: str) -> None:
    """With a hint."""
    [problem] = problems(told(events, overstayed=overstayed))
    assert said in problem.message.en
    assert problem.hint is not None


@pytest.mark.parametrize(
    ("admitted", "known"), [("l1b", True), ("b2", True), ("wt", True), ("f1", True), ("l1x", False)]
)
def test_an_unknown_class_of_a_stay_is_an_error_with_a_hint(admitted: str, known: bool) -> None:
    """What the stay was decides what it means."""
    stays = f"us_stays: [{{arrive: 2026-05-01, depart: 2026-05-20, class: {admitted}}}]\n    passport:"
    found = problems(changed(("passport:", stays)))
    assert not found if known else (len(found) == 1 and found[0].hint is not None)


def stays(*days: tuple[str, str], admitted: str = "esta") -> str:
    """The plan with these trips of its only traveler, all for the same work."""
    head, _ = (B1 if admitted == "b1" else MINIMAL).split("trips:\n")
    work = "{kind: install, mode: perform, equipment: charger, description: 화성 충방전기 설치}"
    trips = [
        f"  - id: t{number}\n    traveler: kim-ms\n    class: {admitted}\n"
        f"    arrive: {arrive}\n    depart: {depart}\n    activities:\n      - {work}\n"
        for number, (arrive, depart) in enumerate(days)
    ]
    return head + "trips:\n" + "".join(trips)


THREE = (("2026-12-01", "2027-02-27"), ("2027-03-07", "2027-06-02"), ("2027-06-10", "2027-09-05"))


@pytest.mark.parametrize("admitted", ["esta", "b1"])
def test_three_stays_back_to_back_are_for_review_without_being_asked_for(admitted: str) -> None:
    """Each of them, on the terminal; two of them, or three with longer gaps, are not."""
    text = stays(*THREE, admitted=admitted)
    assert verdict(text) == "needs_review"
    assert deciding(text) == {"back-to-back-stays"}
    assert verdict(stays(*THREE[:2], admitted=admitted)) == "permitted"
    spread = (THREE[0], ("2027-03-31", "2027-06-02"), ("2027-07-04", "2027-09-05"))
    assert verdict(stays(*spread, admitted=admitted)) == "permitted"
    closer = (THREE[0], ("2027-03-30", "2027-06-02"), ("2027-07-03", "2027-09-05"))
    assert verdict(stays(*closer, admitted=admitted)) == "needs_review"


def test_an_earlier_stay_joins_the_row_unless_it_was_no_visit() -> None:
    """Where it was nobody said, so it counts."""

    def after(admitted: str) -> str:
        earlier = f"us_stays: [{{arrive: 2026-09-01, depart: 2026-11-20{admitted}}}]\n    passport:"
        return changed(("passport:", earlier), text=stays(*THREE[:2]))

    assert verdict(after("")) == verdict(after(", class: esta")) == verdict(after(", class: b1")) == "needs_review"
    assert verdict(after(", class: l1b")) == "permitted"


def test_planned_trips_count_as_days_in_the_us() -> None:
    """A lower bound is enough: nobody said where the traveler was before."""
    risks = [
        {finding.rule.id for part in trip.law.parts for finding in part.ruling.risks}
        for trip in judge(stays(*THREE[:2], ("2027-08-01", "2027-08-30"))).trips
    ]
    assert all("many-days-in-12-months" in each for each in risks)
    assert not any(
        "many-days-in-12-months" in {finding.rule.id for part in trip.law.parts for finding in part.ruling.risks}
        for trip in judge(stays(*THREE[:1])).trips
    )


def test_an_earlier_stay_in_another_class_is_no_esta_stay() -> None:
    """Nor does it look like one."""

    def risks(admitted: str) -> set[str]:
        earlier = f"us_stays: [{{arrive: 2026-06-01, depart: 2026-09-20, class: {admitted}}}]\n    passport:"
        [trip] = judge(changed(("passport:", earlier), ("depart: 2027-01-20", "depart: 2027-02-20"))).trips
        return {finding.rule.id for part in trip.law.parts for finding in part.ruling.risks}

    assert "long-repeated-stays" in risks("esta")
    assert "long-repeated-stays" not in risks("l1b")


def test_a_single_entry_is_used_once() -> None:
    """By a trip of the plan, or by a stay before it that began on the visa."""
    single = changed(("annotation: none", "annotation: none, entries: single"), text=stays(*THREE[:2], admitted="b1"))
    assert [trip.verdict.value for trip in judge(single).trips] == ["permitted", "not_permitted"]
    assert verdict(changed(("entries: single", "entries: multiple"), text=single)) == "permitted"


def test_a_stay_in_progress_ends_by_the_day_admitted_until() -> None:
    """Without an extension; on the waiver whatever was filed."""
    until = changed(("depart: 2027-01-20", "depart: 2027-01-20\n    admitted_until: 2027-01-19"), text=B1)
    assert verdict(until) == "undetermined"
    assert verdict(changed(("admitted_until: 2027-01-19", "admitted_until: 2027-01-20"), text=until)) == "permitted"
    pending = changed(("admitted_until", "extension: pending\n    admitted_until"), text=until)
    assert verdict(pending) == "needs_review"
    assert verdict(changed(("extension: pending", "extension: denied"), text=pending)) == "not_permitted"
    esta = changed(("depart: 2027-01-20", "depart: 2027-01-20\n    extension: pending\n    admitted_until: 2027-01-19"))
    assert verdict(esta) == "not_permitted"


OPEN = {
    "class": changed(("class: esta", "class: unknown")),
    "depart": changed(("depart: 2027-01-20", "depart: unknown")),
    "both": changed(("class: esta", "class: unknown"), ("depart: 2027-01-20", "depart: unknown")),
}


@pytest.mark.parametrize("text", OPEN.values(), ids=OPEN.keys())
def test_what_is_not_decided_is_asked_for(text: str) -> None:
    """Neither permitted nor refused."""
    assert verdict(text) == "undetermined"
    assert deciding(text) & {"class-decided", "departure-decided"}


def test_what_no_class_permits_is_refused_before_one_is_chosen() -> None:
    """What every class shares is judged."""
    assert verdict(changed(("nationality: [KR]", "nationality: [US]"), text=OPEN["class"])) == "not_permitted"


def test_a_departure_that_is_open_leaves_the_next_trip_open() -> None:
    """The stay may still grow into it."""
    text = stays(*THREE[:2]).replace("depart: 2027-02-27", "depart: unknown")
    assert [trip.verdict.value for trip in judge(text).trips] == ["undetermined", "undetermined"]


FORMATS = [
    "text",
    "json",
    "html",
    "markdown",
    "csv",
    "sarif",
    "junit",
    "tap",
    "gitlab",
    "github",
    "azure",
    "rdjson",
    "concise",
    "teamcity",
]
COMMANDS = {
    **{f"check {fmt}": ("check", "-f", fmt) for fmt in FORMATS},
    "check verbose": ("check", "--verbose", "--side", "tax-days", "--side", "tax-treaty", "--side", "totalization"),
    "check policy": ("check", "--policy", "esta-14-days", "--policy", "b1-for-plants"),
    "compare": ("compare",),
    "compare json": ("compare", "-f", "json"),
    **{f"checklist {fmt}": ("checklist", "-f", fmt) for fmt in ("text", "json", "markdown")},
    "checklist ics": ("checklist", "-f", "ics", "-o", "OUT.ics"),
    "checklist html": ("checklist", "-f", "html", "-o", "OUT.html"),
    "checklist docx": ("checklist", "-f", "docx", "-o", "OUT.docx"),
    "export csv": ("export", "--csv", "OUT.csv"),
    "export xlsx": ("export", "--xlsx", "OUT.xlsx"),
    "letter": ("letter", "--traveler", "kim-ms", "--kind", "employer", "-o", "OUT.docx"),
    "card": ("card", "--traveler", "kim-ms", "-o", "OUT.html"),
}


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS.keys())
@pytest.mark.parametrize("what", OPEN)
def test_every_command_copes_with_what_is_open(what: str, arguments: tuple[str, ...], tmp_path: Path) -> None:
    """No defect, no refusal of the command line, and no paper."""
    plan = tmp_path / "plan.yaml"
    plan.write_text(OPEN[what], encoding="utf-8")
    ran = kvcheck(arguments[0], plan, *arguments[1:], "--as-of", AS_OF, "--lang", "ko", cwd=tmp_path)
    assert ran.code in ({1, 3, 4} if arguments[0] in ("letter", "card") else {0, 1, 4}), ran.err
    assert arguments[0] not in ("letter", "card") or not list(tmp_path.glob("OUT.*"))


@pytest.mark.parametrize(
    ("country", "expires", "expected"),
    [
        ("DE", "2027-04-20", "permitted"),
        ("KR", "2027-01-20", "permitted"),
        ("KR", "2027-01-19", "not_permitted"),
        ("BN", "2027-07-19", "not_permitted"),
        ("BN", "2027-07-20", "permitted"),
    ],
)
def test_a_passport_needs_six_months_unless_its_country_is_listed(country: str, expires: str, expected: str) -> None:
    """For a stay until 2027-01-20; Brunei is in the waiver program and not on the list."""
    text = changed(
        ("nationality: [KR]", f"nationality: [{country}]"),
        ("issued_by: KR, expires: 2031-05-01", f"issued_by: {country}, expires: {expires}"),
    )
    assert verdict(text) == expected


@pytest.mark.parametrize(
    ("nationality", "passport", "expected"),
    [("KR, VE", "KR", "permitted"), ("KR, VE", "VE", "needs_review"), ("KR, IR", "KR", "permitted")],
)
def test_a_dual_national_is_judged_by_the_passport(nationality: str, passport: str, expected: str) -> None:
    """The proclamation leaves out who travels on the passport of a country that is not listed."""
    swaps = (("nationality: [KR]", f"nationality: [{nationality}]"), ("issued_by: KR", f"issued_by: {passport}"))
    assert verdict(changed(*swaps, text=B1)) == expected


@pytest.mark.parametrize("depart", ["2027-05-29", "2027-05-30", "2027-06-30", "2027-11-30", "2027-12-01"])
def test_a_longer_stay_is_never_better(depart: str) -> None:
    """Over every day on which a limit breaks, in both classes of visitors."""
    for text in (MINIMAL, B1):
        ranks = [
            judge(changed(("depart: 2027-01-20", f"depart: {day}"), text=text)).verdict.rank
            for day in ("2027-01-20", depart)
        ]
        assert ranks[1] <= ranks[0]


@pytest.mark.parametrize("admitted", ["esta", "b1", "b2", "l1b", ""])
@pytest.mark.parametrize("text", [MINIMAL, B1, stays(*THREE[:2]), stays(*THREE)], ids=["esta", "b1", "two", "three"])
def test_an_earlier_stay_betters_no_verdict(text: str, admitted: str) -> None:
    """Nor does a further planned trip."""
    said = f", class: {admitted}" if admitted else ""
    more = changed(
        ("passport:", f"us_stays: [{{arrive: 2026-06-01, depart: 2026-08-20{said}}}]\n    passport:"), text=text
    )
    assert judge(more).verdict.rank <= judge(text).verdict.rank


@pytest.mark.parametrize("count", [1, 2])
def test_a_further_planned_trip_betters_no_verdict(count: int) -> None:
    """Of any trip that was planned before."""
    fewer, more = judge(stays(*THREE[:count])), judge(stays(*THREE[: count + 1]))
    assert all(
        after.verdict.rank <= before.verdict.rank for before, after in zip(fewer.trips, more.trips, strict=False)
    )


@pytest.mark.parametrize("word", ["unknown", "TBD", "미정"])
def test_a_roster_says_so_too(word: str, tmp_path: Path) -> None:
    """It comes out of a plan and goes back into it; people's words for it are read."""
    plan, roster = tmp_path / "plan.yaml", tmp_path / "roster.csv"
    plan.write_text(OPEN["depart"], encoding="utf-8")
    assert kvcheck("export", plan, "--csv", roster, "--as-of", AS_OF, "--lang", "en").code == 0
    rows = roster.read_text(encoding="utf-8-sig")
    assert ",unknown," in rows
    roster.write_text(rows.replace(",unknown,", f",{word},"), encoding="utf-8-sig")
    ran = kvcheck("import", roster, "--into", plan, "--yes", "--lang", "en")
    assert ran.code == 0, ran.err
    assert "depart: unknown" in plan.read_text(encoding="utf-8")
