"""One pack of rules: its head, and its grants, bars, limits, doubts and risks."""

from collections.abc import Collection, Mapping

from kvcheck import __version__
from kvcheck.conditions import AnyOf, Comparison, Condition, ForSome, reads
from kvcheck.conditions.parse import Vocabulary, parse
from kvcheck.digests import sha256
from kvcheck.errors import CannotCheck
from kvcheck.language.text import Text
from kvcheck.model import VISA_CLASS, Beyond, Called, Fact, Layer, Mend, Pack, Parameter, Planning, Rule, RuleKind
from kvcheck.packs.entry import CONFIDENCE, Entry
from kvcheck.packs.own import FACTS, NUMBERS, read_numbers, read_own_facts, refuse_own
from kvcheck.packs.vocabulary import closed_values
from kvcheck.source import Items, Node, problem_at
from kvcheck.versions import fits

ALWAYS = ""
"""First day of a rule that has no beginning."""
OTHERWISE = "no-ground"
"""The id of what is said of an activity that no ground covers."""
OPEN = "9999-12-31"
"""Last day of a rule that has no end."""

SECTIONS: Mapping[str, RuleKind] = {f"{kind}s": kind for kind in RuleKind}

HEAD = [
    "pack", "layer", "class", "label", "name", "called", "owner", "requires", "extends", "applies_to", "planning",
    "sources_to", "reviewed", "review_by", "otherwise", "out_of_scope", FACTS, NUMBERS, "mends", *SECTIONS,
]  # fmt: skip
"""The keys of a pack, in their order."""
_ORDER = [
    "title", "in_force", "announced", "when", "must", "proof", "instead", "mends", "law", "confidence", "waivable",
    "note",
]  # fmt: skip


def read_pack(
    root: Entry,
    facts: Mapping[str, Fact],
    vocabulary: Vocabulary,
    authorities: Collection[str] | None,
    documents: Collection[str] | None,
    classes: Collection[str] | None = None,
) -> Pack:
    """The pack a `rules.yaml` holds. References to ids of other files are checked where names are given.

    `facts` and `vocabulary` are those of the law; what a policy pack declares beside its rules is added here.
    """
    _refuse_other_version(root)
    layer = Layer(root.choice("layer", list(Layer), Layer.LAW))
    refuse_what_loosens(root, layer)
    refuse_own(root, layer)
    own_facts, (numbers, tightened) = read_own_facts(root), read_numbers(root, vocabulary.parameters)
    facts, vocabulary = {**facts, **own_facts}, _with_own(vocabulary, own_facts, numbers)
    needed = ["owner"] if layer is Layer.POLICY else ["sources_to"]
    root.keys(HEAD, ["pack", "name", *needed, "reviewed", "review_by"])
    name = root.string("pack")
    shared = _mends(root, vocabulary)
    rules = tuple(
        _rule(entry, name, rule_id, kind, facts, vocabulary, authorities, documents, layer, shared)
        for section, kind in SECTIONS.items()
        for rule_id, entry in root.children(section)
    )
    if layer is not Layer.LAW and not (rules or tightened):
        root.note(root.place, Text("the pack has no rules", "규칙이 없습니다"))
    taken: set[str] = set()
    for rule in rules:
        if rule.id in taken:
            root.note(rule.place, Text("the id `{id}` is taken", "식별자 `{id}`{:은} 이미 쓰였습니다", id=rule.id))
        taken.add(rule.id)
    return Pack(
        name=name,
        layer=layer,
        admits=root.string("class") or None,
        label=root.string("label") or name,
        title=root.text("name"),
        extends=root.strings("extends"),
        sources_to=root.day("sources_to") if "sources_to" in root.node else None,
        reviewed=root.day("reviewed"),
        review_by=root.day("review_by"),
        rules=rules,
        otherwise=_otherwise(root, name, authorities),
        applies_to=root.words("applies_to", classes, Text("class", "체류자격")),
        owner=root.optional_text("owner"),
        planning=_planning(root),
        called=_called(root, facts),
        digest=sha256(root.node.document.text),
        text=root.node.document.text if layer is Layer.POLICY else "",
        beyond=_beyond(root, authorities),
        facts=own_facts,
        numbers=numbers,
        tightened=tightened,
    )


