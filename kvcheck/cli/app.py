"""The command-line program itself, and how a command of it runs and ends."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, TypeVar

from kvcheck.cli.declared import Group
from kvcheck.errors import BadCommand, CannotCheck, KvcheckError, Problem
from kvcheck.language.text import LANGUAGES, Text

if TYPE_CHECKING:
    from kvcheck.shell.settings import Asked, Settings
    from kvcheck.shell.several import Several
    from kvcheck.shell.terminal import Terminal

    S = TypeVar("S", Settings, Several)

USAGE, CANNOT_CHECK, DEFECT = 2, 3, 70
"""Exit codes beside those of the verdicts: bad command line, could not check, a defect in kvcheck."""

LAST_SECOND = 7_258_118_400
"""The first second of the year 2200, in seconds since 1970: no plan reaches so far."""
WATCH_SECONDS = 0.4
"""How often `--watch` looks for changes."""

app = Group(
    "kvcheck", "Checks plans for business travel to the US against the scope of the class each traveler enters in."
)
rules_app = app.add(Group("rules", "For people who read or write rule packs."))


def finish(lang: str | None, command: "Callable[[Terminal], int]") -> None:
    """Run a command and exit with its code; an expected error becomes a message and a code, here only."""
    terminal = _terminal(lang)
    raise SystemExit(_code(terminal, lambda: command(terminal)))


def settled(
    asked: "Asked",
    command: "Callable[[Settings, Terminal], int]",
    unsettled: "Callable[[KvcheckError, Terminal], int] | None" = None,
) -> None:
    """Run a command by its settings, in the language that they name, and exit with its code.

    `unsettled` is what to do where the settings are wrong, if more than saying so.
    """
    from kvcheck.shell.settings import settle

    _by(settle, asked, command, unsettled)


def settled_each(
    asked: "Asked",
    command: "Callable[[Several, Terminal], int]",
    unsettled: "Callable[[KvcheckError, Terminal], int] | None" = None,
) -> None:
    """The same of a command that takes plans of several configurations together."""
    from kvcheck.shell.several import settle_each

    _by(settle_each, asked, command, unsettled)


def _by(
    settle: "Callable[[Asked, str], S]",
    asked: "Asked",
    command: "Callable[[S, Terminal], int]",
    unsettled: "Callable[[KvcheckError, Terminal], int] | None",
) -> None:
    """Settle what is asked for, run a command by it, and exit with its code."""
    from kvcheck.shell.terminal import Terminal

    wrong: BadCommand | None = None
    try:
        terminal = Terminal(_language(asked.lang), os.environ)
    except BadCommand as error:
        terminal, wrong = Terminal(LANGUAGES[0], os.environ), error

    def settle_and_run() -> int:
        try:
            if wrong is not None:
                raise wrong
            settings = settle(asked._replace(today=today()), terminal.lang)
        except KvcheckError as error:
            if unsettled is None:
                raise
            return unsettled(error, terminal)
        speaking = terminal.speaking(settings.lang)
        return _code(speaking, lambda: command(settings, speaking))

    raise SystemExit(_code(terminal, settle_and_run))


def _terminal(lang: str | None) -> "Terminal":
    """The user's terminal, in the language asked for or else that of the locale."""
    from kvcheck.shell.terminal import Terminal

    try:
        return Terminal(_language(lang), os.environ)
    except BadCommand as error:
        Terminal(LANGUAGES[0], os.environ).error(error.message)
        raise SystemExit(USAGE) from None


def _code(terminal: "Terminal", command: "Callable[[], int]") -> int:
    """The exit code of a command; what it could not do is said on the terminal."""
    try:
        code = _told(terminal, command)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough, such as `head`: nothing more can be said
        _close_output()
        return CANNOT_CHECK
    except OSError as error:  # a full disk, a stream that is closed; or an input that no reader of its kind knew of
        from kvcheck.source.files import cannot_read, why

        reason = why(error)
        if error.filename is not None:
            terminal.problems([Problem(message=cannot_read(str(error.filename), reason))])
            return CANNOT_CHECK
        terminal.error(Text("cannot write the output: {reason}", "출력을 쓸 수 없습니다: {reason}", reason=reason))
        _close_output()
        return USAGE
    return code


def _told(terminal: "Terminal", command: "Callable[[], int]") -> int:
    """The same, as long as something can be said on the terminal."""
    try:
        return command()
    except CannotCheck as error:
        terminal.problems(error.problems)
        return CANNOT_CHECK
    except KvcheckError as error:
        terminal.error(error.message if isinstance(error, BadCommand) else Text(str(error), str(error)))
        return USAGE


def _close_output() -> None:
    """Send what is left of the output nowhere, so that it does not fail once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def watched(
    asked: "Asked",
    command: "Callable[[Several, Terminal], int]",
    unsettled: "Callable[[KvcheckError, Terminal], int] | None" = None,
) -> None:
    """Run a command again whenever a file that it reads changes, until the user interrupts it."""
    import time

    from kvcheck.shell.watch import files_of, state_of

    before = None
    try:
        while True:
            now = state_of(files_of(asked))
            if now != before:
                with suppress(SystemExit):
                    settled_each(asked, command, *(() if unsettled is None else (unsettled,)))
                sys.stdout.flush()
                before = now  # what changed while it was checked is seen next time
            time.sleep(WATCH_SECONDS)
    except KeyboardInterrupt:
        raise SystemExit(0) from None


def today() -> str:
    """Today, in the time zone of the machine; where SOURCE_DATE_EPOCH is set, its day, so that runs can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        if not (epoch.isascii() and epoch.isdecimal() and len(epoch) < 12 and int(epoch) < LAST_SECOND):
            raise BadCommand(
                Text(
                    "SOURCE_DATE_EPOCH is no number of seconds since 1970 up to the year 2199",
                    "SOURCE_DATE_EPOCH는 1970년부터의 초(2199년까지)가 아닙니다",
                )
            )
        return datetime.fromtimestamp(int(epoch), tz=UTC).date().isoformat()
    return datetime.now(tz=UTC).astimezone().date().isoformat()


def _language(asked: str | None) -> str:
    """The language asked for, otherwise that of KVCHECK_LANG, otherwise that of the locale, otherwise English."""
    from kvcheck.shell import locales

    if asked is not None:
        if asked not in LANGUAGES:
            raise BadCommand(
                Text("`--lang` is en or ko, not `{asked}`", "`--lang`은 en 또는 ko입니다: `{asked}`", asked=asked)
            )
        return asked
    return locales.named(os.environ) or locales.of_user(os.environ)


def day_or_today(as_of: str | None) -> str:
    """The day whose knowledge of the law is asked for, otherwise today. An empty text is no day."""
    return day_of(as_of) if as_of is not None else today()


def day_of(text: str) -> str:
    """A day given on the command line, as an ISO date."""
    from kvcheck.days import is_day  # help and completion have no day

    try:
        day = date.fromisoformat(text).isoformat()
    except ValueError:
        day = ""
    if not is_day(day):  # by a day of another age nothing was judged, and no receipt can hold it
        message = Text(
            "`--as-of` takes a day such as 2026-12-01, not `{text}`",
            "`--as-of`에는 2026-12-01 같은 날짜가 옵니다: `{text}`",
            text=text,
        )
        raise BadCommand(message)
    return day
