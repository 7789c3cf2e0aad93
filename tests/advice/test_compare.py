"""`kvcheck compare`: every class side by side, and what follows from it."""

import json
import re
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from kvcheck.advice.compare.formats import COMPARISONS
from kvcheck.advice.compare.value import Choice, Comparison, Fit, Weighed
from kvcheck.advice.compare.weigh import compare
from kvcheck.advice.compare.words import FITS
from kvcheck.language.grammar import weeks
from kvcheck.office.templates import said
from kvcheck.plan import assemble, load
from kvcheck.source import read_text
from kvcheck.source.schema import schema
from kvcheck.telling import labels, sentences
from kvcheck.telling.style import Style
from tests.support import AHEAD, AS_OF, MINIMAL, PLANS, changed, kvcheck, later, library
from tests.support.waivers import DOUBTED, REGISTER

PLANT = PLANS / "battery-plant"
CLASSES = PLANS / "other-classes.yaml"


@cache
def choices(path: str) -> dict[str, Choice]:
    """Every trip of an example, weighed."""
    comparison = compare(load(PLANS / path, path), library(), as_of=AS_OF)
    return {choice.id: choice for choice in comparison.choices}


def weighed(text: str, name: str) -> Weighed:
    """One class for the only trip of a plan given as text."""
    [choice] = compare(assemble([read_text(text, "plan.yaml")], "plan.yaml"), library(), as_of=AS_OF).choices
    return next(each for each in choice.others if each.pack.admits == name)


def test_every_class_is_weighed_once() -> None:
    """The planned class and the others are all there are."""
    for choice in choices("battery-plant").values():
        names = [each.pack.admits for each in (choice.planned, *choice.others)]
        assert sorted(map(str, names)) == sorted(library().classes)


def test_building_work_by_hand_fits_no_class_but_h2b() -> None:
    """Who welds plant pipe by hand needs H-2B, or a US contractor does it."""
    choice = choices("battery-plant")["w2-bulgasari-1"]
    assert choice.planned.fit is Fit.BLOCKED
    assert [each.pack.admits for each in choice.possible] == ["h2b"]
    assert choice.planned.blocks is not None
    assert "US contractor" in str(choice.planned.blocks.rule.instead)


def test_lent_workers_have_no_transfer_and_no_treaty() -> None:
    """A manpower firm without a US company of its own cannot borrow the plant's: H-2B, or none."""
    choice = choices("battery-plant")["w1-gumiho-1"]
    assert choice.planned.fit is Fit.BLOCKED
    assert [each.pack.admits for each in choice.possible] == ["h2b"]


def test_who_is_blocked_gets_a_class_that_could_fit_or_hears_that_none_does() -> None:
    """On the mixed example every blocked person has an answer."""
    blocked = [choice for choice in choices("battery-plant").values() if choice.planned.fit is Fit.BLOCKED]
    assert blocked
    for choice in blocked:
        assert choice.possible or (choice.planned.blocks is not None and choice.planned.blocks.rule.instead)


def test_a_class_of_another_nationality_is_never() -> None:
    """TN is for citizens of Canada and Mexico, and E-4 is only a bill."""
    for choice in choices("battery-plant").values():
        never = {each.pack.admits for each in choice.others if each.fit is Fit.NEVER}
        assert {"tn", "b1-usmca", "e4"} <= never


def test_papers_that_can_be_got_do_not_block() -> None:
    """On ESTA, with no visa: B-1 needs papers only, and the papers are named."""
    b1 = weighed(MINIMAL, "b1")
    assert b1.fit is Fit.WITH_PAPERS
    assert "visa" in [document.name for document in b1.documents]


def test_a_visa_in_hand_is_used() -> None:
    """Who holds a valid B-1 visa without annotation fits B-1 right away."""
    visa = "visa: {class: b1-b2, issued: 2024-03-05, expires: 2034-03-04, annotation: none}\n    declares"
    assert weighed(changed(("declares", visa)), "b1").fit is Fit.FITS


def test_without_any_corporate_link_there_is_no_l1() -> None:
    """`links: none` of the employer is enough to say so."""
    open_ = weighed(MINIMAL, "l1b")
    assert open_.fit is Fit.OPEN
    assert "us_company.link" in [fact.name for fact in open_.asks]
    blocked = weighed(changed(("country: KR}\n  plant-co", "country: KR, links: none}\n  plant-co")), "l1b")
    assert blocked.fit is Fit.BLOCKED
    assert blocked.blocks is not None
    assert blocked.blocks.rule.id == "group-link"


