"""Letters: every sentence from the plan and traceable to it, refused unless permitted, real Word files."""

import io
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from kvcheck.engine import check
from kvcheck.errors import BadCommand
from kvcheck.office.templates import render_template
from kvcheck.papers.letter import LETTERS, Letter, context, write
from kvcheck.plan import assemble, load
from kvcheck.source import Items, read_text
from tests.support import AS_OF, PLANS, changed, kvcheck, later, library
from tests.support.papers import ARGUMENTS, CHANGES, HARMLESS, HOSTILE, PAPERS, judged, letter, plan, words
from tests.support.templates import shipped


def made(folder: Path, kind: str, *more: str, text: str = PAPERS) -> bytes:
    """A letter that the command line wrote."""
    out = folder / "letter.docx"
    ran = kvcheck("letter", plan(folder, text), *ARGUMENTS, "--kind", kind, "-o", out, *more)
    assert ran.code == 0, ran.err
    return out.read_bytes()


# Content --------------------------------------------------------------------------------------------------------------

MUST = [
    "Dear Officer:", "This letter is about HONG GILDONG (name as in the passport; born on March 4, 1988;",
    "employed by our company Haetae Winding Machines Co., Ltd. (Republic of Korea) as Senior field service engineer",
    "Wampus Cells LLC (United States)",
    "100 Invented Parkway, Grebe Hollow, GA",
    "The project is Grebe winding line 2", "Cell winding machine HW-200", "contract number is HW-2026-031",
    "Under Art. 11.2 the seller is required to install, commission, calibrate and train",
    "(1) Installation of equipment",
    "carried out by the traveler", "“권취기 시운전”", "(3) Training to install, service or repair",
    "no building or construction work by hand", "no production work", "not be paid by a company in the United States",
    "January 11, 2027", "March 26, 2027", "We pay the salary.", "We pay the expenses of the trip.", "Sincerely,",
    "knowledge that is essential", "returns to us in the Republic of Korea", "Jeon Uchi", "+82 2 0000 0100",
]  # fmt: skip


def test_the_letter_of_the_employer_says_what_it_must(tmp_path: Path) -> None:
    """Identity, host, machine, contract, work, dates, pay, knowledge, return, signer."""
    said = words(made(tmp_path, "employer"))
    assert [each for each in MUST if each not in said] == []
    assert ".." not in said


def test_a_letter_speaks_korean(tmp_path: Path) -> None:
    """The same in Korean, in a font that has Hangul; both languages make two pages."""
    content = made(tmp_path, "employer", "--lang", "ko")
    said = words(content)
    assert "위와 같이 확인합니다." in said
    for each in (
        "대상자는 HONG GILDONG(여권상 성명, 생년월일 1988년 3월 4일",
        "(대한민국, 당사)",
        "출장자가 직접 수행",
        "서명:",
    ):
        assert each in said
    styles = zipfile.ZipFile(io.BytesIO(content)).read("word/styles.xml").decode()
    assert 'w:eastAsia="Malgun Gothic"' in styles
    both = words(made(tmp_path, "employer", "--lang", "both"))
    assert "Employer's letter" in both
    assert "회사 확인서" in both


@pytest.mark.parametrize("kind", LETTERS)
def test_nothing_a_traveler_does_is_hidden(kind: str) -> None:
    """Every letter names every activity, its role and the plan's own words for it."""
    told = " ".join(sentence.text.en for sentence in letter(kind).of("tasks"))
    for each in ("Installation of equipment", "Commissioning", "Training to install", "권취기 시운전", "carried out"):
        assert each in told


def told(found: Letter, part: str) -> list[str]:
    """The English sentences of one part."""
    return [sentence.text.en for sentence in found.of(part)]


