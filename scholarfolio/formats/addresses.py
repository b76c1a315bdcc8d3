"""Identifiers and web addresses in the fields of other programs: without TeX, mended where a line break cut them."""

from __future__ import annotations

import re

_URL = re.compile(r"https?://[^\s<>\"|]+", re.I)


def identifier(text: str) -> str:
    r"""An identifier or address without TeX: ``10.1000/a\_b`` is ``10.1000/a_b``."""
    text = text.strip()
    if not re.search(r"[\\${}&]", text):
        return text
    text = re.sub(r"\\(?:url|path|nolinkurl|href)\s*(?=\{)", "", text)
    text = re.sub(r"\$\\sim\$|\{?(?:\\textasciitilde|\\sim|\\~)(?:\{\}|(?![A-Za-z])\s?)\}?", "~", text)
    text = re.sub(r"\{?\\textless(?:\{\}|(?![A-Za-z])\s?)\}?|\$<\$", "<", text)
    text = re.sub(r"\{?\\textgreater(?:\{\}|(?![A-Za-z])\s?)\}?|\$>\$", ">", text)
    text = re.sub(r"\{?\\textunderscore(?:\{\}|(?![A-Za-z])\s?)\}?", "_", text)
    text = re.sub(r"\\([_%#&$~^{}-])", r"\1", text)
    text = text.replace("&amp;", "&")
    return text.replace("{", "").replace("}", "").strip()


def addresses(text: str) -> list[str]:
    """Every web address in a field, mended where a line break or a missing ``http://`` broke it."""
    if "." not in text:
        return []
    text = re.sub(r"(?<=\S)[ \t]*\n\s*(?!\w+:)", "", identifier(text))
    parts = re.split(r"[\s;,]+(?=(?:https?|ftp)://)", text)
    return list(dict.fromkeys(url for part in parts if (url := _address(part))))


def _address(text: str) -> str:
    text = re.sub(r"^(?:URL|Url)\s*[=:]\s*", "", text.strip().strip("<>").rstrip(".,;"))
    if re.match(r"(?:www\.|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|io|ai|de|uk|fr)/)", text, re.I):
        text = f"http://{text}"
    if not re.match(r"(?:https?|ftp)://[^\s/]+\.?[^\s/]*", text, re.I):
        return ""
    scheme, _, path = text.partition("://")
    return f"{scheme.lower()}://" + re.sub(r"\s+", "%20", path).replace("\\", "%5C").replace('"', "%22")


def labelled_addresses(text: str) -> list[tuple[str, str]]:
    """Links written as ``[label](address)`` or ``[label]: address``."""
    if "](" not in text and "]:" not in text.replace(" ", ""):
        return []
    pattern = r"\[([^\[\]]+)\]\s*:?\s*\(?\s*(https?://[^\s()<>]+)"
    return [(label.strip(), url.rstrip(".,;")) for label, url in re.findall(pattern, identifier(text))]
