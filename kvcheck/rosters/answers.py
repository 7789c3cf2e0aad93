"""A plan as rows: what a roster can say of each trip, and beside it what kvcheck answers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from kvcheck.checklist.value import Item
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import DECIDING, Finding, Plan, Report, RuleKind, TripResult, Verdict, length, weighty
from kvcheck.packs import Library
from kvcheck.plan.lookups import contract_of
from kvcheck.rosters.book import Cell, Told
from kvcheck.rosters.cells import NONE, clean
from kvcheck.rosters.changes import value_at
from kvcheck.rosters.columns import SLOTS, TRAVELER, TRIP, Field, Of, Sort, fields, plain_heading
from kvcheck.rosters.names import Names
from kvcheck.rosters.writing import write
from kvcheck.source import Node
from kvcheck.telling import labels, sentences
from kvcheck.telling.questions import open_questions

MOST_CITES = 2
"""The number of provisions that are named for a reason; `kvcheck check` names them all."""


class Row(NamedTuple):
    """What a roster says in one row."""

    cells: Mapping[Field, str | date]
    trip: str | None
    """The id of the trip whose first row it is."""


def rows_of(plan: Plan, names: Names, lang: str) -> Iterator[Row]:
    """The rows of a plan: its trips in order, then travelers without any. A trip of many activities has several."""
    for trip in plan.trips:
        yield from _trip_rows(trip, plan.travelers[trip["traveler"]], names, lang)
    travels = {trip["traveler"] for trip in plan.trips}
    for name, traveler in plan.travelers.items():
        if name not in travels:
            yield Row({TRAVELER: name, **_cells(traveler, Of.TRAVELER, names, lang)}, None)


def _trip_rows(trip: Node, traveler: Node, names: Names, lang: str) -> Iterator[Row]:
    """The rows of a trip: more than SLOTS activities go on in further rows, which have ids only beside them."""
    ids: dict[Field, str | date] = {TRAVELER: trip["traveler"], TRIP: trip["id"]}
    about = {**_cells(traveler, Of.TRAVELER, names, lang), **_cells(trip, Of.TRIP, names, lang)}
    activities = trip["activities"]
    for start in range(0, len(activities), SLOTS):
        cells = ids | (about if start == 0 else {})
        for slot, activity in enumerate(activities[start : start + SLOTS], 1):
            cells |= _cells(activity, Of.ACTIVITY, names, lang, slot)
        yield Row(cells, trip["id"] if start == 0 else None)


def _cells(entity: Node, of: Of, names: Names, lang: str, slot: int = 0) -> dict[Field, str | date]:
    """What the roster can say of an entity (of an activity, in the columns of its `slot`), by field."""
    found: dict[Field, str | date] = {}
    for field in fields():
        if field.column.of is of and field.column.path and field.slot == slot:
            value = value_at(entity, field.column.path)
            if value is not None and (field.column.sort is Sort.ITEMS or not isinstance(value, Node)):
                found[field] = write(field.column, value, lang, names.get(field.column))
    return found


# Answers --------------------------------------------------------------------------------------------------------------


Papers = Mapping[str, Sequence[Item]]
"""What papers each trip needs, by its id."""


class Answer(NamedTuple):
    """A column that is written for readers and not read back."""

    heading: Text
    about: Text
    widest: int
    tell: Callable[["Teller", TripResult], Cell]
    filed: bool = True
    """Whether a batch filing is printed with it."""


class Teller:
    """Says what kvcheck found of the trips of one report."""

    def __init__(self, report: Report, library: Library, lang: str, papers: Papers) -> None:
        """For `report`; `papers` are the papers each trip needs, by its id."""
        self.papers = papers
        self.report = report
        self.plan = report.plan
        self.library = library
        self.lang = lang

    def employer(self, result: TripResult) -> Cell:
        """The name of the traveler's employer; its id if it has none."""
        return self._name("companies", result.subject.traveler.get("employer"))

    def site(self, result: TripResult) -> Cell:
        """Every site of the trip, a line each, with city and state."""
        trip, project = result.subject.trip, self.plan.project
        stated = [
            *(each["site"] for each in trip["activities"] if "site" in each),
            *([trip["site"]] if "site" in trip else []),
        ]
        if "site" not in trip and project is not None and "site" in project:
            stated.append(project["site"])
        return "\n".join(dict.fromkeys(self._place(name) for name in reversed(stated)))

    def _place(self, name: str) -> str:
        """The name of a site with its city and state; its id if it has none of them."""
        site = self.plan.sites[name]
        return ", ".join(clean(site[key]) for key in ("name", "city", "state") if key in site) or name

    def project(self, result: TripResult) -> Cell:
        """The name of the plan's project; of another project the id, which is all that the plan has."""
        project, named = self.plan.project, result.subject.trip.get("project")
        if project is not None and named in (None, project["id"]):
            return clean(project.get("name", project["id"]))
        return None if named is None else str(named)

    def contracts(self, result: TripResult) -> Cell:
        """Number and clause of each contract that the activities rest on."""
        found: dict[str, None] = {}
        for activity in result.subject.trip["activities"]:
            name = contract_of(self.plan, activity) or NONE
            if name != NONE:
                contract = self.plan.contracts[name]
                parts = (contract.get("number", name), contract.get("clause", ""))
                found[", ".join(clean(part) for part in parts if part)] = None
        return "\n".join(found)

    def days(self, result: TripResult) -> Cell:
        """The days of the stay, arrival and departure counted; empty while the departure is not known."""
        return length(result.subject.trip) or ""

    def activities(self, result: TripResult) -> Cell:
        """The activities by number, a line each: kind, role, equipment."""
        return "\n".join(f"{each.number}. {self._activity(each.subject.activity)}" for each in result.law.activities)

    def _activity(self, activity: Any) -> str:
        """An activity in a few words."""
        kind = self.library.catalogue.kind(activity["kind"]).title
        mode = self.report.facts["activity.mode"].values.get(activity.get("mode", ""))
        equipment = activity.get("equipment")
        named = self._name("equipment", equipment) if equipment else None
        return " · ".join(text for text in (kind.in_(self.lang), mode and mode.in_(self.lang), named) if text)

    def law(self, result: TripResult) -> Cell:
        """What the law says of the trip."""
        return self._verdict(result.law.verdict)

    def policy(self, result: TripResult) -> Cell:
        """What the company's policy says of the trip; empty where none was asked."""
        return self._verdict(result.policy.verdict) if result.policy is not None else None

    def reason(self, result: TripResult) -> Cell:
        """The first finding that the verdict rests on, with its law."""
        policy = result.policy
        tightened = policy is not None and policy.verdict is result.verdict is not result.law.verdict
        layer = policy if policy is not None and tightened else result.law
        found = [finding for each in layer.judged() for finding in each.ruling.deciding]
        deciding = [finding for finding in found if finding.verdict is layer.verdict]
        if not deciding:
            if not result.law.stale:
                return None
            old = Text("the law of this class should have been read again", "이 체류자격의 법령을 다시 확인해야 합니다")
            return old.in_(self.lang)
        first = min(deciding, key=lambda finding: finding.rule.kind is not RuleKind.GRANT)
        finding = first if layer.verdict is Verdict.PERMITTED else deciding[0]
        return f"{sentences.headline(finding).in_(self.lang)} [{self._cites(finding)}]"

    def questions(self, result: TripResult) -> Cell:
        """What is to be answered, each once, with its place in the plan."""
        if result.verdict is not Verdict.UNDETERMINED:
            return None
        waiting = [
            (finding, each.subject)
            for each in result.judged(DECIDING)
            for finding in each.ruling.findings
            if finding.verdict is Verdict.UNDETERMINED
        ]
        asked = open_questions(waiting, self.report.facts)
        return "\n".join(fact.ask.in_(self.lang) + (f" ({path})" if path else "") for fact, path in asked)

    def documents(self, result: TripResult) -> Cell:
        """How many papers the trip needs; the sheet of papers names them."""
        needed = self.papers.get(result.id, ())
        ready = sum(item.in_hand for item in needed)
        missing = len(needed) - ready
        told = Text(
            "{missing} to get, {ready} in hand", "준비할 서류 {missing}, 준비됨 {ready}", missing=missing, ready=ready
        )
        return told.in_(self.lang) if needed else None

    def _name(self, table: str, name: Any) -> str | None:
        """The name of an entity of a table, its id if it has none; None if none is named."""
        entities: Mapping[str, Node] = getattr(self.plan, table)
        return clean(entities[name].get("name", name)) if name is not None else None

    def _verdict(self, verdict: Verdict) -> Told:
        """A verdict in a word."""
        return Told(f"{labels.MARKS[verdict]} {labels.VERDICTS[verdict].in_(self.lang)}", verdict)

    def _cites(self, finding: Finding) -> str:
        """The weightiest law of a finding; of a company's own rule, who decided it."""
        owner = self.library.pack(finding.rule.pack).owner
        if owner is not None:
            return owner.in_(self.lang)
        laws = [self.library.authorities[name] for name in finding.rule.law]
        return "; ".join(law.cite for law in weighty(laws)[:MOST_CITES])


