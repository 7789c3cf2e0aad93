"""What a reader needs of each finding: what was found, the plan's own line, the reasons, the law, what to do or to ask.

`Findings` says it in both languages and knows no layout; `FindingLines` lays it out for a terminal.
"""

from collections.abc import Iterator

from kvcheck.errors import Place
from kvcheck.facts import place_of, places
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import (
    Authority,
    Fact,
    Finding,
    Layer,
    LayerResult,
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
from kvcheck.source import Document
from kvcheck.telling import sentences
from kvcheck.telling.fingerprints import fingerprint
from kvcheck.telling.questions import answer_path
from kvcheck.telling.style import Style


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
    document: Document
    letters: int = 0
    """How many characters at the place matter; 0 if the whole value there does."""

    @property
    def line(self) -> str:
        """The plan's own line, as it may be shown. Most readers are only told where it is."""
        return self.document.quote(self.place.line)


class Findings:
    """The findings of one report in words of both languages."""

    def __init__(self, report: Report, library: Library, style: Style, *, known: frozenset[str] | None = None) -> None:
        """`known` are the fingerprints of what a baseline has, if there is one.

        Then also what a worse finding overshadows is reported: where that one is known, this one decides.
        """
        self.report = report
        self.library = library
        self.verbose = style.verbose
        self.known = known
        self.everything = known is not None or style.verbose

    def told(self, part: Part, verdict: Verdict, subject: Subject) -> Iterator[Told]:
        """The findings of a run of days that a reader needs: what decides; with --verbose, also what passes.

        Beside a bar, what is only open or for review says nothing. Of findings that are open for the same questions, or
        for facts that are not worth asking before an earlier question is answered, the first is told: three grants that
        wait for the seller's country ask for it once. In a run with a baseline, where each counts, both are
        told.
        """
        if part.ruling.verdict is Verdict.PERMITTED and not self.verbose:
            return
        told = [finding for finding in part.ruling.findings if finding.verdict not in (None, Verdict.PERMITTED)]
        if verdict is Verdict.NOT_PERMITTED and not self.everything:
            told = [finding for finding in told if finding.verdict is Verdict.NOT_PERMITTED]
        if self.verbose:
            told += [finding for finding in part.ruling.findings if finding.verdict is Verdict.PERMITTED]
        pending = {name for finding in told for name in sentences.unknowns(finding)}
        asked: set[Text] = set()
        for finding in told:
            asks = {fact.ask: fact for fact in sentences.questions(finding, pending, self.report.facts)}
            new = tuple(fact for ask, fact in asks.items() if ask not in asked)
            waits = finding.outcome is None and bool(sentences.unknowns(finding))
            if waits and asked and not new and not self.everything:
                continue  # open for the same questions as a finding above, or for what comes after them
            asked |= asks.keys()
            yield Told(finding, subject, new)

    def is_known(self, finding: Finding, subject: Subject) -> bool:
        """Whether a baseline has a finding that stands in the way."""
        stands = finding.verdict not in (None, Verdict.PERMITTED)
        return bool(self.known) and stands and fingerprint(subject, finding.rule) in (self.known or ())

    def warned(self, layer: LayerResult) -> Iterator[Told]:
        """The warnings of a layer beside the law, open ones too, each rule once with the first subject it is about."""
        found: dict[tuple[str, bool | None], tuple[Finding, Subject]] = {}
        for each in layer.judged():
            for finding in each.ruling.findings:
                if finding.rule.kind is RuleKind.RISK:
                    found.setdefault((finding.rule.name, finding.outcome), (finding, each.subject))
        asked: set[Text] = set()
        for finding, subject in found.values():
            asks = {fact.ask: fact for fact in sentences.questions(finding, (), self.report.facts)}
            new = tuple(fact for ask, fact in asks.items() if ask not in asked)
            if finding.outcome is True or new or self.verbose:  # else open for questions that are asked above
                yield Told(finding, subject, new)
            asked |= asks.keys() if finding.outcome is None else set()

    def risks(self, trip: TripResult) -> list[Finding]:
        """The risks that the law warns of, of a trip and its activities, each once."""
        judged = trip.judged([Layer.LAW])
        return list({finding.rule.id: finding for each in judged for finding in each.ruling.risks}.values())

    def why(self, finding: Finding, subject: Subject, telltales: tuple[Telltale, ...] = ()) -> list[Text]:
        """What the outcome rests on, or what stands in the way of another."""
        facts = self.report.facts
        permits = finding.rule.kind in (RuleKind.GRANT, RuleKind.LIMIT)
        words = sentences.words_of(finding, telltales)
        if words:
            return [sentences.telling(words, self.library.catalogue)]
        if finding.outcome is None or (permits and finding.outcome is False):
            said = [sentences.obstacle(each, finding, facts, subject) for each in finding.obstacles]
        else:
            said = [sentences.ground(each, finding, facts) for each in finding.grounds]
        return list(dict.fromkeys(said))

    def answer_place(self, fact: Fact, subject: Subject) -> str:
        """The place of the plan where the answer to a question goes."""
        return answer_path(fact, subject)

    def stated(self, finding: Finding, subject: Subject, telltales: tuple[Telltale, ...] = ()) -> Stated | None:
        """Where the plan states what matters most for the finding."""
        words = sentences.words_of(finding, telltales)
        located = place_of(words[0].field, subject) if words else None
        for name in sentences.turns_on(finding) if located is None else ():
            located = next(iter(places(self.report.facts[name], subject)), None)
            if located is not None:
                break
        if located is None:
            return None
        path, place = located
        document = next(each for each in self.report.plan.documents if each.name == place.file)
        column = document.quote(place.line).find(words[0].text, place.column - 1) + 1 if words else 0
        if column:  # the word itself; else the text goes on below this line
            return Stated(path, place._replace(column=column), document, len(words[0].text))
        return Stated(path, place, document)

    def owner(self, rule: Rule) -> Text | None:
        """Who decided a rule of a company's policy."""
        return next((each.pack.owner for each in self.report.packs if each.pack.name == rule.pack), None)

    def cited(self, rule: Rule) -> list[Authority]:
        """The law a rule rests on; with --verbose also practice and press."""
        authorities = [self.library.authorities[law] for law in rule.law]
        return authorities if self.verbose else list(weighty(authorities))
