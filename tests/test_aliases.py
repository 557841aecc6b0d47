"""Other names of an indicator, declared in a rule file, are its own in the target's text."""

from __future__ import annotations

import pytest

from prevention_rules import RuleFileError, read_plan

HEAD = """
format = 1
[plan]
id = "p"
title = "一个规划"
first_year = 2021
last_year = 2025
[[indicator]]
number = "1"
name = "心脑血管疾病死亡率"
unit = "/10万"
better = "lower"
target = "心脑血管病死亡率控制在190以下"
"""


def test_a_name_that_is_not_declared_is_refused() -> None:
    """Another spelling is another indicator until the plan says otherwise."""
    with pytest.raises(RuleFileError, match="is not the name of this indicator"):
        read_plan(HEAD)


def test_an_alias_is_the_indicators_own_name() -> None:
    """With the alias declared the target is read, and the name is kept beside it."""
    (rule,) = read_plan(HEAD + 'aliases = ["心脑血管病死亡率"]\n').indicators
    assert str(rule.target) == "不高于190/10万"
    assert rule.target is not None
    assert rule.target.origin is not None
    assert rule.target.origin.notes == ("心脑血管病死亡率",)
