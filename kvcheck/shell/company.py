"""The rules that a command explains: what is shipped, and a company's own beside it."""

from collections.abc import Sequence

from kvcheck.errors import BadCommand, CannotCheck
from kvcheck.language.text import Text
from kvcheck.packs import Library
from kvcheck.repository import lock, raising
from kvcheck.repository.law import library_by
from kvcheck.repository.named import policy_pack
from kvcheck.shell.settings import Asked, configuration, policies_of
from kvcheck.shell.terminal import Terminal


def library_with(policies: Sequence[str], terminal: Terminal) -> Library:
    """The law that is judged by, with the policy packs that are named; else with those of the nearest kvcheck.yaml.

    A pack that is named has to be one. Of a configuration that cannot be read, or whose packs cannot, it is said that
    they are left out: what the law is can be explained all the same.
    """
    library = library_by((), terminal.cache)
    asked = Asked(policies=policies)
    try:
        found = configuration(asked) if not policies else None
        elsewhere = lock.verified(found) if found is not None else ()
        library = library_by(elsewhere, terminal.cache)
        for each in (*policies_of(asked, found), *(own for one in elsewhere for own in one.policies)):
            policy_pack(library, each)
        own = raising.raised(found, library)
        library.take([own] if own is not None else [])
    except (BadCommand, CannotCheck):
        if policies:
            raise
        message = Text(
            "policies of kvcheck.yaml are left out: they cannot be read (`kvcheck config` says why)",
            "kvcheck.yaml의 정책을 읽을 수 없어 제외합니다(이유: `kvcheck config`)",
        )
        terminal.note(terminal.say(message))
    return library
