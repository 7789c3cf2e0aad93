"""Random plans over the real schema: good ones with a few things changed, so that every verdict comes up."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from hypothesis import strategies as st

from kvcheck.engine import check
from kvcheck.facts import Facts
from kvcheck.facts.descriptions import WordReader
from kvcheck.model import ActivityResult, Plan, Report, TripResult
from kvcheck.model.entities import Trip
from kvcheck.packs import Library
from kvcheck.plan import assemble
from kvcheck.source import read_text
from tests.support.plans import AS_OF, library
from tests.support.properties.folders import dump

Tree = dict[str, Any]
Path = tuple[str | int, ...]

ABSENT: Any = object()
"""Stands for a key that is taken out."""

BASE: Tree = {
    "kvcheck": 1,
    "project": {"id": "cell-line", "site": "plant"},
    "sites": {
        "plant": {"name": "Example plant", "state": "GA", "host": "owner", "phase": "installation"},
        "annex": {"name": "Example annex", "state": "TN", "host": "owner", "phase": "operating"},
    },
    "companies": {
        "maker": {"name": "Invented Machines", "country": "KR"},
        "middle": {"name": "Invented Service", "country": "KR"},
        "hands": {"name": "Invented Hands", "country": "KR"},
        "owner": {"name": "Invented Cells LLC", "country": "US"},
    },
    "equipment": {
        "press": {"acquired": "purchase", "made_in": "KR", "contract": "sale"},
        "oven": {"acquired": "lease", "made_in": "KR", "contract": "lease", "supplier": "maker"},
    },
    "contracts": {
        "sale": {
            "kind": "equipment-sale", "seller": "maker", "buyer": "owner", "signed": "2024-01-15",
            "requires": ["install", "commission", "train", "connect", "relocate"],
        },
        "lease": {
            "kind": "equipment-lease", "seller": "maker", "buyer": "owner", "signed": "2024-01-15",
            "requires": ["install", "service", "train"],
        },
        "sub-1": {
            "kind": "subcontract", "seller": "middle", "buyer": "maker", "signed": "2024-01-10",
            "requires": ["install", "train", "commission"],
        },
        "sub-2": {
            "kind": "subcontract", "seller": "hands", "buyer": "middle", "signed": "2024-01-12",
            "requires": ["install", "commission"],
        },
    },
    "travelers": {
        name: {
            "nationality": ["KR"], "residence": "KR", "employer": employer, "paid_by": employer,
            "expenses_paid_by": employer, "pay_recharged_to_us": False,
            "expertise": {"essential": True, "scarce_in_us": True},
            "passport": {"issued_by": "KR", "expires": "2031-05-01", "electronic": True},
            "esta": {"status": "approved", "expires": "2027-10-01", "refusals_disclosed": True},
            "visa": {
                "class": "b1", "issued": "2024-01-20", "expires": "2033-01-01",
                "annotation": {"employer": employer, "project": "cell-line"},
            },
            "declares": {
                "visa_refused": False, "entry_refused": False, "overstayed": False, "listed_country_visits": [],
            },
            "us_stays": [],
        }
        for name, employer in (("kim", "maker"), ("lee", "middle"), ("park", "hands"))
    },
}  # fmt: skip

_COUNTRIES = ("US", "JP", ABSENT)
_COMPANIES = ("maker", "middle", "hands", "owner", ABSENT)
_YES_NO = (True, False, ABSENT)
_CONTRACT = {
    "kind": ("equipment-sale", "equipment-lease", "service-order", "staffing", "subcontract", ABSENT),
    "seller": _COMPANIES,
    "buyer": _COMPANIES,
    "signed": ("2024-01-11", "2026-06-01", ABSENT),
    "requires": ([], ["train"], ["supervise"], ["install"], ABSENT),
    "service_until": ("2025-12-05", "2030-01-01"),
}
_EQUIPMENT = {
    "acquired": ("purchase", "lease", "transfer", "none", ABSENT),
    "nature": ("machine", "software", "process"),
    "made_in": _COUNTRIES,
    "contract": ("sale", "lease", "sub-1", "none", ABSENT),
    "supplier": _COMPANIES,
}
_TRAVELER = {
    "nationality": (["KR", "IR"], ["CA"], ["JP", "KR"], ["NG"], ABSENT),
    "residence": _COUNTRIES,
    "employer": _COMPANIES,
    "paid_by": _COMPANIES,
    "expenses_paid_by": _COMPANIES,
    "pay_recharged_to_us": _YES_NO,
    "expertise.essential": _YES_NO,
    "expertise.scarce_in_us": _YES_NO,
    "passport.issued_by": _COUNTRIES,
    "passport.expires": ("2026-12-24", "2027-03-01", ABSENT),
    "passport.electronic": _YES_NO,
    "esta": ("none", ABSENT),
    "esta.status": ("applied", "denied", "none", ABSENT),
    "esta.expires": ("2025-12-01", ABSENT),
    "esta.refusals_disclosed": _YES_NO,
    "visa": ("none", ABSENT),
    "visa.class": ("b1-b2", "b2", "none", ABSENT),
    "visa.expires": ("2025-12-01", ABSENT),
    "visa.annotation": ("none", {"site": "plant"}, {"ends": "2026-12-24"}, {"employer": "owner"}, ABSENT),
    "declares": (ABSENT,),
    "declares.visa_refused": _YES_NO,
    "declares.entry_refused": _YES_NO,
    "declares.overstayed": _YES_NO,
    "declares.listed_country_visits": (
        [{"country": "IR"}], [{"country": "CU", "on": "2020-05-05"}], [{"country": "IQ", "on": "2015-05-05"}], ABSENT,
    ),
    "us_stays": ([{"arrive": "2025-06-01", "depart": "2025-08-25"}], ABSENT),
}  # fmt: skip


def _changes() -> list[tuple[Path, Any]]:
    tables = (("contracts", _CONTRACT), ("equipment", _EQUIPMENT), ("travelers", _TRAVELER))
    found: list[tuple[Path, Any]] = [
        ((table, entity, *key.split(".")), value)
        for table, choices in tables
        for entity in BASE[table]
        for key, values in choices.items()
        for value in values
    ]
    for company in BASE["companies"]:
        found += [(("companies", company, "country"), value) for value in _COUNTRIES]
        found.append((("companies", company, "subcontract"), "none"))
    found += [(("sites", site, "phase"), value) for site in BASE["sites"] for value in ("construction", ABSENT)]
    return [*found, (("project",), ABSENT), (("project", "site"), ABSENT)]


CHANGES = _changes()
"""Everything that may be changed in the tables of the good plan: where, and to what."""

_ON_PRESS = {"equipment": "press"}
ACTIVITIES: Sequence[Tree] = (
    {"kind": "install", "mode": "perform", "description": "installation of the press", **_ON_PRESS},
    {"kind": "commission", "mode": "perform", "description": "프레스 시운전", **_ON_PRESS},
    {"kind": "install", "mode": "supervise", "equipment": "oven"},
    {"kind": "train-to-service", "mode": "train", "trainees": "us-workers", **_ON_PRESS},
    {"kind": "train-process", "mode": "train", "trainees": "us-workers", "content": "proprietary", **_ON_PRESS},
    {"kind": "meeting"},
    {"kind": "site-visit", "mode": "observe"},
    {"kind": "take-orders", "goods_made_in": "KR"},
    {"kind": "welding", "mode": "supervise", "crew": "us-workers"},
    {"kind": "welding", "mode": "perform", "description": "welding of the frame"},
    {"kind": "utility-hook-up", "mode": "perform", "description": "프레스 훅업", **_ON_PRESS},
    {"kind": "relocate", "mode": "perform", "description": "relocation of the press", **_ON_PRESS},
    {"kind": "line-work", "mode": "perform", "description": "work on the line"},
    {"kind": "staffing"},
    {"kind": "interpreter"},
    {"kind": "other"},
)
DESCRIPTIONS = (
    "현장 배관 공사", "설치 지원", "welding of plant pipe", "production on line 2", "협의", "help where needed",
    "로봇 설치, 시운전", "demolition", "manage the staff", "용접기 점검",
)  # fmt: skip
ACTIVITY_CHANGES: Mapping[str, Sequence[Any]] = {
    "mode": ("perform", "supervise", "train", "observe", ABSENT),
    "equipment": ("press", "oven", ABSENT),
    "contract": ("sale", "lease", "sub-2", "none"),
    "site": ("plant", "annex"),
    "crew": ("us-workers", "visitors", "none", ABSENT),
    "trainees": ("us-workers", "visitors", ABSENT),
    "content": ("proprietary", "general", ABSENT),
    "goods_made_in": ("US", "JP", ABSENT),
    "description": DESCRIPTIONS,
}
ARRIVALS = ("2024-11-18", "2025-06-02", "2025-11-24", "2025-12-03", "2025-12-20", "2026-12-01", "2026-12-01")
STAYS = (0, 1, 20, 20, 30, 88, 89, 90, 180)
KNOWLEDGE = (AS_OF, AS_OF, AS_OF, "2025-11-30", "2026-01-27", "2026-01-28", "2027-05-22", "2027-05-23")
"""Days of knowledge: as read, and both sides of the day a rule was announced and of the end of the review."""


def day_after(day: str, number: int) -> str:
    """The day so many days later."""
    return (date.fromisoformat(day) + timedelta(days=number)).isoformat()


def put(tree: Any, path: Path, value: Any) -> None:
    """Change one place of a plan; nothing happens where there is nothing to change any more."""
    *above, key = path
    for step in above:
        if isinstance(tree, dict) and step not in tree:
            return
        tree = tree[step]
    if not isinstance(tree, dict | list):
        return
    if value is not ABSENT:
        tree[key] = deepcopy(value)  # type: ignore[index, call-overload, unused-ignore]
    elif isinstance(tree, dict):
        tree.pop(key, None)


@st.composite
def activities(draw: st.DrawFn, days: tuple[str, str] | None = None) -> Tree:
    """An activity with up to two things changed."""
    found = dict(draw(st.sampled_from(ACTIVITIES)))
    for key in draw(st.lists(st.sampled_from(list(ACTIVITY_CHANGES)), max_size=2)):
        put(found, (key,), draw(st.sampled_from(ACTIVITY_CHANGES[key])))
    if days is not None and draw(st.booleans()):
        first = day_after(days[0], draw(st.sampled_from((0, 1, 9, -1))))
        last = day_after(days[1], draw(st.sampled_from((0, -1, -9, 1))))
        found |= {"from": min(first, last), "to": max(first, last)}
    return found


@st.composite
def trips(draw: st.DrawFn, number: int) -> Tree:
    """A trip of one to three activities."""
    arrive = draw(st.sampled_from(ARRIVALS))
    depart = day_after(arrive, draw(st.sampled_from(STAYS)))
    found: Tree = {
        "id": f"trip-{number}",
        "traveler": draw(st.sampled_from(("kim", "kim", "lee", "park"))),
        "class": draw(st.sampled_from(("esta", "b1"))),
        "arrive": arrive,
        "depart": depart,
    }
    extra = draw(st.sampled_from(({}, {}, {}, {"site": "annex"}, {"project": "other-line"}, {"arrive_from": "MX"})))
    if "arrive_from" in extra and draw(st.booleans()):
        extra = {**extra, "first_admitted": day_after(arrive, -30)}
    done = draw(st.lists(activities((arrive, depart)), min_size=1, max_size=3))
    return found | extra | {"activities": done}


@st.composite
def plans(draw: st.DrawFn) -> Tree:
    """A plan with one to three trips, with up to four things changed in its tables."""
    plan = deepcopy(BASE)
    for path, value in draw(st.lists(st.sampled_from(CHANGES), max_size=4)):
        put(plan, path, value)
    for contract in plan["contracts"].values():
        if contract.get("seller") == contract.get("buyer"):  # refused when the plan is read
            contract.pop("buyer", None)
    count = draw(st.sampled_from((1, 1, 2, 3)))
    plan["trips"] = [draw(trips(number)) for number in range(1, count + 1)]
    return plan


def good_plan(arrive: str = "2026-12-01", **activity: Any) -> Tree:
    """A plan with one trip and nothing wrong: the maker's engineer installs a press on ESTA, or does that activity."""
    done = activity or dict(ACTIVITIES[0])
    trip = {"id": "trip-1", "traveler": "kim", "class": "esta", "arrive": arrive, "depart": day_after(arrive, 19)}
    return {**deepcopy(BASE), "trips": [{**trip, "activities": [done]}]}


