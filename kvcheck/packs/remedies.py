"""The `changes` of `facts.yaml`: what a planner can change about a trip."""

from kvcheck.language.text import Text
from kvcheck.model.remedies import WAYS, Remedy
from kvcheck.packs.entry import Entry
from kvcheck.source import Items, Node

LABELS = frozenset({"activity.kind", "activity.description", "equipment.name", "traveler.job", "contract.scope"})
"""Places that say what work is called."""


def read_remedies(root: Entry) -> dict[str, Remedy]:
    """What a planner can change, by name, from the `changes` of `facts.yaml`."""
    remedies: dict[str, Remedy] = {}
    order = ["place", "way", "from", "to", "also", "who", "cost", "first", "text"]
    who = ["planner", "traveler", "employer", "seller", "host", "government"]
    lasting = {fact.get("given") for fact in _facts(root) if not fact.get("can_change")}
    for name, entry in root.children("changes"):
        entry.keys(order, ["place", "way", "who", "cost", "text"])
        remedies[name] = Remedy(
            name=name,
            place=(place := entry.string("place")),
            way=(way := entry.choice("way", WAYS, "set")),
            stands=tuple(entry.node.get("from", ())),
            to=entry.node.get("to"),
            also=entry.named_strings("also"),
            who=entry.choice("who", who),
            cost=entry.number("cost"),
            first=entry.optional_text("first"),
            text=entry.text("text"),
        )
        if place in lasting or place in LABELS or place.startswith(("traveler.declares", "traveler.expertise")):
            message = Text(
                "`{place}` says what is so: no plan changes it, and no advice may have it written otherwise",
                "`{place}`{:은} 사실 자체를 적는 곳이므로 계획 변경이나 조언의 대상이 될 수 없습니다",
                place=place,
            )
            entry.note(entry.node.value_place("place"), message)
        if not isinstance(entry.node.get("from", Items()), Items):
            entry.note(entry.node.value_place("from"), Text("`from` is a list of values", "`from`은 값의 목록입니다"))
        if ("to" in entry.node) is (way not in ("set", "renew")):
            entry.note(
                entry.place, Text("`to` is for the ways `set` and `renew`", "`to`는 `set`과 `renew`에만 적습니다")
            )
    return remedies


def _facts(root: Entry) -> list[Node]:
    """The facts of the same file; what is none is told by who reads the facts."""
    facts = root.node.get("facts")
    return [each for each in facts.values() if isinstance(each, Node)] if isinstance(facts, Node) else []
