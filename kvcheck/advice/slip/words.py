"""What is said of trips that slip, in both languages."""

from collections.abc import Iterator, Mapping

from kvcheck.advice.slip.value import Break, Delay, Held, Outcome, Slip, Slipping, Source
from kvcheck.language.grammar import count, listed
from kvcheck.language.text import Text
from kvcheck.model import Fact, is_open
from kvcheck.plan.moving import Way, day_after
from kvcheck.telling import labels, sentences
from kvcheck.telling.questions import answer_path

SOURCES: Mapping[Source, Text] = {
    Source.LAW: Text("law", "법령"),
    Source.POLICY: Text("policy", "사내 규정"),
    Source.ESTA: Text("ESTA", "ESTA"),
    Source.VISA: Text("visa", "비자"),
    Source.ANNOTATION: Text("annotation", "비자 주석"),
    Source.PASSPORT: Text("passport", "여권"),
    Source.CONTRACT: Text("contract", "계약"),
    Source.FILING: Text("filing", "청원·신청"),
}

WAYS: Mapping[Way, Text] = {
    Way.LONGER: Text("longer", "연장"),
    Way.LATER: Text("later", "연기"),
}
"""Short names of the two ways."""

RULE = Text(
    "longer: arrival stays, departure and what ends last on the trip move. later: arrival, departure and all "
    "activities move. Each trip slips by itself, everything else stays as planned. Arrival and departure both count.",
    "연장: 입국일은 그대로, 출국일과 가장 늦게 끝나는 활동이 늦춰짐. 연기: 입국일·출국일과 모든 활동이 함께 늦춰짐. "
    "출장마다 따로 늦추며 나머지는 계획대로 둡니다. 입국일과 출국일을 모두 하루로 셉니다.",
)
"""How days are counted and what moves."""


def notices(outcome: Outcome) -> Iterator[Text]:
    """What a reader must know: how old the law is, and what was only supposed."""
    report = outcome.report
    return sentences.notices(report.as_of, report.packs, backdated=report.backdated, supposed=report.supposed)


def days(number: int) -> Text:
    """A number of days."""
    return count(number, "day", "일")


def left(slip: Slip, most: int) -> Text:
    """How far a trip can slip one way, short."""
    if slip.left is None:
        return Text("over {most}", "{most} 초과", most=days(most))
    return days(slip.left)


def break_day(way: Way, trip: Mapping[str, str], number: int) -> Text:
    """The day of arrival or departure after a slip."""
    if way is Way.LATER:
        return Text("arriving {day}", "입국 {day}", day=day_after(trip["arrive"], number))
    return Text("departing {day}", "출국 {day}", day=day_after(trip["depart"], number))


def room(slip: Slip, each: Slipping, most: int) -> Text:
    """How far a trip can slip one way, with the last good day."""
    trip = each.result.subject.trip
    if slip.left is None:
        return Text("nothing breaks within {most}", "{most} 안에는 지장 없음", most=days(most))
    if slip.left == 0:
        return Text("no day left", "여유 없음")
    until = break_day(slip.way, trip, slip.left)
    return Text("{left} left, {until} at the latest", "여유 {left}, 늦어도 {until}", left=days(slip.left), until=until)


def says(each: Break) -> Text:
    """What breaks, with the activity if it is about one."""
    said = sentences.headline(each.finding)
    if not each.activity:
        return said
    return Text("activity {number}: {said}", "활동 {number}: {said}", number=each.activity, said=said)


def asks(held: Held, each: Slipping, facts: Mapping[str, Fact]) -> Text:
    """A limit of which the days are not known, with the places that would tell."""
    names = sentences.unknowns(held.finding)
    subject = each.result.subject
    places = ", ".join(dict.fromkeys(answer_path(facts[name], subject) for name in names if name in facts))
    title = held.finding.rule.title
    if not places:
        return title
    return Text("{title} ({places})", "{title}({places})", title=title, places=places)


