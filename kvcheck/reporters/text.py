"""The report for a person at a terminal: compact, calm, 80 columns."""

from collections.abc import Iterator, Sequence

from kvcheck.language.grammar import count, joined
from kvcheck.language.text import Text
from kvcheck.lines.layout import Line, Span, columns, cut, pad, paragraph, plain, shown
from kvcheck.model import ActivityResult, LayerResult, Report, Run, TripResult, Verdict, WaiverState, length, span
from kvcheck.packs import Library
from kvcheck.reporters.finding_lines import FindingLines
from kvcheck.source import Node
from kvcheck.telling import labels, runs, sentences
from kvcheck.telling.assumed import assumed
from kvcheck.telling.findings import Told
from kvcheck.telling.footing import caution, footing
from kvcheck.telling.style import Style

MOST_NAMES = 8
"""The number of trips of a crew that are named before the rest is only counted."""


def render(run: Run, library: Library, style: Style) -> str:
    """The run as plain text."""
    return plain(lines(run, library, style))


def lines(run: Run, library: Library, style: Style) -> Iterator[Line]:
    """The run as styled lines; only what fails if `style` is quiet."""
    for report in run.reports:
        page = _Page(report, library, style, everything=run.known is not None)
        trips = [trip for trip in report.trips if trip.verdict.rank <= run.fail_on.rank or not style.quiet]
        if trips:
            yield from page.head()
        for trip in trips:
            yield from page.trip(trip)
        if not style.quiet:
            yield from page.crew()
            yield from page.assumptions()
            yield from page.summary()
    yield from _waivers(run, style)
    if style.quiet:
        return
    if not run.reports:
        yield (Span(runs.counts(run).in_(style.lang), "strong"),)
    for proviso in runs.provisos(run):
        yield from paragraph("", proviso.in_(style.lang), indent=0, width=style.width, style="review")
    yield from paragraph("", labels.DISCLAIMER.in_(style.lang), indent=0, width=style.width, style="quiet")


def _waivers(run: Run, style: Style) -> Iterator[Line]:
    """The waivers that are not simply in use, each at its own line of its file."""
    for use in run.waivers:
        if use.state is WaiverState.IN_USE:
            continue
        said = runs.waiver_state(use).in_(style.lang)
        where = f"{shown(str(use.waiver.place))} {shown(use.waiver.id)}: {said}"
        yield from paragraph("! ", where, indent=0, width=style.width, style="review")


