"""What stands beside a number, in brackets or behind a comma: kept, read, or refused; never taken for what it is not."""

from __future__ import annotations

from typing import Any

import pytest

from prevention_rules.errors import TargetSyntaxError
from prevention_rules.notation import parse_target


def problem_of(text: str, **context: Any) -> str:
    """What is wrong with a target, in English, without the drawing."""
    with pytest.raises(TargetSyntaxError) as refused:
        parse_target(text, **context)
    return str(refused.value.problem.en)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("80%以上，提前一年", "提前一年"),
        ("80%以上（力争提前一年）", "力争提前一年"),
        ("80%以上，力争提前两年完成", "力争提前两年完成"),
        ("80%以上（提前半年）", "提前半年"),
        ("80%以上，提前完成", "提前完成"),
        ("提前3个月达到80%", "提前3个月"),
    ],
)
def test_how_early_is_a_note(text: str, note: str) -> None:
    """提前一年 says when, which is no change on the year before."""
    target = parse_target(text, unit="%", better="higher")
    assert (str(target), target.origin.notes, target.origin.aims) == ("不低于80%", (note,), ())


def test_how_early_alone_asks_nothing() -> None:
    """Without a number beside it 提前一年 is refused."""
    assert problem_of("提前一年") == "nothing is asked here"


def test_the_year_before_stays_a_base() -> None:
    """比前一年提高 and 提高 before another word are the change they were."""
    assert str(parse_target("比前一年提高5个百分点", unit="%")) == "比上年提高5个百分点以上"
    assert problem_of("提前5%", unit="%") == "'前' is not known here"
