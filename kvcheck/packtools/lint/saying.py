"""Remarks on one file, with the line that each is about."""

from kvcheck.errors import Place
from kvcheck.language.text import Text
from kvcheck.packtools.remarks import CHECKS, Level, Remark
from kvcheck.source import Document, problem_at


class Saying:
    """Makes remarks on a file."""

    def __init__(self, document: Document) -> None:
        """On the file `document`, whose lines are quoted."""
        self.document = document

    def remark(
        self, check: str, place: Place, message: Text, *, about: str = "", hint: Text | None = None,
        level: Level | None = None,
    ) -> Remark:  # fmt: skip
        """What a check, one of CHECKS, found at a place; as grave as the check is if no `level` is given."""
        return Remark(check, level or CHECKS[check].level, about, problem_at(self.document, place, message, hint))
