"""`kvcheck rules lint`: what is wrong with packs, or not what was meant."""

from pathlib import Path

from kvcheck.errors import CannotCheck, cannot_be
from kvcheck.frozen import NamedTuple
from kvcheck.language.grammar import count
from kvcheck.language.text import Text
from kvcheck.lines.layout import Span, plain
from kvcheck.packs.entry import Misordered
from kvcheck.packtools.bench import Bench, bench
from kvcheck.packtools.key_order import fixed
from kvcheck.packtools.lint import as_remark, lint, telling, unreadable
from kvcheck.packtools.remarks import Level, Remark
from kvcheck.shell.files import write, write_all
from kvcheck.shell.terminal import Terminal
from kvcheck.telling.style import Style

TEXT = "text"


class Options(NamedTuple):
    """What is asked of one run."""

    path: Path | None
    today: str
    fmt: str = TEXT
    output: Path | None = None
    fix: bool = False
    strict: bool = False
    verbose: bool = False


def run(terminal: Terminal, options: Options) -> int:
    """Tell every remark: 0 if nothing is wrong, 1 if something is; with `strict`, warnings count too."""
    if options.fmt not in (TEXT, *telling.FORMATS):
        raise cannot_be("--format", options.fmt, (TEXT, *telling.FORMATS))
    if options.fix:
        _fix(terminal, options.path)
    try:
        looked_at = bench(options.path)
        remarks = lint(looked_at, options.today)
        packs = len(looked_at.names)
    except CannotCheck as error:  # a company's own packs, none of which can be looked at
        remarks = [as_remark(each) for each in error.problems]
        packs = len({each.place.file for each in error.problems if each.place is not None})
    shown = [each for each in remarks if options.verbose or each.level is not Level.NOTE]
    _deliver(terminal, options, shown, telling.total(remarks, packs), hidden=len(remarks) - len(shown))
    failing = (Level.ERROR, Level.WARNING) if options.strict else (Level.ERROR,)
    return 1 if any(each.level in failing for each in remarks) else 0


def _deliver(terminal: Terminal, options: Options, remarks: list[Remark], total: Text, *, hidden: int) -> None:
    """The remarks in the format asked for, into a file or onto the terminal."""
    if options.fmt != TEXT:
        text = telling.FORMATS[options.fmt](remarks, terminal.lang)
        if options.output is None:
            terminal.text(text)
        else:
            write(options.output, text)
            terminal.wrote(options.output)
        return
    more = Text("{total} (notes with --verbose)", "{total} (참고는 --verbose로 표시)", total=total) if hidden else total
    width = terminal.width if options.output is None else Style().width
    lines = [*telling.lines(remarks, terminal.lang, width), (Span(terminal.say(more)),)]
    if options.output is None:
        terminal.lines(lines)
    else:
        write(options.output, plain(lines))
        terminal.wrote(options.output)


def _fix(terminal: Terminal, path: Path | None) -> None:
    """Put keys into their order, in all files or in none; what cannot be put so safely stays and is told."""
    rounds: dict[Path, str] = {}
    while True:  # an entry inside another one is found when the outer one is in order
        found = _misordered(path)
        texts: dict[Path, str] = {}
        for file, entries in found.items():
            text = file.read_text(encoding="utf-8")
            if (new := fixed(text, entries)) != text:
                texts[file] = new
        if not texts:
            break
        write_all({file.resolve(): text for file, text in texts.items()})
        rounds |= texts
    if rounds:
        number = count(len(rounds), "file", "개 파일")
        terminal.note(
            terminal.say(Text("put keys in order in {number}", "{number}의 키 순서를 정리했습니다", number=number))
        )


def _misordered(path: Path | None) -> dict[Path, list[Misordered]]:
    """The entries whose keys are out of order, by file."""
    found: dict[Path, list[Misordered]] = {}
    try:
        looked_at: Bench | None = bench(path)
        problems = [each.problem for each in unreadable(looked_at)] if looked_at is not None else []
    except CannotCheck as error:
        looked_at, problems = None, list(error.problems)
    for each in problems:
        if isinstance(each, Misordered) and each.place is not None:
            called = each.place.file
            file = looked_at.library.path_of(called) if looked_at is not None else Path(called)
            found.setdefault(file, []).append(each)
    return found
