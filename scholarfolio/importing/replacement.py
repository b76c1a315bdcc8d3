"""Another person's content in the place of what is there: how a fork of this repository becomes a site of one's own."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from scholarfolio.importing.scaffold import NewContent, write_files
from scholarfolio.values.invocation import program, quoted
from scholarfolio.values.problems import Place, Problems, Stop


@dataclass(frozen=True)
class Replacement:
    """Content that can be replaced, because git has all of it.

    Attributes:
        content: the folder.
        commit: the commit that holds it as it is.
        files: how many files it has.
    """

    content: Path
    commit: str
    files: int

    def replace(self, new: NewContent) -> list[str]:
        """Put new content in the place of the old.

        Returns:
            what to tell the author, line by line.

        Raises:
            Stop: a folder cannot be written; the old content is where it was.
        """
        try:
            self._swap(new)
        except OSError as error:
            raise _stop(self.content, f"cannot be written: {error.strerror or error}") from error
        folder = self.content.parent
        begin = "" if folder == Path() else f"cd {quoted(folder)} && "
        return [
            *new.report,
            f"{self.content}: your own content now; {self.content / 'profile.yaml'} is a good file to begin with",
            f"to have the old content back: {begin}git restore --source={self.commit} content",
            f"next: {begin}{program(folder)} build",
        ]

    def _swap(self, new: NewContent) -> None:
        aside = Path(mkdtemp(prefix=".content-", dir=self.content.parent))
        try:
            write_files(aside / "new", new.files)
            self.content.rename(aside / "old")
            try:
                (aside / "new").rename(self.content)
            except OSError:
                (aside / "old").rename(self.content)
                raise
        finally:
            rmtree(aside)


def replaceable(folder: Path) -> Replacement:
    """The content of a folder, where nothing would be lost by replacing it.

    Raises:
        Stop: there is no content, or git does not have all of it.
    """
    content = folder / "content"
    if not content.is_dir():
        raise _stop(content, "there is no such folder, so there is nothing to replace; leave --replace out")
    try:
        changed = _git(folder, "status", "--porcelain", "--ignored", "--untracked-files=all", "--", "content")
        commit = _git(folder, "rev-parse", "--short", "HEAD")
        files = _git(folder, "ls-files", "--", "content").splitlines()
    except (OSError, subprocess.CalledProcessError):
        raise _stop(
            content, "is in no git repository that could bring it back; move it away yourself, then leave --replace out"
        ) from None
    if changed:
        names = [line[3:] for line in changed.splitlines()]
        shown = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
        raise _stop(content, f"git does not have all of it as it is ({shown}); commit that first, or move it away")
    return Replacement(content, commit, len(files))


def _git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, text=True, check=True)
    return done.stdout.rstrip()


def _stop(path: Path, message: str) -> Stop:
    problems = Problems()
    problems.error(Place(str(path)), message)
    return Stop(problems)
