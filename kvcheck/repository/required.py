"""The versions of kvcheck that a repository asks for: `required-version: ">=0.1, <1"`."""

from kvcheck import __version__
from kvcheck.errors import Problem
from kvcheck.language.text import Text
from kvcheck.source import Document, Node, problem_at
from kvcheck.versions import fits

KEY = "required-version"


def problem(document: Document, version: str = __version__) -> Problem | None:
    """That a configuration asks for another version than `version`, or in no words that are understood; None if not.

    It is asked before anything else of the file is: a key that only a newer version has is no mistake of the user's.
    """
    root = document.root
    if not isinstance(root, Node) or not isinstance(root.get(KEY), str):
        return None
    asked = str(root[KEY])
    place = root.value_place(KEY)
    fit = fits(version, asked)
    if fit is None:
        message = Text("`{key}` is no list of versions", "`{key}`{:은} 버전 조건이 아닙니다", key=KEY)
        return problem_at(document, place, message, Text('write `">=0.1, <1"`', '`">=0.1, <1"`처럼 적으십시오'))
    if fit:
        return None
    message = Text(
        "this repository asks for kvcheck {asked}; this is {version}",
        "이 저장소는 kvcheck {asked} 버전을 요구합니다. 현재 버전: {version}",
        asked=asked,
        version=version,
    )
    hint = Text(
        "install a version that fits, so that everybody is judged by the same rules",
        "모두 같은 규칙으로 판정하도록 조건에 맞는 버전을 설치하십시오",
    )
    return problem_at(document, place, message, hint)
