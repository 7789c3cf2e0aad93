"""`kvcheck import`: a roster into a plan, shown before it is written."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

from kvcheck import disk, plan, upwards
from kvcheck.errors import BadCommand, CannotCheck
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.packs import Library
from kvcheck.repository import config
from kvcheck.repository.law import library_above
from kvcheck.rosters import into_plan
from kvcheck.rosters.answers import ANSWER_HEADINGS
from kvcheck.rosters.asked import Answers, Question
from kvcheck.rosters.changes import Intake
from kvcheck.rosters.open import Opened, read_roster
from kvcheck.rosters.preview import preview
from kvcheck.rosters.whole import intake_of
from kvcheck.shell.files import write_all
from kvcheck.shell.inputs import problems_of
from kvcheck.shell.terminal import Terminal
from kvcheck.source import Document, read_text
from kvcheck.source.files import is_yaml
from kvcheck.source.invalid import problems as schema_problems

NEW_FILE = "roster.yaml"
"""Where new travelers and trips of a folder plan go."""

_NOTHING_WRITTEN = Text("nothing was written", "아무것도 쓰지 않았습니다")


SCREEN = 10
"""The most causes of errors that are told at once; the others with `--verbose`."""

Ask = Callable[[str], bool]
"""Puts a question to the user."""


class _Read(NamedTuple):
    """A roster that was read, and what it makes of the plan."""

    opened: Opened
    intake: Intake
    texts: Mapping[str, str]
    """The new text of each file that changes, by its path."""
    documents: tuple[Document, ...]
    """The files of the plan as they were read."""
    made: bool
    """Whether the plan is made new."""


class Wish(NamedTuple):
    """How the user wants a roster read."""

    dry_run: bool = False
    """Show only."""
    yes: bool = False
    """Write without asking; it confirms no guess."""
    ask: Ask | None = None
    """Puts a question to the user; None if there is nobody."""
    answers: Answers = Answers()
    """What confirms guesses."""
    verbose: bool = False
    """Tell every cause of an error."""


def run_import(roster: Path, into: Path, terminal: Terminal, wish: Wish) -> int:
    """Read a roster, show what it changes in the plan, and write that if it is so wished, or the user says so.

    Returns 0, or 3 if anything is wrong or open.
    """
    if wish.dry_run and wish.yes:
        raise BadCommand(Text("give `--dry-run` or `--yes`, not both", "`--dry-run`과 `--yes` 중 하나만 지정하십시오"))
    alone = wish.yes and wish.ask is None  # nobody is waited for in here, so others who import here may wait for it
    with disk.locked(_folder(into)) if alone else nullcontext():
        return _import(roster, into, terminal, wish)


def _import(roster: Path, into: Path, terminal: Terminal, wish: Wish) -> int:
    """The same; where nobody can be asked and nobody has to be, other imports wait meanwhile."""
    try:
        found = _confirmed(roster, into, terminal, wish)
    except CannotCheck as error:
        shown = error.problems if wish.verbose else error.problems[:SCREEN]
        terminal.problems(shown, _so(len(error.problems) - len(shown)))
        return 3
    if found is None:
        terminal.text(terminal.say(_NOTHING_WRITTEN) + "\n")
        return 0
    intake = found.intake._replace(notes=(*found.opened.notes, *found.intake.notes))
    terminal.lines(preview(found.opened, intake, into, terminal.lang, terminal.width, made=found.made))
    if wish.dry_run:
        for question in (*found.opened.questions, *intake.questions):
            terminal.note(terminal.say(_to_confirm(question)))
    if wish.dry_run or not found.texts:
        return 0
    if not wish.yes and wish.ask is None:
        raise BadCommand(
            Text(
                "nothing was written: nobody can be asked here, so give `--yes` or `--dry-run`",
                "아무것도 쓰지 않았습니다. 확인을 받을 수 없으므로 `--yes` 또는 `--dry-run`을 지정하십시오",
            )
        )
    if wish.yes or (
        wish.ask is not None and wish.ask(terminal.say(Text("Write this into the plan?", "계획에 쓰시겠습니까?")))
    ):
        with disk.locked(_folder(into)) if wish.ask is not None else nullcontext():
            _write(found, into)
        for name in found.texts:
            terminal.wrote(name)
        terminal.note(terminal.say(Text("next: kvcheck check {into}", "다음: kvcheck check {into}", into=into)))
    else:
        terminal.text(terminal.say(_NOTHING_WRITTEN) + "\n")
    return 0


def _folder(into: Path) -> Path:
    """The folder that is locked while a plan is written."""
    return disk.folder_of(disk.followed(into))


def _write(found: _Read, into: Path) -> None:
    """Write the new texts over the plan that was shown. Raises BadCommand if it is another by now."""
    try:
        now = [(each.name, each.text) for each in _documents(into)]
    except CannotCheck:
        now = None
    if now != [(each.name, each.text) for each in found.documents]:
        raise BadCommand(
            Text(
                "`{into}` was changed since it was shown, so nothing was written; run the import again",
                "표시한 뒤 `{into}`{:이} 변경되어 아무것도 쓰지 않았습니다. 다시 가져오십시오",
                into=into,
            )
        )
    write_all({disk.followed(Path(name)): text for name, text in found.texts.items()})


def _so(more: int) -> Text:
    """What was not done, and how many causes were not told."""
    if not more:
        return _NOTHING_WRITTEN
    return Text(
        "{more} more with `--verbose`; {so}",
        "`--verbose`로 {more}건 더 볼 수 있습니다. {so}",
        more=more,
        so=_NOTHING_WRITTEN,
    )


def _to_confirm(question: Question) -> Text:
    return Text("to confirm: {text} ({line})", "확인 필요: {text} ({line})", text=question.text, line=question.line)


def _confirmed(roster: Path, into: Path, terminal: Terminal, wish: Wish) -> _Read | None:
    """A roster, after everything that was guessed is confirmed; None if the user says that a guess is wrong.

    Raises CannotCheck with what is wrong, and with what nobody could be asked. A dry run confirms nothing.
    """
    answers = wish.answers
    while True:
        found = _read(roster, into, answers, terminal.cache)
        questions = (*found.opened.questions, *found.intake.questions)
        if not questions or wish.dry_run:
            return found
        if wish.ask is None:
            raise CannotCheck([each.problem for each in questions])
        for question in questions:
            if not wish.ask(terminal.say(question.text)):
                return None
            answers = answers.with_answer(question)


def _read(roster: Path, into: Path, answers: Answers, cache: Path | None) -> _Read:
    """A roster and what it makes of the plan, with its guesses. Raises CannotCheck with everything that is wrong."""
    opened = read_roster(roster, answers)
    try:
        documents = _documents(into)
        library = library_above(into, cache)
        intake = intake_of(opened, documents, library, ANSWER_HEADINGS, answers)
        texts = _texts(intake, documents, into)
        _check(texts, documents, into, library)
    except CannotCheck as error:
        raise CannotCheck([*(each.problem for each in opened.questions), *error.problems]) from None
    return _Read(opened, intake, texts, tuple(documents), not documents)


def remembered(into: Path) -> Mapping[str, Mapping[str, str]]:
    """What the configuration above a plan remembers of the company's own rosters."""
    path = upwards.configuration(disk.folder_of(into))
    return {} if path is None else config.read(path).values.get("roster", {})


def _documents(into: Path) -> tuple[Document, ...]:
    """The files of the plan; none if it is to be made."""
    if not disk.there(into):
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


def _texts(intake: Intake, documents: Sequence[Document], into: Path) -> dict[str, str]:
    """The new text of each file that changes, by its path."""
    if not documents:
        return {into.as_posix(): into_plan.new_plan(intake)}
    added_to = f"{into.as_posix().rstrip('/')}/{NEW_FILE}" if disk.is_folder(into) else into.as_posix()
    return into_plan.new_texts(intake, documents, added_to)


def _check(texts: Mapping[str, str], documents: Sequence[Document], into: Path, library: Library) -> None:
    """The plan as it will be can be loaded, or nothing is written."""
    after = {document.name: document for document in documents} | {
        name: read_text(text, name) for name, text in texts.items()
    }
    plan.assemble(
        after.values(), into.as_posix(), lambda each: problems_of(each, library, into, own=False), without_trips=True
    )
