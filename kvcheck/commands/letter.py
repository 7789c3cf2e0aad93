"""`kvcheck letter`: a letter about each trip as a Word file, or the reason why there is none."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from kvcheck.commands.trip_paper import (
    NOT_PERMITTED,
    Judged,
    Made,
    Maker,
    Wanted,
    deliver,
    judged,
    left_line,
    one_choice,
    quoted_head,
    quoted_line,
)
from kvcheck.errors import BadCommand, one_of
from kvcheck.language.text import LANGUAGES, Text
from kvcheck.lines.layout import paragraph
from kvcheck.model import TripResult
from kvcheck.office.templates import render_template, said, text_of
from kvcheck.papers.gate import refusal
from kvcheck.papers.journey import Journey
from kvcheck.papers.letter import LETTERS, Letter, context
from kvcheck.papers.letter import write as write_letter
from kvcheck.papers.said import Sentence, quoted
from kvcheck.papers.training import NO_TRAINING, has_training
from kvcheck.shell.inputs import template_bytes
from kvcheck.shell.settings import Settings
from kvcheck.shell.terminal import Terminal
from kvcheck.templates.pages import TEMPLATES

SAID_IN = {**{lang: (lang,) for lang in LANGUAGES}, "both": LANGUAGES}
"""The languages of a letter, by what `--lang` asks for."""


def run(
    wanted: Wanted,
    settings: Settings,
    terminal: Terminal,
    *,
    kind: str | None,
    template: Path | None,
    lang: str,
    only_list: bool,
) -> int:
    """Write letters in the language `lang` (en, ko or both); with `only_list` say what one rests on and leaves out."""
    if kind is None:
        raise BadCommand(
            Text(
                "`--kind` says which letter; {hint}",
                "`--kind`로 서류 종류를 지정하십시오. {hint}",
                hint=one_of(LETTERS),
            )
        )
    one_choice("--kind", kind, LETTERS)
    one_choice("--lang", lang, SAID_IN)
    found = judged(wanted, settings, terminal.cache, *([template] if template is not None else []))
    if only_list:
        return _list(found, kind, terminal, english="en" in SAID_IN[lang])
    form = cache(lambda: template_bytes(template or TEMPLATES / f"letter-{kind}.docx"))

    def make(result: TripResult) -> Made:
        letter = write_letter(kind, result, found.library)
        title = letter.form.title.in_(SAID_IN[lang][0])
        content = render_template(form(), context(letter, SAID_IN[lang]), title=title, day=wanted.today)
        hidden = not_said(letter, content, SAID_IN[lang])
        if hidden:
            raise BadCommand(
                Text(
                    "the template leaves out what the traveler does ({hidden} sentences); a letter says all of it",
                    "양식에 출장자의 활동에 관한 문장 {hidden}건이 빠져 있습니다. 확인서에는 모두 기재해야 합니다",
                    hidden=hidden,
                )
            )
        return Made(content, letter.left, quoted(letter.sentences) if "en" in SAID_IN[lang] else [])

    def needs(result: TripResult) -> Text | None:
        if kind == "training-plan" and not has_training(Journey(result, found.library)):
            return NO_TRAINING
        return None

    return deliver(found, wanted, Maker(f"letter-{kind}", "docx", make, needs), terminal)


def _list(found: Judged, kind: str, terminal: Terminal, *, english: bool) -> int:
    """What the letter about the one trip would rest on and leave out; returns the exit code."""
    if len(found.results) > 1:
        raise BadCommand(
            Text("`--list` takes one trip: name it with `--trip`", "`--list`에는 출장 하나를 `--trip`으로 지정하십시오")
        )
    [result] = found.results
    refused = refusal(found.report, result)
    if refused is not None:
        terminal.error(refused)
        return NOT_PERMITTED
    listing(write_letter(kind, result, found.library), terminal, english=english)
    return 0


TOLD_WHOLE = "tasks"
"""The part that says what the traveler does: no template may leave any of it out."""


def not_said(letter: Letter, content: bytes, languages: Sequence[str]) -> int:
    """How many sentences about what the traveler does a finished letter lacks."""
    text = text_of(content)
    tasks = [sentence.text for sentence in letter.sentences if sentence.part == TOLD_WHOLE]
    return sum(said(each.in_(lang)) not in text for each in tasks for lang in languages)


def listing(letter: Letter, terminal: Terminal, *, english: bool) -> None:
    """What each sentence rests on, then what is left out or in other letters than `english`.

    Paths and places only, for letters hold personal data.
    """
    for number, sentence in enumerate(letter.sentences, 1):
        label = f"{number:3} {sentence.part}: "
        terminal.lines(paragraph(label, _rests_on(sentence), indent=0, width=terminal.width))
    terminal.text(terminal.say(Text("left out:\n", "기재하지 않은 항목:\n")) if letter.left else "")
    for each in letter.left:
        terminal.lines(paragraph("", terminal.say(left_line(each)), indent=2, width=terminal.width))
    found = quoted(letter.sentences) if english else []
    terminal.text(terminal.say(quoted_head(len(found))) + "\n" if found else "")
    for quote in found:
        terminal.lines(paragraph("", terminal.say(quoted_line(quote)), indent=2, width=terminal.width))


def _rests_on(sentence: Sentence) -> str:
    """The places of the plan that a sentence rests on."""
    return "; ".join(f"{source.path} ({source.place})" for source in sentence.sources)
