"""Our Jinja takes fewer steps than Jinja's own; what comes out, and what goes wrong, is the same."""

import inspect
import tomllib
from importlib.metadata import version

import jinja2
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from scholarfolio.render.jinja import Environment, escaped, template_of

TEMPLATES = {
    "base.html": "<{% block a %}base{% endblock %}|{% include 'part.html' %}|{% block b %}{{ text }}{% endblock %}>",
    "child.html": "{% extends 'base.html' %}{% block a %}{{ super() }}, child{% for x in 'ab' %}{{ x }}{% endfor %}{% endblock %}",
    "part.html": "part {{ text }}",
    "macros.html": (
        "{% macro plain(one, two='<2>', three=false) %}{{ one }}-{{ two }}-{{ three }}{% endmacro %}"
        "{% macro rest(one) %}{{ one }} {{ varargs }} {{ kwargs }}{% endmacro %}"
        "{% macro round() %}[{{ caller() }}]{% endmacro %}"
    ),
    "plain.txt": "{% import 'macros.html' as m %}{{ text }} {{ m.plain('&') }}",
}


def environment(cls: type[jinja2.Environment]) -> jinja2.Environment:
    return cls(
        loader=jinja2.DictLoader(TEMPLATES),
        autoescape=lambda name: not (name or "").endswith(".txt"),
        undefined=jinja2.StrictUndefined,
    )


OURS, THEIRS = environment(Environment), environment(jinja2.Environment)


def rendered(made_by: jinja2.Environment, source: str, **names: object) -> str:
    """What a template comes to, or what Jinja says is wrong with it."""
    try:
        return made_by.from_string(source).render(text="a <b> & 'c' \"d\"", **names)
    except (jinja2.TemplateError, TypeError) as error:
        return f"{type(error).__name__}: {error}"


@given(st.one_of(st.text(), st.text().map(Markup), st.integers(), st.none(), st.text().map(jinja2.Undefined)))
def test_a_value_is_escaped_as_by_markupsafe(value):
    assert str(escaped(value)) == str(escape(value))


@pytest.mark.parametrize(
    "source",
    [
        "{% extends 'base.html' %}",
        "{% extends 'child.html' %}{% block b %}{{ self.a() }}{% endblock %}",
        "{% include ['none.html', 'child.html'] %}{% include 'none.html' ignore missing %}",
        "{% include 'plain.txt' %}",
        "{% filter upper %}{% include 'part.html' %}{% endfilter %}",
        "{% set kept %}{% include 'part.html' %}{% endset %}{{ kept }}",
        "{% autoescape false %}{{ text }}{% include 'part.html' %}{% endautoescape %}",
    ],
)
def test_templates_within_templates(source):
    assert rendered(OURS, source) == rendered(THEIRS, source)


@pytest.mark.parametrize(
    "call",
    [
        "m.plain()",
        "m.plain(text)",
        "m.plain(text, text)",
        "m.plain(text, three=1)",
        "m.plain(two=text, one=1)",
        "m.plain(1, 2, 3)",
        "m.plain(1, 2, 3, 4)",
        "m.plain(1, one=2)",
        "m.plain(1, four=4)",
        "m.plain(1, caller=2)",
        "m.rest(text)",
        "m.rest(1, text, 3, four=4)",
        "m.round()",
        "m.round(caller=m.plain)",
        "m.none()",
        "function(text)",
        "function(text, named=2)",
        "[1, 2]|map('string')|join(text)",
    ],
)
@pytest.mark.parametrize("escaping", ["true", "false"])
def test_macros_and_functions_are_called_alike(call, escaping):
    def function(value: str, named: int = 1) -> str:
        return f"{value} {named}"

    source = f"{{% import 'macros.html' as m %}}{{% autoescape {escaping} %}}{{{{ {call} }}}}{{% endautoescape %}}"
    assert rendered(OURS, source, function=function) == rendered(THEIRS, source, function=function)


def test_a_macro_is_called_with_what_stands_between():
    source = (
        "{% import 'macros.html' as m %}{% call m.round() %}{{ text }}{% endcall %}{% call m.plain(1) %}{% endcall %}"
    )
    assert rendered(OURS, source) == rendered(THEIRS, source)
    source = source.replace("{% call m.plain(1) %}{% endcall %}", "")
    assert rendered(OURS, source) == rendered(THEIRS, source)


# What render/jinja.py touches inside Jinja, with the parameters that it counts on.
INTERNALS = [
    (CodeGenerator, "_output_child_pre", ["self", "node", "frame", "finalize"]),
    (CodeGenerator, "writeline", ["self", "x", "node", "extra"]),
    (Context, "call", None),
    (Macro, "_invoke", ["self", "arguments", "autoescape"]),
    (jinja2.Environment, "make_globals", ["self", "d"]),
]
MACRO_ATTRIBUTES = ("_func", "arguments", "caller", "catch_kwargs", "catch_varargs")
ADVICE = f"Jinja {version('jinja2')} is not the one that scholarfolio/render/jinja.py was written for: "


@pytest.mark.parametrize(("owner", "name", "parameters"), INTERNALS)
def test_what_is_touched_inside_jinja_is_there(owner, name, parameters):
    method = getattr(owner, name, None)
    assert method, f"{ADVICE}{owner.__name__}.{name} is gone"
    if parameters:
        assert list(inspect.signature(method).parameters) == parameters, f"{ADVICE}{owner.__name__}.{name} has changed"


def test_a_macro_has_what_is_asked_of_it():
    macro = OURS.get_template("macros.html").module.plain
    lacking = [name for name in MACRO_ATTRIBUTES if not hasattr(macro, name)]
    assert not lacking, f"{ADVICE}a macro has no {', '.join(lacking)}"
    assert template_of(macro) == "macros.html", f"{ADVICE}a macro's function does not know its template"


@pytest.mark.parametrize("own", ["environment.escaped(", "yield concat(", "_block_vars"])
def test_the_code_of_templates_is_what_the_shorter_ways_begin_with(own):
    source = (
        "{% extends 'base.html' %}{% block a %}{% set x = 1 %}{{ text }}{{ text|length }}{{ self.a(x) }}{% endblock %}"
    )
    assert own in OURS.compile(source, "page.html", raw=True), f"{ADVICE}templates are compiled to other code"


def test_jinja_is_capped_below_the_next_minor_version():
    """Whoever lifts the cap looks at the tests above."""
    dependencies = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert "jinja2>=3.1,<3.2" in dependencies
