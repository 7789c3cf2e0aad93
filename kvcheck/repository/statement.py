"""A receipt as an in-toto statement (version 1), which the signers that exist sign and verify.

Its subjects are the files of the plans, each with the SHA-256 of its bytes as any program computes it; its predicate is
the receipt as it is.
"""

import json
from collections.abc import Iterable
from typing import Any

from kvcheck.model import Report
from kvcheck.source.schema import is_valid

TYPE = "https://in-toto.io/Statement/v1"
PREDICATE = "urn:kvcheck:receipt:1"
"""The type of the predicate: what the schema `receipt` describes."""


def render(receipt: str, reports: Iterable[Report]) -> str:
    """The statement of a receipt, and of the reports that it is about."""
    files = {document.name: document.sha256 for report in reports for document in report.plan.documents}
    value = {
        "_type": TYPE,
        "subject": [{"name": name, "digest": {"sha256": files[name]}} for name in sorted(files)],
        "predicateType": PREDICATE,
        "predicate": json.loads(receipt),
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def receipt_of(value: Any) -> Any:
    """The receipt in a statement; anything else as it is."""
    return (
        value["predicate"] if isinstance(value, dict) and "_type" in value and is_valid(value, "statement") else value
    )
