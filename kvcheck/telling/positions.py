"""Beside the verdicts by law: what papers in hand can prove of it, and what draws attention though it is lawful."""

from collections.abc import Iterable, Iterator, Mapping

from kvcheck.conditions import ForSome, reads
from kvcheck.frozen import NamedTuple
from kvcheck.language.grammar import count, joined
from kvcheck.language.text import Text
from kvcheck.model import DocumentKind, Report, Ruling, Run, TripResult, Verdict
from kvcheck.packs import Library
from kvcheck.telling import runs
from kvcheck.telling.alike import Alike, Rulings
from kvcheck.telling.in_hand import in_hand, only_for_visa


class Papers:
    """The papers of permitted trips; what trips have in common is looked up once."""

    def __init__(self, library: Library, rulings: Rulings | None = None) -> None:
        """Of documents of a library; `rulings` are those of the trips, where they are looked at for more."""
        self._library = library
        self._proofs = Alike(rulings or Rulings(), _proof_of, _applying)
        self._proving: dict[frozenset[str], tuple[DocumentKind, ...]] = {}
        """Documents that prove something, by the names of those that are listed for it."""

    def of(self, trip: TripResult) -> tuple[frozenset[str], frozenset[str]]:
        """The documents that prove what a permitted trip rests on, and those of them that the plan has in hand."""
        if trip.verdict is not Verdict.PERMITTED:
            return frozenset(), frozenset()
        names = frozenset().union(*map(self._proofs.of, trip.law.rulings))
        if names not in self._proving:
            kinds = [self._library.documents[name] for name in names]  # what is permitted needs no visa any more
            self._proving[names] = tuple(kind for kind in kinds if not only_for_visa(kind))
        proving = self._proving[names]
        return frozenset(kind.name for kind in proving), in_hand(proving, trip.subject)


def _applying(ruling: Ruling) -> Iterator[str]:
    """What tells whether the rules that a permission rests on are about it."""
    for each in ruling.said.findings:
        if isinstance(each.condition, ForSome) and each.verdict is Verdict.PERMITTED and each.rule.proof:
            yield from sorted(reads(each.condition.when))


def _proof_of(ruling: Ruling) -> frozenset[str]:
    """The documents that prove what a permission rests on."""
    proving = [each for each in ruling.findings if each.verdict is Verdict.PERMITTED and each.rule.proof]
    return frozenset(name for each in proving if each.applies is True for name in each.rule.proof)


def risks(trip: TripResult) -> frozenset[str]:
    """The names of the rules by which a trip draws attention though it is lawful."""
    return frozenset().union(*map(_risks_of, trip.law.rulings))


def _risks_of(ruling: Ruling) -> frozenset[str]:
    """The names of the rules by which a ruling draws attention though it is lawful."""
    return frozenset(each.rule.name for each in ruling.said.findings if each.warns)


class Positions(NamedTuple):
    """The three positions of some trips; none says anything about another."""

    law: Mapping[Verdict, int]
    """How many trips have each verdict by law, whatever a company's own rules say beside it."""
    papers: int
    """Papers that prove what permitted trips rest on, counted for each trip."""
    in_hand: int
    """Those of them that the plans have in hand."""
    risks: int
    """Different risks."""
    drawing: int
    """Trips that have one."""

    @property
    def values(self) -> dict[str, dict[str, int]]:
        """For programs: each position by its name."""
        return {
            "law": {verdict.value: number for verdict, number in self.law.items()},
            "proof": {"papers": self.papers, "in_hand": self.in_hand},
            "attention": {"risks": self.risks, "trips": self.drawing},
        }

    @property
    def flat(self) -> dict[str, str]:
        """The same as pairs of texts, `kvcheck.proof.papers` to `17`: what services of CI keep of a run."""
        return {f"kvcheck.{one}.{key}": str(n) for one, found in self.values.items() for key, n in found.items()}

    @property
    def says(self) -> Iterator[tuple[str, Text]]:
        """What can be proved, and what draws attention, each by its name; nothing of either where there is nothing."""
        if self.papers:
            yield (
                "proof",
                Text(
                    "to prove what is permitted: {held} of {papers} in hand",
                    "허용의 증빙: 서류 {papers} 중 {held}건 준비됨",
                    held=self.in_hand,
                    papers=count(self.papers, "paper", "건"),
                ),
            )
        if self.risks:
            yield (
                "attention",
                Text(
                    "draws attention: {risks} in {trips}",
                    "주의할 점: 위험 {risks}, 출장 {trips}",
                    risks=count(self.risks, "risk", "건"),
                    trips=count(self.drawing, "trip", "건"),
                ),
            )


def positions_of(reports: Iterable[Report], library: Library, rulings: Rulings | None = None) -> Positions:
    """The positions of all trips of some reports; `rulings` as for `Papers`."""
    trips = [trip for report in reports for trip in report.trips]
    rulings = rulings or Rulings()
    sets = list(map(Papers(library, rulings).of, trips))
    warned = Alike(rulings, _risks_of, lambda ruling: ())
    found = [frozenset[str]().union(*map(warned.of, trip.law.rulings)) for trip in trips]
    return Positions(
        law={verdict: sum(trip.law.verdict is verdict for trip in trips) for verdict in Verdict},
        papers=sum(len(named) for named, _ in sets),
        in_hand=sum(len(held) for _, held in sets),
        risks=len(frozenset().union(*found)),
        drawing=sum(bool(each) for each in found),
    )


def positions(report: Report, library: Library, more: str = "", rulings: Rulings | None = None) -> Iterator[Text]:
    """What can be proved, and what draws attention; nothing of either where there is nothing.

    `more` says how to see the risks themselves.
    """
    hints = {"proof": Text(" (`kvcheck checklist`)", "(`kvcheck checklist`)"), "attention": Text(more, more)}
    for name, said in positions_of([report], library, rulings).says:
        yield Text("{said}{hint}", "{said}{hint}", said=said, hint=hints[name])


def summary(run: Run, library: Library) -> Text:
    """A whole run in one line for services that show no more: verdicts, what can be proved, what draws attention.

    Where several configurations govern the plans, it says which governs which.
    """
    said = [each for _, each in positions_of(run.reports, library).says]
    return joined([runs.counts(run), *said, *runs.governed(run)], "; ")
