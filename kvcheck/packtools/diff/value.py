"""What differs between two states of the rules."""

from collections.abc import Iterable
from enum import StrEnum

from kvcheck.errors import Place, Problem
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import Finding, Verdict


class Effect(StrEnum):
    """What a change does to verdicts, as far as it can be told from the rules alone."""

    LOOSENED = "loosened"
    """Something is permitted, or less is asked, that was not before; nothing the other way."""
    TIGHTENED = "tightened"
    BOTH = "both"
    """Loosened for some and tightened for others."""
    OPEN = "open"
    """It may bear on a verdict; which way cannot be told."""
    SAME = "same"
    """It is written otherwise and comes out alike for whatever facts."""
    NONE = "none"
    """It bears on no verdict: a text, a source, a paper."""


def together(effects: Iterable[Effect]) -> Effect:
    """What several changes do together."""
    found = set(effects)
    if Effect.BOTH in found or {Effect.LOOSENED, Effect.TIGHTENED} <= found:
        return Effect.BOTH
    order = (Effect.LOOSENED, Effect.TIGHTENED, Effect.OPEN, Effect.SAME)
    return next((each for each in order if each in found), Effect.NONE)


class Done(StrEnum):
    """What became of a thing."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Sort(StrEnum):
    """What kind of thing a change is about, in the order in which changes are told."""

    PACK = "pack"
    RULE = "rule"
    PARAMETER = "parameter"
    FACT = "fact"
    ACTIVITY = "activity"
    DOCUMENT = "document"
    STEP = "step"
    AUTHORITY = "authority"
    WORDS = "words"
    CASE = "case"
    OTHER = "other"


class Part(NamedTuple):
    """One thing that is otherwise than before."""

    key: str
    """Where it stands in its entry: `title.ko`, `in_force.from`, `must`."""
    what: Text
    """How it is called."""
    before: Text | None
    """None if it is new."""
    now: Text | None
    """None if it is lost."""
    effect: Effect = Effect.NONE
    grave: bool = False
    """Whether something is lost that no rule may lack, such as its Korean text."""
    asked: bool = False
    """Whether it is something that a condition asks for, and not a value."""
    within: tuple[Text, ...] = ()
    """Of a part of a condition: what it stands in, such as `any of`, from the outside in."""

    @property
    def done(self) -> Done:
        """What became of it."""
        if self.before is None:
            return Done.ADDED
        return Done.REMOVED if self.now is None else Done.CHANGED


class Change(NamedTuple):
    """One rule, number, fact, paper that is otherwise than before."""

    sort: Sort
    name: str
    title: Text
    done: Done
    effect: Effect
    parts: tuple[Part, ...]
    place: Place
    """Where it stands now; of what is gone, where it stood."""
    first: str = ""
    """The first day on which anything of it is law; empty where that is always, or it has no days."""
    example: tuple[Text, ...] = ()
    """Facts for which it comes out otherwise than before, where some were found."""


class MovedRule(NamedTuple):
    """A rule by which a verdict moved."""

    name: str
    finding: Finding
    """What the rule said where it decided: before, of a verdict that got better."""
    reasons: tuple[Text, ...]
    """What it rests on, or what stands in the way."""
    place: Place


class MovedTrip(NamedTuple):
    """A trip that is judged otherwise by the new rules."""

    plan: str
    trip: str
    place: Place
    days: str
    before: Verdict
    now: Verdict
    rules: tuple[MovedRule, ...]
    """Of a worse verdict those that lead to it, of a better one those that led to the old."""
    later: str = ""
    """The day from which the trip would have to go for it; empty if it is so on its own days."""

    @property
    def effect(self) -> Effect:
        """Which way it moved; SAME if only what it rests on is another."""
        if self.now is self.before:
            return Effect.SAME
        return Effect.LOOSENED if self.now.rank > self.before.rank else Effect.TIGHTENED


class Trips(NamedTuple):
    """What became of the trips of plans, judged by both."""

    as_of: str
    judged: int
    """How many trips were judged."""
    moved: tuple[MovedTrip, ...]
    """Those whose verdict is another."""
    otherwise: tuple[MovedTrip, ...]
    """Those whose verdict is the same and rests on other rules."""
    later: tuple[MovedTrip, ...]
    """Those that keep their verdict, and would not if they went once everything that changed is law."""
    notices: tuple[Text, ...] = ()


class Diff(NamedTuple):
    """Two states of the rules beside each other."""

    old: str
    """As the user called it."""
    new: str
    today: str
    """The day that tells what is law already from what a later day will bring."""
    changes: tuple[Change, ...]
    trips: Trips | None = None
    """None if no plans were given."""
    problems: tuple[Problem, ...] = ()
    """What of the two could not be read as rules; its changes are told as they are written."""

    @property
    def later(self) -> tuple[Change, ...]:
        """The changes that are law only from a later day on, the earliest first."""
        return tuple(sorted((each for each in self.changes if each.first > self.today), key=lambda each: each.first))
