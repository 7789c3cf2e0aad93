"""Letters and cards about the plan of papers."""

import io
from pathlib import Path

from docx import Document

from kvcheck.engine import check
from kvcheck.model import TripResult
from kvcheck.papers.letter import Letter, write
from kvcheck.plan import assemble
from kvcheck.source import read_text
from tests.support.plans import AS_OF, PLANS, library

PAPERS = (PLANS / "papers.yaml").read_text(encoding="utf-8")


ARGUMENTS = ("--traveler", "hong-gd", "--as-of", AS_OF)


HOSTILE = "<w:t>&amp;{{ 7*7 }} {% raw %} {_{ 7 }_} <script> =cmd| ../ \u202eevil\u0007 가나"


HARMLESS = "<w:t>&amp;{{ 7*7 }} {% raw %} {_{ 7 }_} <script> =cmd| ../ \ufffdevil\ufffd 가나"


def judged(text: str) -> TripResult:
    """The only trip of a plan given as text."""
    return check(assemble([read_text(text, "plan.yaml")], "plan.yaml"), library(), as_of=AS_OF).trips[0]


def letter(kind: str = "employer", text: str = PAPERS) -> Letter:
    """A letter about the only trip of a plan."""
    return write(kind, judged(text), library())


def words(content: bytes) -> str:
    """All text of a Word file, tables included, as Word reads it."""
    found = []
    for part in Document(io.BytesIO(content)).element.body.iter():
        if part.tag.endswith("}t"):
            found.append(part.text or "")
        elif part.tag.endswith("}p"):
            found.append("\n")
    return "".join(found)


def plan(folder: Path, text: str = PAPERS) -> Path:
    """The plan in a file."""
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return path


CHANGES = {
    "travelers.hong-gd.name": ("name: HONG GILDONG", "name: IM SANGOK"),
    "travelers.hong-gd.born": ("1988-03-04", "1989-04-05"),
    "travelers.hong-gd.job": ("Senior field service engineer", "Field engineer"),
    "travelers.hong-gd.years_experience": ("years_experience: 12", "years_experience: 11"),
    "travelers.hong-gd.passport.number": ("M000A0000", "M000A0001"),
    "companies.haetae.name": ("Haetae Winding Machines Co., Ltd.", "Bulgae Winders"),
    "companies.haetae.signer.phone": ("+82 2 0000 0100", "+82 2 0000 0200"),
    "companies.wampus.name": ("Wampus Cells LLC", "Jackalope Cells LLC"),
    "sites.grebe-hollow.city": ("city: Grebe Hollow", "city: Heron Lake"),
    "project.name": ("Grebe winding line 2", "Grebe winding line 3"),
    "equipment.winder.name": ("name: Cell winding machine HW-200", "name: Winder"),
    "equipment.winder.made_in": ("made_in: KR", "made_in: JP"),
    "contracts.sale-winder.number": ("HW-2026-031", "HW-2026-032"),
    "contracts.sale-winder.clause": ("Art. 11.2", "Art. 12.1"),
    "contracts.sale-winder.signed": ("2026-03-16", "2026-03-17"),
    "trips.hong-winder.depart": ("depart: 2027-03-26", "depart: 2027-03-27"),
    "trips.hong-winder.activities[2].description": ("권취기 시운전", "권취 장비 시운전"),
    "trips.hong-winder.activities[2].from": ("from: 2027-02-15", "from: 2027-02-16"),
    "trips.hong-winder.activities[3].content": ("content: proprietary", "content: general"),
}
