"""What a shell is told while a command line is typed, without typer, whose import takes longer than anybody waits.

The scripts that `--install-completion` writes ask by variables of the environment, and what is declared answers. A test
holds the answers to those of typer, which is asked about every line that holds anything that is not known here.
"""

import shlex
from collections.abc import Callable, Mapping, Sequence

from kvcheck.cli.completing import ids, listed, of_plan
from kvcheck.cli.declared import Argument, Command, Group, Option, Parameter
from kvcheck.cli.page import OF_ALL, OF_ROOT, in_order, korean, short
from kvcheck.cli.quick import MANY, is_option
from kvcheck.cli.spoken import language
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import LANGUAGES


class Offer(NamedTuple):
    """A word that can be typed."""

    word: str
    help: str = ""
    """What it does, in English; empty for a value."""
    brief: bool = False
    """Whether the first words of that are enough."""

    def told(self, lang: str) -> str:
        """What it does, in a language."""
        text = self.help if lang == LANGUAGES[0] else korean(self.help)
        return short(text) if self.brief else text


def answer(
    declared: Callable[[Sequence[str]], Group], asked: str, environment: Mapping[str, str]
) -> tuple[str, int] | None:
    """What a shell is told that asks for something such as `complete_zsh`, and the exit code; None if typer has to."""
    action, _, shell = asked.partition("_")
    line = _typed(shell, environment) if action == "complete" else None
    if line is None:
        return None
    words, begun = line
    offers = offered(declared(words), words, begun)
    if offers is None:
        return None
    lang = language(words)
    told = [(each.word, each.told(lang) if shell != "bash" else "") for each in offers]
    if shell == "zsh":
        lines = "\n".join(f'"{_zsh(word)}":"{_zsh(does)}"' if does else f'"{_zsh(word)}"' for word, does in told)
        return (f"_arguments '*: :(({lines}))'\n" if told else "_files\n"), 0
    if shell == "fish" and environment.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        return "", 0 if told else 1
    return "\n".join(f"{word}\t{does}" if does else word for word, does in told) + "\n", 0


def offered(group: Group, words: Sequence[str], begun: str) -> list[Offer] | None:
    """What can stand at the end of a line: its whole words, and the one that is begun; None if they are not known."""
    entry: Group | Command | None = group
    number = 0
    while isinstance(entry, Group) and number < len(words):
        entry = entry.entries.get(words[number])
        number += 1
    if entry is None:
        return None
    if isinstance(entry, Command):
        return _Line(entry).offered(words[number:], begun)
    if "=" in begun:
        return None
    if begun.startswith("-"):
        return _beginning((*(() if number else OF_ROOT), OF_ALL), begun)
    return [Offer(name, each.help, brief=True) for name, each in in_order(entry) if name.startswith(begun)]


class _Line:
    """The words of one command as far as they are typed."""

    def __init__(self, command: Command) -> None:
        self._options = [each for each in command.parameters if isinstance(each.said, Option)]
        self._arguments = [each for each in command.parameters if isinstance(each.said, Argument)]
        self._placed: list[str] = []
        self._given: set[str] = set()
        self._open: Parameter | None = None

    def offered(self, words: Sequence[str], begun: str) -> list[Offer] | None:
        """What can stand behind these words."""
        if not self._takes(words):
            return None
        if begun == "=":
            begun = ""
        elif "=" in begun and is_option(begun):
            name, _, begun = begun.partition("=")
            self._open = self._option(name)
            if self._open is None or self._open.kind is bool:
                return None
        if begun.startswith("-"):
            left = [each for each in self._options if each.name not in self._given or each.kind in MANY]
            return _beginning(
                [*((", ".join(_names(each)), each.said.settings["help"]) for each in left), OF_ALL], begun
            )
        asked = self._open or next(iter(self._arguments[len(self._placed) :]), None)
        if asked is None and self._arguments and self._arguments[-1].kind in MANY:
            asked = self._arguments[-1]
        return [Offer(each) for each in self._values(asked, begun)] if asked is not None else []

    def _takes(self, words: Sequence[str]) -> bool:
        """Whether all words are understood."""
        rest = iter(words)
        for word in rest:
            if not is_option(word):
                self._placed.append(word)
                continue
            name, joined, _ = word.partition("=") if word.startswith("--") else (word, "", "")
            found = self._option(name)
            if found is None or (joined and found.kind is bool):
                return False
            if found.kind is not bool and not joined:
                value = next(rest, None)
                if value is None:
                    self._open = found
                    break
                if is_option(value):
                    return False
            self._given.add(found.name)
        return all(each.kind not in MANY for each in self._arguments[:-1])

    def _option(self, name: str) -> Parameter | None:
        return next((each for each in self._options if name in _names(each)), None)

    def _values(self, parameter: Parameter, begun: str) -> Sequence[str]:
        """What may stand for a value: what its declaration says, the words that help lists, the ids of plans."""
        settings = parameter.said.settings
        told: Callable[[str], list[str]] | None = settings.get("autocompletion")
        if told is not None:
            return [each for each in told(begun) if each.startswith(begun)]
        if of_plan(parameter.name):
            return ids(parameter.name, [each.name for each in self._arguments], self._placed, begun)
        return [each for each in listed(settings.get("metavar")) if each.startswith(begun)]


def _names(option: Parameter) -> Sequence[str]:
    """The names of an option, as declared."""
    assert isinstance(option.said, Option)
    return option.said.names


def _beginning(known: Sequence[tuple[str, str]], begun: str) -> list[Offer]:
    """Of names with their help, those that begin as what was typed; several names of one stand with commas between."""
    return [Offer(name, text) for names, text in known for name in names.split(", ") if name.startswith(begun)]


def _typed(shell: str, environment: Mapping[str, str]) -> tuple[list[str], str] | None:
    """The words of the line behind the program's name, and the one that is begun; None if the shell is not known."""
    try:
        if shell == "bash":
            words = shlex.split(environment["COMP_WORDS"])
            at = environment["COMP_CWORD"]
            return (words[1 : int(at)], "".join(words[int(at) : int(at) + 1])) if at.isdecimal() else None
        if shell in ("zsh", "fish"):
            line = environment.get("_TYPER_COMPLETE_ARGS", "")
            words = shlex.split(line)[1:]
            return (words[:-1], words[-1]) if words and not line.endswith(" ") else (words, "")
    except (KeyError, ValueError):  # quotes that are still open
        pass
    return None


def _zsh(text: str) -> str:
    """As zsh reads a text between its marks."""
    for mark, instead in (('"', '""'), ("'", "''"), ("$", "\\$"), ("`", "\\`"), (":", "\\\\:")):
        text = text.replace(mark, instead)
    return text
