"""Waivers: what they can accept, what they cannot, how they stand, and what is wrong with them at which line."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvcheck.conditions import Comparison
from kvcheck.engine import check, judge_activity, may_be_waived, uses, waive
from kvcheck.engine.approval import Looking
from kvcheck.engine.waive import Register, _ruling
from kvcheck.errors import CannotCheck
from kvcheck.model import Layer, Report, Rule, RuleKind, Ruling, Scope, Verdict, Waiver, WaiverState
from kvcheck.plan import assemble
from kvcheck.repository.approving import approved_lines
from kvcheck.repository.waivers import read
from kvcheck.source import read_text
from tests.support import AHEAD, AS_OF, MINIMAL, PLANS, changed, kvcheck, later, library
from tests.support.layers import CREW_HEAD, MAINTAIN, trip
from tests.support.properties import naive
from tests.support.properties.depth import examples
from tests.support.properties.plans import Tree, plans
from tests.support.properties.plans import report as report_of
from tests.support.properties.strategies import DAYS, epoch_of, fact_sets, laws, worlds
from tests.support.waivers import CONNECTS, DOUBTED, HEAD, HOOK_UP, REGISTER, approvals, approving, register, waiver

WORDS = "us/entry/words-differ"
MENDED = {"visit-by-hand", "words-differ", "words-of-equipment-work", "outside-trip-dates", "trips-overlap"}
"""Doubts that a plan raises against itself: what it says is to be mended, and cannot be accepted."""

POLICY = [rule.name for rule in library().pack("policy/esta-14-days").rules]


def judged(
    text: str, *waivers: Waiver, as_of: str = AS_OF, policies: tuple[str, ...] = (), sides: tuple[str, ...] = ()
) -> Report:
    """The report about a plan given as text, with waivers."""
    plan = assemble([read_text(text, "plan.yaml")], "plan.yaml")
    report = check(plan, library(), as_of=as_of, policies=policies, sides=sides)
    return waive(report, approving(waivers, report), as_of)


def left_of(ruling: Ruling, rules: Iterable[str]) -> Ruling:
    """A ruling with what waivers of these rules accept set aside, approved as it stands."""
    report = judged(MINIMAL)
    looking, subject = Looking(report), report.trips[0].subject
    approved = {name: tuple(looking.at(each, subject) for each in ruling.findings) for name in rules}
    valid = {name: [waiver(name)._replace(approved=looked)] for name, looked in approved.items()}
    return _ruling(ruling, subject, Layer.LAW, Register(valid, looking, AS_OF))


# What can be accepted -------------------------------------------------------------------------------------------------


def test_a_waived_doubt_decides_no_more_and_is_shown() -> None:
    """The verdict follows the rest; what was accepted, and by which waiver, is kept."""
    assert judged(DOUBTED).verdict is Verdict.NEEDS_REVIEW
    report = judged(DOUBTED, waiver(HOOK_UP))
    assert report.verdict is Verdict.PERMITTED
    [part] = report.trips[0].law.activities[0].parts
    assert [(each.finding.rule.name, each.waiver.id) for each in part.ruling.waived] == [(HOOK_UP, "w")]
    assert HOOK_UP not in [finding.rule.name for finding in part.ruling.findings]


@pytest.mark.parametrize(
    "swap",
    [
        ("depart: 2027-01-20", "depart: 2027-03-15"),
        ("kind: install, mode: perform", "kind: plant-piping, mode: perform"),
        ("nationality: [KR]", "nationality: [CN]"),
    ],
)
def test_nothing_that_the_law_forbids_can_be_waived(swap: tuple[str, str]) -> None:
    """Waivers of every rule that decides, valid and without limits of scope, leave what is not permitted as it is."""
    text = changed(swap)
    deciding = {
        finding.rule.name
        for trip in judged(text).trips
        for part in (*trip.law.parts, *(part for each in trip.law.activities for part in each.parts))
        for finding in part.ruling.findings
    }
    assert judged(text, *map(waiver, sorted(deciding))).verdict is Verdict.NOT_PERMITTED


def test_an_open_question_cannot_be_waived() -> None:
    """Whether a doubt holds has to be known before it can be accepted."""
    text = changed(("    employer: hwasung\n", ""))
    open_doubts = {
        finding.rule.name
        for trip in judged(text).trips
        for part in (*trip.law.parts, *(part for each in trip.law.activities for part in each.parts))
        for finding in part.ruling.findings
        if finding.rule.kind is RuleKind.DOUBT and finding.outcome is None
    }
    report = judged(text, *map(waiver, sorted(open_doubts)))
    assert report.verdict is judged(text).verdict
    assert open_doubts
    asked = [waiver(name)._replace(id=name) for name in open_doubts]
    assert {use.state for use in uses(asked, [report], AS_OF)} == {WaiverState.OPEN}


def test_every_rule_of_a_policy_can_be_waived() -> None:
    """A company may make an exception from its own rules, and the law's verdict stays what it is."""
    text = changed(("    esta: {status", "    us_stays: []\n    esta: {status"))
    assert judged(text, policies=("policy/esta-14-days",)).verdict is Verdict.NOT_PERMITTED
    report = judged(text, waiver("policy/esta-14-days/esta-two-weeks"), policies=("policy/esta-14-days",))
    assert report.verdict is Verdict.PERMITTED
    assert report.trips[0].law.verdict is Verdict.PERMITTED
    still_open = judged(MINIMAL, *map(waiver, POLICY), policies=("policy/esta-14-days",))
    assert still_open.verdict is Verdict.UNDETERMINED, "earlier stays are not stated, so that rule stays open"


