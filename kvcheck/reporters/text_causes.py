"""Causes first: a line a trip, what they wait for, and what was found, each once with the trips that share it."""

from collections.abc import Iterator, Sequence

from kvcheck.language.text import Text
from kvcheck.lines.layout import Line, Span, columns, paragraph
from kvcheck.model import Report, Rule, RuleKind, Verdict, Waiver
from kvcheck.packs import Library
from kvcheck.reporters.text_page import Page
from kvcheck.telling import labels, margins, runs, sentences
from kvcheck.telling.footing import caution, footing
from kvcheck.telling.groups import Gathered, Group, Occurrence, Variant, in_order
from kvcheck.telling.style import Style

MOST_QUOTED = 6
"""The most trips of a report that quotes lines of the plan and cites all law; a longer one says where."""
MOST_VARIANTS = 3
"""The number of different reasons for one finding that are told before the rest is only counted."""


class CausesPage(Page):
    """Lays out one report cause by cause."""

    def __init__(self, report: Report, library: Library, style: Style, *, known: frozenset[str] | None = None) -> None:
        super().__init__(report, library, style, known=known)
        self._style = style
        self._everything = known is not None
        self._brief = len(report.trips) > MOST_QUOTED

    def trips(self) -> Iterator[Line]:
        """A line for each trip, and one more where a limit is near."""
        near = margins.near(self.report, self.rulings)
        for trip in self.report.trips:
            yield from self.trip_line(trip)
            if trip.policy is not None and trip.policy.verdict is not trip.law.verdict:
                yield self.both(trip.law.verdict, trip.policy.verdict)
            if trip.id in near:
                yield from paragraph("  ~ ", self.say(near[trip.id].says), indent=0, width=self.width, style="review")
        yield ()

    def causes(self) -> Iterator[Line]:
        """What was found against the trips, the worst first; open questions stand above and are not told again."""
        gathered = Gathered(self.report, self.library, self._style, known=self.known, passing=False)
        for section in ("law", "policy"):
            groups = [group for _, group in in_order(gathered.sections[section]) if self._found(group)]
            groups = [group for group in groups if not (group.known and self.quiet)]
            if groups and section == "policy":
                yield (Span(self.say(labels.policy_name(self.report.plan)), "strong"),)
            for group in groups:
                yield from self._cause(group)
            yield from [()] if groups and self._brief else []
        if any(trip.side is not None for trip in self.report.trips):
            yield from self._beside(gathered)

    def _found(self, group: Group) -> bool:
        """Whether a group says more than a question: what is open is asked above, not which words leave it open."""
        finding = group.finding
        asked = finding.verdict is Verdict.UNDETERMINED and bool(sentences.unknowns(finding))
        return (
            self._everything
            or not asked
            or any(
                each.activity is not None and sentences.words_of(finding, each.activity.telltales)
                for variant in group.variants.values()
                for spot in variant.spots.values()
                for each in spot.occurrences
            )
        )

    def _cause(self, group: Group) -> Iterator[Line]:
        """A finding with its reasons, law, advice, rule, and the trips it is about."""
        finding = group.finding
        verdict = finding.verdict
        mark, style = (labels.MARKS[verdict], verdict.value) if verdict is not None else ("~", "risk")
        if finding.outcome is None and verdict is None:
            mark, style = "?", "undetermined"
        said = self.say(group.headline) + (self.say(labels.KNOWN) if group.known else "")
        yield from paragraph(f"{mark} ", said, indent=0, width=self.width, style=style)
        variants = list(group.variants.values())
        yield from self._whose(variants)
        yield from self._because(variants)
        if (
            finding.instead
            and verdict is not Verdict.PERMITTED
            and (finding.outcome is not None or not self._everything)
        ):
            yield from self.labeled("instead", [self.say(finding.instead)], 2)
        if finding.outcome is None and self._everything:
            yield from self.labeled("ask", list(dict.fromkeys(self.say(f.ask) for v in variants for f in v.asks)), 2)
        label, [cites] = self.cites(finding)
        if self._brief:
            yield from self.labeled("rule", [self._cited(finding.rule.name, cites.split("; "))], 2, style="quiet")
            return
        yield from self.labeled(label, [cites], 2)
        yield from self.labeled("rule", [finding.rule.name], 2, style="quiet")
        yield ()

    def _cited(self, rule: str, cites: Sequence[str]) -> str:
        """A rule with as much of its law as fits on a line, and how many more there are."""
        room = self.width - 2 - self.label_width
        for number in range(len(cites), 0, -1):
            more = f" +{len(cites) - number}" if number < len(cites) else ""
            said = f"{rule} [{'; '.join(cites[:number])}{more}]"
            if columns(said) <= room:
                return said
        return f"{rule} [{cites[0]}{f' +{len(cites) - 1}' if len(cites) > 1 else ''}]"

    def _whose(self, variants: Sequence[Variant]) -> Iterator[Line]:
        """The trips, unless each reason is told with its own; and the plan's line, where all is about one place.

        A long report only says where that is, beside the trips if it fits there.
        """
        trips = [] if 1 < len(variants) <= MOST_VARIANTS else [self._trips(variants)]
        spots = [spot for variant in variants for spot in variant.spots.values()]
        stated = spots[0].stated if len(spots) == 1 else None
        if stated is None or not self._brief:
            yield from self.labeled("trips", trips, 2)
            yield from self.quote(stated, 2) if stated is not None else ()
            return
        where = f"{stated.place} {stated.path}"
        beside = " · ".join([*trips, where])
        if columns(beside) <= self.width - 2 - self.label_width:
            yield from self.labeled("trips" if trips else "at", [beside], 2)
        else:
            yield from self.labeled("trips", trips, 2)
            yield from self.labeled("at", [where], 2, style="quiet")

    def _because(self, variants: Sequence[Variant]) -> Iterator[Line]:
        """The reasons; where they differ, each with the trips that it is about."""
        told = [each for each in variants if each.reasons]
        for each in told[:MOST_VARIANTS]:
            said = [self.say(reason) for reason in each.reasons]
            said = ["; ".join(said)] if self._brief else said
            if len(told) > 1:
                said = [f"{self._trips([each])}: {'; '.join(said)}"]
            yield from self.labeled("because", said, 2) if each is told[0] else self.labeled("", said, 2)
        if len(told) > MOST_VARIANTS:
            more = Text("{n} more (--verbose)", "그 밖에 {n}건(--verbose)", n=len(told) - MOST_VARIANTS)
            yield from self.labeled("", [self.say(more)], 2, style="quiet")

    def _trips(self, variants: Sequence[Variant]) -> str:
        """The trips of findings, in the order of the report; an activity by its number where a trip has several."""
        found = sorted(
            (each for variant in variants for spot in variant.spots.values() for each in spot.occurrences),
            key=lambda each: (each.trip, each.activity.number if each.activity is not None else 0),
        )
        return self.some([self._name(each) for each in found])

    def _name(self, each: Occurrence) -> str:
        trip = self.report.trips[each.trip]
        days = f" ({each.days})" if each.days else ""
        if each.activity is None or len(trip.law.activities) == 1:
            return trip.id + days
        return f"{trip.id}[{each.activity.number}]{days}"

    def _beside(self, gathered: Gathered) -> Iterator[Line]:
        """Warnings of side packs, and what they would need to know: asked for, so shown in full."""
        groups = in_order(gathered.sections["side"])
        head = self.say(Text("beside the scope of the class", "체류자격 범위 밖의 참고 사항"))
        nothing = "" if groups else self.say(Text(": nothing to warn of", ": 주의할 사항 없음"))
        yield (Span(head, "strong"), Span(nothing, "quiet"))
        for _, group in groups:
            yield from self._cause(group)
        yield ()

    def below(self) -> Iterator[Line]:
        """What permits, and what waivers accept."""
        lines = [*self._grounds(), *self._accepted()]
        yield from lines
        if lines:
            yield ()

    def _grounds(self) -> Iterator[Line]:
        """What the permitted trips rest on, each ground once."""
        found: dict[tuple[str, Text | None], list[str]] = {}
        rules: dict[str, Rule] = {}
        resting: dict[tuple[int, ...], tuple[list[Rule], Text | None]] = {}  # by rulings, which equal activities share
        for trip in self.report.trips:
            if trip.verdict is not Verdict.PERMITTED:
                continue
            for activity in trip.law.activities:
                rulings = tuple([id(part.ruling) for part in activity.parts])
                if rulings not in resting:
                    deciding = [finding.rule for finding in activity.parts[-1].ruling.deciding]
                    grounds = [rule for rule in deciding if rule.kind is RuleKind.GRANT]
                    resting[rulings] = grounds, caution(footing(activity, self.library))
                    rules |= {rule.name: rule for rule in grounds}
                grounds, weak = resting[rulings]
                for rule in grounds:
                    found.setdefault((rule.name, weak), []).append(trip.id)
        for (name, weak), trips in found.items():
            warned = f" ({self.say(weak)})" if weak is not None else ""
            cites = "; ".join(self.library.authorities[law].cite for law in rules[name].law[:1])
            text = f"{self.say(rules[name].title)}{warned}  [{cites}]"
            yield from paragraph("✓ ", text, indent=0, width=self.width, style="permitted")
            yield from self.labeled("trips", [self.some(trips)], 2)

    def _accepted(self) -> Iterator[Line]:
        """What waivers accept, each with its trips."""
        found: dict[tuple[Waiver, Rule], list[str]] = {}
        for trip in self.report.trips:
            for each in runs.waived(trip):
                found.setdefault((each.waiver, each.finding.rule), []).append(trip.id)
        for (waiver, rule), trips in found.items():
            until = self.say(Text("waived until {last}: ", "{last}까지 예외 승인: ", last=waiver.last))
            yield from paragraph("= ", until + self.say(rule.title), indent=0, width=self.width, style="review")
            yield from self.labeled("trips", [self.some(trips)], 2)
            yield from self.labeled("waiver", [f"{waiver.id} · {waiver.reason}"], 2, style="quiet")
            yield from self.labeled("rule", [rule.name], 2, style="quiet")
