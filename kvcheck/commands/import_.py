"""`kvcheck import`: a roster into a plan, shown before it is written."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kvcheck import plan
from kvcheck.engine import plan_problems
from kvcheck.errors import BadCommand, CannotCheck
from kvcheck.language.text import Text
from kvcheck.packs import Library, rules_root
from kvcheck.rosters import into_plan
from kvcheck.rosters.answers import ANSWER_HEADINGS
from kvcheck.rosters.changes import Existing, Intake
from kvcheck.rosters.names import words_of
from kvcheck.rosters.open import read_roster
from kvcheck.rosters.preview import preview
from kvcheck.rosters.reader import read
from kvcheck.rosters.table import Table
from kvcheck.shell.files import write_all
from kvcheck.shell.terminal import Terminal
from kvcheck.source import Document, read_text
from kvcheck.source.files import is_yaml
from kvcheck.source.schema import problems as schema_problems

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
    terminal.lines(preview(table, intake, into, terminal.lang, terminal.width, made=not documents))
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
        write_all({Path(name).resolve(): text for name, text in texts.items()})
        for name in texts:
            terminal.wrote(name)
    else:
        terminal.text(terminal.say(_NOTHING_WRITTEN) + "\n")
    return 0


def _documents(into: Path) -> tuple[Document, ...]:
    """The files of the plan; none if it is to be made."""
    if not into.exists():
        if not is_yaml(into):
            raise BadCommand(
                Text("`--into` must end in .yaml: `{into}`", "`--into`는 .yaml로 끝나야 합니다: `{into}`", into=into)
            )
        return ()
    documents = plan.documents(into)
    problems = [problem for document in documents for problem in schema_problems(document, "plan")]
    if problems:
        raise CannotCheck(problems)
    return documents


def _intake(table: Table, header: int, documents: Sequence[Document], library: Library, *, made: bool) -> Intake:
    """What a table changes in the plan of `documents`; `made` is a plan that is not there yet, with ids of its own."""
    words = words_of(library, into_plan.tables(documents), any_id=made)
    known = into_plan.existing(documents) if documents else Existing({}, {})
    return read(table, header, known, words, ANSWER_HEADINGS)


def _texts(intake: Intake, documents: Sequence[Document], into: Path) -> dict[str, str]:
    """The new text of each file that changes, by its path."""
    if not documents:
        return {into.as_posix(): into_plan.new_plan(intake)}
    added_to = f"{into.as_posix().rstrip('/')}/{NEW_FILE}" if into.is_dir() else into.as_posix()
    return into_plan.new_texts(intake, documents, added_to)


def _check(texts: Mapping[str, str], documents: Sequence[Document], into: Path, library: Library) -> None:
    """The plan as it will be can be loaded, or nothing is written."""
    after = {document.name: document for document in documents} | {
        name: read_text(text, name) for name, text in texts.items()
    }
    plan.assemble(after.values(), into.as_posix(), lambda each: plan_problems(each, library))


# The preview ----------------------------------------------------------------------------------------------------------
