"""Plans and rules as they were at a revision: the only place that runs git. It reads; it changes nothing."""

import os
import subprocess
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kvcheck import disk, plan
from kvcheck.errors import BadCommand, CannotCheck
from kvcheck.language.text import Text
from kvcheck.model import Plan
from kvcheck.repository.named import Named
from kvcheck.source import read_bytes
from kvcheck.source.limits import MAX_BYTES
from kvcheck.upwards import CONFIGURATIONS, where

_TIME_LIMIT = 120
"""Seconds after which git is taken to hang."""
_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})
"""What git passes to its hooks about a repository; with it, git would take any folder for the top of that one."""


class UnknownRevision(BadCommand):
    """Git knows no commit of a name."""


class NoRepository(BadCommand):
    """There is no repository around a folder."""


class _Git:
    """Runs git in a folder, for something that the user asked for."""

    def __init__(self, folder: Path, environment: Mapping[str, str], asked: str) -> None:
        """`asked` is what messages say needs git: an option."""
        self._environment = {name: value for name, value in environment.items() if name not in _OF_A_HOOK}
        self._root = folder
        self._asked = asked

    def _git(self, *arguments: str, or_else: BadCommand | None = None, given: bytes | None = None) -> bytes:
        """What git prints. Raises BadCommand if it fails (`or_else`, if given) or refuses the repository."""
        done = self._run(*arguments, given=given)
        if b"dubious ownership" in done.stderr:
            raise _not_ours()
        if done.returncode != 0:
            raise or_else or _failed(arguments[0])
        return done.stdout

    def _run(self, *arguments: str, given: bytes | None = None) -> "subprocess.CompletedProcess[bytes]":
        """Run git, for at most _TIME_LIMIT seconds, with `given` as its input. BadCommand if it cannot be run."""
        command = ["git", "-C", str(self._root), *arguments]
        try:
            return subprocess.run(  # noqa: S603
                command, capture_output=True, check=False, timeout=_TIME_LIMIT, env=self._environment, input=given
            )
        except (OSError, subprocess.TimeoutExpired):
            raise BadCommand(
                Text(
                    "`{asked}` needs git, which does not run",
                    "`{asked}`에 필요한 git을 실행할 수 없습니다",
                    asked=self._asked,
                )
            ) from None

    @property
    def top(self) -> Path:
        """The folder of the repository."""
        return self._root

    def _commit_of(self, revision: str) -> str:
        """The commit that a revision names, which is never taken for an option. BadCommand if there is none."""
        return _text(
            self._git(
                "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}",
                or_else=_unknown(revision),
            )
        )  # fmt: skip


class Tree(_Git):
    """All files of the repository around a folder, as they were at a revision."""

    def __init__(self, folder: Path, revision: str, environment: Mapping[str, str]) -> None:
        """BadCommand if there is no repository around the folder, or no such commit in it."""
        super().__init__(folder, environment, revision)
        self._root = Path(_text(self._git("rev-parse", "--show-toplevel", or_else=_unknown(revision))))
        self._commit = self._commit_of(revision)

    def files(self, wanted: Callable[[str], bool]) -> dict[str, bytes]:
        """The files whose names, from the top of the repository, are wanted. Links are none."""
        listed = self._git("ls-tree", "-r", "-z", self._commit).split(b"\0")
        blobs: dict[str, bytes] = {}
        for each in listed:
            head, _, name = each.partition(b"\t")
            if head.startswith(b"100") and wanted(os.fsdecode(name)):
                blobs[os.fsdecode(name)] = head.split()[2]
        said = self._git("cat-file", "--batch", given=b"\n".join(blobs.values()) + b"\n") if blobs else b""
        return dict(zip(blobs, _contents(said), strict=True))


