"""One question about chains of subcontracts: the verdict and the letter rest on the same answer."""

import pytest

from kvcheck.model import Verdict
from kvcheck.papers.said import Sentence
from tests.support import changed, deciding, verdict
from tests.support.papers import PAPERS, judged, letter

LATE = """\
  short-late: {kind: subcontract, number: SHORT-9, buyer: haetae, seller: sub, signed: 2026-10-01, requires: [upgrade]}
"""
LONG = """\
  long-1:
    kind: subcontract
    number: LONG-1
    buyer: haetae
    seller: mid
    signed: 2026-03-01
    requires: &duties [install, commission, train]
  long-2:
    {kind: subcontract, number: LONG-2, buyer: mid, seller: sub, signed: 2026-03-02, requires: *duties}
"""


def plan(links: str) -> str:
    """The plan of the letters, with the traveler employed two companies below the seller."""
    companies = "companies:\n  sub: {name: Sub Engineering, country: KR}\n  mid: {name: Mid Services, country: KR}\n"
    return changed(
        ("companies:\n", companies),
        ("travelers:\n", f"{links}travelers:\n"),
        ("    employer: haetae\n", "    employer: sub\n"),
        ("    paid_by: haetae\n", "    paid_by: sub\n"),
        ("    expenses_paid_by: haetae\n", "    expenses_paid_by: sub\n"),
        (
            "annotation: {basis: 9 FAM 402.2-5(E)(1), employer: haetae,",
            "annotation: {basis: 9 FAM 402.2-5(E)(1), employer: sub,",
        ),
        text=PAPERS,
    )


def contracts_of(sentences: tuple[Sentence, ...]) -> set[str]:
    """The subcontracts that the sentences of a letter rest on."""
    paths = {source.path for sentence in sentences for source in sentence.sources}
    return {path.split(".")[1] for path in paths if path.startswith("contracts.") and "sale" not in path}


@pytest.mark.parametrize("links", [LATE + LONG, LONG + LATE])
def test_a_letter_states_the_chain_of_its_verdict(links: str) -> None:
    """Of a short chain that came late and a long one that was there at the sale, the letter names the long one."""
    text = plan(links)
    assert judged(text).law.verdict is Verdict.PERMITTED
    said = letter(text=text)
    assert contracts_of(tuple(said.sentences)) == {"long-1", "long-2"}
    assert "SHORT-9" not in str(said.sentences)


def test_the_short_chain_alone_is_not_enough() -> None:
    """It was made after the sale and requires other work."""
    assert verdict(plan(LATE)) != "permitted"
    assert deciding(plan(LATE))


def test_a_link_may_be_asked_by_two_activities_and_is_named_once() -> None:
    """Activities under one contract that rest on the same chain do not repeat it."""
    said = letter(text=plan(LONG))
    numbers = [str(sentence) for sentence in said.sentences if "LONG-1" in str(sentence)]
    assert len(numbers) == 1
