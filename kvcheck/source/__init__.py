"""YAML text to values that know their place.

Scalars get their YAML 1.2 (core schema) meaning; dates and times stay text, and the schema of the document says where
text must be a date.
"""

from kvcheck.source.reader import read_bytes, read_file, read_text
from kvcheck.source.values import Document, Items, Node, problem_at

__all__ = ["Document", "Items", "Node", "problem_at", "read_bytes", "read_file", "read_text"]
