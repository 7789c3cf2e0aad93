"""The plan that the first answers of `kvcheck init --ask` make, as text: only what was said stands in it."""

import json
from collections.abc import Iterator

from kvcheck.commands.start_questions import Said, has_contract, has_machine, needs_mode
from kvcheck.language.text import Text
from kvcheck.model import UNKNOWN
from kvcheck.packs import Library

_HEAD = Text(
    "# Made by `kvcheck init --ask`. What was not asked is not stated, and unknown is not no: `kvcheck ask` goes on.\n",
    "# `kvcheck init --ask`로 만든 계획입니다. 묻지 않은 것은 적혀 있지 않습니다. 이어서 답하려면 `kvcheck ask`.\n",
)
_CONTRACTS = {"purchase": "equipment-sale", "lease": "equipment-lease"}


def plan_text(said: Said, library: Library, lang: str) -> str:
    """The plan as YAML."""
    return _HEAD.in_(lang) + "".join(f"{line}\n" for line in _lines(said, library))


def _lines(said: Said, library: Library) -> Iterator[str]:
    yield "kvcheck: 1"
    yield "project: {id: trip, site: plant}"
    yield "sites:"
    yield "  plant: {host: plant-company}"
    yield "companies:"
    yield f"  employer: {{country: {said.get('employer', 'KR')}}}"
    if said.get("seller") == "other" and has_contract(said):
        yield "  seller: {}"
    yield "  plant-company: {}"
    if has_machine(said):
        yield from _equipment(said)
    yield "travelers:"
    people = range(1, said.get("people", 1) + 1)
    for number in people:
        yield from _traveler(number, said)
    yield "trips:"
    for number in people:
        yield from _trip(number, said, library)


def _equipment(said: Said) -> Iterator[str]:
    """The machine, and the contract by which the plant gets it."""
    parts = [f"name: {_quoted(said['machine'])}"]
    if said.get("acquired") is not None:
        parts.append(f"acquired: {said['acquired']}")
    if has_contract(said):
        parts.append("contract: contract")
    yield "equipment:"
    yield f"  machine: {{{', '.join(parts)}}}"
    if has_contract(said):
        seller = "seller" if said.get("seller") == "other" else "employer"
        yield "contracts:"
        yield f"  contract: {{kind: {_CONTRACTS[said['acquired']]}, seller: {seller}, buyer: plant-company}}"


def _traveler(number: int, said: Said) -> Iterator[str]:
    passport = said.get("passport", "KR")
    yield f"  traveler-{number}:"
    yield f"    nationality: [{passport}]"
    yield f"    passport: {{issued_by: {passport}}}"
    yield "    employer: employer"
    yield "    paid_by: employer"
    if said.get("trouble") is False:
        yield "    declares: {visa_refused: false, entry_refused: false, overstayed: false, history: []}"


def _trip(number: int, said: Said, library: Library) -> Iterator[str]:
    arrive, depart = said["days"]
    yield f"  - id: trip-{number}"
    yield f"    traveler: traveler-{number}"
    yield f"    class: {said.get('class', UNKNOWN)}"
    yield f"    arrive: {arrive}"
    yield f"    depart: {depart}"
    yield "    activities:"
    for task in said["work"]:
        parts = [f"kind: {task.kind}"]
        mode = task.mode or (said.get("mode") if needs_mode(library, task.kind) else None)
        if mode is not None:
            parts.append(f"mode: {mode}")
        if has_machine(said) and library.catalogue.kind(task.kind).family != "business":
            parts.append("equipment: machine")
        yield f"      - {{{', '.join(parts)}, description: {_quoted(task.words)}}}"


def _quoted(text: str) -> str:
    """A text as YAML takes it whatever it holds."""
    return json.dumps(text, ensure_ascii=False)
