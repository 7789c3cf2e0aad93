"""Where output goes: a terminal with colour, a pipe without, or a file that is whole or not there."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from kvcheck.errors import IN_FULL, Problem
from kvcheck.language.grammar import count
from kvcheck.language.text import Text
from kvcheck.lines.layout import Line, Span, paragraph, plain, shown, wrap
from kvcheck.lines.quote import quoted
from kvcheck.shell.ci import Service, ci_of, obeys_logs, pull_request_of, tame

PIPE_WIDTH, WIDEST = 80, 100
"""Columns where there is no terminal, and the most that is comfortable to read on one."""

PATIENCE, BAR = 1.0, 40
"""Seconds of work before a bar shows how far it is, and the columns of the bar."""
FEW = 20
"""So many files that were written are told by their names."""

UNCHECKED = Text("nothing was checked", "점검하지 않았습니다")
PARTLY = Text("not everything was checked", "일부를 점검하지 못했습니다")

STYLES = {
    "strong": "1", "quiet": "2", "label": "2", "place": "36", "caret": "1;31", "error": "1;31",
    "permitted": "32", "needs_review": "33", "review": "33", "undetermined": "1;34", "not_permitted": "1;31",
    "risk": "33",
}  # fmt: skip
"""How a terminal is told to show a style (ECMA-48): 1 is bold, 2 faint, 31 to 36 are colours."""
PLAIN = ("dumb", "unknown")
"""Terminals without colour."""


class Terminal:
    """The user's language and streams."""

    def __init__(self, lang: str, environment: Mapping[str, str]) -> None:
        self.lang = lang
        self.environment = environment
        self.ci = ci_of(environment)
        """The CI service that runs this, if it is one that is known."""
        self.pull_request = pull_request_of(environment)
        """The pull request that a CI service runs this for, if it is one."""
        self._obeyed = obeys_logs(environment)
        self.cache = _cache(environment)
        """The folder where what was read from the packs is kept between runs, if there is one."""
        self._colour = _is_terminal() and not environment.get("NO_COLOR") and environment.get("TERM") not in PLAIN
        self.width = max(40, min(_columns() if _is_terminal() else PIPE_WIDTH, WIDEST))

    def speaking(self, lang: str) -> "Terminal":
        """The same terminal in a language."""
        return Terminal(lang, self.environment)

    def say(self, text: Text) -> str:
        """The text in the user's language."""
        return text.in_(self.lang)

    def lines(self, lines: Iterable[Line]) -> None:
        """Print styled lines."""
        if not self._colour:
            sys.stdout.write(self._harmless(plain(lines)))
            return
        for line in lines:
            _print("".join([_styled(span) for span in line]))

    def text(self, text: str) -> None:
        """Print text as it is."""
        sys.stdout.write(text)

    def flush(self) -> None:
        """Send what was printed."""
        sys.stdout.flush()

    def _harmless(self, text: str) -> str:
        """Text in which a CI service finds no command, whatever a plan or a file name holds."""
        return tame(text) if self._obeyed else text

    def note(self, line: str) -> None:
        """Say something beside the output."""
        print(self._harmless(shown(line)), file=sys.stderr)

    @contextmanager
    def progress(self, total: int) -> Iterator[Callable[[], None]]:
        """What to call after each of `total` pieces of long work: a bar beside the output, after a second of it.

        Only on a terminal; it is gone when the work is done.
        """
        started, done = time.monotonic(), 0
        drawn = False
        person = sys.stderr is not None and sys.stderr.isatty() and self.environment.get("TERM") != "dumb"

        def step() -> None:
            nonlocal done, drawn
            done += 1
            if person and time.monotonic() - started > PATIENCE:
                full = BAR * done // total
                sys.stderr.write(f"\r[{'#' * full}{' ' * (BAR - full)}] {done}/{total}")
                sys.stderr.flush()
                drawn = True

        try:
            yield step
        finally:
            if drawn:
                sys.stderr.write("\r\x1b[K")
                sys.stderr.flush()

    def wrote(self, path: Path | str) -> None:
        """Say beside the output that a file was written; the output itself may be another program's input."""
        name = shown(str(path))
        self.note(self.say(Text("wrote {name}", "{name} 작성 완료", name=name)))

    def wrote_into(self, folder: Path, names: Sequence[str]) -> None:
        """Say the same of files in a folder: the names of a few, of many how many there are."""
        if len(names) <= FEW:
            for name in names:
                self.wrote(folder / name)
            return
        files, where = count(len(names), "file", "개 파일"), shown(str(folder))
        self.note(self.say(Text("wrote {files} into {where}", "{where}에 {files} 작성 완료", files=files, where=where)))

    def error(self, message: Text) -> None:
        """Say what is wrong with the command line; for a reader at a terminal no word is broken at its edge."""
        said = f"kvcheck: {shown(self.say(message))}"
        if sys.stderr.isatty():
            said = "\n".join(line for each in said.splitlines() for line in wrap(each, self.width))
        print(self._harmless(said), file=sys.stderr)

    def problems(self, problems: Sequence[Problem], so: Text = UNCHECKED, *, annotate: bool = True) -> None:
        """Say everything that is wrong with the input, how much it was, and what was not done `so`.

        GitHub gets annotations too, unless the output has them already.
        """
        for problem in problems[:IN_FULL]:
            sys.stderr.write(self._harmless(plain(self._problem(problem))))
        if len(problems) > IN_FULL:
            more = Text("and {more:,} more", "외 {more:,}건", more=len(problems) - IN_FULL)
            sys.stderr.write(f"{self.say(more)}\n\n")
        if annotate and self.ci is not None and self.ci.service is Service.GITHUB:
            from kvcheck.reporters.github import problems as annotations

            sys.stdout.write(annotations(problems, self.lang))
        total = Text("{errors}; {so}", "오류 {errors}. {so}", errors=count(len(problems), "error", "건"), so=so)
        print(self.say(total), file=sys.stderr)

    def _problem(self, problem: Problem) -> Iterable[Line]:
        """A problem: where and what, the user's own line with a caret, what to do."""
        where = f"{problem.place}: " if problem.place is not None else ""
        label = self.say(Text("error", "오류"))
        yield (Span(shown(where)), Span(f"{label}: ", "error"), Span(shown(self.say(problem.message))))
        if problem.place is not None and problem.quote.strip():
            yield from quoted(problem.quote, problem.place.line, problem.place.column, 2, self.width)
        if problem.hint is not None:
            yield from paragraph("  = ", shown(self.say(problem.hint)), indent=0, width=self.width)
        yield (Span(""),)


