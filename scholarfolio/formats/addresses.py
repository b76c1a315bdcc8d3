"""Web addresses in the fields of other programs: without TeX, mended where a line break or a scheme is missing."""

from __future__ import annotations

import re

from scholarfolio.formats.identifiers import Reading

# Generic endings of hosts, by which an address without its scheme is told from the name of a file. All endings of two
# letters are those of countries.
_GENERIC = frozenset(
    "academy ac aero agency ai app arpa art asia bio biz blog book business cat center cloud club codes "
    "com community company coop design dev digital directory earth eco edu education email energy "
    "engineering eu expert fm foundation fun fyi gallery global gov group guide guru health host house id "
    "info ink institute int io jobs kim lab land law life link live lol love ltd media me mil mobi museum "
    "name net network news ngo nu one ong onl online ooo org page photography pictures plus post press "
    "pro pub quebec red report research review reviews rocks run school science scot services shop site "
    "social software solutions space store studio support swiss systems team tech technology tel today "
    "tools top training travel tv university vip vlaanderen wales wang watch website wien wiki win work "
    "works world wtf xyz zone berlin bayern hamburg koeln ruhr paris bzh corsica eus gal cymru tokyo "
    "osaka kyoto nagoya london nyc amsterdam".split()
)
# What is an ending of files as well; alone, without a path, such a name is no host.
_FILE_ENDINGS = frozenset("ai cc gz js md mo pl pm ps py rs sh so ts".split())
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_HOST = re.compile(
    rf"(?P<host>(?:{_LABEL}\.)+(?P<ending>[^\W\d_]{{2,24}}|xn--[a-z0-9-]+))(?P<port>:\d+)?(?P<path>[/?#]|$)", re.I
)
_FULL = re.compile(r"(?:https?|ftp)://[^\s/]\S*", re.IGNORECASE)
_SCHEME = r"(?:https?|ftp)://"


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
    return text.replace("{", "").replace("}", "").strip()


def addresses(text: str) -> list[str]:
    """Every web address in a text of words; those without a scheme count where a path follows the host."""
    return list(read_addresses(text, bare_hosts=False).values)


def read_addresses(text: str, *, bare_hosts: bool = True) -> Reading:
    """The web addresses of a field, mended where a line break or a missing ``http://`` broke them.

    Args:
        text: the field.
        bare_hosts: whether a host alone, without scheme and path, is an address.
    """
    text = re.sub(r"(?<=\S)[ \t]*\n\s*(?!\w+:)", "", identifier(text))
    urls: dict[str, None] = {}
    rest: list[str] = []
    for part in re.split(rf"[\s;,]+(?={_SCHEME}|www\.)|(?<=\w)[;,]\s+", text) if text else ():
        url, behind = _address(part, bare_hosts)
        urls |= {url: None} if url else {}
        rest.append(behind)
    return Reading(tuple(urls), "; ".join(filter(None, rest)))


def _address(text: str, bare_hosts: bool) -> tuple[str, str]:
    """The address that a text begins with, and the words behind it; all of the text where it is none."""
    text = re.sub(r"^url\s*[=:]\s*", "", text.strip().strip("<>").rstrip(".,;"), flags=re.IGNORECASE)
    text = text[1:].rstrip(")]") if text.startswith(("(", "[")) else text
    text = f"http:{text}" if text.startswith("//") else text
    if not re.match(_SCHEME, text, re.IGNORECASE):
        if not _is_host(text, bare_hosts):
            return "", text
        text = f"http://{text}"
    text, behind = _cut(text)
    if not _FULL.match(text):
        return "", text
    scheme, _, path = text.partition("://")
    path = re.sub(r"\s+", "%20", path).replace("\\", "%5C").replace('"', "%22")
    return f"{scheme.lower()}://{path}", behind


def _is_host(text: str, bare_hosts: bool) -> bool:
    """Whether a text without a scheme begins with a host."""
    match = _HOST.match(text.split()[0]) if text else None
    if match is None:
        return False
    ending = match["ending"].lower()
    known = len(ending) == 2 or ending in _GENERIC or not ending.isascii() or ending.startswith("xn--")
    if match["host"].lower().startswith("www."):
        return True
    alone = not match["path"] and not match["port"]
    return known and not (alone and (not bare_hosts or ending in _FILE_ENDINGS))


def _cut(url: str) -> tuple[str, str]:
    """An address, and the words behind it. Blanks within the name of a file belong to it."""
    first, _, behind = url.partition(" ")
    if not behind or re.search(r"[^\s(]\.\w{2,5}(?:[?#]\S*)?$", behind):
        return url, ""
    return first.rstrip(".,;"), behind.strip(" ()[].,;")


def labelled_addresses(text: str) -> list[tuple[str, str]]:
    """Links written as ``[label](address)`` or ``[label]: address``."""
    if "](" not in text and "]:" not in text.replace(" ", ""):
        return []
    pattern = r"\[([^\[\]]+)\]\s*:?\s*\(?\s*(https?://[^\s()<>]+)"
    return [(label.strip(), url.rstrip(".,;")) for label, url in re.findall(pattern, identifier(text))]
