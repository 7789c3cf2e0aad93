"""Properties of the rules: a rule that is changed wrongly is caught, with a plan that the engine judges so."""

from collections.abc import Callable
from copy import copy
from functools import cache

import pytest

from kvcheck.conditions import All, Comparison, Condition, Not
from kvcheck.conditions.parse import parse
from kvcheck.engine import check
from kvcheck.model import Layer, Pack, Rule, RuleKind, Verdict
from kvcheck.packs import Library
from kvcheck.packs.entry import Entry
from kvcheck.packtools.bench import Bench
from kvcheck.packtools.prove import situation
from kvcheck.packtools.prove.properties import FILE, Property, properties_of, read
from kvcheck.packtools.prove.prover import Outcome, Proof, prove
from kvcheck.packtools.prove.stage import Bar
from kvcheck.packtools.prove.telling import plan_of, said
from kvcheck.plan import assemble
from kvcheck.source import read_text
from tests.support import AS_OF, library


@cache
def shipped() -> dict[str, Property]:
    """The properties that are shipped, by name."""
    return {each.name: each for each in properties_of(Bench(library(), library().pack_names, whole=True))}


def with_pack(changed: Pack) -> Library:
    """The shipped rules with another pack in place of the one of its name."""
    other = copy(library())
    other._packs = {**other._packs, changed.name: changed}
    return other


def condition(text: str) -> Condition:
    """A condition as a pack has it."""
    root = read_text(f"when: {text}", "rules.yaml").root
    found, problems = parse(root["when"], root.value_place("when"), root, library().vocabulary)
    assert found is not None, problems
    return found


def without(fact: str) -> Callable[[Condition], Condition]:
    """A change that drops what a condition asks of a fact."""

    def change(found: Condition) -> Condition:
        assert isinstance(found, All)
        kept = tuple(each for each in found.parts if not (isinstance(each, Comparison) and each.fact == fact))
        assert len(kept) < len(found.parts)
        return All(kept)

    return change  # fmt: skip


def but(text: str) -> Callable[[Condition], Condition]:
    """A change that adds an exception."""
    return lambda found: All((found, Not(condition(text))))


def instead(text: str) -> Callable[[Condition], Condition]:
    """A change to another condition."""
    return lambda _: condition(text)


def spoiled(name: str, change: Callable[[Condition], Condition]) -> Library:
    """The shipped rules with one rule changed."""
    pack_name, _, _ = name.rpartition("/")
    pack = library().pack(pack_name)

    def changed(rule: Rule) -> Rule:
        return rule._replace(condition=change(rule.condition)) if rule.name == name else rule

    assert name in {rule.name for rule in pack.rules}
    return with_pack(pack._replace(rules=tuple(map(changed, pack.rules))))


def proved(rules: Library, each: str | Property, *classes: str, packs: tuple[str, ...] = ()) -> Proof:
    """What comes of a property, of these classes only, by these rules."""
    found = shipped()[each] if isinstance(each, str) else each
    return prove(Bar(rules, AS_OF), found._replace(classes=classes) if classes else found, packs)


SCOPE = "us/business-scope"
FAULTS = {
    "a bar weakened": (f"{SCOPE}/construction-by-hand", instead("{activity.kind: demolition, activity.mode: perform}"),
                       "no-building-by-hand", "esta"),
    "a bar with an exception": (f"{SCOPE}/labor-for-hire", but("{activity.family: equipment}"),
                                "no-labor-for-hire", "esta"),
    "a ground without knowledge": (f"{SCOPE}/install-service-repair", without("traveler.expertise_essential"),
                                   "no-equipment-work-without-expertise", "esta"),
    "a ground for US pay": (f"{SCOPE}/install-service-repair", without("traveler.us_pay"),
                            "no-equipment-work-for-us-pay", "b1"),
    "a ground without a duty": (f"{SCOPE}/install-service-repair", without("contract.requires_activity"),
                                "no-equipment-work-without-duty", "b1"),
    "a limit moved": ("us/esta/stay-90-days", instead("{trip.days: {at_most: 120}}"), "esta-ninety-days", "esta"),
    "a limit that a longer stay gets around": (
        "us/entry/passport-covers-stay",
        instead("{any: [{passport.expires: {on_or_after: $trip.depart}}, {trip.days: {more_than: 60}}]}"),
        "longer-is-never-softer", "b1"),
    "a doubt of one class only": ("us/b1/leased-without-annotation", instead("{activity.mode: perform}"),
                                  "esta-within-b1", "esta"),
}  # fmt: skip
"""Rules changed wrongly: the rule, the change, the property that catches it, and a class in which it does."""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_caught_by_a_plan_that_shows_it(fault: str) -> None:
    """The property is refuted, and the engine judges the plan that is written as the rules, changed so, judge it."""
    rule, change, name, admitted = FAULTS[fault]
    rules = spoiled(rule, change)
    proof = proved(rules, name, admitted)
    assert proof.outcome is Outcome.REFUTED, proof.lacks
    assert proof.shown is not None
    text = plan_of(proof, AS_OF, "ko")
    plan = assemble([read_text(text, "plan.yaml")], "plan.yaml")
    now, before = (check(plan, each, as_of=AS_OF) for each in (rules, library()))
    assert tuple(each.verdict for each in sorted(now.trips, key=lambda each: each.id)) == proof.shown.verdicts
    assert findings(now) != findings(before)
    assert [each for each in said(proof, rules) if each.ko.startswith("- ")]


