"""The page in a real browser: its filters, its languages, its keyboard, its print."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kvcheck import plan as plans
from kvcheck.engine import check
from kvcheck.model import Run
from kvcheck.reporters import reporter
from kvcheck.telling.style import Style
from tests.support import AS_OF, EXAMPLES, PLANS, kvcheck, library

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install -e '.[test]'")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-default-apps", "--disable-sync", "--no-first-run", "--no-default-browser-check",
]  # fmt: skip

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: install chromium to test the page in it")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page about the mixed example."""
    loaded = plans.load(PLANS / "battery-plant", "tests/plans/battery-plant")
    report = check(loaded, library(), as_of=AS_OF, policies=("policy/esta-14-days",), sides=library().side_names)
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(reporter("html")(Run((report,)), library(), Style()), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """One browser for all tests."""
    with sync_api.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def page(browser: "Browser", address: str) -> Iterator["Page"]:
    """The page, opened; at the end it has complained of nothing and asked the network for nothing."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    complaints: list[str] = []
    requests: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: requests.append(request.url))
    opened.goto(address)
    yield opened
    assert complaints == []
    assert {url.split("#")[0] for url in requests} == {address}
    opened.close()


def shown(page: "Page", selector: str) -> list[str]:
    """The ids, or else texts, of what a reader sees."""
    found = page.locator(selector).locator("visible=true").all()
    return [each.get_attribute("data-person") or each.inner_text() for each in found]


def test_a_verdict_filters_everything(page: "Page") -> None:
    """Trips, matrix, timeline and findings show only what has the verdict; `Show all` brings all back."""
    assert len(shown(page, "details.trip")) == 16
    page.click("button[data-verdict=permitted]")
    assert page.get_attribute("button[data-verdict=permitted]", "aria-pressed") == "true"
    assert set(shown(page, "details.trip")) == {"haechi-2"}
    assert shown(page, ".matrix tbody th[scope=row]") == ["haechi-2"]
    assert shown(page, ".stays tbody th[scope=row]") == ["haechi-2"]
    assert shown(page, ".law details.card") == []
    assert page.inner_text("#status") == "Showing 2 of 16 trips"
    page.click("#reset")
    assert len(shown(page, "details.trip")) == 16
    assert page.inner_text("#status") == ""


def test_a_person_and_a_company_filter(page: "Page") -> None:
    """Part of an id is enough; a company is one of a list; a finding says how many of its trips are shown."""
    page.fill("#person", "BULGA")
    assert shown(page, "details.trip") == ["bulgasari-1", "bulgasari-1"]
    assert len(shown(page, ".law details.card")) == 2
    page.fill("#person", "")
    page.select_option("#company", "haechi")
    assert {person.split("-")[0] for person in shown(page, "details.trip")} == {"haechi"}
    assert "4 / 7 trips" in page.inner_text(".policy details.card >> nth=0")
    page.fill("#person", "nobody")
    assert shown(page, "details.trip") == []
    assert page.inner_text("#status") == "Showing 0 of 16 trips"


def test_the_language_can_be_switched(page: "Page") -> None:
    """Every word changes, the title and the list of companies too; nothing of the other language is left to see."""
    assert page.inner_text("h1") == "2 of 16 trips are permitted as planned."
    page.click("button[data-lang=ko]")
    assert page.inner_text("h1") == "출장 16건 중 2건이 계획대로 허용됩니다."
    assert page.get_attribute("html", "lang") == "ko"
    assert page.title().startswith("미국 출장 점검")
    assert page.inner_text("#company option >> nth=0") == "전체"
    assert page.locator("i[lang=en]").locator("visible=true").count() == 0
    page.click("button[data-verdict=not_permitted]")
    assert re.fullmatch(r"출장 16건 중 \d+건 표시", page.inner_text("#status"))
    page.click("button[data-lang=en]")
    assert page.locator("i[lang=ko]").locator("visible=true").count() == 0


def test_the_keyboard_reaches_the_filters(page: "Page") -> None:
    """Tab leads to each filter in turn, and Space presses one."""
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.dataset.verdict || document.activeElement.id"))
        if reached[-1] == "not_permitted":
            page.keyboard.press("Space")
        if reached[-1] == "unfold":
            break
    wanted = ["permitted", "needs_review", "undetermined", "not_permitted", "person", "company", "reset", "unfold"]
    assert [each for each in reached if each in wanted] == wanted
    assert page.get_attribute("button[data-verdict=not_permitted]", "aria-pressed") == "true"


def test_a_cell_leads_to_its_proof(page: "Page") -> None:
    """A cell of the matrix unfolds the finding behind it."""
    cell = page.locator(".matrix tr", has_text="gumiho-1").locator("td.not_permitted a").last
    target = str(cell.get_attribute("href"))
    page.locator(target).evaluate("card => { card.open = false }")
    cell.click()
    assert page.locator(target).evaluate("card => card.open")
    assert page.locator(target).locator("mark").first.is_visible()


def test_everything_unfolds(page: "Page") -> None:
    """One button unfolds and folds all."""
    page.click("#unfold")
    assert page.locator("details:not([open])").count() == 0
    page.click("#unfold")
    assert page.locator("details[open]").count() == 0


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_page_prints(page: "Page", paper: str, tmp_path: Path) -> None:
    """On both papers, with all findings unfolded and no filter in sight."""
    page.emulate_media(media="print")
    assert not page.locator("#person").is_visible()
    assert not page.locator("button[data-lang=ko]").is_visible()
    printed = page.pdf(path=tmp_path / "report.pdf", format=paper)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) > 5


def test_print_unfolds_and_folds_again(page: "Page") -> None:
    """What was folded on the screen is open on paper, and folded again after."""
    folded = page.locator("details:not([open])").count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details:not([open])").count() == folded > 0


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_no_page_is_wider_than_the_screen(page: "Page", width: int) -> None:
    """A phone scrolls down only; wide tables scroll by themselves."""
    page.set_viewport_size({"width": width, "height": 800})
    for lang in ("en", "ko"):
        page.click(f"button[data-lang={lang}]")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


UNBROKEN = {
    "kim-ms": "k" * 64, "kim-1": "t" * 64, "hwasung": "하" * 64, "plant-co": "P" * 64, "charger": "장" * 64,
    "Battery plant": "B" * 300, "Hwasung Engineering": "H" * 300, "Art. 9.2": "9" * 300,
}  # fmt: skip
"""Words of a plan, and what stands for them where nothing can be broken at a space."""


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every kind of page, in both languages, about long words; one run has a plan with a long name to refuse."""
    folder = tmp_path_factory.mktemp("unbroken")
    text = (EXAMPLES / "esta-install.yaml").read_text(encoding="utf-8")
    for word, long in UNBROKEN.items():
        text = re.sub(rf"(?<![\w-]){re.escape(word)}(?![\w-])", long, text)
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    barred = text[text.index("  - id: ") :]
    for word, other in {
        "t" * 64: "u" * 64, "2026-12-01": "2027-02-01", "2027-01-20": "2027-02-20",
        "kind: install,": "kind: civil-works,", "화성 충방전기 설치": "설" * 300,
    }.items():  # fmt: skip
        barred = barred.replace(word, other)
    (folder / "barred.yaml").write_text(text + barred, encoding="utf-8")
    refused = f"{'w' * 200}.yaml"
    (folder / refused).write_text("kvcheck: 1\ntrips: [\n", encoding="utf-8")
    for lang in ("en", "ko"):
        for name, command in {
            "report": ("check", "barred.yaml", "-f", f"html={lang}-report.html"),
            "nothing": ("check", "plan.yaml", refused, "-f", f"html={lang}-nothing.html"),
            "checklist": ("checklist", "barred.yaml", "--format", "html", "-o", f"{lang}-checklist.html"),
            "card": ("card", "plan.yaml", "--traveler", "k" * 64, "-o", f"{lang}-card.html"),
            "rules": ("rules", "docs", "us/esta", "-o", f"{lang}-rules.html"),
        }.items():
            day = () if name == "rules" else ("--as-of", AS_OF)
            ran = kvcheck(*command, *day, "--lang", lang, cwd=folder)
            assert (folder / f"{lang}-{name}.html").exists(), ran.err
    return sorted(folder.glob("*.html"))


@pytest.mark.parametrize("width", [320, 375])
def test_a_long_word_is_broken_on_a_phone(browser: "Browser", unbroken: list[Path], width: int) -> None:
    """A path or an id that has no space makes no page wider than the screen, folded or not."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    wide = {}
    for path in unbroken:
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        wide[path.name] = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert set(wide.values()) == {width}, wide


def test_without_scripts_the_page_is_whole(browser: "Browser", address: str) -> None:
    """No control that would do nothing is shown, and findings unfold all the same."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert not page.locator("#person").is_visible()
    card = page.locator(".law details.card").first
    assert card.locator("mark").first.is_visible(), "what stands in the way is unfolded"
    card.locator("summary").first.click()
    assert not card.locator("mark").first.is_visible()
    context.close()