def test_the_only_linked_us_company_is_the_one_that_could_file() -> None:
    """A US company of the employer's answers what the link is without being named for the trip."""
    ours = "country: KR}\n  ours: {country: US, links: [{company: hwasung, type: parent}]}\n  plant-co"
    asks = [fact.name for fact in weighed(changed(("country: KR}\n  plant-co", ours)), "l1b").asks]
    assert "us_company.link" not in asks
    assert "us_company.in_us" not in asks


def test_a_class_that_is_barred_asks_for_nothing() -> None:
    """No papers and no answers would help: only the rule in the way is told."""
    barred = [each for choice in choices("battery-plant").values() for each in choice.others if each.blocks is not None]
    assert barred
    assert all((each.papers, each.documents, each.asks) == ((), (), ()) for each in barred)


def test_a_class_is_never_for_what_the_traveler_is() -> None:
    """Not for what can be changed, such as a year abroad that is not full yet; and what he is goes before the rest."""
    young = changed(("    declares", "    months_employed_abroad: 3\n    declares"))
    assert weighed(young, "l1b").fit is Fit.BLOCKED
    welds = changed(("kind: install, mode: perform", "kind: plant-piping, mode: perform"))
    never = weighed(welds, "b1-usmca")
    assert never.fit is Fit.NEVER
    assert never.blocks is not None
    assert never.blocks.rule.id == "citizen-of-canada-or-mexico"


def test_a_paper_is_not_in_the_way_where_the_work_is() -> None:
    """Who would weld plant pipe on a visa that has expired is told of the work: a visa can be got."""
    old = "visa: {class: b1-b2, issued: 2016-03-05, expires: 2026-03-04, annotation: none}\n    declares"
    assert weighed(changed(("declares", old)), "b1").fit is Fit.WITH_PAPERS
    welds = weighed(
        changed(("declares", old), ("kind: install, mode: perform", "kind: plant-piping, mode: perform")), "b1"
    )
    assert welds.fit is Fit.BLOCKED
    assert welds.blocks is not None
    assert welds.blocks.rule.id == "construction-by-hand"


def test_others_stand_by_fit_then_by_what_they_take() -> None:
    """The most suitable first; of equal ones, in the order that the packs give."""
    ranks = list(Fit)
    for choice in choices("battery-plant").values():
        orders = [each.pack.planning.order if each.pack.planning else 1000 for each in choice.others]
        found = list(zip([ranks.index(each.fit) for each in choice.others], orders, strict=True))
        assert found == sorted(found)


def test_trips_are_told_in_the_order_of_their_days() -> None:
    """Not in the order in which the plan lists them."""
    later = MINIMAL[MINIMAL.index("  - id:") :]
    earlier = changed(
        ("id: kim-1", "id: kim-0"), ("2026-12-01", "2026-11-24"), ("2027-01-20", "2026-11-27"), text=later
    )
    found = compare(assemble([read_text(MINIMAL + earlier, "plan.yaml")], "plan.yaml"), library(), as_of=AS_OF)
    assert [choice.id for choice in found.choices] == ["kim-0", "kim-1"]


def test_law_that_was_not_read_lately_is_for_review_at_best() -> None:
    """After `review_by` nothing simply fits, and a day before the packs were read is said to be one."""
    loaded = load(CLASSES, "plan.yaml")
    ahead = assemble([read_text(AHEAD, "plan.yaml")], "plan.yaml")
    old = compare(ahead, library(), as_of="2027-06-01")
    assert {each.fit for choice in old.choices for each in (choice.planned, *choice.others)} <= {
        Fit.REVIEW, Fit.BLOCKED, Fit.NEVER
    }  # fmt: skip
    assert not old.backdated
    early = compare(loaded, library(), as_of=later(-1))
    assert early.backdated
    for fmt in ("text", "markdown"):
        assert "should have been read again by 2027-05-22" in " ".join(COMPARISONS[fmt]([old], Style()).split())
        assert said(f"as it was known on {later(-1)}, before the packs were last read") in said(
            COMPARISONS[fmt]([early], Style())
        )


