"""What Markdown leaves in the text and no reader wants: spaces where Chinese lines were broken, empty ends of code."""

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

_WIDE = r"[\u2014\u2018-\u201d\u2026\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_ENDS, _BEGINS = re.compile(rf"{_WIDE}$"), re.compile(_WIDE)


def mend(app: Sphinx, tree: nodes.document) -> None:
    """Join Chinese over the end of a line, and cut the blank line that ends a doctest."""
    for block in list(tree.findall(nodes.literal_block)):
        if block.rawsource == block.astext():  # or else it is not highlighted
            block.rawsource = block.rawsource.rstrip()
            block[:] = [nodes.Text(block.rawsource)]
    for line in list(tree.findall(nodes.TextElement)):
        if "\n" in line.children:
            around = zip([None, *line.children], line.children, [*line.children[1:], None], strict=False)
            line[:] = [one for before, one, after in around if one != "\n" or not _are_chinese(before, after)]


def _are_chinese(before: nodes.Node | None, after: nodes.Node | None) -> bool:
    """True where a line ends and the next begins with a wide glyph, neither of them code."""
    if before is None or after is None or isinstance(before, nodes.literal) or isinstance(after, nodes.literal):
        return False
    return bool(_ENDS.search(before.astext()) and _BEGINS.match(after.astext()))


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx."""
    app.connect("doctree-read", mend)
    return {"parallel_read_safe": True}
