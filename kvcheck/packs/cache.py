"""What was read from the rules folder, kept between runs so that start-up does not parse it again.

An entry is found by the content of what it was read from: its own file, the vocabularies, and the code that reads
them. So it is never stale: any change gives another name. The folder belongs to the user, like Python's own compiled
files, and may be deleted any time. Where it cannot be used, nothing is kept.
"""

import hashlib
import os
import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

SHAPING = ("", "conditions", "language", "model", "packs", "source")
"""The rooms of the package whose code gives shape to what is kept; "" is the ground floor."""


class Cache:
    """Values read from one rules folder."""

    def __init__(self, folder: Path | None, rules: Path) -> None:
        """Entries in `folder` for the rules in `rules`; nothing is kept if there is no folder."""
        self._rules = rules
        self._folder = folder / _fingerprint(rules) if folder is not None else None

    def get(self, name: str, read: Callable[[], T]) -> T:
        """The value called `name`, a file or a folder, read now if it was not kept.

        A value that cannot be read is not kept.
        """
        if self._folder is None:
            return read()
        try:
            own = _content(self._rules / name)
        except OSError:  # the reader says what is wrong with the file
            return read()
        path = self._folder / f"{name.replace('/', '--')}.{own}.pickle"
        try:
            kept_name, kept = pickle.loads(path.read_bytes())  # noqa: S301 - written below, in a folder of the user
        except Exception:
            kept_name = None
        if kept_name != name:
            kept = read()
            self._keep(path, (name, kept))
        value: T = kept
        return value

    def _keep(self, path: Path, entry: tuple[str, object]) -> None:
        """Write an entry under a temporary name and rename it, so that another run sees it whole or not at all."""
        temporary = path.with_suffix(f".{os.getpid()}.{id(entry):x}")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(pickle.dumps(entry, protocol=pickle.HIGHEST_PROTOCOL))
            temporary.replace(path)
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _content(path: Path) -> str:
    """A name for the content of a file, or of the files of a folder."""
    digest = hashlib.sha256()
    for file in sorted(path.glob("*.yaml")) if path.is_dir() else [path]:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _fingerprint(rules: Path) -> str:
    """A name for the content of the vocabularies that packs are written in, and of the code that gives them shape."""
    package = Path(__file__).resolve().parent.parent
    code = [file for room in SHAPING for file in (package / room).glob("*.py")]
    digest = hashlib.sha256(sys.version.encode())
    for path in [*sorted(rules.glob("*.yaml")), *sorted(rules.glob("us/*.yaml")), *sorted(code)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]
