"""LaTeX as academics type it, shown as HTML and as plain text."""

import pickle

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from scholarfolio.text import Markup, Tex

TYPED = '<code class="tex">{}</code>'


def words(html: str) -> str:
    return parsed(html).get_text()


def parsed(html: str) -> BeautifulSoup:
    return BeautifulSoup(f"<div>{html}</div>", "html.parser")


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("", ""),
        ("A plain title: nothing to do", "A plain title: nothing to do"),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("7% in Recall, 100%", "7% in Recall, 100%"),
        (r"\& \% \$ \# \_ \{ \}", "&amp; % $ # _ { }"),
        ("{CLIP} and {{GAN}s}", "CLIP and GANs"),
        ("a~b", "a\u00a0b"),
        ("5--10 --- x", "5–10 — x"),
        ("x ----- y", "x ----- y"),
        (r"10\,000\!\-\/", "10\u2009000"),
        (r"\LaTeX\ and \TeX{} and \LaTeX is", "LaTeX and TeX and LaTeXis"),
        (r"a\ldots b\dots{} c", "a…b… c"),
        (r"a\\b\\[2pt]c\newline d", "a<br>b<br>c<br>d"),
        (r"a\\ [1] b", "a<br> [1] b"),
    ],
)
def test_characters(source, html):
    assert Tex(source).html == html


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"G\"odel Erd\H{o}s {\"O}zg\"{u}r \'{\i}\'\i\'i", "Gödel Erdős Özgür ííí"),
        (r"\c{c}\c c\v{s}\v s \u{g} \k{a} \r{a} \.{z} \={a} \d{u} \~n \^o \`e", "ççšš ğ ą å ż ā ụ ñ ô è"),
        (r"\o\O\l\L\ss\ae\OE\aa\i\j", "øØłŁßæŒåıȷ"),
        (r"\L\'od\'z na\"{\i}ve stra\ss{}e \O rsted", "Łódź naïve straße Ørsted"),
        (r"Nguy\~{\^e}n, \'\^e", "Nguyễn, ế"),
        (r"Garc\'\ia", "García"),
        (r"\"{} \~{} \^{}", '" ~ ^'),
        (r"\textonehalf\ \pounds 5 \S 3 \textregistered", "½ £5 §3 ®"),
    ],
)
def test_accents_compose_and_letters_have_names(source, text):
    assert Tex(source).plain == text
    assert words(Tex(source).html) == text


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("``a'' and `b'", "“a” and ‘b’"),
        ("``mixed\" and `the boys' school'", "“mixed” and ‘the boys’ school&#39;"),
        ("don't \"ask\" 5'' rock 'n' roll", "don&#39;t &#34;ask&#34; 5&#39;&#39; rock &#39;n&#39; roll"),
        ("`code` and ``open", "`code` and ``open"),
        ("``\\emph{a} `b' c''", "“<em>a</em> ‘b’ c”"),
        ("?`Qu\\'e? !`Ay!", "¿Qué? ¡Ay!"),
    ],
)
def test_quotes_pair_or_stay_as_typed(source, html):
    assert Tex(source).html == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (r"\emph{a \textbf{b}} \textit{c}", "<em>a <strong>b</strong></em> <em>c</em>"),
        (r"{\em a b} c {\bf d \it e} f", "<em>a b</em> c <strong>d <em>e</em></strong> f"),
        (r"{\bf{a}} \em{b} c", "<strong>a</strong> <em>b</em> c"),
        ("\\em a\n\nb", "<em>a</em><br>b"),
        (
            r"\texttt{--x ``y''} {\tt a~b} \verb|$\x|",
            "<code>--x ``y&#39;&#39;</code> <code>a~b</code> <code>$\\x</code>",
        ),
        (r"x\textsuperscript{2} y\textsubscript{i}", "x<sup>2</sup> y<sub>i</sub>"),
        (r"\textsc{Abc} {\sc d}", '<span class="sc">Abc</span> <span class="sc">d</span>'),
        (r"\text{a} \mbox{b} \textrm{c} {\rm d} {\small e} \textcolor{red}{f}", "a b c d e f"),
        (r"\enquote{a} \underline{b}", "“a” <u>b</u>"),
    ],
)
def test_styles_become_elements(source, html):
    assert Tex(source).html == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("see https://a.org/b_c.", 'see <a href="https://a.org/b_c">https://a.org/b_c</a>.'),
        (r"\url{https://a.org/\~{}x\_y}", '<a href="https://a.org/~x_y">https://a.org/~x_y</a>'),
        (r"https://a.org/~x\_y, z", '<a href="https://a.org/~x_y">https://a.org/~x_y</a>, z'),
        ("at github.com/A/B_C.", 'at <a href="https://github.com/A/B_C">github.com/A/B_C</a>.'),
        (r"\href{https://a.org}{my \emph{page}}", '<a href="https://a.org">my <em>page</em></a>'),
        (r"\href{https://a.org}{https://b.org}", '<a href="https://a.org">https://b.org</a>'),
        (r"\href{javascript:alert(1)}{x}", "x (javascript:alert(1))"),
        (r"\url{not an address}", "not an address"),
        (r"\href{mailto:a@b.org}{m}", '<a href="mailto:a@b.org">m</a>'),
        ("``https://a.org''", '“<a href="https://a.org">https://a.org</a>”'),
    ],
)
def test_addresses_become_links(source, html):
    assert Tex(source).html == html


