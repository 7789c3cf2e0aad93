"""The page for those who decide: whole in itself, in both languages, harmless whatever a plan says."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kvcheck import plan as plans
from kvcheck.engine import check
from kvcheck.model import Layer, Report, RuleKind, Run, Verdict
from kvcheck.packs import Library, rules_root
from kvcheck.plan import assemble
from kvcheck.reporters import reporter
from kvcheck.reporters.axis import axis_of
from kvcheck.reporters.html import excerpt
from kvcheck.source import read_text
from kvcheck.telling.groups import Gathered
from kvcheck.telling.margins import stays
from kvcheck.telling.questions import places_of, questions_of
from kvcheck.telling.style import Style
from tests.benchmarks.generate import lines
from tests.support import AHEAD, AS_OF, MINIMAL, PLANS, ROOT, changed, judge, kvcheck, library

CSS = (ROOT / "kvcheck" / "templates" / "report.css").read_text(encoding="utf-8")
VOID = {"meta", "option", "line", "rect", "use", "br", "input", "col"}


class Page(HTMLParser):
    """What a browser finds in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in ("style", "script"):
            self.words.append(data)

    @property
    def text(self) -> str:
        """All that is not style or script."""
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every tag of a name."""
        return [attributes for name, attributes in self.tags if name == tag]


def rendered(*reports: Report, lang: str = "en") -> str:
    """The page about some reports."""
    return reporter("html")(Run(tuple(reports)), library(), Style(lang=lang))


def battery(policies: tuple[str, ...] = (), sides: tuple[str, ...] = ()) -> Report:
    """The report about the mixed example."""
    loaded = plans.load(PLANS / "battery-plant", "tests/plans/battery-plant")
    return check(loaded, library(), as_of=AS_OF, policies=policies, sides=sides)


@cache
def mixed() -> str:
    """The page about the mixed example."""
    return rendered(battery())


def layered() -> Page:
    """The page about the mixed example, with a company's policy and every side pack."""
    return Page(rendered(battery(("policy/esta-14-days",), library().side_names)))


# Whole in itself ------------------------------------------------------------------------------------------------------


def test_the_page_is_well_formed_and_its_links_lead_somewhere() -> None:
    """Every tag is closed, every id stands once, every link inside the page has a target."""
    page = layered()
    assert page.open == []
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    inner = [each["href"][1:] for each in page.all("a") + page.all("use") if each["href"].startswith("#")]
    assert inner
    assert set(inner) <= set(ids)
    labels = {name for _, attributes in page.tags for name in attributes.get("aria-labelledby", "").split()}
    assert labels <= set(ids)


