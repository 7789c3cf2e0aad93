"""`kvcheck verify`: does a receipt still stand, and if not, which rule or fact moved?"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kvcheck.commands import gate, handed_out
from kvcheck.language.grammar import count
from kvcheck.language.text import Text
from kvcheck.lines.layout import Line, Span, paragraph, shown
from kvcheck.model import Run
from kvcheck.packs import Library
from kvcheck.repository import config, receipt
from kvcheck.repository.baseline import read_json
from kvcheck.repository.handed_out import is_register
from kvcheck.repository.named import Policy
from kvcheck.repository.receipt import Comparison, Governor, Moved, MovedRule
from kvcheck.shell.settings import Asked, Settings, configuration, settle
from kvcheck.shell.several import Several, settle_each
from kvcheck.shell.terminal import Terminal
from kvcheck.shell.together import judge
from kvcheck.telling import labels, runs, sentences
from kvcheck.telling.findings import Findings
from kvcheck.telling.sentences import value_of
from kvcheck.telling.style import Style

NEW = Text("not in the receipt", "판정 기록에 없음")
GONE = Text("gone from the plan", "계획에서 삭제됨")
NO_MORE = Text("no longer decides", "더 이상 판정 근거가 아님")
OVERDUE = Text("the law in a pack should have been read again before today", "규칙 묶음의 법령 확인 기한이 지났습니다")
MOST_FACTS = 2
"""The most facts that are told of a trip whose verdict moved."""
MOVED = 1
"""Exit code where a verdict is another than the receipt says."""


def run(
    path: Path,
    asked: Asked,
    terminal: Terminal,
    as_of: str,
    trips: Sequence[str] = (),
    register: Path | None = None,
) -> int:
    """Judge the plans of a receipt again, by the packs of today; returns 0 if every verdict stands.

    With `trips`, say of each of them in one line whether it may go. Of a register of papers, and of a paper with a
    `register`, say what was handed out; 0 if it is there.

    Its plans are looked for where they were: from the folder of kvcheck.yaml where there is one, else from here.
    """
    if register is not None:
        return handed_out.of_file(path, register, trips, terminal)
    read = read_json(path, path.as_posix())
    if is_register(read):
        return handed_out.of_trips(read, path.as_posix(), trips, terminal)
    value = receipt.from_value(read, path.as_posix())
    if trips:
        held = gate.holding(value, trips)
        several = _settings(asked, held, terminal.lang)
        return gate.run(held, trips, several, terminal.speaking(several.lang), as_of)
    several = _settings(asked, value, terminal.lang)
    found, library = judge(several, as_of, [each["plan"] for each in value["plans"]])
    compared = receipt.compare(value, found, library)
    terminal = terminal.speaking(several.lang)
    terminal.lines(_Page(found, library, terminal, compared).lines(value["as_of"]))
    return 0 if compared.stands else MOVED


def _settings(asked: Asked, value: Mapping[str, Any], spoken: str) -> Several:
    """The settings of a receipt: its plans, policies and side packs, with the waivers of today.

    Where several configurations governed its plans, each plan goes by the one nearest to it again.
    """
    governors = receipt.governors(value)
    found = configuration(asked)
    if "governed" in value:
        root = found.base if found is not None else config.top(Path.cwd())
        again = asked._replace(paths=[root / each["plan"] for each in value["plans"]])
        several = settle_each(again, spoken, root)
    else:
        root = found.base if found is not None else Path()
        again = asked._replace(
            config=found.path if found is not None else None,
            paths=[root / each["plan"] for each in value["plans"]],
            sides=value["sides"],
        )
        settings = settle(again, spoken)
        several = Several((settings,), settings.lang)
    each = tuple(asking for settings in several.each for asking in _asking(settings, governors, root))
    return several._replace(each=each, outer=(None,) * len(each))


def _asking(settings: Settings, governors: Sequence[Governor], root: Path) -> Iterator[Settings]:
    """The settings with the policies and side packs that a receipt asked for about their plans.

    Where it asked for others about some of them they come apart, whatever governs them together today.
    """
    for own in governors:
        plans = tuple(each for each in settings.plans if len(governors) == 1 or each.name in own.plans)
        policies = tuple(Policy(each, root / each, each) for each in own.policies)
        if plans:
            yield settings._replace(plans=plans, policies=policies, sides=own.sides)


class _Page:
    """Says what became of a receipt."""

    def __init__(self, run: Run, library: Library, terminal: Terminal, compared: Comparison) -> None:
        """What was compared, and the run of today."""
        self._run = run
        self._terminal = terminal
        self._compared = compared
        self._findings = {
            report.plan.name: Findings(report, library, Style(lang=terminal.lang)) for report in run.reports
        }

    def lines(self, written: str) -> Iterator[Line]:
        """The answer, what moved, and what else is not as it was."""
        moved = self._compared.moved
        if not moved:
            yield self._line(
                Text(
                    "the receipt of {written} stands: every verdict is the same today",
                    "{written}의 판정 기록: 모든 판정이 오늘도 그대로입니다",
                    written=written,
                ),
                "permitted",
            )
        else:
            yield self._line(
                Text(
                    "the receipt of {written} no longer stands: {verdicts} moved",
                    "{written}의 판정 기록과 다릅니다: 판정 {verdicts} 변경",
                    written=written,
                    verdicts=count(len(moved), "verdict", "건"),
                ),
                "not_permitted",
            )
        yield self._line(runs.counts(self._run), "quiet")
        for each in moved:
            yield from self._moved(each)
        if self._compared.changes:
            yield ()
            yield self._line(Text("not as it was:", "달라진 점:"), "strong")
        for change in self._compared.changes:
            yield from paragraph("  - ", shown(self._say(change)), indent=0, width=self._terminal.width)

    def _moved(self, each: Moved) -> Iterator[Line]:
        """A trip whose verdict moved, with the fact that did it, where the plan says so, and the rule."""
        before = self._say(labels.VERDICTS[each.before]) if each.before is not None else self._say(NEW)
        now = self._say(labels.VERDICTS[each.now]) if each.now is not None else self._say(GONE)
        style = each.now.value if each.now is not None else "not_permitted"
        why = ""
        if each.rules:
            why = f" · {self._rule(each.rules[0])}"
            if len(each.rules) > 1:
                why += self._say(Text(" and {n} more", " 외 {n}건", n=len(each.rules) - 1))
        elif each.now is not None and each.before is not None:
            why = f" · {self._say(OVERDUE)}"
        yield from paragraph(
            "", f"{shown(each.trip)}: {before} → {now}{why}", indent=0, width=self._terminal.width, style=style
        )

    def _rule(self, moved: MovedRule) -> str:
        """A rule that moved: the facts it turns on as they are now, the place in the plan, its name."""
        findings = self._findings[moved.subject.plan.name]
        if moved.finding is None:
            facts = findings.report.facts
            said = [
                Text(
                    "{title}: {value}", "{title}: {value}", title=facts[name].title, value=value_of(facts[name], value)
                )
                for name, value in moved.facts.items()
                if name in facts
            ]
            why = f"{shown('; '.join(map(self._say, said[:MOST_FACTS])))} " if said else ""
            return f"{why}({moved.subject.place}) {moved.name}: {self._say(NO_MORE)}"
        reasons = list(findings.why(moved.finding, moved.subject)) or [sentences.headline(moved.finding)]
        stated = findings.stated(moved.finding, moved.subject)
        place = stated.place if stated is not None else moved.subject.place
        return (
            f"{'; '.join(shown(self._say(each)) for each in reasons[:MOST_FACTS])} ({shown(str(place))}) {moved.name}"
        )

    def _line(self, text: Text, style: str) -> Line:
        return (Span(self._say(text), style),)

    def _say(self, text: Text) -> str:
        return self._terminal.say(text)
