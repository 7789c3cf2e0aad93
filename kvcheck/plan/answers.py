"""Answers that are given beside a plan, as `companies.hwasung.country=KR`, and what their words mean."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kvcheck.errors import BadCommand, CannotCheck
from kvcheck.language.text import Text
from kvcheck.plan.gap import Answer, Gap, gaps_at
from kvcheck.plan.shape import Shape, Sort
from kvcheck.source import Document, read_text
from kvcheck.source.known import harmless_path, ids_of
from kvcheck.source.privacy import MASK, PRIVATE, without_names

YES = frozenset({"y", "yes", "true", "예", "네", "있음"})
NO = frozenset({"n", "no", "false", "아니요", "아니오", "없음"})
BESIDE = " · "
"""Stands between a value and what it means where values are offered to choose from."""


def answers_of(given: Iterable[str], documents: Sequence[Document], own: Mapping[str, Shape] = {}) -> list[Answer]:
    """What `path=value` puts into the plan of some documents. Raises BadCommand for a place that it cannot have.

    `own` says what companies' own facts take, by their places.
    """
    found: list[Answer] = []
    for each in given:
        path, sign, text = each.partition("=")
        if not sign:  # it may be a line of any file
            ids = frozenset[str]().union(*(ids_of(document.root) for document in documents))
            raise BadCommand(
                Text(
                    "`{each}` is not `PATH=VALUE`, such as `companies.hwasung.country=KR`",
                    "`{each}`{:은} `위치=값` 형식이 아닙니다. 예: `companies.hwasung.country=KR`",
                    each=harmless_path(each, ids),
                )
            )
        found += [(gap, meant(gap, text.strip())) for gap in gaps_at(path.strip(), documents, own)]
    return found


def told(given: Iterable[str], documents: Iterable[Document]) -> tuple[str, ...]:
    """Answers as a report repeats them: what names a person is masked, by its place or in another text."""
    persons = frozenset[str]().union(*(each.persons for each in documents))
    found: list[str] = []
    for each in given:
        path, sign, text = each.partition("=")
        private = not PRIVATE.isdisjoint(path.split("."))
        found.append(f"{path}{sign}{MASK * len(text) if private else without_names(text, persons)}")
    return tuple(found)


def meant(gap: Gap, text: str) -> Any:
    """The value that people's words mean at a place: `yes`, `예`, `KR`, `2027-01-01`, `[install, train]`, `[]`."""
    shape, word = gap.shape, text.partition(BESIDE)[0].strip()
    match shape.sort:
        case Sort.YES_NO | Sort.ANY if word.lower() in YES | NO:
            return word.lower() in YES
        case Sort.TEXT:
            return text
        case Sort.COUNTRY:
            return word.upper()
        case Sort.ENTRIES | Sort.CHOICES if word.lower() in {"none", "nothing", *NO} and not shape.none:
            return []
        case Sort.CHOICES | Sort.COUNTRIES if not word.startswith("["):
            return _value(f"[{word}]")
        case _:
            return _value("none" if word == "없음" and shape.none else word)


def _value(text: str) -> Any:
    """A value as YAML writes it on one line."""
    try:
        return plain(read_text(f"value: {text}\n", text).root["value"])
    except (CannotCheck, KeyError, TypeError):
        message = Text("an answer is no value as YAML writes it", "답변이 YAML 값 형식이 아닙니다")
        raise BadCommand(message) from None


def plain(value: Any) -> Any:
    """A value without its places."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list) else value
