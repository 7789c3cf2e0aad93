"""What a description speaks of is held against the kind: nothing hides what a traveler does."""

import os
import random
import re
import unicodedata
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvcheck.facts.descriptions import WordReader
from kvcheck.language.spelling import fold
from tests.support import library
from tests.support.properties.strategies import SIGNS
from tests.support.words import Lawful, decorated, denies, families, lawful, lines, passes, read


@pytest.mark.parametrize(
    "description",
    [
        "화성 충방전기 설치",
        "조립 라인 장비 시운전",
        "용접기 설치",
        "생산 라인 장비 설치",
        "장비 점검 및 보수",
        "온도 장치 점검",
        "install formation charger",
        "commissioning of the coating line",
        "set-up of a laser welder",
        "필요시 공급 장비 설치",
    ],
)
def test_honest_descriptions_of_equipment_raise_no_alarm(description: str) -> None:
    """Names of machines and of lines are no trades."""
    assert not families(description) - {"business", "training"}


@pytest.mark.parametrize(
    ("description", "family"),
    [
        ("배관 용접 공사", "building"),
        ("배관용접공사", "building"),
        ("배 관 용 접", "building"),
        ("전기 공사", "building"),
        ("건물 배선 및 케이블 트레이", "building"),
        ("철골 설치 작업", "building"),
        ("pipefitting at the chiller", "building"),
        ("welding of brackets", "connection"),
        ("welding of beams", "building"),
        ("building wiring", "building"),
        ("양산 지원", "production"),
        ("라인 작업 투입", "production"),
        ("production work on the line", "production"),
        ("인력 파견", "labor"),
        ("utility hook-up", "connection"),
        ("장비 이설", "relocation"),
    ],
)
def test_words_of_other_work_are_seen(description: str, family: str) -> None:
    """Piping, wiring, welding, production, supply of workers and vague support, in both languages."""
    assert family in families(description)


@pytest.mark.parametrize(
    "description", ["on-site support", "현장 지원", "technical support", "work", "작업", "help where needed"]
)
def test_words_that_say_too_little_are_told_so(description: str) -> None:
    """Alone they hold the answer back; beside something concrete they do not count."""
    found = read(description)
    assert found.described is None
    assert found.telltales
    assert passes(f"{description}, installation of the charger")


@pytest.mark.parametrize("description", ["Hegesztési munkák", "fabrication of pressure vessels", "asdf", "충전기", "."])
def test_what_is_not_understood_does_not_pass(description: str) -> None:
    """Nothing found is only said after looking: a language nobody listed, an act nobody knows, no act at all."""
    assert not passes(description)


def test_work_by_hand_is_asked_for_a_description_and_other_activities_are_not() -> None:
    """Silence is no statement."""
    assert read(None).described is None
    assert read(None, mode=None).described is None
    assert read(None, mode="supervise").described is True
    assert read(None, "meeting", None).described is True
    assert read(None, "train-to-service", "train").described is True


@pytest.mark.parametrize("description", lines("barred.txt"))
def test_barred_work_does_not_pass_as_installation(description: str) -> None:
    """Written before the vocabulary was, by somebody who wanted to get past it."""
    assert not passes(description)


def test_of_words_nobody_listed_those_that_could_hide_an_act_are_asked_about() -> None:
    """A plural beside a thing is one more thing, unless its end is that of a noun of doing."""
    assert passes("check circuits and emergency stops")
    assert passes("install the charger and its frobs")
    assert not passes("install the charger and frobnications")
    assert not passes("install the charger and zorplings")
    assert not passes("install the charger and zorple walls")
    assert not passes("installs the charger and zorples pumps")
    assert not passes("installs the charger and zorples the walls")


@pytest.mark.parametrize(
    "description", ["zorple the feeders", "discuss the schedule; zorple the feeders", "라인 조롤기", "ラインを𠮟る"]
)
def test_a_word_that_can_only_be_an_act_is_asked_about_in_any_company(description: str) -> None:
    """Even where unknown words stand for nothing else: talk has many that nobody listed."""
    assert not passes(description, "meeting", None)


