"""A checklist as a calendar (RFC 5545): the due days of papers and the days of steps.

The same plan gives the same entries: each is known by the ids of project, trip and document, so that a calendar that
is read again is changed and not doubled.
"""

import hashlib
from collections.abc import Iterator, Sequence

from kvcheck.checklist import words
from kvcheck.checklist.value import Action, Checklist, Item, TripList
from kvcheck.checklist.view import name_of, title_of
from kvcheck.language.grammar import joined
from kvcheck.language.spelling import shown
from kvcheck.language.text import Text
from kvcheck.model import last_day
from kvcheck.plan.moving import day_after
from kvcheck.telling import labels

ALARM = "-PT15H"
"""From midnight of the day: nine in the morning of the day before."""
LONGEST = 74
"""The most bytes of a line; what is longer goes on in the next one, behind a space (RFC 5545, 3.1: 75 with it)."""

Entry = tuple[str, ...]
"""The lines of a component, not folded yet."""


def render(checklist: Checklist, lang: str) -> bytes:
    """The calendar of papers that are not in hand, of steps that have a day, and of the trips themselves."""
    who = name_of(checklist)
    title = words.TITLE.in_(lang)
    entries = (entry for trip in checklist.trips for entry in _Entries(checklist, trip, who, lang).all())
    lines = (
        "VERSION:2.0",
        "PRODID:-//kvcheck//checklist//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(f'{title} · {who or shown(title_of(checklist))}')}",
        *(line for entry in entries for line in entry),
    )
    return "".join(f"{folded(line)}\r\n" for line in _component("VCALENDAR", lines)).encode()


def _component(name: str, lines: Sequence[str]) -> Entry:
    return f"BEGIN:{name}", *lines, f"END:{name}"


def _text(text: str) -> str:
    """A text as the format has it: signs that part values are marked, line breaks are written."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """A line cut where it is too long, between letters and behind no sign that marks the next one."""
    text = line.encode()
    if len(text) <= LONGEST:
        return line
    pieces: list[bytes] = []
    start = 0
    while len(text) - start > LONGEST:
        end = start + LONGEST
        while _within_letter(text[end]):
            end -= 1
        end -= _marks(text[start:end]) % 2
        pieces.append(text[start:end])
        start = end
    return b"\r\n ".join([*pieces, text[start:]]).decode()


def _within_letter(byte: int) -> bool:
    """Whether a byte of UTF-8 goes on with a letter that begins before it."""
    return byte & 0xC0 == 0x80


def _marks(piece: bytes) -> int:
    """How many signs that mark stand at the end of a piece: of an even number, each but the first marks none."""
    last = piece[-1:]
    return len(piece) - len(piece.rstrip(last)) if last in _MARKING else 0


_MARKING = (b"\\", b"^")
"""Signs that mark the one behind them; readers that cut a line before they join it would lose it."""


class _Entries:
    """The entries of one trip."""

    def __init__(self, checklist: Checklist, trip: TripList, who: str, lang: str) -> None:
        self._project = checklist.plan.key
        self._as_of = checklist.as_of
        self._trip = trip
        self._who = who or shown(trip.traveler)
        self._lang = lang

    def all(self) -> Iterator[Entry]:
        yield self._stay()
        for item in self._trip.missing:
            yield self._paper(item)
        for action in self._trip.actions:
            if action.on is not None:
                yield self._step(action, action.on)

    def _stay(self) -> Entry:
        """The trip itself, with what its verdict means."""
        raw, result = self._trip.result.subject.trip, self._trip.result
        verdict = labels.VERDICTS[result.verdict].in_(self._lang)
        summary = f"{self._who} · {result.law.label} · {verdict}"
        about = words.MEANS[result.verdict].in_(self._lang)
        return self._event("trip", summary, raw["arrive"], last_day(raw), about)

    def _paper(self, item: Item) -> Entry:
        """The due day of a paper, with an alarm."""
        assert item.due is not None
        arrive = self._trip.result.subject.trip["arrive"]
        day = self._as_of if item.due < self._as_of <= arrive else item.due  # what is late is due today
        late = f" ({words.OVERDUE.in_(self._lang)})" if item.overdue else ""
        kind = item.document
        lines = (
            Text("{due}: {item_due}", "{due}: {item_due}", due=words.DUE, item_due=item.due),
            Text("{shows}: {kind_shows}", "{shows}: {kind_shows}", shows=words.SHOWS, kind_shows=kind.shows),
            words.source(item),
            words.cause(item.causes[0]),
            labels.VERDICTS[self._trip.result.verdict],
        )
        title = kind.title.in_(self._lang)
        about = joined(lines, "\n").in_(self._lang)
        return self._event(f"paper-{kind.name}", f"{title}{late} · {self._who}", day, day, about, _alarm(title))

    def _step(self, action: Action, on: str) -> Entry:
        said = words.step(action).in_(self._lang)
        return self._event(f"step-{action.step.name}", f"{said} · {self._who}", on, on, alarm=_alarm(said))

    def _event(self, what: str, summary: str, first: str, last: str, about: str = "", alarm: Entry = ()) -> Entry:
        """An entry of whole days, both counted."""
        key = "\n".join((self._project, self._trip.id, what))
        lines = (
            f"SUMMARY:{_text(f'{summary} · {shown(self._trip.id)}')}",
            f"DTSTART;VALUE=DATE:{_day(first)}",
            f"DTEND;VALUE=DATE:{_day(day_after(last, 1))}",
            f"DTSTAMP:{_day(self._as_of)}T000000Z",
            f"UID:{hashlib.sha256(key.encode()).hexdigest()[:32]}@kvcheck",
            *((f"DESCRIPTION:{_text(about)}",) if about else ()),
            "TRANSP:TRANSPARENT",
            *alarm,
        )
        return _component("VEVENT", lines)


def _alarm(said: str) -> Entry:
    return _component("VALARM", ("ACTION:DISPLAY", f"DESCRIPTION:{_text(said)}", f"TRIGGER:{ALARM}"))


def _day(day: str) -> str:
    """An ISO day as the format writes it."""
    return day.replace("-", "")
