"""Mutants against cases: which changes of the rules would no case notice?"""

from collections.abc import Iterator, Sequence

from kvcheck.conditions import reads
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.packs import Library
from kvcheck.packtools.mutants import Mutant, mutants_of, mutants_of_parameters
from kvcheck.packtools.reasons import equivalents
from kvcheck.packtools.watch import Watch


class Survivor(NamedTuple):
    """A mutant that no case notices."""

    mutant: Mutant
    reason: Text | None
    """Why it makes no difference, as it stands beside the cases; None if nobody said."""


class Mutated(NamedTuple):
    """What came of trying mutants."""

    tried: int
    survivors: tuple[Survivor, ...]
    stale: tuple[str, ...]
    """Reasons for mutants that a case does notice, or that do not exist."""

    @property
    def unexplained(self) -> tuple[Survivor, ...]:
        """Survivors of which nobody said why."""
        return tuple(each for each in self.survivors if each.reason is None)


def mutate(library: Library, names: Sequence[str], beside: Sequence[str] = (), *, everything: bool) -> Mutated:
    """Try the mutants of packs against all cases that they concern.

    `beside` are packs that extend them. Without `everything` only those that make a rule softer are tried: the ones
    that would let somebody travel.
    """
    watch = Watch(library, (*names, *beside))
    reasons = {key: text for name in (*names, *beside) for key, text in equivalents(library, name).items()}
    tried, survivors, about = 0, [], set[str]()
    for mutant in _tried(library, names, everything=everything):
        tried += 1
        about.add(mutant.about)
        if not watch.notices(mutant):
            survivors.append(Survivor(mutant, reasons.pop(f"{mutant.about} {mutant.path}", None)))
    own = {each for each in reasons if _about(each) in about or _about(each).rpartition("/")[0] in names}
    return Mutated(tried, tuple(survivors), tuple(sorted(own)) if everything else ())


def _about(reason: str) -> str:
    """The rule or number whose mutant a reason is for."""
    return reason.partition(" ")[0]


def _tried(library: Library, names: Sequence[str], *, everything: bool) -> Iterator[Mutant]:
    for name in names:
        yield from (each for each in mutants_of(library, name) if everything or each.softer)
    if everything:
        asked = {fact for name in names for rule in library.pack(name).rules for fact in reads(rule.condition)}
        others = () if set(names) <= set(library.pack_names) else library.law_parameters  # not a company's to test
        numbers = [each for each in library.parameters if each in asked and each not in others]
        yield from mutants_of_parameters(library, numbers)
