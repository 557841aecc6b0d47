"""What a target's text says beside what it asks is told in the explanation: notes, and an aim that does not decide."""

from __future__ import annotations

import pytest

import prevention_rules as pr
from prevention_rules.explain import explain


def told(text: str, value: str) -> dict[str, list[str]]:
    target = pr.parse_target(text, unit="%", share=True, better="higher")
    finding = pr.evaluate(target, pr.Series.of({2025: value}, unit="%", share=True), at=2025)
    sections: dict[str, list[str]] = explain(finding, "zh").to_dict()["sections"]
    return sections


@pytest.mark.parametrize(
    ("value", "word"),
    [("91.2%", "距力争值95%还差3.8个百分点"), ("95%", "也达到力争值95%"), ("90%以上", "是否达到力争值95%尚不能判定")],
)
def test_an_aim_stands_beside_the_bound_that_decides(value: str, word: str) -> None:
    """Whether the aim is reached is said behind what decides."""
    assert told("90%以上，力争95%", value)["what"][-1].endswith(f"；{word}。")


@pytest.mark.parametrize(
    ("text", "read", "aim"),
    [
        ("下降10起，力争15起", "下降10起以上", "下降15起以上"),
        ("年均增长8%以上，力争10%以上", "年均相对提高8%以上", "年均相对提高10%以上"),
        ("力争下降15%，确保10%", "相对下降10%以上", "相对下降15%以上"),
        ("降到10起，力争8起", "不高于10起", "不高于8起"),
        ("下降10起（力争15起）", "下降10起以上", "下降15起以上"),
        ("下降10起（力争降至15起）", "下降10起以上", "不高于15起"),
        ("提高10起，力争到2025年90起", "提高10起以上", "到2025年不低于90起"),
        (
            "力争新增5起，确保3起",
            "歧义「提高3起以上」「期内累计不低于3起」",
            "歧义「提高5起以上」「期内累计不低于5起」",
        ),
    ],
)
def test_the_verb_of_a_change_is_that_of_its_aim(text: str, read: str, aim: str) -> None:
    """下降10起，力争15起 aims at a larger fall, and not at a level of 15."""
    target = pr.parse_target(text, unit="起", better="lower" if "降" in text else "higher")
    assert target.origin is not None
    assert (str(target), [str(one) for one in target.origin.aims]) == (read, [aim])


def test_a_bound_beside_a_change_is_of_the_level() -> None:
    """减少10起，确保不超过20起 asks two things."""
    target = pr.parse_target("减少10起，确保不超过20起", unit="起", better="lower")
    assert str(target) == "「下降10起以上」，且不高于20起"


def test_a_note_is_told_as_printed() -> None:
    """What was set aside in reading stands among the assumptions."""
    assert "原文中的“全市”不改变要求，照录于此。" in told("90%以上（全市）", "91%")["assumptions"]
