"""The command line: the one place that prints and exits.

Exit status: 0 fine, 1 problems in content or site, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import gc
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from scholarfolio import __version__
from scholarfolio.values import invocation
from scholarfolio.values.problems import Fault, Problems, Stop, did_you_mean

if TYPE_CHECKING:
    from scholarfolio.build.options import StagedSite

COMMANDS = ("build", "check", "new")


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line and where help is, and exits with status 2."""

    def error(self, message: str) -> NoReturn:
        command = self.prog.removeprefix(invocation.NAME)
        self.exit(2, f"{self.prog}: {_plainer(message)}\nTry: {invocation.program()}{command} --help\n")


def _plainer(message: str) -> str:
    """argparse's complaint about a wrong command, with the nearest right one instead of a list."""
    if "invalid choice: '" in message:
        word = message.split("invalid choice: '")[1].split("'")[0]
        return f'there is no command "{word}"' + (did_you_mean(word, COMMANDS) or f"; there are {', '.join(COMMANDS)}")
    return message


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (without its own name) and return the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help", "--version")):
        words.insert(0, "build")
    options = _parser().parse_args(words)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except KeyboardInterrupt:
        print("stopped; the site is as it was, or complete after the next build", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except Fault as fault:
        _print_fault(fault.__cause__ or fault)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog=invocation.NAME, description="Makes an academic homepage from plain YAML.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"scholarfolio {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    _add_build(commands)
    _add_check(commands)
    _add_new(commands)
    return parser


def _add_build(commands: argparse._SubParsersAction[_Parser]) -> None:
    text = "build the site: content/ becomes site/ (without a command, this is what is done)"
    parser = commands.add_parser("build", help=text, description=text[0].upper() + text[1:], allow_abbrev=False)
    parser.add_argument("--content", type=Path, default=Path("content"), metavar="DIR", help="default: content")
    parser.add_argument("--out", type=Path, default=Path("site"), metavar="DIR", help="default: site")
    parser.add_argument(
        "--url", type=_web_address, default="", help="where it will be published, instead of site.yaml's url"
    )
    parser.add_argument(
        "--jobs", type=_count, default=0, metavar="N", help="processes to render with; default: as needed"
    )
    parser.add_argument("--force", action="store_true", help="build into a folder that holds files of somebody else")
    parser.add_argument(
        "--strict", action="store_true", help="check the site before it is written, and let warnings stop the build"
    )
    parser.add_argument("--quiet", action="store_true", help="print problems only")
    parser.set_defaults(run=_build)


def _add_new(commands: argparse._SubParsersAction[_Parser]) -> None:
    text = "make a new site in DIR, empty or from bibliographies"
    parser = commands.add_parser("new", help=text, description=text[0].upper() + text[1:], allow_abbrev=False)
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder to make")
    parser.add_argument("--name", required=True, help="whose site it is, such as 'Ada Lovelace'")
    parser.add_argument(
        "--from",
        dest="sources",
        action="append",
        default=[],
        metavar="SOURCE",
        help="a BibTeX, RIS or CSL-JSON file with papers, or a folder of such; may be repeated",
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help="put the new content in the place of DIR/content, after asking, where git has all of the old",
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.set_defaults(run=_new)


def _add_check(commands: argparse._SubParsersAction[_Parser]) -> None:
    text = "judge a built site and the content it was built from"
    parser = commands.add_parser("check", help=text, description=text[0].upper() + text[1:], allow_abbrev=False)
    parser.add_argument("site", type=Path, nargs="?", default=Path("site"), metavar="SITE", help="default: site")
    parser.add_argument("--content", type=Path, metavar="DIR", help="default: content, where there is such a folder")
    parser.add_argument("--external", action="store_true", help="also try links to other sites")
    parser.add_argument("--strict", action="store_true", help="let warnings count as errors do")
    parser.add_argument("--list", action="store_true", help="list the rules and stop")
    parser.set_defaults(run=_check)


def _web_address(text: str) -> str:
    if text and not re.match(r"https?://[^\s/]+(/\S*)?$", text):
        raise argparse.ArgumentTypeError(f'"{text}" is not an address that begins with https://')
    return text


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= 256:
        raise argparse.ArgumentTypeError(f'"{text}" is not a whole number from 1 to 256')
    return int(text)


def _build(options: argparse.Namespace) -> int:
    started = time.perf_counter()
    bar = ProgressBar(sys.stderr, hidden=options.quiet)
    # Records live until the end and hold no cycles worth looking for: without the search a build of 1,000 papers takes
    # 5 % less time and 2 % more memory.
    gc.disable()
    from scholarfolio.build import command  # after the arguments are known to be right

    asked = command.Options(options.content, options.out, options.url, options.jobs, options.force, options.strict)
    try:
        built = command.build(asked._replace(review=_review if options.strict else None), bar.show)
    except Stop as stop:
        bar.clear()
        _print_problems(stop.problems, notes=False)
        pages = any(problem.place.path.startswith(f"{options.out.as_posix()}/") for problem in stop.problems)
        hint = "; build without --strict to see its pages as they would be" if pages else ""
        print(f"{_summary(stop.problems)}; {options.out} is unchanged{hint}", file=sys.stderr)
        return 1
    finally:
        # nor are they looked through afterwards or while Python ends: 15 ms of 370 at 36 papers, 170 at 1,000
        gc.freeze()
        gc.enable()
    bar.clear()
    _print_problems(built.problems, notes=not options.quiet)
    if not options.quiet:
        seconds = time.perf_counter() - started
        written = built.written
        print(
            f"{options.out}: {_plural(built.papers, 'paper')}, {_plural(built.pages, 'page')} in {seconds:.2f} s "
            f"({written.new} new, {written.changed} changed, {written.unchanged} as before, {written.deleted} deleted)"
        )
        print(f"open {(options.out / 'index.html').absolute().as_uri()}")
    return 0


def _review(site: StagedSite) -> Problems:
    """What `check` says of a site that is about to be written; its pages are read as trees, which do hold cycles."""
    from scholarfolio.check import review

    gc.freeze()
    gc.enable()
    try:
        return review(site)
    finally:
        gc.disable()


def _check(options: argparse.Namespace) -> int:
    from scholarfolio.check import RULES, run_checks  # reads HTML, which no other command does

    if options.list:
        for rule in RULES:
            print(f"{rule.name}: {rule.sentence}")
        return 0
    content = options.content or (Path("content") if Path("content").is_dir() else None)
    problems = run_checks(options.site, content, options.external)
    _print_problems(problems, notes=True)
    print(f"{options.site}: {_summary(problems) or 'nothing to mend'}")
    return 1 if problems.stops(strict=options.strict) else 0


def _new(options: argparse.Namespace) -> int:
    from scholarfolio.importing import scaffold

    try:
        if options.replace:
            return _replace(options)
        created = scaffold.create_site(options.folder, options.name, options.sources)
    except Stop as stop:
        _print_problems(stop.problems, notes=False)
        return 1
    for line in created.lines:
        print(line)
    return 0


def _replace(options: argparse.Namespace) -> int:
    from scholarfolio.importing import replacement, scaffold

    content = scaffold.new_content(options.name, options.sources)
    old = replacement.replaceable(options.folder)
    question = f"Replace {old.content} ({_plural(old.files, 'file')}) by the content of {options.name}?"
    if not options.yes and not _agreed(question):
        print("nothing was changed", file=sys.stderr)
        return 1
    for line in old.replace(content):
        print(line)
    return 0


def _agreed(question: str) -> bool:
    """Whether somebody answers a question with yes; where nobody can, that is no."""
    try:
        return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        print()
        return False


def _print_fault(error: BaseException) -> None:
    """What a report of a fault of the program needs; the one place that shows where in the program it happened."""
    import traceback  # hopefully never

    traceback.print_exception(error)
    print(
        f"\nscholarfolio {__version__} itself failed ({type(error).__name__}); your files are not to blame. The site "
        "is as it was, and the next build starts anew. Please report this with the lines above.",
        file=sys.stderr,
    )


def _print_problems(problems: Problems, *, notes: bool) -> None:
    for problem in problems:
        if notes or problem.severity != "note":
            print(problem, file=sys.stderr)


def _summary(problems: Problems) -> str:
    counts = Counter(problem.severity for problem in problems)
    return ", ".join(_plural(counts[word], word) for word in ("error", "warning") if counts[word])


def _plural(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


class ProgressBar:
    """One line that tells how far a long build is; nothing where output is no terminal or the build is short."""

    WIDTH = 30
    PATIENCE = 0.5  # seconds: a shorter build is over before one has read anything

    def __init__(self, stream: TextIO, *, hidden: bool) -> None:
        self._stream = stream
        self._shown = not hidden and stream.isatty()
        self._started = time.perf_counter()
        self._drawn = False

    def show(self, done: int, total: int) -> None:
        """Draw the bar for ``done`` of ``total``."""
        if self._shown and time.perf_counter() - self._started > self.PATIENCE:
            full = self.WIDTH * done // total
            self._stream.write(f"\r{'█' * full}{'░' * (self.WIDTH - full)} {done:,} of {total:,} files")
            self._stream.flush()
            self._drawn = True

    def clear(self) -> None:
        """Remove the bar."""
        if self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._drawn = False
