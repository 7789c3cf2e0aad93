"""What letters and cards share: no paper for a trip that is over, and a list of what an English reader cannot read."""

from pathlib import Path

import pytest

from kvcheck.papers.said import quoted
from tests.support import changed, kvcheck
from tests.support.papers import ARGUMENTS, PAPERS, letter, plan, words

LETTER = ("letter", "--kind", "employer")
DESCRIPTION = "trips.hong-winder.activities[2].description"
HEAD = "quoted in letters that no English reader can read, write it in English (1):\n"
HEAD_KO = "영어 독자가 읽을 수 없는 글자로 인용된 항목(1건), 영문으로 적으십시오:\n"


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("en", "no paper for trip `hong-winder`: it ended on 2027-03-26, and papers say what a traveler will do"),
        ("ko", "출장 `hong-winder`의 서류를 작성하지 않습니다. 2027-03-26에 종료된 출장이며"),
    ],
)
@pytest.mark.parametrize("command", [LETTER, ("card",)])
def test_a_trip_that_has_ended_gets_no_paper(tmp_path: Path, command: tuple[str, ...], lang: str, says: str) -> None:
    """On the day of departure there is one, on the day after there is none."""
    out, (name, *more) = tmp_path / "paper", command
    path = plan(tmp_path)

    def on(day: str) -> tuple[int, str, str]:
        ran = kvcheck(name, path, "--traveler", "hong-gd", *more, "--lang", lang, "-o", out, "--as-of", day)
        return ran.code, ran.out, ran.err

    code, said, error = on("2027-03-27")
    assert (code, said, out.exists()) == (1, "", False)
    assert says in error
    assert "2027-03-27" in error
    assert on("2027-03-26")[0] == 0


def test_a_trip_that_is_over_is_said_to_be_before_its_verdict(tmp_path: Path) -> None:
    """Whatever the verdict: nothing that could be mended would bring a paper."""
    path = plan(tmp_path, changed(("mode: perform, equipment: winder, to", "equipment: winder, to"), text=PAPERS))
    ran = kvcheck(*LETTER, path, "--traveler", "hong-gd", "--as-of", "2027-03-27", "--list")
    assert (ran.code, ran.out) == (1, "")
    assert "it ended on 2027-03-26" in ran.err


@pytest.mark.parametrize("lang", ["en", "ko", "both"])
def test_hangul_in_an_english_letter_is_quoted_and_listed(tmp_path: Path, lang: str) -> None:
    """The quote stays, a warning names its place in the plan and not its words; a Korean letter has none."""
    out, warning = tmp_path / "letter.docx", "" if lang == "ko" else f"{HEAD}  tasks: description ({DESCRIPTION})\n"
    ran = kvcheck(*LETTER, plan(tmp_path), *ARGUMENTS, "--lang", lang, "-o", out)
    assert ran.err.partition("\n")[2] == warning
    assert "“권취기 시운전”" in words(out.read_bytes())
    listed = kvcheck(*LETTER, plan(tmp_path), *ARGUMENTS, "--lang", lang, "--list").out
    assert listed.endswith(warning)
    assert ("no English reader" in listed) is (lang != "ko")


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("en", f"{HEAD}  why: description ({DESCRIPTION})\n"),
        ("ko", f"{HEAD_KO}  why: 작업 내용 ({DESCRIPTION})\n"),
    ],
)
def test_hangul_on_the_english_side_of_a_card_is_listed(tmp_path: Path, lang: str, says: str) -> None:
    """Both cards quote it, and it is listed once."""
    ran = kvcheck("card", plan(tmp_path), *ARGUMENTS, "--lang", lang, "-o", tmp_path / "card.html")
    assert (ran.code, ran.err.partition("\n")[2]) == (0, says)


def test_every_word_of_the_plan_in_other_letters_is_listed() -> None:
    """Not descriptions only. Latin letters with marks and units are readable, and what is English stays unlisted."""
    readable = letter(text=changed(("권취기 시운전", "Commissioning at 5 µm and 10 Ω with a résumé"), text=PAPERS))
    assert quoted(readable.sentences) == []
    swaps = ("Senior field service engineer", "책임 연구원"), ("Wampus Cells LLC", "ワンパス")
    found = quoted(letter(text=changed(*swaps, text=PAPERS)).sentences)
    assert [each.path for each in found] == ["travelers.hong-gd.job", "companies.wampus.name", DESCRIPTION]
