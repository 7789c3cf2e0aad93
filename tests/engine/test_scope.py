"""What a visitor may do, on whole plans: each of an audit's findings with its siblings, one thing changed at a time."""

import json

import pytest

from tests.support import AS_OF, changed, deciding, judge, kvcheck, library, verdict

B1 = (
    ("class: esta", "class: b1"),
    ("    declares:", "    visa: {class: b1, expires: 2030-01-01, annotation: none}\n    declares:"),
)
TRAINING = "      - {kind: train-to-service, mode: train, equipment: charger}\n"
INSTALL = "{kind: install, mode: perform, equipment: charger, description: 화성 충방전기 설치}"
LATER = """\
  later:
    kind: service-order
    seller: hwasung
    buyer: plant-co
    signed: 2026-09-02
    requires: [repair, service, upgrade, calibrate, software, warranty, maintain, relocate, install]
"""
OTHERS = """\
  parent: {name: Parent, country: KR}
  us-sub: {name: Hwasung America, country: US}
  sub: {name: Sub, country: KR}
"""


def plan(activity: str, *swaps: tuple[str, str], admitted: str = "b1") -> str:
    """The first plan with one activity, on a B-1 visa or on ESTA, and some companies more.

    Work by hand is described by the name of its kind.
    """
    if "mode: perform" in activity and "description" not in activity:
        kind = activity.partition("kind: ")[2].partition(",")[0]
        activity += f", description: '{library().catalogue.kinds[kind].title.en}'"
    entry = B1 if admitted == "b1" else ()
    text = changed((TRAINING, ""), (INSTALL, f"{{{activity}}}"), *entry)
    return changed(
        ("equipment:\n", f"{OTHERS}equipment:\n"), ("travelers:\n", f"{LATER}travelers:\n"), *swaps, text=text
    )


HAND = "mode: perform, equipment: charger"
EMPLOYED_BY_PARENT = ("employer: hwasung\n    paid_by: hwasung", "employer: parent\n    paid_by: parent")
US_SELLER = ("seller: hwasung\n    buyer: plant-co", "seller: us-sub\n    buyer: plant-co")
DUTIES = (
    "requires: [install, commission, train]",
    "requires: [install, commission, train, connect, service, relocate]",
)


def subcontract(seller: str, buyer: str, requires: str) -> tuple[str, str]:
    """One more contract, signed the day before the sale."""
    parties = f"kind: subcontract, seller: {seller}, buyer: {buyer}, signed: 2026-03-01"
    return "travelers:\n", f"  chain: {{{parties}, requires: [{requires}]}}\ntravelers:\n"


UNDER_US_SUB = subcontract("hwasung", "us-sub", "install, train, connect, service, relocate")


@pytest.mark.parametrize("admitted", ["b1", "esta"])
@pytest.mark.parametrize(
    "kind",
    ["retrofit", "repair", "service", "warranty-service", "troubleshoot", "calibrate", "equipment-software",
     "maintain", "exchange-spare-part", "relocate"],
)  # fmt: skip
def test_a_later_paid_order_goes_to_a_person(kind: str, admitted: str) -> None:
    """Whatever is done to the machine that was sold."""
    text = plan(f"kind: {kind}, {HAND}, contract: later", admitted=admitted)
    assert verdict(text) == "needs_review"
    assert "later-order-not-incidental" in deciding(text)


def test_an_installation_ordered_apart_from_the_sale_is_not_covered() -> None:
    """The sale did not require it; a service contract signed with the sale has advice of its own."""
    assert verdict(plan(f"kind: install, {HAND}, contract: later")) == "not_permitted"


@pytest.mark.parametrize("kind", ["install", "commission", "repair", "relocate", "plant-piping", "rigging"])
@pytest.mark.parametrize("crew", ["us-workers", "authorized-workers"])
def test_the_owners_engineer_may_supervise_those_who_may_work(kind: str, crew: str) -> None:
    """On the machine as on the building, without a contract; by visitors it is not permitted."""
    activity = f"kind: {kind}, mode: supervise, equipment: charger, contract: none, output_sold: false, crew: "
    assert verdict(plan(activity + crew, EMPLOYED_BY_PARENT)) == "permitted"
    assert verdict(plan(activity + "visitors", EMPLOYED_BY_PARENT)) == "not_permitted"


