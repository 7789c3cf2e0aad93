"""What is said of a whole run, in both languages: counts, what was left out, how waivers stand."""

from collections.abc import Iterator, Mapping, Sequence

from kvcheck.language.grammar import count, joined
from kvcheck.language.text import Text
from kvcheck.model import (
    ENDING_DAYS,
    Moved,
    Rule,
    Run,
    TripResult,
    Value,
    Verdict,
    Waived,
    Waiver,
    WaiverState,
    WaiverUse,
)
from kvcheck.telling import labels
from kvcheck.telling.sentences import NOT_STATED, value_of


def counts(run: Run) -> Text:
    """How many trips got which verdict, best first; without trips, why there are none."""
    trips = [trip for report in run.reports for trip in report.trips]
    if run.unchecked and not trips:
        errors = count(len(run.problems), "error", "건")
        return Text("nothing was checked: {errors}", "점검하지 않았습니다: 오류 {errors}", errors=errors)
    if not trips and run.since is not None:
        revision = run.since.revision
        return Text(
            "no trip was touched since {revision}: nothing was judged",
            "{revision} 이후 변경된 출장이 없어 판정하지 않았습니다",
            revision=revision,
        )
    found = [(labels.VERDICTS[each], sum(trip.verdict is each for trip in trips)) for each in reversed(Verdict)]
    found = [(word, number) for word, number in found if number]
    verdicts = joined([Text("{n} {word}", "{word} {n}", n=number, word=word) for word, number in found], " · ")
    said = Text(
        "{trips}: {verdicts}", "출장 {trips}: {verdicts}", trips=count(len(trips), "trip", "건"), verdicts=verdicts
    )
    if not run.unchecked:
        return said
    return Text("{partly}; {said}", "{partly}. {said}", partly=partly(run), said=said)


def partly(run: Run) -> Text:
    """That a run could not check everything, where it is told beside what it did check."""
    return Text(
        "not everything was checked ({errors})",
        "일부를 점검하지 못했습니다(오류 {errors})",
        errors=count(len(run.problems), "error", "건"),
    )


def provisos(run: Run) -> Iterator[Text]:
    """What a reader must know of a run that left something out: trips not touched, findings that are known."""
    yield from governed(run)
    if run.since is not None and run.since.untouched:
        yield Text(
            "{trips} not touched since {revision}, not judged",
            "{revision} 이후 변경되지 않은 출장 {trips:은} 판정하지 않음",
            trips=count(run.since.untouched, "trip", "건"),
            revision=run.since.revision,
        )
    if run.since is not None and run.since.tips:
        yield Text(
            "no common ancestor with {revision} is there: compared with {revision} itself",
            "{revision:과} 공통 조상 커밋이 없어 {revision} 자체와 비교함",
            revision=run.since.revision,
        )
    if run.unshown:
        yield Text(
            "only what was asked for; {trips} left out",
            "지정한 출장만 표시하며 {trips:은} 생략함",
            trips=count(run.unshown, "other trip", "건"),
        )
    for use in run.waivers:
        if use.waiver.moved_to is not None:
            yield Text(
                "the plan of waiver {id} is now {plan}: write that into its scope",
                "예외 승인 {id}의 계획은 현재 {plan}입니다. 적용 범위의 계획 이름을 고치십시오",
                id=use.waiver.id,
                plan=use.waiver.moved_to,
            )
    yield from (each.says for each in run.loosened)
    if run.known is not None:
        yield Text(
            "{count} known from the baseline, not counted as failing",
            "기준선에 있는 기존 지적 {count}건은 실패로 보지 않음",
            count=len(run.known.fingerprints),
        )
        if run.known.gone:
            yield Text(
                "no longer found: {findings} of the baseline; write it again to keep it short",
                "기준선 중 {findings:은} 더 이상 없음: 기준선을 다시 작성하십시오",
                findings=count(run.known.gone, "finding", "건"),
            )
        if run.known.bare:
            yield Text(
                "{findings} of the baseline without what was found: fails until it is written again",
                "기준선 중 {findings:은} 당시 확인된 내용이 없어 실패로 봄: 검토 후 기준선을 다시 작성하십시오",
                findings=count(run.known.bare, "finding", "건"),
            )


