"""`kvcheck checklist`: what a trip needs follows from its verdict, and comes out whole on every kind of paper."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from icalendar import Calendar
from jsonschema import Draft202012Validator

from kvcheck import plan
from kvcheck.checklist import words
from kvcheck.checklist.build import checklist
from kvcheck.checklist.formats import CHECKLISTS
from kvcheck.checklist.value import Checklist, Group, TripList
from kvcheck.checklist.view import title_of
from kvcheck.commands.checklist import PAPERS
from kvcheck.engine import check
from kvcheck.errors import BadCommand, Problem
from kvcheck.lines.layout import columns
from kvcheck.model import Phase, RuleKind
from kvcheck.office import docx
from kvcheck.office.extras import office_needed
from kvcheck.office.templates import said, text_of
from kvcheck.packs import Library, rules_root
from kvcheck.packs.entry import Entry
from kvcheck.packs.vocabulary import read_steps
from kvcheck.plan import assemble
from kvcheck.shell.files import file_names
from kvcheck.source import read_text
from kvcheck.source.schema import schema
from kvcheck.telling import labels
from kvcheck.telling.style import Style
from tests.support import AS_OF, MINIMAL, PLANS, Ran, changed, judge, kvcheck, library

PLANT = PLANS / "battery-plant"
ANNOTATED = PLANS / "b1-annotated.yaml"
KOREAN = PLANS / "korean.yaml"
TRAINING = "      - {kind: train-to-service, mode: train, equipment: charger}\n"
MANY = changed(
    (
        "      - {kind: train-to-service",
        """      - {kind: meeting, mode: perform}
      - {kind: plant-piping, mode: supervise, crew: us-workers}
      - {kind: plant-piping, mode: perform}
      - {kind: train-to-service""",
    )
)
"""A trip of activities with different grounds, one of them barred."""


def listed(text: str = MINIMAL) -> TripList:
    """The list of the only trip of a plan given as text."""
    [trip] = checklist(judge(text), library()).trips
    return trip


def of_file(path: Path) -> Checklist:
    """The lists of an example."""
    return checklist(check(plan.load(path, path.name), library(), as_of=AS_OF), library())


WEIGHT = {RuleKind.GRANT: 0, RuleKind.LIMIT: 1}
"""What the rules that need a paper weigh; all others are as light as a risk."""


def names(trip: TripList) -> set[str]:
    """The names of the documents on a list."""
    return {item.document.name for item in trip.items}


def run(*arguments: str | Path) -> Ran:
    """Run the command on the day of the tests."""
    return kvcheck("checklist", *arguments, "--as-of", AS_OF)


# What a list follows from ---------------------------------------------------------------------------------------------


def activity_lines(text: str) -> list[str]:
    """The lines of the activities of a plan that has each on one line."""
    return [line for line in text.splitlines(keepends=True) if line.startswith("      - {kind: ")]


@pytest.mark.parametrize("number", range(1, len(activity_lines(MANY)) + 1))
def test_without_its_causes_a_document_goes(number: int) -> None:
    """Take an activity out: what only it needed goes, what another cause needs stays, and nothing comes."""
    full, less = listed(MANY), listed(MANY.replace(activity_lines(MANY)[number - 1], "", 1))
    only = {item.document.name for item in full.items if all(each.activities == (number,) for each in item.causes)}
    assert names(less) == names(full) - only


def test_the_property_is_not_empty() -> None:
    """Among those activities are some that alone need a document, and one that needs none because it is barred."""
    full = listed(MANY)
    alone = [each.causes[0].activities for item in full.items for each in [item] if len(each.causes) == 1]
    assert any(len(activities) == 1 for activities in alone)
    barred = next(n for n, line in enumerate(activity_lines(MANY), 1) if "piping, mode: perform" in line)
    assert all(barred not in cause.activities for item in full.items for cause in item.causes)


def test_a_changed_activity_changes_the_list() -> None:
    """A meeting needs no contract of sale; installing does."""
    meeting = changed(("kind: install, mode: perform, equipment: charger", "kind: meeting, mode: perform"))
    assert "sale-contract" in names(listed(MINIMAL.replace(TRAINING, "")))
    assert "sale-contract" not in names(listed(meeting.replace(activity_lines(meeting)[1], "")))


def test_due_days_count_back_from_arrival() -> None:
    """`lead_days` of the document before the day of arrival; what comes after landing has no day."""
    trips = of_file(PLANT).trips
    assert trips
    for trip in trips:
        arrive = date.fromisoformat(trip.result.subject.trip["arrive"])
        for item in trip.items:
            lead = item.document.lead_days
            assert item.due == (None if lead is None else (arrive - timedelta(days=lead)).isoformat())
            assert item.overdue is (not item.in_hand and item.due is not None and item.due < AS_OF)


def test_every_document_has_the_rule_and_the_fact_that_need_it() -> None:
    """No item without a cause, no cause without a fact."""
    for path in (PLANT, ANNOTATED, KOREAN, PLANS / "other-classes.yaml"):
        for item in (item for trip in of_file(path).trips for item in trip.items):
            assert item.causes
            assert all(item.document.name in each.rule.proof and each.facts for each in item.causes)


def test_a_conditional_limit_counts_only_where_it_applies() -> None:
    """Refusals are to be disclosed by those who were refused."""

    def rules(text: str) -> set[str]:
        return {cause.rule.id for item in listed(text).items for cause in item.causes}

    refused = changed(("visa_refused: false", "visa_refused: true"))
    unknown = changed(("visa_refused: false, ", ""))
    assert "refusals-disclosed" not in rules(MINIMAL)
    assert "refusals-disclosed" in rules(refused)
    assert "refusals-disclosed" not in rules(unknown)


def test_interview_papers_are_needed_until_there_is_a_visa() -> None:
    """Who holds the visa has been at the interview; who has none yet goes there."""
    [trip] = of_file(ANNOTATED).trips
    assert not {"ds-160", "ties-evidence"} & names(trip)
    text = ANNOTATED.read_text(encoding="utf-8")
    without = re.sub(r"    visa:\n(      .*\n)+", "", text)
    assert without != text
    assert {"ds-160", "ties-evidence", "visa"} <= names(listed(without))
    assert not {"ds-160", "ties-evidence"} & names(listed())  # ESTA: no interview


def test_subcontracts_are_for_subcontractors() -> None:
    """The seller's own engineer has none."""
    by_id = {trip.id: trip for trip in of_file(PLANT).trips}
    assert "subcontracts" in names(by_id["w1-tanuki-1"])
    assert "subcontracts" not in names(by_id["w1-haechi-1"])


def test_what_the_plan_states_of_a_paper_counts_as_in_hand() -> None:
    """The passport whose data stand in the plan, and the ESTA that is approved; not one that is applied for."""
    ready = {item.document.name for item in listed().items if item.in_hand}
    assert {"passport", "esta-approval"} <= ready
    for old, new, lacks in (
        ("status: approved", "status: applied", "esta-approval"),
        (", expires: 2031-05-01", "", "passport"),
    ):
        assert lacks not in {item.document.name for item in listed(changed((old, new))).items if item.in_hand}


def test_what_is_late_comes_first_and_what_is_in_hand_last() -> None:
    """In each group; of what is late, what a ground needs comes before what only a risk asks for."""
    for trip in (*of_file(PLANT).trips, listed()):
        for group in Group:
            items = [item for item in trip.items if item.group is group]
            ranks = [2 if item.in_hand else 0 if item.overdue else 1 for item in items]
            assert ranks == sorted(ranks)
            late = [item.causes[0].rule.kind for item in items if item.overdue]
            assert late == sorted(late, key=lambda kind: WEIGHT.get(kind, 2))


def test_what_is_in_hand_is_told_apart() -> None:
    """`documents` of the traveler and of the trip; what no rule asks for is listed beside."""
    [trip] = of_file(ANNOTATED).trips
    ready = {item.document.name for item in trip.items if item.in_hand}
    assert ready == {"passport", "visa", "employment-certificate", "expertise-evidence", "sale-contract"}
    assert [kind.name for kind in trip.also_in_hand] == ["training-plan"]
    assert not any(item.overdue for item in trip.items if item.in_hand)


def test_an_unknown_document_is_an_error_of_the_plan() -> None:
    """With the nearest known name."""
    from tests.support import problems

    [problem] = problems(changed(("    declares", "    documents: [pasport]\n    declares")))
    assert "pasport" not in problem.message.en, "what was not understood is not repeated"
    assert problem.hint is not None
    assert "`passport`" in problem.hint.en


def test_a_risk_that_holds_becomes_a_note() -> None:
    """A B-1 without an annotation: carry the contract, the letter, the scope of work."""
    by_id = {trip.id: trip for trip in of_file(PLANT).trips}
    notes = {note.rule.id for note in by_id["w1-haechi-5"].notes}
    assert "visa-not-annotated" in notes
    causes = {item.document.name: item.causes for item in by_id["w1-haechi-5"].items}
    assert any(cause.rule.kind is RuleKind.RISK for cause in causes["scope-of-work"])
    assert "visa-not-annotated" not in {note.rule.id for note in by_id["w1-haechi-2"].notes}


def test_a_trip_that_is_not_cleared_says_so_first() -> None:
    """The verdict, what is in the way, what to ask; the steps and papers all the same."""
    by_id = {trip.id: trip for trip in of_file(PLANT).trips}
    welder, open_ = by_id["w2-bulgasari-1"], by_id["w1-haechi-4"]
    assert [each.rule.id for each in welder.objections] == ["construction-by-hand"]
    assert [each.path for each in open_.questions] == ["trips.w1-haechi-4.activities[1].crew"]
    assert welder.items
    assert welder.actions
    out = run(PLANT, "--trip", "w2-bulgasari-1").out
    assert out.index("do not travel on this plan") < out.index("Papers to carry")


# Steps ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", library().classes)
def test_every_class_checks_its_own_i_94(name: str) -> None:
    """Exactly one step says which class the I-94 must have, and every phase has steps."""
    steps = [step for step in library().steps.values() if not step.classes or name in step.classes]
    looks = [step.name for step in steps if step.name.startswith("i-94-")]
    expected = {"esta": "i-94-says-wb"} | dict.fromkeys(
        ("b1", "b1-usmca", "b1-in-lieu-h1b", "b1-in-lieu-h3"), "i-94-says-b1"
    )
    if name != "e4":  # only a bill
        assert looks == [expected.get(name, "i-94-says-class")]
    assert {step.phase for step in steps} == set(Phase)


def test_steps_have_their_days() -> None:
    """Counted from arrival or departure of the trip."""
    days = {action.step.name: action.on for action in listed().actions}
    assert days["same-purpose"] == "2026-11-17"
    assert days["i-94-says-wb"] == "2026-12-01"
    assert days["leave-in-time"] == "2027-01-13"
    assert days["daily-log"] is None


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("law: []", "inference"),
        ("law: [no-such-law]", "unknown authority"),
        ("law: [ifm-15.7]\n    classes: [b9]", "`classes` comes before"),
        ("law: [ifm-15.7]\n    day: soon", "{from: arrive, days: -7}"),
        ("law: [ifm-15.7]\n    weight: 3", "unknown key `weight`"),
    ],
)
def test_a_wrong_step_is_refused(wrong: str, says: str) -> None:
    """At its place, with what was expected."""
    text = "steps:\n  look:\n    phase: airport\n    text: {en: Look., ko: 봅니다.}\n"
    found: list[Problem] = []
    root = read_text(f"{text}    {wrong}\n    confidence: low\n", "steps.yaml").root
    read_steps(Entry(root, found), library().authorities, library().classes)
    assert any(says in problem.message.en for problem in found)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_step_is_explained(lang: str) -> None:
    """`kvcheck explain` knows its name, its day, its source; an inference is said to be one."""
    assert "Inspector's Field Manual" in kvcheck("explain", "i-94-says-wb", "--lang", lang).out
    assert {"en": "not said by them", "ko": "추론"}[lang] in kvcheck("explain", "daily-log", "--lang", lang).out


