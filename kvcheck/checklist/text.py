"""A checklist: for a terminal, as Markdown, as JSON by the published schema `checklist`. Ids, never names."""

from collections.abc import Iterator

from kvcheck.checklist import words
from kvcheck.checklist.value import Checklist, Group, Item, TripList
from kvcheck.language.text import Text
from kvcheck.lines.layout import Line, Span, columns, pad, paragraph, plain, shown
from kvcheck.model import span
from kvcheck.packs import Library
from kvcheck.telling import labels
from kvcheck.telling.style import Style

BOX, TICKED = "☐", "☑"
_DAY = 12
"""Columns of a day and the gap after it."""
_FACTS = 3
"""The number of facts of a cause that are named before the rest is only counted."""


def text(checklist: Checklist, library: Library, style: Style) -> str:
    """The checklist as plain text."""
    return plain(lines(checklist, library, style))


def lines(checklist: Checklist, library: Library, style: Style) -> Iterator[Line]:
    """The checklist as styled lines."""
    as_of = Text("  as of {as_of}", "  기준일 {as_of}", as_of=checklist.as_of).in_(style.lang)
    yield (Span(shown(checklist.plan.name), "strong"), Span(as_of, "quiet"))
    for caution in checklist.warnings:
        yield from paragraph("! ", caution.in_(style.lang), indent=0, width=style.width, style="review")
    for trip in checklist.trips:
        yield ()
        yield from _TripLines(trip, library, style).lines()
    yield ()
    yield from paragraph("", words.PLANNING.in_(style.lang), indent=0, width=style.width, style="quiet")
    yield from paragraph("", labels.DISCLAIMER.in_(style.lang), indent=0, width=style.width, style="quiet")


class _TripLines:
    """Lays out the list of one trip for a terminal."""

    def __init__(self, trip: TripList, library: Library, style: Style) -> None:
        """Of one trip, as wide as `style` says."""
        self._trip = trip
        self._library = library
        self._lang = style.lang
        self._width = style.width
        self._verbose = style.verbose
        self._numbers = words.numbered(trip)
        labels = (words.SHOWS, words.ISSUER, words.WHY, words.INSTEAD)
        self._label = max(columns(each.in_(self._lang)) for each in labels) + 2

    def lines(self) -> Iterator[Line]:
        """The list: verdict, papers, what carrying lessens, causes, steps."""
        trip, result = self._trip, self._trip.result
        raw = result.subject.trip
        verdict = labels.VERDICTS[result.verdict].in_(self._lang)
        yield (
            Span(f"{labels.MARKS[result.verdict]} {trip.id}", result.verdict.value),
            Span(f"  {trip.traveler} · {result.law.label} · {span(raw)}  "),
            Span(verdict, result.verdict.value),
        )
        yield from self._plain(words.MEANS[result.verdict], 2)
        yield from self._standing()
        if trip.items:
            yield from self._plain(words.count(trip), 2)
        for group in Group:
            items = [item for item in trip.items if item.group is group]
            if items:
                yield (Span("  "), Span(words.GROUPS[group].in_(self._lang), "strong"))
            for item in items:
                yield from self._item(item)
        if not trip.items:
            yield from self._plain(words.NO_PAPERS, 2)
        if trip.also_in_hand:
            named = "; ".join(kind.title.in_(self._lang) for kind in trip.also_in_hand)
            yield from self._plain(Text("{also}: {named}", "{also}: {named}", also=words.ALSO, named=named), 2)
        yield from self._notes()
        yield from self._causes()
        yield from self._steps()

    def _standing(self) -> Iterator[Line]:
        """What stands in the way, and the questions that are open."""
        for each in self._trip.objections:
            yield from paragraph(
                f"{labels.MARKS[each.verdict]} ", each.says.in_(self._lang), indent=2, width=self._width
            )
            if each.instead is not None:
                yield from self._labeled(words.INSTEAD, each.instead.in_(self._lang), 4)
        for question in self._trip.questions:
            where = f" ({question.path})" if question.path else ""
            yield from paragraph("? ", question.ask.in_(self._lang) + where, indent=2, width=self._width)

    def _item(self, item: Item) -> Iterator[Line]:
        """A paper: due day, what it must show, who issues it, why."""
        kind = item.document
        state = words.state(item)
        after = f" · {state.in_(self._lang)}" if state is not None else ""
        head = f"{TICKED if item.in_hand else BOX} {pad(words.due(item).in_(self._lang), _DAY)}"
        style = "not_permitted" if item.overdue else ""
        yield from paragraph(head, kind.title.in_(self._lang) + after, indent=2, width=self._width, style=style)
        yield from self._labeled(words.SHOWS, kind.shows.in_(self._lang), 4)
        yield from self._labeled(words.ISSUER, words.source(item).in_(self._lang), 4)
        yield from self._labeled(words.WHY, words.why(item, self._numbers).in_(self._lang), 4)

    def _notes(self) -> Iterator[Line]:
        """The risks that carrying something lessens."""
        if self._trip.notes:
            yield (Span("  "), Span(words.CARE.in_(self._lang), "strong"))
        for note in self._trip.notes:
            said = f"{note.says.in_(self._lang)}. {note.instead.in_(self._lang)}"
            yield from paragraph("~ ", said, indent=2, width=self._width)

    def _causes(self) -> Iterator[Line]:
        """Every cause by its number, with the first few facts that made it apply; with --verbose all."""
        if self._numbers:
            yield (Span("  "), Span(words.CAUSES.in_(self._lang), "strong"))
        for number, each in self._numbers.values():
            cites = f" [{words.cited(each, self._library.authorities)}]"
            yield from paragraph(f"[{number}] ", words.cause(each).in_(self._lang) + cites, indent=2, width=self._width)
            said = [fact.in_(self._lang) for _, fact in each.facts]
            kept = said if self._verbose else said[:_FACTS]
            rest = len(said) - len(kept)
            more = Text("; {rest} more", " 외 {rest}건", rest=rest).in_(self._lang) if rest else ""
            yield from paragraph("", "; ".join(kept) + more, indent=6, width=self._width, style="quiet")

    def _steps(self) -> Iterator[Line]:
        """The steps by phase."""
        phase = None
        for action in self._trip.actions:
            if action.step.phase is not phase:
                phase = action.step.phase
                yield (Span("  "), Span(labels.PHASES[phase].in_(self._lang), "strong"))
            head = f"{BOX} {pad(action.on or '', _DAY)}"
            yield from paragraph(head, words.step(action).in_(self._lang), indent=2, width=self._width)

    def _labeled(self, label: Text, said: str, indent: int) -> Iterator[Line]:
        word = pad(label.in_(self._lang), self._label)
        yield from paragraph(word, shown(said), indent=indent, width=self._width)

    def _plain(self, said: Text, indent: int) -> Iterator[Line]:
        yield from paragraph("", said.in_(self._lang), indent=indent, width=self._width)


# Markdown -------------------------------------------------------------------------------------------------------------


# JSON -----------------------------------------------------------------------------------------------------------------
