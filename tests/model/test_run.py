"""What a run knows of its problems."""

from pathlib import Path

from kvcheck.errors import Place, Problem
from kvcheck.language.text import Text
from kvcheck.model import Run, Unchecked
from tests.support import AS_OF, changed, kvcheck

HERE = Place("a.yaml", 1, 1)
NO = Text("no", "아니오")


def test_a_problem_that_plans_share_is_one() -> None:
    """Two problems are one if all that is told of them is the same, in both languages."""
    same = [Problem(message=Text("no `{it}`", "`{it}` 없음", it=it), place=HERE) for it in ("x", "x", "y")]
    others = [
        Problem(message=NO, place=HERE),
        Problem(message=Text("no", "없음"), place=HERE),
        Problem(message=NO, hint=NO, place=HERE),
        Problem(message=NO),
        Problem(message=NO, quote="no: 1"),
    ]
    run = Run((), unchecked=(Unchecked("a.yaml", (*same, *others)), Unchecked("b.yaml", (same[1], *others))))
    assert run.problems == (same[0], same[2], *others)


def test_keys_out_of_order_in_rules_that_two_plans_share_are_told_once(tmp_path: Path) -> None:
    """What a tool would mend it with, values of the file, does not keep it from being told."""
    (tmp_path / "own.yaml").write_text("layer: policy\npack: policy/own\n", encoding="utf-8")
    site = "sites:\n  here: {host: plant-co, rules: [own.yaml]}\n"
    text = changed(("sites:\n", site), ("class: esta", "class: esta\n    site: here"))
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    ran = kvcheck("check", "a.yaml", "b.yaml", "--as-of", AS_OF, cwd=tmp_path)
    assert ran.code == 3
    assert ran.err.count("`pack` comes before `layer`") == 1
    for fmt in ("concise", "markdown", "gitlab", "github", "azure", "rdjson", "sarif"):
        out = kvcheck("check", "a.yaml", "b.yaml", "--as-of", AS_OF, "-f", fmt, cwd=tmp_path).out
        assert out.count("comes before") == 1, fmt
    table = kvcheck("check", "a.yaml", "b.yaml", "--as-of", AS_OF, "-f", "csv", cwd=tmp_path).out
    assert table.count("comes before") == 2  # a row says its plan
