"""Rules of who runs a site: policy packs that a plan names at the site, for the trips that go there."""

from collections.abc import Iterator

from kvcheck.errors import Problem
from kvcheck.language.text import Text
from kvcheck.model import Plan, Subject
from kvcheck.model.entities import Trip
from kvcheck.packs import POLICIES, Library
from kvcheck.plan.lookups import sites_of
from kvcheck.source import problem_at


def packs_at(plan: Plan, trip: Trip, library: Library) -> tuple[str, ...]:
    """The names of the packs that apply to a trip because of where it goes, each once, in order of the sites."""
    written = [each for site in sorted(sites_of(Subject(plan, trip))) for each in plan.sites[site].get("rules", ())]
    packs = [library.named_in(plan.name, each) for each in written]
    return tuple(dict.fromkeys(pack.name for pack in packs if pack is not None))


def unknown_rules(plan: Plan, library: Library) -> Iterator[Problem]:
    """Rules of a site that nobody has: a trip that was not judged by them does not pass."""
    shipped = ", ".join(f"`{each.removeprefix(POLICIES)}`" for each in library.pack_names if each.startswith(POLICIES))
    for site in plan.sites.values():
        for index, written in enumerate(site.get("rules", ())):
            if library.named_in(plan.name, written) is None:
                message = Text("there are no such rules of a site", "이런 현장 규칙이 없습니다")
                hint = Text(
                    "name a file by its path from the folder of the plan (`site-rules.yaml`), or one of {shipped}",
                    "계획 폴더 기준 파일 경로(`site-rules.yaml`) 또는 다음 중 하나를 적으십시오: {shipped}",
                    shipped=shipped,
                )
                yield problem_at(site.document, site["rules"].item_place(index), message, hint)
