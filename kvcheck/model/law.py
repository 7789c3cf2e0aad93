"""Law as data: rules, and the vocabulary they are written in."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from kvcheck.conditions import Condition, FactSort
from kvcheck.errors import Place
from kvcheck.frozen import FrozenDict, NamedTuple
from kvcheck.language.text import Text

OWN = "own"
"""The key of a plan under which a company's own facts stand, and how the names of these begin: `own.inducted`."""


VISA_CLASS = "visa.class"
"""The fact whose values are the classes of visas."""


class Fact(NamedTuple):
    """One named, typed value that rules may ask about."""

    name: str
    of_activity: bool
    """Whether it may differ between the activities of one trip."""
    of_crew: bool
    """Whether it is about what several trips of a plan make together."""
    sort: FactSort
    values: Mapping[str, Text]
    """The names of its values: of a choice, a kind, a family; for some yes-no facts, of `yes` and `no`."""
    unit: Text | None
    given: str | None
    """The place of the plan that states it, such as `traveler.esta.status`; None if it is derived."""
    uses: tuple[str, ...]
    """The places of the plan from which it is derived."""
    ask_after: str | None
    """A fact that has to be known before this one is worth asking for."""
    counted_from: str | None
    """For day counts: the place of the plan with day 1."""
    beyond: str | None
    """For days by which a stay goes beyond other days: at its `start` or its `end`."""
    title: Text
    ask: Text
    answered_by: str
    can_change: bool
    """Whether planning differently can change it."""
    paper: bool
    """Whether it is about papers got for one class of entry: for another class it is open, and can be got."""
    place: Place
    unless_said: Any = None
    """What the format of plans says where the plan is silent; None if the fact is unknown then."""


class Family(NamedTuple):
    """A group of kinds that the law treats alike."""

    name: str
    title: Text
    by_hand: bool
    """Whether performing it is work by hand, so that a plan has to say what is done."""
    about: Text


class ActivityKind(NamedTuple):
    """A kind of the catalogue of activities."""

    name: str
    family: str
    title: Text
    duties: frozenset[str]
    """The duties of a contract that cover it; one of them is enough."""
    means: Mapping[str, str]
    """What the kind itself says where the plan does not: `trainees: us-workers`."""
    about: Text
    place: Place
    earlier: tuple[str, ...] = ()
    """Names it had before, which rosters made then still hold."""


KIND_NOT_KNOWN = ActivityKind(
    name="unknown",
    family="",
    title=Text("Activity of a kind not known yet", "종류가 정해지지 않은 활동"),
    duties=frozenset(),
    means={},
    about=Text("The plan leaves the kind open; it is asked for.", "계획에 종류가 정해지지 않아 질문합니다."),
    place=Place("activities.yaml", 1, 1),
)
"""Stands for the kind of an activity that a plan leaves open (`kind: unknown`)."""


class Catalogue(NamedTuple):
    """The catalogue of activities."""

    families: Mapping[str, Family]
    kinds: Mapping[str, ActivityKind]

    def kind(self, name: str) -> ActivityKind:
        """The kind of that name; a stand-in for one that the plan leaves open."""
        return self.kinds.get(name, KIND_NOT_KNOWN)


class Authority(NamedTuple):
    """A provision, manual section, decision or notice."""

    name: str
    cite: str
    title: Text
    tier: int
    """1 statute, 2 regulation, 3 decision, 4 agency guidance, 5 practice, 6 press."""
    link: str
    dated: str | None
    read: str | None
    """The day somebody last read it; None if nobody did."""
    extent: str
    """How much of it was read: whole, part, secondary, unread."""
    note: Text | None
    place: Place


LAST_TIER_OF_LAW = 4
"""Tiers up to this are law and official guidance; beyond are practice and press."""


def weighty(authorities: Sequence[Authority]) -> Sequence[Authority]:
    """Those of the authorities that are law or official guidance; all of them where none is."""
    return [each for each in authorities if each.tier <= LAST_TIER_OF_LAW] or authorities


