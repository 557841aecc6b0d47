"""A table that is fitted into a terminal: every line fits, every column stands straight, and nothing is left out."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from prevention_rules.text import display_width, laid_out, wrapped

TEXTS = st.text(alphabet="下降以上（）、，。“”≥※ab1 .%é\u0301\u200b", max_size=40)
WIDTHS = st.integers(2, 60)
ROWS = st.integers(1, 5).flatmap(lambda n: st.lists(st.lists(TEXTS, min_size=n, max_size=n), min_size=1, max_size=4))


def signs(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(TEXTS, WIDTHS)
def test_a_broken_text_keeps_every_sign_in_order(text: str, width: int) -> None:
    """Put together, the lines are the text again, spaces at the breaks aside, and none is wider than asked."""
    lines = wrapped(text, width)
    assert signs("".join(lines)) == signs(text)
    assert max(map(display_width, lines)) <= width


PHRASES = st.lists(
    st.sampled_from(["下降", "以上，", "（全市）", "5.7个", "≥85%。", "“稳步”、", "人/年；"]), max_size=12
)


@given(PHRASES, st.integers(8, 40))
def test_signs_stay_with_what_they_belong_to(phrases: list[str], width: int) -> None:
    """With room for a phrase, no line begins with a closing sign, and none ends with an opening one."""
    lines = wrapped("".join(phrases), width)
    assert not [line for line in lines[1:] if line[0] in "，。、；）”%"]
    assert not [line for line in lines if line[-1:] in ("（", "“")]


@given(ROWS, st.integers(30, 120))
def test_a_table_fits_where_there_is_room(rows: list[list[str]], width: int) -> None:
    """With room for two wide glyphs a column no line is wider than asked, and the cells keep every sign."""
    lines = laid_out(rows, width)
    assert max(display_width(line) for row in lines for line in row) <= width
    for row, told in zip(rows, lines, strict=True):
        assert sorted(signs("".join(row))) == sorted(signs("".join(told)))
        assert len(told) >= 1


@given(ROWS)
def test_a_table_with_room_is_not_broken(rows: list[list[str]]) -> None:
    """Without a width, and with one that is wide enough, a row is a line."""
    assert laid_out(rows) == laid_out(rows, 1000)
    assert {len(told) for told in laid_out(rows)} == {1}