class _Page(FindingLines):
    """Lays out one report."""

    def __init__(self, report: Report, library: Library, style: Style, *, everything: bool = False) -> None:
        super().__init__(report, library, style, everything=everything)
        self._lines: dict[tuple[object, ...], Line] = {}
        """Lines about activities; those of a crew are mostly the same."""

    def head(self) -> Iterator[Line]:
        """The plan, the day whose law is used, and what a reader must know of that law."""
        report = self.report
        yield (
            Span(shown(report.plan.name), "strong"),
            Span(self.say(Text("  as of {as_of}", "  기준일 {as_of}", as_of=report.as_of)), "quiet"),
        )
        for notice in sentences.notices(report.as_of, report.packs, backdated=report.backdated):
            yield from paragraph("! ", notice.in_(self.lang), indent=0, width=self.width, style="review")
        yield ()

    def trip(self, result: TripResult) -> Iterator[Line]:
        """A trip: its verdict, findings, risks, what was waived, and what stands beside the law."""
        trip = result.subject.trip
        days = length(trip)
        about = f"  {trip['traveler']} · {result.law.label} · {span(trip)}"
        left = f"{labels.MARKS[result.verdict]} {result.id}"
        counted = [f"{about} ({self.say(count(days, 'day', '일'))})"] if days is not None else []
        yield self._headed(left, [*counted, about], result.verdict, 0)
        if result.policy is not None:
            yield self._both(result.law.verdict, result.policy.verdict)
        yield from self._findings(result.law)
        yield from self._risks(result)
        yield from self._waived(result)
        if result.policy is not None:
            yield from self._policy(result.policy)
        if result.side is not None:
            yield from self._beside(result.side)
        yield ()

    def _findings(self, result: LayerResult) -> Iterator[Line]:
        """What the law says of the trip and of each activity."""
        for part in result.parts:
            yield from self.part(part, result.parts, result.verdict, result.subject, (), indent=2)
        seen: dict[object, int] = {}
        for activity in result.activities:
            yield self._activity_line(activity)
            if activity.verdict is Verdict.PERMITTED and not self.verbose:
                continue
            key = tuple((part.first, part.last, id(part.ruling)) for part in activity.parts)
            first = seen.setdefault(key, activity.number)
            if first != activity.number:
                yield (
                    Span("    "),
                    Span(self.say(Text("as activity {first}", "활동 {first:과} 같음", first=first)), "quiet"),
                )
                continue
            for part in activity.parts:
                yield from self.part(
                    part, activity.parts, activity.verdict, activity.subject, activity.telltales, indent=4
                )

    def _both(self, law: Verdict, policy: Verdict) -> Line:
        """What the law says and what the company's policy says, side by side."""
        return (
            Span("  "),
            Span(self.say(Text("law: ", "법: ")), "label"),
            Span(labels.VERDICTS[law].in_(self.lang), law.value),
            Span(" · "),
            Span(self.say(Text("company policy: ", "회사 정책: ")), "label"),
            Span(labels.VERDICTS[policy].in_(self.lang), policy.value),
        )

    def _policy(self, result: LayerResult) -> Iterator[Line]:
        """What the company's own rules find beside the law; nothing where they have no objection."""
        warned = list(self.warned(result))
        if result.verdict is Verdict.PERMITTED and not warned and not self.verbose:
            return
        yield (Span("  "), Span(self.say(Text("company policy", "회사 정책")), "strong"))
        for part in result.parts:
            yield from self.part(part, result.parts, result.verdict, result.subject, (), indent=4)
        for activity in result.activities:
            if activity.verdict is Verdict.PERMITTED and not self.verbose:
                continue
            yield self._activity_line(activity)
            for part in activity.parts:
                yield from self.part(part, activity.parts, activity.verdict, activity.subject, (), indent=4)
        for each in warned:
            yield from self._warning(each, 4)

    def _beside(self, result: LayerResult) -> Iterator[Line]:
        """Warnings of side packs, and what they would need to know: asked for, so shown in full."""
        told = list(self.warned(result))
        head = self.say(Text("beside the scope of the class", "체류자격 범위 밖의 참고 사항"))
        nothing = "" if told else self.say(Text(": nothing to warn of", ": 주의할 사항 없음"))
        yield (Span("  "), Span(head, "strong"), Span(nothing, "quiet"))
        for each in told:
            yield from self._warning(each, 4)

    def _warning(self, told: Told, indent: int) -> Iterator[Line]:
        """A warning that was asked for: with its reason, or with what it would need to know."""
        finding, subject = told.finding, told.subject
        if finding.outcome is None:
            text = sentences.headline(finding).in_(self.lang)
            yield from paragraph("? ", text, indent=indent, width=self.width, style="undetermined")
            yield from self.labeled("ask", [self.question(fact, subject) for fact in told.asks], indent + 2)
        else:
            title = finding.rule.title.in_(self.lang)
            yield from paragraph("~ ", title, indent=indent, width=self.width, style="risk")
            yield from self.labeled("because", self.reasons(finding, subject, ()), indent + 2)
            yield from self.labeled(*self.cites(finding), indent + 2)
            if finding.instead:
                yield from self.labeled("instead", [finding.instead.in_(self.lang)], indent + 2)
        yield from self.labeled("rule", [finding.rule.name], indent + 2, style="quiet")

    def crew(self) -> Iterator[Line]:
        """Warnings about what several trips make together."""
        for each in self.report.crew:
            finding = each.finding
            title = finding.rule.title.in_(self.lang)
            if each.waiver is not None:
                until = self.say(Text("waived until {last}: ", "{last}까지 예외 승인: ", last=each.waiver.last))
                yield from paragraph("= ", until + title, indent=0, width=self.width, style="review")
                yield from self.labeled("waiver", [f"{each.waiver.id} · {each.waiver.reason}"], 2, style="quiet")
                yield ()
                continue
            yield from paragraph("~ ", title, indent=0, width=self.width, style="risk")
            yield from self.labeled("trips", [self._some([str(subject.trip["id"]) for subject in each.subjects])], 2)
            yield from self.labeled("because", self.reasons(finding, each.subjects[0], ()), 2)
            yield from self.labeled(*self.cites(finding), 2)
            yield from self.labeled("instead", [finding.instead.in_(self.lang)] if finding.instead else [], 2)
            yield from self.labeled("rule", [finding.rule.name], 2, style="quiet")
            yield ()

    def assumptions(self) -> Iterator[Line]:
        """What the verdicts rest on because the plan is silent."""
        found = [each.says for each in assumed(self.report)]
        if found:
            text = Text("not stated, taken as: {said}", "기재가 없어 다음과 같이 봄: {said}", said=joined(found, "; "))
            yield from paragraph("· ", self.say(text), indent=0, width=self.width, style="quiet")
            yield ()

    def _risks(self, result: TripResult) -> Iterator[Line]:
        """The risks of a trip and its activities, each once: in full with --verbose, else their number."""
        found = self.risks(result)
        if found and not self.verbose:
            note = self.say(
                Text("{risks} (--verbose)", "위험 {risks} (--verbose)", risks=count(len(found), "risk", "건"))
            )
            yield (Span("  ~ ", "risk"), Span(note, "quiet"))
            return
        for finding in found:
            title, instead = finding.rule.title.in_(self.lang), finding.instead
            yield from paragraph("~ ", title, indent=2, width=self.width, style="risk")
            yield from self.labeled(*self.cites(finding), 4)
            yield from self.labeled("instead", [instead.in_(self.lang)] if instead else [], 4)
            yield from self.labeled("rule", [finding.rule.name], 4)

    def _waived(self, result: TripResult) -> Iterator[Line]:
        """What waivers accept in any layer, each once: what was found, by which waiver, and until when."""
        for each in runs.waived(result):
            waiver = each.waiver
            until = self.say(Text("waived until {last}: ", "{last}까지 예외 승인: ", last=waiver.last))
            title = each.finding.rule.title.in_(self.lang)
            yield from paragraph("= ", until + title, indent=2, width=self.width, style="review")
            yield from self.labeled("waiver", [f"{waiver.id} · {waiver.reason}"], 4, style="quiet")
            yield from self.labeled("rule", [each.finding.rule.name], 4, style="quiet")

    def _headed(self, left: str, middles: Sequence[str], verdict: Verdict, indent: int) -> Line:
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

    def _activity_line(self, result: ActivityResult) -> Line:
        """The line of an activity; those of a crew are alike and laid out once."""
        activity = result.subject.activity
        assert activity is not None
        looks = (activity["kind"], activity.get("mode"), activity.get("equipment"))
        key = (result.number, looks, *(id(part.ruling) for part in result.parts), result.verdict)
        if key not in self._lines:
            self._lines[key] = self._new_activity_line(result, activity)
        return self._lines[key]

    def _new_activity_line(self, result: ActivityResult, activity: Node) -> Line:
        """Lay out the line of an activity; of several wordings the longest that fits."""
        title = self.library.catalogue.kind(activity["kind"]).title.in_(self.lang)
        mode = self.report.facts["activity.mode"].values.get(activity.get("mode", ""))
        role = f" · {mode.in_(self.lang)}" if mode else ""
        equipment = f" · {activity['equipment']}" if "equipment" in activity else ""
        laws = [law for finding in result.parts[-1].ruling.deciding for law in finding.rule.law[:1]]
        cites = f"  [{'; '.join(self.library.authorities[law].cite for law in laws)}]"
        tail = cites if result.verdict is Verdict.PERMITTED else ""
        weak = caution(footing(result, self.library))
        warned = f" ({weak.in_(self.lang)})" if weak is not None else ""
        wordings = [title + role + equipment + tail, title + role + tail, title + tail, title]
        wordings = [wording + warned for wording in wordings]
        left = f"{labels.MARKS[result.verdict]} {result.number} "
        return self._headed(left, wordings, result.verdict, 2)

    def _some(self, names: Sequence[str]) -> str:
        """Names side by side, each once; of many the first, and how many more."""
        each = list(dict.fromkeys(names))
        shown_names = each if self.verbose else each[:MOST_NAMES]
        rest = len(each) - len(shown_names)
        return ", ".join(shown_names) + (self.say(Text(" and {rest} more", " 외 {rest}건", rest=rest)) if rest else "")

    def summary(self) -> Iterator[Line]:
        """How many trips got which verdict, the best first."""
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
