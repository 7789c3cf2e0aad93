"""What pages about packs say around the rules."""

from collections.abc import Mapping

from kvcheck.language.text import Text
from kvcheck.model import RuleKind

LETTERS: Mapping[RuleKind, str] = {
    RuleKind.GRANT: "G",
    RuleKind.BAR: "B",
    RuleKind.LIMIT: "L",
    RuleKind.DOUBT: "D",
    RuleKind.RISK: "R",
}
"""How a rule is numbered, by what it does."""

DOES: Mapping[RuleKind, Text] = {
    RuleKind.GRANT: Text(
        "Grounds (G): an activity is permitted only if one of them holds in full and no bar does.",
        "허용 근거(G): 하나가 온전히 성립하고 금지 사유가 없어야 활동이 허용됩니다.",
    ),
    RuleKind.BAR: Text(
        "Bars (B): one that holds forbids the activity, whatever ground holds.",
        "금지(B): 성립하면 허용 근거와 무관하게 활동이 금지됩니다.",
    ),
    RuleKind.LIMIT: Text(
        "Limits (L): each that applies must be met for the whole trip.",
        "한도·요건(L): 적용되는 것은 출장 전체에 대해 모두 지켜야 합니다.",
    ),
    RuleKind.DOUBT: Text(
        "Open questions (D): where one holds and no bar does, a person decides.",
        "법률상 미확정(D): 금지 사유 없이 성립하면 담당자가 판단합니다.",
    ),
    RuleKind.RISK: Text(
        "Risks (R): they warn and change no verdict.",
        "위험(R): 주의를 줄 뿐 판정을 바꾸지 않습니다.",
    ),
}
"""What each kind of rule does, in one sentence."""

WORDS: Mapping[str, Text] = {
    "subtitle": Text("Rules with their law and cases", "규칙과 그 법적 근거·사례"),
    "lawyer": Text("Read and signed by", "검토·서명"),
    "number": Text("No.", "번호"),
    "name": Text("Name", "성명"),
    "office": Text("Firm or office, bar number", "소속(법인·사무소), 변호사 등록번호"),
    "date": Text("Date", "일자"),
    "signature": Text("Signature", "서명"),
    "remarks": Text("Remarks, by number of the rule", "의견(규칙 번호별)"),
    "accepted": Text(
        "I read the rules above beside the law they cite. They say what I hold the law to be.",
        "위 규칙을 인용된 법적 근거와 대조하여 읽었으며, 본인이 이해하는 법의 내용과 일치합니다.",
    ),
    "remarked": Text("As above, except for the remarks below.", "아래 의견을 제외하고 위와 같습니다."),
    "refused": Text("I do not accept these rules.", "이 규칙을 승인하지 않습니다."),
    "covers": Text(
        "A signature is for texts with these digests (SHA-256). A receipt of `kvcheck check --receipt` holds the same "
        "ones for what it judged by: if one differs, the text is not the one that was signed.",
        "서명은 아래 해시(SHA-256)를 가진 텍스트에 대한 것입니다. `kvcheck check --receipt`의 판정 기록에는 판정에 "
        "쓰인 텍스트의 같은 해시가 기록됩니다. 다르면 서명된 텍스트가 아닙니다.",
    ),
    "signing": Text("Signature", "서명란"),
    "digest": Text("Digest (SHA-256)", "해시(SHA-256)"),
    "what": Text("What is signed", "서명 대상"),
}
"""Single words and fixed sentences of the pages."""

CHOICES = (WORDS["accepted"], WORDS["remarked"], WORDS["refused"])
"""What who signs ticks one of."""
LINES = (WORDS["name"], WORDS["office"], WORDS["date"], WORDS["signature"])
"""What who signs fills in."""
