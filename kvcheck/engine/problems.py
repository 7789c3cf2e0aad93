"""What is wrong with a plan beside its form: names that no pack knows, statements that contradict each other."""

from collections.abc import Collection, Iterator

from kvcheck.engine.own import wrong_own
from kvcheck.engine.site_rules import unknown_rules
from kvcheck.errors import Problem, one_of
from kvcheck.facts import contradictions
from kvcheck.language.text import Text
from kvcheck.model import UNKNOWN, VISA_CLASS, Plan
from kvcheck.model.entities import Filing
from kvcheck.packs import Library
from kvcheck.plan import resolves
from kvcheck.source import Node, problem_at
from kvcheck.source.meant import plain

NO_CLASS = Text("there is no pack for this class of entry", "이 체류자격의 규칙 묶음이 없습니다")
NO_KIND = Text("this is no kind of activity of the catalogue", "목록에 없는 활동 종류입니다")
NO_VISA = Text("this is no class of visa that a rule knows", "규칙에 없는 비자 종류입니다")
_UNDECIDED = frozenset({"tbd", "미정", "undecided", "na", "notyet"})
"""What people write for a kind that is not decided."""
NEAREST = 5
"""How many kinds are shown where none is surely meant."""


def class_meant(written: str, library: Library, classes: Collection[str]) -> Text:
    """The class that was meant, where that is clear; else those that there are.

    What people call a class says its pack.
    """
    words = plain(written).removesuffix("visa").removesuffix("비자"), plain(written)
    meant = next((each for each in classes for word in words if word and plain(each) == word), None)
    if meant is None:
        called = {name: library.pack_of(name).called for name in library.classes_written if name in classes}
        said = {plain(way): name for name, each in called.items() for way in (*each.perhaps, *each.words)}
        meant = next((said[word] for word in words if word in said), None)
    return one_of(classes, meant if meant is not None else written)


def nearest_kinds(written: str, library: Library) -> Text:
    """The kinds that may be meant, and where all of them are listed. One is proposed alone only by its own name."""
    from difflib import get_close_matches  # paid for only when something is wrong

    kinds = library.catalogue.kinds
    word = plain(written)
    titles = {name: [plain(each) for each in (name, *kind.title.sentences)] for name, kind in kinds.items()}
    meant = next((name for name, said in titles.items() if word in said), None)
    if meant is None and word in _UNDECIDED:
        meant = UNKNOWN
    if meant is None and len(word) > 4 and written.isascii():  # a slip of the keys, no other word: `piping` is not one
        meant = next(iter(get_close_matches(written.lower(), kinds, 1, 0.85)), None)
    within = [name for name, said in titles.items() if any(word in each or each in word for each in said if word)]
    close = sorted(within, key=lambda name: (kinds[name].family != "equipment", len(name)))
    shown = ", ".join(f"`{name}`" for name in (close or get_close_matches(word, kinds, NEAREST, 0.4))[:NEAREST])
    every = Text("`kvcheck explain kinds` lists every kind", "전체 종류는 `kvcheck explain kinds`로 볼 수 있습니다")
    if meant is not None:
        return Text("did you mean `{meant}`? {every}", "`{meant}`{:을} 뜻하셨습니까? {every}", meant=meant, every=every)
    if not shown:
        return every
    return Text("the nearest: {shown}; {every}", "가까운 종류: {shown}. {every}", shown=shown, every=every)


def plan_problems(plan: Plan, library: Library, *, own: bool = True) -> list[Problem]:
    """What is wrong with a plan: names that the packs do not know; where its references resolve, contradictions too.

    Without `own`, facts that a company declares are not looked at.
    """
    stated = wrong_own(plan, library.facts) if own else ()
    return [*_unknown_names(plan, library), *stated, *(contradictions(plan, library.classes) if resolves(plan) else ())]


def _unknown_names(plan: Plan, library: Library) -> list[Problem]:
    """Rules of sites and classes without a pack, kinds that the catalogue does not have, each at its place."""
    problems: list[Problem] = list(unknown_rules(plan, library))
    classes, kinds = set(library.classes_written), library.catalogue.kinds
    for filing in plan.filings.values():
        problems += _unknown_in_filing(filing, library, kinds.keys() | library.catalogue.families.keys())
    for traveler in plan.travelers.values():
        problems += _unknown_visa(traveler, library)
    owners: list[Node] = [*plan.travelers.values(), *plan.trips]
    for owner in owners:
        problems += _unknown_documents(owner, library)
    aside = [entity for table, entity in plan.aside if table == "trips"]
    activities = [entity for table, entity in plan.aside if table == "activities"]
    for trip in (*plan.trips, *aside):
        if trip.get("class", UNKNOWN) not in classes:
            problems.append(
                problem_at(
                    trip.document, trip.value_place("class"), NO_CLASS, class_meant(trip["class"], library, classes)
                )
            )
        activities += trip.get("activities", ())
    for activity in activities:
        kind = activity.get("kind", UNKNOWN)
        if kind not in kinds and kind != UNKNOWN:
            place = activity.value_place("kind")
            problems.append(problem_at(activity.document, place, NO_KIND, nearest_kinds(kind, library)))
    return problems


def _unknown_visa(traveler: Node, library: Library) -> Iterator[Problem]:
    """A class of visa that no rule can ask about: the fact names those that there are."""
    visa = traveler.get("visa")
    known = library.facts[VISA_CLASS].values
    if isinstance(visa, Node) and "class" in visa and visa["class"] not in known:
        word = plain(visa["class"]).removesuffix("visa").removesuffix("비자")
        meant = next((name for name, title in known.items() if word in {plain(name), plain(title.en)}), visa["class"])
        yield problem_at(visa.document, visa.value_place("class"), NO_VISA, one_of(known, meant))


def _unknown_documents(owner: Node, library: Library) -> Iterator[Problem]:
    """Documents in hand that no rule knows."""
    for index, name in enumerate(owner.get("documents", ())):
        if name not in library.documents:
            message = Text("this is no document that a rule knows", "규칙에 없는 서류입니다")
            yield problem_at(
                owner.document, owner["documents"].item_place(index), message, one_of(library.documents, name)
            )


def _unknown_in_filing(filing: Filing, library: Library, duties: Collection[str]) -> Iterator[Problem]:
    """The same in a filing: the class it is for, and the kinds or families of activity it describes."""
    if "class" in filing and filing["class"] not in library.classes:
        place, meant = filing.value_place("class"), class_meant(filing["class"], library, library.classes)
        yield problem_at(filing.document, place, NO_CLASS, meant)
    for index, duty in enumerate(filing.get("duties", ())):
        if duty not in duties:
            message = Text("this is no kind or family of activity", "목록에 없는 활동 종류·계열입니다")
            yield problem_at(filing.document, filing["duties"].item_place(index), message, one_of(duties, duty))
