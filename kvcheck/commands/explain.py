"""`kvcheck explain`: any name a report uses, in words."""

from kvcheck.packs import Library, rules_root
from kvcheck.packtools.reference import Page
from kvcheck.reporters import FORMATS
from kvcheck.shell.terminal import Terminal


def run(name: str, terminal: Terminal) -> int:
    """Explain `name`; raises BadCommand with the nearest known name if nothing is called so."""
    page = Page(Library(rules_root(), terminal.cache), FORMATS, terminal.lang, terminal.width)
    terminal.lines(page.explain(name))
    return 0
