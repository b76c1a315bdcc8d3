r"""LaTeX tokens read into nodes. What cannot be understood becomes a node that shows it as typed."""

import re
import unicodedata
from collections.abc import Callable

from scholarfolio.text import maths
from scholarfolio.text import tex_names as names
from scholarfolio.text.links import address
from scholarfolio.text.tex_nodes import Break, Link, Listing, Maths, Nodes, Span, Text, Typed, plain
from scholarfolio.text.tex_tokens import DEPTH, Kind, Token, pairs, tokens

_OPTIONAL = re.compile(r"\s*\[([^\[\]{}$]*)\]")
_SPACE = re.compile(r"[ \t]*\n?[ \t]*")
_LETTER = re.compile(r"\s+([A-Za-z])(?![A-Za-z])")
_URL_ESCAPE = re.compile(r"\{?\\([_%#&~])(?:\{\}|\})?|(\\textasciitilde)\s*(?:\{\})?|\s+")


def read(source: str) -> Nodes:
    """The nodes of a LaTeX text."""
    return Reader(source).read()


def clean_url(typed: str) -> str:
    """An address as typed in LaTeX, without its escapes."""
    return _URL_ESCAPE.sub(lambda found: found[1] or ("~" if found[2] else ""), typed)


class Reader:
    """Reads tokens from left to right; every method takes up where the one before it stopped.

    Methods for commands return None, and may stop anywhere, when the argument they need is missing.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = tokens(source)
        self.closing = pairs(self.tokens)
        self.at = 0
        self.depth = 0
        self.code = False

    def read(self, end: int | None = None, stop: str = "") -> Nodes:
        """The nodes up to the token at ``end``, or up to the command ``stop`` at this level."""
        end = len(self.tokens) if end is None else end
        nodes: Nodes = []
        while self.at < end:
            token = self.tokens[self.at]
            if token.kind is Kind.TEXT:
                nodes.append(Text(token.value))
                self.at += 1
                continue
            if token.kind is Kind.COMMAND:
                if token.value == stop:
                    break
                if token.value in names.SWITCHES and self.depth < DEPTH:
                    nodes.append(self.switch(names.SWITCHES[token.value], end, stop))
                    continue
            self.at += 1
            nodes += _READERS[token.kind](self, token)
        return nodes

    def typed(self, token: Token) -> str:
        """The source of a token."""
        return self.source[token.start : token.end]

    def as_typed(self, token: Token) -> Nodes:
        """A token that is not understood."""
        return [Typed(self.typed(token))]

    # -- braces and environments -------------------------------------------------------------------------------

    def inside(self, closing: int, code: bool = False) -> Nodes:
        """The nodes up to a closing token, which is passed over."""
        before, self.code, self.depth = self.code, self.code or code, self.depth + 1
        nodes = self.read(closing)
        self.code, self.depth = before, self.depth - 1
        self.at = closing + 1
        return nodes

    def group(self, token: Token) -> Nodes:
        """``{…}``, whose braces vanish."""
        closing = self.closing.get(self.at - 1)
        return self.as_typed(token) if closing is None else self.inside(closing)

    def environment(self, token: Token) -> Nodes:
        r"""``\begin{…}…\end{…}``: a list, or its content, with its name unless that says nothing."""
        closing = self.closing.get(self.at - 1)
        if closing is None:
            return self.as_typed(token)
        self.optional()
        name = token.value.rstrip("*")
        if name in names.LISTS:
            return self.listing(names.LISTS[name], closing)
        content = self.inside(closing)
        if name in names.PLAIN_ENVIRONMENTS:
            return [Break(paragraph=True), *content, Break(paragraph=True)]
        return [*self.as_typed(token), *content, *self.as_typed(self.tokens[closing])]

    def listing(self, ordered: bool, closing: int) -> Nodes:
        """The items of a list; what stands before the first is an item without its command."""
        self.depth += 1
        items = [self.read(closing, stop="item")]
        while self.at < closing:
            self.at += 1
            label = self.optional()
            words: Nodes = [Span("strong", "", [Text(label)]), Text(" ")] if label else []
            items.append(words + self.read(closing, stop="item"))
        self.depth -= 1
        self.at = closing + 1
        kept = [item for item in map(_trimmed, items) if item]
        return [Listing(ordered, kept)] if kept else []

    def switch(self, style: tuple[str, str], end: int, stop: str) -> Span:
        r"""``\em`` and its like: the rest of the group, and outside of any group the rest of the paragraph."""
        self.at += 1
        self.skip_space()
        if self.depth == 0:
            end = next((i for i in range(self.at, end) if self.tokens[i].kind is Kind.PARAGRAPH), end)
        tag, css = style
        before, self.code, self.depth = self.code, self.code or tag == "code", self.depth + 1
        content = self.read(end, stop)
        self.code, self.depth = before, self.depth - 1
        return Span(tag, css, content)

    # -- arguments ---------------------------------------------------------------------------------------------

    def position(self) -> int:
        """Where in the source the next token starts."""
        return self.tokens[self.at].start if self.at < len(self.tokens) else len(self.source)

    def seek(self, position: int) -> None:
        """Go to a place in the source; a token that begins before it is cut."""
        while self.at < len(self.tokens) and self.tokens[self.at].end <= position:
            self.at += 1
        if self.position() < position:
            token = self.tokens[self.at]
            self.tokens[self.at] = Token(Kind.TEXT, position, token.end, self.source[position : token.end])

    def skip_space(self) -> None:
        """Pass over the white space that ends a command's name."""
        if self.at < len(self.tokens) and self.tokens[self.at].kind is Kind.TEXT:
            token = self.tokens[self.at]
            found = _SPACE.match(self.source, token.start, token.end)
            if found and found[0]:
                self.seek(found.end())

    def end_name(self) -> None:
        """Pass over what ends a name: white space, or an empty group."""
        if self.closing.get(self.at) == self.at + 1:
            self.at += 2
        else:
            self.skip_space()

    def optional(self) -> str:
        """Pass over ``[…]``; its inside, empty when there is none."""
        found = _OPTIONAL.match(self.source, self.position())
        if not found:
            return ""
        self.seek(found.end())
        return found[1].replace("~", " ").strip()

    def brace(self) -> int | None:
        """Index of the brace that opens the next argument, if there is one that also closes."""
        index = self.at
        if index < len(self.tokens) and self.tokens[index].kind is Kind.TEXT and self.tokens[index].value.isspace():
            index += 1
        return index if index in self.closing and self.tokens[index].kind is Kind.OPEN else None

    def raw_argument(self) -> str | None:
        """The source of the next argument."""
        opening = self.brace()
        if opening is None:
            return None
        closing = self.closing[opening]
        self.at = closing + 1
        return self.source[self.tokens[opening].end : self.tokens[closing].start]

    def argument(self, code: bool = False) -> Nodes | None:
        """The next argument, read."""
        opening = self.brace()
        if opening is None:
            return None
        self.at = opening + 1
        return self.inside(self.closing[opening], code)

    # -- tokens ------------------------------------------------------------------------------------------------

    def formula(self, token: Token) -> Nodes:
        """A formula."""
        return [Maths(token.value, token.display, self.typed(token))]

    def ligature(self, token: Token) -> Nodes:
        """Dashes, quotes and ties, which stay as typed in code."""
        return [Text(self.typed(token) if self.code else token.value)]

    def address(self, token: Token) -> Nodes:
        """A bare address."""
        url = clean_url(token.value)
        return [Link(url, [])] if address(url) else [Text(url)]

    def paragraph(self, token: Token) -> Nodes:
        """A blank line."""
        return [Break(paragraph=True)]

    def verbatim(self, token: Token) -> Nodes:
        r"""``\verb|…|``."""
        return [Span("code", "", [Text(token.value)])]

    def symbol(self, token: Token) -> Nodes:
        """A backslash and one character: an escape, a space, a line break or an accent."""
        if token.value == "\\":
            self.optional()
            return [Break()]
        if token.value in names.SYMBOLS:
            return [Text(names.SYMBOLS[token.value])]
        if token.value in names.ACCENTS:
            return self.accent(token)
        return self.as_typed(token)

    def command(self, token: Token) -> Nodes:
        """A named command."""
        name = token.value
        if name in names.ACCENTS:
            return self.accent(token)
        if name in names.CHARACTERS or name in names.SILENT:
            self.end_name()
            return [Text(names.CHARACTERS[name])] if name in names.CHARACTERS else []
        if name in names.BREAKS or name == "par":
            self.skip_space()
            return [Break(paragraph=name == "par")]
        start = self.at
        found = self.with_argument(name)
        if found is None:
            self.at = start
            found = self.mathematical(token) if name not in names.STYLES else None
        if found is None:
            found = self.unknown(token)
        return found

    def with_argument(self, name: str) -> Nodes | None:
        """A command that takes an argument; None when it is not known or has none."""
        if name in names.STYLES:
            tag, css = names.STYLES[name]
            content = self.argument(code=tag == "code")
            return None if content is None else [Span(tag, css, content)]
        if name in names.TRANSPARENT:
            return self.argument()
        if name in names.DROPPED:
            return None if self.raw_argument() is None else []
        if name in names.FOOTNOTES:
            return self.footnote()
        if name in names.CITATIONS:
            return self.citation()
        if name in names.ADDRESSES:
            raw = self.raw_argument()
            return None if raw is None else [Link(clean_url(raw), [])]
        return _COMMANDS[name](self) if name in _COMMANDS else None

    def mathematical(self, token: Token) -> Nodes | None:
        r"""A command of mathematics typed outside of it: ``\alpha``, ``\bar{D}``, ``\bar D``."""
        start = self.at
        while self.closing.get(self.at) and self.tokens[self.at].kind is Kind.OPEN and self.at - start < DEPTH:
            self.at = self.closing[self.at] + 1
        end = self.position()
        if self.at == start:
            found = maths.symbol(token.value)
            if found:
                self.end_name()
                return [Text(found)]
            letter = _LETTER.match(self.source, token.end)
            end = letter.end() if letter else end
        tex = self.source[token.start : end]
        if end > token.end and maths.known(tex):
            self.seek(end)
            return [Maths(tex, False, tex)]
        self.at = start
        return None

    def unknown(self, token: Token) -> Nodes:
        """A command nobody knows, shown with its arguments, or with the brace that never closes its first."""
        if self.position() == token.end and self.at < len(self.tokens):
            if self.tokens[self.at].kind is Kind.OPEN and self.at not in self.closing:
                self.at += 1
                return [Typed(self.source[token.start : self.tokens[self.at - 1].end])]
            if self.source.startswith("[", self.position()):
                self.optional()
        while self.at in self.closing and self.tokens[self.at].kind is Kind.OPEN:
            self.at = self.closing[self.at] + 1
        return [Typed(self.source[token.start : self.position()])]

    # -- commands ----------------------------------------------------------------------------------------------

    def accent(self, token: Token) -> Nodes:
        """A letter with an accent, composed."""
        start, mark = self.at, names.ACCENTS[token.value]
        content = self.argument()
        letters = self.letter(named=token.kind is Kind.COMMAND) if content is None else plain(content)
        if letters[:1].isalpha():
            base = {"ı": "i", "ȷ": "j"}.get(letters[0], letters[0])
            return [Text(unicodedata.normalize("NFC", base + mark + letters[1:]))]
        if content is not None and not letters:
            return [Text(token.value)]
        self.at = start
        return self.unknown(token) if token.kind is Kind.COMMAND else self.as_typed(token)

    def letter(self, named: bool) -> str:
        """The one letter after an accent without braces; after a ``named`` accent, a space comes first."""
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        if token and token.kind is Kind.TEXT:
            if named and not token.value[0].isspace():
                return ""
            found = _SPACE.match(self.source, token.start, token.end)
            start = found.end() if found else token.start
            letter = self.source[start : min(start + 1, token.end)]
            if letter.isalpha():
                self.seek(start + 1)
            return letter
        if token and token.kind is Kind.COMMAND and token.value[0] in "ij" and token.value not in names.CHARACTERS:
            self.seek(token.start + 2)  # \'\ia, where \'{\i}a is meant
            return token.value[0]
        if token and token.kind in (Kind.COMMAND, Kind.SYMBOL) and self.depth < DEPTH:
            self.at += 1
            self.depth += 1
            letters = plain(_READERS[token.kind](self, token))
            self.depth -= 1
            return letters
        return ""

    def footnote(self) -> Nodes | None:
        """A footnote, in brackets where it stands."""
        self.optional()
        content = self.argument()
        return None if content is None else [Text(" "), Span("span", "footnote", content, "(", ")")]

    def citation(self) -> Nodes | None:
        """``[key, key]``, with the notes that stand in square brackets before and after them."""
        notes = [self.optional(), self.optional()]
        raw = self.raw_argument()
        if raw is None:
            return None
        keys = ", ".join(key.strip() for key in raw.split(","))
        before, after = notes if notes[1] else ("", notes[0])
        return [Text("[" + " ".join(filter(None, [before, keys])) + (f", {after}]" if after else "]"))]

    def href(self) -> Nodes | None:
        r"""``\href{address}{words}``."""
        raw = self.raw_argument()
        content = self.argument()
        if raw is None or content is None:
            return None
        url = clean_url(raw)
        return [Link(url, content)] if address(url) else [*content, Text(f" ({url})")]

    def second(self) -> Nodes | None:
        """A command whose first argument says nothing to a reader."""
        self.optional()
        self.raw_argument()
        return self.argument()

    def space(self) -> Nodes | None:
        """A horizontal space of any width."""
        return None if self.raw_argument() is None else [Text(" ")]

    def quoted(self) -> Nodes | None:
        r"""``\enquote{…}``."""
        content = self.argument()
        return None if content is None else [Text("“"), *content, Text("”")]

    def ensured(self) -> Nodes | None:
        r"""``\ensuremath{…}``."""
        raw = self.raw_argument()
        return None if raw is None else [Maths(raw, False, rf"\ensuremath{{{raw}}}")]


