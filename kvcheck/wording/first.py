"""Clauses of languages whose governing word stands first: install the charger, welding of pipes."""

from collections.abc import Sequence

from kvcheck.model.wording import Act, Meanings, Sort
from kvcheck.wording.parts import (
    AS_MEANS,
    CONTENT,
    FITTINGS,
    OWNERS,
    THIN,
    Clause,
    Heard,
    belongs,
    by_others,
    chunks,
    said_by,
    what_of,
)
from kvcheck.wording.tokens import Token

_OF_MACHINES = frozenset({"machine", "part", "control", "machine-cable"})
"""Classes of things whose wiring and piping is that of the machine."""

_WORKED_ON = {"building": ("building",), "production": ("product",), "relocation": ("machine", "line")}
"""Classes of things that the work of a family is done to, so that its word before them does not only name them."""

_PLACES = ("place", "hall", "building", "room")
"""Classes of things that a machine before them only names."""

_DETERMINES = ("the", "owner", "others", "ours")
"""Words that begin the name of a thing, so that what stands before them is no part of it."""

_PERSONS = ("people", "expert", "post")
"""Classes of things in whose place somebody may stand."""


class FirstReader:
    """Reads one clause after the other; it keeps nothing between them."""

    def __init__(self, meanings: Meanings) -> None:
        self._meanings = meanings

    def read(self, clause: Clause) -> Heard:
        """What a clause says by itself."""
        found = chunks(clause.tokens)
        contents = [each for each in clause.tokens if each.role in CONTENT]
        if not contents:
            roles = {each.role for each in clause.tokens}
            return Heard([], only="not" if "not" in roles else "others" if "others" in roles else "")
        governing = next((self._meanings.acts[each.means].sort for each in contents if each.role == "act"), None)
        if by_others(clause.tokens, leads=governing in (Sort.LEAD, Sort.TALK)):
            return Heard([], hidden=True)
        heard = _Reading(self._meanings, found, follows=clause.joined in ("and", ",", "/")).heard()
        return heard if heard.said or heard.hidden else heard._replace(deed=_deed(clause.tokens))


