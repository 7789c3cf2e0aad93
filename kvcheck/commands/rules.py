"""`kvcheck rules`: list, show and test the packs."""

from collections.abc import Iterator

from kvcheck.errors import CannotCheck
from kvcheck.language.text import Text
from kvcheck.lines.layout import Line, Span, columns, pad, paragraph
from kvcheck.model import Pack, Rule
from kvcheck.packs import Library, rules_root
from kvcheck.packtools.cases import Outcome, Uncovered, examine, uncovered
from kvcheck.shell.terminal import Terminal
from kvcheck.telling import labels, sentences


def list_rules(terminal: Terminal) -> int:
    """List every pack with its rules."""
    library = Library(rules_root())
    terminal.lines(line for name in library.pack_names for line in _pack_lines(library.pack(name), terminal))
    return 0


def _pack_lines(pack: Pack, terminal: Terminal) -> Iterator[Line]:
    """A pack with its rules, a line each."""
    read = terminal.say(sentences.read_until(pack))
    yield (Span(pack.name, "strong"), Span(f"  {terminal.say(pack.title)}"))
    yield (Span(f"  {read}", "quiet"),)
    width = max((columns(rule.id) for rule in pack.rules), default=0) + 2
    kind_width = max(columns(terminal.say(kind)) for kind in labels.KINDS.values()) + 2
    for rule in pack.rules:
        label = "  " + pad(terminal.say(labels.KINDS[rule.kind]), kind_width) + pad(rule.id, width)
        yield from paragraph(label, terminal.say(rule.title), indent=0, width=max(terminal.width, columns(label) + 30))
    yield ()


def show(name: str, terminal: Terminal) -> int:
    """Show a pack or a rule."""
    library = Library(rules_root())
    if name in library.pack_names:
        terminal.lines(_pack_lines(library.pack(name), terminal))
        return 0
    from kvcheck.commands.explain import run

    return run(name, terminal)


def test(terminal: Terminal) -> int:
    """Lint the rules folder and run every case; 0 if all is as expected, else 1."""
    library = Library(rules_root())
    problems = library.lint()
    if problems:
        raise CannotCheck(problems)
    examined = [examine(library, name) for name in library.pack_names]
    wrong = [outcome for each in examined for outcome in each.outcomes if not outcome.as_expected]
    for outcome in wrong:
        terminal.lines(_wrong(outcome, terminal))
    lacking = uncovered(library, examined)
    terminal.lines(_uncovered(lacking, terminal))
    cases = sum(len(each.outcomes) for each in examined)
    rules = sum(len(library.pack(each.pack).rules) for each in examined)
    missing = len(lacking.undecided) + len(lacking.unmissed)
    total = Text(
        "{rules} rules, {cases} cases: {wrong} wrong, {missing} missing",
        "규칙 {rules}건, 사례 {cases}건: 불일치 {wrong}, 누락 {missing}",
        rules=rules,
        cases=cases,
        wrong=len(wrong),
        missing=missing,
    )
    terminal.text(terminal.say(total) + "\n")
    return 1 if wrong or missing or not cases else 0


def _wrong(outcome: Outcome, terminal: Terminal) -> Iterator[Line]:
    """A case that came out otherwise: what was expected, what was found."""
    case = outcome.case
    yield (Span("✗ ", "not_permitted"), Span(f"{case.pack}: {case.name}", "strong"), Span(f"  {case.place}", "place"))
    yield (Span(f"  {terminal.say(case.title)}"),)
    expected = _said(case.verdict.value, case.by, case.risks or frozenset())
    found = _said(outcome.verdict.value, outcome.by, outcome.risks if case.risks is not None else frozenset())
    yield (Span(terminal.say(Text("  expected ", "  예상 "))), Span(expected))
    yield (Span(terminal.say(Text("  found    ", "  결과 "))), Span(found))


def _said(verdict: str, by: frozenset[str], risks: frozenset[str]) -> str:
    said = f"{verdict} by {', '.join(sorted(by)) or '-'}"
    return f"{said}; risks {', '.join(sorted(risks))}" if risks else said


def _uncovered(each: Uncovered, terminal: Terminal) -> Iterator[Line]:
    """Rules of a pack that no case proves."""

    def line(rule: Rule, text: Text) -> Line:
        return (Span("✗ ", "not_permitted"), Span(rule.name, "strong"), Span(f"  {terminal.say(text)}"))

    for rule in each.undecided:
        yield line(rule, Text("decides in no case", "이 규칙이 결정하는 사례가 없습니다"))
    for rule in each.unmissed:
        yield line(rule, Text("has no near miss", "한 가지 사실만 다른 반대 사례가 없습니다"))