@pytest.mark.parametrize(
    "activity",
    [
        f"kind: install, {HAND}", "kind: train-to-service, mode: train, equipment: charger",
        "kind: utility-hook-up, mode: supervise, crew: visitors, equipment: charger", f"kind: service, {HAND}",
        f"kind: relocate, {HAND}",
    ],
)  # fmt: skip
def test_a_sale_signed_by_the_us_company_goes_to_a_person(activity: str) -> None:
    """For every kind of work that the contract requires of the maker abroad."""
    text = plan(activity, US_SELLER, DUTIES, UNDER_US_SUB)
    assert verdict(text) == "needs_review"
    assert "us-seller-of-record" in deciding(text)


def test_the_real_seller_may_be_named() -> None:
    """The chain then begins with it; a US company behind a signature abroad is an open question."""
    real = ("buyer: plant-co\n    signed", "real_seller: hwasung\n    buyer: plant-co\n    signed")
    assert verdict(plan(f"kind: install, {HAND}", US_SELLER, real)) == "needs_review"
    behind = ("buyer: plant-co\n    signed", "real_seller: us-sub\n    buyer: plant-co\n    signed")
    assert deciding(plan(f"kind: install, {HAND}", behind)) >= {"real-seller-in-us"}


@pytest.mark.parametrize("kind", ["install", "commission", "service"])
def test_a_subcontract_that_does_not_name_the_task_goes_to_a_person(kind: str) -> None:
    """The manual looks at the contract of sale."""
    chain = subcontract("sub", "hwasung", "test")
    of_sub = ("employer: hwasung\n    paid_by: hwasung", "employer: sub\n    paid_by: sub")
    text = plan(f"kind: {kind}, {HAND}, output_sold: false", DUTIES, chain, of_sub)
    named = changed(("requires: [test]}", "requires: [install, service]}"), text=text)
    if kind != "commission":  # the duty to test covers commissioning
        assert deciding(text) == {"subcontract-silent"}
    assert verdict(named) == "permitted"


@pytest.mark.parametrize("kind", ["install", "service", "utility-hook-up"])
def test_a_machine_moved_inside_the_group_goes_to_a_person(kind: str) -> None:
    """With the advice to paper a sale or a lease."""
    text = plan(f"kind: {kind}, {HAND}", ("acquired: purchase", "acquired: transfer"))
    assert verdict(text) == "needs_review"
    assert "moved-inside-group" in deciding(text)


@pytest.mark.parametrize("kind", ["manage-plant", "manage-staff", "engineering-service", "software-development"])
def test_what_is_barred_may_be_looked_at(kind: str) -> None:
    """And what is barred only for whom it is done is asked about."""
    assert verdict(plan(f"kind: {kind}, mode: observe")) == "permitted"
    assert verdict(plan(f"kind: {kind}, mode: perform, for: us-company")) == "not_permitted"


def test_for_whom_a_service_is_done_is_asked_and_decides() -> None:
    """As-built drawings of one's own machine for one's own employer are no service to a US client."""
    drawings = "kind: engineering-service, mode: perform, equipment: charger"
    assert verdict(plan(drawings)) == "undetermined"
    assert verdict(plan(f"{drawings}, for: employer")) == "needs_review"
    assert verdict(plan(f"{drawings}, for: us-company")) == "not_permitted"


@pytest.mark.parametrize(
    ("swap", "activity", "rule"),
    [
        (("paid_by: hwasung", "paid_by: plant-co"), "kind: board-meeting", "director-paid"),
        (("paid_by: hwasung", "paid_by: hwasung\n    fee_paid_by: plant-co"), "kind: board-meeting", "director-paid"),
        (("    declares:", "    pay_recharged_to_us: true\n    declares:"), f"kind: install, {HAND}", "pay-recharged"),
        (("made_in: KR", "made_in: US"), f"kind: install, {HAND}", "made-in-us"),
        (("    clause:", "    price: by-the-day\n    clause:"), f"kind: install, {HAND}", "priced-by-the-day"),
        (("made_in: KR", "made_in: KR, handed_over: 2026-10-01"), f"kind: install, {HAND}", "work-after-hand-over"),
    ],
)  # fmt: skip
def test_what_is_open_goes_to_a_person(swap: tuple[str, str], activity: str, rule: str) -> None:
    """Pay from the US for a director, a recharge, US-made equipment, a price by the day, work after hand-over."""
    assert verdict(plan(activity)) == "permitted"
    text = plan(activity, swap)
    assert verdict(text) == "needs_review"
    assert deciding(text) == {rule}


def test_a_fee_from_a_us_company_is_us_pay_for_whoever_works() -> None:
    """Salary, fee and recharge are told apart; a household's machine is outside the ground."""
    fee = ("paid_by: hwasung", "paid_by: hwasung\n    fee_paid_by: plant-co")
    assert verdict(plan(f"kind: install, {HAND}", fee)) == "not_permitted"
    assert verdict(plan(f"kind: install, {HAND}", ("made_in: KR", "made_in: KR, use: household"))) == "not_permitted"


