"""A planning repository for real: git, pre-commit, the steps of its workflow and the action, run as a runner does."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support import EPOCH, ROOT, Ran, kvcheck
from tests.support.program import CACHE

BIN = Path(sys.executable).parent
"""Where kvcheck, pre-commit and check-jsonschema are."""
PLAN = "plans/first-trip.yaml"
ACTION = ROOT / ".github/actions/check"
GIT = ("git", "-c", "user.name=Planner", "-c", "user.email=planner@example.com", "-c", "init.defaultBranch=main")
GH = """#!/bin/bash
# Stands in for the GitHub CLI: keeps what it is called with, and finds a comment if one is said to be there.
printf '%s\\n' "$*" >>"$GH_LOG"
case "$*" in
  *--paginate*) cat "$GH_LOG.found" 2>/dev/null || true ;;
esac
"""


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a planner's machine: nothing of the service that runs these tests."""
    return {
        "PATH": f"{BIN}:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "SOURCE_DATE_EPOCH": EPOCH,
        "GIT_CONFIG_NOSYSTEM": "1",
        "KVCHECK_CACHE": os.environ.get(CACHE, ""),  # the law is read once for all of these tests
        **more,
    }


def run(*command: str | Path, cwd: Path, env: dict[str, str], limit: int = 120) -> Ran:
    """Run a program to its end."""
    done = subprocess.run(
        [str(each) for each in command], cwd=cwd, env=env, capture_output=True, timeout=limit, check=False
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """The environment of a planner."""
    (tmp_path / "home").mkdir()
    return environment(tmp_path / "home")


@pytest.fixture(params=["en", "ko"])
def planning(request: pytest.FixtureRequest, tmp_path: Path, env: dict[str, str]) -> Path:
    """A planning repository that `kvcheck init --repo` made, committed."""
    folder = tmp_path / "planning"
    assert kvcheck("init", "--repo", folder, "--lang", request.param).code == 0
    commit_first(folder, env)
    return folder


def commit_first(folder: Path, env: dict[str, str]) -> None:
    """Make a repository of a folder, with everything in it in a first commit."""
    for command in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "First")):
        done = run(*GIT, *command, cwd=folder, env=env)
        assert done.code == 0, done.err


def spoil(folder: Path) -> int:
    """Plan building work by hand; returns the line that the finding is about."""
    file = folder / PLAN
    text = file.read_text(encoding="utf-8")
    assert text.count("kind: install\n") == 1
    file.write_text(text.replace("kind: install\n", "kind: plant-piping\n"), encoding="utf-8")
    [line] = [number for number, each in enumerate(text.splitlines(), 1) if "mode: perform" in each]
    return line


def test_pre_commit_lets_the_new_repository_pass(planning: Path, env: dict[str, str]) -> None:
    """The generated hooks run, offline, and pass; what they check is what is said to be checked."""
    done = run("pre-commit", "run", "--all-files", cwd=planning, env=env)
    assert (done.code, done.err) == (0, "")
    assert re.search(r"^kvcheck\.+Passed$", done.out, re.MULTILINE)


def test_pre_commit_stops_a_commit_with_a_bad_trip(planning: Path, env: dict[str, str]) -> None:
    """The hook in git names the trip, and no commit is made; once the plan is mended it is."""
    assert run("pre-commit", "install", cwd=planning, env=env).code == 0
    before = run(*GIT, "rev-parse", "HEAD", cwd=planning, env=env).out
    good = (planning / PLAN).read_text(encoding="utf-8")
    spoil(planning)
    done = run(*GIT, "commit", "--all", "--message", "Piping", cwd=planning, env=env)
    assert done.code == 1
    assert "first-trip" in done.out + done.err
    assert f"{PLAN}:" in done.out + done.err
    assert run(*GIT, "rev-parse", "HEAD", cwd=planning, env=env).out == before
    (planning / PLAN).write_text(good + "# mended\n", encoding="utf-8")
    done = run(*GIT, "commit", "--all", "--message", "Mended", cwd=planning, env=env)
    assert done.code == 0, done.err
    assert run(*GIT, "rev-parse", "HEAD", cwd=planning, env=env).out != before


