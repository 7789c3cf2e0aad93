"""What shall hold of the rules whatever a plan says: properties, as `properties.yaml` has them."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from kvcheck import disk
from kvcheck.conditions import Condition, FactSort
from kvcheck.conditions.parse import Vocabulary, parse
from kvcheck.errors import CannotCheck, Place, Problem
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import Fact, RuleKind, Verdict
from kvcheck.packs import Library
from kvcheck.packs.entry import Entry
from kvcheck.packs.vocabulary import closed_values
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
    shipped = library.read(FILE, lambda root: read(library, root)) if disk.there(library.root / FILE) else ()
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
    if not disk.there(path):
        return ()
    document = read_file(path, called.with_name(FILE).as_posix())
    document.rules = True
    root = document.root
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


_ABOUT = ("classes", "policies", "of", "when")
_KEYS: Mapping[Claim, tuple[str, ...]] = {
    Claim.AT_BEST: (*_ABOUT, "unless", "at_best", "by"),
    Claim.WITHIN: (*_ABOUT, "unless", "within"),
    Claim.MORE: (*_ABOUT, "unless", "more", "with", "less"),
    Claim.CAN: ("can",),
    Claim.SETTLED: (*_ABOUT, "settled"),
    Claim.TIGHTENS: ("classes", "tightens"),
}
"""What an entry with a claim may have beside its title and its reason, in this order."""
_GROWING = (FactSort.NUMBER, FactSort.DATE, FactSort.YES_NO)
"""Types of which there can be more; of lists there can be too."""
_STEPPED = (FactSort.CHOICE, FactSort.KIND, FactSort.FAMILY)
"""Types whose values can be put in an order."""


def read(library: Library, root: Entry, beside: Sequence[str] = ()) -> tuple[Property, ...]:
    """The properties of a file. What is wrong with them is noted in the entry.

    `beside` are packs that they are judged by too where they name none: those of the company whose file it is.
    """
    root.keys(["properties"], ["properties"])
    found = (_property(library, name, entry, beside) for name, entry in root.children("properties"))
    return tuple(each for each in found if each is not None)


def _property(library: Library, name: str, entry: Entry, beside: Sequence[str]) -> Property | None:
    claims = [each for each in Claim if each in entry.node]
    if len(claims) != 1:
        message = Text("one of these keys says what shall hold", "다음 키 중 하나로 성립할 내용을 적습니다")
        hint = Text("{keys}", "{keys}", keys=", ".join(each.value for each in Claim))
        entry.note(entry.place, message, hint)
        return None
    [claim] = claims
    entry.keys(("title", "why", *_KEYS[claim]), ["title", "why"])
    if claim in (Claim.SETTLED, Claim.TIGHTENS) and not entry.flag(claim) and entry.node[claim] is False:
        entry.note(entry.node.value_place(claim), Text("this is `true`", "`true`로 적습니다"))
    within = entry.choice("within", library.classes, "") if claim is Claim.WITHIN else ""
    found = Property(
        name=name,
        title=entry.text("title"),
        why=entry.text("why"),
        claim=claim,
        classes=entry.words("classes", library.classes_written, Text("class", "체류자격")),
        policies=entry.words("policies", library.pack_names, Text("pack", "규칙 묶음")) or tuple(beside),
        of_activity=entry.choice("of", ("activity", "trip"), "trip") == "activity",
        when=_condition(library, entry, "when"),
        unless=_condition(library, entry, "unless"),
        at_best=Verdict(entry.choice("at_best", list(Verdict), Verdict.NOT_PERMITTED)),
        by=entry.string("by"),
        within=within,
        grows=_facts(library, entry, "more"),
        beside=_facts(library, entry, "with"),
        shrinks=_facts(library, entry, "less"),
        ladder=_ladder(library, entry),
        kinds=_kinds(entry),
        place=entry.place,
    )
    if not entry.problems and claim in (Claim.MORE, Claim.CAN) and not (found.grows or found.ladder or found.kinds):
        entry.note(entry.node.value_place(claim), Text("nothing is named here", "적힌 것이 없습니다"))
    return found


def _kinds(entry: Entry) -> tuple[RuleKind, ...]:
    known = list(RuleKind)
    found = entry.words("can", known, Text("kind of rule", "규칙 종류"))
    return tuple(RuleKind(each) for each in found if each in known)


def _condition(library: Library, entry: Entry, key: str) -> Condition | None:
    if key not in entry.node:
        return None
    condition, problems = parse(entry.node[key], entry.node.value_place(key), entry.node, _vocabulary(library))
    entry.problems.extend(problems)
    return condition


def _known(library: Library) -> dict[str, Fact]:
    """The facts that a property may speak of: not those of several trips; those that companies declare too."""
    return {name: fact for name, fact in library.facts.items() if not fact.of_crew}


def _vocabulary(library: Library) -> Vocabulary:
    facts = _known(library)
    return Vocabulary(
        facts={name: fact.sort for name, fact in facts.items()},
        values=closed_values(facts),
        parameters={name: each.values[-1].value for name, each in library.parameters.items()},
    )


def _facts(library: Library, entry: Entry, key: str) -> tuple[str, ...]:
    """The facts of a list, of which there can be more; none where there is a ladder of the values of one fact."""
    if key == "more" and isinstance(entry.node.get(key), Node):
        return ()
    facts = _known(library)
    can = [name for name, fact in facts.items() if fact.sort in _GROWING or fact.sort.is_list]
    what = Text("number, day, yes-no fact or list", "숫자·날짜·예/아니요·목록 사실")
    return tuple(each for each in entry.words(key, can, what) if each in can)


def _ladder(library: Library, entry: Entry) -> tuple[str, tuple[str, ...]] | None:
    """`more: {activity.mode: [observe, supervise, perform]}`: the values of one fact, from the least to the most."""
    if not isinstance(entry.node.get("more"), Node):
        return None
    inner = Entry(entry.node["more"], entry.problems)
    facts = _known(library)
    stepped = [name for name, fact in facts.items() if fact.sort in _STEPPED]
    inner.keys(stepped, [])
    if len(inner.node) != 1:
        entry.note(entry.node.value_place("more"), Text("one fact stands here", "사실 하나를 적습니다"))
    name: str = next(iter(inner.node), "")
    steps = inner.words(name, list(facts[name].values) if name in stepped else [], Text("value", "값"))
    if len(steps) < 2 or len(set(steps)) < len(steps):
        inner.note(inner.place, Text("two values or more, each once", "둘 이상의 값을 한 번씩만 적습니다"))
    return (name, steps) if name in stepped else None
