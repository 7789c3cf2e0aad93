"""Words to clauses, clauses to acts: what a text says is done.

The act that governs decides. Where the governing word stands first (English), it is a verb, or a noun that is not
behind of, about, on, for, at; where it stands last (Korean), it is the last of its clause. Talk about work is talk.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kvcheck.model.wording import Meanings, Sort
from kvcheck.wording.first import FirstReader
from kvcheck.wording.last import LastReader
from kvcheck.wording.parts import Clause, Heard, Said, told
from kvcheck.wording.tokens import Token


class Statement(NamedTuple):
    """What one clause says."""

    said: tuple[Said, ...]
    hidden: bool
    """Whether what it speaks of is denied, or somebody else's, or only the subject of talk."""
    unread: tuple[tuple[int, int], ...]
    """Places of the words of a clause in which no act could be read."""


_JOINING = ("and", "or", "/")
_TALKED_OF = ("equipment",)
"""Families that one more subject of talk may belong to; of any other, one more act is told: discuss and weld."""


class Grammar:
    """Reads clauses, and what they take from each other."""

    def __init__(self, meanings: Meanings) -> None:
        self._meanings = meanings
        self._first, self._last = FirstReader(meanings), LastReader(meanings)

    def statements(self, tokens: Sequence[Token]) -> list[Statement]:
        """What the clauses of a text say, in order."""
        clauses = [clause for clause in split(tokens) if clause.tokens]
        heard = [(self._last if clause.head_last else self._first).read(clause) for clause in clauses]
        for at, each in enumerate(heard):
            if each.only in ("others", "not") and at and clauses[at].joined in (":", "(", "and", ","):
                heard[at - 1] = heard[at - 1].hide()
        return [self._statement(clauses, heard, at) for at in range(len(heard))]

    def _statement(self, clauses: list[Clause], heard: list[Heard], at: int) -> Statement:
        """What a clause says, with the act that a neighbor lends to a clause of things alone."""
        each = heard[at]
        if each.hidden or each.only:
            return Statement((), hidden=True, unread=())
        if each.said:
            if self._covered(clauses, heard, at):
                return Statement((), hidden=True, unread=())
            spoken = each.said
            if clauses[at].joined in _JOINING and at and heard[at - 1].about and not clauses[at].head_last:
                spoken = [one for one in spoken if one.family not in _TALKED_OF]
            return Statement(tuple(spoken), hidden=not spoken, unread=())
        if not each.things and not each.unknown:
            return Statement((), hidden=True, unread=())
        lender = self._lender(clauses, heard, at)
        if lender is not None and lender.hidden:
            return Statement((), hidden=True, unread=())
        governing = lender.governs if lender is not None else None
        if governing is not None and self._meanings.acts[governing].sort is Sort.TALK:
            if self._joined(clauses, at) in _JOINING:
                return Statement((), hidden=True, unread=())
            governing = None
        speaking = [thing for thing in each.things if self._speaks(thing, governing)]
        said = [told(thing, governing or "do", self._meanings, inside=each.inside) for thing in speaking]
        found = tuple(one for one in said if one is not None)
        unread = ((each.unknown[0].start, each.unknown[-1].end),) if each.unknown and not found else ()
        if not found and any(thing.form != "guess" for thing in each.things):
            unread = ()  # names of machines and their parts say by themselves nothing that has to be read
        return Statement(found, hidden=not found and not unread, unread=unread)

    def _speaks(self, thing: Token, governing: str | None) -> bool:
        """Whether a thing says what is done: by the act its neighbor lends, or because its word is that of a trade."""
        return governing is not None or self._meanings.things[thing.means].trade

    def _lender(self, clauses: list[Clause], heard: list[Heard], at: int) -> Heard | None:
        """The neighbor in the same sentence whose act a clause of things alone shares."""
        steps = range(at + 1, len(heard)) if clauses[at].head_last else range(at - 1, -1, -1)
        for number in steps:
            between = clauses[number if clauses[at].head_last else number + 1].joined
            if between in (".", ":"):
                return None
            if heard[number].said or heard[number].hidden:
                return heard[number]
        return None

    def _joined(self, clauses: list[Clause], at: int) -> str:
        """What joins a clause to the one whose act it shares."""
        if not clauses[at].head_last:
            return clauses[at].joined
        return clauses[at + 1].joined if at + 1 < len(clauses) else ""

    def _covered(self, clauses: list[Clause], heard: list[Heard], at: int) -> bool:
        """Whether a clause is one of several subjects that what follows, or what went before, speaks of."""
        if clauses[at].head_last:
            if at + 1 >= len(heard) or clauses[at + 1].joined not in _JOINING:
                return False
            following = heard[at + 1]
            return following.hidden or following.about if clauses[at].bare else False
        return clauses[at].joined == "or" and heard[at - 1].hidden and clauses[at].bare


def split(tokens: Sequence[Token]) -> Iterator[Clause]:
    """The clauses of a text."""
    part: list[Token] = []
    joined = ""
    for token in tokens:
        mark = token.means if token.role == "stop" else token.role if token.role in ("and", "or") else ""
        if token.role == "ending" and token.means in ("and", "or"):
            mark = token.means
        if not mark or mark == ")":
            if mark != ")":
                part.append(token)
                continue
            mark = ","
        yield Clause(tuple(part), joined, token if mark == "and" else None)
        part = []
        joined = mark
    yield Clause(tuple(part), joined, None)
