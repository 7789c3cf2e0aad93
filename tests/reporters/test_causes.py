"""Causes first: a roster of 18 fits two screens, each missing fact is named once, at the place that would hold it."""

import re

import pytest

from kvcheck.lines.layout import columns
from kvcheck.model import RuleKind
from kvcheck.reporters.text_page import FEW
from kvcheck.telling.places import takes
from kvcheck.telling.questions import places_of, questions_of
from tests.support import AS_OF, MINIMAL, PLANS, changed, judge, kvcheck, library

ROSTER = (PLANS / "roster-of-18.yaml").read_text(encoding="utf-8")
SCREENS, WIDTH = 2 * 40, 80


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_roster_of_18_fits_two_screens(lang: str) -> None:
    """A line a trip, every missing fact once, every cause once."""
    ran = kvcheck("check", "tests/plans/roster-of-18.yaml", "--lang", lang)
    lines = ran.out.splitlines()
    assert ran.code == 1
    assert len(lines) <= SCREENS
    assert all(columns(line) <= WIDTH for line in lines)
    for question in questions_of(judge(ROSTER)):
        assert ran.out.count(f"{places_of(question)}: ") == 1
        assert f"{len(question.trips)} {question.title.in_(lang)[:9]}" in ran.out


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_no_title_and_no_place_is_cut(lang: str) -> None:
    """What may stand at a place is left to `ask` where many facts are missing; of few it is there."""
    few = changed(
        ("expertise: {essential: true, ", "expertise: {"),
        ("kind: install, mode: perform", "kind: install, mode: supervise"),
    )
    for plan, many in ((ROSTER, True), (few, False)):
        out = kvcheck("check", "-", "--lang", lang, "--as-of", AS_OF, stdin=plan.encode()).out
        questions = questions_of(judge(plan))
        assert (len(questions) > FEW) is many
        whole = " ".join(out.split())
        for each in questions:
            assert f"{len(each.trips)} {each.title.in_(lang)} {places_of(each)}: " in whole
            assert many or f"{places_of(each)}: {takes(each.gaps[0]).in_(lang)}" in whole
        cut = [line for line in out.splitlines() if "…" in line]
        assert bool(cut) is many
        assert all(re.search(r": (.* \| )?…$", line) for line in cut)


def test_the_country_of_a_company_is_named_where_it_stands() -> None:
    """The employer is stated, its country is not: the place is in the company, and it is asked for once."""
    report = judge(changed(("hwasung: {name: Hwasung Engineering, country: KR}", "hwasung: {name: Hwasung}")))
    [question] = questions_of(report)
    assert places_of(question) == "companies.hwasung.country"
    assert "companies.hwasung.country: a country (KR)" in kvcheck("check", "-", stdin=_without_country()).out


def _without_country() -> bytes:
    return changed(("hwasung: {name: Hwasung Engineering, country: KR}", "hwasung: {name: Hwasung}")).encode()


def test_every_place_that_is_asked_for_is_in_the_schema() -> None:
    """What is asked can be written down."""
    for question in questions_of(judge(ROSTER)):
        for gap in question.gaps:
            assert gap.shape


def test_a_bar_and_a_limit_that_are_open_say_which_answer_is_good() -> None:
    """The one is to be ruled out, the other to be confirmed."""
    ran = kvcheck("check", "tests/plans/roster-of-18.yaml", "--verbose")
    assert "to confirm: The passport is an electronic passport" in ran.out
    assert "to rule out: The traveler is employed by a US company" in ran.out


def test_a_near_limit_is_told_with_its_day() -> None:
    """On day 77 of 90, 13 are left; on day 76 it is 14, and nothing is said."""
    for depart, told in (("2027-02-28", True), ("2027-02-15", True), ("2027-02-14", False)):
        text = changed(("depart: 2027-01-20", f"depart: {depart}"))
        out = kvcheck("check", "-", stdin=text.encode()).out
        assert ("days left, until 2027-02-28" in out) is told, depart


