"""Papers of a team in one run: a file each, all or none; who got none is told, with the reason."""

from pathlib import Path

import pytest

from kvcheck import disk
from kvcheck.lines.layout import columns
from kvcheck.papers.letter import LETTERS
from tests.support import AS_OF, PLANS, changed, kvcheck
from tests.support.papers import PAPERS, plan

PLANT = PLANS / "battery-plant"
PERMITTED = ("w1-haechi-1", "w1-haechi-2", "w1-tanuki-1", "w2-haechi-2")
"""The trips of the plant that the law permits, of 16."""
LETTER = ("letter", "--kind", "employer")
COMMANDS = {"letter": (LETTER, "letter-employer-{}.docx"), "card": (("card",), "card-both-{}.html")}


@pytest.mark.parametrize("command", COMMANDS)
def test_whoever_may_go_gets_a_paper_and_the_others_a_reason(tmp_path: Path, command: str) -> None:
    """One file for each permitted trip; every other trip is named once, by reason; exit code 1."""
    arguments, name = COMMANDS[command]
    ran = kvcheck(*arguments, PLANT, "--split", tmp_path / "papers", "--as-of", AS_OF)
    assert (ran.code, ran.out) == (1, "")
    assert {path.name for path in (tmp_path / "papers").iterdir()} == {name.format(each) for each in PERMITTED}
    _, _, told = ran.err.partition("no paper for 12 of 16 trips:\n")
    assert not any(f"`{each}`" in told for each in PERMITTED)
    assert told.count("`w1-") + told.count("`w2-") == 12
    assert "`w1-samjogo-1`, `w2-imugi-1`: undetermined: " in told  # one reason, told once
    assert "(rule us/business-scope/labor-for-hire)" in told.replace("\n  ", " ")


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_what_all_papers_leave_out_is_told_once(tmp_path: Path, lang: str) -> None:
    """In 80 columns, with how many papers lack it and where; no value of the plan."""
    ran = kvcheck(*LETTER, PLANT, "--split", tmp_path, "--as-of", AS_OF, "--lang", lang)
    about, papers = ("contract number: not stated", "4 papers: ") if lang == "en" else ("계약 번호: 기재 없음", "4건: ")
    assert f"{about}{' ' * (lang == 'en')}({papers}contracts.sale-line-2.number)\n" in ran.err
    assert [line for line in ran.err.splitlines() if columns(line) > 80 and not line.startswith(("wrote", "/"))] == []


def test_travelers_and_trips_narrow_each_other(tmp_path: Path) -> None:
    """Every traveler named, with all trips, or only those that are named; exit code 0 if each gets a paper."""
    one = ("--traveler", "haechi-1", "--traveler", "haechi-2")
    ran = kvcheck(*LETTER, PLANT, "--split", tmp_path / "a", *one, "--trip", "w1-haechi-2", "--as-of", AS_OF)
    assert (ran.code, [path.name for path in (tmp_path / "a").iterdir()]) == (0, ["letter-employer-w1-haechi-2.docx"])
    ran = kvcheck(*LETTER, PLANT, "--split", tmp_path / "b", *one, "--as-of", AS_OF)
    assert "no paper for 1 of 4 trips:" in ran.err


def test_who_teaches_nobody_lacks_nothing(tmp_path: Path) -> None:
    """A training plan for those who train; the others get none, which is no refusal."""
    chosen = [part for each in PERMITTED for part in ("--trip", each)]
    ran = kvcheck("letter", "--kind", "training-plan", PLANT, "--split", tmp_path, *chosen, "--as-of", AS_OF)
    assert (ran.code, len(list(tmp_path.iterdir()))) == (0, 1)
    assert "no paper for 3 of 4 trips:\n  `w1-haechi-2`, `w1-tanuki-1`, `w2-haechi-2`: no activity teaches" in ran.err


