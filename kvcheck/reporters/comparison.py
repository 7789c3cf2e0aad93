"""A comparison of classes: for a terminal, as Markdown, as JSON by the published schema `comparison`, version 1."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from kvcheck import __version__, explain
from kvcheck.errors import Text
from kvcheck.model import Finding
from kvcheck.model.comparison import Choice, Comparison, Fit, Weighed
from kvcheck.reporters import Style
from kvcheck.reporters.layout import Line, Span, columns, pad, paragraph, plain, shown

VERSION = 1
"""Version of the JSON format."""

FITS: Mapping[Fit, Text] = {
    Fit.FITS: Text("fits", "적합"),
    Fit.WITH_PAPERS: Text("needs papers", "서류 필요"),
    Fit.OPEN: Text("open", "정보 부족"),
    Fit.REVIEW: Text("needs review", "검토 필요"),
    Fit.BLOCKED: Text("not permitted", "불허"),
    Fit.NEVER: Text("never", "불가"),
}
_MARKS = {Fit.FITS: "✓", Fit.WITH_PAPERS: "+", Fit.OPEN: "?", Fit.REVIEW: "!", Fit.BLOCKED: "✗", Fit.NEVER: "✗"}
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
_SHOWN = 4
"""So many things to get or to learn are named before the rest is only counted."""


def text(comparisons: Sequence[Comparison], style: Style) -> str:
    """The comparisons as plain text."""
    return plain(lines(comparisons, style))


def lines(comparisons: Sequence[Comparison], style: Style) -> Iterator[Line]:
    """The comparisons as styled lines."""
    for comparison in comparisons:
        as_of = Text(f"  as of {comparison.as_of}", f"  기준일 {comparison.as_of}").in_(style.lang)
        yield (Span(shown(comparison.plan.name), "strong"), Span(as_of, "quiet"))
        for notice in _notices(comparison):
            yield from paragraph("! ", notice.in_(style.lang), indent=0, width=style.width, style="review")
        yield ()
        for alike in _alike(comparison.choices):
            yield from _Table(alike, style).lines()
    yield from paragraph("", _ESTIMATE.in_(style.lang), indent=0, width=style.width, style="quiet")
    yield from paragraph("", explain.DISCLAIMER.in_(style.lang), indent=0, width=style.width, style="quiet")


_ESTIMATE = Text(
    "Lead times are planning estimates; fees are those of the day in parentheses, optional ones included.",
    "소요 기간은 계획용 추정치이며, 수수료는 괄호 안 날짜 기준으로 선택 항목을 포함합니다.",
)


def _notices(comparison: Comparison) -> Iterator[Text]:
    return explain.notices(comparison.as_of, comparison.packs, backdated=comparison.backdated)


def _alike(choices: Sequence[Choice]) -> Iterator[list[Choice]]:
    """Trips for which the same is to be said, in the order of the first of each."""
    groups: dict[object, list[Choice]] = {}
    for choice in choices:
        key = tuple(
            (
                each.pack.name,
                each.fit,
                _blocking(each),
                tuple(finding.rule.name for finding in each.reviews),
                tuple(rule.name for rule in each.papers),
                tuple(fact.name for fact in each.asks),
            )
            for each in (choice.planned, *choice.others)
        )
        groups.setdefault(key, []).append(choice)
    yield from groups.values()


def _blocking(weighed: Weighed) -> str | None:
    return weighed.blocks.rule.name if weighed.blocks is not None else None


class _Words:
    """What is said of a class, in one language."""

    def __init__(self, lang: str, *, whole: bool) -> None:
        self._lang = lang
        self._whole = whole

    def say(self, en: str, ko: str) -> str:
        """The sentence in the reader's language."""
        return ko if self._lang == "ko" else en

    def fit(self, weighed: Weighed) -> str:
        """How the class suits, in a word."""
        return FITS[weighed.fit].in_(self._lang)

    def reasons(self, weighed: Weighed) -> list[str]:
        """Why it does not suit, or what it would take."""
        if weighed.blocks is not None:
            return [self.blocking(weighed.blocks)]
        doubts = [explain.headline(finding).in_(self._lang) for finding in weighed.reviews]
        found = [self.say(f"for review: {doubt}", f"검토 사항: {doubt}") for doubt in dict.fromkeys(doubts)]
        if weighed.asks:
            known = self._listed([fact.title.in_(self._lang) for fact in weighed.asks])
            found.append(self.say(f"to know: {known}", f"확인 사항: {known}"))
        if weighed.papers:
            named = weighed.documents or weighed.papers
            got = self._listed([each.title.in_(self._lang) for each in named])
            found.append(self.say(f"to get: {got}", f"갖출 서류: {got}"))
        return found

    def blocking(self, finding: Finding) -> str:
        """The rule that forbids the class."""
        return explain.headline(finding).in_(self._lang)

    def effort_lines(self, weighed: Weighed) -> list[str]:
        """Lead time and fees; where everything is wanted, with what kind of estimate it is."""
        planning = weighed.pack.planning
        note = [planning.note.in_(self._lang)] if self._whole and planning is not None and planning.note else []
        return [self.effort(weighed), *note]

    def effort(self, weighed: Weighed) -> str:
        """Lead time and fees, with the day the fees are of; empty if nobody planned for the class."""
        planning = weighed.pack.planning
        if planning is None:
            return ""
        first, last = planning.weeks
        time = self.say(f"{first}–{last} weeks", f"{first}~{last}주")
        if not weighed.fees:
            return time
        total, since = sum(fee.usd for fee in weighed.fees), max(fee.since for fee in weighed.fees)
        return f"{time} · USD {total:,} ({since})"

    def _listed(self, texts: list[str]) -> str:
        kept = texts if self._whole else texts[:_SHOWN]
        rest = len(texts) - len(kept)
        more = self.say(f" and {rest} more", f" 외 {rest}건") if rest else ""
        return "; ".join(kept) + more


