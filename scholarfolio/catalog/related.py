"""Related papers: for each paper, the few that share most with it, in time proportional to the number of papers."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from scholarfolio.catalog.people import Byline
from scholarfolio.content.models import Paper

SHOWN = 4
# A topic or author shared by very many papers relates a paper only to those nearest to it in time, this many on
# either side: without the bound, one common topic would make the work grow with the square of the papers.
WINDOW = 60


# The topics and authors of each paper, by its id, the newest first.
Features = Mapping[str, Sequence[str]]
# The positions among them of the papers related to each.
Related = Sequence[Sequence[int]]


def features_of(papers: Sequence[Paper], bylines: Mapping[str, Byline]) -> Features:
    """The features that relate papers to each other: their topics and authors."""
    topic = cache("topic {}".format)  # with a space in it, so that no author's slug is the same
    return {
        paper.id: (
            *map(topic, paper.all_topics),
            *dict.fromkeys([credit.contributor.slug for credit in bylines[paper.id].credits]),
        )
        for paper in papers
    }


def related_papers(features: Features) -> Related:
    """The positions of up to four related papers for each paper, the nearest first.

    What few papers share counts for much, what all share counts for nothing; among equals the nearer in time wins.
    """
    postings: dict[str, list[int]] = defaultdict(list)
    for at, of_paper in enumerate(features.values()):
        for feature in of_paper:
            postings[feature].append(at)
    shared = {feature: (math.log(len(features) / len(others)), others) for feature, others in postings.items()}
    return [_nearest(at, [shared[feature] for feature in of_paper]) for at, of_paper in enumerate(features.values())]


def _nearest(at: int, shared: Iterable[tuple[float, list[int]]]) -> list[int]:
    """The positions of the papers most related to that at ``at``, given the weights and papers of all its features.

    Plain loops and a plain dictionary, which are faster than a ``defaultdict`` and ``nlargest``.
    """
    scores: dict[int, float] = {}
    score_of = scores.get
    for weight, others in shared:
        if len(others) > WINDOW:
            middle = bisect_left(others, at)
            others = others[max(0, middle - WINDOW) : middle + WINDOW + 1]
        for other in others:
            scores[other] = score_of(other, 0.0) + weight
    scores.pop(at, None)
    # of hundreds of candidates only those with the highest scores need to be put in order
    least = max(1e-9, min(sorted(scores.values())[-SHOWN:], default=0.0))
    best = sorted([(-score, abs(other - at), other) for other, score in scores.items() if score >= least])
    return [other for _, _, other in best[:SHOWN]]
