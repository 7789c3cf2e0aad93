"""Why changes of a rule or a number make no difference: what `equivalent` says beside the cases of a pack."""

from kvcheck.language.text import Text
from kvcheck.packs import Library
from kvcheck.packs.entry import Entry
from kvcheck.source import Node

SECTION = "equivalent"


def equivalents(library: Library, name: str) -> dict[str, Text]:
    """Why mutants make no difference, by the full name of the rule, or the name of the number, and the path in it."""
    root = library.cases_of(name)
    return {} if root is None else read_reasons(Entry(root, []), name)


def read_reasons(file: Entry, pack: str) -> dict[str, Text]:
    """The reasons in a file of cases; what is wrong with them is noted.

    A reason stands under the mutant that it explains, or under a name of its own with all mutants `of` its kind. A
    mutant of a number begins with `$` (`$h1b_payment_open_from /0/-1`), one of a rule of a pack that this one extends
    with the name of that pack.
    """
    table = file.node.get(SECTION, Node())
    if not isinstance(table, Node):
        return file.texts(SECTION)
    found: dict[str, Text] = {}
    for key, value in table.items():
        if isinstance(value, Node) and "of" in value:
            kind = Entry(value, file.problems)
            kind.keys(["why", "of"], ["why", "of"])
            found |= dict.fromkeys((_full(pack, each) for each in kind.strings("of")), kind.text("why"))
        else:
            found[_full(pack, key)] = Entry(table, file.problems).text(key)
    return found


def _full(pack: str, mutant: str) -> str:
    if mutant.startswith("$"):
        return mutant.removeprefix("$")
    rule, _, path = mutant.partition(" ")
    return mutant if "/" in rule else f"{pack}/{rule} {path}"
