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
    ("value", "word"), [("91.2%", "尚未达到"), ("95%", "也已达到"), ("90%以上", "是否达到尚不能判定")]
)
def test_an_aim_stands_beside_the_bound_that_decides(value: str, word: str) -> None:
    """Whether the aim is reached is said, and said not to decide."""
    assert f"力争的“不低于95%”{word}，不作判定依据。" in told("90%以上，力争95%", value)["why"]


def test_a_note_is_told_as_printed() -> None:
    """What was set aside in reading stands among the assumptions."""
    assert "原文中的“全市”不改变要求，照录于此。" in told("90%以上（全市）", "91%")["assumptions"]
