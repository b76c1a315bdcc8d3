"""Measures how fast sites of several sizes are built, beside other generators, and writes a report of it.

    python -m benchmarks 36 1000

What is found is written after each step, so that a run that is interrupted leaves what it had.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import machine, report
from benchmarks.figures import Figures
from benchmarks.ours import ROOT
from benchmarks.peers import Missing, Peer, installers
from benchmarks.suite import Plan, measure_size, profile_size

STORE = ROOT / "benchmarks" / ".peers"
RESULTS = ROOT / "benchmarks" / ".results.json"


def main() -> None:
    """Measure and report."""
    arguments = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # as after Ctrl-C, nothing is left behind
    figures = _figures(RESULTS) if arguments.again or arguments.profile else Figures(machine=machine.facts())

    def progress(what: str) -> None:
        _say(what)
        figures.save(RESULTS)
        report.write(figures, arguments.write)

    if arguments.profile:
        for papers in sorted(arguments.sizes):
            profile_size(Plan(papers, 1, arguments.limit, arguments.limit_of_others), figures, progress)
    elif not arguments.again:
        peers = _installed(arguments.peers, figures)
        for papers in sorted(arguments.sizes):
            rounds = arguments.rounds or _rounds(papers)
            measure_size(Plan(papers, rounds, arguments.limit, arguments.limit_of_others), peers, figures, progress)
    progress("done")
    print(report.table(figures))
    print(f"all of it: {arguments.write}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", type=int, nargs="*", default=[36, 1000], metavar="PAPERS")
    parser.add_argument("--rounds", type=int, help="how often each is measured, instead of 5, 3 or 1 times")
    parser.add_argument("--limit", type=float, default=600, help="seconds after which a build is stopped (600)")
    parser.add_argument("--limit-of-others", type=float, default=100, help="the same for all but us and Hugo (100)")
    parser.add_argument("--peers", default="hugo,eleventy,pelican", help="whom to compare with, by comma; - for nobody")
    parser.add_argument("--write", type=Path, default=ROOT / "docs" / "benchmarks.md", help="where the report goes")
    again = parser.add_mutually_exclusive_group()
    again.add_argument("--profile", action="store_true", help="only find out where the time goes, for the last report")
    again.add_argument("--again", action="store_true", help="write the report again from the figures of the last run")
    return parser.parse_args()


def _figures(file: Path) -> Figures:
    try:
        return Figures.load(file)
    except OSError:
        raise SystemExit("there are no figures of an earlier run; begin with: make bench") from None


def _rounds(papers: int) -> int:
    """The more, the less they take."""
    return 5 if papers < 500 else 3 if papers < 50_000 else 1


def _installed(names: str, figures: Figures) -> Sequence[Peer]:
    known = installers()
    found = []
    for name in filter(None, names.strip("-").split(",")):
        if name not in known:
            raise SystemExit(f'there is no peer "{name}"; there are {", ".join(known)}')
        try:
            peer = known[name](STORE)
            found.append(peer)
            figures.peers[peer.name] = peer.version
        except Missing as reason:
            figures.left_out[name] = str(reason)
            _say(f"{name} is left out: {reason}")
    return found


_BEGUN = time.monotonic()


def _say(what: str) -> None:
    minutes, seconds = divmod(int(time.monotonic() - _BEGUN), 60)
    print(f"{minutes:3}:{seconds:02}  {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
