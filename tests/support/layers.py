"""A company's own pack, and plans of several travelers at one plant."""

from pathlib import Path

OWN = """\
pack: policy/acme
layer: policy
name: {en: Acme's rules, ko: 애크미 규칙}
owner: {en: 'Acme travel desk, 2026-10-01', ko: '애크미 출장팀, 2026-10-01'}
reviewed: 2026-10-01
review_by: 2027-10-01

bars:
  no-installing:
    title: {en: Nobody installs anything, ko: 설치 금지}
    when:
      activity.kind: install
    instead: {en: Send a parcel., ko: 소포로 보냅니다.}
"""


def own_pack(tmp_path: Path, text: str = OWN) -> Path:
    """A company's own pack in a file."""
    path = tmp_path / "acme.yaml"
    path.write_text(text, encoding="utf-8")
    return path


CREW_HEAD = """\
kvcheck: 1
sites: {plant: {state: GA, host: owner}}
project: {id: line, site: plant}
companies: {owner: {country: US}, maker: {country: KR}}
contracts: {sale: {kind: equipment-sale, seller: maker, buyer: owner, requires: [install, maintain]}}
equipment: {charger: {contract: sale}}
travelers: {a: {employer: maker}, b: {employer: maker}, c: {employer: maker}, d: {employer: maker}}
trips:
"""


def trip(name: str, traveler: str, first: str, last: str, activity: str, admitted: str = "esta") -> str:
    """One trip with one activity."""
    head = f"  - {{id: {name}, traveler: {traveler}, class: {admitted}, arrive: {first}, depart: {last}, activities: ["
    return f"{head}{{{activity}}}]}}\n"


MAINTAIN = "kind: maintain, mode: perform, equipment: charger"
