"""What would have to change: the way to the target, what is missing, or the margin of a met target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prevention_rules.evidence.pooling import kind_of
from prevention_rules.explain.asked import asked
from prevention_rules.explain.numbers import amount, difference, is_told_exactly, one_piece
from prevention_rules.explain.phrases import in_period
from prevention_rules.explain.survey import outward
from prevention_rules.intervals import Interval
from prevention_rules.judgement.findings import Compared, Finding, Joined, Refused, Repeated, TrendRead
from prevention_rules.judgement.joining import comparison_of, is_nearly
from prevention_rules.judgement.remedies import Remedy, remedy
from prevention_rules.judgement.states import State, state_of
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.periods import Period
from prevention_rules.quantities import Unit
from prevention_rules.targets import AllOf, Ambiguous, AnyOf, Change, PerUnit, Respectively
from prevention_rules.text import Words, quoted


def change_lines(finding: Finding, found: Remedy | None) -> Iterator[Words]:
    """Yield what would have to change, or what is missing."""
    ground = finding.ground
    if isinstance(ground, TrendRead) and finding.verdict is Verdict.NOT_MET and not _waits(finding):
        yield from _repairable(ground, finding)
    if (declare := _to_declare(finding)) is not None:
        yield declare
        found = None
    if found is not None:
        yield from _remedy_lines(finding, found)
        return
    match ground:
        case Compared(so_far=True) if finding.verdict is Verdict.NOT_MET:
            yield Words("年内只增不减，全年已不能达到。", "The year can only add to it: it can no longer be met.")
        case Repeated(over=(_, *_)):
            yield from _repeated_lines(ground, finding)
        case Joined() if declare is None and not isinstance(finding.target, PerUnit):
            yield from _part_lines(ground.parts, finding)
        case Compared(needed=needed) if needed is not None and needed.is_empty:
            yield Words("没有任何可能的值能达到。", "No value that is possible would meet it.")
        case Refused() if ground.parts and isinstance(finding.target, AllOf | AnyOf | Respectively | Ambiguous):
            yield from _part_lines(ground.parts, finding)
        case _ if declare is None and not finding.verdict.is_decided:
            yield _what_is_missing(finding)


def _to_declare(finding: Finding) -> Words | None:
    """Return what has to be done where no figure is lacking; of several conditions each says it for itself."""
    if finding.reason == "needs_split" and isinstance(finding.target, PerUnit):
        return _for_each(finding.target.each or "单位")
    declare = _MISSING.get(finding.reason)
    several = declare is not None and isinstance(finding.target, AllOf | AnyOf | Respectively | Ambiguous)
    return None if several and not is_nearly(finding.target) else declare


def _for_each(unit: str) -> Words:
    return Words(
        f"须按每个{unit}分别报数；规则文件中为每个{unit}写一个 [[area]]。",
        "A figure for each unit is needed; the rule file lists each of them as an [[area]].",
    )


_ENDS = ("U3", "T1", "T2")
"""Readings that hold the last figure against the base alone."""


def _repairable(read: TrendRead, finding: Finding) -> Iterator[Words]:
    when = in_period(finding.at)
    if not read.repairable:
        yield Words(
            f"以前年度已不符合这一读法，{when.zh}的数不能补救。",
            f"An earlier year broke it; no figure for {when.en} can mend that.",
        )
    elif read.reading is None or read.reading.id not in _ENDS:
        yield Words(
            f"以前各期符合这一读法，只看{when.zh}的数。", f"The years before keep it; it depends on {when.en} alone."
        )


def _part_lines(parts: Sequence[Finding], finding: Finding) -> Iterator[Words]:
    """Yield what each part that is not met would need."""
    if isinstance(finding.target, AnyOf) and finding.verdict is not Verdict.MET:
        yield Words("达到其中一项即可。", "One of the parts is enough.")
    for part in parts:
        meant = not isinstance(finding.target, Ambiguous) or part.needed is None or not part.needed.is_empty
        if part.verdict is not Verdict.MET and meant:
            yield from _placed(asked(part.target), part)


def _repeated_lines(repeated: Repeated, finding: Finding) -> Iterator[Words]:
    """Yield what each area would need, or that a period that is over cannot be mended."""
    if repeated.aggregations and finding.policy.aggregation != "every":
        return
    for one in repeated.over:
        if one.verdict is Verdict.MET:
            continue
        if one.area:
            yield from _placed(Words(one.area, quoted(one.area)), one)
        elif one.verdict is Verdict.NOT_MET and one.at < finding.at:
            then, now = in_period(one.at), in_period(finding.at)
            yield Words(
                f"{then.zh}没有达到，{now.zh}的数不能补救。",
                f"{then.en} fell short; no figure for {now.en} can mend that.",
            )
        else:
            yield from change_lines(one, remedy(one))


def _placed(place: Words, part: Finding) -> Iterator[Words]:
    for line in change_lines(part, remedy(part)):
        yield Words(f"{place.zh}：{line.zh}", f"{place.en}: {line.en}")


def _remedy_lines(finding: Finding, found: Remedy) -> Iterator[Words]:
    if finding.verdict is Verdict.INCONCLUSIVE:
        yield _what_decides(finding, found)
    elif finding.verdict is Verdict.NOT_MET:
        yield from _way_lines(finding, found)


def _what_decides(finding: Finding, found: Remedy) -> Words:
    wanted = _level_asked(found, finding)
    if found.unreported == 1 and found.more:
        return Words(
            "缺报的1个须达到，否则未达到。", "The 1 that did not report has to count; if not, the target is missed."
        )
    if found.unreported and found.more:
        return Words(
            f"缺报的{found.unreported}个中至少须有{found.more}个达到，不足则未达到。",
            f"Of the {found.unreported} that did not report, at least {found.more} have to count; "
            "with fewer it is not met.",
        )
    if isinstance(finding.ground, Compared) and finding.ground.point_verdict is not None:
        return Words(
            f"须扩大样本或改用全部登记的数：{wanted.zh}即为达到。",
            f"A larger sample or a full count is needed: {wanted.en} meets the target.",
        )
    return Words(f"须报确切数：{wanted.zh}即为达到。", f"An exact figure is needed: {wanted.en} meets the target.")


def _way_lines(finding: Finding, found: Remedy) -> Iterator[Words]:
    end = finding.deadline if _waits(finding) else None
    wanted, when, by = _level_asked(found, finding), in_period(end or finding.at), "in" if end is None else "by"
    ground = finding.ground
    if isinstance(ground, Compared) and ground.demand.question == "level" and ground.point_verdict is not None:
        yield _way_of_a_survey(ground, found, Words(when.zh, f"{by} {when.en}"), wanted)
        return
    gap = _gap(finding, found)
    yield Words(f"{when.zh}须{wanted.zh}，{gap.zh}。", f"Needed {by} {when.en}: {wanted.en}; {gap.en}.")
    if found.more:
        verb = "is" if found.more == 1 else "are"
        yield Words(f"分母不变时，还差{found.more}个。", f"With the same whole, {found.more} more {verb} needed.")


def _way_of_a_survey(compared: Compared, found: Remedy, when: Words, wanted: Words) -> Words:
    """Tell what all of an interval has to reach, and how far its farther end is from that, as it is shown."""
    unit, asked, hull = compared.frame.unit, found.nearest, compared.possible.hull
    end, limit = (hull.lo, asked.lo) if found.upward else (hull.hi, asked.hi)
    assert end is not None and limit is not None  # noqa: PT018 - an interval of a share has both, and misses the limit
    told = outward(end, up=not found.upward)
    here, size = amount(told, unit), difference(limit - told, unit)
    which, far = (("下限", "lower"), "short") if found.upward else (("上限", "upper"), "above")
    return Words(
        f"{when.zh}整个置信区间须{wanted.zh}，区间{which[0]}（{here.zh}）还差{size.zh}。",
        f"Needed {when.en}: {wanted.en} for the whole interval; its {which[1]} end, {here.en}, is {size.en} {far}.",
    )


def _level_asked(found: Remedy, finding: Finding) -> Words:
    """Say which levels are asked; of a share nothing is above its whole."""
    compared, part = comparison_of(finding), found.nearest
    if compared is not None and compared.frame.share and part.lo == compared.frame.whole and part.lo_in:
        whole = amount(part.lo, finding.unit)
        return Words(f"达到{whole.zh}", whole.en)
    return level_asked(part, finding.unit)


def level_asked(part: Interval, unit: Unit | None) -> Words:
    """Say which levels are asked: 达到85%以上, 不高于12分钟."""
    low, high = part.lo, part.hi
    if low is not None and high is not None:
        only = amount(low, unit)
        return Words(f"为{only.zh}", f"exactly {only.en}") if low == high else one_piece(part, unit)
    if low is not None:
        floor = amount(low, unit)
        if part.lo_in:
            return Words(f"达到{floor.zh}以上", f"{floor.en} or more")
        return Words(f"高于{floor.zh}", f"more than {floor.en}")
    if high is None:
        return one_piece(part, unit)
    top, less = amount(high, unit), "fewer" if unit is not None and unit.is_count else "less"
    if part.hi_in:
        return Words(f"不高于{top.zh}", f"{top.en} or {less}")
    return Words(f"低于{top.zh}", f"{less} than {top.en}")


def _gap(finding: Finding, found: Remedy) -> Words:
    size, verb = difference(found.distance, finding.unit), "up" if found.upward else "down"
    if found.reachable_edge or not is_told_exactly(found.distance):  # a rounded number is no limit
        return Words(f"还差{size.zh}", f"{size.en} {verb} from here")
    if found.distance:
        return Words(f"还差超过{size.zh}", f"more than {size.en} {verb} from here")
    limit = found.nearest.lo if found.upward else found.nearest.hi
    assert limit is not None  # what is reached without an edge has one
    here = amount(limit, finding.unit)
    return Words(
        f"现恰为{here.zh}，不含本数，须再{'提高' if found.upward else '降低'}",
        f"now exactly {here.en}, which is not included: any step {verb} is enough",
    )


def _waits(finding: Finding) -> bool:
    """True where the same level is asked now and at the deadline, so that there is still time for it."""
    target = finding.target
    moves = isinstance(target, Change) and (target.rate != "total" or target.base == "previous")
    lost = isinstance(finding.ground, TrendRead) and state_of(finding) is State.BROKEN
    return finding.due == "not_due" and not moves and not finding.over and not lost


_MISSING = {
    "needs_tolerance": Words(
        '请声明容许偏差：规则文件中写 tolerance = "1个百分点" 这样的一行。',
        "Declare the tolerance in the rule file: tolerance = “1个百分点” (1 percentage point).",
    ),
    "needs_direction": Words(
        '请声明好的方向：规则文件中写 better = "higher" 或 "lower"。',
        'Declare which way is better: better = "higher" or "lower" in the rule file.',
    ),
    "needs_size": Words(
        '请声明幅度：写 size = "5个百分点" 这样的一项。',
        "Declare the size in the rule file: size = “5个百分点” (5 percentage points).",
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


def _what_is_missing(finding: Finding) -> Words:
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
