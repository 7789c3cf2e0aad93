"""What a command works with: the command line over `kvcheck.yaml` over what kvcheck does by itself."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kvcheck import disk, upwards
from kvcheck.errors import BadCommand, CannotCheck, Problem, cannot_be
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import Verdict
from kvcheck.repository.named import NOTHING, STDIN, Named, Policy, Register
from kvcheck.shell import locales
from kvcheck.upwards import LOCK, REGISTERS

if TYPE_CHECKING:
    from kvcheck.repository import lock
    from kvcheck.repository.config import Config

FAILING = tuple(verdict.value for verdict in Verdict if verdict is not Verdict.PERMITTED)
BY_ITSELF, COMMAND_LINE = "default", "command line"
"""Where a setting comes from that no file holds."""


class Asked(NamedTuple):
    """What the command line says; what it does not say is None or empty."""

    paths: Sequence[Path] = ()
    lang: str | None = None
    config: Path | None = None
    policies: Sequence[str] = ()
    sides: Sequence[str] = ()
    fail_on: str | None = None
    waivers: Path | None = None
    no_waivers: bool = False
    baseline: Path | None = None
    supposed: Sequence[str] = ()
    """Answers for this run, `path=value`."""
    today: str = ""
    """The day on which the command runs, an ISO date."""
    pinned: bool = True
    """Whether packs from elsewhere have to be as they were locked; not where they are only looked at."""


class Settings(NamedTuple):
    """What a command works with."""

    config: "Config | None"
    plans: tuple[Named, ...]
    packs: tuple[str, ...]
    """The classes that trips may use; all if empty."""
    policies: tuple[Policy, ...]
    """Shipped packs by name, or files; which of the two is found out when they are read."""
    sides: tuple[str, ...]
    fail_on: Verdict
    lang: str
    waivers: Register | None
    baseline: Named | None
    origins: Mapping[str, str]
    """Where each setting comes from."""
    elsewhere: "tuple[lock.Elsewhere, ...]" = ()
    """The packs from elsewhere, as they were locked; what of them is no law is among the policies."""
    supposed: tuple[str, ...] = ()
    """Answers that are put into the plans for this run, `path=value`."""
    today: str = ""
    """The day on which the command runs, an ISO date; empty where no waiver rests on it."""
    instead: Mapping[Path, Path] = NOTHING
    """Files of rules that are read in place of those that plans name: as they were before a change."""
    base: Path = Path()
    """The folder from which output names plans."""
    below: str = ""
    """The folder from which the files of the configuration name plans, as output calls it; empty if it is the same."""

    @property
    def law(self) -> "lock.Elsewhere | None":
        """The law that stands in the place of the law that comes with kvcheck, if there is any."""
        return next((each for each in self.elsewhere if each.law), None)

    @property
    def partial(self) -> bool:
        """Whether the plans are not those that the configuration lists: there may be others."""
        if self.config is None or "plans" not in self.config.values:
            return False
        return self.origins.get("plans") != str(self.config.place("plans"))

    def has_plan(self, name: str) -> bool:
        """Whether there is a file or folder that output calls by a name, such as a plan of an earlier run."""
        return disk.there(self.base / name)

    def waivers_on(self, as_of: str) -> str:
        """The day on which waivers have to be valid: today, or a later day that is asked for, and never an earlier."""
        return max(as_of, self.today)

    @property
    def rules(self) -> list[Path]:
        """The files by which every trip is judged, beside its plan: own policies, waivers, the configuration."""
        policies = [each.file for each in self.policies]
        named = [self.waivers.path] if self.waivers is not None else []
        own = [self.config.path, self.config.root / LOCK] if self.config is not None else []
        return [path for path in (*policies, *named, *own, *self._of_packs) if disk.there(path)]

    @property
    def _of_packs(self) -> list[Path]:
        """The files of packs from elsewhere."""
        return [
            each.path / name if disk.is_folder(each.path) else each.path
            for each in self.elsewhere
            for name in each.files
        ]

    @property
    def beside_plans(self) -> list[Path]:
        """Files that the settings name for something else: in a folder of plans they are no part of a plan."""
        own = _files_of(self.config) if self.config is not None else []
        named = [each.path for each in (self.waivers, self.baseline) if each is not None]
        return [*own, *named, *(each.path for each in self.policies), *self._of_packs]

    def inputs(self, *, renewing_baseline: bool = False) -> list[Path]:
        """Everything that is read, so that nothing is written over it; a baseline may be written anew."""
        baseline = self.baseline if not renewing_baseline else None
        named = [*self.plans, *(each for each in (self.waivers, baseline) if each is not None)]
        own = [self.config.path, self.config.root / LOCK] if self.config is not None else []
        return [*(each.path for each in named), *(each.path for each in self.policies), *self._of_packs, *own]


class Group(NamedTuple):
    """Plans that one configuration governs."""

    config: Path | None
    """The file; None where there is none above them."""
    plans: tuple[Path, ...]
    """Empty if nothing says which."""


def groups(asked: Asked) -> tuple[Group, ...]:
    """The plans by what governs them: the file asked for, otherwise the configuration nearest above each.

    Plans are those of the command line, else those that the configuration here lists; some may have one nearer to them.
    What comes in on the standard input goes by that of the other plans, if there is but one, otherwise by the one here.
    Raises CannotCheck if the configuration that lists them is wrong.
    """
    if asked.config is not None:
        return (Group(asked.config, _listed(asked, read(asked.config))),)
    _refuse_misnamed(list(dict.fromkeys(disk.folder_of(path) for path in asked.paths if path != STDIN)) or [Path()])
    here = upwards.configuration(Path())
    plans = _listed(asked, read(here) if here is not None and not asked.paths else None)
    above = {path: upwards.configuration(disk.folder_of(path)) for path in plans if path != STDIN}
    if not asked.paths:
        _refuse_misnamed(list(dict.fromkeys(map(disk.folder_of, plans))))
    alone = set(above.values())
    found: dict[Path | None, list[Path]] = {}
    for path in plans:
        governing = above[path] if path != STDIN else alone.pop() if len(alone) == 1 else here
        found.setdefault(governing, []).append(path)
    return tuple(Group(each, tuple(paths)) for each, paths in found.items()) or (Group(here, ()),)


def _listed(asked: Asked, found: "Config | None") -> tuple[Path, ...]:
    """The plans of the command line, otherwise those of a configuration."""
    if asked.paths or found is None or "plans" not in found.values:
        return tuple(asked.paths)
    from kvcheck.repository import config

    return tuple(config.plans(found))


def read(path: Path, base: Path | None = None) -> "Config":
    """Read a configuration, which many plans have not."""
    from kvcheck.repository import config

    return config.read(path, base)


def _files_of(found: "Config") -> list[Path]:
    """The files that a configuration names for something else than plans."""
    from kvcheck.repository import config

    return [found.root / each for each in config.named_files(found)]


def _packs_of(found: "Config", asked: Asked) -> "tuple[tuple[str, ...], tuple[lock.Elsewhere, ...]]":
    """The classes that a configuration allows, and its packs from elsewhere."""
    from kvcheck.repository import config, lock

    return config.classes(found), lock.verified(found) if asked.pinned else lock.found(found)


def _below(found: "Config", base: Path) -> str:
    """The folder from which the files of a configuration name plans, from a folder; empty if it is the same."""
    from kvcheck.repository import config

    below = config.top(found.root).relative_to(base).as_posix()
    return "" if below == "." else below


def settle(asked: Asked, spoken: str) -> Settings:
    """Put together what a command works with; `spoken` is the language where neither user nor configuration names one.

    Raises CannotCheck if the configuration is wrong, or if there are several for the plans, BadCommand if nothing says
    which plans are meant.
    """
    found = groups(asked)
    if len(found) > 1:
        raise CannotCheck([_several()])
    return settled(asked, found[0], spoken)


def _several() -> Problem:
    """That plans lie under different configurations, where one has to govern all."""
    message = Text("the plans lie under different configurations", "계획들이 서로 다른 설정 파일 아래에 있습니다")
    hint = Text(
        "name the plans of one of them, or a file with `--config`; `kvcheck check` takes them together",
        "한 설정 파일의 계획만 지정하거나 `--config`로 지정하십시오. `kvcheck check`는 함께 점검합니다",
    )
    return Problem(message=message, hint=hint)


def settled(asked: Asked, group: Group, spoken: str, base: Path | None = None) -> Settings:
    """The settings of the plans that one configuration governs; output names them from `base` if it is given.

    Raises as `settle` does.
    """
    found = read(group.config, base) if group.config is not None else None
    named_below = base is not None or found is not None
    base = base or (found.base if found is not None else Path())
    below = _below(found, base) if found is not None else ""
    origins: dict[str, str] = {}

    def origin(key: str, *, given: bool) -> None:
        configured = found is not None and key in found.values
        origins[key] = COMMAND_LINE if given else str(found.place(key)) if found and configured else BY_ITSELF

    for key, given in (
        ("plans", asked.paths),
        ("packs", ()),
        ("approvers", ()),
        ("raise", ()),
        ("policies", asked.policies),
        ("sides", asked.sides),
    ):
        origin(key, given=bool(given))
    origin("config", given=asked.config is not None)
    origin("lang", given=asked.lang is not None)
    named = locales.named(os.environ)
    if named is not None and asked.lang is None:
        origins["lang"] = locales.VARIABLE
    origin("fail_on", given=asked.fail_on is not None)
    origin("waivers", given=asked.waivers is not None or asked.no_waivers)
    origin("baseline", given=asked.baseline is not None)
    fail_on = asked.fail_on or (found.text("fail_on") if found is not None else None) or Verdict.NEEDS_REVIEW
    if fail_on not in FAILING:
        raise cannot_be("--fail-on", fail_on, FAILING)
    packs, elsewhere = _packs_of(found, asked) if found is not None else ((), ())
    return Settings(
        config=found,
        plans=tuple(Named(path, name_below(path, base if named_below else None)) for path in _some(group.plans)),
        packs=packs,
        policies=tuple(
            dict.fromkeys((*policies_of(asked, found), *(each for one in elsewhere for each in one.policies)))
        ),
        elsewhere=elsewhere,
        sides=tuple(asked.sides) or (found.texts("sides") if found is not None else ()),
        fail_on=Verdict(fail_on),
        lang=asked.lang or named or (found.text("lang") if found is not None else None) or spoken,
        waivers=_waivers(asked, found, base, below),
        baseline=_beside(asked.baseline, found, "baseline"),
        origins=origins,
        supposed=tuple(asked.supposed),
        today=asked.today,
        base=base,
        below=below,
    )


def configuration(asked: Asked) -> "Config | None":
    """The one configuration of the plans: the file asked for, otherwise the nearest above them."""
    if asked.config is not None:
        return read(asked.config)
    starts = list(dict.fromkeys(disk.folder_of(path) for path in asked.paths if path != STDIN)) or [Path()]
    _refuse_misnamed(starts)
    found = dict.fromkeys(upwards.configuration(start) for start in starts)
    if len(found) > 1:
        raise CannotCheck([_several()])
    [path] = found
    return read(path) if path is not None else None


def _refuse_misnamed(starts: Sequence[Path]) -> None:
    """Stop where a configuration is called by another name: what it asks for would vanish without a word."""
    names = dict.fromkeys(each.name for start in starts for each in upwards.misnamed(start))
    message = Text("`{name}` is never read", "`{name}`{:은} 읽히지 않습니다")
    hint = Text("call it `kvcheck.yaml`, or take it away", "`kvcheck.yaml`로 이름을 바꾸거나 지우십시오")
    if names:
        raise CannotCheck([Problem(message=message.filled(name=each), hint=hint) for each in names])


def _some(plans: Sequence[Path]) -> Sequence[Path]:
    """The plans. Raises BadCommand if there are none."""
    if not plans:
        message = Text(
            "no plan: name a file or folder (`kvcheck init` writes a first plan), or list `plans` in a kvcheck.yaml "
            "(`kvcheck init --repo` makes one)",
            "계획이 없습니다. 파일이나 폴더를 지정하거나(첫 계획은 `kvcheck init`으로 만듭니다) "
            "kvcheck.yaml에 `plans`를 적으십시오(`kvcheck init --repo`로 만들 수 있습니다)",
        )
        raise BadCommand(message)
    return plans


def name_of(path: Path, found: "Config | None") -> str:
    """How output calls a path: from the base of the configuration if inside, whatever the working directory.

    Without a configuration it is called as the user did.
    """
    return name_below(path, found.base if found is not None else None)


def name_below(path: Path, base: Path | None) -> str:
    """How output calls a path: from the folder `base` if it is inside; without one as the user did."""
    if base is None or path == STDIN:
        return path.as_posix()
    whole = upwards.where(path)
    for each in (whole, disk.followed(whole)):
        for root in (base, disk.followed(base)):
            if each.is_relative_to(root):
                return each.relative_to(root).as_posix()
    return path.as_posix()


def policies_of(asked: Asked, found: "Config | None") -> tuple[Policy, ...]:
    """The policies, each with the file it may be; those of a configuration are relative to it."""
    texts = dict.fromkeys(asked.policies or (found.texts("policies") if found is not None else ()))
    folder = found.root if found is not None and not asked.policies else Path()
    return tuple(Policy(each, folder / each, name_of(folder / each, found)) for each in texts)


def _waivers(asked: Asked, found: "Config | None", base: Path, below: str) -> Register | None:
    """The register of waivers: asked for, configured, or beside the configuration; None if none is wanted."""
    if asked.no_waivers:
        return None
    named = _beside(asked.waivers, found, "waivers")
    if named is None and found is not None and disk.there(found.root / REGISTERS[0]):
        path = found.root / REGISTERS[0]
        named = Named(path, name_of(path, found))
    if named is None:
        return None
    from kvcheck.repository import approvers  # few runs have waivers

    below = below if asked.waivers is None else ""
    return Register(named.path, named.name, approvers.of(found), base=base, below=below)


def _beside(given: Path | None, found: "Config | None", key: str) -> Named | None:
    """A file named on the command line, otherwise in the configuration, relative to it."""
    if given is not None:
        return Named(given, name_of(given, found))
    text = found.text(key) if found is not None else None
    if found is None or text is None:
        return None
    return Named(found.root / text, name_of(found.root / text, found))
