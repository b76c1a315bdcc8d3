"""People's names: read from how authors write them, and shown as pages, BibTeX and sorting need them.

Text comes in as Unicode; TeX accents must be converted before.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, cached_property

from scholarfolio.values.frozen import record


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that belong to the family name behind them. Lower-case ones are BibTeX's "von" part.
_PARTICLES = _words(
    "van von de del della dello dei degli da dal dalla di du des der den dos das do la le las los les lo "
    "el al ben bin ibn bint abu ter ten te zu zum zur vom af av d' d’ l' l’ 't ’t op in"
)
# With a capital they join the family name ("Luc Van Gool"), except those that are given names, too.
_CAPITAL_PARTICLES = _PARTICLES - _words("do in te lo op das af av") | _words("st st. saint")
# Between two family names: "José Ortega y Gasset", "Antoni Gaudí i Cornet", "Maria Sousa e Silva".
_CONNECTORS = _words("y i e")
_SUFFIXES = _words("Jr Jr. jr jr. Jnr Jnr. Sr Sr. sr sr. Snr Snr. Esq Esq. PhD Ph.D Ph.D.")
_NUMERALS = _words("II III IV VI VII VIII 2nd 3rd")
_CORPORATE = _words(
    "& and academy agency alliance association authors bureau center centre collaboration commission committee "
    "company consortium contributors corp corporation council department developers federation foundation "
    "gmbh group hospital inc initiative institut institute instituto laboratories laboratory llc ltd "
    "ministry network organisation organization society team universidad universidade university "
    "universität université università"
)
_OTHERS = frozenset(["others", "and others", "et al", "et al.", "et. al.", "...", "…"])

# Patterns are compiled when first needed: most sites need none of them.
_NATIVE = (
    "[\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_KATAKANA = "[\u30a0-\u30ff]+"
_LETTERS_FOR_SORTING = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"} | dict.fromkeys("'’ʼʻ‘", "")
)
_ONE_MARK = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "‐": "-", "‑": "-", ".": " "})


@record(frozen=True)
class Name:
    """One name in its parts; either `literal` (corporate and single names) or at least `family` is set.

    Its forms are worked out once: each stands on dozens of pages. Raises ValueError when neither or both are set.
    """

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""

    def __post_init__(self) -> None:
        if bool(self.family) == bool(self.literal) or (self.literal and (self.given or self.particle or self.suffix)):
            raise ValueError("a name is either literal or has a family name")

    def __reduce__(self) -> tuple[type["Name"], tuple[str, ...]]:
        return (Name, (self.family, self.given, self.particle, self.suffix, self.literal))

    @cached_property
    def display(self) -> str:
        """As people write it: "Jan van der Berg", "Martin Luther King Jr."; Han names as 王小明."""
        if self.literal:
            return self.literal
        if self._is_native:
            return _join(self.family + self.given, self.suffix)
        return _join(self.given, self.particle, self.family, self.suffix)

    @property
    def initials(self) -> str:
        """With the given names shortened: "K. Roth", "J.-L. van der Berg"."""
        if self.literal or self._is_native:
            return self.display
        return _join(self.given_initials, self.particle, self.family, self.suffix)

    @cached_property
    def given_initials(self) -> str:
        """The given names shortened: "J.-L. M."."""
        return _initials(self.given)

    @cached_property
    def bibtex(self) -> str:
        """As BibTeX's author field wants it: "van der Berg, Jan", "{ATLAS Collaboration}".

        Braces appear only where BibTeX would otherwise take the name apart in another way.
        """
        if self.literal:
            one_word = not re.search(r"[\s,;]", self.literal) and self.literal.casefold() != "and"
            return self.literal if one_word and not is_others(self.literal) else f"{{{self.literal}}}"
        braced = f"{{{self.family}}}", f"{{{self.given}}}" if self.given else ""
        text = ""
        for family, given in ((self.family, self.given), (braced[0], self.given), braced):
            text = ", ".join(filter(None, [_join(self.particle, family), self.suffix, given]))
            if _read(text) == self:
                break
        return text

    @property
    def sort_key(self) -> str:
        """Family name first, without case, accents and spaces, the particle in front (as BibTeX sorts).

        "van der Berg, Jan" sorts as "vanderberg jan", "The ATLAS Collaboration" as "atlascollaboration".
        """
        family = self.literal or self.particle + self.family
        folded = _fold(family).removeprefix("the ").replace(" ", "").replace("-", "")
        return _join(folded, _fold(self.given), _fold(self.suffix))

    @property
    def identity(self) -> str:
        """What two spellings of one person share unless told otherwise.

        The displayed name without case, dots and repeated spaces: "Roth, Karsten" is "KARSTEN ROTH" and
        "J.R.R. Tolkien" is "J. R. R. Tolkien", but "Björn" is not "Bjorn".
        """
        if self.display.isascii():  # a few steps less: each of 13,000 people among 10,000 papers is asked for it
            return " ".join(self.display.lower().replace(".", " ").split()) or self.display
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", self.display).casefold())
        return " ".join(folded.translate(_ONE_MARK).split()) or self.display

    @property
    def _is_native(self) -> bool:
        return not self.particle and is_native_script(self.family + self.given)


@cache  # the same people come back paper after paper; one object for each takes less memory than one for each paper
def parse_name(text: str) -> Name:
    """Read one name; ValueError when there is none in the text.

    Forms: "First von Last", "von Last, First", "von Last, Jr., First", "Last, First, Jr.",
    "{Corporate Name}". Corporate authors are also recognised by their words (Collaboration, Institute, …)
    or a leading "The "; single names and names in Han, Hangul or Kana without a space are literal, too.
    No letter is ever dropped. Where reading order cannot tell (two family names, Vietnamese middle name
    Van), "Last, First" can.

    `parse_name(name.bibtex) == name` for every parsed name. `parse_name(name.display) == name` for every
    name read from a text without comma and braces, unless it is Han, Hangul or Kana with a space, which
    displays without one.
    """
    return _read(text)


def _read(text: str) -> Name:
    plain = " ".join(_balanced(text.replace("~", " ")).split())
    parts = [words for part in _split(",", plain) if (words := _split(" ", part))]
    if not parts:
        raise ValueError("the name is empty")
    if _looks_corporate(plain):
        return Name(literal=_bare(plain))
    return _in_reading_order(parts[0]) if len(parts) == 1 else _family_first(parts[0], parts[1:])


def is_others(text: str) -> bool:
    """Whether an entry of an author list means "and further people": others, et al., …"""
    return " ".join(text.replace("~", " ").split()).casefold() in _OTHERS


def is_native_script(text: str) -> bool:
    """Whether a name is in Han, Hangul or Kana, family name first.

    Katakana alone is not: it spells foreign names, in their own order.
    """
    if not text or text[0] < "\u1100":
        return False
    return bool(re.fullmatch(_NATIVE, text)) and not re.fullmatch(_KATAKANA, text)


def split_names(text: str) -> list[str]:
    """The names in a BibTeX author field, cut at each "and" outside braces.

    Without any "and", semicolons separate. Empty names are left out.
    """
    text = _balanced(text)
    names = _split(r"\s+and(?=\s)", f" {text} ", re.IGNORECASE)
    return names if len(names) > 1 else _split(";", text)


def looks_split(parts: Sequence[str]) -> tuple[int, int] | None:
    """Find "Last, First" that a YAML flow list cut in two, as in `[Roth, Karsten]`.

    Returns the two neighbouring indexes of the first pair that looks like a family name ("Roth", "van der
    Berg") and a given one ("Karsten", "Jean-Luc", "J. K.", "Karsten M."), or None. Not taken for such
    halves: `others`, anything in braces, acronyms (CERN, OpenAI), Han, Hangul and Kana.
    """
    for first in range(len(parts) - 1):
        if _looks_family(parts[first]) and _looks_given(parts[first + 1]):
            return first, first + 1
    return None


# --- reading ----------------------------------------------------------------------------------------------


def _in_reading_order(words: list[str]) -> Name:
    """A name without commas: given names, particle, family name, suffix."""
    named, suffix = _cut_suffix(words)
    if len(named) > 1 and is_native_script("".join(named)):
        two = len(named) == 2
        return Name(named[0], named[1], suffix=_bare(*suffix)) if two else Name(literal=_bare(*words))
    start = _family_start(named)
    particle, family = _cut_particle(named[start:])
    # Without a given name it is a single one, and the numeral of "Elizabeth II" belongs to it.
    if start == 0 and not (all(map(_is_sure_suffix, suffix)) if suffix else particle):
        return Name(literal=_bare(*words))
    return Name(_bare(*family), _bare(*named[:start]), _bare(*particle), _bare(*suffix))


def _family_first(first: list[str], rest: list[list[str]]) -> Name:
    """A name with commas: family name, then given names and suffixes in any order."""
    family, suffix = _cut_suffix(first)
    given = [word for part in rest if not all(map(_is_suffix, part)) for word in part]
    apart = [word for part in rest if all(map(_is_suffix, part)) for word in part]
    if not given:
        name = _in_reading_order(first)
        if name.given:  # "Sammy Davis, Jr."
            return replace(name, suffix=_join(name.suffix, _bare(*apart)))
        if not all(map(_is_sure_suffix, suffix + apart)):  # "Ivanov, IV" has initials, not a numeral
            given, suffix, apart = suffix + apart, [], []
    given, behind = _cut_suffix(given)
    given, trailing = _cut_trailing_particle(given)
    particle, family = _cut_particle(family)
    return Name(_bare(*family), _bare(*given), _bare(*trailing, *particle), _bare(*suffix, *apart, *behind))


def _family_start(words: list[str]) -> int:
    """The index at which particle and family name begin."""
    start = len(words) - 1
    for index, word in enumerate(words[:-1]):
        if index > 0 and word in _CONNECTORS:
            start = index - 1
            break
        if _is_particle(word, known_only=index == 0 or _is_lower(words[-1])):
            start = index
            break
    while start > 1 and _is_capital_particle(words[start - 1]):
        start -= 1
    return start


def _cut_particle(words: list[str]) -> tuple[list[str], list[str]]:
    """Leading lower-case words, and the rest, which keeps at least one word."""
    count = 0
    while count < len(words) - 1 and _is_particle(words[count], known_only=_is_lower(words[-1])):
        count += 1
    return words[:count], words[count:]


def _cut_trailing_particle(words: list[str]) -> tuple[list[str], list[str]]:
    """Given names and the particle behind them, as in "Berg, Jan van der"."""
    count = len(words)
    while count > 1 and words[count - 1] in _PARTICLES:
        count -= 1
    return words[:count], words[count:]


def _cut_suffix(words: list[str]) -> tuple[list[str], list[str]]:
    count = len(words)
    while count > 1 and _is_suffix(words[count - 1]):
        count -= 1
    return words[:count], words[count:]


def _is_lower(word: str) -> bool:
    """Whether a word is in lower case throughout; braces protect it from being taken for a particle."""
    return word.islower() and "{" not in word


def _is_particle(word: str, known_only: bool) -> bool:
    return word in _PARTICLES if known_only else _is_lower(word)


def _is_capital_particle(word: str) -> bool:
    return word[0].isupper() and word.casefold() in _CAPITAL_PARTICLES


def _is_sure_suffix(word: str) -> bool:
    """Jr., PhD and the like, or a remark: "Xiaoming Wang (王小明)"."""
    return word in _SUFFIXES or (word[0] == "(" and word[-1] == ")" and "{" not in word)


def _is_suffix(word: str) -> bool:
    return word in _NUMERALS or _is_sure_suffix(word)


def _looks_corporate(text: str) -> bool:
    if text.startswith("The "):
        return True
    words = [word.strip(".;:()") for word in _bare(text).casefold().replace(",", " ").split()]
    return len(words) > 1 and not _CORPORATE.isdisjoint(words)


# --- braces and words -------------------------------------------------------------------------------------


def _balanced(text: str) -> str:
    """The text, without its braces when they do not pair up."""
    if "{" not in text and "}" not in text:
        return text
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            break
    return _without_braces(text) if depth else text


def _split(separator: str, text: str, flags: int = 0) -> list[str]:
    """The pieces of a text with balanced braces between separators outside them, empty ones left out."""
    if "{" in text:
        cuts = [match.span() for match in re.finditer(separator, _masked(text), flags)]
        starts = [0, *(end for _, end in cuts)]
        pieces = [text[a:b] for a, b in zip(starts, [*(start for start, _ in cuts), None], strict=True)]
    elif len(separator) == 1:
        pieces = text.split(separator)
    else:
        pieces = re.split(separator, text, flags=flags)
    return [bare for piece in pieces if (bare := piece.strip()) and _without_braces(bare).strip()]


def _masked(text: str) -> str:
    """The text with everything in braces overwritten, so that positions stay."""
    depth, masked = 0, []
    for char in text:
        depth += char == "{"
        masked.append("{" if depth else char)
        depth -= char == "}"
    return "".join(masked)


def _without_braces(text: str) -> str:
    return text.replace("{", "").replace("}", "")


def _bare(*words: str) -> str:
    """The words as one text without braces, spaces collapsed."""
    text = " ".join(words)
    return " ".join(_without_braces(text).split()) if "{" in text else text


def _join(*parts: str) -> str:
    return " ".join(filter(None, parts))


# --- showing ----------------------------------------------------------------------------------------------


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    folded = re.sub("[\u0300-\u036f]", "", decomposed).translate(_LETTERS_FOR_SORTING)
    return " ".join(folded.replace(".", " ").split())


def _initials(given: str) -> str:
    """ "Jean-Luc Marie" → "J.-L. M."; "J.R.R." → "J. R. R."; words without upper and lower case stay."""
    words = unicodedata.normalize("NFC", given).replace(".", ". ").replace(". -", ".-").split()
    if len(words) == 1 and 1 < len(given) <= 3 and given.isalpha() and given.isupper():
        words = list(given)  # "JRR", as PubMed writes it
    return " ".join("-".join(map(_initial, word.split("-"))) for word in words)


def _initial(word: str) -> str:
    letter = next((char for char in word if char.isalnum()), "")
    return f"{letter}." if letter.lower() != letter.upper() else word


# --- a name cut in two ------------------------------------------------------------------------------------


def _looks_family(part: str) -> bool:
    *before, word = part.split() or [""]
    all_particles = all(each in _PARTICLES or _is_capital_particle(each) for each in before)
    return all_particles and _is_half(word) and word[-1] != "."


def _looks_given(part: str) -> bool:
    word, *behind = part.split() or [""]
    camel_case = re.search(r"[^\W\d_A-Z][A-Z]", word)
    return _is_half(word) and not camel_case and all(map(_is_initial, behind))


def _is_half(word: str) -> bool:
    """A single word that can be half of a person's name."""
    if not word or not all(char.isalpha() or char in "-'’." or _is_mark(char) for char in word):
        return False
    return not (is_others(word) or _looks_acronym(word) or re.match(_NATIVE, word))


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Mc")


def _is_initial(word: str) -> bool:
    return bool(re.fullmatch(r"(?:[^\W\d_]\.-?)+", word))


def _looks_acronym(word: str) -> bool:
    if word.isupper():
        return word.isalpha() and 2 <= len(word) <= 6
    return bool(re.search(r"[A-Z]{2}", word))
