"""What stands beside the law: a company's own rules, side packs, and rules over the whole plan."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kvcheck.engine import check
from kvcheck.errors import CannotCheck, Problem
from kvcheck.facts.presence import DERIVED
from kvcheck.model import Layer, Report, RuleKind, Run, Verdict
from kvcheck.packs import Library, rules_root
from kvcheck.packs.entry import Entry
from kvcheck.packs.rules import read_pack
from kvcheck.plan import assemble
from kvcheck.plan.lookups import Tables
from kvcheck.reporters import reporter
from kvcheck.source import read_text
from kvcheck.source.schema import schema
from kvcheck.telling.style import Style
from tests.support import AHEAD, AS_OF, MINIMAL, PLANS, changed, kvcheck, library
from tests.support.layers import CREW_HEAD, MAINTAIN, OWN, own_pack, trip

POLICIES = [name for name in library().pack_names if name.startswith("policy/")]


def layered(text: str, *, policies: tuple[str, ...] = (), sides: tuple[str, ...] = ()) -> Report:
    """The report about a plan given as text, with packs beside the law."""
    plan = assemble([read_text(text, "plan.yaml")], "plan.yaml")
    return check(plan, library(), as_of=AS_OF, policies=policies, sides=sides)


def test_law_and_policy_stand_side_by_side() -> None:
    """The law permits 51 days, the company 14: both are told, and the worse one counts."""
    [trip] = layered(MINIMAL, policies=("policy/esta-14-days",)).trips
    assert trip.law.verdict is Verdict.PERMITTED
    assert trip.policy is not None
    assert trip.policy.verdict is Verdict.NOT_PERMITTED
    assert trip.verdict is Verdict.NOT_PERMITTED
    shown = kvcheck("check", PLANS / "minimal.yaml", "--as-of", AS_OF, "--policy", "esta-14-days")
    assert shown.code == 1
    assert "law: permitted · company policy: not permitted" in shown.out


@given(st.lists(st.sampled_from(POLICIES), unique=True), st.sampled_from(["esta", "b1"]))
def test_a_policy_never_makes_a_verdict_better(policies: list[str], admitted: str) -> None:
    """Whatever packs are added, no trip comes out better than by law alone, and the law's own answer stays."""
    text = changed(("class: esta", f"class: {admitted}"))
    [alone], [both] = layered(text).trips, layered(text, policies=tuple(policies)).trips
    assert both.law.verdict is alone.verdict
    assert both.verdict.rank <= alone.verdict.rank


def test_a_policy_is_for_the_classes_it_names() -> None:
    """A rule for ESTA says nothing of a trip on B-1."""
    [trip] = layered(changed(("class: esta", "class: b1")), policies=("policy/esta-14-days",)).trips
    assert trip.policy is None


@pytest.mark.parametrize(
    ("gap", "comes_out"), [("2026-10-31", "permitted"), ("2026-11-01", "not_permitted"), (None, "undetermined")]
)
def test_both_sides_of_the_thirty_day_gap(gap: str | None, comes_out: str) -> None:
    """A stay that ended 30 days before is far enough, 29 days are not, and nobody said is a question."""
    swaps = [("depart: 2027-01-20", "depart: 2026-12-14")]
    if gap is not None:
        swaps.append(("    declares", f"    us_stays: [{{arrive: 2026-10-20, depart: {gap}}}]\n    declares"))
    [trip] = layered(changed(*swaps), policies=("policy/esta-14-days",)).trips
    assert trip.policy is not None
    assert trip.policy.verdict == comes_out


def test_a_company_brings_its_own_pack(tmp_path: Path) -> None:
    """A file is as good as a shipped pack, and its owner is named in place of law."""
    done = kvcheck("check", PLANS / "minimal.yaml", "--as-of", AS_OF, "--policy", own_pack(tmp_path))
    assert done.code == 1
    assert "Nobody installs anything" in done.out
    assert "Acme travel desk" in done.out


