"""The people of BibTeX's author and editor fields, and what else stands in them: bold type, marks, commas for "and"."""

from __future__ import annotations

import re

from scholarfolio.formats.people import People
from scholarfolio.formats.texts import closing_brace, letters
from scholarfolio.text import Tex
from scholarfolio.values.names import is_others, parse_name, split_names


def read_people(text: str) -> People:
    """Read an author or editor field. No name is lost: one that cannot be understood is kept as one word."""
    people = People()
    plain = letters(_without_marks(_without_styles(text), people))
    for piece in _pieces(plain, people):
        name, et_al = re.subn(r"(?:,?\s+(?:and\s+others|et\.?\s+al\.?))$", "", piece, flags=re.IGNORECASE)
        people.others |= bool(et_al) or is_others(name)
        if not is_others(name):
            _add(name, people)
    return people


def _add(text: str, people: People) -> None:
    text = Tex(text).plain if "\\" in text else text
    for command in re.findall(r"\\[A-Za-z]+", text):
        people.notes.append(f"{command} in a name is not defined; it was kept as text")
    text = re.sub(r"\\(?=[A-Za-z])", "", text)
    text = re.sub(r"(?<=[A-Z]\.)(?=[^\W\d_][a-z])", " ", text)  # "H.-P.Seidel"
    if not any(char.isalnum() for char in text):
        people.notes.append(f'"{text.strip()}" is not a name, so it was left out')
        return
    name = parse_name(text)
    # In reading order where that says the same; braces that only keep "de Ruiter" together need not.
    people.names.append(name.display if parse_name(name.display).sort_key == name.sort_key else name.bibtex)


# --- what is no part of a name --------------------------------------------------------------------------------------

_SWITCH = re.compile(r"\{\s*\\(?:bf|bfseries|it|itshape|em|sc|scshape|sl|rm)(?![A-Za-z])\s*")
_COMMAND = re.compile(r"\\(?![uvHcdbkrtG]\s*\{|(?:thanks|footnote|textsuperscript)\b)[A-Za-z]+\s*\{")


def _without_styles(text: str) -> str:
    r"""``\textbf{Roth, K.}`` without the command and its braces, which say only whose list it is."""
    text = re.sub(r"</?(?:b|strong|i|em|u|span|a)(?:\s[^<>]*)?>|\*\*|__", "", text)
    text = re.sub(r"\\href\s*\{[^{}]*\}\s*(?=\{)", r"\\mbox", text)
    while match := _SWITCH.search(text) or _COMMAND.search(text):
        start, content = match.start(), match.end()
        end = closing_brace(text, content - 1 if match[0].startswith("\\") else start)
        inner, remainder = text[content:end], text[end + 1 :]
        if text[:start].endswith("{") and remainder.startswith("}"):
            start, remainder = start - 1, remainder[1:]
        text = text[:start] + inner + remainder
    return text


_MARK = re.compile(
    r"\$\s*(?:\^|\{\}\^|\\(?:ast|star|dagger|ddagger|dag|ddag|sharp|flat|diamond|bullet)(?![A-Za-z]))[^$]*\$"
    r"|\\textsuperscript\s*\{[^{}]*\}|\\(?:thanks|footnote)\s*\{[^{}]*\}|\\(?:dag|ddag|dagger|ddagger)(?![A-Za-z])"
    r"|(?<=\w)\\?[*†‡§¶#✉]+|[†‡§¶✉]+|\*+(?=,|\s|$)"
)


def _without_marks(text: str, people: People) -> str:
    plain, count = _MARK.subn("", text)
    if count:
        people.notes.append("marks behind names (such as * and †) were left out; see `equal` and `corresponding`")
    return plain


# --- where one name ends --------------------------------------------------------------------------------------------

_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[ -]?){1,4}")
_WITH_INITIALS = re.compile(r"(?:[^\W\d_]\.[ -]?)+[^\W\d_][^\W\d_].*", re.DOTALL)


def _pieces(text: str, people: People) -> list[str]:
    """One text a name, also where commas, ampersands or Chinese commas stand for "and"."""
    text = re.sub(r"[、；]", ";", re.sub("，", ",", text))
    pieces = []
    for piece in split_names(text):
        for part in _at_ampersand(piece):
            names = _at_commas(part)
            if len(names) > 1:
                names = [name for between in names for name in re.split(r"\s*\\?&\s+", between) if name]
                people.notes.append(f'"{part}" holds names between commas; it was read as {len(names)} people')
            pieces += names
    return pieces


def _at_ampersand(piece: str) -> list[str]:
    """``Smith, J. & Jones, B.`` are two; ``Ernst & Young`` is one."""
    parts = re.split(r"\s*,?\s*\\?&\s+", piece) if "{" not in piece else [piece]
    return parts if all("," in part or _WITH_INITIALS.match(part) for part in parts) else [piece]


def _at_commas(piece: str) -> list[str]:
    """``Smith, J., Jones, B.`` and ``J. Smith, B. Jones`` are two; ``King, Jr., Martin`` is one."""
    parts = [part.strip() for part in piece.split(",") if part.strip()]
    if "{" in piece or len(parts) < 2:
        return [piece]
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    short = all(len(part.split()) <= 2 for part in parts)
    if len(parts) >= 4 and len(parts) % 2 == 0 and (short or all(_INITIALS.fullmatch(given) for _, given in pairs)):
        return [f"{family}, {given}" for family, given in pairs]
    listed = len(parts) >= 3 or piece.rstrip().endswith(",")
    if all(map(_WITH_INITIALS.match, parts)) or (listed and all(" " in part for part in parts)):
        return parts
    return [piece]
