"""Which question settles most: each possible answer is put into the plan, and what waits for it is judged again."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kvcheck.advice.ask.candidates import Candidates
from kvcheck.advice.ask.value import Asked, Asking, Effect
from kvcheck.engine import Trial
from kvcheck.language.text import Text
from kvcheck.model import DECIDING, NONE, Report, TripResult, Verdict
from kvcheck.packs import Library
from kvcheck.plan.gap import Answer, Gap
from kvcheck.plan.load import merged
from kvcheck.plan.shape import Sort
from kvcheck.plan.supposing import with_answers
from kvcheck.progress import Progress, unseen
from kvcheck.telling.questions import Question, questions_of
from kvcheck.telling.sentences import value_of

MOST_TRIALS = 40
"""So many trips are judged again for each answer; of more, one of each sort, and the others count with it."""

Accept = Callable[[Report], Report]


def ask(
    report: Report,
    library: Library,
    accept: Accept = lambda report: report,
    policies: Sequence[str] | None = None,
    progress: Progress = unseen,
) -> Asking:
    """What to ask about a report, the most decisive question first; `accept` sets aside what waivers accept.

    `policies` are those that the report was judged by; if they are not given, those that no site of the plan names.

    Only facts that can still change a verdict are asked for. Of questions that settle equally many trips, the one for
    which most wait comes first.
    """
    weigher = _Weigher(report, library, accept, policies)
    questions = questions_of(report)
    asked = []
    with progress(len(questions)) as step:
        for question in questions:
            asked.append(Asked(question, tuple(weigher.effects(question))))
            step()
    return Asking(report, tuple(sorted(asked, key=lambda each: (-each.settles, -len(each.question.trips)))))


class _Weigher:
    def __init__(self, report: Report, library: Library, accept: Accept, policies: Sequence[str] | None) -> None:
        self._report = report
        self._accept = accept
        self._trial = Trial(report, library, policies)
        self._candidates = Candidates(report, library)
        self._trips = {trip.id: trip for trip in report.trips}

    def effects(self, question: Question) -> Iterable[Effect]:
        """What each answer to a question would do."""
        alike = self._alike(question.trips)
        tried: dict[str, Effect] = {}
        for value in self._candidates.of(question):
            counts = self._counts([(gap, value) for gap in question.gaps], alike)
            leaves = counts.pop(Verdict.UNDETERMINED, 0)
            effect = Effect(value, self._says(question, value), counts, leaves)
            tried.setdefault(str(value), effect)
        return tried.values()

    def _alike(self, trips: Sequence[str]) -> dict[str, int]:
        """The trips to judge, with how many each stands for: every one of a few, of many one of each sort."""
        if len(trips) <= MOST_TRIALS:
            return dict.fromkeys(trips, 1)
        sorts: dict[object, str] = {}
        counts: dict[str, int] = {}
        for name in trips:
            first = sorts.setdefault(_sort(self._trips[name]), name)
            counts[first] = counts.get(first, 0) + 1
        return counts

    def _counts(self, answers: Sequence[Answer], alike: dict[str, int]) -> dict[Verdict, int]:
        """How many trips would get which verdict."""
        documents = with_answers(self._report.plan.documents, answers)
        plan, _ = merged(documents, self._report.plan.name)
        judged = self._report._replace(plan=plan, trips=self._trial.judged(plan, alike.keys()))
        found = dict.fromkeys(Verdict, 0)
        for trip in self._accept(judged).trips:
            found[trip.verdict] += alike[trip.id]
        return {verdict: number for verdict, number in found.items() if number}

    def _stays_say(self, gap: Gap, value: list[dict[str, str]]) -> Text:
        """The stays of an answer that the plan does not state so."""
        stated = self._report.plan.travelers[gap.id].get("us_stays", ())
        new = ", ".join(f"{each['arrive']} – {each['depart']}" for each in value if each not in stated)
        return Text(new, new)

    def _says(self, question: Question, value: Any) -> Text:
        """An answer as people say it."""
        gap, fact = question.gaps[0], question.fact
        if value == NONE and NONE not in fact.values:
            return Text("none", "없음")
        if value == []:
            return Text("nothing", "없음")
        if isinstance(value, list) and value and isinstance(value[0], dict):
            event = value[0]
            if gap.steps == ("us_stays",):
                return self._stays_say(gap, value)
            if "what" in event:
                under = f"{'waiver' if event.get('class') == 'esta' else 'visa'}-{event['what']}"
                return fact.values.get(event["what"]) or fact.values[under]
            said = ", ".join(str(each) for each in event.values())
            return Text(said, said)
        if isinstance(value, list) and len(value) > 1:
            return Text("all of them", "모두")
        own = (fact.given or "").split(".")[1:] == list(gap.steps)
        if own or gap.shape.sort is Sort.YES_NO:
            return value_of(fact, value)
        if gap.steps[-1] in (fact.given or fact.uses[0]).split(".") and str(value) in fact.values:
            return fact.values[str(value)]
        return Text(str(value), str(value))


def _sort(trip: TripResult) -> object:
    """What trips have in common of which the same answers settle the same: class, and the outcome of every rule."""
    return (
        trip.law.pack,
        *(
            (each.layer, each.ruling.verdict, tuple((one.rule.name, one.outcome) for one in each.ruling.findings))
            for each in trip.judged(DECIDING)
        ),
    )
