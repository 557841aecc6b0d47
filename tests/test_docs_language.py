"""The page that teaches the language agrees with the lexicon and with the reader."""

import re
from pathlib import Path

import pytest

from prevention_rules.notation import format_target, parse_target
from prevention_rules.notation.lexicon import lexicon

PAGE = Path(__file__).parent.parent / "docs" / "target-language.md"


def rows():
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 5 and not set(line) <= set("|-") and cells[1] != "含义 meaning":
            yield cells


ROWS = list(rows())


def test_the_page_has_tables():
    """There is something to check."""
    assert len(ROWS) > 20


@pytest.mark.parametrize(("words", "meaning"), [row[:2] for row in ROWS], ids=[row[2] for row in ROWS])
def test_every_word_of_the_page_is_a_row_of_the_lexicon(words, meaning):
    """The words stand in the lexicon with the meaning that the page gives them."""
    known = {(word.text, word.meaning) for word in lexicon().rows}
    same = {"to", "dash"} if meaning == "range" else {meaning}
    for word in words.split():
        assert any((word, one) in known for one in same), word


@pytest.mark.parametrize(("example", "zh", "en"), [row[2:] for row in ROWS], ids=[row[2] for row in ROWS])
def test_every_example_reads_as_the_page_says(example, zh, en):
    """The examples are read as the page says, in both languages."""
    target = parse_target(example)
    assert str(target) == zh
    assert format_target(target, "en") == en


def test_the_page_names_no_class_that_is_gone():
    """Every canonical Chinese bound word is taught."""
    text = PAGE.read_text(encoding="utf-8")
    for word in lexicon().rows:
        if word.canonical == "zh" and word.kind in ("OP", "POST", "KEEP", "LIST"):
            assert re.search(re.escape(word.text), text) or word.text in ("等于", "保持")
