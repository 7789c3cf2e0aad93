"""Rules about what several trips make together: they only warn, and decide no trip."""

from collections.abc import Iterator

from kvcheck.engine.judge import judge_trip
from kvcheck.engine.law import Law
from kvcheck.facts import crews
from kvcheck.model import CrewFinding, Plan
from kvcheck.packs import Library

CREW_PACK = "us/crew"
VISITOR_SCOPE = "us/business-scope"
"""A class whose pack extends this one is a visitor's."""


def crew_findings(plan: Plan, library: Library, as_of: str) -> Iterator[CrewFinding]:
    """What the crew rules say of the plan; each rule once for the same trips."""
    if CREW_PACK not in library.pack_names:
        return
    classes = {trip["class"] for trip in plan.trips}
    visitors = {name for name in classes if any(pack.name == VISITOR_SCOPE for pack in library.chain(f"us/{name}"))}
    law: Law | None = None
    seen: set[tuple[str, frozenset[str]]] = set()
    for crew in crews(plan, library.catalogue, visitors):
        law = law or Law(library, library.chain(CREW_PACK), as_of)
        epoch = law.epoch(law.spans(crew.last_day, crew.last_day)[0][2])
        facts = {name: crew.facts.get(name) for name in epoch.trip_facts}
        for finding in judge_trip(epoch, facts).risks:
            trips = frozenset(str(subject.trip["id"]) for subject in crew.subjects)
            if (finding.rule.name, trips) not in seen:
                seen.add((finding.rule.name, trips))
                yield CrewFinding(finding=finding, subjects=crew.subjects)
