"""The commands that people wait for: 300 travelers through every format and paper, each against `check` of its run."""

from pathlib import Path

AS_OF = "2026-12-01"
"""The law is taken as known on this day, so that the same plan is judged alike in every year."""

FORMATS = ("html", "json", "markdown", "sarif", "junit", "github")
LISTS = ("text", "markdown", "json", "html", "docx", "ics")


class Waited:
    """Command lines by what they are called in the table, in the order in which they are run."""

    def __init__(self, plan: Path, folder: Path) -> None:
        """For `plan`; what they write goes into `folder`."""
        self._plan = plan
        self._folder = folder

    def lines(self) -> dict[str, list[str]]:
        """All of them. A roster is exported before it is imported."""
        return {
            "check text": self._judging("check"),
            "check -v": self._judging("check", "-v"),
            **{f"check {fmt}": self._judging("check", "-f", fmt) for fmt in FORMATS},
            **{f"checklist {fmt}": self._judging("checklist", "-f", fmt, *self._to(fmt)) for fmt in LISTS},
            **{
                f"checklist {fmt} split": self._judging("checklist", "-f", fmt, "--split", self._path(f"lists-{fmt}"))
                for fmt in ("html", "docx", "ics")
            },
            **{each: self._judging(each) for each in ("compare", "ask", "advise", "slip", "days")},
            "card split": self._judging("card", "--split", self._path("cards")),
            "letter split": self._judging("letter", "--kind", "employer", "--split", self._path("letters")),
            "export csv": self._judging("export", "--csv", self._path("roster.csv")),
            "export xlsx": self._judging("export", "--xlsx", self._path("roster.xlsx")),
            "export workbook": self._judging("export", "--workbook", self._path("plan.xlsx")),
            "import csv": self._importing("roster.csv"),
            "import xlsx": self._importing("roster.xlsx"),
            "import workbook": self._importing("plan.xlsx"),
        }

    def _judging(self, command: str, *options: str) -> list[str]:
        return [command, "--lang", "en", "--as-of", AS_OF, *options, str(self._plan)]

    def _importing(self, roster: str) -> list[str]:
        return ["import", "--lang", "en", self._path(roster), "--into", self._path("new.yaml"), "--dry-run"]

    def _to(self, fmt: str) -> list[str]:
        """Where a format goes: to the terminal, or into a file."""
        return [] if fmt in ("text", "markdown", "json") else ["-o", self._path(f"list.{fmt}")]

    def _path(self, name: str) -> str:
        return str(self._folder / name)


BARS = {
    "checklist docx split": (None, 150),
    "export xlsx": (8, None),
    "compare": (10, None),
    "check html": (3, None),
    "check json": (2, None),
    "checklist ics split": (5, None),
    "checklist text": (3, None),
}
"""What must hold: the most that a command may take against `check text`, and its most MiB."""