# Formats --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_no_line_is_wider_than_a_terminal(lang: str) -> None:
    """80 columns, Korean letters counted double, whatever the verdict; exit code 0."""
    done = run(PLANT, "--lang", lang)
    assert done.code == 0
    assert [line for line in done.out.splitlines() if columns(line) > 80] == []


def test_json_keeps_to_its_schema() -> None:
    """The published schema `checklist`, for every class."""
    for path in (PLANT, ANNOTATED, PLANS / "other-classes.yaml"):
        document = json.loads(run(path, "--format", "json").out)
        Draft202012Validator(schema("checklist")).validate(document)
        assert [trip["id"] for trip in document["trips"]] == [trip.id for trip in of_file(path).trips]


def test_markdown_has_a_box_for_each_paper_and_step() -> None:
    """Ticked where the paper is in hand."""
    [trip] = of_file(ANNOTATED).trips
    out = run(ANNOTATED, "--format", "markdown").out
    assert out.count("- [x] ") == 5
    assert out.count("- [ ] ") == len(trip.items) - 5 + len(trip.actions)


def every_sentence(trip: TripList, lang: str) -> Iterator[str]:
    """Everything a list says of a trip, in one language, however it is laid out."""
    raw = trip.result.subject.trip
    yield from (trip.id, trip.traveler, trip.result.law.label, raw["arrive"], raw["depart"])
    yield words.MEANS[trip.result.verdict].in_(lang)
    for objection in trip.objections:
        yield objection.says.in_(lang)
        yield objection.instead.in_(lang) if objection.instead is not None else ""
    for question in trip.questions:
        yield from (question.ask.in_(lang), question.path or "")
    numbers = words.numbered(trip)
    for item in trip.items:
        state = words.state(item)
        yield words.GROUPS[item.group].in_(lang)
        yield from (item.document.title.in_(lang), item.document.shows.in_(lang))
        yield from (each.in_(lang) for each in (words.due(item), words.source(item)))
        yield words.why(item, numbers).in_(lang)
        yield state.in_(lang) if state is not None else ""
    yield from (kind.title.in_(lang) for kind in trip.also_in_hand)
    for note in trip.notes:
        yield from (note.says.in_(lang), note.instead.in_(lang))
    for _, cause in numbers.values():
        yield from (words.cause(cause).in_(lang), words.cited(cause, library().authorities))
        yield from (fact.in_(lang) for _, fact in cause.facts)
    for action in trip.actions:
        yield from (
            labels.PHASES[action.step.phase].in_(lang),
            action.on or "",
            words.step(action).in_(lang),
        )


