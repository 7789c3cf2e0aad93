"""`kvcheck rules docs`: the pages of a pack hold all of it, say what is signed, and are current in the repository."""

import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from docx import Document

from kvcheck.model import RuleKind
from kvcheck.packtools.cases import Examined, examine
from kvcheck.packtools.docs import html, markdown, word
from kvcheck.packtools.docs.build import pages_of
from kvcheck.packtools.docs.numbering import Numbers
from kvcheck.packtools.docs.provisions import Law, numbers_and_lists
from kvcheck.packtools.docs.value import PackPages
from tests.support import AS_OF, EXAMPLES, kvcheck, library
from tests.support.rules import read_once

SCOPE = "us/business-scope"
PAGE = EXAMPLES / "expected" / "us-business-scope.md"
"""What stands in the repository; `python -m tests.test_examples` renews it."""


@pytest.fixture(scope="module")
def page() -> PackPages:
    """The pages of the pack that most classes rest on."""
    return pages_of(library(), SCOPE)


@pytest.fixture(scope="module")
def examined() -> Examined:
    """Its cases as they come out."""
    return examine(library(), SCOPE)


@pytest.fixture(scope="module")
def small() -> PackPages:
    """Those of a company's pack."""
    return pages_of(library(), "policy/no-hands-on")


def test_the_page_in_the_repository_is_current(page: PackPages) -> None:
    """A rule, a case or a source changed: renew it with `python -m tests.test_examples`."""
    assert PAGE.read_text(encoding="utf-8") == markdown.render(page)


def test_the_law_of_every_pack_can_be_written_down() -> None:
    """Of a value whose law was not read, that is said."""
    unread = 0
    for name in library().pack_names:
        pack = library().pack(name)
        law = Law(library(), pack, Numbers(pack))
        rows = [*law.rows(), *numbers_and_lists(law.parameters, law.numbers)]
        unread += sum("what set it was not read" in row.text.en for row in rows)
    assert unread


def test_every_rule_case_and_source_stands_on_the_page(page: PackPages, examined: Examined) -> None:
    """Each rule has a section, each case stands in one place, each authority cited is told."""
    pack = library().pack(SCOPE)
    assert {section.name for section in page.sections if section.level == 3} == {rule.id for rule in pack.rules} | {
        "no-ground"
    }
    shown = [row.label for section in page.sections for row in section.rows if row.tone == "case"]
    cases = {name.partition(":")[0] for name in (each.case.name for each in examined.outcomes)}
    assert set(shown) == cases
    assert len(shown) == len(cases)
    [provisions] = [section for section in page.sections if section.anchor == "provisions"]
    told = " ".join(row.text.en for row in provisions.rows)
    for rule in pack.rules:
        assert all(library().authorities[name].cite in told for name in rule.law)


def test_whatever_met_in_a_case_stands_in_the_tree(page: PackPages, examined: Examined) -> None:
    """Where a ground and a bar or an open question hold together in a case, the tree names the one below the other."""
    [tree] = [section for section in page.sections if section.anchor == "exceptions"]
    marks = {section.name: section.mark for section in page.sections if section.mark}
    below: dict[str, set[str]] = {}
    ground = "every"
    for row in tree.rows:
        if not row.depth and row.label.startswith(("G", "B")):
            ground = row.label
        below.setdefault(ground, set()).add(row.label)
    rules = library().pack(SCOPE).rules
    against = {rule.name: marks[rule.id] for rule in rules if rule.kind in (RuleKind.BAR, RuleKind.DOUBT)}
    met = {
        (marks[rule.id], against[name])
        for outcome in examined.outcomes
        for rule in rules
        if rule.kind is RuleKind.GRANT and rule.name in outcome.holds
        for name in against.keys() & outcome.holds
        if library().rules()[name].of_activity
    }
    assert len(met) > 30
    assert not {(one, other) for one, other in met if other not in below[one] | below["every"]}


def test_what_is_signed_is_what_a_receipt_holds(
    page: PackPages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The digests of the pack, of those it extends and of what packs share are those of a receipt."""
    read_once(monkeypatch)
    receipt = tmp_path / "receipt.json"
    plan = str(EXAMPLES / "esta-install.yaml")
    assert kvcheck("check", plan, "--as-of", AS_OF, "--receipt", str(receipt)).code == 0
    held = json.loads(receipt.read_text(encoding="utf-8"))
    signed = [each.digest for each in page.signed]
    assert signed[0] == held["packs"][SCOPE]["sha256"]
    assert held["packs"]["us/entry"]["sha256"] in signed
    assert signed[-1] == held["vocabulary"]


class Seen(HTMLParser):
    """Headings, ids, links and cells of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.bare = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag is."""
        held = dict(attrs)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.ids += [held["id"] or ""] if "id" in held else []
        self.links += [held["href"] or ""] if "href" in held else []
        self.bare += tag == "td" and "lang" not in held


def test_the_html_page_is_in_order(small: PackPages) -> None:
    """One h1, no level left out, each id once, links within the page lead somewhere, each text says its language."""
    text = html.render(small)
    seen = Seen()
    seen.feed(text)
    assert seen.headings[0] == 1
    assert seen.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(seen.headings, seen.headings[1:], strict=False))
    assert len(seen.ids) == len(set(seen.ids))
    assert {link[1:] for link in seen.links if link.startswith("#")} <= set(seen.ids)
    assert seen.bare == 2 * len(small.signed)  # the table of digests
    assert small.signed[0].digest[:16] in text.split("</style>")[0]
    assert "http://" not in text.split("<main>")[0]


def test_the_word_file_says_the_same(small: PackPages) -> None:
    """Both languages and the digest; the same bytes whenever it is made."""
    made = word.render(small)
    assert made == word.render(small)
    document = Document(io.BytesIO(made))
    said = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    for section in small.sections:
        assert all(row.text.en in said and row.text.ko in said for row in section.rows)
    assert small.signed[0].digest in said
    assert small.signed[0].digest[:16] in document.sections[0].footer.paragraphs[0].text


HOSTILE = """pack: policy/../"<b>| x
layer: policy
name: {en: '<script>alert(1)</script> | [a](b)', ko: '회사 </style> 규칙'}
owner: {en: Travel office, ko: 출장관리팀}
reviewed: 2026-11-22
review_by: 2027-05-22

bars:
  no-welding:
    title: {en: Nobody <b>welds</b> | ever, ko: 용접 금지}
    when: {activity.family: [building]}
    instead: {en: Leave it to others., ko: 다른 업체에 맡깁니다.}
"""


def test_what_a_pack_holds_is_text_in_every_format(tmp_path: Path) -> None:
    """Markup, tables and paths in the names of a company's pack do nothing; a pack without cases has pages too."""
    source = tmp_path / "acme.yaml"
    source.write_text(HOSTILE, encoding="utf-8")
    out = tmp_path / "pages"
    for fmt in ("html", "markdown", "docx"):
        ran = kvcheck("rules", "docs", str(source), "-f", fmt, "--out", str(out))
        assert ran.code == 0, ran.err
    made = sorted(path.name for path in tmp_path.rglob("*") if path.is_file() and path != source)
    assert made == [f"policy-..-b-x.{suffix}" for suffix in ("docx", "html", "md")]
    page = (out / "policy-..-b-x.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert page.count("</style>") == 1
    rows = [line for line in (out / "policy-..-b-x.md").read_text(encoding="utf-8").splitlines() if "welds" in line]
    assert rows
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 4 for row in rows if row.startswith("|"))
    assert not any("<b>" in re.sub(r"\\<b\\>", "", row) for row in rows)
