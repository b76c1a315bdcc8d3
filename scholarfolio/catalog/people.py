"""People: who the names on papers are, so that one person is one page however the name is spelt."""

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
        slug: names the person's page, and the person.
        owner: whether the site is this person's.
        declared: whether ``people.yaml`` knows more.
    """

    slug: str
    name: Name
    owner: bool = False
    declared: Person | None = None


class Credit(NamedTuple):
    """One place in a paper's list of authors: the name as printed there, and who it is."""

    author: Author
    contributor: Contributor


class Byline(NamedTuple):
    """A paper's authors, resolved.

    Attributes:
        others: more authors exist than are named.
        owner_hidden: the site's owner is one of those.
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
        # By the identity of an author: most stand on many papers as one object, and to compare their names each time
        # took a third of the catalog. A credit holds its author, so that no other comes to have the same identity.
        self._credits: dict[int, Credit] = {}
        for person in records.people.values():
            contributor = self._declare(person)
            self._declared[person.id] = contributor
            self._know(contributor, (person.name, *person.aliases))
        self._know(self.owner, (records.profile.name, *records.profile.aliases))
        self._by_slug: dict[str, Contributor] = {c.slug: c for c in (self.owner, *self._declared.values())}

    @property
    def declared(self) -> Iterable[Contributor]:
        """Everybody in ``people.yaml``."""
        return self._declared.values()

    def _declare(self, person: Person) -> Contributor:
        if self.owner.declared is person:
            return self.owner
        return Contributor(_person_slug(person.id), person.name, declared=person)

    def _know(self, contributor: Contributor, names: Iterable[Name]) -> None:
        for name in names:
            known = self._by_identity[name.identity]
            if contributor not in known:
                known.append(contributor)

    def credit(self, author: Author, paper: Paper, problems: Problems) -> Credit:
        """Who an author is. A name that two declared people share is reported unless the record says which."""
        if known := self._credits.get(id(author)):
            return known
        namesakes = self._by_identity[author.name.identity]
        if author.person:
            contributor = self._declared[author.person]
        elif len(namesakes) > 1:
            return Credit(author, self._ambiguous(author.name, namesakes, paper, problems))
        else:
            if not namesakes:
                namesakes.append(self._newcomer(author.name, paper, problems))
            contributor = namesakes[0]
        found = self._credits[id(author)] = Credit(author, contributor)
        return found

    def _ambiguous(self, name: Name, namesakes: Iterable[Contributor], paper: Paper, problems: Problems) -> Contributor:
        ids = " and ".join("the owner" if c.owner or not c.declared else c.declared.id for c in namesakes)
        shown = name.display
        problems.warn(paper.origin, f'"{shown}" may be {ids}; say which: {{name: {shown}, person: …}}')
        return self._newcomer(name, paper, problems)

    def _newcomer(self, name: Name, paper: Paper, problems: Problems) -> Contributor:
        slug = slugify(name.display)
        found = self._by_slug.setdefault(slug, Contributor(slug, name))
        if found.name is not name and found.name.identity != name.identity:
            problems.warn(
                paper.origin,
                f'"{name.display}" and "{found.name.display}" would share the page authors/{slug}.html and are taken '
                "for one person; say so with an alias in people.yaml, or give each an entry there",
            )
        return found


def _owner(profile: Profile, people: Mapping[str, Person]) -> Contributor:
    identities = {name.identity for name in (profile.name, *profile.aliases)}
    declared = next((p for p in people.values() if p.name.identity in identities), None)
    slug = _person_slug(declared.id) if declared else slugify(profile.name.display)
    return Contributor(slug, profile.name, owner=True, declared=declared)


def _person_slug(person_id: str) -> str:
    return person_id if is_slug(person_id) else slugify(person_id)


def bylines(records: Records, directory: Directory, problems: Problems) -> dict[str, Byline]:
    """Every paper's byline, by the paper's id."""
    found = {}
    for paper in records.papers:
        credits = tuple([directory.credit(author, paper, problems) for author in paper.authors.named])
        others = paper.authors.others
        hidden = others and not any(credit.contributor.owner for credit in credits)
        found[paper.id] = Byline(credits, others, hidden)
    return found


def by_slug(directory: Directory, lines: Iterable[Byline]) -> dict[str, Contributor]:
    """Everybody in ``people.yaml``, and everybody known to have written a paper."""
    found = {who.slug: who for who in directory.declared}
    for line in lines:
        for _, who in line.credits:
            found[who.slug] = who
        if line.owner_hidden:
            found[directory.owner.slug] = directory.owner
    return found


def papers_by(papers: Iterable[str], lines: Mapping[str, Byline], owner: Contributor) -> dict[str, list[str]]:
    """The ids of everybody's papers, by the slugs of all who wrote any; also where "et al." hides the owner's name."""
    found: dict[str, list[str]] = defaultdict(list)
    for paper_id in papers:
        line = lines[paper_id]
        slugs = {who.slug for _, who in line.credits}  # somebody may be named twice
        if line.owner_hidden:
            slugs.add(owner.slug)
        for slug in slugs:
            found[slug].append(paper_id)
    return found
