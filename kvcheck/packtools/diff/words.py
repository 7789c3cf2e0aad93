"""What differs between two states of the rules in sentences, before any format."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from kvcheck.language.grammar import count, joined
from kvcheck.language.text import Text
from kvcheck.packtools.diff.value import Change, Diff, Done, Effect, MovedTrip, Part, Sort, Trips
from kvcheck.telling import labels

EFFECTS: Mapping[Effect, Text] = {
    Effect.LOOSENED: Text("loosened", "완화"),
    Effect.TIGHTENED: Text("tightened", "강화"),
    Effect.BOTH: Text("loosened for some, tightened for others", "일부 완화, 일부 강화"),
    Effect.OPEN: Text("may bear on verdicts", "판정에 영향을 줄 수 있음"),
    Effect.SAME: Text("comes out alike", "결과 동일"),
    Effect.NONE: Text("without bearing on verdicts", "판정과 무관"),
}
STYLES: Mapping[Effect, str] = {
    Effect.LOOSENED: "error", Effect.TIGHTENED: "permitted", Effect.BOTH: "review", Effect.OPEN: "review",
}  # fmt: skip
"""How each effect looks on a terminal."""
DONE: Mapping[Done, Text] = {
    Done.ADDED: Text("added", "추가"),
    Done.REMOVED: Text("removed", "삭제"),
    Done.CHANGED: Text("changed", "변경"),
}
SORTS: Mapping[Sort, Text] = {
    Sort.PACK: Text("Packs", "규칙 묶음"),
    Sort.RULE: Text("Rules", "규칙"),
    Sort.PARAMETER: Text("Numbers and lists", "수치·목록"),
    Sort.FACT: Text("Facts", "사실"),
    Sort.ACTIVITY: Text("Activities", "활동"),
    Sort.DOCUMENT: Text("Papers", "서류"),
    Sort.STEP: Text("Steps of a trip", "출장 단계"),
    Sort.AUTHORITY: Text("Authorities", "근거"),
    Sort.WORDS: Text("Words of descriptions", "설명에 쓰는 말"),
    Sort.CASE: Text("Cases", "사례"),
    Sort.OTHER: Text("Other files", "그 밖의 파일"),
}
TITLE = Text("Rules: {old} → {new}", "규칙 비교: {old} → {new}")
ALIKE = Text("no rule differs", "달라진 규칙이 없습니다")
UNREAD = Text("not everything could be compared", "일부를 비교하지 못했습니다")
VERDICTS = Text("Verdicts of the plans", "계획의 판정")
LATER = Text("From a later day on", "이후 시행되는 변경")
OVERDUE = Text("the law in a pack should have been read again before today", "규칙 묶음의 법령 확인 기한이 지났습니다")


def summary(diff: Diff) -> Text:
    """How many things differ, and which way they go."""
    if not diff.changes:
        return UNREAD if diff.problems else ALIKE
    found = Counter(each.effect for each in diff.changes)
    effects = [
        Text("{number} {effect}", "{effect} {number}건", number=found[each], effect=EFFECTS[each])
        for each in Effect
        if found[each]
    ]
    lost = sum(part.grave for each in diff.changes for part in each.parts)
    if lost:
        effects.append(Text("{lost} LOST", "{lost}", lost=count(lost, "text", "건 누락")))
    return Text(
        "{changes}: {effects}",
        "{changes}: {effects}",
        changes=count(len(diff.changes), "change", "건 변경"),
        effects=joined(effects, "; ", ", "),
    )


def grouped(changes: Sequence[Change]) -> Iterator[tuple[Text, list[Change]]]:
    """The changes by what they are about, with the heading of each group."""
    for sort, heading in SORTS.items():
        found = [each for each in changes if each.sort is sort]
        if found:
            yield heading, found


def state(change: Change) -> Text:
    """What became of a thing and what that does: `changed: loosened`."""
    return Text("{done}: {effect}", "{done}: {effect}", done=DONE[change.done], effect=EFFECTS[change.effect])


def part(each: Part) -> Text:
    """What of a thing is otherwise, in one line."""
    what = each.what
    for heading in reversed(each.within):
        what = Text("{heading} › {what}", "{heading} › {what}", heading=heading, what=what)
    if each.grave:
        if each.now is None:
            return Text("{what}: LOST, was {before}", "{what}: 누락됨. 이전: {before}", what=what, before=each.before)
        return Text(
            "{what}: LOST, {before} → {now}",
            "{what}: 누락됨. {before} → {now}",
            what=what,
            before=each.before,
            now=each.now,
        )
    if each.asked and each.before is None:
        return Text("{what}: now asked for: {now}", "{what}: 새로 요구함: {now}", what=what, now=each.now)
    if each.asked and each.now is None:
        gone = Text("{what}: no longer asked for: {before}", "{what}: 더 이상 요구하지 않음: {before}")
        return gone.filled(what=what, before=each.before)
    if each.before is None:
        return Text("{what}: + {now}", "{what}: + {now}", what=what, now=each.now)
    if each.now is None:
        return Text("{what}: - {before}", "{what}: - {before}", what=what, before=each.before)
    return Text("{what}: {before} → {now}", "{what}: {before} → {now}", what=what, before=each.before, now=each.now)


def example(change: Change) -> Text | None:
    """Facts for which a rule comes out otherwise; None where none were searched for."""
    if not change.example:
        return None
    return Text(
        "for example, all else as the rule asks, {facts}",
        "예(나머지는 규칙대로): {facts}",
        facts=joined(change.example, "; "),
    )


def starts(change: Change) -> Text:
    """From which day a change is law."""
    return Text("law from {day}", "{day}부터 시행", day=change.first)


def counted(trips: Trips) -> Text:
    """How many trips moved of how many."""
    return Text(
        "{moved} of {judged} verdicts changed, judged by both as of {as_of}",
        "출장 {judged}건 중 {moved}건 판정 변경(기준일 {as_of}, 양쪽 규칙으로 판정)",
        moved=len(trips.moved),
        judged=trips.judged,
        as_of=trips.as_of,
    )


def alike(trips: Trips) -> Iterator[list[MovedTrip]]:
    """The trips that moved, then those that rest on other rules, then those that would move later; alike together."""
    groups: dict[tuple[object, ...], list[MovedTrip]] = {}
    for each in (*trips.moved, *trips.otherwise, *trips.later):
        key = (each.plan, each.before, each.now, each.later, tuple(rule.name for rule in each.rules))
        groups.setdefault(key, []).append(each)
    yield from groups.values()


def moved(trips: Sequence[MovedTrip]) -> Text:
    """Which way some trips moved alike."""
    trip = trips[0]
    head = joined([Text("{trip} ({days})", "{trip}({days})", trip=each.trip, days=each.days) for each in trips])
    if trip.later:
        return Text(
            "{head}, if going from {later} on: {before} → {now}",
            "{head}, {later} 이후 출장 시: {before} → {now}",
            head=head,
            later=trip.later,
            before=labels.VERDICTS[trip.before],
            now=labels.VERDICTS[trip.now],
        )
    if trip.before is trip.now:
        return Text(
            "{head}: {now} as before, by other rules",
            "{head}: {now}(동일), 근거 규칙 변경",
            head=head,
            now=labels.VERDICTS[trip.now],
        )
    return Text(
        "{head}: {before} → {now}",
        "{head}: {before} → {now}",
        head=head,
        before=labels.VERDICTS[trip.before],
        now=labels.VERDICTS[trip.now],
    )


def reasons(trip: MovedTrip) -> Iterator[tuple[str, Text]]:
    """The rules by which a trip moved, each with why; without a rule it is that the law was not read again."""
    for each in trip.rules:
        yield (
            each.name,
            Text(
                "{title}: {why} ({place})",
                "{title}: {why}({place})",
                title=each.finding.rule.title,
                why=joined(each.reasons, "; "),
                place=each.place,
            ),
        )
    if not trip.rules and trip.before is not trip.now:
        yield "", OVERDUE
