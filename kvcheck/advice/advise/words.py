"""What advice says, in both languages."""

from collections.abc import Iterator

from kvcheck.advice.advise.value import Advice, Advised, Move, Proposal
from kvcheck.advice.ask.words import ANSWERERS
from kvcheck.frozen import NamedTuple
from kvcheck.language.grammar import count, joined, listed
from kvcheck.language.text import Text
from kvcheck.model import Verdict
from kvcheck.telling.sentences import headline, notices


class Alike(NamedTuple):
    """Trips that fail for the same rules and pass by the same changes."""

    every: tuple[Advice, ...]

    @property
    def first(self) -> Advice:
        """The one that is told in full."""
        return self.every[0]


def told_alike(advised: Advised) -> list[Alike]:
    """The failing trips, those together of which the same is to be said."""
    groups: dict[object, list[Advice]] = {}
    for each in advised.found:
        groups.setdefault(_key(each), []).append(each)
    return [Alike(tuple(group)) for group in groups.values()]


def _key(advice: Advice) -> object:
    """What distinguishes advice: verdict, rules, and what each change says."""
    sets = [proposal.moves for proposal in advice.proposals] + [lead.moves for lead in advice.leads]
    changes = tuple(tuple((move.says.en, move.activities) for move in moves) for moves in sets)
    rules = tuple(finding.rule.name for finding in advice.blocks)
    asks = tuple(tuple(ask.ask.en for ask in lead.asks) for lead in advice.leads)
    return advice.result.verdict, rules, changes, asks, advice.begun, advice.whole, advice.more


def head(advised: Advised) -> Text:
    """How many trips fail, and how many of them could pass."""
    failing, mended = len(advised.found), sum(bool(each.proposals) for each in advised.found)
    if not failing:
        return Text("nothing to change: no trip fails", "변경할 것 없음: 통과하지 못하는 출장이 없습니다")
    return Text(
        "{failing} of {trips} not passing; {mended} would with the changes below, the smallest first",
        "출장 {trips} 중 {failing}건이 통과하지 못함. 아래 변경으로 {mended}건 통과(작은 변경부터)",
        failing=failing,
        trips=count(len(advised.report.trips), "trip", "건"),
        mended=mended,
    )


def open_trips(advised: Advised) -> Text | None:
    """That trips wait for facts, which no change replaces; None where none does."""
    if not advised.open:
        return None
    return Text(
        "{open} waiting for facts: `kvcheck ask` first; what would have to change is known when they are",
        "정보가 부족한 출장 {open}: 먼저 `kvcheck ask`로 답변하십시오. 그 뒤에 변경할 사항을 알 수 있습니다",
        open=count(advised.open, "trip", "건"),
    )


def done(move: Move) -> Text:
    """One change, with the activities that it is about."""
    if not move.activities:
        return move.says
    numbers = listed([Text(str(each), str(each)) for each in move.activities])
    few = Text("activity {numbers}: {says}", "활동 {numbers}: {says}", numbers=numbers, says=move.says)
    many = Text("activities {numbers}: {says}", "활동 {numbers}: {says}", numbers=numbers, says=move.says)
    return few if len(move.activities) == 1 else many


def agreed(proposal: Proposal) -> Text | None:
    """Who has to agree beside the planner; None if nobody has to."""
    who = dict.fromkeys(move.remedy.who for move in proposal.moves if move.remedy.who != "planner")
    return joined([ANSWERERS[each] for each in who]) if who else None


def nothing(advice: Advice) -> Text:
    """Why nothing is proposed."""
    if advice.begun:
        return Text(
            "the trip has begun: what was done cannot be changed; have counsel look at it",
            "이미 시작된 출장입니다. 한 일은 바꿀 수 없으므로 변호사의 검토를 받으십시오",
        )
    if advice.leads:
        return Text(
            "no change makes it pass yet; after these only questions are left:",
            "아직 변경만으로 통과하지 못합니다. 다음과 같이 하면 질문만 남습니다.",
        )
    if advice.result.verdict is Verdict.NEEDS_REVIEW:
        return Text(
            "no change of the plan settles it: a person must decide",
            "계획을 바꾸어 해결되지 않으며 담당자가 판단해야 합니다",
        )
    return Text(
        "nothing that a plan can change makes it pass; other classes: `kvcheck compare`",
        "계획을 바꾸어 통과하게 할 방법이 없습니다. 다른 체류자격은 `kvcheck compare`로 확인하십시오",
    )


def instead(advice: Advice) -> Iterator[Text]:
    """What the rules that fail it advise."""
    yield from dict.fromkeys(finding.instead for finding in advice.blocks if finding.instead is not None)


def because(advice: Advice) -> Iterator[Text]:
    """What fails a trip."""
    yield from dict.fromkeys(map(headline, advice.blocks))


def left(advice: Advice) -> Iterator[Text]:
    """What is not shown, and whether everything was tried."""
    if advice.more:
        yield Text(
            "{more} more, larger or harder to agree", "그 밖에 더 크거나 합의가 어려운 방법 {more}",
            more=count(advice.more, "way", "가지"),
        )  # fmt: skip
    if not advice.whole:
        yield Text(
            "not everything was tried: judged {judged:,} times, and there it stops",
            "모두 시도하지는 못함: {judged:,}회 판정하고 멈춤",
            judged=advice.judged,
        )


def write_hint(advised: Advised, path: str) -> Text | None:
    """How a proposal gets into the plan; None where there is none, or where none is written."""
    if not advised.proposals or not advised.writable:
        return None
    return Text(
        "`kvcheck advise {path} --write {number}` writes one of them into the plan; comments stay",
        "`kvcheck advise {path} --write {number}`{:으로} 하나를 계획에 씁니다(주석 유지)",
        path=path,
        number=advised.proposals[0].number,
    )


def warnings(advised: Advised) -> Iterator[Text]:
    """What a reader must know: how old the law is, and what was only supposed."""
    report = advised.report
    return notices(report.as_of, report.packs, backdated=report.backdated, supposed=report.supposed)
