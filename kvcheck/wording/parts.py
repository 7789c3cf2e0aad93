"""The parts that clauses are read into."""

from collections.abc import Iterable, Sequence

from kvcheck.frozen import NamedTuple
from kvcheck.model.wording import Act, Meanings, Sort
from kvcheck.wording.tokens import Token

THIN = (Sort.LIGHT, Sort.VAGUE, Sort.LEAD, Sort.GO)
"""Acts that say nothing by themselves: what they go with decides."""
CONTENT = ("act", "agent", "thing", "unknown", "code")
"""Roles of words that name something."""


FITTINGS = ("door", "ladder", "fence")
"""Classes of things that buildings and machines have: those of a machine are no work on the building."""
OWNERS = ("machine", "line", "part", "control")
"""Classes of things whose doors and ladders are theirs."""
AS_MEANS = ("lifting", "vehicle", "anchor-bolt")
"""Classes of things that show the work as what it is done with: moved by crane, fixed with anchors."""


_BREAKS = frozenset({"of", "about", "for", "in", "place", "while", "add", "by", "to", "not", "instead"})
"""Roles of words that begin another part of a clause, where the governing word stands first."""

_AT_MACHINES = "equipment"
"""The family of acts that look at machines without a hand on them, too."""


class Said(NamedTuple):
    """One act that a text describes."""

    kind: str | None
    """The kind it speaks for, if it speaks for one."""
    family: str | None
    """None for an act that says nothing by itself."""
    sort: Sort
    start: int
    """Offset in the text, inclusive."""
    end: int
    """Exclusive."""
    generic: bool
    """Whether it is a word for construction as such, not a trade."""
    act: str = ""
    """The act of `meanings.yaml` that says it."""


class Clause(NamedTuple):
    """The words between two stops."""

    tokens: tuple[Token, ...]
    joined: str
    """What parts it from the clause before: a mark, `and`, `or`, or nothing."""
    closed_by: Token | None
    """The word that joins the next clause, if one does."""

    @property
    def head_last(self) -> bool:
        """Whether it is in a language whose governing word is the last."""
        words = [each for each in self.tokens if each.role != "code"]
        return sum(each.head_last for each in words) * 2 >= len(words) and bool(words)

    @property
    def bare(self) -> bool:
        """Whether it is no more than one or two nouns."""
        return sum(each.role in CONTENT for each in self.tokens) <= 2


class Heard(NamedTuple):
    """What a clause says by itself."""

    said: list[Said]
    governs: str | None = None
    """The act that decides for things beside it."""
    things: Sequence[Token] = ()
    """Things, where there is no act."""
    unknown: Sequence[Token] = ()
    hidden: bool = False
    """Whether all of it is denied or somebody else's."""
    only: str = ""
    """`others` or `not` where it holds nothing but that: it is said of the clause before."""
    about: bool = False
    """Whether it is talk about something."""
    inside: bool = False
    """Whether it speaks of what is inside the machine."""
    owned: Sequence[Token] = ()
    """Doors and the like that are those of a machine, and what is inside it."""
    denies: bool = False
    """Whether it begins with something that is denied."""
    deed: Token | None = None
    """A word that nobody listed, where only an act can stand."""

    def hide(self) -> "Heard":
        """The same, denied."""
        return self._replace(said=[], things=(), unknown=(), hidden=True)


def chunks(tokens: Sequence[Token]) -> list[tuple[str, list[Token]]]:
    """The parts of a clause, each with the role of the word that stands before it."""
    found: list[tuple[str, list[Token]]] = [("", [])]
    for token in tokens:
        if token.role in _BREAKS:
            found.append((token.role, []))
        elif token.role == "inside" and found[-1][1]:
            found.append(("inside", []))
        else:
            found[-1][1].append(token)
    return [(before, chunk) for before, chunk in found if chunk or before in ("not", "by")]


def by_others(tokens: Sequence[Token], *, leads: bool) -> bool:
    """Whether a clause says that others do what it speaks of, and not the travelers."""
    if any(each.role == "ours" for each in tokens) or leads:
        return False
    for at, token in enumerate(tokens):
        if token.role != "others":
            continue
        before = next((each for each in reversed(tokens[:at]) if each.role not in ("the", "neutral")), None)
        if before is not None and before.role == "by":
            return True
        after = next((each for each in tokens[at + 1 :] if each.role != "neutral"), None)
        verb = after is not None and after.role == "act" and (after.form == "s" or after.means == "carry-out")
        aided = after is not None and after.role in ("will", "to")
        if (verb or aided) and not any(each.role in ("act", "agent") for each in tokens[:at]):
            return True
    return False


