"""Drawings: what is refused and what is doubted, asserted whole in both languages; ``drawings`` has a page a room.

A page is a session at the prompt, as in the docs, and an error stands on it as ``str`` writes it: Chinese, then English.
"""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PAGES = sorted((HERE / "drawings").glob("*.txt"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_message_is_told_word_for_word(page: Path) -> None:
    """Each line at the prompt is answered with the words on the page, and with no others."""
    failed, tried = doctest.testfile(str(page), module_relative=False, encoding="utf-8", globs={"data": HERE / "data"})
    assert tried
    assert not failed
