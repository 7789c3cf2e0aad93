"""Bytes from the disk and onto it, by the rules of the system alone: nothing here waits, nothing is read without end,
nothing is half written. What goes wrong is an OSError, also where a name cannot be one.
"""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_HANDLES = Path("/proc/self/fd")
"""Where the system shows the open files of this process: a file that has no name gets one from there."""
_UNNAMED = getattr(os, "O_TMPFILE", 0) if _HANDLES.is_dir() else 0
OTHERS = 0o077
"""The bits of a mode that let anybody but the owner in."""
TEMPORARY = ".kvcheck-"
"""How the name of a file begins that does not have its own yet; the number of its process follows."""
MAX_PROCESS = 1 << 22
"""The numbers of processes lie below it."""


class NotAFile(OSError):  # noqa: N818 - named for what was found
    """What has the name is a folder, a pipe, a device."""


class TooLarge(OSError):  # noqa: N818 - as above
    """The file has more bytes than were asked for."""


def read(path: Path, at_most: int) -> bytes:
    """The bytes of a file, no more than `at_most`. A pipe or a device is not opened for reading: it could wait.

    Raises NotAFile, TooLarge, or another OSError.
    """
    with _opened(path, 0) as (handle, found):
        return _read(handle, found, path, at_most)


def read_own(path: Path, at_most: int) -> bytes:
    """As `read`, of a file that nobody but this user can have written: no link, and not open to others.

    Raises PermissionError of another's file.
    """
    with _opened(path, _NO_LINK) as (handle, found):
        if not _is_own(found):
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), str(path))
        return _read(handle, found, path, at_most)


def there(path: Path) -> bool:
    """Whether something has the name, be it a link that leads nowhere or in a folder that cannot be looked into.

    So what is there and cannot be read is found out when it is read, and never taken for absent.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError:
        return True
    return True


def is_folder(path: Path) -> bool:
    """Whether it is a folder, or a link to one. What the system does not let be seen is none."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def folder_of(path: Path) -> Path:
    """The folder itself; of anything else, the folder that it lies in, or would."""
    return path if is_folder(path) else path.parent


def names(folder: Path) -> list[str]:
    """The names in a folder, in order; none where there is none, or the system does not let it be seen."""
    try:
        return sorted(each.name for each in folder.iterdir())
    except (OSError, ValueError):
        return []


def dangles(path: Path) -> bool:
    """Whether it is a link that leads nowhere, or to itself."""
    return is_link(path) and not os.path.exists(path)  # noqa: PTH110 - `Path.exists` raises where this says no


def is_link(path: Path) -> bool:
    """Whether it is a link, as far as the system lets it be seen."""
    return "\0" not in str(path) and os.path.islink(path)  # noqa: PTH114 - as above


def followed(path: Path) -> Path:
    """The path without links and `..`; of links that lead to themselves, as far as they lead anywhere."""
    return Path(os.path.realpath(path)) if "\0" not in str(path) else path


def target(path: Path) -> Path:
    """The path that a link leads to, be it there or not. Raises OSError of links that lead to themselves."""
    found = followed(path)
    if is_link(found):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return found


def same(one: Path, other: Path) -> bool:
    """Whether two names lead to one file, or would: also where nothing is there yet, or nothing may be looked at."""
    with suppress(OSError, ValueError):
        return one.samefile(other)
    return followed(one) == followed(other)


def own_folder(path: Path) -> bool:
    """Whether a folder is there, or could be made, that nobody but this user can write into or look at."""
    with suppress(OSError, ValueError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileExistsError):
            path.mkdir(mode=0o700)
        found = path.lstat()
        return stat.S_ISDIR(found.st_mode) and _is_own(found)
    return False


def _is_own(found: os.stat_result) -> bool:
    """Whether a file is this user's, and only theirs. Where the system has no such users, none is."""
    return hasattr(os, "geteuid") and found.st_uid == os.geteuid() and not found.st_mode & OTHERS


@contextmanager
def _opened(path: Path, flags: int) -> Iterator[tuple[int, os.stat_result]]:
    """A file opened for reading, and what it is."""
    try:
        handle = os.open(path, os.O_RDONLY | _WITHOUT_WAITING | flags)
    except ValueError:  # a null character
        raise _no_name() from None
    try:
        yield handle, os.fstat(handle)
    finally:
        os.close(handle)


