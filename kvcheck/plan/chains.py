"""How the duty of a seller reaches the employer of a traveler: directly, or through a chain of subcontracts.

The facts that a verdict rests on and the papers that state it ask here, so that a paper names the chain of its verdict.
"""

from collections.abc import Callable
from functools import lru_cache

from kvcheck.conditions.truth import Truth, all_of
from kvcheck.frozen import NamedTuple
from kvcheck.model import NONE, Plan
from kvcheck.model.entities import Contract

MOST_PATHS = 1000
"""The most ways through the subcontracts that are followed; real supply chains have a handful."""

_LINKED: tuple[Truth, ...] = (False, None, True)
_TIMELY = ("not-yet", None, "after-sale", "at-sale")
"""From worst to best: of several chains the best one counts."""


class Way(NamedTuple):
    """How a duty reaches the employer."""

    made: str | None
    """`direct`, `at-sale`, `after-sale`, `not-yet`, or `none`; None if it is not known."""
    named: Truth
    """Whether every subcontract on the way names the activity."""
    links: tuple[str, ...] = ()
    """The subcontracts on the way by id, from the seller down; none where it is direct or not known."""


class Work(NamedTuple):
    """What is to be covered: the duties of a contract that cover it (None if its kind is unknown), and the mode."""

    duties: frozenset[str] | None
    mode: str | None


class Chains:
    """The chains of subcontracts of one plan."""

    def __init__(self, plan: Plan) -> None:
        """The chains of `plan`; each question is worked out once."""
        self._plan = plan
        self._between = lru_cache(maxsize=None)(self._find)

    def way(self, contract: Contract | None, employer: str | None, work: Work, late: Callable[[Contract], bool]) -> Way:
        """How what `contract` requires of its seller reaches `employer`, by the best chain for the work.

        `late` says whether a contract is signed only after the work begins. Where what is not known of another chain
        may make that one the best, the way is unknown.
        """
        owing = sellers(contract)
        if not owing or contract is None or employer is None:
            return Way(None, None)
        if employer in owing:
            return Way(made="not-yet" if late(contract) else "direct", named=True)
        chains = [links for seller in owing for links in self._between(seller, employer)]
        if not chains:
            severed = self._plan.companies[employer].get("subcontract") == NONE
            return Way(made=NONE, named=False) if severed else Way(None, None)
        judged = [self._judged(contract, links, work, late) for links in chains]
        best = max(judged, key=lambda each: (_LINKED.index(each.named), _TIMELY.index(each.made)))
        settled = best[:2] == ("at-sale", True)
        if not settled and len(judged) > 1 and any(None in each[:2] for each in judged):
            return Way(None, None)
        return best

    def _judged(self, contract: Contract, ids: tuple[str, ...], work: Work, late: Callable[[Contract], bool]) -> Way:
        """When one chain was made, and whether each of its links names the work."""
        links = [self._plan.contracts[each] for each in ids]
        if any("kind" not in link for link in links):
            return Way(None, None, ids)
        named = all_of(covers(frozenset(link["requires"]), work) if "requires" in link else None for link in links)
        if any(late(each) for each in (contract, *links)):
            return Way("not-yet", named, ids)
        sold, days = contract.get("signed"), [link.get("signed") for link in links]
        if sold is None or any(day is None for day in days):
            return Way(None, named, ids)
        return Way("at-sale" if all(day <= sold for day in days) else "after-sale", named, ids)

    def _find(self, seller: str, employer: str) -> tuple[tuple[str, ...], ...]:
        """The chains from `seller` down to `employer`, the shortest first."""
        below: dict[str, list[tuple[str, str]]] = {}
        for name, contract in self._plan.contracts.items():
            if contract.get("kind", "subcontract") == "subcontract" and "buyer" in contract and "seller" in contract:
                below.setdefault(contract["buyer"], []).append((name, contract["seller"]))
        found: list[tuple[str, ...]] = []
        paths: list[tuple[str, tuple[str, ...], frozenset[str]]] = [(seller, (), frozenset())]
        for company, links, passed in paths:  # grows while it is walked
            for name, supplier in below.get(company, ()):
                if supplier == employer:
                    found.append((*links, name))
                elif len(paths) < MOST_PATHS and supplier not in passed:
                    paths.append((supplier, (*links, name), passed | {supplier}))
        return tuple(found)


def sellers(contract: Contract | None) -> tuple[str, ...]:
    """Who owes what a contract requires: the company that signs as seller, and the real seller if one is named."""
    named = (contract.get("seller"), contract.get("real_seller")) if contract is not None else ()
    return tuple(dict.fromkeys(each for each in named if each is not None))


def covers(required: frozenset[str], work: Work) -> Truth:
    """Whether duties of a contract cover work: training and supervising are duties of their own."""
    if work.duties is None:
        return None
    hands_on = bool(required & work.duties)
    by_mode = {"train": "train" in required, "supervise": hands_on or "supervise" in required}
    if work.mode is not None:
        return by_mode.get(work.mode, hands_on)
    possible = {hands_on, *by_mode.values()}
    return possible.pop() if len(possible) == 1 else None
