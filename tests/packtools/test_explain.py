"""`kvcheck explain` knows whatever kvcheck prints or a plan holds."""

import json
import re
from functools import cache
from typing import Any

import pytest

from kvcheck.errors import BadCommand
from kvcheck.lines.layout import columns, plain
from kvcheck.model import Verdict
from kvcheck.packtools import keys
from kvcheck.packtools.explain import LISTS, Explaining
from kvcheck.reporters import FORMATS
from kvcheck.telling import labels
from tests.support import AS_OF, EXAMPLES, kvcheck, library

HANGUL = re.compile("[가-힣]")


@cache
def explaining(lang: str = "en") -> Explaining:
    """What explains the shipped packs."""
    return Explaining(library(), FORMATS, lang, 80)


def said(name: str, lang: str = "en") -> str:
    """The page about a name."""
    return plain(explaining(lang).explain(name))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("travelers.h001.declares.overstayed", "travelers.*.declares.overstayed"),
        ("traveler.declares.overstayed", "travelers.*.declares.overstayed"),
        ("travelers.*.passport.electronic=yes", "Electronic passport"),
        ("trips.kim.1.activities[2].crew", "trips.*.activities.*.crew"),
        ("trips[0].arrive", "Arrival"),
        ("travelers.h001", "key of plans"),
        ("FAIL-ON", "setting of kvcheck.yaml"),
        ("until", "filings.*.until"),
        ("B-1", "us/b1"),
        ("b1", "us/b1"),
        ("esta", "us/esta"),
        ("VWP", "us/esta"),
        ("B1/B2", "us/b1"),
        ("9 FAM 402.2-5(E)(1)", "fam-402.2-5-e-1"),
        ("9 fam 402.2-5(e)(1)", "fam-402.2-5-e-1"),
        ("8 USC 1101(a)(15)(B) +2", "usc-8-1101-a-15-b"),
        ("not permitted", "not_permitted"),
        ("불허", "not_permitted"),
        ("정보 부족", "undetermined"),
        ("✗", "not_permitted"),
        ("fail_on", "setting of kvcheck.yaml"),
        ("roster.columns", "setting of kvcheck.yaml"),
        ("3", "could not check"),
        ("exit code 70", "a defect in kvcheck"),
        ("approved", "travelers.*.esta.status"),
        ("limit", "Has to be met"),
        ("위험", "risk"),
        ("sarif", "format of"),
        ("KR", "Republic of Korea"),
        ("kvcheck/waiver-lapsed", "A waiver has lapsed"),
        ("장비 설치", "install"),
        ("감독", "supervise"),
        ("국적", "nationality"),
        ("us/business-scope/no-ground", "us/business-scope/no-ground"),
    ],
)
def test_names_as_they_are_written(name: str, says: str) -> None:
    """A path, a key, a class in print or by another name, a citation, a verdict, a mark, a setting, a code."""
    assert says in said(name)
    assert HANGUL.search(said(name, "ko"))


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("name", LISTS)
def test_lists_fit_and_each_of_their_names_is_explained(name: str, lang: str) -> None:
    """No line is wider than a terminal; what a list begins its lines with can be asked for."""
    lines = said(name, lang).splitlines()
    assert all(columns(line) <= 80 for line in lines)
    if lang == "en" and name in ("kinds", "families", "classes", "facts", "documents", "steps", "keys", "parameters"):
        asked = [line.split()[0] for line in lines if line and re.match(r" {0,2}[a-z]\S", line)]
        for each in asked[:: max(1, len(asked) // 40)]:
            if "`" not in each:
                assert said(each)


def test_lists_are_those_that_a_shell_offers() -> None:
    """The index names each, in both languages."""
    assert tuple(explaining()._lists()) == LISTS
    for lang in ("en", "ko"):
        index = plain(explaining(lang).index())
        assert all(name in index for name in LISTS)
    assert kvcheck("explain").out == plain(explaining().index())


def test_kinds_show_the_role_that_they_have_by_themselves() -> None:
    """So that nobody writes `mode` where it is known, or leaves it out where it is not."""
    listed = said("kinds")
    assert re.search(r"train-to-service.*\(mode: train\)", listed)
    assert not re.search(r"^  install .*mode", listed, re.MULTILINE)


@pytest.mark.parametrize(
    ("wrong", "near"),
    [
        ("construction-by-hnd", "construction-by-hand"),
        ("travelers.h1.declares.overstay", "travelers.*.declares.overstayed"),
        ("trips.t1.activities[1].equipmnt", "trips.*.activities.*.equipment"),
        ("natoinality", "nationality"),
        ("fail-onn", "fail_on"),
        ("documnets", "documents"),
    ],
)
def test_the_nearest_name_is_offered(wrong: str, near: str) -> None:
    """In both languages."""
    with pytest.raises(BadCommand) as refused:
        said(wrong)
    assert f"did you mean `{near}`?" in refused.value.message.en
    assert f"`{near}`" in refused.value.message.ko


def test_what_is_like_nothing_is_told_where_names_are() -> None:
    """The lists, and the nearest kinds."""
    with pytest.raises(BadCommand, match="`kvcheck explain` shows what there is"):
        said("qqqqqqqq")
    with pytest.raises(BadCommand, match="`machine-welding`"):
        said("용접")


def strings(value: Any, key: str) -> set[str]:
    """Everything that stands under a key, anywhere below."""
    found: set[str] = set()
    if isinstance(value, dict):
        for name, each in value.items():
            if name == key and isinstance(each, str):
                found.add(each)
            found |= strings(each, key)
    elif isinstance(value, list):
        for each in value:
            found |= strings(each, key)
    return found


def test_every_name_in_the_reports_of_the_examples_is_explained() -> None:
    """Rules, facts, places, citations, classes, kinds, packs and verdicts, in both languages."""
    plans = sorted(each for each in EXAMPLES.iterdir() if each.suffix == ".yaml" or (each / "project.yaml").is_file())
    assert len(plans) > 3
    ran = kvcheck("check", *plans, "--as-of", AS_OF, "-f", "json", "--side", "all", "--policy", "esta-14-days")
    report = json.loads(ran.out)
    names = {each for key in ("rule", "fact", "class", "kind", "path", "cite", "mode") for each in strings(report, key)}
    names |= set(report["rules"]) | set(report["authorities"])
    names |= {pack["name"] for plan in report["plans"] for pack in plan["packs"]}
    names |= {text for verdict in Verdict for text in (verdict.value, *labels.VERDICTS[verdict].sentences)}
    names |= {library().pack(name).label for name in library().pack_names if library().pack(name).label}
    assert len(names) > 400
    unknown = sorted(name for name in names if not explaining()._found(name))
    assert not unknown


def test_every_key_has_a_title_and_a_sentence_in_both_languages() -> None:
    """Of plans, settings and waivers: editors show them, `explain` says them."""
    for spot in keys.spots():
        assert spot.part.get("title"), spot.name
        for text in (spot.title, spot.about):
            assert text.en, spot.name
            assert not HANGUL.search(text.en), spot.name
        assert HANGUL.search(spot.about.ko), spot.name
        assert spot.about.en.endswith((".", "?", ")")), spot.name
        assert HANGUL.search(spot.title.ko) or spot.title.ko == "ESTA", spot.name
