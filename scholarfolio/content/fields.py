"""Kinds: the sorts of value that records are made of, each with its checks and its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from scholarfolio.content.reader import Raw
from scholarfolio.content.schema import At, FieldType, ListOf, Scalar
from scholarfolio.text import Markdown, Tex, hints
from scholarfolio.text.entities import decoded, decoded_tex, first_entity
from scholarfolio.values import identifiers
from scholarfolio.values.colour import NAMED, parse_colour
from scholarfolio.values.dates import DateError, PartialDate, parse_date
from scholarfolio.values.names import Name, looks_split, parse_name, split_names
from scholarfolio.values.problems import did_you_mean
from scholarfolio.values.slugs import slug_problem


def without_entities(text: str, at: At, decode: Callable[[str], str] = decoded) -> str:
    """Text without the entities of HTML, such as ``&eacute;``, which have no meaning here; they are warned about."""
    if "&" not in text or not (entity := first_entity(text)):
        return text
    at.warn(f'"{entity}" is HTML, which has no meaning here; it was read as "{decoded(entity)}", so write that')
    return decode(text)


class Text(Scalar[str]):
    """Plain text on one line."""

    default = ""

    def __init__(self, label: str = "a text") -> None:
        self.label = label

    def convert(self, text: str, at: At) -> str | None:
        r"""Fold line breaks into single spaces; TeX in it becomes letters, as in ``Driftwood \& Sons``."""
        text = without_entities(text, at, decoded_tex if "\\" in text else decoded)
        return " ".join((Tex(text).plain if "\\" in text else text).split())


class Verbatim(Scalar[str]):
    """Text kept line by line."""

    label = "a text of several lines"
    default = ""

    def convert(self, text: str, at: At) -> str | None:
        """Keep the text as it is."""
        return text


class TexText(Scalar[Tex]):
    """Text that may hold LaTeX."""

    label = "a text that may hold LaTeX"
    default = Tex("")

    def convert(self, text: str, at: At) -> Tex | None:
        """Wrap the source; its forms are worked out when asked for."""
        return Tex(without_entities(text, at, decoded_tex))


class MarkdownText(Scalar[Markdown]):
    """Text that may hold Markdown and mathematics."""

    label = "a text in Markdown"
    default = Markdown("")

    def convert(self, text: str, at: At) -> Markdown | None:
        """Wrap the source; its forms are worked out when asked for."""
        report_losses(text, at)
        return Markdown(text)


_SILENT_PICTURE = re.compile(r"!\[\s*\]\(")
_MAY_LOSE = re.compile(hints.LOSS)


def report_losses(text: str, at: At, *, body: bool = False) -> None:
    """Report what readers, or those who cannot see, will not get of a text in Markdown; ``body``: of a page's."""
    if _SILENT_PICTURE.search(text):
        message = "a picture has no alternative text; say what it shows between the brackets: ![…](…)"
        at.warn_in_text(_SILENT_PICTURE, message, body=body)
    if _MAY_LOSE.search(text):
        from scholarfolio.text.markdown.losses import losses

        for loss in losses(text, at.scope.link_kinds):
            at.warn_in_text(loss.typed, loss.message, body=body)


class Choice(Scalar[str]):
    """One of a few words."""

    default = ""

    def __init__(self, values: Iterable[str], aliases: Mapping[str, str] | None = None) -> None:
        self.values = tuple(values)
        self.aliases = aliases or {}
        self.label = "one of " + ", ".join(self.values)

    def convert(self, text: str, at: At) -> str | None:
        """Take the word, or the one it is another name for."""
        word = self.aliases.get(text.lower(), text.lower())
        if word in self.values:
            return word
        hint = did_you_mean(text, (*self.values, *self.aliases)) or f"; expected {self.label}"
        at.error(f'"{text}" is not known here{hint}')
        return None


class Flag(Scalar[bool]):
    """Yes or no."""

    label = "true or false"
    default = False
    _words: ClassVar = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}

    def convert(self, text: str, at: At) -> bool | None:
        """Take the words that people use for yes and no."""
        value = self._words.get(text.lower())
        if value is None:
            at.error(f'"{text}" is neither true nor false')
        return value


class Number(Scalar[int]):
    """A whole number, not negative."""

    label = "a whole number"

    def convert(self, text: str, at: At) -> int | None:
        """Take digits, with or without thousands separators."""
        digits = re.sub(r"[,\u202f\u00a0 ](?=\d{3}\b)", "", text)
        if digits.isascii() and digits.isdigit() and len(digits) < 19:
            return int(digits)
        at.error(f'"{text}" is {"below zero" if re.fullmatch(r"-[0-9]+", text) else "not a whole number"}')
        return None