def test_what_is_settled_asks_nothing() -> None:
    """A trip that is not permitted waits for no answer."""
    assert questions_of(judge(MINIMAL)) == ()
    barred = changed(
        ("kind: install, mode: perform", "kind: plant-piping, mode: perform"), ("visa_refused: false, ", "")
    )
    assert questions_of(judge(barred)) == ()


def test_verbose_has_every_trip_in_full() -> None:
    """All is there for who asks for it."""
    ran = kvcheck("check", "tests/plans/roster-of-18.yaml", "--verbose")
    assert len(re.findall(r"^  . 1 ", ran.out, re.MULTILINE)) == 18


@pytest.mark.parametrize(
    ("said", "en", "ko"),
    [
        ("work", "“work” does not say what is done", "“work”: 입력한 활동 종류의 작업을 말하지 않음"),
        ("on-site support", "is too vague", "만으로는 알 수 없음"),
        ("Nyomástartó edények gyártása", "does not say, in words that can be read", "어떤 작업인지 읽을 수 없음"),
        (
            "staff our booth at the trade show",
            "another kind than the one entered: Trade show (`exhibit`)",
            "전시회(`exhibit`)",
        ),
    ],
)
def test_words_that_leave_open_what_is_done_are_told_with_the_question(said: str, en: str, ko: str) -> None:
    """Whoever described the work is told why that is not enough, and what would be; the question itself stands once."""
    plan = changed(("화성 충방전기 설치", said)).encode()
    for lang, words in (("en", en), ("ko", ko)):
        out = kvcheck("check", "-", "--lang", lang, "--as-of", AS_OF, stdin=plan).out
        assert words in " ".join(out.split())
        assert out.count("activities[1].description:") == 1
        assert ("instead" if lang == "en" else "대안") in out


# Proof ----------------------------------------------------------------------------------------------------------------


def proofs(out: str) -> dict[str, str]:
    """What `--verbose` says of each rule, by its name: from its headline to its name, of all activities on one line."""
    found: dict[str, str] = {}
    lines: list[str] = []
    for line in out.splitlines():
        if re.match(r" *[✓✗?!~] ", line):
            lines = []
        lines.append(line.strip())
        if line.strip().startswith("rule "):
            name = line.split()[-1]
            found[name] = " ".join(f"{found.get(name, '')} {' '.join(lines)}".split())
            lines = []
    return found


def test_a_permission_is_proved_condition_by_condition() -> None:
    """Each condition of the ground stands with its value and with the line of the plan that meets it."""
    [trip] = judge(MINIMAL).trips
    proof = proofs(kvcheck("check", "-", "--verbose", stdin=MINIMAL.encode()).out)
    for activity in trip.law.activities:
        for finding in activity.parts[0].ruling.deciding:
            if finding.rule.kind is not RuleKind.GRANT:
                continue
            said = proof[finding.rule.name]
            for comparison in finding.grounds:
                fact = library().facts[comparison.fact]
                assert f"{fact.title.en}: " in said, (finding.rule.name, fact.name)
    said = proof["us/business-scope/install-service-repair"]
    line = next(number for number, text in enumerate(MINIMAL.splitlines(), 1) if "expertise:" in text)
    assert f"(<stdin>:{line}:" in said
    assert "law 9 FAM" in said or "law 8 CFR" in said


def test_a_refusal_names_the_bar_or_the_nearest_ground_and_what_it_lacked() -> None:
    """The bar with the facts that it rests on; where nothing is barred, the ground with what it would have needed."""
    barred = changed(("kind: install", "kind: plant-piping"))
    said = proofs(kvcheck("check", "-", "--verbose", stdin=barred.encode()).out)
    assert "role of the traveler: by hand" in said["us/business-scope/construction-by-hand"]
    lacking = changed(("requires: [install, commission, train]", "requires: [train]"))
    said = proofs(kvcheck("check", "-", "--verbose", stdin=lacking.encode()).out)
    near = said["us/business-scope/install-service-repair"]
    assert "no ground covers it; nearest:" in near
    assert "the contract requires the seller to do this: no; needed: yes" in near


