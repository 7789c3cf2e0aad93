"""Confidence is earned: nobody is sure of what was not read, and a permission on weak ground says so."""

import json
import shutil
from pathlib import Path

import pytest

from kvcheck.language.text import Text
from kvcheck.model import Parameter, Rule
from kvcheck.packs import Library, rules_root
from kvcheck.telling.footing import caution, footing
from tests.support import AS_OF, EXAMPLES, judge, kvcheck, library

PLAN = (EXAMPLES / "esta-install.yaml").read_text(encoding="utf-8")
FIRM = ["usc-8-1101-a-15-b"]
PRESS = ["press-refusals-15"]


def test_a_rule_on_unread_texts_is_never_sure() -> None:
    """Of the shipped packs and parameters."""
    assert library().lint() == []


@pytest.mark.parametrize("file", ["us/h1b/rules.yaml", "us/parameters.yaml"])
def test_a_claim_on_unread_texts_alone_is_an_error_at_its_line(tmp_path: Path, file: str) -> None:
    """A rule and a parameter; the message names the texts."""
    root = tmp_path / "rules"
    shutil.copytree(rules_root(), root)
    unread = {name for name, each in library().authorities.items() if each.extent == "unread"}
    stand: list[Rule | Parameter] = [*Library(root).rules().values(), *Library(root).parameters.values()]
    told = next(each for each in stand if each.law and set(each.law) <= unread and each.place.file.endswith(file))
    lines = (root / file).read_text(encoding="utf-8").splitlines(keepends=True)
    line = next(number for number in range(told.place.line, len(lines)) if "confidence: low" in lines[number])
    lines[line] = lines[line].replace("low", "high")
    (root / file).write_text("".join(lines), encoding="utf-8")
    (problem,) = Library(root).lint()
    assert problem.place is not None
    assert problem.place.line == told.place.line
    assert told.law[0] in problem.message.en
    assert told.law[0] in problem.message.ko


def test_nobody_is_sure_of_law_that_only_others_quote(tmp_path: Path) -> None:
    """The ground for leased equipment rests on texts known from quotations: it may be medium, not high."""
    root = tmp_path / "rules"
    shutil.copytree(rules_root(), root)
    file = root / "us/business-scope/rules.yaml"
    before, ground, after = file.read_text(encoding="utf-8").partition("  after-lease-service:")
    file.write_text(before + ground + after.replace("confidence: medium", "confidence: high", 1), encoding="utf-8")
    (problem,) = Library(root).lint()
    assert "nobody read any law or guidance itself, so it is at most medium" in problem.message.en
    assert "cbp-lease-memo" in problem.message.ko


def weakened(report_plan: str, *, confidence: str, law: list[str]) -> Text | None:
    """What has to be said of the first activity if its grounds were so sure and rested on that law."""
    (trip,) = judge(report_plan).trips
    result = trip.law.activities[0]
    parts = tuple(
        part._replace(
            ruling=part.ruling._replace(
                said=part.ruling.said._replace(
                    findings=tuple(
                        each._replace(rule=each.rule._replace(confidence=confidence, law=tuple(law)))
                        for each in part.ruling.findings
                    )
                )
            )
        )
        for part in result.parts
    )
    return caution(footing(result._replace(parts=parts), library()))


def test_a_permission_on_weak_ground_says_so() -> None:
    """Low confidence, or no law behind it; on firm ground nothing is said."""
    assert weakened(PLAN, confidence="medium", law=FIRM) is None
    assert weakened(PLAN, confidence="low", law=FIRM) == Text("low confidence", "근거 신뢰도 낮음")
    assert weakened(PLAN, confidence="high", law=PRESS) == Text("practice or press only", "실무·언론 자료에만 근거")
    assert weakened(PLAN, confidence="high", law=[*PRESS, *FIRM]) is None


def test_what_is_not_permitted_rests_on_nothing() -> None:
    """A refusal has a bar or a lack of ground, not a footing."""
    (trip,) = judge(PLAN.replace("us_pay: false", "us_pay: true").replace("kind: install,", "kind: line-work,")).trips
    assert footing(trip.law.activities[0], library()) is None


def shaken(tmp_path: Path) -> Path:
    """The shipped rules with the ground for installing at low confidence."""
    root = tmp_path / "rules"
    shutil.copytree(rules_root(), root)
    file = root / "us/business-scope/rules.yaml"
    before, ground, after = file.read_text(encoding="utf-8").partition("  install-service-repair:")
    start = after.index("confidence: ")
    end = after.index("\n", start)
    file.write_text(before + ground + after[:start] + "confidence: low" + after[end:], encoding="utf-8")
    return root


def test_the_line_and_the_data_say_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In text beside the law, in both languages; in JSON as `rests_on`."""
    check = ("check", "examples/esta-install.yaml", "--as-of", AS_OF)

    def rests_on() -> object:
        (plan,) = json.loads(kvcheck(*check, "-f", "json").out)["plans"]
        return plan["trips"][0]["activities"][0]["rests_on"]

    assert "low confidence" not in kvcheck(*check).out
    assert rests_on() == {"confidence": "medium", "law": True}
    root = shaken(tmp_path)
    monkeypatch.setattr("kvcheck.repository.law.rules_root", lambda: root)
    assert "(low confidence)" in kvcheck(*check).out
    assert "(근거 신뢰도 낮음)" in " ".join(kvcheck(*check, "--lang", "ko").out.split())  # a line may be broken there
    assert rests_on() == {"confidence": "low", "law": True}
