"""`kvcheck init --ask`: one question at a time, from nothing to a plan and a sentence that says what it comes to."""

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kvcheck import disk, plan
from kvcheck.advice.ask.value import Asking
from kvcheck.advice.ask.weigh import ask
from kvcheck.advice.compare.value import Weighed
from kvcheck.advice.compare.weigh import compare
from kvcheck.checklist.build import checklist
from kvcheck.checklist.value import Group, TripList
from kvcheck.commands.ask_dialog import BACK, UNKNOWN, Dialog, Reader
from kvcheck.commands.start_plan import plan_text
from kvcheck.commands.start_questions import Choice, Question, Said, Task, chosen, questions
from kvcheck.engine import check, plan_problems
from kvcheck.errors import BadCommand, CannotCheck
from kvcheck.language.grammar import count, joined
from kvcheck.language.text import Text
from kvcheck.lines.layout import Span, paragraph, shown
from kvcheck.model import UNKNOWN as NOT_KNOWN
from kvcheck.model import Plan, Report, Verdict
from kvcheck.packs import Library
from kvcheck.papers.values import day
from kvcheck.plan.edit import edited
from kvcheck.plan.gap import Answer, patches
from kvcheck.plan.supposing import with_answers
from kvcheck.repository.law import library_above
from kvcheck.shell.files import write_all
from kvcheck.shell.terminal import Terminal
from kvcheck.source import Document, read_text
from kvcheck.source.files import is_yaml
from kvcheck.telling import labels

MOST_CLASSES = 8
CODES = {Verdict.PERMITTED: 0, Verdict.NOT_PERMITTED: 1, Verdict.NEEDS_REVIEW: 4, Verdict.UNDETERMINED: 4}
HELP = Text("answer, ? don't know, < back, Enter to stop", "답변, ? 모름, < 이전, Enter 끝내기")


class Stopped(Exception):  # noqa: N818 - named for what the user did
    """The user ends without a plan."""


class Desk:
    """The plan of the answers so far, which is no file yet."""

    def __init__(self, name: str, library: Library, as_of: str, lang: str) -> None:
        self.name, self.library, self._as_of, self._lang = name, library, as_of, lang
        self.documents: tuple[Document, ...] = ()
        self.answers: list[Answer] = []

    def begin(self, said: Said) -> None:
        """Take the first answers anew; further ones stay as far as they still have a place."""
        self.documents = (read_text(plan_text(said, self.library, self._lang), self.name),)
        kept, self.answers = self.answers, []
        for each in kept:
            try:
                self.plan([each])
            except (CannotCheck, BadCommand, LookupError):
                continue
            self.answers.append(each)

    def plan(self, answers: Sequence[Answer] = ()) -> Plan:
        """The plan with the answers so far, and some more."""
        documents = with_answers(self.documents, [*self.answers, *answers])
        return plan.assemble(documents, self.name, lambda each: plan_problems(each, self.library))

    def report(self, answers: Sequence[Answer] = ()) -> Report:
        """The same, judged."""
        return check(self.plan(answers), self.library, as_of=self._as_of)

    def asking(self, answers: Sequence[Answer] = ()) -> Asking:
        """What there is to ask with the answers so far."""
        return ask(self.report(answers), self.library)

    def classes(self, said: Said) -> Sequence[Weighed]:
        """The classes that could be right for what was said, the most suitable first."""
        text = plan_text({**said, "class": NOT_KNOWN}, self.library, self._lang)
        made = plan.assemble((read_text(text, self.name),), self.name)
        first = str(made.trips[0]["id"])
        [choice] = compare(made, self.library, as_of=self._as_of, only={first}).choices
        return choice.possible[:MOST_CLASSES]

    def text(self) -> str:
        """The plan as a file."""
        [document] = self.documents
        patch = patches(self.answers, self.documents)
        return edited(document.text, self.name, patch[self.name]) if self.name in patch else document.text


