"""Invents a scholar's content folder with any number of papers; the same for the same number and seed.

    python benchmarks/generate.py 1000 /tmp/site

writes ``/tmp/site/content`` with one YAML file a paper. Words follow each other as a language's do: a few are very
frequent, most are rare. Lengths, the numbers of authors, topics and links, and how often a title or an abstract holds
LaTeX, are like those of real lists of publications. Formulas, names and addresses all differ, so that no generator
profits from having met one before.
"""

from __future__ import annotations

import argparse
import itertools
import random
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Record = dict[str, Any]

FREQUENT = """the of and to in a we is for that with on this are by as from our an be which can it at or these their
not have such than more over both learning model data method results show models training using between based large
approach two methods problem across propose new performance while through without only when each network task also
representation under language analysis into state given proposed paper different work whether function known time used
where first structure high three most problems well however further demonstrate study many existing set general space
image how bounds case several test simple been theory small existing tasks novel improve sample error number""".split()
CONSONANTS, VOWELS = "bcdfghklmnprstvwz", "aeiou"
ENDINGS = ("", "n", "r", "s", "ng", "tion", "ing", "ity", "al", "ed")
ACCENTED = {"a": "á", "e": "é", "o": "ö", "u": "ü"}
PLAIN = str.maketrans({accented: plain for plain, accented in ACCENTED.items()})
GREEK = "alpha beta gamma delta epsilon lambda mu sigma theta phi omega".split()
LETTERS = "abcdhkmnpqrtuvwxyz"

FIRST_YEAR, LAST_YEAR = 1985, 2025
AREAS = 12
# Beyond this the site is an anthology rather than a scholar's list: its owner is one author among many.
OWNER_WRITES = 300
BYLINES = (1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 6, 7, 8, 10, 15)


class Language:
    """Words, the n-th in rank about 1/n as frequent as the first; the first hundred are English."""

    def __init__(self, seed: int, words: int = 40_000) -> None:
        self.random = random.Random(seed)
        made = dict.fromkeys(FREQUENT)
        while len(made) < words:
            made[self.word(1 + len(made) // 1000)] = None
        self._words = list(made)
        self._weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(words)))

    def word(self, most: int = 4) -> str:
        """A pronounceable word of at most so many syllables, and at least two."""
        syllables = self.random.randint(2, max(2, min(most, 4)))
        stem = "".join(self.random.choice(CONSONANTS) + self.random.choice(VOWELS) for _ in range(syllables))
        return stem + self.random.choice(ENDINGS)

    def words(self, least: int, most: int) -> list[str]:
        """So many words of a sentence."""
        return self.random.choices(self._words, cum_weights=self._weights, k=self.random.randint(least, most))

    def telling(self, least: int, most: int) -> str:
        """So many words that tell what something is about: no frequent ones, as in the name of a topic."""
        return " ".join(self.random.choices(self._words[len(FREQUENT) : 4000], k=self.random.randint(least, most)))

    def surname(self) -> str:
        """A family name, one in five with an accent or a hyphen."""
        name = self.word(3).title()
        if self.random.random() < 0.12 and name[1] in ACCENTED:
            return name[0] + ACCENTED[name[1]] + name[2:]
        return f"{name}-{self.word(2).title()}" if self.random.random() < 0.08 else name

    def chance(self, probability: float) -> bool:
        """Whether something that happens so often happens now."""
        return self.random.random() < probability


@dataclass(frozen=True)
class Library:
    """An invented site: the contents of its YAML files."""

    site: Record
    profile: Record
    topics: Mapping[str, Record]
    venues: Mapping[str, Record]
    papers: tuple[Record, ...]


