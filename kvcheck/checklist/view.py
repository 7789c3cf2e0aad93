"""A checklist as the pages show it: every text of the plan made harmless, names only where they belong."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from kvcheck.checklist import words
from kvcheck.checklist.value import Checklist, Group, Item, TripList
from kvcheck.language.grammar import joined
from kvcheck.language.spelling import shown
from kvcheck.language.text import Text
from kvcheck.model import ActivityResult, span
from kvcheck.packs import Library
from kvcheck.plan.lookups import sites_of
from kvcheck.telling import labels

WORDS = {
    "title": words.TITLE,
    "as_of": Text("as of", "기준일"),
    "trip": Text("Trip", "출장"),
    "traveler": Text("Traveler", "출장자"),
    "entry": Text("Class", "체류자격"),
    "days": Text("Days", "기간"),
    "verdict": Text("Verdict", "판정"),
    "papers": Text("Papers", "서류"),
    "paper": words.DOCUMENT,
    "issuer": words.ISSUER,
    "due": words.DUE,
    "day": Text("Day", "날짜"),
    "step": words.STEPS,
    "instead": words.INSTEAD,
    "why": words.WHY,
    "also": words.ALSO,
    "care": words.CARE,
    "causes": words.CAUSES,
    "no_papers": words.NO_PAPERS,
    "planning": words.PLANNING,
    "disclaimer": labels.DISCLAIMER,
}


def view(checklist: Checklist, library: Library) -> dict[str, Any]:
    """The values that a page shows."""
    return {
        "words": WORDS,
        "who": name_of(checklist),
        "plan": shown(title_of(checklist)),
        "as_of": checklist.as_of,
        "warnings": checklist.warnings,
        "trips": [_trip(trip, number, library) for number, trip in enumerate(checklist.trips, 1)],
    }


def name_of(checklist: Checklist) -> str:
    """The name of the traveler, on a paper that is about one traveler only; empty otherwise."""
    if len(checklist.travelers) != 1:
        return ""
    [traveler] = checklist.travelers
    return shown(str(checklist.plan.travelers[traveler].get("name", "")))


def title_of(checklist: Checklist) -> str:
    """The name of the project, else its id, else how the plan was called."""
    project = checklist.plan.project
    return str(project.get("name") or project["id"]) if project is not None else checklist.plan.name


def _trip(trip: TripList, number: int, library: Library) -> dict[str, Any]:
    """A trip as the page shows it; `number` distinguishes the ids of its boxes from those of other trips."""
    result, raw, numbers = trip.result, trip.result.subject.trip, words.numbered(trip)
    return {
        "id": shown(trip.id),
        "traveler": shown(trip.traveler),
        "label": result.law.label,
        "days": span(raw),
        "site": shown(_sites(trip)),
        "tone": result.verdict.value,
        "mark": labels.MARKS[result.verdict],
        "verdict": labels.VERDICTS[result.verdict],
        "means": words.MEANS[result.verdict],
        "objections": trip.objections,
        "questions": trip.questions,
        "activities": [_activity(each, library) for each in result.law.activities],
        "count": words.count(trip),
        "groups": list(_groups(trip, number, numbers)),
        "also": joined([kind.title for kind in trip.also_in_hand], "; ") if trip.also_in_hand else None,
        "notes": trip.notes,
        "phases": list(_phases(trip, number)),
        "causes": [
            {
                "number": place,
                "says": words.cause(cause),
                "law": words.cited(cause, library.authorities),
                "facts": joined([_harmless(said) for _, said in cause.facts], "; "),
            }
            for place, cause in numbers.values()
        ],
    }


def _groups(trip: TripList, number: int, numbers: words.Numbers) -> Iterator[dict[str, Any]]:
    """The papers by what becomes of them; a group without papers is left out."""
    for group in Group:
        rows = [_item(item, trip, number, numbers) for item in trip.items if item.group is group]
        if rows:
            yield {"title": words.GROUPS[group], "rows": rows}


def _item(item: Item, trip: TripList, number: int, numbers: words.Numbers) -> dict[str, Any]:
    """A paper as the page shows it; `kept` is the name under which a browser remembers its tick."""
    kind = item.document
    return {
        "id": f"paper-{number}-{kind.name}",
        "kept": f"{trip.result.subject.plan.key}/{trip.id}/{kind.name}",
        "title": kind.title,
        "shows": kind.shows,
        "source": words.source(item),
        "why": words.why(item, numbers),
        "due": words.due(item),
        "state": words.state(item),
        "in_hand": item.in_hand,
        "overdue": item.overdue,
    }


def _phases(trip: TripList, number: int) -> Iterator[dict[str, Any]]:
    """The steps by phase, as the page shows them."""
    for phase, actions in groupby(trip.actions, key=lambda action: action.step.phase):
        rows = [
            {
                "id": f"step-{number}-{action.step.name}",
                "kept": f"{trip.result.subject.plan.key}/{trip.id}/{action.step.name}",
                "on": action.on or "",
                "text": words.step(action),
            }
            for action in actions
        ]
        yield {"title": labels.PHASES[phase], "rows": rows}


def _activity(each: ActivityResult, library: Library) -> Text:
    """What is done, by number, kind, equipment and verdict, as the plan has it."""
    activity = each.subject.activity
    assert activity is not None
    title = library.catalogue.kind(activity["kind"]).title
    machine = activity.get("equipment")
    name = shown(str(each.subject.plan.equipment[machine].get("name", machine))) if machine is not None else ""
    about = f" · {name}" if name else ""
    said = labels.VERDICTS[each.verdict]
    return Text(
        "{number} {title}{about} · {said}",
        "{number} {title}{about} · {said}",
        number=each.number,
        title=title,
        about=about,
        said=said,
    )


def _sites(trip: TripList) -> str:
    """The names of the sites of a trip, else their ids."""
    subject = trip.result.subject
    return ", ".join(str(subject.plan.sites[site].get("name") or site) for site in sorted(sites_of(subject)))


def _harmless(text: Text) -> Text:
    """A text without what could act on whoever sees it."""
    return text.each(shown)
