"""Search in both languages: English words by their stem, Chinese by pairs of characters.

Chinese has no spaces, so a page and a query are both cut into pairs, 序时进度 into 序时, 时进, 进度: what stands on a
page is found, whatever word it is, without a dictionary that would have to know 序时.
"""

import re
from typing import Any

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

_RUN = re.compile(r"[\u4e00-\u9fff]+|[^\W\u4e00-\u9fff]+")


def pairs(text: str) -> list[str]:
    """Cut a text into words, and runs of Chinese into pairs of characters."""
    return [piece for run in _RUN.findall(text) for piece in _pieces(run)]


def _pieces(run: str) -> list[str]:
    if "\u4e00" <= run[0] <= "\u9fff" and len(run) > 2:
        return [run[at : at + 2] for at in range(len(run) - 1)]
    return [run]


class BilingualSearch(SearchEnglish):
    """The index, and the same cutting in the reader's browser."""

    js_splitter_code = r"""
function splitQuery(query) {
  return (query.match(/[\u4e00-\u9fff]+|(?:(?![\u4e00-\u9fff])[\p{Letter}\p{Number}_])+/gu) || []).flatMap((run) =>
    /[\u4e00-\u9fff]/.test(run[0]) && run.length > 2
      ? Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2))
      : [run]
  );
}
"""

    def split(self, input: str) -> list[str]:
        """Cut a text as `pairs` does."""
        return pairs(input)


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx."""
    app.add_search_language(BilingualSearch)
    return {"parallel_read_safe": True}
