"""The report for a person at a terminal: compact, calm, 80 columns."""

from collections.abc import Iterator, Sequence

from kvcheck import explain
from kvcheck.errors import Text
from kvcheck.facts import days_between, places
from kvcheck.model import ActivityResult, Fact, Finding, Part, Report, RuleKind, Subject, Telltale, TripResult, Verdict
from kvcheck.packs import Library
from kvcheck.reporters import Style
from kvcheck.reporters.layout import Line, Span, columns, cut, pad, paragraph, plain, shown
from kvcheck.reporters.quote import quoted
from kvcheck.source import Node

MARKS = {
    Verdict.PERMITTED: "✓",
    Verdict.NEEDS_REVIEW: "!",
    Verdict.UNDETERMINED: "?",
    Verdict.NOT_PERMITTED: "✗",
}


LABELS = {
    "because": Text("because", "이유"),
    "law": Text("law", "근거"),
    "instead": Text("instead", "대안"),
    "ask": Text("ask", "질문"),
    "rule": Text("rule", "규칙"),
    "clear": Text("clear", "무관"),
}
MIN_PATH = 12
"""A path that has fewer columns than this left is not begun."""
LAST_TIER_OF_LAW = 4
"""Tiers up to this are law and official guidance; beyond are practice and press."""


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
    yield from paragraph("", explain.DISCLAIMER.in_(style.lang), indent=0, width=style.width, style="quiet")


