"""A run as rows, one for each thing found: what formats for programs and editors are made of."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from kvcheck.digests import sha256
from kvcheck.errors import Place, Problem
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import (
    DECIDING,
    ActivityResult,
    Layer,
    LayerResult,
    Loosened,
    Part,
    Report,
    Rule,
    Run,
    Subject,
    TripResult,
    Unchecked,
    Verdict,
    Waiver,
    WaiverState,
    WaiverUse,
)
from kvcheck.packs import Library
from kvcheck.telling import runs, sentences
from kvcheck.telling.findings import Findings, Told
from kvcheck.telling.fingerprints import LOOSENED, NO_GROUND, OVERDUE, crew_fingerprint, fingerprint, ungranted
from kvcheck.telling.style import Style


class Mark(StrEnum):
    """What a row says, from worst to best."""

    UNCHECKED = "unchecked"
    """Something could not be read or judged: nobody knows what it would have been."""
    FAIL = "fail"
    """Not permitted."""
    OPEN = "open"
    """Facts are missing."""
    REVIEW = "review"
    """A person must decide."""
    WARNING = "warning"
    """What several trips make together, and a waiver that is not as it should be."""
    RISK = "risk"
    WAIVED = "waived"
    PASS = "pass"  # noqa: S105 - a verdict, not a password
    CLEAR = "clear"
    """A bar or doubt that does not hold, or a rule for other cases."""


_MARKS = list(Mark)
MARK_OF = {
    Verdict.NOT_PERMITTED: Mark.FAIL,
    Verdict.UNDETERMINED: Mark.OPEN,
    Verdict.NEEDS_REVIEW: Mark.REVIEW,
    Verdict.PERMITTED: Mark.PASS,
}
CANNOT_CHECK = "kvcheck/cannot-check"
NOWHERE = Place(".", 1, 1)
"""Stands for the place of what no file holds, such as a wrong command line."""
WAIVER_RULES = {
    WaiverState.LAPSED: "kvcheck/waiver-lapsed",
    WaiverState.MOVED: "kvcheck/waiver-moved",
    WaiverState.UNBOUND: "kvcheck/waiver-unbound",
    WaiverState.UNAPPROVED: "kvcheck/waiver-unapproved",
    WaiverState.NOT_YET: "kvcheck/waiver-not-yet-valid",
    WaiverState.OPEN: "kvcheck/waiver-open",
    WaiverState.UNUSED: "kvcheck/waiver-unused",
    WaiverState.ENDING: "kvcheck/waiver-ending",
}
OWN_RULES = {
    CANNOT_CHECK: Text("Could not be checked", "점검할 수 없음"),
    NO_GROUND: Text("No ground in law covers the activity", "해당 활동의 허용 근거 없음"),
    LOOSENED: Text("A change loosens what it is judged by", "변경이 자신의 판정 기준을 완화함"),
    OVERDUE: Text("The law in a pack was not read lately", "규칙 묶음의 법령 확인 기한 경과"),
    "kvcheck/waiver-lapsed": Text("A waiver has lapsed", "예외 승인 만료"),
    "kvcheck/waiver-moved": Text("What a waiver approved has changed", "승인한 내용이 변경된 예외 승인"),
    "kvcheck/waiver-unbound": Text("A waiver does not say what was approved", "승인 내용이 없는 예외 승인"),
    "kvcheck/waiver-unapproved": Text("Who approved a waiver may not", "승인 권한이 없는 예외 승인"),
    "kvcheck/waiver-not-yet-valid": Text("A waiver is not valid yet", "예외 승인 시작 전"),
    "kvcheck/waiver-open": Text("A waiver waits for an answer", "예외 승인: 답변 대기"),
    "kvcheck/waiver-unused": Text("A waiver covers nothing", "해당 사항 없는 예외 승인"),
    "kvcheck/waiver-ending": Text("A waiver lapses soon", "예외 승인 만료 임박"),
}
"""What kvcheck itself finds, beside the rules of packs."""


class Row(NamedTuple):
    """One thing found."""

    mark: Mark
    rule_name: str
    rule: Rule | None
    """None for what kvcheck finds by itself."""
    says: Text
    place: Place
    fingerprint: str
    plan: str = ""
    trips: tuple[str, ...] = ()
    """Ids; empty for a row about a waiver."""
    traveler: str = ""
    admitted: str = ""
    """The class of admission."""
    activity: int | None = None
    """Number in the trip, from 1; None for the trip itself."""
    kind: str = ""
    layer: Layer = Layer.LAW
    because: tuple[Text, ...] = ()
    asks: tuple[Text, ...] = ()
    instead: Text | None = None
    law: str = ""
    first: str = ""
    last: str = ""
    fails: bool = False
    """Whether it fails the run: as bad as its threshold, and not known from a baseline."""
    known: bool = False
    waiver: Waiver | None = None

    def about(self, lang: str) -> str:
        """The trips, and the activity: `kim-1 activity 2`; empty for a row about a waiver."""
        trips = ", ".join(self.trips[:_MOST]) + (f" +{len(self.trips) - _MOST}" if len(self.trips) > _MOST else "")
        activity = Text(" activity", " 활동").in_(lang)
        return f"{trips}{activity} {self.activity}" if self.activity is not None else trips

    def message(self, lang: str) -> str:
        """Everything a reader needs, in one paragraph."""
        parts = [self.says.in_(lang), "; ".join(text.in_(lang) for text in self.because)]
        parts += [text.in_(lang) for text in self.asks]
        parts.append(self.instead.in_(lang) if self.instead is not None and not self.asks else "")
        return " ".join(_sentence(part) for part in parts if part)

    def told(self, lang: str) -> str:
        """The message, with what it is about before it."""
        return f"{self.about(lang)}: {self.message(lang)}" if self.trips else self.message(lang)


_MOST = 8
"""The number of trips of one row that are named before the rest is counted."""


def _sentence(text: str) -> str:
    """A text with a full stop, unless it ends a sentence already."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def rows(run: Run, library: Library, style: Style, *, risks: bool = True) -> list[Row]:
    """Everything found, the worst first: many readers of these formats show few of many, and people read from the top.

    What fails the run comes before what does not, then by what it says; what is equal stands plan by plan and trip by
    trip, then waivers. What passes is there only if `style` is verbose. Without `risks`, those of single trips are left
    out: most trips have some.
    """
    found = [_of_problem(problem, each) for each in run.unchecked for problem in each.problems]
    found += [row for report in run.reports for row in _Rows(run, report, library, style, risks=risks).all()]
    found += [_of_loosened(each, run) for each in run.loosened]
    found += [_of_waiver(use) for use in run.waivers if use.state not in runs.AS_IT_SHOULD_BE]
    return sorted(found, key=lambda row: (not row.fails, _MARKS.index(row.mark)))