def test_fees_are_those_of_the_day() -> None:
    """The ESTA cost 21 dollars until 2025-09-29, 40 from the day after on."""
    loaded = load(PLANS / "minimal.yaml", "plan.yaml")
    for day, usd in (("2025-09-29", 21), ("2025-09-30", 40)):
        [choice] = compare(loaded, library(), as_of=day).choices
        assert [fee.usd for fee in choice.planned.fees] == [usd]


def test_a_us_employer_is_the_one_that_could_file() -> None:
    """Whoever works for a US company comes in for it, whatever else the plan links."""
    theirs = ("employer: hwasung", "employer: plant-co")
    in_territory = ("country: KR}\n  plant-co", "country: PR}\n  plant-co")
    for swap in (theirs, in_territory):
        assert "us_company.in_us" not in [fact.name for fact in weighed(changed(swap), "l1b").asks]


def test_a_fitting_plan_says_so_and_shows_the_rest() -> None:
    """The planned class comes first, with the others below it."""
    done = kvcheck("compare", CLASSES, "--as-of", AS_OF, "--trip", "h2b-welds")
    assert done.code == 0
    assert "✓ H-2B" in done.out
    assert "as planned" in done.out


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_no_line_is_wider_than_a_terminal(lang: str) -> None:
    """80 columns, Korean letters counted double."""
    from kvcheck.lines.layout import columns

    out = kvcheck("compare", PLANT, "--as-of", AS_OF, "--lang", lang).out
    assert out
    assert [line for line in out.splitlines() if columns(line) > 80] == []


def test_markdown_is_a_table_that_user_text_cannot_break() -> None:
    """Ids are the only text of the user; each trip has its heading and its rows."""
    out = kvcheck("compare", PLANT, "--as-of", AS_OF, "--format", "markdown").out
    rows = [line for line in out.splitlines() if line.startswith("|")]
    assert rows
    assert {line.replace("\\|", "").count("|") for line in rows} == {5}


@cache
def hostile() -> Comparison:
    """The mixed example under a name that would break a table."""
    comparison = compare(load(PLANS / "battery-plant", "a|b `<i>` *c*"), library(), as_of=AS_OF)
    return comparison._replace(plan=comparison.plan._replace(name="a|b `<i>` *c*"))


def cells(line: str) -> list[str]:
    """The cells of a row of a Markdown table."""
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


@pytest.mark.parametrize(("lang", "never", "planned"), [("en", "Never for", " (planned)"), ("ko", "불가", "(계획)")])
def test_markdown_has_every_class_of_every_trip(lang: str, never: str, planned: str) -> None:
    """The planned one first and marked, the others by fit; what can never be stands below the table, not in it."""
    out = COMPARISONS["markdown"]([hostile()], Style(lang=lang))
    sections = out.split("\n## ")[1:]
    heads = [section.partition("\n")[0].split(", ") for section in sections]
    found = {choice.id: choice for choice in hostile().choices}
    assert sorted(name for names in heads for name in names) == sorted(found)
    for names, section in zip(heads, sections, strict=True):
        choice = found[names[0]]
        rows = [cells(line) for line in section.splitlines() if line.startswith("|")][2:]
        shown = [each for each in choice.others if each.fit is not Fit.NEVER]
        assert [row[0] for row in rows] == [choice.planned.pack.label + planned, *(each.pack.label for each in shown)]
        assert [row[1][2:] for row in rows] == [FITS[each.fit].in_(lang) for each in (choice.planned, *shown)]
        assert all(bool(row[3]) is (each.fit is not Fit.BLOCKED) for row, each in zip(rows[1:], shown, strict=True))
        [below] = [line for line in section.splitlines() if never in line and not line.startswith("|")]
        hopeless = [each.pack.label for each in choice.others if each.fit is Fit.NEVER]
        assert below.partition(": ")[2].split(", ") == hopeless


def test_text_of_a_plan_is_no_markdown() -> None:
    """The name of a plan is the path that somebody gave it."""
    out = COMPARISONS["markdown"]([hostile()], Style())
    assert f"\na\\|b \\`\\<i\\>\\` \\*c\\*, as of {AS_OF}\n" in out


