"""XML as it is read from a folder that anybody may have filled: well-formed, and without anything that expands."""

from __future__ import annotations

from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


class XmlError(ValueError):
    """A text that is no XML, or more than is wanted; line and column count from 1 (0: the whole text)."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def read(text: str) -> ElementTree.Element:
    """The root of a document.

    Raises:
        XmlError: it is not well-formed, or it declares a document type, by which a short text can expand to any length.
    """
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise XmlError("declares a document type, which no feed or sitemap needs")
    try:
        return ElementTree.fromstring(text)
    except ElementTree.ParseError as fault:
        line, column = fault.position
        raise XmlError(f"is no XML: {fault.msg.split(':')[0]}", line, column + 1) from None
    except ValueError as fault:
        raise XmlError(f"is no XML: {fault}") from None


def text_of(element: ElementTree.Element, path: str) -> str:
    """The text of an element below another, without white space around it; empty where there is none."""
    return (element.findtext(path) or "").strip()
