"""Counts and lists, said as each language says them."""

from collections.abc import Iterable

from kvcheck.language.text import LANGUAGES, Text


def count(number: int, one: str, counter: str, many: str = "") -> Text:
    """A number of something: the English noun for one (and for `many`, if that is no `s` more) and the Korean counter.

    >>> count(1, "trip", "건"), count(2, "trip", "건"), count(2, "company", "개", "companies").en
    (Text('1 trip', '1건'), Text('2 trips', '2건'), '2 companies')
    """
    noun = one if number == 1 else many or f"{one}s"
    return Text("{number:,} {noun}", "{number:,}{noun}", number=number, noun=Text(noun, counter))


def weeks(first: int, last: int) -> Text:
    """A span of weeks: `2–6 weeks`, `1 week`."""
    if first == last:
        return count(first, "week", "주")
    return Text("{first}–{last} weeks", "{first}~{last}주", first=first, last=last)


def ticked(names: Iterable[str]) -> str:
    """Names as they are typed, each between backticks: `one`, `two`."""
    return ", ".join(f"`{name}`" for name in names)


def joined(texts: Iterable[Text], sign: str = ", ", ko: str | None = None) -> Text:
    """The texts one after the other with a sign between them; `ko` is that of Korean, if it is another."""
    every = tuple(texts)
    signs = {"ko": sign if ko is None else ko}
    return Text(*(signs.get(lang, sign).join(each.in_(lang) for each in every) for lang in LANGUAGES))


def listed(texts: Iterable[Text]) -> Text:
    """At least one text, as a list within a sentence: `a, b and c`, `a·b·c`."""
    *first, last = texts
    if not first:
        return last
    return Text("{first} and {last}", "{first}·{last}", first=joined(first, ", ", "·"), last=last)
