"""The language in which a command line is answered before any command runs: that of help and of refusals."""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from kvcheck import upwards
from kvcheck.errors import KvcheckError
from kvcheck.language.text import LANGUAGES

KOREAN = Path(__file__).parent / "ko.json"
"""The sentences of help in Korean."""


def language(arguments: Sequence[str]) -> str:
    """The language for help and refusals: `--lang`, KVCHECK_LANG, for help the `kvcheck.yaml` here, the locale."""
    from kvcheck.shell import locales

    asked = _asked(arguments)
    if asked in LANGUAGES:
        return asked
    with suppress(KvcheckError):  # said by the command itself
        named = locales.named(os.environ)
        if named is not None:
            return named
        if not arguments or {"-h", "--help"} & set(arguments):
            configured = _configured()
            if configured is not None:
                return configured
    return locales.of_user(os.environ)


def _asked(arguments: Sequence[str]) -> str:
    """The value of the last `--lang`; empty if there is none."""
    asked = ""
    for at, each in enumerate(arguments):
        if each == "--":
            break
        if each == "--lang":
            asked = arguments[at + 1] if at + 1 < len(arguments) else ""
        elif each.startswith("--lang="):
            asked = each.removeprefix("--lang=")
    return asked


def _configured() -> str | None:
    """The language of the `kvcheck.yaml` of this folder, if there is one."""
    if upwards.configuration(Path()) is None:
        return None
    from kvcheck.shell.settings import Asked, configuration

    configured = configuration(Asked())
    return configured.text("lang") if configured is not None else None
