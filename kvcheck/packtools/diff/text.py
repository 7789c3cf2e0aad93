"""Two states of the rules beside each other, for a person at a terminal."""

from collections.abc import Iterator

from kvcheck.lines.layout import Line, Span, paragraph, plain, shown
from kvcheck.packtools.diff import words
from kvcheck.packtools.diff.value import Change, Diff, MovedTrip, Trips
from kvcheck.telling import labels
from kvcheck.telling.style import Style


def text(diff: Diff, style: Style) -> str:
    """The whole answer as plain text."""
    return plain(lines(diff, style))


def lines(diff: Diff, style: Style) -> Iterator[Line]:
    """What moved first, then everything that differs, then what a later day brings."""
    page = _Page(style, diff.today)
    yield (Span(shown(words.TITLE.filled(old=diff.old, new=diff.new).in_(style.lang)), "strong"),)
    yield from page.say(words.summary(diff).in_(style.lang), 0)
    if diff.trips is not None:
        yield from page.trips(diff.trips)
    for heading, changes in words.grouped(diff.changes):
        yield ()
        yield (Span(heading.in_(style.lang), "strong"),)
        for change in changes:
            yield from page.change(change)
    if diff.later:
        yield ()
        yield (Span(words.LATER.in_(style.lang), "strong"),)
        for change in diff.later:
            yield from page.say(f"{words.starts(change).in_(style.lang)}: {change.name}", 2)
    yield ()
    yield from page.say(labels.DISCLAIMER.in_(style.lang), 0, "quiet")


class _Page:
    """Lays sentences out."""

    def __init__(self, style: Style, today: str) -> None:
        self._style, self._today = style, today

    def say(self, said: str, indent: int, look: str = "", label: str = "") -> Iterator[Line]:
        """One sentence, wrapped."""
        yield from paragraph(label, shown(said), indent=indent, width=self._style.width, style=look)

    def change(self, change: Change) -> Iterator[Line]:
        """One change, what of it is otherwise, and where it stands."""
        lang = self._style.lang
        state = words.state(change).in_(lang)
        yield (
            Span("  "),
            Span(shown(change.name), "strong"),
            Span("  "),
            Span(state, words.STYLES.get(change.effect, "quiet")),
        )
        title = change.title.in_(lang)
        if title:
            yield from self.say(title, 4, "quiet")
        for each in change.parts:
            yield from self.say(words.part(each).in_(lang), 4, "error" if each.grave else "", label="· ")
        example = words.example(change)
        if example is not None:
            yield from self.say(example.in_(lang), 4, "quiet")
        if change.first > self._today:
            yield from self.say(words.starts(change).in_(lang), 4, "quiet")
        yield from self.say(str(change.place), 4, "place")

    def trips(self, trips: Trips) -> Iterator[Line]:
        """What became of the trips."""
        lang = self._style.lang
        yield ()
        yield (Span(words.VERDICTS.in_(lang), "strong"),)
        yield from self.say(words.counted(trips).in_(lang), 2)
        for notice in trips.notices:
            yield from self.say(notice.in_(lang), 2, "review")
        for each in words.alike(trips):
            yield from self._trips(each)

    def _trips(self, alike: list[MovedTrip]) -> Iterator[Line]:
        lang = self._style.lang
        trip = alike[0]
        yield from self.say(f"{trip.plan}: {words.moved(alike).in_(lang)}", 2, trip.now.value)
        for name, why in words.reasons(trip):
            yield from self.say(f"{name}  {why.in_(lang)}".strip(), 4)
