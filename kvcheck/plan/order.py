"""What cannot be in a plan: periods that run backwards, shares and links that disagree."""

from collections.abc import Iterable

from kvcheck.errors import Problem
from kvcheck.language.text import Text
from kvcheck.model import NONE, REVERSED_LINKS, Plan, is_open
from kvcheck.model.entities import Company, Trip
from kvcheck.source import Node, problem_at


def out_of_order(plan: Plan) -> Iterable[Problem]:
    """What cannot be: a sale or a link to oneself, shares and links that disagree, periods that run backwards."""
    for contract in plan.contracts.values():
        if "seller" in contract and contract.get("seller") == contract.get("buyer"):
            message = Text("`seller` and `buyer` are the same company", "`seller`와 `buyer`가 같은 회사입니다")
            yield problem_at(contract.document, contract.value_place("buyer"), message)
    for name, company in plan.companies.items():
        yield from _impossible_links(name, company)
        yield from _shares(company)
    yield from _links_that_disagree(plan)
    for traveler in plan.travelers.values():
        for stay in traveler.get("us_stays", ()):
            if not is_open(stay):
                yield from _backwards(stay, ("arrive", stay["arrive"]), ("depart", stay["depart"]))
        visa = traveler.get("visa")
        if isinstance(visa, Node) and "issued" in visa and "expires" in visa:
            yield from _backwards(visa, ("issued", visa["issued"]), ("expires", visa["expires"]))
    for filing in plan.filings.values():
        if "from" in filing and "until" in filing:
            yield from _backwards(filing, ("from", filing["from"]), ("until", filing["until"]))
    for trip in plan.trips:
        yield from _days_of_trip(trip)


def _days_of_trip(trip: Trip) -> Iterable[Problem]:
    """Periods of a trip and of its activities that end before they begin."""
    arrive, depart = ("arrive", trip["arrive"]), ("depart", "9999-12-31" if is_open(trip) else trip["depart"])
    yield from _backwards(trip, arrive, depart)
    if "first_admitted" in trip:
        yield from _backwards(trip, ("first_admitted", trip["first_admitted"]), arrive)
    for activity in trip["activities"]:
        first = ("from", activity["from"]) if "from" in activity else arrive
        last = ("to", activity["to"]) if "to" in activity else depart
        if "from" in activity or "to" in activity:
            yield from _backwards(activity, first, last)


def _impossible_links(name: str, company: Company) -> Iterable[Problem]:
    """Links of a company to itself, and two links to one other."""
    links = company.get("links", ())
    seen: set[str] = set()
    for link in links if links != NONE else ():
        other = link["company"]
        if other == name:
            message = Text("a company has no link to itself", "회사는 자기 자신과 관계를 가질 수 없습니다")
            yield problem_at(company.document, link.value_place("company"), message)
        elif other in seen:
            message = Text("a second link to `{other}`", "`{other}`{:과}의 관계가 두 번 적혀 있습니다", other=other)
            yield problem_at(company.document, link.value_place("company"), message)
        seen.add(other)


def _shares(company: Company) -> Iterable[Problem]:
    """Shares that do not make up the whole: what is left out could be anybody's."""
    owners = company.get("owners")
    total = sum(owner["percent"] for owner in owners) if owners is not None else 100
    if owners is not None and total != 100:
        message = Text(
            "the shares make {total} percent, not 100", "지분의 합이 100이 아니라 {total}퍼센트입니다", total=total
        )
        hint = Text("list the rest under the countries it belongs to", "나머지 지분도 해당 국가로 적습니다")
        yield problem_at(company.document, company.value_place("owners"), message, hint)


def _links_that_disagree(plan: Plan) -> Iterable[Problem]:
    """Links between two companies that each states differently."""
    for name, company in plan.companies.items():
        links = company.get("links", ())
        for link in links if links != NONE else ():
            back = plan.companies.get(link["company"], company).get("links", ())
            told = NONE if back == NONE else next((each["type"] for each in back if each["company"] == name), None)
            if told is not None and told != REVERSED_LINKS[link["type"]]:
                other, kind = link["company"], link["type"]
                message = Text(
                    "`{other}` is the {kind} here, and `{other}` says `{told}` of `{name}`",
                    "여기서는 `{other}`{:이} {kind}인데 `{other}`에는 `{name}`{:이} `{told}`{:으로} 적혀 있습니다",
                    other=other,
                    kind=kind,
                    told=told,
                    name=name,
                )
                yield problem_at(company.document, link.value_place("type"), message)


def _backwards(entity: Node, first: tuple[str, str], last: tuple[str, str]) -> Iterable[Problem]:
    """A period of an entity that ends before it begins; its ends are given as key and day."""
    if last[1] < first[1]:
        message = Text(
            "`{end}` {last} lies before `{begin}` {first}",
            "`{end}` {last:이} `{begin}` {first}보다 이릅니다",
            end=last[0],
            last=last[1],
            begin=first[0],
            first=first[1],
        )
        key = last[0] if last[0] in entity else first[0]
        yield problem_at(entity.document, entity.value_place(key), message, _in_next_year(last[1], first[1]))


def _in_next_year(day: str, earliest: str) -> Text | None:
    """The same day a year later, where that is not before `earliest`: in December people write the year they are in."""
    later = f"{int(day[:4]) + 1}{day[4:]}"
    if later < earliest or later.endswith("-02-29"):
        return None
    return Text("did you mean `{day}`?", "`{day}`{:을} 뜻하셨습니까?", day=later)
