"""What commands about plans begin with: the plans, the packs named beside the law, and where output may go."""

import sys
from collections.abc import Collection, Sequence
from pathlib import Path

from kvcheck import plan
from kvcheck.engine import plan_problems
from kvcheck.errors import BadCommand, CannotCheck, Problem, cannot_be, one_of
from kvcheck.language.spelling import shown
from kvcheck.language.text import Text
from kvcheck.model import UNKNOWN, Plan
from kvcheck.packs import Library
from kvcheck.repository.named import STDIN, Named, Policy
from kvcheck.shell.settings import PACK_FILE, Settings
from kvcheck.source import problem_at, read_bytes
from kvcheck.source.files import is_yaml


def load_all(settings: Settings, library: Library, stdin_name: str | None = None) -> tuple[list[Plan], list[Problem]]:
    """The plans that can be read, and everything wrong with the others, or with a class that is not allowed here."""
    plans: list[Plan] = []
    problems: list[Problem] = []
    for each in settings.plans:
        try:
            loaded = load(each, library, stdin_name, settings.beside_plans)
            not_allowed = _other_classes(loaded, settings)
            problems += not_allowed
            plans.append(loaded)
        except CannotCheck as error:
            problems.extend(error.problems)
    return plans, problems


def load(named: Named, library: Library, stdin_name: str | None = None, without: Collection[Path] = ()) -> Plan:
    """One plan, `without` files that are none of its. Raises CannotCheck with everything wrong with it."""

    def also(each: Plan) -> list[Problem]:
        return plan_problems(each, library)

    if named.path != STDIN:
        return plan.load(named.path, named.name, also, without)
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


def policy_pack(library: Library, wanted: Policy) -> str:
    """The name of a policy pack: one of the shipped, by its name, or one of the user's, by its file or folder."""
    known = [name.removeprefix("policy/") for name in library.pack_names if name.startswith("policy/")]
    if wanted.text.removeprefix("policy/") in known:  # whatever file or folder has the same name
        return f"policy/{wanted.text.removeprefix('policy/')}"
    folder = wanted.path.is_dir()
    file = wanted.path / PACK_FILE if folder else wanted.path
    if not file.is_file():
        hint = one_of(known, wanted.text)
        raise BadCommand(
            Text(
                "no policy pack `{text}`; give the file of a pack, or {hint}",
                "정책 묶음 `{text}`{:이} 없습니다. 묶음 파일을 지정하십시오. {hint}",
                text=wanted.text,
                hint=hint,
            )
        )
    return library.add(file, f"{wanted.name.rstrip('/')}/{PACK_FILE}" if folder else wanted.name).name


def side_names(library: Library, wanted: Sequence[str]) -> list[str]:
    """The full names of side packs; `all` stands for every one."""
    known = {name.removeprefix("us/side/"): name for name in library.side_names}
    if "all" in wanted:
        return list(known.values())
    for each in wanted:
        if each.removeprefix("us/side/") not in known:
            raise cannot_be("--side", each, ["all", *known])
    return sorted({known[each.removeprefix("us/side/")] for each in wanted})


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
