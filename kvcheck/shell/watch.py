"""What `--watch` looks at: the files a check reads, and what would show that one of them changed."""

from pathlib import Path

from kvcheck import disk, upwards
from kvcheck.errors import CannotCheck
from kvcheck.repository import config
from kvcheck.repository.named import STDIN
from kvcheck.shell.settings import Asked, configuration
from kvcheck.source.files import yaml_files
from kvcheck.upwards import REGISTERS

State = dict[Path, tuple[int, int]]
"""Files with the time of their last change, in nanoseconds, and their size."""


def files_of(asked: Asked) -> list[Path]:
    """Every file that a check with these options reads, as far as that can be known now."""
    paths = [path for path in asked.paths if path != STDIN]
    named = [each for each in (asked.config, asked.waivers, asked.baseline) if each is not None]
    named += [Path(each) for each in asked.policies]
    try:
        found = configuration(asked)
        if found is not None:
            named.append(found.path)
            named += [found.root / each for each in (*config.named_files(found), *REGISTERS[:1])]
            paths = paths or config.plans(found)
    except CannotCheck:  # a configuration that is being written; it is said when it is checked
        start = paths[0] if paths else Path()
        above = upwards.configuration(start if disk.is_folder(start) else start.parent)
        named += [above] if above is not None else []
    found_files = [path for path in named if not disk.is_folder(path)]
    for path in [*paths, *(each for each in named if disk.is_folder(each))]:
        found_files += [*yaml_files(path)] if disk.is_folder(path) else [path]
    return found_files


def state_of(files: list[Path]) -> State:
    """When each file last changed; a file that went away in between is left out."""
    found: State = {}
    for path in files:
        try:
            status = path.stat()
        except OSError:
            continue
        found[path] = (status.st_mtime_ns, status.st_size)
    return found
