"""What `--watch` looks at: the files a check reads, and what would show that one of them changed."""

from pathlib import Path

from kvcheck import disk, plan, upwards
from kvcheck.errors import CannotCheck
from kvcheck.repository import config
from kvcheck.repository.named import STDIN
from kvcheck.shell.inputs import site_rule_files
from kvcheck.shell.settings import Asked, groups
from kvcheck.source.files import yaml_files
from kvcheck.source.limits import MAX_BYTES
from kvcheck.upwards import REGISTERS

State = dict[Path, tuple[int, int]]
"""Files with the time of their last change, in nanoseconds, and their size."""


def files_of(asked: Asked) -> list[Path]:
    """Every file that a check with these options reads, as far as that can be known now."""
    paths = [path for path in asked.paths if path != STDIN]
    named = [each for each in (asked.config, asked.waivers, asked.baseline) if each is not None]
    named += [Path(each) for each in asked.policies]
    try:
        every = groups(asked)
        paths = [path for each in every for path in each.plans if path != STDIN]
        for path in [each.config for each in every if each.config is not None]:
            named.append(path)
            found = config.read(path)
            named += [found.root / each for each in (*config.named_files(found), *REGISTERS[:1])]
    except CannotCheck:  # a configuration that is being written, or is misnamed; it is said when it is checked
        for folder in dict.fromkeys(map(disk.folder_of, paths or [Path()])):
            above = upwards.configuration(folder)
            named += [*([above] if above is not None else []), *upwards.misnamed(folder)]
    found_files = [path for path in named if not disk.is_folder(path)]
    for path in [*paths, *(each for each in named if disk.is_folder(each))]:
        found_files += [*yaml_files(path)] if disk.is_folder(path) else [path]
    return [*found_files, *(each for path in paths for each in _of_sites(path))]


def _of_sites(path: Path) -> list[Path]:
    """The files that a plan names as the rules of its sites; none of one that is being written."""
    try:
        files = yaml_files(path) if disk.is_folder(path) else [path]
        if not any(b"rules:" in disk.read(each, MAX_BYTES) for each in files):
            return []  # this is asked every second
        return site_rule_files(plan.load(path), path)
    except (CannotCheck, OSError):
        return []


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
