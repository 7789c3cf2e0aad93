"""The sound part of a plan that its schema refuses, so that what is wrong with it elsewhere is told in the same round.

It is never judged: a plan with anything wrong is refused.
"""

from typing import TYPE_CHECKING, Any

from kvcheck.plan.merge import TABLES
from kvcheck.source import Document, Items, Node
from kvcheck.source.invalid import Refused, names_something, refused

if TYPE_CHECKING:
    from kvcheck.source.schema import ValidationError

ROUNDS = 12
"""How often what is left is looked at again; a trip without activities falls with the last of them."""

Steps = tuple[str | int, ...]

_ENTITIES = frozenset({*TABLES, "trips", "activities"})


def keep_sound(document: Document, found: Refused, aside: list[tuple[str, Node]]) -> bool:
    """Take out of a document what the schema refuses, `found` first. False if nothing sound is left of it.

    Entities that are taken out are put `aside` by table, with those of their values that are sound.
    """
    for _ in range(ROUNDS):
        if not isinstance(document.root, Node):
            return False
        taken = [each for path, error in found for each in _refused(path, error)]
        if not taken:
            return True
        _take_out(document.root, taken, aside)
        found = [each for each in refused(document, "plan") if not names_something(*each)]
    return False


def _refused(path: Steps, error: "ValidationError") -> list[Steps]:
    """What has to go for an error to be gone. A file that only lacks its version is sound."""
    instance: Any = error.instance
    if error.validator == "additionalProperties":
        known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        return [(*path, key) for key in instance if key not in known]
    if "propertyNames" in error.absolute_schema_path:
        return [(*path, str(instance))]
    return [path] if path else []


def _take_out(root: Node, paths: list[Steps], aside: list[tuple[str, Node]]) -> None:
    """Take what stands at the paths out of a document, entities aside."""
    groups: dict[Steps, set[str | int]] = {}
    for path in paths:
        groups.setdefault(path[:-1], set()).add(path[-1])
    for owner_path in sorted(groups, key=len, reverse=True):  # the inner ones first, whose numbers stay right so
        owner: Any = root
        for step in owner_path:
            owner = owner[step]
        if len(owner_path) in (1, 3) and owner_path[-1] in _ENTITIES:
            entities: list[Any] = [owner[each] for each in groups[owner_path]]
            aside += [(str(owner_path[-1]), each) for each in entities if isinstance(each, Node)]
        if isinstance(owner, Node):
            owner.drop({step for step in groups[owner_path] if isinstance(step, str)})
        elif isinstance(owner, Items):
            owner.drop({step for step in groups[owner_path] if isinstance(step, int)})