def disguises(text: str) -> list[str]:
    """Spellings that look like the text, or nearly so."""
    full_width = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    return [
        unicodedata.normalize("NFD", text),
        "\u200b".join(text),
        "\u00ad".join(text),
        " ".join(text),
        text.upper(),
        full_width,
        text.replace(" ", "\u00a0"),
        text.replace(" ", "\n"),
        f"({text})",
        f"설치, {text}",
    ]


@pytest.mark.parametrize("text", ["배관", "용접", "welding", "steel erection"])
def test_no_spelling_hides_a_word(text: str) -> None:
    """Decomposed, spaced out, full-width or with invisible characters in it: the word is the word."""
    for disguised in disguises(text):
        assert "building" in families(disguised), ascii(disguised)


def test_the_word_is_quoted_as_it_was_written() -> None:
    """Offsets point into the user's own text, whatever folding did to it."""
    text = unicodedata.normalize("NFD", "설비 배관 공사")
    for each in read(text).telltales:
        assert text[each.start : each.start + len(each.text)] == each.text


@pytest.mark.parametrize(
    "letters", [("aeocpx", "\u0430\u0435\u043e\u0441\u0440\u0445"), ("aoivp", "\u03b1\u03bf\u03b9\u03bd\u03c1")]
)
@pytest.mark.parametrize("text", ["tie-in of the header", "lay bricks for the dock", "pour the floor slab"])
def test_letters_of_another_script_are_read_as_they_look(text: str, letters: tuple[str, str]) -> None:
    """In every word of a text at once, the little ones between the others included."""
    disguised = text.translate(str.maketrans(*letters))
    assert disguised != text
    assert families(disguised) == families(text)


COMPANY = st.text(SIGNS, max_size=60).filter(lambda text: not denies(text))
"""Any text that takes nothing back: `no` behind a comma is said of what stands before it."""


@given(COMPANY, st.sampled_from(["배관 공사", "welding"]), COMPANY)
def test_no_text_around_a_word_hides_it(before: str, word: str, after: str) -> None:
    """A telling word that stands alone is seen in any company."""
    assert "building" in families(f"{before} , {word} , {after}")