def shown_rows(run: Run, library: Library, style: Style) -> list[Row]:
    """The rows that a service shows at the lines of a change: what objects, is open or warns, and is not known.

    What could not be checked is among them.

    Risks only if `style` is verbose.
    """
    found = rows(run, library, style._replace(verbose=False), risks=style.verbose)
    wanted = (Mark.UNCHECKED, Mark.FAIL, Mark.OPEN, Mark.REVIEW, Mark.WARNING, *([Mark.RISK] if style.verbose else []))
    return [row for row in once(found) if row.mark in wanted and not row.known]


def once(found: Iterable[Row]) -> list[Row]:
    """Rows for readers to whom a row does not say its plan: what kept several plans from being checked, once."""
    first: dict[tuple[Place, Text, Text | None], Row] = {}
    return [
        row
        for row in found
        if row.mark is not Mark.UNCHECKED or first.setdefault((row.place, row.says, row.instead), row) is row
    ]


def each_trip_first(found: Sequence[Row]) -> list[Row]:
    """The first row of each trip, then the second of each, and so on: for readers to whom few of many are shown."""
    seen = Counter[tuple[str, tuple[str, ...]]]()
    turns = []
    for row in found:
        about = (row.plan, row.trips)
        seen[about] += 1 if row.trips else 0
        turns.append(seen[about])
    return [row for _, row in sorted(zip(turns, found, strict=True), key=lambda each: each[0])]


