"""What a number cannot be, and what makes a reader look twice: shares above the whole, counts that are not whole."""

from __future__ import annotations

from fractions import Fraction

from prevention_rules.errors import ObservationError
from prevention_rules.quantities import Amount, Unit, unit_of
from prevention_rules.text import Words

MOST = Fraction(3, 2)
"""The largest share that is taken as published (house): people from elsewhere may lift it above 1, not so far."""

ABOVE_THE_WHOLE = Words(
    "比例超过100%，照原样保留，请核对口径", "a share above 100 %: kept as reported, check its definition"
)
_SMALL = Words(
    "不超过1%，数字后没有百分号：是不是表格把85%存成了0.85？照原样保留，请核对",
    "at most 1 % without its sign: did a spreadsheet turn 85 % into 0.85? Kept as reported, check it",
)
_NOT_WHOLE = Words(
    "计数不是整数：小数点是千位分隔，还是把比率填在了这里？照原样保留，请核对",
    "a count that is not whole: is the dot a thousands mark, or a rate in the wrong place? Kept as reported, check it",
)


def impossible_share(said: str) -> ObservationError:
    """Say that a share is far above the whole."""
    return ObservationError(
        Words(
            f"{said} 超过150%，比例不会这样大：是不是少了小数点，或单位写错？",
            f"{said} is above 150 %, and no share is: is a point lost, or the unit wrong?",
        )
    )


def negative(said: str, amount: Amount) -> ObservationError:
    """Say that a rate or count is below zero; -1 and -2 are codes of some returns."""
    problem = Words(f"{said} 是负数，而比率和计数不能为负", f"{said} is negative, and no rate or count can be")
    if amount.unit is None or not amount.unit.is_count or amount.value.denominator != 1:
        return ObservationError(problem)
    return ObservationError(
        Words(
            f'{problem.zh}；是不是报表的代码（没有开展工作填-2）？请声明 missing_marks = ["-1", "-2"]',
            f"{problem.en}; if it is a code of the returns (-2 where nothing was done), "
            'declare it: missing_marks = ["-1", "-2"]',
        )
    )


def exchanged(said: str) -> ObservationError:
    """Say that more was counted than the population has heads."""
    return ObservationError(
        Words(
            f"{said}：分子大于人口数，是不是分子、分母填反了？",
            f"{said}: more than the population has heads; are the two counts exchanged?",
        )
    )


OF_ALL_YEARS = Words(
    "“累计”：是当年的数，还是几年之和？照原样保留，请核对",
    "cumulative: of the year alone, or of several years? Kept as reported, check it",
)
"""What 累计 leaves open, unless the figures are declared to run from the start of the plan."""
_AVERAGE = Words("“平均”不是合计的数，照原样保留，请核对", "an average is not the whole: kept as reported, check it")


def doubt_of_words(notes: tuple[str, ...], unit: Unit | None) -> Words | None:
    """Return why the words beside a number make it doubtful: 累计 without 全年, 平均 of what adds up."""
    if any(one in note.lower() for note in notes for one in ("累计", "累积", "cumulative")) and "全年" not in notes:
        return OF_ALL_YEARS
    averaged = unit is not None and unit.adds_up and not {"平均", "on average"}.isdisjoint(notes)
    return _AVERAGE if averaged else None


def doubt_of(amount: Amount, unit: Unit | None, *, bare: bool, share: bool) -> Words | None:
    """Return why a number in the unit of its series is doubtful; *bare* is one that carries no sign of its own."""
    if bare and not share and unit == unit_of("%") and 0 < abs(amount.value) <= 1:
        return _SMALL
    if unit is not None and unit.is_count and (amount.value * unit.factor).denominator != 1:
        return _NOT_WHOLE
    return None
