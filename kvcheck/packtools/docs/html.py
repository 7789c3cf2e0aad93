"""The pages of a pack as one HTML file: both languages side by side, no network, the digest on each printed page."""

import re

from kvcheck.packtools.docs.value import PackPages
from kvcheck.packtools.docs.words import CHOICES, LINES, WORDS
from kvcheck.templates import pages

SHOWN = 16
"""So many digits of the digest stand at the foot of each printed page."""


def render(page: PackPages) -> str:
    """The file; the foot of each printed page has the name of the pack and the first digits of its digest."""
    name = re.sub(r"[^\w/.-]", "", page.name)  # it stands in a string of a style sheet
    foot = f"{name} · {page.reviewed} · SHA-256 {page.signed[0].digest[:SHOWN]}…"
    return pages.render("pack.html", page=page, words=WORDS, choices=CHOICES, lines=LINES, foot=foot)
