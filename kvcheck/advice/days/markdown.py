"""Days in the US in Markdown."""

from collections.abc import Iterator, Sequence

from kvcheck.advice.days import words
from kvcheck.advice.days.value import Days, Ledger
from kvcheck.advice.slip import words as slip_words
from kvcheck.advice.slip.weigh import MOST
from kvcheck.language.text import Text
from kvcheck.lines.escape import in_markdown
from kvcheck.plan.moving import Way
from kvcheck.telling import labels
from kvcheck.telling.style import Style


def markdown(every: Sequence[Days], style: Style) -> str:
    """The days of each traveler, with what is left."""
    return "".join(f"{line}\n" for line in _lines(every, style.lang))


def _lines(every: Sequence[Days], lang: str) -> Iterator[str]:
    for found in every:
        yield f"## kvcheck days: {in_markdown(found.report.plan.name)}\n"
        for notice in words.notices(found):
            yield f"> {in_markdown(notice.in_(lang))}\n"
        yield f"{in_markdown(words.RULE.in_(lang))}\n"
        for ledger in found.ledgers:
            yield from _ledger(ledger, lang)
    yield f"<sub>{in_markdown(labels.DISCLAIMER.in_(lang))}</sub>"


def _ledger(ledger: Ledger, lang: str) -> Iterator[str]:
    yield f"### {in_markdown(ledger.traveler)}\n"
    unstated = words.unstated(ledger)
    if unstated is not None:
        yield f"> {in_markdown(unstated.in_(lang))}\n"
    for visit in ledger.visits:
        yield f"- {in_markdown(words.visit(visit).in_(lang))}"
    told = [
        (Text("any 12 months", "12개월 중 최다"), words.number(ledger.months)),
        (Text("calendar years", "역년별"), words.years(ledger)),
        *((Text("latest safe departure", "늦어도 출국할 날"), words.latest(each, MOST)) for each in ledger.trips),
        (Text("earliest sensible return", "다시 입국해도 될 날"), words.back(ledger)),
    ]
    yield ""
    for title, said in told:
        yield f"- **{title.in_(lang)}**: {in_markdown(said.in_(lang))}"
    for each in ledger.trips:
        slip, trip = words.longer(each), each.result.subject.trip
        for one in slip.breaks if slip is not None else ():
            day = slip_words.break_day(Way.LONGER, trip, one.days).in_(lang)
            source, says = slip_words.SOURCES[one.source].in_(lang), in_markdown(slip_words.says(one).in_(lang))
            yield f"  - {slip_words.days(one.left).in_(lang)} · {day} · {source}: {says}"
    yield ""
