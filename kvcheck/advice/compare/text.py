"""A comparison of classes for a person at a terminal."""

from collections.abc import Iterator, Sequence

from kvcheck.advice.compare.value import Choice, Comparison, Fit, Weighed
from kvcheck.advice.compare.words import ESTIMATE, MARKS, Words, notices, told_alike
from kvcheck.language.text import Text
from kvcheck.lines.layout import Line, Span, columns, pad, paragraph, plain, shown
from kvcheck.telling import labels
from kvcheck.telling.style import Style

_STYLES = {
    Fit.FITS: "permitted",
    Fit.WITH_PAPERS: "permitted",
    Fit.OPEN: "undetermined",
    Fit.REVIEW: "review",
    Fit.BLOCKED: "not_permitted",
    Fit.NEVER: "quiet",
}
LABEL_WIDTH = 10
"""Names of classes up to so many columns stand beside what is said of them, longer ones above it."""
NARROW = 60
"""On a terminal with fewer columns, what is said of a class stands below its name."""


def text(comparisons: Sequence[Comparison], style: Style) -> str:
    """The comparisons as plain text."""
    return plain(lines(comparisons, style))


def lines(comparisons: Sequence[Comparison], style: Style) -> Iterator[Line]:
    """The comparisons as styled lines."""
    for comparison in comparisons:
        as_of = Text("  as of {as_of}", "  기준일 {as_of}", as_of=comparison.as_of).in_(style.lang)
        yield (Span(shown(comparison.plan.name), "strong"), Span(as_of, "quiet"))
        for notice in notices(comparison):
            yield from paragraph("! ", notice.in_(style.lang), indent=0, width=style.width, style="review")
        yield ()
        for alike in told_alike(comparison.choices):
            yield from _Table(alike, style).lines()
    yield from paragraph("", ESTIMATE.in_(style.lang), indent=0, width=style.width, style="quiet")
    yield from paragraph("", labels.DISCLAIMER.in_(style.lang), indent=0, width=style.width, style="quiet")


class _Table:
    """The classes for trips of which the same is to be said."""

    def __init__(self, alike: list[Choice], style: Style) -> None:
        """For trips of which the same is to be said."""
        self._trips = [choice.id for choice in alike]
        self._choice = alike[0]
        self._words = Words(style.lang, whole=style.verbose)
        self._width = style.width
        self._lang = style.lang

    def lines(self) -> Iterator[Line]:
        """Header, the planned class, the others by fit, and what follows from it."""
        say = self._words.say
        yield (Span(", ".join(self._trips), "strong"),)
        planned = self._choice.planned
        rows = [([planned], say(Text("planned", "계획")))]
        rows += [([each], "") for each in self._choice.possible]
        rows += [(group, "") for group in self._blocked()]
        labels = [", ".join(each.pack.label for each in row) for row, _ in rows]
        width = max(columns(label) for label in labels if columns(label) <= LABEL_WIDTH) + 2
        fits = max(columns(self._words.fit(row[0])) for row, _ in rows) + 2
        for (row, note), label in zip(rows, labels, strict=True):
            yield from self._row(row, label, note, width, fits)
        never = [each.pack.label for each in self._choice.others if each.fit is Fit.NEVER]
        if never:
            label = say(Text("never for this traveler: ", "이 출장자에게 불가: "))
            yield from paragraph(label, ", ".join(never), indent=2, width=self._width, style="quiet")
        yield from self._conclusion()
        yield ()

    def _blocked(self) -> Iterator[list[Weighed]]:
        """Classes that are forbidden in the same words, together."""
        groups: dict[str, list[Weighed]] = {}
        for each in self._choice.others:
            if each.fit is Fit.BLOCKED:
                groups.setdefault(" ".join(self._words.reasons(each)), []).append(each)
        yield from groups.values()

    def _row(self, row: list[Weighed], label: str, note: str, width: int, fits: int) -> Iterator[Line]:
        """The lines of classes of which the same is to be said; `note` marks the planned one."""
        first = row[0]
        said = self._words.reasons(first)
        if note and first.fit is Fit.FITS:
            said = [self._words.say(Text("as planned", "계획대로"))]
        if first.fit not in (Fit.BLOCKED, Fit.NEVER, Fit.FITS) or (first.fit is Fit.FITS and not note):
            said += self._words.effort_lines(first)
        elif note and first.blocks is not None:
            said[0] = self._words.say(Text("planned: {said}", "계획: {said}", said=said[0]))
        head = f"  {MARKS[first.fit]} "
        style = _STYLES[first.fit]
        narrow = self._width < NARROW
        if columns(label) > LABEL_WIDTH or narrow:  # many classes: their names on a line of their own
            yield from paragraph(head, label, indent=0, width=self._width, style=style)
            head, label = "    ", ""
        left = head + pad(label, 0 if narrow else width) + pad(self._words.fit(first), fits)
        room = max(self._width - columns(left), 12)
        for text in [each for each in said if each] or [""]:
            for line in paragraph("", text, indent=0, width=room):
                yield (Span(left, style), *line)
                left = " " * columns(left)

    def _conclusion(self) -> Iterator[Line]:
        """What fits, or that nothing does; and what the rule in the way says to do instead."""
        say, planned = self._words.say, self._choice.planned
        if planned.fit is Fit.FITS:
            return
        possible = ", ".join(each.pack.label for each in self._choice.possible)
        if possible:
            yield from paragraph(
                say(Text("→ could be: ", "→ 가능한 체류자격: ")), possible, indent=2, width=self._width
            )
        else:
            yield from paragraph(
                "→ ",
                say(Text("no class fits as planned", "계획대로는 맞는 체류자격이 없습니다")),
                indent=2,
                width=self._width,
            )
        if planned.blocks is not None and planned.blocks.instead is not None:
            instead = planned.blocks.instead.in_(self._lang)
            yield from paragraph(say(Text("→ or: ", "→ 또는: ")), instead, indent=2, width=self._width)
