"""Text to words: what each says in any of the languages, however it is spelled."""

from collections.abc import Sequence
from functools import lru_cache

from kvcheck.frozen import NamedTuple
from kvcheck.language.spelling import fold
from kvcheck.model.wording import Language, Meanings, by_beginnings
from kvcheck.wording.known import LONGEST_PHRASE, Listing, joining, placed
from kvcheck.wording.pieces import cut
from kvcheck.wording.runs import Run, joined_letters, runs_of
from kvcheck.wording.spellings import as_it_looks, one_slip_from, other_spellings

_QUIET = (None, "business", "equipment", "training", "incidental")
"""Families whose acts are read in the language of the text only."""
LEAST_FOR_TYPO = 7
"""A listed word of so many letters is known with one letter wrong, missing or too many, or two that changed places."""
SHOWING = ("act ", "agent ", "thing ", "own ")
"""Roles that are read in another spelling too: what denies, or is somebody else's, has to be written plainly."""


class Token(NamedTuple):
    """A word, or a mark that parts clauses."""

    role: str
    """act, agent, thing, ending, neutral, code, unknown, stop, or the name of a list of particles."""
    means: str
    """The act, the class of things, the ending; for a stop its mark."""
    form: str
    """How it was made of the listed word: `base`, or the letters that were added."""
    start: int
    """Offset in the original text, inclusive."""
    end: int
    """Exclusive."""
    head_last: bool = False
    """Whether it stands in a language whose governing word is the last."""
    objects_behind: bool = False
    """Whether there what an act is done to may stand behind it as well."""


