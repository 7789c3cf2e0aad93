"""Each mistake in a plan is told where its cause is: what was found, what to type, in both languages."""

import re
from pathlib import Path

import pytest

from tests.support import changed, kvcheck, told

ACTIVITIES = """\
    activities:
      - {kind: install, mode: perform, equipment: charger, description: 화성 충방전기 설치}
      - {kind: train-to-service, mode: train, equipment: charger}
"""
TRIP = "  - id: kim-1\n"
SECOND = f"{TRIP}    traveler: kim-ms\n    class: esta\n    arrive: 2026-11-28\n    depart: 2026-11-29\n"
SECOND += "    activities: [{kind: meeting}]\n"

MISTAKES = {
    # Keys and sections
    "Korean key": ("nationality: [KR]", "국적: [KR]", 22, "`nationality`", "`nationality`"),
    "key twice": ("    employer: hwasung", "    employer: hwasung\n    employer: hwasung", 24, "keep one", "하나만"),
    "trip twice": (TRIP, SECOND + TRIP, 36, "`kim-1` stands here and at", "중복되어"),
    "letters swapped": ("nationality: [KR]", "natoinality: [KR]", 22, "did you mean `nationality`?", "`nationality`를"),
    "no such key": ("    employer: h", "    hometown: Seoul\n    employer: h", 23, "unknown key", "알 수 없는 키"),
    "key of another section": ("mode: perform, e", "role: perform, e", 36, "belongs in `travelers`",
                               "`travelers`에 적습"),
    "section in the singular": ("travelers:", "traveler:", 20, "did you mean `travelers`?", "`travelers`를 뜻하"),
    "trips in the singular": ("trips:", "trip:", 29, "did you mean `trips`?", "`trips`를 뜻하"),
    "section in capitals": ("travelers:", "Travelers:", 20, "did you mean `travelers`?", "`travelers`를 뜻하"),
    "no class": ("    class: esta\n", "", 30, "add `class: …`", "`class: …`를 추가"),
    "no traveler": ("    traveler: kim-ms\n", "", 30, "add `traveler: …`", "`traveler: …`를 추가"),
    "no arrival": ("    arrive: 2026-12-01\n", "", 30, "add `arrive: 2026-12-01`", "추가하십시오"),
    "no activities": (ACTIVITIES, "", 30, "lacks `activities`", "`activities`가 없습니다"),
    "no kind": ("kind: install, mode", "mode", 36, "lacks `kind`", "`kind`가 없습니다"),
    # Shapes
    "none for []": ("visits: []", "visits: none", 28, "visits: []`", "visits: []`"),
    "approved": ("esta: {status: approved, expires: 2027-10-01}", "esta: approved", 27,
                 "`esta: {status: approved}`", "`esta: {status: approved}`"),
    "country": ("nationality: [KR]", "nationality: 한국", 22, "`nationality: [KR]`", "`nationality: [KR]`"),
    "activities of nothing": (ACTIVITIES, "    activities:\n", 35, "must be a list", "목록"),
    "activities as keys": (ACTIVITIES, "    activities:\n      kind: install\n", 36, "with `- `", "`- `로 시작"),
    "trips as keys": ("trips:\n  - id: kim-1", "trips:\n  kim-1:", 30, "with `- `", "`- `로 시작"),
    "no dash": ("  - id: kim-1", "    id: kim-1", 30, "with `- `", "`- `로 시작"),
    "travelers as a list": ("  kim-ms:\n    nat", "  - id: kim-ms\n    nat", 21, "without `-`", "`-` 없이"),
    "sites as a list": ("  ellabell: {name", "  - {id: ellabell, name", 5, "without `-`", "`-` 없이"),
    "number for a passport": ("{issued_by: KR, expires: 2031-05-01, electronic: true}", "M12345678", 26,
                              "`issued_by`", "`issued_by`"),
    "class for a visa": ("esta: {status: approved, expires: 2027-10-01}", "visa: B1", 27,
                         "`visa: {class: b1}`", "`visa: {class: b1}`"),
    "text for a list": ("[install, commission, train]", "install", 17, "`requires: [install]`",
                        "`requires: [install]`"),
    "parentheses": ("nationality: [KR]", "nationality: (KR)", 22, "`nationality: [KR]`", "`nationality: [KR]`"),
    "two in one text": ("nationality: [KR]", "nationality: KR, US", 22, "`nationality: [KR, US]`", "[KR, US]`"),
    "list for one class": ("class: esta", "class: [esta]", 32, "without brackets", "대괄호 없이"),
    "list for one equipment": ("equipment: charger, d", "equipment: [charger], d", 36, "without brackets",
                               "대괄호 없이"),
    "list for one kind": ("kind: install, m", "kind: [install, test], m", 36, "an entry of its own", "항목을 나누"),
    "number for a text": ("clause: Art. 9.2", "clause: 9.2", 18, "in quotes", "따옴표로"),
    "duty twice": ("commission, train]", "commission, install]", 17, "names something twice; keep", "중복된 값"),
    "no entry": ("nationality: [KR]", "nationality: []", 22, "is empty; fill it in", "비어 있습니다. 내용을"),
    "no text": ("clause: Art. 9.2", 'clause: ""', 18, "is empty; fill it in", "비어 있습니다. 내용을"),
    "text without end": ("Art. 9.2", "x" * 2001, 18, "more than 2,000 characters; shorten", "2,000자를 넘습니다. 짧게"),
    "backslash": ("Art. 9.2", r'"C:\plans\contract"', 18, "in single quotes", "작은따옴표로"),
    # Days
    "day as number": ("arrive: 2026-12-01", "arrive: 20261201", 33, "`arrive: 2026-12-01`", "`arrive: 2026-12-01`"),
    "year": ("depart: 2027-01-20", "depart: 2026-01-20", 34, "did you mean `2027-01-20`?", "`2027-01-20`을 뜻하"),
    "day with dots": ("arrive: 2026-12-01", "arrive: 2026.12.01", 33, "`arrive: 2026-12-01`", "`arrive: 2026-12-01`"),
    "day with slashes": ("arrive: 2026-12-01", "arrive: 2026/12/01", 33, "`arrive: 2026-12-01`", "2026-12-01`로"),
    "American day": ("arrive: 2026-12-01", "arrive: 12/01/2026", 33, "year first", "연도를 먼저"),
    "Korean day": ("arrive: 2026-12-01", "arrive: 2026년 12월 1일", 33, "`arrive: 2026-12-01`", "2026-12-01`로"),
    "month by name": ("arrive: 2026-12-01", "arrive: 1 Dec 2026", 33, "`arrive: 2026-12-01`", "2026-12-01`로"),
    "day of one digit": ("arrive: 2026-12-01", "arrive: 2026-12-1", 33, "`arrive: 2026-12-01`", "2026-12-01`로"),
    "day with an hour": ("arrive: 2026-12-01", "arrive: 2026-12-01 09:00", 33, "`arrive: 2026-12-01`", "2026-12-01`로"),
    "year of two digits": ("arrive: 2026-12-01", "arrive: 26-12-01", 33, "four digits", "네 자리 연도"),
    "month alone": ("service_until: 2028-03-01", "service_until: 2028-03", 19, "the day is missing", "일(日)이 없습"),
    "month that looks like a day": ("signed: 2026-03-02", "signed: 2026-12", 16, "`signed: 2026-12-…`", "2026-12-…`"),
    "month in words alone": ("signed: 2026-03-02", "signed: March 2026", 16, "`signed: 2026-03-…`", "2026-03-…`"),
    "no such day": ("depart: 2027-01-20", "depart: 2027-02-30", 34, "2027-02 has 28 days", "28일까지"),
    "departure to be told": ("depart: 2027-01-20", "depart: TBD", 34, "`depart: unknown`", "`depart: unknown`"),
    "departure in Korean": ("depart: 2027-01-20", "depart: 미정", 34, "`depart: unknown`", "`depart: unknown`"),
    "departure of nothing": ("depart: 2027-01-20", "depart:", 34, "`depart: unknown`", "`depart: unknown`"),
    "class of nothing": ("class: esta", "class:", 32, "`class: unknown`", "`class: unknown`"),
    "kind not decided": ("kind: install", "kind: TBD", 36, "did you mean `unknown`?", "`unknown`을"),
    # Words of lists
    "quoted false": ("visa_refused: false", "visa_refused: 'false'", 28, "without quotes", "따옴표 없이"),
    "no for false": ("visa_refused: false", "visa_refused: no", 28, "`visa_refused: false`", "`visa_refused: false`"),
    "Korean kind": ("kind: install", "kind: 장비 설치", 36, "`install`", "`install`"),
    "near kinds": ("kind: install", "kind: 설치", 36, "kvcheck explain kinds", "kvcheck explain kinds"),
    "ESTA": ("class: esta", "class: ESTA", 32, "did you mean `esta`", "`esta`를"),
    "B1/B2": ("class: esta", "class: B1/B2", 32, "did you mean `b1`", "`b1`"),
    "VWP": ("class: esta", "class: VWP", 32, "did you mean `esta`", "`esta`를"),
    "hands-on": ("mode: perform", "mode: hands-on", 36, "`mode: perform`", "`mode: perform`"),
    "class by its Korean name": ("class: esta", "class: 무비자", 32, "did you mean `esta`?", "`esta`를 뜻하"),
    "class with a blank": ("class: esta", "class: 'ESTA '", 32, "did you mean `esta`?", "`esta`를 뜻하"),
    "class that is none": ("class: esta", "class: b2", 32, "no pack for this class", "규칙 묶음이 없습니다"),
    "country in small letters": ("country: KR", "country: kr", 7, "`country: KR`", "`country: KR`"),
    "country of three letters": ("country: KR", "country: KOR", 7, "`country: KR`", "`country: KR`"),
    "country in Korean": ("country: KR", "country: 대한민국", 7, "`country: KR`", "`country: KR`"),
    "country by its name": ("country: KR", "country: Korea", 7, "`country: KR`", "`country: KR`"),
    "country in a list": ("nationality: [KR]", "nationality: [KOREA]", 22, "write `KR`", "`KR`로"),
    "yes": ("essential: true", "essential: yes", 25, "`essential: true`", "`essential: true`"),
    "yes in Korean": ("essential: true", "essential: 예", 25, "`essential: true`", "`essential: true`"),
    "a circle for yes": ("essential: true", "essential: O", 25, "`essential: true`", "`essential: true`"),
    "1 for yes": ("essential: true", "essential: 1", 25, "`essential: true`", "`essential: true`"),
    "status in capitals": ("status: approved", "status: Approved", 27, "`status: approved`", "`status: approved`"),
    "status in Korean": ("status: approved", "status: 승인", 27, "`status: approved`", "`status: approved`"),
    "status of others": ("status: approved", "status: pending", 27, "`status: applied`", "`status: applied`"),
    "phase in Korean": ("phase: installation", "phase: 설치", 5, "`phase: installation`", "`phase: installation`"),
    "state by its name": ("state: GA", "state: Georgia", 5, "`state: GA`", "`state: GA`"),
    "state in small letters": ("state: GA", "state: ga", 5, "`state: GA`", "`state: GA`"),
    "role in Korean": ("mode: perform", "mode: 직접", 36, "`mode: perform`", "`mode: perform`"),
    "visa as printed": ("esta: {status: approved, expires: 2027-10-01}", "visa: {class: B1/B2}", 27,
                        "did you mean `b1-b2`?", "`b1-b2`를 뜻하"),
    "kind in capitals": ("kind: install", "kind: Install", 36, "did you mean `install`?", "`install`을 뜻하"),
    "kind misspelled": ("kind: install", "kind: instal", 36, "did you mean `install`?", "`install`을 뜻하"),
    "kind of two meanings": ("kind: install", "kind: piping", 36, "`machine-piping`", "`machine-piping`"),
    # Ids
    "traveler that is none": ("traveler: kim-ms", "traveler: kim-mz", 31, "did you mean `kim-ms`?", "`kim-ms`를"),
    "traveler in capitals": ("traveler: kim-ms", "traveler: KIM-MS", 31, "did you mean `kim-ms`?", "`kim-ms`를"),
    "company that is none": ("    employer: hwasung", "    employer: hwasong", 23, "did you mean `hwasung`?",
                             "`hwasung`을"),
    "company by its name": ("    employer: hwasung", "    employer: Hwasung Engineering", 23,
                            "did you mean `hwasung`?", "이름이 아니라 식별자"),
    "name that is no id": ("    employer: hwasung", "    employer: Gumiho Works", 23, "as it stands in the plan",
                           "이름은 `name`에"),
    "equipment that is none": ("equipment: charger, d", "equipment: chargr, d", 36, "did you mean `charger`?",
                               "`charger`를"),
    "contract that is none": ("contract: po-114", "contract: po-115", 10, "did you mean `po-114`?", "`po-114`를"),
    "site that is none": ("site: ellabell", "site: elabell", 3, "did you mean `ellabell`?", "`ellabell`을"),
    "id with a blank": ("id: kim-1", "id: kim 1", 30, "without spaces", "공백과 다른 기호 없이"),
    "id of a number": ("id: kim-1", "id: 1", 30, "in quotes", "따옴표로"),
    "id none": ("id: kim-1", "id: none", 30, "choose another id", "다른 식별자"),
    # Signs
    "no colon": ("class: esta", "class esta", 32, "no colon follows `class`", "콜론이 없습니다"),
    "no space": ("class: esta", "class:esta", 32, "no space follows the colon of `class`", "공백이 없습니다"),
    "wide colon": ("class: esta", "class：esta", 32, "full-width sign", "전각 기호"),
    "open brace": ("electronic: true}", "electronic: true", 26, "`{` is not closed", "닫히지 않았습니다"),
    "number sign": ("name: Formation charger", "name: Charger #1", 10, "begins a comment", "주석이라서"),
    "outdented": ("    employer: hwasung", "   employer: hwasung", 23, "indented by 3", "3칸 들여썼고"),
    "no-break": ("    employer: h", "\u00a0\u00a0\u00a0\u00a0employer: h", 23, "U+00A0", "U+00A0"),
    "colon in text": ("화성 충방전기 설치", "설치: 화성", 36, "holds `: `", "키로 읽힙니다"),
    "comma in text": ("Formation charger", "Gasang Co., Ltd.", 10, "a comma ends a text", "쉼표에서 끝나고"),
    "tab": ("    employer: hwasung", "\temployer: hwasung", 23, "a tab indents", "탭으로"),
    "conflict": ("    employer: hwasung", "<<<<<<< a\n=======\n>>>>>>> b", 23, "merge of git", "병합"),
    "smart quotes": ("name: Battery plant", "name: “Battery plant”", 5, "word processor", "워드 프로세서"),
    "glued below": ("esta: {status: approved, expires: 2027-10-01}", "esta: status:approved", 27,
                    "no space follows the colon of `status`", "콜론 다음에 공백이 없습니다"),
    "bracket left open": ("nationality: [KR]", "nationality: [KR", 22, "`[` is not closed", "닫히지 않았습니다"),
    "bracket too many": ("nationality: [KR]", "nationality: [KR]]", 22, "closes nothing", "여는 괄호가 없습니다"),
    "dash without space": ("  - id: kim-1", "  -id: kim-1", 30, "no space follows the `-`", "`-` 뒤에 공백"),
    "dash of a word processor": ("  - id: kim-1", "  – id: kim-1", 30, "type `- …`", "`-`를 입력"),
    "bullet": ("  - id: kim-1", "  • id: kim-1", 30, "type `- …`", "`-`를 입력"),
    "comma missing": ("approved, expires", "approved expires", 27, "no comma stands before `expires`",
                      "쉼표가 없습니다"),
    "wide comma": ("approved, expires", "approved， expires", 27, "full-width", "전각 기호"),
    "wide brackets": ("nationality: [KR]", "nationality: ［KR］", 22, "`nationality: [KR]`", "`nationality: [KR]`"),
    "quotation left open": ("name: Battery plant", "name: 'Battery plant", 5, "not closed", "닫히지 않았습니다"),
    "apostrophe": ("name: Battery plant", "name: 'Kim's plant'", 5, "the other kind inside", "다른 종류의 따옴표"),
    "percent sign": ("name: Battery plant", "name: %plant", 5, "cannot begin with `%`", "`%`로 시작할 수 없"),
    "at sign": ("name: Battery plant", "name: @plant", 5, "cannot begin with `@`", "시작할 수 없"),
    "asterisk": ("name: Battery plant", "name: *plant", 5, "goes in quotes", "따옴표로 묶"),
    "ampersand": ("name: Battery plant", "name: &plant", 5, "goes in quotes", "따옴표로 묶"),
    "exclamation mark": ("name: Battery plant", "name: !plant", 5, "goes in quotes", "따옴표로 묶"),
    "equals sign": ("class: esta", "class = esta", 32, "no colon follows `class`", "콜론이 없습니다"),
    "wide space": ("    employer: h", "\u3000\u3000employer: h", 23, "U+3000", "U+3000"),
    "no-break space in a value": ("class: esta", "class:\u00a0esta", 32, "U+00A0", "U+00A0"),
    # The first line
    "no version": ("kvcheck: 1\n", "", 2, "`kvcheck: 1`", "`kvcheck: 1`"),
    "version of another time": ("kvcheck: 1", "kvcheck: 2", 2, "write `1`", "`1`로"),
    "version in quotes": ("kvcheck: 1", "kvcheck: '1'", 2, "without quotes", "따옴표 없이"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_at_its_line(tmp_path: Path, name: str) -> None:
    """One message, at the line of the cause, that says what to type, in each language by itself."""
    old, new, line, en, ko = MISTAKES[name]
    [problem] = told(tmp_path, changed((old, new)))
    assert problem.place is not None
    assert problem.place.line == line
    assert problem.hint is not None
    assert en in f"{problem.message.en}; {problem.hint.en}"
    assert ko in f"{problem.message.ko}. {problem.hint.ko}"
    for text in (problem.message, problem.hint):
        assert not re.search(r"\{\w*:?[을를이가은는로]*\}", text.ko), "a placeholder is left"
        outside = re.sub(r"`[^`]*`|\([^)]*\)", "", text.ko)
        assert not re.search(r"[A-Za-z]{3,} [A-Za-z]{3,}", outside), "English is left"


@pytest.mark.parametrize("value", ["1985-03", "March 1985", "03/04/1985", "1985-02-30", "85-03-04"])
def test_nothing_of_a_birth_date_is_repeated(tmp_path: Path, value: str) -> None:
    """How it has to be written, and no part of it."""
    [problem] = told(tmp_path, changed(("    employer: h", f"    born: {value}\n    employer: h")))
    assert problem.hint is not None
    for said in (*problem.message.sentences, *problem.hint.sentences):
        assert "85" not in said


def test_sections_that_cannot_be_read_are_told_alone(tmp_path: Path) -> None:
    """What names their entities is not told beside them, and comes to light when they can be read."""
    text = changed(("travelers:", "traveller:"), ("traveler: kim-ms", "traveler: kim-mz"))
    assert [each.place.line for each in told(tmp_path, text) if each.place] == [20]
    mended = changed(("traveler: kim-ms", "traveler: kim-mz"))
    assert [each.place.line for each in told(tmp_path, mended) if each.place] == [31]


def test_no_suggestion_is_work_of_another_family(tmp_path: Path) -> None:
    """A word of several kinds is met with all of them, whether lawful for visitors or not."""
    for word, kinds in (("piping", 2), ("welding-work", 1), ("배관", 2)):
        [problem] = told(tmp_path, changed(("kind: install,", f"kind: {word},")))
        assert problem.hint is not None
        assert "did you mean" not in problem.hint.en
        assert len(re.findall(r"`[a-z-]+`", problem.hint.en)) >= kinds


def test_the_hint_names_no_parser(tmp_path: Path) -> None:
    """What the library says of a text is never printed."""
    (tmp_path / "plan.yaml").write_text("kvcheck: 1\ntrips: [}\n", encoding="utf-8")
    for lang in ("en", "ko"):
        ran = kvcheck("check", "plan.yaml", "--lang", lang, cwd=tmp_path)
        assert ran.code == 3
        assert "flow" not in ran.err
        assert "expected" not in ran.err


def test_an_entity_with_a_fault_is_looked_at_for_what_it_names(tmp_path: Path) -> None:
    """Its class, its kinds and its references are told in the same round as a value of the wrong type, or a lack."""
    swaps = [
        ("class: esta", "class: 이스타"),
        ("kind: install", "kind: 장비설치"),
        ("equipment: charger,", "equipment: chargr,"),
    ]
    for fault in (("arrive: 2026-12-01", "arrive: soon"), ("    depart: 2027-01-20\n", "")):
        path = tmp_path / "plan.yaml"
        path.write_text(changed(*swaps, fault), encoding="utf-8")
        err = kvcheck("check", path).err
        assert all(
            each in err for each in ("did you mean `esta`?", "did you mean `install`?", "did you mean `charger`?")
        )
        assert "4 errors" in err


@pytest.mark.parametrize(
    ("written", "says", "korean"),
    [
        ("Korea", "`companies.hwasung.country` has a value that is not known", "의 값이 허용된 값이 아닙니다"),
        ('""', "cannot be an empty text", "빈 텍스트는 쓸 수 없습니다"),
        ("5", "cannot be a number", "숫자는 쓸 수 없습니다"),
    ],
)
def test_a_text_that_is_none_of_those_allowed_is_not_called_a_text(
    tmp_path: Path, written: str, says: str, korean: str
) -> None:
    """It is one: only what it says is wrong, and that is not repeated."""
    path = tmp_path / "plan.yaml"
    path.write_text(changed(("country: KR", f"country: {written}")), encoding="utf-8")
    assert says in kvcheck("check", path).err
    assert korean in kvcheck("check", path, "--lang", "ko").err
