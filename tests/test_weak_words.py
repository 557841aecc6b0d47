"""Words that leave open how much is asked: beside 稳步 and 持续 too, before a trend too, and behind a number."""

from __future__ import annotations

from typing import Any

import pytest

import prevention_rules as pr
from prevention_rules.explain.remark import remark

RISING = {2020: "70%", 2021: "70.1%", 2022: "70.2%"}
DIPPING = {2020: "70%", 2021: "69%", 2022: "70.2%"}


def judged(target: str, figures: Any, at: int = 2022, unit: str = "%", better: Any = "higher") -> pr.Finding:
    read = pr.parse_target(target, unit=unit, better=better)
    return pr.evaluate(read, pr.Series.of(figures, unit=unit), at=at, baseline=2020)


@pytest.mark.parametrize(
    "target",
    ["持续明显改善", "稳步显著提升", "稳步大幅提高", "逐步显著改善", "保持较快增长", "保持快速增长", "明显稳步提高"],
)
def test_a_size_that_is_not_stated_stays_open_beside_a_manner(target: str) -> None:
    """稳步大幅提高 asks for both: what falls back misses it, and what rises steadily may still be too little."""
    assert judged(target, DIPPING).verdict == "NOT_MET"
    assert judged(target, RISING).verdict == "INCONCLUSIVE"


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("基本零增长", {2020: 100, 2022: 99}), ("基本实现零增长", {2020: 100, 2022: 99}),
        ("基本不增加", {2020: 100, 2022: 100}), ("基本实现逐年下降", {2020: 100, 2021: 99, 2022: 98}),
    ],
)  # fmt: skip
def test_basically_before_a_trend_is_never_missed_by_default(target: str, kept: Any) -> None:
    """What keeps the trend meets it; what does not may still be near enough, which nobody laid down."""
    assert judged(target, kept, unit="万吨", better="lower").verdict == "MET"
    missed = judged(target, {2020: 100, 2021: 101, 2022: 101}, unit="万吨", better="lower")
    assert missed.verdict == "INCONCLUSIVE"
    assert remark(missed).zh.endswith(f"“{target}”的幅度未作规定，尚不能判定。")
    assert remark(missed).en.endswith(f"how far “{target}” reaches is not laid down: undecided.")


def test_basically_is_kept_in_the_printed_words() -> None:
    """基本实现全覆盖 is not 全覆盖 when it is written again."""
    target = pr.parse_target("基本实现全覆盖", unit="%")
    assert str(target) == "定性“基本全覆盖”"
    assert pr.parse_target(str(target), unit="%") == target


def test_basically_reached_is_told_as_one_condition() -> None:
    """One who reads 基本达到80% asked one thing, and is told of one."""
    assert remark(judged("基本达到80%", {2022: "80%"})).zh == "2022年为80%，恰为目标值；“不低于”含本数，判为达到。"
    assert remark(judged("基本翻番", {2020: 10, 2022: 19}, unit="亿元")).zh == (
        "2022年为19亿元，比2020年（10亿元）增长90%，增幅比目标（100%）少10个百分点；须达到20亿元及以上，还差1亿元；"
        "“基本翻番”的幅度未作规定，尚不能判定。"
    )


@pytest.mark.parametrize(("words", "about"), [("200来个", 200), ("二十来个", 20), ("1万来个", 10_000)])
def test_a_number_with_lai_may_fall_short(words: str, about: int) -> None:
    """200来个 is about 200, on either side, where 200余个 is more."""
    assert pr.parse_target(words, unit="个") == pr.parse_target(f"{about}个左右", unit="个")
    assert judged(f"{about}个以上", {2022: words}, unit="个").verdict == "INCONCLUSIVE"
    assert judged(f"{about}个以上", {2022: words.replace("来", "余")}, unit="个").verdict == "MET"
