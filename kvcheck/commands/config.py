"""`kvcheck config`: the settings that apply, and where each comes from."""

from collections.abc import Sequence

from kvcheck.errors import CannotCheck
from kvcheck.language.spelling import shown
from kvcheck.language.text import Text
from kvcheck.repository import approvers
from kvcheck.repository.lock import Elsewhere
from kvcheck.repository.named import Named, Register
from kvcheck.shell.settings import BY_ITSELF, COMMAND_LINE, Settings
from kvcheck.shell.several import Several
from kvcheck.shell.terminal import Terminal

NONE = Text("none", "없음")
EVERY = Text("every class", "모든 체류자격")

ORIGINS = {BY_ITSELF: Text("default", "기본값"), COMMAND_LINE: Text("command line", "명령줄")}


def run(several: Several, terminal: Terminal) -> int:
    """Print every setting with its value and its origin, of one configuration after the other.

    Raises CannotCheck after that if one cannot be gone by; else returns 0.
    """
    for number, each in enumerate(several.each):
        if number:
            terminal.text("\n")
        _tell(each, terminal)
    if several.unchecked:
        raise CannotCheck([problem for each in several.unchecked for problem in each.problems])
    return 0


def _tell(settings: Settings, terminal: Terminal) -> None:
    """Print the settings of the plans that one configuration governs."""
    found = settings.config
    file = str(found.name) if found is not None else terminal.say(NONE)
    values = {
        "plans": _listed(settings.plans),
        "packs": ", ".join([*(settings.packs or [terminal.say(EVERY)]), *map(_pinned, settings.elsewhere)]),
        "policies": ", ".join(each.text for each in settings.policies),
        "sides": ", ".join(settings.sides),
        "fail_on": settings.fail_on.value,
        "lang": settings.lang,
        "waivers": _listed([settings.waivers] if settings.waivers is not None else []),
        "approvers": _approvers(settings, terminal),
        "raise": _raised(settings),
        "baseline": _listed([settings.baseline] if settings.baseline is not None else []),
    }
    terminal.text(f"{'kvcheck.yaml':<12} {file}\n")
    for key, value in values.items():
        origin = settings.origins[key]
        said = terminal.say(ORIGINS[origin]) if origin in ORIGINS else origin
        terminal.text(shown(f"{key:<12} {value or terminal.say(NONE)}  ({said})") + "\n")


def _approvers(settings: Settings, terminal: Terminal) -> str:
    """Who may approve waivers, each with the level and the rules that the list gives, and what needs counsel."""
    found = approvers.of(settings.config)
    if found is None:
        return terminal.say(Text("anybody but the author", "작성자 외 누구나"))
    said = [
        f"{id_} ({each.level}{': ' * bool(each.rules)}{' '.join(each.rules)})" for id_, each in found.people.items()
    ]
    if found.needs_counsel:
        said.append(f"needs_counsel: {' '.join(found.needs_counsel)}")
    return ", ".join(said)


def _raised(settings: Settings) -> str:
    """The rules of law that are raised, each with what it counts for."""
    found = settings.config.values.get("raise", {}) if settings.config is not None else {}
    return ", ".join(f"{name}: {verdict}" for name, verdict in found.items())


def _pinned(each: Elsewhere) -> str:
    """A folder or file of packs with the digest that it is pinned by."""
    return f"{each.name} (sha256 {each.digest[:12]}…)"


def _listed(named: Sequence[Named | Register]) -> str:
    return ", ".join(each.name for each in named)