@pytest.mark.parametrize(
    ("added", "why"),
    [
        ("grants:\n  all:\n    title: {en: All, ko: 모두}\n    when: {activity.kind: install}\n", "permits something"),
        ("replaces: [us/esta/stay-90-days]\n", "replaces a rule"),
        ("overrides: [us/esta/stay-90-days]\n", "overrides a rule"),
        ("waives: [us/esta/stay-90-days]\n", "waives a rule"),
        ("except: [us/esta/stay-90-days]\n", "excepts from a rule"),
        ("extends: [us/esta]\n", "takes over rules of law"),
        ("class: esta\n", "admits to a class"),
        ("otherwise: {title: {en: Fine, ko: 허용}}\n", "answers for the law"),
    ],
)
def test_a_policy_that_loosens_is_refused_with_the_reason(tmp_path: Path, added: str, why: str) -> None:
    """The key is named, with what it would do; nothing is checked."""
    path = own_pack(tmp_path, OWN + added)
    done = kvcheck("check", PLANS / "minimal.yaml", "--as-of", AS_OF, "--policy", path)
    assert done.code == 3
    assert why in done.err
    assert "never better" in done.err
    assert done.out == ""


def refused(text: str) -> str:
    """What is wrong with a pack given as text."""
    found: list[Problem] = []
    known = library()
    root = Entry(read_text(text, "rules.yaml").root, found)
    read_pack(root, known.facts, known.vocabulary, known.authorities, known.documents, known.classes)
    return "; ".join(each.message.en for each in found)


def test_a_side_pack_that_decides_is_refused() -> None:
    """It has risks and nothing else; a policy may have bars too."""
    assert refused(OWN) == ""
    side = OWN.replace("layer: policy", "layer: side")
    assert "`bars` decides something; a side pack cannot do that" in refused(side)
    assert "decides something" not in refused(side.replace("bars:", "risks:"))


def test_two_rules_of_one_id_are_an_error() -> None:
    """In sections of their own too: a waiver or a finding would not know which is meant."""
    again = OWN.partition("bars:\n")[2]
    assert "the id `no-installing` is taken" in refused(f"{OWN}doubts:\n{again}")


@pytest.mark.parametrize(("weeks", "wrong"), [("[2, 2]", False), ("[3, 2]", True), ("[2]", True), ("soon", True)])
def test_lead_times_run_from_less_to_more(weeks: str, wrong: bool) -> None:
    """Two whole numbers, the first no larger than the second."""
    planned = OWN.replace("bars:", f"planning: {{order: 10, weeks: {weeks}, fees: []}}\nbars:")
    assert ("`weeks` is [from, to]" in refused(planned)) is wrong


def test_a_pack_of_law_is_no_policy(tmp_path: Path) -> None:
    """Only `layer: policy` can be added from outside."""
    text = OWN.replace("layer: policy\n", "").replace(
        "owner: {en: 'Acme travel desk, 2026-10-01', ko: '애크미 출장팀, 2026-10-01'}\n", ""
    )
    with pytest.raises(CannotCheck, match="layer: policy"):
        Library(rules_root()).add(own_pack(tmp_path, text))


def test_a_policy_cannot_take_a_shipped_name(tmp_path: Path) -> None:
    """Two packs of one name would hide one of them."""
    with pytest.raises(CannotCheck, match="taken"):
        Library(rules_root()).add(own_pack(tmp_path, OWN.replace("policy/acme", "policy/no-hands-on")))


@pytest.mark.parametrize(("option", "value"), [("--policy", "no-such-rule"), ("--side", "taxes")])
def test_an_unknown_pack_is_a_wrong_command_line(option: str, value: str) -> None:
    """Exit code 2, with the names there are."""
    done = kvcheck("check", PLANS / "minimal.yaml", option, value)
    assert done.code == 2
    assert value in done.err


# Side packs -----------------------------------------------------------------------------------------------------------


