"""An entry put into the text of a pack: everything else stays as it is written, comments included."""

import textwrap
from collections.abc import Sequence

from kvcheck.errors import BadCommand, CannotCheck
from kvcheck.language.text import Text
from kvcheck.source import Node, read_text


def inserted(text: str, section: str, entry: str, order: Sequence[str]) -> str:
    """The text of a file of a pack with an entry at the end of one of its sections.

    `entry` is the entry as it stands at the margin; `order` is that of the sections, for one that is not there yet.
    Raises BadCommand where the section is not written as a block, so that nothing can be put into it.
    """
    root = read_text(text, "").root
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    at = _end(root, lines, section, order)
    block = textwrap.indent(entry.rstrip() + "\n", "  ")
    head = "" if section in root else f"{section}:\n"
    after = ["\n"] if at < len(lines) and lines[at].strip() else []
    new = "".join([*lines[:at], "\n", head, block, *after, *lines[at:]])
    new = _like(new, text)
    if not _only_more(root, new, section):
        raise BadCommand(
            Text(
                "nothing can be put into `{section}`: write it as a block, one entry below the other",
                "`{section}`에 추가할 수 없습니다. 항목을 한 줄씩 아래로 나열하는 형식으로 적으십시오",
                section=section,
            )
        )
    return new


def _end(root: Node, lines: Sequence[str], section: str, order: Sequence[str]) -> int:
    """The number of lines before the place where the entry goes: behind its section, or where that belongs."""
    if section in root:
        before = section
    else:
        before = [key for key in root if key in order and order.index(key) < order.index(section)][-1]
    start = root.key_place(before).line
    later = [root.key_place(key).line for key in root if root.key_place(key).line > start]
    at = min(later) - 1 if later else len(lines)
    while at > start and (not lines[at - 1].strip() or (later and lines[at - 1].startswith("#"))):
        at -= 1
    return at


def _like(new: str, old: str) -> str:
    """The new text with the line ends of the old one."""
    return new.replace("\r\n", "\n").replace("\n", "\r\n") if "\r\n" in old else new


def _only_more(before: Node, text: str, section: str) -> bool:
    """Whether a text says what another one did, and one entry more in a section."""
    try:
        after = read_text(text, "").root
    except CannotCheck:
        return False
    if not isinstance(after, Node) or {**before, section: None} != {**after, section: None}:
        return False
    old, new = before.get(section, {}), after[section]
    return (
        isinstance(old, dict)
        and isinstance(new, dict)
        and len(new) == len(old) + 1
        and all(new.get(key) == value for key, value in old.items())
    )


def with_facts(text: str, case: str, facts: str) -> str:
    """The text of a file of cases, with more facts said in one of them: `facts` as in braces, without the braces."""
    given = read_text(text, "").root["cases"][case].get("facts")
    if not isinstance(given, Node) or not given:
        return text
    lines = text.splitlines(keepends=True)
    place = given.place
    line = lines[place.line - 1]
    before, behind = line[: place.column - 1], line[place.column - 1 :]
    if behind.startswith("{"):
        lines[place.line - 1] = f"{before}{{{facts}, {behind[1:]}"
    else:
        lines.insert(place.line - 1, "".join(f"{before}{each}\n" for each in facts.split(", ")))
    return _like("".join(lines), text)
