"""Who may approve a waiver: a list with levels, and what is said of an approval by anybody else."""

from pathlib import Path

import pytest

from kvcheck.model import Approver, Approvers, Level
from kvcheck.repository.approvers import refusal
from tests.support import kvcheck, library
from tests.support.waivers import HOOK_UP, register, waiver

LIST = Approvers(
    {
        "han": Approver(Level.COUNSEL),
        "lee": Approver(Level.COUNSEL, ("policy/*",)),
        "kim": Approver(Level.MANAGER),
        "cho": Approver(Level.MANAGER, ("policy/*",)),
    },
    file="kvcheck.yaml",
)


def said(rule: str, approver: str, listed: Approvers | None = LIST) -> str | None:
    """What is said against an approval, in English; None if it counts."""
    found = refusal(waiver(rule)._replace(approver=approver), library(), listed)
    return found.en if found is not None else None


def test_each_may_approve_what_their_level_and_their_rules_allow() -> None:
    """What the law leaves open is for counsel; a manager has the company's own rules; nobody has more than listed."""
    doubt, policy = HOOK_UP, next(rule.name for rule in library().pack("policy/esta-14-days").rules)
    assert {who for who in LIST.people if said(doubt, who) is None} == {"han"}
    assert {who for who in LIST.people if said(policy, who) is None} == {"han", "lee", "kim", "cho"}
    assert said(doubt, "lee") == "`lee` may approve only policy/*; may approve it: han"
    assert said(doubt, "kim") == f"`kim` is of level manager, and {doubt} needs counsel; may approve it: han"
    assert said(doubt, "Han") == "`Han` is not one of the `approvers` in kvcheck.yaml; may approve it: han"
    assert said(policy, "nobody", None) is None
    strict = LIST._replace(needs_counsel=("policy/esta-*",))
    assert {who for who in LIST.people if said(policy, who, strict) is None} == {"han", "lee"}
    nobody = LIST._replace(people={"kim": Approver(Level.MANAGER)})
    assert str(said(doubt, "han", nobody)).endswith(f"nobody in the list may approve {doubt}: it needs counsel")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("approvers: {han: {level: counsel}}\n", "w-1: accepts nothing: `park-legal` is not one of the `approvers`"),
        ("approvers: {park-legal: {rules: [us/bussiness/*]}}\n", "no rule is called `us/bussiness/*`"),
        ("approvers: {park-legal: {rules: [us/entry/words-difer]}}\n", "did you mean `us/entry/words-differ`?"),
        ("needs_counsel: [us/*]\n", "`needs_counsel` says nothing without `approvers`"),
        ("approvers: {}\n", "kvcheck.yaml:3:"),
        ("approvers: {park-legal: {level: boss}}\n", "kvcheck.yaml:3:"),
    ],
)
def test_a_list_counts_or_is_an_error(tmp_path: Path, more: str, told: str) -> None:
    """A waiver by somebody else accepts nothing and is told at its line; a name that no rule has guards nothing."""
    folder = register(tmp_path)
    with (folder / "kvcheck.yaml").open("a", encoding="utf-8") as file:
        file.write(more)
    ran = kvcheck("check", cwd=folder)
    assert ran.code == (4 if "w-1" in told else 3)
    assert told in " ".join((ran.out + ran.err).split())
