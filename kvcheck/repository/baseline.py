"""A baseline: the findings a repository had when it took up kvcheck. Only new or worse ones fail from then on."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kvcheck.errors import CannotCheck, Place, Problem
from kvcheck.language.text import Text
from kvcheck.model import Known, Report, Verdict, worst
from kvcheck.source.files import contents
from kvcheck.source.schema import is_valid
from kvcheck.telling.fingerprints import OVERDUE, Print, failing

FORMAT, VERSION = "kvcheck-baseline", 1
_ALL = Verdict.NEEDS_REVIEW
"""A baseline has everything that is not permitted, wherever the threshold of a run lies."""


def render(reports: Iterable[Report]) -> str:
    """The baseline of these reports: ids and verdicts, one finding a line, so that a change of it reads well."""
    entries = {
        each.fingerprint: {"trip": each.trip, "activity": each.activity, "rule": each.rule, "verdict": each.verdict}
        for report in reports
        for each in _lasting(report)
    }
    lines = [f"  {json.dumps(key)}: {json.dumps(entries[key], ensure_ascii=False)}" for key in sorted(entries)]
    findings = "{\n" + ",\n".join(lines) + "\n }" if lines else "{}"
    return f'{{\n "format": "{FORMAT}",\n "version": {VERSION},\n "findings": {findings}\n}}\n'


def read(path: Path, name: str) -> Mapping[str, Verdict]:
    """The verdicts of a baseline by fingerprint. Raises CannotCheck if it is no baseline."""
    value = read_json(path, name)
    if not is_valid(value, "baseline"):
        message = Text("`{name}` is not a baseline", "`{name}`{:은} 기준선 파일이 아닙니다", name=name)
        hint = Text("write it with `kvcheck check --write-baseline`", "`kvcheck check --write-baseline`으로 만드십시오")
        raise CannotCheck([Problem(message=message, hint=hint, place=Place(name, 1, 1))])
    return {key: Verdict(entry["verdict"]) for key, entry in value["findings"].items()}


def known(reports: Iterable[Report], baseline: Mapping[str, Verdict]) -> Known:
    """Which findings of the reports the baseline has, no better than they are now."""
    now: dict[str, Verdict] = {}
    for each in (each for report in reports for each in _lasting(report)):
        now[each.fingerprint] = worst([each.verdict, now.get(each.fingerprint, each.verdict)])
    same = {key for key, verdict in now.items() if key in baseline and verdict.rank >= baseline[key].rank}
    gone = baseline.keys() - now.keys()
    return Known(fingerprints=frozenset(same), gone=len(gone))


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
