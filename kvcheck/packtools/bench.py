"""What a tool for packs works on: all packs of a rules folder, some of them, or a company's own packs."""

from collections.abc import Iterator
from pathlib import Path

from kvcheck import disk
from kvcheck.errors import BadCommand, CannotCheck, Problem
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.packs import Library
from kvcheck.packs.folders import is_law
from kvcheck.packs.library import RULES
from kvcheck.repository.law import library_at_work


class Bench(NamedTuple):
    """Packs to look at, in the library that they belong to."""

    library: Library
    names: tuple[str, ...]
    """The packs that are looked at."""
    whole: bool
    """Whether they are all packs of a rules folder, so that its vocabularies are looked at too."""

    @property
    def beside(self) -> tuple[str, ...]:
        """Other packs that extend one of them, whose cases may cover its rules; no pack extends one of a company."""
        if self.whole or not set(self.names) <= set(self.library.pack_names):
            return ()
        others = (name for name in self.library.pack_names if name not in self.names)
        return tuple(name for name in others if any(each.name in self.names for each in self.library.chain(name)))


def bench(path: Path | None) -> Bench:
    """The packs of `path`: a rules folder, a folder or file in one, or the file or folder of a company's own packs.

    Without a path it is the rules that are judged by here; a company's own packs stand beside those that are judged by
    where they lie. Raises BadCommand where there are no packs, CannotCheck for what cannot be read.
    """
    if path is None:
        library = library_at_work(Path())
        return Bench(library, library.pack_names, whole=True)
    if not disk.there(path) and not disk.is_folder(path):
        raise BadCommand(Text("there is no `{path}`", "`{path}`{:이} 없습니다", path=path.as_posix()))
    inside = disk.folder_of(path)
    root = next((each for each in _upwards(inside) if is_law(each)), None)
    if root is not None:
        return _in_folder(root, inside)
    files = [path] if not disk.is_folder(path) else sorted(path.rglob(RULES))
    if not files:
        raise _nothing(path)
    library = library_at_work(path)
    return Bench(library, _added(library, files), whole=False)


def _upwards(folder: Path) -> Iterator[Path]:
    """A folder and those above it, as the user calls them as long as that is possible."""
    yield folder
    yield from folder.parents
    if not folder.is_absolute():
        yield from folder.resolve().parents


def _in_folder(root: Path, inside: Path) -> Bench:
    """The packs below a folder of a rules folder."""
    library = Library(root, called=root.as_posix())
    below = inside.resolve().relative_to(root.resolve()).as_posix()
    names = [name for name in library.pack_names if below == "." or name == below or name.startswith(f"{below}/")]
    if not names:
        raise _nothing(inside)
    return Bench(library, tuple(names), whole=below == ".")


def _added(library: Library, files: list[Path]) -> tuple[str, ...]:
    """A company's own packs, all that is wrong with any of them told together."""
    names: list[str] = []
    problems: list[Problem] = []
    for file in files:
        try:
            names.append(library.add(file).name)
        except CannotCheck as error:
            problems += error.problems
    if problems:
        raise CannotCheck(problems)
    return tuple(names)


def _nothing(path: Path) -> BadCommand:
    return BadCommand(
        Text(
            "no pack of rules in `{path}`: a pack is a folder with a `rules.yaml`",
            "`{path}`에 규칙 묶음이 없습니다. 묶음은 `rules.yaml`이 있는 폴더입니다",
            path=path.as_posix(),
        )
    )
