"""Words to clauses, clauses to acts: what a text says is done.

The act that governs decides. Where the governing word stands first (English), it is a verb, or a noun that is not
behind of, about, on, for, at; where it stands last (Korean), it is the last of its clause. Talk about work is talk.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kvcheck.frozen import NamedTuple
from kvcheck.model.wording import Meanings, Sort
from kvcheck.wording.first import FirstReader
from kvcheck.wording.last import LastReader
from kvcheck.wording.parts import CONTENT, FITTINGS, OWNERS, Clause, Heard, Said, one_purpose, told
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
    deeds: tuple[tuple[int, int], ...] = ()
    """Places of words that nobody listed and that can only be acts: in any company they are asked about."""
    covered: tuple[Said, ...] = ()
    """What it says where it may be one more subject of the talk that follows: 설치 및 조작 교육."""


_JOINING = ("and", "or", "/")
_TALKED_OF = ("equipment",)
"""Families that one more subject of talk may belong to; of any other, one more act is told: discuss and weld."""
_LAWFUL = ("equipment", "business", "training", "incidental", None)
"""Families that may be a subject of talk about anything; another is one only of talk about its like."""
_PEOPLE = ("firm", "people", "expert")
_NO_SUBJECTS = (*_PEOPLE, "place", "hall")
"""Classes of things that talk is had with, or at, and not about."""
_NAMED = (*_NO_SUBJECTS, "machine", "line", "part", "control", "code")
"""Classes of things that the word of an act before them only names: a welding line, a building firm."""

_ABBREVIATED = ("add", "not")
"""Particles that a mark behind them only shortens: incl., excl., w/."""
_HALLS = ("place", "hall", "building", "stock")
"""What is called so and no machine beside it is a hall: Werkhalle, a warehouse."""
_MACHINES = ("machine", "line", "part", "control", "code", "system", "product")
"""Classes of things that are no part of a building."""


class Grammar:
    """Reads clauses, and what they take from each other."""

    def __init__(self, meanings: Meanings) -> None:
        self._meanings = meanings
        self._first, self._last = FirstReader(meanings), LastReader(meanings)

    def statements(self, tokens: Sequence[Token]) -> list[Statement]:
        """What the clauses of a text say, in order."""
        parts = [clause for clause in split(_with_names(tokens)) if clause.tokens]
        alone = _bracketed(one_purpose(parts, self._meanings))
        subjects = [self._subjects(clause) for clause in alone]
        clauses = self._shared(alone)
        heard = [(self._last if clause.head_last else self._first).read(clause) for clause in clauses]
        for at, each in enumerate(heard):
            if each.only in ("others", "not") and at and clauses[at].joined in (":", "(", "and", ","):
                heard[at - 1] = heard[at - 1].hide()
        return [self._statement(clauses, heard, subjects, at) for at in range(len(heard))]

    def named(self, tokens: Sequence[Token]) -> Said | None:
        """What doing anything to a thing is that has these words for a name; None where they name no such thing.

        A machine or a word that nobody listed says that the thing is another one: a dry room dehumidifier.
        """
        if any(each.role == "unknown" or (each.role == "thing" and each.means in _MACHINES) for each in tokens):
            return None
        things = [each for each in tokens if each.role == "thing" or each.means == "stock"]
        if things and all(each.means in _HALLS for each in things):
            return told(things[-1]._replace(role="thing", means="building"), "install", self._meanings)
        things = [each for each in things if each.role == "thing"]
        told_by = [each for each in things if (thing := self._meanings.things[each.means]).tells and not thing.goods]
        return told(told_by[-1], "install", self._meanings) if told_by else None

    def _shared(self, clauses: list[Clause]) -> list[Clause]:
        """The clauses; one that names no thing shares that of the clause before, where the governing word is last."""
        shared: list[Clause] = []
        for clause in self._with_objects(clauses):
            acts = [self._meanings.acts[each.means] for each in clause.tokens if each.role in ("act", "agent")]
            open_acts = clause.joined == "," and all(act.sort is Sort.OPEN or act.whole for act in acts)
            named = any(each.role == "thing" for each in clause.tokens)
            first = next((each.means for each in clause.tokens if each.role == "thing"), "")
            alike = bool(shared) and clause.head_last == shared[-1].head_last
            if alike and clause.joined == "and" and first in FITTINGS:
                shared.append(clause._replace(tokens=(*_owner_of(shared[-1].tokens), *clause.tokens)))
            elif alike and clause.head_last and acts and not named and (clause.joined in _JOINING or open_acts):
                before = [each for each in shared[-1].tokens if each.role == "thing"]
                shared.append(clause._replace(tokens=(*before[-1:], *clause.tokens)))
            else:
                shared.append(clause)
        return shared

    def _with_objects(self, clauses: list[Clause]) -> list[Clause]:
        """The clauses; open acts alone share what the next is done to, where the governing word is first."""
        found = list(clauses)
        for at in range(len(found) - 2, -1, -1):
            clause, following = found[at], found[at + 1]
            if clause.head_last or following.head_last or following.joined not in (*_JOINING, ","):
                continue
            contents = [each for each in clause.tokens if each.role in CONTENT]
            alone = all(each.role == "act" and self._meanings.acts[each.means].sort is Sort.OPEN for each in contents)
            words = [each for each in following.tokens if each.role in CONTENT]
            if (
                alone
                and len(contents) == 1
                and len(words) > 1
                and [each.role for each in words[:2]] == ["act", "thing"]
            ):
                found[at] = clause._replace(tokens=(*clause.tokens, words[1]))
        return found

    def _subjects(self, clause: Clause) -> frozenset[str | None]:
        """The families of what a clause would speak of, were its last act one of talk; what is no work is None."""
        words = [each for each in clause.tokens if each.role in CONTENT]
        talks = words and words[-1].role == "act" and self._meanings.acts[words[-1].means].sort is Sort.TALK
        named = {one for one, following in pairwise(clause.tokens) if following.means in _NAMED}
        found = {
            None if each in named else self._family(each)
            for each in (words[:-1] if talks else words)
            if each.means not in _NO_SUBJECTS
        }
        return frozenset(found)

    def _family(self, token: Token) -> str | None:
        """The family of work that a word names."""
        if token.role in ("act", "agent"):
            return self._meanings.acts[token.means].family
        named = token.role == "thing" and not self._meanings.things[token.means].names  # of a line much is talked
        said = told(token, "do", self._meanings) if named else None
        return said.family if said is not None else None

    def _statement(
        self, clauses: list[Clause], heard: list[Heard], subjects: Sequence[frozenset[str | None]], at: int
    ) -> Statement:
        """What a clause says, with the act that a neighbor lends to a clause of things alone."""
        each = heard[at]
        if each.hidden or each.only:
            return Statement((), hidden=True, unread=())
        if each.said:
            if self._covered(clauses, heard, subjects, at):
                talk = at + 1 < len(heard) and heard[at + 1].about
                return Statement((), hidden=True, unread=(), covered=tuple(each.said) if talk else ())
            spoken = each.said
            if clauses[at].joined in _JOINING and at and heard[at - 1].about and not clauses[at].head_last:
                spoken = [one for one in spoken if one.family not in _TALKED_OF]
            light = spoken and all(one.sort is Sort.LIGHT and one.family is None for one in spoken)
            unread = span(each.unknown) if light else ()
            return Statement(tuple(spoken), hidden=not spoken, unread=unread, own=_own_hands(clauses[at], spoken))
        if not each.things and not each.unknown:
            return Statement((), hidden=True, unread=())
        if (
            not clauses[at].head_last
            and each.deed is None
            and (self._leads_to_talk(clauses, heard, at) or self._with_others(clauses, heard, at))
        ):
            return Statement((), hidden=True, unread=())
        number = self._lender(clauses, heard, at) if each.deed is None else None
        lender = heard[number] if number is not None else None
        if lender is not None and lender.hidden and self._shares_denial(clauses, at, number):
            return Statement((), hidden=True, unread=())
        governing = lender.governs if lender is not None else None
        if governing is not None and self._meanings.acts[governing].sort is Sort.TALK:
            if self._joined(clauses, at) in _JOINING and self._speaks_of(clauses, subjects, at, number):
                return Statement((), hidden=True, unread=())
            governing = None
        listed = clauses[at].joined in (
            "and",
            "or",
        )  # one more of several things; otherwise it may be a verb with its object
        guesses = [one for one in each.things if one.form == "guess" or (one.form == "plural" and not listed)]
        speaking = [one for one in each.things if one not in guesses and self._speaks(one, governing)]
        said = [
            told(thing, self._lent(thing, governing), self._meanings, inside=each.inside or thing in each.owned)
            for thing in speaking
        ]
        found = tuple(one for one in said if one is not None)
        named = len(guesses) < len(each.things)  # machines and their parts say by themselves nothing that is to be read
        unread = span([*each.unknown, *guesses]) if not found and not named else ()
        deeds = span([each.deed]) if each.deed is not None else ()
        own = _own_hands(clauses[at], found)  # also where the act is a word that nobody listed
        return Statement(found, hidden=not found and not unread and not deeds, unread=unread, deeds=deeds, own=own)

    def _speaks(self, thing: Token, governing: str | None) -> bool:
        """Whether a thing says what is done: by the act its neighbor lends, or because its word is that of a trade."""
        return governing is not None or self._meanings.things[thing.means].trade

    def _lent(self, thing: Token, governing: str | None) -> str:
        """The act that a thing shares: a lawful one that never minds what it is done to has no trade for a subject."""
        if governing is None:
            return "do"
        act = self._meanings.acts[governing]
        passes_over = act.sort is Sort.DOES and act.family in _LAWFUL and self._meanings.things[thing.means].trade
        return "do" if passes_over else governing

    def _leads_to_talk(self, clauses: list[Clause], heard: list[Heard], at: int) -> bool:
        """Whether things alone are the first of several subjects of talk: piping and instrumentation diagram review."""
        if at + 1 == len(heard) or clauses[at + 1].joined not in _JOINING or clauses[at + 1].head_last:
            return False
        first = next((each for each in clauses[at + 1].tokens if each.role in CONTENT), None)
        verb = first is not None and first.role == "act" and first.means == heard[at + 1].governs
        return heard[at + 1].about and not verb  # but: install pipes and train operators

    def _with_others(self, clauses: list[Clause], heard: list[Heard], at: int) -> bool:
        """Whether things alone are the first of what is done by others: piping and wiring by others."""
        if at + 1 == len(heard) or clauses[at + 1].joined != "and" or not heard[at + 1].hidden:
            return False
        roles = [each.role for each in clauses[at + 1].tokens if each.role not in ("the", "neutral")]
        return clauses[at].bare and any(pair == ("by", "others") for pair in pairwise(roles))

    def _lender(self, clauses: list[Clause], heard: list[Heard], at: int) -> int | None:
        """The number of the neighbor in the same sentence whose act a clause of things alone shares."""
        steps = range(at + 1, len(heard)) if clauses[at].head_last else range(at - 1, -1, -1)
        for number in steps:
            between = clauses[number if clauses[at].head_last else number + 1].joined
            if between in (".", ":"):
                return None
            if heard[number].said or heard[number].hidden:
                return number
        return None

    def _shares_denial(self, clauses: list[Clause], at: int, number: int | None) -> bool:
        """Whether what is denied in a neighbor is denied of a clause of things too: it follows at once, unbracketed."""
        if not clauses[at].head_last or number is None:
            return True
        return number == at + 1 and clauses[number].head_last and clauses[number].joined != "("

    def _joined(self, clauses: list[Clause], at: int) -> str:
        """What joins a clause to the one whose act it shares."""
        if not clauses[at].head_last:
            return clauses[at].joined
        return clauses[at + 1].joined if at + 1 < len(clauses) else ""

    def _at_the_machine(self, heard: Heard) -> bool:
        """Whether its talk is looking at machines: it goes on beside work, and is no talk about it (weld and check)."""
        return heard.governs is not None and self._meanings.acts[heard.governs].family in _TALKED_OF

    def _speaks_of(
        self, clauses: list[Clause], subjects: Sequence[frozenset[str | None]], at: int, talk: int | None = None
    ) -> bool:
        """Whether the talk that follows a clause can have it for one more subject.

        It must have a subject of its own (`배관 및 덕트 협의`, but not `배관 및 회의`), in the same order of words; and
        work that no visit is must be of its like: `용접 및 배관 협의`, but not `용접 및 고객사 납기 협의`.
        """
        if not clauses[at].head_last:
            return True
        number = talk if talk is not None else at + 1
        between = range(at + 1, number + 1)
        if number >= len(clauses) or any(clauses[each].joined not in _JOINING for each in between):
            return False
        if not clauses[number].head_last or not subjects[number]:
            return False
        work = {each for each in subjects[at] if each not in _LAWFUL}
        acts = [each for each in clauses[at].tokens if each.role in ("act", "agent")]
        if any(each.role == "agent" or self._meanings.acts[each.means].whole for each in acts):
            return False
        return work <= subjects[number]

    def _covered(
        self, clauses: list[Clause], heard: list[Heard], subjects: Sequence[frozenset[str | None]], at: int
    ) -> bool:
        """Whether a clause is one of several subjects that what follows, or what went before, speaks of."""
        if clauses[at].head_last:
            number = at + 1
            while number + 1 < len(heard) and clauses[number].joined == "/" and not heard[number].said:
                number += 1  # 건축·전기·배관 진척 보고
            if number >= len(heard) or clauses[number].joined not in _JOINING:
                return False
            following = heard[number]
            if not clauses[at].bare or not clauses[number].head_last:
                return False
            talked_of = following.about and not self._at_the_machine(following)
            work = {one.family for one in heard[at].said if one.family not in _LAWFUL}
            governed = (following.hidden or following.denies or talked_of) and work <= subjects[number]
            return governed and self._speaks_of(clauses, subjects, at, number)
        denied = clauses[at].joined == "or" and heard[at - 1].hidden and clauses[at].bare
        taught = self._are_taught(clauses, heard, at)
        return denied or taught or self._is_one_more_subject(clauses, heard, subjects, at)

    def _are_taught(self, clauses: list[Clause], heard: list[Heard], at: int) -> bool:
        """Whether operators alone are the first whom a training is for: operator and maintenance training."""
        words = [each for each in clauses[at].tokens if each.role in CONTENT]
        alone = len(words) == 1 and words[0].role == "agent" and words[0].means == "produce"
        return alone and self._leads_to_talk(clauses, heard, at) and heard[at + 1].governs == "train"

    def _is_one_more_subject(
        self, clauses: list[Clause], heard: list[Heard], subjects: Sequence[frozenset[str | None]], at: int
    ) -> bool:
        """Whether a noun for work is one more subject of talk before it: a meeting about piping and concrete work."""
        words = [each for each in clauses[at].tokens if each.role in CONTENT]
        named = [each.role for each in words] == ["thing", "act"] and heard[at].said[-1].sort is Sort.LIGHT
        if not named or clauses[at].joined not in _JOINING or not heard[at - 1].about:
            return False
        return {each for each in subjects[at] if each not in _LAWFUL} <= subjects[at - 1]


def _bracketed(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses; a machine in brackets says of the one before where, or whose, its things are: 배선(장비 내)."""
    found: list[Clause] = []
    for each in clauses:
        words = [token for token in each.tokens if token.role in CONTENT]
        machine = each.joined == "(" and bool(words) and all(token.means in OWNERS for token in words)
        if machine and found and found[-1].head_last and each.head_last:
            found[-1] = found[-1]._replace(tokens=(*each.tokens, *found[-1].tokens))
        else:
            found.append(each)
    return found


