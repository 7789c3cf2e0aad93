"""What a name stands for: whatever kvcheck prints or a plan holds, as it is written, and the lists of names.

A name is found as it stands; else without regard to case, gaps and signs (`B-1` is `b1`); else as a path of a plan, the
beginning of a citation, or an exit code.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from kvcheck.engine.problems import nearest_kinds
from kvcheck.errors import BadCommand, nearest
from kvcheck.frozen import NamedTuple
from kvcheck.language.countries import COUNTRIES, SHORT, alone
from kvcheck.language.text import Text
from kvcheck.lines.layout import Span, paragraph
from kvcheck.model import OWN, RuleKind, Verdict
from kvcheck.packs import Library
from kvcheck.packtools import keys
from kvcheck.packtools.reference import Lines
from kvcheck.packtools.written import CODES, CONFIDENCE, WrittenPage
from kvcheck.source.meant import KEYS, WORDS, plain
from kvcheck.telling import labels
from kvcheck.telling.rows import OWN_RULES

MANY = 8
"""So many authorities are told in full where a citation begins several; of more only the names."""


_ONE_OF = re.compile(r"\s\+\d+$")
"""How a report says that a citation is the first of several: `8 USC 1101(a)(15)(B) +2`."""


class Entry(NamedTuple):
    """A thing that can be explained."""

    names: tuple[str, ...]
    page: Callable[[], Lines]


class Explaining:
    """Finds what a name stands for and says it."""

    def __init__(self, library: Library, formats: Mapping[str, Text], lang: str, width: int) -> None:
        """Explains what is in `library` and in plans, and the output `formats`, in a language and so many columns."""
        self.library = library
        self.page = WrittenPage(library, lang, width)
        self._formats = formats

    def explain(self, name: str) -> Lines:
        """Everything that is called `name`, one page after another; a list if `name` is that of one, such as `kinds`.

        Raises BadCommand, when the first line is asked for, with the nearest known name if nothing is called so.
        """
        name = _ONE_OF.sub("", name.strip())
        listed = self._lists().get("-".join(name.lower().split()))
        pages = [listed[1]] if listed is not None else self._found(name)
        if not pages:
            raise BadCommand(self._unknown(name))
        for number, page in enumerate(pages):
            if number:
                yield ()
            yield from page()

    def index(self) -> Lines:
        """What there is to explain."""
        say = self.page.say
        intro = Text(
            "`kvcheck explain NAME` explains whatever a report prints or a plan holds: a rule, a class, a citation, a "
            "verdict, a path such as travelers.h001.declares.overstayed, a key, a value, an exit code. Lists:",
            "`kvcheck explain NAME`은 보고서에 나오거나 계획에 적는 것을 설명합니다. 규칙, 체류자격, 법 조항, 판정, "
            "경로(travelers.h001.declares.overstayed 등), 키, 값, 종료 코드를 쓸 수 있습니다. 목록:",
        )
        yield from paragraph("", say(intro), indent=0, width=self.page.width)
        yield ()
        for name, (title, _) in self._lists().items():
            yield (Span(f"  {name:<14}", "strong"), Span(say(title)))

    # Finding ----------------------------------------------------------------------------------------------------------

    def _found(self, name: str) -> list[Callable[[], Lines]]:
        """The pages about a name, by the first way in which anything is found."""
        named, alike = self._index
        word = plain(name)
        found = named.get(name) or alike.get(word)
        if found:
            return found
        code = re.fullmatch(r"(?:exit[- ]?(?:code)?|종료 ?코드)?\s*(\d+)", name.lower())
        if code and int(code[1]) in CODES:
            return [lambda: self.page.code(int(code[1]))]
        own = re.search(rf"\b{OWN}\.([\w-]+)$", name)
        if own and own[0] in self.library.facts:
            return [lambda: self.page.fact(self.library.facts[own[0]])]
        spots = keys.at(name)
        if spots:
            return [lambda: self.page.key(spots)]
        meant = named.get(WORDS.get(word) or KEYS.get(word) or "")
        return meant or self._cited(word)

    def _cited(self, word: str) -> list[Callable[[], Lines]]:
        """The authorities whose citation begins so, or is the beginning of what was asked for."""
        cites = {plain(each.cite): each for each in self.library.authorities.values()}
        begun = [each for cite, each in cites.items() if len(word) > 5 and cite.startswith(word)]
        if len(begun) > MANY:
            return [lambda: self.page.rows((each.cite, each.title) for each in begun)]
        if not begun:
            within = [cite for cite in cites if len(cite) > 5 and word.startswith(cite)]
            begun = [cites[max(within, key=len)]] if within else []
        return [_later(self.page.authority, each) for each in begun]

    @cached_property
    def _index(self) -> tuple[dict[str, list[Callable[[], Lines]]], dict[str, list[Callable[[], Lines]]]]:
        """The pages by each name as it stands, and by it without regard to case, gaps and signs."""
        named: dict[str, list[Callable[[], Lines]]] = {}
        alike: dict[str, list[Callable[[], Lines]]] = {}
        for entry in self._entries():
            for table, names in ((named, entry.names), (alike, (plain(each) for each in entry.names))):
                for each in dict.fromkeys(names):
                    table.setdefault(each, []).append(entry.page)
        alike.pop("", None)
        return named, alike

    def _entries(self) -> Iterator[Entry]:
        """Everything that can be explained."""
        yield from self._of_packs()
        page = self.page
        for verdict in Verdict:
            names = (verdict.value, labels.MARKS[verdict], *labels.VERDICTS[verdict].sentences)
            yield Entry(names, _later(page.verdict, verdict))
        for kind in RuleKind:
            yield Entry((kind.value, *labels.KINDS[kind].sentences), _later(page.rule_kind, kind))
        for name in CONFIDENCE:
            yield Entry((name, *labels.CONFIDENCE[name].sentences), _later(page.confidence, name))
        for name, title in OWN_RULES.items():
            yield Entry((name, *title.sentences), lambda name=name, title=title: page.own_rule(name, title))  # type: ignore[misc]
        for name, meaning in self._formats.items():
            yield Entry((name,), lambda name=name, meaning=meaning: page.format(name, meaning))  # type: ignore[misc]
        for key in dict.fromkeys(spot.key for spot in keys.spots()):
            found = keys.named(key)
            titles = {title for spot in found for title in spot.title.sentences}
            yield Entry((key, *titles), _later(page.key, found))
        for word in dict.fromkeys(word for spot in keys.spots() for word in spot.values):
            yield Entry((word,), lambda word=word: page.value(word, keys.taking(word)))  # type: ignore[misc]
        for code, title in COUNTRIES.items():
            said = (*title.sentences, *alone(title).sentences, *SHORT[code].sentences)
            yield Entry((code, *said), _later(page.country, code))

    def _of_packs(self) -> Iterator[Entry]:
        """Everything that the packs hold, by its names, its titles, and as it is printed."""
        page, library = self.page, self.library
        for name in library.names:
            pack = library.pack(name)
            also = (*pack.called.words, *pack.called.perhaps)
            yield Entry((*_short_names(name), pack.label, *pack.title.sentences, *also), _later(page.pack, pack))
        for rule in library.rules().values():
            yield Entry((rule.name, rule.id, *rule.title.sentences), _later(page.rule, rule))
        for name in library.pack_names:
            otherwise = library.pack(name).otherwise
            if otherwise is not None:
                yield Entry((otherwise.name, *otherwise.title.sentences), _later(page.rule, otherwise))
        for each in library.authorities.values():
            yield Entry((each.name, each.cite), _later(page.authority, each))
        titled: list[tuple[Mapping[str, Any], Callable[[Any], Lines]]] = [
            (library.catalogue.kinds, page.kind),
            (library.catalogue.families, page.family),
            (library.facts, page.fact),
            (library.documents, page.document),
            (library.parameters, page.parameter),
        ]
        for table, said in titled:
            for name, each in table.items():
                yield Entry((name, *each.title.sentences), _later(said, each))
        for step in library.steps.values():
            yield Entry((step.name, *step.text.sentences), _later(page.step, step))

    def _unknown(self, name: str) -> Text:
        """That nothing is called so, with the nearest name, or with where names are listed."""
        near = self._near(name)
        if near:
            return Text(
                "nothing is called `{name}`; did you mean `{near}`?",
                "`{name}`{:은} 없습니다. `{near}`{:을} 뜻하셨습니까?",
                name=name,
                near=near,
            )
        return Text(
            "nothing is called `{name}`; {kinds}; `kvcheck explain` shows what there is",
            "`{name}`{:은} 없습니다. {kinds}. `kvcheck explain`이 전체 목록을 보여 줍니다",
            name=name,
            kinds=nearest_kinds(name, self.library),
        )

    def _near(self, name: str) -> str | None:
        """The nearest name: of a path by its keys, else of all names, in their own case or in small letters."""
        path = re.sub(r"^(\w+)\.[^.]+\.", rf"\1.{keys.ANY}.", re.sub(r"\[\w+\]", f".{keys.ANY}", name))
        known = {each: each for each in (*self._index[0], *self._lists()) if len(each) < 80}
        small = {each.lower(): each for each in known}
        found = nearest(path, [spot.name for spot in keys.spots()]) if path != name else None
        return found or nearest(name, known) or small.get(nearest(name.lower(), small) or "")

    # Lists ------------------------------------------------------------------------------------------------------------

    def _lists(self) -> Mapping[str, tuple[Text, Callable[[], Lines]]]:
        """The lists of names, each with what it lists."""
        page, library = self.page, self.library
        packs = [library.pack(name) for name in library.names]
        classes = [pack for pack in packs if pack.admits]

        def rows(table: Mapping[str, Any]) -> Callable[[], Lines]:
            return lambda: page.rows((name, each.title) for name, each in table.items())

        return {
            "kinds": (Text("kinds of activity", "활동 종류"), page.kinds),
            "families": (Text("families of activities", "활동 계열"), rows(library.catalogue.families)),
            "classes": (
                Text("classes of entry", "체류자격"),
                lambda: page.rows((pack.admits or "", _labeled(pack.label, pack.title)) for pack in classes),
            ),
            "packs": (
                Text("packs of rules", "규칙 묶음"),
                lambda: page.rows((each.name, each.title) for each in packs),
            ),
            "facts": (Text("facts that rules ask about", "규칙이 묻는 사실"), rows(library.facts)),
            "documents": (Text("documents", "서류"), rows(library.documents)),
            "steps": (
                Text("steps of a trip", "출장 절차"),
                lambda: page.rows((step.name, step.text) for step in library.steps.values()),
            ),
            "authorities": (
                Text("laws, decisions and guidance", "법령·결정례·지침"),
                lambda: page.rows((each.cite, each.title) for each in library.authorities.values()),
            ),
            "parameters": (Text("numbers and lists of the law", "법정 수치와 목록"), rows(library.parameters)),
            "keys": (Text("keys of plans", "계획의 키"), lambda: page.keys("plan", keys.spots())),
            "settings": (
                Text("settings of kvcheck.yaml", "kvcheck.yaml의 설정"),
                lambda: page.keys("config", keys.spots()),
            ),
            "verdicts": (Text("verdicts", "판정"), page.verdicts),
            "marks": (Text("signs of verdicts", "판정 기호"), page.marks),
            "exit-codes": (
                Text("exit codes", "종료 코드"),
                lambda: page.rows((f"{code}", text) for code, text in CODES.items()),
            ),
            "formats": (Text("formats of reports", "출력 형식"), lambda: page.rows(self._formats.items())),
        }


LISTS = (
    "kinds", "families", "classes", "packs", "facts", "documents", "steps", "authorities", "parameters", "keys",
    "settings", "verdicts", "marks", "exit-codes", "formats",
)  # fmt: skip
"""The names of the lists, for what a shell offers."""


def _later(page: Callable[[Any], Lines], thing: Any) -> Callable[[], Lines]:
    """The page about a thing, made when it is read."""
    return lambda: page(thing)


def _labeled(label: str, title: Text) -> Text:
    """A class as it is printed, and what it is called."""
    return Text("{label}: {title}", "{label}: {title}", label=label, title=title)


def _short_names(pack: str) -> tuple[str, ...]:
    """What a pack may be called: by its full name, or as plans and options call it."""
    return pack, pack.removeprefix("us/side/").removeprefix("us/").removeprefix("policy/")
