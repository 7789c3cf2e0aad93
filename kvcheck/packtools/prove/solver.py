"""The door to z3: terms over truth, numbers and words, and whether there are values that make them true.

It comes with the extra `prove`; without it nothing of this folder can be imported.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import z3

Term = Any
"""A term of the solver: a truth value, a number or a word."""
Found = Any
"""Values that the solver found for all terms."""

YES: Term = z3.BoolVal(True)  # noqa: FBT003 - a literal
NO: Term = z3.BoolVal(False)  # noqa: FBT003 - a literal
_WORD_BITS = 12
"""Words are numbered: 4,096 of them are more than the rules name."""


class GaveUp(Exception):  # noqa: N818 - named for what it means
    """The solver could not tell within its time."""


def truth_of(name: str) -> Term:
    """A truth value that is open."""
    return z3.Bool(name)


def number_of(name: str) -> Term:
    """A whole number that is open."""
    return z3.Int(name)


def word_of(name: str) -> Term:
    """A word that is open, by its number."""
    return z3.BitVec(name, _WORD_BITS)


@cache
def word(number: int) -> Term:
    """The word of that number."""
    return z3.BitVecVal(number, _WORD_BITS)


def literal(value: bool | int) -> Term:  # noqa: FBT001 - the value is what is meant
    """A known truth value or number."""
    return z3.BoolVal(value) if isinstance(value, bool) else z3.IntVal(value)


def every(terms: Iterable[Term]) -> Term:
    """All of them; true of none."""
    return _joined(z3.Z3_mk_and, list(terms), YES)


def some(terms: Iterable[Term]) -> Term:
    """At least one of them; false of none."""
    return _joined(z3.Z3_mk_or, list(terms), NO)


def _joined(make: Callable[..., Any], terms: list[Term], of_none: Term) -> Term:
    """Truth values joined. z3's own `And` and `Or` look at the type of each first, which is most of their time."""
    if len(terms) < 2:
        return terms[0] if terms else of_none
    context = YES.ctx
    return z3.BoolRef(
        make(context.ref(), len(terms), (z3.Ast * len(terms))(*(each.as_ast() for each in terms))), context
    )


def same(one: Term, other: Term) -> Term:
    """Whether two terms of one type have the same value."""
    return z3.BoolRef(z3.Z3_mk_eq(one.ctx_ref(), one.as_ast(), other.as_ast()), one.ctx)


def no(term: Term) -> Term:
    """The contrary."""
    return z3.Not(term)


def if_then(one: Term, other: Term) -> Term:
    """Where the one is true, the other is."""
    return z3.Implies(one, other)


def between(value: Term, first: int, last: int) -> Term:
    """Whether a word has one of the numbers from first to last."""
    return z3.And(z3.UGE(value, first), z3.ULE(value, last))


def settled(term: Term, values: Sequence[tuple[Term, Term]]) -> bool | None:
    """The truth of a term where these open terms have these values; None if others still matter."""
    found = z3.simplify(z3.substitute(term, *values))
    return True if z3.is_true(found) else False if z3.is_false(found) else None


class Search:
    """Asks whether there are values that make terms true."""

    def __init__(self, terms: Iterable[Term], milliseconds: int) -> None:
        """Under these terms; each question may take so many milliseconds."""
        self._solver = z3.Solver()
        self._solver.set("timeout", milliseconds)
        self._solver.set("random_seed", 1)
        for term in terms:
            self._solver.add(term)

    def add(self, term: Term) -> None:
        """One more term that has to be true."""
        self._solver.add(term)

    @contextmanager
    def supposing(self, *terms: Term) -> Iterator[None]:
        """With more terms for a while."""
        self._solver.push()
        for term in terms:
            self._solver.add(term)
        try:
            yield
        finally:
            self._solver.pop()

    def nearest(self, wishes: Sequence[Term]) -> Found:
        """Values for which as many wishes come true as one by one can; there have to be values without any.

        What contradicts is dropped together, and taken back in parts where it can be.
        """
        marks = [truth_of(f"wish {number}") for number in range(len(wishes))]
        with self.supposing(*map(if_then, marks, wishes)):
            kept, dropped = list(range(len(wishes))), list[int]()
            while (found := self.found(*(marks[each] for each in kept))) is None:
                against = {int(each.decl().name().split()[1]) for each in self._solver.unsat_core()}
                kept = [each for each in kept if each not in against]
                dropped += sorted(against)
            parts = [dropped]
            while parts:
                part = [each for each in parts.pop() if not value_of(found, wishes[each])]
                true = [marks[each] for each, wish in enumerate(wishes) if value_of(found, wish)]
                more = self.found(*true, *(marks[each] for each in part)) if part else None
                if more is not None:
                    found = more
                elif len(part) > 1:
                    parts += [part[len(part) // 2 :], part[: len(part) // 2]]
            return found

    def found(self, *terms: Term) -> Found | None:
        """Values for which these are true too; None if there are none. GaveUp if time ran out."""
        answer = self._solver.check(list(terms))
        if answer == z3.unknown:
            raise GaveUp
        return self._solver.model() if answer == z3.sat else None


def value_of(found: Found, term: Term) -> Any:
    """The value of a term among those found: a truth value, or a number."""
    value = found.eval(term, model_completion=True)
    return z3.is_true(value) if z3.is_bool(value) else value.as_long()
