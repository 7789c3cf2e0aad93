"""`kvcheck.lock`: the packs from elsewhere that a configuration names, each of their files by its digest.

`packs` of kvcheck.yaml names classes of entry, and, by their paths, folders and files of packs that come from
elsewhere. What is named so is judged by only as it was when it was locked: a file that was changed, is missing or is
new stops the run. Packs are data; nothing of them is ever run.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kvcheck import __version__, disk
from kvcheck.digests import sha256
from kvcheck.errors import CannotCheck, Place, Problem
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.packs.folders import is_law, is_pack, yaml_below
from kvcheck.packs.library import CASES
from kvcheck.repository.baseline import read_json
from kvcheck.repository.config import Config, from_elsewhere, is_path
from kvcheck.repository.named import Policy
from kvcheck.source import problem_at
from kvcheck.source.files import contents
from kvcheck.source.limits import MAX_BYTES
from kvcheck.source.schema import is_valid
from kvcheck.upwards import LOCK, where

FORMAT, VERSION, NAME = "kvcheck-lock", 1, LOCK
_AGAIN = Text(
    "look at what changed (`kvcheck rules diff`), then pin it with `kvcheck rules lock`",
    "변경 내용을 확인한 뒤(`kvcheck rules diff`) `kvcheck rules lock`으로 고정하십시오",
)


class Elsewhere(NamedTuple):
    """A folder or file of packs that a configuration names."""

    text: str
    """As the configuration has it."""
    path: Path
    name: str
    """How output calls it."""
    law: bool
    """Whether it stands in the place of the law that comes with kvcheck; otherwise it is packs of a company."""
    files: Mapping[str, str]
    """The SHA-256 of each of its files, in hexadecimal, by the path from the folder; of a file by its own name."""

    @property
    def digest(self) -> str:
        """SHA-256 of all of it: of the names and digests of its files."""
        told = "".join(f"{digest}  {name}\n" for name, digest in sorted(self.files.items()))
        return sha256(told)

    @property
    def policies(self) -> tuple[Policy, ...]:
        """Its packs, where it is no law."""
        if self.law:
            return ()
        if not disk.is_folder(self.path):
            return (Policy(self.text, self.path, self.name),)
        packs = [each for each in self.files if Path(each).name != CASES and is_pack(self.path / each)]
        return tuple(
            Policy(f"{self.text.rstrip('/')}/{each}", self.path / each, f"{self.name}/{each}") for each in packs
        )


def found(config: Config) -> tuple[Elsewhere, ...]:
    """The packs from elsewhere as they lie there. Raises CannotCheck with everything that cannot be read as such."""
    problems: list[Problem] = []
    every: list[Elsewhere] = []
    for index, entry in enumerate(config.texts("packs")):
        if not is_path(entry):
            continue
        try:
            every.append(_of(config.root, config.base, entry))
        except CannotCheck as error:
            problems += [_at(config, index, each.message, each.hint) for each in error.problems]
    laws = [each for each in every if each.law]
    if len(laws) > 1:
        message = Text("`packs` names several folders of the law", "`packs`에 법령 규칙 폴더가 여러 개입니다")
        problems.append(_at(config, list(config.texts("packs")).index(laws[1].text), message, None))
    if problems:
        raise CannotCheck(problems)
    return tuple(every)


def verified(config: Config) -> tuple[Elsewhere, ...]:
    """The packs from elsewhere, if they are as they were locked. Otherwise CannotCheck says each file that is not."""
    lock = config.root / NAME
    named = from_elsewhere(config)
    if not named and not disk.there(lock):
        return ()
    every = found(config)
    if not disk.there(lock):
        message = Text(
            "packs from elsewhere are not pinned: there is no {lock}",
            "외부 규칙 묶음이 고정되지 않았습니다. {lock} 파일이 없습니다",
            lock=NAME,
        )
        hint = Text(
            "look at them, then pin them with `kvcheck rules lock`", "확인 후 `kvcheck rules lock`으로 고정하십시오"
        )
        raise CannotCheck([_at(config, config.texts("packs").index(named[0]), message, hint)])
    pinned = read(lock, _lock_name(config))
    problems = [problem for each in every for problem in _differences(config, each, pinned.get(each.text))]
    for gone in sorted(set(pinned) - set(named)):
        message = Text(
            "`{gone}` is pinned, and not among the `packs` of {config}",
            "`{gone}`{:은} 고정되어 있으나 {config}의 `packs`에 없습니다",
            gone=gone,
            config=config.name,
        )
        problems.append(Problem(message=message, hint=_AGAIN, place=Place(_lock_name(config), 1, 1)))
    if problems:
        raise CannotCheck(problems)
    return every


def pinned_by(path: Path, name: str) -> tuple[Elsewhere, ...]:
    """The packs that a lock file pins, whatever configuration stands beside it. CannotCheck if one is not as pinned."""
    every: list[Elsewhere] = []
    problems: list[Problem] = []
    root = where(path).parent
    for text, entry in read(path, name).items():
        try:
            each = _of(root, root, text)
        except CannotCheck as error:
            problems += error.problems
            continue
        every.append(each)
        problems += [Problem(message=message, hint=_AGAIN) for message in _moved(each, entry["files"])]
    if problems:
        place = Place(name, 1, 1)
        raise CannotCheck([Problem(message=each.message, hint=each.hint, place=place) for each in problems])
    return tuple(every)


def read(path: Path, name: str) -> Mapping[str, Mapping[str, Any]]:
    """The entries of a lock file, by the text of the configuration. Raises CannotCheck if it is none."""
    value = read_json(path, name)
    if not is_valid(value, "lock"):
        message = Text("`{name}` is no lock of packs", "`{name}`{:은} 규칙 묶음 고정 파일이 아닙니다", name=name)
        hint = Text("write it with `kvcheck rules lock`", "`kvcheck rules lock`으로 만드십시오")
        raise CannotCheck([Problem(message=message, hint=hint, place=Place(name, 1, 1))])
    packs: Mapping[str, Mapping[str, Any]] = value["packs"]
    return packs


def render(every: tuple[Elsewhere, ...]) -> str:
    """The lock file of packs as they lie there."""
    packs = {
        each.text: {"law": each.law, "sha256": each.digest, "files": dict(sorted(each.files.items()))} for each in every
    }
    value = {"format": FORMAT, "version": VERSION, "kvcheck": __version__, "packs": packs}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _of(root: Path, base: Path, entry: str) -> Elsewhere:
    """What lies at a path from the folder `root`; output calls it as it lies in the folder `base`."""
    path = root / entry
    whole = where(path)
    name = whole.relative_to(base).as_posix() if whole.is_relative_to(base) else entry
    if not disk.there(path):
        raise _wrong(Text("there is no `{name}`", "`{name}`{:이} 없습니다", name=name))
    if not disk.is_folder(path):
        data = contents(path, name, MAX_BYTES)
        if not is_pack(path):
            raise _wrong(
                Text(
                    "`{name}` is no pack: it has no `pack:`",
                    "`{name}`에 `pack:`이 없어 규칙 묶음이 아닙니다",
                    name=name,
                )
            )
        return Elsewhere(entry, path, name, law=False, files={path.name: _digest(data)})
    linked = _linked(path)
    if linked is not None:
        called = f"{name}/{linked.relative_to(path).as_posix()}"
        message = Text(
            "`{name}` is a link to a folder; packs are read without following any",
            "`{name}`{:은} 폴더로 가는 링크입니다. 규칙 묶음은 링크를 따라가지 않고 읽습니다",
            name=called,
        )
        raise _wrong(message)
    files = {
        below: _digest(contents(each, f"{name}/{below}", MAX_BYTES))
        for each in yaml_below(path)
        for below in [each.relative_to(path).as_posix()]
    }
    law = is_law(path)
    if not law and not any(is_pack(path / each) for each in files):
        raise _wrong(Text("no pack of rules in `{name}`", "`{name}`에 규칙 묶음이 없습니다", name=name))
    return Elsewhere(entry, path, name, law, files)


def _linked(folder: Path) -> Path | None:
    """A link to a folder in a folder or below it."""
    for each in sorted(folder.iterdir()):
        if disk.is_folder(each) and not each.name.startswith("."):
            found = each if disk.is_link(each) else _linked(each)
            if found is not None:
                return found
    return None


def _differences(config: Config, each: Elsewhere, pinned: Mapping[str, Any] | None) -> Iterator[Problem]:
    """What of a folder or file is not as it was locked."""
    index = list(config.texts("packs")).index(each.text)
    if pinned is None:
        message = Text(
            "`{name}` is not pinned in {lock}",
            "`{name}`{:이} {lock}에 고정되어 있지 않습니다",
            name=each.name,
            lock=NAME,
        )
        yield _at(config, index, message, _AGAIN)
        return
    for message in _moved(each, pinned["files"]):
        yield _at(config, index, message, _AGAIN)
    if pinned["law"] is not each.law:
        message = Text(
            "`{name}` was pinned as something else", "`{name}`{:이} 다른 종류로 고정되어 있습니다", name=each.name
        )
        yield _at(config, index, message, _AGAIN)


def _moved(each: Elsewhere, pinned: Mapping[str, str]) -> Iterator[Text]:
    """Each file that is not as it was pinned."""
    of_file = not disk.is_folder(each.path)
    for name in sorted({*pinned, *each.files}):
        if pinned.get(name) != each.files.get(name):
            called = each.name if of_file else f"{each.name}/{name}"
            yield _said(called, pinned.get(name), each.files.get(name))


def _said(name: str, pinned: str | None, now: str | None) -> Text:
    if pinned is None:
        return Text("`{name}` is new since packs were locked", "`{name}`{:은} 고정 이후 추가되었습니다", name=name)
    if now is None:
        return Text("`{name}` is missing; it is locked", "고정된 `{name}`{:이} 없습니다", name=name)
    return Text(
        "`{name}` was changed since it was locked (sha256 {now}, not {pinned})",
        "`{name}`{:이} 고정 이후 변경되었습니다(sha256 {now}, 고정값 {pinned})",
        name=name,
        now=now[:12],
        pinned=pinned[:12],
    )


def _lock_name(config: Config) -> str:
    """How output calls the lock file."""
    return Path(config.name).with_name(NAME).as_posix()


def _at(config: Config, index: int, message: Text, hint: Text | None) -> Problem:
    """A problem at an entry of `packs`."""
    return problem_at(config.values.document, config.values["packs"].item_place(index), message, hint)


def _wrong(message: Text) -> CannotCheck:
    return CannotCheck([Problem(message=message)])


def _digest(data: bytes) -> str:
    return sha256(data)
