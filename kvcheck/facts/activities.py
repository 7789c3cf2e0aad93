"""Facts of an activity: a function of `Inputs` alone, a small value that can be compared.

Activities with equal inputs share their facts, and by that their ruling: a crew of 300 is judged as often as it has
different jobs.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kvcheck.conditions.truth import Truth, all_of, negate
from kvcheck.days import days_between, months_after
from kvcheck.facts.descriptions import Reading, Texts
from kvcheck.facts.filings import within
from kvcheck.frozen import NamedTuple, twin
from kvcheck.language.text import Text
from kvcheck.model import NONE, OWN, UNKNOWN, ActivityKind, Catalogue, Fact, Plan, is_open
from kvcheck.model.entities import Activity, Contract, Equipment, Filing, Site, Trip
from kvcheck.plan.chains import Chains, Work, covers
from kvcheck.plan.lookups import US_TERRITORIES, Tables, contract_of, site_of
from kvcheck.source import Node


class Inputs(NamedTuple):
    """All that the facts of one activity depend on, beside the plan's tables."""

    kind: str | None
    """None where the plan says `unknown`."""
    mode: str | None
    crew: str | None
    trainees: str | None
    content: str | None
    done_for: str | None
    crosses_border: Truth
    goods_made_in: str | None
    output_sold: Truth
    """As stated."""
    words: tuple[str, ...] | None
    """Families of work that its texts show beside that of the kind."""
    described: Truth
    """Whether the description says, in words that can be read, what is done."""
    within_trip: Truth
    equipment: str | None
    contract: str | None
    signings: int
    """How many of the plan's days of signing lie no later than its first day."""
    ended_before: Truth
    handed_over: bool
    """Whether the plan states that the equipment was handed over before its first day."""
    site: str | None
    employer: str | None
    filing: str | None
    filed_days: Truth
    """Whether the filing is valid on every day of the activity."""
    days: int | None = None
    """How many days it lasts; not looked at where no rule asks, so that activities of other days share their ruling."""
    own: tuple[Any, ...] = ()
    """The company's own facts about it, in the order of their names."""


TEXT_FIELDS: Mapping[str, Text] = {
    "equipment.name": Text("name of the equipment", "장비명"),
    "traveler.job": Text("job of the traveler", "출장자 직무"),
    "project.name": Text("name of the project", "프로젝트명"),
    "contract.name": Text("name of the contract", "계약명"),
    "contract.scope": Text("scope of the contract", "계약 범위"),
    "contract.clause": Text("clause of the contract", "계약 조항"),
    "filing.title": Text("title of the filing", "신청 직위"),
}
"""What the places of a plan are called whose texts, beside the description, say what is done in an activity."""


def texts_beside(plan: Plan, trip: Trip, activity: Activity) -> tuple[tuple[str, str], ...]:
    """The texts of the plan, beside the description, that say what is done in an activity, each with its place,
    one of TEXT_FIELDS.
    """
    entities: tuple[tuple[str, Mapping[str, Node], str | None, tuple[str, ...]], ...] = (
        ("equipment", plan.equipment, activity.get("equipment"), ("name",)),
        ("traveler", plan.travelers, trip["traveler"], ("job",)),
        ("contract", plan.contracts, contract_of(plan, activity), ("name", "scope", "clause")),
        ("filing", plan.filings, trip.get("filing"), ("title",)),
    )
    others = [
        (f"{root}.{key}", table[name][key])
        for root, table, name, keys in entities
        if name is not None and name != NONE
        for key in keys
        if key in table[name]
    ]
    if plan.project is not None and "name" in plan.project:
        others.append(("project.name", plan.project["name"]))
    return tuple(others)


