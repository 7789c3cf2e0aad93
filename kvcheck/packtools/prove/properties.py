"""What shall hold of the rules whatever a plan says: properties, as `properties.yaml` has them."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from kvcheck.conditions import Condition, parse
from kvcheck.errors import CannotCheck, Place, Problem
from kvcheck.language.text import Text
from kvcheck.model import RuleKind, Verdict
from kvcheck.packs import Library
from kvcheck.packs.entry import Entry
from kvcheck.packtools.bench import Bench
from kvcheck.source import Node, read_file

FILE = "properties.yaml"
"""The file of properties: in a rules folder, or beside a company's own pack."""


class Claim(StrEnum):
    """What a property says."""

    AT_BEST = "at_best"
    """Where `when` holds, the verdict is no better than this."""
    WITHIN = "within"
    """What the classes permit, that class permits too."""
    MORE = "more"
    """The verdict is never better for more of these facts, all else being equal."""
    CAN = "can"
    """Each rule of these kinds holds, or decides, in some plan."""
    SETTLED = "settled"
    """Where every fact is known, there is an answer."""
    TIGHTENS = "tightens"
    """A policy never makes a verdict better."""


class Property(NamedTuple):
    """One property."""

    name: str
    title: Text
    why: Text
    claim: Claim
    classes: tuple[str, ...]
    """The classes of entry it is about; none means all."""
    policies: tuple[str, ...]
    """Packs beside the law by which it is judged too."""
    of_activity: bool
    """Whether it is about the verdict of the activity alone, the papers of the trip left out."""
    when: Condition | None
    unless: Condition | None
    at_best: Verdict
    by: str
    """The bar or limit, by its id, that has to forbid it then; empty if any may."""
    within: str
    grows: tuple[str, ...]
    """Facts of which there is more in the second of two trips, by as much each: later, larger, true, a longer list."""
    beside: tuple[str, ...]
    """Facts of which there may be more then too."""
    shrinks: tuple[str, ...]
    """Facts of which there is less then."""
    ladder: tuple[str, tuple[str, ...]] | None
    """A fact and its values, from the least to the most."""
    kinds: tuple[RuleKind, ...]
    place: Place


def properties_of(looked_at: Bench) -> tuple[Property, ...]:
    """The properties of the packs that are looked at: those of the rules folder that are about them, and their own.

    A company's own properties stand beside its pack, and it is judged by the law and by that pack. Raises CannotCheck
    for a file that cannot be read, and for what is wrong in it.
    """
    library = looked_at.library
    shipped = library.read(FILE, lambda root: read(library, root)) if (library.root / FILE).is_file() else ()
    if looked_at.whole:
        return shipped
    chains = {each: {pack.name for pack in library.chain_of(each)} for each in library.classes_written}
    names = set(looked_at.names)

    def concerns(each: Property) -> bool:
        if each.claim in (Claim.CAN, Claim.TIGHTENS):
            return True
        return any(names & chains[admitted] for admitted in each.classes or library.classes_written)

    own = [each for name in looked_at.names for each in _own(library, name, looked_at.names)]
    return (*(each for each in shipped if concerns(each)), *dict.fromkeys(own))


def _own(library: Library, name: str, beside: Sequence[str]) -> tuple[Property, ...]:
    """The properties beside a company's own pack; none beside one of the rules folder."""
    rules = library.pack(name).rules
    if name in library.pack_names or not rules:
        return ()
    called = Path(rules[0].place.file)
    path = library.path_of(rules[0].place.file).with_name(FILE)
    if not path.is_file():
        return ()
    root = read_file(path, called.with_name(FILE).as_posix()).root
    if not isinstance(root, Node):
        message = Text(
            "`{name}` must be a mapping (`key: value`)", "`{name}`{:은} `키: 값` 형식이어야 합니다", name=FILE
        )
        raise CannotCheck([Problem(message=message)])
    entry = Entry(root, [])
    found = read(library, entry, beside)
    if entry.problems:
        raise CannotCheck(entry.problems)
    return found


_KEYS = [
    "title",
    "why",
    "classes",
    "policies",
    "of",
    "when",
    "unless",
    *(each.value for each in Claim),
    "by",
    "with",
    "less",
]


def read(library: Library, root: Entry, beside: Sequence[str] = ()) -> tuple[Property, ...]:
    """The properties of a file. What is wrong with them is noted in the entry.

    `beside` are packs that they are judged by too where they name none: those of the company whose file it is.
    """
    root.keys(["properties"], ["properties"])
    found = (_property(library, name, entry, beside) for name, entry in root.children("properties"))
    return tuple(each for each in found if each is not None)


def _property(library: Library, name: str, entry: Entry, beside: Sequence[str]) -> Property | None:
    entry.keys(_KEYS, ["title", "why"])
    claims = [each for each in Claim if each in entry.node]
    if len(claims) != 1:
        message = Text("one of these keys says what shall hold", "다음 키 중 하나로 성립할 내용을 적습니다")
        hint = Text("{keys}", "{keys}", keys=", ".join(each.value for each in Claim))
        entry.note(entry.place, message, hint)
        return None
    [claim] = claims
    what = Text("class", "체류자격")
    return Property(
        name=name,
        title=entry.text("title"),
        why=entry.text("why"),
        claim=claim,
        classes=entry.words("classes", library.classes_written, what),
        policies=entry.words("policies", library.pack_names, Text("pack", "규칙 묶음")) or tuple(beside),
        of_activity=entry.choice("of", ("activity", "trip"), "trip") == "activity",
        when=_condition(library, entry, "when"),
        unless=_condition(library, entry, "unless"),
        at_best=Verdict(entry.choice("at_best", list(Verdict), Verdict.PERMITTED)) if claim is Claim.AT_BEST
        else Verdict.PERMITTED,
        by=entry.string("by"),
        within=entry.choice("within", library.classes, "") if claim is Claim.WITHIN else "",
        grows=_facts(library, entry, "more"),
        beside=_facts(library, entry, "with"),
        shrinks=_facts(library, entry, "less"),
        ladder=_ladder(library, entry),
        kinds=tuple(RuleKind(each) for each in entry.words("can", list(RuleKind), Text("kind of rule", "규칙 종류"))),
        place=entry.place,
    )  # fmt: skip


def _condition(library: Library, entry: Entry, key: str) -> Condition | None:
    if key not in entry.node:
        return None
    condition, problems = parse(entry.node[key], entry.node.value_place(key), entry.node, library.vocabulary)
    entry.problems.extend(problems)
    return condition


def _facts(library: Library, entry: Entry, key: str) -> tuple[str, ...]:
    """The facts of a list; none where there is a ladder of the values of one fact."""
    if _is_ladder(entry, key):
        return ()
    return tuple(each for each in entry.words(key, library.facts, Text("fact", "사실")) if each in library.facts)


def _is_ladder(entry: Entry, key: str) -> bool:
    return key == "more" and hasattr(entry.node.get(key), "items")


def _ladder(library: Library, entry: Entry) -> tuple[str, tuple[str, ...]] | None:
    """`more: {activity.mode: [observe, supervise, perform]}`: the values of one fact, from the least to the most."""
    if not _is_ladder(entry, "more"):
        return None
    inner = Entry(entry.node["more"], entry.problems)
    inner.keys(list(library.facts), [])
    name: str = next(iter(inner.node), "")
    values = list(library.facts[name].values) if name in library.facts else []
    steps = inner.words(name, values, Text("value", "값"))
    return (name, steps) if steps else None
