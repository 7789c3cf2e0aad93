"""`kvcheck letter`: a letter about one trip as a Word file, or the reason why there is none."""

from collections.abc import Sequence
from pathlib import Path

from kvcheck.commands.trip_paper import (
    NOT_PERMITTED,
    Wanted,
    judged,
    left_line,
    one_choice,
    quoted_head,
    quoted_line,
    warn,
    warn_quoted,
)
from kvcheck.errors import BadCommand
from kvcheck.language.text import LANGUAGES, Text
from kvcheck.office.templates import render_template, said, text_of
from kvcheck.papers.gate import refusal
from kvcheck.papers.journey import Journey
from kvcheck.papers.letter import LETTERS, Letter, context
from kvcheck.papers.letter import write as write_letter
from kvcheck.papers.said import Sentence, quoted
from kvcheck.papers.training import NO_TRAINING, has_training
from kvcheck.shell.files import write_bytes
from kvcheck.shell.inputs import refuse_to_overwrite, template_bytes
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
    kind: str,
    template: Path | None,
    output: Path | None,
    lang: str,
    only_list: bool,
) -> int:
    """Write a letter in the language `lang` (en, ko or both); with `only_list` say what it rests on and leaves out."""
    one_choice("--kind", kind, LETTERS)
    one_choice("--lang", lang, SAID_IN)
    templates = [template] if template is not None else []
    report, result, library, read_files = judged(wanted, settings, terminal.cache, output, *templates)
    refused = refusal(report, result)
    if refused is not None:
        terminal.error(refused)
        return NOT_PERMITTED
    if kind == "training-plan" and not has_training(Journey(result, library)):
        raise BadCommand(NO_TRAINING.filled(trip=result.id))
    letter = write_letter(kind, result, library)
    if only_list:
        listing(letter, terminal, english="en" in SAID_IN[lang])
        return 0
    content = render_template(
        template_bytes(template or TEMPLATES / f"letter-{kind}.docx"), context(letter, SAID_IN[lang])
    )
    hidden = not_said(letter, content, SAID_IN[lang])
    if hidden:
        raise BadCommand(
            Text(
                "the template leaves out what the traveler does ({hidden} of its sentences); a letter says all of it",
                "양식에 출장자의 활동에 관한 문장 {hidden}건이 빠져 있습니다. 확인서에는 모두 기재해야 합니다",
                hidden=hidden,
            )
        )
    path = output or Path(f"letter-{kind}-{result.id}.docx")
    refuse_to_overwrite(read_files, path)
    write_bytes(path, content)
    terminal.wrote(path)
    warn(letter.left, terminal)
    if "en" in SAID_IN[lang]:
        warn_quoted(letter.sentences, terminal)
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
        terminal.text(f"{number:3} {sentence.part}: {_rests_on(sentence)}\n")
    terminal.text(terminal.say(Text("left out:\n", "기재하지 않은 항목:\n")) if letter.left else "")
    for each in letter.left:
        terminal.text(f"  {terminal.say(left_line(each))}\n")
    found = quoted(letter.sentences) if english else []
    terminal.text(terminal.say(quoted_head(found)) + "\n" if found else "")
    for quote in found:
        terminal.text(f"  {terminal.say(quoted_line(quote))}\n")


def _rests_on(sentence: Sentence) -> str:
    """The places of the plan that a sentence rests on."""
    return "; ".join(f"{source.path} ({source.place})" for source in sentence.sources)
