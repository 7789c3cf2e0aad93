"""Korean terms of the trade: the words that lawyers and officials use, and none that mislead a Korean reader."""

import re
from functools import cache

import pytest

from tests.support import ROOT

OLD = {
    r"현지 인력": "미국 근로자: 현지 인력 also means expatriates and Koreans hired there",
    r"(?<!교류 )(?<!상용 )(?<!관광 )(?<!일시 )방문자": "단기 출장자, 상용 방문자: a 방문자 comes to look",
    r"전문 지식": "특화된 전문지식 of a seller's engineer, 전문지식 of an L-1B",
    r"고유한 ?\(unique\)": "독자적(unique)",
    r"매매": "판매·구매 계약: 매매 is said of land",
    r"(?<!인수)(?<!업무 )인계": "인도·검수: a machine is handed over so, 인계 is a handing over of duties",
    r"서류상 (?:판매|미국)": "계약상, 명의상: 서류상 reads as a sham",
    r"생산적 노무|노무 제공|노무 공급|노무를 공급": "근로, 인력 공급: 노무 is day labor on a building site",
    r"재유효화": "자동 비자 재승인(automatic revalidation)",
    r"(?<!수출신고필증·)수입신고필증": "미국 수입신고서(CBP Form 7501): 수입신고필증 is a paper of Korean customs",
    r"기계설치공": "기계 설치 기사(millwright)",
    r"무결성 수수료(?!\(Visa)": "with its English name: the press calls it by several",
    r"해외(?! 인사 부서)(?! 이전)(?!로 이전)": "미국 밖: to a Korean 해외 is outside Korea",
    r"포괄 ?청원|포괄\(blanket\)": "블랭킷 청원",
    r"수료·자격 증서": "교육 이수증(자격증)",
}
"""What is not to come back, with the term that stands instead and why. What the lookarounds leave is right."""

PLACES = ("rules", "kvcheck", "examples")
TYPED = (("rules", "words"), ("rules", "rosters"))
"""Folders of words as people type them."""
KINDS = {".yaml", ".md", ".json", ".py", ".html", ".txt"}


@cache
def lines() -> list[tuple[str, str]]:
    """Every line of the texts a user reads, with where it stands; words that people type are none of ours."""
    found = []
    for place in PLACES:
        for path in sorted((ROOT / place).rglob("*")):
            if path.suffix not in KINDS or path.relative_to(ROOT).parts[:2] in TYPED:
                continue
            typed = path.name in {"activities.yaml", "columns.py"}
            name = path.relative_to(ROOT)
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if typed and not re.search(r"\b(?:name|about|title|Text)\b", line):
                    continue
                found.append((f"{name}:{number}", line))
    return found


@pytest.mark.parametrize("term", OLD, ids=OLD.values())
def test_an_old_term_does_not_come_back(term: str) -> None:
    """In no text of the rules, the program and the examples."""
    assert [where for where, line in lines() if re.search(term, line)] == []


@pytest.mark.parametrize("term", ["미국 근로자", "단기 출장자", "특화된 전문지식", "판매·구매 계약", "미국 밖"])
def test_the_terms_of_the_trade_are_used(term: str) -> None:
    """The list above would also hold if nothing were written in Korean."""
    assert any(term in line for _, line in lines())
