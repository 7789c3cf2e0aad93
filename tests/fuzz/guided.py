"""Inputs that coverage guides: mutations of a good text are kept that reach something new. By hand, with atheris.

`tests/fuzz/guided` runs it for every kind; `python -m tests.fuzz.guided KIND SECONDS` for one.
"""

import importlib
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.fuzz.damage import CANARY

WATCHED = ("source", "plan", "packs", "conditions", "repository", "rosters", "templates", "advice.log")
"""The rooms whose branches count: those that read."""
MEMORY = 1_500
"""MiB that the process may take, with everything that is watched."""
LONGEST = 20
"""Seconds that one input may take while each branch is watched."""


def fuzz(kind: str, seconds: int) -> None:
    """Mutate the good text of a kind for so long. A fault ends the process, and what made it is printed."""
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=[f"kvcheck.{room}" for room in WATCHED], enable_loader_override=False):
        from tests.fuzz.inputs import KINDS, without_disk
        from tests.fuzz.oracles import HEADED, refused_by
    good = KINDS[kind].text().replace(CANARY, "") if kind in HEADED else KINDS[kind].text()
    tried = refused = 0

    def one(data: bytes) -> None:
        nonlocal tried, refused
        text = data.decode("utf-8", "replace")
        try:
            refused += refused_by(kind, text, inputs)
        except BaseException:
            print(f"{kind}: {text!r}", file=sys.stderr)  # noqa: T201 - it is a command
            raise
        tried += 1
        if tried % 1_000 == 0:
            print(f"{kind}: {tried} inputs, {refused} refused", flush=True)  # noqa: T201

    with tempfile.TemporaryDirectory() as made:
        inputs, corpus, words = Path(made, "inputs"), Path(made, "corpus"), Path(made, "words")
        for folder in (inputs, corpus):
            folder.mkdir()
        (corpus / "good").write_text(good, encoding="utf-8")
        words.write_text(_dictionary(), encoding="ascii")
        options = [f"-max_total_time={seconds}", f"-rss_limit_mb={MEMORY}", f"-timeout={LONGEST}", f"-dict={words}"]
        atheris.Setup([sys.argv[0], *options, "-max_len=20000", "-print_final_stats=1", str(corpus)], one)
        with without_disk(inputs):
            list(KINDS[kind].told(good, inputs))
            atheris.Fuzz()


def _dictionary() -> str:
    """The pieces of damage as libFuzzer reads them."""
    from tests.fuzz.damage import PIECES

    pieces = [each.encode("utf-8", "surrogatepass") for each in PIECES if each != CANARY]
    return "".join('"' + "".join(f"\\x{byte:02x}" for byte in each) + '"\n' for each in pieces)


if __name__ == "__main__":
    fuzz(sys.argv[1], int(sys.argv[2]))
