"""Questions: only what can still change a verdict, the most decisive first; after all of them nothing is open."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kvcheck.advice.ask.formats import QUESTIONS
from kvcheck.advice.ask.value import Asking
from kvcheck.advice.ask.weigh import ask
from kvcheck.engine import check
from kvcheck.model import Plan, Report, Verdict
from kvcheck.plan import load
from kvcheck.rosters.question_book import answers_in, question_book
from kvcheck.source.schema import is_valid
from kvcheck.telling.style import Style
from tests.support import AS_OF, EXAMPLES, MINIMAL, PLANS, changed, kvcheck, library
from tests.support.answers import written

MIXED = PLANS / "battery-plant"
ROSTER = PLANS / "roster-of-18.yaml"
SUPPOSED = "travelers.*.declares.visa_refused=no"


def judged(plan: Plan) -> Report:
    """The plan judged."""
    return check(plan, library(), as_of=AS_OF)


@cache
def asking_of(path: Path) -> Asking:
    """What is asked about a plan; nobody changes it."""
    return ask(judged(load(path)), library())


def verdicts(report: Report) -> Mapping[str, Verdict]:
    """The verdict of each trip."""
    return {trip.id: trip.verdict for trip in report.trips}


def best(asking: Asking, plan: Plan) -> list[int]:
    """For each question how many open verdicts its most decisive answer settles, tried on the text of the plan."""
    before = verdicts(asking.report)
    found = []
    for each in asking.asked:
        settled = []
        for effect in each.effects:
            after = verdicts(judged(written(plan, [(gap, effect.value) for gap in each.question.gaps])))
            changed_ = [name for name, verdict in after.items() if verdict is not before[name]]
            assert all(before[name] is Verdict.UNDETERMINED for name in changed_), (
                "an answer settles, and flips nothing"
            )
            settled.append(len(changed_))
        found.append(max(settled, default=0))
    return found


@pytest.mark.parametrize("path", [MIXED, EXAMPLES / "battery-plant", ROSTER, PLANS / "construction-supervisor.yaml"])
def test_the_first_question_settles_most(path: Path) -> None:
    """Every answer to every question is written, read and judged: the counts are those told, the first is the best."""
    asking = asking_of(path)
    tried = best(asking, asking.report.plan)
    assert tried == [each.settles for each in asking.asked]
    assert tried[0] == max(tried)


@pytest.mark.parametrize("path", [MIXED, EXAMPLES / "battery-plant", ROSTER])
@pytest.mark.parametrize("pick", ["first", "last", "most"])
def test_after_all_questions_nothing_is_open(path: Path, pick: str) -> None:
    """Whatever is answered, the questions end, and then no verdict is undetermined."""
    asking = asking_of(path)
    for _ in range(80):
        if not asking.asked:
            break
        each = next(one for one in asking.asked if one.effects)
        chosen = {
            "first": each.effects[0],
            "last": each.effects[-1],
            "most": max(each.effects, key=lambda effect: effect.settled),
        }[pick]
        plan = written(asking.report.plan, [(gap, chosen.value) for gap in each.question.gaps])
        asking = ask(judged(plan), library())
    assert Verdict.UNDETERMINED not in verdicts(asking.report).values()


def test_nothing_is_asked_of_what_is_settled() -> None:
    """A plan without open trips asks nothing, and says so."""
    ran = kvcheck("ask", "tests/plans/minimal.yaml")
    assert ran.code == 0
    assert "nothing to ask" in ran.out


def test_a_trip_that_is_not_there_is_refused() -> None:
    """Nobody hears that there is nothing to ask about a trip whose id is wrong."""
    ran = kvcheck("ask", ROSTER, "--trip", "nobody")
    assert ran.code == 2
    assert "nobody" in ran.err


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_formats_of_questions(lang: str) -> None:
    """Text, Markdown and JSON have every question and every place."""
    asking = asking_of(ROSTER)
    for fmt, render in QUESTIONS.items():
        said = render([asking], Style(lang=lang, verbose=True))
        if fmt == "json":
            assert is_valid(json.loads(said), "questions")
        for each in asking.asked:
            assert " ".join(each.question.ask.in_(lang).split())[:12] in said
    [history] = [each for each in asking.asked if each.question.gaps[0].steps[-1] == "history"]
    events = [each.says for each in history.effects if each.value]
    assert len(set(events)) == len(events)
    assert all(re.search("[가-힣]", each.ko) and "-" not in each.en for each in events), "no key of the plan"


def test_a_filled_workbook_is_read_back(tmp_path: Path) -> None:
    """What is chosen from its lists, in either language, comes back as answers; empty cells as nothing."""
    asking = asking_of(ROSTER)
    for lang in ("en", "ko"):
        path = tmp_path / f"{lang}.xlsx"
        path.write_bytes(question_book([asking], lang))
        wanted = filled(path, lang)
        assert answers_in(path) == wanted
        plan = tmp_path / f"{lang}.yaml"
        plan.write_text(ROSTER.read_text(encoding="utf-8"), encoding="utf-8")
        ran = kvcheck("ask", plan, "--answers", path, "--write")
        assert "companies.*.country" not in ran.out
        assert plan.read_text(encoding="utf-8").count("country: KR") == 3
        assert plan.read_text(encoding="utf-8").count("electronic: true") == 12


def filled(path: Path, lang: str) -> list[str]:
    """Fill in the countries and the passports of a workbook; returns the answers that it holds then."""
    openpyxl: Any = pytest.importorskip("openpyxl")
    book, wanted = openpyxl.load_workbook(path), []
    for sheet in book.worksheets[:-1]:
        assert sheet.data_validations.dataValidation or sheet.max_row < 20
        for row in sheet.iter_rows(min_row=3):
            place = str(row[2].value)
            if place.endswith(".country"):
                row[3].value = "KR"
            elif place.endswith("passport.electronic"):
                row[3].value = {"en": "yes", "ko": "예"}[lang]
            if row[3].value is not None:
                wanted.append(f"{place}={row[3].value}")
    book.save(path)
    return wanted


def test_what_is_supposed_is_said_and_written_nowhere(tmp_path: Path) -> None:
    """`--set` judges as if the plan said it; every page says so; what goes into records is refused."""
    path = tmp_path / "plan.yaml"
    path.write_text(changed(("visa_refused: false, ", "")), encoding="utf-8")
    before = path.read_bytes()
    assert kvcheck("check", path).code == 4
    for fmt in ("text", "markdown", "html", "json"):
        ran = kvcheck("check", path, "--set", "travelers.kim-ms.declares.visa_refused=no", "-f", fmt)
        assert ran.code == 0
        assert "refused=no" in ran.out
    for fmt in ("text", "markdown", "json"):
        assert "refused=no" in kvcheck("compare", path, "--set", SUPPOSED, "-f", fmt).out
    for more in (("-f", "sarif"), ("--receipt", tmp_path / "r.json"), ("--write-baseline", tmp_path / "b.json")):
        assert kvcheck("check", path, "--set", SUPPOSED, *more).code == 2
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ("companies.nobody.country=KR", "`companies.······.country`"),
        ("companies.hwasung.colour=red", "`companies.hwasung.······`"),
        ("companies.hwasung.country", "`companies.hwasung.country`"),
        ("x=y", "`·`"),
    ],
)
def test_a_place_that_a_plan_cannot_have_is_refused(wrong: str, named: str) -> None:
    """With exit code 2, and the place named as far as it is one: the rest may be anybody's name."""
    ran = kvcheck("check", "tests/plans/minimal.yaml", "--set", wrong)
    assert ran.code == 2
    assert named in ran.err