@pytest.mark.parametrize(
    ("phase", "expected"),
    [
        ("installation", "permitted"),
        ("commissioning", "permitted"),
        ("ramp-up", "undetermined"),
        ("operating", "undetermined"),
    ],
)
def test_whether_trial_output_is_sold_is_asked_where_the_site_produces(phase: str, expected: str) -> None:
    """Silence is a question at a producing site, and where nobody said the phase."""
    text = plan(f"kind: commission, {HAND}", ("phase: installation", f"phase: {phase}"))
    assert verdict(text) == expected
    assert verdict(changed((f", phase: {phase}", ""), text=text)) == "undetermined"
    assert verdict(changed(("kind: commission", "output_sold: false, kind: commission"), text=text)) == "permitted"


@pytest.mark.parametrize(
    ("handed_over", "months", "expected"),
    [
        ("2026-01-20", 12, "needs_review"),
        ("2026-01-21", 12, "permitted"),
        ("2024-02-29", 35, "permitted"),
        ("2025-01-20", 24, "needs_review"),
    ],
)
def test_a_warranty_runs_from_the_hand_over(handed_over: str, months: int, expected: str) -> None:
    """It ends on the day before the same day so many months later: the trip ends on 2027-01-20."""
    months_of = ("service_until: 2028-03-01", f"warranty_months: {months}")
    machine = ("made_in: KR", f"made_in: KR, handed_over: {handed_over}")
    assert verdict(plan(f"kind: service, {HAND}", DUTIES, months_of, machine)) == expected
    assert verdict(plan(f"kind: service, {HAND}", DUTIES, months_of)) == "undetermined"
    stated = ("service_until: 2028-03-01", f"warranty_months: {months}\n    warranty_from: {handed_over}")
    assert verdict(plan(f"kind: service, {HAND}", DUTIES, stated)) == expected


def test_the_kind_may_be_left_unknown_and_is_asked_for() -> None:
    """Once, and whatever the description says."""
    report = judge(plan("kind: unknown, description: 배관 공사"))
    assert report.verdict.value == "undetermined"
    said = kvcheck(
        "check", "-", "--as-of", report.as_of, stdin=plan("kind: unknown, description: 배관 공사").encode()
    ).out
    assert said.count("activities[1].kind") == 1


BOOTHS = ["Assemble our booth at the trade show and staff it and take it down", "Set up our booth, staff the booth",
          "자사 부스 설치, 부스 운영 및 부스 철거"]  # fmt: skip


@pytest.mark.parametrize("description", BOOTHS)
def test_ones_own_booth_belongs_to_exhibiting(description: str) -> None:
    """Putting it up, staffing it, taking it down."""
    assert verdict(plan(f"kind: exhibit, description: '{description}'", admitted="esta")) == "permitted"


@pytest.mark.parametrize("kind", ["receive-training", "site-visit", "acceptance-witness", "advise", "train-to-service"])
def test_a_default_never_permits_in_silence(kind: str) -> None:
    """The role that a kind means is asked for, or the report says that it was taken for said."""
    text = plan(f"kind: {kind}, equipment: charger")
    ran = kvcheck("check", "-", "--as-of", AS_OF, "--format", "json", stdin=text.encode())
    (told,) = json.loads(ran.out)["plans"]
    facts = {each["fact"] for each in told["assumed"]}
    assert told["verdict"] == "undetermined" or "activity.mode" in facts or "activity.trainees" in facts


def test_advice_fits_the_obstacle() -> None:
    """US pay is not mended by a clause, and a missing clause not by other pay."""
    for swap, word in (
        (("paid_by: hwasung", "paid_by: plant-co"), "employer abroad pay"),
        (("[install, commission, train]", "[train]"), "name the duty"),
        (("essential: true", "essential: false"), "specialized knowledge"),
    ):
        finding = judge(plan(f"kind: install, {HAND}", swap)).trips[0].law.activities[0].parts[0].ruling.findings[0]
        assert finding.instead is not None
        assert word in finding.instead.en


def test_a_typo_in_a_reference_is_told_beside_labor_for_hire() -> None:
    """As the error it is."""
    text = changed(("equipment: charger", "equipment: typo"), ("class: esta", "class: esta\n    labor_for_hire: false"))
    ran = kvcheck("check", "-", stdin=text.encode())
    assert ran.code == 3
    assert "`equipment` names none of the `equipment`" in ran.err
