"""A plan: its files, put together; every reference in a loaded plan resolves."""

from kvcheck.plan.load import (
    assemble,
    belongs,
    documents,
    leads_nowhere,
    linked_folder,
    load,
    may_hold_plans,
    unread_beside,
)
from kvcheck.plan.merge import TABLES
from kvcheck.plan.references import references, resolves

__all__ = [
    "TABLES", "assemble", "belongs", "documents", "leads_nowhere", "linked_folder",
    "load", "may_hold_plans", "references", "resolves", "unread_beside",
]  # fmt: skip
