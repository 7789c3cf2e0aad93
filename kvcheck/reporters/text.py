"""The report for a person at a terminal: compact, calm, 80 columns."""

from collections.abc import Iterable, Iterator, Sequence

from kvcheck import explain
from kvcheck.errors import Text
from kvcheck.facts import days_between, places
from kvcheck.model import ActivityResult, Finding, Part, Report, RuleKind, Subject, TripResult, Verdict
from kvcheck.packs import Library
from kvcheck.reporters import Style
from kvcheck.reporters.layout import Line, Span, columns, cut, pad, paragraph, plain, shown
from kvcheck.reporters.quote import quoted

MARKS = {
    Verdict.PERMITTED: "✓",
    Verdict.NEEDS_REVIEW: "!",
    Verdict.UNDETERMINED: "?",
    Verdict.NOT_PERMITTED: "✗",
}


def render(reports: Sequence[Report], library: Library, style: Style) -> str:
    """The reports as plain text."""
    return plain(lines(reports, library, style))


def lines(reports: Sequence[Report], library: Library, style: Style) -> Iterator[Line]:
    """The reports as styled lines."""
    for report in reports:
        page = _Page(report, library, style)
        yield from page.head()
        for trip in report.trips:
            yield from page.trip(trip)
        yield from page.summary()
    yield (Span(explain.DISCLAIMER.in_(style.lang), "quiet"),)


