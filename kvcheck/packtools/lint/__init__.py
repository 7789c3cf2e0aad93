"""`kvcheck rules lint`: what is wrong with packs, or not what was meant, each with its place."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from kvcheck.errors import CannotCheck, Problem
from kvcheck.packs.entry import Misordered
from kvcheck.packtools.bench import Bench
from kvcheck.packtools.cases import read
from kvcheck.packtools.lint import dates, law, logic, texts
from kvcheck.packtools.prove.properties import properties_of
from kvcheck.packtools.remarks import CHECKS, Level, Remark

LOOKS: Sequence[Callable[[Bench, str], Iterable[Remark]]] = (logic.look, law.look, dates.look, texts.look)
"""Everything that is looked for where packs can be read: a bench, and the day of today."""


def lint(bench: Bench, today: str) -> list[Remark]:
    """Every remark on the packs, in the order of their places. `today` is the day by which law has become old.

    Where something cannot be read, only that is said: the rest rests on it.
    """
    unread = unreadable(bench)
    found = unread or [each for look in LOOKS for each in look(bench, today)]
    levels = list(Level)
    return sorted(found, key=lambda each: (each.place, levels.index(each.level), each.check))


def unreadable(bench: Bench) -> list[Remark]:
    """What cannot be read of the packs and of what they rest on, cases included."""
    found = {(each.place, each.message.en): each for each in _problems(bench)}  # a file may be read more than once
    return [as_remark(each) for each in found.values()]


def _problems(bench: Bench) -> Iterator[Problem]:
    if set(bench.names) <= set(bench.library.pack_names):  # those of a company were read, and the law is not theirs
        yield from bench.library.lint()
    for name in bench.names:
        try:
            bench.library.pack(name)  # with what a company sets, which has to fit the law
            read(bench.library, name)
        except CannotCheck as error:
            yield from error.problems
    try:
        properties_of(bench)
    except CannotCheck as error:
        yield from error.problems


def as_remark(problem: Problem) -> Remark:
    """What cannot be read, as a remark of the check that looks for it."""
    check = "key-order" if isinstance(problem, Misordered) else "reading"
    if "confidence is low" in problem.message.en or "at most medium" in problem.message.en:
        check = "confidence"
    return Remark(check, CHECKS[check].level, "", problem)
