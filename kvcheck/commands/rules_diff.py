"""`kvcheck rules diff`: what changed between two states of the rules, and which verdicts of plans change with it."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from kvcheck.errors import CannotCheck, cannot_be
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import Run
from kvcheck.packtools.diff.formats import DIFFS
from kvcheck.packtools.diff.rulebook import Rulebook
from kvcheck.packtools.diff.text import lines
from kvcheck.packtools.diff.trips import Judged, compared
from kvcheck.packtools.diff.value import Change, Trips
from kvcheck.packtools.diff.weigh import diff
from kvcheck.packtools.diff.words import UNREAD as UNREAD_PARTS
from kvcheck.repository.named import Policy
from kvcheck.shell.inputs import refuse_to_overwrite
from kvcheck.shell.judging import judge_what_can_be, policy_names
from kvcheck.shell.rules_of import opened
from kvcheck.shell.settings import Asked, Settings, settle
from kvcheck.shell.showing import show
from kvcheck.shell.terminal import Terminal
from kvcheck.source import Node, read_file

MOVED, UNREAD = 1, 3
"""Exit codes where a verdict of a plan is another, and where something could not be read."""
NO_WAIVERS = Text(
    "judged without waivers: not both states of the rules have the rules that the file of waivers names",
    "예외 승인 없이 판정함: 예외 승인 파일에 적힌 규칙이 양쪽 규칙에 모두 있지 않습니다",
)


class Options(NamedTuple):
    """What is asked of one run."""

    old: str
    new: str
    as_of: str
    asked: Asked
    """The plans that are judged by both, and their settings; without plans none are read."""
    fmt: str = "text"
    output: Path | None = None
    verbose: bool = False


def run(terminal: Terminal, options: Options) -> int:
    """Tell what differs: 0 if no verdict moved, 1 if one did, 3 if something could not be read as rules."""
    if options.fmt not in DIFFS:
        raise cannot_be("--format", options.fmt, DIFFS)
    named = [Path(each) for each in (options.old, options.new)]
    refuse_to_overwrite([*named, *options.asked.paths], options.output)
    with TemporaryDirectory() as folder:
        old = opened(options.old, options.new, Path(folder) / "old", terminal)
        new = opened(options.new, options.old, Path(folder) / "new", terminal)
        found = diff(old, new, options.as_of)
        problems = list(found.problems)
        if options.asked.paths and not problems:
            try:
                trips = _trips(old, new, found.changes, options, terminal)
                found = found._replace(trips=trips)
            except CannotCheck as error:
                problems += error.problems
        show(found, terminal, options, DIFFS, lines)
    if problems:
        terminal.flush()
        terminal.problems(problems, UNREAD_PARTS)
        return UNREAD
    return MOVED if found.trips is not None and found.trips.moved else 0


def _trips(old: Rulebook, new: Rulebook, changes: Sequence[Change], options: Options, terminal: Terminal) -> Trips:
    """The trips of the plans judged by both. Raises CannotCheck if a plan cannot be judged by one of the two."""
    settings = settle(options.asked._replace(pinned=False), terminal.lang)
    sides = [_settings(settings, each, {*old.own, *new.own}) for each in (old, new)]
    books = (old, new)
    runs = [judge_what_can_be(each, book.library, options.as_of) for each, book in zip(sides, books, strict=True)]
    notices = []
    if any(each.unchecked for each in runs) and settings.waivers is not None:
        notices.append(NO_WAIVERS)
        sides = [each._replace(waivers=None) for each in sides]
        runs = [judge_what_can_be(each, book.library, options.as_of) for each, book in zip(sides, books, strict=True)]
    problems = [problem for each in runs for problem in each.problems]
    if problems:
        raise CannotCheck(dict.fromkeys(problems))
    judged = [_judged(run, side, book) for run, side, book in zip(runs, sides, books, strict=True)]
    return compared(judged[0], judged[1], changes, notices)


def _judged(found: Run, settings: Settings, book: Rulebook) -> Judged:
    return Judged(found.reports, book.library, policy_names(settings, book.library))


def _settings(settings: Settings, book: Rulebook, own: set[str]) -> Settings:
    """The settings with a company's packs as one state of the rules has them, in place of those of the same name."""
    others = [each for each in settings.policies if _pack_name(each) not in own]
    mine = [Policy(path.as_posix(), path, called) for path, called in (book.library.file_of(each) for each in book.own)]
    return settings._replace(policies=(*others, *mine))


def _pack_name(policy: Policy) -> str:
    """The name that the file of a policy gives to its pack; as the user wrote it where there is none."""
    try:
        root = read_file(policy.file, policy.name).root
    except CannotCheck:
        return policy.text
    return str(root.get("pack", policy.text)) if isinstance(root, Node) else policy.text