class Repository(_Git):
    """The repository around a folder, seen at a revision."""

    def __init__(self, folder: Path, revision: str, environment: Mapping[str, str]) -> None:
        """The commit where the work at hand left `revision`; git runs in `environment`.

        BadCommand if there is no repository or no such commit.
        """
        super().__init__(folder, environment, "--changed-since")
        self._root = Path(_text(self._git("rev-parse", "--show-toplevel", or_else=_no_repository())))
        commit = self._commit_of(revision)
        base = self._run("merge-base", commit, "HEAD")
        self._commit = _text(base.stdout) if base.returncode == 0 else commit
        self.compares_tips = base.returncode != 0
        """Whether it is compared with `revision` itself, because no common ancestor is there."""
        self._above: dict[str, str | None] = {}

    def plan_before(self, named: Named, without: Collection[Path] = ()) -> Plan | None:
        """A plan as it was, `without` files that are none of its; None if it was not there, or was not in order.

        One that was renamed or moved is found by what it holds: the one plan that is no more and has a trip of it.
        """
        relative = self._relative(named.path)
        if relative is None:
            return None
        left_out = {self._relative(each) for each in without}
        names = [each for each in self._names(relative) if each not in left_out]
        if names:
            return self._plan_of(names, relative, named.name)
        return self._renamed(named, relative, left_out)

    def _names(self, relative: str) -> list[str]:
        """The files that were at a path, or below it."""
        listed = self._git("ls-tree", "-r", "-z", "--name-only", self._commit, "--", relative).split(b"\0")
        return sorted(os.fsdecode(each) for each in listed if each)

    def _renamed(self, named: Named, relative: str, left_out: Collection[str | None]) -> Plan | None:
        """The one plan of the revision that is no more and has a trip of a plan that is new.

        None where it was governed by other settings, or may have named other files as the rules of its sites.
        """
        try:
            now = plan.load(named.path, named.name)
        except CannotCheck:
            return None
        ids, ruled = {trip["id"] for trip in now.trips}, any("rules" in site for site in now.sites.values())
        folder = disk.is_folder(named.path)
        lost = [
            each
            for each in self._names(".")
            if each not in left_out and plan.belongs(each) and not disk.there(self._root / each)
        ]
        paths = {above.as_posix() for each in lost for above in Path(each).parents} - {"."} if folder else set(lost)
        found = []
        for path in sorted(paths):
            moved = folder or Path(path).parent != Path(relative).parent
            if (ruled and moved) or self._settings_above(path) != self._settings_above(relative):
                continue
            inside = [each for each in lost if each == path or each.startswith(f"{path}/")]
            before = self._plan_of(inside, path, named.name) if not disk.there(self._root / path) else None
            if before is not None and ids & {trip["id"] for trip in before.trips}:
                found.append(before)
        return found[0] if len(found) == 1 else None

    def configuration_above(self, path: Path) -> str | None:
        """The configuration of the revision that was nearest to a plan: in its folder, if it is one, or above it.

        It is named from the top of the repository; None if there was none.
        """
        relative = self._relative(disk.folder_of(path))
        if relative is None:
            return None
        if relative not in self._above:
            self._above[relative] = self._settings_above(relative)
        return self._above[relative]

    def _settings_above(self, relative: str) -> str | None:
        """The configuration of the revision that was in a folder, or nearest above it."""
        folders = (Path(relative), *Path(relative).parents)
        paths = [(folder / name).as_posix() for folder in folders for name in CONFIGURATIONS]
        there = self._git("ls-tree", "-z", "--name-only", self._commit, "--", *paths).split(b"\0")
        return next((each for each in paths if os.fsencode(each) in there), None)

    def _plan_of(self, names: Sequence[str], relative: str, called: str) -> Plan | None:
        """The plan that some files of the revision were, at a path; None if it was not in order."""
        below = "" if relative == "." else f"{relative}/"
        try:
            documents = [
                read_bytes(self._git("cat-file", "blob", f"{self._commit}:{name}"), name)
                for name in names
                if name == relative or plan.belongs(name.removeprefix(below))
            ]
            return plan.assemble(documents, called) if documents else None
        except CannotCheck:
            return None

    def has_lost(self, names: Iterable[str], plan_path: Path) -> bool:
        """Whether a file of one of these names stood beside a plan, or above it, and no longer does."""
        relative = self._relative(plan_path)
        if relative is None:
            return True
        folders = [Path(relative), *Path(relative).parents]
        paths = {(folder / name).as_posix() for folder in folders for name in names}
        listed = self._git("ls-tree", "-z", "--name-only", self._commit, "--", *sorted(paths)).split(b"\0")
        return any(name and not (self._root / os.fsdecode(name)).is_file() for name in listed)

    def is_as_before(self, path: Path) -> bool:
        """Whether a file is as it was at the revision."""
        relative = self._relative(path)
        if relative is None:
            return False
        before = self._run("cat-file", "blob", f"{self._commit}:{relative}")
        return before.returncode == 0 and before.stdout == _bytes(path)

    def bytes_before(self, path: Path) -> bytes | None:
        """A file as it was at the revision; None if it was not there."""
        relative = self.relative(path)
        before = self._run("cat-file", "blob", f"{self._commit}:{relative}") if relative is not None else None
        return before.stdout if before is not None and before.returncode == 0 else None

    def relative(self, path: Path) -> str | None:
        """A path from the top of the repository; None if it is not in it."""
        return self._relative(path)

    def _relative(self, path: Path) -> str | None:
        """A path from the top of the repository; None outside of it, and behind a link: it may have led elsewhere."""
        root, whole = disk.followed(self._root), where(path)
        if any(
            disk.is_link(each) and disk.followed(each.parent).is_relative_to(root) for each in (whole, *whole.parents)
        ):
            return None
        whole = disk.followed(whole)
        return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else None


def _contents(said: bytes) -> Iterator[bytes]:
    """What `git cat-file --batch` prints of each file: a line with its size, the file, the end of a line."""
    at = 0
    while at < len(said):
        start = said.index(b"\n", at) + 1
        at = start + int(said[at:start].split()[2])
        yield said[start:at]
        at += 1


def nearest(folder: Path, revisions: Sequence[str], environment: Mapping[str, str]) -> Repository:
    """The repository around a folder, seen at the first of several names that git knows. Raises as `Repository`."""
    *others, last = revisions
    for each in others:
        try:
            return Repository(folder, each, environment)
        except UnknownRevision:
            continue
    return Repository(folder, last, environment)


def _text(output: bytes) -> str:
    return output.decode(errors="surrogateescape").strip()


def _no_repository() -> BadCommand:
    return NoRepository(
        Text(
            "`--changed-since` needs a git repository around the plans", "`--changed-since`에는 git 저장소가 필요합니다"
        )
    )


def _not_ours() -> BadCommand:
    return BadCommand(
        Text(
            "git does not read a repository that belongs to another user (see `safe.directory` of git config)",
            "다른 사용자 소유의 저장소라 git이 읽지 않습니다(git config의 `safe.directory` 참조)",
        )
    )


def _unknown(revision: str) -> BadCommand:
    return UnknownRevision(
        Text(
            "git does not know the revision `{revision}`; in CI, fetch it first (`fetch-depth: 0`)",
            "git에 `{revision}` 리비전이 없습니다. CI에서는 먼저 가져오십시오(`fetch-depth: 0`)",
            revision=revision,
        )
    )


def _failed(command: str) -> BadCommand:
    return BadCommand(Text("`git {command}` failed", "`git {command}` 실행에 실패했습니다", command=command))


def _bytes(path: Path) -> bytes | None:
    """The bytes of a file; None of what cannot be read, which is not as it was."""
    try:
        return disk.read(path, MAX_BYTES)
    except OSError:
        return None
