"""Words to clauses, clauses to acts: what a text says is done.

The act that governs decides. Where the governing word stands first (English), it is a verb, or a noun that is not
behind of, about, on, for, at; where it stands last (Korean), it is the last of its clause. Talk about work is talk.
"""

from collections.abc import Iterable, Iterator, Sequence
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
    own: tuple[tuple[int, int], ...] = ()
    """Places of words that say that the travelers' own hands do it, where it is more than talk or direction."""


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
        clauses = self._shared([clause for clause in split(_with_names(tokens)) if clause.tokens])
        heard = [(self._last if clause.head_last else self._first).read(clause) for clause in clauses]
        for at, each in enumerate(heard):
            if each.only in ("others", "not") and at and clauses[at].joined in (":", "(", "and", ","):
                heard[at - 1] = heard[at - 1].hide()
        return [self._statement(clauses, heard, at) for at in range(len(heard))]

    def _shared(self, clauses: list[Clause]) -> list[Clause]:
        """The clauses; one that names no thing shares that of the clause before, where the governing word is last."""
        shared: list[Clause] = []
        for clause in clauses:
            acts = [self._meanings.acts[each.means] for each in clause.tokens if each.role in ("act", "agent")]
            open_acts = clause.joined == "," and all(act.sort is Sort.OPEN or act.whole for act in acts)
            named = any(each.role == "thing" for each in clause.tokens)
            if shared and clause.head_last and acts and not named and (clause.joined in _JOINING or open_acts):
                before = [each for each in shared[-1].tokens if each.role == "thing"]
                shared.append(clause._replace(tokens=(*before[-1:], *clause.tokens)))
            else:
                shared.append(clause)
        return shared

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
            light = spoken and all(one.sort is Sort.LIGHT and one.family is None for one in spoken)
            unread = _span(each.unknown) if light else ()
            return Statement(tuple(spoken), hidden=not spoken, unread=unread, own=_own_hands(clauses[at], spoken))
        if not each.things and not each.unknown:
            return Statement((), hidden=True, unread=())
        if not clauses[at].head_last and self._leads_to_talk(clauses, heard, at):
            return Statement((), hidden=True, unread=())
        lender = self._lender(clauses, heard, at)
        if lender is not None and lender.hidden:
            return Statement((), hidden=True, unread=())
        governing = lender.governs if lender is not None else None
        if governing is not None and self._meanings.acts[governing].sort is Sort.TALK:
            if self._joined(clauses, at) in _JOINING:
                return Statement((), hidden=True, unread=())
            governing = None
        listed = clauses[at].joined in (
            "and",
            "or",
        )  # one more of several things; otherwise it may be a verb with its object
        guesses = [one for one in each.things if one.form == "guess" or (one.form == "plural" and not listed)]
        speaking = [one for one in each.things if one not in guesses and self._speaks(one, governing)]
        said = [told(thing, governing or "do", self._meanings, inside=each.inside) for thing in speaking]
        found = tuple(one for one in said if one is not None)
        named = len(guesses) < len(each.things)  # machines and their parts say by themselves nothing that is to be read
        unread = _span([*each.unknown, *guesses]) if not found and not named else ()
        return Statement(found, hidden=not found and not unread, unread=unread)

    def _speaks(self, thing: Token, governing: str | None) -> bool:
        """Whether a thing says what is done: by the act its neighbor lends, or because its word is that of a trade."""
        return governing is not None or self._meanings.things[thing.means].trade

    def _leads_to_talk(self, clauses: list[Clause], heard: list[Heard], at: int) -> bool:
        """Whether things alone are the first of several subjects of talk: piping and instrumentation diagram review."""
        if at + 1 == len(heard) or clauses[at + 1].joined not in _JOINING:
            return False
        return heard[at + 1].about and heard[at + 1].governs is not None

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

    def _at_the_machine(self, heard: Heard) -> bool:
        """Whether its talk is looking at machines: it goes on beside work, and is no talk about it (weld and check)."""
        return heard.governs is not None and self._meanings.acts[heard.governs].family in _TALKED_OF

    def _covered(self, clauses: list[Clause], heard: list[Heard], at: int) -> bool:
        """Whether a clause is one of several subjects that what follows, or what went before, speaks of."""
        if clauses[at].head_last:
            if at + 1 >= len(heard) or clauses[at + 1].joined not in _JOINING:
                return False
            following = heard[at + 1]
            if not clauses[at].bare or not clauses[at + 1].head_last:
                return False
            talked_of = following.about and not self._at_the_machine(following)
            return following.hidden or following.denies or talked_of
        return clauses[at].joined == "or" and heard[at - 1].hidden and clauses[at].bare


def _with_names(tokens: Sequence[Token]) -> Iterator[Token]:
    """The words, with the thing that `it` stands for in its place."""
    thing: Token | None = None
    for token in tokens:
        if token.role == "thing":
            thing = token
        if token.role == "it":
            yield (
                token._replace(role="thing", means=thing.means) if thing is not None else token._replace(role="neutral")
            )
        else:
            yield token


def _own_hands(clause: Clause, said: Sequence[Said]) -> tuple[tuple[int, int], ...]:
    """Where a clause says that own hands do what it speaks of: who directs or teaches in person lends no hand."""
    if not said or any(each.sort in (Sort.TALK, Sort.LEAD) for each in said):
        return ()
    return _span([each for each in clause.tokens if each.role == "own"])


def _span(tokens: Sequence[Token]) -> tuple[tuple[int, int], ...]:
    """Where words stand that could not be read, as one place."""
    return ((min(each.start for each in tokens), max(each.end for each in tokens)),) if tokens else ()


def split(tokens: Iterable[Token]) -> Iterator[Clause]:
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
