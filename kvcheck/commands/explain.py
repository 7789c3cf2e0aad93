"""`kvcheck explain`: any name a report uses or a plan holds, in words."""

from collections.abc import Sequence

from kvcheck.packtools.explain import Explaining
from kvcheck.reporters import FORMATS
from kvcheck.shell.company import library_with
from kvcheck.shell.terminal import Terminal


def run(name: str | None, terminal: Terminal, policies: Sequence[str] = ()) -> int:
    """Explain `name`, without one what there is to explain; raises BadCommand with the nearest name if it is none.

    `policies` are packs of a company whose names are known too; if none is given, those of the configuration above.
    """
    explaining = Explaining(library_with(policies, terminal), FORMATS, terminal.lang, terminal.width)
    terminal.lines(explaining.explain(name) if name else explaining.index())
    return 0
