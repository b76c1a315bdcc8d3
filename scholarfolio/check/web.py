"""Asks other sites whether a page is still there: politely, one question at a time for each host."""

from __future__ import annotations

import http.client
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urldefrag, urlsplit
from urllib.request import Request, urlopen

from scholarfolio import __version__

# At most so many addresses are tried in one check, on so many hosts at once.
MOST = 2000
HOSTS_AT_ONCE = 16
# Seconds: to wait for an answer, and between two questions to the same host.
PATIENCE = 10.0
PAUSE = 0.25
# When a host has not answered so often in a row, it is not asked again.
GIVE_UP = 3

_HEADERS = {
    "User-Agent": f"scholarfolio/{__version__} (link check)",
    "Accept": "text/html,application/xhtml+xml,application/pdf,*/*;q=0.8",
}
# The page may well be there: the host only does not show it to programs, or not so many times.
_REFUSED = frozenset([401, 402, 403, 405, 406, 407, 418, 429, 451, 503, 999])
# How the reason begins where a host answered.
LEADS_NOWHERE = "leads nowhere"
# A host may not understand HEAD, so whatever it says to that is asked again with GET.
_METHODS = ("HEAD", "GET")


def key(address: str) -> str:
    """What makes two addresses the same question: all but the fragment."""
    if address.startswith("//"):
        address = f"https:{address}"
    return urldefrag(address.strip())[0]


def dead(addresses: Iterable[str]) -> dict[str, str]:
    """Those of the addresses that lead nowhere, each with the reason as the end of a sentence."""
    by_host = defaultdict(list)
    for address in addresses:
        by_host[_host(address)].append(address)
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        answers = list(pool.map(_ask_host, by_host.values()))
    return {address: why for answer in answers for address, why in answer.items()}


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def _ask_host(addresses: Sequence[str]) -> dict[str, str]:
    """Ask for the pages of one host, one after the other."""
    faults: dict[str, str] = {}
    silent = 0
    for at, address in enumerate(addresses):
        if silent == GIVE_UP:
            faults |= dict.fromkeys(addresses[at:], "was not tried: its host did not answer before")
            break
        if at:
            time.sleep(PAUSE)
        why, answered = _ask(address)
        silent = 0 if answered else silent + 1
        if why:
            faults[address] = why
    return faults


def _ask(address: str) -> tuple[str, bool]:
    """Why an address leads nowhere, or nothing; and whether its host answered at all."""
    why, answered = "", False
    for method in _METHODS:
        try:
            with urlopen(Request(_encoded(address), headers=_HEADERS, method=method), timeout=PATIENCE):
                return "", True
        except HTTPError as error:
            error.close()
            why, answered = ("" if error.code in _REFUSED else f"{LEADS_NOWHERE}: {error.code} {error.reason}"), True
        except URLError as error:
            return f"cannot be reached: {_reason(error.reason)}", False
        except (OSError, http.client.HTTPException, ValueError) as error:
            why, answered = f"cannot be reached: {_reason(error)}", False
    return why, answered


def _reason(fault: object) -> str:
    words = getattr(fault, "strerror", None) or str(fault)
    return words or type(fault).__name__


def _encoded(address: str) -> str:
    """The address as a host expects it: in ASCII."""
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    if parts.port:
        host = f"{host}:{parts.port}"
    path, query = quote(parts.path, safe="/%:@!$&'()*+,;=~-._"), quote(parts.query, safe="/%:@!$&'()*+,;=?~-._")
    return parts._replace(netloc=host, path=path, query=query).geturl()
