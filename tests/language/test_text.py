"""Sentences in every language: templates and their values, particles, counts, and what the package does with them."""

import ast
import copy
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from kvcheck.language.grammar import count, joined, listed, weeks
from kvcheck.language.particles import PARTICLES, particle
from kvcheck.language.text import LANGUAGES, LOCALES, Text, by_language, language_of, placeholders
from kvcheck.source import read_file
from kvcheck.source.schema import schema
from tests.support import ROOT
from tests.support.sources import PACKAGE, walked

MODULES = sorted(PACKAGE.rglob("*.py"))
HEDGED = re.compile(
    r"은\(는\)|는\(은\)|을\(를\)|를\(을\)|이\(가\)|가\(이\)|\(으\)로|과\(와\)|와\(과\)|\(이\)(?=[라며고나여]|어야)"
)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("출장", "출장은 출장이 출장을 출장과 출장으로 출장이어야 출장이라"),
        ("서류", "서류는 서류가 서류를 서류와 서류로 서류여야 서류라"),
        ("서울", "서울은 서울이 서울을 서울과 서울로 서울이어야 서울이라"),
        ("텍스트", "텍스트는 텍스트가 텍스트를 텍스트와 텍스트로 텍스트여야 텍스트라"),
        ("ESTA", "ESTA는 ESTA가 ESTA를 ESTA와 ESTA로 ESTA여야 ESTA라"),
        ("HTML", "HTML은 HTML이 HTML을 HTML과 HTML로 HTML이어야 HTML이라"),
        ("B-1", "B-1은 B-1이 B-1을 B-1과 B-1로 B-1이어야 B-1이라"),
        ("H-2B", "H-2B는 H-2B가 H-2B를 H-2B와 H-2B로 H-2B여야 H-2B라"),
        ("`false`", "`false`는 `false`가 `false`를 `false`와 `false`로 `false`여야 `false`라"),
        ("`plan`", "`plan`은 `plan`이 `plan`을 `plan`과 `plan`으로 `plan`이어야 `plan`이라"),
        ("6", "6은 6이 6을 6과 6으로 6이어야 6이라"),
        ("팀(`[a]`)", "팀(`[a]`)은 팀(`[a]`)이 팀(`[a]`)을 팀(`[a]`)과 팀(`[a]`)으로 팀(`[a]`)이어야 팀(`[a]`)이라"),
    ],
)  # fmt: skip
def test_a_particle_follows_the_last_letter_that_is_read(word: str, said: str) -> None:
    """After a vowel, a consonant or ㄹ; of Latin letters and digits the Korean reading counts, quotes are not read."""
    forms = ("은", "이", "을", "과", "으로", "이어야", "이라")
    assert " ".join(word + particle(word, form) for form in forms) == said


@pytest.mark.parametrize(("digit", "form"), list(zip("0123456789", "은은는은는는은은은는", strict=True)))
def test_digits_are_read_in_korean(digit: str, form: str) -> None:
    """영 일 이 삼 사 오 육 칠 팔 구; and only 일, 칠, 팔 end with ㄹ."""
    assert particle(digit, "은") == form
    assert particle(f"H00{digit}", "은") == form
    assert particle(digit, "으로") == ("으로" if digit in "036" else "로")


@pytest.mark.parametrize("form", sorted(PARTICLES))
def test_both_forms_of_a_particle_ask_for_the_same(form: str) -> None:
    """Whichever form a template has, the word decides; without a letter to read the open form stands."""
    assert particle("서류", form) == particle("", form) == particle("…", form)
    assert particle("출장", form) == particle("출장", particle("서류", form))


@pytest.mark.parametrize("value", ["{", "}}", "{other}", "{0}", "{:을}", "{name!r}", "%s", "{name.__class__}"])
def test_a_value_is_never_taken_for_a_template(value: str) -> None:
    """Whatever a plan holds stands in the sentence as it is, also through a Text that is a value."""
    inner = Text("<{name}>", "<{name}>", name=value)
    said = Text("{name}, {inner}", "{inner}, {name}", name=value, inner=inner)
    assert said.sentences == (f"{value}, <{value}>", f"<{value}>, {value}")
    assert Text(value, value).sentences == (value, value)
    assert inner.filled(more="x") == inner


