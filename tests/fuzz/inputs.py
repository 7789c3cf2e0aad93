"""Every kind of input: a good one, and what kvcheck does with it, from bytes to all that could be told of them."""

import io
import json
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch
from xml.sax.saxutils import escape

from kvcheck import disk
from kvcheck.advice.log.formats import LOGS
from kvcheck.advice.log.weigh import drifts
from kvcheck.engine import check
from kvcheck.errors import Problem
from kvcheck.model import Plan, Report, Run
from kvcheck.packs import Library, rules_root
from kvcheck.plan import assemble, load
from kvcheck.reporters import reporter
from kvcheck.repository import baseline, config, handed_out, lock, receipt, waivers
from kvcheck.rosters.answers import ANSWER_HEADINGS
from kvcheck.rosters.asked import Answers
from kvcheck.rosters.day_log import read as read_log
from kvcheck.rosters.open import read_bytes
from kvcheck.rosters.preview import preview
from kvcheck.rosters.question_book import answers_in
from kvcheck.rosters.travel_history import read as read_history
from kvcheck.rosters.whole import intake_of
from kvcheck.source import read_text
from kvcheck.source.encoding import decode
from kvcheck.telling.style import Style
from kvcheck.templates.pages import Markup
from kvcheck.templates.sandbox import untrusted
from tests.fuzz.damage import CANARY
from tests.support import AS_OF, MINIMAL, PLANS, changed, judge, library
from tests.support.waivers import DOUBTED, REGISTER

PLAN = changed(
    ("    nationality: [KR]", f"    name: {CANARY} Kim\n    nationality: [KR]"),
    ("description: 화성 충방전기 설치", f"description: {CANARY} installs the charger"),
)
"""The smallest useful plan, with a name that nobody may read, in a description too."""

FOLDER = re.sub(r"(?m)^(?=(\w+):)", r"=== \1.yaml\nkvcheck: 1\n", PLAN.replace("kvcheck: 1\n", ""))
"""The same plan as a folder: a file for each section, one after another, each below its name."""

LOG = f"""\
날짜,이름,작업,장비,현장,작업 내용,공구
2026-12-03,kim-ms,설치,charger,ellabell,{CANARY} bolts it down,토크 렌치
2026-12-04,kim-ms,welding,,,공장 배관 용접,용접 토치
2026-12-05,{CANARY},설치,charger,,,
2027-03-01,kim-ms,calibrate,charger,ellabell,,
"""

SETTINGS = f"""\
kvcheck: 1  # {CANARY}
plans: [plans/*.yaml]
lang: ko
fail_on: not_permitted
policies: [esta-14-days]
sides: [tax-days]
waivers: waivers.yaml
roster:
  columns: {{사번: traveler}}
"""
WAIVERS = REGISTER.replace("Plug connections only", f"{CANARY} plugs it in").replace("Memo", CANARY)
POLICY = (rules_root() / "policy" / "esta-14-days" / "rules.yaml").read_text(encoding="utf-8").replace(
    "pack: policy/esta-14-days", "pack: policy/ours"
)  # fmt: skip
TEMPLATE = (
    "{% for r in rows|sort(attribute='title') %}{% set a = r.trip ~ ': ' ~ r.title %}{{ a|upper|replace('A', 'b') }}"
    " {{ loop.index }}/{{ rows|length }}{% if not loop.last %}, {% else %}.{% endif %}{% endfor %}"
    " {{ [1, 2][::-1]|join('-') }} {{ rows|sum(attribute='n') + 1 }} {{ {'x': notice}.x|default('-') }}"
)
GIVEN = {"rows": [{"trip": f"t{n}", "title": "Installs", "n": n} for n in range(20)], "notice": "informs"}
HISTORY = f"""\
{CANARY}, M12345678
\tDATE\tTYPE\tLOCATION
1\t2026-08-14\tDeparture\tATL
2\t2026-06-01\tArrival\tATL
3\t11/20/2025\tDeparture\tDTW
4\tSeptember 3, 2025\tArrival\t{CANARY}
"""
LOCK = lock.render((lock.Elsewhere("packs/ours.yaml", Path("ours"), CANARY, False, {"ours.yaml": "0" * 64}),))
ANSWERS = f"""\
# answers
trips.kim-1.long_stay=no
travelers.kim-ms.name={CANARY}
trips.kim-1.activities.1.description={CANARY} installs
"""


@cache
def roster() -> str:
    """The roster of the tests with names in it."""
    heads, *rows = (PLANS / "roster.csv").read_text(encoding="utf-8").splitlines()
    return "\n".join([f"성명,{heads}", *(f"{CANARY}{number},{row}" for number, row in enumerate(rows)), ""])