NO_BUILDING = "The traveler will do no building or construction work by hand."
NO_PRODUCTION = "The traveler will do no production work and will not run the production line."
SAID = {
    "ground": [
        (
            "(1), (2), (3): Install, service or repair equipment bought abroad, or train US workers to do it"
            " [9 FAM 402.2-5(E)(1)]."
        )
    ],
    "not-done": [NO_BUILDING, NO_PRODUCTION, "The traveler will not be paid by a company in the United States."],
    "return": [
        "The traveler leaves the United States on March 26, 2027.",
        "The traveler then returns to us in the Republic of Korea.",
        "The return ticket is in hand.",
    ],
    "training": [
        (
            "(3) Training to install, service or repair: Cell winding machine HW-200; taught by the traveler;"
            " to workers of the US labor force; March 8, 2027 to March 26, 2027."
        ),
        "As planned: “Teaching the maintenance team to service HW-200”.",
        "What (3) teaches: specialized or proprietary techniques.",
    ],
}


THEIRS = {
    "The traveler then returns to us in the Republic of Korea.": (
        "The traveler then returns to the Republic of Korea, to the employer Haetae Winding Machines Co., Ltd."
    )
}
"""What the host says where the employer speaks of itself."""


@pytest.mark.parametrize("part", SAID)
@pytest.mark.parametrize("kind", LETTERS)
def test_each_part_says_all_it_is_for(kind: str, part: str) -> None:
    """The ground with its law for every activity, what is not done, the way home, what is taught; no part is empty."""
    found = letter(kind)
    said = [THEIRS.get(each, each) if kind == "invitation" else each for each in SAID[part]]
    assert told(found, part) == (said if part in LETTERS[kind].parts else [])
    [page] = context(found, ("en",))["pages"]
    assert [section["id"] for section in page["sections"]] == list(LETTERS[kind].parts)
    assert found.left == ()


CONNECTED = ("kind: install, mode: perform", "kind: anchor-machine, mode: perform")


def test_building_work_is_denied_only_where_nothing_borders_on_it() -> None:
    """Who fixes a machine to the floor by hand is not said to do no such work; who supervises it is."""
    by_hand = letter(text=changed(CONNECTED, text=PAPERS))
    assert NO_BUILDING not in told(by_hand, "not-done")
    assert NO_PRODUCTION in told(by_hand, "not-done")
    assert [(left.about.en, left.path) for left in by_hand.left] == [
        ("no building work by hand", "trips.hong-winder.activities[1]")
    ]
    supervised = ("mode: perform, equipment: winder, to", "mode: supervise, crew: us-workers, equipment: winder, to")
    assert NO_BUILDING in told(letter(text=changed(CONNECTED, supervised, text=PAPERS)), "not-done")


@pytest.mark.parametrize(
    "gone",
    [
        ", made_in: KR", ", serials: [HW200-0007]", "    service_until: 2028-03-15\n", "    years_experience: 12\n",
        ", number: M000A0000", ", email: service@haetae.example", "    residence: KR\n",
    ],
)  # fmt: skip
def test_what_no_letter_has_to_say_is_not_missed(gone: str) -> None:
    """Nothing is listed for it, and no sentence speaks of nothing."""
    whole = changed(("    nationality: [KR]\n", "    nationality: [KR]\n    residence: KR\n"), text=PAPERS)
    found = letter(text=changed((gone, ""), text=whole))
    assert found.left == ()
    assert "None" not in " ".join(sentence.text.en for sentence in found.sentences)


def test_a_day_trip_has_a_way_home() -> None:
    """Its own arrival is no return to the US; a stay that begins within a week of the departure is."""
    day = PAPERS[: PAPERS.index("    activities:")].replace("depart: 2027-03-26", "depart: 2027-01-11")
    day += "    activities:\n      - {kind: install, mode: perform, equipment: winder}\n"
    assert "returns" in " ".join(told(letter(text=day), "return"))
    for arrive, depart, returns in (
        ("2027-01-04", "2027-01-06", True),
        ("2027-01-18", "2027-01-20", False),
        ("2027-01-19", "2027-01-20", True),
    ):
        more = f"  - {{id: again, traveler: hong-gd, class: b1, arrive: {arrive}, depart: {depart}, activities:"
        text = f"{day}{more} [{{kind: meeting}}]}}\n"
        trips = check(assemble([read_text(text, "plan.yaml")], "plan.yaml"), library(), as_of=AS_OF).trips
        found = write("employer", next(each for each in trips if each.id == "hong-winder"), library())
        assert ("returns" in " ".join(told(found, "return"))) is returns


