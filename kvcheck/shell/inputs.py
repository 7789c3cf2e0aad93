"""What commands about plans begin with: the plans, the packs named beside the law, and where output may go."""

import sys
from collections.abc import Sequence
from pathlib import Path

from kvcheck import plan
from kvcheck.engine import plan_problems
from kvcheck.errors import BadCommand, CannotCheck, Problem, one_of
from kvcheck.language.spelling import shown
from kvcheck.language.text import Text
from kvcheck.model import UNKNOWN, Plan
from kvcheck.packs import Library
from kvcheck.repository.named import STDIN, Named
from kvcheck.shell.settings import Settings
from kvcheck.source import problem_at, read_bytes
from kvcheck.source.files import is_yaml


def load_all(settings: Settings, library: Library) -> tuple[list[Plan], list[Problem]]:
    """The plans of the settings that can be read, and everything wrong with the others."""
    plans: list[Plan] = []
    problems: list[Problem] = []
    for each in settings.plans:
        try:
            plans.append(load(settings, each, library))
        except CannotCheck as error:
            problems.extend(error.problems)
    return plans, problems


def load(settings: Settings, named: Named, library: Library, stdin_name: str | None = None) -> Plan:
    """One plan of the settings. Raises CannotCheck with everything wrong with it, a class not allowed here included."""

    def also(each: Plan) -> list[Problem]:
        return [*plan_problems(each, library), *_other_classes(each, settings)]

    if named.path != STDIN:
        return plan.load(named.path, named.name, also, settings.beside_plans)
    name = stdin_name or "<stdin>"
    return plan.assemble([read_bytes(sys.stdin.buffer.read(), name)], name, also)


def _other_classes(loaded: Plan, settings: Settings) -> list[Problem]:
    """Trips in a class that the configuration does not allow."""
    if not settings.packs or settings.config is None:
        return []
    where = settings.config.place("packs")
    return [
        problem_at(
            trip.document,
            trip.value_place("class"),
            Text(
                "class `{visa_class}` is not one of the `packs` of {where}",
                "체류자격 `{visa_class}`{:은} {where}의 `packs`에 없습니다",
                visa_class=trip["class"],
                where=where,
            ),
            one_of(settings.packs, trip["class"]),
        )
        for trip in loaded.trips
        if trip["class"] not in (*settings.packs, UNKNOWN)
    ]


def refuse_to_overwrite(paths: Sequence[Path], output: Path | None) -> None:
    """A report never takes the place of what is read, and no new file gets into a plan that is a folder."""
    for path in paths:
        if output is None or not path.exists():
            continue
        plan_file = is_yaml(output)
        inside = path.is_dir() and plan_file and output.resolve().is_relative_to(path.resolve())
        if inside or (output.exists() and output.samefile(path)):
            name = shown(str(output))
            raise BadCommand(
                Text(
                    "`{name}` is read, or would be; write elsewhere", "읽는 파일 `{name}`에는 쓸 수 없습니다", name=name
                )
            )
