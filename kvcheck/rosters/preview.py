"""What an import would change, as lines."""

from collections.abc import Iterator
from pathlib import Path

from kvcheck.language.grammar import count
from kvcheck.language.text import Text
from kvcheck.lines.layout import Line, Span, paragraph, shown
from kvcheck.rosters.changes import Change, Detail, Intake
from kvcheck.rosters.open import Opened


def preview(opened: Opened, intake: Intake, into: Path, lang: str, width: int, *, made: bool) -> Iterator[Line]:
    """What would be added and changed: ids, places and values, nothing that names a person."""
    read = [*(table.sheet for table, _ in opened.rosters), *(sheet.table.sheet for sheet in opened.things)]
    sheets = f" [{', '.join(str(name) for name in read)}]" if None not in read else ""
    yield (Span(shown(f"{opened.file}{sheets} → {into}"), "strong"),)
    yield ()
    for change in intake.changes:
        yield from _change(change, lang, width)
    if made:
        for kind, names in intake.named.items():
            note = Text("  to be filled in", "  내용을 채우십시오").in_(lang)
            for name, called in names.items():
                as_called = f" “{called}”" if called else ""
                yield (Span("+ ", "permitted"), Span(shown(f"{kind}.{name}{as_called}")), Span(note, "quiet"))
    if intake.unread:
        columns = ", ".join(f"{letters} “{shown(heading)}”" for letters, heading in intake.unread)
        label = Text("not read: ", "읽지 않은 열: ").in_(lang)
        yield from paragraph(label, columns, indent=0, width=width, style="quiet")
    if intake.hidden:
        rows = count(intake.hidden, "hidden row", "개")
        told = Text("read too: {rows} of the sheet", "숨겨진 행 {rows}도 읽었습니다", rows=rows)
        yield (Span(told.in_(lang), "review"),)
    if intake.repeated:
        rows = count(intake.repeated, "repeated row", "개")
        left = Text("left out: {rows}", "다른 행과 같은 행 {rows:은} 제외했습니다", rows=rows)
        yield (Span(left.in_(lang), "review"),)
    for told in intake.notes:
        yield from paragraph("", shown(told.in_(lang)), indent=0, width=width, style="review")
    yield (Span(_totals(intake).in_(lang)),)


def _change(change: Change, lang: str, width: int) -> Iterator[Line]:
    """What changes of one entity; of a new one only that it is new."""
    mark, style = ("+ ", "permitted") if change.new else ("~ ", "review")
    yield (Span(mark, style), Span(shown(f"{change.table}.{change.id}")))
    for detail in () if change.new else change.details:
        yield from paragraph("    ", _detail(detail, lang), indent=0, width=width)


def _detail(detail: Detail, lang: str) -> str:
    """One value before and after; of a private one only its place."""
    if detail.new is None:
        return detail.place
    old = detail.old if detail.old is not None else Text("not stated", "기재 없음").in_(lang)
    return shown(f"{detail.place}: {old} → {detail.new}")


def _totals(intake: Intake) -> Text:
    """How much is new, changed and as it was."""

    def changes(table: str) -> int:
        return sum(change.table == table and change.new for change in intake.changes)

    return Text(
        "new: {travelers}, {trips} · changed: {changed} · unchanged: {unchanged}",
        "추가: 출장자 {travelers}, 출장 {trips} · 변경: {changed}건 · 그대로: {unchanged}건",
        travelers=count(changes("travelers"), "traveler", "명"),
        trips=count(changes("trips"), "trip", "건"),
        changed=sum(not change.new for change in intake.changes),
        unchanged=intake.unchanged,
    )