@given(st.text(SIGNS))
def test_any_text_can_be_read(text: str) -> None:
    """Folding keeps a span for every character, and reading never fails."""
    folded, spans = fold(text)
    assert len(folded) == len(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    read(text)


OCCUPATIONS = [part.strip() for line in lines("soc-2018.txt") for part in line.split("|")]
TRADES = [form.format(trade) for trade in lines("korean-trades.txt") for form in ("{}", "{} 작업", "{}으로 근무")]


@pytest.mark.parametrize("work", OCCUPATIONS + TRADES)
def test_no_trade_of_construction_passes_as_installation(work: str) -> None:
    """Every occupation and its act, alone and beside honest work."""
    assert not passes(work)
    assert not passes(f"Installation of the charger, {work}")
    assert not passes(f"충전기 설치, {work}")


LAWFUL = lawful()
BARRED = lines("barred.txt")
MARKS = (
    ", ",
    ". ",
    "; ",
    "\n",
    ": ",
    " - ",
    " (",
    " / ",
    " + ",
    " & ",
    " and ",
    " then ",
    " und ",
    " et ",
    " y ",
    " 및 ",
    " 그리고 ",
)
"""What people write between two things that are done."""
STOPS = MARKS[:7]
"""Marks after which nothing is said of what stands before."""
JOINTS = (" / ", " and ", " 및 ", " 그리고 ", " + ")
"""Marks after which talk may be about both, as a whole: `배관 및 덕트 협의`."""
OF_SUCH_WORK = {
    "건물 공사 제외, 장비 설치만",
    "공사 도급 계약 협상",
    "공사 진행 현황 회의",
    "배관 도면 검토",
    "배관 협의",
    "용접 사양 회의",
    "전기 공사 일정 회의",
    "전기 도면 협의",
    "철거 일정 회의",
    "현장소장 면담",
    "양산 이관 협의",
    "누가 전기 공사를 할지 정하는 회의",
    "늦어진 배관 때문에 고객과 협의",
    "配管の遅れについて客先と打ち合わせ",
    "与客户讨论管道延误",
    "배관 누설 점검",
    "배관 및 전기 협의",
    "배관 및 전기공사 일정 협의",
    "현지 시공사와 기초 도면 검토",
    "오퍼레이터 운전 교육",
    "유틸리티 연결은 고객사 시공분이며 당사는 장비 설치만 수행",
}
"""Talk about barred work, to which more of its like may belong, or what denies it as a whole."""


def pairs(marks: tuple[str, ...]) -> list[tuple[Lawful, str, str]]:
    """Lawful descriptions, marks and barred ones: 4,000 of them, or each with each if `KVCHECK_EVERY_PAIR` is set.

    Left out are descriptions whose kind is itself of the family of the barred work: workers who are supervised at it.
    """
    kinds = library().catalogue.kinds
    own = {barred: families(barred, "meeting") for barred in BARRED}
    every = [
        (one, mark, barred)
        for one, mark, barred in product(LAWFUL, marks, BARRED)
        if kinds[one[0]].family not in own[barred]
    ]
    return every if os.environ.get("KVCHECK_EVERY_PAIR") else random.Random(20261127).sample(every, 4000)  # noqa: S311


def test_any_barred_act_appended_to_any_lawful_description_is_found() -> None:
    """By whatever mark or word of whatever language it is joined."""
    missed = [
        f"{kind} {mode} | {text}{mark}{barred}"
        for (kind, mode, text), mark, barred in pairs(MARKS)
        if passes(f"{text}{mark}{barred}", kind, mode)
    ]
    assert missed == []


def test_another_act_appended_never_betters_a_verdict() -> None:
    """What a lawful description adds to barred work takes nothing of it away."""
    missed = [
        f"{kind} {mode} | {barred}{mark}{text}"
        for (kind, mode, text), mark, barred in pairs((*STOPS, *JOINTS))
        if passes(f"{barred}{mark}{text}", kind, mode) and not (mark in JOINTS and text in OF_SUCH_WORK)
    ]
    assert missed == []


@pytest.mark.parametrize(
    "description",
    [
        "현장소장 대행 및 회의",
        "배관공으로 근무 / 주간 공정 회의",
        "배관 공사 및 고객사 납기 협의",
        "배관 및 회의",
        "라인 작업 및 작업자 교육",
        "配管工事及び会議",
        "溶接と打ち合わせ",
        "焊接管道和会议",
        "砌砖及参观",
    ],
)
def test_work_beside_talk_is_no_subject_of_it(description: str) -> None:
    """Talk takes what stands before it for a subject only where it has one of its own, and of the same work."""
    assert not passes(description, "meeting", None)


@pytest.mark.parametrize(
    "description", ["배관 및 덕트 협의", "배관 공사 및 전기 공사 일정 협의", "설치 및 시운전 일정 협의"]
)
def test_several_subjects_of_talk_are_no_work(description: str) -> None:
    """Of the same work, in one breath."""
    assert passes(description, "meeting", None)


@pytest.mark.parametrize(
    "description",
    [
        "unpack the coater; peinture du bâtiment",
        "unpack the coater and peinture du bâtiment",
        "montage et réglage de la machine; mount ductwork above the dry room",
        "install the charger; paint building",
        "install the charger; sort defective cells by hand",
        "管道焊接 및 크레인 점검",
        "시공 감리 및 review of drawings",
        "지붕 방수 및 diagnose inverter faults",
    ],
)
def test_work_in_another_language_or_before_a_thing_is_no_name(description: str) -> None:
    """A phrase is read in its own language; what work is done to does not turn it into the name of a thing."""
    assert not passes(description)


def test_putting_a_part_of_a_building_in_place_is_building_work() -> None:
    """Whatever buildings are made of, in every language, whether it stands before the verb or behind it."""
    assert [each for each in lines("building-elements.txt") if passes(each)] == []


@pytest.mark.parametrize(
    "description",
    ["安装设备", "设备安装与调试", "更换设备轴承", "安装和调试设备", "安装设备并培训员工", "焊接机器人调试"],
)
def test_chinese_says_what_is_done_before_what_it_is_done_to(description: str) -> None:
    """Of a machine it is lawful, and a machine may be called by what it does."""
    assert passes(description)


@pytest.mark.parametrize(
    "description",
    [
        "Installera maskinen och gjuta betonggolv",
        "INSTALL CHARGER OCH GJUTA GOLV",
        "Install the machine Och Gjuta Golv",
        "Монтаж верстата та заливка підлоги",
        "install the charger, helyezze el falazat tégla",
        "설비 설치 및 betonvloer storten egaliseren",
    ],
)
def test_a_piece_that_nobody_can_read_is_asked_about_whatever_stands_beside_it(description: str) -> None:
    """What is understood does not speak for words in a language that is not read; names are no language."""
    assert read(description).described is None
    assert passes("install the charger of Hwasung Engineering Ellabell Georgia")
    assert not passes("detailed engineering of the hall")
    assert not passes("install the charger. Zorbling Engineering of the hall")


@pytest.mark.parametrize(
    "description", ["fill the trench", "fill the cracks in the floor", "fill cells with electrolyte", "fill the molds",
                    "fill the line with material", "전해액 주입", "크랙 에폭시 주입", "셀 충전"]
)  # fmt: skip
def test_filling_is_service_only_where_what_runs_the_machine_is_filled_in(description: str) -> None:
    """Oil and coolant are; a trench, a mould and a product are something else, or are asked about."""
    assert passes("fill the press with hydraulic oil")
    assert passes("감속기 오일 보충")
    assert not passes(description)


@pytest.mark.parametrize(
    "description", ["debug the PLC", "troubleshoot the winder", "라인 점검", "PLC 디버깅", "诊断设备故障"]
)
def test_finding_a_fault_is_work_on_the_machine(description: str) -> None:
    """It is what who installs and services does; under a meeting it is told, and talk about it is talk."""
    assert passes(description)
    assert not passes(description, "meeting")
    assert passes("고장 진단 협의", "meeting")
    assert passes("discuss the diagnosis with the customer", "meeting")


def test_talk_in_chinese_may_stand_first() -> None:
    """What stands behind it is its subject."""
    assert passes("讨论管道安装", "meeting")
    assert not passes("安装管道并讨论", "meeting")
    assert not passes("检查并安装管道", "meeting")


@pytest.mark.parametrize(("kind", "mode", "description"), LAWFUL)
def test_lawful_descriptions_raise_no_alarm(kind: str, mode: str | None, description: str) -> None:
    """As sale contracts, service reports and travel orders word them."""
    assert passes(description, kind, mode), read(description, kind, mode)


def test_there_are_two_hundred_lawful_descriptions() -> None:
    """In English and Korean, and some in each of the others."""
    assert len(LAWFUL) >= 200
    assert len([text for _, _, text in LAWFUL if any("가" <= letter <= "힣" for letter in text)]) >= 60


@given(st.sampled_from(LAWFUL), st.sampled_from(LAWFUL), st.sampled_from([", ", ". ", "\n"]))
def test_more_is_never_softer(one: Lawful, other: Lawful, between: str) -> None:
    """What another description adds takes away nothing that the first tells."""
    kind, mode, description = one
    alone, both = read(description, kind, mode), read(f"{description}{between}{other[2]}", kind, mode)
    assert alone.described or not both.described
    assert set(alone.families) <= set(both.families)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("equipment_name", "Steel structure and plant piping of the hall"),
        ("equipment_name", "공장 배관"),
        ("equipment_name", "Office building"),
        ("equipment_name", "창고 건물"),
        ("equipment_name", "클린룸"),
        ("equipment_name", "배관 자재 일체"),
        ("equipment_name", "Edificio"),
        ("equipment_name", "Werkhalle"),
        ("equipment_name", "Warehouse 3"),
        ("equipment_name", "usine"),
        ("equipment_name", "사무동"),
        ("traveler_job", "Pipe welder"),
        ("traveler_job", "배관공"),
        ("project_name", "Plant piping and welding works"),
        ("contract_name", "Piping installation contract"),
        ("contract_scope", "덕트 공사 일체"),
        ("contract_clause", "Art. 9: the seller pours the foundations"),
        ("filing_title", "Journeyman electrician"),
    ],
)
def test_every_text_that_tells_of_work_is_read(field: str, text: str) -> None:
    """And the finding names the field; a visit is not held against what its machine is called."""
    found = read("installation of the charger", **{field: text})
    assert "building" in found.families
    assert {each.field for each in found.telltales} == {field.replace("_", ".", 1)}
    assert not read("meeting", "meeting", None, **{field: text}).families


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("equipment_name", "Welding robot"),
        ("equipment_name", "도장 라인"),
        ("equipment_name", "Dry room dehumidifier"),
        ("equipment_name", "Clean room Zorbler"),
        ("equipment_name", "변압기"),
        ("equipment_name", "철판 절단기"),
        ("equipment_name", "Warehouse shuttle"),
        ("equipment_name", "Lagerhalle conveyor"),
        ("traveler_job", "Installation engineer"),
        ("traveler_job", "전기 엔지니어"),
        ("project_name", "Battery plant construction"),
        ("project_name", "조지아 공장 신축 공사"),
        ("contract_clause", "Art. 9.2"),
        ("contract_name", "Sale of two coating lines"),
    ],
)
def test_names_of_machines_and_plants_tell_no_work(field: str, text: str) -> None:
    """A construction project is a topic, a welding robot a machine."""
    assert not read("installation of the charger", **{field: text}).families


