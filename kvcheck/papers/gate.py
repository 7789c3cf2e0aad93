"""Papers are made only for a trip that is permitted and has not ended: the reason of a refusal."""

from collections.abc import Iterator

from kvcheck.language.text import Text
from kvcheck.model import Finding, Report, TripResult, Verdict, is_open
from kvcheck.telling import labels, sentences


def refusal(report: Report, result: TripResult) -> Text | None:
    """Why no paper is made for a trip.

    None if the trip is not over, and law permits it, as it is known, and policy if one is given.
    """
    if report.backdated:
        return Text(
            f"no paper for trip `{result.id}`: {report.as_of} lies before the day the law was last read,"
            " and papers rest on the law as it is known",
            f"출장 `{result.id}`의 서류를 작성하지 않습니다."
            f" 기준일 {report.as_of}이(가) 규칙 묶음의 최종 확인일 이전입니다",
        )
    ended = result.subject.trip["depart"]
    if not is_open(result.subject.trip) and ended < report.as_of:
        return Text(
            f"no paper for trip `{result.id}`: it ended on {ended}, and papers say what a traveler will do"
            f" (day of the paper: {report.as_of})",
            f"출장 `{result.id}`의 서류를 작성하지 않습니다."
            f" {ended}에 종료된 출장이며 서류는 앞으로 할 일을 기재합니다(서류 기준일: {report.as_of})",
        )
    if result.verdict is Verdict.PERMITTED:
        return None
    reason, word = _reason(report, result), labels.VERDICTS[result.verdict]
    return Text(
        f"no paper for trip `{result.id}`, which is {word.en}: {reason.en}",
        f"출장 `{result.id}`의 서류를 작성하지 않습니다. 판정: {word.ko}. {reason.ko}",
    )


def _reason(report: Report, result: TripResult) -> Text:
    for finding in _findings(result):
        if finding.verdict is result.verdict:
            said, rule = sentences.headline(finding), finding.rule.name
            return Text(f"{said.en} (rule {rule})", f"{said.ko}(규칙 {rule})")
    old = next((used.pack for used in report.packs if used.stale), None)
    assert old is not None, "a verdict has a finding, or a pack that is overdue"
    return Text(
        f"the law in {old.name} should have been read again by {old.review_by}",
        f"{old.name}의 법령은 {old.review_by}까지 재확인이 필요했습니다",
    )


def _findings(result: TripResult) -> Iterator[Finding]:
    """What the law finds, then what the company's policy does."""
    for layer in (result, result.policy):
        if layer is not None:
            parts = [*layer.parts, *(part for activity in layer.activities for part in activity.parts)]
            yield from (finding for part in parts for finding in part.ruling.findings)