def test_a_waived_risk_warns_no_more() -> None:
    """Risks change no verdict; a waived one is counted among what is waived."""
    [risk, *_] = judged(MINIMAL).trips[0].law.activities[0].parts[0].ruling.risks
    ruling = judged(MINIMAL, waiver(risk.rule.name)).trips[0].law.activities[0].parts[0].ruling
    assert risk.rule.name not in [each.rule.name for each in ruling.risks]
    assert [each.finding.rule.name for each in ruling.waived] == [risk.rule.name]


def test_law_that_nobody_read_lately_cannot_be_waived() -> None:
    """An overdue pack permits nothing, whatever is accepted."""
    ahead = changed(*CONNECTS, text=AHEAD)
    assert judged(ahead, waiver(HOOK_UP)).verdict is Verdict.PERMITTED
    assert judged(ahead, waiver(HOOK_UP), as_of="2027-06-01").verdict is Verdict.NEEDS_REVIEW


@pytest.mark.parametrize(
    ("first", "last", "covered", "state"),
    [
        ("2026-11-01", "2027-05-01", True, WaiverState.DONE),
        ("2026-12-01", "2027-01-20", True, WaiverState.DONE),
        ("2026-12-02", "2027-05-01", False, WaiverState.LAPSED),
        ("2026-11-01", "2027-01-19", False, WaiverState.LAPSED),
    ],
)
def test_a_trip_that_ended_has_the_waivers_of_its_days(
    first: str, last: str, covered: bool, state: WaiverState
) -> None:
    """One that held on all of them covers it for ever; one that lapsed before it ended, or was granted late, never."""
    one = waiver(HOOK_UP, first=first, last=last)
    report = judged(DOUBTED, one, as_of="2027-06-30")
    assert (report.verdict is Verdict.PERMITTED) is covered
    [use] = uses([one], [report], "2027-06-30")
    assert use.state is state


def test_no_earlier_day_revives_a_waiver(tmp_path: Path) -> None:
    """For what is ahead a waiver is valid today or not at all, whatever day of law is asked for."""
    folder = register(tmp_path, ("from: 2026-11-01", "from: 2026-01-01"), ("until: 2027-10-31", "until: 2026-10-31"))
    assert kvcheck("check", "--as-of", "2026-10-15", cwd=folder).code == 4
    assert kvcheck("waivers", "--as-of", "2026-10-15", cwd=folder).code == 4


