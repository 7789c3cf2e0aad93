"""Files as the system has them: what a YAML file is, and bytes that are read or whose lack is a problem."""

import errno
from collections.abc import Iterator
from pathlib import Path, PurePath

from kvcheck import disk
from kvcheck.errors import CannotCheck, Problem
from kvcheck.language.text import Text

YAML_SUFFIXES = (".yaml", ".yml")
"""How names of YAML files end, in small letters."""


def is_yaml(path: PurePath | str) -> bool:
    """Whether a file is YAML by its name, in letters of any case."""
    return PurePath(path).suffix.lower() in YAML_SUFFIXES


def yaml_files(folder: Path) -> Iterator[Path]:
    """Every YAML file in a folder and below it; what cannot be entered is left out."""
    return (each for each in folder.rglob("*") if is_yaml(each) and not disk.is_folder(each))


_WHY = {
    errno.ENOENT: "그런 파일이나 폴더가 없습니다", errno.EACCES: "권한이 없습니다",
    errno.EPERM: "허용되지 않는 작업입니다",
    errno.EISDIR: "폴더입니다", errno.ENOTDIR: "폴더가 아닙니다", errno.ELOOP: "링크가 서로를 가리킵니다",
    errno.ENAMETOOLONG: "이름이 너무 깁니다", errno.ENOSPC: "저장 공간이 없습니다", errno.EEXIST: "이미 있습니다",
    errno.EROFS: "읽기 전용입니다", errno.EINVAL: "이름이나 값이 잘못되었습니다", errno.EFBIG: "파일이 너무 큽니다",
    errno.EMFILE: "열린 파일이 너무 많습니다", errno.EIO: "장치 입출력 오류입니다",
    errno.ENOTEMPTY: "폴더가 비어 있지 않습니다", errno.EBUSY: "다른 프로그램이 사용 중입니다",
    errno.EBADF: "닫힌 파일입니다",
}  # fmt: skip
"""What a system says in English, in Korean."""


def why(error: OSError | UnicodeDecodeError) -> Text:
    """What the system says of a file that failed."""
    number = getattr(error, "errno", None) or 0
    said = getattr(error, "strerror", None) or type(error).__name__
    korean = _WHY.get(number) or f"시스템 오류 {number}"
    return Text(said, korean)


def cannot_read(name: str, reason: str | Text) -> Text:
    """What to say of a file that cannot be read."""
    return Text("cannot read `{name}`: {reason}", "`{name}`{:을} 읽을 수 없습니다: {reason}", name=name, reason=reason)


def contents(path: Path, name: str, at_most: int) -> bytes:
    """The bytes of a file, no more than `at_most`; `name` is how messages call it.

    Raises CannotCheck for what is no file (a folder, a pipe, a device), cannot be read, or is larger.
    """
    try:
        return disk.read(path, at_most)
    except disk.NotAFile:
        message = Text("`{name}` is not a file", "`{name}`{:은} 파일이 아닙니다", name=name)
        raise CannotCheck([Problem(message=message)]) from None
    except disk.TooLarge:
        raise too_large(name, at_most) from None
    except OSError as error:
        raise CannotCheck([Problem(message=cannot_read(name, why(error)))]) from None


def too_large(name: str, at_most: int) -> CannotCheck:
    """What to say of a file above a limit in bytes."""
    size = at_most >> 20
    message = Text("`{name}` is larger than {size} MiB", "`{name}`{:이} {size} MiB보다 큽니다", name=name, size=size)
    return CannotCheck([Problem(message=message, hint=Text("split it into several files", "여러 파일로 나누십시오"))])
