"""What several trips of a plan make together: jobs handed on, supervisors and hands, stories told of one job.

Only visitors count: whoever holds a class for work may work, one after another too.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from kvcheck.facts.days import days_between, ordinal
from kvcheck.facts.tables import Tables
from kvcheck.model import Catalogue, Plan, Subject

HANDED_ON_DAYS = 30
"""A job that somebody else takes up within so many days is the same job, handed on."""


class Crew(NamedTuple):
    """Activities of several trips, and the facts they make together."""

    subjects: tuple[Subject, ...]
    facts: Mapping[str, Any]

    @property
    def last_day(self) -> str:
        """The last day of the latest trip."""
        return max(str(subject.trip["depart"]) for subject in self.subjects)


class _Task(NamedTuple):
    """One activity of a visitor."""

    first: str
    last: str
    traveler: str
    subject: Subject
    kind: str
    family: str
    mode: str | None
    site: str | None


def crews(plan: Plan, catalogue: Catalogue, visitors: Collection[str]) -> Iterator[Crew]:
    """Every group of activities that rules about crews look at; `visitors` are the classes of visitors."""
    tables = Tables(plan)
    tasks = sorted(_tasks(plan, tables, catalogue, visitors), key=lambda task: (task.first, task.last, task.traveler))
    for job in _grouped(tasks, lambda task: _job(plan, task)):
        yield from _in_turn(job)
    for place in _grouped(tasks, lambda task: (task.site, task.family) if task.site is not None else None):
        yield from _supervised(place)
    for told in _grouped(tasks, _story):
        yield from _told(told)


def _tasks(plan: Plan, tables: Tables, catalogue: Catalogue, visitors: Collection[str]) -> Iterator[_Task]:
    for trip in plan.trips:
        if trip["class"] not in visitors:
            continue
        for activity in trip["activities"]:
            kind = catalogue.kinds[activity["kind"]]
            yield _Task(
                first=activity.get("from", trip["arrive"]),
                last=activity.get("to", trip["depart"]),
                traveler=trip["traveler"],
                subject=Subject(plan, trip, activity),
                kind=kind.name,
                family=kind.family,
                mode={**kind.means, **activity}.get("mode"),
                site=activity.get("site") or tables.site_of(trip),
            )


def _grouped(tasks: Iterable[_Task], key: Callable[[_Task], object]) -> Iterator[list[_Task]]:
    """Groups of at least two tasks with the same key; tasks without a key are in none."""
    groups: dict[object, list[_Task]] = {}
    for task in tasks:
        name = key(task)
        if name is not None:
            groups.setdefault(name, []).append(task)
    return (group for group in groups.values() if len(group) > 1)


def _job(plan: Plan, task: _Task) -> object:
    """What makes two activities the same job: site, employer, kind and equipment."""
    activity: Any = task.subject.activity
    employer = plan.travelers[task.traveler].get("employer")
    equipment = activity.get("equipment")
    return (task.site, employer, task.kind, equipment) if employer is not None and equipment is not None else None


def _in_turn(job: list[_Task]) -> Iterator[Crew]:
    """A job that visitors do one after another: each begins after the one before has ended, and not long after."""
    chain: list[_Task] = []
    for task in [*job, None]:
        if task is not None and (not chain or _follows(chain[-1], task)):
            chain.append(task)
            continue
        visitors = {each.traveler for each in chain}
        if len(visitors) > 1:
            facts = {
                "crew.visitors_in_turn": len(visitors),
                "crew.days_in_turn": days_between(chain[0].first, chain[-1].last),
            }
            yield Crew(tuple(each.subject for each in chain), facts)
        chain = [task] if task is not None else []


def _follows(before: _Task, after: _Task) -> bool:
    gap = ordinal(after.first) - ordinal(before.last)
    return before.last < after.first and gap <= HANDED_ON_DAYS


def _supervised(place: list[_Task]) -> Iterator[Crew]:
    """Each supervisor of one kind of work at a site, with those who do it by hand at the same time."""
    supervisors = [task for task in place if task.mode == "supervise"]
    hands = [task for task in place if task.mode == "perform"]
    for task in supervisors:
        activity: Any = task.subject.activity
        beside = [each for each in hands if each.first <= task.last and task.first <= each.last]
        others = [each for each in supervisors if each.first <= task.last and task.first <= each.last]
        crew = activity.get("crew")
        facts = {
            "crew.supervisors": len({each.traveler for each in others}),
            "crew.hands": len({each.traveler for each in beside if each.traveler != task.traveler}),
            "crew.said": None if crew is None else (crew,),
        }
        yield Crew((task.subject, *(each.subject for each in beside)), facts)


def _story(task: _Task) -> object:
    activity: Any = task.subject.activity
    description = activity.get("description")
    return (task.site, " ".join(description.casefold().split())) if description is not None else None


def _told(told: list[_Task]) -> Iterator[Crew]:
    """Activities with one and the same description, if they are entered as different kinds or roles."""
    stories = {(task.kind, task.mode) for task in told}
    if len(stories) > 1:
        yield Crew(tuple(task.subject for task in told), {"crew.stories": len(stories)})