MOST_PLANS = 8
"""So many plans of one configuration are told by their names, the rest by their number."""
_GOVERNED = Text("governed by {config}: {plans}", "{config} 적용: {plans}")
_UNGOVERNED = Text("governed by no kvcheck.yaml: {plans}", "kvcheck.yaml 없이 판정: {plans}")


def governed(run: Run) -> Iterator[Text]:
    """Which configuration governs which plans, where there are several; from where on they fail if not all do so."""
    thresholds = {each.fail_on for each in run.governed}
    for each in run.governed:
        rest = len(each.plans) - MOST_PLANS
        plans = [Text(name, name) for name in each.plans[:MOST_PLANS]]
        plans += [Text("{rest} more", "그 밖에 {rest}개", rest=rest)] if rest > 0 else []
        said = (_GOVERNED if each.config else _UNGOVERNED).filled(config=each.config, plans=joined(plans, ", "))
        if len(thresholds) > 1:
            said = Text("{said} (fail_on: {at})", "{said} (fail_on: {at})", said=said, at=each.fail_on.value)
        if each.passed_over:
            said = Text(
                "{said}; not by what {above} above it asks for: {keys}",
                "{said}. 상위 {above}의 다음 설정은 적용하지 않음: {keys}",
                said=said,
                above=each.above,
                keys=", ".join(each.passed_over),
            )
        yield said


AS_IT_SHOULD_BE = (WaiverState.IN_USE, WaiverState.DONE)
"""States of a waiver of which nothing has to be told."""

WAIVER_STATES: Mapping[WaiverState, Text] = {
    WaiverState.LAPSED: Text("lapsed", "만료"),
    WaiverState.MOVED: Text("lapsed: not what was approved", "실효: 승인 내용과 다름"),
    WaiverState.UNBOUND: Text("bound to nothing", "승인 내용 없음"),
    WaiverState.UNAPPROVED: Text("not approved by who may", "승인 권한 없음"),
    WaiverState.NOT_YET: Text("not yet valid", "시작 전"),
    WaiverState.OPEN: Text("waits for an answer", "답변 대기"),
    WaiverState.UNUSED: Text("unused", "미사용"),
    WaiverState.ENDING: Text("lapses soon", "만료 임박"),
    WaiverState.IN_USE: Text("in use", "적용 중"),
    WaiverState.DONE: Text("served its time", "종료"),
}


def waiver_state(use: WaiverUse) -> Text:
    """How a waiver stands, with what follows from it."""
    waiver, left = use.waiver, use.days_left
    match use.state:
        case WaiverState.LAPSED:
            return Text(
                "lapsed on {last}: what it covered counts again",
                "{last}에 만료: 승인되었던 사항이 다시 적용됩니다",
                last=waiver.last,
            )
        case WaiverState.MOVED:
            trips = [_of_trip(trip, moved) for trip, moved in use.moved[:MOST_MOVED]]
            rest = len(use.moved) - MOST_MOVED
            if rest > 0:
                trips.append(Text("{rest} more trips", "그 밖에 출장 {rest}건", rest=rest))
            return Text(
                "no longer covers {trips}; if that is approved too: `kvcheck waivers --renew {id}`",
                "다음에는 적용되지 않습니다: {trips}. 이것도 승인하려면 `kvcheck waivers --renew {id}`",
                trips=joined(trips, "; "),
                id=waiver.id,
            )
        case WaiverState.UNBOUND:
            return Text(
                "accepts nothing: {why}; `kvcheck waivers --renew {id}` prints it with what is there now",
                "적용되지 않습니다: {why}. `kvcheck waivers --renew {id}`로 현재 내용을 담은 항목을 출력하십시오",
                why=waiver.amiss,
                id=waiver.id,
            )
        case WaiverState.UNAPPROVED:
            return Text("accepts nothing: {why}", "적용되지 않습니다: {why}", why=waiver.refused)
        case WaiverState.DONE:
            return Text(
                "lapsed on {last}; the trips that relied on it ended before",
                "{last}에 만료되었으며 이를 근거로 한 출장은 그 전에 모두 끝났습니다",
                last=waiver.last,
            )
        case WaiverState.NOT_YET:
            return Text("not valid before {first}", "{first}부터 유효", first=waiver.first)
        case WaiverState.OPEN:
            return Text(
                "the rule is an open question here: answer it first, then it can be accepted",
                "규칙이 아직 확인되지 않았습니다. 먼저 답변한 뒤 승인할 수 있습니다",
            )
        case WaiverState.UNUSED:
            return Text("covers nothing that was found: remove it", "해당하는 지적이 없습니다. 삭제하십시오")
        case WaiverState.ENDING if left > ENDING_DAYS:
            return Text(
                "lapses on {last}, before a trip that relies on it ends",
                "{last} 만료: 이를 근거로 한 출장이 끝나기 전입니다",
                last=waiver.last,
            )
        case _:
            return Text(
                "until {last} ({days} left)", "{last}까지({days} 남음)", last=waiver.last, days=count(left, "day", "일")
            )


