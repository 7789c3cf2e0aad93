"""The pages of a pack: its head, each rule with its law and cases, what beats what, provisions, what is signed."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from kvcheck.conditions import reads
from kvcheck.language.grammar import count, joined
from kvcheck.language.text import Text
from kvcheck.model import Mend, Pack, Rule, RuleKind
from kvcheck.packs import Library
from kvcheck.packs.digest import vocabulary_digest
from kvcheck.packtools.cases import examine
from kvcheck.packtools.docs import exceptions, provisions, sheets
from kvcheck.packtools.docs.numbering import Numbers
from kvcheck.packtools.docs.provisions import Law
from kvcheck.packtools.docs.sheets import Shown
from kvcheck.packtools.docs.value import PackPages, Row, Section, Signed
from kvcheck.packtools.docs.words import DOES, LETTERS
from kvcheck.packtools.outline import outline
from kvcheck.telling import labels, sentences

ABOUT = Text("About this pack", "묶음 개요")
GLANCE = Text("The rules at a glance", "규칙 목록")
TREE = Text("Grounds and their exceptions", "허용 근거와 예외")
NUMBERS = Text("Numbers and lists of the law", "법정 수치와 목록")
ADVICE = Text("What to do about single obstacles", "개별 장애 사유의 해소 방법")
SHARED = Text("Cases about rules of other packs", "다른 묶음의 규칙에 관한 사례")
PROVISIONS = Text("What is made of each provision", "조항별 반영 내용")
UNCHECKED = Text("What no machine can check", "기계가 확인할 수 없는 사항")
OUTSIDE = Text("Out of scope", "범위 밖의 사항")

KINDS = {
    RuleKind.GRANT: Text("Grounds", "허용 근거"),
    RuleKind.BAR: Text("Bars", "금지"),
    RuleKind.LIMIT: Text("Limits", "한도·요건"),
    RuleKind.DOUBT: Text("Open questions of law", "법률상 미확정"),
    RuleKind.RISK: Text("Risks", "위험"),
}
"""The headings of the sections of rules."""


def pages_of(library: Library, name: str) -> PackPages:
    """The pages of a pack of a library. Raises CannotCheck for cases that cannot be read."""
    pack = library.pack(name)
    numbers = Numbers(pack)
    law = Law(library, pack, numbers)
    examined = examine(library, name)
    shown = Shown(library, pack, examined, numbers)
    cited = law.numbers
    sections = [
        Section("about", 2, ABOUT, tuple(_about(pack, len(examined.outcomes)))),
        Section("rules", 2, GLANCE, tuple(_glance(pack, numbers))),
        *_rules(library, pack, numbers, cited, shown),
        Section("exceptions", 2, TREE, tuple(exceptions.tree(library, pack, numbers))),
        Section("advice", 2, ADVICE, tuple(_advice(library, pack, numbers))),
        Section("numbers", 2, NUMBERS, tuple(provisions.numbers_and_lists(law.parameters, cited))),
        Section("shared", 2, SHARED, tuple(shown.of(""))),
        Section("provisions", 2, PROVISIONS, tuple(law.rows())),
        Section("unchecked", 2, UNCHECKED, tuple(provisions.unchecked(library, pack, numbers))),
        Section("outside", 2, OUTSIDE, tuple(provisions.beyond(pack, cited))),
    ]
    kept = tuple(each for each in sections if each.rows)
    return PackPages(pack.name, pack.title, pack.reviewed, kept, tuple(_signed(library, pack)))


def _about(pack: Pack, cases: int) -> Iterator[Row]:
    """The head of a pack."""
    layer = _LAYERS[pack.layer.value]
    yield Row("", Text("{name}: {layer}", "{name}: {layer}", name=pack.name, layer=layer))
    if pack.admits is not None:
        yield Row("", Text("Class of entry: {label}", "체류자격: {label}", label=pack.label))
    if pack.owner is not None:
        yield Row("", Text("Decided by: {owner}", "결정: {owner}", owner=pack.owner))
    if pack.applies_to:
        classes = ", ".join(pack.applies_to)
        yield Row("", Text("Only for: {classes}", "적용 대상: {classes}", classes=classes))
    if pack.extends:
        packs = ", ".join(pack.extends)
        text = Text(
            "The rules of these packs apply too, and stand on their own pages: {packs}",
            "다음 묶음의 규칙도 함께 적용되며 각 묶음의 문서에 있습니다: {packs}",
            packs=packs,
        )
        yield Row("", text)
    yield Row("", sentences.read_until(pack).each(lambda text: text[:1].upper() + text[1:]))
    text = Text(
        "{rules}, {cases}",
        "{rules}, {cases}",
        rules=count(len(pack.rules), "rule", "개 규칙"),
        cases=count(cases, "case", "개 사례"),
    )
    yield Row("", text)
    yield Row("", labels.DISCLAIMER, tone="quiet")


_LAYERS = {
    "law": Text("law", "법"),
    "policy": Text("a company's own rules, which only tighten", "회사 자체 규칙(엄격하게만 함)"),
    "side": Text("law beside the scope of a class: it only warns", "체류자격 범위 외의 법(경고만 함)"),
    "crew": Text("law about several trips together: it only warns", "여러 출장을 함께 보는 법(경고만 함)"),
}


def _glance(pack: Pack, numbers: Numbers) -> Iterator[Row]:
    """A row for each rule: number, title."""
    for kind, heading in KINDS.items():
        rules = [rule for rule in pack.rules if rule.kind is kind]
        if rules:
            yield Row("", heading, tone="head")
        yield from (Row(numbers.of(rule), rule.title, link=f"#{numbers.of(rule)}") for rule in rules)


def _rules(library: Library, pack: Pack, numbers: Numbers, cited: Mapping[str, str], shown: Shown) -> Iterator[Section]:
    """A section for each kind, and one in it for each rule."""
    for kind, heading in KINDS.items():
        rules = [rule for rule in pack.rules if rule.kind is kind]
        if rules:
            yield Section(f"kind-{LETTERS[kind]}", 2, heading, (Row("", DOES[kind], tone="quiet"),))
        for rule in rules:
            yield _section(rule, numbers, [*sheets.sheet(library, rule, cited), *shown.of(rule.name)])
        if kind is RuleKind.GRANT and pack.otherwise is not None:
            rows = [*sheets.said_of(library, pack.otherwise, cited), *shown.of(pack.otherwise.name)]
            yield _section(pack.otherwise, numbers, rows)


def _section(rule: Rule, numbers: Numbers, rows: Iterable[Row]) -> Section:
    number = numbers.of(rule)
    return Section(number, 3, rule.title, tuple(rows), mark=number, name=rule.id)


def _advice(library: Library, pack: Pack, numbers: Numbers) -> Iterator[Row]:
    """What to do about one thing that stands in the way, with the rules that it is said for."""
    said: dict[Mend, list[str]] = {}
    for rule in pack.rules:
        for mend in rule.mends:
            if reads(mend.condition) & reads(rule.condition):
                said.setdefault(mend, []).append(rule.name)
    for mend, rules in said.items():
        part = outline(mend.condition, library)
        where = joined((item.said for item in part.items), " ")
        text = Text("Where {where}: {text}", "{where}: {text}", where=where, text=mend.text)
        yield Row(numbers.listed(rules), text)


def _signed(library: Library, pack: Pack) -> Iterator[Signed]:
    """What a signature vouches for, with the digests that a receipt has."""
    yield Signed(Text("Rules of {name} (rules.yaml)", "{name}의 규칙(rules.yaml)", name=pack.name), pack.digest)
    cases = library.cases_of(pack.name)
    if cases is not None:
        digest = hashlib.sha256(cases.document.text.encode()).hexdigest()
        text = Text("Its cases (cases.yaml; not in a receipt)", "해당 사례(cases.yaml, 판정 기록에는 없음)")
        yield Signed(text, digest)
    for each in library.chain(pack.name):
        if each.name != pack.name:
            text = Text("Applies too: {name}", "함께 적용되는 {name}", name=each.name)
            yield Signed(text, each.digest)
    text = Text(
        "What packs share: facts, kinds, numbers, authorities, words (“vocabulary” in a receipt)",
        "공통 사실·종류·수치·근거·어휘(판정 기록의 “vocabulary”)",
    )
    yield Signed(text, vocabulary_digest(library))
