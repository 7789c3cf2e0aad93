"""`kvcheck.yaml`: found upwards, below the command line, its own schema, printed with where each setting comes from."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import MINIMAL, Ran, changed, kvcheck, process
from tests.support.layers import OWN

DOUBTED = changed(("화성 충방전기 설치", "배관 용접 공사"))
BARRED = changed(("depart: 2027-01-20", "depart: 2027-03-15"))


def folder_with(folder: Path, config: str, **plans: str) -> Path:
    """A repository with a configuration and some plans under `plans/`."""
    (folder / "kvcheck.yaml").write_text(config, encoding="utf-8")
    (folder / "plans").mkdir(exist_ok=True)
    for name, text in plans.items():
        (folder / "plans" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def check(folder: Path, *options: str | Path) -> Ran:
    """A check in a folder, on the day of the tests."""
    return kvcheck("check", *options, cwd=folder)


def test_plans_come_from_the_configuration(tmp_path: Path) -> None:
    """Patterns match files and folders, each a plan of its own; waivers and hidden files are none."""
    folder = folder_with(tmp_path, "kvcheck: 1\nplans: ['plans/*']\n", a=MINIMAL, b=BARRED)
    (folder / "plans" / "waivers.yaml").write_text("kvcheck: 1\nwaivers: {}\n", encoding="utf-8")
    (folder / "plans" / ".hidden.yaml").write_text("nothing", encoding="utf-8")
    (folder / "plans" / "notes.txt").write_text("nothing", encoding="utf-8")
    (folder / "plans" / "wave").mkdir()
    (folder / "plans" / "wave" / "all.yaml").write_text(changed(("id: kim-1", "id: kim-9")), encoding="utf-8")
    ran = check(folder)
    assert ran.code == 1
    heads = [line.split()[0] for line in ran.out.splitlines() if line.startswith("plans/")]
    assert heads == ["plans/a.yaml", "plans/b.yaml", "plans/wave"]


@pytest.mark.parametrize(("lang", "said"), [("en", "not read as a plan"), ("ko", "계획으로 읽지 않음")])
def test_what_is_called_nearly_as_a_plan_is_told(tmp_path: Path, lang: str, said: str) -> None:
    """A copy that a pattern meets, a name with a blank behind it: with `-q` too. Notes are not, nor what is named."""
    folder = folder_with(tmp_path, "kvcheck: 1\nplans: ['plans/*', '**/*']\nwaivers: plans/w.yaml.txt\n", a=MINIMAL)
    for name in ("b.yaml.bak", "c.YML ", "notes.txt", ".d.yaml.bak", "e.json"):
        (folder / "plans" / name).write_text("nothing", encoding="utf-8")
    (folder / "plans" / "w.yaml.txt").write_text("kvcheck: 1\nwaivers: {}\n", encoding="utf-8")
    ran = check(folder, "-q", "--lang", lang)
    told = [line for line in ran.err.splitlines() if line.startswith(said)]
    assert [line.split("`")[1] for line in told] == ["plans/b.yaml.bak", "plans/c.YML "]
    assert said not in check(folder, "plans/a.yaml", "-q", "--lang", lang).err


@pytest.mark.parametrize("where", [".", "plans", "deep/er"])
def test_output_is_the_same_from_every_folder_of_the_repository(tmp_path: Path, where: str) -> None:
    """The configuration is found upwards, and places are named from where it stands."""
    folder = folder_with(tmp_path, "kvcheck: 1\nplans: [plans/a.yaml]\n", a=BARRED)
    (folder / "deep" / "er").mkdir(parents=True)
    assert check(folder / where) == check(folder)
    named = check(folder / where, folder / "plans" / "a.yaml")
    assert named == check(folder)
    assert str(folder) not in named.out


def test_the_command_line_goes_before_the_configuration(tmp_path: Path) -> None:
    """Threshold, language, policies, sides, plans."""
    folder = folder_with(tmp_path, "kvcheck: 1\nplans: [plans/a.yaml]\nfail_on: undetermined\nlang: ko\n", a=DOUBTED)
    ran = check(folder)
    assert ran.code == 0
    assert "검토 필요" in ran.out
    assert check(folder, "--fail-on", "needs_review").code == 4
    assert "needs review" in check(folder, "--lang", "en").out
    (folder / "plans" / "b.yaml").write_text(BARRED, encoding="utf-8")
    assert check(folder, "plans/b.yaml").code == 1


def test_policies_and_sides_of_the_configuration_apply(tmp_path: Path) -> None:
    """By name or by file, relative to the configuration; the command line replaces them."""
    config = "kvcheck: 1\nplans: [plans/a.yaml]\npolicies: [esta-14-days, rules/acme.yaml]\nsides: [tax-days]\n"
    folder = folder_with(tmp_path, config, a=MINIMAL)
    (folder / "rules").mkdir()
    (folder / "rules" / "acme.yaml").write_text(OWN, encoding="utf-8")
    for where in (".", "plans"):
        ran = check(folder / where)
        assert ran.code == 1
        assert "policy/acme/no-installing" in ran.out
        assert "policy/esta-14-days/esta-two-weeks" in ran.out
        assert "beside the scope of the class" in ran.out
    assert "no-installing" not in check(folder, "--policy", "esta-14-days").out
    refused = kvcheck("letter", "plans/a.yaml", "--traveler", "kim-ms", "--kind", "employer", "--list", cwd=folder)
    assert refused.code == 1, "papers follow the company's policy too"


def test_a_class_that_the_repository_does_not_use_is_an_error(tmp_path: Path) -> None:
    """`packs` names the classes; a trip in another is told at its line."""
    folder = folder_with(tmp_path, "kvcheck: 1\nplans: [plans/a.yaml]\npacks: [b1, l1b]\n", a=MINIMAL)
    ran = check(folder)
    assert ran.code == 3
    assert "plans/a.yaml:32:12" in ran.err
    assert "`esta` is not one of the `packs` of kvcheck.yaml:3:1" in ran.err


@pytest.mark.parametrize(
    ("config", "line", "said"),
    [
        ("kvcheck: 1\nplan: [a]\n", 2, "did you mean `plans`"),
        ("kvcheck: 1\nplans: a.yaml\n", 2, "must be a list"),
        ("kvcheck: 1\nplans: []\n", 2, "is empty"),
        ("kvcheck: 1\nplans: ['plans/*.yml']\n", 2, "no plan matches `plans/*.yml`"),
        ("kvcheck: 1\nplans: [plans/a.yaml, nothing.yaml]\n", 2, "no plan matches `nothing.yaml`"),
        ("kvcheck: 1\nlang: fr\n", 2, "allowed: `en`, `ko`"),
        ("kvcheck: 1\nfail_on: permitted\n", 2, "allowed"),
        ("kvcheck: 1\nkvcheck: 1\n", 2, "kvcheck"),
        ("plans: [a]\n", 1, "lacks `kvcheck`"),
        ("[]\n", 1, "must be a mapping"),
    ],
)
def test_what_is_wrong_with_the_configuration_is_said_at_its_line(
    tmp_path: Path, config: str, line: int, said: str
) -> None:
    """Exit 3, nothing checked."""
    ran = check(folder_with(tmp_path, config, a=MINIMAL))
    assert ran.code == 3
    assert f"kvcheck.yaml:{line}:" in ran.err
    assert said in ran.err
    assert ran.out == ""


def test_places_are_named_from_the_top_of_the_repository(tmp_path: Path) -> None:
    """CI services put annotations where paths lead from there, so a configuration in a folder makes no difference."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "trips").mkdir()
    config = "kvcheck: 1\nplans: [plans/a.yaml]\npolicies: [acme.yaml]\n"
    folder = folder_with(tmp_path / "trips", config, a=BARRED)
    (folder / "acme.yaml").write_text(OWN, encoding="utf-8")
    (folder / "waivers.yaml").write_text("kvcheck: 1\nwaivers: {w: {}}\n", encoding="utf-8")
    assert "trips/waivers.yaml:2:" in check(folder).err
    (folder / "waivers.yaml").unlink()
    ran = check(folder, "-f", "github", "--receipt", "r.json")
    assert "::error file=trips/plans/a.yaml,line=34,col=13" in ran.out
    assert kvcheck("verify", "r.json", cwd=folder).code == 0
    (folder / "acme.yaml").write_text(OWN.replace("layer: policy", "layer: law"), encoding="utf-8")
    assert "trips/acme.yaml:" in check(folder).err