@pytest.mark.parametrize("fmt", ["text", "markdown"])
def test_what_a_class_takes_is_said(fmt: str) -> None:
    """Questions, papers, doubts, the rule in the way, time and fees with their day; and the kind of estimate."""
    for comparison in (hostile(), compare(load(CLASSES, "plan.yaml"), library(), as_of=AS_OF)):
        shown = said(COMPARISONS[fmt]([comparison], Style(verbose=True)))
        for choice in comparison.choices:
            for each in choice.possible:
                wanted = [fact.title.en for fact in each.asks] + [document.title.en for document in each.documents]
                wanted += [sentences.headline(finding).en for finding in each.reviews]
                wanted += [fee.since for fee in each.fees if fee.since == max(one.since for one in each.fees)]
                wanted += [f"USD {sum(fee.usd for fee in each.fees):,}"] if each.fees else []
                assert each.pack.planning is not None
                wanted.append(weeks(*each.pack.planning.weeks).en)
                assert [text for text in wanted if said(text) not in shown] == [], (choice.id, each.pack.name)
        assert said("Lead times are planning estimates") in shown
        assert said(labels.DISCLAIMER.en) in shown


def test_a_long_list_is_counted_unless_all_is_wanted() -> None:
    """Four papers of a class on a terminal, and how many more."""
    comparison = compare(load(CLASSES, "plan.yaml"), library(), as_of=AS_OF, only=("l1b-installs",))
    [choice] = comparison.choices
    [trader] = [each for each in choice.others if each.pack.admits == "e1"]
    short, whole = (COMPARISONS["text"]([comparison], Style(verbose=verbose)) for verbose in (False, True))
    assert f"{trader.documents[3].title.en} and {len(trader.documents) - 4} more" in " ".join(short.split())
    assert said(trader.documents[4].title.en) in said(whole)
    assert re.search(r"and \d+ more", " ".join(whole.split())) is None


def test_the_answer_says_what_could_be_done_instead() -> None:
    """Which classes could be, or that none fits; then what the rule in the way advises. A plan that fits needs none."""
    out = kvcheck("compare", PLANT, "--as-of", AS_OF, "--trip", "w2-bulgasari-1").out
    choice = choices("battery-plant")["w2-bulgasari-1"]
    assert choice.planned.blocks is not None
    assert choice.planned.blocks.rule.instead is not None
    said_so = " ".join(out.split())
    assert "→ could be: H-2B → or: " + choice.planned.blocks.rule.instead.en in said_so
    assert "planned: Building or construction work" in said_so
    assert "no class fits" not in said_so
    fitting = kvcheck("compare", CLASSES, "--as-of", AS_OF, "--trip", "h2b-welds").out
    assert "→" not in fitting
    nothing = choice._replace(others=tuple(each for each in choice.others if each.fit in (Fit.BLOCKED, Fit.NEVER)))
    shown = COMPARISONS["text"]([hostile()._replace(choices=(nothing,))], Style())
    assert "→ no class fits as planned" in shown


def test_trips_that_differ_are_told_apart() -> None:
    """Trips stand together only if the same is said of each class for all of them."""
    out = COMPARISONS["markdown"]([hostile()], Style())
    heads = [line.removeprefix("## ").split(", ") for line in out.splitlines() if line.startswith("## ")]
    assert any(len(names) > 1 for names in heads)

    def alike(name: str) -> object:
        choice = choices("battery-plant")[name]
        return [
            (each.pack.name, each.fit, [one.rule.name for one in each.reviews], [one.name for one in each.asks],
             [one.name for one in each.papers], each.blocks.rule.name if each.blocks is not None else None)
            for each in (choice.planned, *choice.others)
        ]  # fmt: skip

    for names in heads:
        assert all(alike(name) == alike(names[0]) for name in names)
    assert len({str(alike(names[0])) for names in heads}) == len(heads)


def test_json_keeps_to_its_schema() -> None:
    """The published schema `comparison`."""
    document = json.loads(kvcheck("compare", PLANT, "--as-of", AS_OF, "--format", "json").out)
    Draft202012Validator(schema("comparison")).validate(document)
    [plan] = document["plans"]
    assert [trip["id"] for trip in plan["trips"]] == list(choices("battery-plant"))


