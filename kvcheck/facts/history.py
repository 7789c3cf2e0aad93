"""What happened to a traveler before: events of earlier stays, of visas and of the border, and what they leave behind.

What the law makes of an event is for the packs; here are its kind, its day and how many days it lasted.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Any

from kvcheck.conditions.truth import Truth
from kvcheck.days import ordinal
from kvcheck.errors import Problem, one_of
from kvcheck.facts.stays import is_waiver
from kvcheck.language.text import Text
from kvcheck.model import NONE, Plan
from kvcheck.model.entities import Traveler, Trip
from kvcheck.plan.lookups import Tables
from kvcheck.source import Node, problem_at

PROCEEDINGS = frozenset({"arrest", "conviction", "voluntary-departure", "expedited-removal", "removal"})
"""Events after which the State Department may have looked at a visa again."""
REMOVALS = frozenset({"expedited-removal", "removal"})
OF_A_STAY = frozenset({"overstay", "breach"})
"""Events that the law distinguishes by the class of the stay in which they happened."""


def _events(traveler: Traveler) -> list[Node] | None:
    """The events that the plan states, earliest first; None if nobody said whether there were any.

    Whoever declares no overstay and no refused entry, and states no events, states that there were none.
    """
    declared = traveler.get("declares", {})
    stated = declared.get("history")
    if stated is not None:
        return sorted(stated, key=lambda event: str(event["on"]))
    none = declared.get("overstayed") is False and declared.get("entry_refused") is False
    return [] if none else None


def _kind(tables: Tables, event: Node) -> str:
    """The kind of an event as rules know it: a waived one is `waived`; of a stay, with the way of entry."""
    what = str(event["what"])
    if event.get("waived") is True:
        return "waived"
    if what not in OF_A_STAY:
        return what
    return f"waiver-{what}" if is_waiver(tables, event.get("class"), event["on"]) else f"visa-{what}"


def _kinds(tables: Tables, trip: Trip, traveler: Traveler) -> tuple[str, ...] | None:
    """The kinds of events before the day of arrival."""
    events = _events(traveler)
    if events is None:
        return None
    return tuple(dict.fromkeys(_kind(tables, event) for event in events if event["on"] <= trip["arrive"]))


def _overstayed(tables: Tables, traveler: Traveler) -> Truth:
    """Whether the traveler ever overstayed: as declared, else as the history says, else unknown."""
    del tables
    stated: Truth = traveler.get("declares", {}).get("overstayed")
    if stated is None and "history" in traveler.get("declares", {}):
        return any(event["what"] == "overstay" for event in traveler["declares"]["history"])
    return stated


def _standing(traveler: Traveler, whats: Collection[str]) -> list[Node] | None:
    """The events of some kinds that nobody waived; None if nobody said whether there were any."""
    events = _events(traveler)
    if events is None:
        return None
    return [event for event in events if event["what"] in whats and event.get("waived") is not True]


def _days_over(event: Node) -> int | None:
    """Days beyond the day admitted until; the day itself is no day over."""
    if "days" in event:
        return int(event["days"])
    return ordinal(event["on"]) - ordinal(event["until"]) if "until" in event else None


def _overstay_days(tables: Tables, traveler: Traveler) -> int | None:
    """The days of the longest overstay; 0 without any."""
    del tables
    overstays = _standing(traveler, ("overstay",))
    if overstays is None:
        return None
    days = [_days_over(event) for event in overstays]
    return None if None in days else max((each for each in days if each is not None), default=0)


def _years(since: str, day: str) -> int:
    """Full years from one day to another."""
    start, end = date.fromisoformat(since), date.fromisoformat(day)
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def _years_since(*whats: str) -> Callable[[Tables, Trip, Traveler], int | None]:
    """Full years from the latest event of some kinds to the arrival; None without any, or if nobody said."""

    def years(tables: Tables, trip: Trip, traveler: Traveler) -> int | None:
        del tables
        events = _standing(traveler, whats)
        return _years(str(events[-1]["on"]), trip["arrive"]) if events else None

    return years


def _removals(tables: Tables, traveler: Traveler) -> int | None:
    """The number of removals that still stand; unknown if no history is stated."""
    del tables
    events = _standing(traveler, REMOVALS)
    return None if events is None else len(events)


def _visa(traveler: Traveler) -> Node | None:
    """The visa, if the traveler holds one."""
    visa = traveler.get("visa")
    return visa if visa is not None and visa != NONE else None


def _older_than(tables: Tables, trip: Trip, traveler: Traveler) -> tuple[str, ...] | None:
    """The kinds of events that came after the visa was issued; the day of issue itself counts as before."""
    events = _events(traveler)
    if events is None or not events or traveler.get("visa") == NONE:
        return None if events is None else ()
    visa = _visa(traveler)
    if visa is None or "issued" not in visa:
        return None
    later = [event for event in events if event["on"] > visa["issued"] and event["on"] <= trip["arrive"]]
    return tuple(dict.fromkeys(_kind(tables, event) for event in later))


def _confirmed_since(tables: Tables, traveler: Traveler) -> bool:
    """Whether the State Department confirmed the visa after the latest arrest, removal or voluntary departure."""
    del tables
    visa, events = _visa(traveler), _standing(traveler, PROCEEDINGS)
    confirmed = str(visa.get("confirmed", "")) if visa is not None else ""
    return bool(confirmed) and all(event["on"] < confirmed for event in events or ())


def _issued_at_home(tables: Tables, traveler: Traveler) -> Truth:
    """Whether the visa was issued in a country of the traveler's nationality."""
    del tables
    visa, nationalities = _visa(traveler), traveler.get("nationality")
    if visa is None or "issued_in" not in visa or nationalities is None:
        return None
    return visa["issued_in"] in nationalities


