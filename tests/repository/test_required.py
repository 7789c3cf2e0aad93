"""A repository says which versions of kvcheck judge its plans."""

from pathlib import Path

import pytest

from kvcheck.repository.required import problem
from kvcheck.source import read_text
from tests.support import MINIMAL, kvcheck


@pytest.mark.parametrize(
    ("asked", "version", "fits"),
    [
        (">=0.1, <1", "0.1.0", True), (">=0.2", "0.1.9", False), ("0.1", "0.1.0", True), ("==0.1.1", "0.1.0", False),
        (">0.1", "0.1.0", False), ("<=0.10", "0.9", True), ("<0.10", "0.9", True), ("!=0.1.0", "0.1", False),
        (">=1.0", "1.0rc1", True), (">=0.1,<0.2", "0.2.0", False),
    ],
)  # fmt: skip
def test_versions_are_compared_as_numbers(asked: str, version: str, fits: bool) -> None:
    """Every clause has to be met, and 1 is 1.0."""
    document = read_text(f'kvcheck: 1\nrequired-version: "{asked}"\n', "kvcheck.yaml")
    assert (problem(document, version) is None) is fits


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_another_version_checks_nothing(tmp_path: Path, lang: str) -> None:
    """Said before any key that only a newer version knows, at its line; every command that reads settings stops."""
    (tmp_path / "plan.yaml").write_text(MINIMAL, encoding="utf-8")
    text = 'kvcheck: 1\nrequired-version: ">=99"\nof_the_future: 1\n'
    (tmp_path / "kvcheck.yaml").write_text(text, encoding="utf-8")
    for command in ("check", "checklist", "config"):
        ran = kvcheck(command, "plan.yaml", "--lang", lang, cwd=tmp_path)
        assert ran.code == 3
        assert "kvcheck.yaml:2:" in ran.err
        assert ">=99" in ran.err
        assert "of_the_future" not in ran.err


@pytest.mark.parametrize("asked", ["latest", ">= x", "1.*", "~=1.0", ",", '""'])
def test_what_is_no_version_does_not_pass(tmp_path: Path, asked: str) -> None:
    """What was not understood is no permission to go on."""
    (tmp_path / "plan.yaml").write_text(MINIMAL, encoding="utf-8")
    quoted = asked if asked.startswith('"') else f'"{asked}"'
    (tmp_path / "kvcheck.yaml").write_text(f"kvcheck: 1\nrequired-version: {quoted}\n", encoding="utf-8")
    assert kvcheck("check", "plan.yaml", cwd=tmp_path).code == 3


def test_this_version_goes_on(tmp_path: Path) -> None:
    """Where it fits nothing is said."""
    (tmp_path / "plan.yaml").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / "kvcheck.yaml").write_text('kvcheck: 1\nrequired-version: ">=0.1, <99"\n', encoding="utf-8")
    ran = kvcheck("check", "plan.yaml", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
