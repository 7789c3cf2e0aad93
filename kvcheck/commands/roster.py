"""`kvcheck import` and `kvcheck export`: rosters into plans and plans into rosters."""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from kvcheck import plan
from kvcheck.commands.judging import judge
from kvcheck.commands.output import Terminal, write, write_bytes
from kvcheck.commands.plans import refuse_to_overwrite
from kvcheck.commands.settings import Asked, settle
from kvcheck.engine import plan_problems
from kvcheck.errors import BadCommand, CannotCheck, Problem, Text
from kvcheck.intake import plans, sheets, texttable, workbook
from kvcheck.intake.changes import Change, Detail, Existing, Intake
from kvcheck.intake.filing import ANSWER_HEADINGS
from kvcheck.intake.roster import read
from kvcheck.intake.table import MAX_BYTES, Table, too_large
from kvcheck.intake.words import words_of
from kvcheck.packs import Library, rules_root
from kvcheck.papers.checklist import checklist
from kvcheck.reporters.layout import Line, Span, paragraph, shown
from kvcheck.schema import problems as schema_problems
from kvcheck.source import Document, read_text

NEW_FILE = "roster.yaml"
"""Where new travelers and trips of a folder plan go."""

_NOTHING_WRITTEN = Text("nothing was written", "아무것도 쓰지 않았습니다")


def run_import(
    roster: Path, into: Path, terminal: Terminal, *, dry_run: bool, yes: bool, ask: Callable[[str], bool] | None
) -> int:
    """Read a roster, show what it changes in the plan, and write that if `yes`, or if `ask` is answered so.

    `ask` puts a question to the user; None if there is nobody. Returns 0, or 3 if anything is wrong.
    """
    if dry_run and yes:
        raise BadCommand(Text("give `--dry-run` or `--yes`, not both", "`--dry-run`과 `--yes` 중 하나만 지정하십시오"))
    try:
        table, header = read_roster(roster)
        documents = _documents(into)
        intake = _intake(table, header, documents, Library(rules_root(), terminal.cache), made=not documents)
        texts = _texts(intake, documents, into)
        _check(texts, documents, into, Library(rules_root(), terminal.cache))
    except CannotCheck as error:
        terminal.problems(error.problems, _NOTHING_WRITTEN)
        return 3
    terminal.lines(_preview(table, intake, into, terminal, made=not documents))
    if dry_run or not texts:
        return 0
    if not yes and ask is None:
        raise BadCommand(
            Text(
                "nothing was written: nobody can be asked here, so give `--yes` or `--dry-run`",
                "아무것도 쓰지 않았습니다. 확인을 받을 수 없으므로 `--yes` 또는 `--dry-run`을 지정하십시오",
            )
        )
    if yes or (ask is not None and ask(terminal.say(Text("Write this into the plan?", "계획에 쓰시겠습니까?")))):
        _write_all({Path(name).resolve(): text for name, text in texts.items()})
        for name in texts:
            terminal.wrote(name)
    else:
        terminal.text(terminal.say(_NOTHING_WRITTEN) + "\n")
    return 0


def run_export(
    path: Path | None,
    terminal: Terminal,
    *,
    xlsx: Path | None,
    csv: Path | None,
    template: Path | None,
    with_names: bool,
    as_of: str,
    policies: Sequence[str],
) -> int:
    """Write the plan at `path` as a roster with its verdicts, or an empty roster; returns 0."""
    for option, file, ending in (("--xlsx", xlsx, ".xlsx"), ("--csv", csv, ".csv"), ("--template", template, ".xlsx")):
        if file is not None and file.suffix.lower() != ending:
            raise BadCommand(
                Text(
                    f"`{option}` takes a name that ends in {ending}",
                    f"`{option}`의 파일 이름은 {ending}로 끝나야 합니다",
                )
            )
    if not (xlsx or csv or template):
        raise BadCommand(
            Text(
                "say where to write: `--xlsx FILE`, `--csv FILE` or `--template FILE`",
                "쓸 파일을 지정하십시오: `--xlsx FILE`, `--csv FILE` 또는 `--template FILE`",
            )
        )
    if path is None and (xlsx or csv):
        raise BadCommand(Text("`--xlsx` and `--csv` need a plan", "`--xlsx`와 `--csv`에는 계획이 필요합니다"))
    _refuse_targets({"--xlsx": xlsx, "--csv": csv, "--template": template}, path, policies)
    library = Library(rules_root(), terminal.cache)
    if template is not None:
        if template.exists():
            raise BadCommand(
                Text(
                    "`--template` is a file that exists; an empty roster never takes the place of a filled one",
                    "`--template`에 지정한 파일이 이미 있습니다. 작성된 명단 위에 빈 양식을 쓰지 않습니다",
                )
            )
        known = plans.tables(plan.documents(path)) if path is not None else {}
        write_bytes(template, workbook.write(sheets.empty(library, known, terminal.lang)))
        terminal.wrote(template)
    if path is not None and (xlsx or csv):
        judged, library = judge(settle(Asked(paths=[path], policies=policies), terminal), terminal, as_of)
        [report] = judged.reports
        known = plans.tables(report.plan.documents)
        papers = {each.id: each.items for each in checklist(report, library).trips}
        book = sheets.filled(report, library, known, terminal.lang, papers, with_names=with_names)
        if xlsx is not None:
            write_bytes(xlsx, workbook.write(book))
            terminal.wrote(xlsx)
        if csv is not None:
            write(csv, texttable.write(sheets.lines(book.sheets[0])))
            terminal.wrote(csv)
    return 0


