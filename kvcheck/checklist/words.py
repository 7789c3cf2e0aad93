"""How a checklist speaks, in both languages: the same words on a terminal, on paper and in a calendar."""

from collections.abc import Mapping

from kvcheck.checklist.value import Action, Cause, Group, Item, TripList
from kvcheck.language.grammar import joined
from kvcheck.language.text import Text
from kvcheck.model import Authority, Verdict, weighty
from kvcheck.telling.labels import ISSUERS, OCCASIONS

TITLE = Text("Travel checklist", "출장 체크리스트")
MEANS: Mapping[Verdict, Text] = {
    Verdict.PERMITTED: Text(
        "Permitted as planned. It stays so only while the work, the site and the days stay as planned.",
        "계획대로 허용됩니다. 업무·현장·기간이 계획과 같은 동안에만 유효합니다.",
    ),
    Verdict.NEEDS_REVIEW: Text(
        "Not cleared yet: the law leaves something open, and a person must decide before travel."
        " This is a to-do list, not a permission.",
        "아직 확정되지 않았습니다. 법률상 미확정 사항이 있어 출국 전에 담당자의 판단이 필요합니다."
        " 이 목록은 준비 목록이며 허가가 아닙니다.",
    ),
    Verdict.UNDETERMINED: Text(
        "Not cleared yet: the questions below must be answered before travel. This is a to-do list, not a permission.",
        "아직 판단할 수 없습니다. 출국 전에 아래 질문에 답해야 합니다. 이 목록은 준비 목록이며 허가가 아닙니다.",
    ),
    Verdict.NOT_PERMITTED: Text(
        "Not permitted as planned: do not travel on this plan. Papers alone do not change that; the plan must."
        " This is a to-do list, not a permission.",
        "계획대로는 허용되지 않으므로 이 계획으로 출장하지 않습니다. 서류만으로는 해결되지 않으며 계획을 바꿔야 합니다."
        " 이 목록은 준비 목록이며 허가가 아닙니다.",
    ),
}
GROUPS: Mapping[Group, Text] = {
    Group.CARRY: Text("Papers to carry", "지참 서류"),
    Group.VISA: Text("Papers for the visa application", "비자 신청 서류"),
    Group.COMPANY: Text("Papers the company keeps", "회사가 보관할 서류"),
}
STEPS = Text("Steps", "단계별 할 일")
CAUSES = Text("Why these papers", "서류가 필요한 이유")
INSTEAD = Text("instead", "대안")
SHOWS = Text("must show", "확인 사항")
ISSUER = Text("issued by", "발급")
WHY = Text("why", "이유")
DUE = Text("in hand by", "준비 기한")
DOCUMENT = Text("paper", "서류")
IN_HAND = Text("in hand", "준비됨")
OVERDUE = Text("overdue", "기한 경과")
LATER = Text("after landing", "입국 후")
INFERENCE = Text("our inference", "추론")
ALSO = Text(
    "Also in hand, though no rule of this trip asks for it", "그 밖에 준비된 서류(이 출장의 규칙상 필요하지 않음)"
)
CARE = Text("Take care", "유의 사항")
PLANNING = Text(
    "Due days are planning figures counted back from the day of arrival, not law.",
    "준비 기한은 입국일에서 거꾸로 계산한 계획용 날짜이며 법정 기한이 아닙니다.",
)
NO_PAPERS = Text("No rule of this trip asks for papers.", "이 출장의 규칙이 요구하는 서류가 없습니다.")
_OUTCOMES: Mapping[bool | None, Text] = {
    True: Text("", ""),
    None: Text(" (open)", " (확인 필요)"),
    False: Text(" (not met)", " (불충족)"),
}


Numbers = Mapping[str, tuple[int, Cause]]
"""Causes by the names of their rules, each with the number by which items refer to it."""


def count(trip: TripList) -> Text:
    """How many papers are to be got before the trip, how many only after landing, how many are in hand: all of them."""
    missing, ready = len(trip.missing), sum(item.in_hand for item in trip.items)
    overdue = sum(item.overdue for item in trip.items)
    after = len(trip.items) - missing - ready
    late = Text(", {overdue} of them overdue", "(기한 경과 {overdue}건)", overdue=overdue) if overdue else Text("", "")
    then = Text("; {after} after landing", ", 입국 후 {after}건", after=after) if after else Text("", "")
    return Text(
        "{missing} to get{late}{then}; {ready} in hand",
        "준비할 서류 {missing}건{late}{then}, 준비됨 {ready}건",
        missing=missing,
        late=late,
        then=then,
        ready=ready,
    )


def state(item: Item) -> Text | None:
    """What is to be said of an item beside its day; None if nothing."""
    return IN_HAND if item.in_hand else OVERDUE if item.overdue else None


def due(item: Item) -> Text:
    """The day by which an item should be in hand."""
    return Text(item.due, item.due) if item.due is not None else LATER


def numbered(trip: TripList) -> Numbers:
    """Every cause of the list by the name of its rule, with the number by which items refer to it."""
    found: dict[str, tuple[int, Cause]] = {}
    for item in trip.items:
        for cause in item.causes:
            found.setdefault(cause.rule.name, (len(found) + 1, cause))
    return found


def why(item: Item, numbers: Numbers) -> Text:
    """What made an item needed: the first cause by number and name, the others by number."""
    first, *rest = [(numbers[cause.rule.name][0], cause) for cause in item.causes]
    others = "".join(f" [{number}]" for number, _ in rest)
    title = first[1].rule.title
    return Text("[{first}] {title}{others}", "[{first}] {title}{others}", first=first[0], title=title, others=others)


def cause(each: Cause) -> Text:
    """A cause: its rule, whether that is settled, the activities it is about."""
    outcome, title = _OUTCOMES[each.outcome], each.rule.title
    about = Text("", "")
    if each.activities:
        noun = "activity" if len(each.activities) == 1 else "activities"
        numbers = ", ".join(map(str, each.activities))
        about = Text(
            " · {activities} {numbers}", " · {activities} {numbers}", activities=Text(noun, "활동"), numbers=numbers
        )
    return Text("{title}{outcome}{about}", "{title}{outcome}{about}", title=title, outcome=outcome, about=about)


def cited(each: Cause, authorities: Mapping[str, Authority]) -> str:
    """The law and official guidance of a cause; practice where there is none; of a company's own rule, its name."""
    named = [authorities[name] for name in each.rule.law]
    return "; ".join(authority.cite for authority in weighty(named)) or each.rule.name


def source(item: Item) -> Text:
    """Who issues a document, in which language, for which occasions."""
    kind = item.document
    return joined([ISSUERS[kind.issued_by], kind.language, joined([OCCASIONS[use] for use in kind.when], ", ")], " · ")


def step(action: Action) -> Text:
    """What is to be done; what no source says is marked."""
    said = action.step.text
    if not action.step.inference:
        return said
    return Text("{said} ({inference})", "{said} ({inference})", said=said, inference=INFERENCE)
