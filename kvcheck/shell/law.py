"""The law that a command judges by: that which comes with kvcheck, or the folder that kvcheck.yaml names and locks."""

from collections.abc import Sequence
from pathlib import Path

from kvcheck import disk, upwards
from kvcheck.model import Origin
from kvcheck.packs import Library, rules_root
from kvcheck.repository import config, lock
from kvcheck.repository.lock import Elsewhere
from kvcheck.shell.settings import Settings


def library_of(settings: Settings, cache: Path | None = None) -> Library:
    """The library of the law of some settings; what is read of it is kept in the folder `cache`, if there is one."""
    return library_by(settings.elsewhere, cache)


def library_above(path: Path, cache: Path | None) -> Library:
    """The library of the law for a plan or a folder, where no more of the configuration above it is asked for."""
    found = upwards.configuration(disk.folder_of(path))
    return library_by(lock.verified(config.read(found)) if found is not None else (), cache)


def library_by(elsewhere: Sequence[Elsewhere], cache: Path | None) -> Library:
    """The library of the law among some packs from elsewhere; of the law that comes with kvcheck where it is not."""
    law = next((each for each in elsewhere if each.law), None)
    if law is None:
        return Library(rules_root(), cache)
    return Library(law.path, cache, called=law.name, origin=Origin(law.name, law.digest))
