"""The pages of the repository's root as pages of the documentation, each from the one file that owns it."""

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

ROOT = Path(__file__).parents[2]
PAGES = {
    "README.md": "index",
    "README.zh-CN.md": "zh",
    "CHANGELOG.md": "changelog",
    "CONTRIBUTING.md": "contributing",
    "SECURITY.md": "security",
}
"""The file in the root, and the page that shows it."""


def moved(text: str) -> str:
    """Return a text of the root as it reads from docs/: its links lead to the pages that are built."""
    text = text.replace("docs/_static/", "_static/")
    text = re.sub(r"\]\(docs/", "](", text)
    for file, page in PAGES.items():
        text = re.sub(rf"\]\((?:\.\./)?{re.escape(file)}", f"]({page}.md", text)
    return re.sub(r"\[([^\]]*)\]\((?:\.\./)?examples[^)]*\)", r"`\1`", text)


def read(app: Sphinx, page: str, source: list[str]) -> None:
    """Put the file of the root before what the page has of its own, which is its table of contents."""
    own = moved(source[0])
    source[0] = own
    for file, name in PAGES.items():
        if name == page:
            source[0] = moved((ROOT / file).read_text(encoding="utf-8")) + "\n" + own


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx."""
    app.connect("source-read", read)
    return {"parallel_read_safe": True}
