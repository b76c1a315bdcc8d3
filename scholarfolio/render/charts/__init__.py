"""Charts: the geometry of the pictures that pages draw as inline SVG.

Pure arithmetic on numbers and short texts: no record, no link and no style is known here, and no chance is involved, so
the same numbers give the same picture on every machine. Templates draw what they are given.
"""

from scholarfolio.render.charts.axis import Slot, year_axis
from scholarfolio.render.charts.bars import Bar, BarChart, Series, bar_charts
from scholarfolio.render.charts.labels import Label, fitted, text_width
from scholarfolio.render.charts.ring import Ring, RingNode, ring
from scholarfolio.render.charts.strips import Spans, strip, year_spans

__all__ = [
    "Bar",
    "BarChart",
    "Label",
    "Ring",
    "RingNode",
    "Series",
    "Slot",
    "Spans",
    "bar_charts",
    "fitted",
    "ring",
    "strip",
    "text_width",
    "year_axis",
    "year_spans",
]
