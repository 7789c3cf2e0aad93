"""A state of the rules: the law of a folder, the packs of a company beside it, and the file of each part as text."""

from collections.abc import Mapping
from pathlib import Path

from kvcheck import disk
from kvcheck.errors import BadCommand, CannotCheck, Problem
from kvcheck.frozen import NamedTuple
from kvcheck.language.grammar import ticked
from kvcheck.language.text import Text
from kvcheck.packs import Library, rules_root
from kvcheck.packs.folders import MARKS, is_law, is_pack, yaml_below
from kvcheck.packs.library import CASES, RULES
from kvcheck.repository.lock import pinned_by
from kvcheck.source import Node, read_file
from kvcheck.source.files import contents, is_yaml
from kvcheck.source.limits import MAX_BYTES


class Rulebook(NamedTuple):
    """One state of the rules."""

    called: str
    """As the user called it."""
    library: Library
    own: tuple[str, ...]
    """The packs of a company that were found beside the law."""
    law: bool
    """Whether the law is a part of it; otherwise the law that is shipped stands behind the packs."""
    below: str
    """The part of the law that is meant: `us/esta`; empty for all of it."""
    unread: Mapping[str, Node]
    """Packs of a company that are none as they are written: what their files hold."""
    problems: tuple[Problem, ...]
    """What kept those from being read."""

    def text(self, relative: str) -> bytes | None:
        """The bytes of a file of the law; None if it is not there."""
        path = self.library.root / relative
        return contents(path, f"{self.called}/{relative}", MAX_BYTES) if disk.there(path) else None

    def vocabularies(self) -> list[str]:
        """The files of the law that are no pack and no cases, as the folder of rules calls them."""
        root = self.library.root
        found = (each.relative_to(root).as_posix() for each in root.rglob("*") if is_yaml(each))
        return sorted(each for each in found if Path(each).name not in (RULES, CASES))

    def packs(self, *, law: bool) -> list[str]:
        """The names of the packs that are looked at: those of a company, and with `law` those of the law."""
        names = self.library.pack_names if law else ()
        within = [each for each in names if not self.below or each == self.below or each.startswith(f"{self.below}/")]
        return [*within, *self.own, *self.unread]

    def root_of(self, name: str) -> Node:
        """What the file of a pack holds."""
        return self.unread[name] if name in self.unread else self.library.rules_of(name)


def rulebook(path: Path, called: str, cache: Path | None = None) -> Rulebook:
    """The rules at a path: a folder of rules or a part of one, a company's pack or a folder of them, a repository.

    What is read of the law is kept in the folder `cache`, if there is one.
    Raises BadCommand where there are none, CannotCheck where they are no rules at all.
    """
    if not disk.there(path):
        raise BadCommand(Text("there is no `{called}`", "`{called}`{:이} 없습니다", called=called))
    folder = disk.folder_of(path)
    above = next((each for each in (folder.absolute(), *folder.absolute().parents) if is_law(each)), None)
    if above is not None:
        below = folder.resolve().relative_to(above.resolve()).as_posix().removeprefix(".")
        name = called.rstrip("/") if disk.is_folder(path) else called.rpartition("/")[0]
        library = Library(above, cache, called=name.removesuffix(below).rstrip("/") or ".")
        if below and not any(f"{each}/".startswith(f"{below}/") for each in library.pack_names):
            raise _nothing(called)
        return Rulebook(called, library, (), law=True, below=below, unread={}, problems=())
    return _beside(path, called, cache)


def _beside(path: Path, called: str, cache: Path | None) -> Rulebook:
    """The packs of a company in a file or a folder, and the law if it lies there too."""
    files = list(yaml_below(path)) if disk.is_folder(path) else [path]
    laws = sorted({each.parent for each in files if each.name == MARKS[0] and is_law(each.parent)})
    if len(laws) > 1:
        found = ticked(each.relative_to(path).as_posix() for each in laws)
        raise BadCommand(
            Text(
                "several folders of rules in `{called}`: name one of {names}",
                "`{called}`에 규칙 폴더가 여러 개 있습니다. 하나를 지정하십시오: {names}",
                called=called,
                names=found,
            )
        )
    root = laws[0] if laws else None
    law_called = within(called, root.relative_to(path).as_posix()) if root is not None else "rules"
    library = Library(root or rules_root(), cache, called=law_called)
    own = [each for each in files if each.name != CASES and (each == path or is_pack(each))]
    names: list[str] = []
    unread: dict[str, Node] = {}
    problems: list[Problem] = []
    for file in own:
        if root is not None and file.is_relative_to(root):
            continue
        name = called if file == path else within(called, file.relative_to(path).as_posix())
        try:
            names.append(library.add(file, name).name)
        except CannotCheck as error:
            problems += error.problems
            held = _held(file, name)
            if held is not None:
                unread[str(held["pack"])] = held
    if root is None and not names and not unread:
        raise CannotCheck(problems) if problems else _nothing(called)
    return Rulebook(called, library, tuple(names), root is not None, "", unread, tuple(problems))


def of_lock(path: Path, called: str, cache: Path | None = None) -> Rulebook:
    """The rules that a lock file pins, as long as they are as it says. Otherwise CannotCheck says what is not."""
    every = pinned_by(path, called)
    law = next((each for each in every if each.law), None)
    folder = called.rpartition("/")[0]
    library = (
        Library(law.path, cache, called=within(folder, law.name)) if law is not None else Library(rules_root(), cache)
    )
    names = [library.add(each.path, within(folder, each.name)).name for one in every for each in one.policies]
    return Rulebook(called, library, tuple(names), law is not None, "", {}, ())


def within(called: str, relative: str) -> str:
    """How what lies in something that is called so is called: `main:rules`, `law/us`."""
    if called in ("", "."):
        return relative
    return f"{called}{relative}" if called.endswith(":") else f"{called.rstrip('/')}/{relative}"


def _held(file: Path, name: str) -> Node | None:
    """What the file of a pack holds that is none as it is written; None if it does not even say which pack it is."""
    try:
        root = read_file(file, name).root
    except CannotCheck:
        return None
    if not isinstance(root, Node) or not isinstance(root.get("pack"), str):
        return None
    root.document.rules = True
    return root


def _nothing(called: str) -> BadCommand:
    return BadCommand(
        Text(
            "no pack of rules in `{called}`: a pack is a file with `pack:`",
            "`{called}`에 규칙 묶음이 없습니다. 묶음은 `pack:`이 있는 파일입니다",
            called=called,
        )
    )