@pytest.mark.parametrize("rule", library().rules().values(), ids=lambda rule: rule.name)
def test_only_doubts_risks_and_policies_may_be_waived(rule: Rule) -> None:
    """The register knows by kind and layer, so that no rule is forgotten."""
    layer = library().pack(rule.pack).layer
    expected = layer is Layer.POLICY or (rule.kind in (RuleKind.DOUBT, RuleKind.RISK) and rule.id not in MENDED)
    assert may_be_waived(rule, layer) is expected


# Properties -----------------------------------------------------------------------------------------------------------


def every_doubt() -> list[Waiver]:
    """A waiver of every rule of the shipped packs that may be waived."""
    rules = library().rules().values()
    return [
        waiver(rule.name, first="2000-01-01")._replace(id=rule.name)
        for rule in rules
        if may_be_waived(rule, library().pack(rule.pack).layer)
    ]


@given(st.data())
@examples(120)
def test_waiving_a_doubt_that_holds_is_as_if_it_were_no_rule(data: st.DataObject) -> None:
    """Whatever the rules and facts: what is left decides as the same rules without the doubts that hold would."""
    world = data.draw(worlds())
    law = data.draw(laws(world))
    day = data.draw(st.sampled_from(DAYS))
    facts = data.draw(fact_sets(world))
    ruling = judge_activity(epoch_of(law, day), facts)
    held = {each.rule.id for each in ruling.findings if each.rule.kind is RuleKind.DOUBT and each.outcome is True}
    waived = {name for name in sorted(held) if data.draw(st.booleans())}
    names = [each.rule.name for each in ruling.findings if each.rule.id in waived]
    without = replace(law, rules=tuple(rule for rule in law.rules if rule.name not in waived))
    left = left_of(ruling, names)
    expected = judge_activity(epoch_of(without, day), facts)
    assert left.verdict is expected.verdict
    assert {each.rule.id for each in left.findings} == {each.rule.id for each in expected.findings}
    assert {each.rule.id for each in left.behind} == {each.rule.id for each in expected.behind}


@given(plans())
@examples(60)
def test_waivers_only_settle_what_needs_review(plan: Tree) -> None:
    """With everything waived that can be, only what needs review moves."""
    before = report_of(plan)
    after = waive(before, approving(every_doubt(), before), AS_OF)
    for old, new in zip(before.trips, after.trips, strict=True):
        if old.verdict is Verdict.NEEDS_REVIEW:
            assert new.verdict in (Verdict.PERMITTED, Verdict.NEEDS_REVIEW, Verdict.UNDETERMINED)
        else:
            assert new.verdict is old.verdict
        for activity in new.law.activities:
            for part in activity.parts:
                left = [each.rule for each in part.ruling.findings if each.outcome is True]
                assert not [rule.name for rule in left if may_be_waived(rule, Layer.LAW)]


def test_a_rule_about_a_trip_of_several_sites_is_in_the_scope_of_none() -> None:
    """A waiver for one site says nothing of a trip that also goes to another."""
    visa = "visa: {class: b1, expires: 2030-01-01, annotation: none}"
    one = changed(("class: esta", "class: b1"), ("esta: {status: approved, expires: 2027-10-01}", visa))
    second = ("companies:\n", "  annex: {name: Annex, state: GA, host: plant-co}\ncompanies:\n")
    two = changed(
        second, ("mode: train, equipment: charger}", "mode: train, equipment: charger, site: annex}"), text=one
    )
    name = min(each.rule.name for part in judged(one).trips[0].law.parts for each in part.ruling.risks)
    for text, covered in ((one, True), (two, False)):
        risks = judged(text, waiver(name, Scope(site="ellabell"))).trips[0].law.parts[0].ruling.risks
        assert (name not in {each.rule.name for each in risks}) is covered


def test_a_finding_about_a_crew_is_waived_for_all_of_it() -> None:
    """Several trips make it together, so a waiver for one of them does not accept it."""
    stays = (("a", "2027-01-04", "2027-03-31"), ("b", "2027-04-02", "2027-06-25"), ("c", "2027-06-28", "2027-07-30"))
    text = CREW_HEAD + "".join(trip(f"t-{name}", name, first, last, MAINTAIN) for name, first, last in stays)
    rule = "us/crew/post-filled-in-turn"

    def accepted(*waivers: Waiver) -> bool:
        [found] = [each for each in judged(text, *waivers).crew if each.finding.rule.name == rule]
        return found.waiver is not None

    assert not accepted()
    assert not accepted(waiver(rule, Scope(trip="t-a")))
    assert not accepted(*(waiver(rule, Scope(traveler=name)) for name in "abc"))
    assert accepted(waiver(rule, Scope(site="plant")))
    assert accepted(waiver(rule))