@given(
    st.sampled_from(["welding of plant piping", "lay bricks", "배관 용접", "철골 설치", "tie-in of the header"]),
    st.integers(0, 999),
)
def test_no_decoration_hides_a_word(text: str, seed: int) -> None:
    """Marks, fillers, accents, look-alikes, dashes: whatever shows the same to a person is read the same."""
    assert families(decorated(text, random.Random(seed))) & {"building", "connection"}  # noqa: S311 - no secret


def test_every_kind_done_by_hand_is_spoken_for_by_its_own_name() -> None:
    """In both languages; so a planner who writes no more than the name of the kind is understood."""
    catalogue = library().catalogue
    silent = [
        (kind.name, title)
        for kind in catalogue.kinds.values()
        if catalogue.families[kind.family].by_hand
        for title in (kind.title.en, kind.title.ko)
        if read(title, kind.name).described is None
    ]
    assert silent == []


@pytest.mark.parametrize("after", ["Ñ0", "n0", "n\u043et", "ex\u0441luded", "w1thout", "n0ne"])
@pytest.mark.parametrize("before", ["배관 공사", "piping work", "weld pipes"])
def test_only_a_plain_word_denies(before: str, after: str) -> None:
    """A word in leet or with letters that look alike shows work, and hides none that stands before it."""
    assert "building" in families(f"{before}, {after}")


