"""The streams of the program as its answers need them: what could not be told is never a verdict."""

import os
import sys
from contextlib import suppress
from typing import TextIO, cast


class Unread(BrokenPipeError):  # noqa: N818 - named for what it means
    """Nobody reads the output: a reader that went away, or a caller that gave none. Nothing was told."""


class Unfailing:
    """A stream whose failure changes no answer: what cannot be said beside the output is not said."""

    def __init__(self, stream: TextIO) -> None:
        """Writes to `stream`, and is like it in everything else."""
        self._stream = stream

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write a text, if that can be done."""
        with suppress(OSError, ValueError):
            return self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Write what was kept back, if that can be done."""
        with suppress(OSError, ValueError):
            self._stream.flush()


class Output:
    """The stream that answers go to. That nobody reads is `Unread` here, which no library takes for an answer."""

    def __init__(self, stream: TextIO, *, closed: bool = False) -> None:
        """Writes to `stream`, and is like it in everything else; one that the caller `closed` takes nothing."""
        self._stream, self._closed = stream, closed
        self.failed = False
        """Whether something could not be written."""

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write a text. Raises Unread if nobody reads it, OSError if it cannot be written."""
        if self._closed and text:
            self.failed = True
            raise Unread
        try:
            return self._stream.write(text)
        except OSError as error:
            raise self._noted(error) from None

    def flush(self) -> None:
        """Write what was kept back. Raises as `write` does."""
        try:
            self._stream.flush()
        except OSError as error:
            raise self._noted(error) from None

    def _noted(self, error: OSError) -> OSError:
        self.failed = True
        return Unread() if isinstance(error, BrokenPipeError) else error

    def drop(self) -> None:
        """Send what is left nowhere, so that it does not fail once more at exit."""
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())


def prepared() -> Output:
    """Put both streams in order: the same bytes whatever the locale, and there even if the caller closed them."""
    closed = sys.stdout is None
    if sys.stdout is None or sys.stderr is None:
        nothing = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - open as long as the program runs
        sys.stdout, sys.stderr = sys.stdout or nothing, sys.stderr or nothing
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    output = Output(sys.stdout, closed=closed)
    sys.stdout, sys.stderr = cast("TextIO", output), cast("TextIO", Unfailing(sys.stderr))
    return output
