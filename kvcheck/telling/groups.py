"""Equal findings of many trips together, so that a reader meets each reason once. No layout, both languages."""

from collections.abc import Iterable

from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import (
    ActivityResult,
    Fact,
    Finding,
    Layer,
    LayerResult,
    Report,
    RuleKind,
    Subject,
    Telltale,
    TripResult,
    Verdict,
)
from kvcheck.packs import Library
from kvcheck.telling import sentences
from kvcheck.telling.findings import Findings, Stated, Told
from kvcheck.telling.style import Style


class Occurrence(NamedTuple):
    """Where a finding was made."""

    trip: int
    """The position of the trip in the report, from 0."""
    subject: Subject
    activity: ActivityResult | None
    """None if the finding is about the whole trip."""
    days: str
    """The days it is about, where the law changes while an activity goes on; else empty."""
    answers: tuple[str, ...]
    """Places of the plan where the answers to its questions go."""


class Spot(NamedTuple):
    """A place of the plan, with the findings that turn on it."""

    stated: Stated | None
    occurrences: list[Occurrence]


class Variant(NamedTuple):
    """Findings of one rule for equal reasons."""

    reasons: tuple[Text, ...]
    asks: tuple[Fact, ...]
    spots: dict[object, Spot]

    @property
    def trips(self) -> set[int]:
        """The positions of the trips it is about."""
        return {each.trip for spot in self.spots.values() for each in spot.occurrences}


class Group(NamedTuple):
    """Findings of one rule with one outcome and the same advice."""

    finding: Finding
    """The first of them."""
    headline: Text
    known: bool
    """Whether a baseline has all of them; what it has stands apart from what is new."""
    variants: dict[object, Variant]

    @property
    def trips(self) -> list[int]:
        """The positions of the trips it is about, in order."""
        return sorted({trip for variant in self.variants.values() for trip in variant.trips})


AGAINST = ("law", "policy")
"""The sections of findings that decide."""
Groups = dict[object, Group]
"""Groups by what makes findings equal."""
Cause = tuple[str, object]
"""The section of a group, and its key there."""


