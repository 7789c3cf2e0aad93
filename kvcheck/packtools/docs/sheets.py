"""Each rule of a pack as rows: what it asks, what proves it, its law, and the cases that show it at work."""

from collections.abc import Iterator, Mapping, Sequence

from kvcheck.conditions import reads
from kvcheck.language.grammar import joined
from kvcheck.language.text import Text
from kvcheck.model import Pack, Rule, RuleKind, Verdict
from kvcheck.packs import Library
from kvcheck.packs.rules import OPEN
from kvcheck.packtools.cases import Case, Examined, Outcome
from kvcheck.packtools.docs.numbering import Numbers, by_id
from kvcheck.packtools.docs.value import Row
from kvcheck.packtools.outline import Part, parts_of_rule
from kvcheck.telling import labels, sentences

IN_FORCE = Text("In force {days}", "시행 {days}")
ANNOUNCED = Text("{said}, announced {day}", "{said}, 공표 {day}")
PROOF = Text("Proved by: {papers}", "증빙: {papers}")
CARRIED = Text("To carry: {papers}", "지참: {papers}")
INSTEAD = Text("Instead: {text}", "대안: {text}")
NOTE = Text("Note: {text}", "참고: {text}")
LAW = Text("Law (confidence: {confidence})", "법적 근거(신뢰도: {confidence})")
CASES = Text("Cases", "사례")
GENERATED = Text(
    "Cases written by a program, each a case with one thing changed", "프로그램이 한 가지만 바꾸어 작성한 사례"
)
NO_WAIVER = Text("No waiver may accept it: the plan has to be mended.", "예외 승인이 불가하며 계획을 수정해야 합니다.")
ELSEWHERE = Text("Also at work in: {cases}", "다음 사례에도 작용: {cases}")
MISSED = Text("Near misses: {cases}", "한 가지 사실이 달라 결과가 바뀌는 사례: {cases}")
FEW = 3
"""So many cases are named that stand beside another rule, before the rest is only counted."""
NEAREST = Text("nearest: {rules}", "가장 가까운 근거: {rules}")
OWN_DECISION = Text("Basis: the decision of the owner of the pack", "근거: 묶음 작성자의 결정")


def asked(parts: Iterator[Part]) -> Iterator[Row]:
    """The conditions of a rule, line by line."""
    for part in parts:
        yield Row("", part.heading.each(_capital), tone="head")
        for item in part.items:
            yield Row(item.number, item.said, depth=item.depth)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def sheet(library: Library, rule: Rule, law: Mapping[str, str]) -> Iterator[Row]:
    """A rule without its cases; `law` are the numbers of authorities."""
    days = _days(rule)
    if days is not None:
        yield Row("", days, tone="quiet")
    yield from asked(parts_of_rule(rule.kind, rule.condition, library))
    yield from said_of(library, rule, law)


def said_of(library: Library, rule: Rule, law: Mapping[str, str]) -> Iterator[Row]:
    """What a rule says beside its condition: papers, what to do instead, its law, a note."""
    if rule.proof:
        papers = joined((library.documents[name].title for name in rule.proof), "; ")
        yield Row("", (PROOF if rule.kind in ("grant", "bar", "limit") else CARRIED).filled(papers=papers))
    if rule.instead is not None:
        yield Row("", INSTEAD.filled(text=rule.instead))
    if not rule.waivable and rule.kind in ("doubt", "risk"):
        yield Row("", NO_WAIVER)
    if rule.law:
        yield Row("", LAW.filled(confidence=labels.CONFIDENCE[rule.confidence]), tone="head")
    else:
        yield Row("", OWN_DECISION)
    for name in rule.law:
        yield Row(law[name], cited(library, name))
    if rule.note is not None:
        yield Row("", NOTE.filled(text=rule.note), tone="quiet")


def cited(library: Library, name: str) -> Text:
    """An authority in one sentence: citation, whom it binds, how it was read, what it says."""
    each = library.authorities[name]
    return Text(
        "{cite} ({tier}, {extent}): {title}",
        "{cite} ({tier}, {extent}): {title}",
        cite=each.cite,
        tier=labels.TIERS[each.tier],
        extent=labels.EXTENTS[each.extent],
        title=each.title,
    )


def _days(rule: Rule) -> Text | None:
    """The days on which a rule is law; None if always."""
    said: Text | None = None
    if rule.first_day or rule.last_day < OPEN:
        last = rule.last_day if rule.last_day < OPEN else ""
        said = IN_FORCE.filled(days=f"{rule.first_day or '…'} – {last or '…'}")
    if rule.announced and rule.announced != rule.first_day:
        said = (
            ANNOUNCED.filled(said=said, day=rule.announced)
            if said
            else Text("Announced {day}", "공표 {day}", day=rule.announced)
        )
    return said


# Cases ----------------------------------------------------------------------------------------------------------------


