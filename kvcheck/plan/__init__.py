"""A plan: its files, put together; every reference in a loaded plan resolves."""

from kvcheck.plan.load import CONFIGURATIONS, REGISTERS, assemble, belongs, documents, load
from kvcheck.plan.merge import TABLES
from kvcheck.plan.references import references, resolves

__all__ = [
    "CONFIGURATIONS", "REGISTERS", "TABLES", "assemble", "belongs", "documents", "load", "references", "resolves",
]  # fmt: skip
