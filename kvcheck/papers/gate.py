"""Papers are made only for a trip that is permitted and has not ended: the reason of a refusal."""

from kvcheck.language.text import Text
from kvcheck.model import (
    DECIDING,
    Report,
    TripResult,
    Verdict,
    is_open,
)
from kvcheck.telling import labels, sentences


def refusal(report: Report, result: TripResult) -> Text | None:
    """That no paper is made for a trip, and why; None if one is."""
    why = no_paper(report, result)
    if why is None:
        return None
    return Text(
        "no paper for trip `{id}`: {why}", "출장 `{id}`의 서류를 작성하지 않습니다. {why}", id=result.id, why=why
    )


def no_paper(report: Report, result: TripResult) -> Text | None:
    """Why no paper is made for a trip.

    None if the trip is not over, and law permits it, as it is known, and policy if one is given.
    """
    if report.backdated:
        return Text(
            "{as_of} lies before the day the law was last read, and papers rest on the law as it is known",
            "기준일 {as_of:이} 규칙 묶음의 최종 확인일 이전입니다",
            as_of=report.as_of,
        )
    ended = result.subject.trip["depart"]
    if not is_open(result.subject.trip) and ended < report.as_of:
        return Text(
            "it ended on {ended}, and papers say what a traveler will do (day of the paper: {as_of})",
            "{ended}에 종료된 출장이며 서류는 앞으로 할 일을 기재합니다(서류 기준일: {as_of})",
            ended=ended,
            as_of=report.as_of,
        )
    if result.verdict is Verdict.PERMITTED:
        return None
    reason, word = _reason(report, result), labels.VERDICTS[result.verdict]
    return Text("{word}: {reason}", "판정: {word}. {reason}", word=word, reason=reason)


def _reason(report: Report, result: TripResult) -> Text:
    """The first finding that the verdict rests on, or that law was not read lately."""
    findings = (finding for each in result.judged(DECIDING) for finding in each.ruling.findings)
    for finding in findings:
        if finding.verdict is result.verdict:
            said, rule = sentences.headline(finding), finding.rule.name
            return Text("{said} (rule {rule})", "{said}(규칙 {rule})", said=said, rule=rule)
    old = next((used.pack for used in report.packs if used.stale), None)
    assert old is not None, "a verdict has a finding, or a pack that is overdue"
    return Text(
        "the law in {name} should have been read again by {review_by}",
        "{name}의 법령은 {review_by}까지 재확인이 필요했습니다",
        name=old.name,
        review_by=old.review_by,
    )