@pytest.mark.parametrize(
    "text",
    [
        "Fix the machine with chemical anchors", "secure the frame by anchors",
        "secure the press to the slab using wedge anchors",
        "fix the machine by means of anchor bolts", "Bolt the anchors of the machine",
        "장비를 앵커로 바닥에 고정", "설비 하부 앵커볼트 체결",
        "fijar la máquina con anclajes", "用膨胀螺栓固定机器",
    ],
)  # fmt: skip
def test_anchors_show_that_a_machine_is_fixed_to_the_floor(text: str) -> None:
    """As what it is fixed with too; to tighten those that are set is no such work."""
    assert not passes(text, "install", "perform")


def test_texts_that_differ_in_numbers_alone_are_read_alike() -> None:
    """A number by itself says nothing of the work, wherever it stands, and so such texts are read once."""
    choice = random.Random(1)  # noqa: S311 - the same texts each time
    reader = WordReader(library().catalogue, lambda: library().words)
    texts = [*BARRED, *(description for _, _, description in lawful())]
    numbered = [each for each in texts if re.search(r"\d\d", each)] + choice.sample(texts, 300)
    for text in numbered:
        at = choice.choice([0, *(place + 1 for place, sign in enumerate(text) if sign in " ,")])
        for number in ("", "35 ", "1004, ", "480 ", f"{choice.randrange(10, 10**6)}-", "04.11 "):
            changed = text[:at] + number + text[at:]
            assert reader.statements(changed) == reader.statements_of(changed), changed


def test_a_number_that_a_word_has_is_read() -> None:
    """Of a feeder it says that the building's power is meant."""
    assert "480" in {number for language in library().words[1] for number in language.numbers}
    assert "building" in families("install the 480 V feeder") | families("pull the 480 V feeder")
    assert read("install the charger in bay 35") == read("install the charger in bay 36")
