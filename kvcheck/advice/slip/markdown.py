"""Slips in Markdown."""

from collections.abc import Iterator, Sequence

from kvcheck.advice.slip import words
from kvcheck.advice.slip.value import Outcome, Slip, Slipping
from kvcheck.language.text import Text
from kvcheck.lines.escape import in_markdown
from kvcheck.model import span
from kvcheck.telling import labels
from kvcheck.telling.style import Style


def markdown(outcomes: Sequence[Outcome], style: Style) -> str:
    """The margins of each trip as a table, with what a delay does."""
    return "".join(f"{line}\n" for line in _lines(outcomes, style.lang))


def _lines(outcomes: Sequence[Outcome], lang: str) -> Iterator[str]:
    for outcome in outcomes:
        yield f"## kvcheck slip: {in_markdown(outcome.report.plan.name)}\n"
        for notice in words.notices(outcome):
            yield f"> {in_markdown(notice.in_(lang))}\n"
        yield f"{in_markdown(words.RULE.in_(lang))}\n"
        for each in outcome.trips:
            yield from _trip(each, outcome, lang)
    yield f"<sub>{in_markdown(labels.DISCLAIMER.in_(lang))}</sub>"


def _trip(each: Slipping, outcome: Outcome, lang: str) -> Iterator[str]:
    trip, verdict = each.result.subject.trip, each.result.verdict
    head = f"{each.result.id} · {trip['traveler']} · {each.result.law.label} · {span(trip)}"
    yield f"### {labels.MARKS[verdict]} {in_markdown(head)}: {labels.VERDICTS[verdict].in_(lang)}\n"
    for why in words.stays_put(each):
        yield f"- {in_markdown(why.in_(lang))}"
    for slip in each.slips:
        name = words.WAYS[slip.way].in_(lang)
        yield f"- **{name}**: {in_markdown(words.room(slip, each, outcome.most).in_(lang))}"
        yield from _delay(slip, each, lang)
    for held in words.unknown(each):
        yield f"- ? {in_markdown(words.asks(held, each, outcome.report.facts).in_(lang))}"
    yield ""
    rows = [(slip, one) for slip in each.slips for one in slip.breaks]
    if rows:
        titles = Text("| Way | Days | From | Limit | What breaks |", "| 구분 | 일수 | 시점 | 한도 | 어기는 내용 |")
        yield titles.in_(lang)
        yield "|---|---|---|---|---|"
    for slip, one in rows:
        cells = [
            words.WAYS[slip.way].in_(lang),
            str(one.days),
            words.break_day(slip.way, trip, one.days).in_(lang),
            words.SOURCES[one.source].in_(lang),
            in_markdown(words.says(one).in_(lang)),
        ]
        yield f"| {' | '.join(cells)} |"
    yield ""


def _delay(slip: Slip, each: Slipping, lang: str) -> Iterator[str]:
    if slip.delay is None:
        return
    yield f"  - {in_markdown(words.delayed(slip, each).in_(lang))}"
    for one in slip.delay.new:
        yield f"    - {in_markdown(words.says(one).in_(lang))}"
    for text in words.beside(slip.delay, each):
        yield f"    - {in_markdown(text.in_(lang))}"
