"""Two browsers as readers use them, behind one small interface: open a page, run a script, see what went wrong.

Chromium is driven by Playwright; Firefox by WebDriver BiDi, which it speaks by itself when started with a port.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


def program(*names: str) -> str:
    """The path of an installed browser. Without one: a failure in continuous integration, elsewhere a skip."""
    for name in names:
        if found := shutil.which(name):
            return found
    reason = f"no {names[0]} on this machine; its tests need it (Debian: apt-get install {names[0]})"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def elsewhere(request: str, page: str) -> bool:
    """Whether a request leaves the page's host, or the disk."""
    return not request.startswith("data:") and request.split("/")[:3] != page.split("/")[:3]


class Chromium:
    """Chromium, with a fresh page for every visit."""

    def __init__(self, browser: Any) -> None:
        self._browser = browser
        self._visits = browser.new_context()

    def visit(self, address: str, script: str = "null") -> tuple[Any, list[str]]:
        """Open a page and run a script in it.

        Returns:
            The script's value, and every error, warning and request to another host as text.
        """
        page = self._visits.new_page()
        complaints: list[str] = []
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else 0
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda request: complaints.append(f"failed: {request.url}"))
        page.on("request", lambda request: complaints.append(request.url) if elsewhere(request.url, address) else 0)
        page.goto(address)
        value = page.evaluate(script)
        page.close()
        return value, complaints

    @contextmanager
    def page(self, address: str, **settings: Any) -> Iterator[Any]:
        """A Playwright page, for what takes several steps."""
        context = self._browser.new_context(**settings)
        page = context.new_page()
        page.goto(address)
        yield page
        context.close()


@contextmanager
def chromium() -> Iterator[Chromium]:
    from playwright.sync_api import sync_playwright

    path = program("chromium", "google-chrome", "chromium-browser")
    switches = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=switches)
        yield Chromium(browser)
        browser.close()


class Firefox:
    """Firefox, over WebDriver BiDi (https://w3c.github.io/webdriver-bidi/)."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._number = 0
        self._events: list[dict[str, Any]] = []
        self._send("session.new", capabilities={})
        self._send("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent", "network.fetchError"])
        self._tab = self._send("browsingContext.getTree")["contexts"][0]["context"]

    def _send(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        self._connection.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._connection.recv(timeout=60))
            if answer.get("id") == self._number:
                assert answer["type"] == "success", answer
                return answer["result"]
            if answer.get("type") == "event":
                self._events.append(answer)

    def visit(self, address: str, script: str = "null") -> tuple[Any, list[str]]:
        """Open a page and run a script; the same as Chromium's."""
        self._events.clear()
        self._send("browsingContext.navigate", context=self._tab, url=address, wait="complete")
        source = f"(async () => JSON.stringify(await ({script})))()"
        result = self._send(
            "script.evaluate", expression=source, target={"context": self._tab}, awaitPromise=True, userActivation=True
        )
        assert result["type"] == "success", result
        complaints = list(self._complaints(address))
        return json.loads(result["result"].get("value", "null")), complaints

    def _complaints(self, page: str) -> Iterator[str]:
        for event in self._events:
            params = event["params"]
            if event["method"] == "log.entryAdded" and params["level"] in ("error", "warn"):
                yield params["text"]
            elif event["method"] == "network.beforeRequestSent" and elsewhere(params["request"]["url"], page):
                yield params["request"]["url"]
            elif event["method"] == "network.fetchError":
                yield f"failed: {params['request']['url']}"


@contextmanager
def firefox() -> Iterator[Firefox]:
    from websockets.sync.client import connect

    path = program("firefox-esr", "firefox")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        # nothing of Firefox's own may reach for the network: its requests would be taken for the site's
        Path(profile, "user.js").write_text(
            'user_pref("network.captive-portal-service.enabled", false);\n'
            'user_pref("network.connectivity-service.enabled", false);\n'
            'user_pref("app.update.enabled", false);\n'
            'user_pref("datareporting.policy.dataSubmissionEnabled", false);\n'
            'user_pref("browser.startup.page", 0);\n',
            "utf-8",
        )
        command = [path, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", str(port)]
        environment = os.environ | {"HOME": profile, "MOZ_CRASHREPORTER_DISABLE": "1"}
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        try:
            with _connected(connect, port, process) as connection:
                yield Firefox(connection)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _connected(connect: Any, port: int, process: subprocess.Popen[bytes]) -> Any:
    deadline = time.monotonic() + 60
    while True:
        try:
            return connect(f"ws://127.0.0.1:{port}/session", open_timeout=60, max_size=None)
        except OSError:
            assert process.poll() is None, "Firefox ended before it could be reached"
            assert time.monotonic() < deadline, "Firefox did not listen within a minute"
            time.sleep(0.2)
