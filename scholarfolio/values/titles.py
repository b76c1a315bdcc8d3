"""Title and subtitle in one."""

from __future__ import annotations


def full_title(title: str, subtitle: str, last: str = "") -> str:
    """``Title: Subtitle``, or ``Title? Subtitle`` where the title ends in a sign that parts them already.

    Args:
        title, subtitle: in plain text, LaTeX or HTML; the second may be empty.
        last: the last character of the title as readers see it, where markup stands behind that.
    """
    if not subtitle:
        return title
    parted = (last or title[-1:]) in (":", "?", "!")
    return f"{title} {subtitle}" if parted else f"{title}: {subtitle}"
