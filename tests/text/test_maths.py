"""Formulas: finding them in a text, and showing them as MathML and as plain Unicode."""

import xml.etree.ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from scholarfolio.text import mathml
from scholarfolio.text.maths.formulas import formulas
from scholarfolio.text.maths.mathml import plain


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("a $x$ b $y^2$.", ["x", "y^2"]),
        ("costs $5 and $10", []),
        ("costs $5, not 6$", ["5, not 6"]),
        ("costs $5-$10 or $ 6 and 7 $", []),
        (r"\$5 and $x$ and \$", ["x"]),
        (r"$\sim$10 and $<$5", [r"\sim", "<"]),
        (r"$ \alpha $ and $ n $", [r" \alpha "]),
        (r"$\text{if $x$}$", [r"\text{if $x$}"]),
        (r"\(x\) $$y$$ \[z\]", ["x", "y", "z"]),
        (r"a\\[2pt] \[z\]", ["z"]),
        ("$a\n\nb$", []),
        ("$a$$b$", ["a", "b"]),
        ("$$ $ $$", [" $ "]),
        (r"\begin{equation*}x\end{equation*}", ["x"]),
        (r"\begin{align}a&=b\end{align}", [r"\begin{align*}a&=b\end{align*}"]),
        (r"\begin{align}a", []),
        (r"\url{https://a.org/$x$} \verb|$y$|", []),
        ("", []),
        ("$", []),
        ("$$", []),
        ("$ $", []),
    ],
)
def test_finding_formulas(source, found):
    assert [formula.tex for formula in formulas(source)] == found


def test_formulas_know_their_place_and_whether_they_are_displayed():
    source = r"a $x$ b \[y\] \begin{gather}z\end{gather}"
    assert [(source[f.start : f.end], f.display) for f in formulas(source)] == [
        ("$x$", False),
        (r"\[y\]", True),
        (r"\begin{gather}z\end{gather}", True),
    ]


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"+60\%", "+60%"),
        ("7%", "7%"),
        ("x^2", "x²"),
        ("x_{12}^{-3}", "x₁₂⁻³"),
        ("x_i^n", "x_iⁿ"),
        ("x_{ij}^{ab}", "x_ij^(ab)"),
        ("x^T", "x^T"),
        (r"\mathbb{R}^{d\times d}", "ℝ^(d×d)"),
        (r"O(n \log n)", "O(n log n)"),
        (r"\mathcal{O}(1)", "O(1)"),
        (r"\mathbf{x}, \bm{y}, \mathrm{d}z", "x,y,dz"),
        (r"\alpha\leq\beta", "α≤β"),
        (r"\frac{1}{2}, \frac{a+b}{c}", "1/2,(a+b)/c"),
        (r"\sqrt{2}, \sqrt{a+b}, \sqrt[3]{x}", "√2,√(a+b),³√x"),
        (r"\hat{y}, \bar{D}^0, \tilde x, \vec{v}", "ŷ,D̄⁰,x̃,v⃗"),
        (r"f'(x)", "f′(x)"),
        (r"90^\circ", "90°"),
        ("^*", "*"),
        (r"\sum_{i=1}^n x_i", "∑_(i=1)ⁿ x_i"),
        (r"\text{if } x", "if x"),
        (r"\binom{n}{k}", "(n choose k)"),
        (r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", "(a b; c d)"),
        (r"10^{-3}\,\mathrm{cm}", "10⁻³ cm"),
        (r"a\!b", "ab"),
        (r"4500\kms", "4500 km s⁻¹"),
        (r"M_\odot", "M_⊙"),
    ],
)
def test_plain_formulas_are_readable(tex, text):
    assert plain(tex) == text


def test_mathml_carries_its_source_and_no_inline_style():
    html = mathml(r"\begin{cases}a & x<0\\b & \text{else}\end{cases}", display=True)
    math = BeautifulSoup(html, "html.parser").math
    assert math["display"] == "block"
    assert math["alttext"] == r"\begin{cases}a & x<0\\b & \text{else}\end{cases}"
    assert not math.select("[style]")
    assert math.select(".math-left")


@pytest.mark.parametrize(
    "tex",
    [
        *(
            r"\mbox{a_b}",
            r"\text{if $x_1$ is}",
            r"\mathds{1}",
            r"\bm{x}",
            r"{\rm cm}",
            r"\ensuremath{x}\xspace",
            "7% x",
        ),
        *(r"\operatorname*{arg\,max}_x", r"\nicefrac{1}{2}", r"\begin{eqnarray*}a&=&b\end{eqnarray*}", r"\large x"),
        *(r"x \label{a} \nonumber", r"x \tag{1}", r"\substack{a\\b}", r"\widetilde{x}", r"\C\R\Q", r"3\msun", r"\la"),
        r"\begin{smallmatrix}a&b\end{smallmatrix}",
    ],
)
def test_what_papers_use_is_understood(tex):
    assert mathml(tex).startswith("<math")
    assert 'class="tex"' not in mathml(tex)


def test_a_name_nobody_knows_is_shown_among_the_rest():
    math = BeautifulSoup(mathml(r"K(\Dh, A)"), "html.parser")
    assert math.select_one("mtext.tex").get_text() == r"\Dh"
    assert plain(r"K(\Dh, A)") == r"K(\Dh,A)"


@pytest.mark.parametrize(
    ("tex", "display", "html"),
    [
        (r"\foo{x}", False, r'<code class="tex">$\foo{x}$</code>'),
        (r"\frac{<", False, r'<code class="tex">$\frac{&lt;$</code>'),
        ("}", True, '<code class="tex">$$}$$</code>'),
        (r"\operatorname<", False, r'<code class="tex">$\operatorname&lt;$</code>'),
    ],
)
def test_what_is_not_understood_is_shown_as_typed(tex, display, html):
    assert mathml(tex, display) == html


@pytest.mark.parametrize("tex", [r"\sqrt" * 50_000 + "x", "{" * 50_000 + "}" * 50_000, "x^{" * 500 + "}" * 500])
def test_formulas_nested_beyond_reason_do_not_end_the_process(tex):
    assert mathml(tex)
    plain(tex)


PIECES = [
    *(
        "{",
        "}",
        "^",
        "_",
        "$",
        "%",
        "&",
        "#",
        "~",
        "'",
        '"',
        "<",
        ">",
        "x",
        "1",
        " ",
        "é",
        "\\",
        r"\\",
        r"\{",
        r"\!",
        r"\,",
    ),
    *(
        r"\frac",
        r"\sqrt",
        r"\left(",
        r"\right)",
        r"\text{",
        r"\mathbb",
        r"\hat",
        r"\sum",
        r"\color{red}",
        r"\operatorname",
    ),
    *(
        r"\begin{matrix}",
        r"\end{matrix}",
        r"\begin{align*}",
        r"\end{align*}",
        r"\hline",
        r"\cancel",
        r"\big",
        r"\mathrel",
    ),
    *(r"\foo", r"\textsc", r"\displaystyle", r"\def", r"\tag{a}", r"\label{a}", r"\href", r"\hspace{1em}", r"\mbox{"),
]


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.booleans())
def test_any_formula_gives_well_formed_markup(tex, display):
    html = mathml(tex, display)
    root = ET.fromstring(html)
    assert root.tag in ("math", "code")
    assert not [element for element in root.iter() if element.get("style") or element.tag in ("merror", "script", "a")]
    assert plain(tex) != "" or root.tag == "math"
