"""`kvcheck.yaml`: what a planning repository wants of kvcheck, found upwards from its plans."""

from contextlib import suppress
from pathlib import Path

from kvcheck import disk
from kvcheck.errors import CannotCheck, Place, Problem
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.plan import belongs
from kvcheck.repository import required
from kvcheck.repository.search import Search
from kvcheck.source import Node, read_file
from kvcheck.source.files import YAML_SUFFIXES, is_yaml
from kvcheck.source.invalid import problems as schema_problems
from kvcheck.upwards import where

PATTERN = frozenset("*?[")
"""Characters that make an entry of `plans` a pattern."""


class Config(NamedTuple):
    """A configuration file that is valid."""

    path: Path
    name: str
    """How output calls the file."""
    base: Path
    """The folder that output names files from: the top of the git repository around it, else its own folder."""
    values: Node

    @property
    def root(self) -> Path:
        """The folder it stands in, which its entries are relative to."""
        return self.path.parent

    def texts(self, key: str) -> tuple[str, ...]:
        """The entries of a list; none if it is not there."""
        return tuple(self.values.get(key, ()))

    def text(self, key: str) -> str | None:
        """A single value; None if it is not there."""
        value = self.values.get(key)
        return None if value is None else str(value)

    def place(self, key: str) -> Place:
        """Where a key stands."""
        return self.values.key_place(key)


def read(path: Path, base: Path | None = None) -> Config:
    """Read a configuration file; output names files from the folder `base`, if not from where it would by itself.

    Raises CannotCheck with everything wrong with it.
    """
    whole = where(path)
    base = base or top(whole.parent)
    name = whole.relative_to(base).as_posix()
    document = read_file(whole, name)
    other = required.problem(document)
    problems = [other] if other is not None else schema_problems(document, "config")
    if problems:
        raise CannotCheck(problems)
    return Config(path=whole, name=name, base=base, values=document.root)


def top(folder: Path) -> Path:
    """The top of the git repository around a folder, where CI services place annotations from; else the folder."""
    return next((each for each in (folder, *folder.parents) if disk.there(each / ".git")), folder)


def plans(config: Config) -> list[Path]:
    """The files and folders that the configuration calls plans, each once, in the order of its entries.

    Raises CannotCheck for every entry that no plan matches.
    """
    found: dict[Path, None] = {}
    problems: list[Problem] = []
    for index, entry in enumerate(config.texts("plans")):
        place = config.values["plans"].item_place(index)
        matched, not_followed = _matching(config, entry)
        found |= dict.fromkeys(matched)
        problems += [each for each in not_followed if each not in problems]
        if not matched and not not_followed:
            message = Text("no plan matches `{entry}`", "`{entry}`에 해당하는 계획이 없습니다", entry=entry)
            hint = Text(
                "paths are relative to the folder of {name}; a plan is a .yaml file or a folder of them",
                "경로는 {name} 기준이며, 계획은 .yaml 파일이나 그 폴더입니다",
                name=config.name,
            )
            quote = config.values.document.told(place.line)
            problems.append(Problem(message=message, hint=hint, place=place, quote=quote))
    if problems:
        raise CannotCheck(problems)
    return list(found)


def is_plan(config: Config, path: Path) -> bool:
    """Whether a file that is not there yet would be a plan of the configuration, or a part of one."""
    whole = where(path)
    if not whole.is_relative_to(config.root) or not _may_be_a_plan(config, whole):
        return False
    below = whole.relative_to(config.root)
    return any(each.match(entry) for entry in config.texts("plans") for each in (below, *below.parents[:-1]))


def _matching(config: Config, entry: str) -> tuple[list[Path], list[Problem]]:
    """What an entry of `plans` names: one path, or everything a pattern matches that can be a plan.

    Beside it what the pattern meets and cannot be followed: a plan may lie there.
    """
    if not PATTERN & set(entry):
        path = config.root / entry
        return ([path] if disk.there(path) else []), []
    search = Search(config.root, lambda path: name_of_met(config, path))
    try:
        found = search.matches(entry)
    except (ValueError, NotImplementedError):  # no pattern
        return [], []
    packs = [config.root / each for each in from_elsewhere(config)]
    plans = [path for path in found if path not in packs and (disk.is_folder(path) or _may_be_a_plan(config, path))]
    return plans, search.problems


def passed_over(config: Config) -> list[Path]:
    """Files that a pattern of `plans` meets and whose names have the end of a plan, but not at their end: a copy
    (`b.yaml.bak`), a name with a blank behind it. Whoever put one there may believe that it is checked.
    """
    named = {config.root / each for each in named_files(config)}
    found: dict[Path, None] = {}
    for entry in config.texts("plans"):
        if PATTERN & set(entry):
            with suppress(ValueError, NotImplementedError):  # no pattern
                found |= dict.fromkeys(Search(config.root, lambda path: name_of_met(config, path)).matches(entry))
    like = [each for each in found if any(end in each.name.lower() for end in YAML_SUFFIXES) and each not in named]
    return [each for each in like if not is_yaml(each) and not disk.is_folder(each)]


def name_of_met(config: Config, path: Path) -> str:
    """How output calls what a pattern met."""
    whole = path if ".." in path.parts else where(path)
    return whole.relative_to(config.base).as_posix() if whole.is_relative_to(config.base) else path.as_posix()


def _may_be_a_plan(config: Config, path: Path) -> bool:
    """Whether a file, by its name, can be part of a plan: not one that the configuration itself names for something."""
    return belongs(path.name) and path not in {config.root / each for each in named_files(config)}


def is_path(entry: str) -> bool:
    """Whether an entry of `packs` is the path of packs from elsewhere, and no class: by a slash, or as a YAML file."""
    return "/" in entry or "\\" in entry or is_yaml(entry)


def classes(config: Config) -> tuple[str, ...]:
    """The classes that trips may use; all if there are none."""
    return tuple(each for each in config.texts("packs") if not is_path(each))


def from_elsewhere(config: Config) -> tuple[str, ...]:
    """The packs from elsewhere, as the configuration names them."""
    return tuple(each for each in config.texts("packs") if is_path(each))


def named_files(config: Config) -> list[str]:
    """The files that a configuration names beside plans, as it names them: waivers, baseline, own policies."""
    named = [text for key in ("waivers", "baseline") if (text := config.text(key))]
    return [*named, *config.texts("policies"), *from_elsewhere(config)]
