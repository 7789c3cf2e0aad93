"""The report for those who decide: one page of HTML that needs nothing else. Both languages are in it; ids only.

The page is in `kvcheck/templates/report.*`. It loads nothing: its policy forbids all but its own style
and script.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import groupby

from kvcheck import __version__
from kvcheck.errors import Problem
from kvcheck.frozen import NamedTuple
from kvcheck.language.grammar import joined
from kvcheck.language.text import Text
from kvcheck.lines.layout import shown
from kvcheck.model import ActivityResult, Authority, Report, Run, TripResult, Verdict, length, span, worst
from kvcheck.packs import Library
from kvcheck.reporters.axis import Axis, axis_of
from kvcheck.telling import labels, runs, sentences
from kvcheck.telling.findings import Findings
from kvcheck.telling.fingerprints import known_trips
from kvcheck.telling.groups import Cause, Gathered, Group, in_order, times
from kvcheck.telling.margins import NEAR, Stay, stays
from kvcheck.telling.places import takes
from kvcheck.telling.positions import positions_of
from kvcheck.telling.questions import places_of, questions_of
from kvcheck.telling.style import Style
from kvcheck.templates import pages

NOBODY = "—"
"""Stands for the company of a traveler whose employer is not stated."""
FEW = 3
"""The travelers of so many trips are named where a finding is folded."""
ROOM = 220
"""The most characters of a line of the plan that are quoted."""


def render(run: Run, library: Library, style: Style) -> str:
    """The run as one page."""
    reports = run.reports
    notices = [_problem(each) for each in run.problems]
    notices += [notice for report in reports for notice in _notices(report)]
    notices += [*runs.provisos(run), *runs.accepted(run), *runs.troubled(run)]
    if not reports:
        return pages.render(
            "nothing.html",
            lang=style.lang,
            said=runs.counts(run),
            notices=notices,
            disclaimer=labels.DISCLAIMER,
            digest=_digest,
        )
    first = 0
    plans = []
    for number, report in enumerate(reports, 1):
        plans.append(_Plan(report, library, style, number, first, run.known_prints))
        first += len(report.trips)
    everybody = {row.traveler: row.company for plan in plans for row in plan.rows}
    packs = list({used.pack.name: used for report in reports for used in report.packs}.values())
    return pages.render(
        "report.html",
        lang=style.lang,
        version=__version__,
        plans=plans,
        counts=times(trip.verdict for plan in plans for trip in plan.trips),
        trips=first,
        unchecked=runs.counts(run) if run.unchecked else None,
        travelers=len(everybody),
        people=sorted(everybody),
        companies=sorted(set(everybody.values())),
        sources=_sources(plans, library),
        notices=list(dict.fromkeys(notices)),
        packs=packs,
        marks=labels.MARKS,
        words=labels.VERDICTS,
        known=labels.KNOWN,
        meanings=labels.MEANINGS,
        tiers=labels.TIERS,
        extents=labels.EXTENTS,
        confidence=labels.CONFIDENCE,
        answerers=ANSWERERS,
        disclaimer=labels.DISCLAIMER,
        verdicts=list(Verdict),
        near=NEAR,
        few=FEW,
        digest=_digest,
        shown=shown,
        span=span,
        linked=_linked,
        places_of=places_of,
        takes=takes,
        excerpt=excerpt,
    )


def _problem(problem: Problem) -> Text:
    """What could not be checked, with its place and what to do about it."""
    where = f"{problem.place}: " if problem.place is not None else ""
    said = Text("{where}{message}", "{where}{message}", where=where, message=problem.message)
    return said if problem.hint is None else joined([said, problem.hint], " — ")


ANSWERERS = {
    "employer": Text("the employer", "소속 회사"),
    "host": Text("the US host", "미국 현장 회사"),
    "planner": Text("the planner", "계획 담당자"),
    "seller": Text("the seller", "장비 공급사"),
    "traveler": Text("the traveler", "출장자"),
}
"""Who can answer a question."""


class Reference(NamedTuple):
    """A link to a finding with its proof."""

    anchor: str
    verdict: Verdict
    headline: Text


class Activity(NamedTuple):
    """One activity of a trip in a list."""

    number: int
    what: Text
    """Its kind, and the role of the traveler in it."""
    equipment: str
    verdict: Verdict
    policy: Verdict | None
    references: tuple[Reference, ...]


class Trip(NamedTuple):
    """One trip in the list of all."""

    number: int
    """Over the whole page, from 1."""
    result: TripResult
    traveler: str
    company: str
    days: int | None
    references: tuple[Reference, ...]
    """What stands against the trip as a whole."""
    activities: tuple[Activity, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst of law and policy."""
        return self.result.verdict


class Cell(NamedTuple):
    """What a traveler does of one kind over all trips; the verdict is the worst."""

    verdict: Verdict
    by_policy: bool
    """Whether only the company's own rules make it so."""
    anchor: str
    """The finding behind it; empty if it is permitted."""


