"""Small sites with unusual content, as their files' texts by path: what a design that was drawn for the usual forgets."""

from __future__ import annotations

import json
from itertools import product

GIVEN = "Ada Bo Ciarán Dagný Elżbieta Fu Gwendoline-Marguerite Hồng Ísak Jürgen Katharina-Alexandra Łucja Mũthoni"
FAMILY = (
    "Abernathy-Featherstonehaugh Bø Ćwiek Dağ Eze Fitz-Randolph Gómez-Villanueva Hsu Ìdòwú Jónsdóttir Kuusisto-Näsi Lê"
)
CROWD = [" ".join(parts) for parts in product(GIVEN.split(), ("A.", "B. C.", "D.", "E."), FAMILY.split())][:500]
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LONG = (
    "On the Considerable Difficulty of Finding a Short Title for a Long Paper, with Remarks on Subtitles, Colons, "
    "Parentheses (and What Belongs in Them), Dashes, and the Patience of Those Who Have to Cite It: A Retrospective, "
    "a Prospective and a Circumspective Study in Eleven Parts"
)


def record(**fields: object) -> str:
    """A record as YAML, which JSON is, too."""
    return json.dumps(fields, ensure_ascii=False, indent=1)


# A name, and nothing else: the day on which somebody begins.
EMPTY = {"profile.yaml": record(name="Gwendolyn Pebble")}

# The first paper, and no photo.
FIRST = {
    "profile.yaml": record(name="Gwendolyn Pebble", position="Doctoral student", bio="I skip stones."),
    "papers/one.yaml": record(title="One Stone", authors=["Gwendolyn Pebble"], date="2024"),
}

# Everything too long, too many, or from right to left where it is not expected.
EXCESS = {
    "site.yaml": record(title=f"The Collected {WORD} of Professor Emerita Wilhelmina Featherstonehaugh"),
    "profile.yaml": record(
        name="Wilhelmina Abernathy-Featherstonehaugh von und zu Niederösterreich-Untermoosbach",
        position="Distinguished Professor of the History, Philosophy and Practice of Very Long Titles",
        affiliation=f"Institute for {WORD}, Faculty of Everything Else, University of the Outer and Inner Hebrides",
        location="Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
        email=f"wilhelmina.abernathy-featherstonehaugh@{'very-' * 12}long.example.org",
        links=[{"label": f"Place number {n} on the net", "url": f"https://example.org/{n}"} for n in range(1, 10)]
        + [{"label": WORD, "url": "https://example.org/word"}],
        interests=[WORD, *(f"interest no. {n}" for n in range(30))],
        metrics=[
            {"label": f"Measure of {n} kinds", "value": "1,234,567,890", "source": "Gull", "date": "2025"}
            for n in range(8)
        ],
        bio=f"See https://example.org/{'a-path-that-does-not-end/' * 12} and {WORD * 3}.",
    ),
    "topics.yaml": record(
        word={"name": WORD, "short": WORD[:24]},
        **{f"t{n}": {"name": f"Topic number {n}, of which there are too many"} for n in range(40)},
    ),
    "papers/crowd.yaml": record(
        title="A Paper by a Crowd", authors=CROWD, date="2020-02", type="article", venue="Nature"
    ),
    "papers/long.yaml": record(
        title=LONG,
        subtitle=LONG,
        authors=["Wilhelmina Abernathy-Featherstonehaugh von und zu Niederösterreich-Untermoosbach", "Bo Bø"],
        date="2021",
        type="inproceedings",
        category="word",
        topics=["word", *(f"t{n}" for n in range(40))],
        venue=f"Proceedings of the 117th International Joint Conference on {WORD} and Neighbouring Fields",
        award="Honourable Mention for the Longest Title (shared), and a Cup",
        doi="10.1000/" + "very.long.suffix." * 12,
        url=f"https://example.org/{'path/' * 60}",
        links=[{"label": f"Supplement {n}", "url": f"https://example.org/s{n}"} for n in range(12)],
        selected=True,
        abstract=f"{WORD * 4} $"
        + " + ".join(f"x_{{{n}}}" for n in range(90))
        + "$ and $$"
        + " + ".join(f"y_{{{n}}}" for n in range(90))
        + "$$",
        summary="| "
        + " | ".join(f"column {n}" for n in range(20))
        + " |\n|"
        + "---|" * 20
        + "\n| "
        + " | ".join(["a cell"] * 20)
        + " |",
    ),
    "papers/word.yaml": record(title=WORD * 2, authors=[f"{WORD} {WORD}"], date="1066", selected=True),
    "papers/q.yaml": record(title="?", authors=["Bo Bø"], date="2022"),
    "papers/right.yaml": record(
        title="عن البحر الذي لا يُرى: دراسة طويلة في أسماء الجزر التي لم يزرها أحد",
        authors=["نورس بن موج", "Bo Bø"],
        date="2022-03",
        selected=True,
    ),
    "papers/both.yaml": record(
        title="The word שלום in عربي and 中文 titles (2nd ed.)", authors=["נחשון ים", "潮汐"], date="2022-04"
    ),
    "papers/undated.yaml": record(title="Whenever", authors=["Bo Bø"]),
    **{
        f"papers/annals-{year}.yaml": record(title=f"Annals of {year}", authors=["Bo Bø"], date=str(year))
        for year in range(1970, 2015)
    },
}

