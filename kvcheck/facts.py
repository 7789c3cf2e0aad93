"""Facts of a plan: what is given is looked up, what is derived is worked out here. Absent is unknown (None).

Facts of an activity are a function of `Inputs` alone, a small value that can be compared. Activities with equal inputs
share their facts, and by that their ruling: a crew of 300 is judged as often as it has different jobs.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from kvcheck.errors import Place
from kvcheck.model import Catalogue, Fact, Plan, Subject
from kvcheck.source import Items, Node
from kvcheck.truth import Truth, all_of

NONE = "none"
"""How a plan says that something is known not to exist."""


class Inputs(NamedTuple):
    """All that the facts of one activity depend on, beside the plan's tables."""

    kind: str
    mode: str | None
    crew: str | None
    trainees: str | None
    content: str | None
    goods_made_in: str | None
    words: tuple[str, ...]
    within_trip: bool
    equipment: str | None
    contract: str | None
    ended_before: bool | None
    site: str | None
    employer: str | None


class Facts:
    """The facts of one plan."""

    def __init__(
        self, plan: Plan, facts: Mapping[str, Fact], catalogue: Catalogue, read_words: Callable[[str, str], tuple[str, ...]]
    ) -> None:
        self._plan = plan
        self._catalogue = catalogue
        self._read_words = read_words
        self._getters: dict[str, Callable[[Node, Node], Any]] = {
            name: _trip_getter(fact) for name, fact in facts.items() if not fact.of_activity
        }
        self._chains = lru_cache(maxsize=None)(self._find_chain)
        self._stays: dict[str, list[tuple[str, str]]] | None = None

    # Facts of a trip --------------------------------------------------------------------------------------------------

    def of_trip(self, trip: Node, names: tuple[str, ...]) -> tuple[Any, ...]:
        """The values of facts of a trip, in the order of their names."""
        traveler = self._plan.travelers[trip["traveler"]]
        values = []
        for name in names:
            derive = _DERIVED.get(name)
            values.append(derive(self, trip, traveler) if derive else self._getters[name](trip, traveler))
        return tuple(values)

    def country_of(self, company: str | None) -> str | None:
        """The country of a company of the plan."""
        found: str | None = self._plan.companies[company].get("country") if company is not None else None
        return found

    def in_us(self, company: str | None) -> Truth:
        """Whether a company is a US company."""
        country = self.country_of(company)
        return None if country is None else country == "US"

    def stays(self, traveler: str) -> list[tuple[str, str]]:
        """Arrival and departure of every US stay the plan knows of a traveler, earliest first."""
        if self._stays is None:
            self._stays = {}
            for trip in self._plan.trips:
                self._stays.setdefault(trip["traveler"], []).append((trip["arrive"], trip["depart"]))
            for name, stays in self._stays.items():
                earlier = self._plan.travelers[name].get("us_stays", ())
                stays.extend((stay["arrive"], stay["depart"]) for stay in earlier)
                stays.sort()
        return self._stays[traveler]

    def site_of(self, trip: Node) -> str | None:
        """The site of a trip: its own, else the project's."""
        project = self._plan.project
        site: str | None = trip.get("site") or (project.get("site") if project is not None else None)
        return site

    def project_of(self, trip: Node) -> Any:
        """The project of a trip: its own, else the plan's."""
        project = self._plan.project
        return trip.get("project") or (project["id"] if project is not None else None)

    # Facts of an activity ---------------------------------------------------------------------------------------------

    def inputs(self, trip: Node, activity: Node, first: str, last: str) -> Inputs:
        """What the facts of an activity depend on; `first` and `last` are its days, both inclusive."""
        get = activity.get
        equipment = get("equipment")
        contract = get("contract")
        if contract is None and equipment is not None:
            contract = self._plan.equipment[equipment].get("contract")
        kind = get("kind")
        description = get("description")
        return Inputs(
            kind,
            get("mode"),
            get("crew"),
            get("trainees"),
            get("content"),
            get("goods_made_in"),
            self._read_words(description, kind) if description is not None else (),
            trip["arrive"] <= first and last <= trip["depart"],
            equipment,
            contract,
            self._ended_before(contract, last),
            get("site") or self.site_of(trip),
            self._plan.travelers[trip["traveler"]].get("employer"),
        )

    def _ended_before(self, contract: str | None, last: str) -> Truth:
        """Whether the stated term of service ends before the activity. A contract that states no term has not ended."""
        if contract is None or contract == NONE:
            return None
        until = self._plan.contracts[contract].get("service_until")
        return until is not None and until < last

    def of_activity(self, inputs: Inputs) -> dict[str, Any]:
        """All facts of an activity."""
        plan = self._plan
        kind = self._catalogue.kinds[inputs.kind]
        listed = kind.family != "other"  # an activity outside the catalogue: what it is, nobody has said
        equipment = plan.equipment[inputs.equipment] if inputs.equipment is not None else None
        named = inputs.contract is not None and inputs.contract != NONE
        contract = plan.contracts[str(inputs.contract)] if named else None
        if inputs.contract == NONE:
            contract_kind: str | None = NONE
        else:
            contract_kind = contract.get("kind") if contract is not None else None
        site = plan.sites[inputs.site] if inputs.site is not None else None
        chain, links = self._chain(contract, inputs, kind.duties)
        return {
            "activity.kind": inputs.kind if listed else None,
            "activity.family": kind.family if listed else None,
            "activity.mode": inputs.mode,
            "activity.crew": inputs.crew,
            "activity.trainees": inputs.trainees,
            "activity.content": inputs.content,
            "activity.goods_made_in": inputs.goods_made_in,
            "activity.words": inputs.words,
            "activity.within_trip": inputs.within_trip,
            "equipment.nature": equipment.get("nature", "machine") if equipment is not None else None,
            "equipment.acquired": equipment.get("acquired") if equipment is not None else None,
            "equipment.made_in": equipment.get("made_in") if equipment is not None else None,
            "equipment.seller_country": self._seller_country(equipment),
            "contract.kind": contract_kind,
            "contract.requires_activity": self._requires(contract_kind, contract, kind.duties, inputs.mode),
            "contract.ended_before": inputs.ended_before,
            "contract.chain": NONE if contract_kind == NONE else chain,
            "contract.links_require_activity": links,
            "site.phase": site.get("phase") if site is not None else None,
        }

    def _seller_country(self, equipment: Node | None) -> str | None:
        """The country of who sold or leased out the equipment, or supplied it without either."""
        if equipment is None:
            return None
        contract = equipment.get("contract")
        if contract is not None and contract != NONE:
            return self.country_of(self._plan.contracts[contract].get("seller"))
        return self.country_of(equipment.get("supplier"))

    def _requires(self, kind: str | None, contract: Node | None, duties: frozenset[str], mode: str | None) -> Truth:
        """Whether the contract requires the seller to do what the traveler does."""
        if kind == NONE:
            return False
        if contract is None or "requires" not in contract:
            return None
        return _covers(frozenset(contract["requires"]), duties, mode)

    def _chain(self, contract: Node | None, inputs: Inputs, duties: frozenset[str]) -> tuple[str | None, Truth]:
        """How the seller's duty reaches the employer, and whether every link names the activity."""
        seller = contract.get("seller") if contract is not None else None
        if seller is None or contract is None or inputs.employer is None:
            return None, None
        if seller == inputs.employer:
            return "direct", True
        links = self._chains(seller, inputs.employer)
        if links is None:
            severed = self._plan.companies[inputs.employer].get("subcontract") == NONE
            return (NONE, False) if severed else (None, None)
        named = all_of(
            _covers(frozenset(link["requires"]), duties, inputs.mode) if "requires" in link else None for link in links
        )
        sold = contract.get("signed")
        days = [link.get("signed") for link in links]
        if sold is None or any(day is None for day in days):
            return None, named
        return ("at-sale" if all(day <= sold for day in days) else "after-sale"), named

    def _find_chain(self, seller: str, employer: str) -> tuple[Node, ...] | None:
        """The subcontracts from `seller` down to `employer`, the fewest there are; None if they are not connected."""
        below: dict[str, list[Node]] = {}
        for contract in self._plan.contracts.values():
            if contract.get("kind") == "subcontract" and "buyer" in contract and "seller" in contract:
                below.setdefault(contract["buyer"], []).append(contract)
        reached: dict[str, tuple[Node, ...]] = {seller: ()}
        queue = [seller]
        for company in queue:
            for contract in below.get(company, ()):
                if contract["seller"] not in reached:
                    reached[contract["seller"]] = (*reached[company], contract)
                    queue.append(contract["seller"])
        return reached.get(employer)


