"""Law: the levels said to keep a trend keep it, and all others do not."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

import prevention_rules as pr

LEVELS = st.fractions(min_value=40, max_value=60, max_denominator=4)
READINGS = st.sampled_from(["U1", "U2", "U3", "U4", "U6", "U7", "U8"])
STABLE = st.sampled_from(["T1", "T2", "T3", "T4", "T5", "T6"])
TRIED = st.fractions(min_value=30, max_value=70, max_denominator=8)


def judged(target, levels, policy):
    series = pr.Series.of(dict(enumerate(levels, 2020)), unit="%", share=True)
    return pr.evaluate(target, series, at=2019 + len(levels), baseline=2020, policy=policy, better="higher")


@given(
    target=st.sampled_from(["稳步提升", "稳步下降"]),
    earlier=st.lists(LEVELS, min_size=3, max_size=5),
    last=LEVELS,
    tried=TRIED,
    reading=READINGS,
)
def test_rising_and_falling(target, earlier, last, tried, reading):
    """With any other last figure, a rising or falling trend is met exactly where the finding said so."""
    asked, policy = pr.parse_target(target, unit="%"), pr.Policy(rising=reading)
    keeping = judged(asked, [*earlier, last], policy).needed
    for value in (tried, *earlier, *(end for part in keeping for end in (part.lo, part.hi) if end and end >= 0)):
        assert (judged(asked, [*earlier, value], policy).verdict is pr.Verdict.MET) == (value in keeping)


@given(
    earlier=st.lists(LEVELS, min_size=2, max_size=4),
    last=LEVELS,
    tried=TRIED,
    reading=STABLE,
    tolerance=st.sampled_from([Fraction(1), Fraction(1, 2)]),
)
def test_stable(earlier, last, tried, reading, tolerance):
    """With any other last figure, a stable trend is met exactly where the finding said so."""
    policy = pr.Policy(stable=reading, tolerance=f"{float(tolerance)}个百分点")
    asked = pr.parse_target("保持稳定", unit="%", better="higher")
    keeping = judged(asked, [*earlier, last], policy).needed
    for value in (tried, *earlier):
        assert (judged(asked, [*earlier, value], policy).verdict is pr.Verdict.MET) == (value in keeping)
