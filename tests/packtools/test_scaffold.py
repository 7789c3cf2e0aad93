"""What `kvcheck rules new` puts into files: everything else stays, and what it asks is written as a pack has it."""

import pytest

from kvcheck.errors import BadCommand
from kvcheck.packtools.scaffold.entries import inserted, with_facts
from kvcheck.packtools.scaffold.written import comparison, scalar
from kvcheck.source import read_text

PACK = """# head
pack: policy/acme
reviewed: 2026-11-22  # a day

bars:
  # why
  first:
    when: {a: 1}

# about the limits
limits:
  second:
    must: {b: 2}
"""
ORDER = ("pack", "reviewed", "grants", "bars", "limits", "risks")
ENTRY = "new:\n  when: {c: 3}\n"


def test_an_entry_goes_to_the_end_of_its_section_and_all_else_stays() -> None:
    """Also where the section is not there yet, at the end of the file, and with the line ends of Windows."""
    for section, before in (("bars", "\n# about"), ("grants", "\nbars:"), ("limits", ""), ("risks", "")):
        for text in (PACK, PACK.rstrip("\n"), PACK.replace("\n", "\r\n")):
            made = inserted(text, section, ENTRY, ORDER)
            held = {
                key: dict(value) if isinstance(value, dict) else value
                for key, value in read_text(PACK, "").root.items()
            }
            held.setdefault(section, {})["new"] = {"when": {"c": 3}}
            assert read_text(made, "").root == held
            assert list(read_text(made, "").root) == [each for each in ORDER if each in held]
            kept = [line for line in made.splitlines() if line.strip()]
            assert [line for line in PACK.splitlines() if line.strip()] == [
                line
                for line in kept
                if (line.strip() not in ("new:", "when: {c: 3}") and line != f"{section}:") or line in PACK
            ]
            assert ("\r\n" in made) == ("\r\n" in text)
            assert before in made.replace("\r\n", "\n")
            assert "\n\n\n" not in made.replace("\r\n", "\n")


@pytest.mark.parametrize("text", ["pack: x\nbars: {first: {a: 1}}\n", "pack: x\nbars: []\n"])
def test_what_is_no_block_is_refused(text: str) -> None:
    """Nothing is written that would say something else."""
    with pytest.raises(BadCommand):
        inserted(text, "bars", ENTRY, ORDER)


@pytest.mark.parametrize(
    "facts", ["facts: {a: 1}", "facts:\n      a: 1  # why\n      d: 2", "facts: {a: 1,\n            d: 2}"]
)
def test_more_facts_are_said_in_a_case(facts: str) -> None:
    """In braces and as a block; a case without facts of its own stays."""
    text = f"cases:\n  one:\n    {facts}\n    expect: {{verdict: permitted}}\n"
    made = with_facts(text, "one", "b: true, c: x")
    before, after = (read_text(each, "").root["cases"]["one"] for each in (text, made))
    assert after == {**before, "facts": {**before["facts"], "b": True, "c": "x"}}
    assert with_facts("cases:\n  one: {from: two}\n", "one", "b: true") == "cases:\n  one: {from: two}\n"


@pytest.mark.parametrize(
    ("asked", "means"),
    [
        ("activity.mode=perform", {"activity.mode": "perform"}),
        ("traveler.us_pay=no", {"traveler.us_pay": False}),
        ("activity.mode=perform, supervise", {"activity.mode": ["perform", "supervise"]}),
        ("trip.days <= 14", {"trip.days": {"at_most": 14}}),
        ("trip.days>=1.5", {"trip.days": {"at_least": 1.5}}),
        ("trip.days<14", {"trip.days": {"less_than": 14}}),
        ("passport.issued_by!=KR", {"passport.issued_by": {"is_not": "KR"}}),
        ("passport.issued_by!=KR,US", {"passport.issued_by": {"not_in": ["KR", "US"]}}),
        ("trip.arrive=2026-12-01", {"trip.arrive": "2026-12-01"}),
        ("trip.arrive>=2026-12-01", {"trip.arrive": {"on_or_after": "2026-12-01"}}),
        ("trip.depart<=2026-12-01", {"trip.depart": {"on_or_before": "2026-12-01"}}),
        ("visa.expires<2026-12-01", {"visa.expires": {"before": "2026-12-01"}}),
        ("visa.expires>2026-12-01", {"visa.expires": {"after": "2026-12-01"}}),
        ("visa.expires!=2026-12-01", {"visa.expires": {"is_not": "2026-12-01"}}),
    ],
)
def test_what_is_asked_is_written_as_a_pack_has_it(asked: str, means: dict[str, object]) -> None:
    """And is read again as it was meant."""
    assert comparison(asked) == means
    assert read_text(f"when: {scalar(means)}\n", "").root["when"] == means


@pytest.mark.parametrize("asked", ["", "perform", "activity.mode", "=x", "a.b=", "A b=c"])
def test_what_is_no_condition_is_told(asked: str) -> None:
    """With how one is written."""
    with pytest.raises(BadCommand):
        comparison(asked)


@pytest.mark.parametrize(
    "text", ["no", "null", "a: b", "it's", "{x}", "", "1", "-", "가: 나", "#x", "none", "2026-12-01", "a/b"]
)
def test_any_text_is_read_again_as_it_is(text: str) -> None:
    """Words of YAML, signs and Korean."""
    assert read_text(f"x: {{y: {scalar(text)}}}\n", "").root["x"]["y"] == text
