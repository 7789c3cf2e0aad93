"""What the tools for packs say of a file: which check it was, how grave it is, and the place."""

from collections.abc import Mapping
from enum import StrEnum

from kvcheck.errors import Place, Problem
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text


class Level(StrEnum):
    """How grave a remark is, the worst first."""

    ERROR = "error"
    """It is wrong: the run fails."""
    WARNING = "warning"
    """It is probably not what was meant; the run fails with `--strict`."""
    NOTE = "note"
    """It is worth knowing before one signs."""


LEVELS: Mapping[Level, Text] = {
    Level.ERROR: Text("error", "오류"),
    Level.WARNING: Text("warning", "경고"),
    Level.NOTE: Text("note", "참고"),
}


class Remark(NamedTuple):
    """One thing that a check found."""

    check: str
    """Its name, one of CHECKS."""
    level: Level
    about: str
    """The full name of the rule, or of the entry; empty if it is about a file."""
    problem: Problem

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.problem.place or Place("rules", 1, 1)


class Check(NamedTuple):
    """One thing that `kvcheck rules lint` looks for."""

    level: Level
    title: Text


CHECKS: Mapping[str, Check] = {
    "reading": Check(Level.ERROR, Text("keys, types, names and references", "키·유형·이름·참조")),
    "key-order": Check(Level.ERROR, Text("keys in their fixed order (`--fix`)", "키 순서(`--fix`로 수정 가능)")),
    "confidence": Check(Level.ERROR, Text("confidence that its texts carry", "근거에 맞는 신뢰도")),
    "never-holds": Check(Level.ERROR, Text("a condition that no facts can meet", "어떤 사실로도 충족되지 않는 조건")),
    "always-holds": Check(Level.ERROR, Text("a condition that all facts meet", "어떤 사실로도 항상 충족되는 조건")),
    "redundant": Check(Level.WARNING, Text("a part that changes nothing", "있으나 없으나 같은 조건 부분")),
    "same": Check(Level.WARNING, Text("two rules with one condition", "조건이 같은 두 규칙")),
    "never-decides": Check(
        Level.WARNING, Text("a rule that another one always forestalls", "다른 규칙이 항상 먼저 결정하는 규칙")
    ),
    "id-twice": Check(
        Level.ERROR, Text("an id that two packs of one class use", "한 체류자격의 두 묶음이 함께 쓰는 식별자")
    ),
    "id-retired": Check(Level.ERROR, Text("an id that a rule had that is gone", "삭제된 규칙이 쓰던 식별자")),
    "stale": Check(Level.WARNING, Text("law that should have been read again", "다시 확인할 날이 지난 법령")),
    "unread": Check(
        Level.NOTE, Text("law that nobody read, or not for a year", "아무도 읽지 않았거나 1년 넘게 읽지 않은 근거")
    ),
    "weak": Check(
        Level.NOTE,
        Text("a ground on press, practice or low confidence alone", "언론·실무·낮은 신뢰도에만 기댄 허용 근거"),
    ),
    "language": Check(
        Level.ERROR, Text("Korean that is Korean, English that is English", "한국어와 영어가 제자리에 있는지")
    ),
    "figures": Check(Level.WARNING, Text("figures that stand in one language only", "한 언어에만 있는 숫자")),
    "dates": Check(Level.ERROR, Text("days in their order", "날짜의 선후")),
    "dropped": Check(Level.ERROR, Text("a list that loses a member without saying so", "말없이 항목이 빠진 목록")),
    "undated": Check(
        Level.ERROR,
        Text("a value without its law or the day it was announced", "근거나 공표일이 없는 수치"),
    ),
    "unused": Check(Level.NOTE, Text("what no rule uses", "어떤 규칙도 쓰지 않는 항목")),
}
"""Every check, with what it looks for."""
