"""What Markdown leaves in the text and no reader wants: spaces where Chinese lines were broken, empty ends of code."""

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

_WIDE = r"[\u2014\u2018-\u201d\u2026\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_BROKEN = re.compile(rf"(?<={_WIDE})\n(?={_WIDE})")


def mend(app: Sphinx, tree: nodes.document) -> None:
    """Join Chinese over the end of a line, and cut the blank line that ends a doctest."""
    for block in list(tree.findall(nodes.literal_block)):
        if block.rawsource == block.astext():  # or else it is not highlighted
            block.rawsource = block.rawsource.rstrip()
            block[:] = [nodes.Text(block.rawsource)]
    for text in list(tree.findall(nodes.Text)):
        if _BROKEN.search(text) and not isinstance(text.parent, nodes.FixedTextElement):
            text.parent.replace(text, nodes.Text(_BROKEN.sub("", text)))


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx."""
    app.connect("doctree-read", mend)
    return {"parallel_read_safe": True}
