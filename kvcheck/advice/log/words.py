"""What is said of a log, in both languages."""

from collections.abc import Iterator, Mapping

from kvcheck.advice.log.value import Drift, Kind, Result
from kvcheck.frozen import NamedTuple
from kvcheck.language.grammar import count, joined
from kvcheck.language.text import Text
from kvcheck.model import Verdict, worst
from kvcheck.telling import labels, sentences

KINDS: Mapping[Kind, Text] = {
    Kind.PERSON: Text("a person who is not in the plan", "계획에 없는 사람"),
    Kind.OUTSIDE: Text("a day on which no trip is planned", "계획된 출장이 없는 날"),
    Kind.LONGER: Text("longer than approved: after the planned departure", "승인된 기간 초과: 계획한 출국일 이후"),
    Kind.TASK: Text("a new task", "승인되지 않은 새 작업"),
    Kind.ROLE: Text("another role", "승인과 다른 역할"),
    Kind.EQUIPMENT: Text("another machine", "승인과 다른 장비"),
    Kind.SITE: Text("a new site", "승인되지 않은 현장"),
    Kind.DAY: Text("an approved task on a day that is not approved for it", "승인된 작업이나 승인된 기간이 아닌 날"),
    Kind.TOOL: Text("a tool for other work", "해당 작업용이 아닌 공구"),
    Kind.TOOL_UNKNOWN: Text("a tool of which it is not known what it is for", "용도를 알 수 없는 공구"),
    Kind.UNREAD: Text("a cell that was not understood", "읽을 수 없는 칸"),
}

FIELDS: Mapping[str, Text] = {
    "kind": Text("task", "작업"),
    "mode": Text("role", "역할"),
    "equipment": Text("equipment", "장비"),
    "site": Text("site", "현장"),
}

RULE = Text(
    "Each line is put into the plan as an activity of its day and judged as plans are; what was not approved needs "
    "review at best. A tool or a word that is not understood does not pass (--tool NAME, --value TEXT=KIND).",
    "기록의 각 행을 그날의 활동으로 계획에 넣어 계획과 같은 규칙으로 판단합니다. 승인되지 않은 것은 규칙상 허용되어도 "
    "검토가 필요합니다. 이해하지 못한 공구나 낱말은 통과시키지 않습니다(--tool 이름, --value 내용=종류).",
)


class Day(NamedTuple):
    """One day of a log."""

    day: str
    drifts: tuple[Drift, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst of it."""
        return worst(each.verdict for each in self.drifts)

    @property
    def off(self) -> tuple[Drift, ...]:
        """What was not as approved."""
        return tuple(each for each in self.drifts if each.kinds or each.verdict is not Verdict.PERMITTED)


def days(result: Result) -> list[Day]:
    """The log by day."""
    found: dict[str, list[Drift]] = {}
    for each in result.drifts:
        found.setdefault(each.entry.day, []).append(each)
    return [Day(day, tuple(drifts)) for day, drifts in found.items()]


def summary(day: Day) -> Text:
    """One day in a line."""
    lines = count(len(day.drifts), "line", "건")
    if not day.off:
        return Text("{day}  as approved ({lines})", "{day}  승인대로({lines})", day=day.day, lines=lines)
    return Text(
        "{day}  {off} of {lines} not as approved",
        "{day}  {lines} 중 {off}건이 승인과 다름",
        day=day.day,
        off=len(day.off),
        lines=lines,
    )


def about(each: Drift) -> Text:
    """Whom, in which trip, and where it stands in the log."""
    who = each.entry.traveler or Text("not in the plan", "계획에 없음")
    where = each.entry.place
    if each.trip is None:
        return Text("{who} ({where})", "{who}({where})", who=who, where=where)
    return Text("{who} · {trip} ({where})", "{who} · {trip}({where})", who=who, trip=each.trip, where=where)


def off(each: Drift) -> Text:
    """In what a line departs from what was approved."""
    if not each.kinds and each.planned is Verdict.PERMITTED:
        return Text(
            "the approved task, but what the line says of it does not pass",
            "승인된 작업이나 기록된 내용이 통과하지 못함",
        )
    if not each.kinds:
        return Text("as planned, but the plan itself does not pass", "계획대로이나 계획 자체가 통과하지 못함")
    return joined((_said(each, kind) for kind in each.kinds), "; ")


def _said(each: Drift, kind: Kind) -> Text:
    """One way, with what the log has."""
    entry = each.entry
    had = {Kind.TASK: each.task, Kind.ROLE: each.role, Kind.EQUIPMENT: entry.equipment, Kind.SITE: entry.site}
    told = had.get(kind)
    if kind is Kind.UNREAD:
        fields = joined([FIELDS[name] for name in entry.unread], ", ")
        return Text("{kind} ({fields})", "{kind}({fields})", kind=KINDS[kind], fields=fields)
    if told is None:
        return KINDS[kind]
    return Text("{kind}: {told}", "{kind}: {told}", kind=KINDS[kind], told=told)


def judged(each: Drift) -> list[Text]:
    """What the engine finds against it."""
    points = [Text("its words point to: {family}", "내용이 가리키는 작업: {family}", family=one) for one in each.points]
    return [*points, *dict.fromkeys(sentences.headline(finding) for finding in each.findings)]


def head(result: Result) -> Text:
    """The whole log in a line."""
    every = days(result)
    wrong = sum(bool(day.off) for day in every)
    return Text(
        "{log}: {days}, {lines}; {wrong}",
        "{log}: {days}, {lines}, {wrong}",
        log=result.log,
        days=count(len(every), "day", "일"),
        lines=count(len(result.drifts), "line", "건"),
        wrong=Text("as approved", "모두 승인대로")
        if not wrong
        else Text("not as approved on {days}", "{days}은 승인과 다름", days=count(wrong, "day", "일")),
    )


def notices(result: Result) -> Iterator[Text]:
    """What a reader must know: how old the law is, what was only supposed, what was not read."""
    report = result.report
    yield from sentences.notices(report.as_of, report.packs, backdated=report.backdated, supposed=report.supposed)
    yield from result.notes


def mark(verdict: Verdict) -> str:
    """The sign of a verdict."""
    return labels.MARKS[verdict]
