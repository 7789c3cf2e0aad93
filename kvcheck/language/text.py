"""One sentence in every language of kvcheck."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from kvcheck.language.particles import PARTICLES, particle

LANGUAGES = ("en", "ko")
"""The languages that everything is said in. The first is the one where nothing else was asked for."""

LOCALES: Mapping[str, str] = {"en": "en-US", "ko": "ko-KR"}
"""The name of each language in the files of other programs (BCP 47)."""


_NAMES: Mapping[str, str] = {"ko": "ko", "kor": "ko", "korean": "ko", "en": "en", "eng": "en", "english": "en"}
"""Each language as locales begin: ISO 639 in two and three letters, and its name on Windows (`Korean_Korea.949`)."""


def language_of(locale: str, otherwise: str = LANGUAGES[0]) -> str:
    """The language of a locale such as `ko_KR.UTF-8` or `ko-KR`; `otherwise` for a locale of another language."""
    named = re.split(r"[^a-z]", locale.lower(), maxsplit=1)[0]
    return _NAMES.get(named, otherwise)


_AT = {lang: index for index, lang in enumerate(LANGUAGES)}


class Text(tuple[str, str, tuple[tuple[str, object], ...]]):
    """One sentence in every language: a template for each of them, and the values that are filled in.

    A value may be a Text, which is then said in the same language. The templates are filled in when the sentence is
    read, and only if there are values: a Text without values is literal, braces and all, and so is a value.

    `{name:을}` is the value with the Korean particle that it asks for, and `{:을}` the particle alone, for what stands
    before it; `{name:,}` is as in `str.format`. Two Texts are equal if they say the same.

    >>> Text("no trip `{trip}`", "출장 `{trip}`{:이} 없습니다", trip="hong").ko
    '출장 `hong`이 없습니다'
    """

    __slots__ = ()

    def __new__(cls, en: str, ko: str, /, **values: object) -> "Text":
        """The templates of the sentence, and their values by name."""
        return tuple.__new__(cls, (en, ko, tuple(values.items()) if values else ()))

    def in_(self, lang: str) -> str:
        """The sentence in language `lang`, one of LANGUAGES."""
        template: str = self[_AT.get(lang, 0)]  # type: ignore[assignment]
        values = self[2]
        return _filled(template, dict(values), lang) if values else template

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentence in each of LANGUAGES, in their order."""
        return tuple(self.in_(lang) for lang in LANGUAGES)

    @property
    def en(self) -> str:
        """The sentence in English."""
        return self.in_("en")

    @property
    def ko(self) -> str:
        """The sentence in Korean."""
        return self.in_("ko")

    def filled(self, **values: object) -> "Text":
        """This sentence with more values: what makes a sentence of a template that is kept as a constant."""
        return Text(self[0], self[1], **{**dict(self[2]), **values}) if values else self

    def each(self, change: Callable[[str], str]) -> "Text":
        """The sentence changed in every language alike."""
        return Text(*map(change, self.sentences))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Text):
            return NotImplemented
        return self is other or tuple.__eq__(self, other) or self.sentences == other.sentences

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.en)  # one language is enough to tell most apart, and half the work

    def __repr__(self) -> str:
        return f"Text{self.sentences!r}"

    def __getnewargs_ex__(self) -> tuple[tuple[str, str], dict[str, object]]:
        return (self[0], self[1]), dict(self[2])


def by_language(text: Text) -> dict[str, str]:
    """The sentence by the name of each language, as it stands in JSON."""
    return {lang: text.in_(lang) for lang in LANGUAGES}


def _filled(template: str, values: Mapping[str, object], lang: str) -> str:
    """The template with its values. What a value holds is never read as a template. KeyError if a value is missing.

    A value that ends with a full stop, such as "Co., Ltd.", ends its sentence with it.
    """
    said = ""
    for literal, name, spec in _parts(template):
        ended = literal.startswith(".") and not literal.startswith("..") and said.endswith(".")
        said += literal[1:] if ended else literal
        if name is None:
            continue
        if name:
            value = values[name]
            word = value.in_(lang) if isinstance(value, Text) else value
            said += str(word) if not spec or spec in PARTICLES else format(word, spec)
        if spec in PARTICLES:
            said += particle(said, spec)
    return said


_PLACE = r"\{(\w*)(?::([^{}]*))?\}"
"""Where a template is filled in: the name of a value, and how it is written."""


@lru_cache(maxsize=4096)
def _parts(template: str) -> tuple[tuple[str, str | None, str], ...]:
    """The template in parts: literal text, the name of a value (empty for a particle alone), how it is written."""
    parts = re.split(_PLACE, template)
    if any("{" in literal or "}" in literal for literal in parts[::3]):
        from string import Formatter  # it knows what else braces may be; no sentence of ours has that

        return tuple((literal, name, spec or "") for literal, name, spec, _ in Formatter().parse(template))
    names, specs = (*parts[1::3], None), (*parts[2::3], None)
    found = zip(parts[::3], names, specs, strict=True)
    return tuple((literal, name, spec or "") for literal, name, spec in found if literal or name is not None)


def placeholders(template: str) -> frozenset[str]:
    """The names of the values that a template is filled in with."""
    return frozenset(_names(template))


def _names(template: str) -> Iterator[str]:
    """The names of the placeholders of a template."""
    yield from (name for _, name, _ in _parts(template) if name)