def test_a_label_stands_inside_a_link_and_so_holds_none():
    title = Tex(r"\emph{A} at https://a.org and \href{https://b.org}{b}")
    assert title.label == "<em>A</em> at https://a.org and b"
    assert Tex("plain").label == "plain"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"as \cite{a,b} and \citep[see][p.~3]{c}, \citet[ch. 2]{d}", "as [a, b] and [see c, p. 3], [d, ch. 2]"),
        (r"Fig. \ref{x}\label{y}.", "Fig. [x]."),
        (r"regime.\freefootnote{$^*$ Work done at A.}", "regime. (* Work done at A.)"),
        (r"a\footnote[1]{b \emph{c}}\thanks{d}", "a (b c) (d)"),
    ],
)
def test_notes_and_citations_are_kept_in_brackets(source, text):
    assert Tex(source).plain == text


def test_a_footnote_is_a_span_of_its_own():
    assert Tex(r"a\footnote{b}").html == 'a <span class="footnote">(b)</span>'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (r"\emph{never closed. $x$", TYPED.format(r"\emph{") + "never closed. {x}"),
        (r"{\bf a", TYPED.format("{") + "<strong>a</strong>"),
        ("a } b", "a " + TYPED.format("}") + " b"),
        ("a $ b", "a $ b"),
        (
            r"\foo{bar~\emph{baz}}[x] \ours is",
            TYPED.format(r"\foo{bar~\emph{baz}}") + "[x] " + TYPED.format(r"\ours") + " is",
        ),
        (r"\foo[a]{b}", TYPED.format(r"\foo[a]{b}")),
        (r"\cite[p. 3] x", TYPED.format(r"\cite[p. 3]") + " x"),
        (r"\textcolor{red} x", TYPED.format(r"\textcolor{red}") + " x"),
        (r"\emph x", TYPED.format(r"\emph") + " x"),
        ("\\' 1", TYPED.format("\\&#39;") + " 1"),
        ("x\\", "x\\"),
        (r"\begin{itemize} x", TYPED.format(r"\begin{itemize}") + " x"),
        (
            r"\begin{lemma}[Zorn] x\end{lemma}",
            TYPED.format(r"\begin{lemma}") + "[Zorn] x" + TYPED.format(r"\end{lemma}"),
        ),
    ],
)
def test_what_is_not_understood_is_shown_as_typed(source, html):
    x = Tex("$x$").html
    assert Tex(source).html == html.replace("{x}", x)


def test_an_unclosed_brace_has_no_effect_on_the_rest():
    abstract = Tex(r"we propose \emph{S2SD. It \textbf{extends} all of this.")
    soup = parsed(abstract.html)
    assert soup.em is None
    assert soup.strong.get_text() == "extends"
    assert soup.get_text() == r"we propose \emph{S2SD. It extends all of this."


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("", ""),
        (" a \n", "<p>a</p>"),
        ("a\n\n b\\par c", "<p>a</p>\n<p>b</p>\n<p>c</p>"),
        (
            r"x \begin{itemize}\item a \item[B] b\begin{enumerate}\item c\end{enumerate}\end{itemize} y",
            "<p>x</p>\n<ul><li>a</li><li><strong>B</strong> b<ol><li>c</li></ol></li></ul>\n<p>y</p>",
        ),
        ("{a\n\nb}", "<p>a</p>\n<p>b</p>"),
        ("\\emph{a\n\nb}", "<p><em>a<br>b</em></p>"),
        (r"\begin{abstract}a\end{abstract}b", "<p>a</p>\n<p>b</p>"),
    ],
)
def test_blocks_are_paragraphs_and_lists(source, blocks):
    assert Tex(source).blocks == blocks


def test_lists_in_a_line_keep_their_items_apart():
    text = Tex(r"x \begin{enumerate}\item a \item b\end{enumerate}")
    assert text.plain == "x 1. a 2. b"
    assert words(text.html).split() == ["x", "1.", "a", "2.", "b"]


