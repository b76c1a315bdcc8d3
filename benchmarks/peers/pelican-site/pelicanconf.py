"""Pelican set up to write the pages that scholarfolio writes: a generator of its own, and none of Pelican's."""

import json
from pathlib import Path

HERE = Path(__file__).parent
SITE = json.loads((HERE / "data" / "site.json").read_text("utf-8"))

SITENAME = SITE["title"]
SITEURL = ""
PATH = str(HERE / "content")
THEME = str(HERE)
THEME_STATIC_PATHS = []
STATIC_PATHS = ["static", ".nojekyll"]
STATIC_EXCLUDE_SOURCES = False
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
PLUGIN_PATHS = [str(HERE)]
PLUGINS = ["records"]
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
# nothing that was not asked for
ARTICLE_PATHS, PAGE_PATHS, DIRECT_TEMPLATES = [], [], []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ARCHIVES_SAVE_AS = ""
