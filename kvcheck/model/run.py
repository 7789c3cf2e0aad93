"""One call of `check` over all its plans, with waivers, baseline and what a change touched."""

from kvcheck.errors import Place, Problem
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model.results import Report, Verdict, worst
from kvcheck.model.waivers import WaiverUse


class Known(NamedTuple):
    """What a baseline makes of a run."""

    fingerprints: frozenset[str]
    """Findings that the baseline has, and that are no worse than it says."""
    gone: int
    """How many findings of the baseline no longer occur."""
    bare: int = 0
    """How many findings count again because their entry does not say what was found."""


class Since(NamedTuple):
    """A run that judged only what a change touched."""

    revision: str
    """As the user named it."""
    untouched: int
    """How many trips were left out."""
    tips: bool = False
    """Whether no common ancestor was there, so that it was compared with the revision itself."""


class Loosened(NamedTuple):
    """What a change makes of the rules that it would be judged by: told by itself, and not followed."""

    trip: str
    """The trip that passes by it, or would; empty for what is about the files themselves."""
    plan: str
    place: Place
    says: Text
    holds: bool = False
    """Whether it is not followed: the trip is judged as before."""


class Unchecked(NamedTuple):
    """What kept a plan, or something that a run needs beside its plans, from being read or judged."""

    name: str
    """How output calls the plan or the file; empty for what is about the whole run."""
    problems: tuple[Problem, ...]


class Governed(NamedTuple):
    """The plans that one configuration governs, in a run that has several."""

    config: str
    """How output calls the configuration; empty for plans that none governs."""
    plans: tuple[str, ...]
    fail_on: Verdict = Verdict.NEEDS_REVIEW
    """The best verdict that still fails the run, for these plans."""
    above: str = ""
    """The configuration above that one in the same run, which does not govern these plans; empty if there is none."""
    passed_over: tuple[str, ...] = ()
    """The keys by which that one governs others and not these, because the nearer one says otherwise or nothing."""


class Run(NamedTuple):
    """Everything that one call of `check` found, over all its plans."""

    reports: tuple[Report, ...]
    waivers: tuple[WaiverUse, ...] = ()
    """How every waiver stands, worst first."""
    known: Known | None = None
    """None without a baseline."""
    since: Since | None = None
    """None if every trip was judged."""
    unshown: int = 0
    """How many trips were judged and are left out, because only others were asked for."""
    unchecked: tuple[Unchecked, ...] = ()
    """What could not be read or judged; with any of it, the run has no verdict, whatever its reports say."""
    loosened: tuple[Loosened, ...] = ()
    """What the change changes of what it is judged by."""
    fail_on: Verdict = Verdict.NEEDS_REVIEW
    """The best verdict that still fails the run; of several configurations, the best of theirs."""
    governed: tuple[Governed, ...] = ()
    """Which configuration governs which plans, where there are several."""

    @property
    def known_prints(self) -> frozenset[str] | None:
        """The fingerprints of the findings that the baseline has; None without a baseline."""
        return self.known.fingerprints if self.known is not None else None

    @property
    def verdict(self) -> Verdict:
        """The worst of all trips that were judged."""
        return worst([report.verdict for report in self.reports])

    def fails_at(self, plan: str) -> Verdict:
        """The best verdict that still fails the run in a plan, by the configuration that governs it."""
        return next((each.fail_on for each in self.governed if plan in each.plans), self.fail_on)

    def fails(self, plan: str, verdict: Verdict) -> bool:
        """Whether a verdict about something in a plan fails the run."""
        return verdict.rank <= self.fails_at(plan).rank

    @property
    def held_back(self) -> tuple[Loosened, ...]:
        """The trips that the change would let pass; none where a trip that a person must decide does not fail."""
        return tuple(each for each in self.loosened if each.holds and self.fails(each.plan, Verdict.NEEDS_REVIEW))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that kept something from being judged; what several plans share, once."""
        return tuple(dict.fromkeys(problem for each in self.unchecked for problem in each.problems))
