"""Every example comes out as its expected output says. `python -m tests.test_examples` writes the expected outputs."""

from pathlib import Path

import pytest

from tests.support import AS_OF, EXAMPLES, ROOT, kvcheck

EXPECTED = EXAMPLES / "expected"
PLANS = sorted(
    path
    for path in EXAMPLES.iterdir()
    if path.suffix == ".yaml" or (path.is_dir() and path.name not in (EXPECTED.name, "fleet", "own-rules"))
)  # fmt: skip
CODES = {
    "esta-install.yaml": 0,
    "b1-annotated.yaml": 0,
    "battery-plant": 1,
    "construction-supervisor.yaml": 1,
    "korean.yaml": 1,
    "other-classes.yaml": 1,
    "papers.yaml": 0,
    "trainer.yaml": 1,
}


def expected(path: Path, lang: str) -> Path:
    """The file with the expected output of an example."""
    return EXPECTED / f"{path.stem}.{lang}.txt"


def output(path: Path, lang: str) -> tuple[int, str]:
    """Exit code and output of an example, as the README has it."""
    ran = kvcheck("check", path.relative_to(ROOT).as_posix(), "--as-of", AS_OF, "--lang", lang)
    return ran.code, ran.out


WELDER = ("compare", "examples/battery-plant", "--trip", "w2-bulgasari-1", "--as-of", AS_OF)


def compared(lang: str) -> str:
    """What `compare` prints about the pipe welder of the battery plant."""
    return kvcheck(*WELDER, "--lang", lang).out


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_welder_is_compared_as_expected(lang: str) -> None:
    """Every class side by side, in both languages."""
    assert compared(lang) == (EXPECTED / f"compare-welder.{lang}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("path", PLANS, ids=lambda path: str(path.stem))
def test_an_example_comes_out_as_expected(path: Path, lang: str) -> None:
    """Exit code and every line, in both languages."""
    code, out = output(path, lang)
    assert code == CODES[path.name]
    assert out == expected(path, lang).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["README.md", "README.ko.md"])
def test_every_example_is_in_the_table(page: str) -> None:
    """The handbook names each of them, in both languages."""
    readme = (EXAMPLES / page).read_text(encoding="utf-8")
    assert {path.name for path in PLANS} == set(CODES)
    assert all(path.name in readme for path in PLANS)
    assert "own-rules" in readme


SCHEMA = EXAMPLES / "plan.schema.json"
"""What the first line of each example tells an editor."""


def test_the_schema_of_the_examples_is_that_of_kvcheck() -> None:
    """With the kinds, classes and documents of the packs; `python -m tests.test_examples` writes it anew."""
    assert SCHEMA.read_text(encoding="utf-8") == kvcheck("schema", "plan").out


def test_the_first_line_of_each_example_leads_to_the_schema() -> None:
    """As it stands, wherever the folder of the examples is copied to."""
    packs = {"rules.yaml", "cases.yaml", "kvcheck.yaml"}  # files of a company's own rules, which are no plans
    for path in (each for each in EXAMPLES.rglob("*.yaml") if each.name not in packs):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        target = first.removeprefix("# yaml-language-server: $schema=")
        assert target != first, f"{path.name} begins with no such line"
        assert (path.parent / target).resolve() == SCHEMA.resolve()


if __name__ == "__main__":
    SCHEMA.write_text(kvcheck("schema", "plan").out, encoding="utf-8")
    EXPECTED.mkdir(exist_ok=True)
    for plan in PLANS:
        for language in ("en", "ko"):
            expected(plan, language).write_text(output(plan, language)[1], encoding="utf-8")
    (EXPECTED / "us-business-scope.md").write_text(
        kvcheck("rules", "docs", "us/business-scope", "-f", "markdown").out, encoding="utf-8"
    )
    for language in ("en", "ko"):
        (EXPECTED / f"compare-welder.{language}.txt").write_text(compared(language), encoding="utf-8")