NOT_READ = "unread"
"""Stands for the law of a value, or the day of its announcement, that no source tells which was read."""


class Dated(NamedTuple):
    """One value of a number or list of the law."""

    first: str
    """The first day on which it is in force."""
    value: Any
    known: str
    """The day it became known; the first day, if nothing is said."""
    law: tuple[str, ...] = ()
    """What set this value, where it is something else than what the parameter cites; NOT_READ likewise."""
    announced: str = ""
    """The day it was announced; NOT_READ where no source that was read tells it; empty if nothing is said."""
    drops: tuple[str, ...] = ()
    """Of a list or mapping: what it no longer has of the value before, said so that nothing gets lost by a slip."""


class Parameter(NamedTuple):
    """A number or list of the law, with the days from which each value holds."""

    name: str
    title: Text
    unit: Text | None
    law: tuple[str, ...]
    confidence: str
    values: tuple[Dated, ...]
    """Its values, the earliest first."""
    note: Text | None
    place: Place

    def on(self, day: str, as_of: str) -> Any:
        """The value in force on `day`, as far as known on the day `as_of`; None before the first."""
        current = None
        for each in self.values:
            if each.first <= day and each.known <= as_of:
                current = each.value
        return current


class Tightened(NamedTuple):
    """A number of the law that a company sets for itself, so that its rules are met sooner or missed sooner."""

    name: str
    value: Any
    place: Place


class DocumentKind(NamedTuple):
    """What a traveler carries or a company keeps that proves a fact."""

    name: str
    title: Text
    shows: Text
    issued_by: str
    language: Text
    when: tuple[str, ...]
    """Any of visa, entry, site, company."""
    lead_days: int | None
    """Days before arrival by which it should be in hand: a planning figure; None if it comes after arrival."""
    shown_by: tuple[str, ...]
    """What a plan states that only who has the document in hand knows: `traveler.esta.status=approved`; all of it."""
    law: tuple[str, ...]
    confidence: str
    note: Text | None
    place: Place


class Phase(StrEnum):
    """When in a trip a step is taken."""

    BEFORE = "before"
    AIRPORT = "airport"
    SITE = "site"
    AFTER = "after"


class Step(NamedTuple):
    """What a traveler does before, during or after a trip, whatever the trip is for."""

    name: str
    phase: Phase
    classes: tuple[str, ...]
    """The classes it is for; none means every class."""
    counted_from: str | None
    """`arrive` or `depart`, where the step has a day."""
    days: int
    """Days after that day; negative before it."""
    text: Text
    law: tuple[str, ...]
    confidence: str
    inference: bool
    """Whether it is drawn from the sources and not said by them."""
    note: Text | None
    place: Place


class RuleKind(StrEnum):
    """What a rule does when it holds."""

    GRANT = "grant"
    BAR = "bar"
    LIMIT = "limit"
    DOUBT = "doubt"
    RISK = "risk"


class Mend(NamedTuple):
    """What to do about one thing that stands in the way of a rule, where that is another thing than its `instead`."""

    condition: Condition
    """Holds where the thing stands in the way: `traveler.us_pay: true`."""
    text: Text


class Rule(NamedTuple):
    """One rule of a pack."""

    id: str
    pack: str
    kind: RuleKind
    of_activity: bool
    """Whether it is about one activity, otherwise about the whole trip."""
    title: Text
    condition: Condition
    """For a limit: that it is met, or does not apply (`ForSome`). Otherwise: that it holds."""
    first_day: str
    """First day of law, inclusive; empty if always."""
    last_day: str
    """Last day of law, inclusive; `9999-12-31` if open."""
    announced: str
    """The day it became known; empty if always known."""
    proof: tuple[str, ...]
    instead: Text | None
    law: tuple[str, ...]
    confidence: str
    waivable: bool
    """Of a doubt or a risk: whether a waiver may accept it; not where the plan is to be mended instead."""
    note: Text | None
    place: Place
    mends: tuple[Mend, ...] = ()
    """What to do about single obstacles: those of the rule, then those of its pack."""
    after: str = ""
    """Of a company's: the full name of the rule of law that it holds to a stricter number; it stands in no file."""

    @property
    def name(self) -> str:
        """The full name, unique over all packs."""
        return f"{self.pack}/{self.id}"

    def in_force(self, day: str) -> bool:
        """Whether it is law on a day."""
        return self.first_day <= day <= self.last_day


