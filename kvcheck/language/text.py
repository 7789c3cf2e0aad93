"""One sentence in every language of kvcheck."""

from typing import NamedTuple


class Text(NamedTuple):
    """One sentence in both languages of kvcheck."""

    en: str
    ko: str

    def in_(self, lang: str) -> str:
        """The sentence in language `lang`, which is `en` or `ko`."""
        return self.ko if lang == "ko" else self.en
