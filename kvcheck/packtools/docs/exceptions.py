"""What beats what: the bars a ground gives way to, the open questions that send it to a person, what a bar forbids."""

from collections.abc import Iterator, Mapping, Sequence

from kvcheck.language.text import Text
from kvcheck.model import Pack, Rule, RuleKind
from kvcheck.packs import Library
from kvcheck.packtools.docs.numbering import Numbers
from kvcheck.packtools.docs.value import Row
from kvcheck.packtools.outline import parts_of_rule
from kvcheck.packtools.possible import TooManyFacts, holding, latest

INTRO = Text(
    "What can hold of the same activity, by the conditions alone. A ground permits only where none of its bars holds; "
    "where one of its open questions holds, a person decides.",
    "조건만으로 볼 때 같은 활동에 함께 성립할 수 있는 규칙입니다. 금지가 하나도 성립하지 않아야 허용 근거에 따라 "
    "허용되며, 미확정 사항이 성립하면 담당자가 판단합니다.",
)
NEEDS = Text("needs conditions {first} to {last} of {number}", "{number}의 조건 {first}~{last} 모두 필요")
NEEDS_ONE = Text("needs the condition of {number}", "{number}의 조건 필요")
NEEDS_SOME = Text(
    "needs one of the conditions {first} to {last} of {number}", "{number}의 조건 {first}~{last} 중 하나 필요"
)
NEEDS_LIMITS = Text(
    "needs every limit that applies to be met: {limits}", "해당하는 한도·요건을 모두 충족해야 함: {limits}"
)
GIVES_WAY = Text("not permitted where one of these holds:", "다음 중 하나가 성립하면 불허:")
TO_A_PERSON = Text("for a person to decide where one of these holds:", "다음 중 하나가 성립하면 담당자 판단:")
BEATS = Text("beats these grounds: {grounds}", "다음 허용 근거보다 우선: {grounds}")
EVERY = Text("Every ground that applies", "적용되는 모든 허용 근거")
NO_BAR = Text("no bar can hold beside it", "함께 성립할 수 있는 금지 없음")
OPENS = Text("leaves these grounds to a person: {grounds}", "다음 허용 근거를 담당자 판단으로 넘김: {grounds}")
OF_TRIP = Text("concerns the whole trip, whatever its grounds", "근거와 무관하게 출장 전체에 관한 사항")
_AGAINST = {RuleKind.BAR: GIVES_WAY, RuleKind.DOUBT: TO_A_PERSON}
"""Kinds of rules that a ground gives way to, with what becomes of the activity."""
MEETS_NONE = Text(
    "no ground can hold beside it: it says why none does", "함께 성립할 수 있는 허용 근거 없음(불허 이유를 밝힘)"
)


def tree(library: Library, pack: Pack, numbers: Numbers) -> Iterator[Row]:
    """What bounds every ground, then each ground with what it needs and gives way to, then each bar with what it beats.

    Of a pack without grounds, its bars and open questions beside the grounds of the packs that it extends.
    """
    rules = [rule for each in library.chain(pack.name) for rule in each.rules]
    grounds = [rule for rule in rules if rule.kind is RuleKind.GRANT]
    if not grounds:
        return
    yield Row("", INTRO, tone="quiet")
    meet = _Meeting(library)
    own = [each for each in grounds if each.pack == pack.name]
    against = {kind: [each for each in rules if each.kind is kind and each.of_activity] for kind in _AGAINST}
    common = {
        kind: [each for each in found if len(own) > 1 and all(meet(ground, each) for ground in own)]
        for kind, found in against.items()
    }
    limits = [rule.name for rule in rules if rule.kind is RuleKind.LIMIT]
    if limits or any(common.values()):
        yield Row("", EVERY, tone="title")
    if limits:
        yield Row("", NEEDS_LIMITS.filled(limits=numbers.listed(limits)), depth=1)
    yield from _gives_way(common, numbers)
    for ground in own:
        yield _called(ground, numbers, 0)
        yield Row("", _needs(ground, library, numbers), depth=1)
        alone = {
            kind: [each for each in found if each not in common[kind] and meet(ground, each)]
            for kind, found in against.items()
        }
        yield from _gives_way(alone, numbers)
        if not alone[RuleKind.BAR] and not common[RuleKind.BAR]:
            yield Row("", NO_BAR, depth=1, tone="quiet")
    shown = (RuleKind.BAR,) if own else tuple(_AGAINST)  # beside grounds of its own its open questions stand already
    for each in (each for each in pack.rules if each.kind in shown):
        yield from _beats(each, grounds, meet, numbers)


def _gives_way(met: Mapping[RuleKind, Sequence[Rule]], numbers: Numbers) -> Iterator[Row]:
    """The rules that a ground gives way to, by what becomes of it."""
    for kind, heading in _AGAINST.items():
        if met[kind]:
            yield Row("", heading, depth=1, tone="quiet")
            yield from (_called(each, numbers, 2) for each in met[kind])


def _beats(rule: Rule, grounds: Sequence[Rule], meet: "_Meeting", numbers: Numbers) -> Iterator[Row]:
    """A bar or an open question, and the grounds that give way to it."""
    yield _called(rule, numbers, 0)
    if not rule.of_activity:
        yield Row("", OF_TRIP, depth=1)
        return
    met = numbers.listed(each.name for each in grounds if meet(each, rule))
    bars = rule.kind is RuleKind.BAR
    yield Row("", (BEATS if bars else OPENS).filled(grounds=met) if met else MEETS_NONE, depth=1)


def _called(rule: Rule, numbers: Numbers, depth: int) -> Row:
    return Row(numbers.of(rule), rule.title, depth=depth, tone="title" if not depth else "")


def _needs(ground: Rule, library: Library, numbers: Numbers) -> Text:
    """That a ground needs its conditions, by the numbers that they have where it stands."""
    [part] = parts_of_rule(ground.kind, ground.condition, library)
    tops = [item for item in part.items if "." not in item.number]
    words = NEEDS_ONE if len(tops) == 1 else NEEDS if tops[1].joint.en == "and" else NEEDS_SOME
    return words.filled(first=tops[0].number, last=tops[-1].number, number=numbers.of(ground))


class _Meeting:
    """Whether two rules can hold of the same activity on the same day."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[tuple[str, str], bool] = {}

    def __call__(self, one: Rule, other: Rule) -> bool:
        """Whether they can; what takes too long to rule out counts as possible."""
        key = (one.name, other.name)
        if key not in self._known:
            self._known[key] = self._found(one, other)
        return self._known[key]

    def _found(self, one: Rule, other: Rule) -> bool:
        if one.last_day < other.first_day or other.last_day < one.first_day:
            return False
        try:
            both = [latest(one.condition, self._library), latest(other.condition, self._library)]
            return holding(both, [True, True], self._library) is not None
        except TooManyFacts:
            return True