class _Table:
    """The classes for trips of which the same is to be said."""

    def __init__(self, alike: list[Choice], style: Style) -> None:
        self._trips = [choice.id for choice in alike]
        self._choice = alike[0]
        self._words = _Words(style.lang, whole=style.verbose)
        self._width = style.width
        self._lang = style.lang

    def lines(self) -> Iterator[Line]:
        """Header, the planned class, the others by fit, and what follows from it."""
        say = self._words.say
        yield (Span(", ".join(self._trips), "strong"),)
        planned = self._choice.planned
        rows = [([planned], say("planned", "계획"))]
        rows += [([each], "") for each in self._choice.possible]
        rows += [(group, "") for group in self._blocked()]
        labels = [", ".join(each.pack.label for each in row) for row, _ in rows]
        width = max(columns(label) for label in labels if columns(label) <= LABEL_WIDTH) + 2
        fits = max(columns(self._words.fit(row[0])) for row, _ in rows) + 2
        for (row, note), label in zip(rows, labels, strict=True):
            yield from self._row(row, label, note, width, fits)
        never = [each.pack.label for each in self._choice.others if each.fit is Fit.NEVER]
        if never:
            label = say("never for this traveler: ", "이 출장자에게 불가: ")
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
        first = row[0]
        said = self._words.reasons(first)
        if note and first.fit is Fit.FITS:
            said = [self._words.say("as planned", "계획대로")]
        if first.fit not in (Fit.BLOCKED, Fit.NEVER, Fit.FITS) or (first.fit is Fit.FITS and not note):
            said += self._words.effort_lines(first)
        elif note and first.blocks is not None:
            said[0] = self._words.say(f"planned: {said[0]}", f"계획: {said[0]}")
        head = f"  {_MARKS[first.fit]} "
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
            yield from paragraph(say("→ could be: ", "→ 가능한 체류자격: "), possible, indent=2, width=self._width)
        else:
            yield from paragraph(
                "→ ",
                say("no class fits as planned", "계획대로는 맞는 체류자격이 없습니다"),
                indent=2,
                width=self._width,
            )
        if planned.blocks is not None and planned.blocks.rule.instead is not None:
            instead = planned.blocks.rule.instead.in_(self._lang)
            yield from paragraph(say("→ or: ", "→ 또는: "), instead, indent=2, width=self._width)


# Markdown -------------------------------------------------------------------------------------------------------------


