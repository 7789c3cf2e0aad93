"""Writes a plan of any number of travelers: the same number, the same bytes, on every machine and in every year.

    python tests/benchmarks/generate.py 10000 > plan.yaml

It looks like the plan of one large project: two makers sell equipment to a US plant, six sub-suppliers stand below the
first maker in a chain of subcontracts, and every traveler goes twice, months apart, on ESTA or a B-1 visa, with four
activities each time. Most trips are permitted; a few percent are not, lack a fact, or want a person's eye, because
that is the work a report has to do. A traveler depends on their number alone, so a larger plan only has more of them.

Every name is invented.
"""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

HEAD = """\
kvcheck: 1
project: {id: cell-hall-7, name: Cell hall 7, ends: 2028-06-30, site: hall-7}
sites:
  hall-7: {name: Cell hall 7, city: Exampleton, state: GA, host: plant, phase: installation}
  hall-8: {name: Cell hall 8, city: Exampleton, state: GA, host: plant, phase: commissioning}
  pack-shop: {name: Pack shop, city: Sampleburg, state: TN, host: plant, phase: ramp-up}
  test-yard: {name: Test yard, city: Sampleburg, state: TN, host: plant, phase: operating}
companies:
  plant: {name: Mirage Cells LLC, country: US}
  maker: {name: Nuri Mock Machines, country: KR}
  coater-maker: {name: Haneul Mock Coaters, country: KR}
  sub-1: {name: Garam Mock Systems, country: KR}
  sub-2: {name: Bora Mock Controls, country: KR}
  sub-3: {name: Sol Mock Automation, country: KR}
  sub-4: {name: Dal Mock Mechanics, country: KR}
  sub-5: {name: Byeol Mock Electric, country: KR}
  sub-6: {name: Mir Mock Service, country: KR}
equipment:
  formation-charger: {name: Formation charger, made_in: KR, acquired: purchase, contract: sale-1}
  stacker: {name: Cell stacker, made_in: KR, acquired: purchase, contract: sale-1}
  leak-tester: {name: Leak tester, made_in: JP, acquired: purchase, contract: sale-1}
  coater: {name: Electrode coater, made_in: KR, acquired: purchase, contract: sale-2}
  slitter: {name: Slitter, made_in: US, acquired: purchase, contract: sale-2}
"""

DUTIES = (
    "[install, service, repair, maintain, commission, calibrate, test, upgrade, train, supervise, software, connect]"
)
SUPPLIERS = ("maker", "sub-1", "sub-2", "sub-3", "sub-4", "sub-5", "sub-6")
"""Each works for the one before it; the last was taken on after the sale, which the law leaves open."""


class Task(NamedTuple):
    """One activity as a kind of traveler has it on every trip."""

    kind: str
    mode: str
    equipment: str
    more: str
    description: str


TRAINED_UNSOLD = "trainees: us-workers\n        output_sold: false"


class Role(NamedTuple):
    """What a traveler does for a living, and does in the US."""

    job: str
    tasks: tuple[Task, Task, Task, Task]


