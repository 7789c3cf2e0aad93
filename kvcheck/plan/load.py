"""A plan: one YAML file, or a folder of files that are merged. Every reference in a loaded plan resolves."""

import os
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any

from kvcheck import disk
from kvcheck.errors import CannotCheck, Problem
from kvcheck.language.text import Text
from kvcheck.model import Plan
from kvcheck.plan.merge import TABLES, Merger
from kvcheck.plan.order import out_of_order
from kvcheck.plan.references import unresolved
from kvcheck.plan.sound import keep_sound
from kvcheck.source import Document, Items, Node, problem_at
from kvcheck.source.files import cannot_read, is_yaml, why
from kvcheck.source.invalid import names_something, refused, said
from kvcheck.source.invalid import problems as schema_problems
from kvcheck.source.privacy import words_of_names
from kvcheck.source.reader import attempt_file
from kvcheck.source.schema import schema
from kvcheck.source.slips import in_text
from kvcheck.upwards import CONFIGURATIONS, REGISTERS

NOT_PLANS = frozenset({*CONFIGURATIONS, *REGISTERS})
"""Files of a planning repository that are no part of a plan."""


def load(
    path: Path, name: str | None = None, also: "MoreProblems | None" = None, without: Collection[Path] = ()
) -> Plan:
    """Read the plan at `path`, a file or a folder. Raises CannotCheck with every problem of every file.

    `also` finds what else is wrong with a plan, so that it is said together with references that do not resolve.
    `without` are files that are no part of a plan, wherever they lie.
    """
    shown = name or path.as_posix()
    found, problems = _read(_files(path, shown, without))
    found = _without_site_rules(found, shown)
    if problems:  # say in the same breath what is wrong with what could be read
        readable = tuple(each for each in found if each.root is not None)
        raise CannotCheck(_each_once([*problems, *(_examined(readable, shown, also)[1] if readable else ())]))
    return assemble(found, shown, also)


def documents(path: Path, name: str | None = None, without: Collection[Path] = ()) -> tuple[Document, ...]:
    """The files of the plan at `path`, read but not put together; a plan without trips has them too.

    Raises CannotCheck with every problem of every file that cannot be read.
    """
    shown = name or path.as_posix()
    found, problems = _read(_files(path, shown, without))
    found = _without_site_rules(found, shown)
    if problems:
        raise CannotCheck(
            [*problems, *(each for one in found if one.root is not None for each in schema_problems(one, "plan"))]
        )
    return tuple(found)


MoreProblems = Callable[[Plan], Iterable[Problem]]


def assemble(
    documents: Iterable[Document], name: str, also: MoreProblems | None = None, *, without_trips: bool = False
) -> Plan:
    """One plan from its documents. Raises CannotCheck with everything wrong with them, separately and together.

    A plan without trips is wrong, unless it is one that is still being put together (`without_trips`).
    """
    plan, problems = _examined(tuple(documents), name, also, without_trips=without_trips)
    if problems:
        raise CannotCheck(problems)
    return plan


def merged(documents: tuple[Document, ...], name: str) -> tuple[Plan, list[Problem]]:
    """The sections of documents that satisfy the schema as one plan, and what stands in it twice."""
    merger = Merger()
    for document in documents:
        merger.add(document.root)
    sections: Any = merger  # what was nodes are entities from here on
    plan = Plan(
        name=name,
        documents=documents,
        project=sections.project,
        trips=tuple(sections.trips),
        **sections.tables,
    )
    names = [str(each["name"]) for each in plan.travelers.values() if "name" in each]
    persons = words_of_names(names, [*plan.travelers, *(str(trip["id"]) for trip in plan.trips)])
    for document in documents:
        document.persons = persons
    return plan, merger.problems


def _examined(
    documents: tuple[Document, ...], name: str, also: MoreProblems | None, *, without_trips: bool = False
) -> tuple[Plan, list[Problem]]:
    """The plan that documents make, and everything wrong with it: structure, types and references in one round.

    With problems it is only the sound part of the plan.
    """
    problems: list[Problem] = []
    left: list[tuple[Document, Any]] = []
    sound: list[Document] = []
    aside: list[tuple[str, Node]] = []
    roots = [each.root for each in documents if isinstance(each.root, Node)]
    misnamed = any(key not in schema("plan")["properties"] for root in roots for key in root)
    ids = {table: _ids(roots, table, misnamed=misnamed) for table in TABLES}
    no_trips = not any(isinstance(each.root, Node) and each.root.get("trips") for each in documents)
    for document in documents:
        every = refused(document, "plan")
        found = every if also is None else [each for each in every if not names_something(*each)]
        left += [(document, each) for each in every if each not in found]
        problems += [*said(document, found), *in_text(document)]
        if not found or keep_sound(document, found, aside):
            sound.append(document)
    plan, twice = merged(tuple(sound), name)
    plan = plan._replace(aside=tuple(aside))
    problems += [*twice, *unresolved(plan, ids), *out_of_order(plan)]
    problems += also(plan) if also is not None else ()
    if no_trips and not (without_trips or misnamed) and len(roots) == len(documents):
        problems.append(_nothing_to_check(documents))
    if not problems:  # names that nobody else found wanting are refused all the same
        problems = [problem for document, each in left for problem in said(document, [each])]
    return plan, problems


class _Unread(frozenset[str]):
    """The ids of a section that could not be read: whatever names one of them is not told beside the fault itself."""

    def __contains__(self, name: object) -> bool:
        return True


