"""Self-contained HTML pages from kvcheck's own templates. Every value is text and is escaped as such."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

__all__ = ["TEMPLATES", "Markup", "render"]

TEMPLATES = Path(__file__).parent


@cache
def _environment() -> Environment:
    """The environment of kvcheck's own pages; every value is escaped."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render(template: str, **values: Any) -> str:
    """The template of that name with these values; a value that is missing is an error of the template's author."""
    return _environment().get_template(template).render(**values)
