"""A plan in which given facts hold: the way back from facts to what a planner writes. Everybody in it is invented.

It need not succeed: what `kvcheck/facts/` then works out of the plan is what counts, and whoever asks looks at that.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from kvcheck.facts.descriptions import Reading, Texts
from kvcheck.model import NONE, UNKNOWN
from kvcheck.packs import Library
from kvcheck.packtools.prove.person import stated, traveler
from kvcheck.plan.edit import document

Facts = Mapping[str, Any]
Tree = dict[str, Any]

GOOD: Facts = {
    "activity.kind": "install", "activity.mode": "perform", "activity.described": True, "activity.words": (),
    "activity.within_trip": True,
    "equipment.nature": "machine", "equipment.use": "commercial", "equipment.acquired": "purchase",
    "equipment.made_in": "KR", "equipment.seller_country": "KR",
    "contract.kind": "equipment-sale", "contract.of_equipment": True, "contract.requires_activity": True,
    "contract.ended_before": False, "contract.chain": "direct", "contract.for_this_site": True,
    "site.phase": "installation", "site.state": "GA", "trip.project_known": True,
    "traveler.nationalities": ("KR",), "traveler.residence": "KR", "traveler.employer_country": "KR",
    "traveler.us_pay": False, "traveler.us_fee": False, "traveler.us_pays_expenses": False,
    "traveler.expertise_essential": True, "traveler.expertise_scarce": True,
    "traveler.visa_refused": False, "traveler.entry_refused": False, "traveler.overstayed": False,
    "traveler.warned_at_port": False, "traveler.history": (), "traveler.visits": (), "trip.gap_days": 365,
    "passport.issued_by": "KR", "passport.electronic": True,
    "esta.status": "approved", "esta.refusals_disclosed": True,
    "visa.class": "b1", "visa.annotated": False, "visa.annotation_differs_in": (), "visa.issued_at_home": True,
}  # fmt: skip
"""The facts of a trip that nothing stands against: what a counterexample has wherever nothing else matters."""

STAY = 19
"""Days from arrival to departure of that trip."""


def good(library: Library, admitted: str, arrive: str) -> dict[str, Any]:
    """The facts of a trip in that class that nothing stands against, as far as one can be named."""
    days = {"trip.arrive": arrive, "trip.depart": day_after(arrive, STAY), "trip.class": admitted}
    late = {name: day_after(arrive, 1500) for name in ("passport.expires", "esta.expires", "visa.expires")}
    return {name: value for name, value in {**GOOD, **days, **late}.items() if name in library.facts}


def day_after(day: str, number: int) -> str:
    """The day so many days later."""
    return (date.fromisoformat(day) + timedelta(days=number)).isoformat()


def staged(library: Library, read: Callable[[Texts], Reading], facts: Facts, mark: str = "") -> Tree:
    """A plan of one trip in which the facts hold, as far as that can be written; `mark` ends the names in it."""
    given = {name: facts.get(name) for name in library.facts}
    arrive: str = given["trip.arrive"] or ""
    depart: str = given["trip.depart"] or UNKNOWN
    ids = {each: f"{each}{mark}" for each in ("employer", "seller", "host", "payer", "machine", "deal", "sale",
                                              "work", "plant", "filed")}  # fmt: skip
    trip: Tree = {"id": f"trip{mark}", "traveler": f"engineer{mark}", "class": given["trip.class"] or UNKNOWN}
    trip |= {"arrive": arrive, "depart": depart, "site": ids["plant"]}
    if given["trip.project_known"]:
        trip["project"] = "line"
    trip |= stated(library, given, "trip", leave=("class", "arrive", "depart"))
    trip |= _passing(given, arrive, depart)
    tree: Tree = {
        "own": stated(library, given, "own"),
        "sites": {ids["plant"]: _site(given, ids)},
        "companies": _companies(given, ids),
        "equipment": {},
        "contracts": {},
        "travelers": {f"engineer{mark}": traveler(library, given, ids)},
        "filings": {},
        "trips": [trip],
    }
    filing = stated(library, given, "filing")
    if filing:
        trip["filing"] = ids["filed"]
        tree["filings"][ids["filed"]] = {"class": given["trip.class"], "filed_by": ids["host"], **filing}
    activity = _activity(library, read, given)
    trip["activities"] = [activity]
    _deal(library, given, ids, tree, activity)
    return tree


def text_of(trees: Sequence[Tree], head: Sequence[str] = ()) -> str:
    """Plans as one text of YAML, with comments at its head."""
    sections: Tree = {"kvcheck": 1}
    for key in ("own", "sites", "companies", "equipment", "contracts", "travelers", "filings"):
        entries = {name: value for tree in trees for name, value in tree[key].items()}
        if entries:
            sections[key] = entries
    sections["trips"] = [trip for tree in trees for trip in tree["trips"]]
    return "".join(f"# {line}\n" for line in head) + document(sections)


def _passing(given: Facts, arrive: str, depart: str) -> Tree:
    """Days of a trip beside its arrival and departure."""
    found: Tree = {}
    since = given["trip.days_since_admission"]
    if since is not None and depart != UNKNOWN:
        first = day_after(depart, 1 - since)
        if first < arrive:
            found["first_admitted"] = first
    if given["trip.days_past_admission"] and depart != UNKNOWN:
        found["admitted_until"] = day_after(depart, -given["trip.days_past_admission"])
    if given["trip.unsigned_carrier"]:
        found["carrier"] = "other"
    if given["trip.supplies_labor"] or given["trip.labor_for_hire"]:
        found["labor_for_hire"] = True
    return found


def _site(given: Facts, ids: Mapping[str, str]) -> Tree:
    found: Tree = {"name": "Example plant", "host": ids["host"]}
    for key in ("state", "phase", "host_keeps_papers", "contractor_license", "installer_license", "public_money",
                "host_technology_reviewed"):  # fmt: skip
        value = given[f"site.{key}"]
        if value is not None:
            found[key] = value if key != "state" or len(value) == 2 else "GA"
    return found


def _companies(given: Facts, ids: Mapping[str, str]) -> Tree:
    """The employer, who sells, who runs the plant, and who pays where that is a US company."""
    found: Tree = {
        ids["employer"]: {"name": "Example Machines"},
        ids["seller"]: {"name": "Example Sales"},
        ids["host"]: {"name": "Example Plant LLC", "country": "US"},
        ids["payer"]: {"name": "Example Abroad", "country": "KR"},
    }
    for name, fact in (("employer", "traveler.employer_country"), ("seller", "equipment.seller_country")):
        if given[fact] is not None:
            found[ids[name]]["country"] = given[fact]
    if given["contract.chain"] == NONE:
        found[ids["employer"]]["subcontract"] = NONE
    return found


# The activity ---------------------------------------------------------------------------------------------------------


def _activity(library: Library, read: Callable[[Texts], Reading], given: Facts) -> Tree:
    kind, mode = given["activity.kind"], given["activity.mode"]
    found: Tree = {"kind": kind if kind is not None else UNKNOWN}
    found |= stated(library, given, "activity", leave=("kind",))
    if given["activity.output_sold"] is not None:
        found["output_sold"] = given["activity.output_sold"]
    days, whole = given["activity.days"], given["trip.days"]
    if days is not None and days > 0 and days != whole:
        found |= {"from": given["trip.arrive"], "to": day_after(given["trip.arrive"], days - 1)}
    if given["activity.within_trip"] is False:
        early = day_after(given["trip.arrive"], -9)
        found |= {"from": early, "to": early}
    if kind is not None:
        told = _description(library, read, given, mode)
        if told is not None:
            found["description"] = told
    return found


def _description(library: Library, read: Callable[[Texts], Reading], given: Facts, mode: str | None) -> str | None:
    """A text that says what is done, and speaks of the other families of work that it should speak of."""
    kind, wanted = given["activity.kind"], set(given["activity.words"] or ())
    described = given["activity.described"]
    for text in _texts(library, kind, wanted):
        reading = read(Texts(kind, mode, text, ()))
        if set(reading.families) == wanted and reading.described is described:
            return text
    return None


def _texts(library: Library, kind: str, wanted: set[str]) -> Iterator[str | None]:
    """Texts to try: none, the names of the kind, then with those of a kind of each other family."""
    kinds = library.catalogue.kinds
    yield None
    own = [kinds[kind].title.en, kinds[kind].title.ko]
    same = [each.title.en for each in kinds.values() if each.family == kinds[kind].family]
    yield from own
    yield from same
    beside = [""]
    for family in sorted(wanted):
        of_family = [each.title.en for each in kinds.values() if each.family == family]
        beside = [f"{before}. {more}" for before in beside for more in of_family[:4]]
    for more in beside[:200] if wanted else []:
        yield from (f"{each}{more}" for each in (*own, *same[:4]))
        yield more.removeprefix(". ")
    yield "support"


# The deal -------------------------------------------------------------------------------------------------------------


def _deal(library: Library, given: Facts, ids: Mapping[str, str], tree: Tree, activity: Tree) -> None:
    """The equipment, the contract of the activity and that of the equipment, and the chain down to the employer."""
    kind = given["contract.kind"]
    there = kind != NONE and (kind is not None or given["contract.requires_activity"] is not None
                              or given["contract.chain"] is not None)  # fmt: skip
    of_equipment = given["contract.of_equipment"]
    if given["equipment.nature"] is not None:
        machine = {key: given[f"equipment.{key}"] for key in ("nature", "use", "acquired", "made_in", "export_reviewed")
                   if given[f"equipment.{key}"] is not None}  # fmt: skip
        if given["equipment.handed_over_before"]:
            machine["handed_over"] = day_after(given["trip.arrive"], -90)
        if of_equipment:
            machine["contract"] = ids["deal"] if there else NONE
        elif of_equipment is False or given["equipment.seller_country"] is not None:
            machine["contract"] = ids["sale"]
            tree["contracts"][ids["sale"]] = {"kind": "equipment-sale", "seller": ids["seller"], "buyer": ids["host"]}
        tree["equipment"][ids["machine"]] = machine
        activity["equipment"] = ids["machine"]
    if not there:
        if kind == NONE:
            activity["contract"] = NONE
        return
    activity["contract"] = ids["deal"]
    tree["contracts"][ids["deal"]] = _contract(library, given, ids)
    _chain(given, ids, tree)


def _contract(library: Library, given: Facts, ids: Mapping[str, str]) -> Tree:
    found: Tree = {"kind": given["contract.kind"]} if given["contract.kind"] is not None else {}
    found |= {"seller": ids["seller"], "signed": SIGNED}
    if given["contract.for_this_site"] is not None:
        found["buyer"] = ids["host"] if given["contract.for_this_site"] else ids["payer"]
    if given["contract.signed_for_us_company"]:
        found["real_seller"] = ids["host"]
    if given["contract.by_the_day"]:
        found["price"] = "by-the-day"
    if given["contract.ended_before"]:
        found["service_until"] = day_after(given["trip.arrive"], -30)
    requires = given["contract.requires_activity"]
    if requires is not None:
        found["requires"] = _duties(library, given, covered=requires)
    return found


SIGNED = "2020-01-15"
"""The day the contracts of staged plans are signed."""


def _duties(library: Library, given: Facts, *, covered: bool) -> list[str]:
    """Duties that cover the activity, or others."""
    kind = library.catalogue.kinds.get(given["activity.kind"] or "")
    own = sorted(kind.duties) if kind is not None else []
    if covered:
        return [*own[:1], *(each for each in ("train", "supervise") if each == given["activity.mode"] or not own)]
    every = sorted({duty for each in library.catalogue.kinds.values() for duty in each.duties})
    return [each for each in every if each not in own and each not in ("train", "supervise")][:1]


def _chain(given: Facts, ids: Mapping[str, str], tree: Tree) -> None:
    """How the duty reaches the employer: as seller itself, or by a subcontract, in time or not."""
    deal, chain = tree["contracts"][ids["deal"]], given["contract.chain"]
    if chain in ("direct", "not-yet"):
        alike = given["equipment.seller_country"] in (None, given["traveler.employer_country"])
        deal["seller" if alike else "real_seller"] = ids["employer"]
    if chain == "not-yet":
        deal["signed"] = day_after(given["trip.arrive"], 30)
    if chain in ("at-sale", "after-sale"):
        signed = "2020-01-10" if chain == "at-sale" else "2020-02-20"
        named = given["contract.links_require_activity"]
        link: Tree = {"kind": "subcontract", "seller": ids["employer"], "buyer": ids["seller"], "signed": signed}
        if named is not None:
            link["requires"] = deal.get("requires", []) if named else []
        tree["contracts"][ids["work"]] = link
