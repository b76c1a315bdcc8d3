"""People: the persons behind the names on papers, so that each has one page however the name is spelt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from scholarfolio.content.models import Author, Paper, Person, Profile, Records
from scholarfolio.values.names import Name
from scholarfolio.values.problems import Problems
from scholarfolio.values.slugs import is_slug, slugify


class Contributor(NamedTuple):
    """One person across all papers.

    Attributes:
        slug: of the person's page; it identifies the person.
        owner: whether this is the owner of the site.
        declared: the person's record in ``people.yaml``, if there is one.
    """

    slug: str
    name: Name
    owner: bool = False
    declared: Person | None = None


class Credit(NamedTuple):
    """One of a paper's authors: the name as printed there, and the person."""

    author: Author
    contributor: Contributor


class Byline(NamedTuple):
    """A paper's authors, resolved.

    Attributes:
        others: there are more authors than are named.
        owner_hidden: the site's owner is one of those who are not named.
    """

    credits: tuple[Credit, ...] = ()
    others: bool = False
    owner_hidden: bool = False


class Directory:
    """Finds the contributor behind a name."""

    def __init__(self, records: Records) -> None:
        self.owner = _owner(records.profile, records.people)
        self._declared: dict[str, Contributor] = {}
        self._by_identity: dict[str, list[Contributor]] = defaultdict(list)
        # By the identity of an author: most are one object on many papers, and it is slow to compare their names each
        # time. A credit holds its author, so that no other comes to have the same identity.
        self._credits: dict[int, Credit] = {}
        for person in records.people.values():
            contributor = self._declare(person)
            self._declared[person.id] = contributor
            self._add(contributor, (person.name, *person.aliases))
        self._add(self.owner, (records.profile.name, *records.profile.aliases))
        self._by_slug: dict[str, Contributor] = {c.slug: c for c in (self.owner, *self._declared.values())}

    @property
    def declared(self) -> Iterable[Contributor]:
        """Everybody in ``people.yaml``."""
        return self._declared.values()

    def _declare(self, person: Person) -> Contributor:
        if self.owner.declared is person:
            return self.owner
        return Contributor(_person_slug(person.id), person.name, declared=person)

    def _add(self, contributor: Contributor, names: Iterable[Name]) -> None:
        for name in names:
            namesakes = self._by_identity[name.identity]
            if contributor not in namesakes:
                namesakes.append(contributor)

    def credit(self, author: Author, paper: Paper, problems: Problems) -> Credit:
        """The credit of an author. A name that two declared people share is reported unless the record says which."""
        if credit := self._credits.get(id(author)):
            return credit
        namesakes = self._by_identity[author.name.identity]
        if author.person:
            contributor = self._declared[author.person]
        elif len(namesakes) > 1:
            return Credit(author, self._ambiguous(author.name, namesakes, paper, problems))
        else:
            if not namesakes:
                namesakes.append(self._newcomer(author.name, paper, problems))
            contributor = namesakes[0]
        credit = self._credits[id(author)] = Credit(author, contributor)
        return credit

    def _ambiguous(self, name: Name, namesakes: Iterable[Contributor], paper: Paper, problems: Problems) -> Contributor:
        ids = " and ".join("the owner" if c.owner or not c.declared else c.declared.id for c in namesakes)
        shown = name.display
        problems.warn(paper.origin, f'"{shown}" may be {ids}; say which: {{name: {shown}, person: …}}')
        return self._newcomer(name, paper, problems)

    def _newcomer(self, name: Name, paper: Paper, problems: Problems) -> Contributor:
        slug = slugify(name.display)
        contributor = self._by_slug.setdefault(slug, Contributor(slug, name))
        if contributor.name is not name and contributor.name.identity != name.identity:
            problems.warn(
                paper.origin,
                f'"{name.display}" and "{contributor.name.display}" would share the page authors/{slug}.html and are '
                "taken for one person; say so with an alias in people.yaml, or give each an entry there",
            )
        return contributor


def _owner(profile: Profile, people: Mapping[str, Person]) -> Contributor:
    identities = {name.identity for name in (profile.name, *profile.aliases)}
    declared = next((p for p in people.values() if p.name.identity in identities), None)
    slug = _person_slug(declared.id) if declared else slugify(profile.name.display)
    return Contributor(slug, profile.name, owner=True, declared=declared)


def _person_slug(person_id: str) -> str:
    return person_id if is_slug(person_id) else slugify(person_id)


def bylines(records: Records, directory: Directory, problems: Problems) -> dict[str, Byline]:
    """Every paper's byline, by the paper's id."""
    by_paper = {}
    for paper in records.papers:
        credits = tuple([directory.credit(author, paper, problems) for author in paper.authors.named])
        others = paper.authors.others
        hidden = others and not any(credit.contributor.owner for credit in credits)
        by_paper[paper.id] = Byline(credits, others, hidden)
    return by_paper


def by_slug(directory: Directory, lines: Iterable[Byline]) -> dict[str, Contributor]:
    """Everybody in ``people.yaml``, and everybody known to have written a paper."""
    contributors = {who.slug: who for who in directory.declared}
    for line in lines:
        for _, who in line.credits:
            contributors[who.slug] = who
        if line.owner_hidden:
            contributors[directory.owner.slug] = directory.owner
    return contributors


def papers_by(papers: Iterable[str], lines: Mapping[str, Byline], owner: Contributor) -> dict[str, list[str]]:
    """The ids of the papers of each author, by slug; of the owner also those where "et al." hides the name."""
    by_author: dict[str, list[str]] = defaultdict(list)
    for paper_id in papers:
        line = lines[paper_id]
        slugs = {who.slug for _, who in line.credits}  # somebody may be named twice
        if line.owner_hidden:
            slugs.add(owner.slug)
        for slug in slugs:
            by_author[slug].append(paper_id)
    return by_author