def contradictions(plan: Plan, classes: Collection[str]) -> Iterator[Problem]:
    """What cannot be in what travelers declare: an overstay stated and denied, a stay without its class."""
    for traveler in plan.travelers.values():
        declared = traveler.get("declares", {})
        yield from _told_otherwise(declared)
        for event in declared.get("history", ()):
            yield from _of_no_stay(event, classes)


def _told_otherwise(declared: Node) -> Iterator[Problem]:
    """Whether an overstay is declared on one line and not on the other."""
    if "history" not in declared or "overstayed" not in declared:
        return
    told = any(event["what"] == "overstay" for event in declared["history"])
    if told is declared["overstayed"]:
        return
    message = Text("`overstayed` is true, and `history` has none", "`overstayed`가 true인데 `history`에는 없습니다")
    if told:
        message = Text(
            "`history` has an overstay, and `overstayed` is false",
            "`history`에 체류 기간 초과가 있는데 `overstayed`는 false입니다",
        )
    example = "{what: overstay, class: esta, on: 2025-09-11, until: 2025-09-01}"
    hint = Text("correct one of them: {example}", "둘 중 하나를 고치십시오: {example}", example=example)
    yield problem_at(declared.document, declared.value_place("overstayed"), message, hint)


def _of_no_stay(event: Node, classes: Collection[str]) -> Iterator[Problem]:
    """An event of a stay that does not say in which class, in one nobody knows, or that ends before it begins."""
    what = event["what"]
    if what in OF_A_STAY and "class" not in event:
        message = Text(
            "`{what}` needs the `class` of that stay", "`{what}`에는 당시 체류자격 `class`가 필요합니다", what=what
        )
        hint = Text("`esta` for the visa waiver, else `b1`, `l1b`, ...", "비자면제는 `esta`, 그 밖에는 `b1`, `l1b` 등")
        yield problem_at(event.document, event.value_place("what"), message, hint)
    elif "class" in event and event["class"] not in classes:
        message = Text("this is no class of entry that is known", "알려진 체류자격이 아닙니다")
        yield problem_at(event.document, event.value_place("class"), message, one_of(classes, event["class"]))
    if what == "overstay" and "until" in event and event["on"] <= event["until"]:
        message = Text(
            "`on` is no later than `until`: no overstay", "`on`이 `until`보다 늦지 않아 기간 초과가 아닙니다"
        )
        hint = Text("`on` is the day the traveler left", "`on`에는 출국한 날을 적습니다")
        yield problem_at(event.document, event.value_place("on"), message, hint)


OF_TRAVELER: Mapping[str, Callable[[Tables, Traveler], Any]] = {
    "history.overstay_days": _overstay_days,
    "history.removals": _removals,
    "traveler.overstayed": _overstayed,
    "visa.confirmed_since": _confirmed_since,
    "visa.issued_at_home": _issued_at_home,
}
"""How facts are worked out that are the same of every trip of a traveler."""

DERIVED: Mapping[str, Callable[[Tables, Trip, Traveler], Any]] = {
    "history.years_since_overstay": _years_since("overstay"),
    "history.years_since_removal": _years_since("removal"),
    "history.years_since_removal_on_arrival": _years_since("expedited-removal"),
    "traveler.history": _kinds,
    "visa.older_than": _older_than,
}
"""How each derived fact is worked out: from the tables of the plan, the trip and its traveler."""
