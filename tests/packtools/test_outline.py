"""A condition is shown so that and and or cannot be confused."""

from kvcheck.conditions.parse import parse
from kvcheck.lines.layout import columns, plain
from kvcheck.packtools.outline import Part, outline, parts_of_rule
from kvcheck.packtools.reference import Page
from kvcheck.source import read_text
from tests.support import library


def shown(condition: str) -> Part:
    """The outline of a condition as it is written in a pack."""
    root = read_text(f"when: {condition}\n", "rules.yaml").root
    found, problems = parse(root["when"], root.value_place("when"), root, library().vocabulary)
    assert found is not None, problems
    return outline(found, library())


NESTED = """{all: [{activity.mode: perform}, {any: [{activity.kind: plant-piping}, {all: [{traveler.us_pay: true},
  {equipment.acquired: lease}]}]}, {not: {any: [{activity.mode: train}, {traveler.us_pay: false}]}}]}"""


def test_each_line_has_its_number_and_is_joined_to_the_one_before() -> None:
    """Groups in groups, in both languages; a `not` over `any` is all of the contraries."""
    part = shown(NESTED)
    assert [(item.number, item.joint.en) for item in part.items] == [
        ("1", ""), ("2", "and"), ("2.1", ""), ("2.2", "or"), ("2.2.1", ""), ("2.2.2", "and"),
        ("3", "and"), ("3.1", ""), ("3.2", "and"),
    ]  # fmt: skip
    said = [item.said.en for item in part.items]
    assert part.heading.en == "all of these are so:"
    assert said[1] == "and at least one of these is so:"
    assert said[4] == "pay from a US source: yes"
    assert said[6:] == [
        "and all of these are so:",
        "role of the traveler: anything but trains",
        "and pay from a US source: yes",
    ]
    assert [item.said.ko.split()[0] for item in part.items[1:4:2]] == ["그리고", "또는"]


def test_a_negated_all_is_one_of_the_contraries() -> None:
    """Not (a and b) is not-a or not-b."""
    part = shown("{not: {all: [{activity.mode: train}, {traveler.us_pay: true}]}}")
    assert part.heading.en == ""
    assert [(item.number, item.said.en) for item in part.items[:1]] == [("", "at least one of these is so:")]
    assert [item.joint.en for item in part.items[1:]] == ["", "or"]


def test_of_whom_and_what_is_asked_stand_apart() -> None:
    """A limit for some says whom it is asked of, not that either may hold."""
    rule = library().rules()["us/esta/side-trips-no-restart"]
    headings = [part.heading.en for part in parts_of_rule(rule.kind, rule.condition, library())]
    assert headings[0].startswith("asked where")
    assert headings[1].startswith("met there if")


def test_no_value_of_a_list_is_left_out() -> None:
    """Where a report counts the rest, a rule names every value."""
    rule = library().rules()["us/business-scope/service-under-later-order"]
    [part] = parts_of_rule(rule.kind, rule.condition, library())
    kinds = next(item.said for item in part.items if item.number == "1.2")
    for name in ("service", "warranty-service", "metrology", "exchange-spare-part", "write-procedures"):
        title = library().catalogue.kinds[name].title
        assert title.en in kinds.en
        assert title.ko in kinds.ko


def test_the_numbers_are_printed() -> None:
    """As `rules show` prints a rule, eighty columns wide, in both languages."""
    rule = library().rules()["us/business-scope/install-service-repair"]
    for lang, joint in (("en", "1.2  or "), ("ko", "1.2  또는 ")):
        said = plain(Page(library(), lang, 80).rule(rule))
        assert joint in said
        assert max(map(columns, said.splitlines())) <= 80