def _with_own(vocabulary: Vocabulary, facts: Mapping[str, Fact], numbers: Mapping[str, Parameter]) -> Vocabulary:
    """What the conditions of a pack may speak of: what all may, and what it declares."""
    return Vocabulary(
        facts={**vocabulary.facts, **{name: fact.sort for name, fact in facts.items()}},
        values={**vocabulary.values, **closed_values(facts)},
        parameters={**vocabulary.parameters, **{name: each.values[-1].value for name, each in numbers.items()}},
    )


def _beyond(root: Entry, authorities: Collection[str] | None) -> tuple[Beyond, ...]:
    """What the law of a pack is about too, without a rule here."""
    raw = root.node.get("out_of_scope", Items())
    entries = [Entry(each, root.problems) for each in raw if isinstance(each, Node)] if isinstance(raw, Items) else []
    if not isinstance(raw, Items) or len(entries) != len(raw):
        message = Text(
            "`out_of_scope` is a list of {law: [...], what: {en: ..., ko: ...}}",
            "`out_of_scope`는 {law: [...], what: {en: ..., ko: ...}} 목록입니다",
        )
        root.note(root.node.value_place("out_of_scope"), message)
    for each in entries:
        each.keys(["law", "what"], ["law", "what"])
    what = Text("authority", "근거")
    return tuple(Beyond(each.words("law", authorities, what), each.text("what")) for each in entries)


def _rule(
    entry: Entry,
    pack: str,
    rule_id: str,
    kind: RuleKind,
    facts: Mapping[str, Fact],
    vocabulary: Vocabulary,
    authorities: Collection[str] | None,
    documents: Collection[str] | None,
    layer: Layer,
    shared: tuple[Mend, ...],
) -> Rule:
    """One rule of a section of a pack, in its layer; `shared` are mends of the pack that apply where its condition
    meets theirs.

    A limit has `must`, and `when` if it is not for everyone; every other kind has `when`. Without `authorities` or
    `documents`, names of them are not looked up.
    """
    needs = "must" if kind is RuleKind.LIMIT else "when"
    advises = ["instead"] if kind in (RuleKind.BAR, RuleKind.DOUBT, RuleKind.RISK) else []
    cites = [] if layer is Layer.POLICY else ["law", "confidence"]  # a company's rule rests on its own decision
    entry.keys(_ORDER, ["title", needs, *cites, *advises])
    if kind is not RuleKind.LIMIT and "must" in entry.node:
        entry.note(entry.node.key_place("must"), Text("only a limit has `must`", "`must`는 한도(limit)에만 씁니다"))
    condition = _condition(entry, kind, vocabulary)
    asks = reads(condition) if condition is not None else frozenset()
    about_activity = any(facts[fact].of_activity for fact in asks if fact in facts)
    if kind is RuleKind.LIMIT and about_activity:
        message = Text("a limit reads only facts of the trip", "한도(limit)는 출장에 관한 사실만 읽습니다")
        entry.note(entry.place, message)
    if "law" in entry.node and not entry.strings("law"):
        entry.note(entry.node.value_place("law"), Text("a rule needs an authority", "규칙에는 근거가 필요합니다"))
    if "waivable" in entry.node and kind not in (RuleKind.DOUBT, RuleKind.RISK):
        message = Text("only a doubt or a risk has `waivable`", "`waivable`은 doubt·risk 규칙에만 씁니다")
        entry.note(entry.node.key_place("waivable"), message)
    first, last = _in_force(entry)
    known = ALWAYS if layer is Layer.POLICY else first  # a company knows its own rules before they start
    return Rule(
        id=rule_id,
        pack=pack,
        kind=kind,
        of_activity=kind in (RuleKind.GRANT, RuleKind.BAR) or about_activity,
        title=entry.text("title"),
        condition=condition if condition is not None else AnyOf(()),
        first_day=first,
        last_day=last,
        announced=entry.day("announced") or known,
        proof=entry.words("proof", documents, Text("document", "서류")),
        instead=entry.optional_text("instead"),
        law=entry.words("law", authorities, Text("authority", "근거")),
        confidence=entry.choice("confidence", CONFIDENCE, CONFIDENCE[0]),
        waivable=entry.flag("waivable") if "waivable" in entry.node else True,
        note=entry.optional_text("note"),
        place=entry.place,
        mends=(*_mends(entry, vocabulary), *(shared if kind in (RuleKind.GRANT, RuleKind.LIMIT) else ())),
    )


