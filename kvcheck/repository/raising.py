"""`raise` of `kvcheck.yaml`: rules of law that a company takes more seriously than the law does.

The law stays what it is. What the company adds are copies of its rules, as rules of its own, that hold a trip back
where the law only warns, or forbid where the law leaves open: nothing that is raised can make an answer softer.
"""

from collections.abc import Iterator

from kvcheck.conditions import All, Comparison
from kvcheck.digests import sha256
from kvcheck.errors import Problem
from kvcheck.language.text import Text
from kvcheck.model import Layer, Pack, Rule, RuleKind, Verdict
from kvcheck.packs import POLICIES, Library
from kvcheck.packs.tightening import Law, law_of
from kvcheck.repository.approvers import no_rule
from kvcheck.repository.config import Config
from kvcheck.source import problem_at

KEY = "raise"
NAME = f"{POLICIES}raised"
"""The pack that holds what is raised."""
_KINDS = {Verdict.NEEDS_REVIEW: RuleKind.DOUBT, Verdict.NOT_PERMITTED: RuleKind.BAR}
"""What a rule becomes that is raised to a verdict."""
_ALREADY = {
    RuleKind.DOUBT: Verdict.NEEDS_REVIEW,
    RuleKind.BAR: Verdict.NOT_PERMITTED,
    RuleKind.LIMIT: Verdict.NOT_PERMITTED,
}
"""What comes of a rule that holds, or of a limit that is missed; a risk decides nothing."""


def raised(config: Config | None, library: Library) -> Pack | None:
    """The company's own rules that a configuration makes by raising those of law; None if it raises none.

    `problems` tells what is wrong with an entry; here it raises nothing.
    """
    wanted = config.values.get(KEY) if config is not None else None
    if config is None or not wanted:
        return None
    law = law_of(library)
    rules = tuple(
        _as_own(rule, Verdict(verdict), law, config)
        for name, verdict in wanted.items()
        if (rule := library.rule(name)) is not None and _objection(rule, Verdict(verdict), library) is None
    )
    owner = Text("the company ({file})", "회사({file})", file=config.name)
    return Pack(
        name=NAME,
        layer=Layer.POLICY,
        admits=None,
        label="",
        title=Text("Rules of law that the company raises", "회사가 더 엄격하게 적용하는 법령 규칙"),
        extends=(),
        sources_to=None,
        reviewed="2000-01-01",
        review_by="2199-12-31",
        rules=rules,
        otherwise=None,
        applies_to=(),
        owner=owner,
        planning=None,
        digest=sha256("".join(f"{name}: {verdict}\n" for name, verdict in sorted(wanted.items()))),
    )


def problems(config: Config, library: Library) -> Iterator[Problem]:
    """What is wrong with `raise` beyond its form: no such rule, or one that would not get stricter."""
    wanted = config.values.get(KEY, {})
    for name, verdict in wanted.items():
        rule = library.rule(name)
        said = no_rule(name, library) if rule is None else _objection(rule, Verdict(verdict), library)
        if said is not None:
            place = wanted.key_place(name) if rule is None else wanted.value_place(name)
            yield problem_at(config.values.document, place, *said)


def _objection(rule: Rule, verdict: Verdict, library: Library) -> tuple[Text, Text] | None:
    """Why a rule cannot be raised to a verdict, and what to do; None if it can."""
    layer = library.pack(rule.pack).layer
    if layer in (Layer.POLICY, Layer.CREW):
        message = Text(
            "`{name}` is no rule about the law of a trip, so that it cannot be raised",
            "`{name}`{:은} 출장에 적용되는 법령 규칙이 아니어서 강화할 수 없습니다",
            name=rule.name,
        )
        return message, Text(
            "write a policy pack of your own (`policies`)", "자체 정책 묶음을 작성하십시오(`policies`)"
        )
    already = _ALREADY.get(rule.kind)
    hint = Text(
        "`raise` takes a risk to needs_review or not_permitted, and a doubt to not_permitted",
        "`raise`는 위험(risk)을 needs_review나 not_permitted로, 미확정(doubt)을 not_permitted로 강화합니다",
    )
    if rule.kind is RuleKind.GRANT or verdict not in _KINDS:
        message = Text(
            "`{name}` ({kind}) cannot be raised to {verdict}",
            "`{name}`({kind}){:은} {verdict:으로} 강화할 수 없습니다",
            name=rule.name,
            kind=rule.kind.value,
            verdict=verdict.value,
        )
        return message, hint
    if already is not None and already.rank <= verdict.rank:
        message = Text(
            "`{name}` is {already} by law: {verdict} would not be stricter",
            "`{name}`{:은} 법령상 {already}이므로 {verdict:은} 더 엄격하지 않습니다",
            name=rule.name,
            already=already.value,
            verdict=verdict.value,
        )
        return message, hint
    return None


def _as_own(rule: Rule, verdict: Verdict, law: Law, config: Config) -> Rule:
    """A rule of law as a rule of the company that says so much, for the classes to which it applies."""
    about = Comparison("trip.class", "in", frozenset(law.applies_to(rule)), many=False)
    return rule._replace(
        id=f"{rule.pack.removeprefix('us/').replace('/', '.')}.{rule.id}",
        pack=NAME,
        kind=_KINDS[verdict],
        title=Text("{title} (raised by the company)", "{title}(회사가 강화)", title=rule.title),
        condition=All((about, rule.condition)),
        place=config.values[KEY].value_place(rule.name),
        after=rule.name,
    )
