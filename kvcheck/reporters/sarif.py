"""SARIF 2.1.0 (OASIS), for code scanning: one result a finding.

Kinds: `fail` (not permitted: error; what trips make together and waivers that lapsed: warning), `open` (facts are
missing), `review` (a person must decide), with --verbose risks (`fail`, note), and with --sarif-passes `pass` and
`notApplicable`, which services show as alerts. A result that is no failure has the level `none` (section 3.27.10). What
is waived or known from a baseline is left out, because services show suppressed results as open ones; with --verbose it
is there with its suppression (section 3.27.23). What could not be checked makes the invocation unsuccessful, with a
notification for each problem (section 3.20.21).
"""

import gzip
import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from kvcheck import __version__
from kvcheck.language.text import LOCALES, Text
from kvcheck.model import Run
from kvcheck.packs import Library
from kvcheck.telling.positions import positions_of
from kvcheck.telling.rows import CANNOT_CHECK, NOWHERE, OWN_RULES, Mark, Row, once, rows
from kvcheck.telling.style import Style

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
"""What paths are relative to: the top of the repository of kvcheck.yaml, else the working directory."""

MOST = 25_000
"""The most results of one run that GitHub takes; a log with more is refused whole."""
MOST_BYTES = 10_000_000
"""The most bytes of a log, compressed, that GitHub takes."""
PASSING = (Mark.PASS, Mark.CLEAR)
UNSUCCESSFUL = 3
"""The exit code of a run that could not check everything."""

KINDS: Mapping[Mark, tuple[str, str]] = {
    Mark.FAIL: ("fail", "error"),
    Mark.OPEN: ("open", "none"),
    Mark.REVIEW: ("review", "none"),
    Mark.WARNING: ("fail", "warning"),
    Mark.RISK: ("fail", "note"),
    Mark.WAIVED: ("fail", "warning"),
    Mark.PASS: ("pass", "none"),
    Mark.CLEAR: ("notApplicable", "none"),
}
"""Kind and level of each mark."""


def render(run: Run, library: Library, style: Style) -> str:
    """The run as a SARIF log, with as many results, the worst first, as services take."""
    told = rows(run, library, style._replace(verbose=style.passes), risks=style.verbose)
    unchecked = once(row for row in told if row.mark is Mark.UNCHECKED)
    every = [row for row in told if row.mark is not Mark.UNCHECKED]
    every = [row for row in every if style.verbose or not (row.known or row.mark is Mark.WAIVED)]
    every = [row for row in every if style.passes or row.mark not in PASSING]
    most = MOST
    while True:
        found = every[:most]
        invocation = _invocation(unchecked, len(every) - len(found), style.lang)
        text = json.dumps(_log(found, invocation, run, library, style.lang), ensure_ascii=False, indent=1) + "\n"
        if not found or _fits(text):
            return text
        most = len(found) * 3 // 4


def _fits(text: str) -> bool:
    """Whether a log is small enough to be taken, compressed as it is uploaded."""
    data = text.encode(errors="replace")
    return len(data) <= MOST_BYTES or len(gzip.compress(data)) <= MOST_BYTES


def _log(found: Sequence[Row], invocation: Mapping[str, Any], run: Run, library: Library, lang: str) -> dict[str, Any]:
    """The log with some of the results."""
    names = list(dict.fromkeys(row.rule_name for row in found))
    descriptors = {name: next(row for row in found if row.rule_name == name) for name in names}
    unsuccessful = not invocation["executionSuccessful"]
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "kvcheck",
                        "version": __version__,
                        "semanticVersion": __version__,
                        "shortDescription": {
                            "text": "Checks plans for business travel to the US against the class of entry."
                        },
                        **({"notifications": [_descriptor(lang)]} if unsuccessful else {}),
                        "rules": [_rule(row, library, lang) for row in descriptors.values()],
                    }
                },
                "invocations": [invocation],
                "automationDetails": {"id": "kvcheck/"},
                "language": LOCALES[lang],
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {
                    ROOT: {"description": {"text": "The top of the repository, else the working directory."}}
                },
                "results": [_result(row, names, lang) for row in found],
                "properties": {**positions_of(run.reports, library).values, **_governed(run)},
            }
        ],
    }


def _governed(run: Run) -> dict[str, Any]:
    """Which configuration governs which plans, where there are several."""
    return {"governed": {each.config: list(each.plans) for each in run.governed}} if run.governed else {}


def _invocation(unchecked: Sequence[Row], left_out: int, lang: str) -> dict[str, Any]:
    """How the run went: what could not be checked, and how many results were left out."""
    invocation: dict[str, Any] = {"executionSuccessful": not unchecked}
    notes = [_notification(row, lang) for row in unchecked]
    if unchecked:
        invocation["exitCode"] = UNSUCCESSFUL
    if left_out:
        said = Text(
            "{left_out:,} results are left out, because services take {most:,} of one run, and {size:,} MB",
            "서비스가 한 번에 {most:,}건, {size:,}MB까지 받으므로 결과 {left_out:,}건을 생략했습니다",
            left_out=left_out,
            most=MOST,
            size=MOST_BYTES // 1_000_000,
        )
        notes.append({"level": "warning", "message": {"text": f"{said.in_(lang)}."}})
    if notes:
        invocation["toolExecutionNotifications"] = notes
    return invocation


