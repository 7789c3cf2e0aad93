"""A plan: one YAML file, or a folder of files that are merged. Every reference in a loaded plan resolves."""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from kvcheck.errors import CannotCheck, Place, Problem, Text, one_of
from kvcheck.model import NONE, REVERSED_LINKS, Plan
from kvcheck.schema import problems as schema_problems
from kvcheck.source import Document, Items, Node, problem_at, read_file

TABLES = ("sites", "companies", "equipment", "contracts", "filings", "travelers")
"""The sections of a plan that hold entities by id."""

NOT_PLANS = frozenset({"kvcheck.yaml", "kvcheck.yml", "waivers.yaml", "waivers.yml"})
"""Files of a planning repository that are not part of a plan."""

_REFERENCES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "project": (("site", "sites"),),
    "sites": (("host", "companies"),),
    "companies": (("links.company", "companies"),),
    "equipment": (("supplier", "companies"), ("contract", "contracts")),
    "contracts": (("seller", "companies"), ("buyer", "companies")),
    "filings": (("filed_by", "companies"), ("sites", "sites")),
    "travelers": (("employer", "companies"), ("paid_by", "companies"), ("expenses_paid_by", "companies")),
    "trips": (("traveler", "travelers"), ("site", "sites"), ("filing", "filings")),
    "activities": (("equipment", "equipment"), ("contract", "contracts"), ("site", "sites")),
}
"""Which key of which entity names an entity of which table; a list names several, `links.company` one in each item."""


def load(path: Path, name: str | None = None, also: "MoreProblems | None" = None) -> Plan:
    """Read the plan at `path`, a file or a folder. Raises CannotCheck with every problem of every file.

    `also` finds what else is wrong with a plan, so that it is said together with references that do not resolve.
    """
    shown = name or path.as_posix()
    return assemble(documents(path, shown), shown, also)


def documents(path: Path, name: str | None = None) -> tuple[Document, ...]:
    """The files of the plan at `path`, read but not put together; a plan without trips has them too.

    Raises CannotCheck with every problem of every file that cannot be read.
    """
    found, problems = _read(_files(path, name or path.as_posix()))
    if problems:
        raise CannotCheck(problems)
    return tuple(found)


MoreProblems = Callable[[Plan], Iterable[Problem]]


def assemble(documents: Iterable[Document], name: str, also: MoreProblems | None = None) -> Plan:
    """One plan from its documents. Raises CannotCheck with everything wrong with them, separately and together."""
    documents = tuple(documents)
    problems = [problem for document in documents for problem in schema_problems(document, "plan")]
    if problems:
        raise CannotCheck(problems)
    merged = _Merger()
    for document in documents:
        merged.add(document.root)
    plan = Plan(
        name=name,
        documents=documents,
        project=merged.project,
        trips=tuple(merged.trips),
        **merged.tables,
    )
    problems = [*merged.problems, *_unresolved(plan), *_out_of_order(plan), *(also(plan) if also is not None else ())]
    if not plan.trips:
        problems.append(_nothing_to_check(documents))
    if problems:
        raise CannotCheck(problems)
    return plan


def belongs(name: str) -> bool:
    """Whether a file below the folder of a plan is part of it, by its path in the folder."""
    *folders, file = name.split("/")
    hidden = any(each.startswith(".") for each in (*folders, file))
    return file.lower().endswith((".yaml", ".yml")) and file not in NOT_PLANS and not hidden


def _files(path: Path, name: str) -> list[tuple[Path, str]]:
    """The files of a plan with the names to call them by, in a fixed order.

    Every YAML file of a folder is part of its plan. What cannot be (a link to a folder, a folder that cannot be read,
    something that is no file) is a problem, and never left out.
    """
    if not path.is_dir():
        return [(path, name)]
    found: list[tuple[Path, str]] = []
    problems: list[Problem] = []

    def refuse(error: OSError) -> None:
        reason = error.strerror or type(error).__name__
        where = f"{name}/{Path(str(error.filename)).relative_to(path).as_posix()}"
        message = Text(f"cannot read `{where}`: {reason}", f"`{where}`을(를) 읽을 수 없습니다: {reason}")
        problems.append(Problem(message=message))

    for folder, folders, files in os.walk(path, onerror=refuse):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        links = [Path(folder) / each for each in folders if (Path(folder) / each).is_symlink()]
        problems.extend(_linked(f"{name}/{link.relative_to(path).as_posix()}") for link in links)
        for each in sorted(files):
            file = Path(folder) / each
            if belongs(each):
                found.append((file, f"{name.rstrip('/')}/{file.relative_to(path).as_posix()}"))
    if problems:
        raise CannotCheck(problems)
    if not found:
        message = Text(f"there is no plan in `{name}`", f"`{name}`에 계획 파일이 없습니다")
        hint = Text("a plan is a file that ends in .yaml or .yml", "계획은 .yaml 또는 .yml로 끝나는 파일입니다")
        raise CannotCheck([Problem(message=message, hint=hint)])
    return sorted(found, key=lambda each: each[1])


