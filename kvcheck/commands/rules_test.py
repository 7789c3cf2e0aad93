"""`kvcheck rules test`: cases against rules, what no case touches, and which changes no case would notice."""

from collections.abc import Iterator
from pathlib import Path

from kvcheck.errors import CannotCheck, cannot_be
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.lines.layout import Line, Span, paragraph
from kvcheck.lines.quote import quoted
from kvcheck.model import Rule
from kvcheck.packs import Library
from kvcheck.packtools.bench import Bench, bench
from kvcheck.packtools.cases import Examined, Outcome, Uncovered, examine, uncovered
from kvcheck.packtools.coverage import Coverage, coverage
from kvcheck.packtools.lint import unreadable
from kvcheck.packtools.mutation import Mutated, Survivor, mutate
from kvcheck.packtools.points import FORMATS, Point
from kvcheck.shell.files import write
from kvcheck.shell.terminal import Terminal

TEXT = "text"


class Options(NamedTuple):
    """What is asked of one run."""

    path: Path | None = None
    fmt: str = TEXT
    output: Path | None = None
    coverage: bool = False
    least: int | None = None
    """The least percentage of coverage that passes."""
    mutation: bool = False
    every: bool = False
    """Try every mutant, not only those that make a rule softer."""


class Tested(NamedTuple):
    """Everything that came of a run."""

    looked_at: Bench
    examined: tuple[Examined, ...]
    lacking: Uncovered
    covered: Coverage | None
    mutated: Mutated | None

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What came out of each case of the packs that were asked for."""
        return tuple(each for pack in self.examined if pack.pack in self.looked_at.names for each in pack.outcomes)

    def fails(self, least: int | None) -> bool:
        """Whether a case is wrong, a rule has none, too little is covered, or a mutant lives without a reason."""
        wrong = any(not each.passes for each in self.outcomes) or any(self.lacking) or not self.examined_cases
        thin = self.covered is not None and least is not None and self.covered.percent < least
        alive = self.mutated is not None and bool(self.mutated.unexplained or self.mutated.stale)
        return wrong or thin or alive

    @property
    def examined_cases(self) -> int:
        """How many cases were run, those of packs that extend the ones asked for included."""
        return sum(len(each.outcomes) for each in self.examined)


def run(terminal: Terminal, options: Options) -> int:
    """Test packs: 0 all as it should be, 1 not."""
    if options.fmt not in (TEXT, *FORMATS):
        raise cannot_be("--format", options.fmt, (TEXT, *FORMATS))
    tested = _tested(options)
    if options.fmt == TEXT:
        terminal.lines(_lines(tested, terminal, options.least))
    else:
        text = FORMATS[options.fmt](_points(tested, terminal))
        if options.output is None:
            terminal.text(text)
        else:
            write(options.output, text)
            terminal.wrote(options.output)
    return 1 if tested.fails(options.least) else 0


def _tested(options: Options) -> Tested:
    looked_at = bench(options.path)
    problems = [each.problem for each in unreadable(looked_at)]
    if problems:
        raise CannotCheck(problems)
    library = looked_at.library
    examined = tuple(examine(library, name) for name in (*looked_at.names, *looked_at.beside))
    found = uncovered(library, examined)
    asked = {rule.name for name in looked_at.names for rule in _rules(library, name)}
    lacking = Uncovered(
        tuple(rule for rule in found.undecided if rule.name in asked),
        tuple(rule for rule in found.unmissed if rule.name in asked),
    )
    outcomes = {each.pack: each.outcomes for each in examined}
    covered = coverage(library, looked_at.names, outcomes) if options.coverage or options.least is not None else None
    tries = options.mutation or options.every
    mutated = mutate(library, looked_at.names, looked_at.beside, everything=options.every) if tries else None
    return Tested(looked_at, examined, lacking, covered, mutated)


def _rules(library: Library, name: str) -> Iterator[Rule]:
    pack = library.pack(name)
    yield from pack.rules
    if pack.otherwise is not None:
        yield pack.otherwise


# Telling --------------------------------------------------------------------------------------------------------------


def _lines(tested: Tested, terminal: Terminal, least: int | None) -> Iterator[Line]:
    for outcome in tested.outcomes:
        if not outcome.passes:
            yield from _wrong(outcome, terminal)
    for rule, text in _uncovered(tested.lacking):
        yield (Span("✗ ", "not_permitted"), Span(rule.name, "strong"), Span(f"  {terminal.say(text)}"))
    if tested.covered is not None:
        yield from _coverage(tested.covered, terminal, least)
    if tested.mutated is not None:
        yield from _mutation(tested.mutated, tested.looked_at.library, terminal)
    yield (Span(terminal.say(_total(tested))),)


def _wrong(outcome: Outcome, terminal: Terminal) -> Iterator[Line]:
    """A case that came out otherwise: what was expected, what was found; or a known gap that is mended."""
    case = outcome.case
    yield (Span("✗ ", "not_permitted"), Span(f"{case.pack}: {case.name}", "strong"), Span(f"  {case.place}", "place"))
    yield (Span(f"  {terminal.say(case.title)}"),)
    if case.gap is not None:
        yield from paragraph("  ", terminal.say(_MENDED), indent=0, width=terminal.width)
        return
    yield (Span(terminal.say(Text("  expected ", "  예상 "))), Span(_expected(outcome)))
    yield (Span(terminal.say(Text("  found    ", "  결과 "))), Span(_found(outcome)))


_MENDED = Text(
    "a known gap that is mended: the case comes out as it should, so take `gap` away",
    "알려진 결함이 해결되었습니다. 사례가 예상대로 나오므로 `gap`을 지우십시오",
)


def _expected(outcome: Outcome) -> str:
    case = outcome.case
    return _said(case.verdict.value, case.by, case.risks or frozenset())


def _found(outcome: Outcome) -> str:
    risks = outcome.risks if outcome.case.risks is not None else frozenset()
    return _said(outcome.verdict.value, outcome.by, risks)


def _said(verdict: str, by: frozenset[str], risks: frozenset[str]) -> str:
    said = f"{verdict} by {', '.join(sorted(by)) or '-'}"
    return f"{said}; risks {', '.join(sorted(risks))}" if risks else said


def _uncovered(each: Uncovered) -> Iterator[tuple[Rule, Text]]:
    """Rules that no case proves."""
    for rule in each.undecided:
        yield rule, Text("decides in no case", "이 규칙이 결정하는 사례가 없습니다")
    for rule in each.unmissed:
        yield rule, Text("has no near miss", "한 가지 사실만 다른 반대 사례가 없습니다")


def _coverage(covered: Coverage, terminal: Terminal, least: int | None) -> Iterator[Line]:
    """What no case touches, a line a rule."""
    by_rule: dict[str, list[Text]] = {}
    for gap in covered.gaps:
        by_rule.setdefault(gap.rule, []).append(gap.what)
    for rule, missing in by_rule.items():
        yield (Span(rule, "strong"),)
        yield from paragraph("", "; ".join(map(terminal.say, missing)), indent=4, width=terminal.width)
    touched = Text(
        "coverage {percent}%: {touched:,} of {points:,}",
        "적용 범위 {percent}%: {points:,}개 중 {touched:,}개",
        percent=covered.percent,
        touched=covered.points - len(covered.gaps),
        points=covered.points,
    )
    style = "not_permitted" if least is not None and covered.percent < least else ""
    yield (Span(terminal.say(touched), style),)


def _mutation(mutated: Mutated, library: Library, terminal: Terminal) -> Iterator[Line]:
    """The mutants that no case notices and nobody explained, each at its line."""
    for survivor in mutated.unexplained:
        yield from _survivor(survivor, library, terminal)
    for name in mutated.stale:
        stale = Text(
            "a reason for `{name}`, which a case notices by now, or which is no mutant",
            "`{name}`의 사유가 있으나 이미 사례가 알아차리거나 그런 변이가 없습니다",
            name=name,
        )
        yield from paragraph("✗ ", terminal.say(stale), indent=0, width=terminal.width)
    told = Text(
        "mutants {tried:,}: {unexplained:,} noticed by no case, {explained:,} with a reason",
        "변이 {tried:,}건: 알아차리는 사례 없음 {unexplained:,}건, 사유 있음 {explained:,}건",
        tried=mutated.tried,
        unexplained=len(mutated.unexplained),
        explained=len(mutated.survivors) - len(mutated.unexplained),
    )
    yield (Span(terminal.say(told)),)


def _survivor(survivor: Survivor, library: Library, terminal: Terminal) -> Iterator[Line]:
    mutant = survivor.mutant
    text = library.path_of(mutant.place.file).read_text(encoding="utf-8").splitlines()
    yield (Span("✗ ", "not_permitted"), Span(str(mutant.place), "place"), Span(f"  {mutant.about}", "strong"))
    yield (Span(f"  {mutant.path}"),)
    yield from quoted(text[mutant.place.line - 1], mutant.place.line, mutant.place.column, 2, terminal.width)


def _total(tested: Tested) -> Text:
    """How many rules and cases there are, and how many are wrong."""
    library = tested.looked_at.library
    gaps = sum(each.case.gap is not None for each in tested.outcomes)
    made = sum(each.case.generated for each in tested.outcomes)
    total = Text(
        "{rules} rules, {cases} cases{made}: {wrong} wrong, {missing} missing",
        "규칙 {rules}건, 사례 {cases}건{made}: 불일치 {wrong}, 누락 {missing}",
        made=Text(" ({made} generated)", "(자동 작성 {made}건)", made=made) if made else "",
        rules=sum(len(library.pack(name).rules) for name in tested.looked_at.names),
        cases=len(tested.outcomes),
        wrong=sum(not each.passes for each in tested.outcomes),
        missing=len(tested.lacking.undecided) + len(tested.lacking.unmissed),
    )
    if not gaps:
        return total
    return Text("{total}, {gaps} known gaps", "{total}, 알려진 결함 {gaps}", total=total, gaps=gaps)


def _points(tested: Tested, terminal: Terminal) -> list[Point]:
    """Every case, rule and mutant that matters as a point of a test report, those of a pack together."""
    points = []
    for outcome in tested.outcomes:
        case = outcome.case
        mended = case.gap is not None and not outcome.passes
        otherwise = f"{_expected(outcome)} / {_found(outcome)}" if not outcome.passes else ""
        known = terminal.say(case.gap) if case.gap is not None else otherwise
        message = terminal.say(_MENDED) if mended else known
        points.append(Point(case.pack, f"{case.name}: {terminal.say(case.title)}", outcome.passes, message, case.place))
    for rule, text in _uncovered(tested.lacking):
        points.append(Point(rule.pack, rule.id, passes=False, message=terminal.say(text), place=rule.place))
    for survivor in tested.mutated.unexplained if tested.mutated is not None else ():
        name, place = survivor.mutant.about, survivor.mutant.place
        points.append(
            Point(name.rpartition("/")[0] or name, f"{name} {survivor.mutant.path}", passes=False, place=place)
        )
    return sorted(points, key=lambda point: point.suite)
