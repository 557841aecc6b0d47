"""What is tolerated is declared: it is told beside the number it belongs to, and says nothing of another kind."""

from __future__ import annotations

from typing import Any

import pytest

import prevention_rules as pr
from prevention_rules.text import Language


def judged(target: str, figures: dict[int, Any], unit: str, tolerance: str, **more: Any) -> pr.Finding:
    series = pr.Series.of(figures, unit=unit, share=unit == "%")
    read = pr.parse_target(target, unit=unit)
    return pr.evaluate(read, series, at=2025, policy=pr.Policy(tolerance=tolerance, **more), better="higher")


def remark(finding: pr.Finding, lang: Language) -> str:
    return str(finding.explain(lang)).split("\n")[3].strip()


@pytest.mark.parametrize(
    ("target", "figure", "unit", "tolerance", "verdict", "zh", "en"),
    [
        ("50张左右", "49", "张", "2张", "MET",
         "截至2025年底为49张，与目标（50张）相差1张，在声明的容许偏差（2张）之内。",
         "49 beds at the end of 2025, 1 off 50 beds, within the declared tolerance (2)."),
        ("50张左右", "53", "张", "2张", "NOT_MET",
         "截至2025年底为53张，与目标（50张）相差3张，超出声明的容许偏差（2张）。",
         "53 beds at the end of 2025, 3 off 50 beds, beyond the declared tolerance (2)."),
        ("50张左右", "50", "张", "2张", "MET",
         "截至2025年底为50张，恰为目标值。", "50 beds at the end of 2025, exactly the target."),
        ("基本达到80%", "79.5%", "%", "1个百分点", "MET",
         "2025年为79.5%，与目标（80%）相差0.5个百分点，在声明的容许偏差（1个百分点）之内。",
         "79.5% in 2025, 0.5 points off 80%, within the declared tolerance (1 point)."),
        ("基本达到80%", "78%", "%", "1个百分点", "NOT_MET",
         "2025年为78%，与目标（80%）相差2个百分点，超出声明的容许偏差（1个百分点）。",
         "78% in 2025, 2 points off 80%, beyond the declared tolerance (1 point)."),
        ("基本达到80%", "82%", "%", "1个百分点", "MET",
         "2025年为82%，超过目标2个百分点。", "82% in 2025, 2 points above target."),
    ],
)  # fmt: skip
def test_the_distance_is_told_from_the_number_of_the_text(
    target: str, figure: str, unit: str, tolerance: str, verdict: str, zh: str, en: str
) -> None:
    """The set that decides is wider than the text by the tolerance; its ends stand nowhere, so no distance is from them."""
    finding = judged(target, {2025: figure}, unit, tolerance)
    assert (finding.verdict.name, remark(finding, "zh"), remark(finding, "en")) == (verdict, zh, en)


@pytest.mark.parametrize(
    ("target", "figures", "unit", "tolerance", "zh"),
    [
        ("保持稳定", {2020: 35, 2025: 36}, "起", "1个百分点",
         "“保持稳定”的幅度未作规定（声明的容许偏差为1个百分点，不能用于以“起”计的数），36起是否达到尚不能判定。"),
        ("保持稳定", {2020: "80%", 2025: "79%"}, "%", "2起",
         "“保持稳定”的幅度未作规定（声明的容许偏差为2起，不能用于以“%”计的数），79%是否达到尚不能判定。"),
        ("基本达到80%", {2025: "79.5%"}, "%", "1个千分点",
         "“基本达到80%”的幅度未作规定（声明的容许偏差为1个千分点，不能用于以“%”计的数），79.5%是否达到尚不能判定。"),
    ],
)  # fmt: skip
def test_a_tolerance_of_another_kind_says_nothing(
    target: str, figures: dict[int, Any], unit: str, tolerance: str, zh: str
) -> None:
    """A policy for all rules of a plan declares points for its shares: a rule of counts stays undecided, and says why."""
    finding = judged(target, figures, unit, tolerance)
    assert (finding.reason, remark(finding, "zh")) == ("needs_tolerance", zh)


def test_a_size_of_another_kind_says_nothing() -> None:
    """显著提高 with a size declared in points stays undecided for counts, above the base as without a size."""
    finding = judged("显著提高", {2020: 35, 2025: 60}, "起", "1", size="5个百分点")
    assert (finding.verdict.name, finding.reason) == ("INCONCLUSIVE", "needs_size")


def test_one_policy_serves_rules_of_all_units() -> None:
    """An assessment with a tolerance in points decides what it fits, and none of the other rules is lost."""
    plan = pr.load_plan("xicheng-2022-2025")
    told = plan.assess({"26": {2020: 35, 2025: 28}}, at=2025, policy=pr.Policy(tolerance="1个百分点"))
    assert (len(told), told["26"].verdict) == (45, pr.Verdict.MET)