# Several plans ----------------------------------------------------------------------------------------------------


def two_plans(folder: Path, scope: str) -> Path:
    """A repository with two plans that have a trip of the same id, and a waiver with that scope."""
    register(folder, ("{trip: kim-1}", scope))
    (folder / "other.yaml").write_text(changed(("id: fc-line-2", "id: line-3"), text=DOUBTED), encoding="utf-8")
    (folder / "kvcheck.yaml").write_text("kvcheck: 1\nplans: [plan.yaml, other.yaml]\n", encoding="utf-8")
    return folder


def test_a_trip_id_of_several_plans_needs_the_plan(tmp_path: Path) -> None:
    """What was accepted for one plan is not accepted for another that happens to use the same id."""
    ran = kvcheck("check", cwd=two_plans(tmp_path, "{trip: kim-1}"))
    assert ran.code == 3
    assert "waivers.yaml:3:3" in ran.err
    assert "several plans have a trip `kim-1` (plan.yaml, other.yaml)" in ran.err
    ran = kvcheck("check", "-f", "concise", cwd=two_plans(tmp_path, "{trip: kim-1, plan: plan.yaml}"))
    assert ran.code == 4
    assert [line.split(":")[0] for line in ran.out.splitlines()[:-1]] == ["other.yaml"]


def test_a_paper_rests_on_waivers_that_are_valid_today(tmp_path: Path) -> None:
    """A day to come that is asked for does not make a waiver of that day valid now."""
    folder = register(tmp_path, ("from: 2026-11-01", "from: 2026-12-20"))
    asked = ("letter", "plan.yaml", "--traveler", "kim-ms", "--kind", "employer", "--list")
    assert kvcheck(*asked, cwd=folder).code == 1
    assert kvcheck(*asked, "--as-of", "2026-12-20", cwd=folder).code == 1


def test_a_description_is_mended_and_never_waived() -> None:
    """A waiver of the rule about words would accept whatever is written there later."""
    text = changed(("화성 충방전기 설치", "배관 용접 공사"))
    assert judged(text, waiver(WORDS)).verdict is Verdict.NEEDS_REVIEW


def test_a_doubt_behind_a_waived_one_comes_to_light() -> None:
    """Beside a doubt that holds an open one decides nothing; once that is accepted, its question has to be answered."""

    def rule(kind: str, fact: str) -> naive.Rule:
        return naive.Rule(name=f"{kind}-{fact}", kind=kind, when=Comparison(fact, "is", True, False))

    law = naive.Law((rule("grant", "a"), rule("doubt", "a"), rule("doubt", "b")), {}, frozenset({"a", "b"}))
    ruling = judge_activity(epoch_of(law), {"a": True})
    assert (ruling.verdict, [each.rule.id for each in ruling.behind]) == (Verdict.NEEDS_REVIEW, ["doubt-b"])
    [held] = ruling.deciding
    left = left_of(ruling, [held.rule.name])
    assert (left.verdict, [each.rule.id for each in left.deciding]) == (Verdict.UNDETERMINED, ["doubt-b"])


# Scope and days -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scope", "covered"),
    [
        (Scope(traveler="kim-ms"), True),
        (Scope(traveler="lee"), False),
        (Scope(trip="kim-1"), True),
        (Scope(trip="kim-2"), False),
        (Scope(activity="utility-hook-up"), True),
        (Scope(activity="train-to-service"), False),
        (Scope(site="ellabell"), True),
        (Scope(site="elsewhere"), False),
        (Scope(traveler="kim-ms", trip="kim-1", activity="utility-hook-up", site="ellabell"), True),
        (Scope(traveler="kim-ms", trip="kim-2"), False),
    ],
)
def test_a_waiver_covers_what_its_scope_names_and_nothing_else(scope: Scope, covered: bool) -> None:
    """Everything that the scope names has to match."""
    expected = Verdict.PERMITTED if covered else Verdict.NEEDS_REVIEW
    assert judged(DOUBTED, waiver(HOOK_UP, scope)).verdict is expected


