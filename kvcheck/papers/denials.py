"""What the traveler will not do, as far as the plan lets one say so truthfully."""

from collections.abc import Iterable

from kvcheck.language.text import Text
from kvcheck.papers.journey import Journey
from kvcheck.papers.said import Draft, Source, Unknown

BUILDING = frozenset({"building", "connection", "relocation", "rigging", "labor", "other"})
"""Families that hold building work or border on it: a paper that denies building work must be beyond doubt."""
PRODUCTION = frozenset({"production", "labor", "management", "other"})
"""Families that hold production work or border on it."""

NO_BUILDING = Text("no building work by hand", "직접 수행하는 건축·건설 작업 없음")
NO_PRODUCTION = Text("no production work", "생산 업무 없음")
IN_PLAN = Text("the plan has such work, or work that borders on it", "계획에 해당하거나 인접한 활동이 있음")
FROM_US = Text("the plan says that a US company pays, or bears the pay", "계획상 미국 회사가 급여를 지급하거나 부담함")


def not_done(draft: Draft, journey: Journey) -> None:
    """What the traveler will not do, as far as the plan lets one say so."""
    say_denials(
        draft,
        "not-done",
        (
            (
                NO_BUILDING,
                Text(
                    "The traveler will do no building or construction work by hand.",
                    "출장자는 건축·건설 작업을 직접 수행하지 않습니다.",
                ),
                no_building(journey),
            ),
            (
                NO_PRODUCTION,
                Text(
                    "The traveler will do no production work and will not run the production line.",
                    "출장자는 생산 업무나 라인 작업을 수행하지 않습니다.",
                ),
                no_production(journey),
            ),
            (
                Text("no pay from the US", "미국 보수 없음"),
                Text(
                    "The traveler will not be paid by a company in the United States.",
                    "출장자는 미국 회사로부터 보수를 받지 않습니다.",
                ),
                no_us_pay(journey),
            ),
        ),
    )


def say_denials(draft: Draft, part: str, denials: Iterable[tuple[Text, Text, tuple[Source, ...] | Unknown]]) -> None:
    """Say each denial that the plan supports, and list the others: what it is about, its sentences, its basis."""
    for about, sentence, denied in denials:
        if isinstance(denied, Unknown):
            draft.leave(part, denied._replace(about=about))
        else:
            draft.say(part, sentence, *denied)


def no_building(journey: Journey) -> tuple[Source, ...] | Unknown:
    """That no activity is building work by hand: the kinds and modes that show it, or why it cannot be said."""
    for task in journey.tasks:
        if task.kind.family in BUILDING and task.choice("mode") in (None, "perform"):
            return Unknown(Text("", ""), task.entity.path, IN_PLAN)
    return _of_all(journey, "kind", "mode")


def no_production(journey: Journey) -> tuple[Source, ...] | Unknown:
    """The same of production: no such kind, no demonstration on the running line, no output that is sold."""
    for task in journey.tasks:
        live = task.kind.name == "demonstrate-live" or task.entity.value("output_sold")
        if task.kind.family in PRODUCTION or live:
            return Unknown(Text("", ""), task.entity.path, IN_PLAN)
    return _of_all(journey, "kind", "output_sold")


def _of_all(journey: Journey, *steps: str) -> tuple[Source, ...]:
    """Where the plan states `steps` of any activity."""
    return tuple(source for task in journey.tasks for step in steps for source in task.entity.source(step))


def no_us_pay(journey: Journey) -> tuple[Source, ...] | Unknown:
    """That no US company pays: the payer abroad, and pay that is said not to be recharged to the US."""
    payer, path = journey.payer, journey.traveler.path_to("paid_by")
    country = journey.country_of(payer)
    if country is None:
        return Unknown(Text("", ""), path)
    if country == "US" or journey.traveler.value("pay_recharged_to_us"):
        return Unknown(Text("", ""), path, FROM_US)
    if journey.traveler.value("pay_recharged_to_us") is None:
        return Unknown(Text("", ""), journey.traveler.path_to("pay_recharged_to_us"))
    recharged = journey.traveler.source("pay_recharged_to_us")
    return tuple(dict.fromkeys((*payer.source("country"), *recharged)))
