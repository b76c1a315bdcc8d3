r"""What the commands of LaTeX mean in running text."""


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


# command → (tag, class) round its argument
STYLES: dict[str, tuple[str, str]] = {
    "emph": ("em", ""),
    "textit": ("em", ""),
    "textsl": ("em", ""),
    "textbf": ("strong", ""),
    "texttt": ("code", ""),
    "textsc": ("span", "sc"),
    "underline": ("u", ""),
    "uline": ("u", ""),
    "textsuperscript": ("sup", ""),
    "textsubscript": ("sub", ""),
    "paragraph": ("strong", ""),
    "section": ("strong", ""),
    "subsection": ("strong", ""),
}

# command → (tag, class) round the rest of its group
SWITCHES: dict[str, tuple[str, str]] = {
    "em": ("em", ""),
    "it": ("em", ""),
    "itshape": ("em", ""),
    "sl": ("em", ""),
    "slshape": ("em", ""),
    "bf": ("strong", ""),
    "bfseries": ("strong", ""),
    "tt": ("code", ""),
    "ttfamily": ("code", ""),
    "sc": ("span", "sc"),
    "scshape": ("span", "sc"),
}

# commands whose argument is shown without more ado
TRANSPARENT = _names(
    "text textrm textnormal textup textmd textsf textlf mbox hbox fbox mathrm uppercase "
    "NoCaseChange MakeTextUppercase centerline leftline num"
)

# commands that say nothing outside a typeset page
SILENT = _names(
    "rm sf sffamily rmfamily normalfont upshape mdseries tiny scriptsize footnotesize small normalsize "
    "large Large LARGE huge Huge centering noindent indent protect relax xspace maketitle raggedright "
    "selectfont boldmath unboldmath sloppy newpage clearpage bigskip medskip smallskip footnotemark null "
    "strut"
)

# commands that vanish together with their argument
DROPPED = _names("label vspace vskip color phantom hphantom vphantom thispagestyle pagestyle nocite")

FOOTNOTES = _names("footnote freefootnote blfootnote footnotetext thanks")
CITATIONS = _names(
    "cite citep citet citealp citealt citeauthor citeyear citeyearpar autocite parencite textcite "
    "footcite onlinecite ref eqref pageref cref Cref autoref nameref"
)
ADDRESSES = _names("url path nolinkurl")
BREAKS = _names("newline linebreak break hfill")
LISTS = {"itemize": False, "enumerate": True, "description": False, "compactitem": False, "compactenum": True}
PLAIN_ENVIRONMENTS = _names("abstract center quote quotation flushleft flushright document small")

CHARACTERS = {
    "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "SS": "ẞ", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    "ng": "ŋ", "NG": "Ŋ", "S": "§", "P": "¶", "dag": "†", "ddag": "‡", "textdagger": "†", "textdaggerdbl": "‡",
    "copyright": "©", "textcopyright": "©", "textregistered": "®", "texttrademark": "™", "pounds": "£",
    "textsterling": "£", "euro": "€", "texteuro": "€", "EUR": "€", "textyen": "¥", "textcent": "¢",
    "ldots": "…", "dots": "…", "textellipsis": "…", "cdots": "⋯", "textbackslash": "\\", "textasciitilde": "~",
    "textasciicircum": "^", "textasciigrave": "`", "textunderscore": "_", "textbar": "|", "textless": "<",
    "textgreater": ">", "textbraceleft": "{", "textbraceright": "}", "lbrace": "{", "rbrace": "}",
    "textdollar": "$", "textquotesingle": "'", "textquotedbl": '"', "textquoteleft": "‘", "textquoteright": "’",
    "textquotedblleft": "“", "textquotedblright": "”", "glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘",
    "guillemotleft": "«", "guillemotright": "»", "quotedblbase": "„", "quotesinglbase": "‚", "textendash": "–",
    "textemdash": "—", "slash": "/", "textdegree": "°", "degree": "°", "deg": "°", "textmu": "µ", "micro": "µ",
    "textbullet": "•", "textperiodcentered": "·", "textexclamdown": "¡", "textquestiondown": "¿",
    "textordfeminine": "ª", "textordmasculine": "º", "textonehalf": "½", "textonequarter": "¼",
    "texttimes": "×", "textpm": "±", "textdiv": "÷", "textsection": "§", "textparagraph": "¶",
    "textasteriskcentered": "*", "textrightarrow": "→", "textleftarrow": "←", "texttwosuperior": "²",
    "textthreesuperior": "³", "textonesuperior": "¹", "textmarried": "⚭", "textdied": "✝", "checkmark": "✓",
    "LaTeX": "LaTeX", "LaTeXe": "LaTeX2ε", "TeX": "TeX", "BibTeX": "BibTeX", "XeTeX": "XeTeX", "LuaTeX": "LuaTeX",
    "quad": "\u2003", "qquad": "\u2003\u2003", "enspace": "\u2002", "thinspace": "\u2009", "space": " ",
    "nobreakspace": "\u00a0", "nobreakdash": "", "textnumero": "№", "ldotp": ".", "eg": "e.g.", "ie": "i.e.",
}  # fmt: skip

# one-character commands → what they show
SYMBOLS = {
    "&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", " ": " ", "\n": " ", "\t": " ",
    ",": "\u2009", ";": "\u2009", ":": "\u2009", "!": "", "/": "", "-": "", "@": "", "+": "", "|": "‖",
}  # fmt: skip

# accent command → combining character
ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331", "t": "\u0361",
}  # fmt: skip
