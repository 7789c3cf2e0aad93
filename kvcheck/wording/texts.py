"""What only the text itself shows of its words: capitals, apostrophes, what stands at once behind a number."""

from collections.abc import Iterable, Iterator, Sequence

from kvcheck.model.wording import Meanings
from kvcheck.wording.clauses import Statement, span
from kvcheck.wording.tokens import Token

_NAMING = ("of", "by", "for", "place", "in", "to", "add")
"""Particles that the name of a firm or a place stands behind."""
_OWNED = ("'s", "’s", "'S", "’S")
"""What says of a machine that what follows is its own: the machine's door."""
_STRANGE = 3
"""So many unlisted words in a row are no accident: of 794 lawful descriptions one has them."""


def as_written(text: str, tokens: Sequence[Token], meanings: Meanings) -> list[Token]:
    """The words, with units, whose things are, and what ends the name of a firm: `sold by Hanbit Engineering`."""
    found = list(tokens)
    for at, each in enumerate(tokens):
        if each.role == "code" and text[each.start - 1 : each.end] in _OWNED:
            found[at] = each._replace(role="owner")
        elif each.role == "unknown" and text[each.start - 1 : each.start].isdigit():
            found[at] = each._replace(role="neutral")  # 3주, 5박
    for at, (behind, name, token) in enumerate(zip(tokens, tokens[1:], tokens[2:], strict=False), 2):
        capitals = text[name.start].isupper() and text[token.start].isupper() and token.start == name.end + 1
        firm = token.role == "act" and meanings.acts[token.means].firm
        if firm and capitals and name.role == "unknown" and behind.role in ("of", "by", "for", "place"):
            found[at] = token._replace(role="thing", means="firm")
    return found


def strange(text: str, tokens: Iterable[Token]) -> Iterator[Statement]:
    """Runs of words that nobody listed: a piece in a language that is not read, whatever stands beside it.

    Where words are written together, pieces are no words.
    """
    run: list[Token] = []
    before: Token | None = None
    for token in (*tokens, None):
        if token is not None and token.role == "unknown" and not token.head_last:
            run.append(token)
            continue
        if len(run) >= _STRANGE and not _is_name(text, run, before):
            yield Statement((), hidden=False, unread=span(run))
        run = []
        before = token if token is not None and token.role != "the" else before


def _is_name(text: str, run: Sequence[Token], before: Token | None) -> bool:
    """Whether unlisted words name a firm or a place: capitals behind `of` or `at`, which itself has none."""
    behind = before is not None and before.role in _NAMING and text[before.start].islower()
    return behind and all(text[each.start].isupper() for each in run)
