"""Two states of the rules to everything that differs between them."""

from collections.abc import Iterator, Mapping
from contextlib import suppress

from kvcheck.errors import CannotCheck, Problem
from kvcheck.model import Parameter, Rule
from kvcheck.packs import Library
from kvcheck.packs.library import CASES, RULES
from kvcheck.packtools.cases import GENERATED
from kvcheck.packtools.diff import files, strength
from kvcheck.packtools.diff.parameters import Numbers
from kvcheck.packtools.diff.rulebook import Rulebook
from kvcheck.packtools.diff.rules import Packs
from kvcheck.packtools.diff.value import Change, Diff, Effect, Sort
from kvcheck.source import Node

_PARAMETERS = "us/parameters.yaml"


def diff(old: Rulebook, new: Rulebook, today: str) -> Diff:
    """What differs between two states of the rules; `today` tells what is law already from what is to come.

    What of them cannot be read as rules is told as it is written, with what is wrong.
    """
    weighing = _Weighing(old, new)
    found = list(weighing.changes())
    order = list(Sort)
    found.sort(key=lambda each: order.index(each.sort))  # within a sort, as in the files
    problems = tuple(dict.fromkeys((*old.problems, *new.problems, *weighing.problems)))
    return Diff(old.called.removesuffix(":"), new.called.removesuffix(":"), today, tuple(found), problems=problems)


class _Weighing:
    """Looks at every file of two states of the rules that differs."""

    def __init__(self, old: Rulebook, new: Rulebook) -> None:
        self._old, self._new = old, new
        self._law = old.law or new.law
        """Whether the law is looked at: where only one has one of its own, that takes the place of the shipped one."""
        self._known = self._both()
        self.problems: list[Problem] = []

    def _both(self) -> Library:
        try:
            return strength.both(self._old.library, self._new.library)
        except CannotCheck:
            return self._old.library  # what is wrong with the other is told where it is read

    def changes(self) -> Iterator[Change]:
        """Every change, file by file."""
        packs = Packs(self._old, self._new, self._known, self._asking)
        names = [each.packs(law=self._law) for each in (self._old, self._new)]
        for name in dict.fromkeys((*names[1], *names[0])):
            if self._alike(name, RULES):
                if not self._alike(name, CASES):
                    yield from self._cases(name)
                continue
            try:
                before, now = (
                    book.root_of(name) if name in there else None
                    for book, there in zip((self._old, self._new), names, strict=True)
                )
            except CannotCheck as error:  # of a file that is no YAML nothing can be told but that
                self.problems += error.problems
                continue
            if before is None or now is None or before.document.text != now.document.text:
                yield from packs.changes(name, before, now)
            yield from self._cases(name)
        self.problems += packs.problems
        if self._law and not (self._old.below or self._new.below):
            yield from self._vocabularies()

    def _alike(self, name: str, file: str) -> bool:
        """Whether a file of a pack of the law is the same in both, byte by byte: to read it takes its time."""
        if not all(name in book.library.pack_names for book in (self._old, self._new)):
            return False
        return self._old.text(f"{name}/{file}") == self._new.text(f"{name}/{file}")

    def _cases(self, name: str) -> Iterator[Change]:
        """The cases of a pack that came, went, or expect another thing."""
        held: list[Node | None] = []
        for book in (self._old, self._new):
            found = None
            with suppress(CannotCheck):
                found = book.library.cases_of(name)
            held.append(found)
        before, now = held
        if before is None or now is None or before.document.text == now.document.text:
            return
        shared = files.Shared(Sort.CASE, Effect.NONE)
        for section in ("cases", GENERATED):
            for each in files.entries_of(before, now, section, shared):
                yield each._replace(name=f"{name}/{CASES}: {each.name}")

    def _vocabularies(self) -> Iterator[Change]:
        """What packs share."""
        names = dict.fromkeys((*self._new.vocabularies(), *self._old.vocabularies()))
        for relative in names:
            if self._old.text(relative) == self._new.text(relative):
                continue
            try:
                before, now = (self._root(book, relative) for book in (self._old, self._new))
            except CannotCheck as error:
                self.problems += error.problems
                continue
            if relative == _PARAMETERS:
                yield from self._parameters(before, now)
            else:
                yield from files.changes(relative, before, now)

    def _root(self, book: Rulebook, relative: str) -> Node | None:
        return book.library.root_of(relative) if book.text(relative) is not None else None

    def _parameters(self, before: Node | None, now: Node | None) -> Iterator[Change]:
        old, new = (files.section(each, "parameters") for each in (before, now))
        read = [self._numbers(each.library) for each in (self._old, self._new)]
        names = [each for each in dict.fromkeys((*new, *old)) if old.get(each) != new.get(each)]
        numbers = Numbers(read[0], read[1], self._known, self._asking(names))
        for name in names:
            yield numbers.change(name, old.get(name), new.get(name))

    def _numbers(self, library: Library) -> Mapping[str, Parameter]:
        """The numbers of one state; none of a file that cannot be read, which is told."""
        try:
            return library.parameters
        except CannotCheck as error:
            self.problems += error.problems
            return {}

    def _asking(self, names: list[str]) -> dict[str, list[Rule]]:
        """The rules of both that ask for some numbers or lists; none of packs that cannot be read."""
        asking: dict[str, list[Rule]] = {}
        for book in (self._new, self._old):
            for pack in book.packs(law=True):
                with suppress(CannotCheck):
                    text = book.text(f"{pack}/{RULES}") if pack in book.library.pack_names else None
                    if text is not None and not any(f"${name}".encode() in text for name in names):
                        continue  # to read it as rules takes its time
                    for name, rules in strength.asking(book.library, pack).items():
                        known = asking.setdefault(name, [])
                        known += [each for each in rules if all(each.condition != other.condition for other in known)]
        return asking
