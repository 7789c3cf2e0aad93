"""`kvcheck check`: plans to verdicts."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kvcheck.commands import answering
from kvcheck.commands.answering import nothing_but
from kvcheck.errors import BadCommand, CannotCheck, KvcheckError
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import Run, Unchecked, Verdict, worst
from kvcheck.packs import Library, rules_root
from kvcheck.shell.files import write
from kvcheck.shell.inputs import refuse_to_overwrite, tell_ignoring, tell_unread
from kvcheck.shell.judging import known_of
from kvcheck.shell.law import library_of
from kvcheck.shell.only import Only, trips_of
from kvcheck.shell.settings import Settings
from kvcheck.shell.several import Several
from kvcheck.shell.targets import Asked, Target, clear_older, deliver, files_of, targets
from kvcheck.shell.terminal import Terminal
from kvcheck.shell.together import Judged, governed_by, judge_each, library_for, together
from kvcheck.source.files import is_yaml

EXIT_CODES = {
    Verdict.PERMITTED: 0,
    Verdict.NOT_PERMITTED: 1,
    Verdict.UNDETERMINED: 4,
    Verdict.NEEDS_REVIEW: 4,
}


TOLD_SO = ("text", "html", "markdown", "json")
"""Formats that say what a run only supposes."""


class Options(NamedTuple):
    """What `check` is asked for beside its settings."""

    as_of: Callable[[], str]
    """Says the day whose knowledge of the law is used, an ISO date. Raises BadCommand if the user gave none."""
    formats: Sequence[str] = ()
    """`NAME` for the terminal, or `NAME=FILE`."""
    output: Path | None = None
    verbose: bool = False
    quiet: bool = False
    changed_since: str | None = None
    write_baseline: Path | None = None
    receipt: Path | None = None
    statement: Path | None = None
    """The file of a receipt as an in-toto statement."""
    stdin_name: str | None = None
    template: Path | None = None
    sarif_passes: bool = False
    """Whether SARIF has what passes too."""
    jobs: int = 1
    """How many processes judge plans side by side."""
    only: Only = Only()
    """The trips to report; every one if it names none."""

    @property
    def records(self) -> list[Path]:
        """The files of what was judged, for later."""
        return [each for each in (self.receipt, self.statement) if each is not None]


CANNOT_CHECK = 3
"""Exit code of a run that could not check everything."""


def run(several: Several, terminal: Terminal, options: Options) -> int:
    """Judge the plans and report; returns the exit code.

    Whatever keeps plans from being judged is told in every format that was asked for.
    """
    with _leaving_none_older(options, [each for one in several.each for each in one.inputs()]):
        outputs = targets(options.formats, options.output, options.template, terminal.ci)
        _refuse_overwriting(several, options, outputs)
    asked = answering.wanted(options, outputs, terminal)
    with answering.told(asked, terminal):
        _refuse_together(several, options, outputs)
        library = library_of(several.each[0])
        records: dict[Path, str] = {}
        try:
            every = _found(several, options, terminal)
            library, found = library_for(every), together(several, every, options.stdin_name)
            if options.write_baseline is not None:
                return _write_baseline(found, options.write_baseline, terminal)
            records = _records(every, options, found, library)
        except CannotCheck as error:
            found = nothing_but(error.problems)
    return _ended(found, library, terminal, asked, records)


def _found(several: Several, options: Options, terminal: Terminal) -> list[Judged]:
    """What a run has to report, by configuration."""
    cache = terminal.cache if not options.records else None  # a receipt has the digests of what was judged by
    every = judge_each(several, cache, options.as_of(), options.stdin_name, options.jobs, terminal.progress)
    for each in every:
        tell_unread(each.settings, terminal)
        tell_ignoring((report.plan for report in each.run.reports), terminal)
    if options.write_baseline is not None:
        return every
    options.only.refuse(trips_of(report for each in every for report in each.run.reports))
    return [each._replace(run=_narrowed(each, options, terminal)) for each in every]


def _narrowed(each: Judged, options: Options, terminal: Terminal) -> Run:
    """What is to be reported of the plans of one configuration: known findings, wanted trips, what a change touched."""
    settings, library = each.settings, each.library
    try:
        run = _known(settings, each.run)
    except CannotCheck as error:
        return Run((), unchecked=(Unchecked("", error.problems),), fail_on=settings.fail_on)
    only = options.only.within(trips_of(run.reports))
    if only is None:
        return run._replace(reports=(), unshown=sum(len(report.trips) for report in run.reports))
    found = only.of(run)
    if options.changed_since is None and terminal.pull_request is None:
        return found
    from kvcheck.commands.changed import in_pull_request, only_touched

    day = options.as_of()
    if options.changed_since is not None:
        return only_touched(settings, found, options.changed_since, library, day, only, terminal)
    if terminal.pull_request is not None:
        return in_pull_request(settings, found, terminal.pull_request, library, day, only, terminal)
    return found


def _ended(
    found: Run, library: Library, terminal: Terminal, asked: Asked, records: dict[Path, str] | None = None
) -> int:
    """Deliver what was found; the exit code."""
    if not found.unchecked:
        deliver(found, library, terminal, asked, records or {})
        return EXIT_CODES[failing_verdict(found)]
    try:
        deliver(found, library, terminal, asked, {})
    except BadCommand as error:  # such as a template that says nothing of it
        terminal.error(error.message)
    answering.tell(found, terminal, asked)
    return CANNOT_CHECK


def unsettled(error: KvcheckError, terminal: Terminal, options: Options, paths: Sequence[Path]) -> int:
    """Say in every format asked for that the settings are wrong. `paths` are files that the user named as input.

    What may be one of those, or be read once the settings are mended, is not written over.
    """
    with _leaving_none_older(options, paths):
        outputs = targets(options.formats, options.output, options.template, terminal.ci)
        named = [each.file for each in outputs if each.file is not None and not each.append]
        for file in named:
            refuse_to_overwrite([*paths, *([options.template] if options.template is not None else [])], file)
    safe = [each for each in outputs if each.file is None or each.append or not is_yaml(each.file)]
    asked = answering.wanted(options, safe, terminal)
    with answering.told(asked, terminal):
        if not isinstance(error, CannotCheck):
            raise error
    return _ended(nothing_but(error.problems), Library(rules_root()), terminal, asked)


@contextmanager
def _leaving_none_older(options: Options, inputs: Sequence[Path]) -> Iterator[None]:
    """Where outputs are named that cannot be, no file of an earlier run is left that would pass for the answer."""
    try:
        yield
    except BadCommand:
        files = [*files_of(options.formats), *options.records, *([options.output] if options.output else [])]
        kept = [each for each in (options.template, options.write_baseline) if each is not None]
        clear_older(files, [*inputs, *kept])
        raise


def _records(every: Sequence[Judged], options: Options, run: Run, library: Library) -> dict[Path, str]:
    """The receipt and the statement, where asked for and everything was checked: half a receipt is none."""
    if not options.records or run.unchecked:
        return {}
    from kvcheck.repository import receipt, statement

    text = receipt.render(run, library, governed_by(every))
    found = {options.receipt: text} if options.receipt is not None else {}
    return found | ({options.statement: statement.render(text, run.reports)} if options.statement is not None else {})


def failing_verdict(run: Run) -> Verdict:
    """The worst verdict that fails a run: as bad as its threshold, and not in its baseline; else permitted."""
    own = [Verdict.NEEDS_REVIEW] if run.held_back else []
    if run.known is None:
        found = [report.verdict for report in run.reports if run.fails(report.plan.name, report.verdict)]
        return worst([*found, *own])
    from kvcheck.telling.fingerprints import fresh

    return worst([*(each.verdict for report in run.reports for each in fresh(report, run)), *own])


def _refuse_overwriting(several: Several, options: Options, outputs: Sequence[Target]) -> None:
    """Refuse to write over what is read, and to write two things into one file."""
    files = [each.file for each in outputs if each.file is not None and not each.append]
    files += [each for each in (options.write_baseline, *options.records) if each is not None]
    for file in files:
        for settings in several.each:
            read = settings.inputs(renewing_baseline=file is options.write_baseline)
            refuse_to_overwrite([*read, *([options.template] if options.template is not None else [])], file)
            _refuse_plan(settings, file)
    if len({file.absolute() for file in files}) < len(files):
        raise BadCommand(Text("two outputs go to one file", "두 출력이 같은 파일을 가리킵니다"))


def _refuse_together(several: Several, options: Options, outputs: Sequence[Target]) -> None:
    """Refuse options that do not go together."""
    _refuse_supposing(several.each[0], options, outputs)
    if options.write_baseline is not None and several.one is None:
        raise BadCommand(
            Text(
                "a baseline belongs to one configuration: write it for the plans of one at a time",
                "기준선은 설정 파일 하나에 속합니다. 설정 파일별로 따로 작성하십시오",
            )
        )
    if options.write_baseline is not None and (options.formats or options.output or options.records):
        raise BadCommand(
            Text(
                "`--write-baseline` writes the baseline and nothing else: give the other outputs in a run of their own",
                "`--write-baseline`은 기준선만 씁니다. 다른 출력은 따로 실행하십시오",
            )
        )
    if options.changed_since is not None and (options.records or options.write_baseline is not None):
        raise BadCommand(
            Text(
                "a receipt or a baseline is about every trip: not with `--changed-since`",
                "판정 기록과 기준선은 모든 출장에 관한 것이므로 `--changed-since`와 함께 쓸 수 없습니다",
            )
        )


def _refuse_supposing(settings: Settings, options: Options, outputs: Sequence[Target]) -> None:
    """What only supposes something goes to people, who are told so, and into no record."""
    if not settings.supposed:
        return
    others = [each.fmt for each in outputs if each.fmt not in TOLD_SO]
    if others or options.records or options.write_baseline is not None:
        raise BadCommand(
            Text(
                "`--set` supposes something for one run: only for {formats}, and in no receipt or baseline",
                "`--set`은 한 번의 실행을 위한 가정이므로 {formats} 형식에만 쓰며 판정 기록·기준선에는 쓸 수 없습니다",
                formats=", ".join(TOLD_SO),
            )
        )


def _refuse_plan(settings: Settings, file: Path) -> None:
    """Refuse to write what the next run would take for a plan."""
    if settings.config is None:
        return
    from kvcheck.repository import config

    if config.is_plan(settings.config, file):
        raise BadCommand(
            Text(
                "`{file}` would be a plan of {name}; write elsewhere",
                "`{file}`{:은} {name}의 계획이 됩니다. 다른 곳에 쓰십시오",
                file=file,
                name=settings.config.name,
            )
        )


def _known(settings: Settings, run: Run) -> Run:
    """A run with what its baseline knows of it; of what was not read or judged, nothing is said to be gone."""
    known = known_of(settings, run.reports)
    return run._replace(known=known._replace(gone=0) if known is not None and run.unchecked else known)


def _write_baseline(run: Run, path: Path, terminal: Terminal) -> int:
    """Write the baseline; the run then fails for nothing, because everything in it is known."""
    from kvcheck.repository import baseline

    if run.unchecked:
        raise CannotCheck(run.problems)
    text = baseline.render(run.reports)
    write(path, text)
    count = len(baseline.read(path, str(path)))
    terminal.note(
        terminal.say(
            Text(
                "wrote {path}: {count} known findings", "{path} 작성 완료: 기존 지적 {count}건", path=path, count=count
            )
        )
    )
    return 0
