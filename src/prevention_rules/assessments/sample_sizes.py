"""How large a sample would decide: what a survey can be asked for, where an exact figure cannot."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from prevention_rules.evidence.known import Known
from prevention_rules.evidence.observations import Ratio
from prevention_rules.exact_numbers import write_number
from prevention_rules.explain.survey import enough, if_the_rate_holds
from prevention_rules.intervals import ValueSet
from prevention_rules.judgement.findings import Finding
from prevention_rules.text import Words


@frozen
class SampleSize:
    """A sample that does not decide: of how many, the interval it leaves, and ``enough`` where the rate holds.

    ``enough`` is None where no sample would decide, as the rate lies on the limit, or where what is asked is no level.
    """

    size: int
    interval: Words
    enough: int | None

    @property
    def asked(self) -> Words:
        """What is asked of the survey: its size and the number reached, and how many would be enough."""
        return Words(f"样本量与达到人数（{self._short.zh}）", f"sample size and number reached ({self._short.en})")

    @property
    def _short(self) -> Words:
        had = Words(f"现有样本n={self.size}不足以判定", f"the sample of {self.size:,} does not decide")
        if self.enough is None:
            return Words(f"{had.zh}，请改用登记数", f"{had.en}; use a register")
        return Words(f"{had.zh}，{self.holding.zh}，或改用登记数", f"{had.en}; {self.holding.en}, or use a register")

    @property
    def holding(self) -> Words:
        """How many are needed if the rate holds."""
        assert self.enough is not None
        return if_the_rate_holds(self.enough)


def sample_size(finding: Finding, level: Known | None) -> SampleSize | None:
    """Return the sample that a level rests on where it leaves a finding undecided; None where it is no sample."""
    samples = [] if level is None else [fact.observation for fact in level.facts if fact.observation.kind == "sample"]
    if level is None or not samples:
        return None
    told = samples[-1]
    assert isinstance(told.value, Ratio)
    return SampleSize(int(told.value.denominator), _interval(level.values, finding), enough(finding, told))


def _interval(values: ValueSet, finding: Finding) -> Words:
    """Write the interval of a sample in per cent, its ends a tenth outward."""
    hull, percent = values.hull, 100 * (finding.unit.factor if finding.unit is not None else Fraction(1, 100))
    if hull.lo is None or hull.hi is None:
        return Words("", "")
    low, high = Fraction(hull.lo * percent * 10 // 1, 10), Fraction(-(-hull.hi * percent * 10 // 1), 10)
    confidence = write_number(finding.policy.confidence * 100)
    return Words(
        f"{confidence}%置信区间{write_number(low)}%—{write_number(high)}%",
        f"{confidence}% CI {write_number(low)}–{write_number(high)}%",
    )
