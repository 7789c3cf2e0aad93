"""What a change does to the lines of a plan: the same whether a file is taken whole or entry by entry, nobody named."""

import pytest

from kvcheck.errors import CannotCheck
from kvcheck.plan import assemble
from kvcheck.plan import pieces as module
from kvcheck.plan.edit import edited, patched
from kvcheck.plan.gap import Gap
from kvcheck.plan.pieces import hunks, pieces
from kvcheck.source import read_text
from kvcheck.source.values import GONE
from tests.support import MINIMAL

ROLE = Gap("trips", "kim-1", 1, ("mode",))
TASK = Gap("trips", "kim-1", 1, ())


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "patch",
    [
        {"trips": {0: {"activities": {0: GONE}}}},
        {"trips": {0: {"activities": {0: {"mode": "supervise"}, 1: GONE}, "depart": "2027-01-05"}}},
        {"trips": {1: {"id": "kim-2", "traveler": "kim-ms", "activities": [{"kind": "meeting"}]}}},
        {"contracts": {"po-114": {"requires": ["install"]}}, "travelers": {"kim-ms": {"paid_by": "plant-co"}}},
    ],
)
def test_pieces_make_the_same_text_as_the_whole_file(
    monkeypatch: pytest.MonkeyPatch, patch: dict[str | int, object], newline: str
) -> None:
    """Put back in their places, the pieces are the edited file, its comments kept."""
    text = MINIMAL.replace("\n", newline)
    document = read_text(text, "plan.yaml")
    whole = edited(text, "plan.yaml", patch)
    assert read_text(whole, "plan.yaml").root == patched(document.root, patch)
    assert "# what the seller must do" in whole or "contracts" in patch
    monkeypatch.setattr(module, "SMALL", 0)
    lines = text.splitlines()
    for piece in reversed(pieces(document, patch)):
        assert piece.line > 1, "it was taken apart"
        old = piece.old.splitlines()
        at = piece.line - 1
        assert lines[at : at + len(old)] == old
        lines[at : at + len(old)] = piece.new.splitlines()
    assert lines == whole.splitlines()


def test_items_are_taken_out_of_both_kinds_of_lists() -> None:
    """In brackets with their comma, in lines with their lines; what stands between others stays."""
    flow = "trips: [{id: a}, {id: b}, {id: c}] # three\n"
    assert edited(flow, "p", {"trips": {0: GONE}}) == "trips: [{id: b}, {id: c}] # three\n"
    assert edited(flow, "p", {"trips": {2: GONE}}) == "trips: [{id: a}, {id: b}] # three\n"
    block = "trips:\n  # first\n  - id: a\n    x: 1\n  # second\n  - {id: b} # b\n"
    assert edited(block, "p", {"trips": {0: GONE}}) == "trips:\n  # first\n  # second\n  - {id: b} # b\n"
    assert edited(block, "p", {"trips": {1: GONE}}) == "trips:\n  # first\n  - id: a\n    x: 1\n  # second\n"
    assert edited(block, "p", {"trips": {0: {"x": 2}, 1: GONE}}).count("x: 2") == 1


def test_a_list_whose_items_share_a_line_is_not_torn() -> None:
    """An item that has no line of its own is left to the planner."""
    with pytest.raises(CannotCheck):
        edited("trips:\n  - - a\n    - b\n", "p", {"trips": {0: {0: GONE}}})


def test_a_diff_names_nobody() -> None:
    """A line that changes and holds a name or a number of a person is masked before and after."""
    text = MINIMAL.replace("  kim-ms:\n", "  kim-ms:\n    name: Kim Minsu\n").replace(
        "충방전기 설치", "설치 by Kim Minsu"
    )
    plan = assemble([read_text(text, "plan.yaml")], "plan.yaml")
    [hunk] = hunks(plan.documents, [(ROLE, "supervise")])
    said = "".join((*hunk.removed, *hunk.added))
    assert "mode: supervise" in said
    assert "Minsu" not in said
    [gone] = hunks(plan.documents, [(TASK, GONE)])
    assert gone.removed
    assert not gone.added
