"""On how firm a ground a permission stands: how sure the rules are, and whether any law is behind it."""

from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import LAST_TIER_OF_LAW, ActivityResult, Rule, RuleKind, Verdict
from kvcheck.packs import Library

_RANKS = ("low", "medium", "high")


class Footing(NamedTuple):
    """What a permitted activity rests on, on its least sure day."""

    confidence: str
    """Of the surest ground: high, medium or low."""
    law: bool
    """Whether a ground cites law or official guidance, and not practice or press alone."""


def footing(result: ActivityResult, library: Library) -> Footing | None:
    """What an activity rests on, the weakest of its days deciding; None if it is not permitted."""
    if result.verdict is not Verdict.PERMITTED:
        return None
    days = [
        [each.rule for each in part.ruling.findings if each.rule.kind is RuleKind.GRANT and each.outcome]
        for part in result.parts
    ]
    best = [max((rule.confidence or "low" for rule in rules), key=_RANKS.index) for rules in days if rules]
    lawful = [any(_is_law(rule, library) for rule in rules) for rules in days if rules]
    return Footing(min(best, key=_RANKS.index), all(lawful)) if best else None


def caution(found: Footing | None) -> Text | None:
    """What has to be said beside a permission that stands on weak ground; None if there is no need."""
    if found is None:
        return None
    if not found.law:
        return Text("practice or press only", "실무·언론 자료에만 근거")
    return Text("low confidence", "근거 신뢰도 낮음") if found.confidence == "low" else None


def _is_law(rule: Rule, library: Library) -> bool:
    """Whether a rule rests on law that binds, beside guidance and practice."""
    return any(library.authorities[law].tier <= LAST_TIER_OF_LAW for law in rule.law)
