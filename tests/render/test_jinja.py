"""Our Jinja takes fewer steps than Jinja's own; what comes out, and what goes wrong, is the same."""

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from scholarfolio.render.jinja import Environment, escaped

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
