"""Findings as styled lines for a terminal."""

from collections.abc import Iterator, Sequence

from kvcheck.conditions import Comparison
from kvcheck.facts.gaps import stated_at
from kvcheck.language.text import Text
from kvcheck.lines.layout import Line, Span, columns, pad, paragraph, shown
from kvcheck.lines.quote import quoted
from kvcheck.model import (
    Fact,
    Finding,
    Part,
    Report,
    Subject,
    Telltale,
    Verdict,
)
from kvcheck.packs import Library
from kvcheck.telling import labels, sentences
from kvcheck.telling.findings import Findings, Stated, Told
from kvcheck.telling.style import Style

LABELS = {
    "because": Text("because", "이유"),
    "law": Text("law", "근거"),
    "instead": Text("instead", "대안"),
    "ask": Text("ask", "질문"),
    "rule": Text("rule", "규칙"),
    "by": Text("set by", "결정"),
    "trips": Text("trips", "출장"),
    "clear": Text("clear", "무관"),
    "waiver": Text("waiver", "예외"),
    "at": Text("at", "위치"),
}


class FindingLines(Findings):
    """Writes the findings of one report as lines for a terminal."""

    def __init__(self, report: Report, library: Library, style: Style, *, known: frozenset[str] | None = None) -> None:
        """For one report; `known` are the fingerprints of what a baseline has, if there is one."""
        super().__init__(report, library, style, known=known)
        self.lang = style.lang
        self.quiet = style.quiet
        self.width = style.width
        self.label_width = max(columns(label.in_(self.lang)) for label in LABELS.values()) + 2

    def say(self, text: Text) -> str:
        """The sentence in the reader's language."""
        return text.in_(self.lang)

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
        """The findings of a run of days that a reader needs."""
        if part.ruling.verdict is Verdict.PERMITTED and not self.verbose:
            return
        days = f" ({part.first} – {part.last})" if len(parts) > 1 else ""
        for told in self.told(part, verdict, subject):
            if self.quiet and self.is_known(told.finding, told.subject):
                continue
            yield from self._finding(told, telltales, days, indent)
        if self.verbose and part.ruling.cleared:
            clear = ", ".join(rule.id for rule in part.ruling.cleared)
            yield from self.labeled("clear", [clear], indent, style="quiet")

    def _finding(self, told: Told, telltales: tuple[Telltale, ...], days: str, indent: int) -> Iterator[Line]:
        """A finding in full: sentence, the plan's line, reasons, law, what to do or to ask, the rule."""
        finding, subject = told.finding, told.subject
        rule, inner = finding.rule, indent + 2
        verdict = finding.verdict or Verdict.PERMITTED
        said = sentences.headline(finding).in_(self.lang)
        known = self.say(labels.KNOWN) if self.is_known(finding, subject) else ""
        yield from paragraph(
            f"{labels.MARKS[verdict]} ", said + days + known, indent=indent, width=self.width, style=verdict.value
        )
        yield from self._quote(finding, subject, telltales, inner)
        yield from self.labeled("because", self.reasons(finding, subject, telltales), inner)
        yield from self.labeled(*self.cites(finding), inner)
        instead = finding.instead
        if instead and verdict is not Verdict.PERMITTED and finding.outcome is not None:
            yield from self.labeled("instead", [instead.in_(self.lang)], inner)
        if verdict is Verdict.UNDETERMINED:
            yield from self.labeled("ask", [self.question(fact, subject) for fact in told.asks], inner)
        yield from self.labeled("rule", [rule.name], inner, style="quiet")

    def question(self, fact: Fact, subject: Subject) -> str:
        """The question, and where its answer goes if that is one place."""
        where = self.answer_place(fact, subject)
        return fact.ask.in_(self.lang) + (f" ({where})" if where else "")

    def reasons(self, finding: Finding, subject: Subject, telltales: tuple[Telltale, ...]) -> list[str]:
        """What the outcome rests on, or what stands in the way of another; a sentence each."""
        if self.verbose and finding.verdict is Verdict.PERMITTED and not sentences.words_of(finding, telltales):
            return list(dict.fromkeys(self._proof(each, finding, subject) for each in finding.grounds))
        return [text.in_(self.lang) for text in self.why(finding, subject, telltales)]

    def _proof(self, comparison: Comparison, finding: Finding, subject: Subject) -> str:
        """One condition that is met, with the place in the plan that meets it, or that the plan does not say it."""
        fact = self.report.facts[comparison.fact]
        place = stated_at(fact, subject)
        met = sentences.ground(comparison, finding, self.report.facts)
        if place is None:
            return self.say(Text("{met} (not stated)", "{met}(기재 없음)", met=met))
        return self.say(Text("{met} ({place})", "{met}({place})", met=met, place=place))

    def labeled(self, label: str, texts: Sequence[str], indent: int, style: str = "") -> Iterator[Line]:
        """Paragraphs under one label of LABELS, which stands before the first only."""
        for number, text in enumerate(texts):
            word = pad("" if number or not label else LABELS[label].in_(self.lang), self.label_width)
            yield from paragraph(word, shown(text), indent=indent, width=self.width, style=style)

    def _quote(
        self, finding: Finding, subject: Subject, telltales: tuple[Telltale, ...], indent: int
    ) -> Iterator[Line]:
        """The plan's own line, with a caret below the value that matters most."""
        stated = self.stated(finding, subject, telltales)
        if stated is not None:
            yield from self.quote(stated, indent)

    def quote(self, stated: Stated, indent: int) -> Iterator[Line]:
        """A line of the plan, with a caret below the value that matters."""
        place = stated.place
        where = shown(str(place))
        path = shown(stated.path)
        if indent + columns(where) + 2 + columns(path) <= self.width:
            yield (Span(" " * indent), Span(where, "place"), Span(f"  {path}", "quiet"))
        else:
            yield (Span(" " * indent), Span(where, "place"))
            yield from paragraph("", path, indent=indent, width=self.width, style="quiet")
        yield from quoted(stated.line, place.line, place.column, indent, self.width)

    def cites(self, finding: Finding) -> tuple[str, list[str]]:
        """What the rule rests on, with the label for it: law, or for a company's rule its owner."""
        owner = self.owner(finding.rule)
        if owner is not None:
            return "by", [owner.in_(self.lang)]
        return "law", ["; ".join(each.cite for each in self.cited(finding.rule))]
