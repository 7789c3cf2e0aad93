"""Rule packs and the vocabularies they are written in: YAML of the `rules` folder to frozen values, or problems."""

from kvcheck.packs.library import POLICIES, SIDES, Library, rules_root

__all__ = ["POLICIES", "SIDES", "Library", "rules_root"]
