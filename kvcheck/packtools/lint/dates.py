"""Days in their order, and lists that lose a member from one day to the next."""

from collections.abc import Iterator, Mapping
from typing import Any

from kvcheck.errors import Place
from kvcheck.language.grammar import listed
from kvcheck.language.text import Text
from kvcheck.model import Layer, Parameter
from kvcheck.packs import Library
from kvcheck.packtools.bench import Bench
from kvcheck.packtools.lint.saying import Saying
from kvcheck.packtools.remarks import Remark
from kvcheck.source import Node


def look(bench: Bench, today: str) -> Iterator[Remark]:
    """What is wrong with days, of the packs and of the numbers and texts that they share."""
    for name in bench.names:
        yield from _of_pack(bench.library, name, today)
    if bench.whole:
        yield from _of_authorities(bench.library, today)
        root = bench.library.root_of("us/parameters.yaml")
        say = Saying(root.document)
        for parameter in bench.library.parameters.values():
            yield from dropped(parameter, root["parameters"][parameter.name], say)
            yield from _undated(parameter, root["parameters"][parameter.name], say)


def _of_pack(library: Library, name: str, today: str) -> Iterator[Remark]:
    pack, root = library.pack(name), library.rules_of(name)
    say = Saying(root.document)

    def later(key: str, than: Text) -> Remark:
        return _later(say, root.value_place(key), key, str(root[key]), than, name)

    if pack.reviewed > today:
        yield later("reviewed", Text("today", "오늘"))
    if pack.reviewed > pack.review_by:
        yield later("reviewed", Text("`review_by`", "`review_by`"))
    if pack.sources_to is not None and pack.sources_to > pack.reviewed:
        yield later("sources_to", Text("`reviewed`", "`reviewed`"))
    for rule in pack.written:
        entry = root[f"{rule.kind}s"][rule.id]
        if pack.layer is not Layer.POLICY and rule.announced > rule.last_day:
            last = Text("the last day of the rule", "규칙의 마지막 날")
            yield _later(say, entry.value_place("announced"), "announced", rule.announced, last, rule.name)


def _of_authorities(library: Library, today: str) -> Iterator[Remark]:
    root = library.root_of("us/authorities.yaml")
    say = Saying(root.document)
    for name, each in library.authorities.items():
        node: Node = root["authorities"][name]
        if each.read is not None and each.read > today:
            yield _later(say, node.value_place("read"), "read", each.read, Text("today", "오늘"), name)
        if each.read is not None and each.dated is not None and each.dated > each.read:
            read = Text("the day it was read", "읽은 날")
            yield _later(say, node.value_place("dated"), "dated", each.dated, read, name)


def _later(say: Saying, place: Place, key: str, day: str, than: Text, about: str) -> Remark:
    message = Text(
        "`{key}` ({day}) lies after {than}", "`{key}`({day}){:이} {than}보다 늦습니다", key=key, day=day, than=than
    )
    return say.remark("dates", place, message, about=about)


def _undated(parameter: Parameter, entry: Node, say: Saying) -> Iterator[Remark]:
    """Values of a number that changed whose own law, or day of announcement, is not said."""
    for number, each in enumerate(parameter.values if len(parameter.values) > 1 else ()):
        lacking = [name for name, said in (("law", each.law), ("announced", each.announced)) if not said]
        if lacking:
            message = Text(
                "the value from {day} on does not say its {lacking}",
                "{day}부터의 값에 {lacking}{:이} 없습니다",
                day=each.first,
                lacking=listed([Text("`{name}`", "`{name}`", name=name) for name in lacking]),
            )
            hint = Text(
                "`law` names what set it; `announced` is the day it became known, `unread` if no source read tells it",
                "`law`에는 그 값을 정한 근거를, `announced`에는 공표일을 적습니다(확인한 자료에 없으면 `unread`)",
            )
            yield say.remark("undated", entry["values"].item_place(number), message, about=parameter.name, hint=hint)


def dropped(parameter: Parameter, entry: Node, say: Saying) -> Iterator[Remark]:
    """Members that a value no longer has and does not name under `drops`, and names there that it never had."""
    before: Any = ()
    for number, each in enumerate(parameter.values):
        if isinstance(each.value, list | Mapping):
            gone = [str(member) for member in before if member not in each.value]
            place = entry["values"].item_place(number)
            for member in gone:
                if member not in each.drops:
                    yield say.remark("dropped", place, _lost(member, each.first), about=parameter.name)
            for member in each.drops:
                if member not in gone:
                    message = Text(
                        "`drops` names `{member}`, which is no member that went",
                        "`drops`의 `{member}`{:은} 빠진 항목이 아닙니다",
                        member=member,
                    )
                    yield say.remark("dropped", place, message, about=parameter.name)
            before = each.value


def _lost(member: str, day: str) -> Text:
    return Text(
        "from {day} on `{member}` is no longer on the list; if that is meant, say so: `drops: [{member}]`",
        "{day}부터 `{member}`{:이} 목록에서 빠집니다. 의도한 것이면 `drops: [{member}]`로 적으십시오",
        member=member,
        day=day,
    )
