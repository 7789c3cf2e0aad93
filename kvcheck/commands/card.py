"""`kvcheck card`: a wallet card and a port-of-entry card for each trip, or the reason why there is none."""

from kvcheck.commands.trip_paper import Made, Maker, Wanted, deliver, judged, one_choice
from kvcheck.model import TripResult
from kvcheck.office.templates import render_template
from kvcheck.papers.card import CARDS, context
from kvcheck.papers.card import write as write_card
from kvcheck.papers.said import quoted
from kvcheck.shell.inputs import template_bytes
from kvcheck.shell.settings import Settings
from kvcheck.shell.terminal import Terminal
from kvcheck.templates.pages import TEMPLATES, render

KINDS = (*CARDS, "both")
FORMATS = ("html", "docx")


def run(wanted: Wanted, settings: Settings, terminal: Terminal, *, kind: str, fmt: str) -> int:
    """Write the cards of the trips, in English and Korean side by side; returns the exit code."""
    one_choice("--kind", kind, KINDS)
    one_choice("--format", fmt, FORMATS)
    found = judged(wanted, settings, terminal.cache)

    def make(result: TripResult) -> Made:
        cards = [write_card(each, result, found.library) for each in (CARDS if kind == "both" else [kind])]
        values = context(cards)
        if fmt == "html":
            content = render("card.html", **values).encode()
        else:
            content = render_template(
                template_bytes(TEMPLATES / "card.docx"),
                values,
                title=cards[0].title.in_(terminal.lang),
                day=wanted.today,
            )
        left = [each for card in cards for each in card.left]
        return Made(content, left, quoted(sentence for card in cards for sentence in card.sentences))

    return deliver(found, wanted, Maker(f"card-{kind}", fmt, make), terminal)
