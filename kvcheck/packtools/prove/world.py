"""What holds of the facts of every plan, because of how they are worked out (`kvcheck/facts/`).

The solver may choose facts freely within it. Whatever stands here has to be so for all plans: what was excluded wrongly
would be proved wrongly. A test holds each entry against the facts of random plans and of all examples.
"""

from collections.abc import Callable, Mapping

from kvcheck.packtools.prove.situation import Situation
from kvcheck.packtools.prove.solver import Term, every, if_then, no, some
from kvcheck.plan.lookups import US_TERRITORIES

ALWAYS_KNOWN = (
    "contract.by_the_day", "contract.signed_for_us_company", "equipment.handed_over_before", "equipment.made_in_us",
    "traveler.nationality_by_investment", "traveler.pay_recharged_to_us", "trip.arrive",
    "trip.days_in_row", "trip.stays_in_row", "trip.supplies_labor", "trip.unsigned_carrier",
    "trip.us_days_12_months_known", "visa.annotation_taken_from_project", "visa.confirmed_since", "visa.entry_used",
    "visa.issued_after_arrival",
)  # fmt: skip
"""Facts of which the format of plans says something where a plan is silent."""
NEVER_NEGATIVE = (
    "trip.days_in_row", "trip.stays_in_row", "trip.us_days_12_months_known", "trip.us_days_12_months",
    "trip.days_past_admission", "activity.days", "history.overstay_days", "history.removals", "filing.days_before",
    "filing.days_after",
    "trip.previous_waiver_days", "trip.previous_visit_days", "traveler.months_employed_abroad",
    "traveler.years_experience", "us_company.treaty_percent", "us_company.trade_percent", "filing.need_months",
)  # fmt: skip
OF_EQUIPMENT = (
    "equipment.acquired", "equipment.seller_country", "equipment.made_in", "equipment.export_reviewed",
    "contract.of_equipment",
)  # fmt: skip
"""Facts that nobody knows where an activity names no equipment."""
WHERE_COMPANIES_ARE = ("traveler.employer_country", "traveler.residence", "equipment.seller_country")
"""Countries in which a territory of the US is the US."""


def holding(situation: Situation) -> Mapping[str, Term]:
    """What holds of the facts of every plan, by a name for each."""
    return {name: make(situation) for name, make in WORLD.items()}


def _catalogue(s: Situation) -> Term:
    """The family is that of the kind."""
    kinds = s.library.catalogue.kinds.values()
    pairs = (if_then(s.is_("activity.kind", each.name), s.is_("activity.family", each.family)) for each in kinds)
    return every((s.known("activity.kind") == s.known("activity.family"), *pairs))


def _words(s: Situation) -> Term:
    """Texts are read where the kind is known; what they leave open is never a no."""
    kind = s.known("activity.kind")
    described = if_then(s.known("activity.described"), every((kind, s.value("activity.described"))))
    return every((s.known("activity.words") == kind, described))


def _families(s: Situation) -> Term:
    """The families of a trip are known if each kind is, and have that of each activity."""
    each = (if_then(s.is_("activity.family", name), has) for name, has in s.value("trip.families").items())
    return if_then(s.known("trip.families"), every((s.known("activity.kind"), *each)))


def _equipment(s: Situation) -> Term:
    """Without equipment nothing is known of it; what is named is a machine of commerce unless it says otherwise."""
    nothing = (no(s.known(name)) for name in OF_EQUIPMENT)
    early = no(s.holds("equipment.handed_over_before"))
    there = s.known("equipment.nature")
    return every((there == s.known("equipment.use"), if_then(no(there), every((*nothing, early)))))


def _made_in_us(s: Situation) -> Term:
    """Made in the US is what is known to be."""
    return s.holds("equipment.made_in_us") == s.is_("equipment.made_in", "US", *US_TERRITORIES)


def _contract(s: Situation) -> Term:
    """What the kind of a contract alone says, and what is known where there is none."""
    kind, staffing = s.known("contract.kind"), s.is_("contract.kind", "staffing")
    nothing = every((
        s.fails("contract.requires_activity"), s.is_("contract.chain", "none"), no(s.known("contract.ended_before")),
        no(s.known("contract.for_this_site")), no(s.holds("contract.by_the_day")),
        no(s.holds("contract.signed_for_us_company")),
    ))  # fmt: skip
    return every((
        if_then(kind, s.known("contract.is_staffing")),
        s.holds("contract.is_staffing") == staffing,
        if_then(s.is_("contract.kind", "none"), nothing),
    ))  # fmt: skip


def _labor(s: Situation) -> Term:
    """A placement supplies labor if the plan says so, or the contract of an activity does."""
    stated = s.holds("trip.labor_for_hire")
    return every((s.holds("trip.supplies_labor") == stated, if_then(s.is_("contract.kind", "staffing"),
                  s.known("trip.labor_for_hire"))))  # fmt: skip


