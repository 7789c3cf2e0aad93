"""Packs from elsewhere: pinned by their digests, refused where they are not as pinned, told in every report."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import kvcheck as kvcheck_api
from kvcheck.packs import rules_root
from kvcheck.source.schema import is_valid
from tests.repository.test_touched import git, repository
from tests.support import AS_OF, MINIMAL, kvcheck
from tests.support.layers import OWN
from tests.support.rules import spoil

CONFIG = "kvcheck: 1\nplans: [plan.yaml]\npacks: [esta, ./law, own/acme.yaml]\n"
ALLOWED = OWN.replace("activity.kind: install", "activity.kind: repair")


KEPT = {"us/entry", "us/visa", "us/b-visa", "us/business-scope", "us/esta", "us/unknown", "kr/residence"}
"""The packs of the law from elsewhere, which is read quickly."""


def small_law(folder: Path) -> None:
    """A folder of law with few packs, in two languages."""
    shutil.copytree(rules_root(), folder, ignore=shutil.ignore_patterns("*.md", "rosters"))
    for file in list(folder.rglob("rules.yaml")):
        if file.parent.relative_to(folder).as_posix() not in KEPT:
            shutil.rmtree(file.parent)
    for file in (folder / "words").glob("??.yaml"):
        if file.stem not in ("en", "ko"):
            file.unlink()
    (folder / "steps.yaml").write_text("steps: {}\n", encoding="utf-8")


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose law and one policy come from elsewhere and are pinned."""
    folder = tmp_path_factory.mktemp("repository")
    small_law(folder / "law")
    (folder / "own").mkdir()
    (folder / "own" / "acme.yaml").write_text(ALLOWED, encoding="utf-8")
    (folder / "plan.yaml").write_text(MINIMAL, encoding="utf-8")
    (folder / "kvcheck.yaml").write_text(CONFIG, encoding="utf-8")
    assert kvcheck("check", cwd=folder).code == 3  # nothing is pinned yet
    ran = kvcheck("rules", "lock", cwd=folder)
    assert ran.code == 0, ran.err
    assert is_valid(json.loads((folder / "kvcheck.lock").read_text(encoding="utf-8")), "lock")
    return folder


