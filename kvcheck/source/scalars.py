"""The meaning of unquoted scalars."""

import re
from typing import Any

_NUMBER_STARTS = frozenset("0123456789+-.")
_WORDS: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(\.[0-9]{1,30}|(0|[1-9][0-9]{0,17})(\.[0-9]{0,30})?)([eE][-+]?[0-9]{1,2})?")


def plain(text: str) -> Any:
    """The value of an unquoted scalar by the YAML 1.2 core schema, with two differences that protect plans.

    Digits with a leading zero stay text (`0123` is an employee number), and so do `.inf`, `.nan`, hexadecimal and
    octal numbers, which no plan means. Dates and times are text in YAML 1.2 anyway.
    """
    if not text or text[0] not in _NUMBER_STARTS:
        return _WORDS.get(text, text) if len(text) < 6 else text
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
