"""Web addresses: finding bare ones in running text, and making any of them fit for an ``href``."""

import re
import sys
from collections.abc import Iterator
from urllib.parse import unquote

from scholarfolio.text import hints

CODE_HOSTS = r"(?:github\.com|gitlab\.com|bitbucket\.org|huggingface\.co)"
START = rf"(?<![A-Za-z0-9_@./\-])(?:https?://|www\.(?=[\w-]+\.)|{CODE_HOSTS}/(?=\w))"
# Scripts written without spaces would run on into the address, so only ASCII and alphabets with spaces belong to it.
CHARACTER = r"[!#%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~\u00c0-\u02ff\u0370-\u05ff]"
_HINT = re.compile(hints.ADDRESS)
BARE = re.compile(f"(?i:{START}){CHARACTER}+")

# how far before its hint an address begins
_BACK = {"://": (5, 4), "www.": (0,), ".com/": (6,), ".org/": (9,), ".co/": (11,)}

_SCHEMELESS = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?=[/?#:]|$)", re.IGNORECASE)
_CODE_HOST = re.compile(CODE_HOSTS, re.IGNORECASE)
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_WEB = re.compile(
    rf"https?://(?:(?:{_LABEL}\.)*[^\W\d_](?:[\w-]{{0,61}}[^\W_])?|{_OCTET}(?:\.{_OCTET}){{3}})(?::\d{{1,4}})?(?=[/?#]|$)",
    re.IGNORECASE,
)
_MAIL = re.compile(r"mailto:[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?:\?[\w=&%.+-]*)?$", re.IGNORECASE | re.ASCII)
_ILLEGAL = re.compile(r"%(?![0-9A-Fa-f]{2})|[\x00-\x20\"<>\\^`{|}\[\]\x7f-\xa0]")
_TEX_ESCAPE = re.compile(r"\{?\\([_%#&~])(?:\{\}|\})?|(\\textasciitilde)\s*(?:\{\})?|\s+")
_CLOSING = ".,;:!?'\"*"
_BRACKETS = {")": "(", "]": "["}


def bare_links(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and address of every bare web address in ``text``."""
    for match in bare(text, BARE):
        url = without_closing(match[0])
        if address(url):
            yield match.start(), match.start() + len(url), url


def bare(text: str, pattern: re.Pattern[str], start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
    """Matches of ``pattern``, which begins with ``START``, tried only where the letters of an address stand."""
    done = start
    for hint in _HINT.finditer(text, start, end):
        for back in _BACK[hint[0].lower()]:
            position = hint.start() - back
            match = pattern.match(text, position, end) if position >= done else None
            if match:
                yield match
                done = match.end()
                break


def without_closing(url: str) -> str:
    """``url`` without the punctuation that belongs to the sentence round it."""
    surplus = {close: url.count(close) - url.count(open_) for close, open_ in _BRACKETS.items()}
    end = len(url)
    while end:
        last = url[end - 1]
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in _CLOSING:
            break
        end -= 1
    return url[:end]


def address(url: str) -> str | None:
    """``url`` fit for an ``href``: scheme added, illegal characters encoded.

    None when it is neither a web nor a mail address, so that nothing else (``javascript:``) ever becomes a link.
    """
    url = url.strip()
    if _SCHEMELESS.match(url):
        url = ("https://" if _CODE_HOST.match(url) else "http://") + url
    if not _WEB.match(url) and not _MAIL.match(url):
        return None
    return encoded(url)


def without_tex(url: str) -> str:
    """An address as typed in LaTeX, without its escapes and line breaks."""
    return _TEX_ESCAPE.sub(lambda match: match[1] or ("~" if match[2] else ""), url)


def encoded(url: str) -> str:
    """``url`` with the characters that no address may hold encoded."""
    url, hash_, fragment = url.partition("#")
    return _ILLEGAL.sub(_percent, url + hash_ + fragment.replace("#", "%23"))


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def typed_address(address: str) -> re.Pattern[str]:
    """What an address looks like where Markdown or HTML links to it, as typed: percent signs and ``&amp;`` or not."""
    forms = {address, unquote(address), address.replace("&", "&amp;")}
    spelled = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    return re.compile(rf"""(?:\]\(\s*<?|\]:\s*<?|\b(?:href|src|page)\s*[=:]\s*\\?["']?)({spelled})(?=[\s)>"'\\]|$)""")
