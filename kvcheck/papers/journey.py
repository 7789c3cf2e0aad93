"""One trip as papers read it: who goes, for whom, where, to do what, under which contracts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from typing import Any

from kvcheck.language.text import Text
from kvcheck.model import UNKNOWN, ActivityKind, ActivityResult, Fact, Finding, TripResult
from kvcheck.model.entities import Contract
from kvcheck.packs import Library
from kvcheck.papers.said import Entity, Said, Source, Unknown
from kvcheck.papers.values import day
from kvcheck.plan.chains import Chains, Work
from kvcheck.plan.lookups import US_TERRITORIES
from kvcheck.plan.references import REFERRING

SOON = 7
"""Who is back in the US within so many days may not have been home."""


class Task:
    """One activity of the trip."""

    def __init__(self, journey: "Journey", result: ActivityResult) -> None:
        """What one activity of the trip is, for papers."""
        self.result = result
        self.entity = journey.trip.item("activities", result.number - 1)
        self._journey = journey
        self.kind: ActivityKind = journey.library.catalogue.kind(str(self.entity.value("kind")))

    def choice(self, name: str) -> str | None:
        """A choice about the activity, such as its mode: what the plan says, else what its kind means."""
        value: str | None = self.entity.value(name) or self.kind.means.get(name)
        return value

    def chosen(self, name: str) -> Said | Unknown:
        """The same in the words of the catalogue."""
        fact = self._journey.facts[f"activity.{name}"]
        value = self.choice(name)
        if value is None:
            return Unknown(fact.title, self.entity.path_to(name))
        return Said(fact.values[value], self.entity.source(name) or self.entity.source("kind"))

    @property
    def title(self) -> Said:
        """The name of its kind."""
        return Said(self.kind.title, self.entity.source("kind"))

    @property
    def on_equipment(self) -> bool:
        """Whether the plan names what it is done to."""
        return self.entity.value("equipment") is not None

    @property
    def equipment(self) -> Entity:
        """What it is done to."""
        return self.entity.follow("equipment", "equipment", self._journey.plan.equipment)

    @property
    def contract(self) -> Entity:
        """The contract under which it is done: its own, else that of the equipment."""
        if self.entity.value("contract") is not None:
            return self.entity.follow("contract", "contracts", self._journey.plan.contracts)
        return self.equipment.follow("contract", "contracts", self._journey.plan.contracts)

    @property
    def site(self) -> Entity:
        """Where it is done: its own site, else that of the trip."""
        if self.entity.value("site") is not None:
            return self.entity.follow("site", "sites", self._journey.plan.sites)
        return self._journey.site

    @property
    def days(self) -> tuple[Said, Said]:
        """Its first day and its last; those of the trip where it has none of its own."""
        return self._day("from", "arrive"), self._day("to", "depart")

    def _day(self, own: str, of_trip: str) -> Said:
        """A day of the activity, or else of the trip, with where the plan states it."""
        entity, step = (self.entity, own) if self.entity.value(own) is not None else (self._journey.trip, of_trip)
        return Said(day(entity.value(step)), entity.source(step))


class Journey:
    """One trip that was judged."""

    def __init__(self, result: TripResult, library: Library) -> None:
        """Of the trip that a result is about."""
        self.result = result
        self.library = library
        self.plan = result.subject.plan
        self.trip = Entity(f"trips.{result.id}", result.subject.trip)
        self.sender: Entity | None = None
        """The company that writes the paper, of a letter."""
        self._chains = Chains(self.plan)

    def writes(self, company: Entity) -> bool:
        """Whether a company is the one that writes the paper."""
        return self.sender is not None and company.missing is None and company.path == self.sender.path

    @property
    def is_visit(self) -> bool:
        """Whether the class of the trip is a visitor's."""
        trip = self.result.subject.trip
        return trip["class"] in (self.library.number("visit_classes", trip["arrive"], trip["arrive"]) or ())

    @property
    def facts(self) -> Mapping[str, Fact]:
        """The vocabulary of facts, whose values have names."""
        return self.library.facts

    @property
    def traveler(self) -> Entity:
        """Who goes."""
        name = self.trip.value("traveler")
        return Entity(f"travelers.{name}", self.plan.travelers[name])

    @property
    def employer(self) -> Entity:
        """The company that employs the traveler."""
        return self.traveler.follow("employer", "companies", self.plan.companies)

    @property
    def payer(self) -> Entity:
        """The company that pays the salary."""
        return self.traveler.follow("paid_by", "companies", self.plan.companies)

    @property
    def expense_payer(self) -> Entity:
        """The company that pays the expenses."""
        return self.traveler.follow("expenses_paid_by", "companies", self.plan.companies)

    @property
    def project(self) -> Entity:
        """The project of the trip, if it is the one the plan describes."""
        node = self.plan.project
        other = self.trip.value("project")
        if node is None or (other is not None and other != node["id"]):
            path = "project" if node is None else self.trip.path_to("project")
            return Entity("project", None, missing=Unknown(Text("", ""), path))
        return Entity("project", node, self.trip.source("project"))

    @property
    def contacts(self) -> Entity:
        """Whom the traveler calls: those of the project."""
        return self.project.below("contacts")

    @property
    def site(self) -> Entity:
        """The site of the trip: its own, else the project's."""
        if self.trip.value("site") is not None or self.plan.project is None:
            return self.trip.follow("site", "sites", self.plan.sites)
        return Entity("project", self.plan.project).follow("site", "sites", self.plan.sites)

    def host_of(self, site: Entity) -> Entity:
        """The company that runs a site."""
        return site.follow("host", "companies", self.plan.companies)

    def company(self, entity: Entity, step: str) -> Entity:
        """A company that an entity names, such as the seller of a contract."""
        return entity.follow(step, "companies", self.plan.companies)

    def basis(self, task: Task, finding: Finding) -> tuple[Source, ...]:
        """What the plan states of the facts that a ruling about an activity rests on."""
        roots = {
            "activity": task.entity, "trip": self.trip, "traveler": self.traveler, "equipment": task.equipment,
            "contract": task.contract, "site": task.site, "project": self.project,
        }  # fmt: skip
        found: dict[Source, None] = dict.fromkeys((*task.entity.source("kind"), *task.entity.source("mode")))
        for comparison in finding.grounds:
            fact = self.facts[comparison.fact]
            for path in fact.uses if fact.given is None else (fact.given,):
                root, *steps = path.split(".")
                entity = roots.get(root)
                if entity is None or entity.missing is not None:
                    continue
                found.update(dict.fromkeys(self._stated(entity, steps)))
        return tuple(found)

    def _stated(self, entity: Entity, steps: Sequence[str]) -> Iterator[Source]:
        """What the plan states at a path below an entity, the references that lead there included."""
        if not steps or entity.missing is not None:
            return
        table = REFERRING.get(steps[0])
        if table is None:
            yield from entity.source(*steps)
            return
        yield from entity.source(steps[0])
        yield from self._stated(entity.follow(steps[0], table, getattr(self.plan, table)), steps[1:])

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """Every activity, in the order of the plan. Nothing a traveler does is left out."""
        return tuple(Task(self, result) for result in self.result.law.activities)

    @property
    def sites(self) -> list[Entity]:
        """The sites of the activities, the trip's own first."""
        return _each([self.site, *(task.site for task in self.tasks)])

    @property
    def contracts(self) -> list[Entity]:
        """The contracts of the activities."""
        return [each for each in _each(task.contract for task in self.tasks) if each.missing is None]

    @property
    def equipment(self) -> list[Entity]:
        """The equipment of the activities."""
        return [each for each in _each(task.equipment for task in self.tasks) if each.missing is None]

    def chain(self, contract: Entity) -> list[Entity]:
        """The subcontracts through which the duty of a contract reaches the employer: those the verdict rests on.

        Activities under one contract may rest on different chains; each link is named once.
        """
        employer = self.traveler.value("employer")
        basis = (*contract.source("seller"), *self.traveler.source("employer"))
        found: dict[str, None] = {}
        for task in self.tasks:
            if task.contract.path != contract.path:
                continue
            first = str(task.entity.value("from") or self.trip.value("arrive"))
            work = Work(task.kind.duties, task.choice("mode"))
            way = self._chains.way(
                self.plan.contracts.get(contract.path.removeprefix("contracts.")),
                employer,
                work,
                partial(_signed_after, first),
            )
            found |= dict.fromkeys(way.links)
        return [Entity(f"contracts.{name}", self.plan.contracts[name], basis) for name in found]

    def stays_before(self) -> list[tuple[Said, Said]]:
        """Arrival and departure of every stay before this trip that the plan knows, the latest first."""
        who = self.trip.value("traveler")
        count = len(self.traveler.value("us_stays") or ())
        stays = [self.traveler.item("us_stays", index) for index in range(count)]
        stays += [Entity(f"trips.{each['id']}", each) for each in self.plan.trips if each["traveler"] == who]
        before = [each for each in stays if each.value("arrive") < self.trip.value("arrive")]
        before.sort(key=lambda each: str(each.value("arrive")), reverse=True)
        return [
            (
                Said(day(each.value("arrive")), (*each.source("arrive"), *self.trip.source("arrive"))),
                Said(_departed(each), each.source("depart")),
            )
            for each in before
        ]

    @property
    def residence(self) -> str | None:
        """Where the plan says the traveler lives, US territories being the US."""
        stated: str | None = self.traveler.value("residence")
        return "US" if stated in US_TERRITORIES else stated

    @property
    def comes_back(self) -> bool:
        """Whether the next stay of the traveler begins so soon that nobody can say he goes home in between."""
        who, depart = self.trip.value("traveler"), date.fromisoformat(self.trip.value("depart"))
        others = [each for each in self.plan.trips if each["traveler"] == who and each is not self.result.subject.trip]
        return any(0 <= (date.fromisoformat(each["arrive"]) - depart).days <= SOON for each in others)

    def in_hand(self, document: str) -> tuple[Source, ...]:
        """Where the plan says that a document is in hand; of a ticket, only for this very trip."""
        for owner in (self.trip, self.traveler) if document != "return-ticket" else (self.trip,):
            if document in (owner.value("documents") or ()):
                return owner.source("documents")
        return ()

    def country_of(self, company: Entity) -> str | None:
        """The country of a company, US territories being the US."""
        found: str | None = company.value("country") if company.missing is None else None
        return "US" if found in US_TERRITORIES else found


def _each(entities: Any) -> list[Entity]:
    """Entities without repetition; the same entity led to in several ways rests on all of them."""
    found: dict[str, Entity] = {}
    for entity in entities:
        known = found.get(entity.path)
        if known is None:
            found[entity.path] = entity
        else:
            found[entity.path] = known._replace(via=tuple(dict.fromkeys((*known.via, *entity.via))))
    return list(found.values())


def _departed(stay: Entity) -> Text:
    """The day on which a stay ended, or will."""
    depart = stay.value("depart")
    return Text("not known yet", "미정") if depart == UNKNOWN else day(depart)


def _signed_after(day: str, contract: Contract) -> bool:
    """Whether the plan states that a contract was signed after a day."""
    return str(contract.get("signed", "")) > day
