"""Cards: what officers ask with the true answers of the plan, blank where it has none, refused unless permitted."""

import re
from pathlib import Path

import pytest

from kvcheck.papers.card import CARDS, Card, _sides, context, write
from kvcheck.papers.gate import refusal
from kvcheck.templates.pages import render
from tests.support import AS_OF, PLANS, changed, judge, kvcheck, later, library
from tests.support.papers import ARGUMENTS, CHANGES, HARMLESS, HOSTILE, PAPERS, judged, letter, plan, words

CARD_CHANGES = {
    **CHANGES,
    "trips.hong-winder.lodging": ("Imaginary Inn, 7", "Imaginary Inn, 8"),
    "trips.hong-winder.arrive": ("arrive: 2027-01-11", "arrive: 2027-01-12"),
    "project.contacts.counsel.phone": ("+1 555 010 0177", "+1 555 010 0178"),
    "project.contacts.host.name": ("Pat Placeholder", "Sam Placeholder"),
    "travelers.hong-gd.us_stays[1].depart": ("depart: 2026-05-22", "depart: 2026-05-23"),
}
INDIRECT = {"trips.hong-winder.arrive": {"often"}}
"""Rows that rest on a fact without repeating it: which stays were before this one."""


def card(kind: str, text: str = PAPERS) -> Card:
    """A card about the only trip of a plan."""
    return write(kind, judged(text), library())


def told(found: Card, row: str, lang: str = "en") -> str:
    """What a row says."""
    return " ".join(sentence.text.in_(lang) for sentence in found.of(row))


def made(folder: Path, fmt: str, *more: str, text: str = PAPERS) -> bytes:
    """The cards that the command line wrote."""
    out = folder / f"card.{fmt}"
    ran = kvcheck("card", plan(folder, text), *ARGUMENTS, "--format", fmt, "-o", out, *more)
    assert ran.code == 0, ran.err
    return out.read_bytes()


def test_the_wallet_card_says_whom_to_call() -> None:
    """Purpose, employer, host, contract number, responder, lawyer, consulate."""
    found = card("wallet")
    assert found.left == ()
    assert "Installation of equipment: Cell winding machine HW-200; I do this work myself" in told(found, "purpose")
    assert told(found, "number") == "HW-2026-031"
    assert told(found, "responder") == "Im Kkeokjeong +1 555 010 0142"
    assert told(found, "counsel").endswith("0177")
    assert told(found, "consulate").endswith("0199")


ANSWERS = {
    "why": ["Business visit: B-1.", "Installation", "Commissioning", "권취기 시운전", "I teach it"],
    "other-work": ["No building or construction work by hand.", "No production work."],
    "contract": ["HW-2026-031", "Art. 11.2", "Seller: Haetae", "Buyer: Wampus"],
    "where": ["Wampus Cells LLC", "100 Invented Parkway"],
    "how-long": ["January 11, 2027", "March 26, 2027", "75 days"],
    "lodging": ["Imaginary Inn"],
    "job": ["Senior field service engineer", "Haetae"],
    "pay": ["paid by Haetae", "No US company pays me."],
    "costs": ["Haetae"],
    "client": ["Pat Placeholder", "+1 555 010 0123"],
    "often": ["May 11, 2026 to May 22, 2026."],
    "ticket": ["Yes. I leave the United States on March 26, 2027."],
}


def test_the_port_card_answers_every_question() -> None:
    """With the facts of the plan, in both languages."""
    found = card("port")
    assert set(ANSWERS) == set(found.rows)
    for row, answers in ANSWERS.items():
        assert [each for each in answers if each not in told(found, row)] == []
        assert told(found, row, "ko")
    assert "2027년 1월 11일부터 2027년 3월 26일까지 75일입니다." in told(found, "how-long", "ko")


