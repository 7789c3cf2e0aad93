"""What a reader needs of each finding: what was found, the plan's own line, the reasons, the law, what to do or to ask.

`Findings` says it in both languages and knows no layout; `FindingLines` lays it out for a terminal.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kvcheck import explain
from kvcheck.asking import answer_path
from kvcheck.errors import Place, Text
from kvcheck.facts import places
from kvcheck.model import (
    Authority,
    Fact,
    Finding,
    Part,
    Report,
    Rule,
    RuleKind,
    Subject,
    Telltale,
    TripResult,
    Verdict,
    weighty,
)
from kvcheck.packs import Library
from kvcheck.reporters import Style
from kvcheck.reporters.layout import Line, Span, columns, cut, pad, paragraph, shown
from kvcheck.reporters.quote import quoted

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
}
MIN_PATH = 12
"""A path that has fewer columns than this left is not begun."""


class Told(NamedTuple):
    """A finding that a reader needs."""

    finding: Finding
    subject: Subject
    asks: tuple[Fact, ...] = ()
    """What to ask for it, and for no finding before it."""


class Stated(NamedTuple):
    """Where the plan states, or would state, what matters most for a finding."""

    path: str
    place: Place
    line: str
    """The plan's own line, as it may be shown."""
    letters: int = 0
    """How many characters at the place matter; 0 if the whole value there does."""


def all_parts(trip: TripResult) -> Iterator[Part]:
    """The rulings about a trip and about each of its activities."""
    yield from trip.parts
    for activity in trip.activities:
        yield from activity.parts


class Findings:
    """The findings of one report in words of both languages."""

    def __init__(self, report: Report, library: Library, style: Style, *, everything: bool = False) -> None:
        """`everything` tells also what a worse finding overshadows: where that one is known, this one decides."""
        self.report = report
        self.library = library
        self.verbose = style.verbose
        self.everything = everything or style.verbose

    def told(self, part: Part, verdict: Verdict, subject: Subject) -> Iterator[Told]:
        """The findings of a run of days that a reader needs: what decides; with --verbose, also what passes."""
        if part.ruling.verdict is Verdict.PERMITTED and not self.verbose:
            return
        told = [finding for finding in part.ruling.findings if finding.verdict not in (None, Verdict.PERMITTED)]
        if verdict is Verdict.NOT_PERMITTED and not self.everything:
            told = [finding for finding in told if finding.verdict is Verdict.NOT_PERMITTED]
        if self.verbose:
            told += [finding for finding in part.ruling.findings if finding.verdict is Verdict.PERMITTED]
        pending = {name for finding in told for name in explain.unknowns(finding)}
        asked: set[Text] = set()
        for finding in told:
            asks = {fact.ask: fact for fact in explain.questions(finding, pending, self.report.facts)}
            new = tuple(fact for ask, fact in asks.items() if ask not in asked)
            if finding.outcome is None and asks and not new and not self.everything:
                continue  # open for the same questions as a finding above
            asked |= asks.keys()
            yield Told(finding, subject, new)

    def warned(self, trip: TripResult) -> Iterator[Told]:
        """The warnings of a layer beside the law, open ones too, each rule once with the first subject it is about."""
        subjects = [(part, trip.subject) for part in trip.parts]
        subjects += [(part, activity.subject) for activity in trip.activities for part in activity.parts]
        found: dict[tuple[str, bool | None], tuple[Finding, Subject]] = {}
        for part, subject in subjects:
            for finding in part.ruling.findings:
                if finding.rule.kind is RuleKind.RISK:
                    found.setdefault((finding.rule.name, finding.outcome), (finding, subject))
        asked: set[Text] = set()
        for finding, subject in found.values():
            asks = {fact.ask: fact for fact in explain.questions(finding, (), self.report.facts)}
            new = tuple(fact for ask, fact in asks.items() if ask not in asked)
            if finding.outcome is True or new or self.verbose:  # else open for questions that are asked above
                yield Told(finding, subject, new)
            asked |= asks.keys() if finding.outcome is None else set()

    def risks(self, trip: TripResult) -> list[Finding]:
        """The risks of a trip and its activities, each once."""
        return list({finding.rule.id: finding for part in all_parts(trip) for finding in part.ruling.risks}.values())

    def why(self, finding: Finding, subject: Subject, telltales: tuple[Telltale, ...] = ()) -> list[Text]:
        """What the outcome rests on, or what stands in the way of another."""
        facts = self.report.facts
        permits = finding.rule.kind in (RuleKind.GRANT, RuleKind.LIMIT)
        if telltales and finding.outcome is True and "activity.words" in explain.turns_on(finding):
            return [explain.telling(telltales, self.library.catalogue)]
        if finding.outcome is None or (permits and finding.outcome is False):
            said = [explain.obstacle(each, finding, facts, subject) for each in finding.obstacles]
        else:
            said = [explain.ground(each, finding, facts) for each in finding.grounds]
        return list(dict.fromkeys(said))

    def answer_place(self, fact: Fact, subject: Subject) -> str:
        """The place of the plan where the answer to a question goes, if that is one place; else empty."""
        return answer_path(fact, subject) or ""

    def stated(self, finding: Finding, subject: Subject, telltales: tuple[Telltale, ...] = ()) -> Stated | None:
        """Where the plan states what matters most for the finding."""
        for name in explain.turns_on(finding):
            found = places(self.report.facts[name], subject)
            if found:
                path, place = found[0]
                document = next(each for each in self.report.plan.documents if each.name == place.file)
                text = document.quote(place.line)
                if name == "activity.words" and telltales:
                    column = text.find(telltales[0].text, place.column - 1) + 1
                    if column:  # the word itself; else the description goes on below this line
                        return Stated(path, place._replace(column=column), text, len(telltales[0].text))
                return Stated(path, place, text)
        return None

    def owner(self, rule: Rule) -> Text | None:
        """Who decided a rule of a company's policy."""
        return self.library.pack(rule.pack).owner

    def cited(self, rule: Rule) -> list[Authority]:
        """The law a rule rests on; with --verbose also practice and press."""
        authorities = [self.library.authorities[law] for law in rule.law]
        return authorities if self.verbose else list(weighty(authorities))