def _descriptor(lang: str) -> dict[str, Any]:
    """What a notification is about."""
    return {"id": CANNOT_CHECK, "shortDescription": {"text": f"{OWN_RULES[CANNOT_CHECK].in_(lang)}."}}


def _notification(row: Row, lang: str) -> dict[str, Any]:
    """Something that could not be checked."""
    notification: dict[str, Any] = {
        "descriptor": {"id": row.rule_name, "index": 0},
        "level": "error",
        "message": {"text": row.message(lang)},
    }
    if row.place != NOWHERE:
        notification["locations"] = [{"physicalLocation": _physical(row)}]
    return notification


def _rule(row: Row, library: Library, lang: str) -> dict[str, Any]:
    """The descriptor of a rule: what it is, its law, and what helps."""
    name, rule = row.rule_name, row.rule
    if rule is None:
        title = OWN_RULES[name].in_(lang)
        return {
            "id": name,
            "shortDescription": {"text": title},
            "help": {"text": f"{title}. kvcheck waivers", "markdown": f"{title}. `kvcheck waivers`"},
            "defaultConfiguration": {"level": _level(row)},
            "properties": {"tags": ["kvcheck"]},
        }
    title = rule.title.in_(lang)
    laws = [library.authorities[law] for law in rule.law]
    cites = [f"{law.cite}: {law.title.in_(lang)}" for law in laws]
    links = [f"- [{law.cite}]({law.link}) {law.title.in_(lang)}" for law in laws]
    texts = [title, *([rule.note.in_(lang)] if rule.note else []), *([rule.instead.in_(lang)] if rule.instead else [])]
    helped = {"text": "\n".join([*texts, *cites]), "markdown": "\n\n".join([*texts, "\n".join(links)]).strip()}
    descriptor: dict[str, Any] = {
        "id": name,
        "shortDescription": {"text": title},
        "fullDescription": {"text": texts[1] if len(texts) > 1 else title},
        "help": helped,
        "defaultConfiguration": {"level": _level(row)},
        "properties": {"tags": ["kvcheck", rule.kind.value], "precision": rule.confidence},
    }
    if laws and laws[0].link.startswith("https://"):
        descriptor["helpUri"] = laws[0].link
    return descriptor


def _level(row: Row) -> str:
    """The level of a rule when it fails."""
    return {Mark.RISK: "note", Mark.WARNING: "warning"}.get(row.mark, "error")


def _result(row: Row, names: Sequence[str], lang: str) -> dict[str, Any]:
    """One row as a result; `names` are those of the rules of the log, in its order."""
    kind, level = KINDS[row.mark]
    law = f" [{row.law}]" if row.law else ""
    result: dict[str, Any] = {
        "ruleId": row.rule_name,
        "ruleIndex": names.index(row.rule_name),
        "kind": kind,
        "level": level,
        "message": {"text": f"{row.told(lang)}{law}"},
        "locations": [
            {
                "physicalLocation": _physical(row),
                "logicalLocations": [{"fullyQualifiedName": _logical(row)}],
            }
        ],
        "fingerprints": {"kvcheck/v1": row.fingerprint},
        # What GitHub distinguishes alerts by: ids, so that an alert stays itself when lines move.
        "partialFingerprints": {"primaryLocationLineHash": f"{row.fingerprint}:1"},
        "properties": {"layer": row.layer.value, "mark": row.mark.value},
    }
    if row.mark is Mark.WAIVED and row.waiver is not None:
        justification = f"{row.waiver.id}, {row.waiver.first} – {row.waiver.last}: {row.waiver.reason}"
        result["suppressions"] = [{"kind": "external", "justification": justification}]
    elif row.known:
        said = Text("known from the baseline", "기준선에 있는 기존 지적").in_(lang)
        result["suppressions"] = [{"kind": "external", "justification": said}]
    return result


def _physical(row: Row) -> dict[str, Any]:
    """Where a row is."""
    return {
        "artifactLocation": artifact(row.place.file),
        "region": {"startLine": row.place.line, "startColumn": row.place.column},
    }


def artifact(name: str) -> dict[str, str]:
    """A file, relative to the root if it is; percent-encoded as a URI asks for."""
    path = name.replace("\\", "/").encode(errors="surrogateescape")
    if path.startswith(b"/"):
        return {"uri": "file://" + quote(path)}
    return {"uri": quote(path), "uriBaseId": ROOT}


def _logical(row: Row) -> str:
    """The place of a row in the plan, whatever its line: `trips.kim-1.activities[2]`."""
    if not row.trips:
        return f"waivers.{row.waiver.id}" if row.waiver is not None else "plan"
    return f"trips.{row.trips[0]}" + (f".activities[{row.activity}]" if row.activity is not None else "")
