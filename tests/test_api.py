"""What programs import: every public name once, typed and documented; values that travel between processes."""

import inspect
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

import kvcheck
from kvcheck import api
from tests.support import AS_OF, EXAMPLES, MINIMAL, ROOT, changed
from tests.support import kvcheck as run

REFUSED = changed(("kind: install", "kind: plant-piping"))
MIXED = EXAMPLES / "battery-plant"


def reports(texts: list[str]) -> list[kvcheck.Report]:
    """What this process says of plans."""
    return [kvcheck.check(kvcheck.loads(text), as_of=AS_OF) for text in texts]


def report_of(number: int) -> kvcheck.Report:
    """The report about one of many plans; it is made where it is asked for."""
    text = changed(("depart: 2027-01-20", f"depart: 2027-{1 + number % 4:02d}-{1 + number % 28:02d}"))
    return kvcheck.check(kvcheck.loads(text, f"plan-{number}.yaml"), as_of=AS_OF)


def test_every_public_name_is_exported_once_and_documented() -> None:
    """What the package exports is what the module of the API defines or means to pass on, and nothing else."""
    assert set(kvcheck.__all__) == {*api.__all__, "__version__"}
    for name in api.__all__:
        each = getattr(kvcheck, name)
        assert each is getattr(api, name)
        assert inspect.getdoc(each), f"{name} says nothing of itself"


def test_other_names_are_no_attributes() -> None:
    """A misspelled name fails as it does everywhere in Python."""
    with pytest.raises(AttributeError, match="lode"):
        _ = kvcheck.lode  # type: ignore[attr-defined]


def test_importing_it_costs_nothing_before_it_is_used() -> None:
    """The command line starts without the API, and the API without the command line."""
    code = "import sys, kvcheck; print('kvcheck.api' in sys.modules); kvcheck.check; print('typer' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_the_lines_of_the_readme_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Programs begin with these lines."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = next(part for part in text.split("```python\n")[1:] if "import kvcheck" in part).split("```")[0]
    assert sum(bool(line.strip()) for line in block.splitlines()) == 5
    monkeypatch.chdir(ROOT)
    exec(compile(block, "README.md", "exec"), {})  # noqa: S102 - the point of the test
    assert "permitted" in capsys.readouterr().out


def test_a_report_says_what_the_command_says() -> None:
    """Verdicts and every format are those of `kvcheck check`."""
    report = kvcheck.check(kvcheck.load(MIXED), as_of=AS_OF)
    for fmt in ("json", "text", "sarif", "csv"):
        for lang in ("en", "ko"):
            said = run("check", MIXED.relative_to(ROOT), "--as-of", AS_OF, "-f", fmt, "--lang", lang)
            whole = kvcheck.check(kvcheck.load("examples/battery-plant"), as_of=AS_OF)
            assert kvcheck.render(whole, fmt, lang=lang) == said.out
    assert report.verdict is min((trip.verdict for trip in report.trips), key=list(kvcheck.Verdict).index)


def test_reasons_name_rule_law_place_and_what_to_do() -> None:
    """A refused trip has reasons in both languages; a permitted one has none."""
    [good, bad] = reports([MINIMAL, REFUSED])
    assert good.trips[0].reasons() == ()
    assert good.trips[0].warnings()
    reason = bad.trips[0].reasons()[0]
    assert reason.rule == "us/business-scope/construction-by-hand"
    assert reason.activity == 1
    assert reason.place.line > 1
    assert reason.law
    assert reason.instead
    assert str(reason) == reason.message
    assert bad.trips[0].reasons("ko")[0].message != reason.message


def test_nothing_is_printed_and_nothing_ends(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Faults are exceptions with their problems; a command line's own error never reaches a program."""
    calls: list[Callable[[], object]] = [
        lambda: kvcheck.load(tmp_path / "none.yaml"),
        lambda: kvcheck.loads("a: [1"),
        lambda: kvcheck.check(kvcheck.loads(MINIMAL), as_of=AS_OF, policies=["no-such-policy"]),
        lambda: kvcheck.check(kvcheck.loads(MINIMAL), as_of=AS_OF, sides=["no-such-side"]),
        lambda: kvcheck.check(kvcheck.loads(MINIMAL), as_of=AS_OF, waivers=tmp_path / "none.yaml"),
        lambda: kvcheck.check(kvcheck.loads(changed(("kind: install", "kind: instal"))), as_of=AS_OF),
    ]
    for call in calls:
        with pytest.raises(kvcheck.CannotCheck) as caught:
            call()
        assert caught.value.problems
    with pytest.raises(ValueError, match="no format 'pdf'"):
        kvcheck.render(reports([MINIMAL])[0], "pdf")
    assert capfd.readouterr() == ("", "")


def test_policies_and_sides_are_named_as_on_the_command_line(tmp_path: Path) -> None:
    """A policy can only tighten, whether shipped or a company's own file."""
    plan = kvcheck.loads(MINIMAL)
    text = (ROOT / "rules" / "policy" / "esta-14-days" / "rules.yaml").read_text(encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(text.replace("policy/esta-14-days", "policy/ours"), encoding="utf-8")
    shipped = kvcheck.check(plan, as_of=AS_OF, policies=["esta-14-days"], sides=["all"])
    own = kvcheck.check(plan, as_of=AS_OF, policies=[tmp_path])
    assert shipped.trips[0].law is kvcheck.Verdict.PERMITTED
    assert shipped.verdict is kvcheck.Verdict.NOT_PERMITTED
    assert own.verdict is shipped.verdict


def test_comparing_has_the_planned_class_first() -> None:
    """Every class for the trip, the planned one first."""
    first, *others = kvcheck.compare(kvcheck.loads(MINIMAL), as_of=AS_OF)
    assert (first.visa_class, first.planned, first.fit) == ("esta", True, "fits")
    assert not any(each.planned for each in others)


def test_reports_are_values() -> None:
    """They compare, hash, survive pickling, cannot be changed, and render the same afterwards."""
    [report] = reports([REFUSED])
    again = pickle.loads(pickle.dumps(report))  # noqa: S301 - made in this very line
    assert again == report
    assert hash(again.trips[0]) == hash(report.trips[0])
    assert kvcheck.render(again, "json") == kvcheck.render(report, "json")
    with pytest.raises(AttributeError):
        report.trips[0].verdict = kvcheck.Verdict.PERMITTED  # type: ignore[misc]


def test_other_processes_give_the_same_reports() -> None:
    """A pool of processes judges the same plans to the same reports."""
    numbers = range(24)
    with ProcessPoolExecutor(2) as pool:
        there = list(pool.map(report_of, numbers, chunksize=6))
    here = [report_of(number) for number in numbers]
    assert there == here
    assert [kvcheck.render(each, "concise") for each in there] == [kvcheck.render(each, "concise") for each in here]