def test_a_shipped_policy_is_not_replaced_by_a_folder_of_its_name(tmp_path: Path) -> None:
    """With a repository around or without, the shipped pack is what its name means."""
    folder = folder_with(tmp_path, "kvcheck: 1\nplans: [plans/a.yaml]\npolicies: [esta-14-days]\n", a=MINIMAL)
    (folder / "esta-14-days").mkdir()
    (folder / "esta-14-days" / "rules.yaml").write_text(OWN.replace("kind: install", "kind: meeting"), encoding="utf-8")
    assert check(folder).code == 1
    (folder / ".git").mkdir()
    assert check(folder).code == 1


def test_a_configuration_beside_the_path_does_not_count(tmp_path: Path) -> None:
    """The one that is found lies above the plan, not above where `..` or a link to a folder led from."""
    (tmp_path / "a.yaml").write_text(DOUBTED, encoding="utf-8")
    (tmp_path / "sub").mkdir()
    folder_with(tmp_path / "sub", "kvcheck: 1\nfail_on: not_permitted\n")
    (tmp_path / "link").symlink_to("sub/plans")
    assert check(tmp_path, "a.yaml").code == 4
    assert check(tmp_path / "sub", "../a.yaml").code == 4
    (tmp_path / "sub" / "b.yaml").write_text(DOUBTED, encoding="utf-8")
    assert check(tmp_path, "link/../b.yaml").code == 0, "behind the link, `..` is the folder with the configuration"