def _refuse_targets(targets: Mapping[str, Path | None], path: Path | None, policies: Sequence[str]) -> None:
    """No file that is written takes the place of one that is read, or of another that is written."""
    read = [*([path, *path.glob("*.y*ml")] if path is not None else []), *map(Path, policies)]
    seen: dict[Path, str] = {}
    for option, file in targets.items():
        if file is None:
            continue
        try:
            refuse_to_overwrite(read, file)
        except BadCommand:
            message = Text(
                f"`{option}` would overwrite `{file}`, which is read",
                f"`{option}`이(가) 읽는 파일 `{file}`을(를) 덮어씁니다",
            )
            raise BadCommand(message) from None
        except OSError:  # a name that no file can have is told when it is written
            continue
        first = seen.setdefault(file.resolve(), option)
        if first != option:
            message = Text(
                f"`{first}` and `{option}` name the same file, `{file}`",
                f"`{first}`와 `{option}`이(가) 같은 파일 `{file}`을(를) 가리킵니다",
            )
            raise BadCommand(message)


def read_roster(path: Path) -> tuple[Table, int]:
    """The table of a roster and the place of its row of headings."""
    file, ending = path.name, path.suffix.lower()
    if ending not in (*texttable.ENDINGS, *workbook.ENDINGS):
        hint = Text("save the roster as .xlsx or .csv", "명단을 .xlsx 또는 .csv로 저장하십시오")
        message = Text(f"`{file}` is no roster that can be read", f"`{file}`은(는) 읽을 수 있는 명단이 아닙니다")
        raise CannotCheck([Problem(message=message, hint=hint)])
    try:
        if path.stat().st_size > MAX_BYTES:
            raise too_large(file)
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = Text(f"cannot read `{file}`: {reason}", f"`{file}`을(를) 읽을 수 없습니다: {reason}")
        raise CannotCheck([Problem(message=message)]) from None
    if ending in workbook.ENDINGS:
        return workbook.read(data, file)
    if data.startswith(workbook.SIGNATURES):
        message = Text(f"`{file}` is a workbook, not text", f"`{file}`은(는) 텍스트가 아니라 통합 문서입니다")
        hint = Text("let its name end in .xlsx", "파일 이름을 .xlsx로 바꾸십시오")
        raise CannotCheck([Problem(message=message, hint=hint)])
    return texttable.read(data, file)


def _documents(into: Path) -> tuple[Document, ...]:
    """The files of the plan; none if it is to be made."""
    if not into.exists():
        if into.suffix.lower() not in (".yaml", ".yml"):
            raise BadCommand(
                Text(f"`--into` must end in .yaml: `{into}`", f"`--into`는 .yaml로 끝나야 합니다: `{into}`")
            )
        return ()
    documents = plan.documents(into)
    problems = [problem for document in documents for problem in schema_problems(document, "plan")]
    if problems:
        raise CannotCheck(problems)
    return documents


def _intake(table: Table, header: int, documents: Sequence[Document], library: Library, *, made: bool) -> Intake:
    words = words_of(library, plans.tables(documents), any_id=made)
    known = plans.existing(documents) if documents else Existing({}, {})
    return read(table, header, known, words, ANSWER_HEADINGS)


def _texts(intake: Intake, documents: Sequence[Document], into: Path) -> dict[str, str]:
    """The new text of each file that changes, by its path."""
    if not documents:
        return {into.as_posix(): plans.new_plan(intake)}
    added_to = f"{into.as_posix().rstrip('/')}/{NEW_FILE}" if into.is_dir() else into.as_posix()
    return plans.new_texts(intake, documents, added_to)


def _check(texts: Mapping[str, str], documents: Sequence[Document], into: Path, library: Library) -> None:
    """The plan as it will be can be loaded, or nothing is written."""
    after = {document.name: document for document in documents} | {
        name: read_text(text, name) for name, text in texts.items()
    }
    plan.assemble(after.values(), into.as_posix(), lambda each: plan_problems(each, library))


