"""What a shell offers for a value that is being typed. Each imports what it needs when it is asked."""

from collections.abc import Iterable


def formats(incomplete: str) -> list[str]:
    """Formats of `check`."""
    from kvcheck.reporters import FORMATS

    return _beginning(FORMATS, incomplete)


def sides(incomplete: str) -> list[str]:
    """Side packs, and all of them."""
    from kvcheck.packs import SIDES

    return _beginning(["all", *_packs(SIDES)], incomplete)


def policies(incomplete: str) -> list[str]:
    """Shipped policy packs; of files the shell knows by itself."""
    return _beginning(_packs("policy/"), incomplete)


def verdicts(incomplete: str) -> list[str]:
    """Verdicts that can fail a run."""
    from kvcheck.shell.settings import FAILING

    return _beginning(FAILING, incomplete)


def languages(incomplete: str) -> list[str]:
    """Languages of output."""
    from kvcheck.language.text import LANGUAGES

    return _beginning(LANGUAGES, incomplete)


def letters(incomplete: str) -> list[str]:
    """Kinds of letters."""
    from kvcheck.papers.letter import LETTERS

    return _beginning(LETTERS, incomplete)


def schemas(incomplete: str) -> list[str]:
    """Published schemas."""
    from kvcheck.source.schema import SCHEMAS

    return _beginning(SCHEMAS, incomplete)


def names(incomplete: str) -> list[str]:
    """Everything that `explain` knows and that needs no rule to be read: classes, packs, kinds of activity."""
    from kvcheck.packs import Library, rules_root
    from kvcheck.packtools.explain import LISTS

    library = Library(rules_root())
    known = [*library.classes, *library.pack_names, *library.catalogue.kinds, *library.catalogue.families]
    return _beginning([*known, *LISTS], incomplete)


def _packs(prefix: str) -> list[str]:
    """The names of packs below `prefix`, without it."""
    from kvcheck.packs import Library, rules_root

    return [name.removeprefix(prefix) for name in Library(rules_root()).pack_names if name.startswith(prefix)]


def _beginning(known: Iterable[str], incomplete: str) -> list[str]:
    """Those that begin as what was typed."""
    return [name for name in known if name.startswith(incomplete)]