def test_formulas_become_mathml_in_text_and_unicode_in_plain():
    text = Tex(r"over $+60\%$ in $O(n \log n)$, ($\mathbb{NIR}$)")
    assert [math["alttext"] for math in parsed(text.html).find_all("math")] == [
        r"+60\%",
        r"O(n \log n)",
        r"\mathbb{NIR}",
    ]
    assert text.plain == "over +60% in O(n log n), (ℕ𝕀ℝ)"


def test_commands_of_mathematics_work_without_dollars():
    assert Tex(r"\alpha-helix, $D$ and \bar{D}, \bar D").plain == "α-helix, D and D̄, D̄"


def test_a_title_is_a_value():
    title = Tex("a {B}")
    assert title == Tex("a {B}")
    assert title != Tex("a B")
    assert {title: 1}[Tex("a {B}")] == 1
    assert str(title) == title.plain == "a B"
    assert pickle.loads(pickle.dumps(title)) == title
    assert title
    assert not Tex(" \n")
    with pytest.raises(AttributeError):
        title.source = "b"
    assert isinstance(title.html, Markup)
    assert isinstance(title.blocks, Markup)


def test_plain_is_one_line():
    assert Tex(" a\n b~c\\\\d\n\ne\t").plain == "a b c d e"


def test_control_characters_are_dropped():
    assert Tex("a\x00b\x07c\x1b d\r\ne\ud800\ufffe").plain == "abc d e"


DEEP = [
    "{",
    "}",
    r"\emph{",
    r"{\em ",
    "$a",
    r"\'",
    r"\item ",
    "``",
    r"\(",
    "http://a",
    "\n",
    "$a{",
    r"\begin{itemize}\item ",
]


@pytest.mark.parametrize(
    "source",
    [
        *(unit * 10_000 for unit in DEEP),
        "{" * 50_000 + "}" * 50_000,
        "$" + "{" * 50_000 + "}" * 50_000 + "$",
        "$" + r"\sqrt" * 50_000 + "$",
        r"\sqrt{" * 50_000 + "}" * 50_000,
    ],
    ids=lambda source: source[:12],
)
def test_nothing_is_too_deep_or_too_long(source):
    text = Tex(source)
    assert all(isinstance(shown, str) for shown in (text.html, text.blocks, text.plain, text.latex))


FRAGMENTS = [
    *("\\", "{", "}", "$", "$$", r"\(", r"\)", "~", "--", "``", "''", "`", "'", '"', "&", "<", "[", "]", "%", r"\\"),
    *(r"\emph{", r"\em", r"\bf{", r"\url{", r"\href{", r"\cite", r"\footnote{", r"\begin{itemize}", r"\item"),
    *(r"\end{itemize}", r"\begin{align}", r"\end{align}", r"\'", r"\c", r"\i", r"\foo", r"\alpha", r"\bar", r"\frac"),
    *("x^2", "https://a.org/b_c", "www.b.de", "github.com/x/y", "é", "中", "word", "1", r"\verb|", "<script>", "<b>"),
    *("\n\n", " ", "\x00"),
]
SOURCES = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), max_size=25).map("".join)


@settings(max_examples=150, deadline=None)
@given(SOURCES)
def test_any_text_gives_good_html(source):
    """No source gives unbalanced tags, elements nobody wrote, or a crash."""
    text = Tex(source)
    for html in (text.html, text.blocks, text.label):
        soup = parsed(html)
        assert not {tag.name for tag in soup.find_all(True)} & {"b", "script"} or "<mtext" in html
        assert "<script" not in html
        assert html.count("<a ") == html.count("</a>")
        assert not soup.select("a a, [style], p p")
    assert "<a " not in text.label
    assert text.plain == " ".join(text.plain.split())
    assert bool(text.blocks) <= bool(text)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Alpha", "beta7", "{Gamma}", "$", "}", "{", "--", "``x''", r"\emph{Delta}", "$x^2$", "~"])
    )
)
def test_no_word_is_lost(parts):
    source = " ".join(parts)
    expected = [word for word in ("Alpha", "beta7", "Gamma", "Delta") for part in parts if word in part]
    for shown in (words(Tex(source).html), words(Tex(source).blocks), Tex(source).plain, Tex(source).latex):
        assert all(shown.count(word) >= expected.count(word) for word in expected)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="\\${}~`'-./:"), max_size=40))
def test_plain_words_stay_as_they_are(source):
    """Without a special character, text is only escaped: the shortcut shows what the reader would."""
    from scholarfolio.text.tex.nodes import html
    from scholarfolio.text.tex.reader import read

    assert words(Tex(source).html) == source
    assert Tex(source).html == html(read(source))
    assert Tex(source).plain == source
    assert Tex(Tex(source).plain) == Tex(source)
