"""The parts of a letter: each function says in full sentences what the plan states, and notes what it does not."""

from collections.abc import Mapping

from kvcheck.facts import days_between
from kvcheck.frozen import NamedTuple
from kvcheck.language.grammar import count
from kvcheck.language.text import Text
from kvcheck.model import Finding, Rule, RuleKind
from kvcheck.papers import values
from kvcheck.papers.journey import Journey, Task
from kvcheck.papers.said import Draft, Entity, Said, Unknown

SAYS_NO = Text("the plan says no", "계획상 해당 없음")

ROLES: Mapping[str, Text] = {
    "perform": Text("carried out by the traveler", "출장자가 직접 수행"),
    "supervise": Text("supervised by the traveler", "출장자가 감독"),
    "train": Text("taught by the traveler", "출장자가 교육"),
    "observe": Text("observed by the traveler", "출장자가 참관"),
}
CREWS: Mapping[str, Text] = {
    "us-workers": Text("the work itself is done by US workers", "실제 작업은 미국 근로자가 수행"),
    "visitors": Text("the work itself is done by other visitors", "실제 작업은 다른 단기 출장자가 수행"),
    "none": Text("nobody does the work itself", "실제 작업자 없음"),
}


def company(draft: Draft, part: str, journey: Journey, entity: Entity, about: Text) -> Said | Unknown:
    """A company by its name, with its country where the plan states it; the one that writes says that it is its own."""
    name = entity.said(about, "name")
    country = entity.said(
        Text("country of the {about}", "{about}의 국가", about=about), "country", words=values.country_alone
    )
    if isinstance(name, Unknown):
        return name
    writes = journey.writes(entity)
    ours = Text("our company ", "") if writes else Text("", "")
    own = Text("", ", 당사") if writes else Text("", "")
    if isinstance(country, Unknown):
        draft.leave(part, country)
        own = Text("", "(당사)") if writes else own
        text = Text("{ours}{name}{own}", "{ours}{name}{own}", ours=ours, name=name.text, own=own)
        return Said(text, name.sources)
    text = Text(
        "{ours}{text} ({country}{own})",
        "{ours}{text}({country}{own})",
        ours=ours,
        own=own,
        text=name.text,
        country=country.text,
    )
    return Said(text, (*name.sources, *country.sources))


def project(draft: Draft, journey: Journey) -> None:
    """The project and the machines."""
    part = "project"
    name = journey.project.said(Text("name of the project", "프로젝트명"), "name")
    draft.say(part, Text("The project is {name}.", "프로젝트명은 {name}입니다."), name=name)
    for machine in journey.equipment:
        title = machine.said(Text("name of the equipment", "장비명"), "name")
        draft.say(part, Text("The equipment is {name}.", "대상 장비는 {name}입니다."), name=title)
        if machine.value("made_in") is not None and isinstance(title, Said):
            made = machine.said(Text("country of making", "제조국"), "made_in", words=values.country)
            sentence = Text("{name} was made in {made}.", "{name}의 제조국은 {made}입니다.")
            draft.say(part, sentence, name=title, made=made)
        if machine.value("serials"):
            serials = machine.said(Text("serial numbers", "일련번호"), "serials", words=values.several)
            draft.say(part, Text("Its serial numbers: {serials}.", "일련번호는 {serials}입니다."), serials=serials)


def tasks(draft: Draft, journey: Journey) -> None:
    """Every activity of the trip, in the words of the catalogue and in the plan's own."""
    for task in journey.tasks:
        say_task(draft, "tasks", task, IN_LETTERS)


def ground(draft: Draft, journey: Journey) -> None:
    """What in law permits the activities: the grounds that the verdict rests on."""
    rules: dict[str, Rule] = {}
    resting: dict[str, list[tuple[Task, Finding]]] = {}
    for task in journey.tasks:
        for finding in _grants(task):
            rules[finding.rule.name] = finding.rule
            resting.setdefault(finding.rule.name, []).append((task, finding))
    for name, rule in rules.items():
        numbers = ", ".join(f"({task.result.number})" for task, _ in resting[name])
        cite = journey.library.authorities[rule.law[0]].cite
        sources = [source for task, finding in resting[name] for source in journey.basis(task, finding)]
        basis = Said(
            Text("{title} [{cite}]", "{title} [{cite}]", title=rule.title, cite=cite), tuple(dict.fromkeys(sources))
        )
        draft.say("ground", Text("{numbers}: {basis}.", "{numbers}: {basis}.", numbers=numbers), basis=basis)


def _grants(task: Task) -> list[Finding]:
    """The grounds an activity rests on, each once."""
    findings = (finding for part in task.result.parts for finding in part.ruling.deciding)
    return list({each.rule.name: each for each in findings if each.rule.kind is RuleKind.GRANT}.values())


