"""A log against the plan, for a person at a terminal."""

from collections.abc import Iterator, Sequence

from kvcheck.advice.log import words
from kvcheck.advice.log.value import Drift, Result
from kvcheck.lines.layout import Line, Span, paragraph, plain, shown
from kvcheck.telling import labels
from kvcheck.telling.style import Style


def text(results: Sequence[Result], style: Style) -> str:
    """The results as plain text."""
    return plain(lines(results, style))


def lines(results: Sequence[Result], style: Style) -> Iterator[Line]:
    """The results as styled lines: a line a day, and what was not as approved below it."""
    lang = style.lang
    for result in results:
        yield (Span(shown(result.report.plan.name), "strong"),)
        yield from paragraph("", shown(words.head(result).in_(lang)), indent=0, width=style.width)
        for notice in words.notices(result):
            yield from paragraph("! ", shown(notice.in_(lang)), indent=0, width=style.width, style="review")
        yield ()
        for day in words.days(result):
            said = f"{words.mark(day.verdict)} {words.summary(day).in_(lang)}"
            yield (Span(said, day.verdict.value),)
            for each in day.drifts if style.verbose else day.off:
                yield from _drift(each, style)
        yield ()
    yield from paragraph("", words.RULE.in_(lang), indent=0, width=style.width, style="quiet")
    yield from paragraph("", labels.DISCLAIMER.in_(lang), indent=0, width=style.width, style="quiet")


def _drift(each: Drift, style: Style) -> Iterator[Line]:
    """One line of the log."""
    lang, verdict = style.lang, each.verdict
    mark = f"{words.mark(verdict)} "
    yield from paragraph(mark, shown(words.about(each).in_(lang)), indent=2, width=style.width, style=verdict.value)
    if not each.kinds and not each.findings:
        return
    yield from paragraph("", shown(words.off(each).in_(lang)), indent=4, width=style.width)
    for said in words.judged(each):
        yield from paragraph("· ", said.in_(lang), indent=4, width=style.width, style="quiet")
