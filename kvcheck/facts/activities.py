"""Facts of an activity: a function of `Inputs` alone, a small value that can be compared.

Activities with equal inputs share their facts, and by that their ruling: a crew of 300 is judged as often as it has
different jobs.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from kvcheck.facts.tables import NONE, Tables
from kvcheck.model import Catalogue
from kvcheck.source import Node
from kvcheck.truth import Truth, all_of


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


class Activities:
    """The facts of the activities of one plan."""

    def __init__(self, tables: Tables, catalogue: Catalogue, read_words: Callable[[str, str], tuple[str, ...]]) -> None:
        self._tables = tables
        self._catalogue = catalogue
        self._read_words = read_words
        self._chains = lru_cache(maxsize=None)(self._find_chain)

    def inputs(self, trip: Node, activity: Node, first: str, last: str) -> Inputs:
        """What the facts of an activity depend on; `first` and `last` are its days, both inclusive."""
        get = activity.get
        equipment = get("equipment")
        contract = get("contract")
        if contract is None and equipment is not None:
            contract = self._tables.plan.equipment[equipment].get("contract")
        kind: str = activity["kind"]
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
            get("site") or self._tables.site_of(trip),
            self._tables.plan.travelers[trip["traveler"]].get("employer"),
        )

    def _ended_before(self, contract: str | None, last: str) -> Truth:
        """Whether the stated term of service ends before the activity. A contract that states no term has not ended."""
        if contract is None or contract == NONE:
            return None
        until = self._tables.plan.contracts[contract].get("service_until")
        return until is not None and until < last

    def of_activity(self, inputs: Inputs) -> dict[str, Any]:
        """All facts of an activity."""
        plan = self._tables.plan
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
            return self._tables.country_of(self._tables.plan.contracts[contract].get("seller"))
        return self._tables.country_of(equipment.get("supplier"))

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
            severed = self._tables.plan.companies[inputs.employer].get("subcontract") == NONE
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
        for contract in self._tables.plan.contracts.values():
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
