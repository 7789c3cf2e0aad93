"""A baseline: the findings a repository had when it took up kvcheck. Only new or worse ones fail from then on.

An entry remembers how long the trip or activity was, what stood in the way, and how many days beyond the line: one
obstacle more, another value, or a day more is another finding. One without this does not say what was looked at, so
that it accepts nothing.
"""

import json
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kvcheck.conditions import FactSort, Reference
from kvcheck.digests import sha256
from kvcheck.errors import CannotCheck, Place, Problem
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import Fact, FrozenDict, Known, Obstacle, Report, Verdict, worst
from kvcheck.source.files import contents
from kvcheck.source.schema import is_valid
from kvcheck.telling.fingerprints import OVERDUE, Print, failing, plan_key

FORMAT, VERSION = "kvcheck-baseline", 1
_ALL = Verdict.NEEDS_REVIEW
"""A baseline has everything that is not permitted, wherever the threshold of a run lies."""
_ORDERED = {"at_least", "at_most", "more_than", "less_than", "before", "on_or_before", "after", "on_or_after"}


_NOTHING: Mapping[str, str] = FrozenDict()


class Entry(NamedTuple):
    """What a finding is, or was when the baseline was written."""

    verdict: Verdict
    found: Mapping[str, int] | None
    """How long it lasts (`days`), and what stands in the way with the days beyond the line, 0 where none are counted.

    None in an old baseline.
    """
    plan: str | None = None
    """The plan that it is about, as output named it; None in an old baseline."""

    def covers(self, now: "Entry") -> bool:
        """Whether what is found now is this, or less of it."""
        if self.found is None or now.found is None or now.verdict.rank < self.verdict.rank:
            return False
        return all(name in self.found and days <= self.found[name] for name, days in now.found.items())


def render(reports: Iterable[Report]) -> str:
    """The baseline of these reports: ids and verdicts, one finding a line, so that a change of it reads well."""
    reports = list(reports)
    now = entries_of(reports)
    entries = {
        each.fingerprint: {
            "plan": each.parts[0],
            "trip": each.trip,
            "activity": each.activity,
            "rule": each.rule,
            "verdict": now[each.fingerprint].verdict,
            "found": now[each.fingerprint].found,
        }
        for report in reports
        for each in _lasting(report)
    }
    lines = [f"  {json.dumps(key)}: {json.dumps(entries[key], ensure_ascii=False)}" for key in sorted(entries)]
    findings = "{\n" + ",\n".join(lines) + "\n }" if lines else "{}"
    return f'{{\n "format": "{FORMAT}",\n "version": {VERSION},\n "findings": {findings}\n}}\n'


def read(path: Path, name: str) -> Mapping[str, Entry]:
    """The entries of a baseline by fingerprint. Raises CannotCheck if it is no baseline."""
    value = read_json(path, name)
    if not is_valid(value, "baseline"):
        message = Text("`{name}` is not a baseline", "`{name}`{:은} 기준선 파일이 아닙니다", name=name)
        hint = Text("write it with `kvcheck check --write-baseline`", "`kvcheck check --write-baseline`으로 만드십시오")
        raise CannotCheck([Problem(message=message, hint=hint, place=Place(name, 1, 1))])
    return {
        key: Entry(Verdict(entry["verdict"]), entry.get("found"), entry.get("plan"))
        for key, entry in value["findings"].items()
    }


def known(
    reports: Sequence[Report],
    baseline: Mapping[str, Entry],
    there: Callable[[str], bool] = lambda _plan: False,
    below: str = "",
    *,
    partial: bool = False,
) -> Known:
    """Which findings of the reports the baseline has, no better than they are now.

    A plan that was renamed or moved keeps what is known of it: `there` says whether a plan of a name still is. Nothing
    is said of entries of plans that still are and are not among the reports, nor, if these are of some plans only
    (`partial`), of plans that are no more: another may be what they were renamed to. Where the baseline names plans
    from another folder than output does, `below` is that folder, as output calls it.
    """
    now = entries_of(reports)
    own = _from_folder(reports, below)
    names = {_from(plan_key(report.plan.name), below) for report in reports}
    away = {key: each for key, each in baseline.items() if key not in {own.get(each, each) for each in now}}
    lost = {
        key: each.plan for key, each in away.items() if each.plan and each.plan not in names and not there(each.plan)
    }
    followed = {**_followed(reports, lost), **{key: old for key, old in own.items() if old in baseline}}
    then = entries_of(reports, followed) if followed else now
    both = {key: followed.get(key, key) for key in now if followed.get(key, key) in baseline}
    same = frozenset(key for key, old in both.items() if baseline[old].covers(then[key]))
    bare = sum(baseline[old].found is None for old in both.values())
    gone = [
        key for key, each in away.items() if each.plan in names or (not partial and (each.plan is None or key in lost))
    ]
    return Known(fingerprints=same, gone=len(set(gone) - set(followed.values())), bare=bare)