def test_a_rule_about_the_trip_is_not_in_the_scope_of_an_activity() -> None:
    """A waiver for a kind of activity says nothing about the trip as a whole."""
    visa = "visa: {class: b1, expires: 2030-01-01, annotation: none}"
    text = changed(("class: esta", "class: b1"), ("esta: {status: approved, expires: 2027-10-01}", visa))
    risks = {each.rule.name for part in judged(text).trips[0].law.parts for each in part.ruling.risks}
    assert risks
    name = min(risks)
    kept = judged(text, waiver(name, Scope(activity="install"))).trips[0].law.parts[0].ruling.risks
    assert name in {each.rule.name for each in kept}


@pytest.mark.parametrize(
    ("first", "last", "state"),
    [
        ("2026-01-01", later(-1), WaiverState.LAPSED),
        ("2026-01-01", AS_OF, WaiverState.ENDING),
        ("2026-01-01", "2026-12-22", WaiverState.ENDING),
        (AS_OF, "2027-01-19", WaiverState.ENDING),
        (AS_OF, "2027-01-20", WaiverState.IN_USE),
        (later(1), "2027-06-01", WaiverState.NOT_YET),
    ],
)
def test_a_waiver_stands_as_its_days_say(first: str, last: str, state: WaiverState) -> None:
    """Both ends count; it is ending in its last thirty days, and where a trip that relies on it goes on after it."""
    one = waiver(HOOK_UP, first=first, last=last)
    report = judged(DOUBTED, one)
    [use] = uses([one], [report], AS_OF)
    assert use.state is state
    covered = state in (WaiverState.ENDING, WaiverState.IN_USE)
    assert report.verdict is (Verdict.PERMITTED if covered else Verdict.NEEDS_REVIEW)
    assert use.trips == ("kim-1",)


def test_a_waiver_that_covers_nothing_is_unused() -> None:
    """Of several that cover the same the longest is used, and the others are not."""
    long, short = waiver(HOOK_UP)._replace(id="long"), waiver(HOOK_UP, last="2027-02-01")._replace(id="short")
    report = judged(DOUBTED, short, long)
    assert {use.waiver.id: use.state for use in uses([short, long], [report], AS_OF)} == {
        "long": WaiverState.IN_USE,
        "short": WaiverState.UNUSED,
    }
    [use] = uses([waiver(WORDS)], [report], AS_OF)
    assert use.state is WaiverState.UNUSED