class Row(NamedTuple):
    """One traveler of the matrix and of the timeline."""

    traveler: str
    company: str
    verdict: Verdict
    trips: tuple[Trip, ...]
    entry: Cell
    cells: tuple[Cell | None, ...]
    stays: tuple[Stay, ...]

    @property
    def nearest(self) -> Stay | None:
        """The stay that comes nearest to a limit of its length."""
        limited = [stay for stay in self.stays if stay.limits]
        return min(limited, key=lambda stay: stay.limits[0].left, default=None)


class Card(NamedTuple):
    """A group of equal findings."""

    anchor: str
    group: Group
    law: tuple[Authority, ...]
    owner: Text | None


class _Plan:
    """What the page shows of one report."""

    def __init__(
        self,
        report: Report,
        library: Library,
        style: Style,
        number: int,
        first: int,
        known: frozenset[str] | None,
    ) -> None:
        """The cards and rows of the plan that is `number` on the page; `first` trips stand before its own.

        `known` are the fingerprints of what a baseline has, if there is one.
        """
        self.known_trips = known_trips(report, known)
        self.report = report
        self.number = number
        self.name = shown(report.plan.name)
        self._library = library
        self._findings = Findings(report, library, style)
        gathered = Gathered(report, library, style, known=known)
        self.cards: dict[str, list[Card]] = {}
        self._anchors: dict[Cause, Card] = {}
        for section, groups in gathered.sections.items():
            self.cards[section] = []
            for key, group in in_order(groups):
                anchor = f"{section}-{number}-{len(self.cards[section]) + 1}"
                rule = group.finding.rule
                card = Card(anchor, group, tuple(self._findings.cited(rule)), self._findings.owner(rule))
                self.cards[section].append(card)
                self._anchors[section, key] = card
        self._causes = gathered.causes
        self.questions = questions_of(report)
        self.positions = [said for _, said in positions_of([report], library).says]
        self.trips = [self._trip(first + at, at, result) for at, result in enumerate(report.trips)]
        self.first = first
        self.policies = any(result.policy is not None for result in report.trips)
        self.sides = any(result.side is not None for result in report.trips)
        self.columns = self._columns()
        self.stays = stays(report, library)
        self.axis: Axis = axis_of(self.stays)
        self.rows = list(self._rows())

    def people(self, trips: Sequence[int]) -> list[str]:
        """The travelers of the trips at some positions, each once."""
        return list(dict.fromkeys(self.trips[at].traveler for at in trips))

    def documents(self, card: Card) -> list[Text]:
        """The documents that prove a rule."""
        return [self._library.documents[name].title for name in card.group.finding.rule.proof]

    def column(self, name: str) -> Text:
        """The head of a column of the matrix."""
        return self._library.catalogue.kind(name).title

    def crews(self) -> list[tuple[str, list[Row]]]:
        """The travelers of each company."""
        return [(company, list(rows)) for company, rows in groupby(self.rows, key=lambda row: row.company)]

    def layer_counts(self) -> list[dict[Verdict, int]]:
        """How often each verdict occurs by law alone, and by the company's policy where it applies."""
        policy = [trip.result.policy.verdict for trip in self.trips if trip.result.policy is not None]
        return [times(trip.result.law.verdict for trip in self.trips), times(policy)]

    def _references(self, at: int, activity: int) -> tuple[Reference, ...]:
        """The cards about a trip, or about one of its activities (0 for the trip itself)."""
        cards = [
            self._anchors[cause] for beside in (False, True) for cause in self._causes.get((at, activity, beside), ())
        ]
        return tuple(
            Reference(card.anchor, card.group.finding.verdict or Verdict.PERMITTED, card.group.headline)
            for card in cards
        )

    def _trip(self, number: int, at: int, result: TripResult) -> Trip:
        """A row of the matrix: one trip, `at` its position in the report."""
        trip = result.subject.trip
        return Trip(
            number=number + 1,
            result=result,
            traveler=str(trip["traveler"]),
            company=str(result.subject.traveler.get("employer") or NOBODY),
            days=length(trip),
            references=self._references(at, 0),
            activities=tuple(self._activity(at, result, activity) for activity in result.law.activities),
        )

    def _activity(self, at: int, result: TripResult, activity: ActivityResult) -> Activity:
        """An activity of a row, with what the law and the policy say of it."""
        node = activity.subject.activity
        assert node is not None
        kind = self._library.catalogue.kind(node["kind"]).title
        role = self.report.facts["activity.mode"].values.get(node.get("mode", ""))
        beside = result.policy.activities[activity.number - 1].verdict if result.policy is not None else None
        return Activity(
            number=activity.number,
            what=Text("{kind} · {role}", "{kind} · {role}", kind=kind, role=role) if role is not None else kind,
            equipment=str(node.get("equipment", "")),
            verdict=activity.verdict,
            policy=beside,
            references=self._references(at, activity.number),
        )

    def _columns(self) -> list[str]:
        """The kinds of activity that the plan has, in the order of the catalogue and its families."""
        used = {activity["kind"] for trip in self.report.plan.trips for activity in trip["activities"]}
        families = list(self._library.catalogue.families)
        kinds = [kind for kind in self._library.catalogue.kinds.values() if kind.name in used]
        return [kind.name for kind in sorted(kinds, key=lambda kind: families.index(kind.family))]

    def _rows(self) -> Iterator[Row]:
        """The travelers by company; the company nobody stated comes last."""
        trips: dict[str, list[Trip]] = {}
        for trip in self.trips:
            trips.setdefault(trip.traveler, []).append(trip)
        for traveler, own in sorted(trips.items(), key=_by_company):
            yield Row(
                traveler=traveler,
                company=own[0].company,
                verdict=worst([trip.verdict for trip in own]),
                trips=tuple(own),
                entry=_cell([self._entry(trip) for trip in own]),
                cells=tuple(self._of_kind(own, kind) for kind in self.columns),
                stays=tuple(self.stays[trip.number - 1 - self.first] for trip in own),
            )

    def _entry(self, trip: Trip) -> Cell:
        """What the rules about the trip as a whole say."""
        law = worst([part.ruling.verdict for part in trip.result.law.parts])
        if trip.result.law.stale:
            law = worst([law, Verdict.NEEDS_REVIEW])
        policy = worst([part.ruling.verdict for part in trip.result.policy.parts] if trip.result.policy else [])
        return _judged(law, policy, trip.references)

    def _of_kind(self, trips: Sequence[Trip], kind: str) -> Cell | None:
        """What the rules say of one kind of activity over some trips."""
        cells = [
            _judged(each.verdict, each.policy or Verdict.PERMITTED, each.references)
            for trip in trips
            for each, node in zip(trip.activities, trip.result.subject.trip["activities"], strict=True)
            if node["kind"] == kind
        ]
        return _cell(cells) if cells else None


