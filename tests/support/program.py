"""The command line as a function: in this process, which costs little, or in a process of its own."""

import gc
import io
import locale
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, chdir, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

from kvcheck.packs import cache
from tests.support.plans import EPOCH, ROOT

CACHE = "KVCHECK_TESTS_CACHE"
"""Names the folder in which the program keeps packs for one run of the tests; `conftest.py` makes it."""


_decoded = cache._kept


@lru_cache(maxsize=256)
def _decoded_once(path: Path, head: str) -> tuple[Any] | None:
    """An entry of the cache that all tests share, decoded once for all runs: `head` names what it was made from."""
    return _decoded(path, head) if path.exists() else None


def _kept(path: Path, head: str) -> tuple[Any] | None:
    found = _decoded_once(path, head)
    if found is None:  # not there yet
        _decoded_once.cache_clear()
    return found


@dataclass(frozen=True)
class Ran:
    """What a run of the command line gave."""

    code: int
    out: str
    err: str


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """An environment without anything that changes output, and `more`; where the packs are kept is named."""
    kept = {"KVCHECK_CACHE": os.environ.get(CACHE, "")}
    kept |= {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_PROCESS")}
    return {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": EPOCH, **kept, **(more or {})}


def kvcheck(
    *arguments: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None, stdin: bytes = b""
) -> Ran:
    """Run the command line in this process, by what the console script calls.

    It sees what a process of its own would see: `env` and nothing else of this environment, its folder, its arguments
    and pipes for streams. What Python itself reads at its start (`PYTHON...`) needs `process`, as do signals, broken
    pipes and what is imported.
    """
    seen = environment(env)
    assert not [name for name in seen if name.startswith("PYTHON")], "Python reads this at its start: use `process`"
    out, err = Pipe(), Pipe()
    with _as_a_process(seen, cwd or ROOT, ["kvcheck", *map(str, arguments)], Pipe(stdin), out, err):
        from kvcheck.cli import main

        try:
            main()
            code: object = 0
        except SystemExit as end:
            code = end.code
    assert code is None or isinstance(code, int), f"a message for an exit code: {code}"
    return Ran(code or 0, out.text(), err.text())


def process(
    *arguments: str | Path,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    stdin: bytes = b"",
    program: Sequence[str | Path] = (sys.executable, "-m", "kvcheck"),
) -> Ran:
    """Run the command line, or another `program`, as a process of its own, with the same environment as `kvcheck`."""
    command = [str(each) for each in (*program, *arguments)]
    done = subprocess.run(
        command, input=stdin, capture_output=True, cwd=cwd or ROOT, env=environment(env), timeout=120, check=False
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


class Pipe(io.TextIOWrapper):
    """A stream to the program that is no terminal, kept in memory."""

    def __init__(self, content: bytes = b"") -> None:
        self._kept = io.BytesIO(content)
        super().__init__(self._kept, encoding="utf-8")

    def text(self) -> str:
        """What was written, as a reader of UTF-8 gets it."""
        self.flush()
        return self._kept.getvalue().decode()


def _changeable() -> tuple[object, ...]:
    """What a run could change of its process beside what is put back for it."""
    handlers = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)]
    return sys.getrecursionlimit(), locale.setlocale(locale.LC_ALL), handlers


@contextmanager
def _as_a_process(
    env: Mapping[str, str], cwd: Path, argv: Sequence[str], stdin: Pipe, out: Pipe, err: Pipe
) -> Iterator[None]:
    """For a while, everything that a program asks of its process is as given; afterwards it is as it was."""
    given: dict[str, object] = {"argv": list(argv)}
    for name, stream in {"stdin": stdin, "stdout": out, "stderr": err}.items():
        given |= {name: stream, f"__{name}__": stream}  # the width of a terminal is asked of the second
    main, collecting, shared = sys.modules["__main__"], gc.isenabled(), os.environ.get(CACHE, "")
    before, frozen = _changeable(), gc.get_freeze_count()
    gc.disable()
    sys.modules["__main__"] = ModuleType("__main__")  # a console script: usage says `kvcheck`, not `python -m pytest`
    try:
        with ExitStack() as stack:
            stack.enter_context(patch.dict(os.environ, env, clear=True))
            stack.enter_context(chdir(cwd))
            for name, value in given.items():
                stack.enter_context(patch.object(sys, name, value))
            if env["KVCHECK_CACHE"] == shared != "":
                stack.enter_context(patch.object(cache, "_kept", _kept))
            time.tzset()
            yield
        assert _changeable() == before, "a run leaves the process as it was: else tests depend on their order"
        assert gc.get_freeze_count() <= frozen, "Hypothesis cannot find what refers to what was set aside"
    finally:
        time.tzset()
        sys.modules["__main__"] = main
        if collecting:
            gc.enable()
