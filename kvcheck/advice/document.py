"""What all advice as JSON has in common: its head, and what stands first of each plan."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kvcheck import __version__
from kvcheck.language.text import Text, by_language
from kvcheck.telling import labels


def document(name: str, version: int, plans: Sequence[Mapping[str, Any]], rule: Text | None = None) -> str:
    """A JSON document by the schema `name`; `rule` says how something in it is counted or judged."""
    whole = {
        "format": f"kvcheck-{name}",
        "version": version,
        "kvcheck": __version__,
        "notice": by_language(labels.DISCLAIMER),
        **({"rule": by_language(rule)} if rule is not None else {}),
        "plans": plans,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def head(plan: str, as_of: str, notices: Iterable[Text], **more: Any) -> dict[str, Any]:
    """What stands first of a plan, with `more` between its day and its notices."""
    return {"plan": plan, "as_of": as_of, **more, "notices": [by_language(each) for each in notices]}
