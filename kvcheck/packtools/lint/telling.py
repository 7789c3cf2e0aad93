"""Remarks to strings: every format in which they make sense."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any
from xml.etree import ElementTree as ET

from kvcheck import __version__
from kvcheck.language.grammar import count, joined
from kvcheck.language.text import LANGUAGES, LOCALES, Text
from kvcheck.lines.layout import Line, Span, paragraph, shown
from kvcheck.lines.quote import quoted
from kvcheck.packtools.remarks import CHECKS, LEVELS, Level, Remark
from kvcheck.reporters import github
from kvcheck.reporters.junit import NO_TIME
from kvcheck.reporters.sarif import ROOT, SCHEMA, artifact

NAMES = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}
"""What annotations call the levels."""


def _noun(level: Level, number: int) -> Text:
    """What so many remarks of a level are called."""
    return LEVELS[level] if number == 1 else _MANY[level]


_MANY: Mapping[Level, Text] = {
    Level.ERROR: Text("errors", "오류"),
    Level.WARNING: Text("warnings", "경고"),
    Level.NOTE: Text("notes", "참고"),
}


def lines(remarks: Sequence[Remark], lang: str, width: int) -> Iterator[Line]:
    """The remarks for a person: where and what, the line with a caret, what to do."""
    for each in remarks:
        label = LEVELS[each.level].in_(lang)
        style = {Level.ERROR: "error", Level.WARNING: "review"}.get(each.level, "quiet")
        yield (Span(shown(str(each.place)), "place"), Span(f": {label} ", style), Span(f"[{each.check}]", "quiet"))
        yield from paragraph("", shown(each.problem.message.in_(lang)), indent=2, width=width)
        if each.problem.quote.strip():
            yield from quoted(each.problem.quote, each.place.line, each.place.column, 2, width)
        if each.problem.hint is not None:
            yield from paragraph("= ", shown(each.problem.hint.in_(lang)), indent=2, width=width)
        yield ()


def total(remarks: Sequence[Remark], packs: int) -> Text:
    """How many packs were looked at, and how many remarks of each level there are."""
    found = Counter(each.level for each in remarks)
    counts = [
        Text("{number:,} {noun}", "{noun} {number:,}건", number=found[level], noun=_noun(level, found[level]))
        for level in Level
    ]
    return Text(
        "{packs}: {counts}",
        "{packs}: {counts}",
        packs=count(packs, "pack", "개 묶음"),
        counts=joined(counts, ", "),
    )


def _said(remark: Remark, lang: str) -> str:
    texts = (remark.problem.message, remark.problem.hint)
    return shown(". ".join(text.in_(lang) for text in texts if text is not None))


def as_json(remarks: Sequence[Remark], lang: str) -> str:
    """The remarks for programs, by the schema `lint`, in both languages whatever is asked for."""
    del lang
    found = [
        {
            "check": each.check,
            "level": each.level.value,
            "about": each.about,
            "file": each.place.file,
            "line": each.place.line,
            "column": each.place.column,
            "message": _both(each.problem.message),
            **({"hint": _both(each.problem.hint)} if each.problem.hint is not None else {}),
        }
        for each in remarks
    ]
    head = {"format": "kvcheck-lint", "version": 1, "kvcheck": __version__}
    return json.dumps(head | {"remarks": found}, ensure_ascii=False, indent=1) + "\n"


def _both(text: Text) -> dict[str, str]:
    return {lang: text.in_(lang) for lang in LANGUAGES}


def as_concise(remarks: Sequence[Remark], lang: str) -> str:
    """One line a remark, for editors."""
    return "".join(f"{shown(str(each.place))}: {each.level}: {_said(each, lang)} [{each.check}]\n" for each in remarks)


def as_github(remarks: Sequence[Remark], lang: str) -> str:
    """Annotations of GitHub Actions, the worst first."""
    levels = list(Level)
    ordered = sorted(remarks, key=lambda each: levels.index(each.level))
    return "".join(
        github.command(NAMES[each.level], _said(each, lang), CHECKS[each.check].title.in_(lang), each.place)
        for each in ordered
    )


def _fingerprint(remark: Remark) -> str:
    """What a remark is known by when lines move."""
    sign = (remark.check, remark.about, remark.place.file, remark.problem.message.en)
    return sha256("\0".join(sign).encode()).hexdigest()


def as_gitlab(remarks: Sequence[Remark], lang: str) -> str:
    """Code quality report of GitLab."""
    severities = {Level.ERROR: "critical", Level.WARNING: "minor", Level.NOTE: "info"}
    seen = Counter[str]()
    issues = []
    for each in remarks:
        sign = _fingerprint(each)
        seen[sign] += 1
        issues.append(
            {
                "description": _said(each, lang),
                "check_name": each.check,
                "fingerprint": sign if seen[sign] == 1 else f"{sign}-{seen[sign]}",
                "severity": severities[each.level],
                "location": {"path": each.place.file, "lines": {"begin": each.place.line}},
            }
        )
    return json.dumps(issues, ensure_ascii=False, indent=1) + "\n"


def as_sarif(remarks: Sequence[Remark], lang: str) -> str:
    """SARIF 2.1.0, for code scanning."""
    levels = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "note"}
    names = list(CHECKS)
    rules = [
        {
            "id": name,
            "shortDescription": {"text": check.title.in_(lang)},
            "defaultConfiguration": {"level": levels[check.level]},
        }
        for name, check in CHECKS.items()
    ]
    results: list[dict[str, Any]] = [
        {
            "ruleId": each.check,
            "ruleIndex": names.index(each.check),
            "level": levels[each.level],
            "message": {"text": _said(each, lang)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": artifact(each.place.file),
                        "region": {"startLine": each.place.line, "startColumn": each.place.column},
                    }
                }
            ],
            "partialFingerprints": {"primaryLocationLineHash": f"{_fingerprint(each)}:1"},
        }
        for each in remarks
    ]
    driver = {"name": "kvcheck rules lint", "version": __version__, "semanticVersion": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "kvcheck-rules/"},
        "language": LOCALES[lang],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The top of the repository."}}},
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def as_junit(remarks: Sequence[Remark], lang: str) -> str:
    """JUnit XML: one case a check, which fails where a remark is an error or a warning."""
    total = str(len(CHECKS))
    suite = ET.Element("testsuite", name="kvcheck rules lint", tests=total, errors="0", skipped="0", time=NO_TIME)
    failed = 0
    for name, check in CHECKS.items():
        found = [each for each in remarks if each.check == name and each.level is not Level.NOTE]
        case = ET.SubElement(suite, "testcase", name=check.title.in_(lang), classname=f"lint.{name}", time=NO_TIME)
        if found:
            failed += 1
            failure = ET.SubElement(case, "failure", type=name, message=_said(found[0], lang))
            failure.text = "\n".join(f"{shown(str(each.place))} {_said(each, lang)}" for each in found)
    suite.set("failures", str(failed))
    suites = ET.Element("testsuites", name="kvcheck", tests=total, failures=str(failed), errors="0", time=NO_TIME)
    suites.append(suite)
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Remark], str], str]] = {
    "json": as_json,
    "concise": as_concise,
    "github": as_github,
    "gitlab": as_gitlab,
    "sarif": as_sarif,
    "junit": as_junit,
}
"""Every format but text, which is styled as it is printed."""