@pytest.fixture
def own(locked: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    return Path(shutil.copytree(locked, tmp_path / "copy", symlinks=True))


def test_every_report_says_whose_law_judged(locked: Path, tmp_path: Path) -> None:
    """Text, page, Markdown, JSON, receipt, in both languages; the policy from elsewhere has its say."""
    files = {name: tmp_path / f"{name}.out" for name in ("text", "html", "markdown", "json")}
    receipt = tmp_path / "receipt.json"
    formats = [each for name, path in files.items() for each in ("-f", f"{name}={path}")]
    assert kvcheck("check", *formats, "--receipt", str(receipt), cwd=locked).code == 0
    said = {name: path.read_text(encoding="utf-8") for name, path in files.items()}
    assert all("judged by the rules in law" in said[name] for name in ("text", "html", "markdown"))
    assert "law의 규칙(sha256 " in kvcheck("slip", "plan.yaml", "--lang", "ko", cwd=locked).out
    report = json.loads(said["json"])
    assert is_valid(report, "report")
    packs = {each["name"]: each for each in report["plans"][0]["packs"]}
    assert packs["us/esta"]["from"]["name"] == "law"
    assert "from" not in packs["policy/acme"]
    held = json.loads(receipt.read_text(encoding="utf-8"))
    assert is_valid(held, "receipt")
    assert held["packs"]["us/esta"]["from"] == packs["us/esta"]["from"]


def test_newer_law_judges_once_it_is_pinned(own: Path) -> None:
    """A stay that the law of the program permits and that of the folder does not; a receipt of before says so."""
    assert kvcheck("check", "--receipt", "r.json", cwd=own).code == 0
    spoil(own / "law", "us/parameters.yaml", "- {from: 2000-10-30, value: 90}", "- {from: 2000-10-30, value: 30}", 1)
    refused = kvcheck("check", "-f", "json", cwd=own)
    assert refused.code == 3
    assert "`law/us/parameters.yaml` was changed since it was locked" in refused.err
    assert json.loads(refused.out)["problems"][0]["place"] == {"file": "kvcheck.yaml", "line": 3, "column": 15}
    assert kvcheck("rules", "lock", cwd=own).code == 0
    assert kvcheck("check", cwd=own).code == 1
    moved = kvcheck("verify", "r.json", cwd=own)
    assert moved.code == 1
    assert "the law is that of law (" in moved.out


def test_lists_schemas_and_programs_know_the_law_that_judges(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`rules list`, `init`, `schema` and the API, by the configuration above; what is not as pinned is refused."""
    facts = "      other: {en: another class"
    spoil(own / "law", "facts.yaml", facts, f"      o2: {{en: O-2, ko: O-2}}\n{facts}", 1)
    spoil(own / "law", "us/parameters.yaml", "- {from: 2000-10-30, value: 90}", "- {from: 2000-10-30, value: 30}", 1)
    assert kvcheck("init", "--repo", "more", cwd=own).code == 3
    assert not (own / "more").exists()
    plan = kvcheck_api.load(own / "plan.yaml")
    with pytest.raises(kvcheck_api.CannotCheck):
        kvcheck_api.check(plan, as_of=AS_OF)
    assert kvcheck("rules", "lock", cwd=own).code == 0

    listed = kvcheck("rules", "list", cwd=own)
    assert "judged by the rules in law" in listed.err
    assert "us/esta" in listed.out
    assert "policy/acme" in listed.out
    assert "us/l1b" not in listed.out
    assert kvcheck("init", "--repo", "more", cwd=own).code == 0
    schema = (own / "more" / "schemas" / "plan.schema.json").read_text(encoding="utf-8")
    assert '"o2"' in schema
    assert '"l1b"' not in schema
    assert '"o2"' in kvcheck("schema", "plan", cwd=own).out

    report = kvcheck_api.check(plan, as_of=AS_OF)
    assert report.verdict is kvcheck_api.Verdict.NOT_PERMITTED
    assert "judged by the rules in law" in kvcheck_api.render(report, "text")
    assert kvcheck_api.check(plan, as_of=AS_OF, packs=rules_root()).verdict is kvcheck_api.Verdict.PERMITTED
    monkeypatch.chdir(own)
    text = kvcheck_api.loads((own / "plan.yaml").read_text(encoding="utf-8"))
    assert kvcheck_api.check(text, as_of=AS_OF).verdict is kvcheck_api.Verdict.PERMITTED  # it lies nowhere


def test_a_pack_is_written_beside_the_law_that_judges_there(own: Path) -> None:
    """Its tools read the law of the configuration above, changed or pinned: first it is tested, then pinned."""
    spoil(own / "law", "us/parameters.yaml", "- {from: 2000-10-30, value: 90}", "- {from: 2000-10-30, value: 30}", 1)
    assert kvcheck("check", cwd=own).code == 3
    tight = own / "own" / "tight.yaml"
    text = ALLOWED.replace("policy/acme", "policy/tight").replace("\nbars:", "\nnumbers:\n  vwp_stay_days: 60\n\nbars:")
    tight.write_text(text, encoding="utf-8")
    ran = kvcheck("rules", "lint", "own/tight.yaml", cwd=own)
    assert ran.code == 1
    assert "vwp_stay_days" in ran.out


def test_what_is_not_pinned_yet_can_be_looked_at(own: Path) -> None:
    """By plans whose settings name it: whoever pins it wants to know first what it does."""
    (own / "old.yaml").write_text(ALLOWED, encoding="utf-8")
    (own / "own" / "acme.yaml").write_text(OWN, encoding="utf-8")
    ran = kvcheck("rules", "diff", "old.yaml", "own/acme.yaml", "--plans", "plan.yaml", cwd=own)
    assert (ran.code, ran.err) == (1, "")
    assert "permitted → not permitted" in ran.out


def _changed(folder: Path) -> None:
    spoil(folder / "own", "acme.yaml", "Nobody", "Anybody")


def _linked(folder: Path) -> None:
    shutil.move(folder / "law" / "kr", folder / "kr")
    (folder / "law" / "kr").symlink_to(folder / "kr")


def _second(folder: Path) -> None:
    shutil.copytree(folder / "law", folder / "more")
    _write("kvcheck.yaml", CONFIG.replace("own/acme.yaml", "./more"))(folder)


def _write(name: str, text: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_text(text, encoding="utf-8")


def _swap(folder: Path, name: str, put: Callable[[Path], object]) -> None:
    (folder / name).unlink()
    put(folder / name)


SPOILED: dict[str, tuple[Callable[[Path], object], str]] = {
    "changed": (_changed, "`own/acme.yaml` was changed since it was locked"),
    "missing": (lambda folder: (folder / "law/us/esta/cases.yaml").unlink(), "`law/us/esta/cases.yaml` is missing"),
    "gone": (lambda folder: (folder / "own/acme.yaml").unlink(), "there is no `own/acme.yaml`"),
    "new": (_write("law/us/more.yaml", "a: 1\n"), "`law/us/more.yaml` is new since packs were locked"),
    "unknown": (_write("kvcheck.yaml", CONFIG.replace("./law, ", "./law, own/, ")), "`own` is not pinned"),
    "not named": (_write("kvcheck.yaml", CONFIG.replace(", own/acme.yaml", "")), "is pinned, and not among"),
    "link": (_linked, "`law/kr` is a link to a folder"),
    "dangling": (
        lambda folder: _swap(folder, "own/acme.yaml", lambda path: path.symlink_to("nowhere")),
        "cannot read `own/acme.yaml`",
    ),
    "fifo": (lambda folder: _swap(folder, "own/acme.yaml", os.mkfifo), "`own/acme.yaml` is not a file"),
    "folder": (lambda folder: _swap(folder, "own/acme.yaml", Path.mkdir), "no pack of rules in `own/acme.yaml`"),
    "no pack": (_write("own/acme.yaml", "a: 1\n"), "`own/acme.yaml` is no pack"),
    "two laws": (_second, "several folders of the law"),
    "no lock": (lambda folder: (folder / "kvcheck.lock").unlink(), "there is no kvcheck.lock"),
    "lock no JSON": (_write("kvcheck.lock", "{"), "kvcheck.lock"),
    "lock of other": (_write("kvcheck.lock", '{"format": "kvcheck-baseline", "version": 1}'), "is no lock of packs"),
    "lock folder": (lambda folder: _swap(folder, "kvcheck.lock", Path.mkdir), "`kvcheck.lock` is not a file"),
    "lock fifo": (lambda folder: _swap(folder, "kvcheck.lock", os.mkfifo), "`kvcheck.lock` is not a file"),
}


@pytest.mark.parametrize("how", SPOILED)
def test_what_is_not_as_it_was_pinned_is_refused(own: Path, how: str) -> None:
    """Every kind of it, with its place or name, exit code 3, and no output that would pass for an answer."""
    spoilt, says = SPOILED[how]
    spoilt(own)
    ran = kvcheck("check", cwd=own)
    assert ran.code == 3, ran.out
    assert says in ran.err
    assert "kvcheck." in ran.err
    assert not ran.out


def test_nothing_broken_is_pinned(own: Path) -> None:
    """What cannot be read as rules, or asks for another version of the program, is told with its line."""
    before = (own / "kvcheck.lock").read_bytes()
    (own / "own" / "acme.yaml").write_text(ALLOWED.replace("reviewed:", 'requires: ">=99"\nnewer_key: 1\nreviewed:'))
    ran = kvcheck("rules", "lock", cwd=own)
    assert ran.code == 3
    assert "own/acme.yaml:5:11: error: this pack needs kvcheck >=99; this is " in ran.err
    assert "newer_key" not in ran.err.replace("newer_key: 1", "")
    (own / "own" / "acme.yaml").write_text(ALLOWED.replace("reviewed: ", 'requires: "soon"\nreviewed: '))
    assert "`requires` is no list of versions" in kvcheck("rules", "lock", cwd=own).err
    spoil(own / "law", "us/esta/rules.yaml", "confidence: high", "confidence: sure", 1)
    assert "law/us/esta/rules.yaml:" in kvcheck("rules", "lock", cwd=own).err
    assert (own / "kvcheck.lock").read_bytes() == before


def test_what_cannot_be_read_beside_another_is_not_pinned(own: Path) -> None:
    """Two packs of one name that say different things: check would refuse them, so lock does; of equal ones it pins
    both.
    """
    before = (own / "kvcheck.lock").read_bytes()
    other, more = own / "own" / "other.yaml", CONFIG.replace("own/acme.yaml", "own/acme.yaml, own/other.yaml")
    (own / "kvcheck.yaml").write_text(more, encoding="utf-8")
    other.write_text(ALLOWED.replace("Nobody", "Anybody"), encoding="utf-8")
    ran = kvcheck("rules", "lock", cwd=own)
    assert ran.code == 3, ran.out
    assert "own/other.yaml:" in ran.err
    assert "the name `policy/" in ran.err
    assert (own / "kvcheck.lock").read_bytes() == before
    other.write_text(ALLOWED, encoding="utf-8")
    assert kvcheck("rules", "lock", cwd=own).code == 0


def test_a_version_that_fits_is_read(own: Path) -> None:
    """And stands before the keys that it is about."""
    text = ALLOWED.replace("reviewed: 2026", 'requires: ">=0.1, <99"\nreviewed: 2026')
    (own / "own" / "acme.yaml").write_text(text, encoding="utf-8")
    assert kvcheck("rules", "lock", cwd=own).code == 0
    assert kvcheck("check", cwd=own).code == 0


def test_a_change_of_the_law_does_not_accept_itself(tmp_path: Path) -> None:
    """What a pull request pins anew, or drops, is judged by what was pinned before it as well."""
    strict = OWN.replace("activity.kind: install", "activity.kind: [install, repair]")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "acme.yaml").write_text(strict, encoding="utf-8")
    config = "kvcheck: 1\nplans: [plan.yaml]\npacks: [own/acme.yaml]\n"
    (tmp_path / "kvcheck.yaml").write_text(config, encoding="utf-8")
    assert kvcheck("rules", "lock", cwd=tmp_path).code == 0
    folder = repository(tmp_path, plan_yaml=MINIMAL)
    (folder / "own" / "acme.yaml").write_text(ALLOWED, encoding="utf-8")
    assert kvcheck("rules", "lock", cwd=folder).code == 0
    assert kvcheck("check", cwd=folder).code == 0
    since = ("check", "--changed-since", "HEAD")
    env = {"PATH": os.environ["PATH"]}
    ran = kvcheck(*since, cwd=folder, env=env)
    assert ran.code == 1, ran.out
    assert "policy/acme" in kvcheck(*since, "-f", "concise", cwd=folder, env=env).out
    (folder / "kvcheck.yaml").unlink()
    (folder / "kvcheck.lock").unlink()
    assert kvcheck(*since, "plan.yaml", cwd=folder, env=env).code == 1
    git(folder, "checkout", "-q", "--", ".")
    assert kvcheck(*since, cwd=folder, env=env).code == 0


def test_nothing_from_elsewhere_needs_no_lock(tmp_path: Path) -> None:
    """And says so where somebody asks for one."""
    (tmp_path / "kvcheck.yaml").write_text("kvcheck: 1\npacks: [esta]\n", encoding="utf-8")
    ran = kvcheck("rules", "lock", cwd=tmp_path)
    assert ran.code == 2
    assert "names no packs from elsewhere" in ran.err
