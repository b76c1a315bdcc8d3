"""Related: for each paper, the few that share most with it, found in time that grows with the number of papers."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from scholarfolio.model import Paper
from scholarfolio.people import Byline

SHOWN = 4
# A topic or author shared by very many papers relates a paper only to those nearest to it in time, this many on
# either side: without the bound, one common topic would make the work grow with the square of the papers.
WINDOW = 60


def related_papers(papers: Sequence[Paper], bylines: Mapping[str, Byline]) -> dict[str, tuple[str, ...]]:
    """The ids of up to four related papers for each paper, the nearest first.

    What few papers share counts for much, what all share counts for nothing; among equals the nearer in time wins.
    """
    postings: dict[str, list[int]] = defaultdict(list)
    for at, paper in enumerate(papers):
        for feature in _features(paper, bylines[paper.id]):
            postings[feature].append(at)
    weights = {feature: math.log(len(papers) / len(found)) for feature, found in postings.items()}
    rank = {feature: {at: i for i, at in enumerate(found)} for feature, found in postings.items()}
    result = {}
    for at, paper in enumerate(papers):
        scores: Counter[int] = Counter()
        for feature in _features(paper, bylines[paper.id]):
            middle = rank[feature][at]
            for other in postings[feature][max(0, middle - WINDOW) : middle + WINDOW + 1]:
                scores[other] += weights[feature]  # type: ignore[assignment]  # Counter is typed for whole numbers
        del scores[at]
        nearest = sorted((-score, abs(other - at), other) for other, score in scores.items() if score > 1e-9)
        result[paper.id] = tuple(papers[other].id for _, _, other in nearest[:SHOWN])
    return result


def _features(paper: Paper, byline: Byline) -> Iterator[str]:
    yield from (f"topic {topic}" for topic in paper.all_topics)
    yield from {f"author {credit.contributor.slug}": None for credit in byline.credits}
