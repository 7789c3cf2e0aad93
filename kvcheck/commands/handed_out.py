"""The register of papers on the command line: written beside papers that are made, and looked up by file or by trip."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kvcheck import disk
from kvcheck.errors import BadCommand
from kvcheck.language.text import Text
from kvcheck.lines.layout import paragraph, shown
from kvcheck.model import Verdict, worst
from kvcheck.repository import handed_out
from kvcheck.repository.handed_out import Entry
from kvcheck.shell.inputs import refuse_to_overwrite
from kvcheck.shell.terminal import Terminal
from kvcheck.source.files import contents
from kvcheck.telling import labels

MAX_PAPER = 1 << 28
"""The most bytes of a file that is looked up."""
NONE = 1
"""Exit code where the register has no such paper."""
NO_SUCH_FILE = Text(
    "{file}: not in the register: it was not made by a run that kept it, or was changed since",
    "{file}: 교부 대장에 없습니다. 대장에 기록하지 않고 작성했거나 작성 후 변경된 파일입니다",
)
NO_SUCH_TRIP = Text("{trip}: no paper in the register", "{trip}: 교부 대장에 서류가 없습니다")


class Register:
    """A register that papers of a run go into; of a run that keeps none, its path is None."""

    def __init__(self, path: Path | None, read: Iterable[Path] = ()) -> None:
        """Of a path. What is there is read at once: no paper is made for a register that cannot take it.

        `read` are files that the run reads. Raises BadCommand, or CannotCheck of what is no register.
        """
        self._path = path
        if path is not None:
            refuse_to_overwrite(list(read), path)
            handed_out.with_more(path, str(path), ())

    @contextmanager
    def taking(self, more: Sequence[Entry], files: Iterable[Path] = ()) -> Iterator[Mapping[Path, str]]:
        """What is to be written with papers so that the register has them: they are written together, or none is.

        Meanwhile every other run that writes into the same folder of registers waits.
        """
        if self._path is None:
            yield {}
            return
        if any(disk.same(self._path, each) for each in files):
            raise BadCommand(Text("two outputs go to one file", "두 출력이 같은 파일을 가리킵니다"))
        with disk.locked(self._path.parent):
            yield {disk.followed(self._path): handed_out.with_more(self._path, str(self._path), more)}


def of_file(paper: Path, register: Path, trips: Sequence[str], terminal: Terminal) -> int:
    """Say what the register has of a file, as a paper of some trips if there are any; returns 0 if it has it."""
    entries = handed_out.read(register, str(register))
    entries = [each for each in entries if not trips or any(handed_out.about([each], trip) for trip in trips)]
    found = handed_out.same_bytes(entries, contents(paper, str(paper), MAX_PAPER))
    return _tell(found, [NO_SUCH_FILE.filled(file=shown(str(paper)))] if not found else [], terminal)


def of_trips(value: Any, name: str, trips: Sequence[str], terminal: Terminal) -> int:
    """Say what papers a register has, of some trips if there are any; returns 0 if it has some of each."""
    entries = handed_out.entries_of(value, name)
    if not trips:
        nothing = Text("no paper in the register yet", "교부 대장에 아직 서류가 없습니다")
        return _tell(entries, [] if entries else [nothing], terminal)
    wanted = list(dict.fromkeys(trips))
    found = [each for each in entries if any(handed_out.about([each], trip) for trip in wanted)]
    lost = [NO_SUCH_TRIP.filled(trip=shown(trip)) for trip in wanted if not handed_out.about(entries, trip)]
    return _tell(found, lost, terminal)


def _tell(found: Sequence[Entry], lost: Sequence[Text], terminal: Terminal) -> int:
    for each in found:
        verdict = worst(Verdict(one["verdict"]) for one in each["trips"])
        for trip in each["trips"]:
            said = _line(each, trip)
            terminal.lines(paragraph("", terminal.say(said), indent=0, width=terminal.width, style=verdict.value))
    for text in lost:
        terminal.lines(paragraph("", terminal.say(text), indent=0, width=terminal.width, style="not_permitted"))
    return NONE if lost else 0


def _line(paper: Entry, trip: Mapping[str, str]) -> Text:
    """One trip of a paper."""
    return Text(
        "{made} {paper}.{fmt} · {trip} · {label} · {first} – {last} · {verdict} · law as of {as_of} · sha256 {hash}",
        "{made} {paper}.{fmt} · {trip} · {label} · {first} – {last} · {verdict} · {as_of} 기준 · sha256 {hash}",
        made=paper["made"],
        paper=paper["paper"],
        fmt=paper["format"],
        trip=shown(trip["id"]),
        label=shown(trip["class"]),
        first=shown(trip["arrive"]),
        last=shown(trip["depart"]),
        verdict=labels.VERDICTS[Verdict(trip["verdict"])],
        as_of=paper["as_of"],
        hash=paper["sha256"][:12],
    )
