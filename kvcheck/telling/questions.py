"""What to ask about findings that are open, and where in the plan the answers go."""

from collections.abc import Iterable, Iterator, Mapping

from kvcheck.facts import places
from kvcheck.model import Fact, Finding, Subject
from kvcheck.telling import sentences


def answer_path(fact: Fact, subject: Subject) -> str | None:
    """The path in the plan where the answer to a question goes; None if that is not one place."""
    if not fact.given and len(fact.uses) != 1:
        return None
    return next((path for path, _ in places(fact, subject)), None)


def open_questions(
    found: Iterable[tuple[Finding, Subject]], facts: Mapping[str, Fact]
) -> Iterator[tuple[Fact, str | None]]:
    """The questions that findings without an outcome wait for, each once, with the path where its answer goes."""
    open_ = [(finding, subject) for finding, subject in found if finding.outcome is None]
    pending = {name for finding, _ in open_ for name in sentences.unknowns(finding)}
    seen: set[tuple[str, str | None]] = set()
    for finding, subject in open_:
        for fact in sentences.questions(finding, pending, facts):
            path = answer_path(fact, subject)
            if (fact.ask.en, path) not in seen:
                seen.add((fact.ask.en, path))
                yield fact, path