def _ids(roots: Iterable[Node], table: str, *, misnamed: bool) -> frozenset[str]:
    """The ids of a table, those of entries included that are not sound.

    A section that is no mapping, or one that is missing where some section has a name that plans do not know
    (`misnamed`), may hold any id.
    """
    tables = [root[table] for root in roots if root.get(table) is not None]
    if any(not isinstance(each, Node) for each in tables) or (misnamed and not tables):
        return _Unread()
    return frozenset(key for each in tables for key in each)


def belongs(name: str) -> bool:
    """Whether a file below the folder of a plan is part of it, by its path in the folder."""
    *folders, file = name.split("/")
    hidden = any(each.startswith(".") and each != ".." for each in (*folders, file))
    return is_yaml(file) and file.lower() not in NOT_PLANS and not hidden


def unread_beside(path: Path, read: Collection[Path]) -> list[Path]:
    """Settings and waivers that lie in the folder of a plan, or below it, and are not among those that are `read`."""
    within = [path.parent] if not disk.is_folder(path) else [Path(folder) for folder, _, _ in os.walk(path)]
    known = {disk.followed(each) for each in read}
    found = [folder / name for folder in within for name in (*CONFIGURATIONS, *REGISTERS) if disk.there(folder / name)]
    return [each for each in found if disk.followed(each) not in known]


def _files(path: Path, name: str, without: Collection[Path]) -> list[tuple[Path, str]]:
    """The files of a plan with the names to call them by, in a fixed order.

    Every YAML file of a folder is part of its plan. What cannot be (a link to a folder, a folder that cannot be read,
    something that is no file) is a problem, and never left out.
    """
    if not disk.is_folder(path):
        return [(path, name)]
    found: list[tuple[Path, str]] = []
    left_out = {disk.followed(each) for each in without}
    problems: list[Problem] = []

    def refuse(error: OSError) -> None:
        where = f"{name}/{Path(str(error.filename)).relative_to(path).as_posix()}"
        problems.append(Problem(message=cannot_read(where, why(error))))

    for folder, folders, files in os.walk(path, onerror=refuse):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        links = [Path(folder) / each for each in folders if (Path(folder) / each).is_symlink()]
        problems.extend(linked_folder(f"{name}/{link.relative_to(path).as_posix()}") for link in links)
        for each in sorted(files):
            file = Path(folder) / each
            if may_hold_plans(file) and disk.dangles(file) and not each.startswith("."):
                problems.append(leads_nowhere(f"{name}/{file.relative_to(path).as_posix()}"))
            elif belongs(each) and not (left_out and disk.followed(file) in left_out):
                found.append((file, f"{name.rstrip('/')}/{file.relative_to(path).as_posix()}"))
    if problems:
        raise CannotCheck(problems)
    if not found:
        message = Text("there is no plan in `{name}`", "`{name}`에 계획 파일이 없습니다", name=name)
        hint = Text("a plan is a file that ends in .yaml or .yml", "계획은 .yaml 또는 .yml로 끝나는 파일입니다")
        raise CannotCheck([Problem(message=message, hint=hint)])
    return sorted(found, key=lambda each: each[1])


def _without_site_rules(found: list[Document], folder: str) -> list[Document]:
    """The files of a plan without those that its sites name as rules; each of these has to be a pack, or is refused."""
    roots = [each.root for each in found if isinstance(each.root, Node)]
    sites = [site for root in roots if isinstance(root.get("sites"), Node) for site in root["sites"].values()]
    named = [site["rules"] for site in sites if isinstance(site, Node) and isinstance(site.get("rules"), Items)]
    rules = {f"{folder.rstrip('/')}/{each}" for every in named for each in every}
    return [each for each in found if each.name not in rules]


def may_hold_plans(path: Path) -> bool:
    """Whether a link of that name may stand for a plan or a folder of them: no other kind of file ends so."""
    return is_yaml(path) or not path.suffix


def leads_nowhere(name: str) -> Problem:
    """That a link leads to nothing: what it stands for was not put there."""
    message = Text("`{name}` is a link that leads nowhere", "`{name}`{:은} 대상이 없는 링크입니다", name=name)
    return Problem(message=message, hint=Text("mend the link, or take it away", "링크를 고치거나 지우십시오"))


def linked_folder(name: str) -> Problem:
    """That a folder of a plan is a link, which is not followed."""
    message = Text("`{name}` is a link to a folder", "`{name}`{:은} 폴더 링크입니다", name=name)
    return Problem(message=message, hint=Text("put the files themselves there", "파일을 직접 두십시오"))


def _read(files: Iterable[tuple[Path, str]]) -> tuple[list[Document], list[Problem]]:
    """The files as far as they could be read, and everything that kept them from being read whole."""
    documents: list[Document] = []
    problems: list[Problem] = []
    for path, name in files:
        try:
            document, found = attempt_file(path, name)
        except CannotCheck as error:
            problems.extend(error.problems)
        else:
            documents.append(document)
            problems.extend(found)
    return documents, problems


def _each_once(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, by file and line; of two at one place, the first."""
    unique: dict[Any, Problem] = {}
    for problem in problems:
        unique.setdefault(problem.place or problem.message, problem)
    return sorted(unique.values(), key=lambda each: each.place[:2] if each.place is not None else ("", 0))


def _nothing_to_check(documents: tuple[Document, ...]) -> Problem:
    """That the plan has no trips, at the place where they would stand."""
    message = Text("nothing to check: the plan has no trips", "점검할 것이 없습니다: 계획에 출장(`trips`)이 없습니다")
    hint = Text("add a trip under `trips`", "`trips`에 출장을 추가하십시오")
    for document in documents:
        root: Any = document.root
        if "trips" in root:
            trips = root["trips"]
            place = trips.place if isinstance(trips, Items) else root.value_place("trips")
            return problem_at(document, place, message, hint)
    document = documents[0]
    return problem_at(document, document.place(1, 1), message, hint)
