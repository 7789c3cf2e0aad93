"""What a shell offers for a value that is being typed. Each imports what it needs when it is asked."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kvcheck.packs import Library


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
    from kvcheck.packtools.explain import LISTS

    library = _library()
    known = [*library.classes, *library.pack_names, *library.catalogue.kinds, *library.catalogue.families]
    return _beginning([*known, *LISTS], incomplete)


def offer(command: Any) -> None:
    """Have every option below a command of typer offer what it takes, where it says nothing itself.

    Those are the words that its help lists (`text|json`), and the ids of the plans on the line for `--trip` and
    `--traveler`. An option that is added later has both without a word.
    """
    for parameter in command.params:
        if parameter._custom_shell_complete is None:  # noqa: SLF001 - typer sets it at the making of an option alone
            words = listed(parameter.metavar)
            if words:
                parameter._custom_shell_complete = _words(words)  # noqa: SLF001
            elif of_plan(parameter.name):
                parameter._custom_shell_complete = _ids  # noqa: SLF001
    for each in getattr(command, "commands", {}).values():
        offer(each)


def listed(metavar: str | None) -> list[str]:
    """The words of a list such as `text|json`, by which help calls a value; none if it is no list."""
    words = (metavar or "").split("|")
    return words if len(words) > 1 else []


def of_plan(name: str) -> bool:
    """Whether a value is an id of a plan."""
    return name in ("trip", "traveler")


def ids(which: str, arguments: Sequence[str], words: Sequence[str], incomplete: str) -> list[str]:
    """The ids of trips or travelers in the plans that stand on the line, else in those of kvcheck.yaml.

    `words` are those that stand by their place, for `arguments` of these names; the last may be a list.
    """
    from kvcheck.errors import KvcheckError
    from kvcheck.plan.load import load
    from kvcheck.shell.settings import Asked, settle

    names = [*arguments, *([arguments[-1]] * len(words) if arguments else [])]
    paths = [
        Path(word) for word, name in zip(words, names, strict=False) if name in _PLANS and not word.startswith("-")
    ]
    try:
        plans = [load(each.path) for each in settle(Asked(paths=paths), "en").plans]
    except (KvcheckError, OSError):  # there is nothing to offer of what cannot be read
        return []
    if which == "trip":
        return _beginning((str(trip["id"]) for plan in plans for trip in plan.trips), incomplete)
    return _beginning((each for plan in plans for each in plan.travelers), incomplete)


_PLANS = ("paths", "path", "plan")
"""Arguments that are plans."""


def _words(words: list[str]) -> Any:
    """What offers the words of a list."""
    return lambda context, parameter, incomplete: _beginning(words, incomplete)


def _ids(context: Any, parameter: Any, incomplete: str) -> list[str]:
    """The ids that typer asks for. It reads no argument before an open option, and has its words beside."""
    names = [each.name for each in context.command.params if each.param_type_name == "argument"]
    given = [context.params.get(name) for name in names]
    words = [each for some in given if some for each in (some if isinstance(some, list | tuple) else [some])]
    return ids(parameter.name, names, [str(each) for each in (*words, *context.args)], incomplete)


def rules(incomplete: str) -> list[str]:
    """Packs, and rules by their full names once the pack is typed."""
    library = _library()
    found = _beginning(library.pack_names, incomplete)
    typed = [name for name in library.pack_names if incomplete.startswith(f"{name}/") or incomplete == name]
    return [*found, *_beginning((rule.name for name in typed for rule in library.pack(name).rules), incomplete)]


def _packs(prefix: str) -> list[str]:
    """The names of packs below `prefix`, without it."""
    return [name.removeprefix(prefix) for name in _library().pack_names if name.startswith(prefix)]


def _library() -> "Library":
    """The law that is judged by here; that which comes with kvcheck where the other cannot be read."""
    from kvcheck.errors import KvcheckError
    from kvcheck.packs import Library, rules_root
    from kvcheck.repository.law import library_above

    try:
        return library_above(Path())
    except (KvcheckError, OSError):
        return Library(rules_root())


def _beginning(known: Iterable[str], incomplete: str) -> list[str]:
    """Those that begin as what was typed."""
    return [name for name in known if name.startswith(incomplete)]
