"""How verdicts, kinds of rules and other fixed values are called."""

from collections.abc import Mapping

from kvcheck.language.text import Text
from kvcheck.model import (
    Phase,
    Plan,
    RuleKind,
    Verdict,
)

ISSUERS: Mapping[str, Text] = {
    "traveler": Text("traveler", "출장자 본인"),
    "employer": Text("employer", "소속 회사"),
    "seller": Text("seller of the equipment", "장비 판매자"),
    "host": Text("US host", "미국 방문 회사"),
    "government": Text("government", "정부 기관"),
    "carrier": Text("carrier", "항공사 등 운송사"),
    "counsel": Text("counsel", "변호사"),
}

OCCASIONS: Mapping[str, Text] = {
    "visa": Text("visa interview", "비자 인터뷰"),
    "entry": Text("entry", "입국 심사"),
    "site": Text("on site", "현장"),
    "company": Text("kept by the company", "회사 보관"),
}


VERDICTS: Mapping[Verdict, Text] = {
    Verdict.PERMITTED: Text("permitted", "허용"),
    Verdict.NEEDS_REVIEW: Text("needs review", "검토 필요"),
    Verdict.UNDETERMINED: Text("undetermined", "정보 부족"),
    Verdict.NOT_PERMITTED: Text("not permitted", "불허"),
}


def policy_name(plan: Plan) -> Text:
    """How rules are called that are no law: the company's own, and those of who runs a site, if it has any."""
    if any("rules" in site for site in plan.sites.values()):
        return Text("company policy and rules of the site", "회사 정책과 현장 규칙")
    return Text("company policy", "회사 정책")


MEANINGS: Mapping[Verdict, Text] = {
    Verdict.PERMITTED: Text(
        "A ground in law holds in full, nothing forbids it, and every limit is met.",
        "허용 근거가 온전히 성립하고 금지 사유가 없으며 모든 한도를 지킵니다.",
    ),
    Verdict.NEEDS_REVIEW: Text(
        "The law or its sources leave it open, or the law was not read lately: a person must decide.",
        "법이나 자료가 확정하지 않았거나 법령 확인 기한이 지났습니다. 담당자가 판단해야 합니다.",
    ),
    Verdict.UNDETERMINED: Text(
        "Facts are missing; the report asks for them.", "사실이 부족합니다. 보고서가 필요한 질문을 제시합니다."
    ),
    Verdict.NOT_PERMITTED: Text(
        "A bar holds, a limit is not met, or no ground in law covers it.",
        "금지 사유가 있거나 한도를 지키지 못했거나 허용 근거가 없습니다.",
    ),
}

MARKS: Mapping[Verdict, str] = {
    Verdict.PERMITTED: "✓",
    Verdict.NEEDS_REVIEW: "!",
    Verdict.UNDETERMINED: "?",
    Verdict.NOT_PERMITTED: "✗",
}
"""The sign of each verdict, for readers without colour."""

KINDS: Mapping[RuleKind, Text] = {
    RuleKind.GRANT: Text("ground", "허용 근거"),
    RuleKind.BAR: Text("bar", "금지"),
    RuleKind.LIMIT: Text("limit", "한도·요건"),
    RuleKind.DOUBT: Text("open question of law", "법률상 미확정"),
    RuleKind.RISK: Text("risk", "위험"),
}

TIERS: Mapping[int, Text] = {
    1: Text("statute", "법률"),
    2: Text("regulation", "규정"),
    3: Text("decision", "판례·결정례"),
    4: Text("agency guidance", "기관 지침"),
    5: Text("practice", "실무"),
    6: Text("press", "언론 보도"),
}

CONFIDENCE: Mapping[str, Text] = {
    "high": Text("high", "높음"),
    "medium": Text("medium", "중간"),
    "low": Text("low", "낮음"),
}

PHASES: Mapping[Phase, Text] = {
    Phase.BEFORE: Text("Before travel", "출국 전"),
    Phase.AIRPORT: Text("At the airport", "입국 시(공항)"),
    Phase.SITE: Text("On site", "현장에서"),
    Phase.AFTER: Text("After return", "귀국 후"),
}

INFERENCE = Text("drawn from the sources, not said by them", "출처에 명시되지 않은 추론")

EXTENTS: Mapping[str, Text] = {
    "whole": Text("read in full", "전문 확인"),
    "part": Text("read in part", "일부 확인"),
    "secondary": Text("read through another's quotation", "간접 인용으로 확인"),
    "unread": Text("not read yet", "미확인"),
}
"""How an authority was read."""

KNOWN = Text(" · in the baseline", " · 기준선")
"""Marks what a baseline has."""

DISCLAIMER = Text(
    "kvcheck informs; it is not legal advice. Consuls and port officers decide.",
    "kvcheck는 정보 제공용이며 법률 자문이 아닙니다. 결정은 영사와 심사관이 합니다.",
)
