"""What a comparison says of a class, before any format."""

from collections.abc import Iterator, Mapping, Sequence

from kvcheck.advice.compare.value import Choice, Comparison, Fit, Weighed
from kvcheck.language.grammar import count, weeks
from kvcheck.language.text import Text
from kvcheck.model import Finding
from kvcheck.telling import sentences

FITS: Mapping[Fit, Text] = {
    Fit.FITS: Text("fits", "적합"),
    Fit.WITH_PAPERS: Text("needs papers", "서류 필요"),
    Fit.OPEN: Text("open", "정보 부족"),
    Fit.REVIEW: Text("needs review", "검토 필요"),
    Fit.BLOCKED: Text("not permitted", "불허"),
    Fit.NEVER: Text("never", "불가"),
}

MARKS = {Fit.FITS: "✓", Fit.WITH_PAPERS: "+", Fit.OPEN: "?", Fit.REVIEW: "!", Fit.BLOCKED: "✗", Fit.NEVER: "✗"}

SHOWN = 4
"""The number of things to get or to learn that are named before the rest is only counted."""

ESTIMATE = Text(
    "Lead times are planning estimates; fees are those of the day in parentheses, optional ones included.",
    "소요 기간은 계획용 추정치이며, 수수료는 괄호 안 날짜 기준으로 선택 항목을 포함합니다.",
)


def notices(comparison: Comparison) -> Iterator[Text]:
    """What a reader must know of the law behind a comparison: an earlier state of it, or one not read lately.

    Classes that trips may not use here are counted.
    """
    yield from sentences.notices(
        comparison.as_of, comparison.packs, backdated=comparison.backdated, supposed=comparison.supposed
    )
    if comparison.left_out:
        yield Text(
            "{classes} left out: not among the `packs` of kvcheck.yaml",
            "kvcheck.yaml의 `packs`에 없는 체류자격 {classes:을} 제외했습니다",
            classes=count(comparison.left_out, "class", "종", "classes"),
        )


def told_alike(choices: Sequence[Choice]) -> Iterator[list[Choice]]:
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
    """The rule that forbids the class; None if none does."""
    return weighed.blocks.rule.name if weighed.blocks is not None else None


class Words:
    """What is said of a class, in one language."""

    def __init__(self, lang: str, *, whole: bool) -> None:
        """In one language; `whole` names everything that is otherwise only counted."""
        self._lang = lang
        self._whole = whole

    def say(self, text: Text) -> str:
        """The sentence in the reader's language."""
        return text.in_(self._lang)

    def fit(self, weighed: Weighed) -> str:
        """How the class suits, in a word."""
        return FITS[weighed.fit].in_(self._lang)

    def reasons(self, weighed: Weighed) -> list[str]:
        """Why it does not suit, or what it would take."""
        if weighed.blocks is not None:
            return [self.blocking(weighed.blocks)]
        doubts = [sentences.headline(finding).in_(self._lang) for finding in weighed.reviews]
        found = [
            self.say(Text("for review: {doubt}", "검토 사항: {doubt}", doubt=doubt)) for doubt in dict.fromkeys(doubts)
        ]
        if weighed.asks:
            known = self._listed([fact.title.in_(self._lang) for fact in weighed.asks])
            found.append(self.say(Text("to know: {known}", "확인 사항: {known}", known=known)))
        if weighed.papers:
            named = weighed.documents or weighed.papers
            got = self._listed([each.title.in_(self._lang) for each in named])
            found.append(self.say(Text("to get: {got}", "갖출 서류: {got}", got=got)))
        return found

    def blocking(self, finding: Finding) -> str:
        """The rule that forbids the class."""
        return sentences.headline(finding).in_(self._lang)

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
        time = self.say(weeks(first, last))
        if not weighed.fees:
            return time
        total, since = round(sum(fee.usd for fee in weighed.fees), 2), max(fee.since for fee in weighed.fees)
        return f"{time} · USD {total:,.{0 if total == int(total) else 2}f} ({since})"

    def _listed(self, texts: list[str]) -> str:
        """Texts in a row; of many the first, and how many more."""
        kept = texts if self._whole else texts[:SHOWN]
        rest = len(texts) - len(kept)
        more = self.say(Text(" and {rest} more", " 외 {rest}건", rest=rest)) if rest else ""
        return "; ".join(kept) + more
