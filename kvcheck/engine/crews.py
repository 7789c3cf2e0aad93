"""Rules about what several trips make together: they only warn, and decide no trip."""

from collections.abc import Iterator

from kvcheck.engine.judge import judge_trip
from kvcheck.engine.law import Law
from kvcheck.facts import crews
from kvcheck.frozen import FrozenDict
from kvcheck.model import CrewFinding, Plan
from kvcheck.packs import Library


def crew_findings(plan: Plan, library: Library, as_of: str) -> Iterator[CrewFinding]:
    """What the crew packs say of the trips in the classes they apply to; each rule once for the same trips."""
    for name in library.crew_names:
        pack = library.pack(name)
        law: Law | None = None
        seen: set[tuple[str, frozenset[str]]] = set()
        for crew in crews(plan, library.catalogue, pack.applies_to, lambda name, day: library.number(name, day, as_of)):
            law = law or Law(library, library.chain(name), as_of)
            epoch = law.epoch(law.spans(crew.last_day, crew.last_day)[0][2])
            facts = FrozenDict({fact: crew.facts.get(fact) for fact in epoch.trip_facts})
            for finding in judge_trip(epoch, facts).risks:
                trips = frozenset(str(subject.trip["id"]) for subject in crew.subjects)
                if (finding.rule.name, trips) not in seen:
                    seen.add((finding.rule.name, trips))
                    yield CrewFinding(finding=finding, subjects=crew.subjects)
