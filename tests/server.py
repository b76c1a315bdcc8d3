"""A server on this machine that hands out a site below a path, as GitHub Pages does."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

BASE = "/x"


class Pages(SimpleHTTPRequestHandler):
    """Files below ``/x/``; for every other address below it the site's own page for what is missing."""

    def translate_path(self, path: str) -> str:
        if not path.startswith(BASE + "/"):
            return str(Path(self.directory, "outside"))
        return super().translate_path(path.removeprefix(BASE))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        missing = Path(self.directory, "404.html")
        if code != 404 or not self.path.startswith(BASE + "/") or not missing.is_file():
            super().send_error(code, message, explain)
            return
        body = missing.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def served(root: Path) -> Iterator[str]:
    """Serve a folder; gives the address below which it is found."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Pages, directory=str(root))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{BASE}"
        server.shutdown()
