"""Questions in Markdown, to send around."""

from collections.abc import Iterator, Sequence

from kvcheck.advice.ask import words
from kvcheck.advice.ask.value import Asked, Asking
from kvcheck.lines.escape import in_markdown
from kvcheck.telling import labels
from kvcheck.telling.places import takes
from kvcheck.telling.style import Style


def markdown(every: Sequence[Asking], style: Style) -> str:
    """The questions, one heading for each person who can answer, with boxes to tick."""
    return "".join(_lines(every, style))


def _lines(every: Sequence[Asking], style: Style) -> Iterator[str]:
    lang = style.lang
    for asking in every:
        yield f"## kvcheck: {in_markdown(asking.report.plan.name)}\n\n"
        for warning in words.warnings(asking):
            yield f"> {in_markdown(warning.in_(lang))}\n\n"
        yield f"{in_markdown(words.head(asking).in_(lang))}\n\n"
        for by, asked in words.by_answerer(asking).items():
            yield f"### {words.ANSWERERS[by].in_(lang)}\n\n"
            for rank, each in asked:
                yield from _question(rank, each, lang)
            yield "\n"
    yield f"<sub>{in_markdown(labels.DISCLAIMER.in_(lang))}</sub>\n"


def _question(rank: int, each: Asked, lang: str) -> Iterator[str]:
    yield f"{rank}. **{in_markdown(each.question.ask.in_(lang))}**  \n"
    yield f"   {words.standing(each).in_(lang)}; {in_markdown(takes(each.question.gaps[0]).in_(lang))}\n"
    for one in each.effects:
        yield f"   - {in_markdown(one.says.in_(lang))}: {words.effect(one).in_(lang)}\n"
    for gap in each.question.gaps:
        yield f"   - [ ] `{gap.path.replace('`', '')}`\n"
