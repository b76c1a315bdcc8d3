"""Tools: which of the programs that pictures are made with are installed, and in which version."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

_MODULES = {"pillow": "PIL", "typst": "typst"}


@cache
def version(package: str) -> str:
    """The version of ``pillow`` or ``typst``; nothing where it is not installed.

    Read off the name of the folder that the installer made: importing Typst, or the library that reads such folders,
    would take long beside the build of a small site.
    """
    spec = find_spec(_MODULES[package])
    if spec is None or spec.origin is None:
        return ""
    beside = Path(spec.origin).parent.parent
    folders = [path.name for path in beside.glob(f"{package}-*.dist-info")]
    if len(folders) == 1:
        return folders[0].removeprefix(f"{package}-").removesuffix(".dist-info")
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


def missing() -> list[str]:
    """The names of the tools that are not installed."""
    return [name for name, package in (("Pillow", "pillow"), ("Typst", "typst")) if not version(package)]
