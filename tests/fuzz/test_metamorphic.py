"""What is done to a plan that keeps what it says, or says less, never makes an answer better."""

import os
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kvcheck.engine import check
from kvcheck.errors import CannotCheck
from kvcheck.model import Verdict
from kvcheck.plan import load
from tests.support import AS_OF, library
from tests.support.properties.folders import dump
from tests.support.properties.plans import ABSENT, Tree, answer, answers, good_plan, plans, put
from tests.support.properties.plans import Path as Place

WANTED = int(os.environ.get("KVCHECK_FUZZ", "0")) // 500 or 30
"""Each is judged two times; by hand other plans come every time."""
BY_HAND = "KVCHECK_FUZZ" in os.environ

SPOILED: dict[str, Any] = {
    "removed": ABSENT,
    "emptied": "",
    "nothing": None,
    "garbled": "zq#7",
    "a number": 7,
    "a list": ["zq#7"],
    "a mapping": {"zq": "7"},
    "a day that is none": "2026-02-30",
    "an answer": True,
}
"""What a place of a plan holds afterwards. None of it is a statement that a plan can make there, but for `true`."""
NAMES = ("id", "kvcheck", "name")
"""Keys whose values decide nothing: they name."""


def places(tree: Any, above: Place = ()) -> Iterator[Place]:
    """Every place of a plan that holds a single value or one entity, but for names; no entry of a list."""
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in entries:
        if isinstance(tree, dict) and key not in NAMES and (len(above) > 0 and not isinstance(value, list)):
            yield (*above, key)
        yield from places(value, (*above, key))


def at(tree: Any, place: Place) -> Any:
    for step in place:
        tree = tree[step]
    return tree


@given(st.data())
@settings(max_examples=WANTED, derandomize=not BY_HAND, deadline=None)
def test_what_is_spoiled_permits_nothing(data: st.DataObject) -> None:
    """A value that is removed, emptied, garbled or of another type makes nothing permitted that was not."""
    plan = data.draw(plans())
    place = data.draw(st.sampled_from(sorted(places(plan), key=str)))
    value = SPOILED[data.draw(st.sampled_from(sorted(SPOILED)))]
    spoiled = deepcopy(plan)
    put(spoiled, place, value)
    if value is True and isinstance(at(plan, place), bool):
        return  # the plan may say so
    before = answers(plan)
    try:
        after = answers(spoiled)
    except CannotCheck:
        return
    for trip in before.keys() & after.keys():
        if after[trip].verdict == Verdict.PERMITTED:
            assert before[trip].verdict == Verdict.PERMITTED, (place, value)


@given(plans(), st.data())
@settings(max_examples=WANTED // 2, derandomize=not BY_HAND, deadline=None)
def test_a_stranger_changes_nothing(plan: Tree, data: st.DataObject) -> None:
    """Somebody else who goes too, for a company, a contract and a machine of their own, changes nobody's answer."""
    stranger = data.draw(plans())
    both = deepcopy(plan)
    for table in ("companies", "sites", "contracts", "equipment", "travelers"):
        both[table] |= {f"other-{name}": entity for name, entity in _renamed(stranger[table]).items()}
    both["trips"] += [
        _renamed(trip) | {"id": f"other-{trip['id']}"} for trip in stranger["trips"] if "project" not in trip
    ]
    try:
        found = answers(both)
    except CannotCheck:
        return  # the project is one, and the stranger is of another
    assert {name: found[name] for name in answers(plan)} == answers(plan)


IDS = {name for table in ("companies", "sites", "contracts", "equipment", "travelers") for name in good_plan()[table]}


def _renamed(value: Any) -> Any:
    """The same with the ids of the good plan named otherwise."""
    if isinstance(value, dict):
        return {key: _renamed(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_renamed(each) for each in value]
    return f"other-{value}" if value in IDS else value


@given(plans(), st.randoms(use_true_random=False))
@settings(max_examples=WANTED // 2, derandomize=not BY_HAND, deadline=None)
def test_how_a_plan_is_cut_into_files_changes_nothing(tmp_path_factory: Any, plan: Tree, random: Any) -> None:
    """Sections, tables and trips in files of a folder, cut anywhere and in any order."""
    folder: Path = tmp_path_factory.mktemp("cut")
    files: list[Tree] = [{"kvcheck": 1} for _ in range(random.randint(1, 4))]
    for section, value in plan.items():
        if section == "kvcheck":
            continue
        if section == "trips":
            for trip in value:
                random.choice(files).setdefault(section, []).append(trip)
        elif section == "project":
            random.choice(files)[section] = value
        else:
            for name, entity in value.items():
                random.choice(files).setdefault(section, {})[name] = entity
    for number, each in enumerate(files):
        if len(each) > 1:
            (folder / f"{random.choice('abc')}-{number}.yaml").write_text(dump(each), encoding="utf-8")
    report = check(load(folder, "plan"), library(), as_of=AS_OF)
    assert {trip.id: answer(trip) for trip in report.trips} == answers(plan)
