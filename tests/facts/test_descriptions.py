"""What a description speaks of is held against the kind: nothing hides what a traveler does."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvcheck.facts.descriptions import WordReader
from kvcheck.language.spelling import fold
from tests.support import library

READER = WordReader(library().catalogue)


def families(description: str, kind: str = "install") -> set[str]:
    """The families of other work that a description tells under a kind."""
    return set(READER.families(description, kind))


@pytest.mark.parametrize(
    "description",
    [
        "화성 충방전기 설치",
        "조립 라인 장비 시운전",
        "용접기 설치",
        "생산 라인 장비 설치",
        "장비 점검 및 보수",
        "온도 장치 점검",
        "install formation charger",
        "commissioning of the coating line",
        "set-up of a laser welder",
        "필요시 공급 장비 설치",
    ],
)
def test_honest_descriptions_of_equipment_raise_no_alarm(description: str) -> None:
    """Names of machines and of lines are no trades."""
    assert not families(description) - {"business", "training"}


@pytest.mark.parametrize(
    ("description", "family"),
    [
        ("배관 용접 공사", "building"),
        ("배관용접공사", "building"),
        ("배 관 용 접", "building"),
        ("전기 공사", "building"),
        ("건물 배선 및 케이블 트레이", "building"),
        ("철골 설치 작업", "building"),
        ("pipefitting at the chiller", "building"),
        ("welding of brackets", "building"),
        ("building wiring", "building"),
        ("양산 지원", "production"),
        ("라인 작업 투입", "production"),
        ("production work on the line", "production"),
        ("인력 파견", "labor"),
        ("on-site support", "other"),
        ("현장 지원", "other"),
        ("utility hook-up", "connection"),
        ("장비 이설", "relocation"),
    ],
)
def test_words_of_other_work_are_seen(description: str, family: str) -> None:
    """Piping, wiring, welding, production, supply of workers and vague support, in both languages."""
    assert family in families(description)


def test_inspection_and_acceptance_are_told_apart() -> None:
    """점검 is service; 검수 is acceptance."""
    assert [each.kind for each in READER.find("점검")] == ["service"]
    assert [each.kind for each in READER.find("검수")] == ["acceptance-test"]


def disguises(text: str) -> list[str]:
    """Spellings that look like the text, or nearly so."""
    full_width = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    return [
        unicodedata.normalize("NFD", text),
        "\u200b".join(text),
        "\u00ad".join(text),
        " ".join(text),
        text.upper(),
        full_width,
        text.replace(" ", "\u00a0"),
        text.replace(" ", "\n"),
        f"({text})",
        f"설치/{text}",
    ]


@pytest.mark.parametrize("text", ["배관", "용접", "welding", "steel erection"])
def test_no_spelling_hides_a_word(text: str) -> None:
    """Decomposed, spaced out, full-width or with invisible characters in it: the word is the word."""
    for disguised in disguises(text):
        assert "building" in families(disguised), ascii(disguised)


def test_the_word_is_quoted_as_it_was_written() -> None:
    """Offsets point into the user's own text, whatever folding did to it."""
    text = unicodedata.normalize("NFD", "설비 배관 공사")
    for each in READER.find(text):
        assert text[each.start : each.start + len(each.text)] == each.text


@given(st.text(max_size=60), st.sampled_from(["배관 공사", "welding"]), st.text(max_size=60))
def test_no_text_around_a_word_hides_it(before: str, word: str, after: str) -> None:
    """A telling word that stands alone is seen in any company."""
    assert "building" in families(f"{before} , {word} , {after}")


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    """Folding keeps a span for every character, and reading never fails."""
    folded, spans = fold(text)
    assert len(folded) == len(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    READER.find(text)
