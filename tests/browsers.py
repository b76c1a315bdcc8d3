"""Two browsers as readers use them, behind one small interface: go to a page, press keys, see what went wrong.

Chromium is driven by Playwright, Firefox by itself (``firefox.py``). Both give out tabs of the same kind.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any, NoReturn

import pytest

# Seconds to wait for what a page should come to: the machine may have other work.
PATIENCE = 60


def missing(reason: str) -> NoReturn:
    """Something that a test needs is not installed: a failure in continuous integration, elsewhere a skip."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def program(*names: str) -> str:
    """The path of an installed browser."""
    for name in names:
        if found := shutil.which(name):
            return found
    missing(f"no {' or '.join(names)} on this machine; tests need one (Debian: apt-get install {names[0]})")


def elsewhere(request: str, page: str) -> bool:
    """Whether a request leaves the page's host, or the disk."""
    return not request.startswith(("data:", "blob:")) and request.split("/")[:3] != page.split("/")[:3]


class Tab(ABC):
    """One tab of a browser with a storage of its own.

    Attributes:
        complaints: every error, warning, failed request and request to another host since the last ``go``, as text.
    """

    complaints: list[str]

    @abstractmethod
    def go(self, address: str) -> None:
        """Open a page and wait until it is loaded."""

    @abstractmethod
    def run(self, script: str) -> Any:
        """The value of an expression in the page; of a promise, what it comes to."""

    @property
    @abstractmethod
    def address(self) -> str:
        """Where the tab is now."""

    @abstractmethod
    def click(self, selector: str) -> None:
        """Click the first element that matches, with the mouse."""

    @abstractmethod
    def press(self, *keys: str) -> None:
        """Press keys one after the other, each a letter or named as ``KeyboardEvent.key`` has it; ``Control+v``."""

    def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        self.press(*text)

    def wait_for_page(self, ending: str) -> None:
        """Wait until the tab is at an address with this ending, at most a minute."""
        deadline = time.monotonic() + PATIENCE
        while not self.address.endswith(ending):
            assert time.monotonic() < deadline, f"after {PATIENCE} seconds at {self.address}, not at {ending}"
            time.sleep(0.05)

    def wait(self, condition: str) -> None:
        """Wait until an expression is true of the page, at most a minute."""
        self.run(
            f"""new Promise((done, late) => {{
              const end = performance.now() + {1000 * PATIENCE};
              (function look() {{
                if ({condition}) done(true);
                else if (performance.now() > end) late(new Error("not within {PATIENCE} seconds: " + {json.dumps(condition)}));
                else setTimeout(look, 20);
              }})();
            }})"""
        )


class Browser(ABC):
    """A running browser."""

    name: str

    def __init__(self) -> None:
        self._open = ExitStack()
        self._visits: dict[str, Tab] = {}

    @abstractmethod
    def tab(self) -> AbstractContextManager[Tab]:
        """A fresh tab, closed at the end."""

    def visit(self, address: str, script: str = "null") -> tuple[Any, list[str]]:
        """Open a page and run a script in it.

        Each host has a tab of its own: a late request of the page before is then none to another host.

        Returns:
            The script's value, and the complaints.
        """
        host = address.split("/")[2]
        if host not in self._visits:
            self._visits[host] = self._open.enter_context(self.tab())
        tab = self._visits[host]
        tab.go(address)
        return tab.run(script), tab.complaints


class Chromium(Browser):
    """Chromium, by Playwright."""

    name = "chromium"

    def __init__(self, browser: Any) -> None:
        super().__init__()
        self._browser = browser

    @contextmanager
    def tab(self) -> Iterator[Tab]:
        with self.page("about:blank", permissions=["clipboard-read", "clipboard-write"]) as page:
            yield ChromiumTab(page)

    @contextmanager
    def page(self, address: str, **settings: Any) -> Iterator[Any]:
        """A Playwright page in a context of its own, for what Firefox cannot do or need not show again."""
        context = self._browser.new_context(**settings)
        page = context.new_page()
        page.goto(address)
        yield page
        context.close()


class ChromiumTab(Tab):
    def __init__(self, page: Any) -> None:
        self.complaints = []
        self._page = page
        page.on("console", lambda message: self._note(message.type in ("error", "warning"), message.text))
        page.on("pageerror", lambda error: self._note(True, str(error)))
        # what was still on its way when the page was left is no fault of the page
        page.on("requestfailed", lambda it: self._note(it.failure != "net::ERR_ABORTED", f"failed: {it.url}"))
        page.on("request", lambda request: self._note(elsewhere(request.url, self._asked), request.url))

    def _note(self, is_wrong: bool, text: str) -> None:
        if is_wrong:
            self.complaints.append(text)

    def go(self, address: str) -> None:
        self._asked = address
        self.complaints.clear()
        self._page.goto(address)

    def run(self, script: str) -> Any:
        return self._page.evaluate(f"(async () => await ({script}))()")

    @property
    def address(self) -> str:
        self._page.wait_for_timeout(0)  # Playwright hears of a new address only while it is waited for
        return self._page.url

    def click(self, selector: str) -> None:
        self._page.locator(selector).first.click()

    def press(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.press(key)


@contextmanager
def started_chromium() -> Iterator[Chromium]:
    from playwright.sync_api import sync_playwright

    # the shell has the same engine and no window to draw: it takes a fifth less time
    path = program("chromium-headless-shell", "chromium", "google-chrome", "chromium-browser")
    # nothing of Chromium's own may reach for the network; letters are as wide here as on any other machine
    switches = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
    switches += ["--font-render-hinting=none"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=switches)
        yield Chromium(browser)
        browser.close()