def heads(trip: TripList, lang: str) -> Iterator[str]:
    """The headings of what is not on every list."""
    if trip.also_in_hand:
        yield words.ALSO.in_(lang)
    if trip.notes:
        yield words.CARE.in_(lang)
    if trip.items:
        yield words.CAUSES.in_(lang)


def letters(fmt: str, found: Checklist, lang: str) -> str:
    """The letters and digits of a list in a format: what it says, however it is laid out."""
    if fmt in CHECKLISTS:
        return said(CHECKLISTS[fmt](found, library(), Style(lang=lang, verbose=True)))
    content = PAPERS[fmt](found, library(), lang)
    return text_of(content) if fmt == "docx" else said(unescape(re.sub(r"<[^>]*>", "", content.decode())))


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("fmt", ["text", "markdown", "html", "docx"])
def test_every_format_says_everything(fmt: str, lang: str) -> None:
    """Items with who, why and when; objections, questions, notes, causes, steps; the day, and what the days rest on."""
    late = check(plan.load(PLANS / "b1-annotated.yaml", "plan.yaml"), library(), as_of="2027-06-01")
    for found in (of_file(PLANT), of_file(ANNOTATED), checklist(late, library())):
        shown = letters(fmt, found, lang)
        about = [title_of(found) if fmt in PAPERS else found.plan.name, found.as_of]
        about += [each.in_(lang) for each in (*found.warnings, words.PLANNING)]
        about += [labels.DISCLAIMER.in_(lang)] if fmt != "docx" else []  # it stands at the foot of each page
        told = [each for trip in found.trips for each in (*every_sentence(trip, lang), *heads(trip, lang))]
        assert [each for each in (*about, *told) if said(each) not in shown] == []
    assert checklist(late, library()).warnings


