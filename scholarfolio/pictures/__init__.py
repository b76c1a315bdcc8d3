"""Pictures: what picture files say of themselves, and the files that are made of them.

Nothing here knows of papers or pages. Pillow and Typst are imported only where they are used: without them pictures
are shown as they are.
"""


class Unreadable(Exception):  # noqa: N818 - tells what a picture is
    """A picture that cannot be unpacked, or not be written in another format; its text says why."""


class LayoutError(Exception):
    """A layout that Typst cannot set; its text says why."""
