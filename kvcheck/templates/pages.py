"""Self-contained HTML pages from templates: the only door to jinja2. Every value is text and is escaped as such."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from jinja2 import TemplateError as TemplateProblem
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

__all__ = ["TEMPLATES", "Markup", "TemplateProblem", "render", "untrusted"]

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


class _Sandbox(ImmutableSandboxedEnvironment):
    """Reads values and nothing else: a template calls nothing, and cannot multiply text until memory is full."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse an operator that could make a value of any size (`intercepted_binops`)."""
        del context, left, right
        raise SecurityError(f"`{operator}` is not for templates")

    def is_safe_callable(self, obj: Any) -> bool:
        """Nothing that a template sees may be called."""
        del obj
        return False


def untrusted(finalize: Callable[[Any], Any]) -> Environment:
    """An environment for templates that a user brings; `finalize` has the last word about every value."""
    environment = _Sandbox(autoescape=True, undefined=StrictUndefined, finalize=finalize)
    environment.globals.clear()
    for name in (
        "center",
        "indent",
        "format",
        "attr",
        "map",
        "wordwrap",
        "pprint",
        "tojson",
        "xmlattr",
        "slice",
        "batch",
    ):
        environment.filters.pop(name, None)
    return environment
