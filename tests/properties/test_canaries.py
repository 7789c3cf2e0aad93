"""Whatever a plan holds, no output of any command has its texts as signs of the format, and none names anybody."""

import csv
import html.parser
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from markdown_it import MarkdownIt

from kvcheck.reporters import FORMATS
from tests.support import AS_OF, MINIMAL, kvcheck
from tests.support.canaries import HOSTILE, hostile_plan

ADVICE = {
    "ask": ("markdown",), "advise": ("markdown",), "compare": ("markdown",), "slip": ("markdown",),
    "days": ("markdown",), "log": ("markdown", "json"),
}  # fmt: skip
"""Their texts are those of `check`, laid out by the same rooms: not each format of each takes its seconds here."""
LOG = "날짜,이름,작업,장비,현장,작업 내용,공구\n2027-01-12,hong-gd,설치,winder,grebe-hollow,{text},{text}\n"
SUFFIXES = {"markdown": "md", "sarif": "json", "rdjson": "json", "gitlab": "json", "junit": "xml"}
"""By what a format is read; any other is read as itself."""
PAPERS = ("checklist.html", "checklist.ics", "checklist.docx", "card.html", "letter.docx")
"""What may name its traveler."""
INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufffe]")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What commands write about the hostile plan, by a name that ends as its format is read.

    Records, such as receipts, are looked into in `tests/shell/test_ci.py`.
    """
    folder = tmp_path_factory.mktemp("canaries")
    text, _ = hostile_plan()
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    cell = '"' + HOSTILE.replace('"', '""').replace("\n", " ").replace("\r", " ").replace("\u2028", " ") + '"'
    (folder / "log.csv").write_text(LOG.format(text=cell), encoding="utf-8")
    every = [f"{fmt}=check-{fmt}.{SUFFIXES.get(fmt, fmt)}" for fmt in FORMATS if fmt != "template"]
    runs = [
        ["check", "-v", "--side", "all", *(part for each in every for part in ("-f", each))],
        *([each, *(["log.csv"] if each == "log" else []), "-v", "-f", fmt, "-o", f"{each}.{SUFFIXES.get(fmt, fmt)}"]
          for each, fmts in ADVICE.items() for fmt in fmts),
        *(["checklist", "-f", fmt, "-o", f"checklist.{SUFFIXES.get(fmt, fmt)}"]
          for fmt in ("markdown", "html", "docx", "ics")),
        ["export", "--csv", "export.csv"],
        ["export", "--xlsx", "export.xlsx"],
        ["letter", "--kind", "employer", "--trip", "hong-winder", "-o", "letter.docx"],
        ["card", "--trip", "hong-winder", "-o", "card.html"],
        ["waivers", "--draft"],
    ]  # fmt: skip
    said = b""
    for command, *options in runs:
        ran = kvcheck(command, "plan.yaml", *options, "--as-of", AS_OF, cwd=folder)
        assert ran.code in (0, 1, 4), (command, options, ran.err)
        said += (ran.out + ran.err).encode()
    found = {each.name: each.read_bytes() for each in folder.iterdir() if each.name not in ("plan.yaml", "log.csv")}
    return found | {"said.text": said}


def named(made: dict[str, bytes], suffix: str) -> Iterator[tuple[str, str]]:
    """The outputs of one kind, as text."""
    found = [(name, data.decode("utf-8-sig")) for name, data in made.items() if name.endswith(suffix)]
    assert found
    yield from found


def parts(name: str, data: bytes) -> list[str]:
    """An output as text; of an archive each of its files, and what a workbook has in its cells."""
    if not data.startswith(b"PK"):
        return [data.decode("utf-8-sig")]
    archive = zipfile.ZipFile(io.BytesIO(data))
    return [archive.read(each).decode() for each in archive.namelist() if each.endswith((".xml", ".rels"))]


def test_nobody_is_named_but_in_papers(made: dict[str, bytes]) -> None:
    """Neither a name nor a number, address, day of birth or salary, and nobody who signs or is called."""
    _, private = hostile_plan()
    leaks = [
        (name, ".".join(map(str, private[mark])))
        for name, data in made.items()
        if name not in PAPERS
        for text in ["".join(parts(name, data))]
        for mark in private
        if mark in text
    ]
    assert not leaks
    assert any(mark in "".join(parts("letter.docx", made["letter.docx"])) for mark in private), "they are in the plan"


def test_nothing_invisible_is_in_an_output(made: dict[str, bytes]) -> None:
    """No control, direction or separator that a reader does not see, in whatever way the format writes it."""
    for name, data in made.items():
        for text in parts(name, data):
            seen = json.dumps(json.loads(text), ensure_ascii=False) if name.endswith(".json") else text
            seen = html.unescape(seen) if name.endswith((".html", ".xml", ".docx", ".xlsx")) else seen
            assert not INVISIBLE.search(seen.replace("\r\n", "\n")), name


class _Page(html.parser.HTMLParser):
    """What of a page a text could have brought in."""

    def __init__(self) -> None:
        super().__init__()
        self.foreign: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = " ".join(f"{key}={value}" for key, value in attrs)
        wrong = tag in ("img", "iframe", "object") or any(key.startswith("on") for key, _ in attrs)
        links = [value or "" for key, value in attrs if key in ("href", "src", "action", "style")]
        if wrong or any("evil" in each or "javascript:" in each for each in links):
            self.foreign.append(f"<{tag} {said}>")

    def handle_comment(self, data: str) -> None:
        self.foreign.append(f"<!--{data}-->")


def test_a_page_has_no_element_of_a_text(made: dict[str, bytes]) -> None:
    """Nor an attribute, a link, a comment, a script."""
    for name, text in named(made, ".html"):
        page = _Page()
        page.feed(text)
        assert not page.foreign, name
        scripts = re.findall(r"<script[^>]*>(.*?)</script>", text, re.DOTALL)
        assert not [each for each in scripts if "alert(" in each], name


OURS = {"testsuites", "testsuite", "testcase", "failure", "skipped", "error", "properties", "property"}
"""The elements of a report of tests."""
NUMBER = "<w:instrText>PAGE</w:instrText>"
"""The one field of our own."""
OWN_HTML = re.compile(r"</?(?:details|summary|sub|br ?/?)>")
LINKED = re.compile(r"https?://|www\.evil|@\w|#\d|GH-\d|(?<!\w)!\d")
"""What a service makes a link or a mention of, in the text of the finished page."""


def test_markdown_says_only_what_it_says(made: dict[str, bytes]) -> None:
    """No link, image, HTML, heading, rule or block of code of a text, and nothing that a service would link."""
    reader = MarkdownIt("commonmark").enable("table")
    for name, text in named(made, ".md"):
        tokens = [each for token in reader.parse(text) for each in (token, *(token.children or ()))]
        for token in tokens:
            assert token.type not in ("link_open", "image", "code_block", "hr"), (name, token.content)
            if token.type in ("html_block", "html_inline"):
                assert "<" not in OWN_HTML.sub("", token.content), (name, token.content)
            if token.type == "text":
                assert not LINKED.search(token.content), (name, token.content)


def test_no_line_is_a_command(made: dict[str, bytes]) -> None:
    """Of GitHub, Azure, TeamCity and TAP there are only lines of ours, each well formed."""
    for line in made["check-github.github"].decode().splitlines():
        assert re.fullmatch(r"::(error|warning|notice) (?:file=plan.yaml,line=\d+,col=\d+,)?title=[^:,]*::.*", line)
        assert "##" not in line
    for line in made["check-azure.azure"].decode().splitlines():
        assert re.fullmatch(r"##(?:vso\[task\.(?:logissue|complete)[^\]]*|\[section)\].*", line), line
        assert line.count("##") == 1
    for line in made["check-teamcity.teamcity"].decode().splitlines():
        assert re.fullmatch(r"##teamcity\[\w+(?: \w+='(?:[^'|\[\]]|\|['|\[\]nr]|\|0x[0-9a-f]{4})*')*\]", line), line
    points = [line for line in made["check-tap.tap"].decode().splitlines() if not line.startswith("  ")]
    assert [each.split()[0] for each in points] == ["TAP", "1..3", "not", "not", "ok", "#"]
    assert not [each for each in points[:-1] if re.search(r"(?<!\\)#(?! TODO )", each)]


def test_no_cell_is_a_formula(made: dict[str, bytes]) -> None:
    """In tables of text and in workbooks, where a sheet has no links either."""
    for name, text in named(made, ".csv"):
        for row in csv.reader(io.StringIO(text)):
            assert not [cell for cell in row if re.match(r"\s*[=+\-@＝＋－＠]", cell)], name
    book = openpyxl.load_workbook(io.BytesIO(made["export.xlsx"]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_word_and_xml_hold_text_only(made: dict[str, bytes]) -> None:
    """No field, link or element of a text; every part is well formed."""
    for name, data in made.items():
        if name.endswith(".docx"):
            for text in parts(name, data):
                ET.fromstring(text)  # noqa: S314 - our own
                assert "w:instrText" not in text.replace(NUMBER, ""), name
                assert "evil.example" not in "".join(re.findall(r'Target="([^"]*)"', text)), name
    suite = ET.fromstring(made["check-junit.xml"])  # noqa: S314 - our own
    assert {each.tag for each in suite.iter()} <= OURS


def test_a_calendar_has_only_our_properties(made: dict[str, bytes]) -> None:
    """RFC 5545: lines of at most 75 bytes that end in CRLF, folded by a space, each a property that we write."""
    raw = made["checklist.ics"]
    assert raw.endswith(b"\r\n")
    lines = raw.split(b"\r\n")
    assert not [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line]
    whole = raw.replace(b"\r\n ", b"").decode().splitlines()
    names = {re.match(r"[A-Z-]+", line)[0] for line in whole}  # type: ignore[index]
    ours = {"BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "X-WR-CALNAME", "SUMMARY", "DTSTART", "DTEND", "DTSTAMP",
            "UID", "DESCRIPTION", "TRANSP", "ACTION", "TRIGGER"}  # fmt: skip
    assert names <= ours
    assert {line for line in whole if line.startswith("BEGIN")} <= {
        f"BEGIN:{each}" for each in ("VCALENDAR", "VEVENT", "VALARM")
    }


SWAPPED = (
    "check plan.yaml --policy {}", "check plan.yaml --waivers {}", "check plan.yaml --baseline {}", "verify {}",
    "ask plan.yaml --answers {}", "log plan.yaml {}", "days plan.yaml --history {} --traveler kim-ms --class esta",
    "import {} --into plan.yaml --dry-run", "check --config {}", "rules lint {}",
)  # fmt: skip
SOMEBODY = "Kanari Vogel"
FILES = {
    "of-people.yaml": f"{SOMEBODY}: M99887766\n{SOMEBODY} the second: [{SOMEBODY}]\n",
    "people.txt": f"{SOMEBODY}, M99887766\n{SOMEBODY}=M99887766\ntravelers.{SOMEBODY}.name=x\n",
}
"""Files that somebody gave for others, with people in them."""


@pytest.mark.parametrize("command", SWAPPED)
def test_a_file_that_was_given_for_another_is_not_repeated(tmp_path: Path, command: str) -> None:
    """Whatever it was taken for: what was not understood stays in it."""
    (tmp_path / "plan.yaml").write_text(MINIMAL, encoding="utf-8")
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        ran = kvcheck(*command.format(name).split(), cwd=tmp_path)
        assert ran.code in (1, 2, 3), ran
        assert ran.err or ran.out
        assert not re.search(r"Kanari|Vogel|99887766", ran.out + ran.err), ran


@pytest.mark.parametrize("fmt", ["text", "json", "html", "markdown"])
def test_a_name_that_is_only_supposed_is_not_repeated(fmt: str, tmp_path: Path) -> None:
    """A report says what it supposes, and of a person only that it does; nor in a description."""
    (tmp_path / "plan.yaml").write_text(MINIMAL, encoding="utf-8")
    supposed = (f"travelers.kim-ms.name={SOMEBODY}", f"trips.kim-1.activities[1].description={SOMEBODY} installs")
    ran = kvcheck(
        "check", "plan.yaml", "-f", fmt, *(part for each in supposed for part in ("--set", each)), cwd=tmp_path
    )
    assert ran.code in (0, 4), ran.err
    assert "travelers.kim-ms.name=" in ran.out.replace("\\", "")
    assert "Vogel" not in ran.out + ran.err
