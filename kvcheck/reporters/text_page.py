"""What both views of a report at a terminal share: its head, the line of a trip, what stands below."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from kvcheck.language.grammar import count, joined
from kvcheck.language.text import Text
from kvcheck.lines.layout import Line, Span, columns, cut, pad, paragraph, shown, wrap
from kvcheck.model import CrewFinding, TripResult, Verdict, Waiver, length, span
from kvcheck.reporters.finding_lines import FindingLines
from kvcheck.telling import labels, sentences
from kvcheck.telling.alike import Rulings
from kvcheck.telling.assumed import assumed
from kvcheck.telling.fingerprints import known_trips
from kvcheck.telling.places import takes
from kvcheck.telling.positions import positions
from kvcheck.telling.questions import Question, places_of, questions_of

FEW = 12
"""Of so many missing facts each may take two lines, so that all that may stand at its place is there."""
MOST_NAMES = 8
"""The number of trips that are named before the rest is only counted."""


class Page(FindingLines):
    """Lays out one report."""

    @cached_property
    def rulings(self) -> Rulings:
        """The rulings of the report, for all that is worked out of them."""
        return Rulings()

    @cached_property
    def _known_trips(self) -> frozenset[str]:
        """The trips of which a baseline has everything that stands in the way."""
        return known_trips(self.report, self.known)

    def head(self) -> Iterator[Line]:
        """The plan, the day whose law is used, and what a reader must know of that law."""
        report = self.report
        yield (
            Span(shown(report.plan.name), "strong"),
            Span(self.say(Text("  as of {as_of}", "  기준일 {as_of}", as_of=report.as_of)), "quiet"),
        )
        for notice in sentences.notices(
            report.as_of, report.packs, backdated=report.backdated, supposed=report.supposed
        ):
            yield from paragraph("! ", notice.in_(self.lang), indent=0, width=self.width, style="review")
        yield ()

    def trip_line(self, result: TripResult) -> Iterator[Line]:
        """Who goes, in which class, on which days, and the verdict: on one line, or on more where ids are long."""
        trip = result.subject.trip
        days = length(trip)
        known = self.say(Text(" (known)", "(기존)")) if result.id in self._known_trips else ""
        about = f"{trip['traveler']} · {result.law.label} · {span(trip)}"
        left = f"{labels.MARKS[result.verdict]} {result.id}{known}"
        counted = [f"{about} ({self.say(count(days, 'day', '일'))})"] if days is not None else []
        taken = columns(left) + columns(labels.VERDICTS[result.verdict].in_(self.lang)) + 1
        if taken + columns(f"  {about}") <= self.width:
            yield self.headed(left, [f"  {each}" for each in (*counted, about)], result.verdict, 0)
            return
        yield self.headed(left, [""], result.verdict, 0)
        yield from paragraph("    ", [*counted, about][0], indent=0, width=self.width)

    def both(self, law: Verdict, policy: Verdict) -> Line:
        """What the law says and what the company's policy says, side by side."""
        return (
            Span("  "),
            Span(self.say(Text("law: ", "법: ")), "label"),
            Span(labels.VERDICTS[law].in_(self.lang), law.value),
            Span(" · "),
            Span(f"{self.say(labels.policy_name(self.report.plan))}: ", "label"),
            Span(labels.VERDICTS[policy].in_(self.lang), policy.value),
        )

    def headed(self, left: str, middles: Sequence[str], verdict: Verdict, indent: int) -> Line:
        """A line that ends with the verdict at the right margin; of several wordings, the first that fits."""
        word = labels.VERDICTS[verdict].in_(self.lang)
        room = self.width - indent - columns(left) - columns(word) - 1
        said = next((middle for middle in middles if columns(middle) <= room), cut(middles[-1], room))
        return (
            Span(" " * indent),
            Span(left, verdict.value),
            Span(pad(said, room) + " "),
            Span(word, verdict.value),
        )

    def crew(self) -> Iterator[Line]:
        """Warnings about what several trips make together; those with equal reasons once, with the trips of all."""
        told: dict[tuple[str, tuple[str, ...], Waiver | None], list[CrewFinding]] = {}
        for each in self.report.crew:
            because = tuple(self.reasons(each.finding, each.subjects[0], ()))
            told.setdefault((each.finding.rule.name, because, each.waiver), []).append(each)
        for (name, because, waiver), found in told.items():
            finding = found[0].finding
            title = finding.rule.title.in_(self.lang)
            if waiver is not None:
                until = self.say(Text("waived until {last}: ", "{last}까지 예외 승인: ", last=waiver.last))
                yield from paragraph("= ", until + title, indent=0, width=self.width, style="review")
                yield from self.labeled("waiver", [f"{waiver.id} · {waiver.reason}"], 2, style="quiet")
                yield ()
                continue
            yield from paragraph("~ ", title, indent=0, width=self.width, style="risk")
            trips = [str(subject.trip["id"]) for each in found for subject in each.subjects]
            yield from self.labeled("trips", [self.some(trips)], 2)
            yield from self.labeled("because", because, 2)
            yield from self.labeled(*self.cites(finding), 2)
            yield from self.labeled("instead", [finding.instead.in_(self.lang)] if finding.instead else [], 2)
            yield from self.labeled("rule", [name], 2, style="quiet")
            yield ()

    def assumptions(self) -> Iterator[Line]:
        """What the verdicts rest on because the plan is silent."""
        found = [each.says for each in assumed(self.report, self.rulings, every_trip=False)]
        if found:
            text = Text("not stated, taken as: {said}", "기재가 없어 다음과 같이 봄: {said}", said=joined(found, "; "))
            yield from paragraph("· ", self.say(text), indent=0, width=self.width, style="quiet")
            yield ()

    def some(self, names: Sequence[str]) -> str:
        """Names side by side, each once; of many the first, and how many more."""
        each = list(dict.fromkeys(names))
        shown_names = each if self.verbose else each[:MOST_NAMES]
        rest = len(each) - len(shown_names)
        return ", ".join(shown_names) + (self.say(Text(" and {rest} more", " 외 {rest}건", rest=rest)) if rest else "")

    def summary(self) -> Iterator[Line]:
        """How many trips got which verdict by law, what of it can be proved, and what draws attention."""
        counts = dict.fromkeys(Verdict, 0)
        for trip in self.report.trips:
            counts[trip.verdict] += 1
        total = count(len(self.report.trips), "trip", "건")
        spans = [Span(self.say(Text("{total}: ", "출장 {total}: ", total=total)), "strong")]
        for verdict in reversed(Verdict):
            if counts[verdict]:
                word = labels.VERDICTS[verdict].in_(self.lang)
                text = self.say(Text("{counts} {word}", "{word} {counts}", counts=counts[verdict], word=word))
                spans += [Span(text, verdict.value), Span(" · ")]
        spans.pop()
        yield tuple(spans)
        for each in positions(self.report, self.library, "" if self.verbose else " (--verbose)", self.rulings):
            yield from paragraph("", self.say(each), indent=0, width=self.width, style="quiet")

    def below(self) -> Iterator[Line]:
        """What stands below the findings; nothing where each trip told it."""
        return iter(())

    def questions(self) -> Iterator[Line]:
        """What open verdicts wait for, each fact once: how many trips wait, where the answer goes."""
        found = questions_of(self.report)
        if not found:
            return
        head = Text("missing facts, each with the number of trips that wait for it", "부족한 정보(기다리는 출장 건수)")
        yield (Span(self.say(head), "strong"),)
        wide = max(len(str(len(each.trips))) for each in found)
        for each in found:
            yield from self._question(each, wide, few=len(found) <= FEW)
        yield ()

    def _question(self, each: Question, wide: int, *, few: bool) -> Iterator[Line]:
        """One missing fact: its title and its place, never cut, on one line where both fit; then what may stand there.

        Of many facts, what may stand there is begun only as far as the line goes: `ask` has it.
        """
        title, place = self.say(each.title), f"{shown(places_of(each))}: "
        answers = self.say(takes(each.gaps[0]))
        room, hang = self.width - 3 - wide, Span(" " * (wide + 3))
        start = (Span("? ", "undetermined"), Span(f"{len(each.trips):>{wide}} ", "strong"))
        beside = room - columns(title) - 2 - columns(place)
        if columns(answers) <= beside or (not few and beside >= 1):
            yield (*start, Span(f"{title}  "), Span(place + _begun(answers, beside), "quiet"))
            return
        for number, line in enumerate(wrap(title, room)):
            yield (*(start if not number else (hang,)), Span(line))
        if few:
            yield from ((hang, Span(line, "quiet")) for line in wrap(place + answers, max(room, columns(place))))
        else:
            yield (hang, Span(place + _begun(answers, max(room - columns(place), 1)), "quiet"))


def _begun(answers: str, room: int) -> str:
    """What may stand at a place, or as many of its values as fit in so many columns."""
    if columns(answers) <= room:
        return answers
    values = answers.split(" | ")
    for number in range(len(values) - 1, 0, -1):
        said = " | ".join([*values[:number], "…"])
        if columns(said) <= room:
            return said
    return "…"
