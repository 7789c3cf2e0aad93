"""The rules folder as a whole: finds it, reads of it only what is asked for, and reads each part once."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kvcheck.errors import CannotCheck, Problem, one_of
from kvcheck.frozen import twin
from kvcheck.language.text import LANGUAGES, Text
from kvcheck.model import (
    UNKNOWN,
    Authority,
    Catalogue,
    DocumentKind,
    Fact,
    Layer,
    Origin,
    Pack,
    Parameter,
    Rule,
    Step,
)  # fmt: skip
from kvcheck.model.wording import Language, Meanings
from kvcheck.packs import later
from kvcheck.packs.cache import Cache
from kvcheck.source import Document, Node, problem_at, read_file, read_text
from kvcheck.source.encoding import decode
from kvcheck.source.files import contents
from kvcheck.source.limits import MAX_BYTES

if TYPE_CHECKING:
    from kvcheck.model.remedies import Remedy

T = TypeVar("T")

RULES = "rules.yaml"
"""The file of a pack, in a folder of the pack's name."""
CASES = "cases.yaml"
"""The file beside it that says what must come out."""
_COUNTRY = "us/"
SIDES, CREWS = f"{_COUNTRY}side/", f"{_COUNTRY}crew"
"""The folders of side packs, and of packs about several trips together."""
POLICIES = "policy/"
"""The folder of policy packs that are shipped, as examples and to use."""
HEAD_LENGTH = 400
"""The number of characters of a pack that hold the part of its head that says which class it is for."""


