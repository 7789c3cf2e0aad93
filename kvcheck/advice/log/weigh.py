"""What was done is put into the plan as activities, and the engine judges it as it judges what is planned."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from kvcheck.advice.log.value import Drift, Entry, Kind, Result
from kvcheck.advice.slip.weigh import Accept
from kvcheck.engine.outlook import Outlook, blocks
from kvcheck.facts.descriptions import Texts, WordReader
from kvcheck.language.text import Text
from kvcheck.model import UNKNOWN, Finding, Report, TripResult, Verdict, is_open, last_day, worst
from kvcheck.model.entities import Activity, Trip
from kvcheck.packs import Library
from kvcheck.plan.lookups import days_of, site_of
from kvcheck.source.values import supposed


def drifts(
    report: Report,
    library: Library,
    entries: Sequence[Entry],
    *,
    log: str,
    notes: Sequence[Text] = (),
    unread: bool = False,
    tools: Collection[str] = (),
    policies: Sequence[str] = (),
    accept: Accept = lambda result: result,
) -> Result:
    """Every line of a log against the plan of a report; `tools` are those that somebody said are for the work."""
    weigher = _Weigher(report, library, tools, policies, accept)
    found = [weigher.drift(entry) for entry in sorted(entries, key=lambda each: each.day)]
    return Result(report, log, tuple(found), tuple(notes), unread)


OTHER = "other"
"""The kind of the catalogue that names no work: a text beside it is read for what it says."""


class _Weigher:
    def __init__(
        self, report: Report, library: Library, tools: Collection[str], policies: Sequence[str], accept: Accept
    ) -> None:
        self._report = report
        self._outlook = Outlook(report, library, policies)
        self._read: Callable[[Texts], Any] = WordReader(library.catalogue, lambda: library.words).read
        self._kinds = library.catalogue.kinds
        self._roles = library.facts["activity.mode"].values
        self._families = library.catalogue.families
        self._tools = {each.casefold() for each in tools}
        self._accept = accept
        self._results = {result.id: result for result in report.trips}
        self._judged: dict[tuple[Any, ...], tuple[Verdict, tuple[Finding, ...]]] = {}

    def drift(self, entry: Entry) -> Drift:
        """One line."""
        if entry.traveler is None:
            return Drift(entry, None, (Kind.PERSON,), Verdict.UNDETERMINED, ())
        trip, late = self._trip_of(entry)
        if trip is None:
            return Drift(entry, None, (Kind.OUTSIDE,), Verdict.UNDETERMINED, ())
        approved, kinds = self._approved(trip, entry)
        if late:
            kinds = [Kind.LONGER, *(kind for kind in kinds if kind is not Kind.DAY)]
        tool_kinds, telling = self._tools_of(entry, approved)
        kinds += tool_kinds + ([Kind.UNREAD] if entry.unread else [])
        verdict, findings = self._verdict(trip, entry, approved, telling)
        if kinds:
            verdict = worst([verdict, Verdict.NEEDS_REVIEW])
        if Kind.UNREAD in kinds:
            verdict = worst([verdict, Verdict.UNDETERMINED])
        if entry.kind is None:  # of a task nobody named every rule is open: what its words say is told instead
            findings = tuple(each for each in findings if each.outcome is not None)
        planned = self._results[trip["id"]].verdict
        return Drift(
            entry=entry,
            trip=str(trip["id"]),
            kinds=tuple(kinds),
            verdict=verdict,
            findings=findings,
            planned=planned,
            task=self._kinds[entry.kind].title if entry.kind is not None else None,
            role=self._roles.get(entry.mode or ""),
            points=self._points(entry),
        )

    def _points(self, entry: Entry) -> tuple[Text, ...]:
        """The families of work that the words of a line point to which names no task."""
        if entry.kind is not None:
            return ()
        read = self._read(Texts(OTHER, entry.mode, ", ".join([entry.description or "", *entry.tools]), ()))
        families = {each.family: None for each in read.telltales if each.family is not None}
        return tuple(self._families[name].title for name in families)

    def _trip_of(self, entry: Entry) -> tuple[Trip | None, bool]:
        """The trip that a day belongs to, and whether the day lies after its departure."""
        own: list[Trip] = [trip for trip in self._report.plan.trips if trip["traveler"] == entry.traveler]
        begun = [trip for trip in own if trip["arrive"] <= entry.day]
        on = [trip for trip in begun if is_open(trip) or entry.day <= last_day(trip)]
        if on:
            return on[-1], False
        last = max(begun, key=last_day, default=None)
        return last, last is not None

    def _approved(self, trip: Trip, entry: Entry) -> tuple[Activity | None, list[Kind]]:
        """The approved activity nearest to what was done, and in what it differs."""
        same = [each for each in trip["activities"] if each["kind"] == entry.kind]
        if not same:  # also where the log names no task: what it says is judged as it is
            return None, [Kind.TASK]
        found = [(each, self._differs(trip, each, entry)) for each in same]
        return min(found, key=_differences)

    def _differs(self, trip: Trip, approved: Activity, entry: Entry) -> list[Kind]:
        """In what a line differs from an activity that was approved."""
        plan, found = self._report.plan, []
        first, last = days_of(trip, approved)
        if entry.mode is not None and entry.mode != approved.get("mode", entry.mode):
            found.append(Kind.ROLE)
        if entry.equipment is not None and entry.equipment != approved.get("equipment"):
            found.append(Kind.EQUIPMENT)
        if entry.site is not None and entry.site != site_of(plan, trip, approved):
            found.append(Kind.SITE)
        if not first <= entry.day <= last:
            found.append(Kind.DAY)
        return found

    def _tools_of(self, entry: Entry, approved: Activity | None) -> tuple[list[Kind], list[str]]:
        """How the tools of a line depart from its work, and those that the engine is told of."""
        kinds: dict[Kind, None] = {}
        telling = []
        for tool in entry.tools:
            said = str(approved.get("description", "") if approved is not None else "").casefold()
            if tool.casefold() in self._tools or tool.casefold() in said:
                continue
            read = self._read(Texts(entry.kind or OTHER, entry.mode, tool, ()))
            if read.families or any(each.family is not None for each in read.telltales):
                kinds[Kind.TOOL] = None
                telling.append(tool)
            elif read.telltales or read.described is not True:
                kinds[Kind.TOOL_UNKNOWN] = None
        return list(kinds), telling

    def _verdict(
        self, trip: Trip, entry: Entry, approved: Activity | None, telling: Sequence[str]
    ) -> tuple[Verdict, tuple[Finding, ...]]:
        """What the engine says of what was done on that day."""
        done: dict[str, Any] = {str(key): value for key, value in approved.items()} if approved is not None else {}
        done |= {"kind": entry.kind or UNKNOWN, "from": entry.day, "to": entry.day}
        done |= {
            key: value
            for key, value in (("mode", entry.mode), ("equipment", entry.equipment), ("site", entry.site))
            if value is not None
        }
        said = [entry.description or done.get("description"), *telling]
        if any(said):
            done["description"] = ", ".join(str(each) for each in said if each)
        depart = None if is_open(trip) else max(last_day(trip), entry.day)
        key = (trip["id"], depart, *sorted((name, str(value)) for name, value in done.items()))
        if key not in self._judged:
            self._judged[key] = self._judge(trip, done, depart)
        return self._judged[key]

    def _judge(self, trip: Trip, done: dict[str, Any], depart: str | None) -> tuple[Verdict, tuple[Finding, ...]]:
        """The trip with what was done as its one activity, judged by the engine."""
        patch: dict[str, Any] = {"activities": [done]}
        if depart is not None:
            patch["depart"] = depart
        real: Trip = supposed(trip, patch, trip.document, trip.start)
        result: TripResult = self._accept(self._outlook.of(trip, real))
        return result.verdict, tuple(blocks(result).values())


def _differences(found: tuple[Activity, list[Kind]]) -> int:
    """In how many ways what was done differs from an activity."""
    return len(found[1])
