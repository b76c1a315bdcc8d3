r"""A place in a list of LaTeX tokens, and what can be taken from there: space, options, arguments."""

import re

from scholarfolio.text.tex.tokens import Kind, Token, pairs, tokens

_OPTIONAL = re.compile(r"\s*\[([^\[\]{}$]*)\]")
_SPACE = re.compile(r"[ \t]*\n?[ \t]*")


class Cursor:
    """A place in the tokens of a text."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = list(tokens(source))
        self.closing = pairs(self.tokens)
        self.at = 0
        self.cuts: list[tuple[int, Token]] = []

    def typed(self, token: Token) -> str:
        """The source of a token."""
        return self.source[token.start : token.end]

    def here(self, kind: Kind) -> Token | None:
        """The next token, if it is of this kind."""
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        return token if token and token.kind is kind else None

    def position(self) -> int:
        """Where in the source the next token starts."""
        return self.tokens[self.at].start if self.at < len(self.tokens) else len(self.source)

    def seek(self, position: int) -> None:
        """Go to a place in the source; a token that begins before it is cut."""
        while self.at < len(self.tokens) and self.tokens[self.at].end <= position:
            self.at += 1
        if self.position() < position:
            token = self.tokens[self.at]
            self.cuts.append((self.at, token))
            self.tokens[self.at] = Token(Kind.TEXT, position, token.end, self.source[position : token.end])

    def mark(self) -> tuple[int, int]:
        """The present place, to come back to."""
        return self.at, len(self.cuts)

    def back(self, mark: tuple[int, int]) -> None:
        """Return to a place, all tokens behind it whole again."""
        self.at, count = mark
        while len(self.cuts) > count:
            index, token = self.cuts.pop()
            self.tokens[index] = token

    def skip_space(self) -> None:
        """Pass over the white space that ends a command's name."""
        token = self.here(Kind.TEXT)
        if token:
            space = _SPACE.match(self.source, token.start, token.end)
            if space and space[0]:
                self.seek(space.end())

    def end_name(self) -> None:
        """Pass over what ends a name: white space, or an empty group."""
        if self.closing.get(self.at) == self.at + 1:
            self.at += 2
        else:
            self.skip_space()

    def optional(self) -> str:
        """Pass over ``[…]``; its inside, empty when there is none."""
        match = _OPTIONAL.match(self.source, self.position())
        if not match:
            return ""
        self.seek(match.end())
        return match[1].replace("~", " ").strip()

    def brace(self) -> int | None:
        """Index of the brace that opens the next argument, if there is one that also closes."""
        space = self.here(Kind.TEXT)
        index = self.at + 1 if space and space.value.isspace() else self.at
        return index if index in self.closing and self.tokens[index].kind is Kind.OPEN else None

    def raw_argument(self) -> str | None:
        """The source of the next argument."""
        opening = self.brace()
        if opening is None:
            return None
        closing = self.closing[opening]
        self.at = closing + 1
        return self.source[self.tokens[opening].end : self.tokens[closing].start]