def invented(count: int, seed: int = 0) -> Library:
    """A library of so many papers."""
    language = Language(seed * 1_000_003 + count)
    owner, people = _people(language, count)
    topics = dict(_topics(language, count))
    venues = [dict(_venue(language, number)) for number in range(8 + count // 100)]
    writer = _Writer(language, owner, people, list(topics), venues, min(1.0, OWNER_WRITES / max(count, 1)))
    return Library(
        site={
            "title": owner,
            "description": f"The papers of {owner}.",
            "url": "https://example.org/bench/",
            "language": "en",
            "citation_style": "none",
            "cards": "none",
        },
        profile={
            "name": owner,
            "position": "Professor",
            "affiliation": f"University of {language.surname()}",
            "bio": f"I work on **{language.telling(2, 3)}** and {language.telling(2, 3)}.",
            "email": "owner@example.org",
            "links": [{"label": "GitHub", "url": "https://github.com/owner"}],
        },
        topics=topics,
        venues={f"v{number}": venue for number, venue in enumerate(venues)},
        papers=tuple(writer.paper(number) for number in range(count)),
    )


def _people(language: Language, count: int) -> tuple[str, list[str]]:
    """The owner, and about as many co-authors as a list of that length has, no two alike on paper."""
    names: dict[str, str] = {}
    while len(names) < 20 + count * 3 // 2:
        given, family = language.word(2).title(), language.surname()
        initial = f" {language.random.choice('ABCDEFGHJKLMRST')}." if language.chance(0.2) else ""
        names.setdefault(f"{given} {family}".translate(PLAIN), f"{given}{initial} {family}")
    owner, *people = names.values()
    return owner, people


def _topics(language: Language, count: int) -> Iterator[tuple[str, Record]]:
    for number in range(AREAS):
        short = "".join(language.random.choices("ABCDEFGHIKLMNPRST", k=2))
        yield f"inv.{short}{number}", {"name": language.telling(2, 3).title(), "short": f"{short}{number}"}
    for number in range(16 + count // 50):
        yield f"topic-{number}", {"name": f"{language.telling(1, 3).capitalize()} {number}"}


def _venue(language: Language, number: int) -> Iterator[tuple[str, str]]:
    subject = language.telling(1, 3).title()
    yield "name", f"Journal of {subject} {number}" if number % 2 else f"Conference on {subject} {number}"
    yield "short", "".join(word[:3] for word in subject.split()) + str(number)


class _Writer:
    """Writes papers by the people of one library."""

    def __init__(
        self,
        language: Language,
        owner: str,
        people: list[str],
        topics: list[str],
        venues: list[Record],
        owner_share: float,
    ) -> None:
        self._language = language
        self._owner = owner
        self._people = people
        self._areas, self._topics = topics[:AREAS], topics[AREAS:]
        self._venues = venues
        self._owner_share = owner_share

    def paper(self, number: int) -> Record:
        """The record of one paper."""
        language, pick, chance = self._language, self._language.random, self._language.chance
        authors = self._authors()
        # more papers each year, as everywhere
        year = LAST_YEAR - int((LAST_YEAR - FIRST_YEAR + 1) * pick.random() ** 1.8)
        surname = authors[0].split()[-1].lower().partition("-")[0].translate(PLAIN)
        record: Record = {
            "id": f"{surname}-{year}-{language.word(2)}-{number}",
            "title": self._title(),
            "authors": authors,
            "date": self._date(year),
            "category": pick.choice(self._areas),
            "topics": list(dict.fromkeys(self._often_first(self._topics) for _ in range(pick.randint(1, 4)))),
        }
        record |= self._appeared(year) | self._links(year, number)
        if chance(0.2):
            record["keywords"] = [language.telling(1, 2) for _ in range(3)]
        if number < 6:
            record["selected"] = True
        return record | self._reception() | self._texts()

    def _links(self, year: int, number: int) -> Record:
        pick, chance, word = self._language.random, self._language.chance, self._language.word
        found: Record = {}
        if year >= 2007 and chance(0.7):
            arxiv = f"{year % 100:02}{pick.randint(1, 12):02}.{pick.randint(0, 99999):05}"
            found |= {"arxiv": arxiv, "pdf": f"https://arxiv.org/pdf/{arxiv}"}
        if chance(0.4):
            found["code"] = f"https://github.com/{word(2)}/{word(3)}"
        if chance(0.1):
            found["project"] = f"https://example.org/{word(3)}"
        if chance(0.05):
            found["video"] = f"https://example.org/talks/{number}"
        return found

    def _reception(self) -> Record:
        found: Record = {"award": "Best Paper Award"} if self._language.chance(0.03) else {}
        if self._language.chance(0.6):
            count = int(self._language.random.paretovariate(0.8))
            found["citations"] = {"count": count, "source": "OpenAlex", "date": "2025-11"}
        return found

    def _texts(self) -> Record:
        found = {"abstract": self._abstract()} if self._language.chance(0.93) else {}
        return found | ({"summary": self._summary()} if self._language.chance(0.25) else {})

    def _often_first(self, things: list[Any]) -> Any:
        """One of several, the earlier ones more often: a few people write much, a few topics are wide."""
        return things[int(len(things) * self._language.random.random() ** 2)]

    def _authors(self) -> list[str]:
        pick = self._language.random
        found = dict.fromkeys(self._often_first(self._people) for _ in range(pick.choice(BYLINES)))
        names = list(found)
        if self._language.chance(self._owner_share):
            names.insert(pick.randint(0, len(names)), self._owner)
        return [*names, "others"] if self._language.chance(0.03) else names

    def _date(self, year: int) -> str:
        pick = self._language.random
        precision = pick.random()
        if precision < 0.15:
            return str(year)
        month = f"{year}-{pick.randint(1, 12):02}"
        return month if precision < 0.4 else f"{month}-{pick.randint(1, 28):02}"

    def _appeared(self, year: int) -> Record:
        """Where a paper appeared: in a journal, in proceedings, or only as a preprint."""
        pick, chance = self._language.random, self._language.chance
        sort = pick.random()
        if sort < 0.15:
            return {"type": "preprint"}
        venue = self._often_first(self._venues)
        first = pick.randint(1, 900)
        found: Record = {"venue": f"{venue['short']} {year}", "pages": f"{first}-{first + pick.randint(3, 30)}"}
        if sort < 0.6:
            found |= {"type": "inproceedings", "booktitle": f"Proceedings of the {venue['name']}"}
        else:
            found |= {"type": "article", "journal": venue["name"], "volume": str(pick.randint(1, 90))}
            found["number"] = str(pick.randint(1, 12))
        if chance(0.5):
            found["publisher"] = pick.choice(("Springer", "Elsevier", "ACM", "IEEE", "PMLR"))
        if chance(0.8):
            found["doi"] = f"10.{pick.randint(5000, 5999)}/{self._language.word(2)}.{year}.{pick.randint(1, 999_999)}"
        if chance(0.2):
            found["url"] = f"https://example.org/{self._language.word(2)}/{year}/{first}"
        if chance(0.15):
            found["license"] = "https://creativecommons.org/licenses/by/4.0/"
        return found

    def _title(self) -> str:
        words = self._language.words(5, 14)
        if self._language.chance(0.15):
            words[len(words) // 2] = self._latex()
        if self._language.chance(0.2):
            words[1] += ":"
        title = " ".join(words)
        return title[0].upper() + title[1:]

    def _abstract(self) -> str:
        latex = 0.35 if self._language.chance(0.4) else 0.0
        return " ".join(self._sentence(latex) for _ in range(self._language.random.randint(5, 10)))

    def _sentence(self, latex: float = 0.0) -> str:
        words = self._language.words(10, 28)
        if len(words) > 16:
            words[8] += ","
        if self._language.chance(latex):
            words[6] = self._latex()
        sentence = " ".join(words)
        return f"{sentence[0].upper()}{sentence[1:]}."

    def _latex(self) -> str:
        """A piece of LaTeX, seldom the same twice."""
        pick = self._language.random
        a, b, n, g = pick.choice(LETTERS), pick.choice(LETTERS), pick.randint(2, 400), pick.choice(GREEK)
        word = self._language.word(3)
        return pick.choice(
            (
                f"$\\mathcal{{O}}({a}^{{{n}}} \\log {b})$",
                f"$\\{g}$-{word}",
                f"$\\ell_{{{n}}}$",
                f"\\emph{{{word}}}",
                f"\\textbf{{{word}}}",
                f"${n}\\%$",
                f"${a}_{{{n}}} \\leq \\{g}^{{{b}}}$",
                f"$\\frac{{{a}}}{{{n}}} \\sum_{{{b}=1}}^{{{n}}} \\{g}_{b}$",
                f'{word}\\"o{word}',
                f"$\\mathbb{{R}}^{{{n} \\times {a}}}$",
            )
        )

    def _summary(self) -> str:
        """A few sentences in Markdown."""
        pick = self._language.random
        sentences = [self._sentence() for _ in range(pick.randint(2, 4))]
        words = sentences[0].split()
        words[2] = f"**{words[2]}**"
        words[5] = f"*{words[5].rstrip(',')}*"
        sentences[0] = " ".join(words)
        if self._language.chance(0.3):
            sentences[-1] += f" [More](https://example.org/{self._language.word(3)})."
        if self._language.chance(0.3):
            sentences[-1] += "\n\n- " + "\n- ".join(" ".join(self._language.words(3, 8)) for _ in range(3))
        return " ".join(sentences)


def write(library: Library, folder: Path) -> None:
    """Write a library as a content folder; what the folder held before is gone."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "papers").mkdir(parents=True)
    for name in ("site", "profile", "topics", "venues"):
        (folder / f"{name}.yaml").write_text(yaml(getattr(library, name)), "utf-8")
    for paper in library.papers:
        (folder / "papers" / f"{paper['id']}.yaml").write_text(paper_yaml(paper), "utf-8")


def paper_yaml(paper: Record) -> str:
    """A paper's file. Its id is the file's name and does not stand in it."""
    return yaml({name: value for name, value in paper.items() if name != "id"})


LONG = 120


def yaml(record: Mapping[str, Any]) -> str:
    """A mapping as an author would type it: lists and small mappings on one line, long texts as blocks.

    A library would take a minute for what this takes three seconds, at 100,000 papers.
    """
    return "".join(f"{name}: {_value(value)}\n" for name, value in record.items())


def _value(value: Any) -> str:
    if isinstance(value, str) and (len(value) > LONG or "\n" in value):
        return "|-\n" + "\n".join(f"  {line}" if line else "" for line in value.split("\n"))
    return _flow(value)


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_flow(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return text if text.replace(" ", "").replace("-", "").isalnum() else "'" + text.replace("'", "''") + "'"


def main() -> None:
    """Write a content folder of so many papers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("folder", type=Path, metavar="DIR", help="the content folder becomes DIR/content")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    write(invented(arguments.count, arguments.seed), arguments.folder / "content")


if __name__ == "__main__":
    main()
