"""Slips for a person at a terminal."""

from collections.abc import Iterator, Sequence

from kvcheck.advice.slip import words
from kvcheck.advice.slip.timeline import timeline
from kvcheck.advice.slip.value import Outcome, Slip, Slipping
from kvcheck.language.text import Text
from kvcheck.lines.layout import Line, Span, columns, cut, pad, paragraph, plain, shown, wrap
from kvcheck.model import Verdict, span
from kvcheck.plan.moving import Way
from kvcheck.telling import labels
from kvcheck.telling.style import Style

FEW = 3
"""Of up to so many trips everything is shown; of more, a line each, and everything with --verbose."""
MIN_LIMIT = 16
"""The fewest columns for what is broken first."""
ID = 24
"""The most columns that the id of a trip takes in the table."""


def text(outcomes: Sequence[Outcome], style: Style) -> str:
    """The outcomes as plain text."""
    return plain(lines(outcomes, style))


def lines(outcomes: Sequence[Outcome], style: Style) -> Iterator[Line]:
    """The outcomes as styled lines."""
    lang = style.lang
    for outcome in outcomes:
        as_of = Text("  as of {as_of}", "  기준일 {as_of}", as_of=outcome.report.as_of)
        yield (Span(shown(outcome.report.plan.name), "strong"), Span(as_of.in_(lang), "quiet"))
        for notice in words.notices(outcome):
            yield from paragraph("! ", notice.in_(lang), indent=0, width=style.width, style="review")
        yield ()
        if len(outcome.trips) <= FEW or style.verbose:
            for each in outcome.trips:
                yield from _trip(each, outcome, style)
        else:
            yield from _table(outcome, style)
    yield from paragraph("", words.RULE.in_(lang), indent=0, width=style.width, style="quiet")
    yield from paragraph("", labels.DISCLAIMER.in_(lang), indent=0, width=style.width, style="quiet")


def _trip(each: Slipping, outcome: Outcome, style: Style) -> Iterator[Line]:
    """One trip with all its margins."""
    lang, trip, verdict = style.lang, each.result.subject.trip, each.result.verdict
    said = f"{labels.MARKS[verdict]} {labels.VERDICTS[verdict].in_(lang)}"
    about = f"  {shown(trip['traveler'])} · {each.result.law.label} · {span(trip)}  "
    yield (Span(shown(each.result.id), "strong"), Span(about), Span(said, verdict.value))
    for why in words.stays_put(each):
        yield from paragraph("", why.in_(lang), indent=2, width=style.width, style="quiet")
    for one in each.standing:
        label = Text("as planned: ", "계획대로: ").in_(lang) + labels.MARKS[one.finding.verdict or verdict] + " "
        yield from paragraph(label, words.says(one).in_(lang), indent=2, width=style.width)
    if each.slips:
        yield from timeline(each, style)
    for slip in each.slips:
        yield from _slip(slip, each, outcome, style)
    rest = words.beyond(each, outcome.most)
    if rest is not None:
        yield from paragraph("", rest.in_(lang), indent=2, width=style.width, style="quiet")
    for held in words.unknown(each):
        label = Text("? not known: ", "? 알 수 없음: ").in_(lang)
        said = shown(words.asks(held, each, outcome.report.facts).in_(lang))
        yield from paragraph(label, said, indent=2, width=style.width, style="undetermined")
    yield ()