class Activities:
    """The facts of the activities of one plan."""

    def __init__(
        self, tables: Tables, catalogue: Catalogue, read_words: Callable[[Texts], Reading], own: Sequence[Fact] = ()
    ) -> None:
        """For activities of the plan behind `tables`; `read_words` gives the families that a description and a kind
        speak of. `own` are the facts about an activity that companies declare.
        """
        self._tables = tables
        self._own = tuple(own)
        self._catalogue = catalogue
        self._read_words = read_words
        self._signings = sorted({each["signed"] for each in tables.plan.contracts.values() if "signed" in each})
        self._chains = Chains(tables.plan)
        self._standing: dict[str, list[Inputs]] = {}
        self._stood: dict[tuple[Any, ...], Inputs] = {}
        self._shared: dict[int, Inputs] = {}

    def resting_on(self, tables: Tables) -> "Activities":
        """The same on other tables; contracts and their days have to be the same."""
        other = twin(self)
        other._tables, other._shared = tables, {}  # noqa: SLF001
        return other

    def standing_of(self, trip: Trip) -> Sequence[Inputs]:
        """What does not turn on days of each activity of a trip of the plan."""
        if trip["id"] not in self._standing:
            self._standing[trip["id"]] = [self._stands(trip, each) for each in trip["activities"]]
        return self._standing[trip["id"]]

    def share(self, standing: Sequence[Inputs], late: Trip) -> None:
        """Take what does not turn on days for the activities of `late`, which differs from a trip in its days only."""
        self._shared = {id(each): inputs for each, inputs in zip(late["activities"], standing, strict=True)}

    def inputs(self, trip: Trip, activity: Activity, first: str, last: str, *, timed: bool = True) -> Inputs:
        """What the facts of an activity depend on; `first` and `last` are its days, both inclusive.

        Not `timed`, how many days it lasts is left unknown: only for who asks no rule about it.
        """
        stands = self._shared.get(id(activity)) or self._stands_once(trip, activity)
        until_open = is_open(trip) and "to" not in activity
        machine = self._tables.plan.equipment[stands.equipment] if stands.equipment is not None else None
        return stands._replace(
            within_trip=_within_trip(trip, activity, first, last),
            signings=bisect_right(self._signings, first),
            ended_before=self._ended_before(stands.contract, stands.equipment, last, until_open=until_open),
            handed_over=machine is not None and str(machine.get("handed_over", first)) < first,
            filed_days=_filed(self._tables.filing_of(trip), first, last, until_open=until_open),
            days=days_between(first, last) if timed and not until_open and first <= last else None,
        )

    def _stands_once(self, trip: Trip, activity: Activity) -> Inputs:
        """`_stands`, worked out once for activities that say the same in trips that differ in nothing it looks at."""
        traveler = self._tables.plan.travelers[trip["traveler"]]
        beside = trip.get("site"), trip.get("filing"), traveler.get("employer"), traveler.get("job")
        dated = "from" in activity or "to" in activity
        said = [each for each in activity.items() if each[0] not in ("from", "to")] if dated else activity.items()
        key = (*said, *beside)
        try:
            found = self._stood.get(key)
        except TypeError:  # what it says holds a list or a mapping
            return self._stands(trip, activity)
        if found is None:
            found = self._stood[key] = self._stands(trip, activity)
        return found

    def _stands(self, trip: Trip, activity: Activity) -> Inputs:
        """What the facts of an activity depend on whenever it is done; what turns on its days is left open."""
        kind = None if activity["kind"] == UNKNOWN else str(activity["kind"])
        stated: Node = activity  # what a kind means has the same keys
        get: Callable[[str], Any] = stated.get
        means = self._catalogue.kinds[kind].means if kind is not None else None
        if means:
            said = {**means, **stated}
            get = said.get
        equipment = get("equipment")
        contract = contract_of(self._tables.plan, activity, equipment)
        reading = self._read_words(self.texts(trip, activity))
        employer = self._tables.plan.travelers[trip["traveler"]].get("employer")
        filing = trip.get("filing")
        return Inputs(
            kind=kind,
            mode=get("mode"),
            crew=get("crew"),
            trainees=get("trainees"),
            content=get("content"),
            done_for=get("for"),
            crosses_border=get("crosses_border"),
            goods_made_in=get("goods_made_in"),
            output_sold=get("output_sold"),
            words=None if kind is None else reading.families,
            described=None if kind is None else reading.described,
            within_trip=None,
            equipment=equipment,
            contract=contract,
            signings=0,
            ended_before=None,
            handed_over=False,
            site=site_of(self._tables.plan, trip, activity),
            employer=employer,
            filing=filing,
            filed_days=None,
            own=tuple(_own(fact, activity) for fact in self._own),
        )

    def texts(self, trip: Trip, activity: Activity) -> Texts:
        """Every text of the plan that says what is done in an activity."""
        kind = activity["kind"]
        mode = activity.get("mode") or self._catalogue.kind(kind).means.get("mode")
        return Texts(kind, mode, activity.get("description"), texts_beside(self._tables.plan, trip, activity))

    def _late(self, contract: Contract, inputs: Inputs) -> bool:
        """Whether the plan states that a contract is signed only after the activity begins."""
        latest = self._signings[inputs.signings - 1] if inputs.signings else ""
        return str(contract.get("signed", "")) > latest

    def _ended_before(self, name: str | None, equipment: str | None, last: str, *, until_open: bool) -> Truth:
        """Whether the stated term of service ends before the activity. A contract that states no term has not ended.

        A term of so many months of warranty runs from the day the plan states, else from the hand-over of the machine.
        """
        if name is None or name == NONE:
            return None
        contract = self._tables.plan.contracts[name]
        until = contract.get("service_until")
        if until is None and "warranty_months" in contract:
            machine = self._tables.plan.equipment[equipment] if equipment is not None else {}
            start = contract.get("warranty_from", machine.get("handed_over"))
            if start is None:
                return None
            until = months_after(start, contract["warranty_months"])
        if until is None or until < last:
            return until is not None
        return None if until_open else False

    def of_activity(self, inputs: Inputs) -> dict[str, Any]:
        """All facts of an activity."""
        plan = self._tables.plan
        kind = self._catalogue.kinds[inputs.kind] if inputs.kind is not None else None
        equipment = plan.equipment[inputs.equipment] if inputs.equipment is not None else None
        site = plan.sites[inputs.site] if inputs.site is not None else None
        return {
            "activity.kind": inputs.kind,
            "activity.family": kind.family if kind is not None else None,
            "activity.mode": inputs.mode,
            "activity.crew": inputs.crew,
            "activity.trainees": inputs.trainees,
            "activity.content": inputs.content,
            "activity.for": inputs.done_for,
            "activity.crosses_border": inputs.crosses_border,
            "activity.goods_made_in": inputs.goods_made_in,
            "activity.output_sold": _output_sold(inputs, site),
            "activity.words": inputs.words,
            "activity.described": inputs.described,
            "activity.within_trip": inputs.within_trip,
            "activity.days": inputs.days,
            "equipment.nature": equipment.get("nature", "machine") if equipment is not None else None,
            "equipment.use": equipment.get("use", "commercial") if equipment is not None else None,
            "equipment.handed_over_before": inputs.handed_over,
            "equipment.export_reviewed": equipment.get("export_reviewed") if equipment is not None else None,
            "equipment.acquired": equipment.get("acquired") if equipment is not None else None,
            "equipment.made_in": equipment.get("made_in") if equipment is not None else None,
            "equipment.made_in_us": equipment is not None and equipment.get("made_in") in IN_US,
            "equipment.seller_country": self._seller_country(equipment),
            "site.phase": site.get("phase") if site is not None else None,
            "site.contractor_license": _licensed(site, kind),
            "site.installer_license": site.get("installer_license") if site is not None else None,
            "site.public_money": site.get("public_money") if site is not None else None,
            "site.host_technology_reviewed": site.get("host_technology_reviewed") if site is not None else None,
            "site.host_keeps_papers": site.get("host_keeps_papers") if site is not None else None,
            "site.state": site.get("state") if site is not None else None,
            **self._of_filing(inputs, kind),
            **self._of_contract(inputs, kind.duties if kind is not None else None, equipment, site),
            **{fact.name: value for fact, value in zip(self._own, inputs.own, strict=True)},
        }

    def _of_filing(self, inputs: Inputs, kind: ActivityKind | None) -> dict[str, Truth]:
        """Whether the filing of the trip names this kind of activity (or its family), and the site."""
        filed = inputs.filing is not None and inputs.filing != NONE
        filing = self._tables.plan.filings[str(inputs.filing)] if filed else None
        duties = filing.get("duties") if filing is not None else None
        sites = filing.get("sites") if filing is not None else None
        return {
            "filing.covers_activity_days": inputs.filed_days,
            "filing.covers_activity": (
                None if duties is None or kind is None else kind.name in duties or kind.family in duties
            ),
            "filing.covers_site": None if sites is None or inputs.site is None else inputs.site in sites,
        }

    def _of_contract(
        self, inputs: Inputs, duties: frozenset[str] | None, equipment: Equipment | None, site: Site | None
    ) -> dict[str, Any]:
        """The facts about the contract under which an activity is done; `duties` cover its kind."""
        named = inputs.contract is not None and inputs.contract != NONE
        contract = self._tables.plan.contracts[str(inputs.contract)] if named else None
        kind = NONE if inputs.contract == NONE else contract.get("kind") if contract is not None else None
        way = self._chains.way(
            contract, inputs.employer, Work(duties, inputs.mode), lambda each: self._late(each, inputs)
        )
        return {
            "contract.kind": kind,
            "contract.is_staffing": kind == "staffing" if kind is not None or contract is None else None,
            "contract.by_the_day": contract is not None and contract.get("price") == "by-the-day",
            "contract.signed_for_us_company": self._signed_for_us(contract),
            "contract.follows_sale": self._follows_sale(contract, equipment),
            "contract.of_equipment": _same(
                inputs.contract, equipment.get("contract") if equipment is not None else None
            ),
            "contract.for_this_site": _same(
                contract.get("buyer") if contract is not None else None, site.get("host") if site is not None else None
            ),
            "contract.requires_activity": self._requires(kind, contract, duties, inputs.mode),
            "contract.ended_before": inputs.ended_before,
            "contract.chain": NONE if kind == NONE else way.made,
            "contract.links_require_activity": way.named,
        }

    def _seller_country(self, equipment: Equipment | None) -> str | None:
        """The country of who sold or leased out the equipment, or supplied it without either."""
        if equipment is None:
            return None
        contract = equipment.get("contract")
        if contract is not None and contract != NONE:
            return self._tables.country_of(self._tables.plan.contracts[contract].get("seller"))
        return self._tables.country_of(equipment.get("supplier"))

    def _signed_for_us(self, contract: Contract | None) -> Truth:
        """Whether a company abroad signs as seller while a US company really sells; not unless the plan says so."""
        if contract is None or "real_seller" not in contract:
            return False
        abroad = negate(self._tables.in_us(contract.get("seller")))
        return all_of((abroad, self._tables.in_us(contract["real_seller"])))

    def _follows_sale(self, contract: Contract | None, equipment: Equipment | None) -> Truth:
        """Whether a contract was signed after the one by which the equipment was acquired."""
        name = equipment.get("contract") if equipment is not None else None
        if contract is None or name is None:
            return None
        if name == NONE:
            return False
        sold, signed = self._tables.plan.contracts[name].get("signed"), contract.get("signed")
        return None if sold is None or signed is None else str(signed) > str(sold)

    def _requires(
        self, kind: str | None, contract: Contract | None, duties: frozenset[str] | None, mode: str | None
    ) -> Truth:
        """Whether the contract requires the seller to do what the traveler does."""
        if kind == NONE:
            return False
        if contract is None or "requires" not in contract:
            return None
        return covers(frozenset(contract["requires"]), Work(duties, mode))


