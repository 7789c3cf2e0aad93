"""Files are written whole or not at all, and what could not be written is said by its name."""

import os
from pathlib import Path

import pytest

from kvcheck import disk
from kvcheck.errors import BadCommand
from kvcheck.shell.files import MOST_OPEN, append, write, write_all, write_bytes, write_into


def names(folder: Path) -> list[str]:
    """What lies in a folder: no temporary file is left."""
    return sorted(path.name for path in folder.iterdir())


def test_a_file_keeps_its_permissions_and_a_new_one_gets_the_usual(tmp_path: Path) -> None:
    """What only its owner could read stays so; a new file is as any program would make it."""
    private = tmp_path / "private.txt"
    private.write_text("old")
    private.chmod(0o600)
    write(private, "new")
    write_all({tmp_path / "all.txt": "x", private: "newer"})
    mask = os.umask(0)
    os.umask(mask)
    assert (private.read_text(), private.stat().st_mode & 0o777) == ("newer", 0o600)
    assert (tmp_path / "all.txt").stat().st_mode & 0o777 == 0o666 & ~mask
    assert names(tmp_path) == ["all.txt", "private.txt"]


def test_a_text_that_no_file_can_hold_is_written_with_a_mark(tmp_path: Path) -> None:
    """Half of a pair of surrogates is no character; the rest of the text is written."""
    write(tmp_path / "a.txt", "a\ud800b")
    write_all({tmp_path / "b.txt": "a\ud800b"})
    append(tmp_path / "c.txt", "a\ud800")
    assert [(tmp_path / name).read_bytes() for name in names(tmp_path)] == [b"a?b", b"a?b", b"a?"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """By every way of writing; nothing is made."""
    path = tmp_path / "none" / "a.txt"
    for way in (write, append, lambda path, text: write_all({path: text})):
        with pytest.raises(BadCommand) as caught:
            way(path, "x")
        assert f"cannot write `{path}`" in caught.value.message.en
        assert str(path) in caught.value.message.ko
    assert names(tmp_path) == []


def test_a_device_that_takes_nothing_is_named() -> None:
    """A full device is no defect."""
    with pytest.raises(BadCommand, match="/dev/full"):
        write_bytes(Path("/dev/full"), b"x")


def test_where_one_cannot_be_renamed_the_others_are_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first of two was renamed already: it gets its old content back, and one that was new goes."""
    old, new, last = (tmp_path / name for name in ("old.txt", "new.txt", "last.txt"))
    old.write_text("before")
    take_name = disk.Ready.take_name

    def fails_on_the_last(self: disk.Ready, mode: int | None = None, *, new: bool = False) -> None:
        if self.path == last:
            raise OSError(28, "No space left on device")
        take_name(self, mode, new=new)

    monkeypatch.setattr(disk.Ready, "take_name", fails_on_the_last)
    with pytest.raises(BadCommand, match="No space left"):
        write_all({old: "after", new: "after", last: "after"})
    assert (old.read_text(), names(tmp_path)) == ("before", ["old.txt"])
    with pytest.raises(BadCommand, match=r"last\.txt"):
        write_bytes(last, b"x")
    assert names(tmp_path) == ["old.txt"]


def test_what_cannot_be_put_back_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has to mend it by hand is told which file."""
    old, last = tmp_path / "old.txt", tmp_path / "last.txt"
    old.write_text("before")
    take_name = disk.Ready.take_name

    def fails_on_the_last(self: disk.Ready, mode: int | None = None, *, new: bool = False) -> None:
        if self.path == last:
            raise OSError(28, "No space left on device")
        take_name(self, mode, new=new)

    def fails(path: Path, data: bytes) -> None:
        raise OSError(28, f"No space left on device for {len(data)} bytes of {path}")

    monkeypatch.setattr(disk.Ready, "take_name", fails_on_the_last)
    monkeypatch.setattr(disk, "put", fails)
    with pytest.raises(BadCommand) as caught:
        write_all({old: "after", last: "after"})
    assert "could not be put back" in caught.value.message.en
    assert "old.txt" in caught.value.message.ko


def test_a_link_that_leads_to_itself_is_named_and_stays(tmp_path: Path) -> None:
    """By every way of writing; one that leads elsewhere is written through."""
    loop, one, other = tmp_path / "loop.txt", tmp_path / "one.txt", tmp_path / "other.txt"
    loop.symlink_to("loop.txt")
    one.symlink_to("other.txt")
    other.symlink_to("one.txt")
    for path in (loop, one):
        for way in (write, append):
            with pytest.raises(BadCommand, match=path.name):
                way(path, "x")
        assert path.is_symlink()
    (tmp_path / "link.txt").symlink_to("real.txt")
    write(tmp_path / "link.txt", "x")
    assert (tmp_path / "real.txt").read_text() == "x"
    assert (tmp_path / "link.txt").is_symlink()


def test_a_pipe_that_nobody_reads_is_no_hang(tmp_path: Path) -> None:
    """It is named, at once."""
    os.mkfifo(tmp_path / "pipe")
    for way in (write, append):
        with pytest.raises(BadCommand, match="pipe"):
            way(tmp_path / "pipe", "x")


def test_thousands_of_files_need_no_thousands_of_handles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few are open at once; a failure of the last puts back what the first of them held."""
    held: list[int] = []
    ready = disk.Ready.__init__

    def counted(self: disk.Ready, path: Path, data: bytes) -> None:
        ready(self, path, data)
        held.append(len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").is_dir() else 0)

    monkeypatch.setattr(disk.Ready, "__init__", counted)
    (tmp_path / "0.txt").write_text("before")
    some = {str(number) + ".txt": b"after" for number in range(250)}
    write_into(tmp_path, some)
    assert max(held) - min(held) <= MOST_OPEN
    assert len(names(tmp_path)) == 250
    (tmp_path / "0.txt").write_text("before")
    (tmp_path / "last.txt").mkdir()
    with pytest.raises(BadCommand, match=r"last\.txt"):
        write_into(tmp_path, {**some, "last.txt": b"after"})
    assert ((tmp_path / "0.txt").read_text(), len(names(tmp_path))) == ("before", 251)


def test_a_pipe_in_the_place_of_a_paper_is_told_and_not_waited_for(tmp_path: Path) -> None:
    """Nobody writes into it, nothing is written."""
    os.mkfifo(tmp_path / "b.txt")
    with pytest.raises(BadCommand, match=r"b\.txt"):
        write_into(tmp_path, {"a.txt": b"a", "b.txt": b"b"})
    assert names(tmp_path) == ["b.txt"]
