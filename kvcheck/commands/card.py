"""`kvcheck card`: a wallet card and a port-of-entry card about one trip, or the reason why there is none."""

from pathlib import Path

from kvcheck.commands.trip_paper import NOT_PERMITTED, Wanted, judged, one_choice, warn, warn_quoted
from kvcheck.office.templates import render_template
from kvcheck.papers.card import CARDS, context
from kvcheck.papers.card import write as write_card
from kvcheck.papers.gate import refusal
from kvcheck.shell.files import write_bytes
from kvcheck.shell.inputs import template_bytes
from kvcheck.shell.settings import Settings
from kvcheck.shell.terminal import Terminal
from kvcheck.templates.pages import TEMPLATES, render


def run(wanted: Wanted, settings: Settings, terminal: Terminal, *, kind: str, fmt: str, output: Path | None) -> int:
    """Write the cards of a trip, in English and Korean side by side."""
    one_choice("--kind", kind, [*CARDS, "both"])
    one_choice("--format", fmt, ["html", "docx"])
    path = output or Path(f"card-{kind}-{wanted.trip or wanted.traveler}.{fmt}")
    report, result, library, _ = judged(wanted, settings, terminal.cache, path)
    refused = refusal(report, result)
    if refused is not None:
        terminal.error(refused)
        return NOT_PERMITTED
    cards = [write_card(each, result, library) for each in (CARDS if kind == "both" else [kind])]
    values = context(cards)
    if fmt == "html":
        content = render("card.html", **values).encode()
    else:
        content = render_template(template_bytes(TEMPLATES / "card.docx"), values)
    write_bytes(path, content)
    terminal.wrote(path)
    warn([left for card in cards for left in card.left], terminal)
    warn_quoted([sentence for card in cards for sentence in card.sentences], terminal)
    return 0
