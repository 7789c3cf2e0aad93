"""A condition beside the one it was: what it no longer asks, what it asks now, which bound moved and from where."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from kvcheck.conditions import All, AnyOf, Comparison, Condition, ForSome, Not, Reference
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import Fact
from kvcheck.packs import Library
from kvcheck.packtools.diff.members import gained_and_lost
from kvcheck.packtools.diff.value import Effect, Part
from kvcheck.telling import sentences

_ALL, _ANY = Text("all of", "모두 충족"), Text("any of", "하나 이상 충족")
_WHEN = Text("asked only of", "적용 대상")


class Term(NamedTuple):
    """One line of a condition as an outline."""

    within: tuple[Text, ...]
    """The headings above it."""
    comparison: Comparison
    wanted: bool
    """Whether it has to come out true; under a `not` it has to come out false."""

    @property
    def about(self) -> tuple[object, ...]:
        """What makes two terms the same question with another answer."""
        return self.within, self.comparison.fact, self.comparison.operator, self.wanted


def compared(key: str, before: tuple[Condition, Library], now: tuple[Condition, Library]) -> Iterator[Part]:
    """What of a condition is otherwise; each side with the library that knows its facts.

    Its effect is that of the whole condition and stands with the rule, not here.
    """
    old, new = list(_terms(before[0])), list(_terms(now[0]))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if tag == "equal":
            continue
        lost, gained = old[from_old:to_old], new[from_new:to_new]
        for one, other in _paired(lost, gained):
            yield from _part(key, one, other, before[1], now[1])


def said(key: str, condition: Condition, library: Library) -> Iterator[Part]:
    """All that a condition asks, each comparison as something new."""
    for term in _terms(condition):
        for part in _part(key, None, term, library, library):
            yield part._replace(asked=False)


def _paired(lost: Sequence[Term], gained: Sequence[Term]) -> Iterator[tuple[Term | None, Term | None]]:
    """Terms that were beside those that they became, as far as they ask about the same."""
    left = list(gained)
    for each in lost:
        same = [other for other in left if other.about == each.about]
        alike = same or [other for other in left if other.comparison.fact == each.comparison.fact]
        if alike:
            left.remove(alike[0])
        yield each, alike[0] if alike else None
    for other in left:
        yield None, other


def _part(key: str, one: Term | None, other: Term | None, old: Library, new: Library) -> Iterator[Part]:
    """What became of one comparison."""
    term = other or one
    assert term is not None
    fact = term.comparison.fact
    known = (new if other is not None else old).facts
    title = known[fact].title if fact in known else Text(fact, fact)
    if one is not None and other is not None and one.about == other.about:
        members = gained_and_lost(key, title, one.comparison.operand, other.comparison.operand, known.get(fact))
        if members:
            yield from (each._replace(within=term.within) for each in members)
            return
    yield Part(
        key,
        title,
        _need(one, old) if one is not None else None,
        _need(other, new) if other is not None else None,
        Effect.NONE,
        asked=True,
        within=term.within,
    )


def _terms(condition: Condition, *, wanted: bool = True, within: tuple[Text, ...] = ()) -> Iterator[Term]:
    """Every comparison of a condition with the headings above it; no heading for what simply has to hold."""
    match condition:
        case ForSome() if wanted:
            yield from _terms(condition.when, within=(*within, _WHEN))
            yield from _terms(condition.must, within=within)
        case All(parts) | AnyOf(parts):
            every = isinstance(condition, All) is wanted
            inner = within if every and not within else (*within, _ALL if every else _ANY)
            for part in parts:
                yield from _terms(part, wanted=wanted, within=inner)
        case Not(part):
            yield from _terms(part, wanted=not wanted, within=within)
        case Comparison():
            yield Term(within, condition, wanted)


def _need(term: Term, library: Library) -> Text:
    """What a comparison asks for, in words."""
    facts: Mapping[str, Fact] = library.facts
    comparison = term.comparison
    if isinstance(comparison.operand, Reference) and comparison.operand.name not in facts:
        facts = {**facts, comparison.operand.name: _stand_in(library, comparison.operand.name)}
    return sentences.needed(comparison, facts, {}, wanted=term.wanted)


def _stand_in(library: Library, name: str) -> Fact:
    """A number or list of the law as if it were a fact, called by its title and name."""
    parameter = library.parameters[name]
    some = next(iter(library.facts.values()))
    title = Text("{title} [${name}]", "{title}[${name}]", title=parameter.title, name=name)
    return some._replace(name=name, title=title, values={}, unit=None)