def test_side_packs_decide_nothing() -> None:
    """With every side pack every trip of every example keeps its verdict."""
    for path in sorted(PLANS.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        alone, beside = layered(text), layered(text, sides=library().side_names)
        assert [trip.verdict for trip in beside.trips] == [trip.verdict for trip in alone.trips]
        assert all(trip.side is not None for trip in beside.trips)


def test_side_packs_only_warn() -> None:
    """They hold risks and nothing else."""
    assert library().side_names
    for name in library().side_names:
        pack = library().pack(name)
        assert pack.layer is Layer.SIDE
        assert {rule.kind for rule in pack.rules} == {RuleKind.RISK}


def test_side_packs_are_off_unless_asked_for() -> None:
    """Without `--side` no tax is mentioned."""
    assert "tax" not in kvcheck("check", PLANS / "minimal.yaml", "--as-of", AS_OF, "--verbose").out
    asked = kvcheck("check", PLANS / "minimal.yaml", "--as-of", AS_OF, "--side", "tax-days")
    assert asked.code == 0
    assert "tax resident" in asked.out


def residence(years: str, depart: str) -> bool | None:
    """Whether the substantial presence rule warns, for a trip from 2027-01-01; None if it cannot tell."""
    text = changed(
        ("arrive: 2026-12-01", "arrive: 2027-01-01"),
        ("depart: 2027-01-20", f"depart: {depart}"),
        ("    declares", f"    us_days_by_year: {years}\n    declares"),
    )
    [trip] = layered(text, sides=("us/side/tax-days",)).trips
    assert trip.side is not None
    told = {finding.rule.id: finding.outcome for part in trip.side.parts for finding in part.ruling.findings}
    return told.get("substantial-presence", False)


@pytest.mark.parametrize(
    ("years", "depart", "resident"),
    [
        ("{'2025': 121, '2026': 121, '2027': 0}", "2027-05-01", False),  # 121 days each year: 1089 sixths
        ("{'2025': 122, '2026': 122, '2027': 0}", "2027-05-02", True),  # 122 days each year: 1098 sixths
        ("{'2025': 0, '2026': 0, '2027': 0}", "2027-07-01", False),  # 182 days
        ("{'2025': 0, '2026': 0, '2027': 0}", "2027-07-02", True),  # 183 days: arrival and departure both count
        ("{'2025': 17, '2026': 90, '2027': 0}", "2027-05-30", False),  # 1097 sixths: rounding would say yes
        ("{'2025': 18, '2026': 90, '2027': 0}", "2027-05-30", True),
        ("{'2025': 365, '2026': 365, '2027': 0}", "2027-01-30", False),  # 30 days in the year itself
        ("{'2025': 182, '2026': 365, '2027': 0}", "2027-01-31", True),  # 31 days
        ("{'2026': 121, '2027': 0}", "2027-05-01", None),  # nobody said how many days in 2025
        ("{'2025': 0, '2026': 0}", "2027-05-30", None),  # nor in the year itself
    ],
)
def test_substantial_presence_in_sixths_of_days(years: str, depart: str, *, resident: bool | None) -> None:
    """Both sides of 183 days, of 121 and 122 in a steady state, of rounding, and of 31 days."""
    assert residence(years, depart) is resident


def test_a_year_between_two_others_is_full() -> None:
    """31 days, a whole year, five days: the whole year makes a resident, neither of its neighbors would."""
    text = changed(
        ("depart: 2027-01-20", "depart: 2028-01-05"),
        ("    declares", "    us_days_by_year: {'2024': 0, '2025': 0, '2026': 0, '2027': 0, '2028': 0}\n    declares"),
    )
    [trip] = layered(text, sides=("us/side/tax-days",)).trips
    assert trip.side is not None
    told = {finding.rule.id: finding for part in trip.side.parts for finding in part.ruling.findings}
    assert told["substantial-presence"].outcome is True
    assert told["substantial-presence"].facts["presence.sixths_earlier_year"] == 6 * 365 + 2 * 31


def side_fact(report: Report, name: str) -> object:
    """What a fact that side packs read comes to, for the first trip."""
    side = report.trips[0].side
    assert side is not None
    found = [finding.facts for part in side.parts for finding in part.ruling.findings if name in finding.facts]
    assert found
    return found[0][name]


@pytest.mark.parametrize(
    ("salary", "stays", "earned"), [(240000, True, 10000), (100001, True, 4167), (240000, False, None)]
)
def test_us_weekdays_earn_their_part_of_a_salary(salary: int, stays: bool, earned: int | None) -> None:
    """Ten weekdays of 240, without the weekends, rounded up; nobody knows without the stays before."""
    text = changed(
        ("arrive: 2026-12-01", "arrive: 2027-01-04"),
        ("depart: 2027-01-20", "depart: 2027-01-17"),
        ("    declares", f"    salary_usd: {salary}\n    declares"),
    )
    if stays:
        text = changed(("    declares", "    us_stays: []\n    declares"), text=text)
    assert side_fact(layered(text, sides=("us/side/tax-treaty",)), "presence.us_pay_usd") == earned


def test_a_project_lasts_from_the_first_to_the_last_of_a_company() -> None:
    """Whoever of its people is there, and not the people of others."""
    trips = trip("t1", "a", "2027-01-04", "2027-01-29", MAINTAIN) + trip(
        "t2", "b", "2027-03-01", "2027-03-31", MAINTAIN
    )
    alone = trip("t3", "c", "2027-06-01", "2027-06-30", MAINTAIN)
    other = CREW_HEAD.replace("c: {employer: maker}", "c: {employer: owner}") + trips + alone
    for text, days in ((CREW_HEAD + trips, 87), (other, 87), (CREW_HEAD + trips + alone, 178)):
        plan = assemble([read_text(text, "plan.yaml")], "plan.yaml")
        assert DERIVED["presence.project_days"](Tables(plan), plan.trips[0], plan.travelers["a"]) == days


# Crews ----------------------------------------------------------------------------------------------------------------


def crew(*trips: str) -> dict[str, set[str]]:
    """The crew rules that warn, with the trips each is about."""
    report = layered(CREW_HEAD + "".join(trips))
    return {each.finding.rule.id: {str(one.trip["id"]) for one in each.subjects} for each in report.crew}


def test_a_post_filled_by_one_visitor_after_another() -> None:
    """Three stays in a row make one post of more than half a year; with a long gap they do not."""
    first = trip("t1", "a", "2027-01-04", "2027-03-31", MAINTAIN)
    second = trip("t2", "b", "2027-04-02", "2027-06-25", MAINTAIN)
    third = trip("t3", "c", "2027-06-28", "2027-07-30", MAINTAIN)
    assert crew(first, second, third)["post-filled-in-turn"] == {"t1", "t2", "t3"}
    assert "post-filled-in-turn" not in crew(first, second)
    assert "post-filled-in-turn" not in crew(first, trip("t2", "b", "2027-09-02", "2027-11-25", MAINTAIN))
    alone = [
        each.replace("traveler: b", "traveler: a").replace("traveler: c", "traveler: a") for each in (second, third)
    ]
    assert "post-filled-in-turn" not in crew(first, *alone)


def test_the_longest_post_is_told_of() -> None:
    """Not the one that ends last: a visitor who comes later, beside the others, is a post of his own."""
    stays = (("a", "2027-01-04", "2027-03-31"), ("b", "2027-04-02", "2027-06-25"), ("c", "2027-06-28", "2027-07-30"))
    post = [trip(f"t-{name}", name, first, last, MAINTAIN) for name, first, last in stays]
    beside = trip("t-d", "d", "2027-06-29", "2027-08-15", MAINTAIN)
    assert crew(*post, beside)["post-filled-in-turn"] == {"t-a", "t-b", "t-c"}


@pytest.mark.parametrize(
    ("days", "handed_on"), [((30, 14), True), ((31, 14), False), ((-14, 14), True), ((-15, 15), False)]
)
def test_a_job_is_handed_on_within_thirty_days(days: tuple[int, int], handed_on: bool) -> None:
    """Up to 30 days after the one before has left, and from 14 days before that on."""
    ends, gap = date(2027, 6, 1), timedelta(days[0])
    first = trip("t1", "a", "2027-01-04", ends.isoformat(), MAINTAIN)
    second = trip("t2", "b", (ends + gap).isoformat(), "2027-10-01", MAINTAIN)
    assert ("post-filled-in-turn" in crew(first, second)) is handed_on


def test_holders_of_a_class_for_work_fill_a_post_lawfully() -> None:
    """Transferees may follow each other."""
    stays = (("a", "2027-01-04", "2027-03-31"), ("b", "2027-04-02", "2027-06-25"), ("c", "2027-06-28", "2027-07-30"))
    trips = [trip(f"t-{name}", name, first, last, MAINTAIN, "l1b") for name, first, last in stays]
    assert crew(*trips) == {}


def test_supervisors_need_somebody_to_supervise() -> None:
    """Two supervisors of a crew of visitors that is not in the plan."""
    lead = "kind: install, mode: supervise, crew: visitors, equipment: charger"
    one, two = trip("t1", "a", "2027-01-04", "2027-01-29", lead), trip("t2", "b", "2027-01-04", "2027-01-29", lead)
    hand = trip("t3", "c", "2027-01-04", "2027-01-29", "kind: install, mode: perform, equipment: charger")
    assert "supervisors-without-crew" in crew(one, two)
    assert "supervisors-without-crew" not in crew(one, two, hand)


def test_a_supervision_story_bears_only_so_many_hands() -> None:
    """A supervisor of US workers, and three visitors who do the work by hand."""
    lead = trip(
        "t0", "a", "2027-01-04", "2027-01-29", "kind: install, mode: supervise, crew: us-workers, equipment: charger"
    )
    hands = [
        trip(f"t-{name}", name, "2027-01-11", "2027-01-22", "kind: install, mode: perform, equipment: charger")
        for name in ("b", "c", "d")
    ]
    assert "hands-beside-supervisors" in crew(lead, *hands)
    assert "hands-beside-supervisors" not in crew(lead, *hands[:2])
    for first, last in (("2026-12-07", "2027-01-03"), ("2027-01-30", "2027-02-12")):
        elsewhen = [each.replace("2027-01-11", first).replace("2027-01-22", last) for each in hands]
        assert "hands-beside-supervisors" not in crew(lead, *elsewhen)
        assert "hands-beside-supervisors" not in crew(lead, *hands[:2], elsewhen[2])


def test_one_description_tells_one_story() -> None:
    """The same words entered as two kinds of activity."""
    said = "equipment: charger, description: Work on the charger"
    one = trip("t1", "a", "2027-01-04", "2027-01-29", f"kind: install, mode: perform, {said}")
    two = trip(
        "t2", "b", "2027-01-04", "2027-01-29", f"kind: site-visit, mode: observe, {said.replace('Work', 'work')}"
    )
    assert crew(one, two)["several-stories"] == {"t1", "t2"}
    assert "several-stories" not in crew(one, two.replace("work on the charger", "visit"))


def test_json_tells_every_layer() -> None:
    """Law, policy, side packs and crew rules, by the published schema."""
    first = trip("t1", "a", "2027-01-04", "2027-03-31", MAINTAIN)
    second = trip("t2", "b", "2027-04-02", "2027-07-31", MAINTAIN, "b1")
    report = layered(CREW_HEAD + first + second, policies=("policy/no-hands-on",), sides=library().side_names)
    document = json.loads(reporter("json")(Run((report,)), library(), Style()))
    Draft202012Validator(schema("report")).validate(document)
    [plan] = document["plans"]
    assert [each["trips"] for each in plan["crew"]] == [["t1", "t2"]]
    for told in plan["trips"]:
        assert told["policy"]["verdict"] == "not_permitted"
        assert told["verdict"] == "not_permitted"
        assert told["law"] == "undetermined"
        assert told["side"]["findings"]


# Ways past the layers that were found and closed ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("review_by: 2027-10-01", "review_by: 2026-99-99", "a day is written"),
        ("review_by: 2027-10-01", "review_by: 0001-01-01", "a day is written"),
        ("reviewed: 2026-10-01", "applies_to: [est]\nreviewed: 2026-10-01", "did you mean `esta`"),
        ("    when:\n      activity.kind: install", "    when:\n      crew.hands: {at_least: 1}", "crew.hands"),
        ("    when:", "    in_force: {from: 2027-01-01, until: 2026-01-01}\n    when:", "`until` lies before `from`"),
        ("    when:", "    announced: 2026-13-40\n    when:", "a day is written"),
        ("Nobody installs", "Nobody \\x1b[31minstalls", "control characters"),
    ],
)
def test_a_slip_in_a_policy_is_an_error_at_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    """Nothing of it is guessed, and nothing of it brings the program down."""
    assert old in OWN
    text = OWN.replace(old, new)
    if "x1b" in new:
        text = text.replace("{en: Nobody \\x1b[31minstalls anything,", '{en: "Nobody \\x1b[31minstalls anything",')
    done = kvcheck("check", PLANS / "minimal.yaml", "--as-of", AS_OF, "--policy", own_pack(tmp_path, text))
    assert done.code == 3, done.err
    assert says in done.err


