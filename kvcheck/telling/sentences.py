"""Findings in words: what was found, what is needed, what to ask. Both languages, no layout."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from kvcheck.conditions import OPERATORS, Comparison, Reference
from kvcheck.facts.activities import TEXT_FIELDS
from kvcheck.language.grammar import count, joined
from kvcheck.language.text import Text
from kvcheck.model import (
    Catalogue,
    Fact,
    Finding,
    Obstacle,
    Origin,
    Pack,
    PackUsed,
    RuleKind,
    Step,
    Subject,
    Telltale,
    last_day,
)

NOT_STATED = Text("not stated", "기재 없음")
_YES_NO = {True: Text("yes", "예"), False: Text("no", "아니요")}
_SHOWN = 6
"""The number of values of a list that are shown before the rest is only counted."""


def value_of(fact: Fact, value: Any, *, whole: bool = False) -> Text:
    """A value of a fact, as a reader would say it; `whole` shows every value of a long list."""
    if value is None:
        return NOT_STATED
    if isinstance(value, bool):
        return fact.values.get("yes" if value else "no") or _YES_NO[value]
    if isinstance(value, dict):
        pairs = [Text("{key} {day}", "{key} {day}", key=key, day=day) for key, day in sorted(value.items())]
        return _joined(pairs, whole=whole)
    if isinstance(value, tuple | list | set | frozenset):
        ordered = value if isinstance(value, tuple | list) else sorted(value, key=str)
        if not ordered:
            return Text("none", "없음")
        return _joined([_one(fact, item) for item in ordered], whole=whole)
    return _one(fact, value)


def _one(fact: Fact, value: Any) -> Text:
    """A single value of a fact, as a reader would say it."""
    if isinstance(value, tuple):  # a visit
        country, day = value
        return Text("{country} {day}", "{country} {day}", country=country, day=day or Text("(no date)", "(날짜 없음)"))
    if fact.unit is not None:
        return Text("{value} {unit}", "{value}{unit}", value=value, unit=fact.unit)
    return fact.values.get(str(value)) or Text(str(value), str(value))


def _joined(texts: list[Text], *, whole: bool) -> Text:
    """Values side by side; names of values hold commas, so that a slash stands between them."""
    most = len(texts) if whole else _SHOWN
    shown, rest = texts[:most], len(texts) - most
    said = joined(shown, " / ")
    return Text("{said} and {rest} more", "{said} 외 {rest}개", said=said, rest=rest) if rest > 0 else said


def needed(
    comparison: Comparison, facts: Mapping[str, Fact], values: Mapping[str, Any], *, wanted: bool, whole: bool = False
) -> Text:
    """What a comparison asks for, so that it comes out as wanted; `whole` shows every value of a long list."""
    fact, operator = facts[comparison.fact], OPERATORS[comparison.operator]
    if isinstance(comparison.operand, Reference):
        other = facts[comparison.operand.name]
        operand = other.title
        if other.name in values:
            known = value_of(other, values[other.name])
            operand = Text("{operand} ({known})", "{operand}({known})", operand=operand, known=known)
    else:
        operand = value_of(fact, comparison.operand, whole=whole)
    phrase = operator.wanted if wanted else operator.unwanted
    if isinstance(comparison.operand, bool):  # "no" reads better than "not yes"
        positive = (comparison.operator == "is") is wanted
        return value_of(fact, comparison.operand if positive else not comparison.operand)
    if isinstance(comparison.operand, frozenset) and len(comparison.operand) == 1:
        single = {"in": "is", "not_in": "is_not"}.get(comparison.operator, comparison.operator)
        phrase = OPERATORS[single].wanted if wanted else OPERATORS[single].unwanted
    return phrase.filled(operand=operand)


def day_of(step: Step) -> Text:
    """The day of a step, counted from the trip; empty if it has none."""
    if step.counted_from is None:
        return Text("", "")
    day = _COUNTED_FROM[step.counted_from]
    if not step.days:
        return Text("day of {day}", "{day}", day=day)
    days = count(abs(step.days), "day", "일")
    if step.days < 0:
        return Text("{days} before {day}", "{day} {days} 전", days=days, day=day)
    return Text("{days} after {day}", "{day} {days} 후", days=days, day=day)


_COUNTED_FROM = {"arrive": Text("arrival", "입국일"), "depart": Text("departure", "출국일")}


def obstacle(each: Obstacle, finding: Finding, facts: Mapping[str, Fact], subject: Subject) -> Text:
    """One thing that stands in the way: the fact, what was found, what is needed, and for days the day it breaks.

    Of a fact that nobody stated nothing is said to be needed: often more than one answer would do.
    """
    fact = facts[each.comparison.fact]
    found = value_of(fact, finding.facts.get(fact.name))
    if each.comparison.operand is None:
        return Text(
            "{title}: {found}; what the law asked for on these days is not known here",
            "{title}: {found}, 해당 기간의 법정 기준이 등록되어 있지 않음",
            title=fact.title,
            found=found,
        )
    if each.truth is None:
        enough = finding.facts.get(fact.name) is None
        said = Text("{title}: {found}", "{title}: {found}", title=fact.title, found=found)
        return said if enough else Text("{said}; not enough to decide", "{said}, 판단하기에 부족함", said=said)
    need = needed(each.comparison, facts, finding.facts, wanted=each.wanted)
    breaks = _breaking_day(fact, each, finding, subject)
    return Text(
        "{title}: {found}; needed: {need}{breaks}",
        "{title}: {found}, 필요: {need}{breaks}",
        title=fact.title,
        found=found,
        need=need,
        breaks=breaks,
    )


def _breaking_day(fact: Fact, each: Obstacle, finding: Finding, subject: Subject) -> Text:
    """For a count of days that exceeds its limit: the last day within it and the day it breaks, or the first within."""
    days, limit = finding.facts.get(fact.name), each.comparison.operand
    at_most = each.comparison.operator == "at_most" and each.wanted
    if not (at_most and isinstance(days, int) and isinstance(limit, int)):
        return Text("", "")
    if fact.beyond == "start":
        first = date.fromisoformat(subject.trip["arrive"]) + timedelta(days=days - limit)
        return Text("; arrival from {first} on is within it", ". 입국일이 {first} 이후이면 한도 안입니다", first=first)
    last = date.fromisoformat(last_day(subject.trip)) + timedelta(days=limit - days)
    broken = last + timedelta(days=1)
    if fact.beyond == "end":
        return Text(
            "; departure by {last} is within it, it breaks on {broken}",
            ". 출국일이 {last} 이전(당일 포함)이면 한도 안이며 {broken}부터 한도를 넘습니다",
            last=last,
            broken=broken,
        )
    if fact.counted_from is None:
        return Text("", "")
    return Text(
        "; day {limit} is {last}, it breaks on {broken}",
        ". {limit}일째는 {last}이며 {broken}부터 한도를 넘습니다",
        limit=limit,
        last=last,
        broken=broken,
    )


def ground(comparison: Comparison, finding: Finding, facts: Mapping[str, Fact]) -> Text:
    """One fact that a settled outcome rests on."""
    fact = facts[comparison.fact]
    found = value_of(fact, finding.facts.get(fact.name))
    return Text("{title}: {found}", "{title}: {found}", title=fact.title, found=found)


def words_of(finding: Finding, telltales: tuple[Telltale, ...]) -> tuple[Telltale, ...]:
    """The words of the plan's texts that a finding is about."""
    facts = turns_on(finding)
    if finding.outcome is True and "activity.words" in facts:
        return tuple(each for each in telltales if each.family is not None)
    if finding.outcome is None and "activity.described" in facts:
        return tuple(each for each in telltales if each.family is None)
    return ()