def _covers(required: frozenset[str], duties: frozenset[str], mode: str | None) -> Truth:
    """Whether duties of a contract cover an activity: training and supervising are duties of their own."""
    hands_on = bool(required & duties)
    if mode == "train":
        return "train" in required
    if mode == "supervise":
        return hands_on or "supervise" in required
    if mode is None and hands_on is not ("train" in required):
        return None
    return hands_on


# Derived facts of a trip ----------------------------------------------------------------------------------------------


@lru_cache(maxsize=65536)
def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def days_between(first: str, last: str) -> int:
    """The number of days from `first` to `last`, both counted."""
    return _day(last) - _day(first) + 1


def day_number(first: str, number: int) -> str:
    """The day with that number, `first` being day 1."""
    return (date.fromisoformat(first) + timedelta(days=number - 1)).isoformat()


def first_admitted(facts: Facts, trip: Node) -> str | None:
    """The day from which the days of a trip count: side trips to neighbors do not start a new count."""
    stated: str | None = trip.get("first_admitted")
    if stated is not None:
        return stated
    if "arrive_from" not in trip:
        return str(trip["arrive"])
    before = [arrive for arrive, depart in facts.stays(trip["traveler"]) if depart <= trip["arrive"] != arrive]
    return before[-1] if before else None


