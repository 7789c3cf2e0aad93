"""Templates that a user brings: they read, call nothing, and do not grow without bound. The other door to jinja2.

Every step of a loop, every value that an expression makes and every text that is put out is paid for from a `Budget`,
which is a multiple of what the template is given. Operations whose result is not bounded by what goes into them are
left out (`*`, `%`, `format`, `map`, `range`), or pay before they begin (`replace`, `join`).
"""

import operator
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from itertools import islice
from typing import Any

from jinja2 import StrictUndefined, nodes, pass_context, pass_eval_context
from jinja2 import TemplateError as TemplateProblem
from jinja2.exceptions import SecurityError
from jinja2.runtime import markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from kvcheck.language.text import Text
from kvcheck.templates.budget import ITEM, Budget, size

__all__ = ["TOO_MUCH", "TemplateProblem", "TooMuch", "untrusted"]

TOO_MUCH = Text(
    "the template is too long, or makes too much of what it is given: loops in loops, a text that grows at each step",
    "템플릿이 너무 길거나 주어진 내용에 비해 지나치게 많은 내용을 만듭니다(겹친 반복문, 단계마다 길어지는 문자열 등)",
)
"""What is said of a template that `TooMuch` was raised for."""


FILTERS = frozenset({
    "abs", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "filesizeformat", "first", "float",
    "forceescape", "groupby", "int", "items", "join", "last", "length", "list", "lower", "max", "min", "reject",
    "rejectattr", "replace", "reverse", "round", "safe", "select", "selectattr", "sort", "string", "sum", "title",
    "trim", "truncate", "unique", "upper", "urlencode", "wordcount",
})  # fmt: skip
"""What a template may do with a value. The others make texts of any length, take endless time, or roll dice."""

STEP = 16
"""Units of a step of a loop."""
MOST_WORDS = 50_000
"""Names, signs and texts in one template; one that people write has some hundreds. Each is a line of Python code."""
MOST_DIGITS = 15
"""The most places that `round` keeps; more are not in a number, and 10 to their power would be worked out."""


class TooMuch(TemplateProblem):
    """A template makes more than a bounded multiple of what it is given."""

    def __init__(self) -> None:
        super().__init__(TOO_MUCH.en)


def untrusted(finalize: Callable[[Any], Any], given: Mapping[str, Any]) -> "Sandbox":
    """An environment for a template that is given these values; `finalize` has the last word about every value."""
    return Sandbox(finalize, Budget(given, TooMuch))