class DateText(Scalar[PartialDate]):
    """A date as precise as it is known."""

    label = "a date: 2024-08-26, 2024-08 or 2024"

    def convert(self, text: str, at: At) -> PartialDate | None:
        """Read the date; an impossible one is reported, never bent into shape."""
        try:
            return parse_date(text)
        except DateError as error:
            at.error(str(error))
            return None


class Url(Scalar[str]):
    """The address of a page elsewhere."""

    label = "an address that begins with https://"
    default = ""
    schemes: tuple[str, ...] = ("http", "https", "ftp", "mailto")

    def convert(self, text: str, at: At) -> str | None:
        """Check that the address is absolute and holds no blanks; encode what may not stand in one."""
        text = without_entities(text, at) if "&amp;" in text else text
        if problem := self._problem(text):
            at.error(problem)
            return None
        return re.sub(r'["<>\\^`{|}]', lambda sign: f"%{ord(sign[0]):02X}", text)

    def _problem(self, text: str) -> str | None:
        if re.search(r"\s", text):
            return f'"{text}" holds a blank, so it is no address; write %20 for it'
        try:
            parts = urlsplit(text)
            host = parts.hostname
        except ValueError as error:
            return f'"{text}" is no address: {error}'
        if parts.scheme in self.schemes and (host or parts.scheme == "mailto"):
            return None
        if parts.scheme.lower() in self.schemes:
            return f'"{text}" lacks the name of a host'
        if re.match(r"[\w-]+(\.[\w-]+)+(/|$)", text):
            return f'"{text}" is no full address; write "https://{text}"'
        return f'"{text}" is not an address that begins with https://'


class Link(Url):
    """An address elsewhere, or a file of one's own below the content folder."""

    label = "an address, or the path of a file such as files/slides.pdf"

    def convert(self, text: str, at: At) -> str | None:
        """Take an address, or a path that exists with exactly these letters."""
        path = text.removeprefix("./").removeprefix("content/")
        if path in at.scope.files:
            return path
        if re.match(r"[a-zA-Z]:[\\/]|/(?!/)|~|file:", text):
            at.error(f'"{text}" lies on your own computer; put the file into files/ and write "files/…" here')
            return None
        if re.match(r"[a-zA-Z][\w+.-]*:", text) or re.match(r"(www\.|[\w-]+\.(com|org|net|io|edu)/)", text):
            return super().convert(text, at)
        at.error(f'there is no file "{text}" below {at.document.path.split("/")[0]}/{self._hint(path, at)}')
        return None

    @staticmethod
    def _hint(path: str, at: At) -> str:
        files = at.scope.files
        tail = [name for name in files if name.rsplit("/", 1)[-1] == path.rsplit("/", 1)[-1]]
        return f'; did you mean "{tail[0]}"?' if len(tail) == 1 else did_you_mean(path, files)


class OwnFile(Link):
    """A file of one's own that a page shows: it asks no other host for anything."""

    label = "the path of a file, such as files/teaser.png"

    def convert(self, text: str, at: At) -> str | None:
        """Take a path that exists with exactly these letters."""
        address = super().convert(text, at)
        if address is None or address in at.scope.files:
            return address
        name = urlsplit(address).path.rsplit("/", 1)[-1] or "picture.png"
        at.error(f'pages load nothing from elsewhere; save the file in files/ and write "files/{name}" here')
        return None


class Identifier(Scalar[str]):
    """An identifier of a registry, with or without the address that people paste around it."""

    default = ""

    def __init__(self, label: str, pattern: str, strip: str, example: str) -> None:
        self.label = label
        self.example = example
        self._pattern = re.compile(pattern)
        self._strip = re.compile(strip, re.IGNORECASE)

    def convert(self, text: str, at: At) -> str | None:
        """Strip what is pasted around it and check its form."""
        bare = self._strip.sub("", text)
        if self._pattern.fullmatch(bare):
            return bare
        at.error(f'"{text}" is not {self.label}, such as {self.example}')
        return None


