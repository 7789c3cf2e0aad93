"""What a change is judged by: settings, waivers, baseline and policies as they were before it.

Who lengthens a trip does not accept the longer trip in the same change. What the change loosens is told by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kvcheck import disk
from kvcheck.errors import CannotCheck
from kvcheck.language.text import Text
from kvcheck.model import Loosened, Report, TripResult
from kvcheck.plan import CONFIGURATIONS, REGISTERS
from kvcheck.repository import config
from kvcheck.repository.config import Config
from kvcheck.repository.git import Repository
from kvcheck.repository.named import PACK_FILE, Named, Policy
from kvcheck.source import read_file


class Governing(NamedTuple):
    """What trips are judged by, beside the law."""

    config: Config | None
    policies: tuple[Policy, ...]
    waivers: Named | None
    baseline: Named | None


class Base:
    """The files that govern as they were at a revision, in a folder of their own."""

    def __init__(self, repository: Repository, folder: Path) -> None:
        """The files of `repository`, to be written below `folder`."""
        self._repository, self._folder = repository, folder

    def file(self, path: Path) -> Path | None:
        """A file as it was; None if it was not there."""
        data = self._repository.bytes_before(path)
        relative = self._repository.relative(path)
        if data is None or relative is None:
            return None
        target = self._folder / relative
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        return target

    def config(self, now: Config | None, plans: Sequence[Path]) -> tuple[Config, Path] | None:
        """The configuration as it was, and its folder: the one there now, or the nearest that stood above a plan."""
        above = [folder / name for plan in plans for folder in plan.absolute().parents for name in CONFIGURATIONS]
        for path in ([now.path] if now is not None else []) + above:
            found = self.file(path)
            if found is not None:
                return config.read(found)._replace(name=now.name if now is not None else path.name), path.parent
        return None

    def policy(self, policy: Policy) -> Policy:
        """A policy as it was; one that is shipped, or was not there, as it is."""
        path = policy.path / PACK_FILE if disk.is_folder(policy.path) else policy.path
        found = self.file(path) if disk.there(path) else None
        return policy._replace(path=found) if found is not None else policy

    def waivers(self, named: Named | None) -> Named | None:
        """A register as it was, with the files of counsel that it names; None if there was none."""
        found = self.file(named.path) if named is not None else None
        if named is None or found is None:
            return None
        try:
            entries = read_file(found, named.name).root["waivers"].values()
            for each in entries:
                counsel = each.get("counsel")
                if isinstance(counsel, dict) and "file" in counsel:
                    self.file(named.path.parent / str(counsel["file"]))
        except (CannotCheck, AttributeError, KeyError, TypeError):
            pass  # what is wrong with it is said by who reads it as a register
        return Named(found, named.name)

    def named(self, named: Named | None) -> Named | None:
        """A file as it was; None if there was none."""
        found = self.file(named.path) if named is not None else None
        return Named(found, named.name) if named is not None and found is not None else None

    def governing(self, now: Governing, plans: Sequence[Path], given: Mapping[str, bool]) -> Governing:
        """What governed before a change; `given` are those settings that the command line names."""
        found = self.config(now.config, plans)
        if found is None:
            return Governing(
                None,
                tuple(self.policy(each) for each in now.policies),
                self.waivers(now.waivers),
                self.named(now.baseline),
            )
        before, root = found
        policies = now.policies
        if not given["policies"]:
            policies = tuple(Policy(each, root / each, each) for each in before.texts("policies"))
        waivers, baseline = now.waivers, now.baseline
        if not given["waivers"]:
            name = before.text("waivers") or REGISTERS[0]
            waivers = Named(root / name, name)
        if not given["baseline"]:
            text = before.text("baseline")
            baseline = Named(root / text, text) if text is not None else None
        return Governing(
            before, tuple(self.policy(each) for each in policies), self.waivers(waivers), self.named(baseline)
        )


def worse(now: Sequence[Report], before: Sequence[Report]) -> tuple[Report, ...]:
    """The reports with the worse of the two answers about each trip."""
    others = {report.plan.name: {trip.id: trip for trip in report.trips} for report in before}
    return tuple(
        report._replace(
            trips=tuple(_worse(trip, others.get(report.plan.name, {}).get(trip.id)) for trip in report.trips)
        )
        for report in now
    )


def _worse(now: TripResult, before: TripResult | None) -> TripResult:
    """The worse of two answers about a trip."""
    return before if before is not None and before.verdict.rank < now.verdict.rank else now


def loosened(now: Sequence[Report], before: Sequence[Report], changed: Sequence[str]) -> Iterator[Loosened]:
    """The trips that the change would let pass by what it changes beside them; `changed` are those files."""
    others = {report.plan.name: {trip.id: trip for trip in report.trips} for report in before}
    files = ", ".join(changed)
    for report in now:
        for trip in report.trips:
            old = others.get(report.plan.name, {}).get(trip.id)
            if old is not None and old.verdict.rank < trip.verdict.rank:
                yield Loosened(
                    trip.id,
                    report.plan.name,
                    trip.subject.place,
                    Text(
                        "this change also changes what {trip} is judged by ({files}): judged as before the change",
                        "이 변경은 {trip}의 판정 기준({files})도 함께 바꿉니다. 변경 전 기준으로 판정했습니다",
                        trip=trip.id,
                        files=files,
                    ),
                )
