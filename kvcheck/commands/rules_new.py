"""`kvcheck rules new`: a pack, a rule or a company's rules to start from. What is there stays as it is written."""

import re
import shlex
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kvcheck.commands.init import in_the_way, refuse_there, tell_next, write_new
from kvcheck.conditions import FactSort
from kvcheck.errors import BadCommand, CannotCheck, cannot_be, one_of
from kvcheck.frozen import NamedTuple
from kvcheck.language.grammar import ticked
from kvcheck.language.text import Text
from kvcheck.model import OWN, Layer, RuleKind
from kvcheck.packs import Library
from kvcheck.packs.entry import ID
from kvcheck.packs.folders import is_law
from kvcheck.packs.library import CASES, POLICIES, RULES
from kvcheck.packs.own import SUBJECTS, TYPES
from kvcheck.packs.rules import HEAD, read_pack
from kvcheck.packtools.bench import bench
from kvcheck.packtools.cases import examine, read
from kvcheck.packtools.lint.law import retired_ids
from kvcheck.packtools.scaffold import facts, packs, rules
from kvcheck.packtools.scaffold.entries import inserted, with_facts
from kvcheck.packtools.scaffold.written import comparison
from kvcheck.repository.law import library_at_work
from kvcheck.shell.files import write_all
from kvcheck.shell.terminal import Terminal

FACTS_FILE = "facts.yaml"
NAMELESS = Text("to be named", "이름을 적으십시오")
"""The title of a rule until its condition can be said in words."""


def policy(folder: Path, terminal: Terminal, today: str) -> int:
    """Write a company's pack into a folder, which is made; returns 0."""
    name = _id(folder.resolve().name)
    shipped = library_at_work(folder)
    if f"{POLICIES}{name}" in shipped.pack_names:
        raise BadCommand(Text("the name `{name}` is taken", "이름 `{name}`{:은} 이미 쓰였습니다", name=name))
    _write(folder, packs.policy(name, shlex.quote(folder.as_posix()), today))
    called = shlex.quote(folder.as_posix())
    _next(terminal, [folder / RULES, folder / CASES], called, f"kvcheck check plan.yaml --policy {called}/{RULES}")
    return 0


def of_class(
    folder: Path, terminal: Terminal, today: str, *, label: str | None, extends: Sequence[str], law: Sequence[str]
) -> int:
    """Write the pack of a class of entry into a folder of a rules folder; returns 0."""
    name = _id(folder.resolve().name)
    shown = label or name.upper()
    if not shown.isprintable():
        raise BadCommand(Text("a label is text on one line, such as O-2", "표시 이름은 한 줄로 적습니다(예: O-2)"))
    root = folder.resolve().parent.parent
    if folder.resolve().parent.name != "us" or not is_law(root):
        raise BadCommand(
            Text(
                "a class has its folder in `us/` of a rules folder, such as rules/us/o2: not `{folder}`",
                "체류자격의 폴더는 규칙 폴더의 `us/` 아래에 만듭니다(예: rules/us/o2). `{folder}`{:은} 아닙니다",
                folder=folder.as_posix(),
            )
        )
    library = Library(root)
    _known(extends, library.pack_names, Text("pack", "규칙 묶음"))
    _known(law, library.authorities, Text("authority", "근거"))
    if not law:
        raise BadCommand(_NEEDS_LAW)
    _write(folder, packs.of_class(f"us/{name}", shown, extends, law, today))
    called = shlex.quote(folder.as_posix())
    add = f"kvcheck rules new rule {called} grant {name}-work --when activity.family=services --law {law[0]}"
    _next(terminal, [folder / RULES, folder / CASES], called, add)
    return 0


_NEEDS_LAW = Text(
    "rules of law name their authority: give `--law ID` (`kvcheck explain authorities` lists them; a new one goes into "
    "us/authorities.yaml first)",
    "법의 규칙에는 근거가 필요합니다. `--law 식별자`를 지정하십시오(목록: `kvcheck explain authorities`. 새 근거는 "
    "먼저 us/authorities.yaml에 적습니다)",
)


def rule(path: Path, terminal: Terminal, *, kind: str, name: str, when: Sequence[str], law: Sequence[str]) -> int:
    """Add a rule to a pack, and cases that show it at work to its cases; returns 0."""
    if kind not in list(RuleKind):
        raise cannot_be("KIND", kind, list(RuleKind))
    _id(name)
    if not when:
        raise BadCommand(Text("give `--when FACT=VALUE`", "`--when 사실=값`을 지정하십시오"))
    asked = [comparison(each) for each in when]
    pack = _one_pack(path)
    _free(pack, name)
    if pack.layer is not Layer.POLICY and not law:
        raise BadCommand(_NEEDS_LAW)
    added, broken = _with_rule(pack, RuleKind(kind), name, asked, law)
    write_all(added)
    _tell_broken(terminal, broken)
    _next(
        terminal,
        (pack.rules, pack.cases),
        shlex.quote(path.as_posix()),
        f"kvcheck rules docs {shlex.quote(path.as_posix())}",
    )
    return 0


