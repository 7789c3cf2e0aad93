"""Reference pages: any name that a report or a pack uses, in words."""

from collections.abc import Iterator

from kvcheck.conditions import reads
from kvcheck.language.grammar import weeks
from kvcheck.language.text import Text
from kvcheck.lines.layout import Line, Span, paragraph
from kvcheck.model import (
    NOT_READ,
    ActivityKind,
    Authority,
    Dated,
    DocumentKind,
    Fact,
    Family,
    Pack,
    Parameter,
    Rule,
    Step,
    Verdict,
)
from kvcheck.packs import Library
from kvcheck.packtools.outline import Part, outline, parts_of_rule
from kvcheck.telling import labels, sentences

Lines = Iterator[Line]


class Page:
    """Says what a thing of the packs is."""

    def __init__(self, library: Library, lang: str, width: int) -> None:
        """Pages about what is in `library`, in a language and so many columns."""
        self.library = library
        self.width = width
        self._lang = lang

    def say(self, text: Text) -> str:
        """The text in the reader's language."""
        return text.in_(self._lang)

    # The parts of a page ----------------------------------------------------------------------------------------------

    def title(self, name: str, what: Text, title: Text) -> Lines:
        """The first lines of a page: the name, what kind of thing it is, what it is called."""
        yield (Span(name, "strong"), Span(f"  {self.say(what)}", "quiet"))
        yield from paragraph("", self.say(title), indent=2, width=self.width)

    def line(self, label: Text, text: str) -> Lines:
        """A text under its label; no line if the text is empty."""
        if text:
            yield from paragraph(f"{self.say(label)}  ", text, indent=2, width=self.width)

    def laws(self, names: tuple[str, ...]) -> Lines:
        """The authorities of these names, each with whom it binds."""
        for name in names:
            authority = self.library.authorities[name]
            tier = self.say(labels.TIERS[authority.tier])
            yield from self.line(
                Text("law", "근거"), f"{authority.cite} ({tier}): {self.say(authority.title)} [{name}]"
            )

    def rule(self, rule: Rule) -> Lines:
        """A rule: its days, condition, documents, what to do instead, law."""
        yield from self.title(rule.name, labels.KINDS[rule.kind], rule.title)
        if rule.first_day or rule.last_day < "9999":
            until = rule.last_day if rule.last_day < "9999" else ""
            yield from self.line(Text("in force", "시행"), f"{rule.first_day or '…'} – {until or '…'}")
        if rule.announced > rule.first_day:
            yield from self.line(Text("announced", "공표"), rule.announced)
        after = Text("{rule}, as the company has it", "{rule}(회사 기준 적용)", rule=rule.after)
        yield from self.line(Text("rule of law", "법령 규칙"), self.say(after) if rule.after else "")
        for part in parts_of_rule(rule.kind, rule.condition, self.library):
            yield from self.part(part)
        documents = [self.say(self.library.documents[name].title) for name in rule.proof]
        yield from self.line(Text("proof", "증빙"), "; ".join(documents))
        if rule.instead:
            yield from self.line(Text("instead", "대안"), self.say(rule.instead))
        about = reads(rule.condition)
        for mend in rule.mends:
            if reads(mend.condition) & about:
                yield from self.part(outline(mend.condition, self.library))
                yield from self.line(Text("then", "그 경우"), self.say(mend.text))
        yield from self.laws(rule.law)
        yield from self.line(Text("confidence", "신뢰도"), self.say(labels.CONFIDENCE[rule.confidence]))
        if rule.note:
            yield from self.line(Text("note", "참고"), self.say(rule.note))

    def part(self, part: Part) -> Lines:
        """What a condition asks: each line numbered, joined to the one before, and as far in as it is deep."""
        if part.heading.en:
            yield (Span("  " + self.say(part.heading), "label"),)
        for item in part.items:
            number = f"{item.number}  " if item.number else "- "
            yield from paragraph(number, self.say(item.said), indent=4 + 4 * item.depth, width=self.width)

    def kind(self, kind: ActivityKind) -> Lines:
        """A kind of activity: family, duties that cover it, what it means by itself, its words."""
        yield from self.title(kind.name, Text("kind of activity", "활동 종류"), kind.title)
        yield from self.line(Text("about", "설명"), self.say(kind.about))
        family = self.library.catalogue.families[kind.family]
        yield from self.line(Text("family", "계열"), f"{kind.family}: {self.say(family.title)}")
        yield from self.line(Text("contract duties that cover it", "해당 계약 의무"), ", ".join(sorted(kind.duties)))
        means = ", ".join(f"{key}: {value}" for key, value in kind.means.items())
        yield from self.line(Text("means, if nothing is said", "기재가 없을 때의 의미"), means)

    def family(self, family: Family) -> Lines:
        """A family of activities, with its kinds."""
        name = family.name
        yield from self.title(name, Text("family of activities", "활동 계열"), family.title)
        yield from self.line(Text("about", "설명"), self.say(family.about))
        kinds = [kind for kind in self.library.catalogue.kinds.values() if kind.family == name]
        yield from self.line(Text("kinds", "종류"), ", ".join(kind.name for kind in kinds))

    def fact(self, fact: Fact) -> Lines:
        """A fact: its question, where it is stated or what it is worked out from, the rules that read it."""
        yield from self.title(fact.name, Text("fact", "사실"), fact.title)
        yield from self.line(Text("question", "질문"), self.say(fact.ask))
        yield from self.line(Text("stated at", "기재 위치"), fact.given or "")
        yield from self.line(Text("derived from", "도출 근거"), ", ".join(fact.uses))
        for value, text in fact.values.items():
            yield from self.line(Text(value, value), self.say(text))
        rules = [rule.name for rule in self.library.rules().values() if fact.name in self._asked(rule)]
        yield from self.line(Text("read by", "사용 규칙"), ", ".join(rules))

    def _asked(self, rule: Rule) -> frozenset[str]:
        """The names of the facts that a rule reads."""
        return reads(rule.condition)

    def pack(self, pack: Pack) -> Lines:
        """A class or pack: until when its law counts as read, lead time and fees, its rules by kind."""
        what = Text("class", "체류자격") if pack.admits else Text("pack", "규칙 묶음")
        yield from self.title(pack.name, what, pack.title)
        yield from self.line(Text("read", "확인"), self.say(sentences.read_until(pack)))
        yield from self.line(Text("with", "함께 적용"), ", ".join(pack.extends))
        if pack.owner is not None:
            yield from self.line(Text("set by", "결정"), self.say(pack.owner))
        yield from self.line(Text("own facts", "자체 사실"), ", ".join(pack.facts))
        set_ = [f"{each.name}: {each.value}" for each in pack.tightened]
        own = [f"{each.name}: {_plain(each.values[-1].value)}" for each in pack.numbers.values()]
        yield from self.line(Text("own numbers", "자체 수치"), ", ".join([*set_, *own]))
        yield from self.line(Text("for", "적용 대상"), ", ".join(pack.applies_to))
        if pack.planning is not None:
            first, last = pack.planning.weeks
            yield from self.line(
                Text("lead time", "소요 기간"),
                self.say(weeks(first, last)),
            )
            yield from self.line(Text("fees", "수수료"), ", ".join(pack.planning.fees))
            if pack.planning.note is not None:
                yield from self.line(Text("note", "참고"), self.say(pack.planning.note))
        for kind, word in labels.KINDS.items():
            rules = [rule.id for rule in pack.rules if rule.kind is kind]
            yield from self.line(word, ", ".join(rules))

    def authority(self, authority: Authority) -> Lines:
        """An authority: its citation, link, how and when it was read, the rules that cite it."""
        yield from self.title(authority.name, labels.TIERS[authority.tier], Text(authority.cite, authority.cite))
        yield from self.line(Text("says", "내용"), self.say(authority.title))
        yield from self.line(Text("link", "링크"), authority.link)
        extent = labels.EXTENTS[authority.extent]
        yield from self.line(Text("read", "확인"), f"{authority.read or '-'} ({self.say(extent)})")
        if authority.note:
            yield from self.line(Text("note", "참고"), self.say(authority.note))
        cited = [rule.name for rule in self.library.rules().values() if authority.name in rule.law]
        yield from self.line(Text("cited by", "인용 규칙"), ", ".join(cited))

    def document(self, document: DocumentKind) -> Lines:
        """A document: what it must show, who issues it, the rules that it proves."""
        yield from self.title(document.name, Text("document", "서류"), document.title)
        yield from self.line(Text("must show", "확인 사항"), self.say(document.shows))
        yield from self.line(Text("issued by", "발급"), self.say(labels.ISSUERS[document.issued_by]))
        yield from self.line(Text("language", "언어"), self.say(document.language))
        rules = [rule.name for rule in self.library.rules().values() if document.name in rule.proof]
        yield from self.line(Text("proves", "입증 대상"), ", ".join(rules))
        yield from self.laws(document.law)

    def step(self, step: Step) -> Lines:
        """A step of a trip: when it is done, by whom, by which law or inference."""
        yield from self.title(step.name, Text("step of a trip", "출장 단계"), step.text)
        yield from self.line(Text("when", "시기"), self.say(labels.PHASES[step.phase]))
        yield from self.line(Text("day", "날짜"), self.say(sentences.day_of(step)))
        every = self.say(Text("every class", "모든 체류자격"))
        yield from self.line(Text("classes", "체류자격"), ", ".join(step.classes) or every)
        yield from self.laws(step.law)
        yield from self.line(Text("confidence", "신뢰도"), self.say(labels.CONFIDENCE[step.confidence]))
        if step.inference:
            yield from self.line(Text("inference", "추론"), self.say(labels.INFERENCE))
        if step.note:
            yield from self.line(Text("note", "참고"), self.say(step.note))

    def parameter(self, parameter: Parameter) -> Lines:
        """A parameter: each value with the day from which it counts."""
        yield from self.title(parameter.name, Text("parameter", "매개변수"), parameter.title)
        for each in parameter.values:
            yield from self.line(_since(each, parameter), self.say(_amount(each.value, parameter.unit)))
            yield from self._announced(each)
        told = {law for each in parameter.values for law in each.law}
        yield from self.laws(tuple(law for law in parameter.law if law not in told))
        if parameter.note:
            yield from self.line(Text("note", "참고"), self.say(parameter.note))

    def _announced(self, value: Dated) -> Lines:
        """When a value became known, and what set it."""
        laws = {name: self.library.authorities[name] for name in value.law if name != NOT_READ}
        told = [f"{law.cite}: {self.say(law.title)} [{name}]" for name, law in laws.items()]
        said = [(Text("announced", "공표"), value.announced)] if value.announced not in ("", NOT_READ) else []
        said += [(Text("set by", "근거"), each) for each in told]
        if NOT_READ in (value.announced, *value.law):
            what = _NEITHER if value.announced == NOT_READ and not told else _NO_DAY if told else _NO_LAW
            said.append((Text("not read", "미확인"), self.say(what)))
        for label, text in said:
            yield from paragraph(f"{self.say(label)}  ", text, indent=4, width=self.width)

    def verdict(self, verdict: Verdict) -> Lines:
        """A verdict, and what it means."""
        yield from self.title(verdict.value, Text("verdict", "판정"), labels.MEANINGS[verdict])


_NEITHER = Text(
    "no source that was read tells what set it, or when it was announced", "근거와 공표일을 확인한 자료가 없습니다"
)
_NO_DAY = Text("no source that was read tells when it was announced", "공표일을 확인한 자료가 없습니다")
_NO_LAW = Text("no source that was read tells what set it", "근거를 확인한 자료가 없습니다")


def _since(value: Dated, parameter: Parameter) -> Text:
    """From when a value holds; a company's own number always does."""
    if not parameter.law:
        return Text("value", "값")
    return Text("from {first} on", "{first}부터", first=value.first)


def _amount(value: object, unit: Text | None) -> Text:
    """A value with its unit, as one says it: `USD 40.62`, `90 days`."""
    shown = ", ".join(map(str, value)) if isinstance(value, list) else _plain(value)
    if unit is None:
        return Text(shown or "-", shown or "-")
    if unit.en == "USD":
        return Text("USD {shown}", "미화 {shown}달러", shown=shown)
    return Text("{shown} {unit}", "{shown}{unit}", shown=shown, unit=unit)


def _plain(value: object) -> str:
    """A value of a parameter as one text."""
    return ", ".join(f"{key} {day}" for key, day in value.items()) if isinstance(value, dict) else str(value)