def telling(telltales: tuple[Telltale, ...], catalogue: Catalogue) -> Text:
    """Which words of the plan's texts point to which family of work, say too little, or could not be read."""
    return joined(dict.fromkeys(_telling(each, catalogue) for each in telltales), "; ")


def _telling(each: Telltale, catalogue: Catalogue) -> Text:
    word = Text("“{word}”", "“{word}”", word=each.text)
    where = TEXT_FIELDS.get(each.field)
    if where is not None:
        word = Text("{word} ({where})", "{word}({where})", word=word, where=where)
    family = catalogue.families[each.family].title if each.family is not None else None
    if each.lack == "beside" and each.kind is not None:
        return _OF_ANOTHER_KIND.filled(word=word, kind=catalogue.kinds[each.kind].title, name=each.kind)
    return _SAYS[each.lack].filled(word=word, family=family)


_OF_ANOTHER_KIND = Text(
    "{word} speaks of another kind than the one entered: {kind} (`{name}`)",
    "{word}: 입력한 활동 종류가 아니라 {kind}(`{name}`)에 관한 내용임",
)


_SAYS = {
    "": Text("{word} points to {family}", "{word}: {family}"),
    "beside": Text(
        "{word} does not say what is done of the kind entered", "{word}: 입력한 활동 종류의 작업을 말하지 않음"
    ),
    "own_hands": Text(
        "{word} says that the traveler does it himself, where the plan has him direct or watch",
        "{word}: 계획에는 감독·참관으로 적혀 있으나 출장자가 직접 작업한다는 뜻임",
    ),
    "vague": Text(
        "{word} is too vague: say what is done, to what",
        "{word}만으로는 알 수 없음: 무엇에 어떤 작업을 하는지 적어야 함",
    ),
    "unread": Text(
        "{word} does not say, in words that can be read, what is done", "{word}: 어떤 작업인지 읽을 수 없음"
    ),
}
"""What is said of a word, by what it lacks."""


def turns_on(finding: Finding) -> tuple[str, ...]:
    """The names of the facts that a finding turns on, the most telling first.

    What the activity is and in which role comes last: a rule for an activity is no surprise, the rest is.
    """
    permits = finding.rule.kind in (RuleKind.GRANT, RuleKind.LIMIT)
    if not finding.out_of_force and (finding.outcome is None or (permits and finding.outcome is False)):
        comparisons = [each.comparison for each in finding.obstacles]
    else:
        comparisons = list(finding.grounds)
    names = list(dict.fromkeys(comparison.fact for comparison in comparisons))
    return tuple(sorted(names, key=lambda name: _EXPECTED.get(name, 0)))


