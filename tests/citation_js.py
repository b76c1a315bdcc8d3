"""The second citation processor: citation.js from npm, which wraps citeproc-js, with the styles that it brings along.

``npm install --no-save @citation-js/core @citation-js/plugin-csl`` at the root of a checkout makes it available.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from browsers import missing

ROOT = Path(__file__).parent.parent
# Each item alone, so that nothing is told apart from others; formulas and such stay as typed.
SCRIPT = """
const { Cite, plugins } = require('@citation-js/core');
require('@citation-js/plugin-csl');
const [style, ...items] = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const made = items.map(item => new Cite(item).format('bibliography', { template: style, format: 'text' }).trim());
const xml = plugins.config.get('@csl').styles.get(style);
process.stdout.write(JSON.stringify({ made, xml }));
"""


def citation_js(style: str, items: list[dict[str, object]]) -> tuple[list[str], str]:
    """Each item's reference as text, and the style's own XML; citation.js has to be installed."""
    node = shutil.which("node")
    if not node:
        missing("there is no node to run citation.js")
    asked = json.dumps([style, *items])
    done = subprocess.run([node, "-e", SCRIPT], input=asked, capture_output=True, encoding="utf-8", cwd=ROOT)
    if "Cannot find module" in done.stderr:
        missing("npm install --no-save @citation-js/core @citation-js/plugin-csl brings the second processor")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    return answer["made"], answer["xml"]