class Gathered:
    """The findings of one report by section, equal ones together."""

    def __init__(
        self,
        report: Report,
        library: Library,
        style: Style,
        *,
        known: frozenset[str] | None = None,
        passing: bool = True,
    ) -> None:
        """`known` has the meaning that it has for `Findings`; `passing` also gathers what only warns or passes."""
        self._passing = passing
        self._words = Findings(report, library, style, known=known)
        self.sections: dict[str, Groups] = {
            name: {} for name in ("law", "policy", "side", "crew", "risks", "grounds", "limits")
        }
        self.causes: dict[tuple[int, int, bool], list[Cause]] = {}
        """What stands against an activity of a trip (0: the trip itself), by law or (True) by company policy."""
        for number, result in enumerate(report.trips):
            self._trip(number, result)
        if passing:
            self._crew(report)

    def _crew(self, report: Report) -> None:
        """Gather what several trips make together, unless a waiver accepts it; it warns and decides nothing."""
        positions = {result.id: number for number, result in enumerate(report.trips)}
        for each in report.crew:
            at = [(positions.get(str(subject.trip["id"])), subject) for subject in each.subjects]
            found = [_whole(number, subject) for number, subject in at if number is not None]  # else it was not judged
            if found and each.waiver is None:
                self._add("crew", Told(each.finding, each.subjects[0]), found, quote=False)

    def _trip(self, number: int, result: TripResult) -> None:
        """Gather what was found of a trip, section by section."""
        self._against("law", number, result.law)
        for finding in self._words.risks(result) if self._passing else ():
            self._add("risks", Told(finding, result.subject), [_whole(number, result.subject)], reasons=False)
        if result.policy is not None:
            self._against("policy", number, result.policy)
            for told in self._words.warned(result.policy):
                self._add("policy", told, [_whole(number, told.subject)])
        if result.side is not None:
            for told in self._words.warned(result.side):
                self._add("side", told, [_whole(number, told.subject)], quote=False)
        if self._passing:
            self._passes(number, result)

    def _against(self, section: str, number: int, result: LayerResult) -> None:
        """What stands against permission, of the trip and of each activity."""
        if result.verdict is Verdict.PERMITTED:
            return
        for part in result.parts:
            days = f"{part.first} – {part.last}" if len(result.parts) > 1 else ""
            for told in self._words.told(part, result.verdict, result.subject):
                self._stands(section, number, told, None, days)
        for activity in result.activities:
            for part in activity.parts:
                days = f"{part.first} – {part.last}" if len(activity.parts) > 1 else ""
                for told in self._words.told(part, activity.verdict, activity.subject):
                    self._stands(section, number, told, activity, days)

    def _stands(self, section: str, number: int, told: Told, activity: ActivityResult | None, days: str) -> None:
        """Gather a finding that stands in the way, and note it as a cause of the verdict of its activity."""
        if told.finding.verdict is Verdict.PERMITTED:
            return  # what passes has sections of its own
        telltales = activity.telltales if activity is not None else ()
        occurrence = self._occurrence(number, told, activity, days)
        key = self._add(section, told, [occurrence], telltales)
        whose = (number, activity.number if activity is not None else 0, section == "policy")
        causes = self.causes.setdefault(whose, [])
        if (section, key) not in causes:
            causes.append((section, key))

    def _passes(self, number: int, result: TripResult) -> None:
        """The grounds that permit activities, and the limits that are met."""
        for each in result.judged([Layer.LAW]):
            for finding in each.ruling.findings:
                if finding.verdict is not Verdict.PERMITTED:
                    continue
                limit = finding.rule.kind is RuleKind.LIMIT
                occurrence = Occurrence(number, each.subject, each.activity, "", ())
                section = "limits" if limit else "grounds"
                self._add(section, Told(finding, each.subject), [occurrence], reasons=not limit, quote=False)

    def _occurrence(self, number: int, told: Told, activity: ActivityResult | None, days: str) -> Occurrence:
        """Where a finding was made, with the places of the plan where answers would go."""
        places = (self._words.answer_place(fact, told.subject) for fact in told.asks)
        return Occurrence(number, told.subject, activity, days, tuple(place for place in places if place))

    def _add(
        self,
        section: str,
        told: Told,
        occurrences: Iterable[Occurrence],
        telltales: tuple[Telltale, ...] = (),
        *,
        reasons: bool = True,
        quote: bool = True,
    ) -> object:
        """Put a finding with its equals, wherever it was made; returns the key of its group."""
        finding = told.finding
        headline = sentences.headline(finding)
        known = section in AGAINST and self._words.is_known(finding, told.subject)
        advice = finding.instead if finding.verdict is not Verdict.PERMITTED else None
        key = (finding.rule.name, headline.en, finding.verdict, known, advice.en if advice is not None else "")
        group = self.sections[section].setdefault(key, Group(finding, headline, known, {}))
        why = tuple(self._words.why(finding, told.subject, telltales)) if reasons else ()
        variant = group.variants.setdefault((why, tuple(fact.name for fact in told.asks)), Variant(why, told.asks, {}))
        stated = self._words.stated(finding, told.subject, telltales) if reasons and quote else None
        spot = variant.spots.setdefault((stated.path, stated.place) if stated else None, Spot(stated, []))
        for each in occurrences:
            if each not in spot.occurrences[-1:]:  # the parts of an activity, the activities of a trip
                spot.occurrences.append(each)
        return key


def _whole(number: int, subject: Subject) -> Occurrence:
    """An occurrence that is about the whole trip, on all its days."""
    return Occurrence(number, subject, None, "", ())


def in_order(groups: Groups) -> list[tuple[object, Group]]:
    """The groups with the worst first, then those about the most trips; what a baseline has comes after the rest."""

    def order(item: tuple[object, Group]) -> tuple[bool, int, int]:
        verdict = item[1].finding.verdict
        return (item[1].known, verdict.rank if verdict is not None else len(Verdict), -len(item[1].trips))

    return sorted(groups.items(), key=order)


def times(items: Iterable[Verdict]) -> dict[Verdict, int]:
    """How often each verdict occurs, the best first."""
    counts = dict.fromkeys(reversed(Verdict), 0)
    for verdict in items:
        counts[verdict] += 1
    return counts
