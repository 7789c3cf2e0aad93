"""Mistakes of a plan together: one hides no other, and none repeats a value that was not understood."""

from pathlib import Path

import pytest

from tests.support import changed, kvcheck, told


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