class _Reading:
    """One clause being read."""

    def __init__(self, meanings: Meanings, chunks: list[tuple[str, list[Token]]], *, follows: bool) -> None:
        """A clause in its parts; `follows`: it is joined to another before it."""
        self._meanings = meanings
        self._chunks = chunks
        self._follows = follows
        self._said: list[tuple[Token, Act, Token | None]] = []
        self._things: list[Token] = []
        self._unknown: list[Token] = []
        self._talks = self._denied = self._about = False
        self._named = False
        """Whether the last part was the name of a thing that what follows belongs to."""
        self._inside = False
        self._used: list[Token] = []
        self._owned: list[Token] = []
        """Doors, ladders and the like that are those of a machine."""

    def heard(self) -> Heard:
        """What the whole clause says."""
        hidden = False
        for before, chunk in self._chunks:
            if before == "not":
                hidden = hidden or not self._said
            self._part(before, chunk)
        self._tell_used()
        said = [
            said_by(token, act, thing, self._meanings, inside=self._inside or thing in self._owned)
            for token, act, thing in self._said
        ]
        concrete = [each for each in said if each.family is not None]
        things = [] if concrete else self._things
        return Heard(
            said,
            governs=self._governs(),
            things=() if said else things,
            unknown=self._unknown,
            hidden=hidden and not said and not things,
            about=self._about,
            inside=self._inside,
            owned=self._owned,
        )

    def _own_fittings(self, before: str, chunk: list[Token]) -> None:
        """Note whose doors and ladders a part speaks of: the machine's door, the ladder of the machine."""
        things = [each for each in chunk if each.role == "thing"]
        if before == "of" and things:
            self._owned += self._spoken_of() if things[-1].means in OWNERS else ()
            if things[-1].means in _PLACES:
                self._owned.clear()
        owner = next((at for at, each in enumerate(chunk) if each.role == "owner"), 0)
        if owner and chunk[owner - 1].means in OWNERS:
            self._owned += [each for each in chunk[owner:] if each.means in FITTINGS]

    def _spoken_of(self) -> list[Token]:
        """The door or ladder spoken of last."""
        last = [self._said[-1][2]] if self._said else self._things[-1:]
        return [each for each in last if each is not None and each.means in FITTINGS]

    def _governs(self) -> str | None:
        return self._said[-1][0].means if self._said else None

    def _part(self, before: str, chunk: list[Token]) -> None:
        """Read one part, by the word that stands before it."""
        content = [each for each in chunk if each.role in CONTENT]
        placed = bool(content) and content[-1].means in _PLACES  # a machine hall is no machine
        if before == "inside" or any(each.role == "inside" for each in chunk):
            self._inside = self._inside or (not placed and any(self._host(each) for each in content))
        self._own_fittings(before, chunk)
        machines = not placed and any(each.means in _OF_MACHINES for each in content)
        if before == "of" and self._named and not self._said and machines:
            self._inside = True
        if before in ("not", "instead"):
            self._denied = True
            if before == "instead" and any(
                each.role in ("agent", "others") or (each.role == "thing" and each.means in _PERSONS) for each in chunk
            ):
                self._denied = False
                person = next(each for each in chunk if each.role != "the")
                self._tell(person._replace(role="act", means="stand-in"), "stand-in")
            return
        if before in ("", "add", "to"):
            self._denied = self._denied and before == "to"
        if self._denied or not content:
            return
        if before == "of" and self._talks and self._said[-1][1].of:  # what is looked at decides: diagnosis of the line
            self._object(content)
        if before in ("of", "in", "place") and self._said and belongs(self._said[-1][2], content, self._meanings):
            self._object(content)  # cracks in the wall
        self._used += [each for each in content if each.means in AS_MEANS]
        self._added(before, content)
        if self._hides(before, chunk, content):
            self._about = self._about or self._talks
            if before == "to" and self._said and self._said[-1][0].means == "connect":
                self._object(content)
            return
        if before == "of" and self._said and self._said[-1][1].sort not in THIN and not self._said[-1][2]:
            self._object(content)
        begins = before == "add" and not self._said and not self._things  # ..., incl. building systems
        self._predicate(before, chunk, bare_things=before in ("", "of") or begins or self._thin())

    def _tell_used(self) -> None:
        """Tell of what shows the work as its means: fixed with anchors, by means of anchors, using anchors.

        What an act is done to is none: to tighten anchors.
        """
        done_to = [thing for _, act, thing in self._said if act.sort not in THIN]
        for each in self._used if done_to and not self._talks else ():
            if each not in done_to:
                self._tell(each._replace(role="act", means="do"), "do", each)

    def _added(self, before: str, content: list[Token]) -> None:
        """Read the things of a trade that come with what is worked on: install the charger including piping."""
        if before != "add" or not self._said or any(each.role != "thing" for each in content):
            return
        done, act, worked_on = self._said[-1]
        thing = what_of(content, self._meanings)
        owned = thing.means in FITTINGS and worked_on is not None and worked_on.means in OWNERS
        if act.sort is Sort.OPEN and self._meanings.things[thing.means].trade and not owned:
            self._said.append((thing._replace(role="act", means=done.means), act, thing))

    def _hides(self, before: str, chunk: list[Token], content: list[Token]) -> bool:
        """Whether a part is only the subject, the place, the time or the purpose of what was said before it."""
        if before == "to":
            verb = content[0].role == "act" and content[0].form == "base" and chunk[0] is content[0]
            teaches = self._talks and self._said[-1][1].family == "training"
            return not verb or teaches
        if before == "" or (before == "by" and self._does(content[0])):
            return False
        act = self._act_or_none(chunk[0])
        if before == "while" and act is not None and act.sort is not Sort.TALK:  # teach while running the line
            return False
        if self._talks:
            return True
        if before in ("place", "while", "inside"):
            return True
        if before == "of":
            return self._named and not self._said
        if before in ("for", "about", "in"):
            return not (self._thin() or (not self._said and not self._named and before != "in"))
        if before == "by":
            return all(each.role in ("thing", "unknown") for each in content)
        return False

    def _does(self, token: Token) -> bool:
        """Whether a word is an act of work that no talk is: show them by running the line."""
        act = self._act_or_none(token) if token.role == "act" else None
        return act is not None and act.sort is not Sort.TALK and act.family not in (None, "equipment")

    def _thin(self) -> bool:
        return bool(self._said) and self._said[-1][1].sort in THIN

    def _predicate(self, before: str, chunk: list[Token], *, bare_things: bool) -> None:
        """Read a part that says what is done."""
        content = [(at, each) for at, each in enumerate(chunk) if each.role in CONTENT]
        head = content[-1][1]
        found = False
        if self._is_talk(chunk, content):
            self._about = self._about or len(content) > 1
            self._tell(head, head.means, self._nearest(content, len(content) - 1) if self._act(head).of else None)
            return
        if self._verb_of_thing(chunk):
            return
        for number, (at, each) in enumerate(content):
            act = self._act_or_none(each)
            if act is None:
                continue
            following = content[number + 1 :]
            if each.role == "agent" and self._is_object(each, content):
                continue
            if act.sort is Sort.TALK and each.form == "ed" and following and following[0][1].role == "act":
                continue  # scheduled maintenance
            noun = act.whole and each.means != "stand-in" and each.form in ("base", "s")
            if noun and (number or before == "of") and not following:
                continue  # a noun: the servo drive
            if following and self._only_names(each, act, chunk, at, following[0], head):
                continue
            if at > 1 and chunk[0].role == "unknown" and following and self._names_place(chunk[at - 1 : at + 2]):
                continue
            found = True
            if act.sort is Sort.TALK and not (following and self._modifies(chunk[at + 1 :], following)):
                self._about = self._about or bool(following)
                self._tell(each, each.means, self._nearest(content, number) if act.of and number == 0 else None)
                return
            self._tell(each, each.means, self._nearest(content, number) or self._fixed(before))
        if not found:
            self._bare(content, bare_things=bare_things)

    def _fixed(self, before: str) -> Token | None:
        """The thing of a trade before its means and the verb: Stützen mit Ankern befestigen."""
        thing = self._things[-1] if before == "add" and self._things and not self._said else None
        return thing if thing is not None and self._meanings.things[thing.means].trade else None

    def _verb_of_thing(self, chunk: list[Token]) -> bool:
        """Read the word of a thing that is a verb, as its object follows: wire the sensors, pipe the chiller."""
        things = [each for each in chunk if each.role == "thing"]
        if len(things) < 2 or chunk[0] is not things[0] or chunk[1].role != "the" or self._said:
            return False
        if not self._meanings.things[chunk[0].means].trade:
            return False
        act = "connect" if chunk[0].means in ("cable", "machine-cable") else "do"
        done_to = what_of(things[1:], self._meanings) if act == "connect" else chunk[0]
        self._tell(chunk[0]._replace(role="act", means=act), act, done_to)
        return True

    def _is_talk(self, chunk: list[Token], content: list[tuple[int, Token]]) -> bool:
        """Whether the last word makes all of a part talk: pipe welding review, and not weld pipes, review."""
        at, head = content[-1]
        if (
            head.role != "act"
            or self._act(head).sort is not Sort.TALK
            or any(each.role == "the" for each in chunk[1:at])
        ):
            return False
        first = content[0][1]
        act = self._act_or_none(first)
        does = act is not None and act.sort not in (*THIN, Sort.TALK) and first.form in ("base", "s", "ed")
        return not does or len(content) < 3 or self._host(content[1][1]) or content[1][1].role == "act"

    def _bare(self, content: list[tuple[int, Token]], *, bare_things: bool) -> None:
        """A part without an act: its last thing is what it speaks of."""
        things = [each for _, each in content if each.role == "thing"]
        if things and self._thin() and self._decides(what_of(things, self._meanings), *self._said[-1][1:]):
            token, act, _ = self._said[-1]
            self._said[-1] = (token, act, what_of(things, self._meanings))
        elif things and bare_things:
            self._things.append(what_of(things, self._meanings))
        self._unknown += (
            [each for _, each in content if each.role == "unknown"]
            if not things or content[-1][1].role == "unknown"
            else []
        )
        self._named = bool(things) and not self._said

    @staticmethod
    def _decides(thing: Token, act: Act, done_to: Token | None) -> bool:
        """Whether a further thing says what a light act does: fill the unit with oil."""
        return done_to is None or (thing.means in act.of and done_to.means not in act.of)

    def _object(self, content: list[Token]) -> None:
        """What stands behind `of` is what the act before it is done to."""
        things = [each for each in content if each.role == "thing"]
        if things and self._said and (self._said[-1][2] is None or self._host(self._said[-1][2])):
            token, act, _ = self._said[-1]
            self._said[-1] = (token, act, what_of(things, self._meanings))

    def _nearest(self, content: list[tuple[int, Token]], number: int) -> Token | None:
        """The thing that an act is done to: the head of what follows it, else what stands before it."""
        after: list[Token] = []
        for _, each in content[number + 1 :]:
            if each.role == "act" and each.form in ("s", "ed"):
                break
            if each.role == "thing":
                after.append(each)
        if after:
            return what_of(after, self._meanings)
        before = [each for _, each in content[:number]]
        if before and before[-1].role == "thing":
            return before[-1]
        return None

    def _only_names(
        self, each: Token, act: Act, chunk: list[Token], at: int, following: tuple[int, Token], head: Token
    ) -> bool:
        """Whether the word of an act only says which machine, paper or place is meant: a welding robot."""
        behind, token = self._counted(following, chunk)
        counted = token is not following[1]
        if token.means == "part" and token.form == "s" and each.form == "base" and (counted or self._follows):
            return False  # ..., weld brackets
        if each.role == "act" and token.role == "code":
            return False  # a number alone names nothing: run the line 2
        if (
            any(between.role in _DETERMINES for between in chunk[at + 1 : behind])
            or each.form in ("s", "ed")
            or act.whole
        ):
            return False
        lawful = act.family in ("equipment", None) or act.sort in THIN
        if each.role == "agent":
            return self._host(token) and not self._is(token, "people")
        named = head if token.role == "unknown" else token  # produce saleable cells
        if lawful or (named.role == "thing" and named.means in _WORKED_ON.get(act.family or "", ())):
            return False
        return self._host(named)

    def _names_place(self, words: Sequence[Token]) -> bool:
        """Whether an act between a determiner and a place only says which: (extend) the assembly hall."""
        return words[0].role in _DETERMINES and words[-1].means in _PLACES and self._act(words[1]).sort is not Sort.TALK

    @staticmethod
    def _counted(following: tuple[int, Token], chunk: list[Token]) -> tuple[int, Token]:
        """The thing behind a number, where a number follows: what is counted is no name (weld 4 frames)."""
        at, token = following
        if token.role != "code":
            return following
        rest = [(place, each) for place, each in enumerate(chunk) if place > at and each.role in CONTENT]
        return rest[0] if rest else following

    def _is_object(self, agent: Token, content: list[tuple[int, Token]]) -> bool:
        """Whether a word such as `welder` stands for a machine that is worked on, or for people who are taught."""
        acts = [self._act(each) for _, each in content if each.role == "act" and each is not agent]
        return any(each.sort not in THIN for each in acts)

    def _modifies(self, behind: list[Token], following: list[tuple[int, Token]]) -> bool:
        """Whether talk before a machine and its act only says which machine: inspection machine installation."""
        last = following[-1][1]
        return (
            behind[0] is following[0][1]  # and not: witness the contractor's pressure test
            and len(following) > 1
            and self._host(following[0][1])
            and last.role == "act"
            and self._act(last).sort is not Sort.TALK
        )

    def _tell(self, token: Token, act: str, thing: Token | None = None) -> None:
        meaning = self._meanings.acts[act]
        self._said.append((token, meaning, thing))
        self._talks = meaning.sort is Sort.TALK

    def _act(self, token: Token) -> Act:
        return self._meanings.acts[token.means]

    def _act_or_none(self, token: Token) -> Act | None:
        return self._act(token) if token.role in ("act", "agent") else None

    def _host(self, token: Token) -> bool:
        return token.role == "code" or (token.role == "thing" and self._host_class(token.means))

    def _host_class(self, thing: str) -> bool:
        return self._meanings.things[thing].names

    def _is(self, token: Token, thing: str) -> bool:
        return token.role == "thing" and token.means == thing


def _deed(tokens: Sequence[Token]) -> Token | None:
    """The word at the start that can only be a verb: `land the feeders`, `zorples pumps`."""
    if len(tokens) < 2:
        return None
    first, following = tokens[:2]
    plural = first.form == "plural" and (following.role in ("thing", "unknown") or following.role == "the")
    return first if plural or (first.role == "unknown" and following.role == "the") else None