ROLES = (
    Role("Installation engineer", (
        Task("install", "perform", "formation-charger", "", "Set and bolt up charger module of bay"),
        Task("internal-wiring", "perform", "formation-charger", "", "모듈 내부 배선 및 단자 체결, 베이"),
        Task("calibrate", "perform", "formation-charger", "", "Calibrate voltage and current channels of bay"),
        Task("train-to-service", "train", "formation-charger", "trainees: us-workers", "Teach upkeep, bay"),
    )),
    Role("Commissioning engineer", (
        Task("commission", "perform", "stacker", "output_sold: false", "스태커 시운전 및 파라미터 조정, 베이"),
        Task("acceptance-test", "perform", "stacker", "output_sold: false", "Run the acceptance protocol of bay"),
        Task("troubleshoot", "perform", "stacker", "", "Find and mend faults of the vacuum gripper, bay"),
        Task("meeting", "perform", "", "", "Daily meeting with the owner's engineers, bay"),
    )),
    Role("Service engineer", (
        Task("service", "perform", "leak-tester", "", "Replace seals and sensors of the tester, bay"),
        Task("repair", "perform", "leak-tester", "", "누설 검사기 밸브 교체, 베이"),
        Task("maintain", "perform", "leak-tester", "", "Yearly upkeep by the maker's list, bay"),
        Task("equipment-software", "perform", "leak-tester", "", "Load and check controller firmware, bay"),
    )),
    Role("Supervisor", (
        Task("install", "supervise", "stacker", "crew: us-workers", "Oversee the setting of frames, bay"),
        Task("electrical-work", "supervise", "", "crew: us-workers", "현지 전기 업체 작업 감독, 베이"),
        Task("site-visit", "observe", "", "", "Walk the hall with the owner, bay"),
        Task("contract-negotiation", "perform", "", "", "Settle open items of the order, bay"),
    )),
    Role("Trainer", (
        Task("train-to-service", "train", "formation-charger", "trainees: us-workers", "정비 인력 교육, 베이"),
        Task("commission", "train", "formation-charger", TRAINED_UNSOLD, "Show how a module starts, bay"),
        Task("design-review", "perform", "", "", "Review the layout with the owner, bay"),
        Task("receive-training", "observe", "", "", "Attend the owner's safety course, bay"),
    )),
    Role("Project manager", (
        Task("meeting", "perform", "", "", "주간 공정 회의, 베이"),
        Task("client-consultation", "perform", "", "", "Talk over delivery dates with the owner, bay"),
        Task("acceptance-witness", "observe", "stacker", "", "Witness the acceptance run, bay"),
        Task("site-survey", "observe", "", "", "Look over the floor before delivery, bay"),
    )),
)  # fmt: skip

HOOK_UP = Task("utility-hook-up", "perform", "formation-charger", "", "Join the charger to the busway, bay")
"""For review: the law does not say who may do it by hand."""
PIPING = Task("plant-piping", "perform", "stacker", "", "Run the cooling water line through the hall, bay")
"""Not permitted."""
MORE_THAN_SAID = Task("service", "perform", "stacker", "", "스태커 점검 및 배관 용접, 베이")
"""For review: its words tell of more than its kind."""
ODD = {21: HOOK_UP, 71: HOOK_UP, 33: PIPING, 61: MORE_THAN_SAID}
"""Which of a hundred travelers have which of these on their first trip, in place of a task of their own."""


def lines(travelers: int) -> Iterator[str]:
    """The plan, some lines at a time."""
    yield HEAD
    yield from _contracts()
    yield "travelers:\n"
    for number in range(travelers):
        yield _traveler(number)
    yield "trips:\n"
    for number in range(travelers):
        first = date(2026, 12, 1) + timedelta(days=_spread(number, 1, 60))
        yield _trip(number, 1, first)
        yield _trip(number, 2, first + timedelta(days=190 + _spread(number, 2, 30)))


def _contracts() -> Iterator[str]:
    yield "contracts:\n"
    for name, seller in (("sale-1", "maker"), ("sale-2", "coater-maker")):
        yield _contract(name, "equipment-sale", seller, "plant", date(2026, 3, 2))
    for depth, (buyer, seller) in enumerate(pairwise(SUPPLIERS), 1):
        signed = date(2026, 1, 5) + timedelta(days=7 * depth if seller != SUPPLIERS[-1] else 200)
        yield _contract(f"sub-contract-{depth}", "subcontract", seller, buyer, signed)


def _contract(name: str, kind: str, seller: str, buyer: str, signed: date) -> str:
    return f"""\
  {name}:
    kind: {kind}
    seller: {seller}
    buyer: {buyer}
    signed: {signed}
    requires: {DUTIES}
    clause: Art. 9.2
    service_until: 2029-12-31
"""


