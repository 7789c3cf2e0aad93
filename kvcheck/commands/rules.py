"""`kvcheck rules`: list and show the packs."""

from collections.abc import Iterator, Sequence

from kvcheck.lines.layout import Line, Span, columns, pad, paragraph
from kvcheck.model import Pack
from kvcheck.shell.company import library_with
from kvcheck.shell.terminal import Terminal
from kvcheck.telling import labels, sentences


def list_rules(terminal: Terminal) -> int:
    """List every pack with its rules, of the law that is judged by here and of the configuration above."""
    library = library_with((), terminal)
    if library.origin is not None:
        terminal.note(terminal.say(sentences.law_from(library.origin)))
    terminal.lines(line for name in library.names for line in _pack_lines(library.pack(name), terminal))
    return 0


MIN_TITLE = 30
"""A title that has fewer columns than this beside the longest id of its pack stands below the ids."""


def _pack_lines(pack: Pack, terminal: Terminal) -> Iterator[Line]:
    """A pack with its rules, a line each."""
    read = terminal.say(sentences.read_until(pack))
    yield (Span(pack.name, "strong"), Span(f"  {terminal.say(pack.title)}"))
    yield (Span(f"  {read}", "quiet"),)
    width = max((columns(rule.id) for rule in pack.rules), default=0) + 2
    kind_width = max(columns(terminal.say(kind)) for kind in labels.KINDS.values()) + 2
    beside = terminal.width - 2 - kind_width - width >= MIN_TITLE
    for rule in pack.rules:
        kind, title = "  " + pad(terminal.say(labels.KINDS[rule.kind]), kind_width), terminal.say(rule.title)
        if beside:
            yield from paragraph(kind + pad(rule.id, width), title, indent=0, width=terminal.width)
        else:
            yield (Span(kind, "label"), Span(rule.id, "label"))
            yield from paragraph("", title, indent=2 + kind_width, width=terminal.width)
    yield ()


def show(name: str, terminal: Terminal, policies: Sequence[str] = ()) -> int:
    """Show a pack or a rule, of the law or of a company: of `policies`, else of those of the configuration above."""
    library = library_with(policies, terminal)
    if name in library.names:
        terminal.lines(_pack_lines(library.pack(name), terminal))
        return 0
    from kvcheck.commands.explain import run

    return run(name, terminal, policies)