# The register ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("swap", "line", "said"),
    [
        ((HOOK_UP, "us/business-scope/utility-hook-upp"), 4, "there is no rule"),
        ((HOOK_UP, "utility-hook-up"), 4, "did you mean `us/business-scope/utility-hook-up`?"),
        ((HOOK_UP, "us/business-scope/construction-by-hand"), 4, "is a bar of the law"),
        ((HOOK_UP, "us/business-scope/install-service-repair"), 4, "is a grant of the law"),
        ((HOOK_UP, "us/esta/stay-90-days"), 4, "is a limit of the law"),
        ((HOOK_UP, "us/entry/words-differ"), 4, "cannot be waived: the plan is to be mended"),
        (("reason: Plug connections only", 'reason: "   "'), 6, "must be words, not blanks"),
        (("approver: park-legal", "approver: lee_planner"), 8, "`approver` is the author"),
        (("{trip: kim-1}", "{}"), 5, "is empty"),
        (("{trip: kim-1}", "{people: x}"), 5, "unknown key `people`"),
        (("{trip: kim-1}", "{activity: instal}"), 5, "did you mean `install`"),
        (("reason: Plug connections only", 'reason: ""'), 6, "is empty"),
        (("    author: lee-planner\n", ""), 4, "lacks `author`"),
        (("approver: park-legal", "approver: Lee-Planner"), 8, "`approver` is the author"),
        (("    counsel: Memo 2026-114\n", ""), 4, "lacks `counsel`"),
        (("until: 2027-10-31", "until: 2026-10-31"), 11, "lies before `from`"),
        (("until: 2027-10-31", "until: 2027-11-02"), 11, "at most a year"),
        (("until: 2027-10-31", "until: 2027-02-30"), 11, "a day that exists"),
        (("    until: 2027-10-31\n", ""), 4, "lacks `until`"),
        (("kvcheck: 1", "kvcheck: 2"), 1, "cannot be `2`"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_waiver_is_said_at_its_line(
    tmp_path: Path, swap: tuple[str, str], line: int, said: str
) -> None:
    """A malformed waiver stops the run: it neither hides everything nor nothing."""
    ran = kvcheck("check", cwd=register(tmp_path, swap))
    assert ran.code == 3
    assert f"waivers.yaml:{line}:" in ran.err
    assert said in ran.err
    assert ran.out == ""


def test_a_year_is_the_longest(tmp_path: Path) -> None:
    """The day a year after the first is the last that a waiver can have."""
    folder = register(tmp_path, ("until: 2027-10-31", "until: 2027-11-01"))
    [found] = read(folder / "waivers.yaml", "waivers.yaml", library())
    assert found.last == "2027-11-01"
    leap = register(tmp_path, ("from: 2026-11-01", "from: 2028-02-29"), ("until: 2027-10-31", "until: 2029-03-01"))
    with pytest.raises(CannotCheck):
        read(leap / "waivers.yaml", "waivers.yaml", library())


# The command line -----------------------------------------------------------------------------------------------------


def test_check_applies_the_register_and_says_so(tmp_path: Path) -> None:
    """Exit 0 with the waiver, 4 without; the text names the waiver and its last day."""
    folder = register(tmp_path)
    with_it, without = kvcheck("check", cwd=folder), kvcheck("check", "--no-waivers", cwd=folder)
    assert (with_it.code, without.code) == (0, 4)
    assert "waived until 2027-10-31" in with_it.out
    assert "w-1 · Plug connections only" in with_it.out
    assert "waived" not in without.out


def test_a_lapsed_waiver_fails_closed_and_loudly(tmp_path: Path) -> None:
    """What it covered counts again, and every format that has lines says why, at its line."""
    folder = register(tmp_path, ("from: 2026-11-01", "from: 2026-01-01"), ("until: 2027-10-31", "until: 2026-10-31"))
    ran = kvcheck("check", cwd=folder)
    assert ran.code == 4
    assert "waivers.yaml:3:3 w-1: lapsed on 2026-10-31" in ran.out
    lines = kvcheck("check", "-f", "concise", cwd=folder).out
    assert "waivers.yaml:3:3: warning: waiver w-1: lapsed on 2026-10-31" in lines
    annotations = kvcheck("check", "-f", "github", cwd=folder).out
    assert "::warning file=waivers.yaml,line=3,col=3" in annotations


def test_waivers_lists_the_worst_first(tmp_path: Path) -> None:
    """Lapsed before ending before in use; 4 if one lapsed."""
    folder = register(tmp_path)
    relocation = "us/business-scope/relocation"
    more = HEAD.split("waivers:\n")[1]
    old = changed(("w-1:", "a-old:"), ("from: 2026-11-01", "from: 2026-01-01"), ("2027-10-31", "2026-10-31"), text=more)
    old += approvals(DOUBTED, HOOK_UP)
    looked = {"trip": "gone"}
    idle = changed(("w-1:", "b-idle:"), (HOOK_UP, relocation), text=more) + "".join(
        approved_lines(relocation, [looked])
    )
    (folder / "waivers.yaml").write_text(REGISTER + idle + old, encoding="utf-8")
    ran = kvcheck("waivers", cwd=folder)
    assert ran.code == 4
    assert [line.split()[0] for line in ran.out.splitlines() if line and not line.startswith(" ")] == [
        "a-old", "b-idle", "w-1", "3",
    ]  # fmt: skip
    assert "lee-planner → park-legal · Memo 2026-114" in ran.out
    listed = json.loads(kvcheck("waivers", "--format", "json", cwd=folder).out)
    assert [(each["id"], each["state"]) for each in listed] == [
        ("a-old", "lapsed"),
        ("b-idle", "unused"),
        ("w-1", "in_use"),
    ]
    (folder / "waivers.yaml").write_text(REGISTER, encoding="utf-8")
    assert kvcheck("waivers", cwd=folder).code == 0
    korean = kvcheck("waivers", "--lang", "ko", cwd=folder).out
    assert "적용 중" in korean
    assert "예외 승인 1건" in korean


def test_waivers_without_a_register_says_what_to_do(tmp_path: Path) -> None:
    """No file of waivers is a wrong command, with the way out."""
    folder = register(tmp_path)
    (folder / "waivers.yaml").unlink()
    ran = kvcheck("waivers", cwd=folder)
    assert ran.code == 2
    assert "--waivers" in ran.err


def test_a_draft_is_refused_until_people_fill_it_in(tmp_path: Path) -> None:
    """`--draft` names what may be waived; as it comes it is refused, filled in it is accepted."""
    folder = register(tmp_path)
    (folder / "waivers.yaml").unlink()
    draft = kvcheck("waivers", "--draft", cwd=folder).out
    (folder / "waivers.yaml").write_text(draft, encoding="utf-8")
    refused = kvcheck("check", cwd=folder)
    assert refused.code == 3
    assert refused.err.count("waivers.yaml:") == 4  # reason, author, approver, counsel
    filled = draft.replace('reason: ""', "reason: known").replace('author: ""', "author: a").replace(
        'approver: ""', "approver: b").replace('counsel: ""', "counsel: memo")  # fmt: skip
    (folder / "waivers.yaml").write_text(filled, encoding="utf-8")
    assert kvcheck("check", cwd=folder).code == 0


def test_a_paper_may_rest_on_a_waived_doubt(tmp_path: Path) -> None:
    """Letters follow the same verdict as `check`: refused without the waiver, made with it."""
    folder = register(tmp_path)
    asked = ("letter", "plan.yaml", "--traveler", "kim-ms", "--kind", "employer", "--list")
    assert kvcheck(*asked, cwd=folder).code == 0
    (folder / "waivers.yaml").unlink()
    assert kvcheck(*asked, cwd=folder).code == 1


@pytest.mark.parametrize("value", ["", "[a]", "{a: 1}", "{file: [x]}", "[[a]]", "1.5", "yes", "2026-13-01", "x: y"])
@pytest.mark.parametrize(
    "key", ["rule", "scope", "reason", "author", "approver", "counsel", "from", "until", "approved", "facts", "bounds"]
)
def test_a_value_of_another_type_is_said_in_words(tmp_path: Path, key: str, value: str) -> None:
    """Whatever stands under whichever key: an error with its words, never a defect."""
    path = tmp_path / "waivers.yaml"
    kept = [line for line in REGISTER.splitlines() if not line.strip().startswith(f"{key}:")]
    path.write_text("\n".join([*kept, f"    {key}: {value}", ""]), encoding="utf-8")
    ran = kvcheck("check", PLANS / "minimal.yaml", "--waivers", path)
    assert ran.code in (0, 1, 3, 4), ran.err
    assert ran.code != 3 or "waivers.yaml:" in ran.err


def test_a_waiver_follows_its_plan_by_the_trips_that_were_approved(tmp_path: Path) -> None:
    """Renamed, the plan is told; where the named plan is still there, the waiver is for that one and not for a copy."""
    folder = register(tmp_path, ("{trip: kim-1}", "{trip: kim-1, plan: plan.yaml}"))
    (folder / "kvcheck.yaml").write_text("kvcheck: 1\nplans: ['*.yaml']\n", encoding="utf-8")
    (folder / "plan.yaml").rename(folder / "other.yaml")
    ran = kvcheck("check", cwd=folder)
    assert (ran.code, "the plan of waiver w-1 is now other.yaml" in ran.out) == (0, True)
    (folder / "plan.yaml").write_text(DOUBTED, encoding="utf-8")
    ran = kvcheck("check", "other.yaml", cwd=folder)
    assert (ran.code, "covers nothing" in ran.out) == (4, False)
