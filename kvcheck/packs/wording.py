"""The words that descriptions are read by: `rules/words/`, what words mean and one file a language."""

import re
from collections.abc import Collection, Mapping

from kvcheck.errors import one_of
from kvcheck.language.spelling import folded
from kvcheck.language.text import Text
from kvcheck.model import Catalogue
from kvcheck.model.wording import Act, Language, Meanings, Sort, TextRule, Thing, Words
from kvcheck.packs.entry import Entry
from kvcheck.source import Node

_GAPS = str.maketrans("", "", " -_'’.·/&")
SECTIONS = ("acts", "agents", "things", "endings", "particles", "neutral")
_ROLE = {"acts": "act", "agents": "agent", "things": "thing"}


def read_meanings(root: Entry, catalogue: Catalogue) -> Meanings:
    """What acts and things mean (`meanings.yaml`, with the letters of `look-alikes.yaml` put in by the library)."""
    root.keys(["things", "acts", "serves", "parts", "texts"], ["things", "acts", "serves", "texts"])
    things = {
        name: Thing(
            tells=_kind(entry, "tells", catalogue),
            inside=_kind(entry, "inside", catalogue),
            names="names" in entry.node and entry.flag("names"),
            trade="trade" in entry.node and entry.flag("trade"),
            goods="goods" in entry.node and entry.flag("goods"),
            belongs="belongs" in entry.node and entry.flag("belongs"),
            parts="parts" in entry.node and entry.flag("parts"),
        )
        for name, entry in _entries(root, "things", ["tells", "inside", "names", "trade", "goods", "belongs", "parts"])
    }
    acts = {kind.name: Act(kind.name, kind.family, Sort.DOES, {}, whole=False) for kind in catalogue.kinds.values()}
    for name, entry in _entries(root, "acts", ["speaks", "family", "sort", "whole", "firm", "of"]):
        acts[name] = _act(name, entry, catalogue, things)
    texts = {
        place: TextRule(
            families=frozenset(entry.words("families", catalogue.families, Text("family", "계열"))),
            generic=entry.flag("generic"),
            titles=entry.strings("titles"),
            worked_on="worked_on" in entry.node and entry.flag("worked_on"),
        )
        for place, entry in _entries(root, "texts", ["titles", "families", "generic", "worked_on"])
    }
    serves = _table(root, "serves", catalogue.families, Text("family", "계열"))
    parts = _table(root, "parts", acts, Text("act", "행위"))
    kinds = {kind.name: kind.family for kind in catalogue.kinds.values()}
    return Meanings(acts, things, serves, parts, texts, kinds, {})


def _table(root: Entry, section: str, known: Collection[str], what: Text) -> dict[str, frozenset[str]]:
    """A section of lists of known words, by name."""
    if not isinstance(root.node.get(section), Node):
        return {}
    entry = Entry(root.node[section], root.problems)
    return {name: frozenset(entry.words(name, known, what)) for name in entry.node}


def _entries(root: Entry, section: str, order: list[str]) -> list[tuple[str, Entry]]:
    found = list(root.children(section))
    for _, entry in found:
        entry.keys(order, [])
    return found


def _kind(entry: Entry, key: str, catalogue: Catalogue) -> str | None:
    return entry.choice(key, catalogue.kinds) or None if key in entry.node else None


def _act(name: str, entry: Entry, catalogue: Catalogue, things: Collection[str]) -> Act:
    sort = Sort(entry.choice("sort", list(Sort), Sort.DOES)) if "sort" in entry.node else Sort.DOES
    says_nothing = sort in (Sort.LIGHT, Sort.VAGUE, Sort.LEAD)
    speaks = entry.string("speaks", "" if says_nothing else name)
    kind = catalogue.kinds.get(speaks)
    family = kind.family if kind is not None else speaks if speaks in catalogue.families else None
    if "family" in entry.node:
        family = entry.choice("family", catalogue.families)
    if speaks and family is None:
        message = Text("`{speaks}` is no kind or family", "`{speaks}`{:은} 활동 종류나 계열이 아닙니다", speaks=speaks)
        entry.note(entry.place, message, one_of([*catalogue.kinds, *catalogue.families], speaks))
    of: dict[str, str] = {}
    if isinstance(entry.node.get("of"), Node):
        by_thing = Entry(entry.node["of"], entry.problems)
        by_thing.keys(list(by_thing.node), [])
        for thing in by_thing.node:
            if thing not in things:
                by_thing.note(
                    by_thing.node.key_place(thing),
                    Text("no class of things `{thing}`", "사물 분류 `{thing}`{:이} 없습니다", thing=thing),
                )
            of[thing] = by_thing.choice(thing, catalogue.kinds)
    whole, firm = (key in entry.node and entry.flag(key) for key in ("whole", "firm"))
    return Act(kind.name if kind else None, family, sort, of, whole, firm)


