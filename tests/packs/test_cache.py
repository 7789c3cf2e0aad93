"""What was read from the packs is kept by what it was read from, and nothing kept is believed without its name."""

from pathlib import Path

import pytest

from kvcheck.packs.cache import Cache


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
    """Its own file, and any file of the vocabulary beside it."""
    reads = iter(range(10))
    assert Cache(tmp_path / "kept", rules).get("facts.yaml", lambda: next(reads)) == 0
    (rules / "facts.yaml").write_text("facts: {a: 1}\n", encoding="utf-8")
    assert Cache(tmp_path / "kept", rules).get("facts.yaml", lambda: next(reads)) == 1
    (rules / "documents.yaml").write_text("documents: {}\n", encoding="utf-8")
    assert Cache(tmp_path / "kept", rules).get("facts.yaml", lambda: next(reads)) == 2


def test_what_cannot_be_read_is_not_kept(tmp_path: Path, rules: Path) -> None:
    """Neither a file that is not there nor a value whose reading fails."""
    kept = Cache(tmp_path / "kept", rules)
    assert kept.get("none.yaml", lambda: "read") == "read"

    def fails() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        kept.get("facts.yaml", fails)
    assert entries(tmp_path / "kept") == []


@pytest.mark.parametrize("damage", [b"", b"no pickle", None])
def test_an_entry_that_is_not_what_it_says_is_read_again(tmp_path: Path, rules: Path, damage: bytes | None) -> None:
    """Cut off, of another program, or of another name."""
    (rules / "other.yaml").write_text("facts: {}\n", encoding="utf-8")
    kept = Cache(tmp_path / "kept", rules)
    kept.get("facts.yaml", lambda: "old")
    [entry] = entries(tmp_path / "kept")
    if damage is None:
        kept.get("other.yaml", lambda: "of another")
        [other] = set(entries(tmp_path / "kept")) - {entry}
        damage = other.read_bytes()
    entry.write_bytes(damage)
    assert kept.get("facts.yaml", lambda: "new") == "new"
    assert kept.get("facts.yaml", lambda: "newer") == "new"
