"""`approvers` of `kvcheck.yaml`: who may approve which waivers, and what a waiver lacks that somebody else approved."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from kvcheck.errors import Problem, nearest
from kvcheck.language.grammar import joined
from kvcheck.language.text import Text
from kvcheck.model import Approver, Approvers, Layer, Level, Rule, RuleKind, Waiver
from kvcheck.packs import POLICIES, Library
from kvcheck.repository.config import Config
from kvcheck.source import Node, problem_at

WILD = frozenset("*?[")
"""Characters that make a name a pattern."""
_LEVELS = {
    Level.COUNSEL: Text("counsel", "법률 자문(counsel)"),
    Level.MANAGER: Text("manager", "관리자(manager)"),
}


def of(config: Config | None) -> Approvers | None:
    """The list of a configuration; None if it has none, and anybody but the author may approve."""
    listed = config.values.get("approvers") if config is not None else None
    if config is None or listed is None:
        return None
    people = {
        id_: Approver(Level(entry.get("level", Level.MANAGER)), tuple(entry.get("rules", ())))
        for id_, entry in listed.items()
    }
    return Approvers(people, config.texts("needs_counsel"), config.name)


def problems(config: Config, library: Library) -> Iterator[Problem]:
    """What is wrong with the list beyond its form: a name that no rule has would guard nothing.

    `library` has the company's policies that are judged by; those of others are not known here.
    """
    values = config.values
    listed: list[tuple[Node, str]] = [(values, "needs_counsel")] if "needs_counsel" in values else []
    if listed and "approvers" not in values:
        message = Text(
            "`needs_counsel` says nothing without `approvers`", "`approvers` 없이는 `needs_counsel`의 효력이 없습니다"
        )
        hint = Text("list who is counsel: `approvers: {ID: {level: counsel}}`", "`approvers: {ID: {level: counsel}}`")
        yield problem_at(values.document, values.key_place("needs_counsel"), message, hint)
    listed += [(entry, "rules") for entry in values.get("approvers", {}).values() if "rules" in entry]
    for node, key in listed:
        for index, pattern in enumerate(node[key]):
            if not names_a_rule(pattern, library):
                yield problem_at(values.document, node[key].item_place(index), *no_rule(pattern, library))


def names_a_rule(pattern: str, library: Library) -> bool:
    """Whether a full name or a pattern is that of a rule. Policies that are not read may have any."""
    if pattern.startswith(POLICIES) and pattern.rpartition("/")[0] not in library.pack_names:
        return True
    if not WILD & set(pattern):
        return library.rule(pattern) is not None
    start = pattern[: min(pattern.index(each) for each in WILD if each in pattern)]
    packs = [name for name in library.pack_names if f"{name}/".startswith(start) or start.startswith(f"{name}/")]
    return any(fnmatchcase(rule.name, pattern) for name in packs for rule in library.pack(name).rules)


def no_rule(pattern: str, library: Library) -> tuple[Text, Text]:
    """That no rule has a name, and which was meant or where they are listed."""
    meant = nearest(pattern, library.rules()) if not WILD & set(pattern) else None
    hint = Text("`kvcheck rules list` names them", "`kvcheck rules list`로 확인하십시오")
    if meant is not None:
        hint = Text("did you mean `{meant}`?", "`{meant}`{:을} 뜻하셨습니까?", meant=meant)
    message = Text("no rule is called `{pattern}`", "`{pattern}`에 해당하는 규칙이 없습니다", pattern=pattern)
    return message, hint


def refusal(waiver: Waiver, library: Library, approvers: Approvers | None) -> Text | None:
    """Why who approved a waiver may not, with who may; None where they may, or where no list says who does."""
    rule = library.rule(waiver.rule)
    if approvers is None or rule is None:
        return None
    layer = library.pack(rule.pack).layer
    needed = needed_level(rule, layer, approvers)
    who = approvers.people.get(waiver.approver)
    if _may(who, rule, needed):
        return None
    if who is None:
        why = Text(
            "`{approver}` is not one of the `approvers` in {file}",
            "`{approver}`{:은} {file}의 승인 권한자(`approvers`)가 아닙니다",
            approver=waiver.approver,
            file=approvers.file,
        )
    elif not who.names(rule.name):
        why = Text(
            "`{approver}` may approve only {rules}",
            "`{approver}`{:은} {rules}만 승인할 수 있습니다",
            approver=waiver.approver,
            rules=", ".join(who.rules),
        )
    else:
        why = Text(
            "`{approver}` is of level {level}, and {rule} needs {needed}",
            "`{approver}`의 등급은 {level}인데 {rule}에는 {needed} 등급이 필요합니다",
            approver=waiver.approver,
            level=_LEVELS[who.level],
            rule=rule.name,
            needed=_LEVELS[needed],
        )
    return Text("{why}; {can}", "{why}. {can}", why=why, can=_who_may(rule, needed, approvers))


def needed_level(rule: Rule, layer: Layer, approvers: Approvers) -> Level:
    """The level that a rule takes: what the law leaves open is for counsel, and what the company says is too."""
    open_law = rule.kind is RuleKind.DOUBT and layer is not Layer.POLICY
    listed = any(fnmatchcase(rule.name, each) for each in approvers.needs_counsel)
    return Level.COUNSEL if open_law or listed else Level.MANAGER


def _may(who: Approver | None, rule: Rule, needed: Level) -> bool:
    """Whether somebody of the list may approve a rule of a level."""
    return who is not None and who.level in (Level.COUNSEL, needed) and who.names(rule.name)


def _who_may(rule: Rule, needed: Level, approvers: Approvers) -> Text:
    """Who of the list may approve a rule."""
    able = sorted(id_ for id_, each in approvers.people.items() if _may(each, rule, needed))
    if able:
        named = joined([Text(each, each) for each in able], ", ")
        return Text("may approve it: {named}", "승인할 수 있는 사람: {named}", named=named)
    return Text(
        "nobody in the list may approve {rule}: it needs {needed}",
        "{rule}{:을} 승인할 수 있는 사람이 없습니다({needed} 필요)",
        rule=rule.name,
        needed=_LEVELS[needed],
    )