def test_a_policy_without_rules_is_an_error(tmp_path: Path) -> None:
    """It would say `permitted` of everything."""
    done = kvcheck("check", PLANS / "minimal.yaml", "--policy", own_pack(tmp_path, OWN.partition("bars:")[0]))
    assert done.code == 3
    assert "no rules" in done.err


def test_two_policies_of_one_name_are_an_error_and_the_same_one_counts_once(tmp_path: Path) -> None:
    """Neither hides the other."""
    one, other = own_pack(tmp_path), tmp_path / "other.yaml"
    other.write_text(OWN.replace("Nobody", "Somebody"), encoding="utf-8")
    plan = PLANS / "minimal.yaml"
    assert kvcheck("check", plan, "--as-of", AS_OF, "--policy", one, "--policy", other).code == 3
    once = kvcheck("check", plan, "--as-of", AS_OF, "--policy", one)
    assert kvcheck("check", plan, "--as-of", AS_OF, "--policy", one, "--policy", one).out == once.out


def test_a_company_knows_its_rule_before_the_rule_starts(tmp_path: Path) -> None:
    """A rule of the company that starts next month applies to a trip of next month."""
    text = OWN.replace("    when:", "    in_force: {from: 2026-12-01}\n    when:")
    done = kvcheck("check", PLANS / "minimal.yaml", "--as-of", AS_OF, "--policy", own_pack(tmp_path, text))
    assert done.code == 1


