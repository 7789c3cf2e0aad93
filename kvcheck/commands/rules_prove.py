"""`kvcheck rules prove`: properties of the rules that hold for every plan, or a plan in which one does not."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from kvcheck.errors import BadCommand, cannot_be
from kvcheck.frozen import NamedTuple
from kvcheck.language.grammar import count
from kvcheck.language.text import Text
from kvcheck.lines.layout import Line, Span, paragraph
from kvcheck.packs import Library
from kvcheck.packtools.bench import Bench, bench
from kvcheck.packtools.points import FORMATS, Point
from kvcheck.packtools.prove.properties import Property, properties_of
from kvcheck.packtools.prove.prover import Outcome, Proof, prove
from kvcheck.packtools.prove.stage import Bar
from kvcheck.packtools.prove.telling import plan_of, said
from kvcheck.shell.files import write, write_into
from kvcheck.shell.terminal import Terminal

TEXT = "text"
UNDECIDED = 4
"""The exit code where nothing is refuted and something is not proved."""


class Options(NamedTuple):
    """What is asked of one run."""

    path: Path | None
    as_of: str
    only: Sequence[str] = ()
    """The names of properties; all of them if there are none."""
    fmt: str = TEXT
    output: Path | None = None
    write: Path | None = None
    """The folder into which counterexamples are written."""


def run(terminal: Terminal, options: Options) -> int:
    """Prove properties: 0 all are proved, 1 one is refuted, 4 none is and one is not proved."""
    if options.fmt not in (TEXT, *FORMATS):
        raise cannot_be("--format", options.fmt, (TEXT, *FORMATS))
    looked_at = bench(options.path)
    asked = _asked(looked_at, options.only)
    bar = Bar(looked_at.library, options.as_of)
    proofs: list[Proof] = []
    with terminal.progress(len(asked)) as step:
        for each in asked:
            proofs.append(prove(bar, each, looked_at.names))
            step()
    plans = {f"{each.property.name}.yaml": plan_of(each, options.as_of, terminal.lang).encode()
             for each in proofs if each.shown is not None and each.shown.is_real}  # fmt: skip
    if options.write is not None and plans:
        write_into(options.write, plans)
    _deliver(terminal, options, proofs, looked_at.library)
    outcomes = {each.outcome for each in proofs}
    return 1 if Outcome.REFUTED in outcomes else UNDECIDED if Outcome.OPEN in outcomes else 0


def _asked(looked_at: Bench, only: Sequence[str]) -> list[Property]:
    """The properties to be proved. BadCommand if there are none, or none of a name."""
    found = {each.name: each for each in properties_of(looked_at)}
    for name in only:
        if name not in found:
            raise cannot_be("--property", name, tuple(found))
    if not found:
        message = Text("no property is stated of these packs", "이 규칙 묶음에 대해 정해진 속성이 없습니다")
        raise BadCommand(message)
    return [each for name, each in found.items() if not only or name in only]


# Telling --------------------------------------------------------------------------------------------------------------


def _deliver(terminal: Terminal, options: Options, proofs: Sequence[Proof], library: Library) -> None:
    if options.fmt == TEXT:
        terminal.lines(line for each in proofs for line in _lines(each, terminal, options, library))
        terminal.lines([(Span(terminal.say(_total(proofs))),)])
        return
    text = FORMATS[options.fmt]([_point(each, terminal) for each in proofs])
    if options.output is None:
        terminal.text(text)
    else:
        write(options.output, text)
        terminal.wrote(options.output)


SIGNS = {
    Outcome.PROVED: ("✓ ", "permitted"),
    Outcome.REFUTED: ("✗ ", "not_permitted"),
    Outcome.OPEN: ("? ", "undetermined"),
}


def _lines(proof: Proof, terminal: Terminal, options: Options, library: Library) -> Iterator[Line]:
    each = proof.property
    sign, style = SIGNS[proof.outcome]
    first, *rest = paragraph("", f"{each.name}  {terminal.say(each.title)}", indent=2, width=terminal.width)
    yield (Span(sign, style), *first[2:])
    yield from rest
    if proof.outcome is Outcome.PROVED:
        return
    yield from paragraph("", terminal.say(each.why), indent=4, width=terminal.width)
    if proof.lacks is not None:
        yield from paragraph("", terminal.say(proof.lacks), indent=4, width=terminal.width, style="undetermined")
    for rule in proof.rules:
        idle = Text("does nothing in any trip", "어느 출장에서도 작용하지 않습니다")
        yield (Span("    "), Span(str(rule.place), "place"), Span(f"  {rule.name}", "strong"))
        yield from paragraph("", terminal.say(idle), indent=6, width=terminal.width)
    if proof.shown is None:
        return
    for text in said(proof, library):
        yield from paragraph("", terminal.say(text), indent=4, width=terminal.width)
    if not proof.shown.is_real:
        return
    if options.write is not None:
        path = options.write / f"{each.name}.yaml"
        yield from paragraph(
            "", terminal.say(Text("plan: {path}", "계획: {path}", path=path)), indent=4, width=terminal.width
        )
        return
    yield (Span(""),)
    for line in plan_of(proof, options.as_of, terminal.lang).splitlines():
        yield (Span(f"    {line}"),)


def _total(proofs: Sequence[Proof]) -> Text:
    found = {outcome: sum(each.outcome is outcome for each in proofs) for outcome in Outcome}
    return Text(
        "{all}: {proved} proved, {refuted} refuted, {open} not proved",
        "속성 {all}: 증명 {proved}, 반례 {refuted}, 미증명 {open}",
        all=count(len(proofs), "property", "건", "properties"),
        proved=found[Outcome.PROVED],
        refuted=found[Outcome.REFUTED],
        open=found[Outcome.OPEN],
    )


def _point(proof: Proof, terminal: Terminal) -> Point:
    each = proof.property
    name = f"{each.name}: {terminal.say(each.title)}"
    if proof.outcome is Outcome.PROVED:
        return Point("properties", name, passes=True, place=each.place)
    lacks = terminal.say(proof.lacks) if proof.lacks is not None else ", ".join(rule.name for rule in proof.rules)
    return Point("properties", name, passes=False, message=lacks or terminal.say(each.why), place=each.place)
