"""Small getters for entries of the rules folder: each says what it expects, and notes a problem where it is not met."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from kvcheck.days import is_day
from kvcheck.errors import Place, Problem, one_of
from kvcheck.language.text import LANGUAGES, Text
from kvcheck.source import Items, Node, problem_at
from kvcheck.source.privacy import as_name

ID = re.compile(r"[a-z0-9][a-z0-9.-]*")
CONFIDENCE = ("high", "medium", "low")

NOTHING = Text("", "")


class Misordered(Problem, kw_only=True):
    """That the keys of an entry are not in their order. What a tool needs to put them there tells no two apart."""

    node: Node
    order: Sequence[str]

    def _key(self) -> tuple[object, ...]:
        return super()._key()[:-2]


class Entry:
    """One mapping of the rules folder with the problems found in it. Getters return a harmless value on a problem."""

    def __init__(self, node: Node, problems: list[Problem]) -> None:
        """A mapping of a pack; whatever is wrong with it is appended to `problems`."""
        self.node = node
        self.problems = problems

    @property
    def place(self) -> Place:
        """Where the entry begins."""
        return self.node.place

    def note(self, place: Place, message: Text, hint: Text | None = None) -> None:
        """Note a problem."""
        self.problems.append(problem_at(self.node.document, place, message, hint))

    def keys(self, order: Sequence[str], required: Collection[str]) -> None:
        """The entry has only these keys, in this order, and has at least the required ones."""
        for key in self.node:
            if key not in order:
                self.note(
                    self.node.key_place(key),
                    Text("unknown key `{key}`", "알 수 없는 키 `{key}`", key=as_name(key)),
                    one_of(order, key),
                )
        for key in required:
            if key not in self.node:
                self.note(self.place, Text("`{key}` is missing", "`{key}`{:이} 없습니다", key=key))
        present = [key for key in self.node if key in order]
        for key, expected in zip(present, sorted(present, key=order.index), strict=True):
            if key != expected:
                message = Text(
                    "`{expected}` comes before `{key}`",
                    "`{expected}`{:이} `{key}`보다 먼저 옵니다",
                    expected=expected,
                    key=key,
                )
                hint = Text("order: {join}", "순서: {join}", join=", ".join(order))
                place = self.node.key_place(key)
                quote = self.node.document.told(place.line)
                self.problems.append(
                    Misordered(message=message, hint=hint, place=place, quote=quote, node=self.node, order=order)
                )
                break

    def string(self, key: str, default: str = "") -> str:
        """Text under `key`."""
        return str(self._typed(key, str, default, Text("text", "텍스트")))

    def number(self, key: str, default: int = 0) -> int:
        """A whole number under `key`."""
        return int(self._typed(key, int, default, Text("a whole number", "정수")))

    def flag(self, key: str) -> bool:
        """True or false under `key`."""
        return bool(self._typed(key, bool, None, Text("`true` or `false`", "`true` 또는 `false`")))

    def choice(self, key: str, allowed: Collection[str], default: str = "") -> str:
        """One of the allowed words under `key`."""
        value = self.string(key, default)
        if key in self.node and value not in allowed:
            self.note(
                self.node.value_place(key),
                Text(
                    "`{key}` cannot be `{value}`",
                    "`{key}`에 `{value}`{:은} 쓸 수 없습니다",
                    key=key,
                    value=as_name(value),
                ),
                one_of(allowed, value),
            )
            return default
        return value

    def day(self, key: str, default: str = "") -> str:
        """A day under `key`."""
        value = self.string(key, default)
        if key in self.node and not is_day(value):
            self.note(self.node.value_place(key), Text("a day is written 2026-12-01", "날짜는 2026-12-01처럼 적습니다"))
            return default
        return value

    def text(self, key: str) -> Text:
        """A sentence in both languages under `key`."""
        return self.optional_text(key) or NOTHING

    def optional_text(self, key: str) -> Text | None:
        """A sentence in both languages under `key`, or None if there is none."""
        return self._bilingual(self.node[key], self.node.value_place(key)) if key in self.node else None

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of text under `key`."""
        values = self._typed(key, Items, Items(), Text("a list", "목록"))
        for index, value in enumerate(values):
            if not isinstance(value, str):
                self.note(values.item_place(index), Text("text is expected here", "여기에는 텍스트가 와야 합니다"))
        return tuple(value for value in values if isinstance(value, str))

    def words(self, key: str, known: Collection[str] | None, what: Text) -> tuple[str, ...]:
        """A list of known names under `key`."""
        names = self.strings(key)
        if known is not None:
            for index, name in enumerate(names):
                if name not in known:
                    place = self.node[key].item_place(index)
                    self.note(
                        place,
                        Text("unknown {what} `{name}`", "알 수 없는 {what} `{name}`", what=what, name=as_name(name)),
                        one_of(known, name),
                    )
        return names

    def texts(self, key: str) -> dict[str, Text]:
        """A mapping of names to sentences under `key`; empty if there is none."""
        named = self._typed(key, Node, Node(), Text("a mapping (`key: value`)", "`키: 값` 형식"))
        return {name: self._bilingual(value, named.value_place(name)) for name, value in named.items()}

    def named_strings(self, key: str) -> dict[str, str]:
        """A mapping of names to text under `key`; empty if there is none."""
        named = self._typed(key, Node, Node(), Text("a mapping (`key: value`)", "`키: 값` 형식"))
        return {name: str(value) for name, value in named.items()}

    def children(self, key: str) -> Iterator[tuple[str, "Entry"]]:
        """The entries of a table under `key`, by id."""
        table = self._typed(key, Node, Node(), Text("a mapping (`key: value`)", "`키: 값` 형식"))
        for name, value in table.items():
            if not ID.fullmatch(name.replace("_", "-")):
                self.note(
                    table.key_place(name),
                    Text("`{name}` is not an id", "`{name}`{:은} 식별자가 아닙니다", name=as_name(name)),
                )
            if isinstance(value, Node):
                yield name, Entry(value, self.problems)
            else:
                self.note(
                    table.value_place(name),
                    Text(
                        "`{name}` must be a mapping (`key: value`)",
                        "`{name}`{:은} `키: 값` 형식이어야 합니다",
                        name=as_name(name),
                    ),
                )

    def _typed(self, key: str, kind: type[Any], default: Any, expected: Text) -> Any:
        """The value of a key if it is of that type (no `true` for a number); else a problem and the default."""
        if key not in self.node:
            return default
        value = self.node[key]
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return value
        message = Text(
            "`{key}` must be {expected}", "`{key}`{:은} {expected:이어야} 합니다", key=key, expected=expected
        )
        self.note(self.node.value_place(key), message)
        return default

    def _bilingual(self, value: Any, place: Place) -> Text:
        """A text in both languages, in their order; else a problem and no text."""
        if (
            isinstance(value, Node)
            and tuple(value) == LANGUAGES
            and all(isinstance(v, str) and v for v in value.values())
        ):
            if not all(v.isprintable() for v in value.values()):
                self.note(place, Text("text has no control characters", "텍스트에 제어 문자를 쓸 수 없습니다"))
            return Text(*value.values())
        message = Text(
            "text stands in both languages: {en: ..., ko: ...}", "영어와 한국어를 모두 적습니다: {en: ..., ko: ...}"
        )
        self.note(place, message)
        return NOTHING
