"""A plan on the desk of `kvcheck ask`: its files, the answers given so far, and what is open with them."""

from collections.abc import Sequence
from pathlib import Path

from kvcheck import plan
from kvcheck.advice.ask.value import Asking
from kvcheck.advice.ask.weigh import ask
from kvcheck.engine import check
from kvcheck.errors import BadCommand, CannotCheck
from kvcheck.model import Report
from kvcheck.packs import Library
from kvcheck.plan.answers import answers_of
from kvcheck.plan.edit import edited
from kvcheck.plan.gap import Answer, patches
from kvcheck.plan.supposing import with_answers
from kvcheck.repository.judging import accept
from kvcheck.repository.named import Named, policy_pack
from kvcheck.shell.inputs import load, problems_of
from kvcheck.shell.only import Only
from kvcheck.shell.settings import Settings
from kvcheck.source import read_text


class Desk:
    """One plan with the answers given so far."""

    def __init__(self, settings: Settings, named: Named, library: Library, as_of: str, only: Only) -> None:
        self._settings, self._library, self._as_of, self._only = settings, library, as_of, only
        self.name = named.name
        self.path = named.path
        plain = settings._replace(supposed=())
        self.documents = load(plain, named, library).documents
        self._supposed = answers_of(settings.supposed, self.documents)
        self.answers: list[Answer] = []
        self.trips: dict[str, str] = {
            str(trip["id"]): str(trip["traveler"]) for each in self.documents for trip in each.root.get("trips", ())
        }
        """Every trip with its traveler."""

    def take(self, given: Sequence[str], *, alone: bool) -> None:
        """Answers from a file; of several plans each takes those that it has a place for."""
        for each in given:
            try:
                found = answers_of([each], with_answers(self.documents, self.answers))
            except BadCommand:
                if alone:
                    raise
                continue
            self.answers += found

    @property
    def policies(self) -> list[str]:
        """The full names of the policies that the plan is judged by, wherever its trips go."""
        return [policy_pack(self._library, each) for each in self._settings.policies]

    def report(self, answers: Sequence[Answer] = ()) -> Report:
        """What is wanted of the plan judged with the answers so far, and some more."""
        return self._only.of_report(self.whole(answers))

    def whole(self, answers: Sequence[Answer] = ()) -> Report:
        """The same with every trip. Raises CannotCheck if an answer cannot stand where it goes."""
        documents = with_answers(self.documents, [*self._supposed, *self.answers, *answers])
        checked = plan.assemble(documents, self.name, lambda each: problems_of(each, self._library, self.path))
        report = check(checked, self._library, as_of=self._as_of, policies=self.policies)
        return self.accept(report._replace(supposed=self._settings.supposed))

    def accept(self, report: Report) -> Report:
        """A report with what waivers accept set aside."""
        run, problems = accept(
            [report], [report.plan], self._library, self._settings.waivers, self._settings.waivers_on(self._as_of)
        )
        if problems:
            raise CannotCheck(problems)
        return run.reports[0]

    def asking(self, answers: Sequence[Answer] = ()) -> Asking:
        """What there is to ask with the answers so far."""
        return ask(self.report(answers), self._library, self.accept, self.policies)

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
