"""What a planning repository has by the name of a file, found without reading any: help asks for it too."""

from pathlib import Path

from kvcheck import disk

CONFIGURATIONS = ("kvcheck.yaml", "kvcheck.yml")
"""How the configuration of a planning repository may be called; where both are, the first counts."""
REGISTERS = ("waivers.yaml", "waivers.yml")
"""How files of waivers are usually called; the first is found without being named."""


def configuration(start: Path) -> Path | None:
    """The configuration file of a folder: in it, or in the nearest folder above that has one."""
    here = where(start)
    for folder in (here, *here.parents):
        for name in CONFIGURATIONS:
            if disk.there(folder / name):  # one that cannot be read stops the run: its policies do not vanish
                return folder / name
    return None


def where(path: Path) -> Path:
    """A path from the root. Above `..` stands what the system takes it for: behind a link, that is another folder."""
    return disk.followed(path) if ".." in path.parts else path.absolute()
