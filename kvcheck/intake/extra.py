"""What to do where a library of the `office` extra is not installed."""

from kvcheck.errors import BadCommand, Text


def missing(library: str) -> BadCommand:
    """The error that names the library and the line to type."""
    line = "pip install 'kvcheck[office]'"
    return BadCommand(Text(f"{library} is not installed: {line}", f"{library}이(가) 설치되어 있지 않습니다: {line}"))