def test_an_unknown_answer_is_a_blank_line(tmp_path: Path) -> None:
    """Never guessed; listed on the error stream without names."""
    text = changed(
        ("    lodging: Imaginary Inn, 7 Sample Street, Grebe Hollow, GA\n", ""),
        ("    documents: [return-ticket, sale-contract]\n", ""),
        ("    expenses_paid_by: haetae\n", ""),
        text=PAPERS,
    )
    found = card("port", text)
    assert [row for row in found.rows if not found.of(row)] == ["lodging", "costs", "ticket"]
    out = tmp_path / "card.html"
    ran = kvcheck("card", plan(tmp_path, text), *ARGUMENTS, "-o", out)
    assert ran.code == 0
    for path in ("trips.hong-winder.lodging", "travelers.hong-gd.expenses_paid_by", "trips.hong-winder.documents"):
        assert path in ran.err
    assert not re.search("HONG|Placeholder", ran.out + ran.err)
    assert out.read_text(encoding="utf-8").count('class="blank"') == 6
    assert words(made(tmp_path, "docx", text=text)).count("____") >= 6


def test_earlier_stays_are_whole_or_blank() -> None:
    """Stays that nobody stated are no stays: the answer stays blank; none is an answer."""
    stays = "    us_stays:\n      - {arrive: 2026-05-11, depart: 2026-05-22, class: b1}\n"
    blank = card("port", changed((stays, ""), text=PAPERS))
    assert not blank.of("often")
    assert [left.path for left in blank.left] == ["travelers.hong-gd.us_stays"]
    none = card("port", changed((stays, "    us_stays: []\n"), text=PAPERS))
    assert told(none, "often") == "No stay in the last 12 months."


def test_earlier_trips_are_those_of_the_traveler() -> None:
    """A colleague's trip before this one is no stay of his; one of his own is, and goes first."""
    text = PAPERS.replace("travelers:\n", "travelers:\n  lee: {employer: haetae}\n")
    for who, stays in (("lee", ""), ("hong-gd", "December 7, 2026 to December 9, 2026. ")):
        earlier = f"  - {{id: earlier, traveler: {who}, class: b1, arrive: 2026-12-07, depart: 2026-12-09, activities: "
        trips = judge(f"{text}{earlier}[{{kind: meeting, mode: perform}}]}}\n").trips
        found = write("port", next(each for each in trips if each.id == "hong-winder"), library())
        assert told(found, "often") == f"{stays}May 11, 2026 to May 22, 2026."


def test_a_trip_without_a_contract_leaves_it_blank() -> None:
    """And says where the plan would name it, on both cards and in the letter."""
    text = changed((", contract: sale-winder", ""), text=PAPERS)
    for kind, row in (("wallet", "number"), ("port", "contract")):
        found = card(kind, text)
        assert not found.of(row)
        assert [(left.part, left.path) for left in found.left] == [(row, "trips.hong-winder.activities[1].contract")]
    left = [(each.part, each.path) for each in letter("employer", text).left]
    assert left == [("contract", "trips.hong-winder.activities[1].contract")]


def test_no_paper_rests_on_law_of_an_earlier_day() -> None:
    """The law as it is known, not as it was; on the day itself there is a paper."""
    for day, refused in ((later(-1), True), (AS_OF, False)):
        report = judge(PAPERS, as_of=day)
        assert (refusal(report, report.trips[0]) is not None) is refused


def test_pay_that_is_charged_on_is_said() -> None:
    """And that no US company pays is not."""
    found = card("port", changed(("pay_recharged_to_us: false", "pay_recharged_to_us: true"), text=PAPERS))
    assert "recharged to a company in the US" in told(found, "pay")
    assert "No US company" not in told(found, "pay")


@pytest.mark.parametrize("kind", CARDS)
@pytest.mark.parametrize("path", CARD_CHANGES)
def test_a_changed_fact_changes_the_answers_that_rest_on_it(path: str, kind: str) -> None:
    """Exactly those; a denial may stay as it is."""
    before, after = card(kind), card(kind, changed(CARD_CHANGES[path], text=PAPERS))
    pairs = list(zip(before.sentences, after.sentences, strict=True))
    differing = {i for i, (one, two) in enumerate(pairs) if one.text != two.text}
    resting = {i for i, (one, _) in enumerate(pairs) if path in [source.path for source in one.sources]}
    same = {"other-work", *INDIRECT.get(path, ())}
    assert differing <= resting
    assert {before.sentences[i].part for i in resting - differing} <= same
    assert all(sentence.places for sentence in before.sentences)