ANSWERS: tuple[Answer, ...] = (
    Answer(
        Text("Days", "일수"),
        Text("days of the stay; arrival and departure count", "체류 일수(입국일과 출국일 포함)"), 7, Teller.days,
    ),
    Answer(
        Text("Site name", "현장 명칭"), Text("the sites, with city and state", "현장 이름, 도시, 주"), 22, Teller.site,
    ),
    Answer(
        Text("Contract and clause", "계약번호와 조항"),
        Text("the contracts that the activities rest on", "활동의 근거가 되는 계약"), 20, Teller.contracts,
    ),
    Answer(
        Text("Activities", "활동 내역"),
        Text("what the traveler does, in which role, with what", "출장자의 활동, 역할, 장비"), 34, Teller.activities,
    ),
    Answer(
        Text("Verdict (law)", "판단(법)"), Text("whether the class covers the trip", "체류자격이 출장을 포함하는지"),
        16, Teller.law,
    ),
    Answer(
        Text("Verdict (company policy)", "판단(회사 정책)"),
        Text("what rules of the company and the site say", "회사 규칙과 현장 규칙의 판단"), 16, Teller.policy,
    ),
    Answer(
        Text("First reason", "첫째 이유"),
        Text("what the verdict rests on first, and the law", "판단의 첫째 이유와 근거"), 40, Teller.reason,
    ),
    Answer(
        Text("Open questions", "확인할 질문"),
        Text("what would settle an open verdict", "판단에 필요한 정보"), 60, Teller.questions, filed=False,
    ),
    Answer(
        Text("Papers", "필요 서류"), Text("how many papers the trip needs", "출장에 필요한 서류의 수"), 26,
        Teller.documents, filed=False,
    ),
    Answer(
        Text("Employer name", "고용주 명칭"), Text("the company as the plan names it", "계획에 적힌 회사 이름"),
        24, Teller.employer, filed=False,
    ),
    Answer(
        Text("Project name", "프로젝트 명칭"), Text("the project of the trip", "출장의 프로젝트"), 20, Teller.project,
        filed=False,
    ),
)  # fmt: skip
"""Every column of answers, in the order in which they are written."""

ANSWER_HEADINGS = tuple(plain_heading(heading) for answer in ANSWERS for heading in answer.heading.sentences)


def answers_of(report: Report) -> Sequence[Answer]:
    """The answers a report has: company policy only where there is one."""
    policy = any(trip.policy is not None for trip in report.trips)
    return [answer for answer in ANSWERS if policy or answer.tell is not Teller.policy]
