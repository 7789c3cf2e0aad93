"""`kvcheck rules docs`: the pages of packs, to read, print and sign."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from kvcheck import disk
from kvcheck.errors import BadCommand, cannot_be, one_of
from kvcheck.frozen import NamedTuple
from kvcheck.language.grammar import ticked
from kvcheck.language.text import Text
from kvcheck.office.extras import office_needed
from kvcheck.packs import Library
from kvcheck.packtools.bench import bench
from kvcheck.packtools.docs.build import pages_of
from kvcheck.packtools.docs.value import PackPages
from kvcheck.repository.law import library_at_work
from kvcheck.shell.files import write_bytes, write_into
from kvcheck.shell.inputs import refuse_to_overwrite
from kvcheck.shell.terminal import Terminal


class Options(NamedTuple):
    """What is asked of one run."""

    packs: tuple[str, ...]
    fmt: str | None = None
    out: Path | None = None


def _html(page: PackPages) -> bytes:
    from kvcheck.packtools.docs.html import render

    return render(page).encode(errors="replace")


def _markdown(page: PackPages) -> bytes:
    from kvcheck.packtools.docs.markdown import render

    return render(page).encode(errors="replace")


def _docx(page: PackPages) -> bytes:
    with office_needed():
        from kvcheck.packtools.docs.word import render
    return render(page)


FORMATS: Mapping[str, Callable[[PackPages], bytes]] = {"html": _html, "markdown": _markdown, "docx": _docx}
SUFFIXES = {"html": ".html", "markdown": ".md", "docx": ".docx"}


def run(terminal: Terminal, options: Options) -> int:
    """Write the pages of each pack: into a file, into a folder, or one pack onto the terminal."""
    fmt = _format(options)
    into_file = options.out is not None and options.out.suffix == SUFFIXES[fmt] and not disk.is_folder(options.out)
    refuse_to_overwrite([Path(each) for each in options.packs], options.out if into_file else None)
    found = list(_found(options.packs))
    if len(found) > 1 and (options.out is None or into_file):
        raise BadCommand(
            Text(
                "these are {number} packs: give `--out FOLDER`, or name one pack",
                "규칙 묶음이 {number}개입니다. `--out 폴더`를 지정하거나 묶음 하나를 지정하십시오",
                number=len(found),
            )
        )
    names = _file_names([name for _, name in found], SUFFIXES[fmt])
    with terminal.progress(len(found)) as step:
        made: dict[str, bytes] = {}
        for (library, name), file in zip(found, names, strict=True):
            made[file] = FORMATS[fmt](pages_of(library, name))
            step()
    if options.out is None:
        terminal.text(made[names[0]].decode())
    elif into_file:
        write_bytes(options.out, made[names[0]])
        terminal.wrote(options.out)
    else:
        write_into(options.out, made)
        terminal.wrote_into(options.out, names)
    return 0


def _format(options: Options) -> str:
    """The format asked for, otherwise that of the file's name, otherwise HTML."""
    ends = {suffix: name for name, suffix in SUFFIXES.items()}
    fmt = options.fmt or ends.get(options.out.suffix if options.out is not None else "", "html")
    if fmt not in FORMATS:
        raise cannot_be("--format", fmt, FORMATS)
    if fmt == "docx" and options.out is None:
        raise BadCommand(
            Text(
                "`docx` is written to a file: give `--out FILE` or `--out FOLDER`",
                "`docx` 형식은 파일로만 씁니다. `--out 파일` 또는 `--out 폴더`를 지정하십시오",
            )
        )
    return fmt


def _found(named: Sequence[str]) -> Iterator[tuple[Library, str]]:
    """Each pack that is named, once, in the library that it belongs to; without names every shipped one."""
    shipped = library_at_work(Path())
    seen: set[str] = set()
    for library, name in _each(named, shipped):
        if name in seen and library is not shipped:
            raise BadCommand(Text("two packs are called `{name}`", "이름이 `{name}`인 규칙 묶음이 둘입니다", name=name))
        if name not in seen:
            seen.add(name)
            yield library, name


def _each(named: Sequence[str], shipped: Library) -> Iterator[tuple[Library, str]]:
    if not named:
        yield from ((shipped, name) for name in shipped.pack_names)
    for each in named:
        called = [name for name in shipped.pack_names if name == each or name.endswith(f"/{each}")]
        if each in called or len(called) == 1:
            yield shipped, each if each in called else called[0]
        elif called:
            names = ticked(called)
            raise BadCommand(
                Text("`{each}` may be one of {names}", "`{each}`: {names} 중 하나로 적으십시오", each=each, names=names)
            )
        elif disk.there(Path(each)) or disk.is_folder(Path(each)):
            looked_at = bench(Path(each))
            yield from ((looked_at.library, name) for name in looked_at.names)
        else:
            raise _unknown(each, shipped)


def _unknown(name: str, shipped: Library) -> BadCommand:
    """That neither a pack nor a file is called so, with the nearest pack."""
    return BadCommand(
        Text(
            "no pack and no file is called `{name}`; {hint}",
            "`{name}`{:이라는} 규칙 묶음이나 파일이 없습니다. {hint}",
            name=name,
            hint=one_of(shipped.pack_names, name),
        )
    )


def _file_names(packs: Sequence[str], suffix: str) -> list[str]:
    """A file name for each pack, whatever signs its name has."""
    return [(re.sub(r"[^\w.-]+", "-", name).strip("-.") or "pack") + suffix for name in packs]
