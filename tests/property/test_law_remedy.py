"""What would have to change: beyond it the verdict flips, short of it it does not."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs
import pytest
from grounds import ground
from hypothesis import assume, event, example, given
from hypothesis import strategies as st
from property.strategies import FIRST, LAST, OPS, PERCENT, POINTS, bounds, grid, levels, ranges

from prevention_rules.errors import FormatError
from prevention_rules.evidence.observations import Ratio
from prevention_rules.evidence.series import Series
from prevention_rules.intervals import ValueSet
from prevention_rules.judgement.evaluate import evaluate
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.remedies import Remedy, remedy, smallest_count
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.quantities import Amount, unit_of
from prevention_rules.targets import AllOf, AnyOf, AtLeast, AtMost, Bound, Change, MoreThan, Range

UNIT = unit_of("%")
steps = grid(0, 5, 8) | st.integers(1, 10**6).map(lambda n: Fraction(1, n))


def judge(target: Any, base: Fraction, now: Fraction) -> Finding:
    series = Series.of({FIRST: ValueSet.point(base), LAST: ValueSet.point(now)}, unit=UNIT)
    return evaluate(target, series, at=LAST)


def holds(target: Any, base: Fraction, now: Fraction, step: Fraction) -> None:
    """Move the value by *step* each way and hold the verdict to what the remedy says of that step."""
    before = judge(target, base, now)
    assume(before.verdict.is_decided)
    found = remedy(before)
    if found is None:  # nothing is acceptable, or everything
        event("no way out")
        assert all(judge(target, base, now + way * step).verdict is before.verdict for way in (1, -1))
        return
    event(before.verdict.value)
    for upward in (True, False):
        here = now + step if upward else now - step
        after = judge(target, base, here)
        if step < found.distance:
            assert after.verdict is before.verdict
        elif upward is found.upward and here in ValueSet.of(found.nearest):
            assert after.verdict is {Verdict.MET: Verdict.NOT_MET, Verdict.NOT_MET: Verdict.MET}[before.verdict]
    edge = now + found.distance if found.upward else now - found.distance
    flips = judge(target, base, edge).verdict is not before.verdict
    assert found.reachable_edge is flips


@given(target=bounds(UNIT) | ranges(UNIT), now=grid(0, 6), step=steps)
@example(target=AtLeast("5%"), now=Fraction(5), step=Fraction(1, 10**6))
@example(target=MoreThan("5%"), now=Fraction(5), step=Fraction(1, 10**6))
def test_levels(target: Any, now: Fraction, step: Fraction) -> None:
    """For thresholds and ranges the change that is named is the smallest that turns the verdict."""
    holds(target, Fraction(1), now, step)


@given(op=st.sampled_from(OPS), size=grid(0, 3), kind=st.sampled_from(["relative", "points"]),
       direction=st.sampled_from(["up", "down"]), rate=st.sampled_from(["total", "annual_average"]),
       base=grid(0, 6), now=grid(0, 6), step=steps)  # fmt: skip
def test_changes(
    op: Any, size: Fraction, kind: Any, direction: Any, rate: Any, base: Fraction, now: Fraction, step: Fraction
) -> None:
    """For changes, relative and in points, in total and on average, the level that is named is the nearest that does."""
    amount = Amount(size * 40, PERCENT) if kind == "relative" else Amount(size, POINTS)
    target = Change(direction, kind, Bound(op, amount), FIRST, rate)
    assume(base > 0 or kind == "points")
    # A share cannot fall below zero, so neither does the value that is tried.
    assume(now - step >= 0)
    before = judge(target, base, now)
    found = remedy(before)
    assume(found is None or found.upward or now - found.distance >= 0)
    holds(target, base, now, step)


@given(a=bounds(UNIT), b=bounds(UNIT), kind=st.sampled_from([AllOf, AnyOf]), now=grid(0, 6), step=steps)
def test_joined_conditions(a: Bound, b: Bound, kind: Any, now: Fraction, step: Fraction) -> None:
    """Conditions on one quantity are one set, and the way out is measured to that set."""
    holds(kind((a, b)), Fraction(1), now, step)


@given(op=st.sampled_from(OPS[:4]), limit=grid(0, 6), now=grid(0, 6))
def test_the_edge_is_enough_exactly_when_the_bound_is_inclusive(op: Any, limit: Fraction, now: Fraction) -> None:
    """To meet a target its limit is enough where the limit belongs to it; to miss it, where it does not."""
    finding = judge(Bound(op, Amount(limit, UNIT)), Fraction(1), now)
    found = remedy(finding)
    assert found is not None
    assert found.reachable_edge is (op.endswith("=") is (finding.verdict is Verdict.NOT_MET))
    assert found.distance == abs(limit - now)


@given(target=bounds(UNIT) | ranges(UNIT), now=levels(), step=steps)
def test_intervals_move_as_a_whole(target: Any, now: ValueSet, step: Fraction) -> None:
    """A figure that is an interval meets the target once all of it has moved there, and no sooner."""

    def moved(by: Fraction) -> Verdict:
        # A value below zero cannot be, so the scale is lifted out of the way of that rule.
        lifted = now.plus(ValueSet.point(by)).plus(ValueSet.point(100))
        return evaluate(_lifted(target), Series.of({LAST: lifted}, unit=UNIT), at=LAST).verdict

    finding = evaluate(target, Series.of({LAST: now}, unit=UNIT), at=LAST)
    found = remedy(finding)
    if found is None or finding.verdict is Verdict.INCONCLUSIVE:
        return
    event(finding.verdict.value)
    for way in (1, -1):
        if step < found.distance:
            met = moved(way * step) is Verdict.MET
            assert met is (finding.verdict is Verdict.MET)
    beyond = found.distance + Fraction(1, 1000)
    leaves = moved(beyond if found.upward else -beyond)
    if finding.verdict is Verdict.MET:
        assert leaves is not Verdict.MET


def _lifted(target: Bound | Range) -> Bound | Range:
    def up(amount: Amount) -> Amount:
        return attrs.evolve(amount, value=amount.value + 100)

    if isinstance(target, Bound):
        return attrs.evolve(target, amount=up(target.amount))
    return attrs.evolve(target, lo=up(target.lo), hi=up(target.hi))


def counted(target: Any, count: int, out_of: int, missing: int = 0) -> Finding:
    return evaluate(target, Series.of({LAST: Ratio(count, out_of, missing)}, unit="%", share=True), at=LAST)


@given(op=st.sampled_from([">=", ">"]), limit=st.integers(1, 100), out_of=st.integers(1, 60), data=st.data())
@example(op=">", limit=95, out_of=15, data=None)
@example(op=">=", limit=28, out_of=25, data=None)
def test_counts(op: Any, limit: int, out_of: int, data: Any) -> None:
    """The count that is named satisfies the share and one fewer does not; so many more are lacking as it says."""
    target = Bound(op, Amount(Fraction(limit), PERCENT))
    have = out_of // 2 if data is None else data.draw(st.integers(0, out_of))
    found = remedy(counted(target, have, out_of))
    assert found is not None
    if limit == 100 and op == ">":
        assert found.count is None
        with pytest.raises(FormatError) as caught:
            smallest_count(target, of=out_of)
        assert caught.value.explain("en") == f"no count out of {out_of} satisfies “more than 100%”"
        return
    assert (found.out_of, found.more) == (out_of, max(0, (found.count or 0) - have))
    assert found.count == smallest_count(target, of=out_of)
    assert counted(target, found.count, out_of).verdict is Verdict.MET
    assert counted(target, found.count - 1, out_of).verdict is Verdict.NOT_MET


@given(limit=st.integers(0, 100), out_of=st.integers(1, 60), have=st.integers(0, 60))
def test_a_ceiling_asks_for_no_count(limit: int, out_of: int, have: int) -> None:
    """A share that is to stay below something needs no smallest count, and none is named."""
    found = remedy(counted(AtMost(Amount(Fraction(limit), PERCENT)), min(have, out_of), out_of))
    assert found is None or (found.count, found.more) == (None, None)


def test_the_way_of_a_count_with_reports_missing() -> None:
    """With 12 of 14 and one report missing, more than 80 % of 15 needs one more to count."""
    finding = counted(MoreThan("80%"), 12, 14, missing=1)
    found = remedy(finding)
    assert found is not None
    assert (finding.verdict, found.count, found.out_of, found.more) == (Verdict.INCONCLUSIVE, 13, 15, 1)


@pytest.mark.parametrize("of", [0, -3])
def test_a_count_out_of_nothing_is_refused(of: int) -> None:
    """Out of nothing no count satisfies anything, and that is said."""
    with pytest.raises(FormatError) as caught:
        smallest_count(AtLeast("50%"), of=of)
    assert caught.value.explain("en") == f"no count out of {of} satisfies “at least 50%”"
    assert caught.value.explain("zh") == f"{of} 个中没有任何个数满足“不低于50%”"


def test_a_count_of_what_is_no_share_is_refused() -> None:
    """A number of minutes is no share of a whole."""
    with pytest.raises(FormatError) as caught:
        smallest_count(AtMost("12分钟"), of=15)
    assert caught.value.explain("en") == "“at most 12 minutes” is not a share"


def test_the_margin_of_an_interval_is_its_near_end() -> None:
    """Between 86 and 88 there is one point to spare above 85, not three."""
    known = ValueSet.point(86) | ValueSet.point(88)
    finding = evaluate(AtLeast("85%"), Series.of({LAST: known}, unit="%"), at=LAST)
    assert remedy(finding) == Remedy(
        next(iter(ground(finding).demand.acceptable.__invert__())), Fraction(1), False, False
    )
