"""Receipts: what they hold, whether they still stand, and if not, which rule or fact moved."""

import json
from pathlib import Path
from typing import Any

import pytest

from kvcheck.repository import receipt
from kvcheck.source.schema import is_valid
from tests.support import AHEAD, AS_OF, MINIMAL, Ran, changed, kvcheck, later
from tests.support.waivers import DOUBTED, REGISTER, register


def written(folder: Path, text: str = MINIMAL, *options: str) -> dict[str, Any]:
    """The receipt of a check of a plan in a folder."""
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    kvcheck("check", "plan.yaml", "--receipt", "receipt.json", *options, cwd=folder)
    value: dict[str, Any] = json.loads((folder / "receipt.json").read_text(encoding="utf-8"))
    return value


def verified(folder: Path, text: str = MINIMAL, *options: str) -> Ran:
    """What became of the receipt with the plan as it is now."""
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    return kvcheck("verify", "receipt.json", *options, cwd=folder)


def test_a_receipt_is_what_its_schema_says(tmp_path: Path) -> None:
    """Plan hash, packs with their days and digests, version, verdicts with the rules they rest on."""
    value = written(tmp_path)
    assert is_valid(value, "receipt")
    [plan] = value["plans"]
    assert (plan["plan"], plan["verdict"]) == ("plan.yaml", "permitted")
    [trip] = plan["trips"]
    assert "us/business-scope/install-service-repair" in {each["rule"] for each in trip["findings"]}
    assert value["packs"]["us/esta"]["reviewed"] == AS_OF
    assert value["policies"] == value["sides"] == []


def test_the_same_check_has_the_same_receipt(tmp_path: Path) -> None:
    """Byte by byte, so that it can be kept in the repository."""
    first = json.dumps(written(tmp_path))
    assert json.dumps(written(tmp_path)) == first


