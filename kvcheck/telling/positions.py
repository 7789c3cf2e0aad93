"""Beside the verdicts by law: what papers in hand can prove of it, and what draws attention though it is lawful."""

from collections.abc import Iterator

from kvcheck.language.grammar import count
from kvcheck.language.text import Text
from kvcheck.model import Layer, Report, TripResult, Verdict
from kvcheck.packs import Library
from kvcheck.telling.in_hand import applies_for_visa, in_hand, only_for_visa


def papers(trip: TripResult, library: Library) -> tuple[frozenset[str], frozenset[str]]:
    """The documents that prove what a permitted trip rests on, and those of them that the plan has in hand."""
    if trip.verdict is not Verdict.PERMITTED:
        return frozenset(), frozenset()
    held = [
        one for each in trip.judged([Layer.LAW]) for one in each.ruling.findings if one.verdict is Verdict.PERMITTED
    ]
    kinds = [library.documents[name] for one in held if one.applies is True for name in one.rule.proof]
    visa = applies_for_visa(held)
    named = frozenset(kind.name for kind in kinds if visa or not only_for_visa(kind))
    return named, frozenset(name for name in named if in_hand(library.documents[name], trip.subject))


def risks(report: Report) -> tuple[int, int]:
    """How many different risks there are, and in how many trips."""
    found = [{one.rule.name for each in trip.judged([Layer.LAW]) for one in each.ruling.risks} for trip in report.trips]
    return len(frozenset().union(*found)), sum(bool(each) for each in found)


def positions(report: Report, library: Library, more: str = "") -> Iterator[Text]:
    """What can be proved, and what draws attention; nothing of either where there is nothing.

    `more` says how to see the risks themselves.
    """
    sets = [papers(trip, library) for trip in report.trips]
    named, held = sum(len(each[0]) for each in sets), sum(len(each[1]) for each in sets)
    if named:
        yield Text(
            "to prove what is permitted: {held} of {papers} in hand (`kvcheck checklist`)",
            "허용의 증빙: 서류 {papers} 중 {held}건 준비됨(`kvcheck checklist`)",
            held=held,
            papers=count(named, "paper", "건"),
        )
    many, trips = risks(report)
    if many:
        yield Text(
            "draws attention: {risks} in {trips}{more}",
            "주의할 점: 위험 {risks}, 출장 {trips}{more}",
            risks=count(many, "risk", "건"),
            trips=count(trips, "trip", "건"),
            more=more,
        )