class Tokenizer:
    """Cuts texts into words by the languages that are known."""

    def __init__(self, meanings: Meanings, languages: Sequence[Language]) -> None:
        self._meanings = meanings
        self._by_script: dict[str, list[Language]] = {}
        for language in languages:
            for script in language.scripts:
                self._by_script.setdefault(script, []).append(language)
        self._latin = self._by_script.get("Latin", [])
        self._listing = Listing(self._latin)
        self._joining = frozenset(each for language in self._by_script.get("Hangul", []) for each in language.joiners)
        self._typo = lru_cache(maxsize=4096)(self._find_typo)
        self._unlisted = lru_cache(maxsize=16384)(self._find_unlisted)

    def tokens(self, text: str) -> list[Token]:
        """The words of a text, in order, with their places in it."""
        folded, spans = fold(text)
        runs = [self._as_it_looks(run) for run in joined_letters(list(runs_of(folded)), self._joining)]
        latin = self._latin_of(runs)
        found: list[Token] = []
        at = 0
        while at < len(runs):
            at = self._read(runs, at, latin[at], found)
        found = self._merged(found, folded)
        return [each._replace(start=spans[each.start][0], end=spans[each.end - 1][1]) for each in found]

    def _as_it_looks(self, run: Run) -> Run:
        """A word that mixes letters of other scripts among Latin ones, as a person reads it."""
        if run.letters.isascii() or run.script != "Latin" or not any(each.isascii() for each in run.letters):
            return run
        says = [language.words for language in self._latin]
        return run._replace(letters=as_it_looks(run.letters, self._meanings.look_alikes, says))

    def _merged(self, tokens: list[Token], folded: str) -> list[Token]:
        """The words, with those put together that are listed as one: 출하 검사."""
        hangul = self._by_script.get("Hangul", [])
        merged: list[Token] = []
        at = 0
        while at < len(tokens):
            length = self._compound(tokens, at, folded, hangul[0]) if hangul and tokens[at].head_last else 1
            if length > 1:
                first, last = tokens[at], tokens[at + length - 1]
                letters = "".join(folded[each.start : each.end] for each in tokens[at : at + length])
                merged.append(_token(hangul[0].words[letters.replace(" ", "")], first.start, last.end, hangul[0]))
            else:
                merged.append(tokens[at])
            at += length
        return merged

    def _compound(self, tokens: list[Token], at: int, folded: str, language: Language) -> int:
        """How many words from `at` on are listed as one word."""
        letters, best = "", 1
        for count, token in enumerate(tokens[at : at + 4], 1):
            if token.role == "stop":
                break
            letters += folded[token.start : token.end].replace(" ", "")
            if count > 1 and letters in language.words and not (at and tokens[at].role == "ending"):
                best = count
        return best

    def _latin_of(self, runs: list[Run]) -> list[list[Language]]:
        """For each run the languages of Latin letters, the one first that knows most of the words between two stops.

        So a phrase in another language than the rest of the text is read in its own. Where two know as many, the one
        that knows more of the whole text goes first.
        """
        general = self._listing.by_words_known(self._latin, _latin_letters(runs))

        def ranked(part: list[Run]) -> list[list[Language]]:
            alone = 0 < len(part) < len(runs)  # the whole text is ranked already
            return [self._listing.by_words_known(general, _latin_letters(part)) if alone else general] * len(part)

        found: list[list[Language]] = []
        part: list[Run] = []
        for at, run in enumerate(runs):
            if run.script != "Latin" or (self._joins(run.letters, general) and not self._in_phrase(runs, at)):
                found += [*ranked(part), general]
                part = []
            else:
                part.append(run)
        return found + ranked(part)

    def _in_phrase(self, runs: list[Run], at: int) -> bool:
        """Whether a word that joins clauses in one language is in a phrase of another: in place of, stand in for."""
        return self._listing.begins(runs[at:]) or (at > 0 and self._listing.begins(runs[at - 1 :]))

    def _joins(self, letters: str, general: Sequence[Language]) -> bool:
        """Whether a word joins clauses; one letter does so unless the language of the text has it as another word."""
        if len(letters) == 1 and letters in general[0].words:
            return joining(general[0], letters)
        return self._listing.joins(letters)

    def _read(self, runs: list[Run], at: int, latin: list[Language], found: list[Token]) -> int:
        """Read the run at `at`, and what belongs to it; the number of the next."""
        run = runs[at]
        if run.script == "stop":
            found.append(Token("stop", run.letters, "base", run.start, run.start + 1))
            return at + 1
        if run.script in ("Latin", "Cyrillic"):
            return self._word(runs, at, latin, found)
        cuts = [_cut(run, language) for language in self._languages_of(run, runs)]
        if cuts:
            fewest: list[Token] = min(cuts, key=_unknown_letters)
            found += fewest
            return at + 1
        found.append(Token("unknown", "", "base", run.start, run.end))
        return at + 1

    def _languages_of(self, run: Run, runs: list[Run]) -> list[Language]:
        """The languages of a run of letters that are written together: Chinese characters are read by their company."""
        if run.script == "Han" and any(each.script == "Kana" for each in runs):
            return [*self._by_script.get("Kana", []), *self._by_script.get("Han", [])]
        if run.script == "Spaced":
            return self._by_script.get("Latin", [])
        return self._by_script.get(run.script, [])

    def _word(self, runs: list[Run], at: int, latin: list[Language], found: list[Token]) -> int:
        """Read a word of Latin or Cyrillic letters, or the phrase that begins with it."""
        run = runs[at]
        languages = latin if run.script == "Latin" else self._by_script.get("Cyrillic", [])
        for number, language in enumerate(languages):
            length, word = self._phrase(runs, at, language)
            if word is not None and (number == 0 or self._is_telling(word)):
                found.append(_token(word, run.start, runs[at + length - 1].end, language))
                return at + length
        start = run.start
        unlisted = self._unlisted(run.letters, run.script, tuple([each.code for each in latin]))
        found += [each._replace(start=each.start + start, end=each.end + start) for each in unlisted]
        return at + 1

    def _is_telling(self, word: str) -> bool:
        """Whether a word in another language than that of the text counts: it joins, denies, or shows other work."""
        role, means, _ = word.split(" ")
        if role == "act":
            return self._meanings.acts[means].family not in _QUIET
        if role == "thing":
            return self._meanings.things[means].tells is not None
        return role in ("agent", "and", "or", "not", "of", "own")

    def _phrase(self, runs: list[Run], at: int, language: Language) -> tuple[int, str | None]:
        """The longest listed phrase that begins with a run: how many runs it takes, and what it says.

        A letter by itself is no ending of the word before it, which says the same without: tubi a mano.
        """
        letters = ""
        best: tuple[int, str | None] = (1, None)
        for count, run in enumerate(runs[at : at + LONGEST_PHRASE], 1):
            if run.script != runs[at].script:
                break
            letters += run.letters
            word = language.words.get(letters)
            if word is None or (len(run.letters) == 1 and best[1] is not None and _same(word, best[1])):
                continue
            last = language.words.get(runs[at + count - 1].letters, "")
            ends = word.startswith("thing part ") or last.startswith("thing machine ")
            if count > 1 and ends and placed(runs[at + count :], language):
                continue  # door of the machine hall, extend the machine hall
            best = count, word
        return best

    def _find_unlisted(self, letters: str, script: str, order: tuple[str, ...]) -> list[Token]:
        """A word that nobody listed: written otherwise, with a slip, by its end, or unknown; its places begin at 0.

        `order` are the codes of the languages of Latin letters, that of the text first.
        """
        run = Run(letters, script, range(len(letters)))
        latin = sorted(self._latin, key=lambda each: order.index(each.code))
        languages = latin if script == "Latin" else self._by_script.get("Cyrillic", [])
        start, end = run.start, run.end
        others = list(other_spellings(run.letters, self._meanings.look_alikes))
        for spelled in others:
            for language in latin:
                word = language.words.get(spelled)
                if word is not None and word.startswith(SHOWING):
                    return [_token(word, start, end, language)]
        plain = others[0] if others else run.letters
        word = self._typo(run.letters) or self._typo(plain)
        if word is not None:
            return [_token(word, start, end, latin[0])]
        for language in languages:
            pieces = _cut(run, language) if language.pieces else []
            if pieces and all(each.role != "unknown" for each in pieces):
                return pieces
        return [_guess(run, languages[:1])]

    def _find_typo(self, letters: str) -> str | None:
        """What a long listed word says from which this one differs by one slip; None if there is none."""
        if len(letters) < LEAST_FOR_TYPO - 1 or not letters.isalpha():
            return None
        near = [word for word in one_slip_from(letters) if len(word) >= LEAST_FOR_TYPO]
        wanted = by_beginnings(near)
        for language in self._latin:
            listed = language.among(wanted)
            says = (language.words[word] for word in near if word in listed)
            found = next((each for each in says if each.startswith(SHOWING)), None)
            if found is not None:
                return found
        return None


