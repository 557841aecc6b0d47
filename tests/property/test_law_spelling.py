"""Law: how a text is spelled does not change what it says."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevention_rules.errors import TargetSyntaxError
from prevention_rules.notation import parse_target
from prevention_rules.notation.fold import fold, traditional

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "data" / "targets.jsonl").read_text(encoding="utf-8").splitlines()
]


def read(text, row):
    try:
        return parse_target(text, unit=row["unit"], better=row["better"], name=row["indicator"])
    except TargetSyntaxError:
        return None


def full_width(text):
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def is_wide(char):
    return ord(char) > 0x2E7F


@pytest.mark.parametrize("respell", [full_width, traditional], ids=["full width", "traditional"])
def test_another_spelling_says_the_same(respell):
    """Every cell of the corpus reads alike in full width and in traditional characters."""
    for row in ROWS:
        assert read(respell(row["target"]), row) == read(row["target"], row), row["target"]


@given(st.data())
def test_spaces_of_page_extraction_do_not_matter(data):
    """Spaces beside Chinese characters, as page extraction leaves them, change nothing."""
    row = data.draw(st.sampled_from(ROWS))
    text = row["target"]
    spaced = "".join(
        char
        + (
            " "
            if index + 1 < len(text) and (is_wide(char) or is_wide(text[index + 1])) and data.draw(st.booleans())
            else ""
        )
        for index, char in enumerate(text)
    )
    assert read(spaced, row) == read(text, row)


@given(st.text())
def test_folding_is_idempotent_and_knows_where_it_was(text):
    """Folding twice is folding once, and every folded character has a place in the source."""
    folded = fold(text)
    assert fold(folded.text).text == folded.text
    assert len(folded.at) == len(folded.text) + 1
    assert list(folded.at) == sorted(folded.at)
    assert folded.at[-1] == len(text)
