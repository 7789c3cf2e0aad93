"""Schemas as editors want them: where a plan names what the packs hold, its names with their titles.

What is published in `schemas/` says only that an id stands there, so that it holds for any packs; what `kvcheck schema`
prints adds the names of these packs, so that an editor completes them, tells what they are, and underlines others.
"""

import copy
import json
from collections.abc import Callable, Mapping
from typing import Any

from kvcheck.language.text import Text
from kvcheck.packs import SIDES, Library
from kvcheck.source.schema import schema

POLICIES = "policy/"
"""How the names of shipped company policies begin."""

Names = dict[str, Text]


def for_editors(name: str, library: Library) -> str:
    """The text of a published schema, with the names of the packs where its file has them."""
    found = copy.deepcopy(schema(name))
    change = _CHANGES.get(name)
    if change is not None:
        change(found, library)
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _plan(found: dict[str, Any], library: Library) -> None:
    """Kinds, classes, documents and policies of a plan."""
    kinds = {name: kind.title for name, kind in library.catalogue.kinds.items()}
    families = {name: family.title for name, family in library.catalogue.families.items()}
    unknown = {"unknown": Text("not known yet: it is asked for", "미정: 질문합니다")}
    documents = {name: document.title for name, document in library.documents.items()}
    parts = found["$defs"]
    _only(parts["activity"]["properties"]["kind"], kinds | unknown)
    _only(parts["trip"]["properties"]["class"], _classes(library) | unknown)
    _only(parts["filing"]["properties"]["class"], _classes(library))
    _only(parts["visa"]["properties"]["class"], dict(library.facts["visa.class"].values))
    _only(parts["filing"]["properties"]["duties"]["items"], kinds | families)
    for owner in ("traveler", "trip"):
        if "documents" in parts[owner]["properties"]:
            _only(parts[owner]["properties"]["documents"]["items"], documents)
    _also(parts["site"]["properties"]["rules"]["items"], _packs(library, POLICIES))


def _config(found: dict[str, Any], library: Library) -> None:
    """Classes, policies and side packs of the settings; a policy may be a file too."""
    parts = found["properties"]
    _only(parts["packs"]["items"]["anyOf"][0], _classes(library))
    _also(parts["policies"]["items"], _packs(library, POLICIES))
    _only(parts["sides"]["items"], {"all": Text("every side pack", "모든 참고 묶음")} | _packs(library, SIDES))


def _waivers(found: dict[str, Any], library: Library) -> None:
    """Rules of waivers, those of a company's own files beside, and kinds of activity."""
    waiver = found["$defs"]["waiver"]["properties"]
    _also(waiver["rule"], {name: rule.title for name, rule in library.rules().items()})
    _only(
        waiver["scope"]["properties"]["activity"],
        {name: kind.title for name, kind in library.catalogue.kinds.items()},
    )


_CHANGES: Mapping[str, Callable[[dict[str, Any], Library], None]] = {
    "plan": _plan,
    "config": _config,
    "waivers": _waivers,
}


def _classes(library: Library) -> Names:
    """Every class, with what it is."""
    packs = [library.pack(name) for name in library.pack_names]
    return {str(pack.admits): pack.title for pack in packs if pack.admits in library.classes}


def _packs(library: Library, prefix: str) -> Names:
    """The packs whose names begin so, called without that."""
    return {
        name.removeprefix(prefix): library.pack(name).title for name in library.pack_names if name.startswith(prefix)
    }


def _only(part: dict[str, Any], names: Names) -> None:
    """Let a value be one of some names; what else is said of it stays."""
    for key in ("$ref", "pattern", "anyOf"):
        part.pop(key, None)
    part |= _enumerated(names)


def _also(part: dict[str, Any], names: Names) -> None:
    """Offer some names beside whatever may stand there."""
    other = {key: part.pop(key) for key in [*part] if key not in ("title", "description")}
    part["anyOf"] = [_enumerated(names), other]


def _enumerated(names: Names) -> dict[str, Any]:
    """Names as the words of a list, each with its title in both languages as editors look for it."""
    said = [" / ".join(dict.fromkeys(title.sentences)) for title in names.values()]
    return {"type": "string", "enum": [*names], "enumDescriptions": said, "markdownEnumDescriptions": said}
