"""Every command with a file that is broken: a documented exit code, and no output, file or cache that names anybody."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kvcheck.reporters import FORMATS
from tests.fuzz import canaries
from tests.fuzz.canaries import CANARY
from tests.fuzz.inputs import KINDS
from tests.fuzz.test_canaries import EVERY
from tests.support import AS_OF, PLANS, kvcheck
from tests.support.waivers import DOUBTED

BY_HAND = int(os.environ.get("KVCHECK_FUZZ", "0"))
EACH = BY_HAND // 5_000 or 1
"""How many breaks each command meets."""

CODES = (0, 1, 2, 3, 4)
FILES = {
    "plan": "plan.yaml", "waivers": "waivers.yaml", "settings": "kvcheck.yaml", "baseline": "accepted.json",
    "receipt": "receipt.json", "register": "papers.json", "lock": "kvcheck.lock", "log": "log.csv",
    "roster": "roster.csv", "history": "history.csv",
}  # fmt: skip
TRIP = ("--trip", "hong-winder")
COMMANDS: dict[str, tuple[str, ...]] = {
    "plan": (
        *(f"check plan.yaml -v -f {fmt}" for fmt in FORMATS if fmt != "template"),
        "check plan.yaml --receipt new.json --statement new.jsonl",
        "check plan.yaml --write-baseline new-accepted.json",
        "check plan.yaml --receipt new.json -f html=new.html -f sarif=new.sarif -f junit=new.xml",
        *(f"{command} plan.yaml -v -f {fmt}" for command in ("ask", "advise", "compare", "slip", "days")
          for fmt in ("text", "json", "markdown")),
        "ask plan.yaml -f xlsx -o new.xlsx", "advise plan.yaml --write 1", "log plan.yaml log.csv",
        "days plan.yaml --history history.csv --traveler hong-gd --class b1 --write",
        "checklist plan.yaml -f ics -o new.ics", "checklist plan.yaml --split new",
        "letter plan.yaml --kind employer --trip hong-winder -o new.docx --register papers.json",
        "card plan.yaml --trip hong-winder -o new.html --register papers.json",
        "import roster.csv --into plan.yaml --yes", "export plan.yaml --csv new.csv",
        "export plan.yaml --xlsx new.xlsx", "waivers plan.yaml --draft", "config",
    ),
    "waivers": ("check doubted.yaml --waivers waivers.yaml", "check doubted.yaml --waivers waivers.yaml -f json",
                "waivers doubted.yaml --waivers waivers.yaml", "waivers doubted.yaml --waivers waivers.yaml -f json",
                "slip doubted.yaml --waivers waivers.yaml"),
    "settings": ("check", "config", "waivers", "check plan.yaml -f github", "rules lock", "slip plan.yaml"),
    "baseline": ("check doubted.yaml --baseline accepted.json", "check doubted.yaml --baseline accepted.json -f sarif"),
    "receipt": ("verify receipt.json", "verify receipt.json --trip kim-1", "verify receipt.json --lang ko"),
    "register": ("verify plan.yaml --register papers.json", "verify papers.json",
                 "card plan.yaml --trip hong-winder -o new.html --register papers.json"),
    "lock": ("check", "rules lock"),
    "log": ("log minimal.yaml log.csv -v", "log minimal.yaml log.csv -f json", "log minimal.yaml log.csv -f markdown"),
    "roster": ("import roster.csv --into plan.yaml --dry-run", "import roster.csv --into new.yaml --yes"),
    "history": ("days plan.yaml --history history.csv --traveler hong-gd",
                "days plan.yaml --history history.csv --traveler hong-gd --class b1 --write"),
}  # fmt: skip
"""The commands that read a kind of file."""


def runs() -> Iterator[tuple[str, str, str, str]]:
    """A kind, a break and its text, and a command, so that neighbours differ in the place and in the way."""
    for kind, commands in COMMANDS.items():
        every = list(EVERY[kind]())
        for number, command in enumerate(commands):
            for at in range(EACH):
                broken = every[(number * EACH + at) * 37 % len(every)]
                yield kind, broken.name, broken.text, command


WRITES_WHAT_IT_IS_GIVEN = ("import", "days", "advise", "rules lock")
"""What these are told to write, of a file that was understood, is that file's."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a good file of each kind."""
    good = {kind: KINDS[kind].text() for kind in FILES if kind != "lock"}
    good |= {"plan": canaries.plan(), "waivers": canaries.waivers(), "settings": "kvcheck: 1\nplans: [plan.yaml]\n"}
    for kind, text in good.items():
        (tmp_path / FILES[kind]).write_text(text, encoding="utf-8")
    (tmp_path / "minimal.yaml").write_bytes((PLANS / "minimal.yaml").read_bytes())
    (tmp_path / "doubted.yaml").write_text(DOUBTED, encoding="utf-8")
    (tmp_path / ".git").mkdir()
    return tmp_path


def held(folder: Path) -> dict[Path, bytes]:
    """What every file of a folder holds."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_no_command_names_anybody_of_a_broken_file(folder: Path) -> None:
    """Of what is written meanwhile too: reports, receipts, papers that were refused, and what the cache keeps."""
    good = held(folder)
    refused = 0
    for kind, name, text, command in runs():
        (folder / FILES[kind]).write_bytes(text.encode())
        before = held(folder)
        day = [] if command.startswith(("config", "import", "rules lock")) else ["--as-of", AS_OF]
        cache = {"KVCHECK_CACHE": str(folder / "cache")} if command == COMMANDS[kind][0] else {}
        ran = kvcheck(*command.split(), *day, cwd=folder, env=cache)
        what = (command, name, ran)
        assert ran.code in CODES, what
        after = held(folder)
        others = [path for path, data in after.items() if before.get(path) != data]
        refused += ran.code == 3
        if ran.code in (2, 3):
            assert not [path for path in others if path in before], what
        if ran.code == 0 and command.startswith(WRITES_WHAT_IT_IS_GIVEN):
            others = []
        else:
            assert not CANARY.search(ran.out + ran.err), what
        assert not [path for path in others if CANARY.search(after[path].decode("utf-8", "replace"))], what
        for path in after.keys() - good.keys():
            if "cache" not in path.parts:
                path.unlink()
        for path, data in good.items():
            if after.get(path) != data:
                path.write_bytes(data)
    assert refused
