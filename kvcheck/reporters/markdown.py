"""Markdown for a comment at a pull request, or the summary of a job: the answer first, then each finding once.

Equal findings of many trips are reported once, with the trips. It stays below what GitHub takes for a comment, and says
how much is left out.
"""

from collections.abc import Iterator, Sequence

from kvcheck.language.grammar import count as counted
from kvcheck.language.text import Text
from kvcheck.lines.escape import in_markdown
from kvcheck.lines.layout import shown
from kvcheck.model import Run, Verdict, span
from kvcheck.packs import Library
from kvcheck.telling import labels, runs, sentences
from kvcheck.telling.fingerprints import known_trips
from kvcheck.telling.positions import positions
from kvcheck.telling.rows import NOWHERE, Mark, Row, once, rows
from kvcheck.telling.style import Style

MOST_TRIPS, MOST_ROWS = 10, 100
"""The number of trips that are named for a finding, and that are listed, before the rest is only counted."""

HEADS = {
    Mark.UNCHECKED: Text("Could not be checked", "점검하지 못한 사항"),
    Mark.FAIL: Text("Not permitted", "불허"),
    Mark.OPEN: Text("Open: facts are missing", "정보 부족"),
    Mark.REVIEW: Text("Needs review: a person must decide", "검토 필요"),
    Mark.WARNING: Text("Warnings", "주의"),
    Mark.WAIVED: Text("Waived", "예외 승인된 사항"),
    Mark.RISK: Text("Risks", "위험"),
}
KNOWN = Text("Known from the baseline", "기준선에 있는 기존 지적")
SIGNS = {
    Verdict.PERMITTED: "✅",
    Verdict.NEEDS_REVIEW: "⚠️",
    Verdict.UNDETERMINED: "❔",
    Verdict.NOT_PERMITTED: "❌",
}
CUT = Text(
    "\n_{rest} more found than fits here; the worst stands first. `kvcheck check` shows all._\n\n",
    "\n_분량이 많아 {rest:을} 생략했습니다. 중한 것부터 표시하며, 전체는 `kvcheck check`로 확인하십시오._\n\n",
)
END = "\n</details>\n\n"
FOLDED = (Mark.WAIVED, Mark.RISK)
"""Sections that are shown folded."""


def render(run: Run, library: Library, style: Style) -> str:
    """The run as Markdown, cut with a sentence where it would be too long."""
    found = [row for row in once(rows(run, library, style._replace(verbose=False))) if row.mark in HEADS]
    pieces = [*((piece, 0) for piece in _head(run, library, style.lang)), *_sections(found, style.lang)]
    foot = "".join(_foot(run, style.lang))
    room = style.longest - len(foot)
    kept: list[str] = []
    for number, (piece, _) in enumerate(pieces):
        room -= len(piece)
        if room < 0:
            kept += [END for _ in range("".join(kept).count("<details>") - "".join(kept).count(END.strip()))]
            rest = sum(count for _, count in pieces[number:])
            kept.append(_say(CUT.filled(rest=counted(rest, "finding", "건")), style.lang))
            break
        kept.append(piece)
    return "".join([*kept, foot])


def _head(run: Run, library: Library, lang: str) -> Iterator[str]:
    """The answer, and every trip that is not simply permitted."""
    sign = "🛑" if run.unchecked else SIGNS[run.verdict] if run.reports else "⚪"
    yield f"## {sign} kvcheck: {in_markdown(_say(runs.counts(run), lang))}\n\n"
    for report in run.reports:
        for notice in sentences.notices(
            report.as_of, report.packs, backdated=report.backdated, supposed=report.supposed
        ):
            yield f"> {in_markdown(_say(notice, lang))}\n\n"
        for each in positions(report, library):
            yield f"{in_markdown(_say(each, lang))}\n\n"
    trips = [(report, trip) for report in run.reports for trip in report.trips]
    told = [(report, trip) for report, trip in trips if trip.verdict is not Verdict.PERMITTED]
    known = {(report.plan.name, trip) for report in run.reports for trip in known_trips(report, run.known_prints)}
    # What is new first, then the worst: a long list is cut.
    told.sort(key=lambda each: ((each[0].plan.name, each[1].id) in known, each[1].verdict.rank))
    if told:
        yield _say(
            Text(
                "| Trip | Traveler | Class | Days | Verdict |\n|---|---|---|---|---|\n",
                "| 출장 | 출장자 | 체류자격 | 기간 | 판정 |\n|---|---|---|---|---|\n",
            ),
            lang,
        )
    for report, trip in told[:MOST_ROWS]:
        raw = trip.subject.trip
        verdict = f"{SIGNS[trip.verdict]} {_say(labels.VERDICTS[trip.verdict], lang)}"
        verdict += _say(labels.KNOWN, lang) if (report.plan.name, trip.id) in known else ""
        cells = (trip.id, str(raw["traveler"]), trip.law.label, span(raw))
        yield "| " + " | ".join(in_markdown(cell) for cell in cells) + f" | {verdict} |\n"
    if len(told) > MOST_ROWS:
        rest = len(told) - MOST_ROWS
        yield _say(Text("\nand {rest} more\n", "\n외 {rest}건\n", rest=rest), lang)
    yield "\n" if told else ""


