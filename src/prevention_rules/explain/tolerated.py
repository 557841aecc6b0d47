"""The remark on a number that is to be reached about: how far it lies from the number, beside what is tolerated."""

from __future__ import annotations

from fractions import Fraction

from prevention_rules.evidence.figure_units import in_unit
from prevention_rules.explain.numbers import amount, gap
from prevention_rules.judgement.demands import declared_in
from prevention_rules.judgement.findings import Compared, Finding
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.targets import About, AnyOf, Bound, Range, Target
from prevention_rules.text import Words


def tolerated(finding: Finding, compared: Compared, point: Fraction, said: Words) -> Words | None:
    """Say how far a figure (*said*, with its date) is from what is asked; None where nothing is tolerated.

    The set that decides is wider than the text by the declared tolerance, and its ends are printed nowhere.
    """
    about, declared, unit = _about(finding.target), finding.policy.tolerance, compared.frame.unit
    if about is None or declared is None:
        return None
    low, high = in_unit(about.lo, unit).value, in_unit(about.hi, unit).value
    if low <= point <= high:
        return Words(f"{said.zh}，恰为目标值", f"{said.en}, exactly the target")
    end = low if point < low else high
    slack = declared_in(unit, declared)
    assert slack is not None  # what does not fit the unit gives no set to compare with
    far, asked, most = gap(point - end, unit), amount(end, unit), gap(slack, unit)
    inside = finding.verdict is Verdict.MET
    return Words(
        f"{said.zh}，与目标（{asked.zh}）相差{far.zh}，{'在' if inside else '超出'}声明的容许偏差（{most.zh}）"
        f"{'之内' if inside else ''}",
        f"{said.en}, {far.en} off {asked.en}, {'within' if inside else 'beyond'} the declared tolerance ({most.en})",
    )


def misfit(finding: Finding) -> Words:
    """Say that the declared tolerance is of another kind than what is judged; nothing where none is declared."""
    declared = finding.policy.tolerance
    if declared is None or declared_in(finding.unit, declared) is not None:
        return Words("", "")
    size = amount(declared.value, declared.unit)
    return Words(
        f"（声明的容许偏差为{size.zh}，不能用于以“{finding.unit}”计的数）",
        f" (the declared tolerance of {size.en} says nothing of figures in “{finding.unit}”)",
    )


def _about(target: Target) -> About | None:
    match target:
        case About():
            return target
        case AnyOf(of=(Bound() | Range(), About() as about)):
            return about
        case _:
            return None
