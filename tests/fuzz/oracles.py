"""What is asked of every input, whoever made it: understood or refused, no defect, nobody's value told."""

from pathlib import Path

from jinja2 import TemplateError

from kvcheck.errors import CannotCheck, KvcheckError
from tests.fuzz.damage import CANARY
from tests.fuzz.inputs import KINDS, of_problems

NOBODYS = ("settings", "policy", "template", "answers")
"""Kinds whose words are told: names of files and of rules, what a template makes, what the user typed."""
HEADED = ("roster", "workbook", "log")
"""Kinds of which a heading is told that is not read; in a heading nobody is named."""


def refused_by(kind: str, text: str, folder: Path) -> bool:
    """Whether an input is refused; what is told of it is looked at."""
    refused = False
    try:
        said = list(KINDS[kind].told(text, folder))
    except CannotCheck as error:
        said, refused = list(of_problems(error.problems)), True
    except KvcheckError as error:
        said, refused = [str(error)], True
    except Exception as error:
        if kind != "template":  # what a template computes can fail in any way; the command says so
            raise
        said, refused = [str(error) if isinstance(error, TemplateError) else ""], True
    assert not refused or kind == "template" or (said and all(said)), "refused, and said in both languages"
    if kind not in NOBODYS:
        assert not [each for each in said if CANARY in each]
    return refused
