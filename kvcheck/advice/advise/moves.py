"""What can be changed about one trip: each remedy of `facts.yaml`, with what of the plan it would be done to."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from kvcheck.advice.advise.value import Move
from kvcheck.days import months_after
from kvcheck.frozen import FrozenDict
from kvcheck.language.grammar import count
from kvcheck.language.text import Text
from kvcheck.model import NONE, Plan, is_open
from kvcheck.model.entities import Activity, Trip
from kvcheck.model.remedies import Remedy
from kvcheck.packs import Library
from kvcheck.plan.answers import plain
from kvcheck.plan.chains import Chains, Work, sellers
from kvcheck.plan.gap import TRIPS, Gap
from kvcheck.plan.lookups import US_TERRITORIES, contract_of, days_of, site_of
from kvcheck.source import Node

MOST_PERSONS = 8
"""So many others are tried in the place of a traveler, those of the same employer first."""


class Moves:
    """The changes that can be made to trips of one plan, but for those of days, which depend on what is in the way."""

    def __init__(self, plan: Plan, library: Library) -> None:
        self._plan, self._library = plan, library
        self._chains = Chains(plan)
        self._ways: dict[str, Callable[[Remedy, Trip], Iterator[Move]]] = {
            "set": self._set,
            "hand-over": self._hand_over,
            "duty": self._duties,
            "extend": self._extended,
            "employer": self._employer,
            "renew": self._renewed,
            "amend": self._amended,
            "annotate": self._annotated,
            "class": self._classes,
            "person": self._persons,
        }

    def of(self, trip: Trip, crews: Collection[tuple[int, ...]]) -> list[Move]:
        """The changes of a trip, in the order of the remedies; `crews` are the numbers of activities that fail alike.

        What fails alike is changed alike: a traveler who supervises instead of working does so in all of them.
        """
        found = [
            move
            for remedy in self._library.remedies.values()
            if remedy.way in self._ways
            for move in self._ways[remedy.way](remedy, trip)
        ]
        return [each for move in found for each in (_of_crews(move, found, crews) if move.activities else [move])]

    def persons(self, trip: Trip) -> list[str]:
        """Who else could go: the other travelers of the plan, colleagues first, who are elsewhere on these days."""
        own = trip["traveler"]
        employer = self._plan.travelers[own].get("employer")
        away = {each["traveler"] for each in self._plan.trips if each["id"] != trip["id"] and _meet(each, trip)}
        others = [name for name in self._plan.travelers if name != own and name not in away]
        others.sort(key=lambda name: self._plan.travelers[name].get("employer") != employer)
        return others[:MOST_PERSONS]

    def _set(self, remedy: Remedy, trip: Trip) -> Iterator[Move]:
        root, *steps = remedy.place.split(".")
        if root == "activity":
            yield from self._roles(remedy, trip, steps[0])
            return
        node: Any = trip if root == "trip" else self._plan.travelers[trip["traveler"]]
        value = _stated(node, steps)
        if value is None or value == remedy.to or (remedy.stands and value not in remedy.stands):
            return
        yield self._at(remedy, trip, tuple(steps), remedy.to, remedy.text)

    def _roles(self, remedy: Remedy, trip: Trip, key: str) -> Iterator[Move]:
        """A change of who does what, where there is work by hand to be done by somebody else."""
        catalogue = self._library.catalogue
        for number, activity in enumerate(trip["activities"], 1):
            kind = catalogue.kind(activity["kind"])
            family = catalogue.families.get(kind.family)
            if key == "mode" and (family is None or not family.by_hand or key in kind.means):
                continue
            stated: Node = activity
            if stated.get(key, kind.means.get(key)) in remedy.stands:
                yield Move(remedy, ("activity", number), remedy.text, (number,))

    def _hand_over(self, remedy: Remedy, trip: Trip) -> Iterator[Move]:
        for number in range(1, len(trip["activities"]) + 1):
            yield Move(remedy, ("activity", number), remedy.text, (number,))

    def _duties(self, remedy: Remedy, trip: Trip) -> Iterator[Move]:
        """A clause for each contract between the seller and the employer that does not require the work."""
        found: dict[tuple[str, str], Move] = {}
        for activity in trip["activities"]:
            duty = self._duty(activity)
            for name in self._contracts(trip, activity):
                required = self._plan.contracts[name].get("requires")
                if duty is not None and required is not None and duty not in required:
                    says = remedy.text.filled(name=name, duty=duty)
                    values = FrozenDict({"gap": Gap("contracts", name, 0, ("requires",)), "to": duty})
                    found[name, duty] = Move(remedy, ("contract", name, duty), says, (), values)
        yield from found.values()

    def _duty(self, activity: Activity) -> str | None:
        """The duty of a contract that covers an activity, the one that is named like it first."""
        if activity.get("mode") == "train":
            return "train"
        kind = self._library.catalogue.kind(activity["kind"])
        return min(kind.duties, key=lambda duty: (duty not in kind.name, duty), default=None)

    def _contracts(self, trip: Trip, activity: Activity) -> list[str]:
        """The contract of an activity, that of its equipment, and the subcontracts down to the employer."""
        own = contract_of(self._plan, activity)
        machine = self._plan.equipment.get(activity.get("equipment", ""))
        names = dict.fromkeys([own, machine.get("contract") if machine is not None else None])
        found = [name for name in names if name is not None and name != NONE]
        employer = self._plan.travelers[trip["traveler"]].get("employer")
        for name in [*found]:
            contract = self._plan.contracts[name]
            if employer not in sellers(contract):
                work = Work(self._library.catalogue.kind(activity["kind"]).duties, activity.get("mode"))
                found += self._chains.way(contract, employer, work, lambda each: False).links
        return list(dict.fromkeys(found))

    def _extended(self, remedy: Remedy, trip: Trip) -> Iterator[Move]:
        """Contracts whose stated end lies before the work does."""
        last: dict[str, str] = {}
        for activity in trip["activities"]:
            name = contract_of(self._plan, activity)
            if name is not None and name != NONE and self._plan.contracts[name].get("service_until") is not None:
                last[name] = max(last.get(name, ""), days_of(trip, activity)[1])
        for name, day in last.items():
            if self._plan.contracts[name]["service_until"] < day:
                says = remedy.text.filled(name=name, day=day)
                values = FrozenDict({"gap": Gap("contracts", name, 0, ("service_until",)), "to": day})
                yield Move(remedy, ("contract", name, "service_until"), says, (), values)

    def _employer(self, remedy: Remedy, trip: Trip) -> Iterator[Move]:
        traveler = self._plan.travelers[trip["traveler"]]
        employer, payer = traveler.get("employer"), traveler.get("paid_by")
        if employer is None or payer is None or payer == employer:
            return
        country = self._plan.companies[employer].get("country")
        if country is not None and country not in US_TERRITORIES | {"US"}:
            yield self._at(remedy, trip, ("paid_by",), employer, remedy.text.filled(name=employer))

    def _renewed(self, remedy: Remedy, trip: Trip) -> Iterator[Move]:
        """A paper that ends before the trip does, or too soon after it."""
        steps = tuple(remedy.place.split(".")[1:])
        until = _stated(self._plan.travelers[trip["traveler"]], steps)
        if until is None or is_open(trip):
            return
        day = months_after(trip["depart"], remedy.to) if remedy.to else trip["depart"]
        day = max(day, trip["depart"])
        if until < day:
            yield self._at(remedy, trip, steps, day, remedy.text.filled(day=day))

    def _amended(self, remedy: Remedy, trip: Trip) -> Iterator[Move]:
        """What the filing of a trip states and the trip goes beyond: its last day, sites or kinds of work."""
        name, key = trip.get("filing", NONE), remedy.place.split(".")[1]
        filing: Any = self._plan.filings[name] if name != NONE else {}
        stated = filing.get(key)
        if stated is None:
            return
        if key == "until":
            new = [] if is_open(trip) or stated >= trip["depart"] else [str(trip["depart"])]
            to: Any = trip["depart"]
        else:
            new = [each for each in self._filed(trip, key, stated) if each not in stated]
            to = [*plain(stated), *new]
        if new:
            gap = Gap("filings", str(name), 0, (key,))
            says = remedy.text.filled(name=name, day=trip["depart"], duty=", ".join(new))
            yield Move(remedy, ("filing", str(name), key), says, (), FrozenDict({"gap": gap, "to": to}))

    def _filed(self, trip: Trip, key: str, stated: Collection[str]) -> list[str]:
        """What a filing would have to name for all activities of a trip; a kind is covered by its family too."""
        if key == "sites":
            found = [site_of(self._plan, trip, each) for each in trip["activities"]]
            return list(dict.fromkeys(site for site in found if site is not None))
        kinds = [self._library.catalogue.kind(each["kind"]) for each in trip["activities"]]
        return list(dict.fromkeys(kind.name for kind in kinds if kind.family not in stated))

    def _annotated(self, remedy: Remedy, trip: Trip) -> Iterator[Move]:
        """A visa whose annotation names what the trip does not keep to, with that of the trip in its place."""
        steps = tuple(remedy.place.split(".")[1:])
        traveler = self._plan.travelers[trip["traveler"]]
        stated = _stated(traveler, steps)
        if stated is None or stated == NONE or is_open(trip):
            return
        project = self._plan.project
        own: dict[str, str | None] = {
            "employer": traveler.get("employer"),
            "project": trip.get("project") or (project["id"] if project is not None else None),
            "site": site_of(self._plan, trip),
            "ends": max(stated.get("ends", ""), trip["depart"]),
        }
        new = {key: value if own.get(key) is None else own[key] for key, value in plain(stated).items()}
        if new != plain(stated):
            yield self._at(remedy, trip, steps, new, remedy.text)

    def _classes(self, remedy: Remedy, trip: Trip) -> Iterator[Move]:
        """Classes for which the plan has papers: without them nothing could be said of the class."""
        traveler = self._plan.travelers[trip["traveler"]]
        filed = {filing.get("class") for filing in self._plan.filings.values()}
        for name in self._library.classes:
            papers = "esta" in traveler if name == "esta" else "visa" in traveler
            admitted = name in ("esta", "b1") or name.startswith("b1-") or name in filed
            if papers and admitted and name != trip["class"]:
                says = remedy.text.filled(name=self._library.pack_of(name).label)
                yield Move(remedy, ("class",), says, (), FrozenDict({"to": name}))

    def _persons(self, remedy: Remedy, trip: Trip) -> Iterator[Move]:
        for name in self.persons(trip):
            yield Move(remedy, ("person",), remedy.text.filled(name=name), (), FrozenDict({"to": name}))

    def _at(self, remedy: Remedy, trip: Trip, steps: tuple[str, ...], to: Any, says: Text) -> Move:
        """A new value at a place of the trip or of its traveler."""
        of_trip = remedy.place.startswith("trip.")
        table, owner = (TRIPS, trip["id"]) if of_trip else ("travelers", trip["traveler"])
        values = FrozenDict({"gap": Gap(table, owner, 0, steps), "to": plain(to)})
        return Move(remedy, ("trip" if of_trip else "traveler", *steps), says, (), values)


def _of_crews(move: Move, every: Sequence[Move], crews: Collection[tuple[int, ...]]) -> Iterator[Move]:
    """A change of one activity, or of all that fail alike: told with the first of those for which it can be made."""
    [number] = move.activities
    crew = next((each for each in crews if number in each), (number,))
    same = tuple(one for each in every if each.remedy is move.remedy for one in each.activities if one in crew)
    if number == same[0]:
        yield move._replace(slot=("activity", *crew), activities=same)


def of_days(remedy: Remedy, arrive: str, days: int) -> Move:
    """The whole trip moved to another day of arrival, `days` later (or earlier, if negative)."""
    says = remedy.text.filled(day=arrive, days=count(abs(days), "day", "일"))
    return Move(remedy, ("days",), says, (), FrozenDict({"days": days}))


def of_end(remedy: Remedy, day: str, days: int, gap: int, back: str) -> Move:
    """A stay that ends on a day, `days` earlier; it may go on in another one, so many days later."""
    says = remedy.text.filled(day=day, days=count(days, "day", "일"), back=back)
    return Move(remedy, ("days",), says, (), FrozenDict({"day": day, "gap": gap}))


def _stated(node: Any, steps: tuple[str, ...] | list[str]) -> Any:
    """What stands at a place; None if nothing does."""
    for key in steps:
        if node is None or node == NONE:
            return None
        node = node.get(key)
    return node


def _meet(one: Trip, other: Trip) -> bool:
    """Whether two trips share a day; one without an end may go on for ever."""
    ends = [trip["depart"] if not is_open(trip) else "9999-12-31" for trip in (one, other)]
    return bool(one["arrive"] <= ends[1] and other["arrive"] <= ends[0])
