"""Numbers of the law that a company sets: its rules of law get stricter, the law stays what it is."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvcheck.engine import check
from kvcheck.model import Report, RuleKind, Verdict
from kvcheck.packs import Library, rules_root
from kvcheck.plan import assemble
from kvcheck.source import read_text
from tests.support import AS_OF, MINIMAL, library

PACK = """pack: policy/acme
layer: policy
name: {{en: Rules of Acme, ko: 에이스 규정}}
owner: {{en: 'Acme, 2026-03-01', ko: '에이스, 2026-03-01'}}
reviewed: 2026-11-22
review_by: 2027-05-22
{body}"""
FACT = """facts:
  fit:
    about: {about}
    type: yes-no
    title: {{en: fit, ko: 적합}}
    ask: {{en: Is it fit?, ko: 적합합니까?}}
    answered_by: host
"""
STATES = {
    "bars": "bars:\n  unfit:\n    title: {en: Unfit, ko: 부적합}\n    when: {own.fit: false}\n"
    "    instead: {en: Do not., ko: 하지 않습니다.}\n",
    "limits": "limits:\n  is-fit:\n    title: {en: Fit, ko: 적합}\n    must: {own.fit: true}\n",
    "doubts": "doubts:\n  doubtful:\n    title: {en: Doubtful, ko: 의문}\n    when: {own.fit: true}\n"
    "    instead: {en: Ask., ko: 문의합니다.}\n",
    "risks": "risks:\n  risky:\n    title: {en: Risky, ko: 위험}\n    when: {own.fit: true}\n"
    "    instead: {en: Ask., ko: 문의합니다.}\n",
}
PLACES = {
    "plan": ("trips:\n", "own: {stated}\ntrips:\n"),
    "traveler": ("    nationality:", "    own: {stated}\n    nationality:"),
    "trip": ("    class: esta\n", "    class: esta\n    own: {stated}\n"),
    "activity": ("{kind: ", "{{own: {stated}, kind: "),
}
"""Where a plan states a fact about each of these."""


def pack(folder: Path, body: str) -> Library:
    """The law with a company's pack beside it, whose sections are `body`."""
    made = Library(rules_root())
    made.cache_folder = None
    for name in ("law_facts", "law_parameters", "catalogue", "authorities", "documents", "classes_written", "words"):
        setattr(made, name, getattr(library(), name))  # read once
    made._packs.update({name: library().pack(name) for name in library().pack_names})
    (folder / "acme.yaml").write_text(PACK.format(body=body), encoding="utf-8")
    made.add(folder / "acme.yaml")
    return made


def judged(known: Library, text: str = MINIMAL, *, policies: tuple[str, ...] = ("policy/acme",)) -> Report:
    """What the law, and the company's pack, say of a plan."""
    plan = assemble([read_text(text, "plan.yaml")], "plan.yaml")
    return check(plan, known, as_of=AS_OF, policies=policies)


@cache
def by_law() -> Verdict:
    """What the law alone says of the smallest plan."""
    return judged(library(), policies=()).trips[0].verdict


@pytest.mark.parametrize("kind", STATES)
@pytest.mark.parametrize("about", PLACES)
def test_no_own_fact_loosens_anything(tmp_path: Path, about: str, kind: str) -> None:
    """Whatever rule reads it, whatever is stated: the law's answer stays, and the whole is no better."""
    if kind == "limits" and about == "activity":
        kind = "bars"  # a limit is about the trip
    known = pack(tmp_path, FACT.format(about=about) + STATES[kind])
    old, new = PLACES[about]
    found: dict[Any, Verdict] = {}
    for value in (None, "unknown", "true", "false"):
        text = MINIMAL if value is None else MINIMAL.replace(old, new.format(stated=f"{{fit: {value}}}"))
        assert (text == MINIMAL) is (value is None)
        [trip] = judged(known, text).trips
        assert trip.law.verdict is by_law()
        assert trip.verdict.rank <= by_law().rank
        found[value] = trip.verdict
    assert found[None] is found["unknown"]
    assert len(set(found.values())) == (1 if kind == "risks" else 3), "the fact decides, and is open where not stated"


@settings(max_examples=25)
@given(
    st.sampled_from(["vwp_stay_days", "practice_stays_in_row", "practice_days_in_row", "removal_years"]),
    st.integers(0, 12),
    st.integers(1, 110),
)
def test_a_stricter_number_never_makes_an_answer_better(
    tmp_path_factory: pytest.TempPathFactory, name: str, by: int, days: int
) -> None:
    """The law is judged by its own number, whatever the company's; of its rules each has at most one of the company."""
    now = library().law_parameters[name].values[-1].value
    value = now + by if name == "removal_years" else max(now - 5 * by, 1)
    known = pack(tmp_path_factory.mktemp("own"), f"numbers:\n  {name}: {value}\n")
    text = MINIMAL.replace("depart: 2027-01-20", f"depart: {_day(days)}")
    [trip], [alone] = judged(known, text).trips, judged(library(), text, policies=()).trips
    assert trip.law.verdict is alone.verdict
    assert trip.verdict.rank <= alone.verdict.rank
    own = known.pack("policy/acme").rules
    assert bool(own) is (value != now)
    assert all(rule.kind is not RuleKind.GRANT and known.rule(rule.after) is not None for rule in own)
    if name == "vwp_stay_days" and value < days <= 90:
        assert (trip.law.verdict, trip.verdict) == (alone.verdict, Verdict.NOT_PERMITTED)


def _day(days: int) -> str:
    from datetime import date, timedelta

    return (date(2026, 12, 1) + timedelta(days=days - 1)).isoformat()