def run(path: Path, terminal: Terminal, today: str, reader: Reader | None) -> int:
    """Ask for a plan and write it; returns the exit code of its verdict, 4 if the user stopped before."""
    if reader is None:
        raise BadCommand(
            Text(
                "`--ask` needs a terminal; `kvcheck init` without it writes a commented plan",
                "`--ask`는 터미널에서만 씁니다. `--ask` 없이 `kvcheck init`을 실행하면 설명이 달린 계획을 만듭니다",
            )
        )
    if not is_yaml(path) or disk.there(path):
        raise BadCommand(
            Text(
                "`{path}` is there already, or does not end in .yaml: name another file",
                "`{path}`{:이} 이미 있거나 이름이 .yaml로 끝나지 않습니다. 다른 파일을 지정하십시오",
                path=path,
            )
        )
    library = library_above(path, terminal.cache)
    desk = Desk(path.name, library, today, terminal.lang)
    try:
        _Start(desk, terminal, reader).run()
    except Stopped:
        terminal.note(terminal.say(Text("stopped: nothing was written", "중단: 아무것도 쓰지 않았습니다")))
        return 4
    write_all({path: desk.text()}, new=True)
    terminal.wrote(path)
    terminal.note(f"  kvcheck check {shlex.quote(path.as_posix())}")
    return CODES[min((each.verdict for each in desk.report().trips), key=lambda each: each.rank)]


class _Start:
    """The dialog."""

    def __init__(self, desk: Desk, terminal: Terminal, reader: Reader) -> None:
        self._desk, self._terminal, self._reader = desk, terminal, reader
        self._said: dict[str, Any] = {}
        self._questions = questions(desk.library, desk.classes, terminal.lang)

    def run(self) -> None:
        """Ask until the user agrees to what was said."""
        self._first_questions(0)
        while True:
            self._desk.begin(self._said)
            dialog = Dialog(self._desk, self._terminal, self._reader, verbose=False, before=True)
            if dialog.run(self._desk.asking()):
                self._first_questions(len(self._wanted()) - 1)
                continue
            self._say(conclusion(self._desk.report(), self._desk.library))
            if not self._changes():
                return

    def _wanted(self) -> list[Question]:
        """The questions that are asked after what was said."""
        return [each for each in self._questions if each.wanted(self._said)]

    def _first_questions(self, number: int) -> None:
        """Ask from the question of that number on; those that an answer leads to come after it."""
        while number < len(self._wanted()):
            back = self._one(self._wanted()[number], number + 1)
            number = max(number - 1, 0) if back else number + 1

    def _one(self, each: Question, number: int) -> bool:
        """Ask one question until it is answered; returns whether the user wants to go back instead."""
        choices = each.choices(self._said)
        self._say(Text("{number}. {ask}", "{number}. {ask}", number=number, ask=each.ask))
        self._list(choices)
        while True:
            typed = self._typed()
            if typed == BACK:
                return True
            if typed == UNKNOWN:
                if each.key not in ("work", "days", "people", "passport", "employer", "machine"):
                    self._said.pop(each.key, None)
                    return False
                self._say(Text("this has to be known", "이 답은 있어야 합니다"), "not_permitted")
                continue
            try:
                value = each.read(typed, self._said)
                if each.key == "work":
                    value = [self._narrowed(task) for task in value]
            except BadCommand as error:
                self._say(error.message, "not_permitted")
                continue
            self._said[each.key] = value
            return False

    def _narrowed(self, task: Task) -> Task:
        """Work that was not understood, by its family and then its kind; what the user does not know stays open."""
        if task.kind != NOT_KNOWN:
            return task
        catalogue = self._desk.library.catalogue
        families = [Choice(name, each.title) for name, each in catalogue.families.items()]
        family = self._of(
            Text("What is “{words}”?", "“{words}”{:은} 어떤 일입니까?", words=shown(task.words)), families
        )
        if family is None:
            return task
        kinds = [Choice(name, each.title) for name, each in catalogue.kinds.items() if each.family == family]
        kind = self._of(Text("And which of these?", "그중 어느 것입니까?"), kinds)
        return task._replace(kind=kind or NOT_KNOWN)

    def _of(self, ask: Text, choices: Sequence[Choice]) -> str | None:
        """One of a list; None if it is not known."""
        self._say(ask)
        self._list(choices)
        while True:
            typed = self._typed()
            if typed in (UNKNOWN, BACK):
                return None
            try:
                return chosen(typed, choices)
            except BadCommand as error:
                self._say(error.message, "not_permitted")

    def _typed(self) -> str:
        """A line; Stopped at the end of the input, and at an empty one."""
        typed = self._reader(f"{self._terminal.say(HELP)}\n> ")
        if typed is None or not typed.strip():
            raise Stopped
        return typed.strip()

    def _changes(self) -> bool:
        """Whether an answer is to be changed: it is asked again."""
        self._say(Text("What was said:", "답변 내용:"))
        wanted = self._wanted()
        for number, each in enumerate(wanted, 1):
            said = Text("{title}: {said}", "{title}: {said}", title=each.title, said=self._shown(each))
            self._terminal.lines(
                paragraph(f"{number}. ", self._terminal.say(said), indent=2, width=self._terminal.width)
            )
        while True:
            typed = self._reader(
                self._terminal.say(
                    Text("number to change, q to stop, Enter to write the plan", "변경할 번호, q 중단, Enter 계획 작성")
                )
                + "\n> "
            )
            if typed is None or typed.strip().lower() == "q":
                raise Stopped
            if not typed.strip():
                return False
            if typed.strip().isdecimal() and 0 < int(typed) <= len(wanted):
                number = int(typed) - 1
                before = set(self._said)
                self._one(wanted[number], number + 1)
                for at, each in enumerate(self._wanted()):
                    if each.key not in before and each.key not in self._said:
                        self._one(each, at + 1)
                return True

    def _shown(self, each: Question) -> Text:
        """An answer as it was given."""
        value = self._said.get(each.key)
        if value is None:
            return Text("not known", "모름")
        if each.key == "work":
            titles = [self._desk.library.catalogue.kind(task.kind).title for task in value]
            return joined(titles, "; ")
        if isinstance(value, bool):
            return Text("yes", "예") if value else Text("no", "아니요")
        for choice in each.choices(self._said) if each.key != "class" else ():
            if choice.value == value:
                return choice.says
        said = shown(" – ".join(value) if isinstance(value, tuple) else str(value))
        return Text(said, said)

    def _list(self, choices: Sequence[Choice]) -> None:
        """The answers of a list by their numbers."""
        for number, each in enumerate(choices, 1):
            self._terminal.lines(
                paragraph(f"{number}. ", self._terminal.say(each.says), indent=3, width=self._terminal.width)
            )

    def _say(self, text: Text, style: str = "") -> None:
        width = self._terminal.width
        self._terminal.lines(
            [(Span(""),), *paragraph("", self._terminal.say(text), indent=0, width=width, style=style)]
        )


