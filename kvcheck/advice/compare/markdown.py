"""A comparison in Markdown."""

from collections.abc import Sequence

from kvcheck.advice.compare.value import Comparison, Fit
from kvcheck.advice.compare.words import ESTIMATE, MARKS, Words, notices, told_alike
from kvcheck.language.text import Text
from kvcheck.lines.escape import in_markdown
from kvcheck.telling import labels
from kvcheck.telling.style import Style


def markdown(comparisons: Sequence[Comparison], style: Style) -> str:
    """The comparisons as Markdown, for a page or a comment."""
    words = Words(style.lang, whole=True)
    say = words.say
    found = [say(Text("# Classes of entry compared", "# 체류자격 비교")), ""]
    for comparison in comparisons:
        name = in_markdown(comparison.plan.name)
        found.append(say(Text("{name}, as of {as_of}", "{name}, 기준일 {as_of}", name=name, as_of=comparison.as_of)))
        for notice in notices(comparison):
            found += ["", f"**{in_markdown(notice.in_(style.lang))}**"]
        for alike in told_alike(comparison.choices):
            choice = alike[0]
            found += ["", "## " + ", ".join(in_markdown(each.id) for each in alike), ""]
            found.append(
                say(
                    Text(
                        "| Class | Fit | Why, or what it takes | Time and fees |",
                        "| 체류자격 | 판정 | 이유 또는 필요한 것 | 기간·수수료 |",
                    )
                )
            )
            found.append("|---|---|---|---|")
            for each in (choice.planned, *(other for other in choice.others if other.fit is not Fit.NEVER)):
                label = each.pack.label + (say(Text(" (planned)", "(계획)")) if each is choice.planned else "")
                possible = each.fit not in (Fit.BLOCKED, Fit.NEVER)
                cells = [
                    label,
                    f"{MARKS[each.fit]} {words.fit(each)}",
                    "<br>".join(map(in_markdown, words.reasons(each))),
                ]
                found.append("| " + " | ".join([*cells, words.effort(each) if possible else ""]) + " |")
            never = [each.pack.label for each in choice.others if each.fit is Fit.NEVER]
            if never:
                found += ["", say(Text("Never for this traveler: ", "이 출장자에게 불가: ")) + ", ".join(never)]
    found += ["", ESTIMATE.in_(style.lang), "", labels.DISCLAIMER.in_(style.lang)]
    return "\n".join(found) + "\n"
