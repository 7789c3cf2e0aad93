"""A template that somebody brings makes a bounded multiple of what it is given, or is refused in time."""

import time
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvcheck.templates import budget
from kvcheck.templates.budget import size
from kvcheck.templates.pages import Markup
from kvcheck.templates.sandbox import TooMuch, untrusted

ROWS = [{"trip": f"t{i}", "kind": "install", "title": "Installs a press & a line", "n": i} for i in range(400)]
GIVEN = {"rows": ROWS, "notice": "n" * 100}
LONG = "{% set a = 'ab' %}" + "{% set a = a ~ a %}" * 18


@pytest.fixture(autouse=True)
def _a_small_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth of what users get, so that the tests are quick: what is bounded is bounded by any budget."""
    monkeypatch.setattr(budget, "LEAST", budget.LEAST // 10)


def made(template: str) -> str:
    """What the template makes of GIVEN."""
    return untrusted(Markup, GIVEN).from_string(template).render(GIVEN)


def often(step: str) -> str:
    """A text to which a step is done 60 times, and which is printed."""
    return "{% set a = 'ab' ~ 'ab' %}" + step * 60 + "{{ a }}"


def in_loops(body: str) -> str:
    """A long text, and what is done with it 400 times 400 times."""
    return LONG + "{% for r in rows %}{% for q in rows %}" + body + "{% endfor %}{% endfor %}"


@pytest.mark.parametrize(
    "template",
    [
        often("{% set a = a ~ a %}"),
        often("{% set a = a + a %}"),
        often("{% set a = [a, a] %}"),
        often("{% set a = (a, a) %}"),
        often("{% set a = {'x': a, 'y': a} %}"),
        often("{% set a = [a] + [a] + [a] %}"),
        often("{% set a = a|list + a|list %}"),
        often("{% set a %}{{ a }}{{ a }}{% endset %}"),
        often("{% set a %}{% filter upper %}{{ a }}{{ a }}{% endfilter %}{% endset %}"),
        often("{% set a = a|replace('a', a) %}"),
        often("{% set a = a|replace('', a) %}"),
        often("{% set a = a|join(a) %}"),
        often("{% set a = a|list|join(d=a) %}"),
        "{{ 1.5|round(1000000000, 'ceil') }}",
        "{{ [rows, rows]|sum(start=[])|length }}",
        "{% for r in rows %}{% for q in rows %}{% for p in rows %}{% endfor %}{% endfor %}{% endfor %}",
        "{% for r in rows %}{% for q in rows %}" + "x" * 1000 + "{% endfor %}{% endfor %}",
        "{% for r in rows %}{% for q in rows %}{{ '" + "x" * 1000 + "' }}{% endfor %}{% endfor %}",
        "{% for r in rows %}{% for q in rows %}{{ rows|sort(attribute='title')|length }}{% endfor %}{% endfor %}",
        in_loops("{% if 'z' in a %}{% endif %}"),
        in_loops("{% if a == a ~ '' %}{% endif %}"),
        in_loops("{% if a is eq(a) %}{% endif %}"),
        in_loops("{% set b = a[::-1] %}"),
        in_loops("{% set b = a|upper %}"),
        "{{ a }}" * 20_000,
    ],
)
def test_what_grows_without_bound_is_refused_soon(template: str) -> None:
    """Before the memory is taken, whatever it is that grows."""
    tracemalloc.start()
    began = time.process_time()
    try:
        with pytest.raises(TooMuch):
            made(template)
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()
    assert time.process_time() - began < 20  # measuring memory costs most of it


def test_what_people_write_is_within_the_budget() -> None:
    """Each row many times, sorted, grouped, joined, and a loop in a loop."""
    text = made(
        "{% for r in rows|sort(attribute='title') %}{{ loop.index }}/{{ loop.length }}: {{ r.trip ~ ' ' ~ r.n }}"
        " {{ r.title|replace('press', 'line')|upper }}{% if not loop.last %}; {% endif %}{% endfor %}"
        "{% for kind, of_kind in rows|groupby('kind') %}{{ kind }} {{ of_kind|length }} {% endfor %}"
        "{% for r in rows %}{% for q in rows if q.trip == r.trip %}{{ q.n + 1 }} {% endfor %}{% endfor %}"
        "{{ rows|selectattr('n', 'gt', 397)|join(', ', attribute='trip') }} {{ rows|sum(attribute='n') }}"
        " {{ [1, 2][::-1] }} {{ (1, 2)|last }} {{ 2.567|round(1) }} {{ {'x': 'y'}.x }}"
    )
    assert "1/400: t0 0 INSTALLS A LINE & A LINE; 2/400" in text
    assert text.endswith("400 t398, t399 79800 [2, 1] 2 2.6 y")


STEPS = (
    *("~ a", "+ a", "- 1", "and a", "in a", "== a", "[::-1]"),
    *("|list", "|string", "|upper", "|e", "|length", "|first", "|sort", "|unique", "|reverse", "|dictsort", "|sum"),
    *("|join(a)", "|replace('a', a)", "|default(a)", "|groupby('x')", "|round(9)"),
)


@given(st.lists(st.sampled_from(STEPS), max_size=6), st.integers(1, 60))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_whatever_is_done_over_and_over_ends(operations: list[str], times: int) -> None:
    """In any order, up to 60 times: something of a bounded size, or a problem of the template."""
    step = "{% set a = a " + " ".join(operations) + " %}"
    began = time.process_time()
    text = ""
    with suppress(Exception):  # a step that goes with no such value is the command's to tell
        text = made("{% set a = 'ab' ~ 'ab' %}" + step * times + "{{ a }}")
    assert len(text) < 10_000_000
    assert time.process_time() - began < 20


def test_the_size_of_a_value_counts_what_it_holds_twice_twice() -> None:
    """And ends beyond what is asked."""
    nested: list[object] = ["abc"]
    for _ in range(60):
        nested = [nested, nested]
    assert 1000 < size(nested, at_most=1000) < 1200
    assert size("abc") < size(["abc"]) < size(["abc", "abc"]) < size({"abc": "abc", "x": 1})
