"""Each mistake in a plan is told where its cause is, with what to type, in both languages, and repeats no value."""

from pathlib import Path

import pytest

from kvcheck.engine import plan_problems
from kvcheck.errors import CannotCheck, Problem
from kvcheck.plan.load import load
from tests.support import changed, kvcheck, library


def told(folder: Path, text: str) -> list[Problem]:
    """What is said of a plan."""
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CannotCheck) as caught:
        load(folder / "plan.yaml", "plan.yaml", lambda plan: plan_problems(plan, library()))
    return list(caught.value.problems)


MISTAKES = {
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
    "day as number": ("arrive: 2026-12-01", "arrive: 20261201", 33, "`arrive: 2026-12-01`", "`arrive: 2026-12-01`"),
    "quoted false": ("visa_refused: false", "visa_refused: 'false'", 28, "without quotes", "따옴표 없이"),
    "no for false": ("visa_refused: false", "visa_refused: no", 28, "`visa_refused: false`", "`visa_refused: false`"),
    "none for []": ("visits: []", "visits: none", 28, "visits: []`", "visits: []`"),
    "approved": ("esta: {status: approved, expires: 2027-10-01}", "esta: approved", 27,
                 "`esta: {status: approved}`", "`esta: {status: approved}`"),
    "country": ("nationality: [KR]", "nationality: 한국", 22, "`nationality: [KR]`", "`nationality: [KR]`"),
    "Korean kind": ("kind: install", "kind: 장비 설치", 36, "`install`", "`install`"),
    "near kinds": ("kind: install", "kind: 설치", 36, "kvcheck explain kinds", "kvcheck explain kinds"),
    "ESTA": ("class: esta", "class: ESTA", 32, "did you mean `esta`", "`esta`를"),
    "B1/B2": ("class: esta", "class: B1/B2", 32, "did you mean `b1`", "`b1`"),
    "VWP": ("class: esta", "class: VWP", 32, "did you mean `esta`", "`esta`를"),
    "hands-on": ("mode: perform", "mode: hands-on", 36, "`mode: perform`", "`mode: perform`"),
    "Korean key": ("nationality: [KR]", "국적: [KR]", 22, "`nationality`", "`nationality`"),
    "glued below": ("esta: {status: approved, expires: 2027-10-01}", "esta: status:approved", 27,
                    "no space follows the colon of `status`", "콜론 다음에 공백이 없습니다"),
    "year": ("depart: 2027-01-20", "depart: 2026-01-20", 34, "did you mean `2027-01-20`?", "`2027-01-20`을 뜻하"),
    "no version": ("kvcheck: 1\n", "", 2, "`kvcheck: 1`", "`kvcheck: 1`"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_at_its_line(tmp_path: Path, name: str) -> None:
    """One message, at the line of the cause, that says what to type."""
    old, new, line, en, ko = MISTAKES[name]
    [problem] = told(tmp_path, changed((old, new)))
    assert problem.place is not None
    assert problem.place.line == line
    hint = problem.hint
    assert en in problem.message.en + (hint.en if hint else "")
    assert ko in problem.message.ko + (hint.ko if hint else "")


def test_structure_types_and_references_are_told_in_one_round(tmp_path: Path) -> None:
    """A fault of syntax hides nothing else."""
    text = changed(
        ("class: esta", "class:esta"), ("visa_refused: false", "visa_refused: no"),
        ("traveler: kim-ms", "traveler: kim-mz"), ("kind: install", "kind: instal"),
    )  # fmt: skip
    assert [each.place.line for each in told(tmp_path, text) if each.place] == [28, 31, 32, 36]


@pytest.mark.parametrize("place", ["nationality: [KR]", "class: esta", "kind: install", "electronic: true", "state: GA",
                                   "arrive: 2026-12-01", "mode: perform", "traveler: kim-ms",
                                   "country: KR"])  # fmt: skip
@pytest.mark.parametrize("form", ["{key}: {canary}", "{key}:{canary}", "{canary}: x", "{key}: [{canary}"])
def test_no_error_repeats_what_it_did_not_understand(tmp_path: Path, place: str, form: str) -> None:
    """A name or a number that stands in a wrong place stays in the file."""
    for canary in ("홍길동님", "M12345678", "Hong Gildong"):
        text = changed((place, form.format(key=place.partition(":")[0], canary=canary)))
        (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
        for lang in ("en", "ko"):
            ran = kvcheck("check", "plan.yaml", "--lang", lang, cwd=tmp_path)
            assert ran.code == 3
            assert canary not in ran.out + ran.err


def test_a_workbook_is_told_to_be_imported(tmp_path: Path) -> None:
    """Not that it is no UTF-8."""
    (tmp_path / "roster.xlsx").write_bytes(b"PK\x03\x04" + bytes(40))
    assert "kvcheck import roster.xlsx" in kvcheck("check", "roster.xlsx", cwd=tmp_path).err
