"""A condition that cannot mean anything is refused where it stands, with what would do; all faults at once."""

import pytest

from kvcheck.conditions import All, AnyOf, Comparison, FactSort, Not, Reference
from kvcheck.conditions.parse import Vocabulary, parse
from kvcheck.errors import Problem
from kvcheck.source import Node, read_text

VOCABULARY = Vocabulary(
    facts={
        "trip.days": FactSort.NUMBER,
        "trip.arrive": FactSort.DATE,
        "trip.paid": FactSort.YES_NO,
        "trip.home": FactSort.COUNTRY,
        "trip.passports": FactSort.COUNTRIES,
        "trip.visits": FactSort.VISITS,
        "trip.mode": FactSort.CHOICE,
    },
    values={"trip.mode": frozenset({"perform", "supervise"})},
    parameters={"most": 90, "waived": ["KR", "JP"]},
)


def parsed(text: str) -> tuple[object, list[Problem]]:
    """A condition as a pack has it under `when`."""
    root = read_text(f"when: {text}\n", "pack.yaml").root
    assert isinstance(root, Node)
    return parse(root["when"], root.value_place("when"), root, VOCABULARY)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("{trip.paid: true}", Comparison("trip.paid", "is", True, False)),
        ("{trip.home: [KR, JP]}", Comparison("trip.home", "in", frozenset({"KR", "JP"}), False)),
        ("{trip.home: $waived}", Comparison("trip.home", "in", Reference("waived"), False)),
        ("{trip.days: {at_most: $most}}", Comparison("trip.days", "at_most", Reference("most"), False)),
        ("{not: {trip.paid: true}}", Not(Comparison("trip.paid", "is", True, False))),
        (
            "{any: [{trip.paid: true}, {trip.mode: perform}]}",
            AnyOf((Comparison("trip.paid", "is", True, False), Comparison("trip.mode", "is", "perform", False))),
        ),
        (
            "{trip.paid: true, trip.mode: perform}",
            All((Comparison("trip.paid", "is", True, False), Comparison("trip.mode", "is", "perform", False))),
        ),
    ],
)
def test_a_condition_is_read_as_it_is_meant(text: str, meant: object) -> None:
    """In the short forms and in the long ones."""
    assert parsed(text) == (meant, [])


@pytest.mark.parametrize(
    ("text", "en", "ko"),
    [
        ("yes please", "a condition is a mapping", "조건은"),
        ("{}", "a condition is a mapping", "조건은"),
        ("{all: {trip.paid: true}}", "`all` takes a list of conditions", "조건 목록"),
        ("{any: []}", "`any` takes a list of conditions", "조건 목록"),
        ("{trip.pay: true}", "unknown fact `trip.pay`", "알 수 없는 사실"),
        ("{trip.days: {most: 3}}", "unknown operator `most`", "알 수 없는 연산자"),
        ("{trip.paid: {at_most: 3}}", "`at_most` does not apply to `trip.paid`", "쓸 수 없습니다"),
        ("{trip.home: {in: KR}}", "`in` takes a list of values", "값 목록"),
        ("{trip.home: {is: [KR]}}", "`is` takes one value", "값 하나"),
        ("{trip.days: {}}", "", ""),
        ("{trip.home: []}", "", ""),
        ("{trip.days: many}", "`many` is not a value of `trip.days`", "값이 아닙니다"),
        ("{trip.days: true}", "is not a value of `trip.days`", "값이 아닙니다"),
        ("{trip.home: Korea}", "`·····` is not a value of `trip.home`", "값이 아닙니다"),
        ("{trip.arrive: {on_or_after: soon}}", "`soon` is not a value of `trip.arrive`", "값이 아닙니다"),
        ("{trip.mode: watch}", "`trip.mode` is never `watch`", "일 수 없습니다"),
        ("{trip.visits: {since: {}}}", "one value stands here", "값 하나"),
        ("{trip.visits: {since: {CU: soon}}}", "is not a value of `trip.visits`", "값이 아닙니다"),
        ("{trip.visits: {since: {Cuba: 2021-01-12}}}", "is not a value of `trip.visits`", "값이 아닙니다"),
        ("{trip.days: {at_most: $least}}", "unknown parameter or fact `$least`", "알 수 없는 매개변수"),
        ("{trip.days: {at_most: $waived}}", "does not fit `trip.days`", "맞지 않습니다"),
        ("{trip.days: {at_most: $trip.paid}}", "cannot be compared with `$trip.paid`", "비교할 수 없습니다"),
    ],
)
def test_what_cannot_be_meant_is_refused(text: str, en: str, ko: str) -> None:
    """At its place, in both languages: nothing that was written has no effect."""
    condition, problems = parsed(text)
    assert condition is None
    [problem] = problems
    assert en in problem.message.en
    assert ko in problem.message.ko
    assert problem.place is not None
    assert problem.place.line == 1


def test_every_fault_of_a_condition_is_told() -> None:
    """Three wrong parts are three problems."""
    _, problems = parsed("{all: [{trip.pay: true}, {trip.days: many}, {trip.mode: watch}]}")
    assert len(problems) == 3