def test_a_question_without_a_place_has_no_empty_brackets() -> None:
    """Nor the word for nothing."""
    [trip] = [each for each in of_file(PLANT).trips if each.id == "w1-haechi-4"]
    asked = trip._replace(questions=tuple(each._replace(path=None) for each in trip.questions))
    assert asked.questions
    for fmt in ("text", "markdown"):
        shown = CHECKLISTS[fmt](of_file(PLANT)._replace(trips=(asked,)), library(), Style())
        assert "None" not in shown
        assert "()" not in shown


def test_a_long_cause_is_counted_unless_all_is_wanted() -> None:
    """Three facts of a cause on a terminal, and how many more; with --verbose all of them."""
    found = of_file(ANNOTATED)
    most = max(len(cause.facts) for item in found.trips[0].items for cause in item.causes)
    assert most > 3
    short, whole = (CHECKLISTS["text"](found, library(), Style(verbose=verbose)) for verbose in (False, True))
    assert f"; {most - 3} more" in " ".join(short.split())
    assert "more" not in re.findall(r"; \d+ (more)", whole)


def test_html_needs_no_network_and_has_both_languages(tmp_path: Path) -> None:
    """One file: no address is loaded, every box has a label, and both languages are in it."""
    assert run(ANNOTATED, "--format", "html", "-o", tmp_path / "list.html").code == 0
    page = (tmp_path / "list.html").read_text(encoding="utf-8")
    assert not re.search(r"""(src|href)\s*=\s*["']?(https?:|//)|@import|url\(""", page)
    boxes = re.findall(r'type="checkbox" id="([^"]+)"', page)
    [trip] = of_file(ANNOTATED).trips
    assert len(boxes) == len(set(boxes)) == len(trip.items) + len(trip.actions)
    assert all(f'for="{box}"' in page for box in boxes)
    assert page.count(" checked>") == 5 + 1  # papers in hand, and the language
    assert "여권" in page
    assert "Passport" in page