class TaskStyle(NamedTuple):
    """How a paper speaks of an activity."""

    roles: Mapping[str, Text]
    planned: Text
    """Around the plan's own words."""
    dated: bool


IN_LETTERS = TaskStyle(ROLES, Text("As planned: “{planned}”.", "세부 업무: “{planned}”."), dated=True)


def say_task(draft: Draft, part: str, task: Task, style: TaskStyle) -> None:
    """What one activity is, to what, in which role, when, and in the plan's own words."""
    whole = task.title
    machine = task.equipment.said(Text("name of the equipment", "장비명"), "name") if task.on_equipment else None
    for between, said in ((Text(": ", ": "), machine), (_BESIDE, _role(task, style.roles)), (_BESIDE, _others(task))):
        if isinstance(said, Unknown):
            draft.leave(part, said)
        elif said is not None:
            whole = whole.then(between, said)
    until = Text("", "")
    if style.dated:
        first, last = task.days
        whole, until = whole.then(_BESIDE, first).then(Text(" to ", "부터 "), last), Text("", "까지")
    number = task.result.number
    draft.say(
        part, Text("({number}) {task}{until}.", "({number}) {task}{until}.", number=number, until=until), task=whole
    )
    if task.entity.value("description") is not None:
        planned = task.entity.said(Text("description", "작업 내용"), "description")
        draft.say(part, style.planned, planned=planned)
    if task.entity.value("output_sold"):
        sentence = Text("Goods made in ({number}) are sold.", "({number})의 산출물은 판매됩니다.", number=number)
        draft.say(part, sentence, *task.entity.source("output_sold"))


_BESIDE = Text("; ", ", ")


def _role(task: Task, roles: Mapping[str, Text]) -> Said | Unknown | None:
    """What the traveler does in an activity. A meeting has no role unless the plan gives it one."""
    chosen, mode = task.chosen("mode"), task.choice("mode")
    if task.kind.family == "business" and mode in (None, "perform"):
        return None
    return Said(roles[mode], chosen.sources) if isinstance(chosen, Said) and mode is not None else chosen


def _others(task: Task) -> Said | Unknown | None:
    """Who does the work that is supervised, and who is taught."""
    if task.choice("mode") == "supervise" or task.choice("crew") is not None:
        crew, chosen = task.choice("crew"), task.chosen("crew")
        return Said(CREWS[crew], chosen.sources) if isinstance(chosen, Said) and crew is not None else chosen
    if task.choice("mode") == "train":
        trained = task.chosen("trainees")
        if isinstance(trained, Unknown):
            return trained
        return Said(Text("to {text}", "대상: {text}", text=trained.text), trained.sources)
    return None


def place(draft: Draft, journey: Journey) -> None:
    """The host and the address of every site."""
    part = "place"
    for site in journey.sites:
        owner = journey.host_of(site)
        if journey.writes(owner):
            draft.say(part, Text("We are the host.", "방문 회사는 당사입니다."), *owner.via)
        else:
            host = company(draft, part, journey, owner, Text("host", "현장 회사"))
            draft.say(part, Text("The host is {host}.", "방문 회사는 {host}입니다."), host=host)
        where = address(draft, part, site)
        draft.say(part, Text("The place of work is {where}.", "방문 장소는 {where}입니다."), where=where)


def address(draft: Draft, part: str, site: Entity) -> Said | Unknown:
    """A site with as much of its address as the plan states."""
    whole = site.said(Text("name of the site", "현장 명칭"), "name")
    for step, about in (
        ("street", Text("street of the site", "현장 도로명 주소")),
        ("city", Text("city of the site", "현장 도시")),
        ("state", Text("state of the site", "현장 주")),
    ):
        said = site.said(about, step)
        if isinstance(said, Unknown) or isinstance(whole, Unknown):
            if isinstance(said, Unknown) and site.missing is None:
                draft.leave(part, said)
            elif isinstance(whole, Unknown) and isinstance(said, Said):
                draft.leave(part, whole)
                whole = said
            continue
        whole = whole.then(Text(", ", ", "), said)
    return whole


def dates(draft: Draft, journey: Journey) -> None:
    """The days of the trip, and the class of admission."""
    trip = journey.trip
    arrive = trip.said(Text("arrival", "입국일"), "arrive", words=values.day)
    depart = trip.said(Text("departure", "출국일"), "depart", words=values.day)
    days = days_between(trip.value("arrive"), trip.value("depart"))
    draft.say(
        "dates",
        Text(
            "The traveler will arrive in the United States on {arrive} and leave on {depart} ({days}, both counted).",
            "미국 입국일은 {arrive}, 출국일은 {depart}입니다(입출국일 포함 {days}).",
            days=count(days, "day", "일"),
        ),
        arrive=arrive,
        depart=depart,
    )
    label = journey.result.law.label
    admitted = Said(Text(label, label), trip.source("class"))
    draft.say("dates", Text("The class of admission is {label}.", "체류자격은 {label}입니다."), label=admitted)