@pytest.mark.parametrize(
    "template",
    [
        "",
        "a",
        "{x}",
        "{x}{x:을}",
        "{:이}",
        "{x:,} {y:>5}.",
        "a{{b}}c{x}",
        "{",
        "}",
        "{x",
        "x}",
        "{x!r}",
        "{x.y}",
        "{x[0]}",
    ],
)
def test_a_template_is_read_as_str_format_reads_it(template: str) -> None:
    """What is plain by a shorter way; the rest by the standard library, which refuses what is none."""
    values = {"x": 1234, "y": "z"}
    try:
        parts = [(name, spec or "") for _, name, spec, _ in Formatter().parse(template) if name is not None]
    except ValueError:
        with pytest.raises(ValueError, match=r"encountered|expected"):
            Text(template, template, **values).en  # noqa: B018
        return
    assert placeholders(template) == frozenset(name for name, _ in parts if name)
    plain = all(name in values and spec not in PARTICLES for name, spec in parts)
    if plain and "!" not in template:
        assert Text(template, template, **values).en == template.format(**values)


def test_texts_are_values() -> None:
    """Equal by what they say, hashable, unchangeable, the same after a pickle and for every reader."""
    text = Text("{n} trips of {who}", "{who}의 출장 {n:,}건", n=1200, who=Text("all", "전체"))
    assert text == Text("1200 trips of all", "전체의 출장 1,200건")
    assert hash(text) == hash(Text(text.en, text.ko))
    assert text != Text(text.en, text.en)
    assert text != text.sentences
    assert copy.deepcopy(text) == pickle.loads(pickle.dumps(text)) == text  # noqa: S301
    assert by_language(text) == {"en": text.en, "ko": text.ko}
    with pytest.raises(AttributeError):
        text.en = "other"  # type: ignore[misc]
    with pytest.raises(KeyError):
        _ = Text("{trip} {other}", "{trip}", trip="a").en


def test_a_value_that_ends_a_sentence_ends_it_once() -> None:
    """A full stop of a name is that of the sentence; three dots stay."""
    said = Text("Employed by {who}.", "고용주는 {who}입니다.", who="Acme Co., Ltd.")
    assert said.sentences == ("Employed by Acme Co., Ltd.", "고용주는 Acme Co., Ltd.입니다.")
    assert Text("{who}...", "{who}", who="Acme Inc.").en == "Acme Inc...."


def test_counts_and_lists() -> None:
    """One of something, several, none; lists as each language writes them."""
    assert [count(number, "trip", "건").en for number in (0, 1, 2)] == ["0 trips", "1 trip", "2 trips"]
    assert count(1, "company", "개", "companies") == Text("1 company", "1개")
    assert count(3, "company", "개", "companies") == Text("3 companies", "3개")
    assert weeks(1, 1) == Text("1 week", "1주")
    assert weeks(2, 6) == Text("2–6 weeks", "2~6주")
    names = [Text("one", "하나"), Text("two", "둘"), Text("three", "셋")]
    assert listed(names) == Text("one, two and three", "하나·둘·셋")
    assert listed(names[:1]) == names[0]
    assert joined(names, " / ") == Text("one / two / three", "하나 / 둘 / 셋")
    assert joined([]) == Text("", "")


def test_the_languages_stand_in_one_place() -> None:
    """Each has the name that other programs know it by, and every published schema knows it."""
    assert set(LOCALES) == set(LANGUAGES)
    assert len(Text("a", "b").sentences) == len(LANGUAGES)
    assert schema("config")["properties"]["lang"]["enum"] == list(LANGUAGES)
    for name in ("report", "checklist", "comparison"):
        pairs = [each for each in objects(schema(name)) if LANGUAGES[0] in each.get("properties", {})]
        assert pairs
        assert all(list(each["properties"]) == each["required"] == list(LANGUAGES) for each in pairs)


@pytest.mark.parametrize(
    ("locale", "lang"), [("ko_KR.UTF-8", "ko"), ("ko", "ko"), ("en_US", "en"), ("C", "en"), ("ja_JP", "en"), ("", "en")]
)
def test_a_locale_has_a_language(locale: str, lang: str) -> None:
    """That of the locale if kvcheck speaks it, else the first."""
    assert language_of(locale) == lang


