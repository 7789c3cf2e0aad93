"""The law that a command judges by: that which comes with kvcheck, or the folder that kvcheck.yaml names and locks."""

from pathlib import Path

from kvcheck import disk, upwards
from kvcheck.model import Origin
from kvcheck.packs import Library, rules_root
from kvcheck.repository import config, lock
from kvcheck.repository.lock import Elsewhere
from kvcheck.shell.settings import Settings


def library_of(settings: Settings, cache: Path | None = None) -> Library:
    """The library of the law of some settings; what is read of it is kept in the folder `cache`, if there is one."""
    return _library(settings.law, cache)


def library_above(path: Path, cache: Path | None) -> Library:
    """The library of the law for a plan or a folder, where no more of the configuration above it is asked for."""
    found = upwards.configuration(path if disk.is_folder(path) else path.parent)
    every = lock.verified(config.read(found)) if found is not None else ()
    return _library(next((each for each in every if each.law), None), cache)


def _library(law: Elsewhere | None, cache: Path | None) -> Library:
    if law is None:
        return Library(rules_root(), cache)
    return Library(law.path, cache, called=law.name, origin=Origin(law.name, law.digest))