def fact(path: Path, terminal: Terminal, name: str, asked: "Asked") -> int:
    """Add a fact to a pack, or to the facts of the law that the pack is of, with a rule that asks for it; returns 0."""
    if re.fullmatch(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", name) is None:
        raise BadCommand(
            Text(
                "`{name}` is no name of a fact: small letters, digits and `_`, such as course_done",
                "`{name}`{:은} 사실 이름이 아닙니다. 영어 소문자, 숫자, `_`만 씁니다(예: course_done)",
                name=name,
            )
        )
    for option, value, known in (("--about", asked.about, SUBJECTS), ("--type", asked.sort, TYPES)):
        if value not in known:
            raise cannot_be(option, value, known)
    if asked.kind and asked.kind not in list(RuleKind):
        raise cannot_be("--rule", asked.kind, list(RuleKind))
    pack = _one_pack(path)
    full, of_law = f"{OWN}.{name}", pack.layer is not Layer.POLICY
    if full in pack.library.facts:
        raise BadCommand(Text("the fact `{name}` is there already", "사실 `{name}`{:은} 이미 있습니다", name=full))
    if of_law and not asked.law:
        raise BadCommand(_NEEDS_LAW)
    kind = RuleKind(asked.kind) if asked.kind else facts.kind_of(asked.about)
    sort, rule_id = FactSort(asked.sort), name.replace("_", "-")
    when = asked.when or [facts.asked_of(name, sort, asked.values, kind)]
    _free(pack, rule_id)
    entry = facts.text_of(name, asked.about, sort, asked.values, of_law=of_law)
    before, shared = pack.library.rules_of(pack.name).document.text, {}
    if of_law:
        listed = pack.library.root_of(FACTS_FILE).document.text
        shared[FACTS_FILE] = inserted(listed, "facts", entry, ["changes", "facts"])
    else:
        before = inserted(before, "facts", entry, HEAD)
    added, broken = _with_rule(
        pack, kind, rule_id, [comparison(each) for each in when], asked.law, before=before, shared=shared
    )
    files = {(pack.library.root / each).resolve(): text for each, text in shared.items()}
    write_all({**files, **added})
    _tell_broken(terminal, broken)
    written = [*(pack.library.root / each for each in shared), pack.rules, pack.cases]
    called = shlex.quote(path.as_posix())
    _next(terminal, written, called, f"kvcheck explain {full}" + ("" if of_law else f" --policy {called}"))
    return 0


class Asked(NamedTuple):
    """What is said of a fact that is added, and of the rule that asks for it."""

    about: str
    sort: str
    values: Sequence[str]
    kind: str | None
    """The kind of the rule; that which fits what the fact is about, if nothing is said."""
    when: Sequence[str]
    law: Sequence[str]


class _Pack(NamedTuple):
    """A pack that a rule is added to."""

    library: Library
    name: str
    layer: Layer
    rules: Path
    called: str
    """How messages call its file."""

    @property
    def cases(self) -> Path:
        """The file of its cases."""
        return self.rules.with_name(CASES)


def _tell_broken(terminal: Terminal, broken: Iterable[str]) -> None:
    for each in broken:
        message = Text("a case comes out otherwise now: {case}", "기존 사례의 결과가 달라졌습니다: {case}", case=each)
        terminal.note(terminal.say(message))


def _one_pack(path: Path) -> _Pack:
    looked_at = bench(path)
    if len(looked_at.names) != 1:
        names = ticked(looked_at.names[:5])
        raise BadCommand(
            Text(
                "`{path}` holds several packs ({names}, ...): name one",
                "`{path}`에 규칙 묶음이 여럿입니다({names} 등). 하나를 지정하십시오",
                path=path.as_posix(),
                names=names,
            )
        )
    library, name = looked_at.library, looked_at.names[0]
    called = library.rules_of(name).document.name
    return _Pack(library, name, library.pack(name).layer, library.path_of(called), called)


def _free(pack: _Pack, name: str) -> None:
    """Raise BadCommand if a rule is, or was, called so."""
    taken = {each.id for each in pack.library.pack(pack.name).rules}
    if name in taken or f"{pack.name}/{name}" in retired_ids(pack.library):
        raise BadCommand(
            Text("the id `{id}` is taken, or was once", "식별자 `{id}`{:은} 이미 쓰였거나 쓰인 적이 있습니다", id=name)
        )


def _with_rule(
    pack: _Pack,
    kind: RuleKind,
    name: str,
    asked: Sequence[Mapping[str, Any]],
    law: Sequence[str],
    *,
    before: str | None = None,
    shared: Mapping[str, str] | None = None,
) -> tuple[dict[Path, str], list[str]]:
    """The files of a pack with a rule and its cases, and the cases that come out otherwise by it.

    `before` is the text of the pack, if it is no longer what stands in its file; `shared` are the texts of other files
    of the rules folder that change with it.
    """
    before = pack.library.rules_of(pack.name).document.text if before is None else before
    held = pack.library.cases_of(pack.name)
    cases = held.document.text if held is not None else "cases:\n"
    full = f"{pack.name}/{name}"

    def text(title: Text) -> str:
        return inserted(before, f"{kind}s", rules.text_of(kind, name, asked, law, title), HEAD)

    with _trial(pack, shared or {}) as tried:
        library = tried(text(NAMELESS), cases)
        said = text(rules.title_of(library, library.rules()[full]))
        library = tried(said, cases)
        found = rules.cases_of(library, pack.name, library.rules()[full])
        if not found.shown:
            raise BadCommand(
                Text(
                    "no case was found in which this rule would decide: write it by hand (rules/README.md)",
                    "이 규칙이 결정하는 사례를 찾지 못했습니다. 직접 작성하십시오(rules/README.md)",
                )
            )
        cases = _mended(
            lambda text: tried(said, text), pack.name, cases, rules.harmless(library, library.rules()[full])
        )
        for each in found.text:
            cases = inserted(cases, "cases", each, ["cases"])
        broken = _wrong_cases(tried(said, cases), pack.name) - _wrong_cases(pack.library, pack.name)
    return {pack.rules.resolve(): said, pack.cases.resolve(): cases}, sorted(broken)


def _mended(tried: Callable[[str], Library], pack: str, cases: str, facts: Mapping[str, Any]) -> str:
    """The text of cases that a new rule leaves open, with `facts` said in those that they start from, if that helps."""
    library = tried(cases)
    read_before = read(library, pack)
    starts: dict[str, None] = {}
    for name in sorted(_wrong_cases(library, pack)):
        case = read_before[name]
        while case.start is not None:
            case = read_before[case.start]
        if not facts.keys() & case.facts.keys():
            starts[case.name] = None
    text = cases
    for name in starts:
        text = with_facts(text, name, rules.as_given(facts)[1:-1])
    return text if text != cases and not _wrong_cases(tried(text), pack) else cases


def _wrong_cases(library: Library, pack: str) -> set[str]:
    """The names of the cases of a pack that do not come out as they say."""
    return {each.case.name for each in examine(library, pack).outcomes if not each.passes}


@contextmanager
def _trial(pack: _Pack, shared: Mapping[str, str]) -> Iterator[Callable[[str, str], Library]]:
    """What reads the pack as if its files held other texts. Raises BadCommand for what is wrong with them."""
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held) / "rules"
        shipped = pack.name in pack.library.pack_names
        if shipped:
            shutil.copytree(pack.library.root, folder)
            for each, text in shared.items():
                (folder / each).write_bytes(text.encode())
        else:
            folder.mkdir()
        file = folder / pack.name / RULES if shipped else folder / RULES

        def tried(text: str, cases: str) -> Library:
            file.write_bytes(text.encode())
            file.with_name(CASES).write_bytes(cases.encode())
            try:
                return _as_if(pack, file, folder)
            except CannotCheck as error:
                raise BadCommand(_wrong(error)) from None

        yield tried


