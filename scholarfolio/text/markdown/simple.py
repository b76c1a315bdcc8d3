"""The Markdown of a few sentences, read at once: paragraphs, lists, words in asterisks and links.

Most summaries and biographies hold nothing else. The result is what Markdown makes of them, much sooner; and where all
texts are like that, neither Markdown nor what we add to it has to be loaded, which counts in a small build.
"""

import re
from itertools import pairwise

from scholarfolio.text import hints
from scholarfolio.text.markup import element, escape

_WORDS = r"[^\s*\[\]]+(?:[ \n][^\s*\[\]]+)*"
_ADDRESS = r"https?://(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}(?:/[A-Za-z0-9./_-]*)?"
_MARKED = re.compile(
    rf"(?<!\*)(?P<stars>\*\*?)(?P<words>{_WORDS})(?P=stars)(?!\*)"
    rf"|(?<!!)\[(?P<label>{_WORDS})\]\((?P<url>{_ADDRESS})\)"
)
_MORE = re.compile(rf"{hints.MARKDOWN}|&|<")
_LATER = re.compile(rf"\$|{hints.ADDRESS}")
_BLANK_LINES = re.compile(r"\n{2,}")


def html(text: str) -> str:
    """A text as HTML; nothing for one that holds anything else."""
    blocks = [(block.startswith("- "), _parts(block)) for block in _BLANK_LINES.split(text)]
    if any(before and behind for (before, _), (behind, _) in pairwise(blocks)):
        return ""  # one list with more between its items
    parts = [part for _, parts in blocks for part in parts]
    words = _MARKED.sub(r".\g<words>\g<label>.", "\n\n".join(parts))
    if any(part[:1] in "\n" for part in parts) or _MORE.search(f"\n{words}"):
        return ""
    return "\n".join([_list(parts) if is_list else element("p", _line(parts[0])) for is_list, parts in blocks])


def finished_html(text: str) -> str:
    """The same for a text in which there are no formulas and bare addresses to come, either."""
    return "" if _LATER.search(_bare(text)) else html(text)


def plain(text: str) -> str:
    """The words of a text that there is HTML of."""
    return " ".join(_bare(" ".join(part for block in _BLANK_LINES.split(text) for part in _parts(block))).split())


def _bare(text: str) -> str:
    """A text without its marks."""
    return _MARKED.sub(r"\g<words>\g<label>", text)


def _parts(block: str) -> list[str]:
    """The items of a list, or the one text of a paragraph."""
    return block[2:].split("\n- ") if block.startswith("- ") else [block]


def _list(items: list[str]) -> str:
    return "\n".join(["<ul>", *(element("li", _line(item)) for item in items), "</ul>"])


def _line(text: str) -> str:
    return _MARKED.sub(_element, escape(text))


def _element(match: re.Match[str]) -> str:
    if url := match["url"]:
        return f'<a href="{url}">{match["label"]}</a>'
    return element("strong" if match["stars"] == "**" else "em", match["words"])