def _write_all(texts: Mapping[Path, str]) -> None:
    """Write every file under a temporary name first, then rename them all: if one cannot be written, none changes."""
    staged: dict[Path, Path] = {}
    path = Path()
    try:
        for path, text in texts.items():
            mode = path.stat().st_mode & 0o777 if path.exists() else None
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", text=False)
            staged[path] = Path(temporary)
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode("utf-8", errors="replace"))
            mask = os.umask(0)
            os.umask(mask)
            staged[path].chmod(0o666 & ~mask if mode is None else mode)
        before: dict[Path, bytes | None] = {each: each.read_bytes() if each.exists() else None for each in staged}
        renamed: list[Path] = []
        try:
            for path, ready in staged.items():
                ready.replace(path)
                renamed.append(path)
        except BaseException:
            _put_back({each: before[each] for each in renamed})
            raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = Text(f"cannot write `{path}`: {reason}", f"`{path}`에 쓸 수 없습니다: {reason}")
        raise BadCommand(message) from None
    finally:
        for each in staged.values():
            each.unlink(missing_ok=True)


def _put_back(before: Mapping[Path, bytes | None]) -> None:
    """Give files what they held; None is one that was not there. What cannot be put back is told by its name."""
    lost: list[str] = []
    for path, data in before.items():
        try:
            if data is None:
                path.unlink()
            else:
                path.write_bytes(data)
        except OSError:
            lost.append(f"`{path}`")
    if lost:
        names = ", ".join(lost)
        raise BadCommand(
            Text(
                f"not all files could be written, and these are changed and could not be put back: {names}",
                f"일부 파일을 쓸 수 없었고, 다음 파일은 변경된 채 되돌릴 수 없었습니다: {names}",
            )
        )


# The preview ----------------------------------------------------------------------------------------------------------


def _preview(table: Table, intake: Intake, into: Path, terminal: Terminal, *, made: bool) -> Iterator[Line]:
    """What would be added and changed: ids, places and values, nothing that names a person."""
    sheet = f" [{table.sheet}]" if table.sheet is not None else ""
    yield (Span(shown(f"{table.file}{sheet} → {into}"), "strong"),)
    yield ()
    for change in intake.changes:
        yield from _change(change, terminal)
    if made:
        for kind, names in intake.named.items():
            note = terminal.say(Text("  to be filled in", "  내용을 채우십시오"))
            for name in names:
                yield (Span("+ ", "permitted"), Span(shown(f"{kind}.{name}")), Span(note, "quiet"))
    if intake.unread:
        columns = ", ".join(f"{letters} “{shown(heading)}”" for letters, heading in intake.unread)
        label = terminal.say(Text("not read: ", "읽지 않은 열: "))
        yield from paragraph(label, columns, indent=0, width=terminal.width, style="quiet")
    if intake.hidden:
        rows = _many(intake.hidden, "hidden row")
        told = Text(f"read too: {rows} of the sheet", f"숨겨진 행 {intake.hidden}개도 읽었습니다")
        yield (Span(terminal.say(told), "review"),)
    if intake.repeated:
        rows = f"{_many(intake.repeated, 'row')} that {'repeats' if intake.repeated == 1 else 'repeat'} another"
        left = Text(f"left out: {rows}", f"다른 행과 같은 행 {intake.repeated}개는 제외했습니다")
        yield (Span(terminal.say(left), "review"),)
    yield (Span(terminal.say(_totals(intake))),)


def _change(change: Change, terminal: Terminal) -> Iterator[Line]:
    mark, style = ("+ ", "permitted") if change.new else ("~ ", "review")
    yield (Span(mark, style), Span(shown(f"{change.table}.{change.id}")))
    for detail in () if change.new else change.details:
        yield from paragraph("    ", _detail(detail, terminal), indent=0, width=terminal.width)


def _detail(detail: Detail, terminal: Terminal) -> str:
    if detail.new is None:
        return detail.place
    old = detail.old if detail.old is not None else terminal.say(Text("not stated", "기재 없음"))
    return shown(f"{detail.place}: {old} → {detail.new}")


def _totals(intake: Intake) -> Text:
    def count(table: str, *, new: bool) -> int:
        return sum(change.table == table and change.new is new for change in intake.changes)

    travelers, trips = (count("travelers", new=True), count("trips", new=True))
    changed = count("travelers", new=False) + count("trips", new=False)
    added = f"{_many(travelers, 'traveler')}, {_many(trips, 'trip')}"
    return Text(
        f"new: {added} · changed: {changed} · unchanged: {intake.unchanged}",
        f"추가: 출장자 {travelers}명, 출장 {trips}건 · 변경: {changed}건 · 그대로: {intake.unchanged}건",
    )


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'s' if count != 1 else ''}"
