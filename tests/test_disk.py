"""Bytes from the disk without waiting or end; files that are whole or as they were, whenever the writer is killed."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kvcheck import disk


def test_a_file_is_read_up_to_a_limit(tmp_path: Path) -> None:
    """The limit itself is read."""
    path = tmp_path / "file"
    path.write_bytes(b"12345")
    assert disk.read(path, 5) == b"12345"
    with pytest.raises(disk.TooLarge):
        disk.read(path, 4)


@pytest.mark.parametrize(
    "name", ["folder", "pipe", "device", "endless", "link to itself", "dangling", "nul\0", "x" * 999]
)
def test_what_is_no_file_is_an_error_at_once(tmp_path: Path, name: str) -> None:
    """A pipe nobody writes to, a device without end, a name that cannot be one."""
    path = tmp_path / name
    if name == "folder":
        path.mkdir()
    elif name == "pipe":
        os.mkfifo(path)
    elif "\0" not in name and len(name) < 99:
        path.symlink_to({"device": "/dev/null", "endless": "/dev/zero", "link to itself": name}.get(name, "nowhere"))
    began = time.monotonic()
    for read in (disk.read, disk.read_own):
        with pytest.raises(OSError, match=r"."):
            read(path, 100)
    assert time.monotonic() - began < 5


def test_a_file_that_was_there_keeps_its_mode_and_a_new_one_gets_the_usual(tmp_path: Path) -> None:
    """What only its owner could read stays so."""
    path = tmp_path / "file"
    mask = os.umask(0o027)
    try:
        disk.put(path, b"new")
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
    finally:
        os.umask(mask)
    path.chmod(0o600)
    disk.put(path, b"newer")
    assert path.read_bytes() == b"newer"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("unnamed", [True, False])
def test_a_file_without_its_name_is_nobody_elses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unnamed: bool
) -> None:
    """Where the system can, it has no name at all; else one that nobody else may open. Forgotten, it is gone."""
    if not unnamed:
        monkeypatch.setattr(disk, "_UNNAMED", 0)
    mask = os.umask(0)
    try:
        ready = disk.Ready(tmp_path / "file", b"of a person")
        modes = [stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()]
        assert modes == ([] if unnamed and disk._UNNAMED else [0o600])
        ready.drop()
        ready.drop()
        assert list(tmp_path.iterdir()) == []
        disk.put(tmp_path / "file", b"whole")
        disk.put(tmp_path / "file", b"again")
        assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"again"]
    finally:
        os.umask(mask)


WRITES = """
import sys
from pathlib import Path
from kvcheck import disk
path, count = Path(sys.argv[1]), 0
print("ready", flush=True)
while True:
    count += 1
    disk.put(path, (b"%d;" % (count % 10)) * 400_000)
"""


@pytest.mark.skipif(not disk._UNNAMED, reason="the system has no files without a name")
def test_a_killed_writer_leaves_a_whole_file_and_nothing_beside_it(tmp_path: Path) -> None:
    """Killed at any moment of writing a file over and over."""
    path = tmp_path / "plan.yaml"
    for number in range(12):
        path.write_bytes(b"0;" * 400_000)
        with subprocess.Popen([sys.executable, "-c", WRITES, str(path)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(0.003 * number)
            writer.send_signal(signal.SIGKILL)
        data = path.read_bytes()
        assert data == data[:2] * 400_000
        beside = [each for each in tmp_path.iterdir() if each != path]
        assert all(
            each.name.startswith(disk.TEMPORARY) and stat.S_IMODE(each.stat().st_mode) == 0o600 for each in beside
        )
        disk.put(path, b"whole")  # a kill in the instant of renaming may leave one, which the next writer takes away
        assert [each for each in tmp_path.iterdir() if each != path] == []


def test_those_who_lock_a_folder_wait_for_each_other(tmp_path: Path) -> None:
    """Six processes add to one file, and no addition is lost."""
    path = tmp_path / "sum"
    path.write_text("0", encoding="utf-8")
    adds = (
        "import sys, time; from pathlib import Path; from kvcheck import disk; path = Path(sys.argv[1])\n"
        "with disk.locked(path.parent):\n"
        "    n = int(path.read_text()); time.sleep(0.05); disk.put(path, str(n + 1).encode())\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", adds, str(path)]) for _ in range(6)]
    assert [each.wait() for each in running] == [0] * 6
    assert path.read_text(encoding="utf-8") == "6"
