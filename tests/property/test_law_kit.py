"""What the strategies draw prints as the code that makes it, and evidence drawn for a rule is what it is called."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.vendor.pretty import pretty

import prevention_rules as pr
from prevention_rules.as_code import as_code
from prevention_rules.periods import Period
from prevention_rules.plans.examples import Example
from prevention_rules.testing import laws, strategies
from prevention_rules.testing.worked import judged

XICHENG = pr.load_plan("xicheng-2022-2025")
NAMES = {name: getattr(pr, name) for name in pr.__all__} | {"Example": Example, "Period": Period}
NUMBERS = st.sampled_from([rule.number for rule in XICHENG.rules if rule.target_text])


@given(
    drawn=st.one_of(
        strategies.plans(),
        strategies.series("%", share=True),
        strategies.series("起"),
        strategies.observations(),
        NUMBERS.flatmap(lambda number: strategies.evidence(XICHENG, number)),
    )
)
def test_what_is_drawn_can_be_pasted_back(drawn: Any) -> None:
    """Plans, series, observations and evidence evaluate to themselves, as they print and as Hypothesis shows them."""
    assert eval(as_code(drawn), NAMES) == drawn
    assert eval(pretty(drawn), NAMES) == drawn


@given(number=NUMBERS, data=st.data())
def test_evidence_has_the_verdict_of_its_rule(number: str, data: st.DataObject) -> None:
    """An example that is drawn for a rule passes there."""
    rule = next(one for one in XICHENG.rules if one.number == number)
    example = data.draw(strategies.evidence(XICHENG, number))
    assert judged(XICHENG, rule, example).verdict == example.verdict


@given(plan=strategies.plans(), data=st.data())
def test_drawn_plans_keep_the_laws(plan: pr.Plan, data: st.DataObject) -> None:
    """Plans of plain targets load and keep every law, on figures at their limits and others."""
    plan.check()
    rule = data.draw(st.sampled_from(plan.indicators))
    example = data.draw(strategies.evidence(plan, rule.number))
    for law in laws.LAWS:
        assert law.tried(plan, rule, example) is None, law.name


def test_a_kind_that_a_rule_has_no_figures_of_is_refused() -> None:
    """A threshold has no base to lack, and the plan no rule 99."""
    with pytest.raises(pr.PreventionRulesError) as caught:
        strategies.evidence(XICHENG, "1", "without_base")
    assert caught.value.explain("en") == "rule 1 has no such figures: without_base"
    with pytest.raises(KeyError):
        strategies.evidence(XICHENG, "99")