def _styled(span: Span) -> str:
    """A piece of a line, with the signs for its style around it."""
    signs = STYLES.get(span.style, "")
    return f"\x1b[{signs}m{span.text}\x1b[0m" if signs and span.text else span.text


def _print(line: str) -> None:
    """Print a styled line. Windows has consoles that know no such signs, and rich knows how to tell them."""
    if os.name != "nt":
        sys.stdout.write(f"{line}\n")
        return
    from rich.console import Console
    from rich.text import Text as Styled

    Console(highlight=False, soft_wrap=True).print(Styled.from_ansi(line))


def _columns() -> int:
    """The columns of the user's terminal."""
    import shutil  # it is only asked where there is a terminal

    return shutil.get_terminal_size((PIPE_WIDTH, 24)).columns


def _is_terminal() -> bool:
    """Whether a person reads the output. There may be no output at all."""
    return sys.stdout is not None and sys.stdout.isatty()


def _cache(environment: Mapping[str, str]) -> Path | None:
    """The folder `KVCHECK_CACHE` names (none if that is empty), else one in the user's cache folder.

    A relative path is passed over, as the XDG Base Directory Specification has it: it would lie in whatever folder the
    command runs in, such as a checkout of somebody else's work.
    """
    home = environment.get("HOME", "")
    folders = (environment.get("XDG_CACHE_HOME", ""), f"{home}/.cache" if home else "")
    folder = next((f"{each}/kvcheck" for each in folders if Path(each).is_absolute()), "")
    folder = environment.get("KVCHECK_CACHE", folder)
    return Path(folder) if Path(folder).is_absolute() and "\0" not in folder else None
