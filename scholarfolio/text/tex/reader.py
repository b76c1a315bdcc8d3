r"""LaTeX tokens read into nodes. What cannot be understood becomes a node that shows it as typed."""

import re
import unicodedata
from collections.abc import Callable

from scholarfolio.text.links import address, without_tex
from scholarfolio.text.maths import mathml
from scholarfolio.text.tex import names as names
from scholarfolio.text.tex.commands import COMMANDS
from scholarfolio.text.tex.cursor import Cursor
from scholarfolio.text.tex.nodes import Break, Link, Listing, Maths, Nodes, Span, Text, Typed, plain
from scholarfolio.text.tex.tokens import DEPTH, Kind, Token

_ACCENTS = 3  # as many stand on one letter (\'\^e), written without braces
_LINE_SKIP = re.compile(r"\*?\[-?[\d.]+ ?(?:pt|em|ex|mm|cm|in|bp|pc)\]")
_LETTER = re.compile(r"\s+([A-Za-z])(?![A-Za-z])")


def read(source: str) -> Nodes:
    """The nodes of a LaTeX text."""
    return Reader(source).read()


class Reader(Cursor):
    """Reads tokens from left to right; every method takes up where the one before it stopped."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.depth = 0
        self.accents = 0
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

    def argument(self, code: bool = False) -> Nodes | None:
        """The next argument, read."""
        opening = self.brace()
        if opening is None:
            return None
        self.at = opening + 1
        return self.inside(self.closing[opening], code)

    def group(self, token: Token) -> Nodes:
        """``{…}``, whose braces vanish."""
        closing = self.closing.get(self.at - 1)
        return self.as_typed(token) if closing is None else self.inside(closing)

    def environment(self, token: Token) -> Nodes:
        r"""``\begin{…}…\end{…}``: a list, or its content, with its name unless that says nothing."""
        closing = self.closing.get(self.at - 1)
        if closing is None:
            return self.as_typed(token)
        name = token.value.rstrip("*")
        if name in names.LISTS:
            self.optional()
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
            self.skip_space()
            words: Nodes = [Span("strong", "", [Text(label)]), Text(" ")] if label else []
            items.append(words + self.read(closing, stop="item"))
        self.depth -= 1
        self.at = closing + 1
        filled = [item for item in map(_trimmed, items) if item]
        return [Listing(ordered, filled)] if filled else []

    def switch(self, style: tuple[str, str], end: int, stop: str) -> Span:
        r"""``\em`` and its like: the rest of the group, and outside of any group the rest of the paragraph.

        ``\em{…}`` is what those write who mean ``\emph{…}``.
        """
        self.at += 1
        tag, css = style
        if self.at in self.closing and self.here(Kind.OPEN):
            return Span(tag, css, self.argument(code=tag == "code") or [])
        self.skip_space()
        if self.depth == 0:
            end = next((i for i in range(self.at, end) if self.tokens[i].kind is Kind.PARAGRAPH), end)
        before, self.code, self.depth = self.code, self.code or tag == "code", self.depth + 1
        content = self.read(end, stop)
        self.code, self.depth = before, self.depth - 1
        return Span(tag, css, content)

    # -- tokens ------------------------------------------------------------------------------------------------

    def formula(self, token: Token) -> Nodes:
        """A formula."""
        return [Maths(token.value, token.display, self.typed(token))]

    def ligature(self, token: Token) -> Nodes:
        """Dashes, quotes and ties, which stay as typed in code."""
        return [Text(self.typed(token) if self.code else token.value)]

    def address(self, token: Token) -> Nodes:
        """A bare address."""
        url = without_tex(token.value)
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
            skip = _LINE_SKIP.match(self.source, token.end)
            self.seek(skip.end() if skip else token.end)
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
        start = self.mark()
        nodes = COMMANDS[name](self, name) if name in COMMANDS else self.mathematical(token)
        if nodes is None:
            self.back(start)
            nodes = self.unknown(token)
        return nodes

    def mathematical(self, token: Token) -> Nodes | None:
        r"""A command of mathematics typed outside of it: ``\alpha``, ``\bar{D}``, ``\bar D``."""
        start = self.at
        while self.closing.get(self.at) and self.tokens[self.at].kind is Kind.OPEN and self.at - start < DEPTH:
            self.at = self.closing[self.at] + 1
        end = self.position()
        if self.at == start:
            character = mathml.symbol(token.value)
            if character:
                self.end_name()
                return [Text(character)]
            letter = _LETTER.match(self.source, token.end)
            end = letter.end() if letter else end
        tex = self.source[token.start : end]
        if end > token.end and mathml.is_known(tex):
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

    # -- accents -----------------------------------------------------------------------------------------------

    def accent(self, token: Token) -> Nodes:
        """A letter with an accent, composed."""
        start = self.mark()
        content = self.argument()
        letters = self.letter(named=token.kind is Kind.COMMAND) if content is None else plain(content)
        if letters[:1].isalpha():
            base = {"ı": "i", "ȷ": "j"}.get(letters[0], letters[0])
            return [Text(unicodedata.normalize("NFC", base + names.ACCENTS[token.value] + letters[1:]))]
        if content is not None and not letters:
            return [Text(token.value)]
        self.back(start)
        return self.unknown(token) if token.kind is Kind.COMMAND else self.as_typed(token)

    def letter(self, named: bool) -> str:
        """The one letter after an accent without braces; after a ``named`` accent, a space comes first."""
        if text := self.here(Kind.TEXT):
            if named and not text.value[0].isspace():
                return ""
            self.skip_space()
            following = self.here(Kind.TEXT)
            letter = following.value[0] if following else ""
            if following and letter.isalpha():
                self.seek(following.start + 1)
            return letter
        command = self.here(Kind.COMMAND)
        if command and command.value[0] in "ij" and command.value not in names.CHARACTERS:
            self.seek(command.start + 2)  # \'\ia, where \'{\i}a is meant
            return command.value[0]
        token = command or self.here(Kind.SYMBOL)
        if not token or self.accents == _ACCENTS:
            return ""
        self.at += 1
        self.accents += 1
        letters = plain(_READERS[token.kind](self, token))
        self.accents -= 1
        return letters


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


def _trimmed(nodes: Nodes) -> Nodes:
    """Nodes without the white space and paragraph breaks at either end."""
    blank = [isinstance(node, Break) or (isinstance(node, Text) and not node.text.strip()) for node in nodes]
    start = next((index for index, is_blank in enumerate(blank) if not is_blank), len(nodes))
    end = next((index for index in range(len(nodes), start, -1) if not blank[index - 1]), start)
    return nodes[start:end]
