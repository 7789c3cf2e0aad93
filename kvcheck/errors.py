"""What can be wrong with the input, where it stands, and how it is said in both languages.

Exception tree::

    KvcheckError              every error that kvcheck expects; the command line turns it into an exit code
    ├── CannotCheck           plans or packs cannot be read, or there is nothing to check (exit 3); carries problems
    └── BadCommand            the command line asks for something that does not exist (exit 2)
"""

from bisect import bisect_left
from collections.abc import Iterable

from kvcheck.frozen import NamedTuple, Value
from kvcheck.language.grammar import ticked
from kvcheck.language.text import Text

IN_FULL = 100
"""Of how many problems everything is said; of more only that they are there."""

COMPARED = 400
"""With how many known words a wrong one is compared letter by letter."""


class Place(NamedTuple):
    """A place in a file, as an editor shows it."""

    file: str
    line: int
    """1-based."""
    column: int
    """1-based, counted in characters."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Problem(Value, kw_only=True):
    """One thing wrong with the input: where, what was found, and what to do about it."""

    message: Text
    hint: Text | None = None
    place: Place | None = None
    quote: str = ""
    """The user's own line at `place`."""
    also: Place | None = None
    """A second place, such as the first of two equal keys."""


class KvcheckError(Exception):
    """Every error that kvcheck expects."""


class CannotCheck(KvcheckError):  # noqa: N818 - named for what it means to the user
    """Nothing could be judged; `problems` holds every reason, over all files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Everything that is wrong, in the order in which it is to be told."""
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message.en for problem in self.problems))


class BadCommand(KvcheckError):  # noqa: N818 - as above
    """The command line names something that does not exist."""

    def __init__(self, message: Text) -> None:
        """What is wrong with the command line."""
        self.message = message
        super().__init__(message.en)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be, or None."""
    from difflib import get_close_matches  # paid for only when something is wrong

    names = list(known)
    if len(names) > COMPARED:  # only those that begin alike: comparing letter by letter takes its time
        names.sort()
        at = max(0, bisect_left(names, word) - COMPARED // 2)
        names = names[at : at + COMPARED]
    found = get_close_matches(word, names, n=1, cutoff=0.6)
    return found[0] if found else None


def one_of(known: Iterable[str], word: str = "") -> Text:
    """A hint that lists what is allowed, beginning with what was probably meant."""
    names = sorted(known)
    shown = ticked(names[:30]) + (", ..." if len(names) > 30 else "")
    meant = nearest(word, names) if word else None
    if meant:
        return Text(
            "did you mean `{meant}`? allowed: {shown}",
            "`{meant}`{:을} 뜻하셨습니까? 허용: {shown}",
            meant=meant,
            shown=shown,
        )
    return Text("allowed: {shown}", "허용: {shown}", shown=shown)


def cannot_be(option: str, value: str, allowed: Iterable[str]) -> BadCommand:
    """What to say of a value that an option of the command line does not have."""
    hint = one_of(allowed, value)
    return BadCommand(
        Text(
            "`{option}` cannot be `{value}`; {hint}",
            "`{option}`에 `{value}`{:은} 쓸 수 없습니다. {hint}",
            option=option,
            value=value,
            hint=hint,
        )
    )


def not_installed(library: str, extra: str = "office") -> BadCommand:
    """What to say where a library of an extra is missing: its name, and the line to type."""
    line = f"pip install 'kvcheck[{extra}]'"
    return BadCommand(
        Text(
            "this needs `{library}`, which is not installed; type: {line}",
            "`{library}`{:이} 설치되어 있지 않습니다. 다음을 입력하십시오: {line}",
            library=library,
            line=line,
        )
    )
