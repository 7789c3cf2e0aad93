"""Every trip in full, for who asks for everything: each activity, the proof of what passes, every risk."""

from collections.abc import Iterator

from kvcheck.language.text import Text
from kvcheck.lines.layout import Line, Span, paragraph
from kvcheck.model import ActivityResult, LayerResult, Report, TripResult, Verdict
from kvcheck.packs import Library
from kvcheck.reporters.text_page import Page
from kvcheck.source import Node
from kvcheck.telling import labels, runs, sentences
from kvcheck.telling.findings import Told
from kvcheck.telling.footing import caution, footing
from kvcheck.telling.style import Style


class WholePage(Page):
    """Lays out one report trip by trip."""

    def __init__(self, report: Report, library: Library, style: Style, *, known: frozenset[str] | None = None) -> None:
        super().__init__(report, library, style, known=known)
        self._lines: dict[tuple[object, ...], Line] = {}
        """Lines about activities; those of a crew are mostly the same."""

    def trip(self, result: TripResult) -> Iterator[Line]:
        """A trip: its verdict, findings, risks, what was waived, and what stands beside the law."""
        yield from self.trip_line(result)
        if result.policy is not None:
            yield self.both(result.law.verdict, result.policy.verdict)
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

    def _policy(self, result: LayerResult) -> Iterator[Line]:
        """What the company's own rules find beside the law; nothing where they have no objection."""
        warned = list(self.warned(result))
        yield (Span("  "), Span(self.say(labels.policy_name(self.report.plan)), "strong"))
        for part in result.parts:
            yield from self.part(part, result.parts, result.verdict, result.subject, (), indent=4)
        for activity in result.activities:
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

    def _risks(self, result: TripResult) -> Iterator[Line]:
        """The risks of a trip and its activities, each once."""
        for finding in self.risks(result):
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
        return self.headed(left, wordings, result.verdict, 2)