def _read(handle: int, found: os.stat_result, path: Path, at_most: int) -> bytes:
    """The bytes of an open file; it may grow while it is read."""
    if not stat.S_ISREG(found.st_mode):
        raise NotAFile(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    with os.fdopen(os.dup(handle), "rb") as file:
        data = file.read(at_most + 1) if found.st_size <= at_most else b""
    if found.st_size > at_most or len(data) > at_most:
        raise TooLarge(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return data


class Ready:
    """A file that is written and does not have its name yet.

    Until then it has none at all, where the system can do that, so that nothing stays if this process is killed; and
    nobody but the user may read it.
    """

    def __init__(self, path: Path, data: bytes | Iterable[bytes]) -> None:
        """The bytes that are to be at `path`, at once or piece by piece."""
        self.path = path
        self._temporary: Path | None = None
        self._handle = self._opened()
        try:
            with os.fdopen(os.dup(self._handle), "wb") as file:
                file.writelines([data] if isinstance(data, bytes) else data)
        except BaseException:
            self.drop()
            raise

    def _opened(self) -> int:
        """A new file in the folder, open for writing."""
        if _UNNAMED:
            try:
                return os.open(self.path.parent, _UNNAMED | os.O_RDWR | os.O_CLOEXEC, 0o600)
            except OSError as error:
                if error.errno not in (errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL):
                    raise
            except ValueError:
                raise _no_name() from None
        self._temporary = self._unused()
        return os.open(self._temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | _WITHOUT_WAITING, 0o600)

    def _unused(self) -> Path:
        """A name that no file of the folder has."""
        return self.path.parent / f"{TEMPORARY}{os.getpid()}-{os.urandom(6).hex()}"

    def take_name(self, mode: int | None = None, *, new: bool = False) -> None:
        """Put the file at its path. Its mode is `mode`, else that of the file whose place it takes, else the usual.

        With `new`, it takes the place of none: FileExistsError.
        """
        try:
            if mode is None:
                mode = self._usual_mode()
            if new and there(self.path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(self.path))
            if self._temporary is None:
                self._link()
            if not hasattr(os, "fchmod"):  # Windows, which renames no open file and knows no modes
                self._close()
            if self._temporary is not None:
                self._temporary.replace(self.path)
                self._temporary = None
            if hasattr(os, "fchmod"):
                os.fchmod(self._handle, mode)
        finally:
            self.drop()

    def _usual_mode(self) -> int:
        with suppress(FileNotFoundError):
            return stat.S_IMODE(self.path.stat().st_mode) & 0o777
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask

    def _link(self) -> None:
        """Give the file its name, or one beside it where another file has that: only a renaming takes its place."""
        source = _HANDLES / str(self._handle)
        try:
            os.link(source, self.path, src_dir_fd=self._handle, follow_symlinks=True)
        except FileExistsError:
            _sweep(self.path.parent)
            self._temporary = self._unused()
            os.link(source, self._temporary, src_dir_fd=self._handle, follow_symlinks=True)

    def drop(self) -> None:
        """Forget the file; one that has taken its name stays."""
        self._close()
        if self._temporary is not None:
            self._temporary.unlink(missing_ok=True)
            self._temporary = None

    def _close(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def _sweep(folder: Path) -> None:
    """Take away what a process left that was killed between giving a file its first name and its own."""
    for left in folder.glob(f"{TEMPORARY}*-*"):
        number = left.name.removeprefix(TEMPORARY).partition("-")[0]
        if number.isdecimal() and int(number) < MAX_PROCESS:
            try:
                os.kill(int(number), 0)
            except ProcessLookupError:
                left.unlink(missing_ok=True)
            except OSError:
                pass  # another user's


def put(path: Path, data: bytes | Iterable[bytes], mode: int | None = None) -> None:
    """Write a file so that it is whole or as it was, whenever this process is killed; its mode as `Ready` says."""
    Ready(path, data).take_name(mode)


def is_stream(path: Path) -> bool:
    """Whether it is a device, a pipe, a socket: what takes bytes and holds none."""
    try:
        found = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(found) and not stat.S_ISDIR(found)


def send(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Add bytes to what is at a path, which is made if nothing is there. A pipe that nobody reads is an error."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | _WITHOUT_WAITING
    try:
        handle = os.open(path, flags, 0o666)
    except ValueError:
        raise _no_name() from None
    with os.fdopen(handle, "wb") as file:
        if hasattr(os, "set_blocking"):
            os.set_blocking(handle, True)  # a reader that is slow is waited for
        file.writelines([data] if isinstance(data, bytes) else data)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep a folder from every other process that asks the same, which waits until this one is done.

    Where the system or the disk knows no such lock, or the folder is not there, there is none.
    """
    try:
        import fcntl

        handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    except (ImportError, OSError):
        yield
        return
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _no_name() -> OSError:
    return OSError(errno.EINVAL, os.strerror(errno.EINVAL))