class FindingLines(Findings):
    """Writes the findings of one report as lines for a terminal."""

    def __init__(self, report: Report, library: Library, style: Style, *, everything: bool = False) -> None:
        super().__init__(report, library, style, everything=everything)
        self.lang = style.lang
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
        """The findings of a run of days that a reader needs."""
        if part.ruling.verdict is Verdict.PERMITTED and not self.verbose:
            return
        days = f" ({part.first} – {part.last})" if len(parts) > 1 else ""
        for told in self.told(part, verdict, subject):
            yield from self._finding(told, telltales, days, indent)
        if self.verbose and part.ruling.cleared:
            clear = ", ".join(rule.id for rule in part.ruling.cleared)
            yield from self.labeled("clear", [clear], indent, style="quiet")

    def _finding(self, told: Told, telltales: tuple[Telltale, ...], days: str, indent: int) -> Iterator[Line]:
        finding, subject = told.finding, told.subject
        rule, inner = finding.rule, indent + 2
        verdict = finding.verdict or Verdict.PERMITTED
        said = explain.headline(finding).in_(self.lang)
        yield from paragraph(
            f"{explain.MARKS[verdict]} ", said + days, indent=indent, width=self.width, style=verdict.value
        )
        yield from self._quote(finding, subject, telltales, inner)
        yield from self.labeled("because", self.reasons(finding, subject, telltales), inner)
        yield from self.labeled(*self.cites(finding), inner)
        if rule.instead and verdict is not Verdict.PERMITTED and finding.outcome is not None:
            yield from self.labeled("instead", [rule.instead.in_(self.lang)], inner)
        if verdict is Verdict.UNDETERMINED:
            yield from self.labeled("ask", [self.question(fact, subject) for fact in told.asks], inner)
        yield from self.labeled("rule", [rule.name], inner, style="quiet")

    def question(self, fact: Fact, subject: Subject) -> str:
        """The question, and where its answer goes if that is one place."""
        where = self.answer_place(fact, subject)
        return fact.ask.in_(self.lang) + (f" ({where})" if where else "")

    def reasons(self, finding: Finding, subject: Subject, telltales: tuple[Telltale, ...]) -> list[str]:
        return [text.in_(self.lang) for text in self.why(finding, subject, telltales)]

    def labeled(self, label: str, texts: Sequence[str], indent: int, style: str = "") -> Iterator[Line]:
        for number, text in enumerate(texts):
            word = pad("" if number else LABELS[label].in_(self.lang), self.label_width)
            yield from paragraph(word, shown(text), indent=indent, width=self.width, style=style)

    def _quote(
        self, finding: Finding, subject: Subject, telltales: tuple[Telltale, ...], indent: int
    ) -> Iterator[Line]:
        """The plan's own line, with a caret below the value that matters most."""
        stated = self.stated(finding, subject, telltales)
        if stated is None:
            return
        place = stated.place
        where = shown(str(place))
        room = max(self.width - indent - columns(where) - 2, 0)
        named = cut(stated.path, room) if room > MIN_PATH else ""
        yield (Span(" " * indent), Span(where, "place"), Span(f"  {named}", "quiet"))
        yield from quoted(stated.line, place.line, place.column, indent, self.width)

    def cites(self, finding: Finding) -> tuple[str, list[str]]:
        """What the rule rests on, with the label for it: law, or for a company's rule its owner."""
        owner = self.owner(finding.rule)
        if owner is not None:
            return "by", [owner.in_(self.lang)]
        return "law", ["; ".join(each.cite for each in self.cited(finding.rule))]
