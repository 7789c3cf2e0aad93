"""`kvcheck schema`: the published JSON Schemas."""

from pathlib import Path

from kvcheck.errors import BadCommand, one_of
from kvcheck.language.text import Text
from kvcheck.packtools.editor import for_editors
from kvcheck.repository.law import library_above
from kvcheck.shell.files import write
from kvcheck.shell.terminal import Terminal
from kvcheck.source.schema import SCHEMAS


def run(name: str, terminal: Terminal, output: Path | None) -> int:
    """Print the schema of that name, or write it to a file."""
    if name not in SCHEMAS:
        hint = one_of(SCHEMAS, name)
        raise BadCommand(
            Text("no schema `{name}`; {hint}", "스키마 `{name}`{:이} 없습니다. {hint}", name=name, hint=hint)
        )
    text = for_editors(name, library_above(output or Path(), terminal.cache))
    if output is None:
        terminal.text(text)
    else:
        write(output, text)
        terminal.wrote(output)
    return 0
