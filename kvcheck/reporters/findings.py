"""Findings as lines for a terminal: what was found, the plan's own line, the reasons, the law, what to do or to ask."""

from collections.abc import Iterator, Sequence

from kvcheck import explain
from kvcheck.errors import Text
from kvcheck.facts import places
from kvcheck.model import Fact, Finding, Part, Report, RuleKind, Subject, Telltale, Verdict
from kvcheck.packs import Library
from kvcheck.reporters import Style
from kvcheck.reporters.layout import Line, Span, columns, cut, pad, paragraph, shown
from kvcheck.reporters.quote import quoted

MARKS = explain.MARKS


LABELS = {
    "because": Text("because", "이유"),
    "law": Text("law", "근거"),
    "instead": Text("instead", "대안"),
    "ask": Text("ask", "질문"),
    "rule": Text("rule", "규칙"),
    "by": Text("set by", "결정"),
    "trips": Text("trips", "출장"),
    "clear": Text("clear", "무관"),
}
MIN_PATH = 12
"""A path that has fewer columns than this left is not begun."""
LAST_TIER_OF_LAW = 4
"""Tiers up to this are law and official guidance; beyond are practice and press."""


class FindingLines:
    """Writes the findings of one report."""

    def __init__(self, report: Report, library: Library, style: Style) -> None:
        self.report = report
        self.library = library
        self.lang = style.lang
        self.verbose = style.verbose
        self.width = style.width
        self.label_width = max(columns(label.in_(self.lang)) for label in LABELS.values()) + 2

    def say(self, en: str, ko: str) -> str:
        """The sentence in the reader's language."""
        return ko if self.lang == "ko" else en

    def part(
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
            if finding.outcome is None and asks and not new and not self.verbose:
                continue  # open for the same questions as a finding above
            asked |= asks.keys()
            yield from self._finding(finding, subject, telltales, new, days, indent)
        if self.verbose and part.ruling.cleared:
            clear = ", ".join(rule.id for rule in part.ruling.cleared)
            yield from self.labeled("clear", [clear], indent, style="quiet")

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
        yield from self.labeled("because", self.reasons(finding, subject, telltales), inner)
        yield from self.labeled(*self.cites(finding), inner)
        if rule.instead and verdict is not Verdict.PERMITTED and finding.outcome is not None:
            yield from self.labeled("instead", [rule.instead.in_(self.lang)], inner)
        if verdict is Verdict.UNDETERMINED:
            yield from self.labeled("ask", [self.question(fact, subject) for fact in asks], inner)
        yield from self.labeled("rule", [rule.name], inner, style="quiet")

    def question(self, fact: Fact, subject: Subject) -> str:
        """The question, and where its answer goes if that is one place."""
        where = [path for path, _ in places(fact, subject)] if fact.given or len(fact.uses) == 1 else []
        return fact.ask.in_(self.lang) + (f" ({where[0]})" if where else "")

    def reasons(self, finding: Finding, subject: Subject, telltales: tuple[Telltale, ...]) -> list[str]:
        facts = self.report.facts
        permits = finding.rule.kind in (RuleKind.GRANT, RuleKind.LIMIT)
        if telltales and finding.outcome is True and "activity.words" in explain.turns_on(finding):
            return [explain.telling(telltales, self.library.catalogue).in_(self.lang)]
        if finding.outcome is None or (permits and finding.outcome is False):
            said = [explain.obstacle(each, finding, facts, subject) for each in finding.obstacles]
        else:
            said = [explain.ground(each, finding, facts) for each in finding.grounds]
        return list(dict.fromkeys(text.in_(self.lang) for text in said))

    def labeled(self, label: str, texts: Sequence[str], indent: int, style: str = "") -> Iterator[Line]:
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

    def cites(self, finding: Finding) -> tuple[str, list[str]]:
        """What the rule rests on, with the label for it: law, with --verbose also practice and press, or its owner."""
        owner = self.library.pack(finding.rule.pack).owner
        if owner is not None:
            return "by", [owner.in_(self.lang)]
        authorities = [self.library.authorities[law] for law in finding.rule.law]
        weighty = [each for each in authorities if each.tier <= LAST_TIER_OF_LAW]
        cited = authorities if self.verbose or not weighty else weighty
        return "law", ["; ".join(each.cite for each in cited)]
