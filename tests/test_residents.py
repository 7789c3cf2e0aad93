"""Colleagues of another nationality who live in Korea: what each status means for a trip, what lets them back."""

import json

import pytest

from tests.support import AS_OF, EXAMPLES, deciding, kvcheck, library, verdict

KOREAN = (EXAMPLES / "papers.yaml").read_text(encoding="utf-8")
STATUSES = list(library().facts["traveler.residence_status"].values)


def resident(status: str | None, *, nationality: str = "VN", until: str = "2028-12-31") -> str:
    """The example of the letters with a traveler of another nationality."""
    text = KOREAN.replace("nationality: [KR]", f"nationality: [{nationality}]")
    text = text.replace("issued_by: KR", f"issued_by: {nationality}")
    stated = f"    residence_status: {{class: {status}, until: {until}, at_employer: true}}\n" if status else ""
    return text.replace("    paid_by:", stated + "    paid_by:", 1)


def test_the_example_became_one_of_another_nationality() -> None:
    """The texts replaced above are there."""
    assert resident("e-7").count("VN") == 2
    assert "class: e-7," in resident("e-7")


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_decides_nothing(status: str) -> None:
    """It warns and asks for papers; the verdict and what it rests on stay."""
    assert verdict(resident(status)) == verdict(resident(None))
    assert deciding(resident(status)) == deciding(resident(None))


def papers(tmp_path: object, text: str) -> str:
    """The checklist of a plan, in English."""
    path = tmp_path / "plan.yaml"  # type: ignore[operator]
    path.write_text(text, encoding="utf-8")
    return kvcheck("checklist", str(path), "--as-of", AS_OF).out


def test_the_checklist_has_what_lets_him_come_back(tmp_path: object) -> None:
    """The card and the period of stay; a Korean needs neither."""
    told = papers(tmp_path, resident("e-7-4"))
    assert "Residence card of Korea" in told
    assert "period of stay in Korea" in told
    assert "Residence card of Korea" not in papers(tmp_path, KOREAN)


def risks(tmp_path: object, text: str) -> set[str]:
    """The rules of residents that warn."""
    path = tmp_path / "plan.yaml"  # type: ignore[operator]
    path.write_text(text, encoding="utf-8")
    (plan,) = json.loads(kvcheck("check", str(path), "--as-of", AS_OF, "--verbose", "-f", "json").out)["plans"]
    found = [each for trip in plan["trips"] for each in (*trip["findings"], *trip["activities"][0]["findings"])]
    return {each["rule"].rpartition("/")[2] for each in found if each["rule"].startswith("kr/residence/")}


def test_each_status_says_its_own(tmp_path: object) -> None:
    """A workplace, a region, a stay that ends first; nothing of it for a Korean."""
    assert risks(tmp_path, KOREAN) == set()
    assert {"tied-to-a-workplace", "tied-to-a-region"} <= risks(tmp_path, resident("e-7-4r"))
    assert "tied-to-a-workplace" not in risks(tmp_path, resident("f-5"))
    assert "stay-ends-before-the-return" in risks(tmp_path, resident("e-7", until="2027-02-01"))
    assert "stay-ends-before-the-return" not in risks(tmp_path, resident("e-7"))


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_statuses_and_figures_are_explained(lang: str) -> None:
    """Every status with its meaning, and the numbers of the year with their source."""
    told = kvcheck("explain", "traveler.residence_status", "--lang", lang).out
    assert all(status in told for status in STATUSES)
    assert "33000" in kvcheck("explain", "kr_e_7_4_quota", "--lang", lang).out
    assert "109000" in kvcheck("explain", "kr_e_8_quota", "--lang", lang).out
