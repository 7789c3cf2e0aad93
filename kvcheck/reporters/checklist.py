"""A checklist: for a terminal, as Markdown, as JSON by the published schema `checklist`. Ids, never names."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kvcheck import __version__, checklist_words, explain
from kvcheck.errors import Text
from kvcheck.model.checklist import Checklist, Group, Item, TripList
from kvcheck.packs import Library
from kvcheck.reporters import Style
from kvcheck.reporters.layout import Line, Span, columns, pad, paragraph, plain, shown

VERSION = 1
"""Version of the JSON format."""
BOX, TICKED = "☐", "☑"
_DAY = 12
"""Columns of a day and the gap after it."""
_FACTS = 3
"""So many facts of a cause are named before the rest is only counted."""


def text(checklist: Checklist, library: Library, style: Style) -> str:
    """The checklist as plain text."""
    return plain(lines(checklist, library, style))


def lines(checklist: Checklist, library: Library, style: Style) -> Iterator[Line]:
    """The checklist as styled lines."""
    as_of = Text(f"  as of {checklist.as_of}", f"  기준일 {checklist.as_of}").in_(style.lang)
    yield (Span(shown(checklist.plan.name), "strong"), Span(as_of, "quiet"))
    for caution in checklist.warnings:
        yield from paragraph("! ", caution.in_(style.lang), indent=0, width=style.width, style="review")
    for trip in checklist.trips:
        yield ()
        yield from _TripLines(trip, library, style).lines()
    yield ()
    yield from paragraph("", checklist_words.PLANNING.in_(style.lang), indent=0, width=style.width, style="quiet")
    yield from paragraph("", explain.DISCLAIMER.in_(style.lang), indent=0, width=style.width, style="quiet")


class _TripLines:
    """Lays out the list of one trip for a terminal."""

    def __init__(self, trip: TripList, library: Library, style: Style) -> None:
        self._trip = trip
        self._library = library
        self._lang = style.lang
        self._width = style.width
        self._verbose = style.verbose
        self._numbers = checklist_words.numbered(trip)
        labels = (checklist_words.SHOWS, checklist_words.ISSUER, checklist_words.WHY, checklist_words.INSTEAD)
        self._label = max(columns(each.in_(self._lang)) for each in labels) + 2

    def lines(self) -> Iterator[Line]:
        trip, result = self._trip, self._trip.result
        raw = result.subject.trip
        verdict = explain.VERDICTS[result.verdict].in_(self._lang)
        yield (
            Span(f"{explain.MARKS[result.verdict]} {trip.id}", result.verdict.value),
            Span(f"  {trip.traveler} · {result.label} · {raw['arrive']} – {raw['depart']}  "),
            Span(verdict, result.verdict.value),
        )
        yield from self._plain(checklist_words.MEANS[result.verdict], 2)
        yield from self._standing()
        if trip.items:
            yield from self._plain(checklist_words.count(trip), 2)
        for group in Group:
            items = [item for item in trip.items if item.group is group]
            if items:
                yield (Span("  "), Span(checklist_words.GROUPS[group].in_(self._lang), "strong"))
            for item in items:
                yield from self._item(item)
        if not trip.items:
            yield from self._plain(checklist_words.NO_PAPERS, 2)
        if trip.also_in_hand:
            named = "; ".join(kind.title.in_(self._lang) for kind in trip.also_in_hand)
            yield from self._plain(
                Text(f"{checklist_words.ALSO.en}: {named}", f"{checklist_words.ALSO.ko}: {named}"), 2
            )
        yield from self._notes()
        yield from self._causes()
        yield from self._steps()

    def _standing(self) -> Iterator[Line]:
        """What stands in the way, and the questions that are open."""
        for each in self._trip.objections:
            yield from paragraph(
                f"{explain.MARKS[each.verdict]} ", each.says.in_(self._lang), indent=2, width=self._width
            )
            if each.instead is not None:
                yield from self._labeled(checklist_words.INSTEAD, each.instead.in_(self._lang), 4)
        for question in self._trip.questions:
            where = f" ({question.path})" if question.path else ""
            yield from paragraph("? ", question.ask.in_(self._lang) + where, indent=2, width=self._width)

    def _item(self, item: Item) -> Iterator[Line]:
        kind = item.document
        state = checklist_words.state(item)
        after = f" · {state.in_(self._lang)}" if state is not None else ""
        head = f"{TICKED if item.in_hand else BOX} {pad(checklist_words.due(item).in_(self._lang), _DAY)}"
        style = "not_permitted" if item.overdue else ""
        yield from paragraph(head, kind.title.in_(self._lang) + after, indent=2, width=self._width, style=style)
        yield from self._labeled(checklist_words.SHOWS, kind.shows.in_(self._lang), 4)
        yield from self._labeled(checklist_words.ISSUER, checklist_words.source(item).in_(self._lang), 4)
        yield from self._labeled(checklist_words.WHY, checklist_words.why(item, self._numbers).in_(self._lang), 4)

    def _notes(self) -> Iterator[Line]:
        if self._trip.notes:
            yield (Span("  "), Span(checklist_words.CARE.in_(self._lang), "strong"))
        for note in self._trip.notes:
            said = f"{note.says.in_(self._lang)}. {note.instead.in_(self._lang)}"
            yield from paragraph("~ ", said, indent=2, width=self._width)

    def _causes(self) -> Iterator[Line]:
        if self._numbers:
            yield (Span("  "), Span(checklist_words.CAUSES.in_(self._lang), "strong"))
        for number, each in self._numbers.values():
            cites = f" [{checklist_words.cited(each, self._library.authorities)}]"
            yield from paragraph(
                f"[{number}] ", checklist_words.cause(each).in_(self._lang) + cites, indent=2, width=self._width
            )
            said = [fact.in_(self._lang) for _, fact in each.facts]
            kept = said if self._verbose else said[:_FACTS]
            rest = len(said) - len(kept)
            more = Text(f"; {rest} more", f" 외 {rest}건").in_(self._lang) if rest else ""
            yield from paragraph("", "; ".join(kept) + more, indent=6, width=self._width, style="quiet")

    def _steps(self) -> Iterator[Line]:
        phase = None
        for action in self._trip.actions:
            if action.step.phase is not phase:
                phase = action.step.phase
                yield (Span("  "), Span(explain.PHASES[phase].in_(self._lang), "strong"))
            head = f"{BOX} {pad(action.on or '', _DAY)}"
            yield from paragraph(head, checklist_words.step(action).in_(self._lang), indent=2, width=self._width)

    def _labeled(self, label: Text, said: str, indent: int) -> Iterator[Line]:
        word = pad(label.in_(self._lang), self._label)
        yield from paragraph(word, shown(said), indent=indent, width=self._width)

    def _plain(self, said: Text, indent: int) -> Iterator[Line]:
        yield from paragraph("", said.in_(self._lang), indent=indent, width=self._width)


# Markdown -------------------------------------------------------------------------------------------------------------


def markdown(checklist: Checklist, library: Library, style: Style) -> str:
    """The checklist as Markdown with task lists, for an issue or a page."""
    lang = style.lang
    as_of = Text(f"as of {checklist.as_of}", f"기준일 {checklist.as_of}").in_(lang)
    found = [f"# {checklist_words.TITLE.in_(lang)}", "", f"{_safe(checklist.plan.name)}, {as_of}", ""]
    found += [f"> {_safe(caution.in_(lang))}\n" for caution in checklist.warnings]
    for trip in checklist.trips:
        numbers = checklist_words.numbered(trip)
        found += _markdown_head(trip, lang)
        found += _markdown_items(trip, numbers, lang)
        found += _markdown_causes(trip, numbers, library, lang)
        found += _markdown_steps(trip, lang)
    found += [checklist_words.PLANNING.in_(lang), "", explain.DISCLAIMER.in_(lang)]
    return "\n".join(found) + "\n"


def _markdown_head(trip: TripList, lang: str) -> Iterator[str]:
    result, raw = trip.result, trip.result.subject.trip
    yield f"## {explain.MARKS[result.verdict]} {_safe(trip.id)}"
    yield ""
    verdict = explain.VERDICTS[result.verdict].in_(lang)
    yield f"{_safe(trip.traveler)} · {result.label} · {raw['arrive']} – {raw['depart']} · **{verdict}**"
    yield ""
    yield checklist_words.MEANS[result.verdict].in_(lang)
    yield ""
    for each in trip.objections:
        instead = f" {checklist_words.INSTEAD.in_(lang)}: {each.instead.in_(lang)}" if each.instead is not None else ""
        yield f"- {explain.MARKS[each.verdict]} {_safe(each.says.in_(lang) + instead)}"
    for question in trip.questions:
        yield f"- ? {_safe(question.ask.in_(lang))}" + (f" (`{question.path}`)" if question.path else "")


def _markdown_items(trip: TripList, numbers: checklist_words.Numbers, lang: str) -> Iterator[str]:
    for group in Group:
        items = [item for item in trip.items if item.group is group]
        if items:
            yield from ("", f"### {checklist_words.GROUPS[group].in_(lang)}", "")
        for item in items:
            yield from _markdown_item(item, numbers, lang)
    if not trip.items:
        yield from ("", checklist_words.NO_PAPERS.in_(lang))
    if trip.also_in_hand:
        named = "; ".join(_safe(kind.title.in_(lang)) for kind in trip.also_in_hand)
        yield from ("", f"{checklist_words.ALSO.in_(lang)}: {named}")


def _markdown_causes(trip: TripList, numbers: checklist_words.Numbers, library: Library, lang: str) -> Iterator[str]:
    if trip.notes:
        yield from ("", f"### {checklist_words.CARE.in_(lang)}", "")
    for note in trip.notes:
        yield f"- {_safe(note.says.in_(lang))}. {_safe(note.instead.in_(lang))}"
    if numbers:
        yield from ("", f"### {checklist_words.CAUSES.in_(lang)}", "")
    for number, cause in numbers.values():
        said = "; ".join(fact.in_(lang) for _, fact in cause.facts)
        law = checklist_words.cited(cause, library.authorities)
        yield f"- \\[{number}\\] {_safe(checklist_words.cause(cause).in_(lang))} ({_safe(law)}): {_safe(said)}"


def _markdown_steps(trip: TripList, lang: str) -> Iterator[str]:
    phase = None
    for action in trip.actions:
        if action.step.phase is not phase:
            phase = action.step.phase
            yield from ("", f"### {explain.PHASES[phase].in_(lang)}", "")
        day = f"**{action.on}** " if action.on else ""
        yield f"- [ ] {day}{_safe(checklist_words.step(action).in_(lang))}"
    yield ""


def _markdown_item(item: Item, numbers: checklist_words.Numbers, lang: str) -> Iterator[str]:
    state = checklist_words.state(item)
    after = f" ({state.in_(lang)})" if state is not None else ""
    title = _safe(item.document.title.in_(lang))
    yield f"- [{'x' if item.in_hand else ' '}] **{checklist_words.due(item).in_(lang)}** {title}{after}  "
    yield f"  {checklist_words.SHOWS.in_(lang)}: {_safe(item.document.shows.in_(lang))}  "
    yield f"  {checklist_words.ISSUER.in_(lang)}: {_safe(checklist_words.source(item).in_(lang))}  "
    yield f"  {checklist_words.WHY.in_(lang)}: {_safe(checklist_words.why(item, numbers).in_(lang))}"


def _safe(said: str) -> str:
    """Text that cannot become markup."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>|#~" else sign for sign in shown(said))


