"""A company's own facts and numbers: what a policy pack declares beside its rules."""

from collections.abc import Iterator, Mapping
from typing import Any

from kvcheck.conditions import FactSort
from kvcheck.errors import Place, Problem, one_of
from kvcheck.frozen import FrozenDict
from kvcheck.language.text import Text
from kvcheck.model import OWN, Dated, Fact, Layer, Pack, Parameter, Tightened
from kvcheck.packs.entry import Entry
from kvcheck.packs.vocabulary import ANSWERERS
from kvcheck.source import Node
from kvcheck.source.quote import Quotes

FACTS, NUMBERS = "facts", "numbers"
"""The sections of a policy pack that declare facts, and that set numbers."""
SUBJECTS = ("traveler", "trip", "activity", "plan")
"""What a fact of a company may be about."""
TYPES = tuple(
    sort.value
    for sort in (
        FactSort.YES_NO, FactSort.NUMBER, FactSort.DATE, FactSort.TEXT, FactSort.COUNTRY, FactSort.COUNTRIES,
        FactSort.CHOICE, FactSort.CHOICES,
    )
)  # fmt: skip
"""Types that such a fact may have: those whose values a plan can state by itself."""
_CHOSEN = (FactSort.CHOICE, FactSort.CHOICES)
_ALWAYS = "0001-01-01"


def refuse_own(root: Entry, layer: Layer) -> None:
    """Only a company declares facts and numbers of its own: those of the law stand in the vocabularies."""
    for key in (FACTS, NUMBERS):
        if key in root.node and layer is not Layer.POLICY:
            message = Text("only a policy pack has `{key}`", "`{key}`{:은} 정책 묶음에만 씁니다", key=key)
            hint = Text(
                "facts and numbers of the law stand in `facts.yaml` and `parameters.yaml`",
                "법령의 사실과 수치는 `facts.yaml`과 `parameters.yaml`에 적습니다",
            )
            root.note(root.node.key_place(key), message, hint)


def read_own_facts(root: Entry) -> Mapping[str, Fact]:
    """The facts that a policy pack declares, by their full names, which begin with `own.`."""
    found: dict[str, Fact] = {}
    for name, entry in root.children(FACTS):
        if "." in name:
            message = Text(
                "`{name}` is no name of a fact: no dots, `own.` comes before it by itself",
                "`{name}`{:은} 사실 이름이 아닙니다. 점을 쓰지 않으며 `own.`은 자동으로 붙습니다",
                name=name,
            )
            root.note(root.node[FACTS].key_place(name), message)
            continue
        found[f"{OWN}.{name}"] = _fact(name, entry)
    return FrozenDict(found)


def _fact(name: str, entry: Entry) -> Fact:
    entry.keys(
        ["about", "type", "values", "unit", "title", "ask", "answered_by", "can_change"],
        ["about", "type", "title", "ask", "answered_by"],
    )
    about = entry.choice("about", SUBJECTS, "trip")
    sort = FactSort(entry.choice("type", TYPES, FactSort.TEXT))
    values = entry.texts("values")
    if sort in _CHOSEN and not values:
        message = Text("a choice names its `values`", "선택형 사실에는 `values`를 적습니다")
        entry.note(entry.node.key_place("type"), message)
    if values and sort not in (*_CHOSEN, FactSort.YES_NO):
        message = Text("only a choice has `values`", "`values`는 선택형 사실에만 씁니다")
        entry.note(entry.node.key_place("values"), message)
    if "unknown" in values:
        message = Text(
            "`unknown` says that a fact is not known, so it is no value of one",
            "`unknown`은 알 수 없음을 뜻하므로 값으로 쓸 수 없습니다",
        )
        entry.note(entry.node["values"].key_place("unknown"), message)
    return Fact(
        name=f"{OWN}.{name}",
        of_activity=about == "activity",
        of_crew=False,
        sort=sort,
        values=FrozenDict(values),
        unit=entry.optional_text("unit"),
        given=f"{OWN}.{name}" if about == "plan" else f"{about}.{OWN}.{name}",
        uses=(),
        ask_after=None,
        counted_from=None,
        beyond=None,
        title=entry.text("title"),
        ask=entry.text("ask"),
        answered_by=entry.choice("answered_by", ANSWERERS, ANSWERERS[0]),
        can_change="can_change" in entry.node and entry.flag("can_change"),
        paper=False,
        place=entry.place,
    )