def conclusion(report: Report, library: Library) -> Text:
    """What the plan comes to, in a sentence or two: of several alike, of the worst of them."""
    worst = min(report.trips, key=lambda each: each.verdict.rank)
    [trip] = checklist(report, library, trips=[worst.id]).trips
    return joined(list(_sentences(trip, len(report.trips), library)), " ")


def _sentences(trip: TripList, number: int, library: Library) -> Iterator[Text]:
    result = trip.result
    raw = result.subject.trip
    kinds = dict.fromkeys(each["kind"] for each in raw["activities"])
    work = joined([library.catalogue.kind(kind).title for kind in kinds], "; ")
    who = (
        Text("The traveler", "출장자는")
        if number == 1
        else Text("Each of the {n} travelers", "출장자 {n}명은", n=number)
    )
    label = result.law.label
    match result.verdict:
        case Verdict.PERMITTED:
            yield Text(
                "{who} may do this on {label} until {until}: {work}.",
                "{who} {until}까지 {label:으로} 다음 업무를 할 수 있습니다: {work}.",
                who=who, label=label, until=day(raw["depart"]), work=work,
            )  # fmt: skip
            carried = [item.document.title for item in trip.items if item.group is Group.CARRY]
            if carried:
                yield Text(
                    "Carry these {n} papers: {papers}.",
                    "지참 서류 {n}건: {papers}.",
                    n=len(carried),
                    papers=joined(carried, "; "),
                )
        case Verdict.UNDETERMINED:
            yield Text(
                "Not settled yet on {label} ({work}): {questions} left.",
                "{label}({work})의 판정이 아직 정해지지 않았습니다. 남은 질문: {questions}.",
                label=label,
                work=work,
                questions=count(len(trip.questions), "question", "개"),
            )
        case _:
            verdict = labels.VERDICTS[result.verdict]
            yield Text(
                "{verdict} on {label}: {work}.", "{label} {verdict}: {work}.", verdict=verdict, label=label, work=work
            )
    for each in trip.objections if result.verdict is not Verdict.PERMITTED else ():
        yield Text("{says}.", "{says}.", says=each.says)
        if each.instead is not None:
            yield Text("Instead: {instead}", "대안: {instead}", instead=each.instead)
