"""References in a style of the author's own: a ``.csl`` file, which pandoc's citation processor carries out.

Each reference is made as if its paper were the only one cited: none is told apart from others by ``2024a``, and none
has a number before it.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import cast
from xml.etree import ElementTree

from scholarfolio.content.models import Paper
from scholarfolio.formats.citation_styles.cache import ReferenceCache, digest
from scholarfolio.formats.citation_styles.reference import Reference, StyleError
from scholarfolio.formats.citation_styles.wording import plain
from scholarfolio.formats.citation_styles.work import title_html
from scholarfolio.formats.csl_json import writer as csl_json
from scholarfolio.text.markup import trusted
from scholarfolio.values.invocation import install

_NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
# What depends on the other references of a list, or puts a number before this one.
_AMONG_OTHERS = re.compile(
    r"""\s(?:disambiguate-[a-z-]+|subsequent-author-substitute(?:-rule)?|second-field-align)\s*=\s*(?:"[^"]*"|'[^']*')"""
    r"""|<text\b[^>]*\bvariable\s*=\s*["']citation-number["'][^>]*/>"""
)
# pandoc 3.9 sets such a label before the names, unless it is told where they stand.
_LONE_LABEL = re.compile(r"(<names\b[^>]*[^/>]>\s*)(?=<label\b[^>]*/>\s*(?:</names>|<substitute\b))")
_BARE_SPAN = re.compile(r"<span>((?:(?!</?span).)*)</span>", re.DOTALL)
# Fields for reference managers; styles would print them only by mistake.
_UNPRINTED = ("abstract", "keyword", "note", "custom")


def references(papers: Sequence[Paper], path: Path, name: str, cache: Path | None) -> Mapping[str, Reference]:
    """The references of the papers, by their ids; where the style makes nothing of a paper, it is missing.

    Args:
        papers: the papers.
        path: the style.
        name: what messages call it.
        cache: a folder to keep references in.

    Raises:
        StyleError: the style cannot be used, or pandoc cannot be found.
    """
    style = read_style(path, name)
    processor = Pandoc(name)
    references = ReferenceCache(cache, digest(style, processor.version))
    items = {paper.id: Item(paper) for paper in papers}
    new = {item.digest: item for item in items.values() if item.digest not in references}
    if new:
        formatted = processor.bibliography([item.fields for item in new.values()], style)
        references |= {key: formatted.get(at, "") for at, key in enumerate(new)}
    references.save(item.digest for item in items.values())
    return {key: item.reference(references[item.digest]) for key, item in items.items() if references[item.digest]}


def read_style(path: Path, name: str) -> str:
    """The style's XML, made ready: without what concerns only references among others.

    Raises:
        StyleError: it cannot be read, or it is no style that says how references look.
    """
    try:
        text = path.read_text("utf-8-sig")
        root = ElementTree.fromstring(text)
    except FileNotFoundError:
        raise StyleError(f'there is no citation style "{name}"') from None
    except (OSError, ValueError, ElementTree.ParseError) as error:
        raise StyleError(f'the citation style "{name}" cannot be read: {error}') from None
    if root.tag != f"{_NAMESPACE}style":
        raise StyleError(f'"{name}" is no citation style; styles can be had from https://www.zotero.org/styles')
    for parent in root.iterfind(f".//{_NAMESPACE}link[@rel='independent-parent']"):
        raise StyleError(f'the citation style "{name}" only points to another; use that: {parent.get("href")}')
    if root.find(f"{_NAMESPACE}bibliography") is None:
        raise StyleError(f'the citation style "{name}" says nothing about references, only about notes')
    return _LONE_LABEL.sub(r"\1<name/>", _AMONG_OTHERS.sub("", text))


