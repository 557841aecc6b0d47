"""The remark on a level that is not one number: bounds, spans, members that did not report, a year not over."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from prevention_rules.evidence.facts import Fact
from prevention_rules.evidence.observations import Ratio
from prevention_rules.explain.asked import Side, in_short
from prevention_rules.explain.figures import between, figure_of, when
from prevention_rules.explain.numbers import amount, bare, counted, shown, values
from prevention_rules.explain.phrases import in_period
from prevention_rules.explain.published import plainly, published
from prevention_rules.intervals import ValueSet
from prevention_rules.judgement.findings import Compared, Finding
from prevention_rules.judgement.remedies import Remedy, remedy
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.quantities import Unit
from prevention_rules.targets import PerUnit
from prevention_rules.text import Words


def so_far(finding: Finding, compared: Compared, side: Side, point: Fraction) -> Words:
    """Tell a part of the year that a bound for the year is held against: it can only grow."""
    unit, at = compared.frame.unit, in_period(finding.at)
    here = amount(point, unit)
    if finding.verdict is Verdict.NOT_MET and side.high is not None:
        limit = amount(side.high, unit)
        return Words(
            f"{at.zh}已{here.zh}，超过全年{limit.zh}的上限",
            f"Already {here.en} against a yearly limit of {bare(limit, unit)}",
        )
    if finding.verdict is Verdict.MET:
        return Words(
            f"{at.zh}已{here.zh}，达到“{finding.target.text}”",
            f"Already {here.en} in {at.en}, which meets {in_short(finding.target)}",
        )
    return Words(
        f"{at.zh}{here.zh}，全年未到，对“{finding.target.text}”尚不能判定", f"{here.en} so far; the year is not over"
    )


def by_its_set(finding: Finding, compared: Compared, found: Remedy | None) -> Words:
    """Tell a bound, a span or what follows from other figures, and how it lies to the target."""
    text, short = finding.target.text, in_short(finding.target)
    told = [fact for fact in compared.used if fact.period == finding.at and fact.question == "level"]
    missing = next((one.observation.value for one in told if isinstance(one.observation.value, Ratio)), None)
    if missing is not None and missing.missing:
        return _unreported(finding, compared, missing, found)
    said = as_published(told, compared.frame.unit, finding) if told else _span(finding, compared)
    match finding.verdict:
        case Verdict.MET:
            return Words(f"{said.zh}，已在目标（{text}）之内", f"{_alone(said.en)} lies within {short}")
        case Verdict.NOT_MET:
            return Words(f"{said.zh}，不在目标（{text}）之内", f"{_alone(said.en)} lies outside {short}")
        case _:
            ask = _ASK_COUNTS if compared.frame.share else _ASK_EXACT
            if any("约" in fact.observation.said or "左右" in fact.observation.said for fact in told):
                return Words(
                    f"{said.zh}，未说明误差，对“{text}”尚不能判定",
                    f"{said.en}, margin not stated: undecided against {short}",
                )
            return Words(
                f"{said.zh}，目标为“{text}”，尚不能判定，{ask.zh}", f"{said.en}, target {short}: undecided; {ask.en}"
            )


def _alone(en: str) -> str:
    """Begin a sentence with what was published: “Over 75%” lies within …"""
    said = en.removeprefix("Published as ")
    return f"“{said[1:2].upper()}{said[2:]}" if said.startswith("“") else said


_ASK_COUNTS = Words("请报确切数或分子、分母", "give the exact figure or the counts")
_ASK_EXACT = Words("请报确切数", "give the exact figure")


def as_published(told: Sequence[Fact], unit: Unit | None, finding: Finding) -> Words:
    """Return figures as they were published, or as what the areas add up to or have on average."""
    if all(isinstance(one.observation.value, ValueSet) for one in told):  # which nobody published: the areas make it up
        sums = [values(one.values, unit) for one in told]
        word = Words("平均", "On average") if isinstance(finding.target, PerUnit) else Words("合计", "In all")
        return Words(f"{word.zh}{'、'.join(one.zh for one in sums)}", f"{word.en} {', '.join(one.en for one in sums)}")
    said = [published(one.observation, unit) for one in told]
    plain = [plainly(one.observation, unit) for one in told]
    zh = "、".join(f"“{one.zh}”" for one in said)
    en = ", ".join(one.en if one.en.startswith("“") else f"“{one.en}”" for one in said)
    if all(plain):
        return Words(f"公布为{'、'.join(one.zh for one in said)}", f"Published as {', '.join(one.en for one in said)}")
    return Words(f"公布为{zh}", f"Published as {en}")


def _span(finding: Finding, compared: Compared) -> Words:
    at = when(finding, compared.frame.unit)
    low, high = compared.possible.hull.lo, compared.possible.hull.hi
    said = between(low, high, compared.frame.unit)
    return Words(f"由其他数推算，{at.zh}{said.zh}", f"By the other figures {said.en} {at.en}")


def _unreported(finding: Finding, compared: Compared, ratio: Ratio, found: Remedy | None) -> Words:
    """Tell a share of which some members did not report: between the worst and the best case."""
    hull, text, short = compared.possible.hull, finding.target.text, in_short(finding.target)
    side = Side.of(compared.demand.acceptable)
    span = between(hull.lo, hull.hi, compared.frame.unit, () if side is None else side.ends)
    count, missing = (
        counted(Ratio(ratio.numerator, ratio.denominator)) if ratio.denominator else None,
        shown(ratio.missing),
    )
    has = Words(f"已报{count.zh}，", f"{count.en} reported, ") if count is not None else Words("", "")
    zh, en = f"{has.zh}缺报{missing.zh}；合计{span.zh}", f"{has.en}{missing.en} not reported: {span.en}"
    if finding.verdict is Verdict.INCONCLUSIVE:
        found = found or remedy(finding)
        more = Words("", "") if found is None or not found.more else Words(
            f"，缺报的至少须有{found.more}个达到", f"; at least {found.more} of them have to count"
        )  # fmt: skip
        return Words(f"{zh}，对“{text}”尚不能判定{more.zh}", f"{en}, undecided against {short}{more.en}")
    word = (
        Words("都达到", "met whatever they say")
        if finding.verdict is Verdict.MET
        else Words("都未达到", "not met whatever they say")
    )
    return Words(f"{zh}，{word.zh}“{text}”", f"{en}, {word.en} ({short})")


def above_the_whole(finding: Finding, compared: Compared) -> Words:
    """Tell a share above 100 %: the verdict stands on it as published, but for a target of 100 %."""
    figure = figure_of(finding, compared, None)
    zh = f"公布为{figure.zh}，超过100%，分子可能含本区以外人员，请核对口径"
    en = f"Published as {figure.en}; the numerator may hold people from elsewhere, please check"
    if finding.verdict is Verdict.INCONCLUSIVE:
        return Words(
            f"{zh}；对“{finding.target.text}”尚不能判定", f"{en}; undecided against {in_short(finding.target)}"
        )
    return Words(f"{zh}；按公布数判为{_word(finding).zh}", f"{en}; {_word(finding).en} as published")


def _word(finding: Finding) -> Words:
    return Words("达到", "met") if finding.verdict is Verdict.MET else Words("未达到", "not met")