def test_word_file_is_a_real_document(tmp_path: Path) -> None:
    """A4, headings, a box to tick for each paper and step, the Korean font where Word looks for it."""
    assert run(KOREAN, "--trip", "설치-1차", "--format", "docx", "--lang", "ko", "-o", tmp_path / "list.docx").code == 0
    document = Document(str(tmp_path / "list.docx"))
    assert not [each for each in document.part.package.iter_parts() if "stylesWithEffects" in str(each.partname)]
    for table in document.tables:
        order = [child.tag.split("}")[1] for child in table._tbl.tblPr]
        assert order.index("tblBorders") < min(order.index(each) for each in ("tblLayout", "tblLook") if each in order)
    [width] = {round(section.page_width.mm) for section in document.sections if section.page_width is not None}
    assert width == 210
    heads = [each.text for each in document.paragraphs if str(each.style and each.style.name).startswith("Heading")]
    assert "출국 전" in heads
    boxes = document.element.body.findall(f".//{qn('w:sdt')}")
    trip = next(each for each in of_file(KOREAN).trips if each.id == "설치-1차")
    assert len(boxes) == len(trip.items) + len(trip.actions)
    identities = [box.find(f"{qn('w:sdtPr')}/{qn('w:id')}").get(qn("w:val")) for box in boxes]
    assert len(set(identities)) == len(identities)
    fonts = document.styles["Normal"].element.find(f".//{qn('w:rFonts')}")
    assert fonts.get(qn("w:eastAsia")) == docx.KOREAN
    assert "한가람" in document.paragraphs[0].text


