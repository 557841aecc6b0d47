"""What is awaited before anything can be said: what has to be declared, and which figure has to be reported."""

from __future__ import annotations

from fractions import Fraction

from prevention_rules.evidence.pooling import kind_of
from prevention_rules.explain.numbers import amount
from prevention_rules.explain.phrases import in_period
from prevention_rules.judgement.findings import Compared, Finding, Joined, Refused, TrendRead
from prevention_rules.judgement.joining import is_nearly
from prevention_rules.periods import Period
from prevention_rules.targets import AllOf, Ambiguous, AnyOf, PerUnit, Respectively
from prevention_rules.text import Words, quoted


def to_declare(finding: Finding) -> Words | None:
    """Return what has to be done where no figure is lacking; of several conditions each says it for itself."""
    if finding.reason == "needs_split" and isinstance(finding.target, PerUnit):
        return _for_each(finding.target.each or "单位")
    declare = _to_declare(finding) or _MISSING.get(finding.reason)
    several = declare is not None and isinstance(finding.target, AllOf | AnyOf | Respectively | Ambiguous)
    return None if several and not is_nearly(finding.target) else declare


def _for_each(unit: str) -> Words:
    return Words(
        f"须按每个{unit}分别报数；规则文件中为每个{unit}写一个 [[area]]。",
        "A figure for each unit is needed; the rule file lists each of them as an [[area]].",
    )


def _to_declare(finding: Finding) -> Words | None:
    """Say which line of the rule file is missing, with an example in the unit of the indicator."""
    shares = finding.unit is None or finding.unit.is_ratio
    match finding.reason:
        case "needs_tolerance":
            one = Words("1个百分点", "1 percentage point") if shares else amount(Fraction(1), finding.unit)
            return Words(
                f'请声明容许偏差：规则文件中写 tolerance = "{one.zh}" 这样的一行。',
                f"Declare the tolerance in the rule file: tolerance = “{one.zh}” ({one.en}).",
            )
        case "needs_size":
            one = Words("5个百分点", "5 percentage points") if shares else Words("5%", "5% of the base")
            return Words(
                f'请声明幅度：写 size = "{one.zh}" 这样的一项。',
                f"Declare the size in the rule file: size = “{one.zh}” ({one.en}).",
            )
        case _:
            return None


_MISSING = {
    "over_years": Words(
        '数值若是自期初累计的，请声明 period = "cumulative"；若是各年的数，请报几年的累计数或年均数。',
        'If the figures run from the start of the plan, declare period = "cumulative"; if they are of single years, '
        "give the total or the average of the years.",
    ),
    "needs_direction": Words(
        '请声明好的方向：规则文件中写 better = "higher" 或 "lower"。',
        'Declare which way is better: better = "higher" or "lower" in the rule file.',
    ),
    "needs_share": Words("请声明多大比例的单位达到才算。", "Declare the share of units that is enough."),
    "year_not_over": Words("须等全年的数。", "The figure of the whole year is needed."),
    "needs_split": Words("请分别给出各项的数据。", "Give the figures of each member separately."),
    "needs_reference": Words(
        "请先取得所对照的指标、标准或位次，再由评估组评定。",
        "Obtain the indicator, standard or ranking it refers to, and let the review group judge.",
    ),
    "qualitative": Words("由评估组评定。", "It is for the review group to judge."),
    "series_break": Words("需要同一口径的两期数据。", "Figures of one definition are needed for both periods."),
    "words_only": Words(
        "请报应达到的和已达到的人数（分母、分子）。", "Give the numbers entitled and reached (denominator, numerator)."
    ),
    "above_whole": Words(
        "请核对口径，并报应达到的和其中已达到的人数。",
        "Check the definition, and give the numbers entitled and, of those, reached.",
    ),
    "nothing_applies": Words("没有需要评估的项目。", "There is nothing to assess."),
}
"""What to do where no figure is lacking."""


def what_is_missing(finding: Finding) -> Words:
    """Return which figure is lacking, or what else keeps it from being compared."""
    base = base_asked(finding)
    if finding.reason == "parts_disagree":
        return Words("须先核对全区的数与各地的数。", "The whole and the areas have to be checked first.")
    if finding.reason in ("areas_missing", "not_pooled"):
        return _of_which_areas(finding)
    if finding.reason in ("missing_value", "trend_undecided") or (finding.reason == "other_period" and base is None):
        lacking = _lacking(finding)
        zh, en = "、".join(when.zh for when in lacking), " and ".join(when.en for when in lacking)
        return Words(f"须报{zh}的数据。", f"The figure for {en} is needed.")
    if finding.reason == "straddles_limit":
        return Words("须报更确切的数。", "A more exact figure is needed.")
    if base is None:
        return Words("需要声明基期，并有基期的数据。", "A base has to be declared, and a figure for it.")
    when = in_period(base)
    if finding.reason in ("zero_baseline", "negative_baseline"):
        zero = finding.reason == "zero_baseline"
        return Words(
            f"{when.zh}的基数为{'零' if zero else '负'}：须改用绝对数的目标，或另定基期。",
            f"The base of {when.en} is {'zero' if zero else 'negative'}: "
            "state the target as an amount, or choose another base.",
        )
    return Words(
        f"须报{when.zh}的基期数，或以该基期计算的变化幅度。",
        f"A figure for the base {when.en} is needed, or a change published against it.",
    )


def _of_which_areas(finding: Finding) -> Words:
    at, silent = in_period(finding.at), finding.ground.silent if isinstance(finding.ground, Refused) else ()
    kind = kind_of(silent)
    if not silent or len(silent) > _MOST_NAMED:
        return Words(
            f"须报{at.zh}全区的数，或各{kind.zh}可以汇总的数。",
            f"A figure of the whole for {at.en} is needed, or figures of all {kind.en} that add up to one.",
        )
    zh, en = "、".join(silent), ", ".join(map(quoted, silent))
    return Words(f"须报{at.zh}{zh}的数，或全区的数。", f"The {at.en} figure of {en} is needed, or one of the whole.")


_MOST_NAMED = 5


def base_asked(finding: Finding) -> Period | None:
    """Return the base a finding is measured from, compared or not."""
    match finding.ground:
        case Compared(demand=demand) | TrendRead(compared=Compared(demand=demand)):
            return demand.base
        case Joined(whole=Compared(demand=demand)):
            return demand.base
        case Refused(demand=demand):
            return None if demand is None else demand.base
        case _:
            return None


def _lacking(finding: Finding) -> list[Words]:
    """Return the periods of a trend without a figure; the period judged where there are none to name."""
    known, base = {fact.period for fact in finding.used}, base_asked(finding)
    years = range(0 if base is None else finding.at.year - base.year, -1, -1)
    lacking = [finding.at.years_back(back) for back in years]
    return [in_period(period) for period in lacking if period not in known] or [in_period(finding.at)]