def test_the_hooks_of_this_project(tmp_path: Path) -> None:
    """Both hooks install from a repository of this project, stop a bad trip, and `kvcheck-changed` only a new one."""
    env = {key: value for key, value in os.environ.items()
           if not key.startswith(("GITHUB_", "GITLAB_", "CI", "PRE_COMMIT", "GIT_"))}  # fmt: skip
    env |= {"PRE_COMMIT_HOME": str(tmp_path / "cache"), "LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": EPOCH}
    env |= {"PATH": f"{BIN}:{env['PATH']}", "PIP_NO_COMPILE": "1"}  # little of what is installed is run
    project, folder = tmp_path / "project", tmp_path / "planning"
    project.mkdir()
    for name in ("kvcheck", "rules"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, project / name)
    commit_first(project, env)
    revision = run(*GIT, "rev-parse", "HEAD", cwd=project, env=env).out.strip()
    assert kvcheck("init", "--repo", folder).code == 0
    hooks = [{"id": "kvcheck"}, {"id": "kvcheck-changed"}]
    config = {"repos": [{"repo": project.as_uri(), "rev": revision, "hooks": hooks}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    spoil(folder)
    commit_first(folder, env)
    try:
        installed = run("pre-commit", "install-hooks", cwd=folder, env=env, limit=150)
    except subprocess.TimeoutExpired:
        pytest.skip("the hook could not be installed in 150 seconds: the package index is too slow")
    if installed.code != 0 and re.search(r"No matching distribution|NewConnectionError|Name or service", installed.out):
        pytest.skip("the hook could not be installed: no package index")
    assert installed.code == 0, installed.out + installed.err
    whole = run("pre-commit", "run", "kvcheck", "--all-files", cwd=folder, env=env)
    assert (whole.code, "first-trip" in whole.out) == (1, True)
    shutil.copy(folder / PLAN, folder / "plans/second-trip.yaml")
    changed = run("pre-commit", "run", "kvcheck-changed", "--files", PLAN, cwd=folder, env=env)
    assert changed.code == 1, "a plan that was not there is new"
    assert "plans/second-trip.yaml:" in changed.out
    assert "plans/first-trip.yaml:" not in changed.out
    (folder / "plans/second-trip.yaml").unlink()
    changed = run("pre-commit", "run", "kvcheck-changed", "--all-files", cwd=folder, env=env)
    assert (changed.code, changed.err) == (0, ""), changed.out


def test_changed_since_in_a_hook_of_a_linked_worktree(planning: Path, env: dict[str, str], tmp_path: Path) -> None:
    """Git tells such a hook where its folder is; an old bad trip still is not taken for a new one."""
    spoil(planning)
    assert run(*GIT, "commit", "--all", "--quiet", "--message", "Bad", cwd=planning, env=env).code == 0
    other = tmp_path / "other"
    assert run(*GIT, "worktree", "add", "--quiet", other, "-b", "other", cwd=planning, env=env).code == 0
    told = env | {"GIT_DIR": str(planning / ".git/worktrees/other")}
    done = run("kvcheck", "check", "--quiet", "--changed-since", "HEAD", cwd=other, env=told)
    assert (done.code, done.err) == (0, ""), done.out


def runner(tmp_path: Path, env: dict[str, str]) -> dict[str, str]:
    """The environment of a job of GitHub Actions, with a stand-in for the GitHub CLI."""
    temporary, tools = tmp_path / "temp", tmp_path / "tools"
    temporary.mkdir()
    tools.mkdir()
    (tools / "gh").write_text(GH)
    (tools / "gh").chmod(0o755)
    return {
        **env,
        "PATH": f"{tools}:{env['PATH']}",
        "GITHUB_ACTIONS": "true",
        "GITHUB_REPOSITORY": "example/trips",
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "RUNNER_TEMP": str(temporary),
        "GH_LOG": str(tmp_path / "gh.log"),
    }


def outputs(env: dict[str, str]) -> dict[str, str]:
    """What a step said to later steps."""
    lines = Path(env["GITHUB_OUTPUT"]).read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)


def read(name: str, env: dict[str, str]) -> str:
    """The text of a file that the environment names."""
    return Path(env[name]).read_text(encoding="utf-8")


def test_the_action_passes_a_good_plan(planning: Path, env: dict[str, str], tmp_path: Path) -> None:
    """No line is annotated: one notice sums it up, and the summary says what was checked."""
    env = runner(tmp_path, env)
    done = run("bash", ACTION / "check.sh", cwd=planning, env=env)
    assert (done.code, "::" in done.err) == (0, False)
    assert [line.partition("::")[2].partition("::")[0] for line in done.out.splitlines()] == ["notice title=kvcheck"]
    assert outputs(env)["exit-code"] == "0"
    assert outputs(env)["permitted"] == "1"
    assert read("GITHUB_STEP_SUMMARY", env).startswith("## ✅ kvcheck: ")


def test_the_action_fails_a_bad_plan(planning: Path, env: dict[str, str], tmp_path: Path) -> None:
    """The line of the activity is annotated, Markdown is in the summary, SARIF in its file, the exit code kvcheck's."""
    env = runner(tmp_path, env)
    line = spoil(planning)
    done = run("bash", ACTION / "check.sh", cwd=planning, env=env)
    assert done.code == 1, done.err
    assert f"::error file={PLAN},line={line}," in done.out
    found = outputs(env)
    counts = [found[name] for name in ("permitted", "not-permitted", "undetermined", "needs-review")]
    assert (found["exit-code"], counts) == ("1", ["0", "1", "0", "0"])
    assert read("GITHUB_STEP_SUMMARY", env) == Path(found["comment"]).read_text(encoding="utf-8")
    assert f"`{PLAN}:{line}`" in read("GITHUB_STEP_SUMMARY", env)
    [result] = json.loads(Path(found["sarif"]).read_text())["runs"][0]["results"][:1]
    place = result["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == (PLAN, line)


def test_the_action_says_when_nothing_could_be_checked(planning: Path, env: dict[str, str], tmp_path: Path) -> None:
    """An unreadable plan is annotated; a report of an earlier run does not pass for the answer."""
    env = runner(tmp_path, env) | {"INPUT_COMMENT": "said.md", "INPUT_SARIF": "found.sarif"}
    (planning / "said.md").write_text("## all is well")
    (planning / "found.sarif").write_text("{}")
    text = (planning / PLAN).read_text(encoding="utf-8")
    (planning / PLAN).write_text(text.replace("kvcheck: 1", "kvcheck: 2"), encoding="utf-8")
    done = run("bash", ACTION / "check.sh", cwd=planning, env=env)
    assert done.code == 3
    assert f"::error file={PLAN},line=" in done.out
    assert outputs(env) == {"exit-code": "3", "comment": "said.md", "sarif": "found.sarif"}
    assert (planning / "said.md").read_text(encoding="utf-8").startswith("## 🛑 kvcheck")
    assert read("GITHUB_STEP_SUMMARY", env).startswith("## 🛑 kvcheck")
    [sarif] = json.loads((planning / "found.sarif").read_text(encoding="utf-8"))["runs"]
    assert not sarif["invocations"][0]["executionSuccessful"]


def test_the_action_takes_its_inputs(planning: Path, env: dict[str, str], tmp_path: Path) -> None:
    """Each input becomes one argument, whatever it holds."""
    evil = "plans/$(touch pwned); second trip.yaml"
    (planning / PLAN).rename(planning / evil)
    env = runner(tmp_path, env) | {
        "INPUT_PATH": f"{evil}\n\n",
        "INPUT_LANG": "ko",
        "INPUT_POLICIES": "b1-for-plants\nesta-14-days\n",
        "INPUT_FAIL_ON": "not_permitted",
        "INPUT_ARGS": "--side\ntax-days",
        "INPUT_COMMENT": "with space.md",
    }
    done = run("bash", ACTION / "check.sh", cwd=planning, env=env)
    assert done.code == 1, done.err
    assert "policy/esta-14-days/" in done.out
    assert "policy/b1-for-plants/" in done.out
    assert "불허" in (planning / "with space.md").read_text(encoding="utf-8")
    assert not list(tmp_path.rglob("pwned"))
    env |= {"INPUT_CHANGED_SINCE": "--output=x", "INPUT_PATH": ""}
    assert run("bash", ACTION / "check.sh", cwd=planning, env=env).code == 2
    env |= {"INPUT_CHANGED_SINCE": "", "INPUT_SARIF": "a\nexit-code=0"}
    Path(env["GITHUB_OUTPUT"]).unlink()
    assert run("bash", ACTION / "check.sh", cwd=planning, env=env).code == 2
    assert not Path(env["GITHUB_OUTPUT"]).exists()


def steps(file: Path) -> dict[str, dict[str, Any]]:
    """The steps of the one job of a workflow, or of an action, by what they are called."""
    value = yaml.safe_load(file.read_text(encoding="utf-8"))
    [job] = value["jobs"].values() if "jobs" in value else [value["runs"]]
    return {str(step.get("name", step.get("uses"))): step for step in job["steps"]}


def run_step(step: dict[str, Any], cwd: Path, env: dict[str, str]) -> Ran:
    """Run the script of a step as GitHub does for `shell: bash`."""
    assert step["shell"] == "bash"
    script = Path(env["RUNNER_TEMP"]) / "step.sh"
    script.write_text(step["run"], encoding="utf-8")
    return run("bash", "--noprofile", "--norc", "-eo", "pipefail", script, cwd=cwd, env=env)


def test_the_workflow_reports_a_bad_trip(planning: Path, env: dict[str, str], tmp_path: Path) -> None:
    """The step that checks fails by the exit code; the comment is written once, and then updated."""
    env = runner(tmp_path, env)
    line = spoil(planning)
    by_name = steps(planning / ".github/workflows/kvcheck.yml")
    done = run_step(by_name["Check the plans"], planning, env)
    assert done.code == 1, done.err
    assert f"::error file={PLAN},line={line}," in done.out
    assert f"`{PLAN}:{line}`" in read("GITHUB_STEP_SUMMARY", env)
    assert json.loads((planning / "kvcheck.sarif").read_text())["runs"][0]["results"]
    comment = by_name["Write or update the comment"]
    assert set(comment["env"]) == {"GH_TOKEN", "NUMBER"}
    env |= {"GH_TOKEN": "none", "NUMBER": "7"}
    assert run_step(comment, planning, env).code == 0
    text = (planning / "kvcheck-comment.md").read_text(encoding="utf-8")
    assert text == "<!-- kvcheck -->\n" + (planning / "kvcheck.md").read_text(encoding="utf-8")
    asked, written = read("GH_LOG", env).splitlines()
    assert asked.startswith("api --paginate repos/example/trips/issues/7/comments ")
    assert written == "api --silent -X POST repos/example/trips/issues/7/comments -F body=@kvcheck-comment.md"
    Path(env["GH_LOG"] + ".found").write_text("101\n202\n")
    assert run_step(comment, planning, env).code == 0
    written = read("GH_LOG", env).splitlines()[-1]
    assert written == "api --silent -X PATCH repos/example/trips/issues/comments/202 -F body=@kvcheck-comment.md"
    status = run(*GIT, "status", "--porcelain", "--untracked-files=all", cwd=planning, env=env).out
    assert status == f" M {PLAN}\n", "reports are ignored by git"


def test_the_workflow_says_when_nothing_could_be_checked(planning: Path, env: dict[str, str], tmp_path: Path) -> None:
    """A comment that was committed with the plans is not taken for the answer."""
    env = runner(tmp_path, env)
    (planning / "kvcheck.md").write_text("## all is well")
    (planning / PLAN).write_text("kvcheck: 1\ntrips: [\n")
    done = run_step(steps(planning / ".github/workflows/kvcheck.yml")["Check the plans"], planning, env)
    assert done.code == 3
    assert (planning / "kvcheck.md").read_text(encoding="utf-8").startswith("## 🛑 kvcheck")
    assert "all is well" not in read("GITHUB_STEP_SUMMARY", env)
    [sarif] = json.loads((planning / "kvcheck.sarif").read_text(encoding="utf-8"))["runs"]
    assert not sarif["invocations"][0]["executionSuccessful"]


def test_gitlab_gets_its_report(planning: Path, env: dict[str, str]) -> None:
    """The last line of the script writes the file that the job names as its report, with the finding at its line."""
    line = spoil(planning)
    job = yaml.safe_load((planning / ".gitlab-ci.yml").read_text(encoding="utf-8"))["kvcheck"]
    done = run("bash", "-c", job["script"][-1], cwd=planning, env=env | {"GITLAB_CI": "true"})
    assert done.code == 1, done.err
    [finding, *_] = json.loads((planning / job["artifacts"]["reports"]["codequality"]).read_text())
    assert (finding["location"]["path"], finding["location"]["lines"]["begin"]) == (PLAN, line)


@pytest.mark.parametrize(
    ("schema", "more", "files"),
    [
        ("vendor.github-workflows", (), ("planning/.github/workflows/kvcheck.yml", ".github/workflows/ci.yml")),
        ("vendor.gitlab-ci", ("--data-transform", "gitlab-ci"), ("planning/.gitlab-ci.yml",)),
        ("vendor.github-actions", (), (".github/actions/check/action.yml",)),
        ("vendor.dependabot", (), (".github/dependabot.yml",)),
        ("vendor.github-issue-config", (), (".github/ISSUE_TEMPLATE/config.yml",)),
        ("vendor.github-issue-forms", (), ("1-wrong-verdict.yml", "2-law-change.yml", "3-bug.yml", "4-feature.yml")),
    ],
)
def test_files_are_what_the_services_take(
    schema: str, more: tuple[str, ...], files: tuple[str, ...], tmp_path: Path, env: dict[str, str]
) -> None:
    """Each file satisfies the schema of the service that reads it."""
    kvcheck("init", "--repo", tmp_path / "planning")
    folders = {True: tmp_path, False: ROOT / (".github/ISSUE_TEMPLATE" if "forms" in schema else "")}
    paths = [folders[file.startswith("planning/")] / file for file in files]
    assert [path for path in paths if not path.is_file()] == []
    done = run("check-jsonschema", "--builtin-schema", schema, *more, *paths, cwd=tmp_path, env=env)
    assert done.code == 0, done.out


def test_hooks_and_their_configuration_are_what_pre_commit_takes(planning: Path, env: dict[str, str]) -> None:
    """pre-commit finds nothing to say about either."""
    for command, *files in (
        ("manifest", ROOT / ".pre-commit-hooks.yaml"),
        ("config", ROOT / ".pre-commit-config.yaml", ".pre-commit-config.yaml"),
    ):
        assert run("pre-commit", f"validate-{command}", *files, cwd=planning, env=env) == Ran(0, "", "")


def test_actions_are_pinned_by_digest_and_no_workflow_may_write(tmp_path: Path) -> None:
    """Every action of others is a commit with its version behind it; what a token may do is said for each job."""
    kvcheck("init", "--repo", tmp_path)
    workflows = [ROOT / ".github/workflows/ci.yml", tmp_path / ".github/workflows/kvcheck.yml"]
    for file in (*workflows, ACTION / "action.yml"):
        used = re.findall(r"uses: (?!\./)(.*)", file.read_text(encoding="utf-8"))
        assert used
        for each in used:
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each), each
    for file in workflows:
        workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
        assert workflow["permissions"] == {}
        assert all(job["permissions"]["contents"] == "read" for job in workflow["jobs"].values())


def test_no_script_holds_an_expression(tmp_path: Path) -> None:
    """What a pull request says gets into scripts through the environment only."""
    kvcheck("init", "--repo", tmp_path)
    scripts = [
        step["run"]
        for file in (tmp_path / ".github/workflows/kvcheck.yml", ACTION / "action.yml")
        for step in steps(file).values()
        if "run" in step
    ]
    assert len(scripts) == 5
    assert not [script for script in scripts if "${{" in script]


def test_every_input_of_the_action_is_used() -> None:
    """Each input reaches a script, and each output comes from the one step that has them."""
    text = (ACTION / "action.yml").read_text(encoding="utf-8")
    action = yaml.safe_load(text)
    for name in action["inputs"]:
        assert text.count(f"inputs.{name} ") == 1, name
    script = (ACTION / "check.sh").read_text(encoding="utf-8")
    given = {name for step in action["runs"]["steps"] for name in step.get("env", {})}
    assert set(re.findall(r"INPUT_\w+", script)) == given - {"INPUT_VERSION"}
    for name, output in action["outputs"].items():
        assert output["value"] == f"${{{{ steps.check.outputs.{name} }}}}"
    assert (ACTION / "check.sh").stat().st_mode & stat.S_IXUSR


def test_the_handbook_shows_what_works(tmp_path: Path, env: dict[str, str]) -> None:
    """The workflow and hooks of the handbook are what services take; it names each input and output of the action."""
    text = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    section = text[text.index("## A planning repository") :].split("\n## ")[0]
    hooks, workflow = re.findall(r"```yaml\n(.*?)```", section, re.DOTALL)
    (tmp_path / "hooks.yaml").write_text(hooks)
    assert run("pre-commit", "validate-config", "hooks.yaml", cwd=tmp_path, env=env).code == 0
    (tmp_path / "workflow.yml").write_text(workflow)
    done = run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", "workflow.yml", cwd=tmp_path, env=env)
    assert done.code == 0, done.out
    action = yaml.safe_load((ACTION / "action.yml").read_text(encoding="utf-8"))
    used = steps(tmp_path / "workflow.yml")["OWNER/kvcheck/.github/actions/check@REV"]["with"]
    assert {*used, *re.findall(r"`([a-z-]+)`", section)} >= {*action["inputs"], *action["outputs"]}
    assert set(used) <= set(action["inputs"])


def test_the_script_of_the_action_is_clean() -> None:
    """shellcheck, where it is installed, finds nothing."""
    program = shutil.which("shellcheck", path=f"{BIN}:{os.environ['PATH']}")
    if program is None:
        pytest.skip("shellcheck is not installed")
    done = subprocess.run([program, ACTION / "check.sh"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
