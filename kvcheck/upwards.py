"""What a planning repository has by the name of a file, found without reading any: help asks for it too."""

import re
from pathlib import Path

from kvcheck import disk
from kvcheck.language.spelling import folded

CONFIGURATIONS = ("kvcheck.yaml", "kvcheck.yml")
"""How the configuration of a planning repository may be called; where both are, the first counts."""
LOCK = "kvcheck.lock"
"""The file beside the configuration that pins packs from elsewhere."""
REGISTERS = ("waivers.yaml", "waivers.yml")
"""How files of waivers are usually called; the first is found without being named."""

_NEAR = r"[._]?kv[-_ ]?check([-_. ]?config)?\.ya?ml(\.(txt|ya?ml))*|[._]?kvcheckrc(\.ya?ml)?"


def configuration(start: Path) -> Path | None:
    """The configuration file of a folder: in it, or in the nearest folder above that has one."""
    here = where(start)
    for folder in (here, *here.parents):
        for name in CONFIGURATIONS:
            if disk.there(folder / name):  # one that cannot be read stops the run: its policies do not vanish
                return folder / name
    return None


def misnamed(start: Path) -> list[Path]:
    """Files that somebody took for the configuration, and that nothing reads: hidden, in capitals, with another end,
    with letters or spaces that only look right, called as other programs call theirs.

    They are looked for where the configuration of a folder would be: up to the folder that has one, or the top of the
    repository; outside of any repository in the folder itself.
    """
    here = where(start)
    folders = [here, *here.parents]
    last = next((at for at, each in enumerate(folders) if _ends(each)), 0)
    return [folder / name for folder in folders[: last + 1] for name in disk.names(folder) if _is_near(name)]


def _ends(folder: Path) -> bool:
    return any(disk.there(folder / name) for name in (*CONFIGURATIONS, ".git"))


def _is_near(name: str) -> bool:
    """Whether a name is, or looks like, that of the configuration but for dots, capitals and what stands around it."""
    if name in CONFIGURATIONS or (name.isascii() and "kv" not in name.lower()):  # most files
        return False
    return re.fullmatch(_NEAR, folded(name).strip()) is not None


def where(path: Path) -> Path:
    """A path from the root. Above `..` stands what the system takes it for: behind a link, that is another folder."""
    return disk.followed(path) if ".." in path.parts else path.absolute()
