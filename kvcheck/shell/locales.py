"""The user's language, as the environment and the system name it: the one place that knows how."""

import sys
from collections.abc import Mapping
from typing import Any

from kvcheck.errors import BadCommand
from kvcheck.language.text import LANGUAGES, Text, language_of

VARIABLE = "KVCHECK_LANG"
"""The variable that names a language for kvcheck alone, before settings and locale."""

_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The variables of POSIX that name the language of messages; the first that is set counts."""


def named(environment: Mapping[str, str]) -> str | None:
    """The language that KVCHECK_LANG names, None if it is not set. Raises BadCommand for one that is not spoken."""
    asked = environment.get(VARIABLE, "")
    if not asked:
        return None
    lang = language_of(asked, "")
    if not lang:
        raise BadCommand(
            Text(
                "{variable} is en or ko, not `{asked}`",
                "{variable}{:은} en 또는 ko입니다: `{asked}`",
                variable=VARIABLE,
                asked=asked,
            )
        )
    return lang


def of_user(environment: Mapping[str, str]) -> str:
    """The language of the user's locale, the first of LANGUAGES if it is another one or none is named.

    Linux and macOS name it in variables (`ko_KR.UTF-8`), GNU a list of them beside (`LANGUAGE=ko:en`), which counts
    unless the locale is that of programs (`C`). Windows sets none of these: it is asked (`ko_KR`, `Korean_Korea.949`).
    """
    named = next((environment[name] for name in _LOCALES if environment.get(name)), "") or _of_system()
    wanted = environment.get("LANGUAGE", "")
    if wanted and named.partition(".")[0] not in ("", "C", "POSIX"):
        named = next((each for each in wanted.split(":") if language_of(each, "")), named)
    return language_of(named, LANGUAGES[0])


def _of_system() -> str:
    """The locale that Windows shows its own windows in; empty elsewhere, where only variables count."""
    system: str = sys.platform  # as a text, so that types are checked on every system alike
    if system != "win32":
        return ""
    import ctypes
    import locale

    try:
        library: Any = ctypes
        shown: int = library.windll.kernel32.GetUserDefaultUILanguage()
    except (AttributeError, OSError):  # a system that has no such call
        return locale.getlocale()[0] or ""
    return locale.windows_locale.get(shown) or locale.getlocale()[0] or ""