def _pay(s: Situation) -> Term:
    """A fee of a US company is pay of one."""
    return if_then(s.holds("traveler.us_fee"), s.holds("traveler.us_pay"))


def _passport(s: Situation) -> Term:
    """A passport is of the traveler's own country if its issuer is among the nationalities."""
    issuer, nationalities, own = "passport.issued_by", "traveler.nationalities", "passport.of_own_country"
    both = every((s.known(issuer), s.known(nationalities)))
    among = s.shared(issuer, nationalities)
    return every((s.known(own) == both, if_then(both, s.value(own) == among)))


def _days(s: Situation) -> Term:
    """Days are counted from arrival to departure, both included, and from no later day where a stay goes on."""
    arrive, depart, days = s.value("trip.arrive"), s.value("trip.depart"), s.value("trip.days")
    known = s.known("trip.depart")
    since, past = "trip.days_since_admission", "trip.days_past_admission"
    return every((
        s.known("trip.days") == known,
        if_then(known, every((days == depart - arrive + 1, days >= 1))),
        if_then(s.known(since), every((known, s.value(since) >= days))),
        if_then(no(s.known(past)), no(known)),
        if_then(s.known("trip.us_days_12_months"), known),
    ))  # fmt: skip


def _activity(s: Situation) -> Term:
    """An activity within the days of its trip lasts no longer than it."""
    both = every((s.holds("activity.within_trip"), s.known("activity.days"), s.known("trip.days")))
    return if_then(both, s.value("activity.days") <= s.value("trip.days"))


def _present(s: Situation) -> Term:
    """The trip itself is among the days that are counted: those of 12 months, and those of a row of visits if any."""
    days, year, row = s.value("trip.days"), s.value("trip.us_days_12_months_known"), s.value("trip.days_in_row")
    counted = every((some((year >= days, year >= 365)), some((row >= days, row <= 0))))
    return if_then(s.known("trip.days"), counted)


def _months(s: Situation) -> Term:
    """Full months beyond the stay, by the days that so many months can have."""
    months, beyond = s.value("passport.months_beyond_stay"), s.value("passport.expires") - s.value("trip.depart")
    known = every((s.known("passport.expires"), s.known("trip.depart")))
    # 100 months have at least 3,043 and at most 3,045 days, give or take a short month
    near = [100 * beyond >= 3043 * months - 400, 100 * beyond < 3045 * (months + 1) + 400]
    exact = [every((if_then(months >= count, beyond >= least), if_then(months < count, beyond < most)))
             for count, (least, most) in DAYS_OF_MONTHS.items()]  # fmt: skip
    return every((s.known("passport.months_beyond_stay") == known, if_then(known, every((*near, *exact)))))


DAYS_OF_MONTHS: Mapping[int, tuple[int, int]] = {0: (0, 0), 6: (181, 184)}
"""For a number of months, the fewest and the most days after which so many full months are over."""


def _history(s: Situation) -> Term:
    """What is counted of a history is known with it."""
    known = s.known("traveler.history")
    counted = (s.known("history.removals") == known, if_then(s.known("history.overstay_days"), known))
    years = ("history.years_since_overstay", "history.years_since_removal", "history.years_since_removal_on_arrival")
    return every((*counted, *(if_then(s.known(each), known) for each in years)))


def _visa(s: Situation) -> Term:
    """Without an annotation nothing differs from it; no bare visa is taken to match one."""
    differs, taken = "visa.annotation_differs_in", "visa.annotation_taken_from_project"
    plain = no(s.holds("visa.annotated"))
    none = every(no(has) for has in s.value(taken).values())
    return every((
        if_then(s.fails("visa.annotated"), every((s.known(differs), *(no(has) for has in s.value(differs).values())))),
        if_then(s.known(differs), s.known("visa.annotated")),
        if_then(plain, none),
    ))  # fmt: skip


WORLD: Mapping[str, Callable[[Situation], Term]] = {
    "always known": lambda s: every(s.known(name) for name in ALWAYS_KNOWN),
    "never negative": lambda s: every(if_then(s.known(name), s.value(name) >= 0) for name in NEVER_NEGATIVE),
    "catalogue": _catalogue,
    "words": _words,
    "families": _families,
    "equipment": _equipment,
    "made in the US": _made_in_us,
    "territories": lambda s: every(no(s.is_(name, *US_TERRITORIES)) for name in WHERE_COMPANIES_ARE),
    "contract": _contract,
    "labor": _labor,
    "pay": _pay,
    "passport": _passport,
    "days": _days,
    "days of the activity": _activity,
    "present": _present,
    "months": _months,
    "history": _history,
    "visa": _visa,
    "some family": lambda s: if_then(s.known("trip.families"), some(s.value("trip.families").values())),
}