class Orcid(Identifier):
    """An ORCID iD, with its check digit."""

    def __init__(self) -> None:
        super().__init__(
            "an ORCID iD", r"(\d{4}-){3}\d{3}[\dX]", r"^https?://(www\.)?orcid\.org/|/$", "0000-0002-1825-0097"
        )

    def convert(self, text: str, at: At) -> str | None:
        """Check the form and, by ISO 7064 11,2, the last digit."""
        bare = super().convert(text.upper() if text[-1:] == "x" else text, at)
        if bare is None:
            return None
        total = 0
        for digit in bare.replace("-", "")[:-1]:
            total = (total + int(digit)) * 2
        expected = "0123456789X"[(12 - total % 11) % 11]
        if bare[-1] != expected:
            at.error(f'"{text}" is not an ORCID iD: its last digit does not fit, so a digit is mistyped')
            return None
        return bare


class Doi(Identifier):
    """A DOI; in an address that was pasted, its signs may be encoded."""

    def __init__(self) -> None:
        super().__init__("a DOI", identifiers.DOI, identifiers.DOI_PREFIX, "10.5555/12345678")

    def convert(self, text: str, at: At) -> str | None:
        """Strip the address around it and check its form."""
        return super().convert(unquote(text) if "%" in text and "doi.org/" in text else text, at)


