"""What a change is judged by: settings, waivers, baseline and policies as they were before it.

Who lengthens a trip does not accept the longer trip in the same change. What the change loosens is told by itself.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from kvcheck import disk, upwards
from kvcheck.errors import CannotCheck
from kvcheck.frozen import NamedTuple
from kvcheck.language.grammar import joined
from kvcheck.language.text import Text
from kvcheck.model import Approvers, Loosened, Plan, Report, TripResult, Waiver
from kvcheck.packs import Library
from kvcheck.repository import approvers, config, lock
from kvcheck.repository.config import Config, from_elsewhere
from kvcheck.repository.git import Repository
from kvcheck.repository.lock import Elsewhere
from kvcheck.repository.named import Named, Policy, Register
from kvcheck.source import read_file
from kvcheck.source.files import is_yaml
from kvcheck.telling.runs import waived
from kvcheck.upwards import CONFIGURATIONS, REGISTERS


class Governing(NamedTuple):
    """What trips are judged by, beside the law."""

    config: Config | None
    policies: tuple[Policy, ...]
    waivers: Register | None
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

    def config(self, now: Config | None, plans: Sequence[Path], *, given: bool) -> tuple[Config, Path] | None:
        """The configuration as it was, and its folder: the nearest above a plan, or the one that is named."""
        folders = [each for plan in plans for each in (upwards.where(plan), *upwards.where(plan).parents)]
        above = [folder / name for folder in folders for name in CONFIGURATIONS]
        own = [now.path] if now is not None else []
        for path in own if given else (*above, *own):
            found = self.file(path)
            if found is not None:
                return config.read(found)._replace(name=now.name if now is not None else path.name), path.parent
        return None

    def policy(self, policy: Policy) -> Policy:
        """A policy as it was; one that is shipped, or was not there, as it is."""
        found = self.file(policy.file) if disk.there(policy.file) else None
        return policy._replace(path=found) if found is not None else policy

    def waivers(self, named: Register | None, listed: Approvers | None = None) -> Register | None:
        """A register as it was, with the files of counsel that it names; None if there was none.

        `listed` is who might approve then.
        """
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
        return Register(found, named.name, listed, base=named.base)

    def named(self, named: Named | None) -> Named | None:
        """A file as it was; None if there was none."""
        found = self.file(named.path) if named is not None else None
        return Named(found, named.name) if named is not None and found is not None else None

    def elsewhere(
        self, before: Config | None, now: Config | None, packs: tuple[Elsewhere, ...]
    ) -> tuple[Elsewhere, ...]:
        """The packs from elsewhere as they were locked before; `packs` are those of now.

        CannotCheck where they are not to be had any more as they were: then nobody knows what was judged by.
        """
        if before is None:
            return packs if now is None else ()
        if not disk.followed(before.root).is_relative_to(disk.followed(self._folder)):
            return packs  # a configuration outside of the repository has no history
        root = self._repository.top / disk.followed(before.root).relative_to(disk.followed(self._folder))
        path = root / lock.NAME
        pinned = self.file(path)
        alike = now is not None and from_elsewhere(before) == from_elsewhere(now)
        if alike and pinned is not None and self._repository.is_as_before(path):
            return packs
        for text, entry in (lock.read(pinned, lock.NAME) if pinned is not None else {}).items():
            for name in entry["files"]:
                self.file(root / text if is_yaml(text) else root / text / name)
        return lock.verified(before)

    def governing(self, now: Governing, plans: Sequence[Path], given: Mapping[str, bool]) -> Governing:
        """What governed before a change; `given` are those settings that the command line names."""
        found = self.config(now.config, plans, given=given["config"])
        if found is None:
            return Governing(
                None,
                tuple(self.policy(each) for each in now.policies),
                self.waivers(now.waivers) if given["waivers"] else None,
                self.named(now.baseline) if given["baseline"] else None,
            )
        before, root = found
        policies = now.policies
        if not given["policies"]:
            policies = tuple(Policy(each, root / each, each) for each in before.texts("policies"))
        waivers, baseline = now.waivers, now.baseline
        if not given["waivers"]:
            name = before.text("waivers") or REGISTERS[0]
            waivers = Register(root / name, name, base=now.config.base if now.config is not None else before.base)
        if not given["baseline"]:
            text = before.text("baseline")
            baseline = Named(root / text, text) if text is not None else None
        return Governing(
            before,
            tuple(self.policy(each) for each in policies),
            self.waivers(waivers, approvers.of(before)),
            self.named(baseline),
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


def loosened(
    now: Sequence[Report],
    before: Sequence[Report],
    governing: Sequence[Report],
    changed: Sequence[str],
    lacking: Callable[[str, TripResult], Sequence[Text]],
) -> Iterator[Loosened]:
    """The trips that the change would let pass by what it changes beside them; `changed` are those files.

    `before` is what was said of them by the base, `governing` with what counts of the change, and `lacking` says of
    a trip of a plan what its new waivers lack.
    """
    old, counting = _by_id(before), _by_id(governing)
    for report in now:
        for trip in report.trips:
            key = report.plan.name, trip.id
            if key in counting and counting[key].verdict.rank < trip.verdict.rank:
                says = _held(trip, changed, lacking(report.plan.name, trip))
                yield Loosened(trip.id, report.plan.name, trip.subject.place, says, holds=True)
            elif key in old and old[key].verdict.rank < trip.verdict.rank:
                had = {each.waiver.digest for each in waived(old[key])}
                new = {each.waiver.id: each.waiver for each in waived(trip) if each.waiver.digest not in had}
                yield Loosened(trip.id, report.plan.name, trip.subject.place, _let(trip, list(new.values())))


def _by_id(reports: Sequence[Report]) -> Mapping[tuple[str, str], TripResult]:
    """Trips by plan and id."""
    return {(report.plan.name, trip.id): trip for report in reports for trip in report.trips}


def _held(trip: TripResult, changed: Sequence[str], why: Sequence[Text]) -> Text:
    """That a trip is judged as before the change, and what its new waivers lack."""
    says = Text(
        "this change also changes what {trip} is judged by ({files}): judged as before the change",
        "이 변경은 {trip}의 판정 기준({files})도 함께 바꿉니다. 변경 전 기준으로 판정했습니다",
        trip=trip.id,
        files=", ".join(changed),
    )
    return Text("{says}; {why}", "{says}. {why}", says=says, why=joined(why, "; ", ". ")) if why else says


def _let(trip: TripResult, waivers: Sequence[Waiver]) -> Text:
    """That a trip passes by waivers that the change brings, because somebody approved them who may."""
    return Text(
        "{trip} passes by {waivers}, which this change brings: approved by {who}, whom the base lists",
        "{trip:은} 이 변경으로 추가된 {waivers}에 따라 통과합니다. 변경 전 권한자 목록에 있는 {who:이} 승인했습니다",
        trip=trip.id,
        waivers=joined([Text(each.id, each.id) for each in waivers], ", "),
        who=joined([Text(each, each) for each in dict.fromkeys(one.approver for one in waivers)], ", "),
    )


def new_waivers(
    now: Register, before: Register | None, library: Library, listed: Approvers | None
) -> Mapping[str, Text]:
    """The waivers of a register that a change brings and that do not count for it, by their digests, with the reason.

    `listed` is who may approve by the base. Raises CannotCheck if the register is wrong.
    """
    from kvcheck.repository.waivers import read

    try:
        old = {each.digest for each in read(before.path, before.name, library)} if before is not None else set()
    except CannotCheck:  # then nothing of it counted before
        old = set()
    found: dict[str, Text] = {}
    for each in read(now.path, now.name, library):
        why = approvers.refusal(each, library, listed) if listed is not None else _NO_LIST
        if each.digest not in old and why is not None:
            found[each.digest] = Text("waiver {id}: {why}", "예외 승인 {id}: {why}", id=each.id, why=why)
    return found


_NO_LIST = Text(
    "nobody is listed under `approvers` in the kvcheck.yaml of the base: list who may approve first",
    "변경 전 kvcheck.yaml의 `approvers`에 승인 권한자가 없습니다. 먼저 승인할 사람을 등록하십시오",
)


def dropped_site_rules(now: Sequence[Report], before: Mapping[str, Plan]) -> Iterator[Loosened]:
    """The rules of sites that plans no longer name; `before` has the plans as they were, by the names of those now."""
    for report in now:
        plan = report.plan
        for id_, site in plan.sites.items() if plan.name in before else ():
            old = before[plan.name].sites.get(id_)
            gone = set(old.get("rules", ())) - set(site.get("rules", ())) if old is not None else set()
            if gone:
                says = Text(
                    "the change no longer names these rules of site {site}: {rules}",
                    "이 변경으로 현장 {site}의 다음 규칙이 빠집니다: {rules}",
                    site=id_,
                    rules=", ".join(sorted(gone)),
                )
                yield Loosened("", plan.name, site.place, says)
