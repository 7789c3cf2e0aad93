"""The vocabularies that rules are written in: facts, activities, documents, authorities, parameters."""

from collections.abc import Collection, Mapping
from typing import Any

from kvcheck.conditions import FactSort
from kvcheck.frozen import FrozenDict
from kvcheck.language.text import Text
from kvcheck.model import (
    NOT_READ,
    ActivityKind,
    Authority,
    Catalogue,
    Dated,
    DocumentKind,
    Fact,
    Family,
    Parameter,
    Phase,
    Step,
)
from kvcheck.packs.entry import CONFIDENCE, Entry
from kvcheck.source import Items, Node

_AUTHORITY = Text("authority", "근거")
ANSWERERS = ("planner", "traveler", "employer", "seller", "host", "counsel")
"""Who may be asked for a fact."""


def read_facts(root: Entry) -> dict[str, Fact]:
    """The facts of `facts.yaml`, by name."""
    root.keys(["changes", "facts"], ["facts"])
    facts: dict[str, Fact] = {}
    order = [
        "scope",
        "type",
        "values",
        "unit",
        "given",
        "uses",
        "unless_said",
        "ask_after",
        "counted_from",
        "beyond",
        "title",
        "ask",
        "answered_by",
        "can_change",
        "paper",
    ]
    for name, entry in root.children("facts"):
        entry.keys(order, ["scope", "type", "title", "ask", "answered_by", "can_change"])
        if ("given" in entry.node) is ("uses" in entry.node):
            entry.note(
                entry.place,
                Text("a fact is either `given` or `uses` others", "사실은 `given` 또는 `uses` 중 하나입니다"),
            )
        facts[name] = Fact(
            name=name,
            of_activity=(scope := entry.choice("scope", ["activity", "trip", "crew"])) == "activity",
            of_crew=scope == "crew",
            sort=FactSort(entry.choice("type", list(FactSort), FactSort.TEXT)),
            values=entry.texts("values"),
            unit=entry.optional_text("unit"),
            given=entry.string("given") or None,
            uses=entry.strings("uses"),
            ask_after=entry.string("ask_after") or None,
            counted_from=entry.string("counted_from") or None,
            beyond=entry.choice("beyond", ["start", "end"]) if "beyond" in entry.node else None,
            title=entry.text("title"),
            ask=entry.text("ask"),
            answered_by=entry.choice("answered_by", ANSWERERS),
            can_change=entry.flag("can_change"),
            paper="paper" in entry.node and entry.flag("paper"),
            place=entry.place,
            unless_said=entry.node.get("unless_said"),
        )
    return facts


def read_catalogue(root: Entry) -> Catalogue:
    """The activities of `activities.yaml`."""
    root.keys(["families", "kinds"], ["families", "kinds"])
    families: dict[str, Family] = {}
    for name, entry in root.children("families"):
        entry.keys(["name", "by_hand", "about"], ["name", "about"])
        families[name] = Family(
            name=name,
            title=entry.text("name"),
            by_hand="by_hand" in entry.node and entry.flag("by_hand"),
            about=entry.text("about"),
        )
    kinds: dict[str, ActivityKind] = {}
    for name, entry in root.children("kinds"):
        entry.keys(["family", "name", "earlier", "duties", "means", "about"], ["family", "name", "about"])
        kinds[name] = ActivityKind(
            name=name,
            family=entry.choice("family", families),
            title=entry.text("name"),
            duties=frozenset(entry.strings("duties")),
            means=entry.named_strings("means"),
            about=entry.text("about"),
            place=entry.place,
            earlier=entry.strings("earlier"),
        )
    return Catalogue(families=families, kinds=kinds)


