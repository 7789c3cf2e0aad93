"""Every kind of input: a good one, and what kvcheck does with it, from bytes to all that could be told of them."""

import io
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook, load_workbook

from kvcheck.advice.log.formats import LOGS
from kvcheck.advice.log.weigh import drifts
from kvcheck.engine import check
from kvcheck.errors import Problem
from kvcheck.model import Plan, Run
from kvcheck.packs import Library, rules_root
from kvcheck.plan import assemble, load
from kvcheck.reporters import reporter
from kvcheck.repository import baseline, config, receipt, waivers
from kvcheck.rosters.answers import ANSWER_HEADINGS
from kvcheck.rosters.asked import Answers
from kvcheck.rosters.day_log import read as read_log
from kvcheck.rosters.open import read_bytes
from kvcheck.rosters.preview import preview
from kvcheck.rosters.question_book import answers_in
from kvcheck.rosters.whole import intake_of
from kvcheck.source import read_text
from kvcheck.source.encoding import decode
from kvcheck.telling.style import Style
from kvcheck.templates.pages import Markup
from kvcheck.templates.sandbox import untrusted
from tests.fuzz.damage import CANARY
from tests.support import AS_OF, MINIMAL, PLANS, changed, library
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
    """A baseline or a receipt of a plan with findings."""
    report = check(assemble([read_text(DOUBTED, "plan.yaml")], "plan.yaml"), library(), as_of=AS_OF)
    if what == "baseline":
        return baseline.render([report])
    return receipt.render(Run((report,)), library(), [receipt.Governor((), ())])


class Kind(NamedTuple):
    """A kind of input."""

    text: Callable[[], str]
    """A good one."""
    told: Callable[[str, Path], Iterable[str]]
    """What is told of one, in pieces; `folder` is empty and its own. Raises KvcheckError as kvcheck does."""
    share: int
    """How many of a thousand inputs are of this kind."""


def of_problems(problems: Iterable[Problem]) -> Iterator[str]:
    """All that a problem says, in both languages."""
    for each in problems:
        yield from (each.message.en, each.message.ko, each.quote or "-")
        if each.hint is not None:
            yield from (each.hint.en, each.hint.ko)


def _file(text: str, folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
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
            _file(content, Path(made), re.sub(r"[^\w.-]", "_", name)[:40].strip(".") or "unnamed.yaml")
        yield from _judged(load(Path(made), "plan"), text)


def _log(text: str, folder: Path) -> Iterator[str]:
    del folder
    report = check(assemble([read_text(MINIMAL, "plan.yaml")], "plan.yaml"), library(), as_of=AS_OF)
    log = read_log(text.encode("utf-8", "surrogatepass"), "log.csv", report.plan, library())
    found = drifts(report, library(), log.entries, log="log.csv", notes=log.notes, unread=log.unread)
    yield from (LOGS[fmt]([found], Style(verbose=True, lang="ko")) for fmt in ("text", "json"))


def _settings(text: str, folder: Path) -> Iterator[str]:
    (folder / "plans").mkdir(exist_ok=True)
    _file(MINIMAL, folder / "plans", "a.yaml")
    found = config.read(_file(text, folder, "kvcheck.yaml"))
    yield from map(str, config.plans(found))
    yield from config.named_files(found)


def _waivers(text: str, folder: Path) -> Iterator[str]:
    yield from (each.id for each in waivers.read(_file(text, folder, "waivers.yaml"), "waivers.yaml", library()))


def _baseline(text: str, folder: Path) -> Iterator[str]:
    yield from baseline.read(_file(text, folder, "accepted.json"), "accepted.json")


def _receipt(text: str, folder: Path) -> Iterator[str]:
    yield str(receipt.read(_file(text, folder, "receipt.json"), "receipt.json")["as_of"])


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


@cache
def _base_book() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in roster().splitlines():
        sheet.append(row.split(","))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _workbook(text: str, folder: Path) -> Iterator[str]:
    """The cells that a damaged roster has, in a workbook; of some the bytes are damaged too."""
    del folder
    book = load_workbook(io.BytesIO(_base_book()))
    sheet = book.active
    assert sheet is not None
    for number, line in enumerate(text.split("\n")[:20], 1):
        for column, cell in enumerate(line.split(",")[:40], 1):
            clean = "".join(each for each in cell if each.isprintable())
            sheet.cell(number, column).value = int(clean) if clean.isascii() and clean.isdecimal() else clean
    out = io.BytesIO()
    book.save(out)
    data = out.getvalue()
    if len(text) % 3 == 0:
        at = len(text) * 7919 % len(data)
        data = data[:at] + text[:9].encode("utf-8", "replace") + data[at + len(text) % 40 :]
    yield from _of_roster(data, "roster.xlsx")


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
    "plan": Kind(lambda: PLAN, _plan, 40),
    "folder": Kind(lambda: FOLDER, _folder, 20),
    "log": Kind(lambda: LOG, _log, 20),
    "settings": Kind(lambda: SETTINGS, _settings, 150),
    "waivers": Kind(lambda: WAIVERS, _waivers, 150),
    "baseline": Kind(lambda: _report_json("baseline"), _baseline, 210),
    "receipt": Kind(lambda: _report_json("receipt"), _receipt, 210),
    "roster": Kind(roster, _roster, 20),
    "workbook": Kind(roster, _workbook, 3),
    "policy": Kind(lambda: POLICY, _policy, 20),
    "template": Kind(lambda: TEMPLATE, _template, 40),
    "answers": Kind(lambda: ANSWERS, _answers, 117),
}