def test_a_report_never_overwrites_what_it_reads(tmp_path: Path) -> None:
    """Neither the policy nor a file of a plan that is a folder."""
    policy = own_pack(tmp_path)
    done = kvcheck("check", PLANS / "minimal.yaml", "--policy", policy, "-o", policy)
    assert done.code == 2
    assert policy.read_text(encoding="utf-8") == OWN
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "plan.yaml").write_text(MINIMAL, encoding="utf-8")
    assert kvcheck("compare", folder, "-o", folder / "plan.yaml").code == 2
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == MINIMAL


def test_a_crowd_of_supervisors_is_one_warning() -> None:
    """Not one for each of them."""
    lead = "kind: install, mode: supervise, crew: us-workers, equipment: charger"
    hand = "kind: install, mode: perform, equipment: charger"
    trips = [trip(f"t{n}", "ab"[n % 2], "2027-01-04", "2027-01-29", lead) for n in range(20)]
    trips += [trip(f"h{n}", name, "2027-01-04", "2027-01-29", hand) for n, name in enumerate(("c", "d", "c2", "d2"))]
    head = CREW_HEAD.replace(
        "d: {employer: maker}}", "d: {employer: maker}, c2: {employer: maker}, d2: {employer: maker}}"
    )
    report = layered(head + "".join(trips))
    assert [each.finding.rule.id for each in report.crew] == ["hands-beside-supervisors"]