def test_a_receipt_stands_while_nothing_moved(tmp_path: Path) -> None:
    """Exit 0 with one sentence."""
    written(tmp_path)
    ran = verified(tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"the receipt of {AS_OF} stands: every verdict is the same today\n1 trip: 1 permitted\n"
    assert "그대로입니다" in verified(tmp_path, MINIMAL, "--lang", "ko").out


def test_a_change_that_moves_no_verdict_is_said(tmp_path: Path) -> None:
    """It stands, and the reader learns that the plan is another one."""
    written(tmp_path)
    ran = verified(tmp_path, changed(("name: Formation line 2", "name: Line 2")))
    assert ran.code == 0
    assert "the plan plan.yaml was changed" in ran.out
    lines = ["- id: kim-2", "  traveler: kim-ms", "  class: esta", "  arrive: 2027-06-01", "  depart: 2027-06-02"]
    lines.append("  activities: [{kind: train-to-service, mode: train, equipment: charger}]")
    more = changed(("trips:\n", "trips:\n" + "".join(f"  {line}\n" for line in lines)))
    ran = verified(tmp_path, more)
    assert (ran.code, "kim-2: not in the receipt → " in ran.out) == (1, True)


@pytest.mark.parametrize(
    ("swap", "rule", "fact"),
    [
        (("depart: 2027-01-20", "depart: 2027-03-15"), "us/esta/stay-90-days", "days"),
        (("kind: install, mode: perform", "kind: plant-piping, mode: perform"), "construction-by-hand", "family"),
        (("essential: true", "essential: false"), "install-service-repair", "knowledge"),
        (("essential: true, ", ""), "install-service-repair", "not stated"),
    ],
)
def test_the_rule_and_the_fact_that_moved_are_named(
    tmp_path: Path, swap: tuple[str, str], rule: str, fact: str
) -> None:
    """Exit 1: the verdict before and now, the rule, what it turns on, and where the plan says so."""
    written(tmp_path)
    ran = verified(tmp_path, changed(swap))
    assert ran.code == 1
    assert "kim-1: permitted → " in ran.out
    assert rule in ran.out
    assert fact in " ".join(ran.out.split())  # wherever the line breaks
    assert "plan.yaml:" in ran.out


def test_law_that_grew_old_moves_a_receipt(tmp_path: Path) -> None:
    """The plan is the same, the pack is overdue: nothing it permitted stands."""
    written(tmp_path, AHEAD)
    ran = verified(tmp_path, AHEAD, "--as-of", "2027-06-01")
    assert ran.code == 1
    assert "permitted → needs review" in ran.out
    assert "should have been read again" in ran.out


def test_a_trip_that_ended_stands_for_ever(tmp_path: Path) -> None:
    """Neither the review of the packs nor the end of its waiver moves what happened."""
    folder = register(tmp_path, ("until: 2027-10-31", "until: 2027-05-01"))
    written(folder, DOUBTED)
    ran = verified(folder, DOUBTED, "--as-of", "2027-06-30")
    assert (ran.code, "stands" in ran.out) == (0, True)
    assert "not as it was" not in ran.out


def test_a_trip_that_moved_has_one_line(tmp_path: Path) -> None:
    """With the fact and its line, and nothing of the rules that merely held before or hold now."""
    written(tmp_path)
    text = changed(("depart: 2027-01-20", "depart: 2027-03-15"))
    lines = " ".join(verified(tmp_path, text).out.split())
    assert "kim-1: permitted → not permitted · length of the stay" in lines
    assert "(plan.yaml:34:13) us/esta/stay-90-days not as it was" in lines
    written(tmp_path, text)
    lines = " ".join(verified(tmp_path).out.split())
    assert "not permitted → permitted · length of the stay, first and last day counted: 51 days" in lines
    assert "not-a-us-citizen" not in lines


def test_a_rule_of_another_name_is_no_news(tmp_path: Path) -> None:
    """What decided is the same, whatever it is called."""
    value = written(tmp_path)
    for each in value["plans"][0]["trips"][0]["findings"]:
        each["rule"] = each["rule"].replace("us/", "us/old-")
    value["sha256"] = receipt._hash({key: each for key, each in value.items() if key != "sha256"})
    (tmp_path / "receipt.json").write_text(json.dumps(value), encoding="utf-8")
    ran = verified(tmp_path, changed(("depart: 2027-01-20", "depart: 2027-03-15")))
    assert (ran.code, "us/old-" in ran.out, ran.out.count("us/")) == (1, False, 1)


def test_line_ends_and_comments_are_no_change(tmp_path: Path) -> None:
    """A receipt is about what a plan says."""
    written(tmp_path)
    ran = verified(tmp_path, "# new\n" + MINIMAL.replace("\n", "\r\n"))
    assert (ran.code, "was changed" in ran.out) == (0, False)


def test_a_waiver_that_lapsed_or_changed_is_named(tmp_path: Path) -> None:
    """The receipt holds the waivers that were relied on."""
    folder = register(tmp_path)
    value = written(folder, DOUBTED)
    assert list(value["waivers"]) == ["w-1"]
    ran = verified(folder, DOUBTED, "--as-of", "2027-11-15", "--no-waivers")
    assert ran.code == 1
    assert "the waiver w-1 is no longer relied on" in ran.out
    (folder / "waivers.yaml").write_text(changed(("Memo 2026-114", "Memo 7"), text=REGISTER), encoding="utf-8")
    ran = verified(folder, DOUBTED)
    assert (ran.code, "the waiver w-1 was changed" in ran.out) == (0, True)


def test_a_trip_that_is_gone_does_not_stand(tmp_path: Path) -> None:
    """What was judged has to be there."""
    written(tmp_path)
    ran = verified(tmp_path, changed(("id: kim-1", "id: kim-2")))
    assert (ran.code, "kim-1: permitted → gone from the plan" in ran.out) == (1, True)


def test_policies_of_a_receipt_are_asked_again(tmp_path: Path) -> None:
    """By the packs it names, whatever the configuration says today."""
    value = written(tmp_path, MINIMAL, "--policy", "esta-14-days", "--side", "tax-days")
    assert (value["policies"], value["sides"]) == (["esta-14-days"], ["tax-days"])
    assert verified(tmp_path, MINIMAL).code == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [('"permitted"', '"needs_review"'), ('"holds": true', '"holds": false'), (AS_OF, later(1))],
)
def test_a_receipt_that_was_changed_is_refused(tmp_path: Path, old: str, new: str) -> None:
    """It holds a hash of itself: what was written is what is read."""
    written(tmp_path)
    path = tmp_path / "receipt.json"
    path.write_text(changed((old, new), text=path.read_text(encoding="utf-8")), encoding="utf-8")
    ran = verified(tmp_path)
    assert (ran.code, "was changed after it was written" in ran.err) == (3, True)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": "kvcheck-receipt"}'])
