"""A plan to a report: every trip and activity is put before the law of its days; equal facts are judged once."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from kvcheck.engine.court import Court, Judge
from kvcheck.engine.crews import crew_findings
from kvcheck.engine.law import is_stale
from kvcheck.engine.problems import plan_problems
from kvcheck.engine.site_rules import packs_at
from kvcheck.errors import CannotCheck, Problem
from kvcheck.facts import Facts
from kvcheck.frozen import twin
from kvcheck.language.text import Text
from kvcheck.model import FrozenDict, Pack, PackUsed, Plan, Report, TripResult
from kvcheck.model.entities import Trip
from kvcheck.packs import Library
from kvcheck.progress import Progress, unseen
from kvcheck.source import problem_at

DUE_DAYS = 30
"""From so many days before `review_by` on, a report says that the pack is due for review."""


def check(
    plan: Plan,
    library: Library,
    *,
    as_of: str,
    policies: Sequence[str] = (),
    sides: Sequence[str] = (),
    progress: Progress = unseen,
    examined: bool = False,
) -> Report:
    """Judge every trip of the plan.

    `as_of` is the day whose knowledge of the law is used, an ISO date. `policies` and `sides` name packs that apply
    beside the law: a policy can make a verdict worse, a side pack only warns. Rules that a site of the plan names are
    policies for the trips that go there. `progress` is told of each trip that is judged. `examined` says that
    `plan_problems` found nothing wrong with the plan.
    Raises CannotCheck if a trip names a class without a pack or an activity a kind that the catalogue does not have.
    """
    problems = [] if examined else plan_problems(plan, library)
    if problems:
        raise CannotCheck(problems)
    court = Court(plan, library, as_of)
    benches: dict[tuple[str, tuple[str, ...]], Bench] = {}
    seats = [(str(trip["class"]), packs_at(plan, trip, library)) for trip in plan.trips]
    for admitted, of_site in sorted(set(seats)):
        benches[admitted, of_site] = Bench(court, admitted, policies, sides, of_site)
    used = {pack.name: pack for each in benches.values() for pack in each.packs}
    beside = [*policies, *(name for _, of_site in seats for name in of_site), *sides, *library.crew_names]
    used |= {name: library.pack(name) for name in beside}
    results = []
    with progress(len(plan.trips)) as step:
        for seat, trip in zip(seats, plan.trips, strict=True):
            results.append(benches[seat].trip(trip))
            step()
    unjudged = [result for result in results if not _asked(result)]
    if unjudged:
        raise CannotCheck([_no_rule(result) for result in unjudged])
    return Report(
        plan=plan,
        as_of=as_of,
        backdated=any(as_of < pack.reviewed for pack in used.values()),
        packs=tuple(pack_used(used[name], as_of, library) for name in sorted(used)),
        trips=tuple(sorted(results, key=lambda result: result.subject.trip["arrive"])),
        crew=tuple(crew_findings(plan, library, as_of)),
        facts=library.facts,
    )


def _asked(result: TripResult) -> bool:
    """Whether any rule was asked about a trip: where none was, nothing was checked, and nothing passes."""
    return any(each.said.findings or each.said.cleared for each in result.law.rulings)


def _no_rule(result: TripResult) -> Problem:
    """That nothing was asked of a trip, as where every rule of its class starts later: then nothing may pass."""
    trip = result.subject.trip
    message = Text(
        "no rule of the pack {pack} applied to trip `{id}`: nothing was checked",
        "출장 `{id}`에 적용된 {pack} 규칙이 없어 점검하지 못했습니다",
        pack=result.law.pack,
        id=result.id,
    )
    hint = Text("look at the dates and kinds of its rules", "규칙의 시행일과 종류를 확인하십시오")
    return problem_at(trip.document, trip.value_place("class"), message, hint)


class Bench:
    """The judges of one class: the law, and the packs beside it that are about the class."""

    def __init__(
        self, court: Court, admitted: str, policies: Sequence[str], sides: Sequence[str], of_site: Sequence[str] = ()
    ) -> None:
        """The judges of one class: by its law, and by the policies, rules of sites, side packs that apply, if any."""

        def beside(packs: Iterable[Pack]) -> Judge | None:
            applying = [pack for pack in packs if not pack.applies_to or admitted in pack.applies_to]
            return court.judge(applying) if applying else None

        library = court.library
        own = [library.pack(name) for name in policies if name not in of_site]
        judges = (
            court.judge_of(admitted),
            beside([*own, *(library.binding(name) for name in of_site)]),
            beside(library.pack(name) for name in sides),
        )
        self.judges = [judge for judge in judges if judge is not None]

    def before(self, facts: Facts) -> "Bench":
        """The same judges before the facts of a plan that differs in trips only."""
        other = twin(self)
        other.judges = [judge.before(facts) for judge in self.judges]
        return other

    @property
    def packs(self) -> tuple[Pack, ...]:
        """Every pack that has a say."""
        return tuple(pack for judge in self.judges for pack in judge.law.packs)

    def trip(self, trip: Trip) -> TripResult:
        """What the law says of a trip, with what policy and side packs say beside it."""
        said = [judge.trip(trip) for judge in self.judges]
        return TripResult(subject=said[0].subject, layers=FrozenDict({each.layer: each for each in said}))


def pack_used(pack: Pack, day: str, library: Library) -> PackUsed:
    """A pack as a report on `day` rests on it: whether it should be, or is soon to be, read again."""
    due = (date.fromisoformat(pack.review_by) - timedelta(days=DUE_DAYS)).isoformat()
    return PackUsed(
        pack=pack,
        stale=is_stale(pack, day),
        due=due < day <= pack.review_by,
        origin=library.origin if pack.name in library.pack_names else None,
    )
