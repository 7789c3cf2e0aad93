"""Values of a plan as cells that are read back as the same."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kvcheck.language.text import Text
from kvcheck.model import UNKNOWN
from kvcheck.rosters.cells import DUTY_NAMES, NONE, NONE_WORDS, clean, list_items
from kvcheck.rosters.column import Column, Sort
from kvcheck.rosters.items import write_items

YES_NO = Text("yes|no", "예|아니요")


def write(column: Column, value: Any, lang: str, names: Mapping[str, Text] | None = None) -> str | date:
    """The cell that stands for a value of the plan; `names` are the words for values that have some."""
    none = NONE_WORDS.in_(lang)
    match column.sort:
        case Sort.DATE:
            return value if value == UNKNOWN else date.fromisoformat(value)
        case Sort.YES_NO:
            return YES_NO.in_(lang).split("|")[not value]
        case Sort.COUNTRIES:
            return ", ".join(value)
        case Sort.TEXTS:
            texts = "; ".join(clean(each) for each in value) or none
            return f"{texts};" if value and not list_items(texts) else texts  # a text that says none is a text
        case Sort.VISITS:
            return "; ".join(_visit(each, lang) for each in value) or none
        case Sort.STAYS:
            return "; ".join(map(_stay, value)) or none
        case Sort.NUMBER:
            return str(value)
        case Sort.CHOICES | Sort.IDS:
            return ", ".join(names[each].in_(lang) if names and each in names else each for each in value) or none
        case Sort.ITEMS:
            return none if value == NONE else write_items(column, value) or none
        case _:
            return names[value].in_(lang) if names and value in names else clean(str(value))


def _visit(visit: Mapping[str, Any], lang: str) -> str:
    """A visit as `_visits` reads it back."""
    duty = DUTY_NAMES[visit["official_duty"]].in_(lang) if "official_duty" in visit else ""
    return " ".join(part for part in (visit["country"], visit.get("on", ""), duty) if part)


def _stay(stay: Mapping[str, Any]) -> str:
    """A stay as `_stays` reads it back."""
    return f"{stay['arrive']} ~ {stay['depart']} {stay.get('class', '')}".rstrip()
