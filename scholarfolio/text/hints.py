"""Parts of regular expressions that tell, at little cost, whether a text may hold more than words.

Every alternative begins with a character of its own: only then does ``re`` skip all others at full speed.
"""

# somewhere in every bare web address
ADDRESS = r"://|www\.|WWW\.|\.com/|\.org/|\.co/"

# what LaTeX would not set as typed
TEX = r"\\|\$|\{|\}|~|`|--|''|\n[ \t]*\n"

# what BibTeX or LaTeX would not take as typed
SPECIAL = r"&|%|#|_|\^|" + TEX

# what Markdown could take for anything but words, in a text that begins with a newline
MARKDOWN = (
    r"\\|`|\*|\{|\}|\[|\]|\||\t|_(?:(?![^\W_])|(?<![^\W_]_))|&(?=#?\w+;)|<(?=[A-Za-z/!?])| (?=\n|$)"
    r"|\n(?:[^\S\n]|[-#+=:~>]|\d+[.)])|klzzwxh"
)

# where readers may not get all of a text in Markdown: HTML, pictures, addresses that are not of the web
LOSS = r"<[A-Za-z]|!\[|\]\(\s*<?(?!https?:|mailto:|tel:)[A-Za-z][\w+.-]*:"
