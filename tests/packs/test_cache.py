"""What was read from the packs is kept by what it was read from; what another may have written is not believed."""

import os
import pickle
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kvcheck.packs import Library, cache, rules_root
from kvcheck.packs.cache import MAX_BYTES, MAX_FOLDERS, Cache
from kvcheck.packs.digest import vocabulary_digest
from tests.support import AS_OF, kvcheck
from tests.support.rules import READ_OR_KEPT


@pytest.fixture(autouse=True)
def _as_the_program_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is shared with other tests here."""
    monkeypatch.setattr(Cache, "get", READ_OR_KEPT)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A folder of rules with one file."""
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "facts.yaml").write_text("facts: {}\n", encoding="utf-8")
    return folder


def entries(folder: Path) -> list[Path]:
    """Every file that is kept, temporary ones too."""
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_value_is_read_once(tmp_path: Path, rules: Path) -> None:
    """The second time it comes from the folder; without a folder it is read again."""
    reads = iter(range(10))
    kept, unkept = Cache(tmp_path / "kept", rules), Cache(None, rules)
    assert [kept.get("facts.yaml", lambda: next(reads)) for _ in range(2)] == [0, 0]
    assert Cache(tmp_path / "kept", rules).get("facts.yaml", lambda: next(reads)) == 0
    assert [unkept.get("facts.yaml", lambda: next(reads)) for _ in range(2)] == [1, 2]
    assert len(entries(tmp_path / "kept")) == 1


def test_a_changed_file_is_read_again(tmp_path: Path, rules: Path) -> None:
    """Its own file, and any file of the vocabulary beside it; what it was before is not kept any longer."""
    reads = iter(range(10))
    assert Cache(tmp_path / "kept", rules).get("facts.yaml", lambda: next(reads)) == 0
    (rules / "facts.yaml").write_text("facts: {a: 1}\n", encoding="utf-8")
    assert Cache(tmp_path / "kept", rules).get("facts.yaml", lambda: next(reads)) == 1
    (rules / "documents.yaml").write_text("documents: {}\n", encoding="utf-8")
    assert Cache(tmp_path / "kept", rules).get("facts.yaml", lambda: next(reads)) == 2


def test_a_file_that_changes_while_it_is_read_is_not_kept(tmp_path: Path, rules: Path) -> None:
    """What was read is not found later by the bytes that stood there before, or after."""
    kept = Cache(tmp_path / "kept", rules)

    def read() -> str:
        (rules / "facts.yaml").write_text("facts: {changed: 1}\n", encoding="utf-8")
        return "of one or the other"

    assert kept.get("facts.yaml", read) == "of one or the other"
    assert entries(tmp_path / "kept") == []


def test_what_cannot_be_read_is_not_kept(tmp_path: Path, rules: Path) -> None:
    """Neither a file that is not there nor a value whose reading fails."""
    kept = Cache(tmp_path / "kept", rules)
    assert kept.get("none.yaml", lambda: "read") == "read"

    def fails() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        kept.get("facts.yaml", fails)
    assert entries(tmp_path / "kept") == []


class Runs:
    """What runs code when it is unpickled."""

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return os.putenv, ("KVCHECK_RAN", "1")


def fifo(path: Path) -> None:
    """A pipe in the place of a file."""
    path.unlink()
    os.mkfifo(path)


def linked(path: Path, to: str = "") -> None:
    """A link in the place of a file, to the same bytes or to something else."""
    moved = path.with_name("moved")
    path.rename(moved)
    path.symlink_to(to or moved)


def folder(path: Path) -> None:
    """A folder in the place of a file."""
    path.unlink()
    path.mkdir()


def edited(path: Path) -> None:
    """Another value under an honest head."""
    path.write_bytes(path.read_bytes().replace(b'"old"', b'"bad"'))


def huge(path: Path) -> None:
    """More bytes than an entry can have; they take no room."""
    with path.open("r+b") as file:
        file.truncate(MAX_BYTES + 1)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "emptied": lambda path: path.write_bytes(b""),
    "foreign": lambda path: path.write_bytes(b"no entry"),
    "binary": lambda path: path.write_bytes(os.urandom(999)),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "added to": lambda path: path.write_bytes(path.read_bytes() + b" "),
    "edited": edited,
    "a pickle": lambda path: path.write_bytes(pickle.dumps(("facts.yaml", Runs()))),
    "deep": lambda path: path.write_bytes(b"[" * 1_000_000),
    "open to a group": lambda path: path.chmod(0o620),
    "read by all": lambda path: path.chmod(0o604),
    "locked": lambda path: path.chmod(0o044),
    "a pipe": fifo,
    "a link": linked,
    "endless": lambda path: linked(path, "/dev/zero"),
    "a dangling link": lambda path: linked(path, "nowhere"),
    "a link to itself": lambda path: linked(path, path.name),
    "a folder": folder,
    "huge": huge,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_an_entry_that_is_not_its_own_is_as_if_not_there(
    tmp_path: Path, rules: Path, damage: Callable[[Path], object]
) -> None:
    """Whatever lies in its place: the value is read from the rules, at once, and no code of an entry runs."""
    Cache(tmp_path / "kept", rules).get("facts.yaml", lambda: "old")
    [entry] = entries(tmp_path / "kept")
    damage(entry)
    began = time.monotonic()
    assert Cache(tmp_path / "kept", rules).get("facts.yaml", lambda: "new") == "new"
    assert time.monotonic() - began < 5
    assert "KVCHECK_RAN" not in os.environ


