"""What is counted is told in things: a share of a few, a running count, one thing alone."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from prevention_rules.evidence.facts import Fact
from prevention_rules.evidence.observations import Ratio
from prevention_rules.evidence.pooling import kind_of
from prevention_rules.explain.asked import in_short
from prevention_rules.explain.numbers import amount, gap, shown
from prevention_rules.judgement.findings import Compared, Finding
from prevention_rules.judgement.remedies import A_FEW, Remedy
from prevention_rules.progress import Pace
from prevention_rules.quantities import Unit
from prevention_rules.targets import PerUnit, Target
from prevention_rules.text import Words


def share_of_a_few(facts: Sequence[Fact], target: Target) -> Ratio | None:
    """Return the counts of a share of a small whole; none for averages and for rates printed beside them."""
    ratio = facts[0].observation.value if len(facts) == 1 else None
    few = isinstance(ratio, Ratio) and not ratio.missing and ratio.denominator <= A_FEW
    return ratio if few and isinstance(ratio, Ratio) and not isinstance(target, PerUnit) else None


def of_a_few(finding: Finding, counts: Ratio, found: Remedy | None) -> Words:
    """Tell a share of a small whole in things, and how many are lacking."""
    of, k = shown(counts.denominator), shown(counts.numerator)
    rate = shown(counts.numerator / counts.denominator * 100, places=2)
    noun = what_is_counted(finding)
    zh, en = f"{of.zh}个{noun.zh}中{k.zh}个达到（{rate.zh}%）", f"{k.en} of {of.en}{noun.en} ({rate.en}%)"
    text, short = finding.target.text, in_short(finding.target)
    if found is None or found.count is None or not found.more:
        return Words(f"{zh}，没有达到“{text}”", f"{en}, short of {short}")
    every = found.count == found.out_of
    means = Words(f"即须{of.zh}个全部达到", f"means all {of.en}") if every else Words(
        f"即至少须{found.count}个达到", f"means at least {found.count}"
    )  # fmt: skip
    return Words(f"{zh}；“{text}”{means.zh}，还差{found.more}个", f"{en}; “{short}” {means.en}; {found.more} to go")


def what_is_counted(finding: Finding) -> Words:
    """Return what a share is a share of, where the name of its indicator ends with it: 开展…服务的街道."""
    name = finding.subject.name
    kind = kind_of((name,))
    return Words(kind.zh, f" {kind.en}") if len(kind.zh) > 1 and name.endswith(kind.zh) else Words("", "")


def counted_so_far(finding: Finding, compared: Compared, goal: Fraction, point: Fraction) -> Words:
    """Tell how far a running count has come, beside the time that has passed."""
    unit = compared.frame.unit
    here, there = amount(point, unit), amount(goal, unit)
    part, left = shown(point / goal * 100, (Fraction(100),), places=1), gap(goal - point, unit)
    passed = finding.progress
    time = None if passed is None else shown(passed.elapsed * 100)
    return Words(
        f"累计{here.zh}，完成目标（{there.zh}）的{part.zh}%，还差{left.zh}" + (f"；时间进度{time.zh}%" if time else ""),
        f"{here.en} so far, {part.en}% of {there.en}, {left.en} to go"
        + (f"; {time.en}% of the time has passed" if time else ""),
    )


def is_one_thing(pace: Pace, unit: Unit | None) -> bool:
    """Say whether no more than one thing is asked: no part of it is due before all of it is."""
    if unit is None or not unit.is_count or pace.question != "level":
        return False
    return abs(pace.goal - pace.base) * unit.factor <= 1