def test_a_report_does_not_become_a_plan(tmp_path: Path) -> None:
    """What a pattern of the configuration would match is refused as an output."""
    folder = folder_with(tmp_path, "kvcheck: 1\nplans: ['plans/*']\n", a=MINIMAL)
    ran = check(folder, "-f", "json=plans/new.yaml")
    assert (ran.code, "would be a plan of kvcheck.yaml" in ran.err) == (2, True)
    assert check(folder, "-f", "json=plans/new.json").code == 0


@pytest.mark.parametrize("entry", ["**foo", "[", "../other/*", "/nowhere/*", '"a\\0b"'])
def test_patterns_that_match_nothing_are_told(tmp_path: Path, entry: str) -> None:
    """Whatever stands there: an error at its line, never a traceback."""
    quoted = entry if entry.startswith('"') else f"'{entry}'"
    ran = check(folder_with(tmp_path, f"kvcheck: 1\nplans: [{quoted}]\n"))
    assert ran.code == 3
    assert "kvcheck.yaml:2:" in ran.err


def test_plans_may_lie_beside_the_configuration(tmp_path: Path) -> None:
    """A pattern may lead upwards."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.yaml").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / "here").mkdir()
    assert check(folder_with(tmp_path / "here", "kvcheck: 1\nplans: ['../other/*']\n")).code == 0


def test_outputs_may_be_pipes_devices_and_links(tmp_path: Path) -> None:
    """A device stays a device, and a link stays a link to the file that is written."""
    folder = folder_with(tmp_path, "kvcheck: 1\nplans: [plans/a.yaml]\n", a=MINIMAL)
    target = folder / "real.json"
    target.write_text("old", encoding="utf-8")
    (folder / "link.json").symlink_to("real.json")
    assert check(folder, "-f", "json=link.json").code == 0
    assert (folder / "link.json").is_symlink()
    assert target.read_text(encoding="utf-8").startswith("{")
    os.mkfifo(folder / "pipe")
    with subprocess.Popen(["cat", folder / "pipe"], stdout=subprocess.PIPE, text=True) as reader:
        assert check(folder, "-f", "json=pipe").code == 0
        assert reader.communicate(timeout=20)[0].startswith("{")
    assert (folder / "pipe").is_fifo()


def test_without_a_plan_it_is_said_how_to_name_one(tmp_path: Path) -> None:
    """No argument and no configuration, or one without plans: a wrong command with the way out."""
    for config in (None, "kvcheck: 1\n"):
        if config is not None:
            (tmp_path / "kvcheck.yaml").write_text(config, encoding="utf-8")
        ran = check(tmp_path)
        assert ran.code == 2
        assert "kvcheck init --repo" in ran.err


def test_config_prints_every_setting_and_where_it_comes_from(tmp_path: Path) -> None:
    """The file with line and column, or the default; nothing absolute."""
    config = "kvcheck: 1\nplans: [plans/a.yaml]\nfail_on: undetermined\npolicies: [esta-14-days]\n"
    folder = folder_with(tmp_path, config, a=MINIMAL)
    ran = kvcheck("config", cwd=folder / "plans")
    assert ran.code == 0
    settings = {line.split()[0]: line.split(maxsplit=1)[1] for line in ran.out.splitlines()}
    assert settings["plans"] == "plans/a.yaml  (kvcheck.yaml:2:1)"
    assert settings["fail_on"] == "undetermined  (kvcheck.yaml:3:1)"
    assert settings["policies"] == "esta-14-days  (kvcheck.yaml:4:1)"
    assert settings["waivers"] == "none  (default)"
    korean = kvcheck("config", "--lang", "ko", cwd=folder / "plans").out
    assert re.search(r"^waivers +없음  \(기본값\)$", korean, re.MULTILINE)
    assert re.search(r"^lang +ko  \(명령줄\)$", korean, re.MULTILINE)
    assert str(tmp_path) not in ran.out


@pytest.mark.parametrize("target", ["kvcheck.yaml", "waivers.yaml", "plans/a.yaml", "acme.yaml", "known.json"])
@pytest.mark.parametrize("option", ["--output", "--receipt", "--write-baseline", "--format"])
def test_nothing_is_written_over_what_is_read(tmp_path: Path, target: str, option: str) -> None:
    """Plans, waivers, policies, configuration; only a baseline may be written anew."""
    config = "kvcheck: 1\nplans: [plans/a.yaml]\nbaseline: known.json\npolicies: [acme.yaml]\n"
    folder = folder_with(tmp_path, config, a=MINIMAL)
    (folder / "waivers.yaml").write_text("kvcheck: 1\nwaivers: {}\n", encoding="utf-8")
    (folder / "acme.yaml").write_text(OWN, encoding="utf-8")
    assert check(folder, "--write-baseline", "known.json").code == 0, "the first one, which the configuration names"
    before = (folder / target).read_bytes()
    ran = check(folder, option, f"text={target}" if option == "--format" else target)
    if (target, option) == ("known.json", "--write-baseline"):
        assert ran.code == 0
    else:
        assert (ran.code, "is read" in ran.err) == (2, True)
        assert (folder / target).read_bytes() == before


# Standard input, quiet, completion ------------------------------------------------------------------------------------


def stdin(text: bytes, *options: str, cwd: Path) -> Ran:
    """A check of a plan on the standard input."""
    return kvcheck("check", "-", *options, cwd=cwd, stdin=text)


def test_a_plan_on_standard_input_has_a_pretend_name(tmp_path: Path) -> None:
    """Places are named as if it were that file; without a name it is `<stdin>`."""
    text = BARRED.encode()
    assert (
        "plans/new.yaml:34:13:" in stdin(text, "--stdin-filename", "plans/new.yaml", "-f", "concise", cwd=tmp_path).out
    )
    assert stdin(text, "-f", "concise", cwd=tmp_path).out.startswith("<stdin>:")
    assert stdin(text, cwd=tmp_path).code == 1
    broken = stdin("kvcheck: 하나".encode("cp949"), "--stdin-filename", "x.yaml", cwd=tmp_path)
    assert (broken.code, "x.yaml" in broken.err, "CP949" in broken.err) == (3, True, True)
    assert stdin(b"", cwd=tmp_path).code == 3
    assert stdin(text, "--changed-since", "HEAD", cwd=tmp_path).code == 2


def test_quiet_shows_only_what_fails(tmp_path: Path) -> None:
    """Nothing at all where everything is permitted; else the trips that fail, without summary."""
    folder = folder_with(tmp_path, "kvcheck: 1\nplans: ['plans/*']\n", a=MINIMAL)
    assert check(folder, "--quiet") == Ran(0, "", "")
    (folder / "plans" / "b.yaml").write_text(BARRED, encoding="utf-8")
    ran = check(folder, "-q")
    assert ran.code == 1
    assert "plans/a.yaml" not in ran.out
    assert "plans/b.yaml" in ran.out
    assert "1 trip:" not in ran.out
    (folder / "plans" / "b.yaml").write_text(DOUBTED, encoding="utf-8")
    assert check(folder, "-q", "--fail-on", "not_permitted") == Ran(0, "", "")


@pytest.mark.parametrize(("name", "meant"), [("B-1", "b1"), ("VWP", "esta"), ("estaa", "esta")])
def test_a_class_of_the_settings_that_is_none_is_told_there(tmp_path: Path, name: str, meant: str) -> None:
    """Once, and not as a class that every plan lacks; with the one that was meant."""
    folder = folder_with(tmp_path, f"kvcheck: 1\nplans: ['plans/*']\npacks: [{name}]\n", a=MINIMAL, b=MINIMAL)
    ran = check(folder)
    assert ran.code == 3
    assert ran.err.count("kvcheck.yaml:3:9") == 1
    assert f"did you mean `{meant}`?" in ran.err
    assert "a.yaml" not in ran.err


def completed(*words: str) -> list[str]:
    """What bash is offered for the last of these words."""
    env = {"_KVCHECK_COMPLETE": "complete_bash", "COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1)}
    return kvcheck(env=env).out.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("kvcheck", "che"), ["check", "checklist"]),
        (("kvcheck", "check", "--no-w"), ["--no-waivers"]),
        (("kvcheck", "check", "--format", "sa"), ["sarif"]),
        (("kvcheck", "check", "--side", "ta"), ["tax-days", "tax-treaty"]),
        (("kvcheck", "check", "--policy", "esta"), ["esta-14-days"]),
        (("kvcheck", "check", "--fail-on", "n"), ["not_permitted", "needs_review"]),
        (("kvcheck", "schema", "re"), ["receipt", "report"]),
        (("kvcheck", "explain", "utility"), ["utility-hook-up"]),
    ],
)
def test_a_shell_can_be_taught_the_commands(words: tuple[str, ...], offered: list[str]) -> None:
    """Completion offers commands, options and the names of formats, packs and kinds."""
    assert sorted(completed(*words)) == sorted(offered)


def test_a_shell_gets_its_script() -> None:
    """`--show-completion` prints what a shell has to read."""
    command = f"{shlex.quote(sys.executable)} -m kvcheck --show-completion; true"  # a shell stays that asks for it
    assert "complete" in process(command, program=("bash", "-c")).out
