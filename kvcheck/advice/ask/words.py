"""What questions and their answers are called, in both languages."""

from collections.abc import Iterator, Mapping, Sequence

from kvcheck.advice.ask.value import Asked, Asking, Effect
from kvcheck.language.grammar import count, joined
from kvcheck.language.text import Text
from kvcheck.model import Verdict
from kvcheck.telling import labels
from kvcheck.telling.sentences import notices

ANSWERERS: Mapping[str, Text] = {**labels.ISSUERS, "planner": Text("planner", "계획 담당자")}
"""Who can answer."""


def head(asking: Asking) -> Text:
    """How much is open, and how many questions there are."""
    if not asking.asked:
        return Text("nothing to ask: no answer would change a verdict", "질문 없음: 어떤 답변도 판정을 바꾸지 않습니다")
    return Text(
        "{open} of {trips} open; {questions}, the most decisive first",
        "출장 {trips} 중 {open}건 미정, 질문 {questions}(판정을 많이 정하는 순)",
        open=asking.open,
        trips=count(len(asking.report.trips), "trip", "건"),
        questions=count(len(asking.asked), "question", "개"),
    )


def by_answerer(asking: Asking) -> Mapping[str, Sequence[tuple[int, Asked]]]:
    """The questions with their ranks from 1, by who can answer; who has the most decisive one comes first."""
    found: dict[str, list[tuple[int, Asked]]] = {}
    for rank, each in enumerate(asking.asked, 1):
        found.setdefault(each.question.by, []).append((rank, each))
    return found


def standing(each: Asked) -> Text:
    """How many trips wait for a question, and how many it can settle."""
    waiting = count(len(each.question.trips), "trip waits", "건", "trips wait")
    if not each.settles:
        return Text("{waiting}; settles none alone", "{waiting} 대기, 이 답변만으로는 정해지지 않음", waiting=waiting)
    return Text(
        "{waiting}; settles up to {settles}",
        "{waiting} 대기, 최대 {settles}건 판정",
        waiting=waiting,
        settles=each.settles,
    )


def effect(each: Effect) -> Text:
    """What an answer would do."""
    done = [
        Text("{n} {verdict}", "{verdict} {n}건", n=each.settles[verdict], verdict=labels.VERDICTS[verdict])
        for verdict in reversed(Verdict)
        if each.settles.get(verdict)
    ]
    if each.leaves:
        done.append(Text("{n} still open", "미정 {n}건", n=each.leaves))
    return joined(done, ", ")


def shown(each: Asked, most: int) -> Iterator[Effect]:
    """The answers worth showing: of many, those that settle most, in their order."""
    kept = sorted(each.effects, key=lambda one: -one.settled)[:most]
    yield from (one for one in each.effects if one in kept)


def warnings(asking: Asking) -> Iterator[Text]:
    """What a reader must know: how old the law is, and what was only supposed."""
    report = asking.report
    return notices(report.as_of, report.packs, backdated=report.backdated, supposed=report.supposed)