def test_a_part_without_a_sentence_has_no_heading() -> None:
    """Nobody said that the traveler knows anything: the letter does not speak of knowledge."""
    known = ", essential: true", ", evidence: [maker-certificate, training-record, cv]", "    years_experience: 12\n"
    text = PAPERS.replace("expertise: {", "expertise: {scarce_in_us: false, ")
    found = letter(text=changed(*((each, "") for each in known), text=text))
    [page] = context(found, ("en",))["pages"]
    assert "knowledge" in found.form.parts
    assert "knowledge" not in [section["id"] for section in page["sections"]]
    assert {left.path for left in found.left} == {"travelers.hong-gd.expertise.essential"}


def test_what_the_plan_does_not_allow_to_deny_is_not_denied() -> None:
    """No denial of US pay where the pay is recharged; the letter says that it is."""
    found = letter(text=changed(("pay_recharged_to_us: false", "pay_recharged_to_us: true"), text=PAPERS))
    told = " ".join(sentence.text.en for sentence in found.sentences)
    assert "not be paid by a company in the United States" not in told
    assert "The salary is recharged to a company in the United States" in told
    assert any(left.about.en == "no pay from the US" for left in found.left)


def test_goods_that_are_sold_are_not_hidden() -> None:
    """A trial run whose output is sold: said, and production is not denied."""
    found = letter(text=changed(("description: 권취기", "output_sold: true, description: 권취기"), text=PAPERS))
    told = " ".join(sentence.text.en for sentence in found.sentences)
    assert "Goods made in (2) are sold." in told
    assert "production" not in told


def test_what_is_unknown_is_left_out_and_listed() -> None:
    """No birth date, no sentence about it; the list says which."""
    found = letter(text=changed(("    born: 1988-03-04\n", ""), ("    clause: Art. 11.2\n", ""), text=PAPERS))
    told = " ".join(sentence.text.en for sentence in found.sentences)
    assert "born on" not in told
    assert "The contract requires the seller to install" in told
    assert {"travelers.hong-gd.born", "contracts.sale-winder.clause"} == {left.path for left in found.left}


def test_a_bare_plan_makes_a_letter_with_a_long_list() -> None:
    """The smallest plan: ids never stand in for names."""
    found = write("employer", judged((PLANS / "minimal.yaml").read_text(encoding="utf-8")), library())
    told = " ".join(sentence.text.en + sentence.text.ko for sentence in found.sentences)
    assert not re.search(r"kim-ms|po-114|hwasung(?! )", told)
    assert len(found.left) > 10


def test_subcontracts_are_named_down_to_the_employer() -> None:
    """From the seller to the firm that employs the traveler; every sentence has its places."""
    report = check(load(PLANS / "battery-plant"), library(), as_of=AS_OF)
    [trip] = [each for each in report.trips if each.id == "w1-tanuki-1"]
    told = write("employer", trip, library()).of("contract")
    assert any("engages our company Tanuki Metering K.K. (Japan)" in sentence.text.en for sentence in told)
    assert all(sentence.places for sentence in told)


# Every sentence comes from the plan -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", LETTERS)
@pytest.mark.parametrize("path", CHANGES)
def test_a_changed_fact_changes_the_sentences_that_rest_on_it(path: str, kind: str) -> None:
    """Exactly those; only what says which rule permits, or denies something, may stay the same."""
    before, after = letter(kind), letter(kind, changed(CHANGES[path], text=PAPERS))
    assert len(before.sentences) == len(after.sentences)
    differing = {
        i for i, (one, two) in enumerate(zip(before.sentences, after.sentences, strict=True)) if one.text != two.text
    }
    resting = {i for i, each in enumerate(before.sentences) if path in [source.path for source in each.sources]}
    assert differing <= resting
    assert {i for i in resting - differing if before.sentences[i].part not in ("ground", "not-done")} == set()


