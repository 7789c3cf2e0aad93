"""What tells one state of the vocabularies from another."""

import hashlib

from kvcheck.packs.library import Library

SHARED = ("facts.yaml", "activities.yaml", "us/parameters.yaml", "us/authorities.yaml")
"""The files that every pack is read with; so are the words of descriptions."""


def vocabulary_digest(library: Library) -> str:
    """SHA-256 of what packs share: facts, activities, parameters, authorities and words, in hexadecimal.

    It is that of the texts which were judged by; a library without a cache has read no others.
    """
    digest = hashlib.sha256()
    words = sorted(path.relative_to(library.root).as_posix() for path in library.root.glob("words/*.yaml"))
    for name in (*SHARED, *words):
        digest.update(library.text_of(name).encode() + b"\0")
    return digest.hexdigest()