def _slip(slip: Slip, each: Slipping, outcome: Outcome, style: Style) -> Iterator[Line]:
    """One way: how far, and each limit with the first day that breaks it."""
    lang, trip = style.lang, each.result.subject.trip
    name = words.WAYS[slip.way].in_(lang)
    yield from paragraph(f"{name}: ", words.room(slip, each, outcome.most).in_(lang), indent=2, width=style.width)
    cells = [
        (
            f"+{one.days}",
            words.break_day(slip.way, trip, one.days).in_(lang),
            words.SOURCES[one.source].in_(lang),
        )
        for one in slip.breaks
    ]
    wide = [max((columns(row[index]) for row in cells), default=0) for index in range(3)]
    for one, (number, day, source) in zip(slip.breaks, cells, strict=True):
        left = f"{' ' * (wide[0] - columns(number))}{number}  {pad(day, wide[1])}  {pad(source, wide[2])}  "
        verdict = one.finding.verdict or Verdict.PERMITTED
        mark = labels.MARKS[verdict] + " "
        yield from paragraph(left + mark, words.says(one).in_(lang), indent=4, width=style.width, style=verdict.value)
    if slip.delay is not None:
        verdict = slip.delay.verdict
        said = words.delayed(slip, each).in_(lang)
        yield from paragraph("→ ", said, indent=4, width=style.width, style=verdict.value)
        for one in slip.delay.new:
            mark = labels.MARKS[one.finding.verdict or Verdict.PERMITTED]
            yield from paragraph(f"{mark} ", words.says(one).in_(lang), indent=6, width=style.width)
        for beside in words.beside(slip.delay, each):
            yield from paragraph("· ", shown(beside.in_(lang)), indent=6, width=style.width)


def _table(outcome: Outcome, style: Style) -> Iterator[Line]:
    """A line for each trip, those with the fewest days left first, with the limit that comes first."""
    lang = style.lang
    width = min(ID, max(columns(shown(each.result.id)) for each in outcome.trips))
    head = [words.WAYS[way].in_(lang) for way in Way]
    cells = {id(each): [_cell(each, way, outcome, lang) for way in Way] for each in outcome.trips}
    wide = [
        max([columns(head[index]), *(columns(each[index][0]) for each in cells.values())]) for index in range(len(head))
    ]
    titles = "  ".join(pad(each, wide[index]) for index, each in enumerate(head))
    first = Text("breaks first", "가장 먼저 어기는 것").in_(lang)
    if outcome.days is not None:
        first = Text("breaks by {days}", "{days} 늦추면 어기는 것", days=words.days(outcome.days)).in_(lang)
    yield (Span(f"{' ' * (width + 2)}  {titles}  {first}", "label"),)
    for each in sorted(outcome.trips, key=_urgency):
        verdict = each.result.verdict
        name = pad(cut(shown(each.result.id), width), width)
        said = [Span(pad(cell, wide[index]) + "  ", mark) for index, (cell, mark) in enumerate(cells[id(each)])]
        begin = (Span(f"{labels.MARKS[verdict]} ", verdict.value), Span(f"{name}  "), *said)
        used = sum(columns(each.text) for each in begin)
        limit, *more_of_it = wrap(_first(each, lang), max(style.width - used, MIN_LIMIT)) or ("",)
        yield (*begin, Span(limit))
        yield from ((Span(" " * used), Span(line)) for line in more_of_it)
    yield ()
    more = Text(
        "everything of one trip: --trip ID, of all: --verbose", "한 출장의 전체 내용: --trip ID, 모든 출장: --verbose"
    )
    yield from paragraph("", more.in_(lang), indent=0, width=style.width, style="quiet")


def _cell(each: Slipping, way: Way, outcome: Outcome, lang: str) -> tuple[str, str]:
    """How far a trip can slip one way, or what the delay leads to, with its style."""
    slip = next((slip for slip in each.slips if slip.way is way), None)
    if slip is None:
        return "–", "quiet"
    if slip.delay is None:
        return words.left(slip, outcome.most).in_(lang), ""
    verdict = slip.delay.verdict
    return f"{labels.MARKS[verdict]} {words.left(slip, outcome.most).in_(lang)}", verdict.value


def _first(each: Slipping, lang: str) -> str:
    """What breaks first, whichever way; with a delay asked for, what it breaks."""
    found = sorted((one for slip in each.slips for one in slip.breaks), key=lambda one: one.days)
    delays = [slip.delay for slip in each.slips if slip.delay is not None]
    if delays:
        found = [one for delay in delays for one in delay.new]
    if each.over:
        return next(words.stays_put(each)).in_(lang)
    if not found:
        return ""
    return f"{words.SOURCES[found[0].source].in_(lang)}: {found[0].finding.rule.title.in_(lang)}"


def _urgency(each: Slipping) -> tuple[bool, int]:
    """The order of the table: the fewest days left first, trips that are over last."""
    left = [slip.left for slip in each.slips if slip.left is not None]
    return each.over, min(left, default=10**6)
