"""One question at a time, on a terminal: an answer, `?` for not known, `<` for back, nothing to stop."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from kvcheck.advice.ask import words
from kvcheck.advice.ask.text import question
from kvcheck.advice.ask.value import Asked, Asking
from kvcheck.errors import BadCommand, CannotCheck
from kvcheck.language.text import Text
from kvcheck.lines.layout import Span, paragraph
from kvcheck.plan.answers import YES, meant
from kvcheck.plan.gap import Answer, Gap
from kvcheck.shell.terminal import Terminal
from kvcheck.telling.style import Style

Reader = Callable[[str], str | None]
"""Shows a prompt and reads a line; None at the end of the input."""

BACK, UNKNOWN, SINGLY = "<", "?", "*"
HELP = Text(
    "answer, ? don't know, < back, * one by one, Enter to stop",
    "답변, ? 모름, < 이전, * 하나씩, Enter 끝내기",
)


REST = Text("what you do not know stays open", "모르는 항목은 미정으로 남습니다")


class Desk(Protocol):
    """A plan with the answers given so far."""

    answers: list[Answer]

    def asking(self, answers: Sequence[Answer] = ()) -> Asking:
        """What there is to ask, with some more answers."""


class Dialog:
    """Asks until nothing is left to ask, or the user stops."""

    def __init__(self, desk: Desk, terminal: Terminal, reader: Reader, *, verbose: bool, before: bool = False) -> None:
        """Of a plan; `before` says that other questions came before, to which one can go back."""
        self._before = before
        self._desk, self._terminal, self._reader = desk, terminal, reader
        self._style = Style(lang=terminal.lang, verbose=verbose, width=terminal.width)
        self._skipped: set[str] = set()
        self._steps: list[tuple[int, str | None]] = []
        """For going back: how many answers there were, and the place that was skipped."""

    @staticmethod
    def confirms(terminal: Terminal, reader: Reader) -> bool:
        """Whether the user wants the answers written."""
        said = reader(
            terminal.say(Text("Write the answers into the plan? [y/N] ", "답변을 계획에 쓰시겠습니까? [y/N] "))
        )
        return (said or "").strip().lower() in YES

    def run(self, asking: Asking) -> bool:
        """Ask one question after the other; each answer is judged before the next.

        Returns whether the user went back to what came before the first.
        """
        while True:
            left = [each for each in asking.asked if each.question.gaps[0].pattern not in self._skipped]
            self._say(words.head(asking._replace(asked=tuple(left))) if left or not asking.asked else REST)
            if not left:
                return False
            each = left[0]
            self._terminal.lines(question(each, self._style, "? "))
            said = self._reader(f"{self._terminal.say(HELP)}\n> ")
            if said is None or not said.strip():
                return False
            if said.strip() == BACK and self._before and not self._steps:
                return True
            changed = self._answer(each, said.strip())
            if changed is not None:
                asking = changed

    def _answer(self, each: Asked, said: str) -> Asking | None:
        """What there is to ask after an answer; None if it cannot stand, which is said."""
        before = len(self._desk.answers)
        if said == BACK:
            return self._back()
        if said == UNKNOWN:
            pattern = each.question.gaps[0].pattern
            self._skipped.add(pattern)
            self._steps.append((before, pattern))
            return self._desk.asking()
        try:
            gaps = each.question.gaps
            new = self._singly(each) if said == SINGLY else [(gap, read(gap, each, said)) for gap in gaps]
            asking = self._desk.asking(new)
        except CannotCheck as error:
            for problem in error.problems[:1]:
                self._say(problem.message, "not_permitted")
            return None
        except BadCommand as error:
            self._say(error.message, "not_permitted")
            return None
        self._desk.answers += new
        self._steps.append((before, None))
        return asking

    def _back(self) -> Asking:
        """Take the last answer or skipped question back."""
        if self._steps:
            before, skipped = self._steps.pop()
            del self._desk.answers[before:]
            self._skipped.discard(skipped or "")
        return self._desk.asking()

    def _singly(self, each: Asked) -> list[Answer]:
        """An answer for each place of a question; what is left empty stays open."""
        found: list[Answer] = []
        for gap in each.question.gaps:
            said = self._reader(f"  {gap.path}: ")
            if said is None:
                break
            if said.strip() and said.strip() != UNKNOWN:
                found.append((gap, read(gap, each, said.strip())))
        return found

    def _say(self, text: Text, style: str = "") -> None:
        self._terminal.lines(
            [(Span(""),), *paragraph("", self._terminal.say(text), indent=0, width=self._terminal.width, style=style)]
        )


def read(gap: Gap, each: Asked, said: str) -> Any:
    """What an answer means: a value as the plan holds it, or one of the words by which it was offered."""
    word = said.lower()
    for effect in each.effects:
        if word in (effect.says.en.lower(), effect.says.ko.lower()):
            return effect.value
    return meant(gap, said)
