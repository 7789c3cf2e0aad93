"""A log against the plan in Markdown."""

from collections.abc import Iterator, Sequence

from kvcheck.advice.log import words
from kvcheck.advice.log.value import Result
from kvcheck.lines.escape import in_markdown
from kvcheck.telling import labels
from kvcheck.telling.style import Style


def markdown(results: Sequence[Result], style: Style) -> str:
    """A heading a plan, a line a day."""
    return "".join(f"{line}\n" for line in _lines(results, style.lang))


def _lines(results: Sequence[Result], lang: str) -> Iterator[str]:
    for result in results:
        yield f"## kvcheck log: {in_markdown(result.report.plan.name)}\n"
        yield f"{in_markdown(words.head(result).in_(lang))}\n"
        for notice in words.notices(result):
            yield f"> {in_markdown(notice.in_(lang))}\n"
        for day in words.days(result):
            yield f"- {words.mark(day.verdict)} **{in_markdown(words.summary(day).in_(lang))}**"
            for each in day.off:
                said = f"{words.about(each).in_(lang)}: {words.off(each).in_(lang)}"
                yield f"  - {words.mark(each.verdict)} {in_markdown(said)}"
                for found in words.judged(each):
                    yield f"    - {in_markdown(found.in_(lang))}"
        yield f"\n{in_markdown(words.RULE.in_(lang))}\n"
    yield f"<sub>{in_markdown(labels.DISCLAIMER.in_(lang))}</sub>"
