"""A receipt as a gate: may this trip go? One line, one exit code; and a statement that the signers that exist sign."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from kvcheck.repository.statement import PREDICATE, TYPE
from kvcheck.source.schema import is_valid
from tests.support import AS_OF, MINIMAL, PLANS, changed, kvcheck, later, process
from tests.support.waivers import HOOK_UP, register

LONGER = ("depart: 2027-01-20", "depart: 2027-01-25")
DROPPED = ("      - {kind: train-to-service, mode: train, equipment: charger}\n", "")
BARRED = ("depart: 2027-01-20", "depart: 2027-03-15")


def written(folder: Path, text: str = MINIMAL) -> dict[str, Any]:
    """The statement of a check of a plan in a folder, with a receipt beside it."""
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    kvcheck("check", "plan.yaml", "--receipt", "receipt.json", "--statement", "statement.json", cwd=folder)
    value: dict[str, Any] = json.loads((folder / "statement.json").read_text(encoding="utf-8"))
    return value


def gate(folder: Path, *options: str, record: str = "receipt.json") -> tuple[int, str]:
    """The exit code and the lines of the gate."""
    ran = kvcheck("verify", record, *options, cwd=folder)
    return ran.code, ran.out


@pytest.mark.parametrize("record", ["receipt.json", "statement.json"])
def test_a_trip_that_is_permitted_as_then_may_go(tmp_path: Path, record: str) -> None:
    """One line, in the language of the user, and 0."""
    written(tmp_path)
    said = f"kim-1: permitted · ESTA · 2026-12-01 – 2027-01-20 · as in the receipt of {AS_OF}\n"
    assert gate(tmp_path, "--trip", "kim-1", record=record) == (0, said)
    code, korean = gate(tmp_path, "--trip", "kim-1", "--lang", "ko", record=record)
    assert (code, korean.count("\n"), "판정 기록과 같음" in korean) == (0, 1, True)


@pytest.mark.parametrize(
    ("then", "now", "code", "said"),
    [
        ((), (BARRED,), 1, "permitted in the receipt"),
        ((), (LONGER,), 1, "its days were 2026-12-01 – 2027-01-20"),
        ((), (("class: esta", "class: b1"),), 1, "kim-1: "),
        ((), (("  kim-ms:\n", "  lee-ms:\n"), ("traveler: kim-ms", "traveler: lee-ms")), 1, "its traveler was kim-ms"),
        ((), (("mode: perform", "mode: supervise"),), 1, "work that it did not have: install, supervise, charger"),
        ((), (DROPPED,), 1, "work that it no longer has: train-to-service, train, charger"),
        ((BARRED,), (BARRED,), 1, "as in the receipt"),
        ((BARRED,), (), 1, "not permitted in the receipt"),
        ((("visa_refused: false, ", ""),), (("visa_refused: false, ", ""),), 4, "undetermined"),
        ((("visa_refused: false, ", ""),), (), 1, "undetermined in the receipt"),
        ((), (("id: kim-1", "id: kim-2"),), 1, "gone from the plan"),
        ((), (("name: Formation line 2", "name: Line 2"),), 0, "as in the receipt"),
    ],
)
def test_only_the_trip_of_the_receipt_may_go(tmp_path: Path, then: Any, now: Any, code: int, said: str) -> None:
    """Another verdict, traveler, class, day or work is another trip, whichever way it moved; what failed then fails."""
    written(tmp_path, changed(*then))
    (tmp_path / "plan.yaml").write_text(changed(*now), encoding="utf-8")
    for lang in ("en", "ko"):
        found, line = gate(tmp_path, "--trip", "kim-1", "--lang", lang)
        assert (found, line.count("\n")) == (code, 1), line
        assert lang == "ko" or said in line


def test_time_closes_the_gate(tmp_path: Path) -> None:
    """Law that was not read lately is no ground for a ticket."""
    ahead = changed(("arrive: 2026-12-01", "arrive: 2027-06-20"), ("depart: 2027-01-20", "depart: 2027-06-30"))
    written(tmp_path, ahead)
    assert gate(tmp_path, "--trip", "kim-1")[0] == 0
    code, said = gate(tmp_path, "--trip", "kim-1", "--as-of", later(200))
    assert code == 1
    assert "kim-1: needs review" in said


def test_what_is_not_in_the_receipt_may_not_go(tmp_path: Path) -> None:
    """Of several trips each has its line, and the worst decides; a plan that cannot be read closes the gate."""
    written(tmp_path)
    code, said = gate(tmp_path, "--trip", "kim-1", "--trip", "nobody")
    assert (code, said.count("\n")) == (1, 2)
    assert f"nobody: not in the receipt of {AS_OF}" in said
    (tmp_path / "plan.yaml").write_text("trips: [", encoding="utf-8")
    assert gate(tmp_path, "--trip", "kim-1") == (3, "kim-1: could not be checked\n")


def test_a_plan_of_the_receipt_that_is_not_asked_about_does_not_matter(tmp_path: Path) -> None:
    """Each ticket asks for its own plan only."""
    (tmp_path / "a.yaml").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(changed(("id: kim-1", "id: kim-9")), encoding="utf-8")
    kvcheck("check", "a.yaml", "b.yaml", "--receipt", "receipt.json", cwd=tmp_path)
    (tmp_path / "b.yaml").write_text("trips: [", encoding="utf-8")
    assert gate(tmp_path, "--trip", "kim-1")[0] == 0
    assert gate(tmp_path, "--trip", "kim-9")[0] == 3
    assert gate(tmp_path)[0] == 3


def test_a_receipt_holds_days_and_what_was_waived(tmp_path: Path) -> None:
    """And no word of the waiver's reason; receipts of older versions, which lack both, are read."""
    folder = register(tmp_path)
    kvcheck("check", "--receipt", "receipt.json", cwd=folder)
    value = json.loads((folder / "receipt.json").read_text(encoding="utf-8"))
    assert is_valid(value, "receipt")
    [trip] = value["plans"][0]["trips"]
    assert (trip["arrive"], trip["depart"]) == ("2026-12-01", "2027-01-20")
    assert [each["rule"] for each in trip["waived"]] == [HOOK_UP]
    for key in ("traveler", "work", "arrive", "depart", "waived"):
        del trip[key]
    assert is_valid(value, "receipt")