_READERS: dict[Kind, Callable[[Reader, Token], Nodes]] = {
    Kind.LIGATURE: Reader.ligature,
    Kind.FORMULA: Reader.formula,
    Kind.COMMAND: Reader.command,
    Kind.SYMBOL: Reader.symbol,
    Kind.OPEN: Reader.group,
    Kind.CLOSE: Reader.as_typed,
    Kind.BEGIN: Reader.environment,
    Kind.END: Reader.as_typed,
    Kind.ADDRESS: Reader.address,
    Kind.PARAGRAPH: Reader.paragraph,
    Kind.VERBATIM: Reader.verbatim,
}
_COMMANDS: dict[str, Callable[[Reader], Nodes | None]] = {
    "href": Reader.href,
    "textcolor": Reader.second,
    "colorbox": Reader.second,
    "hspace": Reader.space,
    "enquote": Reader.quoted,
    "ensuremath": Reader.ensured,
}


def _trimmed(nodes: Nodes) -> Nodes:
    """Nodes without the white space and paragraph breaks at either end."""
    blank = [isinstance(node, Break) or (isinstance(node, Text) and not node.text.strip()) for node in nodes]
    start = next((index for index, is_blank in enumerate(blank) if not is_blank), len(nodes))
    end = next((index for index in range(len(nodes), start, -1) if not blank[index - 1]), start)
    return nodes[start:end]
