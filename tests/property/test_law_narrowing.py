"""Better evidence never changes a decided verdict."""

from __future__ import annotations

from typing import Any

from hypothesis import event, given
from hypothesis import strategies as st
from property.strategies import FIRST, LAST, changes, decidable, levels, narrower_series, series, trends, worlds
from speeds import times

from prevention_rules.evidence.series import Series
from prevention_rules.intervals import ValueSet
from prevention_rules.judgement.evaluate import evaluate
from prevention_rules.judgement.findings import Finding
from prevention_rules.policies import Policy
from prevention_rules.quantities import unit_of

POLICY = Policy(tolerance="1")
UNIT = unit_of("起")


def judge(target: Any, known: Series, better: Any = None) -> Finding:
    return evaluate(target, known, at=LAST, baseline=FIRST, policy=POLICY, better=better)


def stays(target: Any, known: Series, more: Series, better: Any = None) -> None:
    more.check()
    before, after = judge(target, known, better), judge(target, more, better)
    event(f"{before.verdict.value} to {after.verdict.value}")
    if before.verdict.is_decided:
        assert after.verdict is before.verdict


@times(2)
@given(target=decidable(UNIT), known=series(), data=st.data())
def test_narrowing_levels_and_adding_changes(target: Any, known: Series, data: st.DataObject) -> None:
    """Narrower levels, periods filled in and changes published besides keep every decided verdict."""
    stays(target, known, data.draw(narrower_series(known, data.draw(worlds(known)))))


@times(2)
@given(target=changes(UNIT), known=series(), data=st.data())
def test_narrowing_twice_for_changes(target: Any, known: Series, data: st.DataObject) -> None:
    """Changes keep their verdict when stated changes, and then levels, come on top of one another."""
    truth = data.draw(worlds(known))
    once = data.draw(narrower_series(known, truth))
    stays(target, once, data.draw(narrower_series(once, truth)))


@given(target=trends(), known=series(), better=st.sampled_from([None, "higher", "lower"]), data=st.data())
def test_narrowing_trends(target: Any, known: Series, better: Any, data: st.DataObject) -> None:
    """A trend decided with years missing stays decided when they are filled in."""
    stays(target, known, data.draw(narrower_series(known, data.draw(worlds(known)))), better)


@times(2)
@given(target=decidable(UNIT), known=series(levels()), data=st.data())
def test_a_decided_verdict_holds_in_every_possible_world(target: Any, known: Series, data: st.DataObject) -> None:
    """Whatever the true values are, among those the evidence allows, they give the verdict that was decided."""
    verdict = judge(target, known).verdict
    event(verdict.value)
    if not verdict.is_decided:
        return
    truth = data.draw(worlds(known))
    true = judge(target, Series.of({year: ValueSet.point(value) for year, value in truth.items()}, unit="起"))
    # A change from a true zero has no size; nothing else that is known to the last digit stays open.
    assert true.verdict is verdict or 0 in truth.values()
