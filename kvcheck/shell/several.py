"""Several configurations in one run: each plan is governed by that nearest to it."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kvcheck import disk, upwards
from kvcheck.errors import CannotCheck, Problem
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import Governed, Unchecked
from kvcheck.shell import locales
from kvcheck.shell.settings import COMMAND_LINE, Asked, Group, Settings, groups, name_below, read, settled

if TYPE_CHECKING:
    from kvcheck.repository.config import Config


class Several(NamedTuple):
    """The settings of a run, one for each configuration that governs some of its plans."""

    each: tuple[Settings, ...]
    lang: str
    unchecked: tuple[Unchecked, ...] = ()
    """What is wrong with configurations that cannot be gone by, where there are others."""
    ungoverned: tuple[Governed, ...] = ()
    """The plans that those were to govern."""
    outer: "tuple[Config | None, ...]" = ()
    """For each of the settings the configuration above theirs that the run knows too."""

    @property
    def one(self) -> Settings | None:
        """The settings, where one configuration governs every plan."""
        return self.each[0] if len(self.each) == 1 and not self.unchecked else None


def settle_each(asked: Asked, spoken: str, base: Path | None = None) -> Several:
    """Put together what each plan is judged by; `spoken` is the language where nobody names one.

    What is wrong with one configuration is no reason to be silent about the plans of others. The language of the run is
    that of the command line, of the configuration here, or of all that govern; else `spoken`. Output names files from
    the folder `base`, if it is given.
    Raises CannotCheck if no configuration can be gone by, BadCommand if nothing says which plans are meant.
    """
    found = groups(asked)
    if len(found) == 1:
        settings = settled(asked, found[0], spoken, base)
        return Several((settings,), settings.lang)
    base = base or _base(found)
    every: list[Settings] = []
    unchecked: list[Unchecked] = []
    ungoverned: list[Governed] = []
    for group in found:
        try:
            every.append(settled(asked, group, spoken, base))
        except CannotCheck as error:
            name = name_below(group.config, base) if group.config is not None else ""
            unchecked.append(Unchecked(name, error.problems))
            plans = tuple(name_below(each, base) for each in group.plans)
            ungoverned.append(Governed(name, plans))
    if not every:
        raise CannotCheck([problem for each in unchecked for problem in each.problems])
    _refuse_different_law(every)
    lang = _lang(every, spoken)
    outer = tuple(_above(each, _known(every, asked)) for each in every)
    return Several(tuple(every), lang, tuple(unchecked), tuple(ungoverned), outer)


def _known(every: Sequence[Settings], asked: Asked) -> "list[Config]":
    """The configurations that a run knows: those that govern, and the one that lists the plans."""
    found = [each.config for each in every if each.config is not None]
    here = upwards.configuration(Path()) if not asked.paths else None
    if here is not None and here not in [each.path for each in found]:
        found.append(read(here, every[0].base))
    return found


def _above(settings: Settings, known: "Sequence[Config]") -> "Config | None":
    """The nearest of the known configurations above that of some settings."""
    if settings.config is None:
        return None
    folders = settings.config.root.parents
    above = [each for each in known if each.root in folders]
    return max(above, key=lambda each: len(each.root.parts), default=None)


def _base(found: Sequence[Group]) -> Path:
    """The folder that output names plans from: that of all if it is one, else the one here, or one that has all."""
    folders = [each.config.parent if each.config is not None else disk.folder_of(each.plans[0]) for each in found]
    from kvcheck.repository.config import top  # few runs have several

    tops = [top(upwards.where(each)) for each in folders]
    if len(set(tops)) == 1:
        return tops[0]
    here = Path.cwd()
    if all(each.is_relative_to(here) for each in tops):
        return here
    return Path(os.path.commonpath(tops))


def _lang(every: Sequence[Settings], spoken: str) -> str:
    """The language of the run."""
    if every[0].origins["lang"] in (COMMAND_LINE, locales.VARIABLE):
        return every[0].lang
    here = upwards.configuration(Path())
    own = next((each for each in every if each.config is not None and each.config.path == here), None)
    langs = {each.lang for each in every}
    if own is None and here is not None:
        try:
            return read(here).text("lang") or (langs.pop() if len(langs) == 1 else spoken)
        except CannotCheck:  # it governs none of the plans
            pass
    if own is not None:
        return own.lang
    return langs.pop() if len(langs) == 1 else spoken


def _refuse_different_law(every: Sequence[Settings]) -> None:
    """Refuse configurations that name different law: one report has one law. Raises CannotCheck."""
    laws = {each.law.digest if each.law is not None else "": each for each in every}
    if len(laws) == 1:
        return
    told = [
        f"{each.config.name if each.config else '-'}: {each.law.name if each.law else 'kvcheck'}"
        for each in laws.values()
    ]
    message = Text(
        "the configurations judge by different law: {told}",
        "설정 파일마다 법령 규칙이 다릅니다: {told}",
        told="; ".join(told),
    )
    hint = Text(
        "check the plans of each by themselves, or name the same law in all (`packs`)",
        "설정 파일별로 따로 점검하거나 모두 같은 법령 규칙을 지정하십시오(`packs`)",
    )
    raise CannotCheck([Problem(message=message, hint=hint)])
