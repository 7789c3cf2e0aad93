"""What programs import: plans to reports, as values. It prints nothing, ends no process and reads no clock.

Every public name is exported by the package itself (`import kvcheck`) and by nothing else; all other modules are
internal and change without notice. Stable are these names, the JSON schemas (`kvcheck schema`), and the exit codes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from kvcheck import disk
from kvcheck import plan as plans
from kvcheck.errors import BadCommand, CannotCheck, Place, Problem
from kvcheck.language.text import Text
from kvcheck.model import Origin, Plan, Verdict
from kvcheck.model.run import Run
from kvcheck.packs import Library, rules_root
from kvcheck.repository.judging import judge
from kvcheck.repository.law import library_above
from kvcheck.repository.named import Policy, Register, policy_pack, read_site_rules, side_names
from kvcheck.source import read_text
from kvcheck.telling.rows import Mark, Row
from kvcheck.telling.rows import rows as rows_of
from kvcheck.telling.style import Style

__all__ = [
    "CannotCheck", "Choice", "Place", "Plan", "Problem", "Reason", "Report", "Trip", "Verdict", "check", "compare",
    "load", "loads", "render",
]  # fmt: skip

T = TypeVar("T")

_DECIDING = (Mark.FAIL, Mark.OPEN, Mark.REVIEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that a verdict rests on, or that is worth a warning, in one language."""

    rule: str
    """The full name of the rule, such as `us/esta/stay-90-days`; `kvcheck explain` tells more of it."""
    says: str
    because: tuple[str, ...]
    """The facts it rests on."""
    asks: tuple[str, ...]
    """The questions whose answers would settle it."""
    instead: str
    """What could be planned instead; empty if nothing is known."""
    law: str
    """The provisions, as they are cited."""
    activity: int | None
    """The number of the activity in its trip, from 1; None if it is about the whole trip."""
    place: Place
    """Where the plan states what it is about."""
    message: str
    """Everything in one paragraph."""

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """The answer about one trip."""

    id: str
    traveler: str
    visa_class: str
    """The class of entry as the plan writes it: `esta`, `b1`, `l1b`."""
    verdict: Verdict
    """The worst of what the law says and of what the company's policy says."""
    law: Verdict
    """What the law says."""
    place: Place
    rows: tuple[Row, ...] = field(repr=False, compare=False)
    """Everything found, for `reasons` and `warnings`; its shape is internal."""

    def reasons(self, lang: str = "en") -> tuple[Reason, ...]:
        """What keeps the trip from being permitted; empty for a trip that is. `lang` is `en` or `ko`."""
        return tuple(_reason(row, lang) for row in self.rows if row.mark in _DECIDING)

    def warnings(self, lang: str = "en") -> tuple[Reason, ...]:
        """What is lawful and draws attention. `lang` is `en` or `ko`."""
        return tuple(_reason(row, lang) for row in self.rows if row.mark is Mark.RISK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The answer about one plan."""

    name: str
    """The plan, as it was called."""
    as_of: str
    """The day whose knowledge of the law was used, an ISO date."""
    verdict: Verdict
    """The worst of all trips."""
    trips: tuple[Trip, ...]
    """In the order of their arrival."""
    run: Run = field(repr=False, compare=False)
    """The whole result, for `render`; its shape is internal."""
    rules: "Rules" = field(repr=False, compare=False)
    """What was judged by, for `render`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How one class of entry suits one trip."""

    trip: str
    visa_class: str
    fit: str
    """From best to worst: `fits`, `with_papers`, `open`, `review`, `blocked`, `never`."""
    planned: bool
    """Whether it is the class that the plan names."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Which rules are judged by: enough to find them again in another process."""

    packs: Path
    policies: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    origin: Origin | None = None
    """Where the law comes from that a configuration names and pins."""


def load(path: str | Path) -> Plan:
    """Read a plan: a file, or a folder whose files are one plan.

    Raises CannotCheck, whose `problems` hold everything wrong with every file.
    """
    return plans.load(Path(path))


def loads(text: str, name: str = "<plan>") -> Plan:
    """Read a plan from YAML text; `name` is how messages call it. Raises CannotCheck as `load` does."""
    return plans.assemble([read_text(text, name)], name)


def check(
    plan: Plan,
    *,
    as_of: str,
    policies: Sequence[str | Path] = (),
    sides: Sequence[str] = (),
    waivers: str | Path | None = None,
    packs: str | Path | None = None,
) -> Report:
    """Judge every trip of a plan by the law as known on the day `as_of`, an ISO date.

    `policies` are names of shipped policy packs or paths of a company's own; `sides` names of side packs, or `all`.
    `waivers` is a file of waivers that apply. `packs` is a folder of rules in place of the shipped ones; if nothing is
    said, a plan that was loaded from a file is judged by the law that the kvcheck.yaml above it names and pins.
    Raises CannotCheck if the plan, the waivers or a pack cannot be judged by.
    """
    law = _known(lambda: _law(plan, packs))
    rules = replace(law, policies=tuple(str(each) for each in policies), sides=tuple(sides))
    library, policy_names, side_packs = _known(lambda: _library(rules))
    _read_site_rules(plan, library)
    named = Register(Path(waivers), str(waivers)) if waivers is not None else None
    run, problems = judge([plan], library, as_of=as_of, policies=policy_names, sides=side_packs, waivers=named)
    if problems:
        raise CannotCheck(problems)
    [judged] = run.reports
    by_trip: dict[str, list[Row]] = {}
    for row in rows_of(run, library, Style()):
        for trip in row.trips:
            by_trip.setdefault(trip, []).append(row)
    trips = tuple(
        Trip(
            id=each.id,
            traveler=str(each.subject.trip["traveler"]),
            visa_class=str(each.subject.trip["class"]),
            verdict=each.verdict,
            law=each.law.verdict,
            place=each.subject.place,
            rows=tuple(by_trip.get(each.id, ())),
        )
        for each in judged.trips
    )
    return Report(name=plan.name, as_of=as_of, verdict=judged.verdict, trips=trips, run=run, rules=rules)


def _read_site_rules(plan: Plan, library: Library) -> None:
    """Read the rules that sites of a plan name by files. Raises CannotCheck if one cannot be judged by."""
    wrong = read_site_rules(plan, library, disk.folder_of(Path(plan.name)))
    if wrong:
        raise CannotCheck(wrong)


def compare(
    plan: Plan, *, as_of: str, policies: Sequence[str | Path] = (), packs: str | Path | None = None
) -> tuple[Choice, ...]:
    """Weigh every trip of a plan in every class, the planned one first, then the others from the most suitable on.

    `policies` and `packs` are as for `check`; rules of sites count too.
    Raises CannotCheck if the plan cannot be judged.
    """
    from kvcheck.advice.compare.weigh import compare as weigh

    law = _known(lambda: _law(plan, packs))
    rules = replace(law, policies=tuple(str(each) for each in policies))
    library, policy_names, _ = _known(lambda: _library(rules))
    _read_site_rules(plan, library)
    return tuple(
        Choice(trip=choice.id, visa_class=str(each.pack.admits), fit=each.fit.value, planned=each is choice.planned)
        for choice in weigh(plan, library, as_of=as_of, policies=policy_names).choices
        for each in (choice.planned, *choice.others)
    )


def render(report: Report, fmt: str, *, lang: str = "en", verbose: bool = False) -> str:
    """A report in a format of `kvcheck check`, such as `json`, `sarif` or `html`; the same text as the command gives.

    Raises ValueError for a format that does not exist.
    """
    from kvcheck.reporters import FORMATS, reporter

    if fmt not in FORMATS or fmt == "template":
        names = ", ".join(name for name in FORMATS if name != "template")
        raise ValueError(f"no format {fmt!r}; there are {names}")
    library, _, _ = _library(report.rules)
    library.take(used.pack for each in report.run.reports for used in each.packs)
    text = reporter(fmt)(report.run, library, Style(lang=lang, verbose=verbose))
    return text.removeprefix("\ufeff")  # only a file needs the mark by which spreadsheets know UTF-8


def _law(plan: Plan, packs: str | Path | None) -> "Rules":
    """The rules that are asked for, else those of the configuration above the plan, else those that are shipped."""
    if packs is not None:
        return Rules(Path(packs))
    place = Path(plan.name)
    if not disk.there(place) and not disk.is_folder(place):
        return Rules(rules_root())
    found = library_above(place)
    return Rules(found.root, origin=found.origin)


@lru_cache(maxsize=8)
def _library(rules: Rules) -> tuple[Library, list[str], list[str]]:
    """The packs, with the full names of the policies and side packs that are wanted of them; read once a process."""
    called = rules.origin.name if rules.origin is not None else "rules"
    library = Library(rules.packs, called=called, origin=rules.origin)
    policies = [policy_pack(library, Policy(text, Path(text), text)) for text in rules.policies]
    return library, list(dict.fromkeys(policies)), side_names(library, rules.sides)


def _known(find: Callable[[], T]) -> T:
    """What is found; a name that nothing has is a problem of the caller's input, not of a command line."""
    try:
        return find()
    except BadCommand as error:
        raise CannotCheck([Problem(message=error.message)]) from None


def _reason(row: Row, lang: str) -> Reason:
    def said(texts: Sequence[Text]) -> tuple[str, ...]:
        return tuple(text.in_(lang) for text in texts)

    return Reason(
        rule=row.rule_name,
        says=row.says.in_(lang),
        because=said(row.because),
        asks=said(row.asks),
        instead=row.instead.in_(lang) if row.instead is not None else "",
        law=row.law,
        activity=row.activity,
        place=row.place,
        message=row.message(lang),
    )
