"""The law that is judged by: that which comes with kvcheck, or the folder that kvcheck.yaml names and its lock pins."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kvcheck import disk, upwards
from kvcheck.model import Origin
from kvcheck.packs import Library, rules_root

if TYPE_CHECKING:
    from kvcheck.repository.lock import Elsewhere


def library_above(path: Path, cache: Path | None = None) -> Library:
    """The library of the law for a plan, a pack or a folder, by the configuration in its folder or above.

    Raises CannotCheck where that cannot be read, or where the law that it names is not the one that is pinned.
    """
    found = upwards.configuration(disk.folder_of(path))
    if found is None:
        return library_by((), cache)
    from kvcheck.repository import config, lock  # many plans have no configuration

    return library_by(lock.verified(config.read(found)), cache)


def library_at_work(path: Path) -> Library:
    """The library beside which a pack is written: as `library_above`, whether it is pinned already or not.

    Who changes a pack, or the law, looks at it and tests it before it is pinned anew.
    """
    found = upwards.configuration(disk.folder_of(path))
    if found is None:
        return library_by((), None)
    from kvcheck.repository import config, lock

    return library_by(lock.found(config.read(found)), None)


def library_by(elsewhere: "Sequence[Elsewhere]", cache: Path | None) -> Library:
    """The library of the law among some packs from elsewhere; of the law that comes with kvcheck where it is not."""
    law = next((each for each in elsewhere if each.law), None)
    if law is None:
        return Library(rules_root(), cache)
    return Library(law.path, cache, called=law.name, origin=Origin(law.name, law.digest))