def _as_if(pack: _Pack, file: Path, folder: Path) -> Library:
    """The library with what stands in a copy. Raises CannotCheck for what is wrong with it."""
    if pack.name not in pack.library.pack_names:
        library = Library(pack.library.root, called=pack.library.origin.name if pack.library.origin else "rules")
        library.add(file, pack.called)
        return library
    library = Library(folder, called=pack.called.removesuffix(f"/{pack.name}/{RULES}"))
    known = library.authorities, library.documents, library.classes
    library.read(
        f"{pack.name}/{RULES}", lambda root: read_pack(root, library.facts, library.vocabulary_of(root), *known)
    )
    return library


def _wrong(error: CannotCheck) -> Text:
    """What is wrong with a rule that was asked for."""
    first = error.problems[0]
    if first.hint is None:
        return Text("{message}; nothing was written", "{message}. 아무것도 쓰지 않았습니다", message=first.message)
    return Text(
        "{message}; {hint}; nothing was written",
        "{message}. {hint}. 아무것도 쓰지 않았습니다",
        message=first.message,
        hint=first.hint,
    )


def _known(names: Sequence[str], known: Collection[str], what: Text) -> None:
    for each in names:
        if each not in known:
            raise BadCommand(
                Text(
                    "unknown {what} `{name}`; {hint}",
                    "알 수 없는 {what} `{name}`. {hint}",
                    what=what,
                    name=each,
                    hint=one_of(known, each),
                )
            )


def _id(name: str) -> str:
    """A name that can be an id. Raises BadCommand for another one."""
    if ID.fullmatch(name) is None:
        raise BadCommand(
            Text(
                "`{name}` is no id: small letters, digits, `-` and `.`, such as acme-travel",
                "`{name}`{:은} 식별자가 아닙니다. 영어 소문자, 숫자, `-`, `.`만 씁니다(예: acme-travel)",
                name=name,
            )
        )
    return name


def _write(folder: Path, files: Mapping[str, str]) -> None:
    refuse_there(in_the_way(folder, files))
    write_new(folder, files)


def _next(terminal: Terminal, written: Iterable[Path], called: str, then: str) -> None:
    tell_next(
        terminal,
        [each.as_posix() for each in written],
        [f"kvcheck rules lint {called}", f"kvcheck rules test {called}", then],
    )