def _owner_of(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The machine whose part a clause speaks of last; what the next lists beside it is that machine's as well."""
    things = [each for each in tokens if each.role == "thing"]
    owner = next((each for each in tokens if each.role == "owner"), None)
    if len(things) < 2 or things[0].means not in OWNERS or things[-1].means not in (*FITTINGS, "part"):
        return ()
    if owner is not None:
        return (things[0], owner)
    alone = things[0].head_last and not any(each.role in ("act", "agent") for each in tokens)
    return (things[0],) if alone else ()


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
    if any(each.sort in (Sort.TALK, Sort.LEAD) for each in said):
        return ()
    return span([each for each in clause.tokens if each.role == "own"])


def span(tokens: Sequence[Token]) -> tuple[tuple[int, int], ...]:
    """Where words stand that could not be read, as one place."""
    return ((min(each.start for each in tokens), max(each.end for each in tokens)),) if tokens else ()


def split(tokens: Iterable[Token]) -> Iterator[Clause]:
    """The clauses of a text."""
    part: list[Token] = []
    joined = ""
    for token in tokens:
        mark = token.means if token.role == "stop" else token.role if token.role in ("and", "or") else ""
        if mark in (".", "/") and part and part[-1].role in _ABBREVIATED and part[-1].end == token.start:
            continue
        if token.role == "ending" and token.means in ("and", "or"):
            beside = part and part[-1].head_last and part[-1].end == token.start and part[-1].means in _PEOPLE
            mark = "" if beside else token.means  # 客先と協議: with them, not and
        if not mark or mark == ")":
            if mark != ")":
                part.append(token)
                continue
            mark = ","
        yield Clause(tuple(part), joined, token if mark == "and" else None)
        part = []
        joined = mark
    yield Clause(tuple(part), joined, None)
