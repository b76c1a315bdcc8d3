"""BibTeX as it is written: one paper becomes one entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scholarfolio.content.models import AuthorList, Paper
from scholarfolio.text import Tex, to_ascii_latex
from scholarfolio.values.names import Name
from scholarfolio.values.titles import full_title


def dumps(paper: Paper) -> str:
    """The paper's BibTeX entry, ending in a newline: the author's own where there is one.

    The key is the paper's id, so it is unique and stays. Text is UTF-8, as biber and today's BibTeX read it; braces
    are balanced. Nothing is exported that the record does not say: no day (BibTeX knows none) and never the summary.
    """
    if own := paper.bibtex.strip():
        return f"{own}\n"
    for entry_type in (paper.type_info.bibtex, *_INSTEAD.get(paper.type_info.bibtex, ()), "misc"):
        fields = dict(_fields(paper, entry_type))
        if all(any(fields[name] for name in names.split("|")) for names in _REQUIRED.get(entry_type, ())):
            break
    fields = {name: value for name, value in fields.items() if value}
    width = max((len(name) for name in fields), default=0)
    lines = [f"  {name:<{width}} = {value},\n" for name, value in fields.items()]
    return f"@{entry_type}{{{paper.id},\n{''.join(lines)}}}\n"


def dumps_ascii(paper: Paper) -> str:
    """The same with LaTeX for every accent; the first line holds the key, which stays."""
    head, line_end, fields = dumps(paper).partition("\n")
    return head + line_end + to_ascii_latex(fields)


# What styles demand of each type. A record that does not say it becomes @misc, of which nothing is demanded; the
# field `type`, which classic styles pass over and biblatex prints, still tells what it is.
_REQUIRED = {
    "article": ("author", "journal", "year"),
    "inproceedings": ("author", "booktitle", "year"),
    "incollection": ("author", "booktitle", "publisher", "year"),
    "inbook": ("author|editor", "chapter|pages", "publisher", "year"),
    "book": ("author|editor", "publisher", "year"),
    "proceedings": ("year",),
    "phdthesis": ("author", "school", "year"),
    "mastersthesis": ("author", "school", "year"),
    "techreport": ("author", "institution", "year"),
    "unpublished": ("author", "note"),
}
_INSTEAD = {"incollection": ("inbook",)}


def _fields(paper: Paper, entry_type: str) -> Iterator[tuple[str, str]]:
    """Every field that BibTeX users know, in their usual order; those without a value are empty."""
    title = full_title(_latex(paper.title.source), _latex(paper.subtitle.source))  # BibTeX has no field for the second
    yield "title", _braced(protect_capitals(title))
    yield "author", _braced(_names((author.name for author in paper.authors.named), paper.authors))
    yield "editor", _braced(_names(paper.editor))
    yield from _containers(paper, entry_type)
    yield "year", _braced(str(paper.year or ""))
    yield "month", (paper.date and paper.date.bibtex_month) or ""
    yield "volume", _text(paper.volume)
    yield "number", _text(paper.number)
    yield "pages", _text(_page_range(paper.pages))
    for name in ("chapter", "series", "edition", "publisher", "institution", "school", "organization", "address"):
        yield name, _text(getattr(paper, name))
    yield "type", _text(paper.type_info.label) if entry_type == "misc" and paper.type not in ("", "misc") else ""
    yield "doi", _verbatim(paper.doi)
    yield from _arxiv(paper)
    yield "pmid", _verbatim(paper.pubmed)
    yield "isbn", _verbatim(", ".join(paper.isbn))
    yield "issn", _verbatim(", ".join(paper.issn))
    yield "url", _verbatim(paper.url)
    yield "note", _braced(_latex(paper.note.source))
    yield "keywords", _text(", ".join(paper.keywords))
    yield "language", _text(paper.language)
    yield "abstract", _braced(_INNER_LINE.sub("\n    ", _latex(paper.abstract.source)))


def _containers(paper: Paper, entry_type: str) -> Iterator[tuple[str, str]]:
    """What the paper is part of, under the name that its type asks for; the venue where nothing fuller is known."""
    named = {"journal": paper.journal, "booktitle": paper.booktitle, "howpublished": paper.howpublished}
    container = "howpublished" if entry_type == "misc" else paper.type_info.container
    if container and not any(named.values()):
        named[container] = paper.venue
    elif entry_type == "misc":  # its styles print neither journal nor booktitle
        named["howpublished"] = next(filter(None, (paper.howpublished, paper.journal, paper.booktitle)))
    yield from ((name, _text(value)) for name, value in named.items())


def _arxiv(paper: Paper) -> Iterator[tuple[str, str]]:
    if paper.arxiv:
        yield "eprint", _verbatim(paper.arxiv)
        yield "archiveprefix", "{arXiv}"
        yield "primaryclass", _braced(paper.category if _ARXIV_CLASS.fullmatch(paper.category) else "")


_ARXIV_CLASS = re.compile(
    r"(cs|math|stat|eess|econ|physics|astro-ph|cond-mat|nlin|q-bio|q-fin)\.[A-Za-z-]{2,}"
    r"|(hep-(th|ph|ex|lat)|nucl-(th|ex)|quant-ph|gr-qc|math-ph)"
)


def _names(names: Iterable[Name], authors: AuthorList | None = None) -> str:
    written = [_latex(name.bibtex) for name in names]
    return " and ".join([*written, "others"] if authors and authors.others else written)


_RANGE = re.compile(r"(?<=\w)\s*(?:-|–|—|--)\s*(?=\w)")
_INNER_LINE = re.compile(r"\n(?=.)")


def _page_range(pages: str) -> str:
    """Between two numbers BibTeX wants two hyphens: ``101--117``."""
    return _RANGE.sub("--", pages) if pages else ""


def _braced(latex: str) -> str:
    return f"{{{latex}}}" if latex else ""


def _text(text: str) -> str:
    return _braced(_latex(text)) if text else ""


_SPECIAL = re.compile(r"\\|\{|\}|\$|&|%|#|_|\^|~|://|www\.")


def _latex(source: str) -> str:
    """The text as LaTeX; most text is that already."""
    is_plain = source.isprintable() and not _SPECIAL.search(source) and source == source.strip()
    return source if is_plain else Tex(source).latex


def _verbatim(text: str) -> str:
    """An address or identifier, in which nothing is escaped; its braces would end the field, so they are encoded."""
    return _braced(text.replace("{", "%7B").replace("}", "%7D"))


# --- capitals -------------------------------------------------------------------------------------------------------

# Where a title may need braces: only there is it taken apart.
_CAPITAL = re.compile(r"[^\W\d_a-z](?:(?<=[\w'’.].)|(?<!\w.)(?!\w))")
_PIECE = re.compile(
    r"(?P<math>\$\$.*?\$\$|\$(?:\\.|[^$\\])*\$|\\\(.*?\\\)|\\\[.*?\\\])"
    r"|(?P<command>\\(?:[A-Za-z]+|[`'^\"~=.]))"
    r"|(?P<open>\{)"
    r"|(?P<word>(?:[^\W_][\u0300-\u036f]*|['’.](?=[^\W_]))+)"
    r"|(?P<other>\\.|.)",
    re.DOTALL,
)
# Letters that are commands: like any letter, they may begin a word in upper case.
_LETTERS = frozenset(["\\O", "\\L", "\\AE", "\\OE", "\\AA", "\\DH", "\\TH", "\\DJ", "\\NG"])


def protect_capitals(title: str) -> str:
    """Put braces round the words whose capitals must survive a style that sets titles in lower case.

    These are words with a capital behind their first letter (``WaffleCLIP``, ``3D``), single capital letters within
    a title, formulas and commands with capitals. What stands in braces is protected already. The title must be LaTeX
    with balanced braces.
    """
    if "\\" not in title and "$" not in title and not _CAPITAL.search(title):
        return title
    parts: list[str] = []
    word: list[tuple[str, str]] = []
    opening = True  # where styles keep the capital themselves: at the beginning and behind a colon
    for kind, text in _pieces(title):
        if kind != "other":
            word.append((kind, text))
            continue
        if word:
            parts.append(_protected(word, opening))
            word, opening = [], False
        opening = opening or text == ":"
        parts.append(text)
    return "".join([*parts, _protected(word, opening)])


def _pieces(title: str) -> Iterator[tuple[str, str]]:
    position = 0
    while match := _PIECE.match(title, position):
        kind, end = match.lastgroup or "other", match.end()
        if kind == "open":
            end = _group_end(title, position)
        yield kind, title[position:end]
        position = end


def _group_end(title: str, start: int) -> int:
    depth = 0
    for position in range(start, len(title)):
        depth += (title[position] == "{") - (title[position] == "}")
        if depth == 0:
            return position + 1
    return len(title)


def _protected(word: list[tuple[str, str]], opening: bool) -> str:
    text = "".join(piece for _, piece in word)
    if not _needs_braces(word, opening):
        return text
    # A brace and a backslash begin what BibTeX calls a special character, whose case it changes; two braces do not.
    return f"{{{{{text}}}}}" if text.startswith("\\") and not text[1:].isalpha() else f"{{{text}}}"


def _needs_braces(word: list[tuple[str, str]], opening: bool) -> bool:
    letters = "".join(text for kind, text in word if kind == "word")
    if letters == letters.upper() != letters.lower() and len(letters) == len(word) == 1:
        return not opening
    shown = [text for kind, text in word if kind == "math" or (kind == "command" and text not in _LETTERS)]
    return any(map(str.isupper, letters[1:])) or any(char.isupper() for text in shown for char in text)