def _mends(entry: Entry, vocabulary: Vocabulary) -> tuple[Mend, ...]:
    """What to do about single things that stand in the way: of one rule, or of every ground and limit of a pack."""
    raw = entry.node.get("mends")
    if raw is None:
        return ()
    found: list[Mend] = []
    for each in raw if isinstance(raw, Items) else ():
        if isinstance(each, Node) and set(each) == {"when", "instead"}:
            condition, problems = parse(each["when"], each.value_place("when"), each, vocabulary)
            entry.problems.extend(problems)
            if condition is not None:
                found.append(Mend(condition, Entry(each, entry.problems).text("instead")))
    if not isinstance(raw, Items) or len(found) != len(raw):
        message = Text(
            "`mends` is a list of {when: condition, instead: {en: ..., ko: ...}}",
            "`mends`는 {when: 조건, instead: {en: ..., ko: ...}} 목록입니다",
        )
        entry.note(entry.node.value_place("mends"), message)
    return tuple(found)


def _refuse_other_version(root: Entry) -> None:
    """Refuse a pack that says `requires` and asks for another version of kvcheck, or in no words that are understood.

    It is asked before anything else of the pack is: a key that only a newer version has is no mistake of its author's.
    """
    if "requires" not in root.node:
        return
    asked, place = str(root.node["requires"]), root.node.value_place("requires")
    fit = fits(__version__, asked)
    if fit:
        return
    message = Text(
        "this pack needs kvcheck {asked}; this is {version}",
        "이 규칙 묶음에는 kvcheck {asked} 버전이 필요합니다. 현재 버전: {version}",
        asked=asked,
        version=__version__,
    )
    hint = Text(
        "install a version that fits, or take an older pack", "조건에 맞는 버전을 설치하거나 이전 묶음을 쓰십시오"
    )
    if fit is None:
        message = Text("`requires` is no list of versions", "`requires`가 버전 조건이 아닙니다")
        hint = Text('write `">=0.1, <1"`', '`">=0.1, <1"`처럼 적으십시오')
    raise CannotCheck([problem_at(root.node.document, place, message, hint)])


_LOOSENS: Mapping[str, Text] = {
    "grants": Text("permits something", "무언가를 허용함"),
    "otherwise": Text("answers for the law", "법을 대신하여 답함"),
    "extends": Text("takes over rules of law", "법의 규칙을 가져옴"),
    "class": Text("admits to a class", "체류자격을 부여함"),
    "replaces": Text("replaces a rule", "규칙을 대체함"),
    "removes": Text("removes a rule", "규칙을 삭제함"),
    "overrides": Text("overrides a rule", "규칙을 무효화함"),
    "waives": Text("waives a rule", "규칙을 면제함"),
    "except": Text("excepts from a rule", "규칙의 예외를 둠"),
}
"""Keys by which a pack would loosen the law, with what each would do."""


def refuse_what_loosens(root: Entry, layer: Layer) -> None:
    """A policy pack only adds bars, limits, doubts and risks; a side pack only risks. Anything else is refused here."""
    if layer is Layer.LAW:
        return
    allowed = ("bars", "limits", "doubts", "risks") if layer is Layer.POLICY else ("risks",)
    for key in root.node:
        why = _LOOSENS.get(key)
        if key in SECTIONS and key not in allowed and why is None:
            why = Text("decides something", "판정에 영향을 줌")
        if why is not None:
            message = Text(
                "`{key}` {why}; a {layer} pack cannot do that",
                "`{key}`: {why}. {layer} 규칙 묶음에는 쓸 수 없습니다",
                key=key,
                why=why,
                layer=layer,
            )
            only = ", ".join(allowed)
            hint = Text(
                "a {layer} pack has only {only}", "{layer} 규칙 묶음에는 {only}만 씁니다", layer=layer, only=only
            )
            if layer is Layer.POLICY:
                hint = Text(
                    "{hint}: it can make a verdict worse, never better",
                    "{hint}. 판정을 엄격하게만 할 수 있습니다",
                    hint=hint,
                )
            root.note(root.node.key_place(key), message, hint)


