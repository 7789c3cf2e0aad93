"""Entries of `waivers.yaml` as text: drafts of what may be accepted, and a waiver renewed for what is there now."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from kvcheck.engine import looked_at, may_be_waived, objects
from kvcheck.engine.approval import Looked, Looking, digest_of
from kvcheck.errors import BadCommand
from kvcheck.language.text import Text
from kvcheck.model import DECIDING, Finding, Layer, Run, Subject, Waiver
from kvcheck.plan.edit import flow, scalar
from kvcheck.repository.waivers import hash_of

_HEAD = "kvcheck: 1\nwaivers:\n"


def drafts(run: Run, as_of: str) -> Iterator[str]:
    """A file of waivers in which people fill in what only they know; kvcheck refuses it until they did."""
    yield _HEAD
    names: set[str] = set()
    found = _waivable(run)
    for (rule, trip, kind), (layer, finding, subject, looked) in found.items():
        name = base = f"{finding.rule.id}-{trip}"[:60]
        while name in names:
            name = f"{base}-{len(names)}"
        names.add(name)
        activity = f", activity: {kind}" if kind else ""
        yield f"  {name}:  # {layer.value}: {finding.rule.title.en}\n"
        yield f"    rule: {rule}\n    scope: {{trip: {trip}{activity}}}\n"
        yield '    reason: ""\n    author: ""\n    approver: ""\n    counsel: ""\n'
        yield f"    from: {as_of}\n    until: {subject.trip['depart']}\n"
        yield from approved_lines(rule, looked)
    if not names:
        yield "  {}\n"


_Waivable = tuple[Layer, Finding, Subject, list[Looked]]


def _waivable(run: Run) -> dict[tuple[str, str, str], _Waivable]:
    """What objects and may be waived, each rule of a trip once for each kind of activity, with all that it found."""
    found: dict[tuple[str, str, str], _Waivable] = {}
    for report in run.reports:
        looking = Looking(report)
        for trip in report.trips:
            for each in trip.judged(DECIDING):
                kind = str(each.subject.activity["kind"]) if each.subject.activity is not None else ""
                for finding in each.ruling.findings:
                    if finding.verdict is None or not objects(finding) or not may_be_waived(finding.rule, each.layer):
                        continue
                    key = (finding.rule.name, trip.id, kind)
                    looked = found.setdefault(key, (each.layer, finding, each.subject, []))[3]
                    now = looking.at(finding, each.subject)
                    looked += [now] if now not in looked else []
    return found


def renewed(run: Run, waiver: Waiver, folder: Path, as_of: str, differences: Iterable[str]) -> Iterator[str]:
    """The entry of a waiver, in `folder`, for what is there now; what differs from before stands in comments above it.

    Its days stay if it is still valid; else it begins on `as_of` and lasts as long as it did. Raises BadCommand if
    there is nothing in its scope to accept.
    """
    looked = looked_at(waiver, run.reports)
    if not looked:
        raise BadCommand(
            Text(
                "nothing that was found is in the scope of `{id}`: there is nothing to approve",
                "`{id}`의 적용 범위에 해당하는 지적이 없어 승인할 내용이 없습니다",
                id=waiver.id,
            )
        )
    yield f"  {waiver.id}:\n"
    yield from (f"    # {each}\n" for each in differences)
    scope = {key: value for key, value in waiver.scope._asdict().items() if value is not None}
    yield f"    rule: {waiver.rule}\n    scope: {flow(scope)}\n"
    for key in ("reason", "author", "approver"):
        yield f"    {key}: {scalar(getattr(waiver, key))}\n"
    yield f"    counsel: {_counsel(waiver, folder)}\n"
    first, last = _days(waiver, as_of)
    yield f"    from: {first}\n    until: {last}\n"
    yield from approved_lines(waiver.rule, looked)
    if waiver.bounds:
        yield f"    bounds: {flow({key: _bound(each._asdict()) for key, each in waiver.bounds.items()})}\n"


def approved_lines(rule: str, looked: Sequence[Looked]) -> Iterator[str]:
    """What is looked at, in words, each with its digest."""
    yield "    approved:\n"
    for each in looked:
        yield f"      - digest: {digest_of(rule, each)}\n        facts:\n"
        for key, value in each.items():
            yield f"          {key}: {flow(list(value)) if isinstance(value, tuple) else scalar(value)}\n"


def _counsel(waiver: Waiver, folder: Path) -> str:
    """The advice of counsel, a file with the hash that it has now."""
    if waiver.counsel_file is None:
        return scalar(waiver.counsel)
    hashed = hash_of(folder / waiver.counsel_file)
    return flow({"file": waiver.counsel_file} | ({"sha256": hashed} if hashed is not None else {}))


def _bound(bound: dict[str, Any]) -> Any:
    """One bound as the register writes it."""
    if bound["anything"]:
        return "any"
    names = {"at_least": bound["at_least"], "at_most": bound["at_most"], "in": list(bound["among"]) or None}
    return {key: value for key, value in names.items() if value is not None}


def _days(waiver: Waiver, as_of: str) -> tuple[str, str]:
    """The first and the last day of a renewed waiver."""
    if as_of <= waiver.last:
        return waiver.first, waiver.last
    start = date.fromisoformat(as_of)
    lasts = date.fromisoformat(waiver.last) - date.fromisoformat(waiver.first)
    return as_of, (start + min(lasts, timedelta(days=365))).isoformat()
