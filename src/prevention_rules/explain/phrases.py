"""The office's words for every state, and one sentence for every reason code."""

from __future__ import annotations

from prevention_rules.judgement.verdicts import Reason, Verdict
from prevention_rules.periods import Period
from prevention_rules.progress import ScheduleStatus
from prevention_rules.text import Words

REASONS: dict[Reason, Words] = {
    "met": Words("达到目标", "the target is met"),
    "held_at_zero": Words(
        "基期与现期都是零，按声明读作保持零发生", "zero at the base and zero now, read as held at zero as declared"
    ),
    "below_limit": Words("低于目标值", "below the target"),
    "above_limit": Words("高于目标上限", "above the limit"),
    "outside_range": Words("不在目标范围之内", "outside the range"),
    "change_too_small": Words("变化幅度未达到要求", "the change is smaller than asked"),
    "moved_away": Words("与要求的方向相反", "moved against the target"),
    "trend_not_kept": Words("不符合趋势要求", "the trend asked for was not kept"),
    "part_not_met": Words("有分项未达到", "a part of it is not met"),
    "year_not_over": Words("全年未到，尚不能判定", "the year is not over"),
    "straddles_limit": Words("现有数据尚不能判定", "the figures there are do not decide"),
    "baseline_may_be_zero": Words(
        "基期可能为零，不能计算变化幅度", "the base may be zero, so no change can be computed"
    ),
    "trend_undecided": Words("现有数据不足以判定趋势", "the figures do not decide the trend"),
    "part_undecided": Words("有分项尚不能判定", "a part of it is undecided"),
    "needs_size": Words("“显著”“明显”“大幅”的幅度未作规定", "how large a marked change has to be is not laid down"),
    "needs_share": Words("多大比例的单位达到才算，未作规定", "the share of units that is enough is not laid down"),
    "readings_disagree": Words("目标有几种读法，结论不同", "the target can be read in several ways that disagree"),
    "parts_disagree": Words(
        "全区的数与各地合计不一致，结论不同", "the whole and the sum of its areas differ and give two verdicts"
    ),
    "areas_missing": Words("有地区未报", "some areas have not reported"),
    "not_pooled": Words("各地的数不能汇总成全区的数", "the figures of the areas do not make up the whole"),
    "above_whole": Words(
        "超过100%，不能证明应达到的都达到", "above 100%, which does not prove that all who count are reached"
    ),
    "missing_value": Words("缺当期数据", "no figure of the period"),
    "words_only": Words("只有文字表述，没有数", "told in words, without a number"),
    "missing_baseline": Words("缺基期数据", "no figure of the base"),
    "zero_baseline": Words("基期为零，不能计算变化幅度", "the base is zero, so no change can be computed"),
    "negative_baseline": Words("基期为负值，不能计算变化幅度", "the base is negative, so no change can be computed"),
    "base_not_stated": Words("目标没有写明基期，也没有声明基期", "the target names no base and none is declared"),
    "other_base": Words("公布的变化以另一时期为基期", "the published change is against another base"),
    "other_period": Words(
        "只有全年或只有部分月份的数，不能互相代替",
        "known for the whole year or for another part of it only, and one is not the other",
    ),
    "needs_tolerance": Words(
        "“左右”“稳定”“基本”的容许偏差未作规定", "how far “about”, “stable” or “basically” reaches is not laid down"
    ),
    "over_years": Words(
        "目标说的是几年的累计数或年均数，不能由一年的数判定",
        "asked is the total or the average of several years, which the figure of one year does not decide",
    ),
    "needs_direction": Words("指标越高越好还是越低越好，未作规定", "which way is better is not laid down"),
    "needs_split": Words("目标分列几项，须分别给出数据", "the target has several members and needs figures for each"),
    "needs_reference": Words("要对照另一指标、标准或位次", "needs another indicator, a standard or a ranking"),
    "qualitative": Words("定性要求，由评估组评定", "qualitative: for the review group"),
    "series_break": Words("统计口径有变化，前后不可比", "the definition changed: not comparable"),
    "nothing_applies": Words("没有一项已到考核时点", "nothing of it applies yet"),
}
"""What each reason code says; the codes are stable, the sentences may be polished."""


def in_period(period: Period) -> Words:
    """Name a period in a sentence: 2023年, 2023年上半年, in English 2023 and the first half of 2023."""
    year, month = period.year, period.end.month
    match period.kind:
        case "year":
            return Words(f"{year}年", f"{year}")
        case "half":
            first = month <= 6
            return Words(
                f"{year}年{'上' if first else '下'}半年", f"the {'first' if first else 'second'} half of {year}"
            )
        case "quarter":
            return Words(f"{year}年第{month // 3}季度", f"{period}")
        case "month":
            return Words(f"{year}年{month:02}月", f"{period}")
        case "to_date":
            return Words(f"{period}", f"{year} through month {month}")
        case "months":
            return Words(f"{period}", f"{period.start:%Y-%m} to {period.end:%Y-%m}")
        case "school_year":
            return Words(f"{period}", f"the school year {period.start.year}/{year % 100:02d}")
        case "split_year" | "years":
            return Words(f"{period}年", f"{period}")


VERDICTS: dict[Verdict, Words] = {
    Verdict.MET: Words("达到", "met"),
    Verdict.NOT_MET: Words("未达到", "not met"),
    Verdict.INCONCLUSIVE: Words("不能判定", "undecided"),
    Verdict.NOT_ASSESSABLE: Words("无法评估", "not assessable"),
}
"""A verdict within a sentence."""


ROUNDING = {"half_even": Words("四舍六入五成双", "half to even"), "half_up": Words("四舍五入", "half up")}
"""What the ways of rounding are called."""


def sentence(said: Words) -> Words:
    """Make a sentence of a phrase: a capital and a full stop, where it has none."""
    zh = said.zh if said.zh.endswith(("。", "？", "！")) else f"{said.zh}。"
    en = said.en if said.en.endswith((".", "?", "!")) else f"{said.en}."
    return Words(zh, en[:1].upper() + en[1:])


PROGRESS: dict[ScheduleStatus, Words] = {
    ScheduleStatus.EARLY: Words("提前实现", "reached early"),
    ScheduleStatus.AHEAD: Words("快于序时进度", "ahead of schedule"),
    ScheduleStatus.ON_SCHEDULE: Words("符合序时进度", "on schedule"),
    ScheduleStatus.BEHIND: Words("滞后于序时进度", "behind schedule"),
    ScheduleStatus.REGRESSED: Words("劣于基期", "worse than the base year"),
}
"""The office's words for progress against the schedule."""
