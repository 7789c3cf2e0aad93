"""The travel history of a traveler as an answer for the plan: what it adds, what it leaves open."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kvcheck.errors import BadCommand, one_of
from kvcheck.facts.stays import EARLIER
from kvcheck.frozen import NamedTuple
from kvcheck.language.grammar import count
from kvcheck.language.text import Text
from kvcheck.model import UNKNOWN, Plan, Report, last_day
from kvcheck.packs import Library
from kvcheck.plan.gap import Answer, Gap
from kvcheck.rosters.travel_history import History, Pair, added, read
from kvcheck.source.files import contents

MAX_BYTES = 1 << 20
"""The most bytes of a history."""


class Wanted(NamedTuple):
    """A history as the command line names it."""

    file: Path
    traveler: str
    classes: Sequence[str] = ()
    """`esta` for every stay, or `2024-03-02=b1` for the one that begins on a day."""
    also: Sequence[str] = ()
    """Records that the table lacks: `2024-03-20=departure`."""


def history_answer(report: Report, wanted: Wanted, library: Library, *, write: bool) -> tuple[Answer, list[Text], bool]:
    """The stays of a traveler as the history has them, what is told of it, and whether an entry stays open."""
    plan = report.plan
    if wanted.traveler not in plan.travelers:
        raise BadCommand(Text("no traveler `{name}`", "출장자 `{name}`{:이} 없습니다", name=wanted.traveler))
    try:
        more = [added(each) for each in wanted.also]
    except ValueError:
        raise BadCommand(
            Text(
                "`--also` takes a day and a type: 2024-03-20=departure",
                "`--also`에는 날짜와 구분을 적습니다: 2024-03-20=departure",
            )
        ) from None
    every, by_day = _classes(wanted.classes, {*library.classes, *EARLIER})
    found = read(contents(wanted.file, str(wanted.file), MAX_BYTES), wanted.file.name, more)
    stays = _Stays(plan, wanted.traveler, every, by_day)
    value = stays.merged(found.pairs)
    unused = sorted(set(by_day) - {each["arrive"] for each in value})
    if unused:
        raise BadCommand(Text("no stay begins on {day}", "{day}에 시작하는 체류가 없습니다", day=", ".join(unused)))
    still_open = list(stays.left)
    told = [_head(found, wanted), *stays.told, *_open(still_open)]
    if still_open and write:
        told.append(
            Text(
                "nothing was written: a list that lacks a stay would count too few days; add the missing record",
                "쓰지 않았습니다. 빠진 체류가 있는 목록은 일수를 적게 셉니다. 빠진 기록을 추가하십시오",
            )
        )
    elif not write:
        told.append(Text("preview; --write puts it into the plan", "미리 보기입니다. --write를 쓰면 계획에 반영합니다"))
    return (Gap("travelers", wanted.traveler, 0, ("us_stays",)), value), told, bool(still_open)


def _classes(given: Sequence[str], known: set[str]) -> tuple[str | None, dict[str, str]]:
    """The class of every stay, and those of single ones by their first day."""
    every, by_day = None, {}
    for each in given:
        day, sign, name = each.rpartition("=")
        if name not in known:
            hint = one_of(sorted(known), name)
            raise BadCommand(
                Text("no class `{name}`; {hint}", "체류자격 `{name}`{:이} 없습니다. {hint}", name=name, hint=hint)
            )
        if sign:
            by_day[day] = name
        else:
            every = name
    return every, by_day


class _Stays:
    """The stays of a traveler with those of a history."""

    def __init__(self, plan: Plan, traveler: str, every: str | None, by_day: Mapping[str, str]) -> None:
        self._trips = [trip for trip in plan.trips if trip["traveler"] == traveler]
        self._stated = [dict(each) for each in plan.travelers[traveler].get("us_stays", ())]
        self._every, self._by_day = every, by_day
        self.left: list[Pair] = []
        """Entries that stay open."""
        self.told: list[Text] = []

    def merged(self, pairs: Sequence[Pair]) -> list[dict[str, Any]]:
        """The stays stated so far and those of the history, each once; trips of the plan are none of them."""
        found = {(each["arrive"], each["depart"]): each for each in self._stated}
        before = set(found)
        new = 0
        for pair in pairs:
            if self._is_trip(pair):
                continue
            if pair.depart is None and pair is pairs[-1] and pair.arrive not in {arrive for arrive, _ in before}:
                self.told.append(_not_left(pair))
                pair = pair._replace(depart=UNKNOWN)  # noqa: PLW2901
            if pair.arrive is None or pair.depart is None:
                if not any(pair.arrive == arrive or pair.depart == depart for arrive, depart in before):
                    self.left.append(pair)
                continue
            for key in [each for each in found if each[0] == pair.arrive and each[1] != pair.depart]:
                if UNKNOWN not in (key[1], pair.depart):
                    self._corrected(key, pair)
                found[pair.arrive, pair.depart] = {**found.pop(key), "depart": pair.depart}
            stay: dict[str, Any] = found.setdefault(
                (pair.arrive, pair.depart), {"arrive": pair.arrive, "depart": pair.depart}
            )
            new += (pair.arrive, pair.depart) not in before
            admitted = self._by_day.get(pair.arrive) or stay.get("class") or self._every
            if admitted is not None:
                stay["class"] = admitted
        unknown = sum("class" not in each for each in found.values())
        self.told.append(
            Text(
                "{new}, {all} in all",
                "새 체류 {new}, 모두 {all}",
                new=count(new, "new stay", "건"),
                all=count(len(found), "stay", "건"),
            )
        )
        if unknown:
            self.told.append(
                Text(
                    "the class of {stays} is not in the table and stays unknown: it counts as a visit "
                    "(--class esta, --class DAY=b1)",
                    "표에 체류자격이 없어 {stays}의 자격은 미상으로 두며 방문으로 셉니다"
                    "(--class esta, --class 날짜=b1)",
                    stays=count(unknown, "stay", "건"),
                )
            )
        return [found[key] for key in sorted(found)]

    def _corrected(self, stated: tuple[str, str], pair: Pair) -> None:
        """Say that a stay of the plan ends on another day by the history, which stands."""
        self.told.append(
            Text(
                "the stay from {arrive} ended on {day} by the history, {stated} by the plan: the history stands",
                "{arrive} 입국 체류의 출국일이 기록은 {day}, 계획은 {stated}입니다. 기록을 따릅니다",
                arrive=pair.arrive,
                day=pair.depart,
                stated=stated[1],
            )
        )

    def _is_trip(self, pair: Pair) -> bool:
        """Whether a stay of the history is a trip of the plan: it begins on the same day."""
        for trip in self._trips:
            if pair.arrive == trip["arrive"]:
                if pair.depart not in (None, last_day(trip)):
                    self.told.append(
                        Text(
                            "trip `{trip}` left on {day} by the history, {planned} by the plan: correct the plan",
                            "출장 `{trip}`: 기록상 출국일은 {day}, 계획은 {planned}입니다. 계획을 고치십시오",
                            trip=trip["id"],
                            day=pair.depart,
                            planned=trip["depart"],
                        )
                    )
                return True
        return False


def _head(found: History, wanted: Wanted) -> Text:
    """What was read, and how."""
    order = Text("; days read with the month first", ". 날짜는 월을 먼저 읽음") if found.months_first else Text("", "")
    return Text(
        "{file}: {records} of {traveler}, {lines} without a day passed over{order}",
        "{file}: {traveler} 기록 {records}, 날짜 없는 {lines} 건너뜀{order}",
        file=wanted.file.name,
        records=count(found.records, "record", "건"),
        traveler=wanted.traveler,
        lines=count(found.passed_over, "line", "행"),
        order=order,
    )


def _not_left(pair: Pair) -> Text:
    """That the last entry of a history has no departure: the plan holds it so."""
    return Text(
        "arrived on {day} and not left as far as the history goes: its days are unknown (--also DAY=departure)",
        "{day} 입국 후 기록상 아직 출국하지 않음: 일수를 알 수 없음(--also 날짜=departure)",
        day=pair.arrive,
    )


def _open(left: Sequence[Pair]) -> Iterator[Text]:
    """The entries that stay open, with how to close each."""
    for pair in left:
        if pair.depart is None:
            yield Text(
                "open: arrived on {day}, and no departure was recorded (--also DAY=departure)",
                "미확인: {day} 입국 후 출국 기록이 없습니다(--also 날짜=departure)",
                day=pair.arrive,
            )
        else:
            yield Text(
                "open: left on {day}, and no arrival was recorded (--also DAY=arrival)",
                "미확인: {day} 출국에 해당하는 입국 기록이 없습니다(--also 날짜=arrival)",
                day=pair.depart,
            )