class Sandbox(ImmutableSandboxedEnvironment):
    """Reads values and nothing else, on a budget."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def __init__(self, finalize: Callable[[Any], Any], budget: Budget) -> None:
        self.budget = budget

        def paid_for(value: Any) -> Any:
            budget.pay(ITEM)  # what is put out is a list of pieces before it is one text
            budget.pay_for(value)
            return finalize(value)

        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=paid_for)
        self.globals.clear()
        filters: Any = self.filters
        tests: Any = self.tests
        self.filters = {name: _paying(filters[name], budget, name) for name in FILTERS & filters.keys()}
        self.tests = {name: _paying(test, budget) for name, test in tests.items()}
        self.filters |= _own_filters(budget)

    def call_binop(self, context: Any, operator_: str, left: Any, right: Any) -> Any:
        """Add; refuse an operator that could make a value of any size (`intercepted_binops`)."""
        del context
        if operator_ != "+":
            raise SecurityError(f"`{operator_}` is not for templates")
        self.budget.pay_for(left, right)
        return operator.add(left, right)

    def is_safe_callable(self, obj: Any) -> bool:
        """Nothing that a template sees may be called."""
        del obj
        return False

    def _parse(self, source: str, *arguments: Any, **named: Any) -> nodes.Template:
        """The tree of a template, if it is not so long that reading it takes minutes: the other hook."""
        if next(islice(self.lex(source), MOST_WORDS, None), None) is not None:
            raise TooMuch
        return super()._parse(source, *arguments, **named)

    def _generate(self, source: nodes.Template, *arguments: Any, **named: Any) -> str:
        """Python code for a template in which everything pays; the hook that the library leaves for this."""
        paying: nodes.Template = _Paying(self).visit(source)
        return super()._generate(paying, *arguments, **named)


class _Paying(NodeTransformer):
    """Puts a filter of `_own_filters` around whatever makes a value, takes a step, or puts out text."""

    def __init__(self, environment: Sandbox) -> None:
        self._environment = environment

    def _filter(self, name: str, value: nodes.Node, like: nodes.Node) -> nodes.Filter:
        return nodes.Filter(value, name, [], [], None, None, lineno=like.lineno, environment=self._environment)

    def _paid(self, node: nodes.Expr) -> nodes.Node:
        return self._filter("(paid)", self.generic_visit(node), node)

    visit_List = visit_Dict = _paid  # noqa: N815 - the library looks for these names

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:  # noqa: N802
        return self._paid(node) if node.ctx == "load" else node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        """A slice is a copy."""
        return self._paid(node) if isinstance(node.arg, nodes.Slice) else self.generic_visit(node)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        """Pay for the parts before they are one."""
        self.generic_visit(node)
        parts = nodes.List(node.nodes, lineno=node.lineno, environment=self._environment)
        return self._filter("(joined)", parts, node)

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802
        """Comparing reads both sides, and `in` all of one."""
        self.generic_visit(node)
        node.expr = self._filter("(paid)", node.expr, node)
        for operand in node.ops:
            operand.expr = self._filter("(paid)", operand.expr, node)
        return node

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.iter = self._filter("(steps)", node.iter, node)
        return node

    def visit_Output(self, node: nodes.Output) -> list[nodes.Node]:  # noqa: N802
        """What stands in the template itself is paid for each time it is put out."""
        texts = [text.data for text in node.find_all(nodes.TemplateData)]
        texts += [constant.value for constant in node.find_all(nodes.Const) if isinstance(constant.value, str)]
        units = nodes.Const(1 + sum(map(len, texts)), lineno=node.lineno, environment=self._environment)
        paying = nodes.ExprStmt(self._filter("(pays)", units, node), lineno=node.lineno)
        return [paying, self.generic_visit(node)]


def _own_filters(budget: Budget) -> dict[str, Callable[..., Any]]:
    """The filters that `_Paying` puts in; no template can name them."""

    def paid(value: Any) -> Any:
        budget.pay_for(value)
        return value

    def steps(value: Iterable[Any]) -> list[Any]:
        items = value if isinstance(value, (str, dict, list, tuple)) else list(value)
        budget.pay(STEP * len(items))
        return list(items)

    @pass_eval_context
    def joined(context: nodes.EvalContext, parts: list[Any]) -> str:
        budget.pay_for(parts)
        return (markup_join if context.autoescape else str_join)(parts)

    @pass_context  # so that it is not worked out once, when the template is read
    def pays(context: Any, units: int) -> None:
        del context
        budget.pay(units)

    return {"(paid)": paid, "(steps)": steps, "(joined)": joined, "(pays)": pays}


def _paying(function: Callable[..., Any], budget: Budget, name: str = "") -> Callable[..., Any]:
    """A filter or a test that pays for what it is given, for what it will make, and for what it made."""
    before = _BEFORE.get(name)

    @wraps(function)
    def paying(*arguments: Any, **named: Any) -> Any:
        whole = [_whole(each) for each in arguments]
        budget.pay_for(*whole, *named.values())
        if before is not None:
            # What is left of the context that the library puts before the value is of no length.
            budget.pay(before(*whole[hasattr(function, "jinja_pass_arg") :], **named))
        made = _whole(function(*whole, **named))
        budget.pay_for(made)
        return made

    return paying


def _whole(value: Any) -> Any:
    """A value of which every item is there: what is made item by item has no length that could be paid for."""
    return list(value) if hasattr(value, "__next__") else value


def _of_join(value: Any, d: Any = "", attribute: Any = None) -> int:
    """Units for what stands between items."""
    del attribute
    return size(d) * len(list(value))


def _of_replace(s: Any, old: Any, new: Any, count: int | None = None) -> int:
    """Units for what comes in."""
    del count
    return size(new) * str(s).count(str(old))


def _of_round(value: Any, precision: int = 0, method: str = "") -> int:
    """Nothing for a number of places that numbers have. Raises TooMuch for another."""
    del value, method
    if abs(precision) > MOST_DIGITS:
        raise TooMuch
    return 0


def _of_sum(iterable: Any, attribute: Any = None, start: Any = 0) -> int:
    """Nothing for numbers. Raises TooMuch for lists, which would be copied again for each item."""
    del iterable, attribute
    if not isinstance(start, (int, float)):
        raise TooMuch
    return 0


_BEFORE: Mapping[str, Callable[..., int]] = {
    "join": _of_join, "replace": _of_replace, "round": _of_round, "sum": _of_sum,
}  # fmt: skip
