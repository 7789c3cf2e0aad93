"""The register of papers: what was handed out, kept with the papers or not at all, found by file and by trip."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kvcheck.commands.handed_out import Register
from kvcheck.repository import handed_out
from kvcheck.shell.files import write_all
from tests.support import AS_OF, kvcheck
from tests.support.papers import PAPERS

CARD = ("card", "plan.yaml", "-o", "card.html", "--register", "papers.json", "--as-of", AS_OF)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with a plan of one permitted trip."""
    (tmp_path / "plan.yaml").write_text(PAPERS, encoding="utf-8")
    return tmp_path


def test_what_was_shown_at_the_border_has_an_answer(here: Path) -> None:
    """Every sort of paper is kept by its bytes, each once; one that was changed is none of them; nobody is named."""
    assert kvcheck(*CARD, cwd=here).code == kvcheck(*CARD, cwd=here).code == 0
    letter = ("letter", "plan.yaml", "--kind", "employer", "--split", "out", "--register", "papers.json")
    assert kvcheck(*letter, "--as-of", AS_OF, cwd=here).code == 0
    listed = ("checklist", "plan.yaml", "-f", "json", "--split", "out", "--register", "papers.json")
    assert kvcheck(*listed, "--as-of", AS_OF, cwd=here).code == 0
    text = (here / "papers.json").read_text(encoding="utf-8")
    kept = json.loads(text)["papers"]
    assert [each["paper"] for each in kept] == ["card-both", "letter-employer", "checklist"]
    assert all(each["trips"][0]["id"] == "hong-winder" for each in kept)
    assert not [name for name in ("GILDONG", "HONG", "1988", "M000A0000", "Haetae") if name in text]
    for paper in (here / "card.html", *(here / "out").iterdir()):
        ran = kvcheck("verify", paper, "--register", "papers.json", cwd=here)
        assert (ran.code, "hong-winder" in ran.out, "permitted" in ran.out) == (0, True, True), paper
    for trip, code, lines in (("hong-winder", 0, 3), ("hong-winder-2", 1, 0)):
        ran = kvcheck("verify", "papers.json", "--trip", trip, cwd=here)
        assert (ran.code, ran.out.count("sha256")) == (code, lines)
    (here / "card.html").write_text("<p>another", encoding="utf-8")
    for lang, said in (("en", "not in the register"), ("ko", "교부 대장에 없습니다")):
        ran = kvcheck("verify", "card.html", "--register", "papers.json", "--lang", lang, cwd=here)
        assert (ran.code, said in ran.out) == (1, True)


@pytest.mark.parametrize(
    "held",
    [
        "",
        "[]",
        "{}",
        '{"format": "kvcheck-papers"}',
        '{"format": "kvcheck-papers", "version": 1, "papers": [{}]}',
        None,
    ],
)
def test_no_paper_is_made_for_a_register_that_cannot_keep_it(here: Path, held: str | None) -> None:
    """It stays as it is: a file of something else, one of a newer version, a folder."""
    register = here / "papers.json"
    if held is None:
        register.mkdir()
    else:
        register.write_text(held, encoding="utf-8")
    ran = kvcheck(*CARD, cwd=here)
    assert (ran.code, "papers.json" in ran.err) == (3, True)
    assert not (here / "card.html").exists()
    assert register.is_dir() if held is None else register.read_text(encoding="utf-8") == held
    assert kvcheck("verify", "plan.yaml", "--register", "papers.json", cwd=here).code == 3


def test_a_paper_and_its_entry_are_written_together(here: Path) -> None:
    """Where the register cannot be written, there is no paper; nor is it one of the files that are read or made."""
    for register, code in (("no/papers.json", 2), ("plan.yaml", 2), ("card.html", 2)):
        assert kvcheck(*CARD[:5], register, *CARD[6:], cwd=here).code == code
        assert sorted(each.name for each in here.iterdir()) == ["plan.yaml"]
    ran = kvcheck("checklist", "plan.yaml", "--register", "papers.json", cwd=here)
    assert (ran.code, "--output" in ran.err) == (2, True)


def test_of_runs_side_by_side_none_is_lost(tmp_path: Path) -> None:
    """Each waits for the others."""
    trip = {"id": "t", "class": "b1", "arrive": "2027-01-11", "depart": "2027-03-26", "verdict": "permitted"}
    entry = {"paper": "checklist", "format": "ics", "made": AS_OF, "as_of": AS_OF, "plan": "0" * 64, "kvcheck": "0"}

    def one(number: int) -> None:
        with Register(tmp_path / "papers.json").taking(
            [{"sha256": f"{number:064}"} | entry | {"trips": [trip]}]
        ) as also:
            write_all({tmp_path / f"paper-{number}": b"x"} | dict(also))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(40)))
    assert len(handed_out.read(tmp_path / "papers.json", "papers.json")) == 40