# Judging them ---------------------------------------------------------------------------------------------------------


def read(plan: Tree) -> Plan:
    """The plan, by way of its text."""
    return assemble([read_text(dump(plan), "plan.yaml")], "plan.yaml")


def report(plan: Tree, as_of: str = AS_OF, packs: Library | None = None) -> Report:
    """The report about a plan."""
    return check(read(plan), packs or library(), as_of=as_of)


class Answer(NamedTuple):
    """What a report says about one trip: verdict, verdicts of its activities, and every finding."""

    verdict: str
    activities: tuple[str, ...]
    findings: tuple[Any, ...]


def answer(result: TripResult) -> Answer:
    """The answer about one trip, in values that can be compared."""
    parts = [*result.law.parts, *(part for activity in result.law.activities for part in activity.parts)]
    findings = tuple(
        (part.first, part.last, finding.rule.name, finding.outcome, finding.verdict)
        for part in parts
        for finding in part.ruling.findings
    )
    return Answer(result.verdict.value, tuple(each.verdict.value for each in result.law.activities), findings)


def answers(plan: Tree, as_of: str = AS_OF) -> dict[str, Answer]:
    """The answer about every trip of a plan, by id."""
    return {trip.id: answer(trip) for trip in report(plan, as_of).trips}


@cache
def _read_words() -> Any:
    found = library()
    return WordReader(found.catalogue, lambda: found.words).read


def facts_of_trip(plan: Plan, trip: Trip, packs: Library | None = None) -> dict[str, Any]:
    """All facts of a trip."""
    found = (packs or library()).facts
    facts = Facts(plan, found, (packs or library()).catalogue, _read_words())
    names = tuple(name for name, fact in found.items() if not (fact.of_activity or fact.of_crew))
    return dict(zip(names, facts.of_trip(trip, names), strict=True))


def days_of(result: ActivityResult) -> tuple[str, str]:
    """First and last day of an activity, as the plan has them."""
    activity, trip = result.subject.activity, result.subject.trip
    assert activity is not None
    return activity.get("from", trip["arrive"]), activity.get("to", trip["depart"])


def facts_of_activity(result: ActivityResult, packs: Library | None = None) -> dict[str, Any]:
    """All facts of an activity, those of its trip included."""
    plan, trip, activity = result.subject.plan, result.subject.trip, result.subject.activity
    assert activity is not None
    facts = Facts(plan, (packs or library()).facts, (packs or library()).catalogue, _read_words())
    return facts_of_trip(plan, trip, packs) | facts.of_activity(facts.inputs(trip, activity, *days_of(result)))
