"""What commands about plans begin with: the plans, the packs named beside the law, and where output may go."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from kvcheck import disk, plan, upwards
from kvcheck.engine import class_meant, plan_problems
from kvcheck.errors import BadCommand, CannotCheck, Problem, one_of
from kvcheck.language.spelling import shown
from kvcheck.language.text import Text
from kvcheck.model import UNKNOWN, Plan
from kvcheck.packs import Library
from kvcheck.repository.named import NOTHING, STDIN, Named, policy_pack, read_site_rules
from kvcheck.shell.files import remove
from kvcheck.shell.settings import COMMAND_LINE, Settings, name_of
from kvcheck.shell.terminal import Terminal
from kvcheck.source import Document, problem_at, read_bytes
from kvcheck.source.files import contents, is_yaml
from kvcheck.source.limits import MAX_BYTES

UNNAMED = "<stdin>"
"""How output calls the plan on the standard input, if the user gives it no name."""
MAX_TEMPLATE = 1 << 24
"""The most bytes of a template that a user brings."""


def load_all(settings: Settings, library: Library) -> tuple[list[Plan], list[Problem]]:
    """The plans of the settings that can be read, and everything wrong with the others."""
    plans: list[Plan] = []
    problems: list[Problem] = []
    for each in settings.plans:
        try:
            plans.append(load(settings, each, library))
        except CannotCheck as error:
            problems.extend(error.problems)
    return plans, problems


def load(settings: Settings, named: Named, library: Library, stdin_name: str | None = None) -> Plan:
    """One plan of the settings. Raises CannotCheck with everything wrong with it, a class not allowed here included.

    The policies of the settings are read before it, for they say which facts of a company it may state.
    """
    for policy in settings.policies:
        policy_pack(library, policy)

    def also(each: Plan) -> list[Problem]:
        found = problems_of(each, library, named.path, settings.instead)
        return [*found, *_other_classes(each, settings, library)]

    name = named.name if named.path != STDIN else stdin_name or UNNAMED
    if named.path != STDIN and not settings.supposed:
        return plan.load(named.path, name, also, settings.beside_plans)  # what cannot be read is told with the rest
    documents = documents_of(settings, named, name)
    if settings.supposed:
        documents = _with_supposed(settings.supposed, documents, library)
    return plan.assemble(documents, name, also)


def _with_supposed(supposed: Sequence[str], documents: tuple[Document, ...], library: Library) -> tuple[Document, ...]:
    """The documents of a plan with answers of the command line put in."""
    from kvcheck.facts.gaps import shapes_of_own
    from kvcheck.plan.answers import answers_of
    from kvcheck.plan.supposing import with_answers

    return with_answers(documents, answers_of(supposed, _sound(documents), shapes_of_own(library.facts)))


def problems_of(
    loaded: Plan, library: Library, path: Path, instead: Mapping[Path, Path] = NOTHING, *, own: bool = True
) -> list[Problem]:
    """What is wrong with the plan at `path` beside its form; the rules that its sites name by files are read first.

    `instead` are files that are read in place of others. Without `own`, facts of a company are not looked at.
    """
    return read_site_rules(loaded, library, disk.folder_of(path), instead) or plan_problems(loaded, library, own=own)


def site_rule_files(loaded: Plan, path: Path) -> list[Path]:
    """The files that sites of the plan at `path` name as their rules, those that are there."""
    written = dict.fromkeys(each for site in loaded.sites.values() for each in site.get("rules", ()))
    return [file for each in written if disk.there(file := disk.folder_of(path) / each)]


def documents_of(settings: Settings, named: Named, name: str) -> tuple[Document, ...]:
    """The files of one plan of the settings, read but not put together."""
    if named.path == STDIN:
        return (read_bytes(_standard_input(), name),)
    return plan.documents(named.path, name, settings.beside_plans)


def _sound(documents: tuple[Document, ...]) -> tuple[Document, ...]:
    """The same files, if nothing is wrong with the form of any: only then an answer has a place in them."""
    from kvcheck.source.invalid import problems as problems_of_form

    problems = [problem for each in documents for problem in problems_of_form(each, "plan")]
    if problems:
        raise CannotCheck(problems)
    return documents


def _standard_input() -> bytes:
    """What comes in, up to one byte more than a plan may have; nothing if the caller closed it."""
    return sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin is not None else b""


def _other_classes(loaded: Plan, settings: Settings, library: Library) -> list[Problem]:
    """Classes that the configuration allows and that there are not; else trips in a class that it does not allow."""
    if not settings.packs or settings.config is None:
        return []
    allowed = settings.config.values["packs"]
    unknown = [
        problem_at(
            settings.config.values.document,
            allowed.item_place(index),
            Text("there is no class of entry of this name", "이런 이름의 체류자격이 없습니다"),
            class_meant(name, library, library.classes),
        )
        for index, name in enumerate(allowed)
        if name in settings.packs and name not in library.classes
    ]
    if unknown:
        return unknown
    where = settings.config.place("packs")
    return [
        problem_at(
            trip.document,
            trip.value_place("class"),
            Text(
                "class `{visa_class}` is not one of the `packs` of {where}",
                "체류자격 `{visa_class}`{:은} {where}의 `packs`에 없습니다",
                visa_class=trip["class"],
                where=where,
            ),
            one_of(settings.packs, trip["class"]),
        )
        for trip in loaded.trips
        if trip["class"] not in (*settings.packs, UNKNOWN)
    ]


def tell_unread(settings: Settings, terminal: Terminal) -> None:
    """Say which waivers and settings lie with the plans and are not read, and what a pattern passed over that is called
    nearly as a plan is: who put them there believes they count.
    """
    unwanted = settings.waivers is None and settings.origins["waivers"] == COMMAND_LINE
    read = settings.inputs()
    unread = [path for each in settings.plans if each.path != STDIN for path in plan.unread_beside(each.path, read)]
    for path in dict.fromkeys(unread):
        if unwanted and path.name in upwards.REGISTERS:
            continue
        message = Text(
            "not read: {name} (name it with `--waivers` or `--config`, or in the kvcheck.yaml above)",
            "읽지 않음: {name}(`--waivers`나 `--config`, 또는 상위 kvcheck.yaml에 지정하십시오)",
            name=name_of(path, settings.config),
        )
        terminal.note(terminal.say(message))
    if settings.config is None or settings.partial:
        return
    from kvcheck.repository.config import passed_over  # without a configuration it is not loaded

    for path in passed_over(settings.config):
        message = Text(
            "not read as a plan: `{name}` (the name of a plan ends with .yaml or .yml)",
            "계획으로 읽지 않음: `{name}`(계획의 파일 이름은 .yaml이나 .yml로 끝납니다)",
            name=shown(name_of(path, settings.config)),
        )
        terminal.note(terminal.say(message))


_IGNORING = r"(?:^|\s)#.*?\bkvcheck\b\W*(?:(?:ignore|disable|skip|off|allow|suppress|noqa)\b|무시|제외)"


def tell_ignoring(plans: Iterable[Plan], terminal: Terminal) -> None:
    """Say which comments of plans try to silence kvcheck: they do nothing, and who wrote them believes they do."""
    for document in dict.fromkeys(each for one in plans for each in one.documents):
        for number, line in enumerate(document.text.splitlines(), 1) if "#" in document.text else ():
            if "kvcheck" in line.lower() and re.search(_IGNORING, line, re.IGNORECASE):
                place = document.place(number, 1)
                message = Text(
                    "{where}: this comment has no effect; accept a finding by a waiver (`kvcheck waivers --draft`)",
                    "{where}: 이 주석은 효력이 없습니다. 승인은 예외 승인 파일에 적으십시오(`kvcheck waivers --draft`)",
                    where=place,
                )
                terminal.note(terminal.say(message))


def refuse_to_overwrite(paths: Sequence[Path], output: Path | None) -> None:
    """A report never takes the place of what is read, and no new file gets into a plan that is a folder."""
    for path in paths:
        if output is None or not disk.there(path):
            continue
        plan_file = is_yaml(output)
        inside = disk.is_folder(path) and plan_file and disk.followed(output).is_relative_to(disk.followed(path))
        if inside or disk.same(output, path):
            name = shown(str(output))
            raise BadCommand(
                Text(
                    "`{name}` is read, or would be; write elsewhere", "읽는 파일 `{name}`에는 쓸 수 없습니다", name=name
                )
            )


FILLED_IN = ".xlsx"
"""How the names of files end that people fill in: none is taken away for a run that gave no new one."""


@contextmanager
def answer_into(output: Path | None, paths: Sequence[Path]) -> Iterator[None]:
    """Where a run ends without an answer, no file of an earlier run is left at its output that would pass for one.

    The output takes the place of none of the `paths`, which are read. Raises BadCommand.
    """
    refuse_to_overwrite(paths, output)
    try:
        yield
    except BaseException:
        if output is not None and not is_yaml(output) and output.suffix.lower() != FILLED_IN:
            with suppress(BadCommand):
                remove(output)
        raise


def template_bytes(path: Path) -> bytes:
    """The bytes of a template that a user brings. Raises BadCommand if it cannot be read, or is too large for one."""
    try:
        return contents(path, str(path), MAX_TEMPLATE)
    except CannotCheck as error:
        raise BadCommand(error.problems[0].message) from None
