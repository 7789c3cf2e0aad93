"""A checklist in Markdown."""

from collections.abc import Iterator

from kvcheck.checklist import words
from kvcheck.checklist.value import Checklist, Group, Item, TripList
from kvcheck.language.text import Text
from kvcheck.lines.escape import in_markdown
from kvcheck.model import span
from kvcheck.packs import Library
from kvcheck.telling import labels
from kvcheck.telling.style import Style


def markdown(checklist: Checklist, library: Library, style: Style) -> str:
    """The checklist as Markdown with task lists, for an issue or a page."""
    lang = style.lang
    as_of = Text("as of {as_of}", "기준일 {as_of}", as_of=checklist.as_of).in_(lang)
    found = [f"# {words.TITLE.in_(lang)}", "", f"{in_markdown(checklist.plan.name)}, {as_of}", ""]
    found += [f"> {in_markdown(caution.in_(lang))}\n" for caution in checklist.warnings]
    for trip in checklist.trips:
        numbers = words.numbered(trip)
        found += _markdown_head(trip, lang)
        found += _markdown_items(trip, numbers, lang)
        found += _markdown_causes(trip, numbers, library, lang)
        found += _markdown_steps(trip, lang)
    found += [words.PLANNING.in_(lang), "", labels.DISCLAIMER.in_(lang)]
    return "\n".join(found) + "\n"


def _markdown_head(trip: TripList, lang: str) -> Iterator[str]:
    """The verdict of a trip with what it means, objections and questions."""
    result, raw = trip.result, trip.result.subject.trip
    yield f"## {labels.MARKS[result.verdict]} {in_markdown(trip.id)}"
    yield ""
    verdict = labels.VERDICTS[result.verdict].in_(lang)
    yield f"{in_markdown(trip.traveler)} · {result.law.label} · {span(raw)} · **{verdict}**"
    yield ""
    yield words.MEANS[result.verdict].in_(lang)
    yield ""
    for each in trip.objections:
        instead = f" {words.INSTEAD.in_(lang)}: {each.instead.in_(lang)}" if each.instead is not None else ""
        yield f"- {labels.MARKS[each.verdict]} {in_markdown(each.says.in_(lang) + instead)}"
    for question in trip.questions:
        yield f"- ? {in_markdown(question.ask.in_(lang))}" + (f" (`{question.path}`)" if question.path else "")


def _markdown_items(trip: TripList, numbers: words.Numbers, lang: str) -> Iterator[str]:
    """The papers by what becomes of them, a box to tick for each."""
    for group in Group:
        items = [item for item in trip.items if item.group is group]
        if items:
            yield from ("", f"### {words.GROUPS[group].in_(lang)}", "")
        for item in items:
            yield from _markdown_item(item, numbers, lang)
    if not trip.items:
        yield from ("", words.NO_PAPERS.in_(lang))
    if trip.also_in_hand:
        named = "; ".join(in_markdown(kind.title.in_(lang)) for kind in trip.also_in_hand)
        yield from ("", f"{words.ALSO.in_(lang)}: {named}")


def _markdown_causes(trip: TripList, numbers: words.Numbers, library: Library, lang: str) -> Iterator[str]:
    """Risks that carrying something lessens, then every cause by its number."""
    if trip.notes:
        yield from ("", f"### {words.CARE.in_(lang)}", "")
    for note in trip.notes:
        yield f"- {in_markdown(note.says.in_(lang))}. {in_markdown(note.instead.in_(lang))}"
    if numbers:
        yield from ("", f"### {words.CAUSES.in_(lang)}", "")
    for number, cause in numbers.values():
        said = "; ".join(fact.in_(lang) for _, fact in cause.facts)
        law = words.cited(cause, library.authorities)
        yield f"- \\[{number}\\] {in_markdown(words.cause(cause).in_(lang))} ({in_markdown(law)}): {in_markdown(said)}"


def _markdown_steps(trip: TripList, lang: str) -> Iterator[str]:
    """The steps by phase, a box to tick for each."""
    phase = None
    for action in trip.actions:
        if action.step.phase is not phase:
            phase = action.step.phase
            yield from ("", f"### {labels.PHASES[phase].in_(lang)}", "")
        day = f"**{action.on}** " if action.on else ""
        yield f"- [ ] {day}{in_markdown(words.step(action).in_(lang))}"
    yield ""


def _markdown_item(item: Item, numbers: words.Numbers, lang: str) -> Iterator[str]:
    """A paper: due day, what it must show, who issues it, why."""
    state = words.state(item)
    after = f" ({state.in_(lang)})" if state is not None else ""
    title = in_markdown(item.document.title.in_(lang))
    yield f"- [{'x' if item.in_hand else ' '}] **{words.due(item).in_(lang)}** {title}{after}  "
    yield f"  {words.SHOWS.in_(lang)}: {in_markdown(item.document.shows.in_(lang))}  "
    yield f"  {words.ISSUER.in_(lang)}: {in_markdown(words.source(item).in_(lang))}  "
    yield f"  {words.WHY.in_(lang)}: {in_markdown(words.why(item, numbers).in_(lang))}"