def by_trip(found: Iterable[Row]) -> Mapping[tuple[str, str], Sequence[Row]]:
    """Rows about single trips, by plan and trip."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in found:
        if len(row.trips) == 1:
            groups.setdefault((row.plan, row.trips[0]), []).append(row)
    return groups


def worst_first(report: Report) -> list[TripResult]:
    """The trips of a report, those of the worst verdict first."""
    return sorted(report.trips, key=lambda trip: trip.verdict.rank)


def counts_of(found: Sequence[Row]) -> dict[Mark, int]:
    """How many rows have each mark."""
    return {mark: sum(row.mark is mark for row in found) for mark in Mark}


class _Rows(Findings):
    """The rows of one report."""

    def __init__(self, run: Run, report: Report, library: Library, style: Style, *, risks: bool) -> None:
        """The rows of one report of a run; without `risks`, those of single trips are left out."""
        super().__init__(report, library, style, known=run.known_prints)
        self._run = run
        self._risks = risks

    def all(self) -> Iterator[Row]:
        """Every row of the report: law and policy trip by trip, side matters, then what is about several trips."""
        for trip in self.report.trips:
            for layer in DECIDING:
                if layer in trip.layers:
                    yield from self._layer(trip.layers[layer], layer)
            if trip.side is not None and self._risks:
                for told in self.warned(trip.side):
                    yield self._row(told, Layer.SIDE, None, Mark.RISK)
        for each in self.report.crew:
            mark = Mark.WARNING if each.waiver is None else Mark.WAIVED
            row = self._row(Told(each.finding, each.subjects[0]), Layer.CREW, None, mark)
            trips = tuple(dict.fromkeys(str(subject.trip["id"]) for subject in each.subjects))
            yield row._replace(trips=trips, fingerprint=crew_fingerprint(each), waiver=each.waiver)

    def _layer(self, result: LayerResult, layer: Layer) -> Iterator[Row]:
        """What one layer says of a trip: what decides, then what warns, then what is waived."""
        yield from self._subject(result.parts, result.verdict, result.subject, layer, None)
        for activity in result.activities:
            yield from self._subject(activity.parts, activity.verdict, activity.subject, layer, activity)
        if result.stale and (result.verdict is Verdict.NEEDS_REVIEW or self.everything):
            yield self._own(OVERDUE, result.subject, layer, None, Verdict.NEEDS_REVIEW, f"/{result.pack}")

    def _subject(
        self,
        parts: tuple[Part, ...],
        verdict: Verdict,
        subject: Subject,
        layer: Layer,
        activity: ActivityResult | None,
    ) -> Iterator[Row]:
        """The rows of a trip or activity, each rule once for each mark, with the days of the first part that has it."""
        seen: set[tuple[str, Mark]] = set()
        for part in parts:
            for row in self._part(part, verdict, subject, layer, activity):
                if (row.rule_name, row.mark) not in seen:
                    seen.add((row.rule_name, row.mark))
                    yield row._replace(first=part.first, last=part.last)

    def _part(
        self, part: Part, verdict: Verdict, subject: Subject, layer: Layer, activity: ActivityResult | None
    ) -> Iterator[Row]:
        """The rows of one run of days: findings, a missing ground, risks, what is waived."""
        ruling = part.ruling
        for told in self.told(part, verdict, subject):
            if told.finding.verdict is not None:
                yield self._row(told, layer, activity, MARK_OF[told.finding.verdict])
        if ungranted(ruling):
            yield self._own(NO_GROUND, subject, layer, activity, Verdict.NOT_PERMITTED)
        for finding in ruling.risks if self._risks else ():
            yield self._row(Told(finding, subject), layer, activity, Mark.RISK)
        for each in ruling.waived:
            row = self._row(Told(each.finding, subject), layer, activity, Mark.WAIVED)
            yield row._replace(waiver=each.waiver)
        for rule in ruling.cleared if self.verbose else ():
            yield self._clear(rule, subject, layer, activity)

    def _row(self, told: Told, layer: Layer, activity: ActivityResult | None, mark: Mark) -> Row:
        """The row of a finding."""
        finding, subject = told.finding, told.subject
        telltales = activity.telltales if activity is not None else ()
        if finding.applies is False:  # a limit that is met because it is about others only
            mark = Mark.CLEAR
        stated = self.stated(finding, subject, telltales)
        owner = self.owner(finding.rule)
        cites = "; ".join(each.cite for each in self.cited(finding.rule))
        row = self._about(mark, finding.rule, subject, layer, activity)
        return row._replace(
            rule=finding.rule,
            says=sentences.headline(finding),
            place=stated.place if stated is not None else subject.place,
            because=tuple(self.why(finding, subject, telltales)),
            asks=tuple(fact.ask for fact in told.asks),
            instead=finding.instead if mark is not Mark.PASS else None,
            law=owner.en if owner is not None else cites,
        )

    def _clear(self, rule: Rule, subject: Subject, layer: Layer, activity: ActivityResult | None) -> Row:
        """The row of a rule that does not hold."""
        row = self._about(Mark.CLEAR, rule, subject, layer, activity)
        cites = "; ".join(each.cite for each in self.cited(rule))
        says = Text("does not hold: {title}", "해당하지 않음: {title}", title=rule.title)
        return row._replace(rule=rule, says=says, law=cites)

    def _own(
        self,
        name: str,
        subject: Subject,
        layer: Layer,
        activity: ActivityResult | None,
        verdict: Verdict,
        apart: str = "",
    ) -> Row:
        """Something that no rule says: the law is overdue, or has no ground at all; `apart` distinguishes several."""
        row = self._about(MARK_OF[verdict], name + apart, subject, layer, activity)
        return row._replace(rule_name=name, says=OWN_RULES[name])

    def _about(
        self, mark: Mark, rule: Rule | str, subject: Subject, layer: Layer, activity: ActivityResult | None
    ) -> Row:
        """A row that says nothing yet: what it is about, its fingerprint, whether it fails and is known."""
        trip = subject.trip
        print_ = fingerprint(subject, rule)
        failing = mark in _FAILING and self._run.fails(self.report.plan.name, _FAILING[mark])
        known = print_ in (self.known or ())
        return Row(
            mark=mark,
            rule_name=rule if isinstance(rule, str) else rule.name,
            rule=None,
            says=Text("", ""),
            place=subject.place,
            fingerprint=print_,
            plan=self.report.plan.name,
            trips=(str(trip["id"]),),
            traveler=str(trip["traveler"]),
            admitted=str(trip["class"]),
            activity=activity.number if activity is not None else None,
            kind=str(subject.activity["kind"]) if subject.activity is not None else "",
            layer=layer,
            fails=failing and not known,
            known=known,
        )


_FAILING = {mark: verdict for verdict, mark in MARK_OF.items() if verdict is not Verdict.PERMITTED}


def _of_problem(problem: Problem, unchecked: Unchecked) -> Row:
    """What kept something from being checked, at its line, else at the first of its file."""
    place = problem.place or (Place(unchecked.name, 1, 1) if unchecked.name else NOWHERE)
    told = f"{place}\0{problem.message.en}".encode(errors="backslashreplace")
    return Row(
        mark=Mark.UNCHECKED,
        rule_name=CANNOT_CHECK,
        rule=None,
        says=problem.message,
        place=place,
        fingerprint=sha256(told)[:32],
        plan=unchecked.name,
        instead=problem.hint,
        fails=True,
    )


def _of_loosened(each: Loosened, run: Run) -> Row:
    """What a change makes of the rules that it is judged by."""
    return Row(
        mark=Mark.REVIEW if each.holds else Mark.WARNING,
        rule_name=LOOSENED,
        rule=None,
        says=each.says,
        place=each.place,
        fingerprint=f"loosened-{each.plan}-{each.trip}-{each.place.file}",
        plan=each.plan,
        fails=each in run.held_back,
    )


def _of_waiver(use: WaiverUse) -> Row:
    """A waiver that is not simply in use, at its own line."""
    state, said = use.state, runs.waiver_state(use)
    waiver = use.waiver
    return Row(
        mark=Mark.WARNING,
        rule_name=WAIVER_RULES[state],
        rule=None,
        says=Text("waiver {id}: {said}", "예외 승인 {id}: {said}", id=waiver.id, said=said),
        place=waiver.place,
        fingerprint=f"waiver-{waiver.id}-{state.value}",
        waiver=waiver,
    )