def value_at(path: str, document: Any) -> Any:
    """The value of a plan at a path; ids here hold no dots."""
    value = document
    for step in re.findall(r"[^.\[\]]+", path):
        value = (
            value[int(step) - 1]
            if isinstance(value, Items) and step.isdigit() and not _trips(value)
            else _in(value, step)
        )
    return value


def _trips(value: Any) -> bool:
    return bool(value) and isinstance(value[0], dict) and "arrive" in value[0] and "activities" in value[0]


def _in(value: Any, step: str) -> Any:
    return next(trip for trip in value if trip["id"] == step) if isinstance(value, Items) else value[step]


@pytest.mark.parametrize("kind", LETTERS)
def test_every_sentence_has_places_that_exist_in_the_plan(kind: str) -> None:
    """Each path has a value, and the place is where it stands."""
    document = read_text(PAPERS, "plan.yaml")
    lines = PAPERS.splitlines()
    for sentence in letter(kind).sentences:
        assert sentence.sources, sentence.text.en
        assert sentence.places
        for path, place, _ in sentence.sources:
            value = value_at(path, document.root)
            assert value is not None
            if isinstance(value, str):
                assert lines[place.line - 1][place.column - 1 :].startswith(value), (path, place)


# Refusal --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("swap", "rule", "word"),
    [
        (
            ("kind: install, mode: perform", "kind: plant-piping, mode: perform"),
            "construction-by-hand",
            "not permitted",
        ),
        (("essential: true, ", ""), "install-service-repair", "undetermined"),
        (("description: 권취기 시운전", "description: 배관 용접 공사"), "rule us/", "needs review"),
    ],
)
def test_a_trip_that_is_not_permitted_gets_no_letter(
    tmp_path: Path, swap: tuple[str, str], rule: str, word: str
) -> None:
    """Exit code 1, the verdict and the first rule; no file."""
    out = tmp_path / "letter.docx"
    path = plan(tmp_path, changed(swap, text=PAPERS))
    ran = kvcheck("letter", path, *ARGUMENTS, "--kind", "employer", "-o", out)
    assert ran.code == 1
    assert rule in ran.err
    assert word in ran.err
    assert not ran.out
    assert not out.exists()
    assert kvcheck("letter", path, *ARGUMENTS, "--kind", "employer", "--list").code == 1


def test_a_company_policy_can_refuse_too(tmp_path: Path) -> None:
    """What the law permits and the company does not gets no letter."""
    out = tmp_path / "letter.docx"
    more = ("--kind", "employer", "-o", out, "--policy", "no-hands-on")
    ran = kvcheck("letter", plan(tmp_path), *ARGUMENTS, *more, "--lang", "ko")
    assert ran.code == 1
    assert "policy/no-hands-on" in ran.err
    assert "판정" in ran.err
    assert not out.exists()


@pytest.mark.parametrize(("day", "code", "says"), [(later(-1), 2, "known today"), ("2028-01-01", 1, "no paper")])
def test_law_of_another_day_is_no_ground_for_a_letter(tmp_path: Path, day: str, code: int, says: str) -> None:
    """No earlier day gets round packs that are overdue, and a day on which they are overdue is refused."""
    for command in (("letter", "--kind", "employer"), ("card",)):
        ran = kvcheck(command[0], plan(tmp_path), "--traveler", "hong-gd", "--as-of", day, *command[1:])
        assert ran.code == code
        assert says in ran.err


