"""What a plan says about a person and no report, error or log repeats.

Plans are personal data. Reports speak of travelers by id; where the user's own line is quoted, the values of these keys
are masked in it.
"""

import re

PRIVATE = frozenset({"name", "born", "number"})
"""Keys of a plan whose values name a person. Names of companies and numbers of contracts are masked with them."""

MASK = "·"

_VALUE = re.compile(
    rf"""\b(?P<key>{"|".join(sorted(PRIVATE))})["']?\s*:\s*(?P<value>"[^"]*"?|'[^']*'?|[^,}}\]#"'\s][^,}}\]#]*)"""
)


def masked(line: str) -> str:
    """A line of a plan with every private value replaced by as many dots, so that columns stay where they are."""

    def mask(match: re.Match[str]) -> str:
        return match[0][: match.start("value") - match.start()] + MASK * len(match["value"])

    return _VALUE.sub(mask, line)