_EXPECTED = {"activity.mode": 1, "activity.kind": 2, "activity.family": 2}


def unknowns(finding: Finding) -> tuple[str, ...]:
    """The names of the facts that an open finding waits for. What waits for a number of the law waits for no fact."""
    waiting = [each.comparison for each in finding.obstacles if each.truth is None]
    return tuple(dict.fromkeys(comparison.fact for comparison in waiting if comparison.operand is not None))


def questions(finding: Finding, pending: Collection[str], facts: Mapping[str, Fact]) -> tuple[Fact, ...]:
    """The facts to ask for now: those the finding waits for, unless they wait for a fact that is `pending` itself."""
    waiting = [facts[name] for name in unknowns(finding)]
    return tuple(fact for fact in waiting if fact.ask_after is None or fact.ask_after not in pending)


def read_until(pack: Pack) -> Text:
    """How far the law of a pack was seen, when somebody last looked, and when somebody has to look again."""
    looked = Text(
        "read {reviewed}, again by {review_by}",
        "확인 {reviewed}, 재확인 {review_by}",
        reviewed=pack.reviewed,
        review_by=pack.review_by,
    )
    if pack.sources_to is None:
        return looked
    return Text(
        "sources to {sources_to}, {looked}",
        "자료 기준일 {sources_to}, {looked}",
        sources_to=pack.sources_to,
        looked=looked,
    )


def law_from(origin: Origin) -> Text:
    """That the law is not that which comes with kvcheck."""
    return Text(
        "judged by the rules in {name} (sha256 {digest}…), not by those that come with kvcheck",
        "kvcheck에 내장된 규칙이 아니라 {name}의 규칙(sha256 {digest}…)으로 판정했습니다",
        name=origin.name,
        digest=origin.sha256[:12],
    )


def notices(as_of: str, packs: Iterable[PackUsed], *, backdated: bool, supposed: Iterable[str] = ()) -> Iterator[Text]:
    """What a reader must know of an answer: what it only supposes, and how the law behind it was read."""
    for each in supposed:
        yield Text(
            "what if: {each} (supposed for this run; the plan does not say it)",
            "가정: {each}(이번 실행에만 적용하며 계획에는 없음)",
            each=each,
        )
    packs = tuple(packs)
    for origin in dict.fromkeys(used.origin for used in packs if used.origin is not None):
        yield law_from(origin)
    if backdated:
        yield Text(
            "judged by the law as it was known on {as_of}, before the packs were last read",
            "규칙 묶음의 최종 확인일 이전인 {as_of} 당시 알려진 법에 따라 판단했습니다",
            as_of=as_of,
        )
    for used in packs:
        pack = used.pack
        to = pack.sources_to
        reach = Text(" (sources to {to})", "(자료 기준일 {to})", to=to) if to is not None else Text("", "")
        if used.stale:
            yield Text(
                "{name}: the law in this pack was last read on {reviewed}{reach} and should have been read again by "
                "{review_by}; nothing it permits to trips that had not ended is more than “needs review”",
                "{name}: 이 규칙 묶음의 법령은 {reviewed}에 마지막으로 확인되었으며{reach} {review_by}까지 재확인이 "
                "필요했습니다. 끝나지 않은 출장은 허용되는 항목도 모두 “검토 필요”입니다",
                name=pack.name,
                reviewed=pack.reviewed,
                reach=reach,
                review_by=pack.review_by,
            )
        elif used.due:
            yield Text(
                "{name}: to be read again by {review_by}{reach}",
                "{name}: {review_by}까지 재확인이 필요합니다{reach}",
                name=pack.name,
                review_by=pack.review_by,
                reach=reach,
            )


def headline(finding: Finding) -> Text:
    """What a finding says, in one line."""
    rule = finding.rule
    title = rule.title
    if finding.outcome is None:  # so worded that one sees which answer is good
        if finding.permits:
            return Text("to confirm: {title}", "충족 확인 필요: {title}", title=title)
        return Text("to rule out: {title}", "해당 없음 확인 필요: {title}", title=title)
    if rule.kind is RuleKind.LIMIT and not finding.outcome:
        return Text("requirement not met: {title}", "요건 불충족: {title}", title=title)
    if rule.kind is RuleKind.GRANT and finding.out_of_force:
        return Text(
            "no ground covers it on these days; in force from {first_day}: {title}",
            "이 기간에는 해당하는 허용 근거가 없습니다. {first_day}부터 시행: {title}",
            first_day=rule.first_day,
            title=title,
        )
    if rule.kind is RuleKind.GRANT and not finding.outcome:
        return Text(
            "no ground covers it; nearest: {title}",
            "해당하는 허용 근거가 없습니다. 가장 가까운 근거: {title}",
            title=title,
        )
    return title
