"""Reference pages for what no pack holds: keys and words of plans, countries, marks, exit codes, formats."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kvcheck.language.countries import COUNTRIES, alone
from kvcheck.language.grammar import count, joined
from kvcheck.language.text import Text
from kvcheck.lines.layout import Span, paragraph
from kvcheck.model import RuleKind, Verdict
from kvcheck.packtools.keys import FILES, Spot
from kvcheck.packtools.reference import Lines, Page
from kvcheck.telling import labels

MOST = 12
"""So many places of a word are listed."""

CODES: Mapping[int, Text] = {
    0: Text("everything is permitted", "모두 허용"),
    1: Text("something is not permitted", "불허 항목 있음"),
    2: Text("the command line is wrong", "명령행 오류"),
    3: Text(
        "could not check: unreadable plan or pack, or nothing to check; or the output was not read to its end",
        "점검 불가: 계획·규칙을 읽을 수 없거나 점검할 것이 없음. 또는 출력을 받는 쪽이 끝까지 읽지 않음",
    ),
    4: Text(
        "nothing is barred, but something is undetermined or needs review",
        "불허는 없으나 정보 부족 또는 검토 필요 항목 있음",
    ),
    70: Text("a defect in kvcheck", "kvcheck 결함"),
}
"""Exit codes, and what each says."""

RULES: Mapping[RuleKind, Text] = {
    RuleKind.GRANT: Text(
        "A ground on which the law permits an activity. Nothing is permitted without one that holds in full.",
        "법이 활동을 허용하는 근거입니다. 온전히 성립하는 근거가 없으면 허용되지 않습니다.",
    ),
    RuleKind.BAR: Text(
        "Where it holds, the trip or activity is not permitted, whatever else is met.",
        "해당하면 다른 요건과 관계없이 출장이나 활동이 불허됩니다.",
    ),
    RuleKind.LIMIT: Text(
        "Has to be met: a number of days, a document, a quality of the traveler.",
        "반드시 지켜야 하는 한도나 요건입니다(일수, 서류, 출장자의 자격 등).",
    ),
    RuleKind.DOUBT: Text(
        "The law or its sources leave it open: where it holds, a person must decide.",
        "법이나 자료가 확정하지 않은 사항입니다. 해당하면 담당자가 판단해야 합니다.",
    ),
    RuleKind.RISK: Text(
        "Permitted, but known to lead to questions at the port or on site; it changes no verdict.",
        "허용되지만 입국 심사나 현장에서 문제가 될 수 있는 사항입니다. 판정은 바뀌지 않습니다.",
    ),
}
"""What a rule of each kind does."""

CONFIDENCE: Mapping[str, Text] = {
    "high": Text(
        "The text of the law or of official guidance was read and says it.",
        "법령이나 공식 지침의 원문을 확인했고 그 내용이 명시되어 있습니다.",
    ),
    "medium": Text(
        "The texts carry it, but were read in part or through others, or it is drawn from several of them.",
        "근거는 있으나 일부만 또는 간접적으로 확인했거나 여러 자료를 종합한 결론입니다.",
    ),
    "low": Text(
        "It rests on practice, press, or texts that nobody read yet.",
        "실무, 언론 보도 또는 아직 확인하지 않은 자료에 근거합니다.",
    ),
}
"""How sure a rule is of its law."""

_KINDS: Mapping[str, Text] = {
    "boolean": Text("true or false", "true 또는 false"),
    "integer": Text("a whole number", "정수"),
    "number": Text("a number", "숫자"),
    "array": Text("a list: [a, b]", "목록: [a, b]"),
    "object": Text("keys below it", "아래에 키를 적음"),
}


class WrittenPage(Page):
    """Says what stands in files that people write, and what the command line prints."""

    def key(self, found: Sequence[Spot]) -> Lines:
        """A key, at every place where it may stand."""
        for number, spot in enumerate(found):
            if number:
                yield ()
            yield from self.title(spot.name, FILES[spot.file], spot.title)
            yield from self.line(Text("about", "설명"), self.say(spot.about))
            yield from self.line(Text("write", "쓰는 법"), self.say(_takes(spot)))
            below = [str(key) for way in spot.ways for key in way.get("properties", ())]
            yield from self.line(Text("keys below", "하위 키"), ", ".join(below))
            for fact in self.library.facts.values():
                if spot.place and fact.given == spot.place:
                    yield from self.line(Text("fact", "사실"), f"{fact.name}: {self.say(fact.ask)}")
                    if len(fact.values) <= MOST:
                        yield from self.rows(fact.values.items(), 4)
            derived = [fact.name for fact in self.library.facts.values() if spot.place and spot.place in fact.uses]
            yield from self.line(Text("facts worked out from it", "이 값에서 도출하는 사실"), ", ".join(derived))

    def value(self, word: str, found: Sequence[Spot]) -> Lines:
        """A word of a list, with the places that take it and what it means there."""
        yield from self.title(word, Text("value", "값"), Text("may stand at", "쓸 수 있는 곳"))
        for spot in found[:MOST]:
            meant = [
                self.say(fact.values[word])
                for fact in self.library.facts.values()
                if fact.given == spot.place and word in fact.values
            ]
            yield from self.line(Text(spot.name, spot.name), "; ".join([self.say(spot.title), *meant]))
        if len(found) > MOST:
            more = count(len(found) - MOST, "more place", "곳")
            yield from self.line(Text("and", "외"), self.say(more))

    def country(self, code: str) -> Lines:
        """A country by its code."""
        yield from self.title(code, Text("country", "국가"), alone(COUNTRIES.get(code, Text(code, code))))

    def rule_kind(self, kind: RuleKind) -> Lines:
        """A kind of rule, and what it does."""
        yield from self.title(self.say(labels.KINDS[kind]), Text("kind of rule", "규칙의 종류"), RULES[kind])

    def confidence(self, name: str) -> Lines:
        """How sure a rule is."""
        yield from self.title(name, Text("confidence of a rule", "규칙의 신뢰도"), CONFIDENCE[name])

    def own_rule(self, name: str, title: Text) -> Lines:
        """What kvcheck finds by itself."""
        yield from self.title(name, Text("finding of kvcheck itself", "kvcheck 자체 판단"), title)

    def code(self, code: int) -> Lines:
        """An exit code."""
        yield from self.title(str(code), Text("exit code", "종료 코드"), CODES[code])

    def format(self, name: str, meaning: Text) -> Lines:
        """A format of reports."""
        yield from self.title(name, Text("format of `kvcheck check`", "`kvcheck check`의 출력 형식"), meaning)

    # Lists ------------------------------------------------------------------------------------------------------------

    def rows(self, named: Iterable[tuple[str, Text]], indent: int = 0) -> Lines:
        """A list of names, each with what it is."""
        entries = list(named)
        wide = min(max((len(name) for name, _ in entries), default=0), self.width // 2)
        for name, text in entries:
            label = f"{name:<{wide}}  "
            if len(name) > wide:
                yield from paragraph("", name, indent=indent, width=self.width, style="label")
                label = " " * (wide + 2)
            yield from paragraph(label, self.say(text), indent=indent, width=self.width)

    def kinds(self) -> Lines:
        """Every kind of activity under its family, with the role that it has by itself."""
        for name, family in self.library.catalogue.families.items():
            yield (Span(f"{name}", "strong"), Span(f"  {self.say(family.title)}"))
            own = [kind for kind in self.library.catalogue.kinds.values() if kind.family == name]
            yield from self.rows(((kind.name, _with_role(kind.title, kind.means.get("mode"))) for kind in own), 2)
        said = Text(
            "`mode: ...` is the role that a kind has by itself, so that a plan need not say it.",
            "`mode: ...`는 활동 자체에 정해진 역할이므로 계획에 적지 않아도 됩니다.",
        )
        yield ()
        yield from paragraph("", self.say(said), indent=0, width=self.width)

    def verdicts(self) -> Lines:
        """Every verdict, the best first."""
        for verdict in Verdict:
            yield from self.verdict(verdict)

    def marks(self) -> Lines:
        """The sign of each verdict."""
        for verdict, mark in labels.MARKS.items():
            said = Text("{label}: {means}", "{label}: {means}", label=labels.VERDICTS[verdict],
                        means=labels.MEANINGS[verdict])  # fmt: skip
            yield from paragraph(f"{mark}  ", self.say(said), indent=0, width=self.width)

    def keys(self, file: str | None, found: Iterable[Spot]) -> Lines:
        """The keys of a file, or of all; each with what it is called."""
        yield from self.rows((spot.name, spot.title) for spot in found if file in (None, spot.file))


def _takes(spot: Spot) -> Text:
    """What may be written at a place: words of a list, and whatever else is taken."""
    other = [_kind(way) for way in spot.ways if "const" not in way and ("enum" not in way or "KR" in way["enum"])]
    listed = " | ".join(spot.values)
    if not other:
        return Text(listed, listed)
    if not listed:
        return joined(other, " | ")
    if spot.part.get("type") == "array":
        return Text("a list of {listed}", "목록: {listed}", listed=listed)
    return joined([Text(listed, listed), *other], " | ")


def _kind(way: Mapping[str, Any]) -> Text:
    """What one way of writing a value is."""
    if way.get("format") == "date":
        return Text("a day: 2026-12-01", "날짜: 2026-12-01")
    if "enum" in way:
        return Text("a country: KR", "국가 코드: KR")
    if str(way.get("pattern", "")).startswith("^(?!none$)"):
        return Text("an id", "식별자")
    return _KINDS.get(str(way.get("type", "")), Text("words", "글"))


def _with_role(title: Text, mode: str | None) -> Text:
    """The title of a kind, with the role that it has by itself."""
    return title if mode is None else Text("{title} (mode: {mode})", "{title} (mode: {mode})", title=title, mode=mode)