# A whole site from right to left, with some papers from left to right.
RIGHT_TO_LEFT = {
    "site.yaml": record(title="لؤلؤة الساحلي", language="ar"),
    "profile.yaml": record(
        name="لؤلؤة الساحلي",
        aliases=["Luʾluʾa al-Sāḥilī"],
        position="أستاذة علم البحار",
        affiliation="جامعة الخليج",
        location="المحرّق",
        email="lulua@example.org",
        links=[{"label": "سجلّ الميناء", "url": "https://example.org/log"}],
        interests=["المدّ والجزر", "phantom islands"],
        metrics=[{"label": "h-index", "value": "21", "source": "Gull Scholar", "date": "2025"}],
        bio="أدرس بحارًا قد لا تكون موجودة، وأكتب أحيانًا بالإنجليزية (see [this paper](papers/left.html)).",
    ),
    "topics.yaml": record(islands={"name": "جزر", "slug": "islands"}, tides={"name": "Tides", "short": "TD"}),
    "papers/right.yaml": record(
        title="أطلس الجزر التي لم يرها أحد: دراسة في المدّ والجزر",
        authors=["لؤلؤة الساحلي", "نورس بن موج"],
        date="2023-05",
        type="article",
        topics=["islands"],
        category="tides",
        venue="مجلة البحر",
        selected=True,
        code="https://example.org/code",
        award="جائزة الموج",
        citations={"count": 12, "source": "Gull", "date": "2025-01-01", "by_year": {"2023": 4, "2024": 8}},
        abstract="نعرض أطلسًا لجزر لم يرها أحد، ونبيّن أن عددها لا يقلّ عن $n + 1$ (2019--2020).",
        summary="كل **جزيرة** لم تُرَ بعد.",
    ),
    "papers/left.yaml": record(
        title="Tides That Arrive Early (and Why)",
        authors=["Luʾluʾa al-Sāḥilī", "Ottilie van der Quill"],
        date="2024-01-15",
        language="en",
        topics=["islands", "tides"],
        venue="Journal of Doubtful Seas",
        doi="10.1000/tides",
        abstract="An abstract in English: 100 % of the tides, $x < y$.",
    ),
    "pages/about.md": "---\ntitle: عن الموقع\n---\nنصّ قصير، مع قائمة:\n\n- واحد\n- two\n",
}

ODD_SITES = {"empty": EMPTY, "first": FIRST, "excess": EXCESS, "right-to-left": RIGHT_TO_LEFT}
