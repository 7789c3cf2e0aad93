"""Random law as the text of a rules folder, read by the real loader."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from kvcheck.conditions import All, AnyOf, Comparison, Condition, FactSort, Not, Reference
from kvcheck.packs import Library, rules_root
from tests.support.plans import AS_OF
from tests.support.properties.naive import Dated, Law, Rule
from tests.support.properties.strategies import MEMBERS, World, plain


def said(text: str) -> dict[str, str]:
    """A text in both languages."""
    return {"en": text, "ko": f"{text} 한국어"}


def written(condition: Condition, *, short: bool) -> dict[str, Any]:
    """A condition as a pack writes it; `short` uses every short form that the language has."""
    match condition:
        case All(parts):
            facts = [part.fact for part in parts if isinstance(part, Comparison)]
            if short and len(parts) > 1 and len(set(facts)) == len(parts):
                return {key: value for part in parts for key, value in written(part, short=True).items()}
            return {"all": [written(part, short=short) for part in parts]}
        case AnyOf(parts):
            return {"any": [written(part, short=short) for part in parts]}
        case Not(part):
            return {"not": written(part, short=short)}
        case Comparison(fact, operator, operand):
            value = f"${operand.name}" if isinstance(operand, Reference) else plain(operand)
            is_list = isinstance(operand, frozenset) or (isinstance(operand, Reference) and "_list" in operand.name)
            if short and operator == ("in" if is_list else "is"):
                return {fact: value}
            return {fact: {operator: value}}


def rule_text(rule: Rule, *, short: bool) -> dict[str, Any]:
    """A rule as a pack writes it."""
    always = Rule(name="", kind="")
    period = {
        key: day
        for key, day, default in (("from", rule.first, always.first), ("until", rule.last, always.last))
        if day != default
    }
    entry: dict[str, Any] = {"title": said(rule.name)}
    if period:
        entry["in_force"] = period
    if rule.announced != rule.first:
        entry["announced"] = rule.announced
    for key, condition in (("when", rule.when), ("must", rule.must)):
        if condition is not None:
            entry[key] = written(condition, short=short)
    return entry | {"instead": said("do otherwise"), "law": ["law-1"], "confidence": "high"}


def pack_text(name: str, own: Sequence[Rule], extends: Sequence[str], *, short: bool) -> dict[str, Any]:
    """A pack as its file has it."""
    head = {"pack": name, "class": name.rpartition("/")[2], "name": said(name), "extends": list(extends)}
    sections = {
        f"{kind}s": {rule.name: rule_text(rule, short=short) for rule in own if rule.kind == kind}
        for kind in ("grant", "bar", "limit", "doubt", "risk")
    }
    dates = {"sources_to": "2026-10-07", "reviewed": AS_OF, "review_by": "2027-05-22"}
    return head | dates | {section: entries for section, entries in sections.items() if entries}


def facts_text(world: World) -> dict[str, Any]:
    """A `facts.yaml`."""
    found = {}
    for name, sort in world.facts.items():
        values = {"values": {value: said(value) for value in MEMBERS[sort]}} if "choice" in sort else {}
        found[name] = {
            "scope": "activity" if name in world.of_activity else "trip",
            "type": str(sort),
            **values,
            "given": name,
            "title": said(name),
            "ask": said(f"what is {name}?"),
            "answered_by": "planner",
            "can_change": True,
        }
    return {"facts": found}


def catalogue_text() -> dict[str, Any]:
    """An `activities.yaml`."""
    families = {name: {"name": said(name), "about": said(name)} for name in MEMBERS[FactSort.FAMILY]}
    kinds = {name: {"family": "hands", "name": said(name), "about": said(name)} for name in MEMBERS[FactSort.KIND]}
    return {"families": families, "kinds": kinds}


def parameters_text(parameters: Dated) -> dict[str, Any]:
    """A `parameters.yaml`."""
    return {
        "parameters": {
            name: {
                "title": said(name),
                "law": ["law-1"],
                "confidence": "high",
                "values": [
                    {"from": start, **({"announced": known} if known != start else {}), "value": plain(value)}
                    for start, value, known in values
                ],
            }
            for name, values in parameters.items()
        }
    }


AUTHORITIES = {
    "authorities": {
        "law-1": {
            "cite": "1 Example Code 1", "title": said("an example"), "tier": 1, "link": "https://example.com/1",
            "extent": "unread",
        }
    }
}  # fmt: skip


def dump(data: Any) -> str:
    """Data as YAML text."""

    class Dumper(yaml.CSafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            del data
            return True

    return str(yaml.dump(data, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=200))


def write(root: Path, world: World, packs: Mapping[str, dict[str, Any]], shipped: Library | None = None) -> Library:
    """A rules folder on disk, read whole by the real loader, with facts, activities and words of `shipped`."""
    texts = {
        "us/authorities.yaml": AUTHORITIES,
        "us/parameters.yaml": parameters_text(world.parameters),
        "documents.yaml": {"documents": {}},
        **{f"{name}/rules.yaml": text for name, text in packs.items()},
    }
    if shipped is None:
        texts |= {"facts.yaml": facts_text(world), "activities.yaml": catalogue_text()}
    for relative, data in texts.items():
        path = root / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dump(data), encoding="utf-8")
    for relative in ("facts.yaml", "activities.yaml"):
        if shipped is not None:
            shutil.copy(rules_root() / relative, root / relative)
    library = Library(root)
    if shipped is not None:
        library.words = shipped.words  # read when a description is, which may be after this folder is gone
    assert library.catalogue.kinds
    read = library.facts, library.parameters  # packs may be those of another folder; this one is gone soon
    assert all(isinstance(each, dict) for each in read)
    assert len(library.rules()) == sum(len(rules) for text in packs.values() for rules in sections_of(text))
    return library


def sections_of(text: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The sections of a pack that hold rules."""
    return [value for key, value in text.items() if key in ("grants", "bars", "limits", "doubts", "risks")]


def packs_for(world: World, laws_by_class: Mapping[str, Law], shipped: Library) -> Library:
    """A library with one pack a class, in the shipped vocabulary."""
    with TemporaryDirectory() as folder:
        texts = {
            f"us/{name}": pack_text(f"us/{name}", law.rules, [], short=True) for name, law in laws_by_class.items()
        }
        return write(Path(folder), world, texts, shipped)


def loaded(world: World, law: Law, *, short: bool = False) -> Library:
    """The library of a law: its rules divided between the pack `us/visit` and the pack `us/common` that it extends."""
    half = len(law.rules) // 2
    with TemporaryDirectory() as folder:
        packs = {
            "us/common": pack_text("us/common", law.rules[:half], [], short=short),
            "us/visit": pack_text("us/visit", law.rules[half:], ["us/common"], short=short),
        }
        return write(Path(folder), world, packs)
