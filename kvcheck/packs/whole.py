"""A rules folder read as a whole, references included: everything that is wrong with it."""

from collections.abc import Callable, Iterator

from kvcheck.errors import CannotCheck, Problem
from kvcheck.language.text import Text
from kvcheck.model import LAST_TIER_OF_LAW, Authority
from kvcheck.packs.library import RULES, Library
from kvcheck.packs.rules import read_pack
from kvcheck.packs.vocabulary import read_documents, read_parameters, read_steps


def problems_of(library: Library) -> list[Problem]:
    """Everything wrong with a folder, references to authorities and documents included."""
    problems: list[Problem] = []

    def attempt(read: Callable[[], object]) -> None:
        try:
            read()
        except CannotCheck as error:
            problems.extend(error.problems)

    for part in ("facts", "remedies", "catalogue", "authorities", "words"):
        attempt(lambda part=part: getattr(library, part))  # type: ignore[misc]
    if not problems:
        known = library.authorities
        attempt(lambda: library.read("us/parameters.yaml", lambda root: read_parameters(root, known)))
        attempt(lambda: library.read("documents.yaml", lambda root: read_documents(root, known)))
        attempt(lambda: library.read("steps.yaml", lambda root: read_steps(root, known, library.classes)))
    if not problems:
        for name in library.pack_names:
            attempt(
                lambda name=name: library.read(  # type: ignore[misc]
                    f"{name}/{RULES}",
                    lambda root: read_pack(
                        root,
                        library.law_facts,
                        library.vocabulary_of(root),
                        library.authorities,
                        library.documents,
                        library.classes,
                    ),
                )
            )
    if not problems:
        problems.extend(_overconfident(library))
    return problems


def _overconfident(library: Library) -> Iterator[Problem]:
    """Rules and parameters that claim to be surer than what was read of their texts carries."""
    packs = [library.pack(name) for name in library.pack_names]
    rules = [rule for pack in packs for rule in (*pack.rules, pack.otherwise) if rule is not None]
    claims = [(rule.law, rule.confidence, rule.place) for rule in rules]
    claims += [(each.law, each.confidence, each.place) for each in library.parameters.values()]
    for law, confidence, place in claims:
        if law and confidence != "low" and all(library.authorities[each].extent == "unread" for each in law):
            names = ", ".join(law)
            message = Text(
                "it rests only on texts nobody read ({names}), so its confidence is low",
                "아무도 읽지 않은 근거({names})에만 의존하므로 신뢰도는 low여야 합니다",
                names=names,
            )
            yield Problem(message=message, place=place)
        elif law and confidence == "high" and not any(_carries(library.authorities[each]) for each in law):
            names = ", ".join(law)
            message = Text(
                "of its texts ({names}) nobody read any law or guidance itself, so it is at most medium",
                "법령·지침의 원문을 직접 읽은 근거가 없으므로({names}) 신뢰도는 medium 이하여야 합니다",
                names=names,
            )
            yield Problem(message=message, place=place)


def _carries(authority: Authority) -> bool:
    """Whether it is law or official guidance that was itself read, in whole or in part."""
    return authority.tier <= LAST_TIER_OF_LAW and authority.extent in ("whole", "part")
