"""Reading YAML: text to values that know their place.

Plain documents are read line by line (`line_reader`); any other is read by the parser of a library (`builder`), which
is imported for that only.
"""

import gc
from codecs import BOM_UTF8
from pathlib import Path

from kvcheck.errors import CannotCheck, Problem
from kvcheck.source import line_reader
from kvcheck.source.encoding import decode
from kvcheck.source.files import contents, too_large
from kvcheck.source.limits import MAX_BYTES
from kvcheck.source.values import Document


def read_file(path: Path, name: str) -> Document:
    """Read one YAML file; `name` is how messages call it. Raises CannotCheck with every problem found in it."""
    return read_bytes(contents(path, name, MAX_BYTES), name)


def attempt_file(path: Path, name: str) -> tuple[Document, list[Problem]]:
    """What can be read of one YAML file, and every problem found in it. Raises CannotCheck for what is no text."""
    data = contents(path, name, MAX_BYTES)
    document, problems = attempt(decode(data, name), name)
    document.marked = data.startswith(BOM_UTF8)
    return document, problems


def read_bytes(data: bytes, name: str) -> Document:
    """Read YAML from bytes, such as those of the standard input. Raises CannotCheck as `read_file` does."""
    if len(data) > MAX_BYTES:
        raise too_large(name, MAX_BYTES)
    document = read_text(decode(data, name), name)
    document.marked = data.startswith(BOM_UTF8)
    return document


def read_text(text: str, name: str) -> Document:
    """Read YAML text that holds one document. Raises CannotCheck with every problem found in it."""
    document, problems = attempt(text, name)
    if problems:
        raise CannotCheck(problems)
    return document


def attempt(text: str, name: str) -> tuple[Document, list[Problem]]:
    """What can be read of YAML text that holds one document, and every problem found in it.

    With problems the document only serves to find more of them; its root is None where nothing could be read.
    """
    document = Document(name, text)
    collecting = gc.isenabled()
    gc.disable()  # a large plan is millions of live objects; collecting while they are made finds none and costs most
    try:
        return document, [] if line_reader.read(document) else _built(document)
    finally:
        if collecting:
            gc.enable()


def _built(document: Document) -> list[Problem]:
    """Read any document; what is wrong with it."""
    from kvcheck.source.builder import Builder  # few plans need the library, and its import takes a while

    builder = Builder(document)
    builder.build()
    return builder.problems
