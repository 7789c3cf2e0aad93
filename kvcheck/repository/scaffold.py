"""What to start from: a commented plan, and a planning repository, as text. Writing is for others.

The templates are plain text in which `@NAME@` stands for a value, because `{{ }}` is what CI services use. None of
them is a hidden file, so that all get into a wheel; FILES says where each goes.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from kvcheck import __version__
from kvcheck.language.text import LANGUAGES

TEMPLATES = Path(__file__).parent.parent / "templates" / "repo"

PLAN = "plans/first-trip.yaml"
"""The plan of a planning repository."""
FILES: Mapping[str, str] = {
    ".gitattributes": "gitattributes",
    ".github/workflows/kvcheck.yml": "github.yml",
    ".gitignore": "gitignore",
    ".gitlab-ci.yml": "gitlab.yml",
    ".pre-commit-config.yaml": "pre-commit.yaml",
    ".vscode/extensions.json": "vscode-extensions.json",
    ".vscode/settings.json": "vscode.json",
    "kvcheck.yaml": "kvcheck.yaml",
    "waivers.yaml": "waivers.yaml",
}
"""Files of a planning repository that are the same in both languages but for values, and the template of each."""
SCHEMAS = ("plan", "config", "waivers")
"""What an editor is to know."""

_VALUE = re.compile(r"@([A-Z]+)@")
_MODELINE = "# yaml-language-server: $schema=../schemas/plan.schema.json\n"

_DAYS = {
    "SIGNED": -120,
    "ARRIVE": 60,
    "TRAIN": 74,
    "DEPART": 81,
    "ENDS": 240,
    "ESTA": 600,
    "SERVICE": 730,
    "PASSPORT": 3000,
}
"""The days of the starter plan, counted from the day on which it is made."""
_WAIVER_DAYS = {"FROM": 0, "UNTIL": 180}


def plan(today: str, lang: str) -> str:
    """A commented plan of one trip in the near future, that is permitted."""
    return _filled(f"plan.{lang}.yaml", _days(today, _DAYS))


def repository(today: str, lang: str, schemas: Mapping[str, str]) -> dict[str, str]:
    """A planning repository that is ready to push: the text of each file by its path.

    `schemas` are the texts of SCHEMAS, by name.
    """
    values = {"VERSION": __version__, "LANG": lang, **_days(today, _WAIVER_DAYS)}
    files = {path: _filled(template, values) for path, template in FILES.items()}
    files[PLAN] = _MODELINE + plan(today, lang)
    files |= {f"schemas/{name}.schema.json": schemas[name] for name in SCHEMAS}
    ordered = sorted(LANGUAGES, key=lambda each: each != lang)
    files["README.md"] = "\n".join(_filled(f"readme.{each}.md", values) for each in ordered)
    return dict(sorted(files.items()))


def _filled(template: str, values: Mapping[str, str]) -> str:
    """The text of a template with its values; one that nobody gave is a KeyError."""
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    return _VALUE.sub(lambda found: values[found[1]], text)


def _days(today: str, offsets: Mapping[str, int]) -> dict[str, str]:
    """Days counted from today, as ISO dates by name."""
    first = date.fromisoformat(today)
    return {name: (first + timedelta(days=days)).isoformat() for name, days in offsets.items()}
