"""`kvcheck explain`: any name a report uses or a plan holds, in words."""

from kvcheck.packs import Library, rules_root
from kvcheck.packtools.explain import Explaining
from kvcheck.reporters import FORMATS
from kvcheck.shell.terminal import Terminal


def run(name: str | None, terminal: Terminal) -> int:
    """Explain `name`, without one what there is to explain; raises BadCommand with the nearest name if it is none."""
    explaining = Explaining(Library(rules_root(), terminal.cache), FORMATS, terminal.lang, terminal.width)
    terminal.lines(explaining.explain(name) if name else explaining.index())
    return 0