def read_documents(root: Entry, authorities: Collection[str] | None) -> dict[str, DocumentKind]:
    """The documents of `documents.yaml`, by name."""
    root.keys(["documents"], ["documents"])
    documents: dict[str, DocumentKind] = {}
    order = ["name", "shows", "issued_by", "language", "when", "lead_days", "shown_by", "law", "confidence", "note"]
    issuers = ["traveler", "employer", "seller", "host", "government", "carrier", "counsel"]
    for name, entry in root.children("documents"):
        entry.keys(order, [key for key in order if key not in ("lead_days", "shown_by", "note")])
        documents[name] = DocumentKind(
            name=name,
            title=entry.text("name"),
            shows=entry.text("shows"),
            issued_by=entry.choice("issued_by", issuers),
            language=entry.text("language"),
            when=entry.words("when", ["visa", "entry", "site", "company"], Text("occasion", "용도")),
            lead_days=entry.number("lead_days") if "lead_days" in entry.node else None,
            shown_by=_shown_by(entry) if "shown_by" in entry.node else (),
            law=entry.words("law", authorities, _AUTHORITY),
            confidence=entry.choice("confidence", CONFIDENCE),
            note=entry.optional_text("note"),
            place=entry.place,
        )
    return documents


def _shown_by(entry: Entry) -> tuple[str, ...]:
    """Places below a traveler or a trip, some with the value that they need."""
    found = entry.strings("shown_by")
    for number, each in enumerate(found):
        if not each.startswith(("traveler.", "trip.")):
            message = Text(
                "a place begins with `traveler.` or `trip.`, not `{each}`",
                "위치는 `traveler.` 또는 `trip.`으로 시작합니다: `{each}`",
                each=each,
            )
            entry.note(entry.node["shown_by"].item_place(number), message)
    return found


def read_steps(root: Entry, authorities: Collection[str] | None, classes: Collection[str] | None) -> dict[str, Step]:
    """The steps of `steps.yaml`, by name."""
    root.keys(["steps"], ["steps"])
    steps: dict[str, Step] = {}
    order = ["phase", "classes", "day", "text", "law", "confidence", "inference", "note"]
    for name, entry in root.children("steps"):
        entry.keys(order, ["phase", "text", "law", "confidence"])
        inference = "inference" in entry.node and entry.flag("inference")
        law = entry.words("law", authorities, _AUTHORITY)
        if not law and not inference:
            message = Text(
                "a step without a source is an inference (`inference: true`)",
                "출처가 없는 단계는 추론입니다(`inference: true`)",
            )
            entry.note(entry.place, message)
        counted_from, days = _day_of_step(entry)
        steps[name] = Step(
            name=name,
            phase=Phase(entry.choice("phase", list(Phase), Phase.BEFORE)),
            classes=entry.words("classes", classes, Text("class", "체류자격")),
            counted_from=counted_from,
            days=days,
            text=entry.text("text"),
            law=law,
            confidence=entry.choice("confidence", CONFIDENCE),
            inference=inference,
            note=entry.optional_text("note"),
            place=entry.place,
        )
    return steps


def _day_of_step(entry: Entry) -> tuple[str | None, int]:
    """The day of the trip that a step is counted from, and the days to it."""
    if "day" not in entry.node:
        return None, 0
    if not isinstance(entry.node["day"], Node):
        message = Text("write {from: arrive, days: -7}", "{from: arrive, days: -7}처럼 적습니다")
        entry.note(entry.node.value_place("day"), message)
        return None, 0
    counted = Entry(entry.node["day"], entry.problems)
    counted.keys(["from", "days"], ["from", "days"])
    return counted.choice("from", ["arrive", "depart"], "arrive"), counted.number("days")


def read_authorities(root: Entry) -> dict[str, Authority]:
    """The authorities of `authorities.yaml`, by name."""
    root.keys(["authorities"], ["authorities"])
    authorities: dict[str, Authority] = {}
    order = ["cite", "title", "tier", "link", "dated", "read", "extent", "note"]
    for name, entry in root.children("authorities"):
        entry.keys(order, ["cite", "title", "tier", "link", "extent"])
        extent = entry.choice("extent", ["whole", "part", "secondary", "unread"])
        if (extent == "unread") is ("read" in entry.node):
            entry.note(
                entry.place,
                Text("`read` is the day it was read, if it was", "`read`는 읽은 날짜이며 읽었을 때만 적습니다"),
            )
        tier = entry.number("tier")
        if not 1 <= tier <= 6:
            entry.note(entry.place, Text("`tier` is 1 to 6", "`tier`는 1에서 6까지입니다"))
        authorities[name] = Authority(
            name=name,
            cite=entry.string("cite"),
            title=entry.text("title"),
            tier=tier,
            link=entry.string("link"),
            dated=entry.day("dated") or None,
            read=entry.day("read") or None,
            extent=extent,
            note=entry.optional_text("note"),
            place=entry.place,
        )
    return authorities


