"""The language of the user's locale, as systems name it."""

import sys

import pytest

from kvcheck.errors import BadCommand
from kvcheck.shell import locales


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "ko_KR.eucKR"}, "ko"),
        ({"LANG": "Korean_Korea.949"}, "ko"),
        ({"LANG": "ko-KR"}, "ko"),
        ({"LANG": "kok_IN"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "ko:en"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LANGUAGE": "en_US:en"}, "en"),
        ({"LANG": "ko_KR.UTF-8", "LANGUAGE": "fr"}, "ko"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "ko"}, "en"),
        ({"LC_CTYPE": "UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_variables_name_the_language(environment: dict[str, str], lang: str) -> None:
    """The first variable that is set counts, and the list of GNU before it, but not for the locale of programs."""
    assert locales.of_user(environment) == lang


@pytest.mark.parametrize(
    ("shown", "named", "lang"), [(0x0412, None, "ko"), (0x0409, "Korean_Korea", "en"), (None, "Korean_Korea", "ko")]
)
def test_windows_is_asked(monkeypatch: pytest.MonkeyPatch, shown: int | None, named: str | None, lang: str) -> None:
    """The language of its own windows counts, else the locale, where no variable names one."""
    import ctypes
    import locale
    from types import SimpleNamespace

    calls = SimpleNamespace(GetUserDefaultUILanguage=lambda: shown) if shown else SimpleNamespace()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=calls), raising=False)
    monkeypatch.setattr(locale, "getlocale", lambda: (named, "cp949"))
    assert locales.of_user({}) == lang
    assert locales.of_user({"LANG": "ko_KR.UTF-8"}) == "ko"


def test_the_variable_of_kvcheck_names_a_language_that_it_speaks() -> None:
    """However the language is written; any other is refused, in both languages."""
    assert locales.named({}) is None
    assert locales.named({"KVCHECK_LANG": "ko_KR.UTF-8"}) == "ko"
    with pytest.raises(BadCommand, match="en or ko") as refused:
        locales.named({"KVCHECK_LANG": "fr"})
    assert "KVCHECK_LANG" in refused.value.message.ko
