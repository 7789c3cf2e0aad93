"""What no document may exceed, whoever reads it."""

MAX_BYTES = 1 << 30
MAX_DEPTH = 60
MAX_TEXT = 100_000
"""The most characters of one key or value."""

MAX_ALIASED = 100_000
"""The most values that aliases may add to a document by repeating others."""
