"""`kvcheck waivers`: every waiver as it stands, worst first, or drafts of waivers to fill in."""

import json
from collections.abc import Iterator

from kvcheck.errors import BadCommand, cannot_be
from kvcheck.language.grammar import count
from kvcheck.language.text import Text
from kvcheck.lines.layout import Line, Span, pad, paragraph, shown
from kvcheck.model import Run, WaiverState, WaiverUse
from kvcheck.repository.approving import drafts, renewed
from kvcheck.shell.judging import judge
from kvcheck.shell.law import library_of
from kvcheck.shell.settings import Settings
from kvcheck.shell.terminal import Terminal
from kvcheck.telling import runs

FORMATS = ("text", "json")
LAPSED = 4
"""Exit code where a waiver lapsed."""
LAPSES = (WaiverState.LAPSED, WaiverState.MOVED, WaiverState.UNBOUND, WaiverState.UNAPPROVED)
STYLES = {
    WaiverState.LAPSED: "not_permitted",
    WaiverState.MOVED: "not_permitted",
    WaiverState.UNBOUND: "not_permitted",
    WaiverState.UNAPPROVED: "not_permitted",
    WaiverState.NOT_YET: "undetermined",
    WaiverState.OPEN: "undetermined",
    WaiverState.UNUSED: "needs_review",
    WaiverState.ENDING: "needs_review",
    WaiverState.IN_USE: "permitted",
    WaiverState.DONE: "quiet",
}


def run(settings: Settings, terminal: Terminal, as_of: str, *, fmt: str, draft: bool, renew: str | None) -> int:
    """List the waivers against the plans on a day; returns 4 if one lapsed, otherwise 0.

    With `draft`, print instead waivers to fill in for everything that may be waived and is not; with `renew`, the
    entry of the waiver of that id for what is there now.
    """
    if fmt not in FORMATS:
        raise cannot_be("--format", fmt, FORMATS)
    if settings.waivers is None and not draft:
        raise BadCommand(
            Text(
                "no file of waivers: name it with `--waivers`, or keep a waivers.yaml beside kvcheck.yaml",
                "예외 승인 파일이 없습니다. `--waivers`로 지정하거나 kvcheck.yaml 옆에 waivers.yaml을 두십시오",
            )
        )
    found = judge(settings, library_of(settings, terminal.cache), as_of)
    if draft:
        terminal.text("".join(drafts(found, as_of)))
        return 0
    if renew is not None:
        terminal.text("".join(_renewed(found, settings, terminal, as_of, renew)))
        return 0
    if fmt == "json":
        terminal.text(json.dumps([_value(use) for use in found.waivers], ensure_ascii=False, indent=1) + "\n")
    else:
        terminal.lines(_lines(found, terminal))
    return LAPSED if any(use.state in LAPSES for use in found.waivers) else 0


def _lines(run: Run, terminal: Terminal) -> Iterator[Line]:
    """Every waiver with its state and trips, then how many there are."""
    width = max((len(use.waiver.id) for use in run.waivers), default=0)
    for use in run.waivers:
        waiver = use.waiver
        state = terminal.say(runs.WAIVER_STATES[use.state])
        yield (Span(pad(shown(waiver.id), width + 2), "strong"), Span(state, STYLES[use.state]))
        yield from paragraph("  ", terminal.say(runs.waiver_state(use)), indent=0, width=terminal.width)
        yield (Span("  "), Span(str(waiver.place), "place"), Span(f"  {waiver.rule}", "quiet"))
        about = f"{waiver.author} → {waiver.approver} · {waiver.counsel} · {waiver.reason}"
        yield from paragraph("  ", shown(about), indent=0, width=terminal.width, style="quiet")
        if use.trips:
            yield from paragraph("  ", ", ".join(use.trips), indent=0, width=terminal.width)
        yield ()
    total = Text("{waivers}", "예외 승인 {waivers}", waivers=count(len(run.waivers), "waiver", "건"))
    yield (Span(terminal.say(total), "strong"),)


def _value(use: WaiverUse) -> dict[str, object]:
    """A waiver for programs, with everything that its file says of it."""
    waiver = use.waiver
    return {
        "id": waiver.id,
        "rule": waiver.rule,
        "scope": {key: value for key, value in waiver.scope._asdict().items() if value is not None},
        "state": use.state.value,
        "reason": waiver.reason,
        "author": waiver.author,
        "approver": waiver.approver,
        "counsel": waiver.counsel,
        "from": waiver.first,
        "until": waiver.last,
        "days_left": use.days_left,
        "trips": list(use.trips),
        "moved": [
            {"trip": trip, "fact": each.key, "approved": each.approved, "now": each.now}
            for trip, found in use.moved
            for each in found
        ],
    }


def _renewed(run: Run, settings: Settings, terminal: Terminal, as_of: str, renew: str) -> Iterator[str]:
    """The entry of one waiver for what is there now."""
    use = next((each for each in run.waivers if each.waiver.id == renew), None)
    if use is None or settings.waivers is None:
        raise cannot_be("--renew", renew, [each.waiver.id for each in run.waivers])
    amiss = [terminal.say(use.waiver.amiss)] if use.waiver.amiss is not None else []
    moved = [f"{trip}: {terminal.say(runs.moved_text(each))}" for trip, found in use.moved for each in found]
    return renewed(
        run, use.waiver, settings.waivers.path.parent, as_of, [" ".join(one.split()) for one in amiss + moved]
    )