DOI = Doi()
ARXIV = Identifier(
    "an arXiv id",
    identifiers.ARXIV_ID,
    r"^(https?://)?(www\.)?arxiv\.org/(abs|pdf|html)/|^arxiv:\s*|\.pdf$",
    "2101.00001",
)
PUBMED = Identifier("a PubMed id", r"\d{1,9}", r"^(https?://)?pubmed\.ncbi\.nlm\.nih\.gov/|^pmid:\s*|/$", "12345678")
LANGUAGE = Identifier("a language tag", r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", r"$^", "en or pt-BR")
ISSN = Identifier("an ISSN", r"\d{4}-\d{3}[\dXx]", r"^issn:?\s*", "0162-8828")
ISBN = Identifier("an ISBN", r"(?=(?:\D*\d){9,13}[\dXx]?\D*$)[\d -]{9,17}[\dXx]", r"^isbn:?\s*", "978-3-16-148410-0")


class PersonName(Scalar[Name]):
    """A person's or an organisation's name."""

    label = "a name, such as Ada Lovelace or Lovelace, Ada"
    default = Name(literal="?")  # stands for a missing name, which is reported, so that the rest can be checked

    def convert(self, text: str, at: At) -> Name | None:
        """Read the name in either order; TeX accents in it become letters."""
        text = without_entities(text, at, decoded_tex if "\\" in text else decoded)
        plain = Tex(text).plain if "\\" in text else text
        if not any(letter.isalnum() for letter in plain):
            at.error(f'"{text}" is not a name')
            return None
        return parse_name(plain)


class Names(ListOf[Name]):
    """A list of names, without marks; ``A and B`` in one text counts as two."""

    def __init__(self) -> None:
        super().__init__(PersonName(), "a list of names")

    def read(self, raw: Raw, at: At) -> tuple[Name, ...] | None:
        """Read a list or BibTeX's ``and`` form; a name cut in two by YAML is reported."""
        if report_split_name(raw, at):
            return None
        return super().read(listed_names(raw), at)


def listed_names(raw: Raw) -> Raw:
    """``A and B`` as a list of two; anything else as it is."""
    return split_names(raw) if isinstance(raw, str) and " and " in raw else raw


def report_split_name(raw: Raw, at: At) -> bool:
    """Report ``[Roth, Karsten]``, which YAML reads as two authors; tell whether it was found."""
    if isinstance(raw, str) and " and " not in raw:
        return _report_several(raw.split(","), at)
    if not isinstance(raw, list) or not all(isinstance(item, str | dict) for item in raw):
        return False
    # A name written as a mapping says what it is; a placeholder keeps the positions.
    pair = looks_split([item if isinstance(item, str) else "others" for item in raw])
    if pair is None:
        return False
    family, given = (raw[index] for index in pair)
    (at / pair[0]).error(
        f'"{family}" and "{given}" are read as two authors; if this is one person, write "{given} {family}" or '
        f"'{family}, {given}' in quotes; if they are two, write them as '{{{family}}}', '{{{given}}}'"
    )
    return True


def _report_several(parts: list[str], at: At) -> bool:
    """Report several names in one text; two of at least two words each may also be one with its family name first."""
    if len(parts) > 2:
        at.error('several names in one text; write a list: [Ada Lovelace, Charles Babbage], or join them with "and"')
        return True
    if len(parts) == 2 and all(len(part.split()) > 1 for part in parts):
        family, given = (" ".join(part.split()) for part in parts)
        at.warn(
            f'is read as one name, "{given} {family}"; if these are two people, write [{family}, {given}], '
            f"and if it is one, ['{family}, {given}']"
        )
    return False


class TopicId(Scalar[str]):
    """A topic, by its id; one that ``topics.yaml`` does not declare is warned about once."""

    label = "a topic's id"
    default = ""

    def convert(self, text: str, at: At) -> str | None:
        """Take the id and check that it is declared."""
        scope = at.scope
        if text not in scope.topics and text not in scope.unknown_topics:
            scope.unknown_topics.add(text)
            hint = did_you_mean(text, scope.topics)
            at.warn(f'the topic "{text}" is not declared in topics.yaml{hint}')
        return text


class PersonId(Scalar[str]):
    """A person, by the id in ``people.yaml``."""

    label = "a person's id from people.yaml"
    default = ""

    def convert(self, text: str, at: At) -> str | None:
        """Take the id; an unknown one is an error, since the person would silently become another."""
        if text in at.scope.people:
            return text
        at.error(f'there is no person "{text}" in people.yaml{did_you_mean(text, at.scope.people)}')
        return None


class PaperId(Scalar[str]):
    """A paper of the site, by its id."""

    label = "a paper's id"
    default = ""

    def convert(self, text: str, at: At) -> str | None:
        """Take the id; an unknown one is an error, since the link would lead nowhere."""
        if text in at.scope.papers:
            return text
        at.error(f'there is no paper "{text}"{did_you_mean(text, at.scope.papers)}')
        return None


class Colour(Scalar[str]):
    """A colour, kept as ``#rrggbb``."""

    label = "a colour: '#8a1538' in quotes, or a CSS name such as teal"
    default = ""

    def convert(self, text: str, at: At) -> str | None:
        """Take hexadecimal digits, with or without ``#``, or a name."""
        colour = parse_colour(text)
        if colour is None:
            hint = did_you_mean(text, NAMED) or f"; expected {self.label}"
            at.error(f'"{text}" is not a colour{hint}')
        return colour


class LookName(Scalar[str]):
    """A look, by the name of its file."""

    label = "the name of a look: classic, modern, compact, or a file of yours in static/looks/"
    default = ""

    def convert(self, text: str, at: At) -> str | None:
        """Take the name of a file that exists."""
        name = text.removesuffix(".css")
        if name in at.scope.looks:
            return name
        known = ", ".join(sorted(at.scope.looks))
        at.error(f'there is no look "{text}"{did_you_mean(name, at.scope.looks) or f"; there are {known}"}')
        return None


class Blocks(ListOf[str]):
    """Blocks of the home page, each once, by the names of their templates."""

    def __init__(self) -> None:
        super().__init__(_Block(), "a list of blocks")

    def read(self, raw: Raw, at: At) -> tuple[str, ...] | None:
        """Read the list; a block that stands in it twice is reported."""
        blocks = super().read(raw, at)
        names = raw if isinstance(raw, list) else []
        for index, name in enumerate(names):
            if name in names[:index]:
                (at / index).error(f'"{name}" stands here twice; a page can hold it only once')
        return blocks


class _Block(Scalar[str]):
    label = "a block of the home page"

    def convert(self, text: str, at: At) -> str | None:
        if text in at.scope.blocks:
            return text
        known = ", ".join(sorted(at.scope.blocks))
        at.error(f'there is no block "{text}"{did_you_mean(text, at.scope.blocks) or f"; there are {known}"}')
        return None


class Slug(Scalar[str]):
    """The part of an address that names a page."""

    label = "a short name for addresses, such as deep-learning"
    default = ""

    def convert(self, text: str, at: At) -> str | None:
        """Check that the text can stand in an address as it is."""
        if problem := slug_problem(text):
            at.error(problem)
            return None
        return text


class ByYear(FieldType[Mapping[int, int]]):
    """Numbers by year."""

    label = "a mapping from year to number"
    default: Mapping[int, int] = {}

    def read(self, raw: Raw, at: At) -> Mapping[int, int] | None:
        """Read ``{2023: 4, 2024: 17}``."""
        if not isinstance(raw, dict):
            at.error(f"{self.label} is expected, such as {{2023: 4, 2024: 17}}")
            return None
        counts = {}
        for year, value in raw.items():
            number = Number().read(value, at / year)
            if re.fullmatch(r"[12]\d{3}", str(year)) is None:
                (at / year).error(f'"{year}" is not a year', key=True)
            elif number is not None:
                counts[int(year)] = number
        return dict(sorted(counts.items()))
