"""All facts of one plan."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from kvcheck.errors import CannotCheck, Problem
from kvcheck.facts.activities import Activities, Inputs
from kvcheck.facts.descriptions import Reading, Texts
from kvcheck.facts.moving import spans
from kvcheck.facts.trips import DERIVED, OF_TRAVELER, getter, getter_of_traveler
from kvcheck.frozen import twin
from kvcheck.language.text import Text
from kvcheck.model import OWN, Catalogue, Fact, Plan
from kvcheck.model.entities import Activity, Traveler, Trip
from kvcheck.plan.lookups import Stay, Tables


class Facts:
    """The facts of one plan. Absent is unknown (None)."""

    def __init__(
        self,
        plan: Plan,
        facts: Mapping[str, Fact],
        catalogue: Catalogue,
        read_words: Callable[[Texts], Reading],
        *,
        numbers: Callable[[str, str], Any] = lambda name, day: None,
        weighing: bool = False,
        without_papers: bool = False,
    ) -> None:
        """The facts of `plan`. Raises CannotCheck for a fact of the vocabulary that nothing works out.

        `numbers` gives the value of a parameter of the law on a day; `weighing` is for classes that nobody filed for
        yet (see `Tables`); `without_papers` makes every fact about the papers of a class unknown.
        """
        families = {name: kind.family for name, kind in catalogue.kinds.items()}
        self._tables = Tables(plan, weighing=weighing, families=families, numbers=numbers)
        self.dated = frozenset(name for name, fact in facts.items() if _turns_on_days(fact))
        """Facts of a trip, but not of its activities, that other days of arrival or departure can change."""
        self._hidden = frozenset(name for name, fact in facts.items() if fact.paper) if without_papers else frozenset()
        own = [fact for fact in facts.values() if fact.of_activity and fact.name.startswith(f"{OWN}.")]
        self._activities = Activities(self._tables, catalogue, read_words, own)
        of_trip = {name: fact for name, fact in facts.items() if not (fact.of_activity or fact.of_crew)}
        derived = DERIVED.keys() | OF_TRAVELER.keys()
        _refuse_underived(fact for name, fact in of_trip.items() if fact.given is None and name not in derived)
        self._of_traveler = {
            name: get for name, fact in of_trip.items() if (get := OF_TRAVELER.get(name) or getter_of_traveler(fact))
        }
        self._of_trip = {
            name: DERIVED.get(name) or getter(fact) for name, fact in of_trip.items() if name not in self._of_traveler
        }
        self._of_traveler |= dict.fromkeys(self._hidden & self._of_traveler.keys(), lambda *_: None)
        self._of_trip |= dict.fromkeys(self._hidden & self._of_trip.keys(), lambda *_: None)
        self._person: _Person | None = None
        self._of_activity = {name: fact for name, fact in facts.items() if fact.of_activity}
        self._compared = False

    @property
    def plan(self) -> Plan:
        """The plan that they are of."""
        return self._tables.plan

    def on_other_days(self, trip: Trip, late: Trip) -> "Facts":
        """The facts of the plan with `late` in place of a trip that differs from it in its days only."""
        other = self.with_other(trip, late)
        other.share(self._activities.standing_of(trip), late)
        return other

    def with_other(self, trip: Trip, instead: Trip) -> "Facts":
        """The facts of the plan with another trip of the same traveler in place of one."""
        other = twin(self)
        other.rest_on(self._tables.with_other(trip, instead))
        return other

    def rest_on(self, tables: Tables) -> None:
        """Take the facts of other tables from now on."""
        self._tables, self._person = tables, None
        self._activities = self._activities.resting_on(tables)

    def share(self, standing: Sequence[Inputs], late: Trip) -> None:
        """Take what does not turn on days from the activities of a trip for those of `late`."""
        self._activities.share(standing, late)

    def stays(self, traveler: str) -> list[Stay]:
        """Every US stay the plan knows of a traveler, earliest first."""
        return self._tables.stays(traveler)

    def spans(self, trip: Trip, names: Collection[str]) -> frozenset[int]:
        """How many days from another stay some facts of a trip may turn otherwise than by its own days; see `spans`."""
        return spans(self._tables, trip, names)

    def of_trip(self, trip: Trip, names: tuple[str, ...]) -> tuple[Any, ...]:
        """The values of facts of a trip, in the order of their names."""
        traveler = self._tables.plan.travelers[trip["traveler"]]
        tables, of_trip, person = self._tables, self._of_trip, self._person
        if person is None or person.traveler is not traveler:  # trips of one traveler mostly stand together
            person = self._person = _Person(self._of_traveler, tables, traveler)
        return tuple([of_trip[name](tables, trip, traveler) if name in of_trip else person[name] for name in names])

    def inputs(self, trip: Trip, activity: Activity, first: str, last: str, *, timed: bool = True) -> Inputs:
        """What the facts of an activity depend on; `first` and `last` are its days, both inclusive.

        Not `timed`, how many days it lasts is left unknown: only for who asks no rule about it.
        """
        return self._activities.inputs(trip, activity, first, last, timed=timed)

    def texts(self, trip: Trip, activity: Activity) -> Texts:
        """Every text of the plan that says what is done in an activity."""
        return self._activities.texts(trip, activity)

    def of_activity(self, inputs: Inputs) -> dict[str, Any]:
        """All facts of an activity, by name."""
        found = self._activities.of_activity(inputs)
        if not self._compared:
            _refuse_underived(fact for name, fact in self._of_activity.items() if name not in found)
            self._compared = True
        return found if not self._hidden else found | dict.fromkeys(found.keys() & self._hidden)


class _Person(dict[str, Any]):
    """The facts of one traveler, each worked out when it is first asked for."""

    def __init__(
        self, derive: Mapping[str, Callable[[Tables, Traveler], Any]], tables: Tables, traveler: Traveler
    ) -> None:
        self._derive = derive
        self._tables = tables
        self.traveler = traveler

    def __missing__(self, name: str) -> Any:
        value = self[name] = self._derive[name](self._tables, self.traveler)
        return value


DAYS = ("trip.arrive", "trip.depart", "trip.first_admitted")
"""The places of a plan where the days of a trip stand."""


def _turns_on_days(fact: Fact) -> bool:
    """Whether a fact of a trip is taken from the days of the trip."""
    places = fact.uses if fact.given is None else (fact.given,)
    return not (fact.of_activity or fact.of_crew) and any(place in DAYS for place in places)


def _refuse_underived(facts: Iterable[Fact]) -> None:
    """Refuse facts that no code works out: each would be unknown for ever, and whatever rests on it open."""
    found = list(facts)
    if found:
        message = Text(
            "nothing works out the fact `{name}`: it is neither given by a plan nor derived",
            "사실 `{name}`의 값을 구하는 방법이 없습니다. 계획에 기재되지도, 도출되지도 않습니다",
        )
        raise CannotCheck(Problem(message=message.filled(name=fact.name), place=fact.place) for fact in found)
