"""The command line: options to one call of a command, its exit code, and the one place with a clock and environment.

Start-up time is felt on every run, so each command imports what it needs when it is called.
"""

import os
import sys

from kvcheck import __version__
from kvcheck.cli import asking, checklist, days, letters, reading, rosters, starting, verdicts, workshop
from kvcheck.cli.app import CANNOT_CHECK, DEFECT, USAGE, app
from kvcheck.cli.program import language
from kvcheck.cli.streams import Unread, prepared
from kvcheck.language.text import Text

COMMANDS = (verdicts, asking, days, checklist, letters, rosters, reading, workshop, starting)
"""The modules whose commands the program has, in the order in which help lists them."""
_ORDER = [module.__name__ for module in COMMANDS]
app.registered_commands.sort(key=lambda each: _ORDER.index(getattr(each.callback, "__module__", "")))


DEFECTIVE = Text(
    "kvcheck {version}: a defect in kvcheck: {kind}\nset KVCHECK_TRACEBACK=1 and run again for the details to report",
    "kvcheck {version}: kvcheck 결함: {kind}\nKVCHECK_TRACEBACK=1을 설정하고 다시 실행하면 보고할 상세 내용이 나옵니다",
)


UNWRITTEN = Text("cannot write the output", "출력을 쓸 수 없습니다")


def main() -> None:
    """Entry point. What nobody expected is a defect: said in two lines, with its own exit code."""
    output = prepared()
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except Unread:  # of help and the version: commands see to it themselves
        output.drop()
        sys.exit(CANNOT_CHECK)
    except Exception as error:
        if os.environ.get("KVCHECK_TRACEBACK"):
            raise
        if output.failed:
            output.drop()
            print(f"kvcheck: {UNWRITTEN.in_(language(sys.argv[1:]))}", file=sys.stderr)  # noqa: T201
            sys.exit(USAGE)
        # Only the kind of error: its text may hold what the plan says of a person.
        said = DEFECTIVE.filled(version=__version__, kind=type(error).__name__).in_(language(sys.argv[1:]))
        print(said, file=sys.stderr)  # noqa: T201
        sys.exit(DEFECT)


if __name__ == "__main__":
    main()
