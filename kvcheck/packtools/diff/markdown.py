"""Two states of the rules beside each other in Markdown, for a pull request."""

from collections.abc import Iterator

from kvcheck.language.text import Text
from kvcheck.lines.escape import in_markdown
from kvcheck.packtools.diff import words
from kvcheck.packtools.diff.value import Change, Diff, Effect, MovedTrip, Trips
from kvcheck.telling import labels
from kvcheck.telling.style import Style

_SIGNS = {Effect.LOOSENED: "🔓", Effect.TIGHTENED: "🔒", Effect.BOTH: "🔀", Effect.OPEN: "❔"}
"""A sign beside the word of each effect that a reviewer looks for."""
_CUT = Text(
    "… the rest is left out: run `kvcheck rules diff` for all of it",
    "… 이하 생략. 전체는 `kvcheck rules diff`로 확인하십시오",
)


def markdown(diff: Diff, style: Style) -> str:
    """The whole answer as Markdown; what a comment has no room for is left out, and said to be."""
    lang, room = style.lang, style.longest
    kept: list[str] = []
    end = ["", labels.DISCLAIMER.in_(lang)]
    for line in _lines(diff, lang):
        room -= len(line) + 1
        if room < len(end[1]) + len(_CUT.in_(lang)):
            kept += ["", _CUT.in_(lang)]
            break
        kept.append(line)
    return "\n".join([*kept, *end]) + "\n"


def _lines(diff: Diff, lang: str) -> Iterator[str]:
    yield "# " + in_markdown(words.TITLE.filled(old=diff.old, new=diff.new).in_(lang))
    yield ""
    yield in_markdown(words.summary(diff).in_(lang))
    if diff.trips is not None:
        yield from _trips(diff.trips, lang)
    for heading, changes in words.grouped(diff.changes):
        yield from ("", f"## {heading.in_(lang)}", "")
        for change in changes:
            yield from _change(change, diff.today, lang)
    if diff.later:
        yield from ("", f"## {words.LATER.in_(lang)}", "")
        for change in diff.later:
            yield f"- {words.starts(change).in_(lang)}: `{change.name}`"


def _change(change: Change, today: str, lang: str) -> Iterator[str]:
    sign = _SIGNS.get(change.effect, "")
    title = in_markdown(change.title.in_(lang))
    state = f"{sign} {words.state(change).in_(lang)}".strip()
    yield f"- `{change.name}` **{state}** {title}".rstrip()
    for each in change.parts:
        said = in_markdown(words.part(each).in_(lang))
        yield f"  - {'⚠️ **' + said + '**' if each.grave else said}"
    example = words.example(change)
    if example is not None:
        yield f"  - {in_markdown(example.in_(lang))}"
    if change.first > today:
        yield f"  - {words.starts(change).in_(lang)}"
    yield f"  - {in_markdown(str(change.place))}"


def _trips(trips: Trips, lang: str) -> Iterator[str]:
    yield from ("", f"## {words.VERDICTS.in_(lang)}", "", in_markdown(words.counted(trips).in_(lang)), "")
    for notice in trips.notices:
        yield f"**{in_markdown(notice.in_(lang))}**"
    for each in words.alike(trips):
        yield from _alike(each, lang)


def _alike(trips: list[MovedTrip], lang: str) -> Iterator[str]:
    trip = trips[0]
    yield f"- {labels.MARKS[trip.now]} {in_markdown(trip.plan)}: **{in_markdown(words.moved(trips).in_(lang))}**"
    for name, why in words.reasons(trip):
        yield f"  - {f'`{name}` ' if name else ''}{in_markdown(why.in_(lang))}"
