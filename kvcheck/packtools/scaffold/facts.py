"""A new fact as text: one that a company's pack declares, or one of the law that plans state under `own`."""

from collections.abc import Sequence

from kvcheck.conditions import FactSort
from kvcheck.errors import BadCommand
from kvcheck.language.text import Text
from kvcheck.model import OWN, RuleKind
from kvcheck.packtools.scaffold.written import both, scalar

TITLE = Text("{said}", "{said}(한국어 이름)")
ASK = Text("Say here how to ask for it: {said}?", "어떻게 물을지 여기에 적습니다: {said}?")


def text_of(name: str, about: str, sort: FactSort, values: Sequence[str], *, of_law: bool) -> str:
    """The entry of a fact, called without `own.`, as it stands under `facts` of a pack, or of facts.yaml.

    A fact of the law for which the format of plans has no place is stated under `own` of what it is about.
    """
    lines = [f"{OWN}.{name}:" if of_law else f"{name}:"]
    lines.append(f"  scope: {'activity' if about == 'activity' else 'trip'}" if of_law else f"  about: {about}")
    lines.append(f"  type: {sort.value}")
    if values:
        lines.append("  values:")
        lines += [f"    {scalar(each)}: {both(TITLE.filled(said=each))}" for each in values]
    if of_law:
        lines.append(f"  given: {OWN}.{name}" if about == "plan" else f"  given: {about}.{OWN}.{name}")
    said = name.replace("_", " ")
    lines += [f"  title: {both(TITLE.filled(said=said))}", f"  ask: {both(ASK.filled(said=said))}"]
    lines += ["  answered_by: planner", *(["  can_change: false"] if of_law else [])]
    return "\n".join(lines) + "\n"


def kind_of(about: str) -> RuleKind:
    """The kind of the rule that asks for a fact, if nothing is said: a limit, which only facts of a trip may have."""
    return RuleKind.BAR if about == "activity" else RuleKind.LIMIT


def asked_of(name: str, sort: FactSort, values: Sequence[str], kind: RuleKind) -> str:
    """What the rule asks of a fact, if nothing is said: that it is so, or the first of its values.

    Raises BadCommand for a type of which there is no such thing.
    """
    full = f"{OWN}.{name}"
    if sort is FactSort.YES_NO:
        return f"{full}={'yes' if kind in (RuleKind.LIMIT, RuleKind.GRANT) else 'no'}"
    if values:
        return f"{full}={values[0]}"
    example = {FactSort.NUMBER: ">=2", FactSort.DATE: ">=2027-01-01"}.get(sort, "=KR")
    raise BadCommand(
        Text(
            "say what a rule asks of it: `--when '{fact}{example}'`",
            "규칙이 무엇을 요구하는지 지정하십시오: `--when '{fact}{example}'`",
            fact=full,
            example=example,
        )
    )
