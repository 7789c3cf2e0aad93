"""The traveler of a staged plan: papers, pay, history, as given facts have them."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from kvcheck.model import NONE
from kvcheck.packs import Library

Tree = dict[str, Any]


def stated(library: Library, given: Mapping[str, Any], root: str, leave: Collection[str] = ()) -> Tree:
    """What facts that are stated of an entity say, at their places in it, but for some keys."""
    found: Tree = {}
    for name, fact in library.facts.items():
        first, *steps = (fact.given or "").split(".")
        if first != root or given.get(name) is None or steps[0] in leave:
            continue
        inner = found
        for step in steps[:-1]:
            inner = inner.setdefault(step, {})
        value = given[name]
        inner[steps[-1]] = list(value) if isinstance(value, tuple) else value
    return found


def traveler(library: Library, given: Mapping[str, Any], ids: Mapping[str, str]) -> Tree:
    """A traveler of whom the facts hold, as far as that can be written."""
    found = stated(library, given, "traveler")
    _company_of(given, ids, found)
    _declares(given, found)
    _visa(given, ids, found)
    _stays(given, found)
    if given["traveler.nationality_by_investment"]:
        found["nationality_by_investment"] = True
    return found


def _company_of(given: Mapping[str, Any], ids: Mapping[str, str], found: Tree) -> None:
    """Who employs and who pays."""
    found["employer"] = ids["employer"]
    paid, fee = given["traveler.us_pay"], given["traveler.us_fee"]
    if paid is not None:
        found["paid_by"] = ids["host"] if paid and not fee else ids["payer"]
    if fee:
        found["fee_paid_by"] = ids["host"]
    expenses = given["traveler.us_pays_expenses"]
    if expenses is not None:
        found["expenses_paid_by"] = ids["host"] if expenses else ids["payer"]
    if given["traveler.pay_recharged_to_us"]:
        found["pay_recharged_to_us"] = True
    if given["traveler.residence"] is not None:
        found["residence"] = given["traveler.residence"]


def _declares(given: Mapping[str, Any], found: Tree) -> None:
    """What happened before: each event on a day that gives the years that are wanted."""
    declares = found.setdefault("declares", {})
    if given["traveler.overstayed"] is not None:
        declares["overstayed"] = given["traveler.overstayed"]
    if given["traveler.visits"] is not None:
        declares["listed_country_visits"] = [
            {"country": country} | ({"on": day} if day is not None else {}) for country, day in given["traveler.visits"]
        ]
    if given["traveler.history"] is None:
        return
    years = {
        "overstay": given["history.years_since_overstay"], "removal": given["history.years_since_removal"],
        "expedited-removal": given["history.years_since_removal_on_arrival"],
    }  # fmt: skip
    events = [_event(given, kind, years) for kind in given["traveler.history"]]
    if given["history.removals"]:
        lacking = given["history.removals"] - sum(each["what"] in ("removal", "expedited-removal") for each in events)
        again = next((each for each in events if each["what"] in ("removal", "expedited-removal")), None)
        events += [dict(again, on=_before(again["on"], 400 * (number + 1))) for number in range(min(lacking, 9))
                   if again is not None]  # fmt: skip
    if events or given["traveler.overstayed"] is not False or given["traveler.entry_refused"] is not False:
        declares["history"] = events


def _event(given: Mapping[str, Any], kind: str, years: Mapping[str, Any]) -> Tree:
    way, _, what = kind.partition("-")
    of_stay = what in ("overstay", "breach") and way in ("waiver", "visa")
    name = what if of_stay else "removal" if kind == "waived" else kind
    back = years.get(name)
    day = _before(given["trip.arrive"], 366 * (back if back is not None else 2) + 3)
    event: Tree = {"what": name, "on": day}
    if of_stay:
        event["class"] = "esta" if way == "waiver" else "b1"
    if name == "overstay" and given["history.overstay_days"]:
        event["days"] = given["history.overstay_days"]
    if kind == "waived":
        event["waived"] = True
    return event


def _before(day: str, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=max(days, 0))).isoformat()


def _visa(given: Mapping[str, Any], ids: Mapping[str, str], found: Tree) -> None:
    """A visa, whether it is annotated, and in what the annotation differs from the trip."""
    visa = found.setdefault("visa", {})
    arrive = given["trip.arrive"]
    if given["visa.issued_after_arrival"]:
        visa["issued"] = _later(arrive, 5)
    elif given["visa.older_than"]:
        visa["issued"] = _before(arrive, 4000)
    elif given["visa.confirmed_since"] or given["visa.entry_used"] or given["visa.older_than"] is not None:
        visa["issued"] = _before(arrive, 300)
    if given["visa.confirmed_since"]:
        visa["confirmed"] = _before(arrive, 30)
    if given["visa.issued_at_home"] is not None:
        home = (given["traveler.nationalities"] or ("KR",))[0:1]
        visa["issued_in"] = home[0] if given["visa.issued_at_home"] and home else "JP"
    annotated, differs = given["visa.annotated"], given["visa.annotation_differs_in"]
    if annotated is False:
        visa["annotation"] = NONE
    elif annotated:
        there = visa.get("annotation") if isinstance(visa.get("annotation"), dict) else {}
        visa["annotation"] = {**there, **_annotation(given, ids, differs)}


def _annotation(given: Mapping[str, Any], ids: Mapping[str, str], differs: Any) -> Tree:
    right = {"employer": ids["employer"], "site": ids["plant"], "project": "line"}
    found: Tree = {"basis": "9 FAM 402.2-5(E)(1)"}
    if differs is None:
        return found
    for point in differs:
        if point == "ends":
            found["ends"] = _before(given["trip.depart"] or given["trip.arrive"], 5)
        else:
            found[point] = ids["payer"] if point == "employer" else f"other-{point}"
    if not differs:
        found["employer"] = right["employer"]
    return found


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _stays(given: Mapping[str, Any], found: Tree) -> None:
    """The stay before the trip, where one is known; none where it is known that there was none."""
    gap, before = given["trip.gap_days"], given["trip.previous_days"]
    if before is None:
        before = given["trip.previous_waiver_days"] or given["trip.previous_visit_days"]
    if before is None and given["visa.entry_used"]:
        before, gap = 10, 60
    if before is not None and before > 0:
        depart = _before(given["trip.arrive"], (gap if gap is not None else 120) + 1)
        stay: Tree = {"arrive": _before(depart, before - 1), "depart": depart}
        if given["visa.entry_used"]:
            stay["class"] = "b1"
            found["visa"] |= {"entries": "single", "issued": _before(stay["arrive"], 30)}
        found["us_stays"] = [stay]
    elif given["trip.us_days_12_months"] is not None or gap is not None:
        found["us_stays"] = []
