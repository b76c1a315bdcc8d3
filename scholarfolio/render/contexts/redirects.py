"""Old addresses, which lead on to new ones."""

from __future__ import annotations

from scholarfolio.render.contexts.page_context import PageContext, PageData
from scholarfolio.render.links import full_address, is_elsewhere


def redirect(page: PageContext) -> PageData:
    """A page that leads on."""
    address = page.output.parameter
    target = page.redirected(address)
    canonical = address if is_elsewhere(address) else full_address(page.absolute, address)
    title = page.say("moved")
    return PageData(
        title,
        {"target": target, "shown": canonical.partition("#")[0] or address},
        head=f"{title}: {page.output.path}",
        description=f"{page.say('moved_text')} {address}",
        canonical=canonical.partition("#")[0],
    )