def _days_since_admission(facts: Facts, trip: Node, traveler: Node) -> int | None:
    del traveler
    first = first_admitted(facts, trip)
    return None if first is None else days_between(first, trip["depart"])


def _previous(facts: Facts, trip: Node, traveler: Node) -> tuple[str, str] | None:
    """The stay before this trip; None if there is none, or if nobody said whether there is."""
    del traveler
    before = [stay for stay in facts.stays(trip["traveler"]) if stay[1] <= trip["arrive"] and stay[0] < trip["arrive"]]
    return before[-1] if before else None


def _gap_days(facts: Facts, trip: Node, traveler: Node) -> int | None:
    before = _previous(facts, trip, traveler)
    return None if before is None else _day(trip["arrive"]) - _day(before[1]) - 1


def _previous_days(facts: Facts, trip: Node, traveler: Node) -> int | None:
    before = _previous(facts, trip, traveler)
    return None if before is None else days_between(*before)


def _us_days_12_months(facts: Facts, trip: Node, traveler: Node) -> int | None:
    """Days of presence in the 12 months that end on the day of departure; known only if earlier stays are stated."""
    if "us_stays" not in traveler:
        return None
    last = _day(trip["depart"])
    days: set[int] = set()
    for arrive, depart in facts.stays(trip["traveler"]):
        days.update(range(max(_day(arrive), last - 364), min(_day(depart), last) + 1))
    return len(days)


def _overlaps(facts: Facts, trip: Node, traveler: Node) -> bool:
    del traveler
    arrive, depart = trip["arrive"], trip["depart"]
    others = [stay for stay in facts.stays(trip["traveler"]) if stay[0] < depart and arrive < stay[1]]
    same = sum(1 for stay in others if stay == (arrive, depart))
    return len(others) > 1 if same else bool(others)


def _months_beyond_stay(facts: Facts, trip: Node, traveler: Node) -> int | None:
    del facts
    expires = _step(traveler, ("passport", "expires"))
    if expires is None:
        return None
    end, stay = date.fromisoformat(expires), date.fromisoformat(trip["depart"])
    return (end.year - stay.year) * 12 + end.month - stay.month - (end.day < stay.day)


def _visits(facts: Facts, trip: Node, traveler: Node) -> list[tuple[str, str | None]] | None:
    """Visits that count: not those on official duty for a country of the program."""
    del facts, trip
    stated = _step(traveler, ("declares", "listed_country_visits"))
    if stated is None:
        return None
    return [(visit["country"], visit.get("on")) for visit in stated if visit.get("official_duty") is not True]


def _annotated(facts: Facts, trip: Node, traveler: Node) -> Truth:
    del facts, trip
    annotation = _step(traveler, ("visa", "annotation"))
    return None if annotation is None else annotation != NONE


def _annotation_differs_in(facts: Facts, trip: Node, traveler: Node) -> tuple[str, ...] | None:
    """Points that the annotation names and the trip does not keep to."""
    annotation = _step(traveler, ("visa", "annotation"))
    if annotation is None:
        return None
    if annotation == NONE:
        return ()
    sites = {activity.get("site") for activity in trip["activities"] if "site" in activity} or {facts.site_of(trip)}
    kept = {
        "employer": annotation.get("employer") == traveler.get("employer"),
        "project": annotation.get("project") == facts.project_of(trip),
        "site": sites == {annotation.get("site")},
        "ends": trip["depart"] <= annotation.get("ends", ""),
    }
    return tuple(point for point, same in kept.items() if point in annotation and not same)


