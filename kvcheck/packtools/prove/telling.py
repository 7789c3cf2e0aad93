"""What is said of a property that is not proved, and the plan that shows why."""

from collections.abc import Iterator, Mapping
from typing import Any

from kvcheck.conditions import reads
from kvcheck.language.text import Text
from kvcheck.packs import Library
from kvcheck.packtools.prove.hunt import Shown
from kvcheck.packtools.prove.prover import Proof
from kvcheck.telling.labels import VERDICTS
from kvcheck.telling.sentences import value_of


def said(proof: Proof, library: Library) -> Iterator[Text]:
    """Each trip with what the engine says of it, and the facts in which it is no trip that nothing is against."""
    if proof.shown is None:
        return
    asked = reads(proof.property.when) if proof.property.when is not None else frozenset()
    every = [
        {name: known.get(name) for name in known if name in facts or name in asked}
        for facts, known in zip(proof.shown.facts, proof.shown.known, strict=True)
    ]
    for number, facts in enumerate(every, 1):
        yield _headline(library, proof.shown, number)
        before = every[number - 2] if number > 1 else {}
        told = _told(library, facts, before)
        yield from told or [Text("- as the first", "- 첫 출장과 같음") if number > 1 else _AS_USUAL]


_AS_USUAL = Text("- as a trip that nothing is against", "- 문제없는 출장과 같음")


def _headline(library: Library, shown: Shown, number: int) -> Text:
    """Which trip it is, in which class, and how it is judged."""
    admitted = library.pack_of(shown.admitted[number - 1]).label
    trip = Text("a trip in the class {admitted}", "{admitted} 출장", admitted=admitted)
    if len(shown.facts) > 1:
        trip = Text(
            "trip {number}, in the class {admitted}", "출장 {number}({admitted})", number=number, admitted=admitted
        )
    if not shown.is_real:
        return Text("{trip}, of which no plan was found:", "{trip}, 해당하는 계획을 찾지 못함:", trip=trip)
    verdict = VERDICTS[shown.verdicts[number - 1]]
    return Text("{trip}: {verdict}", "{trip}: {verdict}", trip=trip, verdict=verdict)


def _told(library: Library, facts: Mapping[str, Any], before: Mapping[str, Any]) -> list[Text]:
    """The facts that are not those of the trip before."""
    names = [name for name in {**before, **facts} if facts.get(name, _SAME) != before.get(name, _SAME)]
    return [
        Text("- {title}: {value}", "- {title}: {value}", title=library.facts[name].title,
             value=value_of(library.facts[name], facts[name]) if name in facts else _USUAL)
        for name in names
    ]  # fmt: skip


_SAME = object()
_USUAL = Text("as in a trip that nothing is against", "문제없는 출장과 같음")


def plan_of(proof: Proof, as_of: str, lang: str) -> str:
    """The plan that shows a fault, with what it is about at its head."""
    assert proof.shown is not None
    each = proof.property
    policies = "".join(f" --policy {name.removeprefix('policy/')}" for name in proof.shown.beside)
    head = (
        Text(
            "{name}: {title} - it is not so here",
            "{name}: {title} - 이 계획에서는 그렇지 않음",
            name=each.name,
            title=each.title,
        ),
        Text("kvcheck check FILE --as-of {day}{policies}", "kvcheck check FILE --as-of {day}{policies}",
             day=as_of, policies=policies),
        Text("Everybody in it is invented.", "등장하는 회사와 사람은 모두 가상입니다."),
    )  # fmt: skip
    return "".join(f"# {text.in_(lang)}\n" for text in head) + proof.shown.plan
