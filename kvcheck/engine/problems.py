"""What is wrong with a plan beside its form: names that no pack knows, statements that contradict each other."""

from collections.abc import Collection, Iterator

from kvcheck.errors import Problem, one_of
from kvcheck.facts import contradictions
from kvcheck.language.text import Text
from kvcheck.model import UNKNOWN, Plan
from kvcheck.model.entities import Filing
from kvcheck.packs import Library
from kvcheck.plan import resolves
from kvcheck.source import Node, problem_at


def plan_problems(plan: Plan, library: Library) -> list[Problem]:
    """What is wrong with a plan: names that the packs do not know; where its references resolve, contradictions too."""
    return [*_unknown_names(plan, library), *(contradictions(plan, library.classes) if resolves(plan) else ())]


def _unknown_names(plan: Plan, library: Library) -> list[Problem]:
    """Classes without a pack and kinds that the catalogue does not have, each at its place."""
    problems: list[Problem] = []
    classes, kinds = set(library.classes_written), library.catalogue.kinds
    for filing in plan.filings.values():
        problems += _unknown_in_filing(filing, library.classes, kinds.keys() | library.catalogue.families.keys())
    owners: list[Node] = [*plan.travelers.values(), *plan.trips]
    for owner in owners:
        problems += _unknown_documents(owner, library)
    for trip in plan.trips:
        if trip["class"] not in classes:
            message = Text(
                "no pack for class `{visa_class}`",
                "체류자격 `{visa_class}`의 규칙 묶음이 없습니다",
                visa_class=trip["class"],
            )
            place = trip.value_place("class")
            problems.append(problem_at(trip.document, place, message, one_of(classes, trip["class"])))
        for activity in trip["activities"]:
            if activity["kind"] not in kinds and activity["kind"] != UNKNOWN:
                message = Text(
                    "unknown kind of activity `{kind}`", "알 수 없는 활동 종류 `{kind}`", kind=activity["kind"]
                )
                place = activity.value_place("kind")
                problems.append(problem_at(trip.document, place, message, one_of(kinds, activity["kind"])))
    return problems


def _unknown_documents(owner: Node, library: Library) -> Iterator[Problem]:
    """Documents in hand that no rule knows."""
    for index, name in enumerate(owner.get("documents", ())):
        if name not in library.documents:
            message = Text("unknown document `{name}`", "알 수 없는 서류 `{name}`", name=name)
            yield problem_at(
                owner.document, owner["documents"].item_place(index), message, one_of(library.documents, name)
            )


def _unknown_in_filing(filing: Filing, classes: Collection[str], duties: Collection[str]) -> Iterator[Problem]:
    """The same in a filing: the class it is for, and the kinds or families of activity it describes."""
    if "class" in filing and filing["class"] not in classes:
        message = Text(
            "no pack for class `{visa_class}`",
            "체류자격 `{visa_class}`의 규칙 묶음이 없습니다",
            visa_class=filing["class"],
        )
        place = filing.value_place("class")
        yield problem_at(filing.document, place, message, one_of(classes, filing["class"]))
    for index, duty in enumerate(filing.get("duties", ())):
        if duty not in duties:
            message = Text(
                "unknown kind or family of activity `{duty}`", "알 수 없는 활동 종류·계열 `{duty}`", duty=duty
            )
            yield problem_at(filing.document, filing["duties"].item_place(index), message, one_of(duties, duty))