def test_a_value_that_cannot_stand_there_is_an_error() -> None:
    """As it would be in the plan."""
    assert kvcheck("check", "tests/plans/minimal.yaml", "--set", "companies.hwasung.country=Korea").code == 3


def test_answers_keep_comments_and_layout(tmp_path: Path) -> None:
    """Only the line of the answer changes."""
    text = "# a remark\n" + changed(("visa_refused: false, ", ""), text=MINIMAL)
    path, given = tmp_path / "plan.yaml", tmp_path / "answers.txt"
    path.write_text(text, encoding="utf-8")
    given.write_text("# from the traveler\ntravelers.kim-ms.declares.visa_refused=no\n", encoding="utf-8")
    ran = kvcheck("ask", path, "--answers", given, "--write")
    assert ran.code == 0
    after = path.read_text(encoding="utf-8").splitlines()
    differing = [new for new, old in zip(after, text.splitlines(), strict=True) if new != old]
    assert len(differing) == 1
    assert "visa_refused: false" in differing[0]


def test_one_trip_is_asked_about(tmp_path: Path) -> None:
    """`--trip` and `--traveler` narrow `check` and `ask`; who is not there is refused."""
    for command in ("check", "ask"):
        ran = kvcheck(command, ROSTER, "--trip", "T010")
        assert "travelers.H010.role" in ran.out
        assert "H001" not in ran.out
        assert kvcheck(command, ROSTER, "--traveler", "H010").out == ran.out
        assert kvcheck("check", ROSTER, "--trip", "T099").code == 2
    assert "17 other trips left out" in kvcheck("check", ROSTER, "--trip", "T010").out
    del tmp_path
