"""How a place of the plan that lacks an answer is asked about, and what may be written there."""

from collections.abc import Mapping

from kvcheck.language.grammar import joined
from kvcheck.language.text import Text
from kvcheck.model import Fact
from kvcheck.plan.gap import Gap
from kvcheck.plan.shape import Sort


class Wording(tuple[Text, Text]):
    """A title and a question."""

    __slots__ = ()

    @property
    def title(self) -> Text:
        """What is wanted, in a few words."""
        return self[0]

    @property
    def ask(self) -> Text:
        """The question."""
        return self[1]


def wording(gap: Gap, fact: Fact) -> Wording:
    """How to ask for a place: as the fact that it states does, else by the place, as where a fact is worked out."""
    if fact.given is not None and fact.given.split(".")[1:] == list(gap.steps):
        return Wording((fact.title, fact.ask))
    key = f"{gap.section}.{gap.steps[-1]}"
    found = _PLACES.get(key)
    return Wording(found) if found is not None else Wording((fact.title, fact.ask))


_PLACES: Mapping[str, tuple[Text, Text]] = {
    "companies.country": (
        Text("company's country", "회사의 국가"),
        Text("In which country is the company established?", "이 회사는 어느 나라 법인입니까?"),
    ),
    "companies.subcontract": (
        Text("written contract that binds the company to the seller", "판매자와 이 회사를 잇는 서면 계약"),
        Text(
            "Which written contract leads from the seller to this company? List it under `contracts`, or say that "
            "there is none.",
            "판매자에서 이 회사로 이어지는 서면 계약은 무엇입니까? `contracts`에 적거나, 없으면 없다고 답하십시오.",
        ),
    ),
    "equipment.contract": (
        Text("contract of sale or lease of the equipment", "장비의 판매·구매(임대) 계약"),
        Text(
            "By which contract was the equipment sold or leased?", "이 장비는 어떤 계약으로 판매·구매(임대)되었습니까?"
        ),
    ),
    "equipment.supplier": (
        Text("company the equipment comes from", "장비를 공급한 회사"),
        Text("Which company does the equipment come from?", "이 장비는 어느 회사가 공급했습니까?"),
    ),
    "activities.equipment": (
        Text("equipment that is worked on", "작업 대상 장비"),
        Text("Which equipment of the plan is worked on?", "계획에 있는 어떤 장비에 대한 작업입니까?"),
    ),
    "activities.contract": (
        Text("contract under which it is done", "활동의 근거 계약"),
        Text("Under which contract is this done?", "어떤 계약에 따라 수행합니까?"),
    ),
    "contracts.kind": (
        Text("kind of the contract", "계약 종류"),
        Text("What kind of contract is it?", "어떤 종류의 계약입니까?"),
    ),
    "contracts.seller": (
        Text("seller of the contract", "계약의 판매자"),
        Text("Which company signs as seller and owes the work?", "판매자로 서명하고 의무를 지는 회사는 어디입니까?"),
    ),
    "contracts.buyer": (
        Text("buyer of the contract", "계약의 구매자"),
        Text("Which company is the buyer?", "구매자는 어느 회사입니까?"),
    ),
    "contracts.signed": (
        Text("day the contract was signed", "계약 체결일"),
        Text("When was the contract signed?", "이 계약은 언제 체결되었습니까?"),
    ),
    "contracts.requires": (
        Text("what the contract requires the seller to do", "계약이 판매자에게 요구하는 일"),
        Text(
            "Which work does the contract require the seller to do?", "계약은 판매자에게 어떤 일을 하도록 요구합니까?"
        ),
    ),
    "contracts.service_until": (
        Text("last day of the seller's duty under the contract", "계약상 의무 이행 기한"),
        Text("Until when does the contract require the service?", "계약상 서비스 의무는 언제까지입니까?"),
    ),
    "sites.host": (
        Text("company that runs the site", "현장 운영 회사"),
        Text("Which company runs the site?", "이 현장은 어느 회사가 운영합니까?"),
    ),
    "sites.phase": (
        Text("phase of the site", "현장 단계"),
        Text("What is going on at the site?", "현장은 지금 어느 단계입니까?"),
    ),
    "trips.site": (
        Text("site of the trip", "출장 현장"),
        Text("At which site is the trip?", "출장 현장은 어디입니까?"),
    ),
    "project.site": (
        Text("site of the project", "프로젝트의 현장"),
        Text("At which site is the project?", "프로젝트의 현장은 어디입니까?"),
    ),
    "trips.filing": (
        Text("petition or registration that the trip rests on", "출장의 근거가 되는 청원·등록"),
        Text(
            "On which petition, registration or other filing does the trip rest?",
            "이 출장의 근거가 되는 청원·등록 등은 무엇입니까?",
        ),
    ),
    "filings.filed_by": (
        Text("US company that filed", "신청한 미국 회사"),
        Text("Which US company filed?", "어느 미국 회사가 신청했습니까?"),
    ),
    "travelers.employer": (
        Text("employer of the traveler", "출장자의 고용주"),
        Text("Which company employs the traveler?", "출장자를 고용한 회사는 어디입니까?"),
    ),
    "travelers.paid_by": (
        Text("company that pays the traveler", "출장자의 급여를 지급하는 회사"),
        Text("Which company pays the traveler's salary?", "출장자의 급여는 어느 회사가 지급합니까?"),
    ),
    "trips.depart": (
        Text("day of departure from the US", "미국 출국일"),
        Text("On which day does the traveler leave the US?", "출장자는 언제 미국에서 출국합니까?"),
    ),
    "activities.description": (
        Text("what is done, in plain words", "실제 작업 내용"),
        Text(
            "What is done, to what? Write it in Korean or English in plain words.",
            "무엇에 어떤 작업을 합니까? 한국어나 영어로 구체적으로 적습니다.",
        ),
    ),
}
"""Places that state no fact by themselves, by section and last key."""

_ENTRIES = {
    "subcontract": Text("none, or a subcontract under `contracts`", "none, 또는 `contracts`에 하도급 계약"),
    "history": Text("[] or a list", "[] 또는 목록"),
    "listed_country_visits": Text("[] or a list", "[] 또는 목록"),
    "us_stays": Text("[] or a list", "[] 또는 목록"),
}
_TAKES: Mapping[Sort, Text] = {
    Sort.YES_NO: Text("yes/no", "예/아니요"),
    Sort.DATE: Text("a day", "날짜"),
    Sort.NUMBER: Text("a number", "숫자"),
    Sort.COUNTRY: Text("a country (KR)", "국가(KR)"),
    Sort.COUNTRIES: Text("[KR]", "[KR]"),
    Sort.TEXT: Text("words", "글"),
    Sort.ENTRIES: Text("a list", "목록"),
    Sort.PARTS: Text("its parts", "세부 항목"),
    Sort.ANY: Text("a value", "값"),
    Sort.ID: Text("an id", "식별자"),
}


def takes(gap: Gap) -> Text:
    """What may be written at a place, in a few words."""
    found = gap.shape
    if gap.steps[-1] in _ENTRIES:
        said = _ENTRIES[gap.steps[-1]]
    elif found.sort in (Sort.CHOICE, Sort.CHOICES):
        said = joined([Text(value, value) for value in found.values], " | ")
    else:
        said = _TAKES[found.sort]
    return Text("{said} or none", "{said} 또는 none", said=said) if found.none else said