def what_of(things: Sequence[Token], meanings: Meanings) -> Token:
    """What several things that stand together are, the governing one last: a system of pipes is pipes."""
    last = things[-1]
    if len(things) > 1:
        before = meanings.things[things[-2].means]
        belongs = meanings.things[last.means].belongs or (before.parts and last.means == "part")
        return things[-2] if belongs and before.tells is not None else last
    return last


def belongs(part: Token | None, whole: Sequence[Token], meanings: Meanings) -> bool:
    """Whether what is worked on is a leak, a part or the like, so that what it is in or of decides."""
    things = [each for each in whole if each.role == "thing"]
    if part is None or part.role != "thing" or not things:
        return False
    is_part = part.means == "part" or part.form in ("guess", "plural")  # its dampers
    has_parts = is_part and meanings.things[what_of(things, meanings).means].parts
    return has_parts or meanings.things[part.means].belongs


def one_purpose(clauses: Iterable[Clause], meanings: Meanings) -> list[Clause]:
    """The clauses; of several verbs that people are taught to do, one clause: train them to use and run the machine.

    Only where the first verb has no object of its own: in `train them to use it and run the line` the travelers may.
    """
    found: list[Clause] = []
    for clause in clauses:
        before = found[-1].tokens if found and clause.joined in ("and", "or") else ()
        taught = len(before) > 1 and before[-2].role == "to" and before[-1].role in ("act", "unknown")
        teaches = taught and any(
            each.role == "act" and meanings.acts[each.means].family == "training" for each in before[:-2]
        )
        own = any(each.role in ("own", "ours") for each in clause.tokens)
        if teaches and not own and clause.tokens[0].role == "act" and clause.tokens[0].form == "base":
            found[-1] = found[-1]._replace(tokens=(*before, *clause.tokens))
        else:
            found.append(clause)
    return found


def said_by(token: Token, act: Act, thing: Token | None, meanings: Meanings, *, inside: bool = False) -> Said:
    """What an act says that is done to a thing; where the thing decides, the words from the one to the other say it."""
    kind, family, sort, start, end = act.kind, act.family, act.sort, token.start, token.end
    tells = _of_thing(act, thing.means if thing is not None else None, meanings, inside=inside)
    if tells is not None:
        kind = tells
        family = meanings.kinds[tells]
        sort = Sort.DOES if sort is Sort.TALK else sort
        if thing is not None:
            start, end = min(start, thing.start), max(end, thing.end)
    elif act.sort is Sort.TALK and family == _AT_MACHINES and _of_a_building(thing, meanings) and not inside:
        kind = family = None  # who checks the air conditioning of a hall says nothing of a machine
    return Said(kind, family, sort, start, end, token.means == "construct" and tells is None, token.means)


def _of_a_building(thing: Token | None, meanings: Meanings) -> bool:
    """Whether a thing is part of a building, and none that machines have or that plants buy as equipment."""
    means = meanings.things[thing.means] if thing is not None else None
    if means is None or means.inside is not None or means.goods or not means.trade:
        return False
    return meanings.kinds.get(means.tells or "") == "building"


def _of_thing(act: Act, thing: str | None, meanings: Meanings, *, inside: bool) -> str | None:
    """The kind that the thing makes of the act; None where the act keeps its own."""
    if thing is None:
        return None
    if inside and meanings.things[thing].inside is not None and act.sort is Sort.OPEN:
        return meanings.things[thing].inside
    if thing in act.of:
        return act.of[thing]
    if act.sort is Sort.OPEN or act.sort in THIN:
        found = meanings.things[thing]
        return found.inside if inside and found.inside is not None else found.tells
    return None


def told(thing: Token, act: str, meanings: Meanings, *, inside: bool = False) -> Said | None:
    """What a thing shows by the act of a neighbor; None where that is nothing."""
    said = said_by(thing, meanings.acts[act], thing, meanings, inside=inside)
    return said if said.family is not None else None
