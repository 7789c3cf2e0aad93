"""Questions for a person at a terminal."""

from collections.abc import Iterator, Sequence

from kvcheck.advice.ask import words
from kvcheck.advice.ask.value import Asked, Asking
from kvcheck.lines.layout import Line, Span, columns, cut, pad, paragraph, plain, shown
from kvcheck.telling.places import takes
from kvcheck.telling.questions import places_of
from kvcheck.telling.style import Style

MOST = 5
"""The most answers of a question that are shown without --verbose."""
ANSWER = 34
"""The most columns that an answer takes before what it does."""


def text(every: Sequence[Asking], style: Style) -> str:
    """The questions as plain text."""
    return plain(lines(every, style))


def lines(every: Sequence[Asking], style: Style) -> Iterator[Line]:
    """The questions as styled lines, by who can answer."""
    lang = style.lang
    for asking in every:
        yield (Span(shown(asking.report.plan.name), "strong"),)
        for warning in words.warnings(asking):
            yield from paragraph("! ", warning.in_(lang), indent=0, width=style.width, style="review")
        yield from paragraph("", words.head(asking).in_(lang), indent=0, width=style.width)
        yield ()
        for by, asked in words.by_answerer(asking).items():
            yield (Span(words.ANSWERERS[by].in_(lang), "strong"),)
            for rank, each in asked:
                yield from question(each, style, f"{rank}. ")
            yield ()


def question(each: Asked, style: Style, label: str = "") -> Iterator[Line]:
    """One question: its words, its place, and what each answer would do."""
    lang, hang = style.lang, columns(label)
    yield from paragraph(label, each.question.ask.in_(lang), indent=0, width=style.width)
    place = f"{shown(places_of(each.question))}: {takes(each.question.gaps[0]).in_(lang)}"
    yield from paragraph("", place, indent=hang, width=style.width, style="quiet")
    yield (Span(" " * hang), Span(words.standing(each).in_(lang), "quiet"))
    most = len(each.effects) if style.verbose else MOST
    said = [(shown(one.says.in_(lang)), words.effect(one).in_(lang)) for one in words.shown(each, most)]
    wide = min(max((columns(answer) for answer, _ in said), default=0), ANSWER)
    for answer, does in said:
        yield (Span(" " * hang), Span(pad(cut(answer, wide), wide) + "  "), Span(does, "label"))