def _own(fact: Fact, activity: Activity) -> Any:
    """The value of a company's own fact about an activity; None if nobody stated it."""
    value = activity.get("own", {}).get(fact.name.removeprefix(f"{OWN}."))
    if value == UNKNOWN:
        return None
    return tuple(value) if fact.sort.is_list and value is not None else value


def _within_trip(trip: Trip, activity: Activity, first: str, last: str) -> Truth:
    """Whether the days of an activity lie inside the trip; those after an open departure are not known to."""
    if first < trip["arrive"] or last < trip["arrive"]:
        return False
    if is_open(trip):  # an activity without an end lasts as long as the trip
        return None if "to" in activity else True
    return bool(first <= trip["depart"] and last <= trip["depart"])


def _filed(filing: Filing | None, first: str, last: str, *, until_open: bool) -> Truth:
    """Whether the filing is valid on every day; of an activity without an end it is not known to be."""
    valid = None if filing is None else within(filing, first, last)
    return None if valid and until_open else valid


def _same(one: str | None, other: str | None) -> Truth:
    """Whether two references name the same entity; unknown if either names none."""
    return None if one is None or other is None else one == other


def _licensed(site: Site | None, kind: ActivityKind | None) -> Truth:
    """Whether a license covers the work: as stated for the site, or by the kinds and families that its list names."""
    stated = site.get("contractor_license") if site is not None else None
    if stated is None or isinstance(stated, bool):
        return stated
    return None if kind is None else kind.name in stated or kind.family in stated


def _output_sold(inputs: Inputs, site: Site | None) -> Truth:
    """Whether the output is sold: as stated; by the format it is not, where the site is known not to produce yet."""
    if inputs.output_sold is not None:
        return inputs.output_sold
    return False if site is not None and site.get("phase") in NOT_PRODUCING else None


IN_US = US_TERRITORIES | {"US"}
"""Codes of ISO 3166 that are in the US."""
NOT_PRODUCING = frozenset({"construction", "fit-out", "installation", "commissioning"})
"""Phases of a site that makes nothing to be sold yet."""