def _traveler(number: int) -> str:
    employer = SUPPLIERS[-1] if number % 100 == 41 else SUPPLIERS[_spread(number, 3, len(SUPPLIERS) - 1)]
    paid_by = "" if number % 100 == 83 else f"    paid_by: {employer}\n"  # nobody said who pays
    papers = ""
    if "esta" in _classes(number):
        status = "" if number % 100 == 7 else "status: approved, "  # nobody said how the application stands
        papers += f"    esta: {{{status}expires: {date(2028, 1, 1) + timedelta(days=_spread(number, 4, 300))}}}\n"
    if "b1" in _classes(number):
        papers += (
            f"    visa: {{class: b1-b2, issued: 2025-06-0{1 + number % 9}, expires: 2035-05-31, annotation: none}}\n"
        )
    return f"""\
  {_name(number)}:
    job: {_role(number).job}
    nationality: [KR]
    residence: KR
    employer: {employer}
{paid_by}    expenses_paid_by: {employer}
    pay_recharged_to_us: false
    expertise:
      essential: true
      scarce_in_us: true
      evidence: [maker-certificate, training-record]
    passport:
      issued_by: KR
      expires: {date(2030, 1, 1) + timedelta(days=_spread(number, 5, 1500))}
      electronic: true
{papers}    declares:
      visa_refused: false
      entry_refused: false
      overstayed: false
      listed_country_visits: []
    us_stays: []
"""


def _trip(number: int, which: int, arrive: date) -> str:
    days = 28 + _spread(number, 5 + which, 40)
    head = f"""\
  - id: {_name(number)}-{which}
    traveler: {_name(number)}
    class: {_classes(number)[which - 1]}
    site: {("hall-7", "hall-8", "pack-shop", "test-yard")[_spread(number, 7 + which, 4)]}
    arrive: {arrive}
    depart: {arrive + timedelta(days=days)}
    activities:
"""
    step = timedelta(days=days // 4)
    blocks = (_activity(task, arrive + step * n, step, number) for n, task in enumerate(_tasks(number, which)))
    return head + "".join(blocks)


def _activity(task: Task, first: date, length: timedelta, number: int) -> str:
    equipment = f"        equipment: {task.equipment}\n" if task.equipment else ""
    more = f"        {task.more}\n" if task.more else ""
    return f"""\
      - kind: {task.kind}
        mode: {task.mode}
        from: {first}
        to: {first + length}
{equipment}{more}        description: {task.description} {1 + _spread(number, 10, 40)}
"""


def _tasks(number: int, which: int) -> tuple[Task, ...]:
    """What the traveler does on that trip: what the role does, but for a few trips in a hundred."""
    odd = ODD.get(number % 100) if which == 1 else None
    tasks = _role(number).tasks
    return (*tasks[:3], odd) if odd is not None else tasks


def _role(number: int) -> Role:
    return ROLES[_spread(number, 11, len(ROLES))]


def _classes(number: int) -> tuple[str, str]:
    """The classes of the two trips: most on ESTA, some on a visa, a few the one and then the other."""
    return (("esta", "esta"), ("esta", "esta"), ("b1", "b1"), ("esta", "b1"), ("b1", "b1"))[_spread(number, 12, 5)]


def _name(number: int) -> str:
    return f"traveler-{number + 1:06d}"


def _spread(number: int, salt: int, count: int) -> int:
    """A number below `count` that looks unlike its neighbors' and is always the same."""
    mixed = (number + 1) * 0x9E3779B97F4A7C15 + salt * 0xBF58476D1CE4E5B9
    mixed = ((mixed ^ mixed >> 31) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
    return (mixed >> 33) % count


def main() -> None:
    """Write a plan of as many travelers as the command line says."""
    if len(sys.argv) != 2 or not sys.argv[1].isdigit():
        sys.exit("usage: generate.py TRAVELERS > plan.yaml")
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.writelines(lines(int(sys.argv[1])))


if __name__ == "__main__":
    main()
