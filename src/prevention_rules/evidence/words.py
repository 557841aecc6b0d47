"""Figures in words: what says that all is reached is a number, 应保尽保 states none and answers only its own words."""

from __future__ import annotations

import re

_REGION = "(?:全[国省市区县]|各地|[0-9]+[个项家所]\\S{0,6}?)?"
_SURELY = "(?:已经?|均已?|全部|全面|都)?(?:实现|达到|做到|完成)?了?(?:全部|均|都)?"
_ALL = re.compile(f"{_REGION}{_SURELY}全覆盖|{_REGION}全部(?:达标|达到要求|达到|完成|实现)")
_PHRASE = re.compile(f"{_REGION}{_SURELY}(?P<phrase>应.尽.|达[成到]预期(?:指标|目标))")


def states_all(said: str) -> bool:
    """True for words that state 100 % of the units an indicator counts.

    >>> [states_all(said) for said in ("15个街道全覆盖", "全部达标", "基本全覆盖", "实现应保尽保")]
    [True, True, False, False]
    """
    return _ALL.fullmatch("".join(said.split())) is not None


def answers(said: str, asked: str) -> bool:
    """True where words that state no number answer a target in the same words.

    >>> answers("已实现应保尽保", "实现应保尽保"), answers("基本实现应保尽保", "实现应保尽保")
    (True, False)
    """
    found = _PHRASE.fullmatch("".join(said.split()))
    return found is not None and found["phrase"] in asked and "基本" not in asked
