"""What a command line may say: commands with their options and arguments, each declared once.

`quick.py` reads a plain command line by these, `typed.py` makes the program of them that reads any other, shows help
and words mistakes. A declaration needs neither, so that a command starts without the library behind the second.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, get_args

from kvcheck.frozen import NamedTuple

F = TypeVar("F", bound="Callable[..., None] | Command")


class Option:
    """An option: its names, and what typer's option of these names is given, such as `help` and `metavar`."""

    def __init__(self, *names: str, **settings: Any) -> None:
        self.names = names
        self.settings: Mapping[str, Any] = settings


class Argument:
    """A value that stands by its place, and what typer's argument is given."""

    def __init__(self, **settings: Any) -> None:
        self.settings: Mapping[str, Any] = settings


class Needed(NamedTuple):
    """Stands for the default of a value that has to be given."""


NEEDED = Needed()
GIVEN = "given"
"""The parameter of a command that stands for the options that it shares with others."""


class Parameter(NamedTuple):
    """A value that a command takes."""

    name: str
    kind: Any
    """Its type, such as `list[Path] | None`."""
    said: Option | Argument
    """How a command line gives it."""
    default: Any = NEEDED


class Command(NamedTuple):
    """A command: what its values are given to by name, which ends the program."""

    name: str
    run: Callable[..., None]
    help: str
    parameters: tuple[Parameter, ...]


class Group:
    """Commands, and groups of them, in the order in which they were added."""

    def __init__(self, name: str, help: str) -> None:  # noqa: A002 - as of a command
        self.name = name
        self.help = help
        self.entries: dict[str, Command | Group] = {}

    def command(self, name: str = "") -> Callable[[F], F]:
        """Add a command, by another name than that of its function if one is given."""

        def add(found: F) -> F:
            command = found if isinstance(found, Command) else command_of(found)
            called = name or command.name
            self.entries[called] = command._replace(name=called)
            return found

        return add

    def add(self, group: "Group") -> "Group":
        """Add a group."""
        self.entries[group.name] = group
        return group


def command_of(function: Callable[..., None], shared: Sequence[Parameter] = ()) -> Command:
    """What a function takes that ends the program, named for it; `shared` stands for its parameter `given`."""
    code = function.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    placed = function.__defaults__ or ()
    defaults = dict(zip(names[code.co_argcount - len(placed) :], placed, strict=False))
    defaults |= function.__kwdefaults__ or {}
    found: list[Parameter] = []
    for name in names:
        if name == GIVEN:
            found += shared
        else:
            found.append(parameter(name, function.__annotations__[name], defaults.get(name, NEEDED)))
    called: str = function.__name__
    return Command(called.strip("_").replace("_", "-"), function, function.__doc__ or "", tuple(found))


def parameter(name: str, annotation: Any, default: Any) -> Parameter:
    """A value of a type that is annotated with how a command line gives it."""
    kind, said = get_args(annotation)
    return Parameter(name, kind, said, default)
