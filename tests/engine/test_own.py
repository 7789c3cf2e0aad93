"""What a plan states under `own`: only what a pack declares, where and as it declares it."""

from pathlib import Path

import pytest

from tests.support import AS_OF, EXAMPLES, MINIMAL, kvcheck

PACK = (EXAMPLES / "own-rules" / "rules.yaml").read_text(encoding="utf-8")
TYPES = """
  drills:
    about: activity
    type: choices
    values: {fire: {en: fire, ko: 화재}, gas: {en: gas, ko: 가스}}
    title: {en: drills, ko: 훈련}
    ask: {en: Which drills?, ko: 어떤 훈련입니까?}
    answered_by: host
  badge_from:
    about: trip
    type: date
    title: {en: badge, ko: 출입증}
    ask: {en: From when?, ko: 언제부터입니까?}
    answered_by: host
  badges:
    about: plan
    type: number
    title: {en: badges, ko: 출입증 수}
    ask: {en: How many?, ko: 몇 개입니까?}
    answered_by: host

numbers:"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a pack that declares four facts."""
    made = tmp_path_factory.mktemp("own")
    (made / "rules.yaml").write_text(PACK.replace("\nnumbers:", TYPES, 1), encoding="utf-8")
    return made


@pytest.mark.parametrize(
    ("old", "new", "says", "also"),
    [
        (
            "    nationality",
            "    own: {course_don: true}\n    nationality",
            "declares a fact `course_don`",
            "`course_done`",
        ),
        (
            "    nationality",
            "    own: {course_done: 1}\n    nationality",
            "`course_done` takes `true` or `false`",
            "course",
        ),
        ("    nationality", "    own: {badges: 1}\n    nationality", "about the plan", "write it at `own.badges`"),
        ("trips:\n", "own: {badges: many}\ntrips:\n", "`badges` takes a number", "How many?"),
        ("trips:\n", "own: [badges]\ntrips:\n", "", ""),
        (
            "    class: esta\n",
            "    class: esta\n    own: {badge_from: 2026-02-30}\n",
            "`badge_from` takes a day",
            "When",
        ),
        ("kind: install,", "kind: install, own: {drills: fire},", "`drills` takes a list of fire, gas", "Which"),
        ("kind: install,", "kind: install, own: {drills: [flood]},", "`drills` takes a list of fire, gas", "Which"),
    ],
)
def test_what_does_not_fit_is_told_at_its_line(folder: Path, old: str, new: str, says: str, also: str) -> None:
    """The error says what fits, and nothing is checked."""
    assert old in MINIMAL
    (folder / "plan.yaml").write_text(MINIMAL.replace(old, new, 1), encoding="utf-8")
    ran = kvcheck("check", "plan.yaml", "--policy", "rules.yaml", "--as-of", AS_OF, cwd=folder)
    assert ran.code == 3
    assert says in ran.err
    assert also.lower() in ran.err.lower()


def test_a_plan_is_told_which_pack_it_lacks(folder: Path) -> None:
    """What no pack declares was not understood, by `compare` as little as by `check`."""
    stated = MINIMAL.replace("    nationality", "    own: {course_done: true}\n    nationality", 1)
    (folder / "plan.yaml").write_text(stated, encoding="utf-8")
    ran = kvcheck("check", "plan.yaml", "--as-of", AS_OF, "--lang", "ko", cwd=folder)
    assert ran.code == 3
    assert "`course_done`이라는 사실이 없습니다" in ran.err
    assert "--policy" in ran.err
    assert kvcheck("compare", "plan.yaml", "--as-of", AS_OF, cwd=folder).code == 3
    assert kvcheck("compare", "plan.yaml", "--policy", "rules.yaml", "--as-of", AS_OF, cwd=folder).code == 0