class _Page:
    """Lays out one report."""

    def __init__(self, report: Report, library: Library, style: Style) -> None:
        self.report = report
        self.library = library
        self.lang = style.lang
        self.verbose = style.verbose
        self.width = style.width
        self._lines: dict[tuple[object, ...], Line] = {}
        """Lines about activities; those of a crew are mostly the same."""
        self.label_width = max(columns(label.in_(self.lang)) for label in LABELS.values()) + 2

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
                f"judged by the law as it was known on {report.as_of}, before the packs were last read",
                f"규칙 묶음의 최종 확인일 이전인 {report.as_of} 당시 알려진 법에 따라 판단했습니다",
            )
            yield from paragraph("! ", note, indent=0, width=self.width, style="review")
        for used in report.packs:
            pack = used.pack
            if used.stale:
                note = self.say(
                    f"{pack.name}: the law in this pack was last read on {pack.reviewed} and should have been"
                    f" read again by {pack.review_by}; nothing it permits is more than “needs review”",
                    f"{pack.name}: 이 규칙 묶음의 법령은 {pack.reviewed}에 마지막으로 확인되었으며"
                    f" {pack.review_by}까지 재확인이 필요했습니다. 허용되는 항목도 모두 “검토 필요”입니다",
                )
                yield from paragraph("! ", note, indent=0, width=self.width, style="review")
            elif used.due:
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
        about = f"  {trip['traveler']} · {result.label} · {trip['arrive']} – {trip['depart']}"
        left = f"{MARKS[result.verdict]} {result.id}"
        yield self._headed(left, [f"{about} ({count})", about], result.verdict, 0)
        for part in result.parts:
            yield from self._part(part, result.parts, result.verdict, result.subject, (), indent=2)
        seen: dict[object, int] = {}
        for activity in result.activities:
            yield self._activity_line(activity)
            if activity.verdict is Verdict.PERMITTED and not self.verbose:
                continue
            key = tuple((part.first, part.last, id(part.ruling)) for part in activity.parts)
            first = seen.setdefault(key, activity.number)
            if first != activity.number:
                yield (Span("    "), Span(self.say(f"as activity {first}", f"활동 {first}과(와) 같음"), "quiet"))
                continue
            for part in activity.parts:
                yield from self._part(
                    part, activity.parts, activity.verdict, activity.subject, activity.telltales, indent=4
                )
        yield from self._risks(result)
        yield ()

    def _risks(self, result: TripResult) -> Iterator[Line]:
        """The risks of a trip and its activities, each once: in full with --verbose, else their number."""
        found = {finding.rule.id: finding for part in _all_parts(result) for finding in part.ruling.risks}
        if found and not self.verbose:
            count = len(found)
            note = self.say(f"{count} risk{'s' if count != 1 else ''} (--verbose)", f"위험 {count}건 (--verbose)")
            yield (Span("  ~ ", "risk"), Span(note, "quiet"))
            return
        for finding in found.values():
            title, instead = finding.rule.title.in_(self.lang), finding.rule.instead
            yield from paragraph("~ ", title, indent=2, width=self.width, style="risk")
            yield from self._labeled("law", [self._cites(finding)], 4)
            yield from self._labeled("instead", [instead.in_(self.lang)] if instead else [], 4)
            yield from self._labeled("rule", [finding.rule.name], 4)

    def _headed(self, left: str, middles: Sequence[str], verdict: Verdict, indent: int) -> Line:
        """A line that ends with the verdict at the right margin; of several wordings, the first that fits."""
        word = explain.VERDICTS[verdict].in_(self.lang)
        room = self.width - indent - columns(left) - columns(word) - 1
        said = next((middle for middle in middles if columns(middle) <= room), cut(middles[-1], room))
        return (
            Span(" " * indent),
            Span(left, verdict.value),
            Span(pad(said, room) + " "),
            Span(word, verdict.value),
        )

    def _activity_line(self, result: ActivityResult) -> Line:
        activity = result.subject.activity
        assert activity is not None
        looks = (activity["kind"], activity.get("mode"), activity.get("equipment"))
        key = (result.number, looks, id(result.parts[-1].ruling), result.verdict)
        if key not in self._lines:
            self._lines[key] = self._new_activity_line(result, activity)
        return self._lines[key]

    def _new_activity_line(self, result: ActivityResult, activity: Node) -> Line:
        title = self.library.catalogue.kinds[activity["kind"]].title.in_(self.lang)
        mode = self.report.facts["activity.mode"].values.get(activity.get("mode", ""))
        role = f" · {mode.in_(self.lang)}" if mode else ""
        equipment = f" · {activity['equipment']}" if "equipment" in activity else ""
        laws = [law for finding in result.parts[-1].ruling.deciding for law in finding.rule.law[:1]]
        cites = f"  [{'; '.join(self.library.authorities[law].cite for law in laws)}]"
        tail = cites if result.verdict is Verdict.PERMITTED else ""
        wordings = [title + role + equipment + tail, title + role + tail, title + tail, title]
        left = f"{MARKS[result.verdict]} {result.number} "
        return self._headed(left, wordings, result.verdict, 2)

    def _part(
        self,
        part: Part,
        parts: tuple[Part, ...],
        verdict: Verdict,
        subject: Subject,
        telltales: tuple[Telltale, ...],
        *,
        indent: int,
    ) -> Iterator[Line]:
        """The findings of a run of days that a reader needs: what decides; with --verbose, also what passes."""
        if part.ruling.verdict is Verdict.PERMITTED and not self.verbose:
            return
        told = [finding for finding in part.ruling.findings if finding.verdict not in (None, Verdict.PERMITTED)]
        if verdict is Verdict.NOT_PERMITTED and not self.verbose:
            told = [finding for finding in told if finding.verdict is Verdict.NOT_PERMITTED]
        if self.verbose:
            told += [finding for finding in part.ruling.findings if finding.verdict is Verdict.PERMITTED]
        days = f" ({part.first} – {part.last})" if len(parts) > 1 else ""
        pending = {name for finding in told for name in explain.unknowns(finding)}
        asked: set[Text] = set()
        for finding in told:
            asks = {fact.ask: fact for fact in explain.questions(finding, pending, self.report.facts)}
            new = [fact for ask, fact in asks.items() if ask not in asked]
            if finding.outcome is None and not new and not self.verbose:
                continue  # open for the same questions as a finding above
            asked |= asks.keys()
            yield from self._finding(finding, subject, telltales, new, days, indent)
        if self.verbose and part.ruling.cleared:
            clear = ", ".join(rule.id for rule in part.ruling.cleared)
            yield from self._labeled("clear", [clear], indent, style="quiet")

    def _finding(
        self,
        finding: Finding,
        subject: Subject,
        telltales: tuple[Telltale, ...],
        asks: Sequence[Fact],
        days: str,
        indent: int,
    ) -> Iterator[Line]:
        rule, inner = finding.rule, indent + 2
        verdict = finding.verdict or Verdict.PERMITTED
        said = explain.headline(finding).in_(self.lang)
        yield from paragraph(f"{MARKS[verdict]} ", said + days, indent=indent, width=self.width, style=verdict.value)
        yield from self._quote(finding, subject, telltales, inner)
        yield from self._labeled("because", self._reasons(finding, subject, telltales), inner)
        yield from self._labeled("law", [self._cites(finding)], inner)
        if rule.instead and verdict is not Verdict.PERMITTED and finding.outcome is not None:
            yield from self._labeled("instead", [rule.instead.in_(self.lang)], inner)
        if verdict is Verdict.UNDETERMINED:
            yield from self._labeled("ask", [self._question(fact, subject) for fact in asks], inner)
        yield from self._labeled("rule", [rule.name], inner, style="quiet")

    def _question(self, fact: Fact, subject: Subject) -> str:
        """The question, and where its answer goes if that is one place."""
        where = [path for path, _ in places(fact, subject)] if fact.given or len(fact.uses) == 1 else []
        return fact.ask.in_(self.lang) + (f" ({where[0]})" if where else "")

    def _reasons(self, finding: Finding, subject: Subject, telltales: tuple[Telltale, ...]) -> list[str]:
        facts = self.report.facts
        permits = finding.rule.kind in (RuleKind.GRANT, RuleKind.LIMIT)
        if telltales and finding.outcome is True and "activity.words" in explain.turns_on(finding):
            return [explain.telling(telltales, self.library.catalogue).in_(self.lang)]
        if finding.outcome is None or (permits and finding.outcome is False):
            said = [explain.obstacle(each, finding, facts, subject) for each in finding.obstacles]
        else:
            said = [explain.ground(each, finding, facts) for each in finding.grounds]
        return list(dict.fromkeys(text.in_(self.lang) for text in said))

    def _labeled(self, label: str, texts: Sequence[str], indent: int, style: str = "") -> Iterator[Line]:
        for number, text in enumerate(texts):
            word = pad("" if number else LABELS[label].in_(self.lang), self.label_width)
            yield from paragraph(word, shown(text), indent=indent, width=self.width, style=style)

    def _quote(
        self, finding: Finding, subject: Subject, telltales: tuple[Telltale, ...], indent: int
    ) -> Iterator[Line]:
        """The plan's own line, with a caret below the value that matters most."""
        for name in explain.turns_on(finding):
            found = places(self.report.facts[name], subject)
            if found:
                path, place = found[0]
                document = next(each for each in self.report.plan.documents if each.name == place.file)
                text = document.quote(place.line)
                column = place.column
                if name == "activity.words" and telltales:  # the word itself, if the description stands on this line
                    column = max(text.find(telltales[0].text, column - 1) + 1, column)
                where = shown(f"{place.file}:{place.line}:{column}")
                room = max(self.width - indent - columns(where) - 2, 0)
                named = cut(path, room) if room > MIN_PATH else ""
                yield (Span(" " * indent), Span(where, "place"), Span(f"  {named}", "quiet"))
                yield from quoted(text, place.line, column, indent, self.width)
                return

    def _cites(self, finding: Finding) -> str:
        """What the rule rests on: law; with --verbose, also practice and press."""
        authorities = [self.library.authorities[law] for law in finding.rule.law]
        weighty = [each for each in authorities if each.tier <= LAST_TIER_OF_LAW]
        return "; ".join(each.cite for each in (authorities if self.verbose or not weighty else weighty))

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


def _all_parts(trip: TripResult) -> Iterator[Part]:
    yield from trip.parts
    for activity in trip.activities:
        yield from activity.parts