def test_lead_time_and_fees_come_with_their_day() -> None:
    """Fees are those known on the day asked for."""
    document = json.loads(
        kvcheck("compare", CLASSES, "--as-of", AS_OF, "--format", "json", "--trip", "l1b-installs").out
    )
    planned = document["plans"][0]["trips"][0]["planned"]
    assert planned["weeks"][0] < planned["weeks"][1]
    assert planned["fees"]
    assert all(fee["since"] <= AS_OF and fee["usd"] > 0 for fee in planned["fees"])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--trip", "nobody"), "no trip or traveler `nobody`"),
        (("--format", "pdf"), "--format"),
        (("--as-of", "soon"), "--as-of"),
    ],
)
def test_a_wrong_option_is_a_wrong_command_line(arguments: tuple[str, str], says: str) -> None:
    """Exit code 2, and the option is named."""
    done = kvcheck("compare", CLASSES, *arguments)
    assert done.code == 2
    assert says in done.err


def test_a_plan_that_cannot_be_read_is_not_compared() -> None:
    """The same errors as `check`."""
    done = kvcheck("compare", "missing.yaml")
    assert done.code == 3
    assert done.out == ""


GOVERNED = """\
pack: policy/acme
layer: policy
name: {en: Acme, ko: 애크미}
owner: {en: Acme travel desk, ko: 애크미 출장팀}
reviewed: 2026-10-01
review_by: 2027-10-01
facts:
  badge:
    about: trip
    type: yes-no
    title: {en: has a badge of the plant, ko: 공장 출입증 보유}
    ask: {en: Does the traveler have a badge?, ko: 출장자에게 출입증이 있습니까?}
    answered_by: employer
bars:
  no-b1:
    title: {en: Nobody travels on a B-1, ko: B-1 출장 금지}
    when: {trip.class: b1}
    instead: {en: Take another class., ko: 다른 체류자격으로 가십시오.}
limits:
  badge-first:
    title: {en: A badge first, ko: 출입증 우선}
    must: {own.badge: true}
"""


def classes(folder: Path, text: str, config: str, *options: str) -> dict[str, dict[str, object]]:
    """Every class for the only trip of a plan that a configuration governs; the planned one as `planned`."""
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    (folder / "kvcheck.yaml").write_text(f"kvcheck: 1\n{config}", encoding="utf-8")
    ran = kvcheck("compare", "plan.yaml", "-f", "json", "--as-of", AS_OF, *options, cwd=folder)
    assert ran.code == 0, ran.err
    [trip] = json.loads(ran.out)["plans"][0]["trips"]
    return {"planned": trip["planned"], **{each["class"]: each for each in trip["others"]}}


def test_what_governs_check_governs_every_class(tmp_path: Path) -> None:
    """Policies by the class that is weighed, a company's facts, `raise`, the classes that trips may use."""
    (tmp_path / "acme.yaml").write_text(GOVERNED, encoding="utf-8")
    trip = next(line for line in MINIMAL.splitlines() if "id: kim-1" in line)
    own = {
        each: MINIMAL.replace(trip, f"{trip}\n{' ' * trip.index('id:')}own: {{badge: {each}}}")
        for each in ("true", "false", "unknown")
    }
    policy = "policies: [acme.yaml]\n"
    found = classes(tmp_path, own["true"], policy)
    assert (found["planned"]["fit"], found["b1"]["fit"]) == ("fits", "blocked")
    assert found["b1"]["blocks"]["rule"] == "policy/acme/no-b1"  # type: ignore[index]
    assert (found["b1"]["verdict"], found["b1"]["law"] != "not_permitted") == ("not_permitted", True)
    found = classes(tmp_path, own["false"], policy)
    assert {each["verdict"] for each in found.values()} == {"not_permitted"}
    asked = classes(tmp_path, own["unknown"], policy)["planned"]
    assert [each["fact"] for each in asked["asks"]] == ["own.badge"]  # type: ignore[attr-defined]
    found = classes(tmp_path, MINIMAL, "raise: {us/esta/esta-for-hands-on: not_permitted}\npacks: [esta, b1]\n")
    assert (found["planned"]["fit"], found["b1"]["fit"], set(found)) == ("blocked", "with_papers", {"planned", "b1"})


def test_a_waiver_of_one_class_is_none_of_another(tmp_path: Path) -> None:
    """What was approved for the planned class holds there, as in `check`, and the doubt stays in every other."""
    (tmp_path / "waivers.yaml").write_text(REGISTER, encoding="utf-8")
    found = classes(tmp_path, DOUBTED, "")
    assert (found["planned"]["fit"], found["b1"]["fit"]) == ("fits", "review")
    found = classes(tmp_path, DOUBTED, "", "--no-waivers")
    assert (found["planned"]["fit"], found["b1"]["fit"]) == ("review", "review")