def read_parameters(root: Entry, authorities: Collection[str] | None) -> dict[str, Parameter]:
    """The parameters of `parameters.yaml`, by name."""
    root.keys(["parameters"], ["parameters"])
    parameters: dict[str, Parameter] = {}
    order = ["title", "unit", "law", "confidence", "values", "note"]
    for name, entry in root.children("parameters"):
        entry.keys(order, ["title", "law", "confidence", "values"])
        parameters[name] = Parameter(
            name=name,
            title=entry.text("title"),
            unit=entry.optional_text("unit"),
            law=entry.words("law", authorities, _AUTHORITY),
            confidence=entry.choice("confidence", CONFIDENCE),
            values=_dated_values(entry, authorities),
            note=entry.optional_text("note"),
            place=entry.place,
        )
    return parameters


_DATED = ("from", "announced", "drops", "value", "law")
"""The keys of a dated value."""


def _sort(value: Any) -> type:
    """What kind of value it is; an amount with cents is a number like one without."""
    return int if isinstance(value, float) else type(value)


def _plain(value: Any) -> Any:
    """A value without its place in the file: a list, a mapping that nobody changes, or itself."""
    if isinstance(value, Items):
        return list(value)
    return FrozenDict(value) if isinstance(value, Node) else value


def _dated_values(entry: Entry, authorities: Collection[str] | None) -> tuple[Dated, ...]:
    """Values with the first day each is in force, earliest first and no day twice."""
    raw = entry.node.get("values")
    if not isinstance(raw, Items) or not raw:
        entry.note(
            entry.place,
            Text("`values` is a list of {from: day, value: ...}", "`values`는 {from: 날짜, value: ...} 목록입니다"),
        )
        return ()
    found: list[Dated] = []
    for index, item in enumerate(raw):
        if not isinstance(item, Node) or not {"from", "value"} <= set(item) <= set(_DATED):
            entry.note(
                raw.item_place(index), Text("write {from: day, value: ...}", "{from: 날짜, value: ...}로 적습니다")
            )
            continue
        period = Entry(item, entry.problems)
        period.keys(_DATED, ("from", "value"))
        start, announced = period.day("from"), str(item.get("announced", ""))
        known = period.day("announced", str(item["from"])) if announced != NOT_READ else start
        if found and start <= found[-1].first:
            entry.note(raw.item_place(index), Text("values are listed by rising date", "값은 날짜 순서로 적습니다"))
        value = item["value"]
        if found and _sort(value) is not _sort(raw[0]["value"]):
            entry.note(raw.item_place(index), Text("all values are of one type", "모든 값의 유형이 같아야 합니다"))
        law = period.words("law", {*authorities, NOT_READ} if authorities is not None else None, _AUTHORITY)
        found.append(Dated(start, _plain(value), known, law, announced, period.strings("drops")))
    return tuple(found)


def with_names(facts: Mapping[str, Fact], catalogue: Catalogue) -> dict[str, Fact]:
    """The facts, with the names of the catalogue as the values of those that name a kind or a family."""
    kinds = {name: kind.title for name, kind in catalogue.kinds.items()}
    families = {name: family.title for name, family in catalogue.families.items()}
    names = {FactSort.KIND: kinds, FactSort.FAMILY: families, FactSort.FAMILIES: families}
    return {name: fact._replace(values=names.get(fact.sort, fact.values)) for name, fact in facts.items()}


def closed_values(facts: Mapping[str, Fact]) -> dict[str, frozenset[str]]:
    """The values that a condition may name, for every fact whose values are a closed list."""
    return {
        name: frozenset(fact.values) for name, fact in facts.items() if fact.values and fact.sort is not FactSort.YES_NO
    }
