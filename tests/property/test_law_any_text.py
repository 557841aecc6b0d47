"""Law: any text is a target or a `TargetSyntaxError` that points into it, in linear time."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevention_rules.errors import TargetSyntaxError, ValueSyntaxError
from prevention_rules.notation import parse_target, parse_value
from prevention_rules.notation.lexicon import lexicon

WORDS = [word.text for word in lexicon().rows]
PIECES = st.sampled_from(
    [*WORDS, *"0123456789.%,()〔〕「」“”+-~÷", " ", "85", "2020年", "十万分之", "每千人口", "/10万", "亿"]
)
DATA = Path(__file__).parent.parent / "data"
CELLS = [json.loads(line)["target"] for line in (DATA / "targets.jsonl").read_text(encoding="utf-8").splitlines()]
ANY = st.text() | st.lists(PIECES, max_size=12).map("".join) | st.lists(PIECES, max_size=12).map(" ".join)


def check(text, reader=parse_target, **context):
    error = None
    try:
        reader(text, **context)
    except (TargetSyntaxError, ValueSyntaxError) as refused:
        error = refused
    if error is not None:
        start, end = error.span
        assert 0 <= start <= end <= len(text)
        assert error.text == text
        assert error.explain("zh")
        assert error.explain("en")


@given(ANY, st.sampled_from([None, "%", "人", "/10万"]), st.sampled_from([None, "higher", "lower"]))
def test_any_text_is_read_or_refused_in_its_place(text, unit, better):
    """Whatever the text, there is a target or an error whose span lies inside it."""
    check(text, unit=unit, better=better, name="覆盖率")


@given(ANY)
def test_any_published_text_is_read_or_refused_in_its_place(text):
    """Published values keep the same law."""
    check(text, parse_value, unit="%", share=True)


@given(st.sampled_from(CELLS), st.integers(0, 60), PIECES)
def test_a_disturbed_cell_is_read_or_refused_in_its_place(cell, at, piece):
    """A real cell with something inserted keeps the law."""
    check(cell[:at] + piece + cell[at:], unit="%", better="higher")


LONG = [
    "8",
    "一",
    "百分之",
    "不",
    "(",
    ")",
    "“",
    "（",
    "85%、",
    "85%，",
    "「",
    "a",
    "每",
    "…",
    " ",
    "到2020年",
    "at least ",
    "的",
    "÷1",
    ".",
    "比",
    "〔",
]


@pytest.mark.parametrize("piece", LONG)
def test_long_texts_take_linear_time(piece):
    """10,000 characters take no more than some twenty times what 1,000 take (and never long)."""
    check(piece * (10_000 // len(piece)))  # the caches are warm from here on

    def cost(length):
        start = time.process_time()
        check(piece * (length // len(piece)))
        return time.process_time() - start

    assert min(cost(10_000) for _ in range(3)) < 30 * min(cost(1_000) for _ in range(3)) + 0.2
