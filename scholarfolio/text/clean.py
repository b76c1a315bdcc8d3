"""Characters that no web page may hold."""

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def without_controls(text: str) -> str:
    """``text`` without control characters, lone surrogates and non-characters, every line ended by a newline."""
    if text.isprintable() or text.replace("\n", "").isprintable():
        return text
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text))