def pay(draft: Draft, journey: Journey) -> None:
    """Who pays salary and costs."""
    part, who = "pay", journey.traveler
    if journey.writes(journey.payer):
        draft.say(part, Text("We pay the salary.", "급여는 당사가 지급합니다."), *journey.payer.via)
    else:
        payer = company(draft, part, journey, journey.payer, Text("company that pays the salary", "급여 지급 회사"))
        draft.say(part, Text("The salary is paid by {payer}.", "급여 지급 회사는 {payer}입니다."), payer=payer)
    about = Text("whether the salary is recharged to a US company", "급여의 미국 회사 재청구 여부")
    charged = who.said(about, "pay_recharged_to_us", words=lambda yes: _YES if yes else _NO)
    sentence = Text("The salary is {charged} to a company in the United States.", "급여는 미국 회사에 {charged}.")
    draft.say(part, sentence, charged=charged)
    if journey.writes(journey.expense_payer):
        sentence = Text("We pay the expenses of the trip.", "출장 경비는 당사가 부담합니다.")
        draft.say(part, sentence, *journey.expense_payer.via)
        return
    about = Text("company that pays the expenses", "경비 부담 회사")
    payer = company(draft, part, journey, journey.expense_payer, about)
    sentence = Text("The expenses of the trip are paid by {payer}.", "출장 경비 부담 회사는 {payer}입니다.")
    draft.say(part, sentence, payer=payer)


_YES, _NO = Text("recharged", "재청구됩니다"), Text("not recharged", "재청구되지 않습니다")


def back(draft: Draft, journey: Journey) -> None:
    """When the traveler leaves the US, where home is, and the job there."""
    part = "return"
    depart = journey.trip.said(Text("departure", "출국일"), "depart", words=values.day)
    sentence = Text("The traveler leaves the United States on {depart}.", "출장자는 {depart} 미국에서 출국합니다.")
    draft.say(part, sentence, depart=depart)
    _home(draft, journey)
    ticket = journey.in_hand("return-ticket")
    if ticket:
        draft.say(part, Text("The return ticket is in hand.", "왕복 항공권을 준비하였습니다."), *ticket)


def _home(draft: Draft, journey: Journey) -> None:
    """Home is where the plan says the traveler lives, else the country of an employer abroad."""
    part, about = "return", Text("country to which the traveler returns", "귀국할 국가")
    who, employer = journey.traveler, journey.employer
    residence = journey.residence
    if residence is None and journey.country_of(employer) not in (None, "US") and not journey.comes_back:
        home = employer.said(about, "country", words=values.country)
        if journey.writes(employer):
            sentence = Text("The traveler then returns to us in {home}.", "출국 후 {home}의 당사로 복귀합니다.")
            draft.say(part, sentence, home=home)
            return
        name = employer.said(Text("employer", "고용주"), "name")
        sentence = Text(
            "The traveler then returns to {home}, to the employer {name}.",
            "출국 후 {home}의 고용주 {name}에 복귀합니다.",
        )
        draft.say(part, sentence, home=home, name=name)
    elif residence in (None, "US") or journey.comes_back:
        unknown = Unknown(about, who.path_to("residence"))
        draft.leave(part, unknown if residence is None else unknown._replace(reason=SAYS_NO))
    else:
        home = who.said(about, "residence", words=values.country)
        draft.say(part, Text("The traveler then returns to {home}.", "출국 후 {home:으로} 귀국합니다."), home=home)


def sender(draft: Draft, entity: Entity) -> None:
    """The letterhead of the company that writes, and its signer."""
    draft.say("from", Text("{name}", "{name}"), name=entity.said(Text("company that signs", "서명 회사"), "name"))
    address = entity.said(Text("address of the company that signs", "서명 회사 주소"), "address")
    draft.say("from", Text("{address}", "{address}"), address=address)
    signer = entity.below("signer")
    for step, about in (
        ("name", Text("signer", "서명자")),
        ("title", Text("title of the signer", "서명자 직함")),
        ("phone", Text("telephone of the signer", "서명자 전화")),
    ):
        draft.say(f"signer-{step}", Text("{said}", "{said}"), said=signer.said(about, step))
    if signer.value("email") is not None:
        draft.say("signer-email", Text("{said}", "{said}"), said=signer.said(Text("e-mail", "전자우편"), "email"))