def _from(plan: str, folder: str) -> str:
    """The name of a plan from a folder; both as output calls them."""
    return posixpath.relpath(plan, folder) if folder else plan


def _from_folder(reports: Iterable[Report], folder: str) -> Mapping[str, str]:
    """The fingerprints that findings have where their plans are named from a folder, by those that they have here."""
    return {
        each.fingerprint: each.called(_from(each.parts[0], folder))
        for report in reports
        if folder
        for each in _lasting(report)
    }


def _followed(reports: Iterable[Report], lost: Mapping[str, str]) -> Mapping[str, str]:
    """The findings that are what a baseline has under the name of a plan that is no more, by their fingerprints now.

    `lost` has the fingerprints that the baseline knows with the plans that they were in. What two findings could be is
    followed by neither.
    """
    found: dict[str, set[str]] = {}
    for report in reports if lost else ():
        for each in _lasting(report):
            for plan in set(lost.values()):
                if lost.get(each.called(plan)) == plan:
                    found.setdefault(each.called(plan), set()).add(each.fingerprint)
    return {next(iter(now)): old for old, now in found.items() if len(now) == 1}


def entries_of(reports: Iterable[Report], called: Mapping[str, str] = _NOTHING) -> Mapping[str, Entry]:
    """What a baseline of these reports holds, by fingerprint; `called` are those that it had under another name."""
    entries: dict[str, Entry] = {}
    for report in reports:
        for each in _lasting(report):
            before = entries.get(each.fingerprint, Entry(each.verdict, {}, each.parts[0]))
            salt = called.get(each.fingerprint, each.fingerprint)
            found = dict(before.found or {})
            lasts = "days" if each.days is not None else "days unknown"
            found[lasts] = max(each.days or 0, found.get(lasts, 0))
            for finding in each.findings:
                for obstacle in finding.every_obstacle:
                    if obstacle.truth is None and finding.outcome is not None:
                        continue  # what is not known decides nothing here
                    name, days = _named(obstacle, finding.facts, report.facts, salt)
                    found[name] = max(days, found.get(name, 0))
            entries[each.fingerprint] = before._replace(
                verdict=worst([each.verdict, before.verdict]), found=dict(sorted(found.items()))
            )
    return entries


def _named(obstacle: Obstacle, facts: Mapping[str, Any], vocabulary: Mapping[str, Fact], salt: str) -> tuple[str, int]:
    """What a baseline calls an obstacle, and by how many days it is beyond the line.

    The name has a hash of the values compared, except where they are days: then it has the line, because distances
    from two lines say nothing about each other.
    """
    each = obstacle.comparison
    value, line = facts.get(each.fact), each.operand
    name = f"{each.fact} {'not ' if obstacle.wanted else ''}{each.operator}"
    compared = [value]
    if isinstance(line, Reference):
        name, line = f"{name} {line.name}", facts.get(line.name)
        compared.append(line)
    if obstacle.truth is None:
        name += " unknown"
        if value is None:
            return name, 0
    elif each.operator in _ORDERED and _is_in_days(vocabulary.get(each.fact)):
        return (name if compared[1:] else f"{name} {line}"), _apart(value, line)
    text = json.dumps([salt, *map(_in_order, compared)], ensure_ascii=False, sort_keys=True)
    return f"{name} {sha256(text)[:12]}", 0


def _is_in_days(fact: Fact | None) -> bool:
    """Whether a fact is a day or a number of days."""
    if fact is None:
        return False
    return fact.sort is FactSort.DATE or (fact.unit is not None and fact.unit.en == "days")


def _in_order(value: Any) -> Any:
    """A value of which the order in the plan does not matter."""
    return sorted(map(str, value)) if isinstance(value, tuple | list | set | frozenset) else value


def _apart(value: Any, line: Any) -> int:
    """How many days lie between a value and the line that it is compared with."""
    if isinstance(value, str):
        return abs((date.fromisoformat(value) - date.fromisoformat(str(line))).days)
    return abs(int(value) - int(line))


def _lasting(report: Report) -> Iterator[Print]:
    """What fails in a report and can be known. That the law was not read lately is new every time."""
    return (each for each in failing(report, _ALL) if each.rule != OVERDUE)


MAX_BYTES = 1 << 28
"""The most that a file of records may be."""


def read_json(path: Path, name: str) -> Any:
    """The value of a JSON file. Raises CannotCheck if it cannot be read."""
    data = contents(path, name, MAX_BYTES)
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        message = Text("`{name}` is not JSON", "`{name}`{:은} JSON이 아닙니다", name=name)
        raise CannotCheck([Problem(message=message, place=Place(name, 1, 1))]) from None