def findings(report: object) -> list[tuple[str, str]]:
    """The verdicts of a report with the rules behind them."""
    return [(judged.ruling.verdict, finding.rule.id) for trip in report.trips for judged in trip.judged()  # type: ignore[attr-defined]
            for finding in judged.ruling.findings if finding.verdict is not Verdict.PERMITTED]  # fmt: skip


def test_a_rule_that_its_exception_swallows_is_named() -> None:
    """A bar that can forbid nothing any more; the others of its pack are at work."""
    name = "us/l1b/" + next(rule.id for rule in library().pack("us/l1b").rules if rule.kind is RuleKind.BAR)
    works = shipped()["every-rule-works"]._replace(kinds=(RuleKind.BAR,))
    assert proved(library(), works, packs=("us/l1b",)).outcome is Outcome.PROVED
    swallowed = spoiled(name, lambda found: All((found, Not(found))))
    proof = proved(swallowed, works, packs=("us/l1b",))
    assert (proof.outcome, [rule.name for rule in proof.rules]) == (Outcome.REFUTED, [name])


def test_a_policy_that_is_no_stricter_than_the_law_is_named() -> None:
    """A limit of 140 days beside the 90 of the law."""
    name = "policy/esta-14-days"
    rules = spoiled(f"{name}/esta-two-weeks", instead("{trip.days: {at_most: 140}}"))
    proof = proved(rules, shipped()["every-rule-works"], packs=(name,))
    assert [rule.id for rule in proof.rules] == ["esta-two-weeks"]


def test_a_policy_that_loosens_is_caught() -> None:
    """A pack beside the law that speaks in its place, as one that calls itself law would."""
    name = "policy/esta-14-days"
    grant = library().rule("us/entry/not-listed")
    assert grant is not None
    everything = grant._replace(condition=condition("{activity.mode: perform}"), pack=name)
    pack = library().pack(name)._replace(layer=Layer.LAW, rules=(everything,))
    rules = with_pack(pack)
    proof = proved(rules, "policies-tighten", packs=(name,))
    assert (proof.outcome, proof.about) == (Outcome.REFUTED, name)
    assert proved(library(), "policies-tighten", packs=(name,)).outcome is Outcome.PROVED


def test_a_number_that_is_missing_leaves_no_answer() -> None:
    """Without the number of days of the waiver nothing that is said of a trip settles it."""
    days = library().parameters["vwp_stay_days"]
    rules = library().with_parameter(days._replace(values=(days.values[0]._replace(first="2150-01-01"),)))
    proof = proved(rules, "always-an-answer", "esta")
    assert proof.outcome is Outcome.REFUTED
    assert proof.shown is not None
    assert proof.shown.verdicts == (Verdict.UNDETERMINED,)


def test_what_has_no_translation_is_not_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never silently: the comparison is named."""
    monkeypatch.delitem(situation._ORDERED, "at_most")
    proof = proved(library(), "esta-ninety-days")
    assert proof.outcome is Outcome.OPEN
    assert proof.lacks is not None
    assert "at_most" in proof.lacks.en


def test_what_no_plan_can_show_is_not_called_refuted() -> None:
    """A fault in facts that no plan has: the rules do not exclude it, and it is said that no plan was found."""
    text = (
        "properties:\n  never-at-sea:\n    title: {en: a, ko: 가}\n    why: {en: a, ko: 가}\n    classes: [esta]\n"
        "    when: {trip.days_in_row: 50, trip.stays_in_row: 9}\n    at_best: not_permitted\n"
    )
    [each] = read(library(), Entry(read_text(text, FILE).root, []))
    proof = proved(library(), each)
    assert proof.outcome is Outcome.OPEN
    assert proof.shown is not None
    assert not proof.shown.is_real