def test_an_entry_of_another_name_is_not_taken(tmp_path: Path, rules: Path) -> None:
    """A whole entry in the place of another."""
    (rules / "other.yaml").write_text("facts: {}\n", encoding="utf-8")
    kept = Cache(tmp_path / "kept", rules)
    kept.get("facts.yaml", lambda: "old")
    [entry] = entries(tmp_path / "kept")
    kept.get("other.yaml", lambda: "of another")
    [other] = set(entries(tmp_path / "kept")) - {entry}
    entry.write_bytes(other.read_bytes())
    assert kept.get("facts.yaml", lambda: "new") == "new"
    assert kept.get("facts.yaml", lambda: "newer") == "new"


def test_an_entry_of_another_user_is_not_taken(tmp_path: Path, rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither what another user wrote nor a folder of theirs; nothing is written into that."""
    Cache(tmp_path / "kept", rules).get("facts.yaml", lambda: "old")
    [entry] = entries(tmp_path / "kept")
    user = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: user + 1)
    assert Cache(tmp_path / "kept", rules).get("facts.yaml", lambda: "new") == "new"
    assert entries(tmp_path / "kept") == [entry]


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o1777, 0o755])
def test_a_folder_open_to_others_is_not_written_into(tmp_path: Path, rules: Path, mode: int) -> None:
    """What lies there could be swapped: nothing is kept."""
    Cache(tmp_path / "kept", rules).get("facts.yaml", lambda: "old")
    [entry] = entries(tmp_path / "kept")
    entry.unlink()
    entry.parent.chmod(mode)
    assert Cache(tmp_path / "kept", rules).get("facts.yaml", lambda: "new") == "new"
    assert entries(tmp_path / "kept") == []


def test_what_is_kept_is_the_users_alone_and_bounded(
    tmp_path: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Modes shut others out whatever the mask; old states go, one entry stays of a name, and none that is too large."""
    mask = os.umask(0)
    try:
        for number in range(3 * MAX_FOLDERS):
            (rules / "documents.yaml").write_text(f"documents: {number}\n", encoding="utf-8")
            kept = Cache(tmp_path / "kept", rules)
            for content in ("a", "b"):
                (rules / "us").mkdir(exist_ok=True)
                (rules / "us" / "rules.txt").write_text(content, encoding="utf-8")
                kept.get("us/rules.txt", lambda: "value")
    finally:
        os.umask(mask)
    assert 1 < len(entries(tmp_path / "kept")) <= MAX_FOLDERS
    assert {path.stat().st_mode & 0o777 for path in entries(tmp_path / "kept")} == {0o600}
    assert {path.parent.stat().st_mode & 0o777 for path in entries(tmp_path / "kept")} == {0o700}
    monkeypatch.setattr(cache, "MAX_BYTES", 100)
    before = entries(tmp_path / "kept")
    Cache(tmp_path / "kept", rules).get("facts.yaml", lambda: "long" * 100)
    assert sorted(entries(tmp_path / "kept")) == sorted(before)


def test_old_folders_of_others_stay(tmp_path: Path, rules: Path) -> None:
    """What did not come from here is not tidied away."""
    for number in range(3 * MAX_FOLDERS):
        (tmp_path / "kept" / f"{number:032x}").mkdir(parents=True)
    Cache(tmp_path / "kept", rules).get("facts.yaml", lambda: "value")
    assert len(list((tmp_path / "kept").iterdir())) == 3 * MAX_FOLDERS + 1


def test_a_receipt_rests_on_the_rules_themselves(tmp_path: Path) -> None:
    """An entry that says otherwise, even one that this user seems to have written, moves neither receipt nor verify."""
    env = {"KVCHECK_CACHE": str(tmp_path / "kept")}
    plan = "examples/esta-install.yaml"
    honest = kvcheck("check", plan, "--as-of", AS_OF, "--receipt", tmp_path / "honest.json", env=env)
    kvcheck("check", plan, "--as-of", AS_OF, env=env)
    planted = 0
    for path in entries(tmp_path / "kept"):
        body = path.read_bytes().partition(b"\n")[2].replace(b'"limit"', b'"risk"')
        path.write_bytes(cache._checksum(body).encode() + b"\n" + body)
        planted += b'"risk"' in body
    assert planted
    again = kvcheck("check", plan, "--as-of", AS_OF, "--receipt", tmp_path / "again.json", env=env)
    assert (again.code, again.out) == (honest.code, honest.out)
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "honest.json").read_bytes()


def test_the_digest_is_of_the_texts_that_were_read(tmp_path: Path) -> None:
    """Files that change after they were read change nothing in a receipt of that run."""
    root = tmp_path / "rules"
    shutil.copytree(rules_root(), root)
    library = Library(root)
    facts, before = library.facts, vocabulary_digest(Library(root))
    (root / "facts.yaml").write_text("facts: {}\n", encoding="utf-8")
    assert facts
    assert vocabulary_digest(library) == before
    assert vocabulary_digest(Library(root)) != before