def test_calendar_is_read_by_its_library(tmp_path: Path) -> None:
    """Whole days, an alarm for each paper and step, ids of their own, stamped with the day of the check."""
    assert run(ANNOTATED, "--format", "ics", "-o", tmp_path / "list.ics").code == 0
    calendar = Calendar.from_ical((tmp_path / "list.ics").read_bytes())
    events = calendar.walk("VEVENT")
    [trip] = of_file(ANNOTATED).trips
    dated = [action for action in trip.actions if action.on]
    assert len(events) == 1 + len(trip.missing) + len(dated)
    assert len({str(event["uid"]) for event in events}) == len(events)
    for event in events:
        assert not hasattr(event.decoded("dtstart"), "hour")
        assert event.decoded("dtstamp").date().isoformat() == AS_OF
    assert len(calendar.walk("VALARM")) == len(events) - 1
    assert str(calendar["x-wr-calname"]) == f"Travel checklist · {title_of(of_file(ANNOTATED))}"
    due = {str(event["summary"]): event.decoded("dtstart").isoformat() for event in events}
    assert due["Business-trip order · engineer-1 · engineer-1-install"] == "2027-01-04"


def test_calendar_ids_outlive_a_change_of_the_plan(tmp_path: Path) -> None:
    """A trip that moves keeps its entries, so that a calendar changes them."""

    def ids(text: str) -> set[str]:
        path = tmp_path / "plan.yaml"
        path.write_text(text, encoding="utf-8")
        assert run(path, "--format", "ics", "-o", tmp_path / "list.ics").code == 0
        return {str(each["uid"]) for each in Calendar.from_ical((tmp_path / "list.ics").read_bytes()).walk("VEVENT")}

    assert ids(MINIMAL) == ids(changed(("arrive: 2026-12-01", "arrive: 2026-12-03")))


@pytest.mark.parametrize("fmt", ["html", "docx", "ics", "json", "markdown", "text"])
def test_the_same_plan_gives_the_same_bytes(fmt: str, tmp_path: Path) -> None:
    """Run twice."""
    for name in ("one", "two"):
        assert run(ANNOTATED, "--format", fmt, "-o", tmp_path / name).code == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


# People and hostile text ----------------------------------------------------------------------------------------------

