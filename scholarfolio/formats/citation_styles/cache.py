"""What a program that takes its time has made before: kept in a folder, which can be deleted at any time."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path


def digest(*parts: str) -> str:
    """What stands for the parts; other parts have another."""
    return sha256("\0".join(parts).encode()).hexdigest()[:32]


class ReferenceCache(dict[str, str]):
    """Texts by digest. They are read from ``folder/name.json`` when made; a file that is no such thing counts as none.

    What is read may have been changed by anybody: treat it like the output of another program.
    """

    def __init__(self, folder: Path | None, name: str) -> None:
        self._file = folder / f"{name}.json" if folder else None
        super().__init__(_read(self._file) if self._file else {})
        self._saved = dict(self)

    def save(self, wanted: Iterable[str]) -> None:
        """Keep the wanted texts for the next time and forget all others. A folder that cannot be written is no harm."""
        texts = {key: self[key] for key in sorted(wanted)}
        if self._file is None or texts == self._saved:
            return
        # Whoever reads meanwhile, or kills this process, finds the old file or the new one.
        unfinished = self._file.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_text(json.dumps(texts, ensure_ascii=False, indent=0), "utf-8")
            unfinished.replace(self._file)
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _read(file: Path) -> dict[str, str]:
    try:
        references = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(references, dict):
        return {}
    return {key: text for key, text in references.items() if isinstance(text, str)}
