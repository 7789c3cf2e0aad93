"""The command line: options to one call of a command, its exit code, and the one place with a clock and environment.

Start-up time is felt on every run, so each command imports what it needs when it is called.
"""

import os
import sys
from contextlib import suppress
from typing import TextIO, cast

from kvcheck import __version__
from kvcheck.cli import asking, checklist, days, letters, reading, rosters, starting, verdicts
from kvcheck.cli.app import DEFECT, app
from kvcheck.cli.program import language
from kvcheck.language.text import Text

COMMANDS = (verdicts, asking, days, checklist, letters, rosters, reading, starting)
"""The modules whose commands the program has, in the order in which help lists them."""
_ORDER = [module.__name__ for module in COMMANDS]
app.registered_commands.sort(key=lambda each: _ORDER.index(getattr(each.callback, "__module__", "")))


DEFECTIVE = Text(
    "kvcheck {version}: a defect in kvcheck: {kind}\nset KVCHECK_TRACEBACK=1 and run again for the details to report",
    "kvcheck {version}: kvcheck 결함: {kind}\nKVCHECK_TRACEBACK=1을 설정하고 다시 실행하면 보고할 상세 내용이 나옵니다",
)


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


def main() -> None:
    """Entry point. What nobody expected is a defect: said in two lines, with its own exit code."""
    if sys.stdout is None or sys.stderr is None:  # closed by the caller
        nothing = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - open as long as the program runs
        sys.stdout, sys.stderr = sys.stdout or nothing, sys.stderr or nothing
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # the same bytes whatever the locale
    sys.stderr = cast("TextIO", Unfailing(sys.stderr))
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if os.environ.get("KVCHECK_TRACEBACK"):
            raise
        # Only the kind of error: its text may hold what the plan says of a person.
        said = DEFECTIVE.filled(version=__version__, kind=type(error).__name__).in_(language(sys.argv[1:]))
        print(said, file=sys.stderr)  # noqa: T201
        sys.exit(DEFECT)


if __name__ == "__main__":
    main()
