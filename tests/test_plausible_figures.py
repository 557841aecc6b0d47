"""Figures that cannot be are refused with the cure, and doubtful ones are kept and told."""

from __future__ import annotations

from typing import Any

import pytest

import prevention_rules as pr
from prevention_rules.errors import ObservationError, UnitError
from prevention_rules.evidence.series import Series


@pytest.mark.parametrize("value", ["850", "8.5万", pr.Ratio(1000, 87), "超160%", 1.51e2], ids=str)
def test_a_share_above_one_and_a_half_is_refused(value: Any) -> None:
    """No share is above 150 %: a point is lost, or the unit is wrong."""
    with pytest.raises(ObservationError) as caught:
        Series.of({2025: value}, unit="%", share=True)
    assert caught.value.explain("en").endswith("is above 150 %, and no share is: is a point lost, or the unit wrong?")
    assert caught.value.explain("zh").endswith("超过150%，比例不会这样大：是不是少了小数点，或单位写错？")


@pytest.mark.parametrize("value", ["104.3%", "150%", pr.Ratio(1000, 870)], ids=str)
def test_a_share_a_little_above_the_whole_is_doubted(value: Any) -> None:
    """Up to 150 % a share stands as published, and its reader is told; 108 % of a growth rate is nothing to wonder at."""
    (fact,) = Series.of({2025: value}, unit="%", share=True).facts
    assert fact.doubt is not None
    (fact,) = Series.of({2025: "108%"}, unit="%").facts
    assert fact.doubt is None


@pytest.mark.parametrize("value", ["1.915", "1.200", 0.2])
def test_a_count_that_is_not_whole_is_doubted(value: Any) -> None:
    """1.915 cases may be 1915, and 0.2 a rate in the wrong place; 1.915万人 and 28.0 cases are whole."""
    finding = pr.evaluate(pr.AtMost("300起"), Series.of({2025: value}, unit="起"), at=2025)
    assert [note.en for note in finding.notes] == [
        "a count that is not whole: is the dot a thousands mark, or a rate in the wrong place? "
        "Kept as reported, check it"
    ]
    for whole, unit in (("1.915", "万人"), ("28.0", "起"), ("2.5", "个工作日"), ("2.5", "分钟")):
        assert Series.of({2025: whole}, unit=unit).facts[0].doubt is None


@pytest.mark.parametrize("value", [-1, "-2例", -2])
def test_a_negative_count_may_be_a_code(value: Any) -> None:
    """-1 and -2 in a count are codes of some returns, so the cure is to declare them."""
    with pytest.raises(ObservationError) as caught:
        Series.of({2025: value}, unit="例")
    assert caught.value.explain("en") == (
        f"{value} is negative, and no rate or count can be; if it is a code of the returns "
        '(-2 where nothing was done), declare it: missing_marks = ["-1", "-2"]'
    )


@pytest.mark.parametrize(("value", "unit"), [("912人", "人/10万人口"), ("3650张", "张/千人口"), ("37人", "/10万")])
def test_a_number_of_heads_is_no_rate(value: str, unit: str) -> None:
    """912人 is a number of people; 8.2人 and 8.2人/10万人口 are rates, and so is 0."""
    with pytest.raises(UnitError) as caught:
        Series.of({2025: value}, unit=unit)
    assert caught.value.explain("en").startswith(
        f"{value} looks like a number of heads, and the indicator is measured in {unit}"
    )
    noun = value[-1]
    for rate in (f"8.2{noun}", f"8.2{noun}/{unit.partition('/')[2]}", f"0{noun}"):
        assert Series.of({2025: rate}, unit=unit).facts
