"""Languages: the words of the pages in the language of a site, and how it writes dates and numbers.

A language is one file of words (``de.yaml``) and one of locale data (``de.json``, which ``cldr`` writes). An author's
``content/words.yaml`` changes single words, or supplies those of a further language.
"""

from scholarfolio.languages.language import Language, english

__all__ = ["Language", "english"]
