"""What is said of days in the US, in both languages."""

from collections.abc import Iterator

from kvcheck.advice.days.value import Count, Days, Ledger, Visit
from kvcheck.advice.slip import words as slip_words
from kvcheck.advice.slip.value import Slip, Slipping
from kvcheck.language.grammar import count, joined
from kvcheck.language.text import Text
from kvcheck.model import Verdict
from kvcheck.plan.moving import Way, day_after
from kvcheck.telling import sentences

RULE = Text(
    "Counted: every day with any part of it in the US, so that arrival and departure both count; the day of arrival is "
    "day 1. 12 months are 365 days in a row, the fullest that reach into a trip. A day of two stays counts once.",
    "계산 기준: 하루 중 일부라도 미국에 있으면 하루로 세므로 입국일과 출국일을 모두 셉니다. 입국일이 1일째입니다. "
    "12개월은 연속 365일이며, 출장이 걸치는 구간 중 일수가 가장 많은 때를 봅니다. 두 체류가 겹친 날은 한 번만 셉니다.",
)


def notices(found: Days) -> Iterator[Text]:
    """What a reader must know: how old the law is, and what was only supposed."""
    report = found.report
    return sentences.notices(report.as_of, report.packs, backdated=report.backdated, supposed=report.supposed)


def number(counted: Count) -> Text:
    """A number of days, or at least so many."""
    days = count(counted.days, "day", "일")
    return days if counted.whole else Text("at least {days}", "최소 {days}", days=days)


def unstated(ledger: Ledger) -> Text | None:
    """That days before the plan are not known, with the place that would state them."""
    if ledger.unsure:
        return Text(
            "the history has an entry that is still open: its days are unknown, not none",
            "기록에 확인되지 않은 입출국이 남아 있음: 그 일수는 0이 아니라 알 수 없음",
        )
    if ledger.stated:
        return None
    return Text(
        "earlier stays are not stated (travelers.{name}.us_stays): days before the plan are unknown, not none",
        "과거 체류가 기재되지 않음(travelers.{name}.us_stays): 계획 이전의 일수는 0이 아니라 알 수 없음",
        name=ledger.traveler,
    )


def visit(each: Visit) -> Text:
    """One stay: days, class, length, and which trip it is."""
    admitted = each.label or Text("class unknown", "체류자격 미상")
    own = Text("trip {trip}", "출장 {trip}", trip=each.trip) if each.trip is not None else Text("earlier", "과거 체류")
    end: object = "?" if each.is_open else each.depart
    days = count(each.days, "day", "일") if each.days is not None else Text("days unknown", "일수 미상")
    if each.is_open and each.days is not None:
        days = Text("{days} so far as planned", "계획된 활동까지 {days}", days=days)
    return Text(
        "{arrive} – {end}  {days}  {admitted}  {own}",
        "{arrive} – {end}  {days}  {admitted}  {own}",
        arrive=each.arrive,
        end=end,
        days=days,
        admitted=admitted,
        own=own,
    )


def years(ledger: Ledger) -> Text:
    """Days by calendar year."""
    return joined(
        [
            Text("{year}: {days}", "{year}년: {days}", year=year, days=number(counted))
            for year, counted in ledger.years.items()
        ],
        " · ",
    )


def longer(each: Slipping) -> Slip | None:
    """The room that the departure of a trip has."""
    return next((slip for slip in each.slips if slip.way is Way.LONGER), None)


def latest(each: Slipping, most: int) -> Text:
    """The latest safe departure of a trip."""
    trip, slip = each.result.subject.trip, longer(each)
    name = each.result.id
    if each.over:
        return Text("{trip}: over since {day}", "{trip}: {day}에 끝남", trip=name, day=trip["depart"])
    if slip is None:
        return Text("{trip}: departure is not known", "{trip}: 출국일 미정", trip=name)
    if each.result.verdict is Verdict.NOT_PERMITTED:
        return Text("{trip}: none, it is not permitted as planned", "{trip}: 없음(계획대로도 불허)", trip=name)
    if slip.left is None:
        return Text(
            "{trip}: nothing bounds the departure within {most}",
            "{trip}: {most} 안에는 출국일을 제한하는 한도가 없음",
            trip=name,
            most=slip_words.days(most),
        )
    if slip.left == 0:
        return Text(
            "{trip}: leave on {day} as planned, no day later",
            "{trip}: 계획대로 {day}에 출국, 하루도 늦출 수 없음",
            trip=name,
            day=trip["depart"],
        )
    known = each.result.verdict is not Verdict.UNDETERMINED
    return Text(
        "{trip}: {day}, {left} after the planned one{known}",
        "{trip}: {day}(계획보다 {left} 뒤){known}",
        trip=name,
        day=day_after(trip["depart"], slip.left),
        left=slip_words.days(slip.left),
        known=Text("", "") if known else Text("; more is open", ", 미확인 사항 있음"),
    )


def back(ledger: Ledger) -> Text:
    """When a return makes sense."""
    found = ledger.back
    if found is None:
        return Text("not known while the last departure is not", "마지막 출국일이 미정이라 알 수 없음")
    if found.day is None:
        return Text(
            "none within a year after {day} that meets nothing against it",
            "{day} 이후 1년 안에는 지장 없는 입국일이 없음",
            day=found.first,
        )
    if not found.against:
        return Text(
            "{day}, the day after: no rule asks for a gap after a stay like this, an officer may still ask why",
            "출국 다음 날인 {day}: 이런 체류 뒤에 간격을 요구하는 규칙은 없으나 심사관이 사유를 물을 수 있음",
            day=found.day,
        )
    return Text(found.day, found.day)


def soonest(ledger: Ledger) -> Text:
    """The latest safe departure of the trip with the fewest days left, short."""
    found = [(slip, each) for each in ledger.trips if (slip := longer(each)) is not None and slip.left is not None]
    if any(each.result.verdict is Verdict.NOT_PERMITTED for _, each in found):
        return Text("✗ not permitted", "✗ 불허")
    if not found:
        return Text("–", "–")
    slip, each = min(found, key=lambda one: one[0].left or 0)
    day = day_after(each.result.subject.trip["depart"], slip.left or 0)
    return Text("{day} (+{left})", "{day}(+{left})", day=day, left=slip.left)


def back_short(ledger: Ledger) -> Text:
    """When a return makes sense, short."""
    if ledger.back is None:
        return Text("?", "?")
    day = ledger.back.day
    return Text(day, day) if day is not None else Text("not within a year", "1년 안에 없음")