def _planning(root: Entry) -> Planning | None:
    """What getting into the class takes."""
    if not isinstance(root.node.get("planning"), Node):
        return None
    entry = Entry(root.node["planning"], root.problems)
    entry.keys(["order", "weeks", "fees", "note"], ["order", "weeks", "fees"])
    weeks = entry.node.get("weeks")
    span = tuple(weeks) if isinstance(weeks, Items) else ()
    if len(span) != 2 or not all(isinstance(each, int) for each in span) or span[0] > span[1]:
        entry.note(entry.place, Text("`weeks` is [from, to]", "`weeks`는 [최소, 최대]입니다"))
        span = (0, 0)
    return Planning(
        order=entry.number("order"),
        weeks=(span[0], span[1]),
        fees=entry.strings("fees"),
        note=entry.optional_text("note"),
    )


def _called(root: Entry, facts: Mapping[str, Fact]) -> Called:
    """How people write the class that the pack is for."""
    if "called" not in root.node:
        return Called()
    if "class" not in root.node:
        message = Text("only a pack of a class has `called`", "`called`는 체류자격 묶음에만 씁니다")
        root.note(root.node.key_place("called"), message)
    if not isinstance(root.node["called"], Node):
        root.note(root.node.value_place("called"), Text("a mapping is expected here", "`키: 값` 형식이어야 합니다"))
        return Called()
    entry = Entry(root.node["called"], root.problems)
    entry.keys(["words", "perhaps", "visas"], [])
    known = facts[VISA_CLASS].values if VISA_CLASS in facts else None
    visas = entry.words("visas", known, Text("class of visa", "비자 종류")) if "visas" in entry.node else None
    return Called(entry.strings("words"), entry.strings("perhaps"), visas)


def _otherwise(root: Entry, pack: str, authorities: Collection[str] | None) -> Rule | None:
    """What forbids an activity that no ground covers: a bar without a condition of its own."""
    if not isinstance(root.node.get("otherwise"), Node):
        return None
    entry = Entry(root.node["otherwise"], root.problems)
    entry.keys(["title", "instead", "law", "confidence"], ["title", "instead", "law", "confidence"])
    return Rule(
        id=OTHERWISE,
        pack=pack,
        kind=RuleKind.BAR,
        of_activity=True,
        title=entry.text("title"),
        condition=Comparison("activity.kind", "not_in", frozenset(), many=False),
        first_day=ALWAYS,
        last_day=OPEN,
        announced=ALWAYS,
        proof=(),
        instead=entry.optional_text("instead"),
        law=entry.words("law", authorities, Text("authority", "근거")),
        confidence=entry.choice("confidence", CONFIDENCE),
        waivable=False,
        note=None,
        place=entry.place,
    )


def _condition(entry: Entry, kind: RuleKind, vocabulary: Vocabulary) -> Condition | None:
    """What the rule asks; for a limit with `when`: that it does not apply, or is met."""
    found: dict[str, Condition] = {}
    for key in ("when", "must"):
        if key in entry.node:
            condition, problems = parse(entry.node[key], entry.node.value_place(key), entry.node, vocabulary)
            entry.problems.extend(problems)
            if condition is not None:
                found[key] = condition
    if kind is RuleKind.LIMIT and "must" in found and "when" in found:
        return ForSome.of(found["when"], found["must"])
    return found.get("must" if kind is RuleKind.LIMIT else "when")


def _in_force(entry: Entry) -> tuple[str, str]:
    """The first and the last day of a rule, both inclusive; from ALWAYS, to OPEN where nothing is said."""
    if not isinstance(entry.node.get("in_force"), Node):
        if "in_force" in entry.node:
            entry.note(
                entry.node.value_place("in_force"),
                Text("write {from: day, until: day}", "{from: 날짜, until: 날짜}로 적습니다"),
            )
        return ALWAYS, OPEN
    period = Entry(entry.node["in_force"], entry.problems)
    period.keys(["from", "until"], [])
    first, last = period.day("from", ALWAYS), period.day("until", OPEN)
    if last < first:
        period.note(period.place, Text("`until` lies before `from`", "`until`이 `from`보다 이릅니다"))
    return first, last
