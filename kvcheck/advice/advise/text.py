"""Advice for a person at a terminal: what fails, what would make it pass, the lines of the plan that would change."""

from collections.abc import Iterator, Sequence

from kvcheck.advice.advise import words
from kvcheck.advice.advise.value import Advice, Advised, Lead, Proposal
from kvcheck.errors import CannotCheck
from kvcheck.language.text import Text
from kvcheck.lines.layout import Line, Span, columns, cut, paragraph, plain, shown
from kvcheck.model import span
from kvcheck.plan.pieces import hunks
from kvcheck.telling import labels
from kvcheck.telling.style import Style

MOST_NAMES = 8
"""So many trips are named before the rest is only counted."""
MOST_LINES = 12
"""So many lines of a change are shown without --verbose."""
LABELS = {
    "because": Text("because: ", "이유: "),
    "agreed": Text("to agree with: ", "협의 상대: "),
    "first": Text("first: ", "먼저: "),
    "risks": Text("then draws attention: ", "새로 주의할 점: "),
    "instead": Text("instead: ", "대안: "),
    "asks": Text("then ask: ", "남는 질문: "),
    "trips": Text("trips: ", "출장: "),
}


def text(every: Sequence[Advised], style: Style) -> str:
    """The advice as plain text."""
    return plain(lines(every, style))


def lines(every: Sequence[Advised], style: Style) -> Iterator[Line]:
    """The advice as styled lines."""
    for advised in every:
        yield from _Page(advised, style).lines()


def proposal_lines(advised: Advised, proposal: Proposal, style: Style) -> Iterator[Line]:
    """One proposal by itself, as it is written into the plan."""
    yield (Span(shown(proposal.trip), "strong"),)
    yield from _Page(advised, style).proposal(proposal)


class _Page:
    """Lays out the advice about one plan."""

    def __init__(self, advised: Advised, style: Style) -> None:
        self._advised, self._style = advised, style

    def lines(self) -> Iterator[Line]:
        """The whole page."""
        advised, name = self._advised, self._advised.report.plan.name
        yield (Span(shown(name), "strong"),)
        for warning in words.warnings(advised):
            yield from self._say("! ", warning, 0, "review")
        yield from self._say("", words.head(advised), 0)
        yield ()
        for alike in words.told_alike(advised):
            yield from self._trips(alike)
            yield from self._advice(alike.first)
            yield ()
        hint, waiting = words.write_hint(advised, name), words.open_trips(advised)
        for each in (hint, waiting):
            yield from self._say("", each, 0, "quiet") if each is not None else ()

    def _trips(self, alike: words.Alike) -> Iterator[Line]:
        """The trip, or the trips of which the same is said."""
        first = alike.first.result
        word = labels.VERDICTS[first.verdict].in_(self._style.lang)
        left = f"{labels.MARKS[first.verdict]} {first.id}"
        about = f"  {first.subject.trip['traveler']} · {first.law.label} · {span(first.subject.trip)}"
        room = self._style.width - columns(left) - columns(word) - 1
        said = cut(about, room)
        gap = " " * (room - columns(said) + 1)
        yield (Span(left, first.verdict.value), Span(said + gap), Span(word, first.verdict.value))
        if len(alike.every) > 1:
            names = [_numbered(each) for each in alike.every]
            more = f" +{len(names) - MOST_NAMES}" if len(names) > MOST_NAMES and not self._style.verbose else ""
            kept = names if self._style.verbose else names[:MOST_NAMES]
            yield from self._labeled("trips", Text("{names}", "{names}", names=", ".join(kept) + more), 2)

    def _advice(self, advice: Advice) -> Iterator[Line]:
        for each in words.because(advice):
            yield from self._labeled("because", each, 2)
        if not advice.proposals:
            yield from self._say("", words.nothing(advice), 2)
        for proposal in advice.proposals:
            yield from self.proposal(proposal)
        for lead in advice.leads:
            yield from self._lead(lead)
        if not advice.proposals and not advice.leads:
            for each in words.instead(advice):
                yield from self._labeled("instead", each, 2)
        for each in words.left(advice):
            yield from self._say("", each, 2, "quiet")

    def proposal(self, proposal: Proposal) -> Iterator[Line]:
        """One proposal: what to do, with whom, what comes first, and the lines of the plan."""
        label = f"{proposal.number}. "
        hang = 2 + columns(label)
        for number, move in enumerate(proposal.moves):
            yield from self._say(
                label if not number else "+ ", words.done(move), 2 if not number else hang - 2, "strong"
            )
        agreed = words.agreed(proposal)
        yield from self._labeled("agreed", agreed, hang) if agreed is not None else ()
        for each in proposal.first:
            yield from self._labeled("first", each, hang)
        for each in proposal.risks:
            yield from self._labeled("risks", each, hang)
        yield from self._diff(proposal, hang)

    def _diff(self, proposal: Proposal, indent: int) -> Iterator[Line]:
        """The lines of the plan that change."""
        try:
            found = hunks(self._advised.report.plan.documents, proposal.answers)
        except CannotCheck as error:
            for problem in error.problems:
                yield from self._say("! ", problem.message, indent, "review")
            return
        told = 0
        for hunk in found:
            yield (Span(" " * indent), Span(shown(f"{hunk.file}:{hunk.line}"), "place"))
            left = min(_margin(line) for line in (*hunk.removed, *hunk.added))
            for sign, changed, style in (("-", hunk.removed, "not_permitted"), ("+", hunk.added, "permitted")):
                for line in changed:
                    told += 1
                    if told <= MOST_LINES or self._style.verbose:
                        within = f"{sign} {line[left : _margin(line)]}"
                        width = self._style.width
                        yield from paragraph(within, shown(line.strip()), indent=indent, width=width, style=style)
        if told > MOST_LINES and not self._style.verbose:
            rest = told - MOST_LINES
            yield from self._say("", Text("{rest} more lines", "그 밖에 {rest}줄", rest=rest), indent, "quiet")

    def _lead(self, lead: Lead) -> Iterator[Line]:
        """Changes that leave questions."""
        for number, move in enumerate(lead.moves):
            yield from self._say("? " if not number else "+ ", words.done(move), 2 if not number else 4)
        for ask in lead.asks:
            yield from self._labeled("asks", ask.ask, 4)

    def _labeled(self, name: str, said: Text, indent: int) -> Iterator[Line]:
        lang = self._style.lang
        yield from paragraph(LABELS[name].in_(lang), shown(said.in_(lang)), indent=indent, width=self._style.width)

    def _say(self, label: str, said: Text, indent: int, style: str = "") -> Iterator[Line]:
        said_here = shown(said.in_(self._style.lang))
        yield from paragraph(label, said_here, indent=indent, width=self._style.width, style=style)


def _margin(line: str) -> int:
    """The spaces that a line begins with."""
    return len(line) - len(line.lstrip(" "))


def _numbered(advice: Advice) -> str:
    """A trip with the numbers of its proposals: `kim-1 (1-3)`."""
    numbers = [proposal.number for proposal in advice.proposals]
    if not numbers:
        return advice.result.id
    return (
        f"{advice.result.id} ({numbers[0]}-{numbers[-1]})" if len(numbers) > 1 else f"{advice.result.id} ({numbers[0]})"
    )
