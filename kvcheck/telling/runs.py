"""What is said of a whole run, in both languages: counts, what was left out, how waivers stand."""

from collections.abc import Iterator, Mapping

from kvcheck.language.text import Text
from kvcheck.model import ENDING_DAYS, Rule, Run, TripResult, Verdict, Waived, Waiver, WaiverState, WaiverUse
from kvcheck.telling import labels


def counts(run: Run) -> Text:
    """How many trips got which verdict, best first; without trips, why there are none."""
    trips = [trip for report in run.reports for trip in report.trips]
    total = len(trips)
    if not trips and run.since is not None:
        revision = run.since.revision
        return Text(
            f"no trip was touched since {revision}: nothing was judged",
            f"{revision} 이후 변경된 출장이 없어 판정하지 않았습니다",
        )
    found = [(labels.VERDICTS[each], sum(trip.verdict is each for trip in trips)) for each in reversed(Verdict)]
    found = [(word, count) for word, count in found if count]
    en = " · ".join(f"{count} {word.en}" for word, count in found)
    ko = " · ".join(f"{word.ko} {count}" for word, count in found)
    return Text(f"{total} trip{'s' if total != 1 else ''}: {en}", f"출장 {total}건: {ko}")


def provisos(run: Run) -> Iterator[Text]:
    """What a reader must know of a run that left something out: trips not touched, findings that are known."""
    if run.since is not None and run.since.untouched:
        count, revision = run.since.untouched, run.since.revision
        yield Text(
            f"{count} trip{'s' if count != 1 else ''} not touched since {revision}, not judged",
            f"{revision} 이후 변경되지 않은 출장 {count}건은 판정하지 않음",
        )
    if run.known is not None:
        count = len(run.known.fingerprints)
        yield Text(
            f"{count} known from the baseline, not counted as failing",
            f"기준선에 있는 기존 지적 {count}건은 실패로 보지 않음",
        )
        if run.known.gone:
            gone = run.known.gone
            yield Text(
                f"{gone} of the baseline found no more: write it again to keep it short",
                f"기준선 중 {gone}건은 더 이상 없음: 기준선을 다시 작성하십시오",
            )


WAIVER_STATES: Mapping[WaiverState, Text] = {
    WaiverState.LAPSED: Text("lapsed", "만료"),
    WaiverState.NOT_YET: Text("not yet valid", "시작 전"),
    WaiverState.OPEN: Text("waits for an answer", "답변 대기"),
    WaiverState.UNUSED: Text("unused", "미사용"),
    WaiverState.ENDING: Text("lapses soon", "만료 임박"),
    WaiverState.IN_USE: Text("in use", "적용 중"),
}


def waiver_state(use: WaiverUse) -> Text:
    """How a waiver stands, with what follows from it."""
    waiver, left = use.waiver, use.days_left
    match use.state:
        case WaiverState.LAPSED:
            return Text(
                f"lapsed on {waiver.last}: what it covered counts again",
                f"{waiver.last}에 만료: 승인되었던 사항이 다시 적용됩니다",
            )
        case WaiverState.NOT_YET:
            return Text(f"not valid before {waiver.first}", f"{waiver.first}부터 유효")
        case WaiverState.OPEN:
            return Text(
                "the rule is an open question here: answer it first, then it can be accepted",
                "규칙이 아직 확인되지 않았습니다. 먼저 답변한 뒤 승인할 수 있습니다",
            )
        case WaiverState.UNUSED:
            return Text("covers nothing that was found: remove it", "해당하는 지적이 없습니다. 삭제하십시오")
        case WaiverState.ENDING if left > ENDING_DAYS:
            return Text(
                f"lapses on {waiver.last}, before a trip that relies on it ends",
                f"{waiver.last} 만료: 이를 근거로 한 출장이 끝나기 전입니다",
            )
        case _:
            days = f"{left} day{'s' if left != 1 else ''}"
            return Text(f"until {waiver.last} ({days} left)", f"{waiver.last}까지({left}일 남음)")


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
            f"waived until {waiver.last} ({waiver.id}): {rule.title.en} · {listed}",
            f"{waiver.last}까지 예외 승인({waiver.id}): {rule.title.ko} · {listed}",
        )


def troubled(run: Run) -> Iterator[Text]:
    """Waivers that are not simply in use."""
    for use in run.waivers:
        if use.state is not WaiverState.IN_USE:
            said, name = waiver_state(use), use.waiver.id
            yield Text(f"waiver {name}: {said.en}", f"예외 승인 {name}: {said.ko}")


def waived(trip: TripResult) -> Iterator[Waived]:
    """What waivers accept of a trip in any layer, each rule once with each waiver."""
    layers = [layer for layer in (trip, trip.policy, trip.side) if layer is not None]
    parts = [part for layer in layers for part in layer.parts]
    parts += [part for layer in layers for activity in layer.activities for part in activity.parts]
    found = [each for part in parts for each in part.ruling.waived]
    yield from {(each.finding.rule.name, each.waiver.id): each for each in found}.values()