def test_a_handover_does_not_break_the_post() -> None:
    """Whoever takes over comes a day before the other leaves."""
    first = trip("t1", "a", "2027-01-04", "2027-03-31", MAINTAIN)
    second = trip("t2", "b", "2027-03-30", "2027-06-25", MAINTAIN)
    third = trip("t3", "c", "2027-06-20", "2027-08-30", MAINTAIN)
    assert crew(first, second, third)["post-filled-in-turn"] == {"t1", "t2", "t3"}


def test_two_posts_beside_each_other_are_two_posts() -> None:
    """Four visitors who fill two posts, two after two."""
    early = [trip(f"e{name}", name, "2027-01-04", "2027-04-03", MAINTAIN) for name in ("a", "b")]
    late = [trip(f"l{name}", name, "2027-04-05", "2027-07-30", MAINTAIN) for name in ("c", "d")]
    assert len(crew(*early, *late)["post-filled-in-turn"]) == 2


# Law that was not read lately ---------------------------------------------------------------------------------------


def test_an_overdue_pack_makes_nothing_better() -> None:
    """It turns what is permitted into what needs review, and leaves what is not permitted or open as it is."""
    for swap, expected in (
        (("kind: install, mode: perform", "kind: plant-piping, mode: perform"), Verdict.NOT_PERMITTED),
        (("essential: true, ", ""), Verdict.UNDETERMINED),
        (("name: Formation line 2", "name: Line 2"), Verdict.NEEDS_REVIEW),
    ):
        plan = assemble([read_text(changed(swap, text=AHEAD), "plan.yaml")], "plan.yaml")
        [found] = check(plan, library(), as_of="2027-06-01").trips
        assert (found.verdict, found.law.activities[0].verdict) == (expected, expected)


@pytest.mark.parametrize(
    ("day", "due", "stale"),
    [
        ("2027-04-22", False, False),
        ("2027-04-23", True, False),
        ("2027-05-22", True, False),
        ("2027-05-23", False, True),
    ],
)
def test_a_pack_is_due_thirty_days_before(day: str, due: bool, stale: bool) -> None:
    """From 30 days before its day on, up to and with it; from the next day on it is overdue."""
    plan = assemble([read_text(MINIMAL, "plan.yaml")], "plan.yaml")
    [used] = [each for each in check(plan, library(), as_of=day).packs if each.pack.name == "us/esta"]
    assert (used.due, used.stale) == (due, stale)


def test_a_sale_to_oneself_is_refused() -> None:
    """Seller and buyer of a contract are two companies."""
    with pytest.raises(CannotCheck, match="the same company"):
        layered(changed(("seller: hwasung", "seller: plant-co")))