def test_a_default_that_decides_is_told_with_its_proof() -> None:
    """Where the plan is silent and the format speaks for it, the condition says where it was taken from."""
    out = kvcheck("check", "-", "--verbose", stdin=MINIMAL.encode()).out
    assert "country of residence: KR (<stdin>:" in " ".join(out.split())
    assert "not stated, taken as: " in " ".join(out.split())


@pytest.mark.parametrize("more", [(), ("--verbose",)])
def test_a_warning_about_several_trips_is_told_once_for_equal_reasons(more: tuple[str, ...]) -> None:
    """Two descriptions, each entered as two kinds: one warning with the trips of both; another number is another."""
    told = "\n      - {{kind: {kind}, mode: perform, equipment: charger, description: {said}}}"
    plan = MINIMAL.split("trips:")[0] + "trips:"
    for trip, said, kinds in (
        ("one", "charger of bay 1", ("install", "repair")),
        ("two", "charger of bay 2", ("install", "repair")),
        ("three", "charger of bay 3", ("install", "repair", "maintain")),
    ):
        plan += (
            f"\n  - id: {trip}\n    traveler: kim-ms\n    class: esta\n    arrive: 2026-12-01\n    depart: 2026-12-20"
        )
        plan += "\n    activities:" + "".join(told.format(kind=kind, said=said) for kind in kinds)
    out = kvcheck("check", "-", "--as-of", AS_OF, *more, stdin=plan.encode()).out
    warnings = out.split("~ One description of work is entered as different kinds")[1:]
    assert ["one, two" in each.splitlines()[1] for each in warnings] == [True, False]
    assert "three" in warnings[1].splitlines()[1]


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_each_trip_is_told_the_advice_for_what_it_lacks(lang: str) -> None:
    """One ground lacked for different reasons has different advice; only that of the first trip was told."""
    lee = MINIMAL.partition("  kim-ms:\n")[2].partition("trips:\n")[0]
    trip = MINIMAL.partition("trips:\n")[2].partition("      - {kind: train")[0]
    plan = changed(
        ("expertise: {essential: true, ", "expertise: {essential: false, "),
        ("trips:\n", f"  lee-ms:\n{lee}trips:\n"),
    ) + trip.replace("kim", "lee").replace("kind: install", "kind: utility-hook-up")
    for more in ([], ["--verbose"]):
        out = kvcheck("check", "-", "--lang", lang, *more, stdin=plan.encode()).out
        whole = " ".join(out.split())
        for rule in (
            ("Send somebody whose", "Have the sale or lease")
            if lang == "en"
            else ("특화된 전문지식이 필요한 인력", "해당 의무를 명시하고")
        ):
            assert whole.count(rule) == 1, out


def test_long_ids_and_names_of_files_cut_no_line_of_a_trip_or_a_place() -> None:
    """Class, days and the path of a value stand on a line of their own where they do not fit."""
    long = "an-engineer-with-a-rather-long-identifier-of-a-company-2041"
    plan = changed(
        ("  kim-ms:\n", f"  {long}:\n"),
        ("traveler: kim-ms", f"traveler: {long}"),
        ("depart: 2027-01-20", "depart: 2027-03-20"),
    )
    for more in ([], ["--verbose"]):
        out = kvcheck("check", "-", "--stdin-filename", f"plans/{long}.yaml", *more, stdin=plan.encode()).out
        whole = " ".join(out.split())
        assert f"{long} · ESTA · 2026-12-01 – 2027-03-20 (110 days)" in whole
        assert f"plans/{long}.yaml:34:13 trips.kim-1.depart" in whole
        assert not re.search(r"[\w.-]…$", re.sub(r"(?m)^ *\d+ \| .*$", "", out), re.MULTILINE)
