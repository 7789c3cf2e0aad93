"""The register of papers that were handed out: what each was, about which trips, on which day, and its hash.

It answers what somebody carried months later. It holds ids and days of trips, and of a paper only SHA-256: no names.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from kvcheck import __version__, disk
from kvcheck.errors import CannotCheck, Place, Problem
from kvcheck.language.text import Text
from kvcheck.model import Report, TripResult
from kvcheck.repository.baseline import read_json
from kvcheck.repository.receipt import plan_hash
from kvcheck.source.schema import is_valid

FORMAT, VERSION = "kvcheck-papers", 1
Entry = Mapping[str, Any]
"""A paper of the register, as `schemas/papers.json` says."""


class Making:
    """What papers of one run share."""

    def __init__(self, paper: str, fmt: str, report: Report, made: str) -> None:
        """`paper` is such as `letter-employer`, `card-both`, `checklist`; `fmt` how the names of its files end.

        `made` is the day on which they are made, an ISO date.
        """
        self.paper = paper
        self.fmt = fmt
        self.made = made
        self.report = report

    @cached_property
    def plan(self) -> str:
        """The hash of the plan, worked out when the first paper asks for it."""
        return plan_hash(self.report.plan)


def entry(making: Making, content: bytes, results: Iterable[TripResult]) -> Entry:
    """What the register says of a paper about some trips."""
    return {
        "sha256": hashlib.sha256(content).hexdigest(),
        "paper": making.paper,
        "format": making.fmt,
        "made": making.made,
        "as_of": making.report.as_of,
        "plan": making.plan,
        "kvcheck": __version__,
        "trips": [_trip(each) for each in results],
    }


def _trip(result: TripResult) -> dict[str, str]:
    raw = result.subject.trip
    return {
        "id": result.id,
        "class": str(raw["class"]),
        "arrive": str(raw["arrive"]),
        "depart": str(raw["depart"]),
        "verdict": result.verdict.value,
    }


def read(path: Path, name: str) -> list[Entry]:
    """The papers of a register, in the order in which they were made. Raises CannotCheck if it is none."""
    return entries_of(read_json(path, name), name)


def entries_of(value: Any, name: str) -> list[Entry]:
    """The same of the value of its file."""
    if not is_valid(value, "papers"):
        message = Text("`{name}` is not a register of papers", "`{name}`{:은} 교부 대장이 아닙니다", name=name)
        hint = Text(
            "`letter`, `card` and `checklist` write one with `--register FILE`, into a file that is not there yet",
            "`letter`, `card`, `checklist`의 `--register 파일`로, 아직 없는 파일에 작성됩니다",
        )
        raise CannotCheck([Problem(message=message, hint=hint, place=Place(name, 1, 1))])
    return list(value["papers"])


def is_register(value: Any) -> bool:
    """Whether a value calls itself a register."""
    return isinstance(value, dict) and value.get("format") == FORMAT


def with_more(path: Path, name: str, more: Sequence[Entry]) -> str:
    """The text of the register at a path with more papers, or of a new one: a paper a line, each once.

    Nobody else may write it meanwhile. Raises CannotCheck if what is there is no register.
    """
    found = read(path, name) if disk.there(path) else []
    every = {json.dumps(each, ensure_ascii=False): None for each in (*found, *more)}
    papers = "[\n" + ",\n".join(f"  {line}" for line in every) + "\n ]" if every else "[]"
    return f'{{\n "format": "{FORMAT}",\n "version": {VERSION},\n "papers": {papers}\n}}\n'


def same_bytes(entries: Iterable[Entry], content: bytes) -> list[Entry]:
    """The papers of a register that are these bytes."""
    digest = hashlib.sha256(content).hexdigest()
    return [each for each in entries if each["sha256"] == digest]


def about(entries: Iterable[Entry], trip: str) -> list[Entry]:
    """The papers of a register that are about a trip."""
    return [each for each in entries if any(one["id"] == trip for one in each["trips"])]
