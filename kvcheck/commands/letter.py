"""`kvcheck letter`: a letter about one trip as a Word file, or the reason why there is none."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from kvcheck.commands.check import load, policy_pack, refuse_to_overwrite
from kvcheck.commands.output import Terminal, write_bytes
from kvcheck.engine import check
from kvcheck.errors import BadCommand, CannotCheck, Text, one_of
from kvcheck.model import Plan, Report, TripResult
from kvcheck.packs import Library, rules_root
from kvcheck.pages import TEMPLATES
from kvcheck.papers.gate import refusal
from kvcheck.papers.journey import Journey
from kvcheck.papers.letter import LETTERS, Letter, context
from kvcheck.papers.letter import write as write_letter
from kvcheck.papers.said import Left, Sentence
from kvcheck.papers.templates import render_template, said, text_of
from kvcheck.papers.training import NO_TRAINING, has_training

NOT_PERMITTED = 1
"""Exit code of a refusal."""
LANGUAGES = {"en": ("en",), "ko": ("ko",), "both": ("en", "ko")}


class Wanted(NamedTuple):
    """Whose paper is wanted, and by which rules the trip is judged."""

    plan: Path
    traveler: str
    trip: str | None
    as_of: str
    policies: Sequence[str]


def run(
    wanted: Wanted,
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
    one_choice("--lang", lang, LANGUAGES)
    read_files = [wanted.plan, *map(Path, wanted.policies), *([template] if template is not None else [])]
    refuse_to_overwrite(read_files, output)
    library = Library(rules_root(), terminal.cache)
    report, result = judged(wanted, library)
    refused = refusal(report, result)
    if refused is not None:
        terminal.error(refused)
        return NOT_PERMITTED
    if kind == "training-plan" and not has_training(Journey(result, library)):
        raise BadCommand(Text(NO_TRAINING.en.format(result.id), NO_TRAINING.ko.format(result.id)))
    letter = write_letter(kind, result, library)
    if only_list:
        listing(letter, terminal)
        return 0
    content = render_template(read(template or TEMPLATES / f"letter-{kind}.docx"), context(letter, LANGUAGES[lang]))
    hidden = not_said(letter, content, LANGUAGES[lang])
    if hidden:
        raise BadCommand(
            Text(
                f"the template leaves out what the traveler does ({hidden} of its sentences); a letter says all of it",
                f"양식에 출장자의 활동에 관한 문장 {hidden}건이 빠져 있습니다. 확인서에는 모두 기재해야 합니다",
            )
        )
    path = output or Path(f"letter-{kind}-{result.id}.docx")
    refuse_to_overwrite(read_files, path)
    write_bytes(path, content)
    terminal.text(terminal.say(Text(f"wrote {path}\n", f"{path} 작성 완료\n")))
    warn(letter.left, terminal)
    return 0


TOLD_WHOLE = "tasks"
"""The part that says what the traveler does: no template may leave any of it out."""


def not_said(letter: Letter, content: bytes, languages: Sequence[str]) -> int:
    """How many sentences about what the traveler does a finished letter lacks."""
    text = text_of(content)
    tasks = [sentence.text for sentence in letter.sentences if sentence.part == TOLD_WHOLE]
    return sum(said(each.in_(lang)) not in text for each in tasks for lang in languages)


def judged(wanted: Wanted, library: Library) -> tuple[Report, TripResult]:
    """The report about the plan, and in it the trip that the paper is about."""
    policies = [policy_pack(library, each) for each in wanted.policies]
    plans, problems = load([wanted.plan], library)
    if problems:
        raise CannotCheck(problems)
    [plan] = plans
    trip = _trip(plan, wanted)
    report = check(plan, library, as_of=wanted.as_of, policies=policies)
    return report, next(result for result in report.trips if result.id == trip)


def _trip(plan: Plan, wanted: Wanted) -> str:
    """The id of the trip that is meant: the one named, or the only one of the traveler."""
    if wanted.traveler not in plan.travelers:
        raise BadCommand(_not_one("--traveler", wanted.traveler, plan.travelers))
    trips = [trip["id"] for trip in plan.trips if trip["traveler"] == wanted.traveler]
    if not trips:
        name = wanted.traveler
        raise BadCommand(Text(f"traveler `{name}` has no trip", f"출장자 `{name}`의 출장이 없습니다"))
    if wanted.trip is not None:
        if wanted.trip not in trips:
            raise BadCommand(_not_one("--trip", wanted.trip, trips))
        return wanted.trip
    if len(trips) > 1:
        hint = one_of(trips)
        raise BadCommand(
            Text(
                f"traveler `{wanted.traveler}` has several trips; name one with `--trip`; {hint.en}",
                f"출장자 `{wanted.traveler}`의 출장이 여러 건입니다. `--trip`으로 지정하십시오. {hint.ko}",
            )
        )
    return str(trips[0])


def one_choice(option: str, value: str, allowed: Iterable[str]) -> None:
    """Refuse a value that an option does not have."""
    names = list(allowed)
    if value not in names:
        raise BadCommand(_not_one(option, value, names))


def _not_one(option: str, value: str, allowed: Iterable[str]) -> Text:
    hint = one_of(allowed, value)
    return Text(f"`{option}` cannot be `{value}`; {hint.en}", f"`{option}`에 `{value}`은(는) 쓸 수 없습니다. {hint.ko}")


def read(path: Path) -> bytes:
    """The bytes of a template."""
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadCommand(
            Text(f"cannot read `{path}`: {reason}", f"`{path}`을(를) 읽을 수 없습니다: {reason}")
        ) from None


def warn(left: Sequence[Left], terminal: Terminal) -> None:
    """Say on the error stream what a paper does not say. Paths of the plan, never its values."""
    if left:
        heads = Text(f"left out ({len(left)}):", f"기재하지 않은 항목({len(left)}건):")
        terminal.note(terminal.say(heads))
    for each in left:
        terminal.note("  " + terminal.say(_line(each)))


def listing(letter: Letter, terminal: Terminal) -> None:
    """What each sentence rests on, then what is left out: paths and places only, for letters hold personal data."""
    for number, sentence in enumerate(letter.sentences, 1):
        terminal.text(f"{number:3} {sentence.part}: {_rests_on(sentence)}\n")
    terminal.text(terminal.say(Text("left out:\n", "기재하지 않은 항목:\n")) if letter.left else "")
    for each in letter.left:
        terminal.text(f"  {terminal.say(_line(each))}\n")


def _rests_on(sentence: Sentence) -> str:
    return "; ".join(f"{source.path} ({source.place})" for source in sentence.sources)


def _line(left: Left) -> Text:
    return Text(
        f"{left.part}: {left.about.en} ({left.path}: {left.reason.en})",
        f"{left.part}: {left.about.ko} ({left.path}: {left.reason.ko})",
    )