# JSON -----------------------------------------------------------------------------------------------------------------


def as_json(checklist: Checklist, library: Library, style: Style) -> str:
    """The checklist as one JSON document; `style` has no say in it."""
    del style
    document = {
        "format": "kvcheck-checklist",
        "version": VERSION,
        "kvcheck": __version__,
        "notice": _text(explain.DISCLAIMER),
        "plan": checklist.plan.name,
        "as_of": checklist.as_of,
        "warnings": [_text(caution) for caution in checklist.warnings],
        "trips": [_trip(trip, library) for trip in checklist.trips],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _trip(trip: TripList, library: Library) -> dict[str, Any]:
    raw = trip.result.subject.trip
    return {
        "id": trip.id,
        "traveler": trip.traveler,
        "class": raw["class"],
        "arrive": raw["arrive"],
        "depart": raw["depart"],
        "verdict": trip.result.verdict.value,
        "means": _text(checklist_words.MEANS[trip.result.verdict]),
        "objections": [
            {"rule": each.rule.name, "says": _text(each.says), "instead": _maybe(each.instead)}
            for each in trip.objections
        ],
        "questions": [{"fact": each.fact, "ask": _text(each.ask), "path": each.path} for each in trip.questions],
        "documents": [_document(item, library) for item in trip.items],
        "also_in_hand": [kind.name for kind in trip.also_in_hand],
        "notes": [
            {"rule": each.rule.name, "says": _text(each.says), "instead": _text(each.instead)} for each in trip.notes
        ],
        "steps": [
            {
                "id": each.step.name,
                "phase": each.step.phase.value,
                "on": each.on,
                "text": _text(each.step.text),
                "law": [library.authorities[name].cite for name in each.step.law],
                "confidence": each.step.confidence,
                "inference": each.step.inference,
            }
            for each in trip.actions
        ],
    }


def _document(item: Item, library: Library) -> dict[str, Any]:
    kind = item.document
    return {
        "id": kind.name,
        "name": _text(kind.title),
        "shows": _text(kind.shows),
        "issued_by": kind.issued_by,
        "language": _text(kind.language),
        "when": list(kind.when),
        "group": item.group.value,
        "due": item.due,
        "in_hand": item.in_hand,
        "overdue": item.overdue,
        "because": [
            {
                "rule": each.rule.name,
                "kind": each.rule.kind.value,
                "says": _text(each.rule.title),
                "outcome": each.outcome,
                "activities": list(each.activities),
                "facts": [{"fact": name, "says": _text(said)} for name, said in each.facts],
                "law": [library.authorities[name].cite for name in each.rule.law],
            }
            for each in item.causes
        ],
    }


def _text(said: Text) -> dict[str, str]:
    return {"en": said.en, "ko": said.ko}


def _maybe(said: Text | None) -> dict[str, str] | None:
    return _text(said) if said is not None else None


CHECKLISTS: Mapping[str, Callable[[Checklist, Library, Style], str]] = {
    "text": text,
    "markdown": markdown,
    "json": as_json,
}
"""Every format without names, by its name."""
