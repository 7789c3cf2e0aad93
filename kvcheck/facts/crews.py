"""What several trips of a plan make together: jobs handed on, supervisors and hands, several stories of one job.

Only visitors count: whoever holds a class for work may work, one after another too.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from kvcheck.days import days_between, ordinal
from kvcheck.frozen import NamedTuple
from kvcheck.model import UNKNOWN, Catalogue, Plan, Subject, last_day
from kvcheck.plan.lookups import Tables, days_of, site_of


class Crew(NamedTuple):
    """Activities of several trips, and the facts they make together."""

    subjects: tuple[Subject, ...]
    facts: Mapping[str, Any]

    @property
    def last_day(self) -> str:
        """The last day of the latest trip."""
        return max(last_day(subject.trip) for subject in self.subjects)


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


def crews(
    plan: Plan, catalogue: Catalogue, visitors: Collection[str], numbers: Callable[[str, str], Any]
) -> Iterator[Crew]:
    """Every group of activities that rules about crews look at.

    `visitors` are the classes of visitors; `numbers` gives the value of a parameter of the law on a day.
    """
    tables = Tables(plan, numbers=numbers)
    tasks = sorted(_tasks(plan, tables, catalogue, visitors), key=lambda task: (task.first, task.last, task.traveler))
    for job in _grouped(tasks, lambda task: _job(plan, task)):
        yield from _in_turn(job, tables)
    for place in _grouped(tasks, lambda task: (task.site, task.family) if task.site is not None else None):
        yield from _supervised(place)
    for told in _grouped(tasks, _story):
        yield from _told(told)


def _tasks(plan: Plan, tables: Tables, catalogue: Catalogue, visitors: Collection[str]) -> Iterator[_Task]:
    """Every activity of a trip in one of the classes `visitors` whose kind is known, with its days, both inclusive."""
    for trip in plan.trips:
        if trip["class"] not in visitors:
            continue
        for activity in trip["activities"]:
            if activity["kind"] == UNKNOWN:
                continue
            kind = catalogue.kinds[activity["kind"]]
            first, last = days_of(trip, activity)
            yield _Task(
                first=first,
                last=last,
                traveler=trip["traveler"],
                subject=Subject(plan, trip, activity),
                kind=kind.name,
                family=kind.family,
                mode=activity.get("mode") or kind.means.get("mode"),
                site=site_of(plan, trip, activity),
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


def _in_turn(job: list[_Task], tables: Tables) -> Iterator[Crew]:
    """The longest post that visitors of one job fill one after another; several at a time fill several posts.

    Who takes over may come a little before the other leaves, or after a gap: how long either may be is a parameter.
    """
    handover, gap = (tables.number(name, job[-1].first) for name in ("crew_handover_days", "crew_handed_on_days"))
    if handover is None or gap is None:
        return
    posts: list[list[_Task]] = []
    free: list[tuple[int, int]] = []  # the last day of each post and its number, earliest first
    for task in job:
        first = ordinal(task.first)
        index = bisect_right(free, (first + handover, len(posts))) - 1
        if index >= 0 and free[index][0] >= first - gap:
            number = free.pop(index)[1]
            posts[number].append(task)
        else:
            number = len(posts)
            posts.append([task])
        insort(free, (ordinal(task.last), number))
    longest = max(posts, key=lambda post: ordinal(post[-1].last) - ordinal(post[0].first))
    visitors = {each.traveler for each in longest}
    if len(visitors) > 1:
        facts = {
            "crew.visitors_in_turn": len(visitors),
            "crew.days_in_turn": days_between(longest[0].first, longest[-1].last),
        }
        yield Crew(tuple(each.subject for each in longest), facts)


def _supervised(place: list[_Task]) -> Iterator[Crew]:
    """Supervisors of one kind of work at a site, with those who do it by hand on their days.

    Of supervisors whose days run into each other two are reported: the one with fewest hands, and the one with most.
    """
    hands = [task for task in place if task.mode == "perform"]
    firsts, lasts = sorted(task.first for task in hands), sorted(task.last for task in hands)

    def beside(task: _Task) -> int:
        return bisect_right(firsts, task.last) - bisect_left(lasts, task.first)

    for run in _runs([task for task in place if task.mode == "supervise"]):
        fewest, most = min(run, key=beside), max(run, key=beside)
        for task in (fewest, most) if fewest is not most else (fewest,):
            yield _beside(task, run, hands)


def _beside(task: _Task, supervisors: list[_Task], hands: list[_Task]) -> Crew:
    """A supervisor with the other supervisors and the hands of the same days."""
    together = [each for each in supervisors if each.first <= task.last and task.first <= each.last]
    beside = [each for each in hands if each.first <= task.last and task.first <= each.last]
    leading = {each.traveler for each in together}
    said = {crew for each in together if (crew := _crew(each)) is not None}
    facts = {
        "crew.supervisors": len(leading),
        "crew.hands": len({each.traveler for each in beside} - leading),
        "crew.said": tuple(sorted(said)) or None,
    }
    return Crew(tuple(each.subject for each in (*together, *beside)), facts)


def _crew(task: _Task) -> str | None:
    """Who does the work by hand, as the activity says; None if it does not."""
    activity: Any = task.subject.activity
    crew: str | None = activity.get("crew")
    return crew


def _runs(tasks: list[_Task]) -> Iterator[list[_Task]]:
    """Tasks, earliest first, in groups whose days overlap without a break."""
    run: list[_Task] = []
    last = ""
    for task in tasks:
        if run and task.first > last:
            yield run
            run = []
        run.append(task)
        last = max(last, task.last)
    if run:
        yield run


def _story(task: _Task) -> object:
    """What shows that two visitors are sent for one job: the same words at the same site; None if not stated."""
    activity: Any = task.subject.activity
    description = activity.get("description")
    if description is None or task.site is None:  # without a site, nobody says that it is the same job
        return None
    return task.site, " ".join(description.casefold().split())


def _told(told: list[_Task]) -> Iterator[Crew]:
    """Activities with one and the same description, if they are entered as different kinds or roles."""
    stories = {(task.kind, task.mode) for task in told}
    if len(stories) > 1:
        yield Crew(tuple(task.subject for task in told), {"crew.stories": len(stories)})
