"""Related: for each paper, the few that share most with it, found in time that grows with the number of papers."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from heapq import nlargest

from scholarfolio.model import Paper
from scholarfolio.people import Byline

SHOWN = 4
# A topic or author shared by very many papers relates a paper only to those nearest to it in time, this many on
# either side: without the bound, one common topic would make the work grow with the square of the papers.
WINDOW = 60


# For each paper by its id, the newest first, its topics and authors.
Features = Mapping[str, Sequence[str]]
Related = dict[str, tuple[str, ...]]


def features_of(papers: Sequence[Paper], bylines: Mapping[str, Byline]) -> Features:
    """What relates papers to each other; nothing else about them matters."""
    topic = cache("topic {}".format)  # with a space in it, so that no author's slug is the same
    return {
        paper.id: (
            *map(topic, paper.all_topics),
            *dict.fromkeys([credit.contributor.slug for credit in bylines[paper.id].credits]),
        )
        for paper in papers
    }


def related_papers(features: Features) -> Related:
    """The ids of up to four related papers for each paper, the nearest first.

    What few papers share counts for much, what all share counts for nothing; among equals the nearer in time wins.
    """
    ids = list(features)
    postings: dict[str, list[int]] = defaultdict(list)
    for at, of_paper in enumerate(features.values()):
        for feature in of_paper:
            postings[feature].append(at)
    related = {}
    for at, (paper_id, of_paper) in enumerate(features.items()):
        sharing = [postings[feature] for feature in of_paper]
        related[paper_id] = tuple(ids[other] for other in _nearest(at, sharing, len(ids)))
    return related


def _nearest(at: int, sharing: Sequence[list[int]], total: int) -> list[int]:
    """The positions of the papers most related to that at ``at``, given the positions of all that share something."""
    scores: dict[int, float] = defaultdict(float)
    for others in sharing:
        weight = math.log(total / len(others))
        middle = bisect_left(others, at)
        for other in others[max(0, middle - WINDOW) : middle + WINDOW + 1]:
            scores[other] += weight
    scores.pop(at, None)
    # of hundreds of candidates only those with the highest scores need to be put in order
    least = max(1e-9, min(nlargest(SHOWN, scores.values()), default=0.0))
    best = sorted((-score, abs(other - at), other) for other, score in scores.items() if score >= least)
    return [other for _, _, other in best[:SHOWN]]