MOST_MOVED = 3
"""The number of trips of one waiver that are told with what moved."""


def _of_trip(trip: str, moved: Sequence[Moved]) -> Text:
    """A trip that a waiver does not cover, with what is not as it was approved."""
    said = joined([moved_text(each) for each in moved], ", ")
    return Text("{trip} ({said})", "{trip}({said})", trip=trip, said=said)


def moved_text(each: Moved) -> Text:
    """One fact that is not what was approved: `approved for 22 days, now 85`."""
    old, now = (_value(each, value) for value in (each.approved, each.now))
    if each.key == "days" and isinstance(each.approved, int):
        days = count(each.approved, "day", "일")
        new = Text("{n}", "{n}일", n=each.now) if isinstance(each.now, int) else now
        return Text("approved for {days}, now {new}", "{days}로 승인, 현재 {new}", days=days, new=new)
    return Text(
        "{title}: approved {old}, now {now}", "{title}: 승인 {old}, 현재 {now}", title=each.title, old=old, now=now
    )


def _value(each: Moved, value: Value | None) -> Text:
    """A value as a reader would say it."""
    if value is None:
        return NOT_STATED
    if each.fact is not None:
        return value_of(each.fact, value)
    values = value if isinstance(value, tuple) else (value,)
    return joined([Text(str(one), str(one)) for one in values], " / ")


def accepted(run: Run) -> Iterator[Text]:
    """What waivers accept, each rule with its waiver and its trips."""
    found: dict[Waiver, tuple[Rule, list[str]]] = {}
    for report in run.reports:
        for trip in report.trips:
            for each in waived(trip):
                found.setdefault(each.waiver, (each.finding.rule, []))[1].append(trip.id)
        for crew in report.crew:
            if crew.waiver is not None:
                trips = [str(subject.trip["id"]) for subject in crew.subjects]
                found.setdefault(crew.waiver, (crew.finding.rule, []))[1].extend(trips)
    for waiver, (rule, trips) in found.items():
        listed = ", ".join(dict.fromkeys(trips))
        yield Text(
            "waived until {last} ({id}): {title} · {listed}",
            "{last}까지 예외 승인({id}): {title} · {listed}",
            last=waiver.last,
            id=waiver.id,
            title=rule.title,
            listed=listed,
        )


def troubled(run: Run) -> Iterator[Text]:
    """Waivers that are not simply in use."""
    for use in run.waivers:
        if use.state not in AS_IT_SHOULD_BE:
            said, name = waiver_state(use), use.waiver.id
            yield Text("waiver {name}: {said}", "예외 승인 {name}: {said}", name=name, said=said)


def waived(trip: TripResult) -> Iterator[Waived]:
    """What waivers accept of a trip in any layer, each rule once with each waiver."""
    found = [waived for layer in trip.layers.values() for ruling in layer.rulings for waived in ruling.said.waived]
    yield from {(each.finding.rule.name, each.waiver.id): each for each in found}.values()