def _same(word: str, other: str) -> bool:
    """Whether two listed words are of one role and mean the same."""
    return word.rpartition(" ")[0] == other.rpartition(" ")[0]


def _latin_letters(runs: Sequence[Run]) -> list[str]:
    return [run.letters for run in runs if run.script == "Latin"]


def _unknown_letters(pieces: list[Token]) -> int:
    return sum(each.end - each.start for each in pieces if each.role == "unknown")


def _guess(run: Run, languages: Sequence[Language]) -> Token:
    """What a word that nobody listed may be by its form: a code, or by its end a machine."""
    if len(run.letters) == 1 or any(each.isdigit() for each in run.letters):
        return Token("code", "code", "base", run.start, run.end)
    for language in languages:
        for ending, thing in sorted(language.endings.items(), key=lambda each: -len(each[0])):
            if run.letters.endswith(ending) and len(run.letters) > len(ending) + 2:
                form = "plural" if thing == "item" else "guess"
                return Token("thing", thing, form, run.start, run.end)
    return Token("unknown", "", "base", run.start, run.end)


def _cut(run: Run, language: Language) -> list[Token]:
    """The words of a run of letters that are written together."""
    pieces = cut(run.letters, language.words)
    return [_token(word, run.places[first], run.places[last - 1] + 1, language) for word, first, last in pieces]


def _token(word: str | None, start: int, end: int, language: Language) -> Token:
    if word is None:
        return Token("unknown", "", "base", start, end, language.head_last, language.objects_behind)
    role, means, form = word.split(" ")
    return Token(role, means, form, start, end, language.head_last, language.objects_behind)