HOSTILE = '<script>alert(1)</script> =cmd|calc ../../x {{ 7*7 }} \u202egnp \x07 "&'
NAMED = changed(
    ("  kim-ms:\n", f"  kim-ms:\n    name: {json.dumps(HOSTILE)}\n"),
    ("name: Battery plant", f"name: {json.dumps(HOSTILE)}"),
)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A plan whose names are an attack."""
    path = tmp_path / "plan.yaml"
    path.write_text(NAMED, encoding="utf-8")
    return path


def test_hostile_text_is_only_text(hostile: Path, tmp_path: Path) -> None:
    """In a page, a Word file and a calendar."""
    for fmt in ("html", "docx", "ics"):
        assert run(hostile, "--format", fmt, "-o", tmp_path / f"list.{fmt}").code == 0
    page = (tmp_path / "list.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "{{ 7*7 }}" in page
    words = Document(str(tmp_path / "list.docx"))
    assert HOSTILE.replace("\u202e", "\ufffd").replace("\x07", "\ufffd") in words.paragraphs[0].text
    events = Calendar.from_ical((tmp_path / "list.ics").read_bytes()).walk("VEVENT")
    assert "<script>alert(1)</script>" in str(events[0]["summary"])
    for name in ("list.html", "list.ics"):
        assert not {"\u202e", "\x07"} & set((tmp_path / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("fmt", ["text", "markdown", "json"])
def test_no_name_on_a_terminal(fmt: str, hostile: Path) -> None:
    """Ids only."""
    done = run(hostile, "--format", fmt)
    assert done.code == 0
    assert "alert" not in done.out + done.err
    assert "kim-ms" in done.out


def test_names_are_in_the_papers_of_one_traveler_only(tmp_path: Path) -> None:
    """A list of the whole team has ids; the file of a traveler has the name of that traveler."""
    assert run(KOREAN, "--format", "html", "-o", tmp_path / "team.html").code == 0
    assert "한가람" not in (tmp_path / "team.html").read_text(encoding="utf-8")
    done = run(KOREAN, "--format", "html", "--split", tmp_path / "each")
    assert done.code == 0
    assert "한가람" not in done.out
    pages = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "each").iterdir()}
    assert set(pages) == {"checklist-설치팀-1.html", "checklist-설치팀-2.html"}
    assert ["한가람" in page for _, page in sorted(pages.items())] == [True, False]
    assert "배관-용접" not in pages["checklist-설치팀-1.html"]


def test_file_names_differ_where_letters_do_not() -> None:
    """Ids that differ in case only would be one file on some computers."""
    found = file_names(["Kim", "kim", "lee"], "checklist", "html")
    assert len({name.casefold() for name in found.values()}) == 3
    assert found["lee"] == "checklist-lee.html"


# The command line -----------------------------------------------------------------------------------------------------


def test_travelers_and_trips_can_be_chosen() -> None:
    """Both may be repeated; together they narrow."""
    document = json.loads(run(PLANT, "--format", "json", "--traveler", "haechi-1", "--traveler", "imugi-1").out)
    assert [trip["id"] for trip in document["trips"]] == ["w1-haechi-1", "w2-imugi-1", "w2-haechi-1"]
    assert run(PLANT, "--traveler", "haechi-1", "--trip", "w2-imugi-1").code == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--trip", "nobody"), "no trip `nobody`"),
        (("--traveler", "nobody"), "no traveler `nobody`"),
        (("--format", "pdf"), "--format"),
        (("--format", "html"), "--output FILE"),
        (("--format", "text", "-o", "a", "--split", "b"), "not both"),
    ],
)
def test_a_wrong_option_is_a_wrong_command_line(arguments: tuple[str, ...], says: str) -> None:
    """Exit code 2, and what to do."""
    done = run(PLANT, *arguments)
    assert done.code == 2
    assert says in done.err


def test_a_list_never_takes_the_place_of_the_plan(tmp_path: Path) -> None:
    """Nor does a folder that is a file become one."""
    path = tmp_path / "plan.yaml"
    path.write_text(MINIMAL, encoding="utf-8")
    assert run(path, "-o", path).code == 2
    assert path.read_text(encoding="utf-8") == MINIMAL
    assert run(path, "--split", path).code == 2


def test_a_missing_library_is_named_with_the_line_to_type() -> None:
    """Exit code 2 of the command; what is missing for another reason is no advice."""
    with pytest.raises(BadCommand, match=r"python-docx.*pip install 'kvcheck\[office\]'"), office_needed():
        raise ModuleNotFoundError(name="docx")
    with pytest.raises(ModuleNotFoundError), office_needed():
        raise ModuleNotFoundError(name="kvcheck.nothing")


def test_a_company_rule_asks_for_its_papers_too() -> None:
    """With `--policy`, its verdict counts, and its objection is listed."""
    document = json.loads(run(PLANS / "minimal.yaml", "--format", "json", "--policy", "esta-14-days").out)
    [trip] = document["trips"]
    assert trip["verdict"] == "not_permitted"
    assert [each["rule"].split("/")[0] for each in trip["objections"]] == ["policy"]


def test_a_list_is_made_of_the_report_and_the_library_alone() -> None:
    """Its plan, day and trips are those of the report, and another reading of the same files changes nothing."""
    report = check(assemble([read_text(MINIMAL, "plan.yaml")], "plan.yaml"), library(), as_of=AS_OF)
    found = checklist(report, library())
    assert (found.plan, found.as_of) == (report.plan, AS_OF)
    assert [each.result for each in found.trips] == list(report.trips)
    again = check(assemble([read_text(MINIMAL, "plan.yaml")], "plan.yaml"), Library(rules_root()), as_of=AS_OF)
    shown = [CHECKLISTS["json"](checklist(each, library()), library(), Style()) for each in (report, again)]
    assert shown[0] == shown[1]


def test_the_count_has_every_paper() -> None:
    """To get before the trip, after landing, in hand: together all that the list has."""
    found = of_file(PLANT)
    later = 0
    for trip in found.trips:
        for each in (words.count(trip).en, words.count(trip).ko):
            numbers = [int(one) for one in re.findall(r"\d+", re.sub(r"\d+ of them overdue|경과 \d+건", "", each))]
            assert sum(numbers) == len(trip.items), each
        later += len(numbers) == 3
    assert 0 < later < len(found.trips)
