"""Runs to strings: one file a format, all listed here."""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import cast

from kvcheck.language.text import Text
from kvcheck.model import Run
from kvcheck.packs import Library
from kvcheck.telling.style import Style

Reporter = Callable[[Run, Library, Style], str]

FORMATS: Mapping[str, Text] = {
    "text": Text("for a person at a terminal", "터미널용"),
    "json": Text("for programs, by the schema `report`", "프로그램용(스키마 `report`)"),
    "html": Text("one page for those who decide", "의사결정자용 한 페이지"),
    "markdown": Text("for a comment at a pull request, or the summary of a job", "풀 리퀘스트 댓글·작업 요약용"),
    "csv": Text("one row a finding, for spreadsheets", "스프레드시트용, 지적 사항당 한 행"),
    "concise": Text("one line a finding, for editors and agents", "편집기·에이전트용, 지적 사항당 한 줄"),
    "sarif": Text("SARIF 2.1.0, for code scanning", "SARIF 2.1.0(코드 스캐닝)"),
    "junit": Text("JUnit XML, for test reports", "JUnit XML(테스트 보고서)"),
    "github": Text("annotations of GitHub Actions", "GitHub Actions 주석"),
    "gitlab": Text("code quality report of GitLab", "GitLab 코드 품질 보고서"),
    "azure": Text("log commands of Azure Pipelines", "Azure Pipelines 로그 명령"),
    "teamcity": Text("service messages of TeamCity", "TeamCity 서비스 메시지"),
    "rdjson": Text("diagnostics for reviewdog", "reviewdog 진단"),
    "tap": Text("Test Anything Protocol 14", "TAP 14"),
    "template": Text("your own template (`--template FILE`)", "사용자 템플릿(`--template FILE`)"),
}
"""Every format by its name, which is that of its module, and what it is for."""


def reporter(fmt: str) -> Reporter:
    """The reporter of a format of FORMATS; only its own module is imported."""
    return cast("Reporter", import_module(f"{__name__}.{fmt}").render)


def in_pieces(fmt: str) -> Callable[[Run, Library, Style], Iterable[str]] | None:
    """What makes a format of FORMATS piece by piece, so that a large one is never held; None if nothing does."""
    return getattr(import_module(f"{__name__}.{fmt}"), "pieces", None)
