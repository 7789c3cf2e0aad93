"""What is written for the work of a day: kinds by the table of tasks, else by the grammar that reads descriptions."""

import re
from collections.abc import Iterator, Mapping

from kvcheck.facts.descriptions import WordReader
from kvcheck.frozen import NamedTuple
from kvcheck.model.wording import Sort
from kvcheck.packs import Library
from kvcheck.rosters.expand import kinds_of, mode_told
from kvcheck.rosters.known import plain_word
from kvcheck.wording import Statement


class Task(NamedTuple):
    """One kind of work that a text tells."""

    kind: str
    mode: str | None
    """The role, where a word says it."""
    text: str
    """The words that tell it."""


class Tasks:
    """Reads texts about work. Nothing is taken for a kind while a word beside it was not understood."""

    def __init__(self, library: Library, said: Mapping[str, str]) -> None:
        """By the words of a library; `said` is what the user says that a text (plain) means: one kind or several."""
        self._statements = WordReader(library.catalogue, lambda: library.words).statements
        self._said = said

    def of(self, text: str, machine: str = "") -> list[Task]:
        """The kinds of a text, each once; none if any of it was not understood. `machine` is what is worked on."""
        parts = [(part, self._of_part(part, kinds)) for part, kinds in kinds_of(text, machine)]
        whole = all(tasks for _, tasks in parts)
        found = [task for _, tasks in parts for task in tasks] if whole else self._heard(text)
        once: dict[tuple[str, str | None], Task] = {}
        for task in found:
            once.setdefault((task.kind, task.mode), task)
        return list(once.values())

    def _of_part(self, part: str, kinds: list[tuple[str, str | None]]) -> list[Task]:
        """The kinds of one part of a text; `kinds` are those of the table."""
        said = [each.strip() for each in re.split(r"[,+;]", self._said.get(plain_word(part), "")) if each.strip()]
        told = [(kind, mode_told(part)) for kind in said] or kinds
        return [Task(kind, mode, part) for kind, mode in told] or self._heard(part)

    def _heard(self, text: str) -> list[Task]:
        """The kinds that the grammar hears."""
        statements = self._statements(text)
        if not statements or any(each.hidden or each.unread or each.deeds for each in statements):
            return []
        kinds = list(_kinds(text, statements))
        if None in kinds:
            return []
        return [Task(kind, _mode(statements), text) for kind in dict.fromkeys(kinds) if kind is not None]


def _kinds(text: str, statements: tuple[Statement, ...]) -> Iterator[str | None]:
    """The kind of each act; None for one of which only the family is known, or that lacks what it is done to."""
    for said in (each for statement in statements for each in statement.said):
        bare = said.sort is Sort.OPEN and plain_word(text[said.start : said.end]) == plain_word(text)
        if said.family is not None:
            yield None if bare else said.kind


def _mode(statements: tuple[Statement, ...]) -> str | None:
    """The role that the words say: own hands before direction, because it is the harder one."""
    if any(each.own for each in statements):
        return "perform"
    return "supervise" if any(said.sort is Sort.LEAD for each in statements for said in each.said) else None
