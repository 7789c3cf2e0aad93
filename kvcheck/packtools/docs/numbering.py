"""How the pages of a pack call its rules: by number where they are its own, by their full name where they are not."""

from collections.abc import Iterable, Mapping

from kvcheck.model import Pack, Rule
from kvcheck.packs.rules import OTHERWISE
from kvcheck.packtools.docs.words import LETTERS

NO_GROUND = "G0"
"""The number of what is said of an activity that no ground covers."""


class Numbers:
    """The numbers of the rules of one pack."""

    def __init__(self, pack: Pack) -> None:
        """G1, G2, ... for its grounds, B1, ... for its bars, in the order of its file."""
        self.own: dict[str, str] = {}
        for kind, letter in LETTERS.items():
            rules = [rule for rule in pack.rules if rule.kind is kind]
            self.own |= {rule.name: f"{letter}{at}" for at, rule in enumerate(rules, start=1)}
        if pack.otherwise is not None:
            self.own[pack.otherwise.name] = NO_GROUND

    def of(self, rule: Rule) -> str:
        """The number of a rule of the pack, or the full name of one of another pack."""
        return self.own.get(rule.name, rule.name)

    def listed(self, names: Iterable[str]) -> str:
        """Rules by their full names: those of the pack by number and first, each once."""
        found = set(names)
        own = [number for name, number in self.own.items() if name in found]
        return ", ".join([*own, *sorted(found - set(self.own))])


def by_id(chain: Iterable[Pack]) -> Mapping[str, Rule]:
    """The rules of packs that apply together, by id, as cases name them; of equal ids the last one."""
    packs = tuple(chain)
    rules = {rule.id: rule for pack in packs for rule in pack.rules}
    otherwise = [pack.otherwise for pack in packs if pack.otherwise is not None]
    return {**rules, OTHERWISE: otherwise[-1]} if otherwise else rules
