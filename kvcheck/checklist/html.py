"""A checklist as one HTML page: both languages in it, boxes to tick, no network, prints on A4 and Letter."""

from kvcheck.checklist.value import Checklist
from kvcheck.checklist.view import WORDS, view
from kvcheck.packs import Library
from kvcheck.templates import pages


def render(checklist: Checklist, library: Library, lang: str) -> str:
    """The page; `lang` is the language it opens in."""
    values = view(checklist, library)
    title = " · ".join(each for each in (WORDS["title"].in_(lang), values["who"] or values["plan"]) if each)
    return pages.render("checklist.html", lang=lang, title=title, **values)