@pytest.mark.parametrize("command", [("letter", "--kind", "employer"), ("card",)])
def test_a_day_that_is_none_is_a_wrong_command_line(tmp_path: Path, command: tuple[str, ...]) -> None:
    """As for every command."""
    ran = kvcheck(command[0], plan(tmp_path), "--traveler", "hong-gd", "--as-of", "2026-13-01", *command[1:])
    assert ran.code == 2
    assert "--as-of" in ran.err


def test_a_template_cannot_leave_out_what_the_traveler_does(tmp_path: Path) -> None:
    """A letter that would speak of a business meeting only is not written."""
    path = tmp_path / "own.docx"
    path.write_bytes(own_template("{{ pages[0].title }} for a business meeting only."))
    out = tmp_path / "letter.docx"
    ran = kvcheck(
        "letter", plan(tmp_path), "--traveler", "hong-gd", "--kind", "employer", "--template", path, "-o", out
    )  # fmt: skip
    assert ran.code == 2
    assert "leaves out what the traveler does" in ran.err
    assert not out.exists()


def test_pay_is_denied_only_where_it_is_known_not_to_be_charged_on(tmp_path: Path) -> None:
    """Nobody said whether the US bears the salary: the letter does not say that it does not."""
    text = PAPERS.replace("    pay_recharged_to_us: false\n", "")
    assert text != PAPERS
    out = tmp_path / "letter.docx"
    ran = kvcheck("letter", plan(tmp_path, text), "--traveler", "hong-gd", "--kind", "employer", "-o", out)
    assert ran.code == 0
    assert "not be paid by a company in the United States" not in words(out.read_bytes())
    assert "pay_recharged_to_us" in ran.err


@pytest.mark.parametrize("command", ["letter", "card"])
def test_a_paper_never_takes_the_place_of_a_policy(tmp_path: Path, command: str) -> None:
    """What is read is not written over."""
    policy = tmp_path / "ours.yaml"
    policy.write_text("pack: policy/ours\n", encoding="utf-8")
    more = ("--kind", "employer") if command == "letter" else ()
    ran = kvcheck(command, plan(tmp_path), "--traveler", "hong-gd", "--policy", policy, "-o", policy, *more)
    assert ran.code == 2
    assert policy.read_text(encoding="utf-8") == "pack: policy/ours\n"


@pytest.mark.parametrize(
    "more",
    [
        ("--kind", "love"),
        ("--kind", "employer", "--lang", "jp"),
        ("--kind", "employer", "--trip", "kim-1"),
        ("--kind", "employer", "--template", "no/such.docx"),
        ("--kind", "employer", "-o", "no/such/folder/letter.docx"),
    ],
)
def test_a_wrong_command_line_is_2(more: tuple[str, ...]) -> None:
    """As everywhere."""
    assert kvcheck("letter", PLANS / "papers.yaml", *ARGUMENTS, *more).code == 2


def test_a_training_plan_needs_training(tmp_path: Path) -> None:
    """A trip that teaches nobody has no training plan."""
    text = (PLANS / "b1-annotated.yaml").read_text(encoding="utf-8")
    ran = kvcheck(
        "letter", plan(tmp_path, text), "--traveler", "engineer-1", "--as-of", AS_OF, "--kind", "training-plan"
    )
    assert ran.code == 2
    assert "teaches" in ran.err


# Privacy, hostile text, templates -------------------------------------------------------------------------------------