def _linked(name: str) -> Problem:
    message = Text(f"`{name}` is a link to a folder", f"`{name}`은(는) 폴더 링크입니다")
    return Problem(message=message, hint=Text("put the files themselves there", "파일을 직접 두십시오"))


def _read(files: Iterable[tuple[Path, str]]) -> tuple[list[Document], list[Problem]]:
    documents: list[Document] = []
    problems: list[Problem] = []
    for path, name in files:
        try:
            documents.append(read_file(path, name))
        except CannotCheck as error:
            problems.extend(error.problems)
    if problems:  # say in the same breath what is wrong with the files that could be read
        problems.extend(problem for document in documents for problem in schema_problems(document, "plan"))
    return documents, problems


class _Merger:
    """Collects the sections of several documents; the same key twice is a problem that names both places."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.project: Node | None = None
        self.tables: dict[str, dict[str, Node]] = {table: {} for table in TABLES}
        self.trips: list[Node] = []
        self._owners: dict[str, dict[str, Node]] = {table: {} for table in TABLES}
        self._trip_ids: dict[str, Node] = {}

    def add(self, root: Node) -> None:
        if "project" in root:
            if self.project is not None:
                self._twice(root, "project", root.key_place("project"), self.project.place)
            self.project = root["project"]
        for table in TABLES:
            section = root.get(table)
            if section is not None:
                self._add_table(table, section)
        for trip in root.get("trips", ()):
            first = self._trip_ids.setdefault(trip["id"], trip)
            if first is not trip:
                self._twice(trip, trip["id"], trip.value_place("id"), first.value_place("id"))
            self.trips.append(trip)

    def _add_table(self, table: str, section: Node) -> None:
        entities, owners = self.tables[table], self._owners[table]
        if entities:
            for key in section.keys() & entities.keys():
                self._twice(section, key, section.key_place(key), owners[key].key_place(key))
        entities.update(section)
        owners.update(dict.fromkeys(section, section))

    def _twice(self, node: Node, key: str, place: Place, first: Place) -> None:
        message = Text(f"`{key}` stands here and at {first}", f"`{key}`이(가) 여기와 {first}에 중복되어 있습니다")
        hint = Text(
            "keep one of them; a folder is read as one plan, so give separate plans as separate paths",
            "하나만 남기십시오. 폴더는 하나의 계획으로 읽으므로 별개의 계획은 경로를 따로 지정합니다",
        )
        quote = node.document.quote(place.line)
        self.problems.append(Problem(message=message, hint=hint, place=place, quote=quote, also=first))


def _unresolved(plan: Plan) -> Iterable[Problem]:
    """References to entities that the plan does not have."""
    if plan.project is not None:
        yield from _dangling(plan, "project", plan.project)
    for table in TABLES:
        entities: Mapping[str, Node] = getattr(plan, table)
        for entity in entities.values():
            yield from _dangling(plan, table, entity)
    for trip in plan.trips:
        yield from _dangling(plan, "trips", trip)
        for activity in trip["activities"]:
            yield from _dangling(plan, "activities", activity)


def references(table: str, entity: Node) -> Iterable[tuple[str, str]]:
    """What an entity names: each other entity by table and id. `trips` and `activities` count as tables."""
    for path, target in _REFERENCES.get(table, ()):
        key, _, inner = path.partition(".")
        if entity.get(key) is not None and entity[key] != NONE:
            for name, _ in _named(entity, key, inner):
                yield target, name


def _dangling(plan: Plan, table: str, entity: Node) -> Iterable[Problem]:
    for path, target in _REFERENCES.get(table, ()):
        key, _, inner = path.partition(".")
        wanted = entity.get(key)
        if wanted is None or (wanted == NONE and key in ("contract", "filing", "links")):
            continue
        known: Mapping[str, Node] = getattr(plan, target)
        for name, place in _named(entity, key, inner):
            if name not in known:
                message = Text(f"`{name}` is not one of the {target}", f"`{name}`이(가) `{target}`에 없습니다")
                hint = one_of(known, name) if known else Text(f"add it under `{target}`", f"`{target}`에 추가하십시오")
                yield problem_at(entity.document, place, message, hint)


def _named(entity: Node, key: str, inner: str) -> Iterable[tuple[str, Place]]:
    """The ids under a key with their places: one, a list of them, or one under `inner` in each of a list."""
    value = entity[key]
    if not isinstance(value, Items):
        yield value, entity.value_place(key)
        return
    for index, item in enumerate(value):
        yield (item[inner], item.value_place(inner)) if inner else (item, value.item_place(index))


def _out_of_order(plan: Plan) -> Iterable[Problem]:
    """What cannot be: a sale or a link to oneself, shares and links that disagree, periods that run backwards."""
    for contract in plan.contracts.values():
        if "seller" in contract and contract.get("seller") == contract.get("buyer"):
            message = Text("`seller` and `buyer` are the same company", "`seller`와 `buyer`가 같은 회사입니다")
            yield problem_at(contract.document, contract.value_place("buyer"), message)
    for name, company in plan.companies.items():
        yield from _impossible_links(name, company)
        yield from _shares(company)
    yield from _links_that_disagree(plan)
    for traveler in plan.travelers.values():
        for stay in traveler.get("us_stays", ()):
            yield from _backwards(stay, ("arrive", stay["arrive"]), ("depart", stay["depart"]))
        visa = traveler.get("visa")
        if isinstance(visa, Node) and "issued" in visa and "expires" in visa:
            yield from _backwards(visa, ("issued", visa["issued"]), ("expires", visa["expires"]))
    for filing in plan.filings.values():
        if "from" in filing and "until" in filing:
            yield from _backwards(filing, ("from", filing["from"]), ("until", filing["until"]))
    for trip in plan.trips:
        yield from _days_of_trip(trip)


def _days_of_trip(trip: Node) -> Iterable[Problem]:
    """Periods of a trip and of its activities that end before they begin."""
    arrive, depart = ("arrive", trip["arrive"]), ("depart", trip["depart"])
    yield from _backwards(trip, arrive, depart)
    if "first_admitted" in trip:
        yield from _backwards(trip, ("first_admitted", trip["first_admitted"]), arrive)
    for activity in trip["activities"]:
        first = ("from", activity["from"]) if "from" in activity else arrive
        last = ("to", activity["to"]) if "to" in activity else depart
        if "from" in activity or "to" in activity:
            yield from _backwards(activity, first, last)


def _impossible_links(name: str, company: Node) -> Iterable[Problem]:
    """Links of a company to itself, and two links to one other."""
    links = company.get("links", ())
    seen: set[str] = set()
    for link in links if links != NONE else ():
        other = link["company"]
        if other == name:
            message = Text("a company has no link to itself", "회사는 자기 자신과 관계를 가질 수 없습니다")
            yield problem_at(company.document, link.value_place("company"), message)
        elif other in seen:
            message = Text(f"a second link to `{other}`", f"`{other}`과(와)의 관계가 두 번 적혀 있습니다")
            yield problem_at(company.document, link.value_place("company"), message)
        seen.add(other)


def _shares(company: Node) -> Iterable[Problem]:
    """Shares that do not make up the whole: what is left out could be anybody's."""
    owners = company.get("owners")
    total = sum(owner["percent"] for owner in owners) if owners is not None else 100
    if owners is not None and total != 100:
        message = Text(f"the shares make {total} percent, not 100", f"지분의 합이 100이 아니라 {total}퍼센트입니다")
        hint = Text("list the rest under the countries it belongs to", "나머지 지분도 해당 국가로 적습니다")
        yield problem_at(company.document, company.value_place("owners"), message, hint)


