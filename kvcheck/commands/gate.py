"""`kvcheck verify --trip`: may this trip go, as the receipt says? One line and an exit code, for who issues tickets."""

from collections.abc import Mapping, Sequence
from typing import Any

from kvcheck.errors import CannotCheck
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.lines.layout import Span, shown
from kvcheck.model import Run, TripResult, Verdict, span
from kvcheck.repository import receipt
from kvcheck.repository.receipt import Moved
from kvcheck.shell.several import Several
from kvcheck.shell.terminal import Terminal
from kvcheck.shell.together import judge
from kvcheck.telling import labels, sentences

OTHERWISE = 1
"""Exit code where a trip is not the one that the receipt approved, or not permitted."""
CODES = {Verdict.PERMITTED: 0, Verdict.NOT_PERMITTED: 1, Verdict.UNDETERMINED: 4, Verdict.NEEDS_REVIEW: 4}
WORST_FIRST = (OTHERWISE, 4, 0)
UNCHECKED = Text("{trip}: could not be checked", "{trip}: 점검하지 못했습니다")
NOT_HELD = Text("{trip}: not in the receipt of {day}", "{trip}: {day}의 판정 기록에 없습니다")
GONE = Text(
    "{trip}: gone from the plan since the receipt of {day}", "{trip}: {day}의 판정 기록 이후 계획에서 삭제되었습니다"
)


class Answer(NamedTuple):
    """Whether a trip may go."""

    said: Text
    code: int
    style: str


def holding(value: Mapping[str, Any], trips: Sequence[str]) -> dict[str, Any]:
    """A receipt with those of its plans only that hold one of the trips; all of them if none does."""
    plans = [plan for plan in value["plans"] if any(each["id"] in trips for each in plan["trips"])]
    return dict(value) | {"plans": plans or value["plans"]}


def run(value: Mapping[str, Any], trips: Sequence[str], several: Several, terminal: Terminal, as_of: str) -> int:
    """Say of each trip whether it may go; returns 0 if all may.

    A trip may go if it is permitted today, and is the trip of the receipt: the same traveler, class, days, work and
    verdict.
    """
    held = {each["id"] for plan in value["plans"] for each in plan["trips"]}
    wanted = list(dict.fromkeys(trips))
    lost = [each for each in wanted if each not in held]
    answers = [_no(NOT_HELD, each, value) for each in lost]
    if len(lost) < len(wanted):
        try:
            found, library = judge(several, as_of, [each["plan"] for each in value["plans"]])
        except CannotCheck:
            for each in wanted:
                terminal.lines([(Span(terminal.say(UNCHECKED.filled(trip=shown(each))), "not_permitted"),)])
            raise
        moved = {each.trip: each for each in receipt.compare(value, found, library).moved}
        answers += [
            answer for each in wanted if each in held for answer in _answers(each, value, found, moved.get(each))
        ]
    for answer in answers:
        terminal.lines([(Span(terminal.say(answer.said), answer.style),)])
    return next(code for code in WORST_FIRST if any(answer.code == code for answer in answers))


def _no(said: Text, trip: str, value: Mapping[str, Any]) -> Answer:
    """That a trip may not go, for one of the reasons that need no judging."""
    return Answer(said.filled(trip=shown(trip), day=value["as_of"]), OTHERWISE, "not_permitted")


def _answers(trip: str, value: Mapping[str, Any], found: Run, moved: Moved | None) -> list[Answer]:
    """Whether a trip may go; ids are unique in a plan, so that two plans of a receipt may both have it."""
    answers = []
    for plan, report in zip(value["plans"], found.reports, strict=True):
        before = next((each for each in plan["trips"] if each["id"] == trip), None)
        if before is None:
            continue
        now = next((each for each in report.trips if each.id == trip), None)
        answers.append(_no(GONE, trip, value) if now is None else _answer(before, now, value["as_of"], moved))
    return answers


def _answer(before: Mapping[str, Any], now: TripResult, day: str, moved: Moved | None) -> Answer:
    """Whether a trip may go that the receipt and the plan have."""
    trip = now.subject.trip
    word = labels.VERDICTS[now.verdict]
    head = Text(
        "{trip}: {word} · {label} · {days}",
        "{trip}: {word} · {label} · {days}",
        trip=shown(now.id),
        word=word,
        label=now.law.label,
        days=span(trip),
    )
    was = Verdict(before["verdict"])
    if was is not now.verdict:
        said = Text(
            "{head} · {was} in the receipt of {day}",
            "{head} · {day}의 판정 기록에는 {was}",
            head=head,
            was=labels.VERDICTS[was],
            day=day,
        )
        rule = next((each.finding for each in moved.rules if each.finding is not None), None) if moved else None
        if rule is not None:
            said = Text("{said} · {why}", "{said} · {why}", said=said, why=sentences.headline(rule))
        return Answer(said, OTHERWISE, now.verdict.value if CODES[now.verdict] else "not_permitted")
    other = receipt.other(before, receipt.trip_of(now))
    if other is not None:
        said = Text(
            "{head} · not the trip of the receipt of {day}: {other}",
            "{head} · {day}의 판정 기록과 다른 출장: {other}",
            head=head,
            day=day,
            other=other,
        )
        return Answer(said, OTHERWISE, "not_permitted")
    said = Text("{head} · as in the receipt of {day}", "{head} · {day}의 판정 기록과 같음", head=head, day=day)
    return Answer(said, CODES[now.verdict], now.verdict.value)