class Shown:
    """The cases of a pack, each once, beside the first rule of it that decides there."""

    def __init__(self, library: Library, pack: Pack, examined: Examined, numbers: Numbers) -> None:
        """The cases as they came out."""
        self._library = library
        self._numbers = numbers
        self._rules = by_id(library.chain(pack.name))
        self._by_name = {each.case.name: each for each in examined.outcomes}
        self._beside: dict[str, list[Outcome]] = {}
        self._also: dict[str, list[str]] = {}
        self._missed: dict[str, list[str]] = {}
        for each in examined.outcomes:
            by = {self._rules[name].name for name in each.case.by if name in self._rules}
            own = [name for name in numbers.own if name in each.deciding or name in by]
            first = next((name for name in own if name in by), own[0] if own else "")
            self._beside.setdefault(first, []).append(each)
            for name in own:
                if name != first:
                    self._also.setdefault(name, []).append(each.case.name)
            for name in examined.misses.get(each.case.name, ()):
                if name in numbers.own and name not in own:
                    self._missed.setdefault(name, []).append(each.case.name)

    def of(self, rule: str) -> Iterator[Row]:
        """The cases beside a rule, by its full name; of none (empty) those about rules of other packs."""
        here = self._beside.get(rule, [])
        also, missed = self._also.get(rule, []), self._missed.get(rule, [])
        written = [each for each in here if not each.case.generated]
        made = [each for each in here if each.case.generated]
        if written or also or missed:
            yield Row("", CASES, tone="head")
        yield from map(self._row, _alike(written))
        for words, names in ((ELSEWHERE, also), (MISSED, missed)):
            if names:
                yield Row("", words.filled(cases=_named(names)), tone="quiet")
        if made:
            yield Row("", GENERATED, tone="head")
        yield from map(self._row, _alike(made))

    def _row(self, outcomes: Sequence[Outcome]) -> Row:
        """Cases that differ in one member of a list only, in one row."""
        case = outcomes[0].case
        rules = self._numbers.listed(self._rules[each].name if each in self._rules else each for each in case.by)
        nearest = case.verdict is Verdict.NOT_PERMITTED and any(
            self._rules[each].kind is RuleKind.GRANT for each in case.by if each in self._rules
        )
        text = Text(
            "{title} → {verdict} ({rules}). {facts}",
            "{title} → {verdict} ({rules}). {facts}",
            title=case.title,
            verdict=labels.VERDICTS[case.verdict],
            rules=NEAREST.filled(rules=rules) if nearest else rules,
            facts=self._facts(case, [each.case.name.partition(":")[2] for each in outcomes]),
        )
        if case.gap is not None:
            text = Text("{text} Known gap: {gap}", "{text} 알려진 미비점: {gap}", text=text, gap=case.gap)
        return Row(case.name.partition(":")[0], text, tone="case")

    def _facts(self, case: Case, members: Sequence[str]) -> Text:
        """In what a case differs from the one it starts from; of one that starts from none, what its rules ask."""
        each = f" ({', '.join(members)})" if members[0] else ""
        start = self._by_name.get(case.start or "")
        if start is None:
            read = {name for rule in case.by if rule in self._rules for name in reads(self._rules[rule].condition)}
            facts = {name: value for name, value in case.facts.items() if name in read}
            return Text("Facts: {facts}{each}.", "사실: {facts}{each}.", facts=self._said(facts), each=each)
        before = start.case.facts
        changed = {
            name: case.facts.get(name)
            for name in dict.fromkeys((*before, *case.facts))
            if before.get(name) != case.facts.get(name)
        }
        said = self._said(changed)
        if case.on != start.case.on:
            day = Text("day of the activity: {day}", "활동일: {day}", day=case.on)
            said = joined([day, said], "; ") if changed else day
        return Text(
            "As {start}, but {facts}{each}.",
            "{start}에서 다음만 다름: {facts}{each}.",
            start=start.case.name,
            facts=said,
            each=each,
        )

    def _said(self, facts: Mapping[str, object]) -> Text:
        """Facts with their values."""
        known = self._library.facts
        return joined(
            (
                Text(
                    "{title}: {value}",
                    "{title}: {value}",
                    title=known[name].title,
                    value=sentences.value_of(known[name], value, whole=True),
                )
                for name, value in facts.items()
            ),
            "; ",
        )


def _alike(outcomes: Sequence[Outcome]) -> Iterator[list[Outcome]]:
    """Outcomes in groups: those of one case that is run for each of a list, if they come out the same."""
    groups: dict[tuple[object, ...], list[Outcome]] = {}
    for each in outcomes:
        case = each.case
        groups.setdefault((case.name.partition(":")[0], case.verdict, case.by), []).append(each)
    yield from groups.values()


def _named(names: Sequence[str]) -> Text:
    """Names of cases, without the member of a list that some are run for; of many the first ones and how many more."""
    every = list(dict.fromkeys(name.partition(":")[0] for name in names))
    shown, rest = ", ".join(every[:FEW]), len(every) - FEW
    if rest <= 0:
        return Text(shown, shown)
    return Text("{shown} and {rest} more", "{shown} 외 {rest}개", shown=shown, rest=rest)