def test_a_trip_that_is_not_permitted_gets_no_card(tmp_path: Path) -> None:
    """Exit code 1 and the reason, no file."""
    text = changed(("kind: install, mode: perform", "kind: plant-piping, mode: perform"), text=PAPERS)
    for fmt in ("html", "docx"):
        out = tmp_path / f"card.{fmt}"
        ran = kvcheck("card", plan(tmp_path, text), *ARGUMENTS, "--format", fmt, "-o", out, "--lang", "ko")
        assert ran.code == 1
        assert "us/business-scope/construction-by-hand" in ran.err
        assert "불허" in ran.err
        assert not out.exists()
    policy = kvcheck("card", plan(tmp_path), *ARGUMENTS, "--policy", "no-hands-on", "-o", tmp_path / "card.html")
    assert policy.code == 1


def test_hostile_text_comes_out_as_text(tmp_path: Path) -> None:
    """In HTML and in Word."""
    quoted = '"' + HOSTILE.replace("\u202e", "\\u202e").replace("\u0007", "\\a") + '"'
    text = changed(("name: HONG GILDONG", f"name: {quoted}"), text=PAPERS)
    page = made(tmp_path, "html", text=text).decode()
    assert "<script" not in page
    assert "\u202e" not in page
    assert "&lt;w:t&gt;&amp;amp;{{ 7*7 }}" in page
    assert words(made(tmp_path, "docx", text=text)).count(HARMLESS) == 2


def test_the_page_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    """Self-contained, and forbidden to load anything."""
    page = made(tmp_path, "html").decode()
    assert "default-src 'none'" in page
    assert not re.search(r"(src|href)=|url\(|@import|<script", page)
    assert 'lang="ko"' in page


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    """In both formats."""
    for fmt in ("html", "docx"):
        assert made(tmp_path, fmt) == made(tmp_path, fmt)


@pytest.mark.parametrize("activities", [1, 3, 12, 40])
def test_a_card_has_two_sides_or_four(activities: int) -> None:
    """However much a traveler does: an even number, all rows once and in order."""
    line = "      - {kind: install, mode: perform, equipment: winder, description: Installation of winding machine}\n"
    text = PAPERS[: PAPERS.index("      - {kind: install")] + line * activities
    for kind in CARDS:
        found = card(kind, text)
        pages = context([found])["pages"]
        assert len(pages) % 2 == 0
        assert [row["label"]["en"] for page in pages for row in page["rows"]] == [
            row.label.en for row in found.rows.values()
        ]
        assert [page["first"] for page in pages] == [number == 0 for number in range(len(pages))]


def test_a_short_card_has_larger_letters() -> None:
    """So that its sides are not half empty; a long one keeps the smallest, and none takes more sides for it."""
    line = "      - {kind: install, mode: perform, equipment: winder, description: Installation of winding machine}\n"
    head = PAPERS[: PAPERS.index("      - {kind: install")]
    scales = []
    for activities in (1, 3, 6, 40):
        found = card("wallet", head + line * activities)
        pages = context([found])["pages"]
        scales.append(pages[0]["scale"])
        assert len(pages) == len(_sides(found, 1.0))
    assert scales == sorted(scales, reverse=True)
    assert scales[0] >= 1.4
    assert scales[-1] == 1.0
    assert 'style="--scale: 1.' in render("card.html", **context([card("wallet", head + line)]))


@pytest.mark.parametrize("more", [("--kind", "love"), ("--format", "pdf"), ("--trip", "kim-1")])
def test_a_wrong_command_line_is_2(more: tuple[str, ...], tmp_path: Path) -> None:
    """As everywhere; so is a traveler whom the plan does not have."""
    assert kvcheck("card", PLANS / "papers.yaml", *ARGUMENTS, *more, cwd=tmp_path).code == 2
    nobody = ("--traveler", "lee", "--as-of", AS_OF)
    assert kvcheck("card", PLANS / "papers.yaml", *nobody, cwd=tmp_path).code == 2


def test_a_card_has_a_name_of_its_own(tmp_path: Path) -> None:
    """Without `--output` it goes to a file in the folder, named by kind and trip; never to the terminal."""
    ran = kvcheck("card", plan(tmp_path), *ARGUMENTS, "--kind", "wallet", cwd=tmp_path)
    assert (ran.out, ran.err.splitlines()[0]) == ("", "wrote card-wallet-hong-winder.html")
    assert (tmp_path / "card-wallet-hong-winder.html").is_file()
