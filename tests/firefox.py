"""Firefox, over WebDriver BiDi (https://w3c.github.io/webdriver-bidi/), which it speaks when started with a port.

Its reader's system is set to dark colours, Chromium's to light ones.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from browsers import Browser, Tab, elsewhere, program

# nothing of Firefox's own may reach for the network: its requests would be taken for the site's
PREFERENCES = """\
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("app.update.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("browser.startup.page", 0);
user_pref("layout.css.prefers-color-scheme.content-override", 0);
"""
# https://www.w3.org/TR/webdriver/#keyboard-actions
KEYS = {
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Shift": "\ue008",
    "Control": "\ue009",
    "Escape": "\ue00c",
    "ArrowUp": "\ue013",
    "ArrowDown": "\ue015",
}


class Firefox(Browser):
    """Firefox, by its connection."""

    name = "firefox"

    def __init__(self, connection: Any) -> None:
        super().__init__()
        self._connection = connection
        self._number = 0
        self.events: list[dict[str, Any]] = []
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent", "network.fetchError"])

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """Give a command and wait for its result; what happens meanwhile is added to ``events``."""
        self._number += 1
        self._connection.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._connection.recv(timeout=60))
            if answer.get("id") == self._number:
                assert answer["type"] == "success", answer
                return answer["result"]
            if answer.get("type") == "event":
                self.events.append(answer)

    @contextmanager
    def tab(self) -> Iterator[Tab]:
        reader = self.send("browser.createUserContext")["userContext"]
        opened = self.send("browsingContext.create", type="tab", userContext=reader)["context"]
        yield FirefoxTab(self, opened)
        self.send("browser.removeUserContext", userContext=reader)


class FirefoxTab(Tab):
    def __init__(self, firefox: Firefox, context: str) -> None:
        self._firefox = firefox
        self._context = context
        self._asked = ""

    @property
    def complaints(self) -> list[str]:
        return [text for event in self._firefox.events for text in self._complaint(event["method"], event["params"])]

    def _complaint(self, method: str, params: dict[str, Any]) -> Iterator[str]:
        if params.get("source", params).get("context") not in (None, self._context):
            return  # a late one, of a page in another tab
        if method == "log.entryAdded" and params["level"] in ("error", "warn"):
            yield params["text"]
        elif method == "network.beforeRequestSent" and elsewhere(params["request"]["url"], self._asked):
            yield params["request"]["url"]
        elif method == "network.fetchError" and params["errorText"] != "NS_BINDING_ABORTED":  # the tab went on before
            yield f"failed: {params['request']['url']}"

    def go(self, address: str) -> None:
        self._asked = address
        self._firefox.events.clear()
        self._firefox.send("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def run(self, script: str) -> Any:
        result = self._evaluate(f"(async () => JSON.stringify(await ({script})))()")
        return json.loads(result.get("value", "null"))

    def _evaluate(self, expression: str) -> dict[str, Any]:
        target = {"context": self._context}
        answer = self._firefox.send(
            "script.evaluate", expression=expression, target=target, awaitPromise=True, userActivation=True
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return answer["result"]

    @property
    def address(self) -> str:
        return self._firefox.send("browsingContext.getTree", root=self._context)["contexts"][0]["url"]

    def click(self, selector: str) -> None:
        found = f"document.querySelector({json.dumps(selector)})"
        element = self._evaluate(f"{found}.scrollIntoView({{block: 'center'}}), {found}")["sharedId"]
        move = {"type": "pointerMove", "x": 0, "y": 0, "origin": {"type": "element", "element": {"sharedId": element}}}
        down, up = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
        self._act({"type": "pointer", "id": "mouse", "actions": [move, down, up]})

    def press(self, *keys: str) -> None:
        strokes: list[dict[str, str]] = []
        for key in keys:
            parts = [KEYS.get(part, part) for part in (key.split("+") if len(key) > 1 else [key])]
            strokes += [{"type": "keyDown", "value": part} for part in parts]
            strokes += [{"type": "keyUp", "value": part} for part in reversed(parts)]
        self._act({"type": "key", "id": "keyboard", "actions": strokes})

    def _act(self, action: dict[str, Any]) -> None:
        self._firefox.send("input.performActions", context=self._context, actions=[action])


@contextmanager
def started_firefox() -> Iterator[Firefox]:
    from websockets.sync.client import connect

    path = program("firefox-esr", "firefox")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        Path(profile, "user.js").write_text(PREFERENCES, "utf-8")
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
            # no pings: they take numbers from ``random``, in another thread, and Hypothesis does not forgive that
            return connect(f"ws://127.0.0.1:{port}/session", open_timeout=60, max_size=None, ping_interval=None)
        except OSError:
            assert process.poll() is None, "Firefox ended before it could be reached"
            assert time.monotonic() < deadline, "Firefox did not listen within a minute"
            time.sleep(0.2)
