"""What commands about plans begin with: the plans, the packs named beside the law, and where output may go."""

from collections.abc import Sequence
from pathlib import Path

from kvcheck import plan
from kvcheck.engine import plan_problems
from kvcheck.errors import BadCommand, CannotCheck, Problem, Text, cannot_be, one_of
from kvcheck.model import Plan
from kvcheck.packs import Library
from kvcheck.spelling import shown


def load(paths: Sequence[Path], library: Library) -> tuple[list[Plan], list[Problem]]:
    """The plans that can be read, and everything wrong with the others."""
    plans: list[Plan] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            plans.append(plan.load(path, also=lambda each: plan_problems(each, library)))
        except CannotCheck as error:
            problems.extend(error.problems)
    return plans, problems


def policy_pack(library: Library, wanted: str) -> str:
    """The name of a policy pack: one of the shipped, by its name, or one of the user's, by its file or folder."""
    known = [name.removeprefix("policy/") for name in library.pack_names if name.startswith("policy/")]
    if wanted.removeprefix("policy/") in known:
        return f"policy/{wanted.removeprefix('policy/')}"
    path = Path(wanted)
    file = path / "rules.yaml" if path.is_dir() else path
    if not file.is_file():
        hint = one_of(known, wanted)
        raise BadCommand(
            Text(
                f"no policy pack `{wanted}`; give the file of a pack, or {hint.en}",
                f"정책 묶음 `{wanted}`이(가) 없습니다. 묶음 파일을 지정하십시오. {hint.ko}",
            )
        )
    return library.add(file).name


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
        plan_file = output.suffix.lower() in (".yaml", ".yml")
        inside = path.is_dir() and plan_file and output.resolve().is_relative_to(path.resolve())
        if inside or (output.exists() and output.samefile(path)):
            name = shown(str(output))
            raise BadCommand(
                Text(
                    f"`{name}` is read, or would be; write elsewhere",
                    f"읽는 파일 `{name}`에는 쓸 수 없습니다",
                )
            )
