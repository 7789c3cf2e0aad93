"""Properties against the rules: proved for every plan, refuted by one, or not decided."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import Layer, Rule
from kvcheck.packtools.prove import claims
from kvcheck.packtools.prove.hunt import Shown
from kvcheck.packtools.prove.idle import Disagreement, idle
from kvcheck.packtools.prove.properties import Claim, Property
from kvcheck.packtools.prove.situation import Untranslatable
from kvcheck.packtools.prove.solver import GaveUp
from kvcheck.packtools.prove.stage import Bar


class Outcome(StrEnum):
    """What came of a property."""

    PROVED = "proved"
    REFUTED = "refuted"
    OPEN = "not_proved"
    """Neither: something has no translation, the solver gave up, or no plan was found that shows what it found."""


class Proof(NamedTuple):
    """What came of a property."""

    property: Property
    outcome: Outcome
    about: str = ""
    """The class, or the policy, in which there is a fault."""
    shown: Shown | None = None
    """The fault; of a property that is not decided, one that no plan was found for."""
    rules: tuple[Rule, ...] = ()
    """Rules that do nothing in any trip."""
    lacks: Text | None = None
    """Why it is not decided."""


NO_PLAN = Text(
    "the rules do not exclude this, but no plan was found in which it is so",
    "규칙이 이를 배제하지 않으나 그러한 계획을 찾지 못했습니다",
)
NO_TIME = Text("the solver could not tell in time", "제한 시간 안에 판단하지 못했습니다")
UNTRANSLATED = Text("`{what}` could not be translated", "`{what}`{:을} 변환하지 못했습니다")
DISAGREES = Text(
    "the engine judges by `{what}` otherwise than the translation says",
    "`{what}`에 대한 판정이 변환 결과와 다릅니다",
)


def prove(bar: Bar, each: Property, names: Sequence[str]) -> Proof:
    """What comes of a property; `names` are the packs it is about, where it is about packs."""
    try:
        if each.claim is Claim.CAN:
            rules = tuple(idle(bar, names, each.kinds))
            return Proof(each, Outcome.REFUTED if rules else Outcome.PROVED, rules=rules)
        return _found(each, _faults(bar, each, names))
    except Untranslatable as error:
        return Proof(each, Outcome.OPEN, lacks=UNTRANSLATED.filled(what=str(error)))
    except Disagreement as error:
        return Proof(each, Outcome.OPEN, lacks=DISAGREES.filled(what=str(error)))
    except GaveUp:
        return Proof(each, Outcome.OPEN, lacks=NO_TIME)


def _found(each: Property, faults: Iterator[tuple[str, Shown | None]]) -> Proof:
    """Refuted by the first fault that a plan shows; not decided if there are only others."""
    pending: Proof | None = None
    for about, shown in faults:
        if shown is not None and shown.is_real:
            return Proof(each, Outcome.REFUTED, about, shown)
        if shown is not None and pending is None:
            pending = Proof(each, Outcome.OPEN, about, shown, lacks=NO_PLAN)
    return pending or Proof(each, Outcome.PROVED)


def _faults(bar: Bar, each: Property, names: Sequence[str]) -> Iterator[tuple[str, Shown | None]]:
    """What was found in each class, or by each policy, for each run of days."""
    if each.claim is Claim.TIGHTENS:
        for policy, admitted in _policies(bar, each, names):
            for days in bar.days(admitted, (policy,)):
                yield policy, claims.loosened(bar, admitted, days, policy)
        return
    asks = {Claim.AT_BEST: claims.better, Claim.WITHIN: claims.beyond, Claim.MORE: claims.softer}
    ask = asks.get(each.claim, claims.unanswered)
    for admitted in each.classes or bar.library.classes_written:
        for days in bar.days(admitted, each.policies):
            yield admitted, ask(bar, each, admitted, days)


def _policies(bar: Bar, each: Property, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The packs beside the law, each with the classes it is about."""
    for name in names:
        pack = bar.library.pack(name)
        if name.startswith("policy/") or pack.layer is Layer.POLICY:
            for admitted in pack.applies_to or each.classes or bar.library.classes:
                yield name, admitted