def _by_company(item: tuple[str, list[Trip]]) -> tuple[bool, str, list[tuple[int, str]]]:
    """Where a traveler stands: by company, then by id, with 2 before 10."""
    traveler, trips = item
    pieces = [(int(digits or 0), word) for digits, word in re.findall(r"([0-9]{1,18})|([^0-9]+)", traveler)]
    return trips[0].company == NOBODY, trips[0].company, pieces


def _judged(law: Verdict, policy: Verdict, references: Sequence[Reference]) -> Cell:
    """A cell of the matrix: the worse of law and policy, and the first card that says why."""
    verdict = worst([law, policy])
    anchor = next((each.anchor for each in references if each.verdict is verdict), "")
    return Cell(verdict, policy.rank < law.rank, anchor)


def _cell(cells: Sequence[Cell]) -> Cell:
    """The worst of the cells."""
    return min(cells, key=lambda cell: cell.verdict.rank)


def _notices(report: Report) -> Iterator[Text]:
    return sentences.notices(report.as_of, report.packs, backdated=report.backdated, supposed=report.supposed)


def _sources(plans: Sequence[_Plan], library: Library) -> list[Authority]:
    """Every authority that a finding of the page cites, in the order of the library."""
    cited = {each.name for plan in plans for cards in plan.cards.values() for card in cards for each in card.law}
    return [each for each in library.authorities.values() if each.name in cited]


def _digest(text: str) -> str:
    """What the policy of the page calls a style or script by, so that it allows no other."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _linked(authority: Authority) -> bool:
    """Whether the link of an authority may be followed."""
    return authority.link.startswith(("https://", "http://"))


_TOKEN = re.compile(
    r"""\"(?:\\.|[^\"\\])*\"?|'(?:''|[^'])*'?|\[[^\]]*\]?|\{[^}]*\}?|[^\s,\[\]{}#]+(?:[^\S\n]+[^\s,\[\]{}#]+)*|."""
)


def excerpt(line: str, column: int, letters: int = 0) -> tuple[str, str, str]:
    """The plan's own line: what comes before the value that matters, the value, what comes after.

    `letters` is how many characters from the column on matter; 0 if the whole value there does.
    """
    line, at = shown(line), column - 1
    match = _TOKEN.match(line, at)
    value = line[at : at + letters] if letters else match[0] if match else ""
    if value[:1] not in "\"'[{":  # the key of an entry, without what follows it
        value = re.split(r":(?:\s|$)", value)[0]
    before, after = line[:at].lstrip(), line[at + len(value) :].rstrip()
    if len(before) + len(value) + len(after) <= ROOM:
        return before, value, after
    side = max((ROOM - len(value)) // 2, ROOM // 4)
    before = before if len(before) <= side else "…" + before[-side:]
    after = after if len(after) <= side else after[:side] + "…"
    return before, value if len(value) <= ROOM else value[:ROOM] + "…", after