class Item:
    """A paper as pandoc gets it. In its title, single characters stand for formulas, which pandoc could not read.

    Attributes:
        fields: the CSL item.
        digest: what stands for everything that its reference is made from.
    """

    # of the letters that Unicode leaves to private use
    _FIRST_HIDING = 0xE000
    _PIECE = re.compile(r"<(?P<whole>math|code)\b.*?</(?P=whole)>|<(?P<slash>/?)(?P<tag>\w*)[^>]*>", re.DOTALL)
    _TAGS = dict.fromkeys(("em", "i"), "i") | dict.fromkeys(("strong", "b"), "b") | {"sup": "sup", "sub": "sub"}

    def __init__(self, paper: Paper) -> None:
        self._hidden: list[str] = []
        fields = csl_json.item(paper) | {"title": "".join(self._title(title_html(paper)))}
        if paper.authors.others:
            # pandoc reads such a name as "et al."
            named = cast(list[object], fields.get("author", []))
            fields["author"] = [*named, {"literal": "others"}]
        self.fields = {name: value for name, value in fields.items() if name not in _UNPRINTED}
        self.digest = digest(json.dumps(self.fields, sort_keys=True), *self._hidden)

    def _title(self, html: str) -> Iterator[str]:
        """The title in the markup of CSL."""
        done = 0
        for match in self._PIECE.finditer(html):
            yield from self._words(html[done : match.start()])
            done = match.end()
            if match["whole"]:
                yield self._hide(match[0])
            elif match["tag"] in self._TAGS:
                yield f"<{match['slash']}{self._TAGS[match['tag']]}>"
        yield from self._words(html[done:])

    def _words(self, html: str) -> Iterator[str]:
        """Text, in which nothing looks like a tag."""
        yield re.sub("<", lambda match: self._hide("&lt;"), unescape(html))

    def _hide(self, html: str) -> str:
        self._hidden.append(html)
        return chr(self._FIRST_HIDING + len(self._hidden) - 1)

    def reference(self, answer: str) -> Reference:
        """The reference, from what pandoc made."""
        html = clean(answer)
        for at, hidden in enumerate(self._hidden):
            html = html.replace(chr(self._FIRST_HIDING + at), hidden)
        return Reference(trusted(html), plain(html))


def clean(html: str) -> str:
    """What pandoc or a file says is a reference, with nothing in it that does not belong into one."""
    import nh3  # loading it takes time

    html = nh3.clean(
        re.sub(r"</?div\b[^>]*>", " ", html).replace('class="smallcaps"', 'class="sc"'),
        tags={"em", "strong", "sup", "sub", "span", "a"},
        attributes={"a": {"href"}},
        tag_attribute_values={"span": {"class": {"sc"}}},
        url_schemes={"http", "https"},
        link_rel=None,
    )
    while (simpler := _BARE_SPAN.sub(r"\1", html)) != html:
        html = simpler
    return " ".join(html.split())


class Pandoc:
    """The program that carries styles out.

    Raises:
        StyleError: it cannot be found or does not run.
    """

    _ENTRY = re.compile(r'<div\s+id="ref-(\d+)"\s+class="csl-entry"[^>]*>')

    def __init__(self, style_name: str) -> None:
        self._style_name = style_name
        self._program = self._find()
        self.version = self._run("--version").partition("\n")[0]

    def _find(self) -> str:
        spec = find_spec("pypandoc")  # its wheel brings the program along
        own_folder = Path(spec.origin).parent / "files" if spec and spec.origin else None
        program = which("pandoc", path=str(own_folder)) if own_folder else None
        program = program or which("pandoc")
        if not program:
            raise StyleError(
                f'references in the style "{self._style_name}" are left out, because pandoc is not installed; '
                f"to install it: {install(['pypandoc-binary'])}",
                "note",
            )
        return program

    def bibliography(self, items: Sequence[Mapping[str, object]], style: str) -> dict[int, str]:
        """The references as HTML, by their item's position."""
        numbered = json.dumps([dict(item) | {"id": str(at)} for at, item in enumerate(items)])
        with TemporaryDirectory() as folder:
            file = Path(folder) / "style.csl"
            file.write_text(style, "utf-8")
            html = self._run(
                "--citeproc", "--csl", str(file), "-f", "csljson", "-t", "html", "--wrap=none", text=numbered
            )
        _, *pieces = self._ENTRY.split(html)
        return {int(at): entry for at, entry in zip(pieces[::2], pieces[1::2], strict=True)}

    def _run(self, *arguments: str, text: str = "") -> str:
        try:
            process = subprocess.run(
                [self._program, *arguments], input=text, capture_output=True, encoding="utf-8", check=True
            )
        except OSError as error:
            raise StyleError(f"pandoc cannot be started: {error.strerror}") from None
        except subprocess.CalledProcessError as error:
            reason = " ".join(error.stderr.split())
            raise StyleError(f'pandoc cannot use the citation style "{self._style_name}": {reason}') from None
        return process.stdout
