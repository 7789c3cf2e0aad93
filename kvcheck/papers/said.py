"""Facts of a plan on their way into a sentence: each brings the places that state it, or why it is left out."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kvcheck.errors import Place
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.papers.values import as_is, readable
from kvcheck.source import Items, Node

NONE = "none"
"""How a plan says that something is known not to exist."""

NOT_STATED = Text("not stated", "기재 없음")
NONE_STATED = Text("the plan says that there is none", "계획에 없음으로 기재")


class Source(NamedTuple):
    """A value of the plan that a sentence rests on."""

    path: str
    """Such as `travelers.kim.job`."""
    place: Place
    unreadable: Text | None = None
    """What it is, if the plan has it in letters that an English reader cannot read."""


class Said(NamedTuple):
    """A fact in words, with the values it rests on."""

    text: Text
    sources: tuple[Source, ...]

    def then(self, between: Text, more: "Said") -> "Said":
        """These words and more of them, with something in between."""
        text = Text(
            "{first}{between}{more}", "{first}{between}{more}", first=self.text, between=between, more=more.text
        )
        return Said(text, (*self.sources, *more.sources))


class Unknown(NamedTuple):
    """A fact that cannot be put into a sentence."""

    about: Text
    path: str
    """Where the plan would state it."""
    reason: Text = NOT_STATED


class Entity(NamedTuple):
    """A mapping of the plan as papers read it: a traveler, a company. A missing one answers every question with why."""

    path: str
    node: Node | None
    via: tuple[Source, ...] = ()
    """The references that led here: what is said of it rests on them too."""
    missing: Unknown | None = None

    def said(self, about: Text, *steps: str, words: Callable[[Any], Text] = as_is) -> Said | Unknown:
        """The value below it, in words."""
        if self.missing is not None:
            return self.missing._replace(about=about)
        value = self.value(*steps)
        if value is None:
            return Unknown(about, self.path_to(*steps))
        if value in (NONE, []):
            return Unknown(about, self.path_to(*steps), NONE_STATED)
        text, source = words(value), self._stated(*steps)
        return Said(text, (*self.via, source if readable(text.en) else source._replace(unreadable=about)))

    def value(self, *steps: str) -> Any:
        """The value below it as it is; None if the plan does not state it."""
        value: Any = self.node
        for step in steps:
            value = value.get(step) if isinstance(value, Node) else None
        return value

    def source(self, *steps: str) -> tuple[Source, ...]:
        """What a sentence rests on that uses the value in another way; empty if the plan does not state it."""
        return (*self.via, self._stated(*steps)) if self.value(*steps) is not None else self.via

    def path_to(self, *steps: str) -> str:
        """The path of a value below it."""
        return ".".join([self.path, *steps])

    def _stated(self, *steps: str) -> Source:
        """Where the plan states the value at `steps`; KeyError if it does not."""
        node: Any = self.node
        for step in steps[:-1]:
            node = node[step]
        return Source(self.path_to(*steps), node.value_place(steps[-1]))

    def item(self, step: str, index: int) -> "Entity":
        """One of a list of mappings below it."""
        items = self.value(step)
        assert isinstance(items, Items)
        return Entity(f"{self.path}.{step}[{index + 1}]", items[index], self.via)

    def below(self, step: str) -> "Entity":
        """A mapping below it."""
        if self.missing is not None:
            return self
        node = self.value(step)
        if not isinstance(node, Node):
            return Entity(self.path_to(step), None, missing=Unknown(Text("", ""), self.path_to(step)))
        return Entity(self.path_to(step), node, self.via)

    def follow(self, step: str, table: str, entities: Mapping[str, Node]) -> "Entity":
        """The entity that a reference below it names."""
        if self.missing is not None:
            return self
        name = self.value(step)
        if name is None or name == NONE:
            return Entity(self.path_to(step), None, missing=Unknown(Text("", ""), self.path_to(step)))
        return Entity(f"{table}.{name}", entities[name], (*self.via, self._stated(step)))


class Sentence(NamedTuple):
    """A sentence of a paper."""

    part: str
    """The part of the paper it stands in."""
    text: Text
    sources: tuple[Source, ...]
    """All it rests on; never empty."""

    @property
    def places(self) -> tuple[Place, ...]:
        """The places of the plan it rests on."""
        return tuple(source.place for source in self.sources)


class Left(NamedTuple):
    """Something a paper does not say."""

    part: str
    about: Text
    path: str
    reason: Text


class Quoted(NamedTuple):
    """Words of the plan that stand in the English of a paper, and that an English reader cannot read."""

    part: str
    about: Text
    path: str


def quoted(sentences: Iterable[Sentence]) -> list[Quoted]:
    """What English sentences quote in other letters, each value of the plan once."""
    found = {
        source.path: Quoted(sentence.part, source.unreadable, source.path)
        for sentence in sentences
        for source in sentence.sources
        if source.unreadable is not None
    }
    return list(found.values())


class Draft:
    """A paper that is being written: its sentences, and what it leaves out."""

    def __init__(self) -> None:
        """Nothing said, nothing left out."""
        self.sentences: list[Sentence] = []
        self.left: list[Left] = []

    def say(self, part: str, sentence: Text, *basis: Source, **facts: Said | Unknown) -> bool:
        """A sentence in which each `{name}` is a fact; left out, and noted, if one of them is unknown.

        `basis` is what it rests on besides.
        """
        unknown = [fact for fact in facts.values() if isinstance(fact, Unknown)]
        known = {name: fact for name, fact in facts.items() if isinstance(fact, Said)}
        for fact in unknown:
            self.leave(part, fact)
        if unknown:
            return False
        text = sentence.filled(**{name: fact.text for name, fact in known.items()})
        sources = dict.fromkeys([source for fact in known.values() for source in fact.sources] + list(basis))
        self.sentences.append(Sentence(part, text, tuple(sources)))
        return True

    def leave(self, part: str, fact: Unknown) -> None:
        """Note that something is not said."""
        left = Left(part, *fact)
        if left not in self.left:
            self.left.append(left)
