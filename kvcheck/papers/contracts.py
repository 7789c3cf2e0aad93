"""What a letter says of contracts: who sold what to whom, what it requires, and how it reaches the employer."""

from kvcheck.language.text import Text
from kvcheck.papers import values
from kvcheck.papers.journey import Journey
from kvcheck.papers.parts import company
from kvcheck.papers.said import Draft, Entity, Said, Unknown


def contracts(draft: Draft, journey: Journey) -> None:
    """Every contract the activities rest on, with the subcontracts that lead to the employer."""
    if not journey.contracts:
        draft.leave("contract", Unknown(Text("contract", "계약"), journey.tasks[0].entity.path_to("contract")))
    for contract in journey.contracts:
        parties(draft, journey, contract)
        terms(draft, contract)
        for link in journey.chain(contract):
            _subcontract(draft, journey, link)


def parties(draft: Draft, journey: Journey, contract: Entity) -> None:
    """The kind of contract, seller and buyer."""
    part = "contract"
    seller = company(draft, part, journey, journey.company(contract, "seller"), Text("seller", "판매자"))
    buyer = company(draft, part, journey, journey.company(contract, "buyer"), Text("buyer", "구매자"))
    named = journey.facts["contract.kind"].values
    kind = contract.said(Text("kind of contract", "계약 종류"), "kind", words=lambda name: named[name])
    sentence = Text(
        "The contract ({kind}) is between {seller} as seller and {buyer} as buyer.",
        "계약 종류는 {kind}, 판매자는 {seller}, 구매자는 {buyer}입니다.",
    )
    draft.say(part, sentence, kind=kind, seller=seller, buyer=buyer)


def terms(draft: Draft, contract: Entity) -> None:
    """Number, day of signing, the clause and the duties, the end of the term."""
    part = "contract"
    number = contract.said(Text("contract number", "계약 번호"), "number")
    draft.say(part, Text("The contract number is {number}.", "계약 번호는 {number}입니다."), number=number)
    signed = contract.said(Text("day of signing", "계약 체결일"), "signed", words=values.day)
    draft.say(part, Text("It was signed on {signed}.", "계약 체결일은 {signed}입니다."), signed=signed)
    clause = contract.said(Text("clause", "계약 조항"), "clause")
    duties = contract.said(Text("duties of the seller", "판매자의 의무"), "requires", words=values.duties)
    if isinstance(clause, Said):
        sentence = Text(
            "Under {clause} the seller is required {duties}.", "{clause}에서 정한 판매자의 의무는 {duties}입니다."
        )
        draft.say(part, sentence, clause=clause, duties=duties)
    else:
        draft.leave(part, clause)
        sentence = Text("The contract requires the seller {duties}.", "계약에서 정한 판매자의 의무는 {duties}입니다.")
        draft.say(part, sentence, duties=duties)
    if contract.value("service_until") is not None:
        until = contract.said(Text("end of the term", "의무 종료일"), "service_until", words=values.day)
        draft.say(part, Text("This duty ends on {until}.", "의무 이행 기간은 {until}까지입니다."), until=until)


def _subcontract(draft: Draft, journey: Journey, link: Entity) -> None:
    """One link of the chain from the seller down to the employer."""
    part = "contract"
    seller = company(draft, part, journey, journey.company(link, "seller"), Text("subcontractor", "수급인"))
    buyer = company(
        draft, part, journey, journey.company(link, "buyer"), Text("company that gives the subcontract", "도급인")
    )
    number = link.said(Text("number of the subcontract", "하도급 계약 번호"), "number")
    duties = link.said(Text("duties of the subcontractor", "수급인의 의무"), "requires", words=values.duties)
    sentence = Text(
        "By subcontract, {buyer} engages {seller}.", "하도급 계약의 도급인은 {buyer}, 수급인은 {seller}입니다."
    )
    draft.say(part, sentence, buyer=buyer, seller=seller)
    draft.say(
        part, Text("The number of the subcontract is {number}.", "하도급 계약 번호는 {number}입니다."), number=number
    )
    sentence = Text("It requires the subcontractor {duties}.", "하도급 계약에서 정한 수급인의 의무는 {duties}입니다.")
    draft.say(part, sentence, duties=duties)


def contract_line(draft: Draft, part: str, journey: Journey, contract: Entity) -> None:
    """A contract in short: number and clause, seller, buyer, duties."""
    number = contract.said(Text("contract number", "계약 번호"), "number")
    clause = contract.said(Text("clause", "계약 조항"), "clause")
    draft.say(part, Text("Contract {number}.", "계약 번호 {number}."), number=number)
    draft.say(part, Text("Clause: {clause}.", "조항: {clause}."), clause=clause)
    seller = journey.company(contract, "seller").said(Text("seller", "판매자"), "name")
    buyer = journey.company(contract, "buyer").said(Text("buyer", "구매자"), "name")
    draft.say(
        part, Text("Seller: {seller}. Buyer: {buyer}.", "판매자 {seller}, 구매자 {buyer}."), seller=seller, buyer=buyer
    )
    duties = contract.said(Text("duties of the seller", "판매자의 의무"), "requires", words=values.duties)
    draft.say(part, Text("It requires the seller {duties}.", "판매자의 의무: {duties}."), duties=duties)