def test_names_stay_in_the_paper(tmp_path: Path) -> None:
    """Neither the terminal nor the list repeats what names a person."""
    out = tmp_path / "letter.docx"
    for more in (("-o", str(out)), ("--list",)):
        ran = kvcheck("letter", plan(tmp_path), *ARGUMENTS, "--kind", "employer", *more)
        assert ran.code == 0
        assert not re.search("HONG|1988|M000A|Jeon", ran.out + ran.err)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_hostile_text_comes_out_as_text(tmp_path: Path, lang: str) -> None:
    """Markup, tags of templates, control and direction characters."""
    quoted = '"' + HOSTILE.replace("\u202e", "\\u202e").replace("\u0007", "\\a") + '"'
    text = changed(
        ("name: HONG GILDONG", f"name: {quoted}"), ("name: Grebe winding line 2", f"name: {quoted}"), text=PAPERS
    )
    said = words(made(tmp_path, "employer", "--lang", lang, text=text))
    assert said.count(HARMLESS) == 2
    assert "49" not in said.replace("2049", "")


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    """No clock in a paper."""
    content = made(tmp_path, "invitation")
    assert content == made(tmp_path, "invitation")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:  # two runs of one second would have one time
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def own_template(*paragraphs: str) -> bytes:
    """A company's own template."""
    document, out = Document(), io.BytesIO()
    for each in paragraphs:
        document.add_paragraph(each)
    document.save(out)
    return out.getvalue()


def test_a_company_uses_its_own_template(tmp_path: Path) -> None:
    """What its tags name is filled in, its own words stay."""
    path = tmp_path / "own.docx"
    path.write_bytes(
        own_template(
            "Our own words",
            "{%p for s in pages[0].sections %}",
            "{{ s.heading }}: {{ s.lines[0] }}",
            "{%p for line in s.lines %}",
            "{{ line }}",
            "{%p endfor %}",
            "{%p endfor %}",
        )
    )
    said = words(made(tmp_path, "employer", "--template", str(path)))
    assert "Our own words" in said
    assert "Traveler: This letter is about HONG GILDONG" in said


@pytest.mark.parametrize(
    "tag",
    [
        "{{ nothing_of_that_name }}",
        "{% for %}",
        "{{ pages[0].title.__class__.__mro__ }}",
        "{{ 'x' * 1000000000 }}",
        "{{ pages[0].title.upper() }}",
        "{{ '%1000000000d' % 1 }}",
        "{% include '/etc/passwd' %}",
        "{{ pages|map('upper')|list }}",
        "{{ pages[0].title | no_such_filter }}",
    ],
)
def test_a_broken_or_hostile_template_is_refused(tag: str) -> None:
    """One clear message."""
    with pytest.raises(BadCommand) as refused:
        render_template(own_template(tag), context(letter(), ("en",)))
    assert "template" in refused.value.message.en
    assert "양식" in refused.value.message.ko


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"plain text"])
def test_what_is_no_word_file_is_refused(content: bytes) -> None:
    """So is an empty one."""
    with pytest.raises(BadCommand):
        render_template(content, {})


def test_a_zip_file_that_is_no_word_file_is_refused() -> None:
    """Nor one that would unpack without end."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a/>")
    with pytest.raises(BadCommand):
        render_template(out.getvalue(), {})
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", b"0" * 51_000_000)
    with pytest.raises(BadCommand, match="too large"):
        render_template(out.getvalue(), {})


def test_the_templates_that_ship_are_those_of_the_code() -> None:
    """`python -m tests.support.templates` writes them."""
    for path, content in shipped().items():
        assert path.read_bytes() == content, path.name


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the line to type."""
    monkeypatch.setitem(sys.modules, "docxtpl", None)
    with pytest.raises(BadCommand, match=re.escape("pip install 'kvcheck[office]'")):
        render_template(b"", {})


def test_nobody_returns_to_the_us() -> None:
    """A traveler who lives in the US, or works for a US company, is not said to go home elsewhere."""
    found = letter(text=changed(("    nationality: [KR]", "    residence: US\n    nationality: [KR]"), text=PAPERS))
    assert "returns" not in " ".join(sentence.text.en for sentence in found.of("return"))
    assert "travelers.hong-gd.residence" in {left.path for left in found.left}


def test_a_letter_does_not_overwrite_the_plan(tmp_path: Path) -> None:
    """Nor the template."""
    path = plan(tmp_path)
    assert kvcheck("letter", path, *ARGUMENTS, "--kind", "employer", "-o", path).code == 2
    assert path.read_text(encoding="utf-8") == PAPERS
