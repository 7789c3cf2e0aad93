"""A run through the user's own Jinja template, in a sandbox: it sees rows and counts, and can call nothing.

`rows` is a list of mappings with the columns of the format `csv`; `marks` counts them, `trips` counts trips by verdict,
`verdict` is the worst one (empty if nothing was judged) and `notice` says what kvcheck is. Where something could not be
checked, `verdict` is `unchecked` and each problem is a row of that mark; a template that says neither is refused then.
"""

from typing import Any

from kvcheck.errors import BadCommand
from kvcheck.language.text import Text
from kvcheck.model import Run, Verdict
from kvcheck.packs import Library
from kvcheck.reporters.csv import HEADINGS, table
from kvcheck.telling import labels
from kvcheck.telling.positions import positions_of
from kvcheck.telling.rows import Mark, counts_of, rows
from kvcheck.telling.style import Style
from kvcheck.templates.pages import Markup
from kvcheck.templates.sandbox import TOO_MUCH, TemplateProblem, TooMuch, untrusted


def render(run: Run, library: Library, style: Style) -> str:
    """The run as the template of the style makes it. Raises BadCommand, with the line, if the template is wrong."""
    found = rows(run, library, style)
    trips = [trip.verdict for report in run.reports for trip in report.trips]
    context: dict[str, Any] = {
        "rows": [dict(zip(HEADINGS, each, strict=True)) for each in table(run, library, style)],
        "marks": {mark.value: count for mark, count in counts_of(found).items()},
        "positions": positions_of(run.reports, library).values,
        "trips": {verdict.value: trips.count(verdict) for verdict in Verdict},
        "verdict": Mark.UNCHECKED.value if run.unchecked else run.verdict.value if run.reports else "",
        "notice": labels.DISCLAIMER.in_(style.lang),
    }
    try:
        made = untrusted(_as_it_is, context).from_string(style.template).render(context)
    except TooMuch:
        raise BadCommand(TOO_MUCH) from None
    except TemplateProblem as error:
        line = getattr(error, "lineno", None)
        where = f" (line {line})" if line else ""
        raise _wrong(f"{where}: {error.message or type(error).__name__}") from None
    except Exception as error:  # what a template computes can fail in any way that Python can
        raise _wrong(f": {type(error).__name__}") from None
    if _hides(made, run, style.lang):
        raise BadCommand(
            Text(
                "the template hides what could not be checked: let it print `verdict`, or rows of mark `unchecked`",
                "템플릿에 점검하지 못한 사항이 없습니다. `verdict`나 mark가 `unchecked`인 행을 출력하게 하십시오",
            )
        )
    return made


def _hides(made: str, run: Run, lang: str) -> bool:
    """Whether a text says nothing of what could not be checked."""
    said = [Mark.UNCHECKED.value, *(each.message.in_(lang) for each in run.problems)]
    return bool(run.unchecked) and not any(each in made for each in said)


def _wrong(said: str) -> BadCommand:
    """What is said of a template that fails; `said` begins with `:` or with where it is."""
    return BadCommand(Text("the template{said}", "템플릿 오류{said}", said=said))


def _as_it_is(value: Any) -> Markup:
    """A value as text, not escaped for HTML: what is made need not be a page, and its maker can ask for `| e`."""
    return Markup(value)
