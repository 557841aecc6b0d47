"""Cells are found in a list of values: each where it stands, and none that is not there."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytestmark = pytest.mark.extra("dev-frames")

TEXTS = st.text(alphabet="指标街道ab12 ，\u0301", max_size=20)
WHOLE = st.one_of(st.integers(-50, 50), st.integers(-(2**63), 2**63 - 1), st.integers(110_000, 660_000))


@given(st.lists(TEXTS, unique=True), st.lists(st.none() | TEXTS))
def test_a_text_has_its_place_and_no_other_text_has_one(texts: list[str], others: list[str | None]) -> None:
    """Texts of the list are found where they stand; all else, an empty cell too, is told to be none of them."""
    import polars as pl

    from prevention_rules.frames.listed import Texts

    cells = [*texts, *others]
    column = pl.Series(cells, dtype=pl.String)
    expected = [texts.index(cell) if cell in texts else len(texts) for cell in cells]
    assert Texts(texts).places(column).tolist() == expected
    assert Texts(texts).places(column[: len(texts)], known=True).tolist() == list(range(len(texts)))


@given(st.lists(WHOLE, unique=True, min_size=1), st.lists(WHOLE))
def test_a_number_has_its_place_and_no_other_number_has_one(numbers: list[int], others: list[int]) -> None:
    """Whether numbers lie close together or far apart, they are found where they stand, and no others are."""
    import numpy as np

    from prevention_rules.frames.listed import Numbers

    told = sorted(numbers)
    listed = Numbers.among(np.array(numbers, np.int64))
    assert listed.numbers.tolist() == told
    expected = [told.index(cell) if cell in told else len(told) for cell in (*numbers, *others)]
    assert listed.places(np.array([*numbers, *others], np.int64)).tolist() == expected


def test_texts_whose_hashes_begin_alike() -> None:
    """Of many texts some share a slot of a table of hashes: they are told apart, and from texts that are not there."""
    import polars as pl

    from prevention_rules.frames.listed import Texts

    names = [f"村{at}" for at in range(100_000)]
    listed, found = Texts(names), pl.Series(names[::-1])
    assert len(listed._hashes.tables) > 1
    assert listed.places(found).tolist() == list(range(len(names)))[::-1]
    assert listed.places(found, known=True).tolist() == list(range(len(names)))[::-1]
    assert set(listed.places(pl.Series([f"镇{at}" for at in range(1000)]))) == {len(names)}


@pytest.mark.parametrize("cells", [[2**63, 2**63 + 1, 5], [2**64 - 1, 2**64 - 2]], ids=["apart", "close"])
def test_numbers_beyond_those_with_a_sign(cells: list[Any]) -> None:
    """Sixty-four bits without a sign are found like any others."""
    import numpy as np

    from prevention_rules.frames.listed import Numbers

    column = np.array(cells, np.uint64)
    listed = Numbers(np.sort(column))
    assert listed.places(column).tolist() == [sorted(cells).index(cell) for cell in cells]
