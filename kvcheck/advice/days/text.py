"""Days in the US for a person at a terminal."""

from collections.abc import Iterator, Sequence

from kvcheck.advice.days import words
from kvcheck.advice.days.value import Days, Ledger
from kvcheck.advice.slip import words as slip_words
from kvcheck.advice.slip.value import Slipping
from kvcheck.advice.slip.weigh import MOST
from kvcheck.language.text import Text
from kvcheck.lines.layout import Line, Span, columns, cut, pad, paragraph, plain, shown
from kvcheck.telling import labels
from kvcheck.telling.style import Style

FEW = 3
"""Of up to so many travelers everything is shown; of more, a line each, and everything with --verbose."""
ID = 24
"""The most columns that the id of a traveler takes in the table."""


def text(every: Sequence[Days], style: Style) -> str:
    """The days as plain text."""
    return plain(lines(every, style))


def lines(every: Sequence[Days], style: Style) -> Iterator[Line]:
    """The days as styled lines."""
    lang = style.lang
    for found in every:
        as_of = Text("  as of {as_of}", "  기준일 {as_of}", as_of=found.report.as_of)
        yield (Span(shown(found.report.plan.name), "strong"), Span(as_of.in_(lang), "quiet"))
        for notice in words.notices(found):
            yield from paragraph("! ", notice.in_(lang), indent=0, width=style.width, style="review")
        yield ()
        if len(found.ledgers) <= FEW or style.verbose:
            for ledger in found.ledgers:
                yield from _ledger(ledger, style)
        else:
            yield from _table(found, style)
    yield from paragraph("", words.RULE.in_(lang), indent=0, width=style.width, style="quiet")
    yield from paragraph("", labels.DISCLAIMER.in_(lang), indent=0, width=style.width, style="quiet")


def _ledger(ledger: Ledger, style: Style) -> Iterator[Line]:
    """One traveler."""
    lang = style.lang
    yield (Span(shown(ledger.traveler), "strong"),)
    unstated = words.unstated(ledger)
    if unstated is not None:
        yield from paragraph("? ", unstated.in_(lang), indent=2, width=style.width, style="undetermined")
    for visit in ledger.visits:
        yield (Span("  "), Span(shown(words.visit(visit).in_(lang))))
    yield from _told(Text("any 12 months", "12개월 중 최다"), words.number(ledger.months), style)
    yield from _told(Text("calendar years", "역년별"), words.years(ledger), style)
    for each in ledger.trips:
        yield from _told(Text("latest safe departure", "늦어도 출국할 날"), words.latest(each, MOST), style)
        for standing in each.standing:
            mark = labels.MARKS[standing.finding.verdict or each.result.verdict]
            said = Text("as planned: {said}", "계획대로: {said}", said=slip_words.says(standing))
            yield from paragraph(f"{mark} ", said.in_(lang), indent=6, width=style.width)
        yield from _limits(each, style)
    yield from _told(Text("earliest sensible return", "다시 입국해도 될 날"), words.back(ledger), style)
    for finding in ledger.back.against if ledger.back is not None else ():
        said = Text("before that: {title}", "그 전에는: {title}", title=finding.rule.title)
        yield from paragraph("· ", said.in_(lang), indent=6, width=style.width)
    yield ()


def _limits(each: Slipping, style: Style) -> Iterator[Line]:
    """What is left under each limit on the departure."""
    lang, slip, trip = style.lang, words.longer(each), each.result.subject.trip
    for one in slip.breaks if slip is not None else ():
        left = slip_words.days(one.left).in_(lang)
        day = slip_words.break_day(slip.way, trip, one.days).in_(lang) if slip is not None else ""
        source = slip_words.SOURCES[one.source].in_(lang)
        said = Text("{left} left, broken {day}: {source}, {what}", "여유 {left}, {day}에 어김: {source}, {what}",
                    left=left, day=day, source=source, what=slip_words.says(one))  # fmt: skip
        yield from paragraph("· ", said.in_(lang), indent=6, width=style.width)
    for held in slip_words.unknown(each):
        yield from paragraph("? ", held.finding.rule.title.in_(lang), indent=6, width=style.width, style="undetermined")


def _told(title: Text, said: Text, style: Style) -> Iterator[Line]:
    yield from paragraph(f"{title.in_(style.lang)}: ", shown(said.in_(style.lang)), indent=2, width=style.width)


def _table(found: Days, style: Style) -> Iterator[Line]:
    """A line for each traveler, the fewest days left first."""
    lang = style.lang
    head = [
        each.in_(lang)
        for each in (Text("12 months", "12개월"), Text("depart by", "출국 기한"), Text("return", "재입국"))
    ]
    rows = [(each, _cells(each, lang)) for each in sorted(found.ledgers, key=_urgency)]
    width = min(ID, max(columns(shown(each.traveler)) for each in found.ledgers))
    wide = [max([columns(head[at]), *(columns(cells[at]) for _, cells in rows)]) for at in range(len(head))]
    yield (Span(" " * (width + 2) + "  ".join(pad(each, wide[at]) for at, each in enumerate(head)), "label"),)
    for ledger, cells in rows:
        name = pad(cut(shown(ledger.traveler), width), width)
        yield (Span(f"{name}  "), Span("  ".join(pad(cell, wide[at]) for at, cell in enumerate(cells))))
    yield ()
    more = Text("everything of one traveler: --traveler ID, of all: --verbose",
                "한 출장자의 전체 내용: --traveler ID, 모든 출장자: --verbose")  # fmt: skip
    yield from paragraph("", more.in_(lang), indent=0, width=style.width, style="quiet")


def _cells(ledger: Ledger, lang: str) -> list[str]:
    """The most days in 12 months, the latest safe departure of the trip with the fewest days left, the return."""
    return [words.number(ledger.months).in_(lang), words.soonest(ledger).in_(lang), words.back_short(ledger).in_(lang)]


def _urgency(ledger: Ledger) -> int:
    """The fewest days left first."""
    slips = [words.longer(each) for each in ledger.trips]
    return min((slip.left for slip in slips if slip is not None and slip.left is not None), default=10**6)
