"""Advice in Markdown, to send around."""

from collections.abc import Iterator, Sequence

from kvcheck.advice.advise import words
from kvcheck.advice.advise.text import LABELS
from kvcheck.advice.advise.value import Advice, Advised, Proposal
from kvcheck.errors import CannotCheck
from kvcheck.language.text import Text
from kvcheck.lines.escape import in_markdown
from kvcheck.plan.pieces import hunks
from kvcheck.telling import labels
from kvcheck.telling.style import Style


def markdown(every: Sequence[Advised], style: Style) -> str:
    """The advice, a heading for each trip or for trips of which the same is said, changes as a diff."""
    return "".join(_lines(every, style.lang))


def _lines(every: Sequence[Advised], lang: str) -> Iterator[str]:
    for advised in every:
        yield f"## kvcheck: {in_markdown(advised.report.plan.name)}\n\n"
        for warning in words.warnings(advised):
            yield f"> {_say(warning, lang)}\n\n"
        yield f"{_say(words.head(advised), lang)}\n\n"
        for alike in words.told_alike(advised):
            names = ", ".join(in_markdown(each.result.id) for each in alike.every)
            verdict = labels.VERDICTS[alike.first.result.verdict].in_(lang)
            yield f"### {names} · {verdict}\n\n"
            yield from _advice(advised, alike.first, lang)
            yield "\n"
        waiting = words.open_trips(advised)
        yield f"{_say(waiting, lang)}\n\n" if waiting is not None else ""
    yield f"<sub>{_say(labels.DISCLAIMER, lang)}</sub>\n"


def _advice(advised: Advised, advice: Advice, lang: str) -> Iterator[str]:
    for each in words.because(advice):
        yield f"{_label('because', lang)}{_say(each, lang)}\n\n"
    if not advice.proposals:
        yield f"{_say(words.nothing(advice), lang)}\n\n"
    for proposal in advice.proposals:
        yield from _proposal(advised, proposal, lang)
    for lead in advice.leads:
        yield f"- {' + '.join(_say(words.done(move), lang) for move in lead.moves)}\n"
        yield from (f"  - ❓ {_say(ask.ask, lang)}\n" for ask in lead.asks)
    if not advice.proposals and not advice.leads:
        yield from (f"- 💡 {_say(each, lang)}\n" for each in words.instead(advice))
    yield from (f"- {_say(each, lang)}\n" for each in words.left(advice))


def _proposal(advised: Advised, proposal: Proposal, lang: str) -> Iterator[str]:
    yield f"{proposal.number}. **{' + '.join(_say(words.done(move), lang) for move in proposal.moves)}**\n"
    agreed = words.agreed(proposal)
    yield f"   - {_label('agreed', lang)}{_say(agreed, lang)}\n" if agreed is not None else ""
    yield from (f"   - {_label('first', lang)}{_say(each, lang)}\n" for each in proposal.first)
    yield from (f"   - {_label('risks', lang)}{_say(each, lang)}\n" for each in proposal.risks)
    try:
        found = hunks(advised.report.plan.documents, proposal.answers)
    except CannotCheck:
        return
    yield "\n   ```diff\n"
    for hunk in found:
        yield f"   @@ {_plain(hunk.file)}:{hunk.line}\n"
        yield from (f"   -{_plain(line)}\n" for line in hunk.removed)
        yield from (f"   +{_plain(line)}\n" for line in hunk.added)
    yield "   ```\n\n"


def _label(name: str, lang: str) -> str:
    return LABELS[name].in_(lang)


def _say(text: Text, lang: str) -> str:
    return in_markdown(text.in_(lang))


def _plain(line: str) -> str:
    """A line inside a block of code, which three backticks would end."""
    return line.replace("```", "ʼʼʼ")
