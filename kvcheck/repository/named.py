"""Files and packs with the names that output calls them by."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from kvcheck import disk
from kvcheck.errors import BadCommand, CannotCheck, Problem, cannot_be, one_of
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import Approvers, FrozenDict, Plan
from kvcheck.packs import POLICIES, SIDES, Library

PACK_FILE = "rules.yaml"
"""The file of a policy pack that is given as a folder."""
STDIN = Path("-")
"""How the command line names the plan on the standard input."""


NOTHING: Mapping[Path, Path] = FrozenDict()
"""No file is read in place of another."""


class Named(NamedTuple):
    """A file or folder, and how output calls it."""

    path: Path
    name: str


class Register(NamedTuple):
    """A file of waivers, and how output calls it."""

    path: Path
    name: str
    approvers: Approvers | None = None
    """Who may approve them; None where anybody but the author may."""
    refused: Mapping[str, Text] = FrozenDict()
    """Waivers that accept nothing in this run, by their digests, each with the reason."""
    base: Path = Path()
    """The folder from which output names plans."""
    below: str = ""
    """The folder from which it names plans itself, as output calls it; empty if it is the same."""


class Policy(NamedTuple):
    """A policy pack that is wanted: a shipped one by name, or a file or folder."""

    text: str
    """As the user wrote it."""
    path: Path
    name: str
    """How output calls the file."""

    @property
    def file(self) -> Path:
        """The file of the rules; of a folder, that in it."""
        return self.path / PACK_FILE if disk.is_folder(self.path) else self.path


def policy_pack(library: Library, wanted: Policy) -> str:
    """The name of a policy pack: one of the shipped, by its name, or one of the user's, by its file or folder."""
    known = [name.removeprefix(POLICIES) for name in library.pack_names if name.startswith(POLICIES)]
    if wanted.text.removeprefix(POLICIES) in known:  # whatever file or folder has the same name
        return f"{POLICIES}{wanted.text.removeprefix(POLICIES)}"
    if not disk.there(wanted.file):
        hint = one_of(known, wanted.text)
        raise BadCommand(
            Text(
                "no policy pack `{text}`; give the file of a pack, or {hint}",
                "정책 묶음 `{text}`{:이} 없습니다. 묶음 파일을 지정하십시오. {hint}",
                text=wanted.text,
                hint=hint,
            )
        )
    called = f"{wanted.name.rstrip('/')}/{PACK_FILE}" if disk.is_folder(wanted.path) else wanted.name
    return library.add(wanted.file, called).name


def read_site_rules(
    plan: Plan, library: Library, folder: Path, instead: Mapping[Path, Path] = NOTHING
) -> list[Problem]:
    """Have the library read the rules that sites of a plan name by files, relative to the `folder` of the plan.

    `instead` are files that are read in place of others.
    What is wrong with a file is returned; one that is not there is told by what judges the plan.
    """
    problems: list[Problem] = []
    written = dict.fromkeys(each for site in plan.sites.values() for each in site.get("rules", ()))
    for each in written:
        file = folder / each
        shipped = f"{POLICIES}{each.removeprefix(POLICIES)}" in library.pack_names
        if shipped or Path(each).is_absolute() or not disk.there(file):
            continue
        try:
            library.add_for(plan.name, each, instead.get(file, file), each)
        except CannotCheck as error:
            problems.extend(error.problems)
    return problems


def side_names(library: Library, wanted: Sequence[str]) -> list[str]:
    """The full names of side packs; `all` stands for every one."""
    known = {name.removeprefix(SIDES): name for name in library.side_names}
    if "all" in wanted:
        return list(known.values())
    for each in wanted:
        if each.removeprefix(SIDES) not in known:
            raise cannot_be("--side", each, ["all", *known])
    return sorted({known[each.removeprefix(SIDES)] for each in wanted})