@cache
def _report_json(what: str) -> str:
    """A baseline, a receipt or a register of papers about a plan with findings."""
    report = judge(DOUBTED)
    if what == "baseline":
        return baseline.render([report])
    if what == "register":
        making = handed_out.Making("letter-employer", "docx", report, AS_OF)
        papers = [handed_out.entry(making, name.encode(), report.trips) for name in ("one", "two")]
        return json.dumps({"format": handed_out.FORMAT, "version": handed_out.VERSION, "papers": papers}, indent=1)
    return receipt.render(Run((report,)), library(), [receipt.Governor((), ())])


@cache
def _minimal() -> Report:
    return judge(MINIMAL)


class Kind(NamedTuple):
    """A kind of input."""

    text: Callable[[], str]
    """A good one."""
    told: Callable[[str, Path], Iterable[str]]
    """What is told of one, in pieces; `folder` is `without_disk`. Raises KvcheckError as kvcheck does."""
    share: int
    """How many of a thousand inputs are of this kind."""


def of_problems(problems: Iterable[Problem]) -> Iterator[str]:
    """All that a problem says, in both languages."""
    for each in problems:
        yield from (each.message.en, each.message.ko, each.quote or "-")
        if each.hint is not None:
            yield from (each.hint.en, each.hint.ko)


_HELD: dict[Path, bytes] = {}
_of_disk = disk.read


def _read(path: Path, at_most: int) -> bytes:
    """What is held for a path, else what the disk has there."""
    held = _HELD.get(path)
    return _of_disk(path, at_most) if held is None else held


@contextmanager
def without_disk(folder: Path) -> Iterator[None]:
    """A folder for inputs, with a plan in it. Inputs are held in memory: to write one costs more than to read it."""
    (folder / ".git").mkdir()  # the top of what settings look for
    (folder / "plans").mkdir()
    (folder / "plans" / "a.yaml").write_text(MINIMAL, encoding="utf-8")
    with patch.object(disk, "read", _read):
        yield
    _HELD.clear()


def _file(text: str, folder: Path, name: str) -> Path:
    path = folder / name
    _HELD[path] = text.encode("utf-8", "surrogatepass")
    return path


def _plan(text: str, folder: Path) -> Iterator[str]:
    del folder
    text = decode(text.encode("utf-8", "surrogatepass"), "plan.yaml")
    yield from _judged(assemble([read_text(text, "plan.yaml")], "plan.yaml"), text)


def _judged(plan: Plan, text: str) -> Iterator[str]:
    """The report about a plan that stands in `text`."""
    report = check(plan, library(), as_of=AS_OF)
    named = any(CANARY in str(each.get("name")) for each in report.plan.travelers.values())
    if named or CANARY not in text:  # else nobody says that the word is a name
        yield reporter("text")(Run((report,)), library(), Style(verbose=True, lang="ko"))


def _folder(text: str, folder: Path) -> Iterator[str]:
    with tempfile.TemporaryDirectory(dir=folder) as made:
        for each in re.split(r"(?m)^=== ", text):
            name, _, content = each.partition("\n")
            path = Path(made, re.sub(r"[^\w.-]", "_", name)[:40].strip(".") or "unnamed.yaml")
            path.write_bytes(content.encode("utf-8", "surrogatepass"))
        yield from _judged(load(Path(made), "plan"), text)


def _log(text: str, folder: Path) -> Iterator[str]:
    del folder
    report = _minimal()
    log = read_log(text.encode("utf-8", "surrogatepass"), "log.csv", report.plan, library())
    found = drifts(report, library(), log.entries, log="log.csv", notes=log.notes, unread=log.unread)
    yield from (LOGS[fmt]([found], Style(verbose=True, lang="ko")) for fmt in ("text", "json"))


def _settings(text: str, folder: Path) -> Iterator[str]:
    found = config.read(_file(text, folder, "kvcheck.yaml"))
    yield from map(str, config.plans(found))
    yield from config.named_files(found)


def _waivers(text: str, folder: Path) -> Iterator[str]:
    yield from (each.id for each in waivers.read(_file(text, folder, "waivers.yaml"), "waivers.yaml", library()))


def _baseline(text: str, folder: Path) -> Iterator[str]:
    yield from baseline.read(_file(text, folder, "accepted.json"), "accepted.json")


def _receipt(text: str, folder: Path) -> Iterator[str]:
    yield str(receipt.read(_file(text, folder, "receipt.json"), "receipt.json")["as_of"])


