"""What `letter` and `card` share: the trips that papers are about, who gets none and why, and what papers leave out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from kvcheck import disk
from kvcheck.commands.handed_out import Register
from kvcheck.errors import BadCommand, cannot_be, one_of
from kvcheck.frozen import NamedTuple
from kvcheck.language.grammar import count, ticked
from kvcheck.language.text import Text
from kvcheck.lines.layout import paragraph, plain
from kvcheck.model import Plan, Report, TripResult
from kvcheck.packs import Library
from kvcheck.papers.gate import no_paper, refusal
from kvcheck.papers.said import Left, Quoted
from kvcheck.papers.values import as_is
from kvcheck.repository.handed_out import Entry, Making, entry
from kvcheck.shell.files import file_names, remove, write_bytes, write_into
from kvcheck.shell.inputs import answer_into, refuse_to_overwrite
from kvcheck.shell.judging import judge
from kvcheck.shell.law import library_of
from kvcheck.shell.making import one_by_one
from kvcheck.shell.settings import Settings
from kvcheck.shell.terminal import Terminal

NOT_PERMITTED = 1
"""Exit code where a trip that was asked for gets no paper because of its verdict."""
MOST_NAMED = 6
"""So many ids are named where something is told of many."""


class Wanted(NamedTuple):
    """Whose papers are wanted, by which rules their trips are judged, and where the papers go."""

    travelers: Sequence[str]
    """Ids; every traveler if there are none."""
    trips: Sequence[str]
    """Ids; every trip of the travelers if there are none."""
    as_of: str
    today: str
    """The day on which the papers are made; waivers have to be valid on it."""
    output: Path | None = None
    split: Path | None = None
    """The folder for one file a trip."""
    register: Path | None = None
    """The register that the papers go into."""


class Made(NamedTuple):
    """A paper, and what is to be said about it."""

    content: bytes
    left: Sequence[Left]
    quoted: Sequence[Quoted]
    """What an English reader cannot read."""


class Maker(NamedTuple):
    """Makes one sort of papers."""

    before: str
    """How the names of its files begin."""
    suffix: str
    make: Callable[[TripResult], Made]
    needs: Callable[[TripResult], Text | None] = lambda result: None
    """Why a trip has no such paper whatever its verdict; None if it has."""


class Judged(NamedTuple):
    """The trips that papers are about, as they were judged."""

    report: Report
    results: Sequence[TripResult]
    library: Library
    read: Sequence[Path]
    """What was read, so that no paper is written over it."""
    register: Register


def judged(wanted: Wanted, settings: Settings, cache: Path | None, *also: Path) -> Judged:
    """Judge the plan, with the policies and waivers that apply to it, and pick the trips that papers are about.

    `also` are files that are read beside the plan. Without a folder for many there has to be one trip.
    """
    if wanted.output is not None and wanted.split is not None:
        raise BadCommand(
            Text("give `--output` or `--split`, not both", "`--output`과 `--split` 중 하나만 지정하십시오")
        )
    read = [*settings.inputs(), *also]
    library = library_of(settings, cache)
    with answer_into(wanted.output, read):
        register = Register(wanted.register, read)
        [report] = judge(settings, library, wanted.as_of, waivers_on=wanted.today).reports
        ids = _trips(report.plan, wanted)
    if wanted.split is None and len(ids) > 1:
        raise BadCommand(
            Text(
                "{trips}: name one with `--trip`, or give `--split FOLDER` for a paper each; {hint}",
                "출장이 {trips}입니다. `--trip`으로 하나를 지정하거나 `--split FOLDER`로 각각 작성하십시오. {hint}",
                trips=count(len(ids), "trip", "건"),
                hint=one_of(ids),
            )
        )
    return Judged(report, [result for result in report.trips if result.id in ids], library, read, register)


def _trips(plan: Plan, wanted: Wanted) -> list[str]:
    """The ids of the trips that are meant."""
    for name in wanted.travelers:
        if name not in plan.travelers:
            raise cannot_be("--traveler", name, plan.travelers)
        if not any(trip["traveler"] == name for trip in plan.trips):
            raise BadCommand(Text("traveler `{name}` has no trip", "출장자 `{name}`의 출장이 없습니다", name=name))
    whose = wanted.travelers or list(plan.travelers)
    ids = [str(trip["id"]) for trip in plan.trips if trip["traveler"] in whose]
    for name in wanted.trips:
        if name not in ids:
            raise cannot_be("--trip", name, ids)
    return list(wanted.trips) or ids


def deliver(found: Judged, wanted: Wanted, maker: Maker, terminal: Terminal) -> int:
    """Write the paper of the one trip, or those of all into the folder; returns the exit code."""
    if wanted.split is not None:
        return _deliver_all(found, wanted, wanted.split, maker, terminal)
    [result] = found.results
    path = wanted.output or Path(f"{maker.before}-{result.id}.{maker.suffix}")
    refused = refusal(found.report, result)
    if refused is not None:
        terminal.error(refused)
        _no_more(wanted.output, path, terminal)
        return NOT_PERMITTED
    with answer_into(path, found.read):
        lacks = maker.needs(result)
        if lacks is not None:
            raise BadCommand(lacks)
        made = maker.make(result)
        more = [entry(_making(found, wanted, maker), made.content, [result])]
        with found.register.taking(more, [path]) as also:
            write_bytes(path, made.content, also)
    terminal.wrote(path)
    _notes(left_lines(made.left), terminal)
    _notes(quoted_lines(made.quoted), terminal)
    return 0


def _making(found: Judged, wanted: Wanted, maker: Maker) -> Making:
    """What the register says of each paper of a run."""
    return Making(maker.before, maker.suffix, found.report, wanted.today)


def _no_more(output: Path | None, path: Path, terminal: Terminal) -> None:
    """Take away what an earlier run wrote to the file that was asked for; of one that nobody named, say what it is."""
    if output is not None:
        remove(output)
    else:
        _outdated([path], terminal)


def _deliver_all(found: Judged, wanted: Wanted, folder: Path, maker: Maker, terminal: Terminal) -> int:
    """One file for each trip that gets a paper, then what they leave out, then who got none and why."""
    names = file_names([each.id for each in found.results], maker.before, maker.suffix)
    for name in names.values():
        refuse_to_overwrite(found.read, folder / name)
    refused = {each.id: why for each in found.results if (why := no_paper(found.report, each)) is not None}
    lacking = {
        each.id: why for each in found.results if each.id not in refused and (why := maker.needs(each)) is not None
    }
    papers: dict[str, bytes] = {}
    notes: list[tuple[str, Made]] = []
    more: list[Entry] = []
    making = _making(found, wanted, maker)
    theirs = [each for each in found.results if each.id not in refused and each.id not in lacking]
    with terminal.progress(len(theirs)) as step:
        for result, made in one_by_one(theirs, maker.make, step):
            papers[names[result.id]] = made.content
            more.append(entry(making, made.content, [result]))
            notes.append((result.id, made._replace(content=b"")))
    if papers:
        with found.register.taking(more, [folder / name for name in papers]) as also:
            write_into(folder, papers, also)
        terminal.wrote_into(folder, list(papers))
    _left_of_all(notes, terminal)
    _quoted_of_all(notes, terminal)
    _none_for(refused | lacking, len(found.results), terminal)
    _outdated([folder / names[each] for each in (*refused, *lacking)], terminal)
    return NOT_PERMITTED if refused or not papers else 0


def _left_of_all(notes: Sequence[tuple[str, Made]], terminal: Terminal) -> None:
    """What papers of several trips leave out: the same thing of all of them in one line."""
    found: dict[tuple[Text, Text], _Places] = {}
    for trip, made in notes:
        for each in made.left:
            found.setdefault((each.about, each.reason), _Places({}, {})).add(trip, each.path)
    lines = [
        Text("{about}: {reason} ({where})", "{about}: {reason}({where})", about=about, reason=reason, where=where.said)
        for (about, reason), where in found.items()
    ]
    _notes([Text("left out ({left}):", "기재하지 않은 항목({left}건):", left=len(lines)), *lines], terminal)


def _quoted_of_all(notes: Sequence[tuple[str, Made]], terminal: Terminal) -> None:
    """What papers of several trips quote that an English reader cannot read."""
    found: dict[Text, _Places] = {}
    for trip, made in notes:
        for each in made.quoted:
            found.setdefault(each.about, _Places({}, {})).add(trip, each.path)
    lines = [
        Text("{about} ({where})", "{about}({where})", about=about, where=where.said) for about, where in found.items()
    ]
    _notes([quoted_head(len(lines)), *lines], terminal)


class _Places(NamedTuple):
    """Where something is in several papers: the trips they are about, and the paths of the plan."""

    trips: dict[str, None]
    paths: dict[str, None]

    def add(self, trip: str, path: str) -> None:
        """One more."""
        self.trips[trip] = self.paths[path] = None

    @property
    def said(self) -> Text:
        """How many papers, and the first path."""
        first, more = next(iter(self.paths)), len(self.paths) - 1
        return Text(
            "{papers}: {first}{more}",
            "{papers}: {first}{more}",
            papers=count(len(self.trips), "paper", "건"),
            first=first,
            more=Text(" and {more} more", " 외 {more}곳", more=more) if more else Text("", ""),
        )


def _none_for(why: Mapping[str, Text], of: int, terminal: Terminal) -> None:
    """Say which trips got no paper, by reason."""
    by_reason: dict[Text, list[str]] = {}
    for name, reason in why.items():
        by_reason.setdefault(reason, []).append(name)
    head = Text(
        "no paper for {none} of {trips}:",
        "출장 {trips} 중 {none}건에는 서류가 없습니다:",
        none=len(why),
        trips=count(of, "trip", "건"),
    )
    lines = [
        Text("{names}: {reason}", "{names}: {reason}", reason=reason, names=some(names))
        for reason, names in by_reason.items()
    ]
    _notes([head, *lines], terminal)


def _outdated(paths: Sequence[Path], terminal: Terminal) -> None:
    """Say which papers of an earlier run lie where no paper is due any more: nobody may take them along."""
    lines = [as_is(path) for path in paths if disk.there(path)]
    head = Text(
        "made by an earlier run and no longer true, take them away ({number}):",
        "이전에 작성되어 더 이상 유효하지 않은 서류({number}건), 폐기하십시오:",
        number=len(lines),
    )
    _notes([head, *lines], terminal)


def _notes(lines: Sequence[Text], terminal: Terminal) -> None:
    """Say a head and the lines below it on the error stream; nothing if nothing stands below it."""
    for number, line in enumerate(lines if len(lines) > 1 else ()):
        wrapped = paragraph("", terminal.say(line), indent=2 if number else 0, width=terminal.width)
        for each in plain(wrapped).splitlines():
            terminal.note(each)


def some(names: Sequence[str]) -> Text:
    """Some ids by name, the others by their number."""
    shown, more = ticked(names[:MOST_NAMED]), len(names) - MOST_NAMED
    if more <= 0:
        return Text(shown, shown)
    return Text("{shown} and {more} more", "{shown} 외 {more}건", shown=shown, more=more)


def one_choice(option: str, value: str, allowed: Iterable[str]) -> None:
    """Refuse a value that an option does not have."""
    names = list(allowed)
    if value not in names:
        raise cannot_be(option, value, names)


def left_lines(left: Sequence[Left]) -> list[Text]:
    """What a paper does not say, with a head. Paths of the plan, never its values."""
    head = Text("left out ({left}):", "기재하지 않은 항목({left}건):", left=len(left))
    return [head, *map(left_line, left)]


def quoted_lines(quoted: Sequence[Quoted]) -> list[Text]:
    """What an English paper quotes that its reader cannot read, with a head. Paths of the plan only."""
    return [quoted_head(len(quoted)), *map(quoted_line, quoted)]


def quoted_head(found: int) -> Text:
    """What a list of such quotes is, and what to do about it."""
    return Text(
        "quoted in letters that no English reader can read, write it in English ({found}):",
        "영어 독자가 읽을 수 없는 글자로 인용된 항목({found}건), 영문으로 적으십시오:",
        found=found,
    )


def quoted_line(each: Quoted) -> Text:
    """A quote by its path in the plan."""
    return Text(
        "{part}: {about} ({path})", "{part}: {about} ({path})", part=each.part, about=each.about, path=each.path
    )


def left_line(left: Left) -> Text:
    """What a paper leaves out, and why, by its path in the plan."""
    return Text(
        "{part}: {about} ({path}: {reason})",
        "{part}: {about} ({path}: {reason})",
        part=left.part,
        about=left.about,
        path=left.path,
        reason=left.reason,
    )