class Layer(StrEnum):
    """Whose rules a pack holds."""

    LAW = "law"
    POLICY = "policy"
    """A company's own rules, which can only tighten."""
    SIDE = "side"
    """Law beside the scope of a class, such as tax: it warns and decides nothing."""
    CREW = "crew"
    """Rules over several trips of a plan together: they warn and decide nothing."""


class Origin(NamedTuple):
    """Where law comes from that stands in the place of the law that comes with kvcheck."""

    name: str
    """The folder, as output calls it."""
    sha256: str
    """Of the names and digests of its files, in hexadecimal."""


class Planning(NamedTuple):
    """What getting into a class takes, for planners: estimates and fees, not law."""

    order: int
    """The place of the class among those a planner tries; the lowest first."""
    weeks: tuple[int, int]
    """Lead time from and to, in weeks: an estimate."""
    fees: tuple[str, ...]
    """Names of the parameters that hold the fees."""
    note: Text | None


class Called(NamedTuple):
    """How people write a class of entry, in rosters and by mistake in plans; compared without case, gaps and signs."""

    words: tuple[str, ...] = ()
    """They mean the class."""
    perhaps: tuple[str, ...] = ()
    """They may mean it: it is proposed, and never taken."""
    visas: tuple[str, ...] | None = None
    """The classes of visa that alone tell it; None for the visa of its own name, nothing for who enters without one."""


class Beyond(NamedTuple):
    """Something that the law of a pack is about too and for which the pack has no rule."""

    law: tuple[str, ...]
    """The names of the authorities that are about it."""
    what: Text


class Pack(NamedTuple):
    """The rules of one class, of a scope that classes share, of a company, or of a side matter."""

    name: str
    layer: Layer
    admits: str | None
    """The class it is for; None for a scope that only other packs extend."""
    label: str
    """How the class is called in print: B-1."""
    title: Text
    extends: tuple[str, ...]
    sources_to: str | None
    """The day its sources reach to: of what came later nothing was seen. None for a company's own rules."""
    reviewed: str
    """The day somebody last looked for changes."""
    review_by: str
    rules: tuple[Rule, ...]
    otherwise: Rule | None
    """What is said, and by which law, of an activity that no ground covers."""
    applies_to: tuple[str, ...]
    """For a policy or side pack: the classes it is about; none means every class."""
    owner: Text | None
    """For a policy pack: who decided it."""
    planning: Planning | None
    digest: str
    """SHA-256 of the text of its file, in hexadecimal."""
    text: str = ""
    """Of a policy pack: the text of its file, which errors quote."""
    called: Called = Called()
    """How people write the class that it is for."""
    beyond: tuple[Beyond, ...] = ()
    """What its law is about too, without a rule here: a trip for that finds no ground."""
    facts: Mapping[str, Fact] = FrozenDict()
    """Of a policy pack: the facts that it declares, by name."""
    numbers: Mapping[str, Parameter] = FrozenDict()
    """Of a policy pack: the numbers that it has of its own, by name."""
    tightened: tuple[Tightened, ...] = ()
    """Of a policy pack: the numbers of the law that it sets."""

    @property
    def written(self) -> tuple[Rule, ...]:
        """The rules that stand in its file: not those of law that it only holds to a stricter number."""
        return tuple(rule for rule in self.rules if not rule.after)
