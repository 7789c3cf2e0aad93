"""What rules rest on: ids that are taken, law that is old or unread, grounds that are weak, what nothing uses."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from kvcheck.conditions import reads
from kvcheck.errors import Place
from kvcheck.language.text import Text
from kvcheck.model import LAST_TIER_OF_LAW, OWN, Authority, DocumentKind, Layer, Pack, Parameter, Rule, RuleKind
from kvcheck.packs import Library
from kvcheck.packs.entry import Entry
from kvcheck.packtools.bench import Bench
from kvcheck.packtools.lint.saying import Saying
from kvcheck.packtools.remarks import Remark
from kvcheck.source import Node

RETIRED = "retired.yaml"
"""The file of a rules folder with the ids of rules that are gone."""
OLD_DAYS = 365
"""Days after which the reading of a text is worth a note."""


def look(bench: Bench, today: str) -> Iterator[Remark]:
    """What is worth knowing of what the packs rest on."""
    library = bench.library
    retired = retired_ids(library)
    for name in bench.names:
        pack, root = library.pack(name), library.rules_of(name)
        say = Saying(root.document)
        yield from _ids(library, pack, root, retired, say)
        if today > pack.review_by:
            message = Text(
                "the law in this pack should have been read again by {day}",
                "이 묶음의 법령은 {day}까지 다시 확인했어야 합니다",
                day=pack.review_by,
            )
            yield say.remark("stale", root.value_place("review_by"), message, about=name)
        yield from _unused_own(pack, root, say)
        for rule in pack.written:
            if pack.layer is not Layer.POLICY:
                yield from _weak(library, rule, say)
    if bench.whole:
        yield from _authorities(library, today)
        yield from _unused(library)


def retired_ids(library: Library) -> frozenset[str]:
    """Full names of rules that are gone. Raises CannotCheck if the file is not a list of them."""
    if not (library.root / RETIRED).is_file():
        return frozenset()
    return library.read(RETIRED, _read_retired)


def _read_retired(root: Entry) -> frozenset[str]:
    root.keys(["retired"], ["retired"])
    return frozenset(root.strings("retired"))


def _ids(library: Library, pack: Pack, root: Node, retired: frozenset[str], say: Saying) -> Iterator[Remark]:
    """Ids that a rule of another pack of the class has, or that a rule had."""
    above = {rule.id: rule for each in library.chain(pack.name)[:-1] for rule in each.rules}
    for rule in pack.written:
        place = root[f"{rule.kind}s"].key_place(rule.id)
        if rule.id in above:
            message = Text(
                "`{id}` is also a rule of `{pack}`, so a case cannot tell the two apart",
                "`{id}`{:은} `{pack}`에도 있어 사례에서 구별할 수 없습니다",
                id=rule.id,
                pack=above[rule.id].pack,
            )
            yield say.remark("id-twice", place, message, about=rule.name)
        if rule.name in retired:
            message = Text(
                "`{id}` was a rule that is gone; ids are never reused",
                "`{id}`{:은} 삭제된 규칙의 식별자입니다. 식별자는 다시 쓰지 않습니다",
                id=rule.id,
            )
            yield say.remark("id-retired", place, message, about=rule.name)


def _weak(library: Library, rule: Rule, say: Saying) -> Iterator[Remark]:
    """A ground that no law or guidance carries, or of low confidence."""
    if rule.kind is not RuleKind.GRANT:
        return
    tiers = [library.authorities[each].tier for each in rule.law]
    if rule.confidence == "low" or min(tiers, default=9) > LAST_TIER_OF_LAW:
        message = Text(
            "the ground `{id}` rests on press, practice or low confidence alone",
            "허용 근거 `{id}`{:은} 언론·실무 또는 낮은 신뢰도에만 의존합니다",
            id=rule.id,
        )
        yield say.remark("weak", rule.place, message, about=rule.name)


def _unused_own(pack: Pack, root: Node, say: Saying) -> Iterator[Remark]:
    """Facts and numbers that a company declares and that none of its rules reads."""
    read = {name for rule in pack.rules for name in reads(rule.condition)}
    declared = [(root["facts"], name.removeprefix(f"{OWN}."), name) for name in pack.facts]
    declared += [(root["numbers"], name, name) for name in pack.numbers]
    for section, key, name in declared:
        if name not in read:
            message = Text("no rule uses `{name}`", "`{name}`{:을} 쓰는 규칙이 없습니다", name=name)
            yield say.remark("unused", _key_of(section, key), message, about=name)


def _key_of(section: Node, name: str) -> Place:
    """Where a name stands in a section, with or without the sign of numbers before it."""
    return section.key_place(name if name in section else f"${name}")


def _authorities(library: Library, today: str) -> Iterator[Remark]:
    """Texts that rules rest on and that nobody read, or not for long."""
    cited = Counter(law for rule in _rules(library) for law in rule.law)
    say = Saying(library.root_of("us/authorities.yaml").document)
    old = (date.fromisoformat(today) - timedelta(days=OLD_DAYS)).isoformat()
    for name, number in cited.items():
        each = library.authorities[name]
        if each.read is None or each.read < old:
            yield say.remark("unread", each.place, _how_old(each, number), about=name)


def _how_old(authority: Authority, rules: int) -> Text:
    if authority.read is None:
        return Text(
            "nobody read `{name}`, which {rules} rules cite",
            "규칙 {rules}건이 인용하는 `{name}`{:을} 아무도 읽지 않았습니다",
            name=authority.name,
            rules=rules,
        )
    return Text(
        "`{name}`, which {rules} rules cite, was last read on {day}",
        "규칙 {rules}건이 인용하는 `{name}`{:은} {day}에 마지막으로 확인했습니다",
        name=authority.name,
        rules=rules,
        day=authority.read,
    )


def _rules(library: Library) -> Iterator[Rule]:
    """Every rule, what packs say of activities without a ground included."""
    for name in library.pack_names:
        pack = library.pack(name)
        yield from pack.rules
        if pack.otherwise is not None:
            yield pack.otherwise


_Placed = Authority | Parameter | DocumentKind


def _unused(library: Library) -> Iterator[Remark]:
    """Numbers, documents and texts that nothing names."""
    rules = list(_rules(library))
    named = {name for rule in rules for name in reads(rule.condition)}
    fees = {name for each in library.pack_names if (plan := library.pack(each).planning) for name in plan.fees}
    laws = {law for rule in rules for law in rule.law}
    laws |= {law for each in library.parameters.values() for law in each.law}
    laws |= {law for each in library.documents.values() for law in each.law}
    laws |= {law for each in library.steps.values() for law in each.law}
    laws |= {law for each in library.parameters.values() for value in each.values for law in value.law}
    proofs = {name for rule in rules for name in rule.proof}
    tables: tuple[tuple[str, Mapping[str, _Placed], set[str]], ...] = (
        ("us/authorities.yaml", library.authorities, laws),
        ("us/parameters.yaml", library.parameters, named | fees),
        ("documents.yaml", library.documents, proofs),
    )
    for file, table, used in tables:
        say = Saying(library.root_of(file).document)
        for name, entry in table.items():
            if name not in used:
                message = Text("no rule uses `{name}`", "`{name}`{:을} 쓰는 규칙이 없습니다", name=name)
                yield say.remark("unused", entry.place, message, about=name)