_DERIVED: Mapping[str, Callable[[Facts, Node, Node], Any]] = {
    "passport.months_beyond_stay": _months_beyond_stay,
    "traveler.employer_country": lambda facts, trip, traveler: facts.country_of(traveler.get("employer")),
    "traveler.us_pay": lambda facts, trip, traveler: facts.in_us(traveler.get("paid_by")),
    "traveler.us_pays_expenses": lambda facts, trip, traveler: facts.in_us(traveler.get("expenses_paid_by")),
    "traveler.visits": _visits,
    "trip.days": lambda facts, trip, traveler: days_between(trip["arrive"], trip["depart"]),
    "trip.days_since_admission": _days_since_admission,
    "trip.gap_days": _gap_days,
    "trip.overlaps": _overlaps,
    "trip.previous_days": _previous_days,
    "trip.project_known": lambda facts, trip, traveler: True if facts.project_of(trip) is not None else None,
    "trip.us_days_12_months": _us_days_12_months,
    "visa.annotated": _annotated,
    "visa.annotation_differs_in": _annotation_differs_in,
}
"""How each derived fact of a trip is worked out: from the facts of the plan, the trip and its traveler."""


def derived() -> frozenset[str]:
    """The names of the facts of a trip that are derived, for the linter of the vocabulary."""
    return frozenset(_DERIVED)


# Places ---------------------------------------------------------------------------------------------------------------


def _trip_getter(fact: Fact) -> Callable[[Node, Node], Any]:
    """A function of trip and traveler that looks up a given fact."""
    root, *steps = (fact.given or "trip.").split(".")
    path = tuple(steps)
    freeze = tuple if fact.sort.is_list else None
    chosen = frozenset(fact.values)

    def get(trip: Node, traveler: Node) -> Any:
        value = _step(trip if root == "trip" else traveler, path, chosen)
        return freeze(value) if freeze is not None and value is not None else value

    return get


def _step(node: Any, path: tuple[str, ...], values: frozenset[str] = frozenset()) -> Any:
    """The value at a path; None if nobody stated it. Below a stated `none` there is `none` or nothing."""
    for key in path:
        if node == NONE:
            return NONE if NONE in values else None
        node = node.get(key)
        if node is None:
            return None
    return node


def places(fact: Fact, subject: Subject) -> list[tuple[str, Place]]:
    """Where the plan states a fact about a subject: paths such as `travelers.kim.esta.status`, with their places.

    For a fact that nobody stated, the place of the nearest thing it would belong to.
    """
    found: dict[str, Place] = {}
    for path in (fact.given,) if fact.given is not None else fact.uses:
        for name, node in _roots(path.split(".")[0], subject):
            shown, place = _locate(name, node, path.split(".")[1:])
            found.setdefault(shown, place)
    return list(found.items())


def _locate(name: str, node: Node, steps: list[str]) -> tuple[str, Place]:
    """The place of a value below an entity, or of the last step towards it that exists."""
    place, value = node.place, node
    for step in steps:
        if not isinstance(value, Node) or step not in value:
            break
        name, place, value = f"{name}.{step}", value.value_place(step), value[step]
    return name, place


def _roots(root: str, subject: Subject) -> list[tuple[str, Node]]:
    """The entities of the plan that a path begins at, with their names: `contract` is the one the activity is under."""
    plan, trip, activity = subject.plan, subject.trip, subject.activity
    number = next((n for n, each in enumerate(trip["activities"], 1) if each is activity), 0)
    if root == "trip" or (root == "activity" and activity is None):
        return [(f"trips.{trip['id']}", trip)]
    if root == "activity" and activity is not None:
        return [(f"trips.{trip['id']}.activities[{number}]", activity)]
    if root == "traveler":
        return [(f"travelers.{trip['traveler']}", subject.traveler)]
    if root == "project":
        return [("project", plan.project)] if plan.project is not None else []
    equipment = activity.get("equipment") if activity is not None else None
    if root == "equipment":
        return [(f"equipment.{equipment}", plan.equipment[equipment])] if equipment is not None else []
    if root == "contract":
        contract = activity.get("contract") if activity is not None else None
        if contract is None and equipment is not None:
            contract = plan.equipment[equipment].get("contract")
        return [(f"contracts.{contract}", plan.contracts[contract])] if contract not in (None, NONE) else []
    if root == "site":
        site = (activity.get("site") if activity is not None else None) or trip.get("site")
        site = site or (plan.project.get("site") if plan.project is not None else None)
        return [(f"sites.{site}", plan.sites[site])] if site is not None else []
    if root == "company":
        return []
    msg = f"no entity is called `{root}`"
    raise ValueError(msg)


def state_of(value: Any) -> Any:
    """A fact's value in plain types that JSON can hold."""
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, tuple | Items):
        return [state_of(item) for item in value]
    if isinstance(value, list):
        return [{"country": country, "on": day} for country, day in value]
    return value