def _register(text: str, folder: Path) -> Iterator[str]:
    found = handed_out.read(_file(text, folder, "papers.json"), "papers.json")
    yield str([each["sha256"] for each in (*handed_out.about(found, "kim-1"), *handed_out.same_bytes(found, b"one"))])


def _lock(text: str, folder: Path) -> Iterator[str]:
    yield str(len(lock.read(_file(text, folder, "kvcheck.lock"), "kvcheck.lock")))


def _history(text: str, folder: Path) -> Iterator[str]:
    del folder
    yield str(read_history(text.encode("utf-8", "surrogatepass"), "history.txt"))


def _roster(text: str, folder: Path) -> Iterator[str]:
    del folder
    yield from _of_roster(text.encode("utf-8", "surrogatepass"), "roster.csv")


def _of_roster(data: bytes, name: str) -> Iterator[str]:
    opened = read_bytes(data, name, Answers())
    for question in opened.questions:
        yield from (question.text.en, question.text.ko)
    intake = intake_of(opened, [read_text(PLAN, "plan.yaml")], library(), ANSWER_HEADINGS, Answers())
    for line in preview(opened, intake, Path("plan.yaml"), "ko", 80, made=False):
        yield "".join(span.text for span in line)


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="'
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/sheet.xml" ContentType="'
    'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="a" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}">'
    '<sheets><sheet name="Sheet" sheetId="1" r:id="a"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="a" Type="{_LINKS}/worksheet" Target="sheet.xml"/></Relationships>',
}
"""The parts of the smallest workbook but for its sheet."""


def _workbook(text: str, folder: Path) -> Iterator[str]:
    """The cells that a damaged roster has, in a workbook; of one in three a part or the bytes are damaged too."""
    del folder
    at = len(text) * 7919
    parts = {**_PARTS, "xl/sheet.xml": _sheet(text)}
    if len(text) % 3 == 0:
        name = sorted(parts)[at % len(parts)]
        part = parts[name]
        parts[name] = part[: at % len(part)] + text[:9] + part[at % len(part) + at % 30 :]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part.encode("utf-8", "replace"))
    data = out.getvalue()
    if len(text) % 7 == 0:
        data = data[: at % len(data)] + text[:9].encode("utf-8", "replace") + data[at % len(data) + at % 40 :]
    yield from _of_roster(data, "roster.xlsx")


def _sheet(text: str) -> str:
    """Cells of numbers and of text, and one that is computed."""
    rows = []
    for line in text.split("\n")[:20]:
        cells = []
        for cell in line.split(",")[:40]:
            clean = "".join(filter(str.isprintable, cell))
            if clean.isascii() and clean.isdecimal():
                cells.append(f"<c><v>{clean}</v></c>")
            elif clean.startswith("="):
                cells.append(f"<c><f>{escape(clean[1:])}</f></c>")
            else:
                cells.append(f'<c t="inlineStr"><is><t>{escape(clean)}</t></is></c>')
        rows.append(f"<row>{''.join(cells)}</row>")
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'


@cache
def _own_library() -> Library:
    return Library(rules_root())


def _policy(text: str, folder: Path) -> Iterator[str]:
    packs = _own_library()
    pack = packs.add(_file(text, folder, "ours.yaml"), "ours.yaml")
    packs._packs.pop(pack.name, None)
    yield pack.name


def _template(text: str, folder: Path) -> Iterator[str]:
    del folder
    yield untrusted(Markup, GIVEN).from_string(text).render(GIVEN)


def _answers(text: str, folder: Path) -> Iterator[str]:
    answers_in(_file(text, folder, "answers.txt"))
    yield ""  # they are the user's own to see


KINDS: dict[str, Kind] = {
    "plan": Kind(lambda: PLAN, _plan, 100),
    "folder": Kind(lambda: FOLDER, _folder, 15),
    "log": Kind(lambda: LOG, _log, 15),
    "settings": Kind(lambda: SETTINGS, _settings, 110),
    "waivers": Kind(lambda: WAIVERS, _waivers, 40),
    "baseline": Kind(lambda: _report_json("baseline"), _baseline, 130),
    "receipt": Kind(lambda: _report_json("receipt"), _receipt, 150),
    "register": Kind(lambda: _report_json("register"), _register, 90),
    "lock": Kind(lambda: LOCK, _lock, 75),
    "roster": Kind(roster, _roster, 25),
    "workbook": Kind(roster, _workbook, 15),
    "history": Kind(lambda: HISTORY, _history, 90),
    "policy": Kind(lambda: POLICY, _policy, 40),
    "template": Kind(lambda: TEMPLATE, _template, 25),
    "answers": Kind(lambda: ANSWERS, _answers, 80),
}
