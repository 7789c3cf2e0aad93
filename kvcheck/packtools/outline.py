"""A condition as numbered lines that cannot be misread: what has to be found, and how the parts are joined."""

from collections.abc import Iterator, Mapping

from kvcheck.conditions import All, AnyOf, Condition, ForSome, Not
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import Fact, Parameter, RuleKind
from kvcheck.packs import Library
from kvcheck.telling import sentences

EVERY = Text("all of these are so:", "다음을 모두 충족:")
SOME = Text("at least one of these is so:", "다음 중 하나 이상 충족:")
AND, OR = Text("and", "그리고"), Text("or", "또는")
_NOTHING = Text("", "")


class Item(NamedTuple):
    """One line of a condition: a comparison, or the heading of the lines below it."""

    number: str
    """Its place, such as 2.1: the first part of the second one. Empty of a condition that is one comparison."""
    joint: Text
    """How it is joined to the line before it at the same depth: and, or; nothing for the first."""
    text: Text

    @property
    def depth(self) -> int:
        """How many groups it stands in."""
        return self.number.count(".")

    @property
    def said(self) -> Text:
        """The line with its joint."""
        return (
            Text("{joint} {text}", "{joint} {text}", joint=self.joint, text=self.text) if self.joint.en else self.text
        )


class Part(NamedTuple):
    """What is asked, under a heading."""

    heading: Text
    items: tuple[Item, ...]


HOLDS = Text("holds if", "충족 조건")
APPLIES = Text("applies if", "적용 조건")
OF_WHOM = Text("asked where", "적용 대상")
MUST = Text("met there if", "대상일 때의 충족 조건")


def parts_of_rule(kind: RuleKind, condition: Condition, library: Library) -> Iterator[Part]:
    """What a rule of a kind asks; of a limit that is not for everyone, first of whom and then what."""
    names = called(library)
    if isinstance(condition, ForSome):
        yield _part(OF_WHOM, condition.when, names)
        yield _part(MUST, condition.must, names)
    else:
        yield _part(HOLDS if kind in (RuleKind.GRANT, RuleKind.LIMIT) else APPLIES, condition, names)


def outline(condition: Condition, library: Library) -> Part:
    """A condition that belongs to no rule of its own, such as that of a mend."""
    return _part(_NOTHING, condition, called(library))


def _part(heading: Text, condition: Condition, facts: Mapping[str, Fact]) -> Part:
    while isinstance(condition, All | AnyOf) and len(condition.parts) == 1:
        condition = condition.parts[0]
    if not isinstance(condition, All | AnyOf):
        return Part(heading, tuple(_items(condition, facts, "", _NOTHING, wanted=True)))
    group = EVERY if isinstance(condition, All) else SOME
    joined = Text("{heading} {group}", "{heading}: {group}", heading=heading, group=group) if heading.en else group
    return Part(joined, tuple(_parts(condition, facts, "", wanted=True)))


def _items(
    condition: Condition, facts: Mapping[str, Fact], number: str, joint: Text, *, wanted: bool
) -> Iterator[Item]:
    """The lines of a condition that has to come out as `wanted`; a `not` is said as the contrary of what it holds."""
    match condition:
        case Not(part):
            yield from _items(part, facts, number, joint, wanted=not wanted)
        case All() | AnyOf():
            every = isinstance(condition, All) is wanted
            yield Item(number, joint, EVERY if every else SOME)
            yield from _parts(condition, facts, number, wanted=wanted)
        case _:
            need = sentences.needed(condition, facts, {}, wanted=wanted, whole=True)
            title = facts[condition.fact].title
            yield Item(number, joint, Text("{title}: {need}", "{title}: {need}", title=title, need=need))


def _parts(group: All | AnyOf, facts: Mapping[str, Fact], number: str, *, wanted: bool) -> Iterator[Item]:
    """The lines of each part of a group."""
    joint = AND if isinstance(group, All) is wanted else OR
    for at, part in enumerate(group.parts, start=1):
        here = f"{number}.{at}" if number else f"{at}"
        yield from _items(part, facts, here, joint if at > 1 else _NOTHING, wanted=wanted)


def called(library: Library) -> dict[str, Fact]:
    """What conditions name: facts, and parameters as if they were facts, each called by its title and latest value."""
    some = next(iter(library.facts.values()))
    return {**library.facts, **{name: _stand_in(some, each) for name, each in library.parameters.items()}}


def _stand_in(some: Fact, parameter: Parameter) -> Fact:
    """A parameter as if it were a fact, called by its title with its latest value; of a list only the length."""
    value = parameter.values[-1].value
    shown = f"{len(value)}" if isinstance(value, list | dict) else str(value)
    title = Text("{title} [{shown}]", "{title} [{shown}]", title=parameter.title, shown=shown)
    return some._replace(name=parameter.name, title=title, values={})
