"""What the texts of a plan say is done, held against the stated kind of activity."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property, lru_cache

from kvcheck.conditions.truth import Truth
from kvcheck.frozen import NamedTuple
from kvcheck.model import Catalogue, Telltale
from kvcheck.model.wording import Language, Meanings, Sort, TextRule
from kvcheck.wording import Grammar, Said, Statement, Tokenizer, as_written, strange

DESCRIPTION = "activity.description"
_NUMBER = r"(?<![^\W_])[0-9]{2,}(?![^\W_])"
_BY_HAND, _SUPERVISED = "perform", "supervise"
_TALKING = "business"
"""The family in which support is work that stands beside it, not a looser word for it."""
_TEACHING = "training"
"""The family whose acts speak of supervision too: instruction at the machine."""
_LEADING = frozenset({"services", "management"})
"""Families for which directing work is the work: oversight of building there is no building."""
_LABOR = "labor"
"""The family that an act which is part of the kind entered does not tell: who delivers by truck unloads."""
_QUIET = frozenset({"business", "equipment", "training", "incidental"})
"""Families that contradict no kind by themselves."""


class Texts(NamedTuple):
    """What an activity is, and every text of the plan that describes its work."""

    kind: str
    mode: str | None
    description: str | None
    others: tuple[tuple[str, str], ...]
    """Places of the plan, such as `equipment.name`, with what stands there."""


class Reading(NamedTuple):
    """What the texts of an activity say of it."""

    families: tuple[str, ...]
    """Families of work they show beside that of the kind, in order."""
    described: Truth
    """Whether the description says, in words that can be read, what is done; unknown where that has to be asked."""
    telltales: tuple[Telltale, ...]
    """The words that show other work, say too little, or could not be read."""


class WordReader:
    """Reads texts by one catalogue and its languages. Equal texts are read once."""

    def __init__(self, catalogue: Catalogue, words: Callable[[], tuple[Meanings, Sequence[Language]]]) -> None:
        """A reader of the kinds of the catalogue; `words` is called when the first text is read."""
        self._catalogue = catalogue
        self._words = words
        self._statements = lru_cache(maxsize=65536)(self.statements_of)
        self.read = lru_cache(maxsize=65536)(self._read)
        self._beside = lru_cache(maxsize=65536)(self._told_beside)

    @cached_property
    def _meanings(self) -> Meanings:
        return self._words()[0]

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer(*self._words())

    @cached_property
    def _grammar(self) -> Grammar:
        return Grammar(self._meanings)

    @cached_property
    def _numbers(self) -> frozenset[str]:
        """The numbers that words of some language have."""
        return frozenset(each for language in self._words()[1] for each in language.numbers)

    def statements(self, text: str) -> tuple[Statement, ...]:
        """What the clauses of a text say.

        A number that stands by itself says nothing of the work: texts that differ in those of several digits alone,
        such as the number of a bay, are read once. One that a listed word has is read as it is.
        """
        return self._statements(re.sub(_NUMBER, self._any, text))

    def _any(self, number: re.Match[str]) -> str:
        """What stands for a number in what is read."""
        return number[0] if any(number[0] in each for each in self._numbers) else "0" * len(number[0])

    def statements_of(self, text: str) -> tuple[Statement, ...]:
        """What the clauses of a text say, with these very numbers."""
        tokens = as_written(text, self._tokenizer.tokens(text), self._meanings)
        return (*self._grammar.statements(tokens), *strange(text, tokens))

    def _read(self, texts: Texts) -> Reading:
        """What the texts of an activity say of it."""
        if texts.kind not in self._catalogue.kinds:
            return Reading((), None, ())  # the plan leaves the kind open: there is nothing to hold its texts against
        family = self._catalogue.kinds[texts.kind].family
        told: list[Telltale] = []
        described = self._described(texts, family, told)
        if texts.description is not None:
            told += self._told(texts.description, DESCRIPTION, family, None, self._meanings.parts.get(texts.kind, ()))
        if self._catalogue.families[family].by_hand and texts.mode in (None, _BY_HAND, _SUPERVISED):
            for place, text in texts.others:
                told += self._beside(text, place, family)
        families = tuple(dict.fromkeys(each.family for each in told if each.family is not None))
        return Reading(families, described, tuple(told))

    def _told_beside(self, text: str, place: str, own: str) -> tuple[Telltale, ...]:
        """The words of a text beside the description that show work of other families than that of the kind."""
        return tuple(self._told(text, place, own, self._meanings.texts[place]))

    def _told(
        self, text: str, place: str, own: str, rule: TextRule | None, parts: Collection[str] = ()
    ) -> Iterator[Telltale]:
        """The words of a text that show work of other families than that of the kind; `parts` are acts of the kind."""
        statements = self.statements(text if rule is None else _without(text, rule.titles))
        spoken = [said for each in statements for said in each.said]
        if rule is not None and rule.worked_on and all(said.family not in rule.families for said in spoken):
            named = self._grammar.named(self._tokenizer.tokens(text))
            spoken = [named] if named is not None else []
        for said in spoken:
            if (
                (said.act in parts and said.family == _LABOR)
                or said.sort is Sort.TALK
                or (said.sort is Sort.LEAD and own in _LEADING)
            ):
                continue
            wanted = rule is None or (said.family in rule.families and (rule.generic or not said.generic))
            if (
                said.family is not None
                and own not in (said.family, self._meanings.kinds.get(said.kind or ""))
                and wanted
            ):
                yield Telltale(text[said.start : said.end], said.start, said.family, said.kind, place)

    def _described(self, texts: Texts, family: str, told: list[Telltale]) -> Truth:
        """Whether the description says what is done; the words that do not are added to `told`."""
        by_hand = self._catalogue.families[family].by_hand
        if texts.description is None:
            return None if by_hand and texts.mode in (None, _BY_HAND) else True
        statements = self.statements(texts.description)
        spoken = [said for each in statements for said in each.said]
        covered = [said for each in statements for said in each.covered]
        concrete = [said for said in spoken if said.family is not None]
        vague = [said for said in spoken if said.sort is Sort.VAGUE and said.family is None]
        deeds = [place for each in statements for place in each.deeds]
        unread = [place for each in statements for place in each.unread or each.deeds]
        own = [place for each in statements for place in each.own] if texts.mode not in (None, _BY_HAND) else []
        if by_hand and own:
            told += [Telltale(texts.description[a:b], a, None, None, DESCRIPTION, "own_hands") for a, b in own]
            return None
        if not (by_hand and texts.mode in (None, _BY_HAND, _SUPERVISED)):
            lacks = bool(vague if family == _TALKING else vague and not concrete) or bool(unread and not concrete)
            idle = [said for said in spoken if said.sort is Sort.LIGHT] if family == _TALKING and not concrete else []
            vague += idle  # "work for the client" is no visit
            lacks = lacks or bool(deeds) or bool(idle)
        elif any(self._serves(said, texts, family) for said in (*spoken, *covered)):
            lacks, vague = bool(unread), []
        else:  # what speaks only of other work is read, and contradicts the kind
            lacks = bool(unread) or not concrete or not all(self._is_other_work(said) for said in spoken)
        if not lacks:
            return True
        lacking = [*((said.start, said.end, "vague") for said in vague), *((*place, "unread") for place in unread)]
        for start, end, lack in lacking:
            told.append(Telltale(texts.description[start:end], start, None, None, DESCRIPTION, lack))
        if not lacking:
            kind = next((said.kind for said in concrete if said.kind is not None), None)
            told.append(Telltale(texts.description, 0, None, kind, DESCRIPTION, "beside"))
        return None

    def _is_other_work(self, said: Said) -> bool:
        """Whether an act is work that no visit, training or work on equipment is."""
        return said.family is not None and said.family not in _QUIET

    def _serves(self, said: Said, texts: Texts, family: str) -> bool:
        """Whether an act speaks for a family, or for the kind itself."""
        if said.family is None:
            return texts.mode == _SUPERVISED and said.sort is Sort.LEAD
        if texts.mode == _SUPERVISED and said.family == _TEACHING:
            return True
        if said.act in self._meanings.parts.get(texts.kind, ()):
            return True
        return family in (
            said.family,
            self._meanings.kinds.get(said.kind or ""),
        ) or family in self._meanings.serves.get(said.family, ())


def _without(text: str, titles: tuple[str, ...]) -> str:
    """A text with words for the paper itself blanked, so that places in it stay what they are."""
    for title in titles:
        if title.casefold() not in text.casefold():
            continue
        pattern = rf"\b{re.escape(title)}\b" if title.isascii() else re.escape(title)
        text = re.sub(pattern, lambda found: " " * len(found.group()), text, flags=re.IGNORECASE)
    return text
