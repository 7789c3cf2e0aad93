"""`waivers.yaml`: waivers read, and everything wrong with them said at its line."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kvcheck import disk
from kvcheck.engine import may_be_waived
from kvcheck.engine.approval import TITLES, Looked, digest_of, known_names, name_of
from kvcheck.errors import CannotCheck, Problem, nearest, one_of
from kvcheck.language.text import Text
from kvcheck.model import Bound, FrozenDict, Plan, Rule, RuleKind, Scope, Waiver
from kvcheck.packs import Library
from kvcheck.source import Document, Node, problem_at, read_file
from kvcheck.source.invalid import problems as schema_problems
from kvcheck.source.privacy import as_name


def read(path: Path, name: str, library: Library) -> tuple[Waiver, ...]:
    """The waivers of a file. Raises CannotCheck with everything wrong with them: a waiver is right or it is an error.

    `library` has every pack whose rules may be waived, a company's own among them.
    """
    document = read_file(path, name)
    problems = schema_problems(document, "waivers")
    if not problems:
        for node in document.root["waivers"].values():
            problems += _problems(document, node, library)
    if problems:
        raise CannotCheck(problems)
    entries: Node = document.root["waivers"]
    return tuple(_waiver(id_, entries, path.parent) for id_ in entries)


def _waiver(id_: str, entries: Node, folder: Path) -> Waiver:
    """The waiver of an id; the register satisfies its schema and stands in `folder`."""
    node = entries[id_]
    counsel = node["counsel"]
    approved = tuple(_looked(each) for each in node.get("approved", ()))
    return Waiver(
        id=id_,
        rule=node["rule"],
        scope=Scope(**node["scope"]),
        reason=node["reason"],
        author=node["author"],
        approver=node["approver"],
        counsel=counsel if isinstance(counsel, str) else counsel["file"],
        first=node["from"],
        last=node["until"],
        digest=_digest(id_, node),
        place=entries.key_place(id_),
        approved=approved,
        bounds=FrozenDict({name_of(name): _bound(each) for name, each in node.get("bounds", {}).items()}),
        counsel_file=None if isinstance(counsel, str) else counsel["file"],
        amiss=_amiss(node, approved, folder),
    )


def _looked(entry: Node) -> Looked:
    """What one approval looked at, as the register has it."""
    return FrozenDict(
        {key: tuple(value) if isinstance(value, list) else value for key, value in entry["facts"].items()}
    )


def _bound(node: Any) -> Bound:
    """One bound: `any`, or numbers, or a list of what is accepted."""
    if node == "any":
        return Bound(anything=True)
    return Bound(at_least=node.get("at_least"), at_most=node.get("at_most"), among=tuple(node.get("in", ())))


def _amiss(node: Node, approved: Sequence[Looked], folder: Path) -> Text | None:
    """Why a waiver accepts nothing, whatever the plan says; None if it is whole.

    One that does not say what was looked at would accept whatever the plan comes to say.
    """
    if not approved:
        return Text("it does not say what was approved", "무엇을 승인했는지 기록되어 있지 않습니다")
    pairs = zip(node["approved"], approved, strict=True)
    if any(each["digest"] != digest_of(node["rule"], looked) for each, looked in pairs):
        return Text("what it says was approved is not what its digest says", "승인된 내용이 digest와 일치하지 않습니다")
    counsel = node["counsel"]
    if isinstance(counsel, str):
        return None
    hashed = hash_of(folder / counsel["file"])
    if hashed is None:
        return Text("{file} of counsel cannot be read", "자문 파일 {file:을} 읽을 수 없습니다", file=counsel["file"])
    if "sha256" not in counsel:
        return Text("the hash of {file} is not kept", "자문 파일 {file}의 해시가 없습니다", file=counsel["file"])
    if hashed != counsel["sha256"]:
        return Text(
            "{file} is not what it was when it was approved",
            "자문 파일 {file:이} 승인 당시와 다릅니다",
            file=counsel["file"],
        )
    return None


def hash_of(path: Path) -> str | None:
    """SHA-256 of a file in hexadecimal; None if it cannot be read."""
    try:
        return hashlib.sha256(disk.read(path, MAX_FILE)).hexdigest()
    except OSError:
        return None


MAX_FILE = 1 << 28
"""The most that a file of counsel may be."""


def _digest(id_: str, node: Node) -> str:
    """SHA-256 of a waiver with its id: another text is another waiver."""
    text = json.dumps([id_, node], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode(errors="backslashreplace")).hexdigest()


def _problems(document: Document, node: Node, library: Library) -> Iterator[Problem]:
    """What is wrong with one waiver beyond its form."""
    rule = library.rule(node["rule"])
    if rule is None:
        message = Text("there is no rule `{rule}`", "규칙 `{rule}`{:이} 없습니다", rule=as_name(node["rule"]))
        yield problem_at(document, node.value_place("rule"), message, _meant(node["rule"], library))
    elif not may_be_waived(rule, library.pack(rule.pack).layer):
        yield problem_at(document, node.value_place("rule"), *_not_waivable(rule))
    kind = node["scope"].get("activity")
    if kind is not None and kind not in library.catalogue.kinds:
        message = Text("unknown kind of activity `{kind}`", "알 수 없는 활동 종류 `{kind}`", kind=as_name(kind))
        place = node["scope"].value_place("activity")
        yield problem_at(document, place, message, one_of(library.catalogue.kinds, kind))
    if _same_person(node["author"], node["approver"]):
        message = Text("`approver` is the author", "`approver`가 `author`와 같습니다")
        hint = Text("another person has to approve it", "다른 사람이 승인해야 합니다")
        yield problem_at(document, node.value_place("approver"), message, hint)
    known = known_names(library.facts)
    for name in node.get("bounds", {}):
        if name not in known and name not in library.facts:
            message = Text("no approval has a fact `{name}`", "승인에 사실 `{name}`{:이} 없습니다", name=as_name(name))
            yield problem_at(document, node["bounds"].key_place(name), message, one_of(sorted(TITLES), name))
    yield from _wrong_days(document, node)


def _not_waivable(rule: Rule) -> tuple[Text, Text]:
    """Why a rule of the law cannot be waived, and what to do."""
    if rule.kind in (RuleKind.DOUBT, RuleKind.RISK):
        message = Text(
            "`{name}` cannot be waived: the plan is to be mended",
            "`{name}`{:은} 예외로 승인할 수 없습니다. 계획을 바로잡아야 합니다",
            name=rule.name,
        )
        return message, rule.instead or message
    message = Text(
        "`{name}` is a {value} of the law and cannot be waived",
        "`{name}`{:은} 법률의 {value} 규칙이므로 예외로 승인할 수 없습니다",
        name=rule.name,
        value=rule.kind.value,
    )
    hint = Text(
        "only doubts, risks and rules of a company's policy can be waived",
        "법률상 미확정(doubt)·위험(risk)·회사 정책 규칙만 예외로 승인할 수 있습니다",
    )
    return message, hint


def _same_person(one: str, other: str) -> bool:
    """Whether two ids differ in nothing but case and punctuation."""
    return re.sub(r"[._-]", "", one).casefold() == re.sub(r"[._-]", "", other).casefold()


def ambiguous(waivers: Iterable[Waiver], plans: Sequence[Plan]) -> Iterator[Problem]:
    """Waivers for a trip whose id several plans have, and that do not say which plan is meant."""
    for waiver in waivers:
        scope = waiver.scope
        having = [plan.name for plan in plans if any(trip["id"] == scope.trip for trip in plan.trips)]
        if scope.trip is not None and scope.plan is None and len(having) > 1:
            named = ", ".join(having)
            yield Problem(
                message=Text(
                    "waiver `{id}`: several plans have a trip `{trip}` ({named})",
                    "예외 승인 `{id}`: 출장 `{trip}`{:이} 여러 계획에 있습니다({named})",
                    id=waiver.id,
                    trip=scope.trip,
                    named=named,
                ),
                hint=Text("name the plan in its `scope`: `plan: ...`", "`scope`에 계획을 적으십시오: `plan: ...`"),
                place=waiver.place,
            )


def _wrong_days(document: Document, node: Node) -> Iterator[Problem]:
    """What is wrong with the days of a waiver, both of which count."""
    first, last = date.fromisoformat(node["from"]), date.fromisoformat(node["until"])
    if last < first:
        message = Text(
            "`until` {last} lies before `from` {first}",
            "`until` {last:이} `from` {first}보다 이릅니다",
            last=last,
            first=first,
        )
        yield problem_at(document, node.value_place("until"), message)
    elif last > _year_after(first):
        message = Text("a waiver lasts at most a year", "예외 승인은 최대 1년입니다")
        day = _year_after(first)
        hint = Text("the last day it can have is {day}", "가능한 마지막 날은 {day}입니다", day=day)
        yield problem_at(document, node.value_place("until"), message, hint)


def _year_after(day: date) -> date:
    """The same day of the next year; after 29 February, 28 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _meant(wanted: str, library: Library) -> Text:
    """Which rule was probably meant, else where their names are; there are too many to list."""
    rules = library.rules()
    alike = [name for name, rule in rules.items() if rule.id == wanted.rpartition("/")[2]]
    meant = nearest(wanted, alike or rules) or (alike[0] if alike else None)
    if meant is not None:
        return Text("did you mean `{meant}`?", "`{meant}`{:을} 뜻하셨습니까?", meant=meant)
    return Text(
        "`kvcheck rules list` names them; a company's own pack must be named by `--policy` or in kvcheck.yaml",
        "`kvcheck rules list`로 확인하십시오. 회사 정책 묶음은 `--policy` 또는 kvcheck.yaml에 지정해야 합니다",
    )