def _links_that_disagree(plan: Plan) -> Iterable[Problem]:
    """Links between two companies that the one tells differently from the other."""
    for name, company in plan.companies.items():
        links = company.get("links", ())
        for link in links if links != NONE else ():
            back = plan.companies.get(link["company"], company).get("links", ())
            told = NONE if back == NONE else next((each["type"] for each in back if each["company"] == name), None)
            if told is not None and told != REVERSED_LINKS[link["type"]]:
                other, kind = link["company"], link["type"]
                message = Text(
                    f"`{other}` is the {kind} here, and `{other}` says `{told}` of `{name}`",
                    f"여기서는 `{other}`이(가) {kind}인데 `{other}`에는 `{name}`이(가) `{told}`(으)로 적혀 있습니다",
                )
                yield problem_at(company.document, link.value_place("type"), message)


def _backwards(entity: Node, first: tuple[str, str], last: tuple[str, str]) -> Iterable[Problem]:
    """A period of an entity that ends before it begins; its ends are given as key and day."""
    if last[1] < first[1]:
        message = Text(
            f"`{last[0]}` {last[1]} lies before `{first[0]}` {first[1]}",
            f"`{last[0]}` {last[1]}이(가) `{first[0]}` {first[1]}보다 이릅니다",
        )
        key = last[0] if last[0] in entity else first[0]
        yield problem_at(entity.document, entity.value_place(key), message)


def _nothing_to_check(documents: tuple[Document, ...]) -> Problem:
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
