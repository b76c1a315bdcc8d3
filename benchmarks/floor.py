"""The floor under every generator: writes files of given sizes with a plain loop, and nothing else.

    python -m benchmarks.floor SIZES.json OUT

prints how many seconds the writing took.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from benchmarks.compare import files_below


def write_sizes(site: Path, file: Path) -> None:
    """Note what files a site has, and how large they are."""
    file.write_text(json.dumps(list(files_below(site))), "utf-8")


def main() -> None:
    """Write the files."""
    sizes, out = json.loads(Path(sys.argv[1]).read_text("utf-8")), sys.argv[2]
    text = memoryview(b"x" * max(size for _, size in sizes))
    started = time.perf_counter()
    for folder in sorted({os.path.dirname(path) for path, _ in sizes}):  # noqa: PTH120 - as plain as can be
        os.makedirs(f"{out}/{folder}", exist_ok=True)  # noqa: PTH103
    for path, size in sizes:
        with open(f"{out}/{path}", "wb") as file:  # noqa: PTH123
            file.write(text[:size])
    print(time.perf_counter() - started)


if __name__ == "__main__":
    main()