def beyond(slipping: Slipping, most: int) -> Text | None:
    """Which limits hold for as far as was looked, whichever way the trip slips; None without any."""
    known = [held for slip in slipping.slips for held in slip.held if held.known]
    sources = [source for source in Source if any(each.source is source for each in known)]
    if not sources:
        return None
    return Text(
        "not broken within {most}: other limits of {sources}",
        "{most} 안에 어기지 않는 그 밖의 한도: {sources}",
        most=days(most),
        sources=listed(SOURCES[source] for source in sources),
    )


def unknown(slipping: Slipping) -> list[Held]:
    """The limits of which the days are not known, each once."""
    found = {held.finding.rule.name: held for slip in slipping.slips for held in slip.held if not held.known}
    return list(found.values())


def stays_put(slipping: Slipping) -> Iterator[Text]:
    """Why a trip cannot slip one way or the other."""
    trip = slipping.result.subject.trip
    if slipping.over:
        yield Text("over since {day}", "{day}에 끝남", day=trip["depart"])
        return
    ways = {slip.way for slip in slipping.slips}
    if Way.LATER not in ways:
        yield Text("begun: it can only last longer", "이미 시작됨: 연장만 가능")
    if is_open(trip):
        yield Text(
            "departure not known: how much longer it may last is for `kvcheck days`",
            "출국일 미정: 언제까지 체류할 수 있는지는 `kvcheck days` 참조",
        )


def hanging(slipping: Slipping, number: int) -> list[Text]:
    """What else hangs on the days of a trip: the traveler's next trip, the end of the project."""
    return [each for each in (_next_trip(slipping, number), _project_end(slipping, number)) if each is not None]


def _next_trip(slipping: Slipping, number: int) -> Text | None:
    """What becomes of the gap to the traveler's next trip, which stays as planned."""
    if slipping.following is None or slipping.gap is None:
        return None
    gap = slipping.gap - number
    if gap < 0:
        return Text(
            "runs into the traveler's next trip `{trip}`",
            "같은 출장자의 다음 출장 `{trip}`{:과} 겹침",
            trip=slipping.following,
        )
    return Text(
        "{gap} instead of {planned} until the traveler's next trip `{trip}`",
        "같은 출장자의 다음 출장 `{trip}`까지 {planned}에서 {gap}{:으로} 줄어듦",
        gap=days(gap),
        planned=days(slipping.gap),
        trip=slipping.following,
    )


def _project_end(slipping: Slipping, number: int) -> Text | None:
    """That the trip would end after the project; None if it would not, or did already."""
    trip, project = slipping.result.subject.trip, slipping.result.subject.plan.project
    ends = str(project.get("ends", "9999-12-31")) if project is not None else "9999-12-31"
    if is_open(trip) or trip["depart"] > ends or day_after(trip["depart"], number) <= ends:
        return None
    return Text("ends after the project ({ends})", "프로젝트 종료일({ends}) 이후에 끝남", ends=ends)


def delayed(slip: Slip, each: Slipping) -> Text:
    """The days of a trip after the delay asked for, with the verdict that they get."""
    assert slip.delay is not None
    trip, number = each.result.subject.trip, slip.delay.days
    arrive = day_after(trip["arrive"], number) if slip.way is Way.LATER else trip["arrive"]
    depart = "?" if is_open(trip) else day_after(trip["depart"], number)
    return Text(
        "{way} by {days}: {arrive} – {depart}, {verdict}",
        "{days} {way}: {arrive} – {depart}, {verdict}",
        way=WAYS[slip.way],
        days=days(number),
        arrive=arrive,
        depart=depart,
        verdict=labels.VERDICTS[slip.delay.verdict],
    )


def beside(delay: Delay, each: Slipping) -> Iterator[Text]:
    """What a delay does beside the verdict: what draws attention, what hangs on the days."""
    for finding in delay.drawn:
        yield Text("draws attention: {title}", "주의를 끎: {title}", title=finding.rule.title)
    yield from hanging(each, delay.days)