def rules_root() -> Path:
    """The rules folder: inside the installed package, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "rules"
    return installed if installed.is_dir() else package.parent / "rules"


class Library:
    """The rules folder. Every part raises CannotCheck, with all its problems, when it is first asked for."""

    def __init__(
        self, root: Path, cache: Path | None = None, called: str = "rules", origin: Origin | None = None
    ) -> None:
        """The folder `root`, `called` so in messages; what is read of it is kept in the folder `cache`.

        `origin` is where it comes from, where it is not the law that comes with kvcheck.
        """
        self.origin = origin
        self.root = root
        self._root = root
        self._called = called
        self._added: dict[str, tuple[Path, str]] = {}
        self.cache_folder = cache
        self._cache = Cache(cache, root, called)
        self._packs: dict[str, Pack] = {}
        self._named: dict[tuple[str, str], str] = {}
        """The packs that plans name by files, by the name of the plan and the file as it stands there."""
        self._binding: dict[str, Pack] = {}
        self._texts: dict[str, str] = {}
        self._numbers: dict[tuple[str, str, str], Any] = {}
        self.made: dict[str, Any] = {}
        """What other rooms make of the rules and keep as long as these last, by its name."""

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Every fact, by name: those of the law, and what the companies' packs declare that were read."""
        return self.law_facts

    @cached_property
    def law_facts(self) -> Mapping[str, Fact]:
        """The facts that rules of law may ask about, by name."""
        return self._kept("facts.yaml", lambda root: later.with_names(later.read_facts(root), self.catalogue))

    @cached_property
    def remedies(self) -> "dict[str, Remedy]":
        """What a planner can change, by name; only advice asks for it."""
        return self.read("facts.yaml", later.read_remedies)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue of activities."""
        return self._kept("activities.yaml", later.read_catalogue)

    @cached_property
    def words(self) -> tuple[Meanings, tuple[Language, ...]]:
        """What the words of descriptions mean, and the languages they are read in, English and Korean first.

        They are kept in one piece, for each rests on the others; only a plan that describes its work asks for them.
        """
        return self._cache.get("words", self._read_words)

    def _read_words(self) -> tuple[Meanings, tuple[Language, ...]]:
        meanings = self.read("words/meanings.yaml", lambda root: later.read_meanings(root, self.catalogue))
        meanings = meanings._replace(look_alikes=self.read("words/look-alikes.yaml", later.read_look_alikes))
        names = sorted(
            (path.stem for path in self._root.glob("words/??.yaml")), key=lambda name: (name not in LANGUAGES, name)
        )
        languages = [
            self.read(f"words/{name}.yaml", lambda root: later.read_language(root, meanings)) for name in names
        ]
        return meanings, tuple(languages)

    @cached_property
    def authorities(self) -> Mapping[str, Authority]:
        """Every authority, by name."""
        return self._kept("us/authorities.yaml", later.read_authorities)

    @cached_property
    def parameters(self) -> Mapping[str, Parameter]:
        """Every parameter, by name; those of companies' packs that were read are among them."""
        return self.law_parameters

    @cached_property
    def law_parameters(self) -> Mapping[str, Parameter]:
        """The parameters of the law, by name. Their authorities are checked by `lint`."""
        return self._kept("us/parameters.yaml", lambda root: later.read_parameters(root, None))

    @cached_property
    def documents(self) -> Mapping[str, DocumentKind]:
        """Every document, by name. Their authorities are checked by `lint`."""
        return self._kept("documents.yaml", lambda root: later.read_documents(root, None))

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """Every step of a trip, by name. Their authorities and classes are checked by `lint`."""
        return self._kept("steps.yaml", lambda root: later.read_steps(root, None, None))

    @cached_property
    def vocabulary(self) -> "later.Vocabulary":
        """What conditions about a trip may speak of."""
        return self._vocabulary(of_crew=False)

    def _vocabulary(self, *, of_crew: bool) -> "later.Vocabulary":
        """What conditions may speak of: facts of a trip and its activities, or facts of several trips together."""
        facts = {name: fact for name, fact in self.law_facts.items() if fact.of_crew is of_crew}
        return later.Vocabulary(
            facts={name: fact.sort for name, fact in facts.items()},
            values=later.closed_values(facts),
            parameters={name: parameter.values[-1].value for name, parameter in self.law_parameters.items()},
        )

    def vocabulary_of(self, root: "later.Entry") -> "later.Vocabulary":
        """What conditions of a pack may speak of."""
        return self._vocabulary(of_crew=True) if root.node.get("layer") == Layer.CREW else self.vocabulary

    @cached_property
    def pack_names(self) -> tuple[str, ...]:
        """The names of all packs, in order."""
        return tuple(
            sorted(path.parent.relative_to(self._root).as_posix() for path in self._root.glob(f"*/**/{RULES}"))
        )

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """The classes a planner can choose: their packs' folders are named for them, and their heads say so."""
        return tuple(name for name in self.classes_written if name != UNKNOWN)

    @cached_property
    def classes_written(self) -> tuple[str, ...]:
        """What a plan may have under `class`: the classes, and the word that says that none was chosen yet."""
        return tuple(name.removeprefix(_COUNTRY) for name in self.pack_names if self._admits(name))

    def _admits(self, name: str) -> bool:
        """Whether a pack is for a class of entry; of a pack that is not read yet only the head is looked at."""
        if name in self._packs:
            return self._packs[name].admits is not None
        with (self._root / name / RULES).open(encoding="utf-8") as file:
            return "\nclass: " in file.read(HEAD_LENGTH)

    def pack_of(self, admitted: str) -> Pack:
        """The pack of a class of entry, by the word a plan has for it: `b1`."""
        return self.pack(f"{_COUNTRY}{admitted}")

    def chain_of(self, admitted: str) -> tuple[Pack, ...]:
        """The packs of a class of entry: those its own extends, then its own."""
        return self.chain(f"{_COUNTRY}{admitted}")

    def number(self, name: str, day: str, as_of: str) -> Any:
        """The value of a parameter in force on `day`, as far as known on the day `as_of`; None where it has none."""
        key = (name, day, as_of)
        if key not in self._numbers:
            parameter = self.parameters.get(name)
            self._numbers[key] = parameter.on(day, as_of) if parameter is not None else None
        return self._numbers[key]

    @cached_property
    def crew_names(self) -> tuple[str, ...]:
        """The names of the packs about what several trips make together, in order."""
        return tuple(name for name in self.pack_names if name == CREWS or name.startswith(f"{CREWS}/"))

    @cached_property
    def side_names(self) -> tuple[str, ...]:
        """The names of the side packs, in order."""
        return tuple(name for name in self.pack_names if name.startswith(SIDES))

    def pack(self, name: str) -> Pack:
        """The pack of that name."""
        if name not in self._packs:
            if name not in self.pack_names:
                raise CannotCheck([self._unknown_pack(name)])
            pack = self._kept(
                f"{name}/{RULES}",
                lambda root: later.read_pack(root, self.law_facts, self.vocabulary_of(root), None, None),
            )
            self._packs[name] = self._with_own(pack)
        return self._packs[name]

    def _with_own(self, pack: Pack) -> Pack:
        """A pack with what it declares or holds more strictly than the law, if it is one that does."""
        return later.with_own(self, pack) if pack.facts or pack.numbers or pack.tightened else pack

    def binding(self, name: str) -> Pack:
        """The pack of that name as the rules of a site: who sends travelers there cannot waive them."""
        if name not in self._binding:
            pack = self.pack(name)
            rules = tuple(rule._replace(waivable=False) for rule in pack.rules)
            self._binding[name] = pack._replace(rules=rules)
        return self._binding[name]

    def add(self, path: Path, name: str | None = None) -> Pack:
        """A company's own pack, read from a file outside the rules folder; CannotCheck if it is no policy pack.

        `name` is how messages call the file, if not by its path.
        """
        root, problems = self._own_root_in(read_file(path, name or path.as_posix())), list[Problem]()
        entry, known = later.Entry(root, problems), self.vocabulary
        pack = later.read_pack(entry, self.law_facts, known, self.authorities, self.documents, self.classes)
        if pack.layer is not Layer.POLICY:
            message = Text(
                "only a policy pack can be added (`layer: policy`)", "정책 묶음(`layer: policy`)만 추가할 수 있습니다"
            )
            problems.append(problem_at(root.document, root.place, message))
        elif pack.name in self.pack_names or self._packs.get(pack.name, pack).digest != pack.digest:
            message = Text("the name `{name}` is taken", "이름 `{name}`{:은} 이미 쓰였습니다", name=pack.name)
            problems.append(problem_at(root.document, root.value_place("pack"), message))
        if problems:
            raise CannotCheck(problems)
        self._added[pack.name] = path, root.document.name
        if pack.name not in self._packs:
            self._packs[pack.name] = self._with_own(pack)
        return self._packs[pack.name]

    def add_for(self, plan: str, written: str, path: Path, name: str) -> None:
        """A pack that a plan names by its file, as `written` there; otherwise as `add`."""
        self._named[plan, written] = self.add(path, name).name

    def take(self, packs: Iterable[Pack]) -> None:
        """Packs that reports rest on and that another process read, so that they can be told here."""
        for pack in packs:
            if pack.name not in self.pack_names and pack.name not in self._packs:
                self._packs[pack.name] = pack
            if pack.facts or pack.numbers:
                self.facts, self.parameters = {**self.facts, **pack.facts}, {**self.parameters, **pack.numbers}

    def named_in(self, plan: str, written: str) -> Pack | None:
        """The policy pack that a plan names: a shipped one, else one that was added for it; None if there is none."""
        name: str | None = f"{POLICIES}{written.removeprefix(POLICIES)}"
        name = name if name in self.pack_names else self._named.get((plan, written))
        return self.pack(name) if name is not None else None

    def chain(self, name: str) -> tuple[Pack, ...]:
        """The pack of that name after all that it extends, each once."""
        found: dict[str, Pack] = {}

        def add(each: str, above: tuple[str, ...]) -> None:
            if each in above:
                itself = Text("pack `{each}` extends itself", "규칙 묶음 `{each}`{:이} 자기 자신을 확장합니다")
                raise CannotCheck([Problem(message=itself.filled(each=each))])
            pack = self.pack(each)
            for base in pack.extends:
                add(base, (*above, each))
            found.setdefault(each, pack)

        add(name, ())
        return tuple(found.values())

    def with_parameter(self, changed: Parameter) -> "Library":
        """The same library with another value of one parameter, to see what rests on it."""
        other = twin(self)
        other.parameters, other._numbers = {**self.parameters, changed.name: changed}, {}  # noqa: SLF001 - its own
        return other

    def rules(self) -> dict[str, Rule]:
        """Every rule of every pack, those of packs that were added included, by full name."""
        return {rule.name: rule for name in self.names for rule in self.pack(name).rules}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all packs, those that were added last."""
        return tuple({**dict.fromkeys(self.pack_names), **self._packs})

    def rule(self, name: str) -> Rule | None:
        """The rule of that full name; None if there is none. Only its pack is read."""
        pack, _, _ = name.rpartition("/")
        if pack not in self._packs and pack not in self.pack_names:
            return None
        return next((rule for rule in self.pack(pack).rules if rule.name == name), None)

    def lint(self) -> list[Problem]:
        """Everything wrong with the folder, references to authorities and documents included."""
        from kvcheck.packs.whole import problems_of  # for people who write packs

        return problems_of(self)

    def cases_of(self, name: str) -> Node | None:
        """The root of the `cases.yaml` beside the rules of a pack; None if there is none."""
        if name in self._added:
            path, called = self._added[name]
            beside = path.with_name(CASES)
            named = Path(called).with_name(CASES).as_posix()
            return self._own_root_in(read_file(beside, named)) if beside.is_file() else None
        return self.root_of(f"{name}/{CASES}") if (self._root / name / CASES).is_file() else None

    def rules_of(self, name: str) -> Node:
        """The root of the file of a pack, whose entries know their places."""
        if name in self._added:
            return self._own_root_in(read_file(*self._added[name]))
        return self.root_of(f"{name}/{RULES}")

    def file_of(self, name: str) -> tuple[Path, str]:
        """The file of a pack that was added, and how messages call it."""
        return self._added[name]

    def path_of(self, called: str) -> Path:
        """The file that messages call so."""
        own = {name: path for path, name in self._added.values()}
        beside = {Path(name).with_name(CASES).as_posix(): path.with_name(CASES) for path, name in self._added.values()}
        return {**own, **beside}.get(called) or self._root / Path(called).relative_to(self._called)

    def _kept(self, relative: str, reader: Callable[["later.Entry"], T]) -> T:
        """As `read`, but from the cache if it has it."""
        return self._cache.get(relative, lambda: self.read(relative, reader))

    def read(self, relative: str, reader: Callable[["later.Entry"], T]) -> T:
        """What `reader` makes of a file of the folder. Raises CannotCheck with everything that it noted."""
        problems: list[Problem] = []
        value = reader(later.Entry(self.root_of(relative), problems))
        if problems:
            raise CannotCheck(problems)
        return value

    def root_of(self, relative: str) -> Node:
        """The root of a file of the folder, whose entries know their places."""
        return self._root_in(read_text(self.text_of(relative), f"{self._called}/{relative}"))

    def text_of(self, relative: str) -> str:
        """The text of a file of the folder, which is read once."""
        if relative not in self._texts:
            name = f"{self._called}/{relative}"
            self._texts[relative] = decode(contents(self._root / relative, name, MAX_BYTES), name)
        return self._texts[relative]

    def _root_in(self, document: Document) -> Node:
        """The root of a file. Raises CannotCheck if it is no mapping."""
        if not isinstance(document.root, Node):
            message = Text(
                "`{name}` must be a mapping (`key: value`)",
                "`{name}`{:은} `키: 값` 형식이어야 합니다",
                name=document.name,
            )
            raise CannotCheck([Problem(message=message)])
        document.personal = False
        return document.root

    def _own_root_in(self, document: Document) -> Node:
        """The same of a file of a company's own, whose sentences may name anybody."""
        root = self._root_in(document)
        document.personal, document.rules = True, "pack" in root  # a plan that was given for a pack has none
        return root

    def _unknown_pack(self, name: str) -> Problem:
        """That there is no such pack, with the nearest name."""
        message = Text("there is no pack `{name}`", "규칙 묶음 `{name}`{:이} 없습니다", name=name)
        return Problem(message=message, hint=one_of(self.pack_names, name))