def test_a_statement_is_about_the_bytes_of_the_files(tmp_path: Path) -> None:
    """Whatever their byte order mark and line ends, and of each file of a folder: what any other program computes."""
    value = written(tmp_path)
    assert is_valid(value, "statement")
    assert is_valid(value["predicate"], "receipt")
    assert (value["_type"], value["predicateType"]) == (TYPE, PREDICATE)
    assert value["predicate"] == json.loads((tmp_path / "receipt.json").read_text(encoding="utf-8"))
    data = b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode()
    (tmp_path / "plan.yaml").write_bytes(data)
    folder = tmp_path / "battery-plant"
    shutil.copytree(PLANS / "battery-plant", folder)
    kvcheck("check", "plan.yaml", "battery-plant", "--statement", "statement.json", cwd=tmp_path)
    subjects = json.loads((tmp_path / "statement.json").read_text(encoding="utf-8"))["subject"]
    assert len(subjects) == 1 + len(list(folder.iterdir()))
    for each in subjects:
        digest = hashlib.sha256((tmp_path / each["name"]).read_bytes()).hexdigest()
        assert each["digest"] == {"sha256": digest}


def test_a_statement_that_was_changed_is_none(tmp_path: Path) -> None:
    """Its receipt has a hash of its own; a statement of another type is no receipt."""
    value = written(tmp_path)
    value["predicate"]["plans"][0]["trips"][0]["id"] = "park-1"
    for changed_ in (value, value | {"predicateType": "https://example.com/other"}):
        (tmp_path / "statement.json").write_text(json.dumps(changed_), encoding="utf-8")
        assert gate(tmp_path, "--trip", "park-1", record="statement.json") == (3, "")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_openssl_signs_and_verifies_a_statement(tmp_path: Path) -> None:
    """As the handbook says; after a change of the file, the signature no longer holds."""
    written(tmp_path)
    lines = handbook("openssl")
    assert len(lines) == 4
    for line in lines:
        ran = process(cwd=tmp_path, program=line.split())
        assert ran.code == 0, ran.err
    assert "Verified" in ran.out
    statement = tmp_path / "statement.json"
    statement.write_text(statement.read_text(encoding="utf-8").replace("kim-1", "kim-2"), encoding="utf-8")
    assert process(cwd=tmp_path, program=lines[-1].split()).code != 0


def handbook(program: str) -> list[str]:
    """The commands of a program in the handbook's section on receipts."""
    text = (PLANS.parent.parent / "examples" / "README.md").read_text(encoding="utf-8")
    section = text[text.index("## Receipts") :]
    section = section[: section.index("\n## ", 3)]
    return [line.removeprefix("$ ") for line in section.splitlines() if line.removeprefix("$ ").startswith(program)]