def test_the_page_loads_nothing() -> None:
    """No address outside the page but in links to the law, and a policy that forbids to load any."""
    page = Page(mixed())
    assert not {tag for tag, _ in page.tags} & {"link", "img", "iframe", "object", "embed", "base", "form", "video"}
    for tag, attributes in page.tags:
        assert "src" not in attributes, tag
        assert not any(name.startswith("on") or name == "style" for name in attributes), tag
        if tag != "a":
            assert "//" not in " ".join(attributes.values()), tag
    assert not re.search(r"url\(|@import|fetch\(|XMLHttp|localStorage|cookie", mixed())
    [policy] = [each["content"] for each in page.all("meta") if each.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_the_same_report_is_the_same_bytes() -> None:
    """No clock and no chance is in it."""
    assert rendered(battery()) == mixed()


def test_the_command_line_writes_the_page(tmp_path: Path) -> None:
    """`--format html -o` writes the file whole, with the exit code of every format."""
    target = tmp_path / "report.html"
    ran = kvcheck("check", "tests/plans/battery-plant", "--as-of", AS_OF, "--format", "html", "-o", target)
    assert (ran.code, ran.out) == (1, "")
    assert "16 trips: 4 permitted" in ran.err
    assert target.read_text(encoding="utf-8") == mixed()


def test_three_hundred_travelers_stay_usable() -> None:
    """The page of a large project has all its trips and fits in an e-mail."""
    text = "".join(lines(300))
    report = check(assemble([read_text(text, "plan.yaml")], "plan.yaml"), library(), as_of=AS_OF)
    page = rendered(report)
    assert len(page.encode()) < 3_000_000
    assert page.count('<details class="trip"') == len(report.trips) == 600
    assert page.count('<details class="card') < 100


# What it says ---------------------------------------------------------------------------------------------------------


def test_every_finding_has_its_proof() -> None:
    """Headline, reasons, the plan's line with the value marked, law with its link, what to do instead, the rule."""
    text = Page(mixed()).text
    for said in (
        "4 of 16 trips are permitted as planned.",
        "Labor for hire: supplied as labor or under a staffing contract, or employed by or filling a job at",
        "the contract supplies workers: yes",
        "tests/plans/battery-plant/project.yaml:60:24",
        "Send the seller's own staff or those of a subcontractor bound by a written chain",
        "us/business-scope/labor-for-hire",
        "Was the traveler ever refused a US visa (a 221(g) notice counts)?",
        "travelers.haechi-6.declares.visa_refused",
    ):
        assert said in text, said
    assert "<mark>staffing</mark>" in mixed()
    links = [each["href"] for each in Page(mixed()).all("a") if "//" in each["href"]]
    cited = library().authorities["cfr-8-214.2-b-5"]
    assert cited.link in links


def test_the_disclaimer_stands_once() -> None:
    """Once in each language."""
    assert mixed().count("it is not legal advice") == 1
    assert mixed().count("법률 자문이 아닙니다") == 1


@pytest.mark.parametrize(("lang", "title"), [("en", "Travel to the US"), ("ko", "미국 출장 점검")])
def test_both_languages_are_in_the_page(lang: str, title: str) -> None:
    """The reader's language comes first; the other is one button away."""
    text = rendered(battery(), lang=lang)
    page = Page(text)
    assert page.all("html") == [{"lang": lang}]
    assert f">{title}: tests/plans/battery-plant</title>" in text
    for said in ("Plant piping", "플랜트 배관", "not permitted", "불허", "Stays and limits", "체류와 한도"):
        assert said in page.text
    spans = [each["lang"] for each in page.all("i")]
    assert spans.count("en") == spans.count("ko")


def test_missing_facts_stand_before_the_charts() -> None:
    """After what stands in the way, unfolded, each once with its place; no list where nothing is missing."""
    report, page = battery(), mixed()
    at = [page.index(f'id="{name}-1"') for name in ("law", "missing", "matrix", "stays", "trips")]
    assert at == sorted(at)
    section = page[at[1] : at[2]]
    assert "<details" not in section
    for question in questions_of(report):
        assert section.count(f"<code>{places_of(question)}</code>") == 1
        assert question.ask.ko in section
    assert 'id="missing-1"' not in rendered(judge(MINIMAL))


def test_law_policy_and_side_matters_stand_side_by_side() -> None:
    """What the company decides never hides what the law says; what only warns says so."""
    page = layered()
    assert "2 of 16 trips are permitted as planned." in page.text
    assert "An ESTA trip lasts at most 14 days" in page.text
    assert "travel committee of Haechi Formation Machines" in page.text
    assert "They warn and decide nothing." in page.text
    cells = [each.get("class", "") for each in page.all("td")]
    assert "not_permitted by-policy" in cells


def test_each_finding_is_in_its_section() -> None:
    """Grounds permit activities, limits are met by trips, risks and crews only warn; nothing that stands is missing."""
    report = battery(("policy/esta-14-days",), library().side_names)
    sections = Gathered(report, library(), Style(verbose=True)).sections
    kinds = {name: {group.finding.rule.kind for group in groups.values()} for name, groups in sections.items()}
    assert kinds["grounds"] == {RuleKind.GRANT}
    assert kinds["limits"] == {RuleKind.LIMIT}
    assert kinds["risks"] == kinds["side"] == {RuleKind.RISK}
    for name, layer in (("law", Layer.LAW), ("policy", Layer.POLICY)):
        stands = {
            finding.rule.name
            for trip in report.trips
            for each in trip.judged([layer])
            for finding in each.ruling.deciding
            if finding.verdict is not Verdict.PERMITTED
        }
        assert stands
        assert stands <= {group.finding.rule.name for group in sections[name].values()}
        assert all(group.finding.verdict is not Verdict.PERMITTED for group in sections[name].values())


def test_a_risk_of_a_company_is_told_with_its_policy(tmp_path: Path) -> None:
    """It warns and decides nothing, under the name of who set it."""
    pack = tmp_path / "acme.yaml"
    pack.write_text(
        "pack: policy/acme\nlayer: policy\nname: {en: Acme, ko: 애크미}\n"
        "owner: {en: Acme travel desk, ko: 애크미 출장팀}\nreviewed: 2026-10-01\nreview_by: 2027-10-01\n"
        "risks:\n  installing:\n    title: {en: Installing is watched, ko: 설치 주의}\n"
        "    when: {activity.kind: install}\n    instead: {en: Ask the desk., ko: 출장팀에 문의합니다.}\n",
        encoding="utf-8",
    )
    known = Library(rules_root())
    known.add(pack)
    plan = assemble([read_text(MINIMAL, "plan.yaml")], "plan.yaml")
    report = check(plan, known, as_of=AS_OF, policies=("policy/acme",))
    page = Page(reporter("html")(Run((report,)), known, Style()))
    assert "Installing is watched" in page.text
    assert "Acme travel desk" in page.text
    assert report.verdict is Verdict.PERMITTED


def test_a_policy_for_some_trips_is_in_the_legend() -> None:
    """Where one trip has it and another has not; without any it is not spoken of."""
    report = battery(("policy/esta-14-days",))
    assert {trip.policy is None for trip in report.trips} == {True, False}
    assert "only by company policy" in Page(rendered(report)).text
    assert "only by company policy" not in Page(mixed()).text


def test_the_crew_is_warned_of() -> None:
    """What several trips make together has its own section."""
    loaded = plans.load(PLANS / "construction-supervisor.yaml", "plan.yaml")
    text = rendered(check(loaded, library(), as_of=AS_OF))
    assert "Supervisors are planned with no US crew to supervise" in text


def test_a_sign_and_a_word_stand_with_each_colour() -> None:
    """Colour is never the only carrier."""
    cells = re.findall(r'<td class="(?:permitted|needs_review|undetermined|not_permitted).*?</td>', mixed())
    assert len(cells) > 16
    for cell in cells:
        assert re.search("[✓!?✗]", cell)
        assert re.search("permitted|needs review|undetermined", re.sub("<[^>]*>", "", cell))


def test_an_old_pack_is_said_to_be_old() -> None:
    """After `review_by` the page says at its top that nothing is simply permitted."""
    page = Page(rendered(judge(AHEAD, as_of="2027-06-01")))
    text = page.text
    assert "permitted" not in {cell.get("class") for cell in page.all("td")}
    assert "The trip is not cleared as planned." in text
    assert "should have been read again by 2027-05-22" in text


# Stays against limits -------------------------------------------------------------------------------------------------


def test_the_day_a_limit_ends_is_known() -> None:
    """Day 90 of an ESTA stay is marked, and so is a stay beyond it."""
    [kept] = stays(judge(MINIMAL), library())
    assert [(limit.number, limit.day, limit.left) for limit in kept.limits] == [(90, "2027-02-28", 39)]
    plan = assemble([read_text(MINIMAL, "plan.yaml")], "plan.yaml")
    [both] = stays(check(plan, library(), as_of=AS_OF, policies=("policy/esta-14-days",)), library())
    assert [(limit.number, limit.left, limit.policy) for limit in both.limits] == [(14, -37, True), (90, 39, False)]
    [over] = stays(judge(changed(("depart: 2027-01-20", "depart: 2027-03-15"))), library())
    assert [(limit.number, limit.day, limit.left) for limit in over.limits] == [(90, "2027-02-28", -15)]


def test_the_axis_has_whole_months_and_holds_every_stay_and_limit() -> None:
    """A stay begins and ends on it; months are named from left to right."""
    all_stays = stays(battery(), library())
    axis = axis_of(all_stays)
    assert all(axis.holds(stay.first) and axis.holds(stay.last) for stay in all_stays)
    places = [at for _, at in axis.months]
    assert places == sorted(places)
    assert (axis.first.day, places[0]) == (1, 0)


# Hostile and private text ---------------------------------------------------------------------------------------------


def test_hostile_text_is_only_text() -> None:
    """Tags, quotes and direction marks of a plan come out as harmless text, also in the name of the file."""
    script = "배관 </code><script>alert(1)</script> \u202e&quot;"
    text = changed(("화성 충방전기 설치", f"'{script}'"))
    name = '"><img src=x onerror=alert(1)>\u202e.yaml'
    page = rendered(check(assemble([read_text(text, name)], name), library(), as_of=AS_OF))
    found = Page(page)
    assert "img" not in {tag for tag, _ in found.tags}
    assert len(found.all("script")) == 1
    assert "<script>alert(1)</script>" in found.text
    assert "\u202e" not in page


def test_nobody_is_named() -> None:
    """Names, birth dates and numbers are masked in the lines that are quoted, and nowhere else."""
    text = changed(
        ("    nationality: [KR]", "    name: Kim Minsu\n    born: 1988-03-14\n    nationality: [KR]"),
        (
            "passport: {issued_by: KR, expires: 2031-05-01, electronic: true}",
            "passport: {issued_by: KR, number: M7654321}",
        ),
    )
    page = rendered(judge(text))
    assert "number: ········" in page
    assert not re.search("Minsu|1988|M7654321", page)


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        ("    employer: imugi", 15, "imugi"),
        ("  samjogo-1:", 3, "samjogo-1"),
        ("  - {kind: install, mode: perform}", 21, "mode"),
        ("  - {kind: install, mode: perform}", 27, "perform"),
        ("    visa: {class: b1, ends: 2027-01-01}   # note", 11, "{class: b1, ends: 2027-01-01}"),
        ("    note: 'a: b, c'  # more", 11, "'a: b, c'"),
        ("    words: set and bolt, and more", 12, "set and bolt"),
        ("    employer: imugi  # so far   ", 15, "imugi"),
        ("", 1, ""),
    ],
)
def test_the_value_that_matters_is_marked(line: str, column: int, value: str) -> None:
    """From the place of a value to its end; of an entry, its key."""
    before, marked, after = excerpt(line, column)
    assert marked == value
    assert before + marked + after == line.strip()


def test_a_long_line_is_cut_around_the_value() -> None:
    """A line of any length stays readable."""
    line = "a, " * 5000 + "here" + ", b" * 5000
    before, marked, after = excerpt(line, 15001)
    assert marked == "here"
    assert len(before + after) < 300
    assert before.startswith("…")
    assert after.endswith("…")


# Contrast -------------------------------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_has_the_contrast_of_aa(theme: int) -> None:
    """4.5 to 1 for every pair of text and ground that the page uses, in both schemes."""
    blocks = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    colour = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[theme]))
    tones = ("permitted", "review", "open", "barred")
    pairs = [(text, ground) for text in ("ink", "quiet", "accent", *tones) for ground in ("paper", "surface")]
    pairs += [(tone, f"{tone}-tint") for tone in tones]
    pairs += [("ink", "review-tint"), ("ink", "open-tint"), ("quiet", "open-tint")]
    for text, ground in pairs:
        light, dark = sorted((luminance(colour[text]), luminance(colour[ground])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, ground)
