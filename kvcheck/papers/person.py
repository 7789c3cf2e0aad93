"""What a letter says of the traveler: who it is, whose employee, with which knowledge."""

from collections.abc import Mapping

from kvcheck.language.grammar import count
from kvcheck.language.text import Text
from kvcheck.papers import values
from kvcheck.papers.journey import Journey
from kvcheck.papers.parts import SAYS_NO, company
from kvcheck.papers.said import Draft, Said, Unknown


def traveler(draft: Draft, journey: Journey) -> None:
    """Name as in the passport, birth date, employer and position."""
    part, who = "traveler", journey.traveler
    name = who.said(Text("name as in the passport", "여권상 성명"), "name")
    about = [Said(Text("name as in the passport", "여권상 성명"), ())] if isinstance(name, Said) else []
    details = [
        (
            Text("born on {said}", "생년월일 {said}"),
            who.said(Text("date of birth", "생년월일"), "born", words=values.day),
        ),
        (
            Text("nationality: {said}", "국적 {said}"),
            who.said(Text("nationality", "국적"), "nationality", words=values.countries),
        ),
    ]
    if who.value("passport", "number") is not None:
        number = who.said(Text("passport number", "여권 번호"), "passport", "number")
        details.append((Text("passport number {said}", "여권 번호 {said}"), number))
    for words, said in details:
        if isinstance(said, Unknown):
            draft.leave(part, said)
        else:
            about.append(Said(words.filled(said=said.text), said.sources))
    if isinstance(name, Unknown):
        draft.leave(part, name)
    whom = name if isinstance(name, Said) else Said(Text("the traveler", "출장자"), ())
    if about:
        first, *more = about
        for each in more:
            first = first.then(Text("; ", ", "), each)
        sentence = Text("This letter is about {whom} ({about}).", "대상자는 {whom}({about})입니다.")
        draft.say(part, sentence, whom=whom, about=first)
    _employment(draft, journey)


def _employment(draft: Draft, journey: Journey) -> None:
    """Who employs the traveler, and as what."""
    part = "traveler"
    employer = company(draft, part, journey, journey.employer, Text("employer", "고용주"))
    job = journey.traveler.said(Text("position", "직위"), "job")
    if isinstance(employer, Said) and isinstance(job, Said):
        sentence = Text("The traveler is employed by {employer} as {job}.", "소속은 {employer}, 직위는 {job}입니다.")
        draft.say(part, sentence, employer=employer, job=job)
        return
    draft.say(part, Text("The traveler is employed by {employer}.", "소속은 {employer}입니다."), employer=employer)
    draft.say(part, Text("The position is {job}.", "직위는 {job}입니다."), job=job)


def knowledge(draft: Draft, journey: Journey) -> None:
    """The knowledge that makes the traveler necessary."""
    part, who = "knowledge", journey.traveler
    stated = [step for step in _KNOWLEDGE if who.value("expertise", step) is True]
    for step in stated:
        draft.say(part, _KNOWLEDGE[step], *who.source("expertise", step))
    if not stated:
        about = Text("knowledge that makes the traveler necessary", "출장자가 필요한 특화된 전문지식")
        no = who.value("expertise", "essential") is False
        unknown = Unknown(about, who.path_to("expertise", "essential"))
        draft.leave(part, unknown._replace(reason=SAYS_NO) if no else unknown)
    if who.value("expertise", "evidence"):
        shown = who.said(Text("proof of expertise", "전문지식 증빙"), "expertise", "evidence", words=values.evidence)
        draft.say(part, Text("It is shown by: {shown}.", "증빙은 {shown}입니다."), shown=shown)
    if who.value("years_experience") is not None:
        years = who.said(
            Text("years of experience", "경력 연수"), "years_experience", words=lambda years: count(years, "year", "년")
        )
        sentence = Text(
            "The traveler has {years} of related experience outside the United States.",
            "미국 밖 관련 경력은 {years}입니다.",
        )
        draft.say(part, sentence, years=years)


_KNOWLEDGE: Mapping[str, Text] = {
    "essential": Text(
        "The traveler has specialized knowledge that is essential to what the contract requires of the seller.",
        "출장자는 판매자의 계약상 의무 이행에 필수적인 특화된 전문지식을 보유하고 있습니다.",
    ),
    "scarce_in_us": Text(
        "This expertise is unique or scarce and not widely available in the United States.",
        "이 전문성은 고유하거나 희소하며 미국에서 널리 구할 수 없습니다.",
    ),
    "special_knowledge": Text(
        "The traveler has special or advanced knowledge of the company's own products, equipment or processes.",
        "출장자는 회사 고유의 제품·장비·공정에 관한 특수하거나 고도의 지식을 보유하고 있습니다.",
    ),
    "essential_to_us_company": Text(
        "The traveler has special qualifications essential to the efficient operation of the US company.",
        "출장자는 미국 회사의 효율적 운영에 필수적인 특별 자격을 보유하고 있습니다.",
    ),
    "extraordinary": Text("The traveler has extraordinary ability.", "출장자는 특출한 능력을 보유하고 있습니다."),
}
