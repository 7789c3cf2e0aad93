"""A checklist as a calendar: the due days of papers and the days of steps. The only door to icalendar.

The same plan gives the same entries: each is known by the ids of project, trip and document, so that a calendar that
is read again is changed and not doubled.
"""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from kvcheck.checklist import words
from kvcheck.checklist.value import Action, Checklist, Item, TripList
from kvcheck.checklist.view import name_of, title_of
from kvcheck.language.grammar import joined
from kvcheck.language.spelling import shown
from kvcheck.language.text import Text
from kvcheck.model import last_day
from kvcheck.telling import labels

ALARM = timedelta(hours=-15)
"""From midnight of the day: nine in the morning of the day before."""


def render(checklist: Checklist, lang: str) -> bytes:
    """The calendar of papers that are not in hand, of steps that have a day, and of the trips themselves."""
    calendar = Calendar()
    calendar.add("prodid", "-//kvcheck//checklist//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    who = name_of(checklist)
    title = words.TITLE.in_(lang)
    calendar.add("x-wr-calname", f"{title} · {who or shown(title_of(checklist))}")
    for trip in checklist.trips:
        for event in _Entries(checklist, trip, who, lang).all():
            calendar.add_component(event)
    return bytes(calendar.to_ical())


class _Entries:
    """The entries of one trip."""

    def __init__(self, checklist: Checklist, trip: TripList, who: str, lang: str) -> None:
        self._project = checklist.plan.key
        self._as_of = checklist.as_of
        self._trip = trip
        self._who = who or shown(trip.traveler)
        self._lang = lang

    def all(self) -> Iterator[Event]:
        yield self._stay()
        for item in self._trip.missing:
            yield self._paper(item)
        for action in self._trip.actions:
            if action.on is not None:
                yield self._step(action, action.on)

    def _stay(self) -> Event:
        """The trip itself, with what its verdict means."""
        raw, result = self._trip.result.subject.trip, self._trip.result
        verdict = labels.VERDICTS[result.verdict].in_(self._lang)
        event = self._event("trip", f"{self._who} · {result.law.label} · {verdict}", raw["arrive"], last_day(raw))
        event.add("description", words.MEANS[result.verdict].in_(self._lang))
        return event

    def _paper(self, item: Item) -> Event:
        """The due day of a paper, with an alarm."""
        assert item.due is not None
        arrive = self._trip.result.subject.trip["arrive"]
        day = self._as_of if item.due < self._as_of <= arrive else item.due  # what is late is due today
        late = f" ({words.OVERDUE.in_(self._lang)})" if item.overdue else ""
        kind = item.document
        event = self._event(f"paper-{kind.name}", f"{kind.title.in_(self._lang)}{late} · {self._who}", day, day)
        lines = (
            Text("{due}: {item_due}", "{due}: {item_due}", due=words.DUE, item_due=item.due),
            Text("{shows}: {kind_shows}", "{shows}: {kind_shows}", shows=words.SHOWS, kind_shows=kind.shows),
            words.source(item),
            words.cause(item.causes[0]),
            labels.VERDICTS[self._trip.result.verdict],
        )
        event.add("description", joined(lines, "\n").in_(self._lang))
        event.add_component(self._alarm(kind.title.in_(self._lang)))
        return event

    def _step(self, action: Action, on: str) -> Event:
        said = words.step(action).in_(self._lang)
        event = self._event(f"step-{action.step.name}", f"{said} · {self._who}", on, on)
        event.add_component(self._alarm(said))
        return event

    def _event(self, what: str, summary: str, first: str, last: str) -> Event:
        """An entry of whole days, both counted."""
        event = Event()
        key = "\n".join((self._project, self._trip.id, what))
        event.add("uid", f"{hashlib.sha256(key.encode()).hexdigest()[:32]}@kvcheck")
        event.add("dtstamp", datetime.fromisoformat(self._as_of).replace(tzinfo=UTC))
        event.add("dtstart", date.fromisoformat(first))
        event.add("dtend", date.fromisoformat(last) + timedelta(days=1))
        event.add("summary", f"{summary} · {shown(self._trip.id)}")
        event.add("transp", "TRANSPARENT")
        return event

    def _alarm(self, said: str) -> Alarm:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", said)
        alarm.add("trigger", ALARM)
        return alarm