def test_one_file_is_for_one_trip(tmp_path: Path) -> None:
    """Without a folder, several trips are none that is meant; a plan of one trip needs no name."""
    ran = kvcheck(*LETTER, PLANT, "--as-of", AS_OF, cwd=tmp_path)
    assert (ran.code, list(tmp_path.iterdir())) == (2, [])
    assert "--split FOLDER" in ran.err
    assert "`w2-imugi-1`" in ran.err
    assert kvcheck(*LETTER, PLANT, "--list", "--split", tmp_path, "--as-of", AS_OF).code == 2
    assert kvcheck(*LETTER, PLANT, "-o", "a.docx", "--split", tmp_path, "--as-of", AS_OF).code == 2
    assert kvcheck(*LETTER, plan(tmp_path, PAPERS), "--as-of", AS_OF, cwd=tmp_path).code == 0
    assert (tmp_path / "letter-employer-hong-winder.docx").is_file()


def test_papers_are_written_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full at the third: what lay there before is as it was, and no folder stays."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "letter-employer-w1-haechi-1.docx").write_bytes(b"of yesterday")
    take_name = disk.Ready.take_name

    def fails_on_the_third(self: disk.Ready, mode: int | None = None, *, new: bool = False) -> None:
        if self.path.name.endswith("tanuki-1.docx") or self.path.name.endswith("tanuki-1.txt"):
            raise OSError(28, "No space left on device")
        take_name(self, mode, new=new)

    monkeypatch.setattr(disk.Ready, "take_name", fails_on_the_third)
    ran = kvcheck(*LETTER, PLANT, "--split", folder, "--as-of", AS_OF)
    assert ran.code == 2
    assert "letter-employer-w1-tanuki-1.docx" in ran.err
    assert [path.read_bytes() for path in folder.iterdir()] == [b"of yesterday"]
    assert kvcheck("checklist", PLANT, "--split", tmp_path / "new" / "lists", "--as-of", AS_OF).code == 2
    assert not (tmp_path / "new").exists()


def test_a_paper_of_an_earlier_run_that_is_no_longer_true_is_told(tmp_path: Path) -> None:
    """Who was permitted yesterday and is not today must not take yesterday's letter along."""
    old = tmp_path / "letter-employer-w1-gumiho-1.docx"
    old.write_bytes(b"of yesterday")
    ran = kvcheck(*LETTER, PLANT, "--split", tmp_path, "--as-of", AS_OF)
    head, _, told = ran.err.partition("made by an earlier run and no longer true, take them away (1):\n")
    assert "letter-employer-w1-gumiho-1.docx" not in head
    assert old.name in told.replace("\n  ", "")
    assert old.read_bytes() == b"of yesterday"


@pytest.mark.parametrize("more", [("--kind",), (), ("--kind", "love")])
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_letters_list_their_kinds(more: tuple[str, ...], lang: str) -> None:
    """Whoever does not know the kinds is told them."""
    ran = kvcheck("letter", PLANS / "papers.yaml", "--lang", lang, *more)
    assert ran.code == 2
    assert all(kind in ran.err for kind in LETTERS)


ANSWERS = {
    "letter": ("letter", "--kind", "employer"), "card": ("card",), "checklist": ("checklist",),
    "compare": ("compare",), "ask": ("ask",), "slip": ("slip",), "days": ("days",),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
def test_what_was_asked_for_is_made_or_gone(tmp_path: Path, name: str) -> None:
    """A file of an earlier run is no answer of one that could not read the plan, or makes no paper."""
    (tmp_path / "plan.yaml").write_text("kvcheck: 1\ntrips: [", encoding="utf-8")
    (tmp_path / "roster.xlsx").write_bytes(b"filled in by somebody")
    (tmp_path / "old").write_bytes(b"of yesterday")
    command, *options = ANSWERS[name]
    assert kvcheck(command, "plan.yaml", *options, "-o", "old", cwd=tmp_path).code == 3
    assert sorted(each.name for each in tmp_path.iterdir()) == ["plan.yaml", "roster.xlsx"]
    assert kvcheck("ask", "plan.yaml", "-f", "xlsx", "-o", "roster.xlsx", cwd=tmp_path).code == 3
    assert (tmp_path / "roster.xlsx").exists(), "what people fill in stays"
    (tmp_path / "plan.yaml").write_text(changed(("depart: 2027-01-20", "depart: 2027-03-15")), encoding="utf-8")
    if name in ("letter", "card"):
        (tmp_path / "old").write_bytes(b"of yesterday")
        assert kvcheck(command, "plan.yaml", *options, "-o", "old", cwd=tmp_path).code == 1
        assert not (tmp_path / "old").exists()
