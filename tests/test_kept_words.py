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


def test_a_note_is_told_as_printed() -> None:
    """What was set aside in reading stands among the assumptions."""
    assert "原文中的“全市”不改变要求，照录于此。" in told("90%以上（全市）", "91%")["assumptions"]