def read_numbers(root: Entry, known: Mapping[str, object]) -> tuple[Mapping[str, Parameter], tuple[Tightened, ...]]:
    """The numbers that a policy pack has of its own, by name, and those of the law that it sets.

    `known` are the numbers and lists of the law, by name. A `$` before a name is as if it were not there.
    """
    if NUMBERS not in root.node:
        return FrozenDict(), ()
    section = root.node[NUMBERS]
    if not isinstance(section, Node):
        root.note(root.node.value_place(NUMBERS), Text("numbers are a mapping", "수치는 `이름: 값` 형식으로 적습니다"))
        return FrozenDict(), ()
    own: dict[str, Parameter] = {}
    tightened: list[Tightened] = []
    for written, value in section.items():
        name, place = written.removeprefix("$"), section.key_place(written)
        if isinstance(value, Node):
            if name in known:
                message = Text(
                    "`{name}` is a number of the law: a policy gives only its value, `{name}: 60`",
                    "`{name}`{:은} 법령의 수치입니다. 값만 적습니다: `{name}: 60`",
                    name=name,
                )
                root.note(place, message)
                continue
            own[name] = _number(name, Entry(value, root.problems))
        elif name not in known:
            message = Text(
                "`{name}` is no number of the law; a number of your own has a title: "
                "{open}title: {open}en: ..., ko: ...{close}, value: 60{close}",
                "`{name}`{:은} 법령의 수치가 아닙니다. 회사 수치에는 제목을 적습니다: "
                "{open}title: {open}en: ..., ko: ...{close}, value: 60{close}",
                name=name, open="{", close="}",
            )  # fmt: skip
            root.note(place, message, one_of(known, name))
        elif not _is_number(value) or not _is_number(known[name]):
            message = Text(
                "a policy sets numbers only, to a number: `{name}`",
                "정책은 수치만, 숫자로 정할 수 있습니다: `{name}`",
                name=name,
            )
            root.note(section.value_place(written), message)
        else:
            tightened.append(Tightened(name, value, place))
    return FrozenDict(own), tuple(tightened)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(name: str, entry: Entry) -> Parameter:
    """A number of a company's own, which holds on every day."""
    entry.keys(["title", "unit", "value", "note"], ["title", "value"])
    value = entry.node.get("value")
    if not _is_number(value):
        if "value" in entry.node:
            entry.note(entry.node.value_place("value"), Text("a number stands here", "숫자를 적습니다"))
        value = 0
    return Parameter(
        name=name,
        title=entry.text("title"),
        unit=entry.optional_text("unit"),
        law=(),
        confidence="high",
        values=(Dated(_ALWAYS, value, _ALWAYS),),
        note=entry.optional_text("note"),
        place=entry.place,
    )


def clashes(pack: Pack, facts: Mapping[str, Fact], numbers: Mapping[str, Parameter]) -> Iterator[Problem]:
    """What a pack declares under the name of something else that was declared before: two packs may only agree."""
    declared: tuple[tuple[Mapping[str, Any], Mapping[str, Any]], ...] = ((pack.facts, facts), (pack.numbers, numbers))
    for mine, others in declared:
        for name, each in mine.items():
            if name in others and others[name]._replace(place=each.place) != each:
                message = Text(
                    "`{name}` is declared otherwise at {place}: give one of them another name",
                    "`{name}`{:이} {place}에 다르게 정의되어 있습니다. 둘 중 하나의 이름을 바꾸십시오",
                    name=name,
                    place=others[name].place,
                )
                yield declared_at(pack, each.place, message)


def declared_at(pack: Pack, place: Place, message: Text, hint: Text | None = None) -> Problem:
    """A problem with what a pack declares, with the line where it does, as an error may repeat it."""
    quote = Quotes(pack.text, frozenset(), rules=True).line(place.line, pack.text.splitlines()[place.line - 1])
    return Problem(message=message, hint=hint, place=place, quote=quote)
