"""The bounds of the libraries are true: the oldest release that is tried is the oldest that is allowed."""

import re
import tomllib

from tests.support import ROOT


def plain(name: str) -> str:
    """A name as the index has it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def bounds() -> dict[str, str]:
    """The lowest release of each library that `pyproject.toml` asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(each for extra in project["optional-dependencies"].values() for each in extra)]
    found = {}
    for line in asked:
        if not line.startswith("kvcheck["):
            match = re.fullmatch(r"([\w.-]+)>=([\d.]+)(,<[\d.]+)?", line)
            assert match, f"{line}: without a lowest release it is not known which is the oldest to try"
            found[plain(match[1])] = match[2]
    return found


def pinned(name: str) -> dict[str, str]:
    """The releases that a file of constraints pins."""
    lines = (ROOT / "tests" / "constraints" / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if not line.startswith("#"))


def test_the_oldest_that_are_tried_are_the_oldest_that_are_allowed() -> None:
    """Each library is pinned to its bound, to the last part of the number that the bound gives."""
    oldest = pinned("oldest.txt")
    assert oldest.keys() == bounds().keys()
    for name, bound in bounds().items():
        assert f"{oldest[name]}.".startswith(f"{bound}."), f"{name}: {oldest[name]} is tried, {bound} is allowed"


def test_the_newest_that_are_tried_hold_every_library() -> None:
    """Each library is pinned, at its bound or above it."""
    newest = pinned("newest.txt")
    assert bounds().keys() <= newest.keys()
    for name, bound in bounds().items():
        assert [int(part) for part in newest[name].split(".")] >= [int(part) for part in bound.split(".")], name