def read_look_alikes(root: Entry) -> dict[str, str]:
    """The Latin letters that other letters look like, by letter."""
    root.keys(["look_alikes"], ["look_alikes"])
    found: dict[str, str] = {}
    for letter, alike in root.named_strings("look_alikes").items():
        for each in alike:
            found[each] = found.get(each, "") + letter
    return found


def read_language(root: Entry, meanings: Meanings) -> Language:
    """The words of one language."""
    root.keys(
        ["language", "scripts", "head", "pieces", "spellings", "inflection", "suffixes", *SECTIONS],
        ["language", "scripts", "head", "acts"],
    )
    words: dict[str, str] = {}
    spellings = root.named_strings("spellings") if "spellings" in root.node else {}
    for role, means, word in _listed(root, meanings):
        for letters in _spelled(word, spellings):
            words.setdefault(letters, f"{role} {means} base")
    rules = _inflection(root)
    for role, means, word in _listed(root, meanings):
        if role in rules:
            for form, suffix in _forms(word, rules[role]):
                for letters in _spelled(form, spellings):
                    words.setdefault(letters, f"{role} {means} {suffix}")
    return Language(
        code=root.string("language"),
        scripts=frozenset(root.strings("scripts")),
        head_last=(head := root.choice("head", ["first", "last", "either"])) != "first",
        objects_behind=head == "either",
        pieces="pieces" in root.node and root.flag("pieces"),
        words=Words.of(words),
        endings=_suffixes(root, meanings),
        joiners=_joiners(words),
        numbers=frozenset(number for word in words for number in re.findall(r"[0-9]{2,}", word)),
    )


def _joiners(words: Mapping[str, str]) -> frozenset[str]:
    """The single letters that join clauses and are part of no other word."""
    single = [each for each, says in words.items() if len(each) == 1 and says.startswith("ending and")]
    return frozenset(each for each in single if sum(each in word for word in words) == 1)


def _listed(root: Entry, meanings: Meanings) -> list[tuple[str, str, str]]:
    """Every listed word with its role and what it means. Words that join or deny go first: they win over others."""
    found: list[tuple[str, str, str]] = []
    known: dict[str, Collection[str] | None] = {
        "particles": None, "agents": meanings.acts, "acts": meanings.acts, "things": meanings.things, "endings": None,
    }  # fmt: skip
    for section, names in known.items():
        table = root.node.get(section)
        if not isinstance(table, Node):
            continue
        entry = Entry(table, root.problems)
        for name in table:
            if names is not None and name not in names:
                message = Text(
                    "no such entry in meanings.yaml: `{name}`", "meanings.yaml에 `{name}`{:이} 없습니다", name=name
                )
                entry.note(table.key_place(name), message, one_of(names, name))
            found += [
                (_ROLE.get(section, name if section == "particles" else "ending"), name, word)
                for word in entry.strings(name)
            ]
    found += [("neutral", "neutral", word) for word in root.strings("neutral")]
    return found


def _spelled(word: str, spellings: Mapping[str, str]) -> set[str]:
    """The letters of a word without gaps, also in the other spellings of its language: ö as oe."""
    other = word
    for letter, instead in spellings.items():
        other = other.replace(letter, instead)
    return {letters_of(each) for each in {word, other}}


def letters_of(word: str) -> str:
    """A word as it is looked up: folded, without gaps."""
    return folded(word).translate(_GAPS)


def _suffixes(root: Entry, meanings: Meanings) -> dict[str, str]:
    table = root.node.get("suffixes")
    if not isinstance(table, Node):
        return {}
    entry = Entry(table, root.problems)
    return {letters_of(end): thing for thing in table for end in entry.strings(thing) if thing in meanings.things}


def _inflection(root: Entry) -> dict[str, dict[str, tuple[str, ...]]]:
    """What is added to words, by their role and their end."""
    rules: dict[str, dict[str, tuple[str, ...]]] = {}
    table = root.node.get("inflection")
    for section in table if isinstance(table, Node) else ():
        entry = Entry(table[section], root.problems)  # type: ignore[index]
        rules[_ROLE[section]] = {end: entry.strings(end) for end in entry.node}
    if "thing" in rules:
        rules["agent"] = rules["thing"]  # people have a plural as things have
    return rules


def _forms(phrase: str, rules: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Other forms of a word, or of the first and the last word of a phrase, with what was added."""
    head, _, rest = phrase.partition(" ")
    forms = [(f"{form} {rest}".strip(), suffix) for form, suffix in _inflected(head, rules)]
    if rest:
        before, _, last = phrase.rpartition(" ")
        forms += [(f"{before} {form}", suffix) for form, suffix in _inflected(last, rules)]
    return forms


def _inflected(word: str, rules: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    ends = max((end for end in rules if word.endswith(end)), key=len, default=None)
    forms: list[tuple[str, str]] = []
    for suffix in rules[ends] if ends is not None and len(word) > 1 else ():
        bare = suffix.lstrip("-+")
        cut = len(suffix) - len(bare) if suffix.startswith("-") else 0
        stem = word[:-cut] if cut else word + word[-1] if suffix.startswith("+") else word
        forms.append((stem + bare, bare))
    return forms
