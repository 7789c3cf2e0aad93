"""`kvcheck export`: a plan to a roster, or to one row a traveler for a filing."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from kvcheck import disk, plan
from kvcheck.checklist.build import checklist
from kvcheck.errors import BadCommand
from kvcheck.language.text import Text
from kvcheck.repository.law import library_above
from kvcheck.rosters import delimited, excel, into_plan, sheets
from kvcheck.rosters.plan_book import plan_book
from kvcheck.shell.files import write, write_bytes
from kvcheck.shell.inputs import refuse_to_overwrite
from kvcheck.shell.judging import judge
from kvcheck.shell.settings import Asked, settle
from kvcheck.shell.terminal import Terminal
from kvcheck.source.files import yaml_files


def run_export(
    path: Path | None,
    terminal: Terminal,
    *,
    xlsx: Path | None,
    csv: Path | None,
    template: Path | None,
    workbook: Path | None = None,
    with_names: bool,
    as_of: str,
    policies: Sequence[str],
) -> int:
    """Write the plan at `path` as a roster with its verdicts, or an empty roster; returns 0."""
    for option, file, ending in (
        ("--xlsx", xlsx, ".xlsx"),
        ("--csv", csv, ".csv"),
        ("--template", template, ".xlsx"),
        ("--workbook", workbook, ".xlsx"),
    ):
        if file is not None and file.suffix.lower() != ending:
            raise BadCommand(
                Text(
                    "`{option}` takes a name that ends in {ending}",
                    "`{option}`의 파일 이름은 {ending}로 끝나야 합니다",
                    option=option,
                    ending=ending,
                )
            )
    if not (xlsx or csv or template or workbook):
        raise BadCommand(
            Text(
                "say where to write: `--xlsx FILE`, `--csv FILE` or `--template FILE`",
                "쓸 파일을 지정하십시오: `--xlsx FILE`, `--csv FILE` 또는 `--template FILE`",
            )
        )
    if path is None and (xlsx or csv or workbook):
        raise BadCommand(
            Text(
                "`--xlsx`, `--csv` and `--workbook` need a plan",
                "`--xlsx`, `--csv`, `--workbook`에는 계획이 필요합니다",
            )
        )
    _refuse_targets({"--xlsx": xlsx, "--csv": csv, "--template": template, "--workbook": workbook}, path, policies)
    library = library_above(path if path is not None else Path(), terminal.cache)
    if template is not None:
        if disk.there(template):
            raise BadCommand(
                Text(
                    "`--template` is a file that exists; an empty roster never takes the place of a filled one",
                    "`--template`에 지정한 파일이 이미 있습니다. 작성된 명단 위에 빈 양식을 쓰지 않습니다",
                )
            )
        known = into_plan.tables(plan.documents(path)) if path is not None else {}
        book = (
            sheets.empty(library, known, terminal.lang)
            if path is not None
            else plan_book(library, {}, terminal.lang, with_names=True)
        )
        write_bytes(template, excel.write(book))
        terminal.wrote(template)
    if path is not None and workbook is not None:
        root = into_plan.whole(plan.documents(path))
        book = plan_book(library, root, terminal.lang, with_names=with_names, day=as_of)
        write_bytes(workbook, excel.write(book))
        terminal.wrote(workbook)
    if path is not None and (xlsx or csv):
        settings = settle(Asked(paths=[path], policies=policies), terminal.lang)
        [report] = judge(settings, library, as_of).reports
        known = into_plan.tables(report.plan.documents)
        papers = {each.id: each.items for each in checklist(report, library).trips}
        book = sheets.filled(report, library, known, settings.lang, papers, with_names=with_names)
        if xlsx is not None:
            write_bytes(xlsx, excel.write(book))
            terminal.wrote(xlsx)
        if csv is not None:
            write(csv, delimited.write(sheets.lines(book.sheets[0])))
            terminal.wrote(csv)
    return 0


def _refuse_targets(targets: Mapping[str, Path | None], path: Path | None, policies: Sequence[str]) -> None:
    """No file that is written takes the place of one that is read, or of another that is written."""
    read = [*([path, *yaml_files(path)] if path is not None else []), *map(Path, policies)]
    seen: dict[Path, str] = {}
    for option, file in targets.items():
        if file is None:
            continue
        try:
            refuse_to_overwrite(read, file)
        except BadCommand:
            message = Text(
                "`{option}` would overwrite `{file}`, which is read",
                "`{option}`{:이} 읽는 파일 `{file}`{:을} 덮어씁니다",
                option=option,
                file=file,
            )
            raise BadCommand(message) from None
        except OSError:  # a name that no file can have is reported when it is written
            continue
        first = seen.setdefault(disk.followed(file), option)
        if first != option:
            message = Text(
                "`{first}` and `{option}` name the same file, `{file}`",
                "`{first}`와 `{option}`{:이} 같은 파일 `{file}`{:을} 가리킵니다",
                first=first,
                option=option,
                file=file,
            )
            raise BadCommand(message)