def test_what_is_no_receipt_is_refused(tmp_path: Path, text: str) -> None:
    """Exit 3 with what to do."""
    (tmp_path / "receipt.json").write_text(text, encoding="utf-8")
    ran = verified(tmp_path)
    assert ran.code == 3
    assert "receipt.json" in ran.err


def test_a_receipt_is_verified_from_any_folder_of_its_repository(tmp_path: Path) -> None:
    """Plans are named from the configuration's folder, so the receipt finds them."""
    folder = register(tmp_path)
    written(folder, DOUBTED)
    (folder / "deep").mkdir()
    assert kvcheck("verify", "../receipt.json", cwd=folder / "deep").code == 0


LONG = """\
pack: policy/long
layer: policy
name: {en: Long stays, ko: 장기 체류}
owner: {en: 'Travel committee, 2026-10-01', ko: '출장위원회, 2026-10-01'}
applies_to: [esta]
reviewed: 2026-11-22
review_by: 2027-05-22
limits:
  by-esta:
    title: {en: The trip is on ESTA, ko: ESTA로 입국함}
    must: {trip.class: esta}
    instead: {en: Use ESTA., ko: ESTA를 이용합니다.}
doubts:
  long:
    title: {en: A long stay, ko: 장기 체류}
    when: {trip.days: {more_than: 40}}
    instead: {en: Shorten it., ko: 기간을 줄입니다.}
"""
"""A company's rule about days, beside one that reads none."""
LIMIT = LONG[LONG.index("limits:") : LONG.index("doubts:")]


def two_trips(first: str, second: str) -> str:
    """The plan with two travelers of equal facts, each departing on a day."""
    head, rest = changed(("2027-01-20", first)).split("travelers:\n")
    traveler, trip = rest.split("trips:\n")
    others = [each.replace("kim-", "lee-") for each in (traveler, trip.replace(first, second))]
    return f"{head}travelers:\n{traveler}{others[0]}trips:\n{trip}{others[1]}"


def test_a_rule_that_is_gone_is_told_with_the_days_of_its_own_trip(tmp_path: Path) -> None:
    """Not with those of another of which every rule says the same, nor as not stated because a layer found nothing."""
    (tmp_path / "long.yaml").write_text(LONG, encoding="utf-8")
    written(tmp_path, two_trips("2027-01-20", "2027-01-25"), "--policy", "./long.yaml")
    text = two_trips("2026-12-20", "2026-12-29")
    told = " ".join(verified(tmp_path, text).out.split())
    first, second = (told.index(f"{each}-1: needs review → permitted") for each in ("kim", "lee"))
    assert "first and last day counted: 20 days" in told[first:second]
    assert "first and last day counted: 29 days" in told[second:]
    (tmp_path / "long.yaml").write_text(LONG.replace(LIMIT, ""), encoding="utf-8")  # nothing is left to be found
    told = " ".join(verified(tmp_path, text).out.split())
    assert told.count("first and last day counted: 20 days") == told.count("counted: 29 days") == 1


def test_an_activity_that_is_gone_is_not_said_to_state_nothing(tmp_path: Path) -> None:
    """Who supervises now stated a role; of work by hand, which is no more, there is nothing to say."""
    written(tmp_path, MINIMAL, "--policy", "no-hands-on")
    told = " ".join(verified(tmp_path, changed(("mode: perform", "mode: supervise"))).out.split())
    assert "policy/no-hands-on/visitor-works-by-hand: no longer decides" in told
    assert "not stated" not in told
