"""The running program as a wheel, for sites that carry it: the same bytes for the same program, and without network.

The format is that of https://packaging.python.org/specifications/binary-distribution-format/.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from scholarfolio import __version__
from scholarfolio.values.theme_files import PACKAGE, default_theme

_WHEEL = "Wheel-Version: 1.0\nGenerator: scholarfolio\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_COMMANDS = "[console_scripts]\nscholarfolio = scholarfolio.cli:main\n"
_FIRST_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can hold


@dataclass(frozen=True)
class Wheel:
    """A wheel.

    Attributes:
        name: its file's name, which says the version. A label in it says that this is no published version, and which
            files it holds.
        data: its bytes.
    """

    name: str
    data: bytes


def build_wheel() -> Wheel:
    """The running program as a wheel.

    Raises:
        OSError: a file of the program cannot be read.
    """
    files = dict(_program_files())
    digest = hashlib.sha256(b"".join(name.encode() + b"\0" + data for name, data in sorted(files.items())))
    version = f"{__version__}+site.{digest.hexdigest()[:12]}"
    info = f"scholarfolio-{version}.dist-info"
    metadata, license_text = _metadata()
    files |= {
        f"{info}/METADATA": re.sub(r"(?m)^Version: .*$", f"Version: {version}", metadata, count=1).encode(),
        f"{info}/WHEEL": _WHEEL.encode(),
        f"{info}/entry_points.txt": _COMMANDS.encode(),
        f"{info}/licenses/LICENSE": license_text.encode(),
    }
    files[f"{info}/RECORD"] = _record(files, f"{info}/RECORD").encode()
    return Wheel(f"scholarfolio-{version}-py3-none-any.whl", _zipped(files))


def _program_files() -> Iterator[tuple[str, bytes]]:
    """Every file of the program by its path in the wheel; the theme of a checkout moves into the package."""
    theme = default_theme()
    folders = {"scholarfolio": PACKAGE}
    if theme != PACKAGE / "theme":
        folders |= {f"scholarfolio/theme/{name}": theme / name for name in ("templates", "static")}
    for name, folder in folders.items():
        for path in sorted(folder.rglob("*")):
            below = path.relative_to(folder)
            if path.is_file() and not any(part == "__pycache__" or part.startswith(".") for part in below.parts):
                yield f"{name}/{below.as_posix()}", path.read_bytes()


def _metadata() -> tuple[str, str]:
    """The program's metadata and its licence: of the checkout, or else of what is installed."""
    project = PACKAGE.parent / "pyproject.toml"
    if default_theme() != PACKAGE / "theme" and project.is_file():
        return _metadata_of(tomllib.loads(project.read_text("utf-8"))["project"]), _read(project.parent / "LICENSE")
    installed = distribution("scholarfolio")
    return installed.read_text("METADATA") or "", installed.read_text("licenses/LICENSE") or ""


def _read(path: Path) -> str:
    return path.read_text("utf-8")


def _metadata_of(project: Mapping[str, Any]) -> str:
    """What pip has to know of a project, in the form of the core metadata."""
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {project['name']}",
        f"Version: {__version__}",
        f"Summary: {project['description']}",
        f"License-Expression: {project['license']}",
        "License-File: LICENSE",
        f"Requires-Python: {project['requires-python']}",
        *(f"Requires-Dist: {requirement}" for requirement in project["dependencies"]),
    ]
    for extra, requirements in project["optional-dependencies"].items():
        lines.append(f"Provides-Extra: {extra}")
        lines += [f'Requires-Dist: {requirement}; extra == "{extra}"' for requirement in requirements]
    return "\n".join(lines) + "\n"


def _record(files: Mapping[str, bytes], own_name: str) -> str:
    """The list of all files with their digests and sizes."""
    lines = []
    for name, data in sorted(files.items()):
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        lines.append(f"{name},sha256={digest},{len(data)}")
    return "\n".join([*lines, f"{own_name},,", ""])


def _zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in sorted(files.items(), key=lambda item: (".dist-info/" in item[0], item[0])):
            entry = zipfile.ZipInfo(name, _FIRST_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()