def markdown(comparisons: Sequence[Comparison], style: Style) -> str:
    """The comparisons as Markdown, for a page or a comment."""
    words = _Words(style.lang, whole=True)
    say = words.say
    found = [say("# Classes of entry compared", "# 체류자격 비교"), ""]
    for comparison in comparisons:
        name = _cell(comparison.plan.name)
        found.append(say(f"{name}, as of {comparison.as_of}", f"{name}, 기준일 {comparison.as_of}"))
        for notice in _notices(comparison):
            found += ["", f"**{_cell(notice.in_(style.lang))}**"]
        for alike in _alike(comparison.choices):
            choice = alike[0]
            found += ["", "## " + ", ".join(_cell(each.id) for each in alike), ""]
            found.append(
                say(
                    "| Class | Fit | Why, or what it takes | Time and fees |",
                    "| 체류자격 | 판정 | 이유 또는 필요한 것 | 기간·수수료 |",
                )
            )
            found.append("|---|---|---|---|")
            for each in (choice.planned, *(other for other in choice.others if other.fit is not Fit.NEVER)):
                label = each.pack.label + (say(" (planned)", "(계획)") if each is choice.planned else "")
                possible = each.fit not in (Fit.BLOCKED, Fit.NEVER)
                cells = [label, f"{_MARKS[each.fit]} {words.fit(each)}", "<br>".join(map(_cell, words.reasons(each)))]
                found.append("| " + " | ".join([*cells, words.effort(each) if possible else ""]) + " |")
            never = [each.pack.label for each in choice.others if each.fit is Fit.NEVER]
            if never:
                found += ["", say("Never for this traveler: ", "이 출장자에게 불가: ") + ", ".join(never)]
    found += ["", _ESTIMATE.in_(style.lang), "", explain.DISCLAIMER.in_(style.lang)]
    return "\n".join(found) + "\n"


def _cell(text: str) -> str:
    """Text that cannot leave its cell or become markup."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>|#~" else sign for sign in shown(text))


# JSON -----------------------------------------------------------------------------------------------------------------


def as_json(comparisons: Sequence[Comparison], style: Style) -> str:
    """The comparisons as one JSON document; `style` has no say in it."""
    del style
    document = {
        "format": "kvcheck-comparison",
        "version": VERSION,
        "kvcheck": __version__,
        "notice": _text(explain.DISCLAIMER),
        "plans": [
            {
                "plan": each.plan.name,
                "as_of": each.as_of,
                "backdated": each.backdated,
                "notices": [_text(notice) for notice in _notices(each)],
                "trips": [_choice(choice) for choice in each.choices],
            }
            for each in comparisons
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _choice(choice: Choice) -> dict[str, Any]:
    trip = choice.subject.trip
    return {
        "id": choice.id,
        "traveler": trip["traveler"],
        "planned": _weighed(choice.planned),
        "others": [_weighed(each) for each in choice.others],
    }


def _weighed(weighed: Weighed) -> dict[str, Any]:
    planning, blocks = weighed.pack.planning, weighed.blocks
    return {
        "class": weighed.pack.admits,
        "label": weighed.pack.label,
        "fit": weighed.fit.value,
        "verdict": weighed.result.law.value,
        "blocks": {"rule": blocks.rule.name, "says": _text(explain.headline(blocks))} if blocks is not None else None,
        "reviews": [{"rule": each.rule.name, "says": _text(explain.headline(each))} for each in weighed.reviews],
        "papers": [{"rule": rule.name, "says": _text(rule.title)} for rule in weighed.papers],
        "documents": [each.name for each in weighed.documents],
        "asks": [{"fact": fact.name, "ask": _text(fact.ask)} for fact in weighed.asks],
        "weeks": list(planning.weeks) if planning is not None else None,
        "fees": [{"name": fee.name, "usd": fee.usd, "since": fee.since} for fee in weighed.fees],
    }


def _text(text: Text) -> dict[str, str]:
    return {"en": text.en, "ko": text.ko}


COMPARISONS: Mapping[str, Callable[[Sequence[Comparison], Style], str]] = {
    "text": text,
    "markdown": markdown,
    "json": as_json,
}
"""Every format by its name."""