def objects(value: object) -> Iterator[dict[str, Any]]:
    """Every object below a value of JSON, itself included."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from objects(each)


def texts(path: Path) -> Iterator[tuple[ast.Call, frozenset[str]]]:
    """Every call of a module that makes a Text, with the names of the values that it or the call around it fills in."""
    found = [
        node
        for node in walked(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text"
    ]
    if found:
        around = {child: parent for parent in walked(path) for child in ast.iter_child_nodes(parent)}
        for node in found:
            parent = around[node]
            outer = parent.keywords if isinstance(parent, ast.Call) and called(parent) == "say" else []
            yield node, frozenset(each.arg for each in [*node.keywords, *outer] if each.arg is not None)


def called(call: ast.Call) -> str:
    """The last name of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def template_of(node: ast.expr) -> str | None:
    """The literal that a template is; None if it is computed."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_both_templates_name_the_same_values(path: Path) -> None:
    """No f-string inside a Text; the same placeholders in each language, each with a value and each value in use.

    Where there are none, the Text is literal, and has no particle to be chosen. A Text that is kept as a constant may
    be filled later (`filled`, `Draft.say`), and then has no values of its own.
    """
    for call, values in texts(path):
        where = f"{path.name}:{call.lineno}"
        computed = [each for each in ast.walk(call) if isinstance(each, ast.JoinedStr)]
        assert not computed, f"{where}: an f-string inside a Text"
        templates = [template_of(each) for each in call.args]
        if len(templates) != len(LANGUAGES) or None in templates:
            assert not call.keywords or path.parent.name == "language", (
                f"{where}: values for a template that is no literal"
            )
            continue
        named = [placeholders(each) if values or "{" in each else frozenset() for each in templates if each is not None]
        assert named[0] == named[1], f"{where}: {named[0]} and {named[1]}"
        alone = [each for each in templates if each is not None and "{:" in each and not named[0]]
        assert not alone, f"{where}: nothing is filled in, so that the particle stays in its braces"
        if values:
            assert values >= named[0] >= frozenset(each.arg for each in call.keywords), f"{where}: {named[0]}, {values}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_is_composed_in_one_language(path: Path) -> None:
    """A sentence of one language goes out; it never becomes part of a sentence that has two."""
    if path.parent.name == "language":
        return
    for node in walked(path):
        if isinstance(node, ast.Call) and called(node) == "Text":
            inner = [each for argument in node.args for each in ast.walk(argument)]
            parts = [each for each in inner if isinstance(each, ast.Attribute) and each.attr in LANGUAGES]
            assert not parts, f"{path.name}:{node.lineno} composes {ast.unparse(parts[0])}"
        if isinstance(node, ast.Call) and called(node) == "format" and isinstance(node.func, ast.Attribute):
            said = ast.unparse(node.func.value)
            assert "in_(" not in said, f"{path.name}:{node.lineno} fills in {said} outside its Text"


def test_no_particle_is_hedged() -> None:
    """`은(는)` reads as a form that nobody filled in: the particle follows its word, in every text of the program."""
    folders = [PACKAGE, ROOT / "rules", ROOT / "examples"]
    kinds = {".py", ".yaml", ".yml", ".json", ".html", ".js", ".css", ".md", ".txt"}
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in kinds]
    assert len(files) > len(MODULES)
    found = [path.name for path in files if HEDGED.search(path.read_text(encoding="utf-8"))]
    assert not [name for name in found if name != "particles.py"]


@pytest.mark.parametrize("path", sorted((ROOT / "rules").rglob("*.yaml")), ids=lambda path: path.stem)
def test_both_sentences_of_a_rule_name_the_same_values(path: Path) -> None:
    """Rules are texts too: whatever one language has to fill in, the other has."""

    def pairs(value: object) -> Iterator[dict[str, object]]:
        if isinstance(value, dict):
            if set(value) == set(LANGUAGES):
                yield value
            for each in value.values():
                yield from pairs(each)
        elif isinstance(value, list):
            for each in value:
                yield from pairs(each)

    for pair in pairs(read_file(path, path.name).root):
        named = {lang: sorted(re.findall(r"\{\w*\}", str(text))) for lang, text in pair.items()}
        assert named["en"] == named["ko"], pair
