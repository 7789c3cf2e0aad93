"""A plan on the desk: its files, the answers given so far, what it comes to with them, and the answers into it."""

from collections.abc import Sequence
from pathlib import Path

from kvcheck import plan
from kvcheck.advice.ask.value import Asking
from kvcheck.advice.ask.weigh import ask
from kvcheck.engine import check
from kvcheck.errors import BadCommand, CannotCheck
from kvcheck.facts.gaps import shapes_of_own
from kvcheck.language.text import Text
from kvcheck.model import Report
from kvcheck.packs import Library
from kvcheck.plan.answers import answers_of, told
from kvcheck.plan.edit import edited
from kvcheck.plan.gap import Answer, patches
from kvcheck.plan.supposing import with_answers
from kvcheck.progress import Progress, unseen
from kvcheck.repository.judging import accept
from kvcheck.repository.named import STDIN, Named
from kvcheck.shell.files import write_all
from kvcheck.shell.inputs import UNNAMED, documents_of, load, problems_of
from kvcheck.shell.judging import policy_names
from kvcheck.shell.only import Only
from kvcheck.shell.settings import Settings
from kvcheck.source import read_text


class Desk:
    """One plan with the answers given so far."""

    def __init__(self, settings: Settings, named: Named, library: Library, as_of: str, only: Only) -> None:
        self._settings, self._library, self._as_of, self._only = settings, library, as_of, only
        self._named = named
        self.name = named.name if named.path != STDIN else UNNAMED
        self.path = named.path
        plain = settings._replace(supposed=())
        self.documents = load(plain, named, library).documents
        self._supposed = answers_of(settings.supposed, self.documents, shapes_of_own(library.facts))
        self.answers: list[Answer] = []
        self.trips: dict[str, str] = {
            str(trip["id"]): str(trip["traveler"]) for each in self.documents for trip in each.root.get("trips", ())
        }
        """Every trip with its traveler."""

    def take(self, given: Sequence[str], *, alone: bool) -> None:
        """Answers from a file; of several plans each takes those that it has a place for."""
        for each in given:
            try:
                found = answers_of(
                    [each], with_answers(self.documents, self.answers), shapes_of_own(self._library.facts)
                )
            except BadCommand:
                if alone:
                    raise
                continue
            self.answers += found

    @property
    def policies(self) -> list[str]:
        """The full names of the policies that the plan is judged by, wherever its trips go."""
        return policy_names(self._settings, self._library)

    def report(self, answers: Sequence[Answer] = ()) -> Report:
        """What is wanted of the plan judged with the answers so far, and some more."""
        return self._only.of_report(self.whole(answers))

    def whole(self, answers: Sequence[Answer] = ()) -> Report:
        """The same with every trip. Raises CannotCheck if an answer cannot stand where it goes."""
        documents = with_answers(self.documents, [*self._supposed, *self.answers, *answers])
        checked = plan.assemble(documents, self.name, lambda each: problems_of(each, self._library, self.path))
        report = check(checked, self._library, as_of=self._as_of, policies=self.policies)
        return self.accept(report._replace(supposed=told(self._settings.supposed, checked.documents)))

    def accept(self, report: Report) -> Report:
        """A report with what waivers accept set aside."""
        run, problems = accept(
            [report], [report.plan], self._library, self._settings.waivers, self._settings.waivers_on(self._as_of)
        )
        if problems:
            raise CannotCheck(problems)
        return run.reports[0]

    def asking(self, answers: Sequence[Answer] = (), progress: Progress = unseen) -> Asking:
        """What there is to ask with the answers so far."""
        return ask(self.report(answers), self._library, self.accept, self.policies, progress)

    def texts(self) -> dict[str, str]:
        """The new text of each file that answers change, comments and layout kept."""
        old = {each.name: each for each in self.documents}
        changed = {
            name: edited(old[name].text, name, patch) for name, patch in patches(self.answers, self.documents).items()
        }
        after = [read_text(changed[each.name], each.name) if each.name in changed else each for each in self.documents]
        plan.assemble(after, self.name, lambda each: problems_of(each, self._library, self.path))
        return changed

    def file_of(self, name: str) -> Path:
        """Where a file of the plan lies."""
        return self.path / name[len(self.name.rstrip("/")) + 1 :] if self.path.is_dir() else self.path

    @property
    def as_read(self) -> bool:
        """Whether the files of the plan are still those that were judged."""
        try:
            now = {each.name: each.text for each in documents_of(self._settings, self._named, self.name)}
        except CannotCheck:
            return False
        return now == {each.name: each.text for each in self.documents}


def refuse_to_write(settings: Settings, supposed: Text) -> None:
    """Refuse to write into plans that have no file, or what rests on a supposition: `supposed` says why not."""
    if any(each.path == STDIN for each in settings.plans):
        raise BadCommand(Text("the standard input cannot be written to", "표준 입력에는 쓸 수 없습니다"))
    if settings.supposed:
        raise BadCommand(supposed)


def write_answers(desks: Sequence[Desk]) -> list[Path]:
    """Write all answers into the files of the plans, or none. Returns the files; none if there are no answers.

    Raises BadCommand if a plan was changed since it was read: what somebody wrote meanwhile is not written over.
    """
    texts = {desk.file_of(name): text for desk in desks for name, text in desk.texts().items()}
    for desk in desks:
        if desk.answers and not desk.as_read:
            raise BadCommand(
                Text(
                    "`{name}` was changed since it was judged, so nothing was written; run it again",
                    "판정한 뒤 `{name}`{:이} 변경되어 아무것도 쓰지 않았습니다. 다시 실행하십시오",
                    name=desk.name,
                )
            )
    write_all({path.resolve(): text for path, text in texts.items()})
    return list(texts)