def _sections(found: Sequence[Row], lang: str) -> Iterator[tuple[str, int]]:
    """Rows by what they say, the worst first, and how many each piece tells of; what is long and lesser is folded."""
    new = [row for row in found if not row.known]
    parts = [(head, [row for row in new if row.mark is mark], mark in FOLDED) for mark, head in HEADS.items()]
    parts.insert(len(parts) - len(FOLDED), (KNOWN, [row for row in found if row.known], True))
    for head, some, folded in parts:
        groups = _grouped(some)
        if not groups:
            continue
        count = sum(max(len(row.trips), 1) for group in groups for row in group)
        title = f"{_say(head, lang)} ({count})"
        yield f"<details><summary>{title}</summary>\n\n" if folded else f"### {title}\n\n", 0
        for group in groups:
            yield "".join(_finding(group, lang)), len(group)
        yield END if folded else "\n", 0


def _grouped(found: Sequence[Row]) -> list[list[Row]]:
    """Rows that say the same for the same reasons, together; what most trips share comes first."""
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in found:
        groups.setdefault((row.rule_name, row.says, row.because, row.asks, row.waiver), []).append(row)
    return sorted(groups.values(), key=lambda group: -len(group))


def _finding(group: Sequence[Row], lang: str) -> Iterator[str]:
    """One finding with the trips it is about."""
    first = group[0]
    known = _say(labels.KNOWN, lang) if first.known else ""
    yield f"- **{in_markdown(_say(first.says, lang))}**{known}\n"
    places = [_about(row, lang) for row in group]
    rest = len(places) - MOST_TRIPS
    more = _say(Text(" and {rest} more", " 외 {rest}건", rest=rest), lang) if rest > 0 else ""
    yield f"  {', '.join(places[:MOST_TRIPS])}{more}\n"
    for reason in first.because:
        yield f"  - {in_markdown(_say(reason, lang))}\n"
    for ask in first.asks:
        yield f"  - ❓ {in_markdown(_say(ask, lang))}\n"
    if first.instead is not None and not first.asks:
        yield f"  - 💡 {in_markdown(_say(first.instead, lang))}\n"
    if first.waiver is not None and first.mark is Mark.WAIVED:
        until = Text("waived until {last}", "{last}까지 예외 승인", last=first.waiver.last)
        yield f"  - {in_markdown(_say(until, lang))}: `{first.waiver.id}`\n"
    if first.mark is Mark.UNCHECKED:
        return
    law = f"{in_markdown(first.law)} · " if first.law else ""
    yield f"  - <sub>{law}`{first.rule_name}`</sub>\n"


def _about(row: Row, lang: str) -> str:
    """The trip or activity, with its place in the plan."""
    if row.place == NOWHERE:
        return "kvcheck"
    place = f"`{shown(row.place.file).replace('`', '')}:{row.place.line}`"
    return f"{in_markdown(row.about(lang))} ({place})" if row.trips else place


def _foot(run: Run, lang: str) -> Iterator[str]:
    """What was left out of the run, and that this is no legal advice."""
    for proviso in runs.provisos(run):
        yield f"_{in_markdown(_say(proviso, lang))}_\n\n"
    yield f"<sub>{in_markdown(_say(labels.DISCLAIMER, lang))}</sub>\n"


def _say(text: Text, lang: str) -> str:
    return text.in_(lang)
