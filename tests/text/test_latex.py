"""LaTeX that goes into BibTeX."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scholarfolio.text import Tex, to_ascii_latex


@pytest.mark.parametrize(
    ("source", "latex"),
    [
        ("A plain title", "A plain title"),
        ("50% & #1 a_b^2, $5", r"50\% \& \#1 a\_b\^{}2, \$5"),
        (r"50\% \& $a_b^2 & \%$", r"50\% \& $a_b^2 & \%$"),
        ("$7%$", r"$7\%$"),
        (r"{CLIP} \emph{a} \foo{b} -- ``q''", r"{CLIP} \emph{a} \foo{b} -- ``q''"),
        ("é 中 “q”", "é 中 “q”"),
        ("see https://a.org/x_y~z%20", r"see https://a.org/x\_y\textasciitilde{}z\%20"),
        (r"\url{https://a.org/x_y} \cite{a_b}", r"\url{https://a.org/x_y} \cite{a_b}"),
        (r"\cite[p. 3]{a_b} \href{https://a.org/_}{a_b}", r"\cite[p. 3]{a_b} \href{https://a.org/_}{a\_b}"),
        (r"\emph{never closed", r"\textbackslash{}emph\textbraceleft{}never closed"),
        ("a } b { c", r"a \textbraceright{} b \textbraceleft{} c"),
        (r"\{a\}", r"\{a\}"),
        (r"\{a $\left\{x\right.$", r"\textbraceleft{}a $\left\lbrace{}x\right.$"),
        (r"$\frac{a$", r"\$\textbackslash{}frac\textbraceleft{}a\$"),
        (r"\verb|{_|", r"\texttt{\textbraceleft{}\_}"),
        ("x\\", r"x\textbackslash{}"),
        (r"\begin{x} y", r"\textbackslash{}begin\textbraceleft{}x\textbraceright{} y"),
        (" a\x00 ", "a"),
    ],
)
def test_latex_is_safe_between_braces(source, latex):
    assert Tex(source).latex == latex


PIECES = st.sampled_from(
    [
        "{",
        "}",
        "\\",
        "$",
        r"\{",
        r"\}",
        "%",
        "_",
        "a",
        r"\emph",
        r"\url{",
        r"\begin{x}",
        r"\end{x}",
        r"\verb|",
        "|",
        "~",
    ]
)


def depths(latex: str) -> list[int]:
    """Depth after each brace, escaped or not: BibTeX makes no difference."""
    depth, found = 0, []
    for character in latex:
        depth += (character == "{") - (character == "}")
        found.append(depth)
    return found or [0]


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=2), max_size=20).map("".join))
def test_braces_balance_as_bibtex_counts_them(source):
    found = depths(Tex(source).latex)
    assert min(found) >= 0
    assert found[-1] == 0


@settings(max_examples=100, deadline=None)
@given(st.text("ab{}$%&_\\'é -~", max_size=20))
@example(r"$\\{$")
def test_latex_says_what_the_source_says(source):
    once = Tex(source).latex
    # a formula that cannot be read shows as it is typed, with the names of its braces
    plain = Tex(once).plain.replace(r"\lbrace{}", "").replace(r"\rbrace{}", "")
    assert [c for c in plain if c.isalpha()] == [c for c in Tex(source).plain if c.isalpha()]


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("Müller", r"M{\"u}ller"),
        ("García Łukasz ñ ş ğ ő ą İ", r"Garc{\'\i}a {\L}ukasz {\~n} {\c{s}} {\u{g}} {\H{o}} {\k{a}} {\.I}"),
        ("ß æ Ø å", r"{\ss} {\ae} {\O} {\aa}"),
        ("“a” – b — c… d’s", "``a'' -- b --- c{\\ldots} d's"),
        ("plain", "plain"),
        ("$é$ \\(ü\\)", "$é$ \\(ü\\)"),
        ("李", "李"),
        ("ệ", r"{\^{\d{e}}}"),
        ("ﬁ", "fi"),
        ("a\u2004b", "a\u2004b"),  # only looks alike: a command would make it a width in em
    ],
)
def test_unicode_letters_become_commands(text, latex):
    assert to_ascii_latex(text) == latex


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(min_codepoint=0xC0, max_codepoint=0x17F, categories=["L"]), max_size=8))
def test_ascii_latex_reads_back_as_the_same_letters(text):
    latex = to_ascii_latex(text)
    if latex.isascii():
        assert Tex(latex).plain == text
