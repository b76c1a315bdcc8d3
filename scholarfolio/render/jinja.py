"""Jinja's environment, in which what is done for each value, call and page takes fewer steps.

What comes out of a template is the same as in Jinja's own. This is the only module that touches what Jinja does not
document: ``CodeGenerator._output_child_pre`` and ``writeline`` and the code that they write, ``Context.call`` and the
names that templates pass to it, and a macro's ``_invoke``, ``_func``, ``arguments``, ``caller``, ``catch_kwargs`` and
``catch_varargs``. So ``pyproject.toml`` caps Jinja below the next minor version.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import partial
from types import FunctionType, MethodType
from typing import Any

import jinja2
import markupsafe
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

# What ``escape`` calls for a text, which it gives back where there is nothing to escape. Before MarkupSafe 3 ``escape``
# was as quick itself.
_escaped_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)


def escaped(value: Any) -> str:
    """The value as HTML: as it is where it is HTML already or has nothing to escape, which is most often."""
    kind = type(value)
    if kind is str:
        return _escaped_text(value)
    return value if kind is Markup else escape(value)


class _Generator(CodeGenerator):
    """Writes ``environment.escaped(…)`` where Jinja writes ``escape(…)``, which makes an object of each text.

    And what a template yields through another, which extends or includes it, it yields at once instead of bit by bit.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def writeline(self, x: str, node: nodes.Node | None = None, extra: int = 0) -> None:
        through = x.removeprefix("yield from ")
        super().writeline(x if through is x else f"yield concat({through})", node, extra)


def template_of(macro: Macro) -> str:
    """The name of the template that a macro stands in."""
    return str(macro._func.__globals__["name"])


_FUNCTIONS = (FunctionType, MethodType, partial)


class _Context(Context):
    """Where a template finds its names."""

    def call(self, target: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro or a function, without asking each, as Jinja does, what else it wants."""
        kind = type(target)
        if kind is not Macro and (kind not in _FUNCTIONS or hasattr(target, "jinja_pass_arg")):
            return super().call(target, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return self._call_macro(target, args, kwargs) if kind is Macro else target(*args, **kwargs)

    def _call_macro(self, macro: Macro, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
        """What a macro gives. Where it takes what it names and no more, there is little to find out."""
        if not (macro.caller or macro.catch_kwargs or macro.catch_varargs):
            values = [*args, *[kwargs.pop(name, missing) for name in macro.arguments[len(args) :]]]
            if not kwargs and len(values) == len(macro.arguments):
                return macro._invoke(values, self.eval_ctx.autoescape)
        return macro(self.eval_ctx, *args, **kwargs)


class Environment(jinja2.Environment):
    """The environment of a site's templates."""

    code_generator_class = _Generator
    context_class = _Context
    escaped = staticmethod(escaped)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """A template's own globals and the environment's in one, in which names are found at once."""
        return {**self.globals, **(d or {})}