class _Page:
    """Lays out one report."""

    def __init__(self, report: Report, library: Library, style: Style) -> None:
        self.report = report
        self.library = library
        self.lang = style.lang
        self.verbose = style.verbose
        self.width = style.width
        labels = [Text("because ", "이유 "), Text("law ", "근거 "), Text("instead ", "대안 "), Text("ask ", "질문 ")]
        self.label_width = max(columns(label.in_(self.lang)) for label in labels) + 1

    def say(self, en: str, ko: str) -> str:
        return ko if self.lang == "ko" else en

    def head(self) -> Iterator[Line]:
        report = self.report
        yield (
            Span(shown(report.plan.name), "strong"),
            Span(self.say(f"  as of {report.as_of}", f"  기준일 {report.as_of}"), "quiet"),
        )
        if report.backdated:
            note = self.say(
                f"judged by the law as it was known on {report.as_of}",
                f"{report.as_of} 당시 알려진 법에 따라 판단했습니다",
            )
            yield from paragraph("! ", note, indent=0, width=self.width, style="review")
        for pack in report.packs:
            if pack.stale:
                note = self.say(
                    f"{pack.name}: the law in this pack was last read on {pack.reviewed} and should have been"
                    f" read again by {pack.review_by}; nothing it permits is more than “needs review”",
                    f"{pack.name}: 이 규칙 묶음의 법령은 {pack.reviewed}에 마지막으로 확인되었으며"
                    f" {pack.review_by}까지 재확인이 필요했습니다. 허용되는 항목도 모두 “검토 필요”입니다",
                )
                yield from paragraph("! ", note, indent=0, width=self.width, style="review")
            elif pack.due:
                note = self.say(
                    f"{pack.name}: to be read again by {pack.review_by}",
                    f"{pack.name}: {pack.review_by}까지 재확인이 필요합니다",
                )
                yield from paragraph("! ", note, indent=0, width=self.width, style="review")
        yield ()

    def trip(self, result: TripResult) -> Iterator[Line]:
        trip = result.subject.trip
        days = days_between(trip["arrive"], trip["depart"])
        count = self.say(f"{days} day{'s' if days != 1 else ''}", f"{days}일")
        about = f"{trip['traveler']} · {str(trip['class']).upper()} · {trip['arrive']} – {trip['depart']} ({count})"
        yield self._headed(f"{MARKS[result.verdict]} {result.id}", f"  {about}", result.verdict, 0)
        for part in result.parts:
            for finding in self._worth_telling(part, result.verdict):
                yield from self._finding(finding, result.subject, part, result.parts, indent=2)
        seen: dict[object, int] = {}
        for activity in result.activities:
            key = tuple((part.first, part.last, id(part.ruling)) for part in activity.parts)
            yield self._activity_line(activity)
            if key in seen and activity.verdict is not Verdict.PERMITTED:
                again = self.say(f"as activity {seen[key]}", f"활동 {seen[key]}과(와) 같음")
                yield (Span("      "), Span(again, "quiet"))
                continue
            seen[key] = activity.number
            for part in activity.parts:
                for finding in self._worth_telling(part, activity.verdict):
                    yield from self._finding(finding, activity.subject, part, activity.parts, indent=4)
        yield ()

    def _headed(self, left: str, middle: str, verdict: Verdict, indent: int) -> Line:
        """A line that ends with the verdict at the right margin."""
        word = explain.VERDICTS[verdict].in_(self.lang)
        room = self.width - indent - columns(left) - columns(word) - 1
        middle = cut(middle, room)
        return (
            Span(" " * indent),
            Span(left, verdict.value),
            Span(pad(middle, room) + " "),
            Span(word, verdict.value),
        )

    def _activity_line(self, result: ActivityResult) -> Line:
        activity = result.subject.activity
        assert activity is not None
        title = self.library.catalogue.kinds[activity["kind"]].title.in_(self.lang)
        mode = self.report.facts["activity.mode"].values.get(activity.get("mode", ""))
        parts = [title, mode.in_(self.lang) if mode else "", activity.get("equipment", "")]
        about = " · ".join(part for part in parts if part)
        if result.verdict is Verdict.PERMITTED:
            laws = [law for finding in result.parts[-1].ruling.deciding for law in finding.rule.law[:1]]
            about += f"  [{'; '.join(self._cite(law) for law in laws)}]" if laws else ""
        return self._headed(f"{MARKS[result.verdict]} {result.number}", f" {about}", result.verdict, 2)

    def _worth_telling(self, part: Part, verdict: Verdict) -> Iterable[Finding]:
        """The findings of a part that a reader needs: what decides; with --verbose, the risks and passes."""
        ruling = part.ruling
        told = [finding for finding in ruling.findings if finding.verdict not in (None, Verdict.PERMITTED)]
        if verdict is Verdict.NOT_PERMITTED and not self.verbose:
            told = [finding for finding in told if finding.verdict is Verdict.NOT_PERMITTED]
        if self.verbose:
            told += [finding for finding in ruling.findings if finding.verdict is Verdict.PERMITTED]
        return [*told, *(ruling.risks if self.verbose else ())]

    def _finding(
        self, finding: Finding, subject: Subject, part: Part, parts: tuple[Part, ...], *, indent: int
    ) -> Iterator[Line]:
        rule, inner = finding.rule, indent + 2
        mark = "~" if rule.kind is RuleKind.RISK else MARKS[finding.verdict or Verdict.PERMITTED]
        style = "risk" if rule.kind is RuleKind.RISK else (finding.verdict or Verdict.PERMITTED).value
        days = f" ({part.first} – {part.last})" if len(parts) > 1 else ""
        said = explain.headline(finding).in_(self.lang)
        yield from paragraph(f"{mark} ", f"{said}{days}", indent=indent, width=self.width, style=style)
        if finding.verdict is not Verdict.PERMITTED or self.verbose:
            yield from self._quote(finding, subject, inner)
        yield from self._labeled(self.say("because", "이유"), self._reasons(finding, subject), inner)
        cites = "; ".join(self._cite(law) for law in rule.law)
        tail = f"  ({rule.name})"
        yield from self._labeled(self.say("law", "근거"), [cites + tail], inner)
        if rule.instead and finding.verdict is not Verdict.PERMITTED and finding.outcome is not None:
            yield from self._labeled(self.say("instead", "대안"), [rule.instead.in_(self.lang)], inner)
        asks = [
            f"{fact.ask.in_(self.lang)} ({fact.given or fact.name})"
            for fact in explain.questions(finding, self.report.facts)
        ]
        if finding.verdict is Verdict.UNDETERMINED:
            yield from self._labeled(self.say("ask", "질문"), asks, inner)

    def _reasons(self, finding: Finding, subject: Subject) -> list[str]:
        facts = self.report.facts
        permits = finding.rule.kind in (RuleKind.GRANT, RuleKind.LIMIT)
        if finding.outcome is None or (permits and finding.outcome is False):
            said = [explain.obstacle(each, finding, facts, subject) for each in finding.obstacles]
        else:
            said = [explain.ground(each, finding, facts) for each in finding.grounds]
        return list(dict.fromkeys(text.in_(self.lang) for text in said))

    def _labeled(self, label: str, texts: Sequence[str], indent: int) -> Iterator[Line]:
        for number, text in enumerate(texts):
            shown_label = pad("" if number else label, self.label_width)
            yield from paragraph(shown_label, shown(text), indent=indent, width=self.width)

    def _quote(self, finding: Finding, subject: Subject, indent: int) -> Iterator[Line]:
        """The plan's own line, with a caret below the value that matters most."""
        for name in explain.evidence(finding):
            found = places(self.report.facts[name], subject)
            if found:
                path, place = found[0]
                document = next(each for each in self.report.plan.documents if each.name == place.file)
                yield (Span(" " * indent), Span(f"{place}", "place"), Span(f"  {path}", "quiet"))
                yield from quoted(document.line(place.line), place.line, place.column, indent, self.width)
                return

    def _cite(self, law: str) -> str:
        return self.library.authorities[law].cite

    def summary(self) -> Iterator[Line]:
        counts = dict.fromkeys(Verdict, 0)
        for trip in self.report.trips:
            counts[trip.verdict] += 1
        total = len(self.report.trips)
        spans = [Span(self.say(f"{total} trip{'s' if total != 1 else ''}: ", f"출장 {total}건: "), "strong")]
        for verdict in reversed(Verdict):
            if counts[verdict]:
                word = explain.VERDICTS[verdict].in_(self.lang)
                text = self.say(f"{counts[verdict]} {word}", f"{word} {counts[verdict]}")
                spans += [Span(text, verdict.value), Span(" · ")]
        spans.pop()
        yield tuple(spans)
        risks = sum(1 for trip in self.report.trips for part in _all_parts(trip) for _ in part.ruling.risks)
        if risks and not self.verbose:
            note = self.say(
                f"{risks} risks noted; --verbose shows them with every proof",
                f"위험 {risks}건. --verbose로 모든 근거와 함께 표시",
            )
            yield (Span(note, "quiet"),)


def _all_parts(trip: TripResult) -> Iterator[Part]:
    yield from trip.parts
    for activity in trip.activities:
        yield from activity.parts
