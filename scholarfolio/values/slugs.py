"""Addresses made from text: readable, stable, and fit for every file system and every URL.

Latin, Greek and Cyrillic letters become ASCII. Letters of other scripts (Han, Arabic, Devanagari, …) stay
as they are: file names and IRIs may hold them, and whoever reads the script can read the address.
"""

import re
import unicodedata
import zlib

MAX_SLUG_CHARS, MAX_SLUG_BYTES = 80, 200
MAX_ID_CHARS, MAX_ID_BYTES = 120, 240


def _spelled(letters: str, spellings: str) -> dict[str, str]:
    return dict(zip(letters, spellings.split(), strict=True))


# What decomposing a letter does not turn into ASCII by itself.
_LATIN = _spelled("æœøłđðþıħŋŧĸəǝɛɔɖƒƙɓɗɣɲƴʒȷ", "ae oe o l d d th i h ng t k e e e o d f k b d g n y zh j")
_GREEK = _spelled("αβγδεζηθικλμνξοπρστυφχψω", "a v g d e z i th i k l m n x o p r s t y f ch ps o")
_CYRILLIC = _spelled(
    "абвгдежзиклмнопрстуфхцчшщыэюяєіґђјљњћџ",
    "a b v g d e zh z i k l m n o p r s t u f kh ts ch sh shch y e yu ya ye i g dj j lj nj c dz",
)
_SILENT = dict.fromkeys("ъь'‘’‛`", "")
_SYMBOLS = {"&": "-and-", "+": "-plus-"}
# Modifier letters and the accents of Latin, Greek and Cyrillic, which decomposing leaves alone.
_ACCENTS = dict.fromkeys(
    [*range(0x2B0, 0x370), *range(0x1AB0, 0x1B00), *range(0x1DC0, 0x1E00), *range(0x20D0, 0x2100)], ""
)
_TABLE = {ord(char): spelling for char, spelling in (_LATIN | _GREEK | _CYRILLIC | _SILENT | _SYMBOLS).items()}

# What most texts are made of needs none of this: words in ASCII, without those signs that are spelt or left out.
_WORD, _SPELLED = re.compile("[a-z0-9]+"), re.compile("['`&+#]")

# Windows opens a device instead of a file of such a name, whatever its extension.
_DEVICES = frozenset(["con", "prn", "aux", "nul"] + [f"{port}{n}" for port in ("com", "lpt") for n in range(10)])


def slugify(text: str) -> str:
    """The address for a text: lower-case words joined by single hyphens, never empty.

    "Ørsted & Sons" → "orsted-and-sons", "cs.CV" → "cs-cv", "C++" → "c-plus-plus", "O'Neill" → "oneill".
    Upper and lower case, composed and decomposed accents give the same slug. A text without any letter or
    digit gives "x-" and eight hex digits of its checksum; `index` and Windows device names get "-x" behind
    them. At most 80 characters and 200 bytes, cut between words where possible.
    """
    if text.isascii() and not _SPELLED.search(text):
        folded = text.lower()
        slug = _shorten("-".join(_WORD.findall(folded)))
    else:
        folded = _fold(text)
        slug = _shorten(unicodedata.normalize("NFC", _hyphenate(folded)))
    if not slug:
        return f"x-{zlib.crc32(folded.encode('utf-8', 'surrogatepass')):08x}"
    return f"{slug}-x" if _is_reserved(slug) else slug


def is_slug(text: str) -> bool:
    """Whether a text can serve as a paper's id and address as it stands."""
    return slug_problem(text) is None


def slug_problem(text: str) -> str | None:
    """Why a text cannot be an id and address, as a sentence with a suggestion; None when it can.

    Allowed are letters and digits of any script, with hyphens, underscores and dots inside.
    """
    excerpt = text if len(text) <= 40 else text[:39] + "…"
    reason = _complaint(text)
    return f'"{excerpt}" {reason}; try "{slugify(text)}"' if reason else None


_PLAIN = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?")


def _complaint(text: str) -> str | None:
    if not text:
        return "is empty"
    if len(text) > MAX_ID_CHARS or len(text.encode("utf-8", "surrogatepass")) > MAX_ID_BYTES:
        return f"is too long for a file name (at most {MAX_ID_CHARS} characters and {MAX_ID_BYTES} bytes)"
    return (None if _PLAIN.fullmatch(text) else _misfit(text)) or _reserved(text)


def _misfit(text: str) -> str | None:
    if misfits := [char for char in text if not (_is_word_char(char) or char in "-_.")]:
        return f"holds {_in_words(misfits[0])}, which an address cannot have"
    if text[0] in "-." or text[-1] in "-." or not _is_word_char(text[0], marks=False):
        return "must begin and end with a letter, a digit or an underscore"
    if unicodedata.normalize("NFC", text) != text:
        return "has accents as separate characters, which other systems spell in another way"
    return None


def _reserved(text: str) -> str | None:
    return "is a name kept for index pages or for Windows devices" if _is_reserved(text) else None


def _in_words(char: str) -> str:
    if char.isspace():
        return "a space"
    return f'"{char}"' if char.isprintable() else f"the invisible character U+{ord(char):04X}"


def _is_reserved(name: str) -> bool:
    folded = name.casefold()
    return folded == "index" or folded.partition(".")[0] in _DEVICES


def _is_word_char(char: str, marks: bool = True) -> bool:
    """A letter or digit, or a mark (vowel sign, accent) that belongs to the letter before it."""
    return char.isalnum() or char == "_" or (marks and unicodedata.category(char) in ("Mn", "Mc"))


def _fold(text: str) -> str:
    """Case, accents and compatibility forms folded; tables applied; everything still decomposed."""
    # Folding case can make new compositions and the other way round, hence both twice.
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text).casefold()
    text = text.translate(_ACCENTS)
    if "#" in text:
        text = re.sub(r"(?<=\w)#", "-sharp-", text)
    if "υ" in text:
        text = re.sub("(?<=[αεο])υ", "u", text)
    return text.translate(_TABLE)


def _hyphenate(folded: str) -> str:
    """Words joined by single hyphens: everything that is no letter, digit or mark separates."""
    characters: list[str] = []
    for char in folded:
        if char.isalnum():
            characters.append(char)
        elif not characters or characters[-1] == "-":
            continue
        elif (category := unicodedata.category(char)) in ("Mn", "Mc"):
            characters.append(char)
        elif category != "Cf":  # joiners and direction marks are not seen, so they do not separate
            characters.append("-")
    return "".join(characters).rstrip("-")


def _shorten(slug: str) -> str:
    """The slug within its limits, cut at a hyphen unless that would lose more than half of it."""
    if len(slug) <= MAX_SLUG_CHARS and slug.isascii():
        return slug
    cut = slug[:MAX_SLUG_CHARS].encode()[:MAX_SLUG_BYTES].decode("utf-8", "ignore")
    if len(cut) == len(slug):
        return slug
    whole = slug[: len(cut) + 1].rpartition("-")[0]
    return whole if len(whole) * 2 >= len(cut) else cut.rstrip("-")
